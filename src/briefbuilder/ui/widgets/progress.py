"""What a long job is doing: a thin bar, a few words and a button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import ElidedLabel

_HEIGHT = 2
"""Design pixels of the bar."""
_FRAME = 40
"""Milliseconds between two pictures of a bar whose share is unknown."""


class _ThinBar(QWidget):
    """A bar along the lower edge of a widget, which it follows; `share` is None where it is unknown."""

    def __init__(self, theme: Theme, above: QWidget) -> None:
        super().__init__(above)
        self._theme = theme
        self._share: float | None = None
        self._at = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(_FRAME)
        self._clock.timeout.connect(self._on_tick)
        above.installEventFilter(self)
        self.hide()

    def show_share(self, share: float | None) -> None:
        """Show a share of the work."""
        self._share = share
        if share is not None:
            self._clock.stop()
        elif self.isVisible():
            self._clock.start()
        self._place()
        self.show()
        self.raise_()
        self.update()

    def end(self) -> None:
        """Hide the bar."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the widget."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Move a part where the share is unknown."""
        super().showEvent(event)
        if self._share is None:
            self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop to move."""
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the part that is done, or a part that moves."""
        painter = QPainter(self)
        width, colours = float(self.width()), self._theme.colours
        painter.fillRect(self.rect(), colours.colour("line"))
        start, length = (
            (0.0, width * self._share) if self._share is not None else (width * self._at, width / 4)
        )
        if self.isRightToLeft():
            start = width - start - length
        painter.fillRect(QRectF(start, 0, length, self.height()), colours.colour("accent"))

    def _place(self) -> None:
        above = self.parentWidget()
        if above is not None:
            height = self._theme.px(_HEIGHT)
            self.setGeometry(0, above.height() - height, above.width(), height)

    @Slot()
    def _on_tick(self) -> None:
        self._at = (self._at + 0.02) % 1.25 if self._at < 1 else -0.25
        self.update()


class BusyIndicator(QWidget):
    """Says what a job does and offers to cancel it; its bar lies along the lower edge of `above`."""

    cancelled = Signal()

    def __init__(self, theme: Theme, above: QWidget) -> None:
        super().__init__(above)
        self._bar = _ThinBar(theme, above)
        self._label = ElidedLabel(self, role="caption")
        self._label.setMinimumWidth(theme.px(150))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setProperty("kind", "link")
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._label)
        row.addWidget(self._cancel)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._label.text()

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return not self.isHidden()

    def begin(self, text: str) -> None:
        """Show the start of a job."""
        self._cancel.setEnabled(True)
        self.set_status(text)
        self.show()

    def set_status(self, text: str, share: float | None = None) -> None:
        """Show what is being done, and the share (0 to 1) that is done."""
        self._label.setText(text)
        self._bar.show_share(share)

    def end(self) -> None:
        """Hide the words and the bar."""
        self._bar.end()
        self.hide()

    @Slot()
    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
