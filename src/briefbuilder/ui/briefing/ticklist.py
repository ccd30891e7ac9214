"""A list of rows that are ticked, several at once: Ctrl+A chooses all of them, Space ticks what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget


class TickList(QListView):
    """The rows of a model that can be ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick all that is chosen with Space as the row with the cursor is ticked; other keys as in every list."""
        current = self.currentIndex()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not current.isValid():
            super().keyPressEvent(event)
            return
        role = Qt.ItemDataRole.CheckStateRole
        ticked = Qt.CheckState(current.data(role)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        for index in {*self.selectedIndexes(), current}:
            self.model().setData(index, state, role)
