"""What the models of lists and tables share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefbuilder.ui.widgets.plain import plain_roles

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
VALUE_ROLE = int(Qt.ItemDataRole.UserRole)
"""The role under which a `RowsModel` gives the value of a row."""
Row = TypeVar("Row")


class RowsModel(QAbstractListModel, Generic[Row]):
    """A list of values; a subclass says what is shown of each."""

    def __init__(self, parent: QObject | None = None, rows: Iterable[Row] = ()) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, or its value."""
        row = self.row(index.row()) if index.isValid() else None
        return row if row is None or role == VALUE_ROLE else self.row_data(row, role)

    @abstractmethod
    def row_data(self, row: Row, role: int) -> object:
        """Return what a value shows under a role, None for nothing."""

    def row(self, place: int) -> Row | None:
        """Return the value of a row, None outside of the rows."""
        return self.rows[place] if 0 <= place < len(self.rows) else None
