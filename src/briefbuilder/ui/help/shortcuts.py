"""The list of keyboard shortcuts, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class ShortcutModel(QAbstractTableModel):
    """One row an action that has keys, and one for each key that only the article's text knows."""

    def __init__(self, board: ActionBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [*self._of_table(board), *self._of_text()]

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of shortcuts."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return 2: what it does, and its keys."""
        return 0 if parent is not None and parent.isValid() else 2

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a cell's text."""
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("What it does"), self.tr("Keys"))[section]
        return None

    @staticmethod
    def _of_table(board: ActionBoard) -> list[tuple[str, str]]:
        form = QKeySequence.SequenceFormat.NativeText
        rows = []
        for spec in TABLE:
            action = board.action(spec.id)
            keys = ", ".join(each.toString(form) for each in action.shortcuts())
            text = action.iconText() if spec.id in {"undo", "redo"} else action.text().replace("&", "")
            if keys:
                rows.append((text, keys))
        return rows

    def _of_text(self) -> list[tuple[str, str]]:
        return [
            (self.tr("In the text: tag with a recent topic"), "1 … 9"),
            (self.tr("In the text: find a topic by its first letters"), "A … Z"),
            (self.tr("In the text: choose another suggestion"), self.tr("Left, Right")),
            (self.tr("In the text: accept the chosen suggestion"), self.tr("Enter")),
            (self.tr("In the text: from words to paragraph to section"), self.tr("Esc")),
        ]


class ShortcutDialog(QDialog):
    """The list in a window of its own."""

    def __init__(self, board: ActionBoard, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QTableView(self)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setModel(ShortcutModel(board, table))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        column.addWidget(table)
        column.addWidget(buttons)
        self.resize(round(theme.em * 34), round(theme.em * 34))
