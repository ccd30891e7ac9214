"""The line that tells of an export under way and of what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from briefbuilder.ui.theme import Theme


class ExportStrip(QWidget):
    """Hidden while there is nothing to tell. `cancel_requested` follows when the user stops an export."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._running = False
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.space(7))
        self._button = QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0.6), theme.space(0.3), theme.space(0.4), theme.space(0.3))
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._button)
        self._button.clicked.connect(self._on_clicked)
        self._name(self.tr("Close"))
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    @Slot(str)
    def start(self, words: str) -> None:
        """Tell that something is under way."""
        self._running = True
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._name(self.tr("Cancel"))
        self.show()

    @Slot(float)
    def progress(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(share * 1000))

    @Slot(tuple)
    def finish(self, paths: tuple[Path, ...]) -> None:
        """Tell which files were written; with none there is nothing to tell."""
        self._running = False
        self._bar.hide()
        self.setVisible(bool(paths))
        if paths:
            names = " + ".join(path.name for path in paths)
            self._words.setText(
                self.tr("Written: {names} in {folder}").format(names=names, folder=paths[0].parent)
            )
            self._name(self.tr("Close"))

    def _name(self, text: str) -> None:
        self._button.setText(text)
        self._button.setAccessibleName(text)

    @Slot()
    def _on_clicked(self) -> None:
        if self._running:
            self.cancel_requested.emit()
        else:
            self.hide()
