"""Tells keys that command from keys that write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_command(event: QKeyEvent) -> bool:
    """Tell whether a key may set off an action: with Ctrl or Alt, or a function key."""
    function = Qt.Key.Key_F1.value <= event.key() <= Qt.Key.Key_F35.value
    return function or bool(event.modifiers() & COMMANDING)
