"""The order in which the Tab key goes: as one reads, also to widgets that were made later than their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

# Tells keys that command from keys that write, in the fields of a briefing.

COMMAND_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_command(event: QKeyEvent) -> bool:
    """Tell whether a key may set off an action: with Ctrl or Alt, or a function key."""
    function = Qt.Key.Key_F1.value <= event.key() <= Qt.Key.Key_F35.value
    return function or bool(event.modifiers() & COMMAND_MODIFIERS)


def left_to_dossier(event: QEvent, commit: Callable[[], None]) -> bool:
    """Hand over what a field holds before a shortcut does anything; True for undo and redo, which are the dossier's."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if is_command(event):
        commit()
    keys = QKeySequence.StandardKey
    if event.matches(keys.Undo) or event.matches(keys.Redo):
        event.ignore()
        return True
    return False


def set_tab_order(first: QWidget, following: Iterable[QWidget]) -> None:
    """Have the Tab key go from a widget to some others in their order, and then on as before."""
    for one, other in pairwise((first, *following)):
        QWidget.setTabOrder(one, other)
