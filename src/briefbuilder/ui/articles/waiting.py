"""The strip that says which files of the watched folders wait to be imported, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.elided import ElidedLabel
from briefbuilder.ui.widgets.flow import FlowLayout
from briefbuilder.ui.widgets.pane import ActionButton


class WaitingStrip(QFrame):
    """Hidden while nothing waits and every watched folder is there."""

    choosing = Signal()
    dismissed = Signal()

    def __init__(self, import_all: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("New files in watched folders"))
        self._title = QLabel(self)
        self._title.setObjectName("strip-title")
        self._title.setWordWrap(True)
        self._names = ElidedLabel(self)
        self._missing = QLabel(self)
        self._missing.setObjectName("muted")
        self._missing.setWordWrap(True)
        self.import_all = ActionButton(import_all, self, text=self.tr("Import all"))
        self.choose = QPushButton(self.tr("Choose …"), self)
        self.choose.setAccessibleName(self.tr("Choose among the new files"))
        self.choose.clicked.connect(self.choosing)
        self.dismiss = QPushButton(self.tr("Dismiss"), self)
        self.dismiss.setAccessibleName(self.tr("Dismiss the new files"))
        self.dismiss.clicked.connect(self.dismissed)
        self._buttons = QWidget(self)
        flow = FlowLayout(self._buttons, theme.space(0.35))
        for button in (self.import_all, self.choose, self.dismiss):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        pad = theme.space(0.5)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.35))
        for widget in (self._title, self._names, self._buttons, self._missing):
            column.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says."""
        shown = (label.text() for label in (self._title, self._names, self._missing) if not label.isHidden())
        return "\n".join(shown)

    def show_waiting(self, files: Sequence[Path], missing: Sequence[Path]) -> None:
        """Say which files wait and which folders are not there."""
        self._title.setText(self.tr("%n file(s) to import", "", len(files)))
        self._names.setText(", ".join(path.name for path in files[:20]))
        names = ", ".join(path.name or str(path) for path in missing)
        words = self.tr("Watched, but not there at the moment: {names}. It is looked for again.")
        self._missing.setText(words.format(names=names))
        self._missing.setToolTip("\n".join(str(path) for path in missing))
        for widget in (self._title, self._names, self._buttons):
            widget.setVisible(bool(files))
        self._missing.setVisible(bool(missing))
        self.setVisible(bool(files or missing))
