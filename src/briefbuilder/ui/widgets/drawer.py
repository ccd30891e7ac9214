"""A drawer that slides a widget over a page from one of its sides."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.keys import FocusMemory, tab_stops
from briefbuilder.ui.widgets.layouts import column_layout

Side = Literal["left", "right"]
_DURATION = 120
"""Milliseconds that a drawer slides."""
_SHADOW = 14
"""Design pixels of the shadow beside the drawer."""


class _Shadow(QWidget):
    """The shadow at the free edge of a drawer, a sibling below it; an effect would redraw the drawer itself."""

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a gradient."""
        painter = QPainter(self)
        from_left = self._side == "left"
        start, end = (0, self.width()) if from_left else (self.width(), 0)
        gradient = QLinearGradient(start, 0, end, 0)
        gradient.setColorAt(0, QColor(0, 0, 0, 46))
        gradient.setColorAt(1, QColor(0, 0, 0, 0))
        painter.fillRect(self.rect(), gradient)


class Drawer(QFrame):
    """Holds one widget that slides over its parent; Esc closes it, and Tab stays within.

    `closed` is emitted when it was closed, also when the page takes the widget back into its layout.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, side: Side, theme: Theme) -> None:
        super().__init__(parent)
        self._side, self._theme = side, theme
        self._width = theme.px(360)
        self._before = FocusMemory()
        self.setProperty("surface", "side")
        self.setProperty("line", "right" if side == "left" else "left")
        self.setAutoFillBackground(True)
        self._column = column_layout(self)
        self._content: QWidget | None = None
        self._shadow = _Shadow(side, parent)
        self._slide = QPropertyAnimation(self, b"geometry", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._on_slid)
        self._closing = False
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the drawer is open."""
        return not self.isHidden() and not self._closing

    @property
    def content(self) -> QWidget | None:
        """The widget in the drawer, or None."""
        return self._content

    def set_content(self, widget: QWidget) -> None:
        """Put a widget into the drawer."""
        self._content = widget
        self._column.addWidget(widget)
        widget.show()

    def take_content(self) -> QWidget | None:
        """Take the widget out of the drawer, which is closed, and return it."""
        widget, self._content = self._content, None
        if widget is not None:
            self._hide_now()
            self._column.removeWidget(widget)
        return widget

    def set_width(self, width: int) -> None:
        """Set the width in pixels."""
        self._width = width
        if self.is_open:
            self._settle()

    def open(self) -> None:
        """Slide the drawer in, and give the focus to what is in it."""
        if self.is_open:
            return
        self._before.note(self.window())
        self._closing = False
        self._shadow.raise_()
        self.raise_()
        self.setGeometry(self._place(shown=False))
        self.show()
        self._shadow.show()
        self._start(self._place(shown=True))
        content = self.content
        if content is not None:
            proxy: QWidget | None = content.focusProxy()
            target = proxy or next(iter(tab_stops(self)), None)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def close_drawer(self) -> None:
        """Slide the drawer out; the focus goes back to where it was."""
        if not self.is_open:
            return
        window: QWidget = self.window()
        focused: QWidget | None = window.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._closing = True
        self._start(self._place(shown=False))
        if had_focus:
            self._before.give_back(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def toggle(self) -> None:
        """Open or close the drawer."""
        if self.is_open:
            self.close_drawer()
        else:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab within the drawer."""
        widgets = tab_stops(self)
        focused: QWidget | None = self.window().focusWidget()
        if not widgets or focused is None:
            return bool(super().focusNextPrevChild(forward))
        at = next((place for place, widget in enumerate(widgets) if widget is focused), -1)
        widgets[(at + (1 if forward else -1)) % len(widgets)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the page."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.is_open:
            self._settle()
        return super().eventFilter(watched, event)

    def _place(self, *, shown: bool) -> QRect:
        page = self.parentWidget()
        assert page is not None
        width = min(self._width, page.width())
        is_left = (self._side == "left") != self.isRightToLeft()
        hidden = -width if is_left else page.width()
        left = (0 if is_left else page.width() - width) if shown else hidden
        return QRect(left, 0, width, page.height())

    def _start(self, target: QRect) -> None:
        animates = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        self._slide.stop()
        if not animates or not self.isVisible():
            self.setGeometry(target)
            self._on_slid()
            return
        self._slide.setDuration(_DURATION)
        self._slide.setStartValue(self.geometry())
        self._slide.setEndValue(target)
        self._slide.start()

    @Slot()
    def _on_slid(self) -> None:
        if self._closing:
            self._hide_now()
        else:
            self._settle()

    def _hide_now(self) -> None:
        self._closing = False
        self._slide.stop()
        self.hide()
        self._shadow.hide()

    def _settle(self) -> None:
        self._slide.stop()
        self.setGeometry(self._place(shown=True))
        width = self._theme.px(_SHADOW)
        is_left = (self._side == "left") != self.isRightToLeft()
        left = self.geometry().right() + 1 if is_left else self.geometry().left() - width
        self._shadow.setGeometry(left, 0, width, self.height())
