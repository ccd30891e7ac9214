"""Short messages at the bottom of the window, with buttons for what may follow, such as Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.keys import FocusMemory
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, message_text
from briefbuilder.ui.widgets.timers import single_shot_timer

ToastAction = tuple[str, Callable[[], object]]

_TIME = 6000
"""Milliseconds that a toast is shown."""
_WIDEST = 480
"""Design pixels of the widest text, which is then broken into lines."""
_ABOVE = 52
"""Design pixels between a toast and the bottom of the window."""


class Toast(QFrame):
    """A message with buttons over the bottom of the window; it stays under the pointer and while it has the focus."""

    def __init__(self, text: str, actions: tuple[ToastAction, ...], theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setObjectName("toast")
        theme.style(self)
        text = message_text(text)
        self.setAccessibleName(text)
        self._before = FocusMemory()
        self._offers: list[QPushButton] = []
        label = PlainLabel(text, self, wraps=True)
        row = row_layout(self, label, margins=theme.margins(14, 6, 6, 6), gap=theme.px(6), grows=label)
        for name, run in actions:
            button = push_button(name, self, partial(self._run, run), name=name.replace("&", ""))
            row.addWidget(button)
            self._offers.append(button)
        self._close = close = QPushButton(self)
        self._draw_cross()
        theme.changed.connect(self._draw_cross)
        close.setAccessibleName(self.tr("Close message"))
        close.clicked.connect(self.close_now)
        row.addWidget(close)
        most = theme.px(_WIDEST)
        label.setFixedWidth(min(most, label.fontMetrics().horizontalAdvance(label.text()) + theme.px(4)))
        self.timer = single_shot_timer(self, self._on_time, _TIME)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self.timer.start()
        event = QAccessibleAnnouncementEvent(window, text)
        QAccessible.updateAccessibility(event)

    @Slot()
    def _draw_cross(self) -> None:
        is_light = not (self._theme.dark or self._theme.high_contrast)
        self._close.setIcon(themed_icon("x", self._theme, "window" if is_light else "text"))

    def take_focus(self) -> bool:
        """Give the focus to what the toast offers first; return False if it offers nothing or has the focus."""
        if not self._offers or self._focused() is not None:
            return False
        self._before.note(self.window())
        self._offers[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _focused(self) -> QWidget | None:
        """Return the widget within that has the focus."""
        focused: QWidget | None = self.window().focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    @Slot()
    def close_now(self) -> None:
        """Remove the toast; a focus within goes back to where it was."""
        self.timer.stop()
        focused = self._focused()
        if focused is not None and not self._before.give_back(Qt.FocusReason.OtherFocusReason):
            focused.clearFocus()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _run(self, run: Callable[[], object], _checked: bool = False) -> None:
        self.close_now()
        run()

    @Slot()
    def _on_time(self) -> None:
        if self.underMouse() or self._focused() is not None:
            self.timer.start()
        else:
            self.close_now()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        room = window.width() - 2 * self._theme.px(16)
        width = min(room, self.sizeHint().width())
        height = max(self._theme.px(44), self.heightForWidth(width), self.minimumSizeHint().height())
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - self._theme.px(_ABOVE) - height, width, height)


class Toasts(QObject):
    """Shows one toast at a time, in the window that it is given."""

    def __init__(self, actions: ActionBoard, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._theme = actions, theme
        self._window: QWidget | None = None
        self.toast: Toast | None = None
        self.last = ""

    def set_window(self, window: QWidget) -> None:
        """Set the window that toasts are shown in."""
        self._window = window

    def show(self, text: str, *actions: ToastAction) -> None:
        """Show a message, with buttons that close it and call their functions; an empty text removes the last one."""
        self.clear()
        self.last = text
        if text and self._window is not None:
            self.toast = Toast(text, actions, self._theme, self._window)
            self.toast.destroyed.connect(self._on_destroyed)

    def show_undo(self, text: str) -> None:
        """Show a message with a button that undoes the last change of the dossier."""
        self.show(text, (self.tr("Undo"), self._actions.action("undo").trigger))

    def clear(self) -> None:
        """Remove the toast that is shown."""
        self.last = ""
        toast, self.toast = self.toast, None
        if toast is not None:
            toast.destroyed.disconnect(self._on_destroyed)
            toast.close_now()

    @Slot()
    def _on_destroyed(self) -> None:
        self.toast = None
