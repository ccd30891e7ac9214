"""A progress bar with a Cancel button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QPushButton, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import ElidedLabel

_STEPS = 1000


class ProgressStrip(QFrame):
    """Shows the progress of a job; hidden while none runs."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._label = ElidedLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        grid = QGridLayout(self)
        pad = theme.space(0.5)
        grid.setContentsMargins(pad, pad, pad, pad)
        grid.setSpacing(theme.space(0.35))
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._cancel, 0, 1, 2, 1)
        grid.addWidget(self._bar, 1, 0)
        self.hide()

    def begin(self, text: str) -> None:
        """Show the start of a job."""
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.set_status(text)
        self.show()

    def set_status(self, text: str, share: float | None = None) -> None:
        """Show what is being done, and the share (0 to 1) that is done."""
        self._label.setText(text)
        if share is not None:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(share * _STEPS))

    def end(self) -> None:
        """Hide."""
        self.hide()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
