"""The list of articles on the screen: rows of one height, as quick with 100,000 of them as with ten."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from briefbuilder.ui.articles.delegate import ArticleDelegate
from briefbuilder.ui.articles.model import ArticleModel
from briefbuilder.ui.articles.recordpages import PAGE
from briefbuilder.ui.theme import Theme


class ArticleView(QTableView):
    """A table of one column, since a QListView lays all rows out anew (300 ms for 100,000) with each change."""

    def __init__(self, model: ArticleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles = model
        self.setModel(model)
        self._delegate = ArticleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("List of articles"))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)

    def rows_chosen(self) -> list[int]:
        """Return the rows that are selected, from the first on."""
        rows: list[int] = []
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            selected = selection.at(place)
            rows.extend(range(selected.top(), selected.bottom() + 1))
        return sorted(rows)

    def choose_row(self, row: int) -> None:
        """Choose one row alone, whatever key is held: Qt's own way would take Ctrl and Shift for a choice of several."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._articles.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def keyboardSearch(self, text: str) -> None:
        """Go to the next title that begins with what is typed, among those near: never read all rows for it."""
        current = max(self.currentIndex().row(), 0)
        start = current if len(text) > 1 else current + 1
        wanted = text.casefold()
        for row in range(start, min(start + 2 * PAGE, self._articles.rowCount())):
            index = self._articles.index(row, 0)
            if str(index.data()).casefold().startswith(wanted):
                self.choose_row(row)
                return

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the first and the last article: there are no columns to go through."""
        last = self._articles.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._articles.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._articles.index(last, 0)
        return super().moveCursor(action, modifiers)

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int
    ) -> None:
        """Choose no neighbour in the place of an article that goes."""
        if first <= self.currentIndex().row() <= last:
            self.selectionModel().clearCurrentIndex()
        super().rowsAboutToBeRemoved(parent, first, last)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, last - first + 1)

    @Slot(QModelIndex, int, int)
    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, first - last - 1)

    def _stay(self, first: int, more: int) -> None:
        """Keep what is on show in its place where rows came or went above it."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        top = bar.value()
        if top > first * height:
            self.updateGeometries()
            bar.setValue(max(first * height, top + more * height))

    def _measure(self) -> None:
        height = self._delegate.row_height(self.fontMetrics(), self.font())
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)
