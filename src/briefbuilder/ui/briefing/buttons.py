"""A tool button with words of its own that does and follows an action of the table."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget


class FollowingButton(QToolButton):
    """Enabled as its action is; the action's name and keys stand in the tool tip and the accessible name."""

    def __init__(self, action: QAction, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        name = self._action.text().replace("&", "").removesuffix("…").strip()
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)
