"""The texts of a template by language, as a table: a row for each text and a column for each language."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from briefbuilder.templating.form import FormRow
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import language_name
from briefbuilder.ui.widgets.plain import plain_roles

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class LabelsModel(QAbstractTableModel):
    """The texts; `changed` carries the path and the new text of a cell, None to remove it."""

    changed = Signal(object, object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[FormRow, ...] = ()
        self._languages: tuple[str, ...] = ()
        self.writable = False

    def show_rows(self, rows: tuple[FormRow, ...], languages: tuple[str, ...]) -> None:
        """Show other texts, in the languages of the template."""
        same = [row.path for row in rows] == [row.path for row in self._rows]
        if same and languages == self._languages:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(languages)))
            return
        self.beginResetModel()
        self._rows, self._languages = rows, languages
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        """Return the number of texts."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        """Return a column for the place, and one for each language."""
        return 0 if parent.isValid() else len(self._languages) + 1

    @plain_roles
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the place of a text, or the text in a language; a missing one is marked."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            return _place(row) if role == Qt.ItemDataRole.DisplayRole else None
        text = self._text(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return text
        if role == Qt.ItemDataRole.BackgroundRole and not text:
            return QColor(self._theme.colours.wash_of("warning"))
        return None

    def setData(self, index: _Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the change of a text."""
        row, text = self._rows[index.row()], str(value or "").strip()
        if role != Qt.ItemDataRole.EditRole or text == self._text(row, index.column()):
            return False
        path = row.path if isinstance(row.value, str) else (*row.path, self._languages[index.column() - 1])
        self.changed.emit(path, text or None)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that texts can be edited in a template that is not read-only."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.writable and index.column() else flags

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return the name of a language in that language."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self.tr("Text")
        return language_name(self._languages[section - 1])

    def _text(self, row: FormRow, column: int) -> str:
        value = row.value
        if isinstance(value, dict):
            return str(value.get(self._languages[column - 1]) or "")
        return str(value or "")


def _place(row: FormRow) -> str:
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in row.path)


class LabelsView(QTableView):
    """The table of texts."""

    def __init__(self, model: LabelsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Texts by language"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
