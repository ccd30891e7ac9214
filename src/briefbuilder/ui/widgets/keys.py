"""Keyboard helpers: the order of the Tab key, which keys are commands, and keys drawn as small caps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from shiboken6 import isValid

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import sized_font, start_flags

ARROW_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
"""How far the arrow keys go in a list of widgets of which the Tab key reaches one."""
KEYBOARD_REASONS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
"""The reasons of a focus that came from the keyboard, and is shown with a ring."""
SIDE_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""How far the arrow keys go in a row of widgets that is written from left to right."""
COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_command(event: QKeyEvent) -> bool:
    """Return whether a key can trigger an action: with Ctrl, Alt or Meta, or a function key."""
    function = Qt.Key.Key_F1.value <= event.key() <= Qt.Key.Key_F35.value
    return function or bool(event.modifiers() & COMMAND_MODIFIERS)


def is_removal_key(event: QEvent) -> bool:
    """Return whether an event is about Delete or Backspace."""
    return isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def menu_place(widget: QWidget, event: QContextMenuEvent) -> QPoint:
    """Return where to open a context menu on the screen: below the widget for the menu key, else at the pointer."""
    by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
    return widget.mapToGlobal(widget.rect().bottomLeft()) if by_key else event.globalPos()


def left_to_dossier(event: QEvent, commit: Callable[[], None]) -> bool:
    """Commit the content of a field before a shortcut acts; return True for undo and redo, which the dossier handles."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if is_command(event):
        commit()
    keys = QKeySequence.StandardKey
    if event.matches(keys.Undo) or event.matches(keys.Redo):
        event.ignore()
        return True
    return False


def press_with_enter(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Press the button that has the focus if Enter was pressed, as in dialogs; return whether there is one."""
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat()
    is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not (is_enter and is_plain and isinstance(focused, QAbstractButton) and focused.isEnabled()):
        return False
    focused.click()
    return True


class FocusMemory:
    """Remembers where the focus of a window is, and gives it back: to a view if its editor is gone by then."""

    def __init__(self) -> None:
        self._widgets: list[QWidget] = []

    def note(self, window: QWidget) -> None:
        """Remember the widget that has the focus, and those that it is in."""
        self._widgets = []
        widget: QWidget | None = window.focusWidget()
        while widget is not None and widget is not window:
            self._widgets.append(widget)
            widget = widget.parentWidget()

    def give_back(self, reason: Qt.FocusReason) -> bool:
        """Give the focus to the first of these widgets that can take it; return whether there is one."""
        for widget in self._widgets:
            if isValid(widget) and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.setFocus(reason)
                return True
        return False


def tab_stops(pane: QWidget) -> list[QWidget]:
    """Return the widgets in a pane that the Tab key reaches now, in their order."""
    found: list[QWidget] = []
    each = pane.nextInFocusChain()
    while each is not None and each is not pane:
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isEnabled()
        if takes and pane.isAncestorOf(each) and each.isVisibleTo(pane):
            found.append(each)
        each = each.nextInFocusChain()
    return found


def set_tab_order(first: QWidget, following: Iterable[QWidget]) -> None:
    """Insert widgets into the Tab order after a widget."""
    for previous, widget in pairwise((first, *following)):
        QWidget.setTabOrder(previous, widget)


def let_tab_reach(widgets: Sequence[QWidget], reached: int) -> None:
    """Let the Tab key reach one widget of a list; the arrow keys go to the others."""
    for index, widget in enumerate(widgets):
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if index == reached else Qt.FocusPolicy.NoFocus)


def draw_keys(
    painter: QPainter,
    keys: Sequence[str],
    area: QRectF,
    theme: Theme,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> float:
    """Draw keys at the end of an area, which is the left one right-to-left, and return their width."""
    px = theme.px
    painter.save()
    font = painter.font()
    font.setPixelSize(px(11))
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height, gap = px(18), px(3)
    metrics = painter.fontMetrics()
    widths = [max(height, metrics.horizontalAdvance(key) + px(8)) for key in keys]
    total = sum(widths) + gap * max(0, len(widths) - 1)
    x = area.left() if direction == Qt.LayoutDirection.RightToLeft else area.right() - total
    for key, width in zip(keys, widths, strict=True):
        cap = QRectF(x + 0.5, area.center().y() - height / 2 + 0.5, width - 1, height - 1)
        painter.setPen(theme.colours.colour("line"))
        painter.setBrush(theme.colours.colour("window"))
        painter.drawRoundedRect(cap, px(4), px(4))
        painter.setPen(theme.colours.colour("muted"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
        x += width + gap
    painter.restore()
    return float(total)


class KeyHints(QWidget):
    """Names keys with what they do, such as "+ accept"; hints that do not fit are left out."""

    def __init__(self, hints: Sequence[tuple[str, str]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._hints, self._theme = tuple(hints), theme
        self.setFixedHeight(theme.px(20))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        keys = ", ".join(f"{key} {words}".strip() for key, words in self._hints)
        self.setAccessibleName(self.tr("Keys: {keys}").format(keys=keys))

    def sizeHint(self) -> QSize:
        """Return the width of all hints."""
        return QSize(round(sum(self._widths())), self.height())

    def _font(self) -> QFont:
        return sized_font(self.font(), self._theme.px(11))

    def _widths(self) -> list[float]:
        """Return the width of each hint with the gap after it."""
        px, metrics = self._theme.px, QFontMetrics(self._font())
        caps = [max(px(18), metrics.horizontalAdvance(key) + px(8)) for key, _ in self._hints]
        return [
            cap + (px(5) + metrics.horizontalAdvance(words) + px(10) if words else px(3))
            for cap, (_, words) in zip(caps, self._hints, strict=True)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each key as a small cap, followed by its words."""
        painter, px = QPainter(self), self._theme.px
        painter.setFont(self._font())
        painter.setPen(self._theme.colours.colour("muted"))
        metrics, left = painter.fontMetrics(), 0.0
        for (key, words), width in zip(self._hints, self._widths(), strict=True):
            cap = max(px(18), metrics.horizontalAdvance(key) + px(8))
            if left + width - px(10) > self.width():
                return
            place = self.width() - left - cap if self.isRightToLeft() else left
            draw_keys(painter, [key], QRectF(place, 0, cap, self.height()), self._theme)
            room = QRectF(left + cap + px(5), 0, width, self.height())
            if self.isRightToLeft():
                room.moveRight(self.width() - left - cap - px(5))
            painter.drawText(room, start_flags(is_rtl=self.isRightToLeft()), words)
            left += width
