"""Bars: what a long job is doing, beside a few words and a button that cancels it or in a dialog, and a value of a limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QWidget

from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button, repolish
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, with_label

_HEIGHT = 2
"""Design pixels of the bar."""
_FRAME = 40
"""Milliseconds between two pictures of a bar whose share is unknown."""


T = TypeVar("T")
Work = Callable[[Callable[[float], None]], T]
"""Long work that is handed a function to report the share that is done; it raises CancelledError to stop the work."""
AskingWork = Callable[[Callable[[float], None], Callable[[object], Any]], T]
"""Work that is also handed a function that asks the window's thread for something and waits for the answer."""
_STEPS = 1000


class _ThinBar(QWidget):
    """A bar along the lower edge of a widget, which it follows; `share` is None if it is unknown."""

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

    @Slot(float)
    def show_share(self, share: float | None) -> None:
        """Show a share of the work, from 0 to 1."""
        self._share = share
        if share is not None:
            self._clock.stop()
        elif self.isVisible():
            self._clock.start()
        self._place()
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the widget."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Move a part if the share is unknown."""
        super().showEvent(event)
        if self._share is None:
            self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop moving."""
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the part that is done, or a part that moves."""
        painter = QPainter(self)
        width, colours = float(self.width()), self._theme.colours
        painter.fillRect(self.rect(), _track_colour(self._theme))
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
    """Says what a job does and offers to cancel it; its bar is along the lower edge of `above`."""

    cancelled = Signal()

    def __init__(self, theme: Theme, above: QWidget) -> None:
        super().__init__(above)
        self.bar = _ThinBar(theme, above)
        self.label = ElidedLabel(self, role="caption")
        self.label.setMinimumWidth(theme.px(220))
        self._cancel = push_button(self.tr("Cancel"), self, self._on_cancel, kind="link")
        row_layout(
            self,
            self.label,
            self._cancel,
            grows=self.label,
            margins=theme.margins(8, 0, 0, 0),
            gap=theme.px(6),
        )
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return not self.isHidden()

    @Slot(str)
    def begin(self, text: str) -> None:
        """Show the start of a job."""
        self._cancel.setEnabled(True)
        self.set_status(text)
        self.show()

    def set_status(self, text: str, share: float | None = None) -> None:
        """Show what is being done, and the share (0 to 1) that is done."""
        self.label.setText(text)
        self.bar.show_share(share)

    def end(self) -> None:
        """Hide the words and the bar."""
        self.bar.hide()
        self.hide()

    @Slot()
    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()


class WorkDialog(QDialog, Generic[T]):
    """Does long work in the background, and shows the progress.

    The dialog is accepted when the work is done, and rejected when it failed (`error`) or was cancelled. Without
    `can_cancel` it stays open until then. With `answer`, which is called on the window's thread, work can ask for things.
    `once_advanced` are the title and text from the moment when the work reports how much is done.
    """

    def __init__(
        self,
        title: str,
        text: str,
        work: Work[T] | AskingWork[T],
        services: Services,
        parent: QWidget | None,
        *,
        can_cancel: bool = True,
        answer: Callable[[Any], object] | None = None,
        once_advanced: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.error: BriefbuilderError | None = None
        services.theme.style(self)
        self._returned: list[T] = []
        self._services, self._can_cancel = services, can_cancel
        self.setWindowTitle(title)
        self._label = PlainLabel(text, self, wraps=True)
        self._once_advanced = once_advanced
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.rejected.connect(self.reject)
        self._buttons.setVisible(can_cancel)
        column_layout(self, self._label, self._bar, self._buttons, margins=None)
        self._job = services.jobs.start(
            partial(_run, work, self._returned, asks=answer is not None),
            lambda _value: self.accept(),
            self._on_failed,
            self._show,
            on_request=answer or _no_answer,
        )

    @property
    def value(self) -> T | None:
        """What the work returned, even if it was cancelled too late to be stopped; else None."""
        return self._returned[0] if self._returned else None

    def run(self) -> bool:
        """Do the work, and return whether it was done; an error is shown."""
        is_done = self._services.prompter.run(self)
        if self.error is not None:
            self._services.prompter.show_error(self.error)
        return is_done

    def reject(self) -> None:
        """Cancel the work if that is possible; the dialog closes when it has stopped."""
        if self._can_cancel:
            self._buttons.setEnabled(False)
            self._job.cancel()

    def _show(self, share: float) -> None:
        if self._once_advanced is not None:
            title, text = self._once_advanced
            self._once_advanced = None
            self.setWindowTitle(title)
            self._label.setText(text)
            # The text may need more lines.
            self.adjustSize()
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(share * _STEPS))

    def _on_failed(self, error: Exception) -> None:
        super().reject()
        if not isinstance(error, BriefbuilderError):
            raise error
        self.error = None if isinstance(error, CancelledError) else error


def _no_answer(_question: object) -> object:
    return None


def _run(work: Callable[..., T], returned: list[T], context: JobContext, *, asks: bool) -> None:
    returned.append(work(context.advance, context.request) if asks else work(context.advance))


class Meter(QWidget):
    """A name, a value of a limit, and a bar; the colour warns if the value is above the limit."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self._name = PlainLabel(name, self)
        self._value = PlainLabel("", self)
        for label in (self._name, self._value):
            label.setProperty("role", "caption")
        row = row_layout(None, self._name, STRETCH, self._value, gap=theme.px(8))
        column_layout(self, row, margins=theme.margins(0, 0, 0, 8))
        theme.changed.connect(self.update)

    def show_value(self, text: str, share: float) -> None:
        """Show a value, such as "6 of 4", and its share of the limit; above 1 it is a warning."""
        self._share = max(0.0, share)
        self._value.setText(text)
        is_over = share > 1
        if bool(self._value.property("over")) != is_over:
            self._value.setProperty("over", is_over)
            repolish(self._value)
        self.setAccessibleName(with_label(self._name.text(), plain_text(text)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar below the labels."""
        super().paintEvent(event)
        draw_share(self, min(1.0, self._share), self._theme, "warning" if self._share > 1 else "accent")


def _track_colour(theme: Theme) -> QColor:
    """Return the colour of the part of a bar that is not filled; in high contrast, lines look like what is filled."""
    return theme.colours.colour("window" if theme.high_contrast else "line")


def draw_share(widget: QWidget, share: float, theme: Theme, token: str) -> None:
    """Draw a bar along the lower edge of a widget, filled up to a share (0 to 1) in a colour of the theme."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height = theme.px(4)
    bar = QRectF(0, widget.height() - height, widget.width(), height)
    painter.setBrush(_track_colour(theme))
    painter.setPen(theme.colours.colour("line") if theme.high_contrast else Qt.PenStyle.NoPen)
    if theme.high_contrast:
        bar.adjust(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(bar, height / 2, height / 2)
    filled = QRectF(bar)
    filled.setWidth(bar.width() * share)
    if widget.isRightToLeft():
        filled.moveRight(bar.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.colour(token))
    if filled.width() > 0:
        painter.drawRoundedRect(filled, height / 2, height / 2)
