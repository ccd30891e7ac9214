"""The outline as the officer sees it: a tree of parts and items that keys and the mouse rearrange."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from briefbuilder.ui.briefing.outline_delegate import OutlineDelegate
from briefbuilder.ui.briefing.outline_model import Index, OutlineModel, Role
from briefbuilder.ui.passages import passages_in
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.glyphs import paint_glyph


class OutlineView(QTreeView):
    """The tree with its keys.

    `edit_requested` carries the id of an item that Enter or a double click opens, `passages_pasted` the
    Passages of the clipboard, `current_node_changed` the id of the part or item with the cursor.
    """

    edit_requested = Signal(str)
    passages_pasted = Signal(tuple)
    current_node_changed = Signal(str)

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.outline_delegate = OutlineDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.outline_delegate)
        self.setAccessibleName(self.tr("Outline"))
        self.setAccessibleDescription(
            self.tr(
                "Parts and items of the briefing. Alt with the arrow keys moves, Enter edits, Delete removes."
            )
        )
        self._set_up_looks()
        self._set_up_dragging()
        model.modelReset.connect(self.expandAll)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.doubleClicked.connect(self._open)

    def _set_up_looks(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setIndentation(self._theme.space(0.95))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setMouseTracking(True)

    def _set_up_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(500)

    @property
    def cards(self) -> bool:
        """Whether items are drawn as cards, with more of their words."""
        return self.outline_delegate.cards

    def show_cards(self, *, cards: bool) -> None:
        """Draw items as cards, or as rows of a tree; what is chosen and unfolded stays so."""
        self.outline_delegate.cards = cards
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @property
    def current_node(self) -> str:
        """The id of the part or item with the cursor, "" for none."""
        return self._model.node_id(self.currentIndex())

    @property
    def chosen_nodes(self) -> tuple[str, ...]:
        """The ids of the selected parts and items in the order of reading."""
        rows = self.selectionModel().selectedIndexes()
        return tuple(self._model.node_id(row) for row in sorted(rows, key=_path))

    def choose(self, node_id: str) -> None:
        """Put the cursor on a part or item and bring it into sight."""
        index = self._model.index_of(node_id)
        if index.isValid():
            # Not the view's own setCurrentIndex: with Ctrl still held from a shortcut it would toggle.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Current)
            self.scrollTo(index)

    def edit_node(self, node_id: str) -> None:
        """Edit a heading in place, or ask for an item to be opened."""
        index = self._model.index_of(node_id)
        if index.isValid():
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.data(Role.KIND) == "part":
            if self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        else:
            self.edit_requested.emit(self._model.node_id(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row with Enter, paste a passage of an article; other keys as in every tree."""
        passages = passages_in(QGuiApplication.clipboard().mimeData()) if _pastes(event) else ()
        if passages and self._model.writable:
            self.passages_pasted.emit(passages)
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if enter and plain and self.currentIndex().isValid():
            # The line in which a heading is written lets its Enter through to here.
            if self.state() != QAbstractItemView.State.EditingState:
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw a chevron before a part that holds something; lines and washes would only crowd the rows."""
        painter.fillRect(area, self._theme.colours.colour("paper"))
        if not self._model.hasChildren(index):
            return
        size = self._theme.space(0.75)
        left = area.right() - self.indentation() + (self.indentation() - size) / 2 + 1
        place = QRectF(left, area.center().y() - size / 2 + 1, size, size)
        painter.save()
        if not self.isExpanded(index):
            painter.translate(place.center())
            painter.rotate(-90)
            painter.translate(-place.center())
        paint_glyph(painter, "down", place, self._theme.colours.colour("muted"))
        painter.restore()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell which part or item has the cursor."""
        super().currentChanged(current, previous)
        self.current_node_changed.emit(self._model.node_id(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self.expand(parent)
        for row in range(first, last + 1):
            self.expand(self._model.index(row, 0, parent))


def _pastes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste)


def _path(index: QModelIndex) -> tuple[int, ...]:
    """Return the rows that lead to an index: by them rows sort in the order of reading."""
    rows: list[int] = []
    while index.isValid():
        rows.append(index.row())
        index = index.parent()
    return tuple(reversed(rows))
