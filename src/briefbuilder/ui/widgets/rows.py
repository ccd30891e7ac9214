"""Lists and trees of rows: the values that they show, how a row is drawn, and how a view shows them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon
from briefbuilder.ui.widgets.labels import draw_empty_text, sized_font
from briefbuilder.ui.widgets.plain import isolate, plain_roles

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
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        return row if role == VALUE_ROLE else self.row_data(row, role)

    @abstractmethod
    def row_data(self, row: Row, role: int) -> object:
        """Return the data of a value for a role, or None."""

    def row(self, place: int) -> Row | None:
        """Return the value of a row, None outside of the rows."""
        return self.rows[place] if 0 <= place < len(self.rows) else None


@dataclass(eq=False, slots=True)
class TreeNode(Generic[Row]):
    """A value of a tree and the nodes below it; the model sets the `parent`, None at the top, and the `place` there."""

    value: Row
    children: Sequence[TreeNode[Row]] = ()
    parent: TreeNode[Row] | None = None
    place: int = 0


class TreeModel(QAbstractItemModel, Generic[Row]):
    """A tree of values under the names of `columns`; a subclass says what is shown of each in a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[str, ...] = ()
        self.nodes: Sequence[TreeNode[Row]] = ()

    def show_nodes(self, nodes: Sequence[TreeNode[Row]]) -> None:
        """Show other nodes."""
        self.beginResetModel()
        self.nodes = nodes
        place_nodes(nodes)
        self.endResetModel()

    def node(self, index: Index) -> TreeNode[Row] | None:
        """Return the node of an index, None for the root."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, TreeNode) else None

    def value(self, index: Index) -> Row | None:
        """Return the value of an index, None for the root."""
        node = self.node(index)
        return node.value if node is not None else None

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        node = self.node(index)
        return self.cell_data(node, index.column(), role) if node is not None else None

    @abstractmethod
    def cell_data(self, node: TreeNode[Row], column: int, role: int) -> object:
        """Return the data of a node in a column for a role, or None."""

    def index_at(self, node: TreeNode[Row] | None, column: int = 0) -> QModelIndex:
        """Return the index of a node, the invalid one for the root."""
        return QModelIndex() if node is None else self.createIndex(node.place, column, node)

    def below(self, node: TreeNode[Row] | None) -> Sequence[TreeNode[Row]]:
        """Return the nodes below a node, or those at the top."""
        return self.nodes if node is None else node.children

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of nodes below one."""
        return 0 if parent.column() > 0 else len(self.below(self.node(parent)))

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return len(self.columns)

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a cell."""
        nodes = self.below(self.node(parent))
        is_there = 0 <= row < len(nodes) and 0 <= column < len(self.columns)
        return self.index_at(nodes[row], column) if is_there else QModelIndex()

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override] # Qt overloads it
        """Return the index of the node above."""
        node = self.node(index)
        return self.index_at(node.parent if node is not None else None)

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section] if is_name and 0 <= section < len(self.columns) else None


def place_nodes(nodes: Sequence[TreeNode[Row]], parent: TreeNode[Row] | None = None) -> None:
    """Set the parents and the places of nodes, and of all below them."""
    levels = [(parent, nodes)]
    while levels:
        above, siblings = levels.pop()
        for place, node in enumerate(siblings):
            node.parent, node.place = above, place
            if node.children:
                levels.append((node, node.children))


class EditorDelegate(QStyledItemDelegate):
    """Stores a line that is edited as soon as Enter is pressed; Qt waits, and loses it if the rows are rebuilt meanwhile."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Store the line and close its editor on Enter."""
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and _is_enter(event):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)


def _is_enter(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RowDelegate(EditorDelegate):
    """What delegates that draw rows share; a subclass draws a row with `_paint_row`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_row(painter, option, index)
        painter.restore()

    @abstractmethod
    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row; the state of the painter is restored."""

    def _px(self, pixels: float) -> int:
        """Return a size of the design, given in pixels at 100 %."""
        return self._theme.px(pixels)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, margin: float) -> bool:
        """Paint the ground of a row that is selected or under the pointer, and the focus; return whether it has a ground."""
        colours, radius = self._theme.colours, self._px(8)
        inner = QRectF(option.rect).adjusted(self._px(margin), 1, -self._px(margin), -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_ground = is_chosen or bool(option.state & QStyle.StateFlag.State_MouseOver)
        if has_ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected" if is_chosen else "hover"))
            painter.drawRoundedRect(inner, radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.property("ring"):
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), radius, radius)
        return has_ground

    def _draw_icon(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str, area: QRect, token: str
    ) -> None:
        place = QStyle.visualRect(option.direction, option.rect, area)
        draw_icon(painter, name, QRectF(place), self._theme, token)

    def _draw_dot(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        colour: QColor,
        *,
        is_ring: bool = False,
    ) -> None:
        """Draw a dot or a ring in the middle of an area, on its side of the row."""
        side = self._px(8) - 2 * is_ring
        dot = QRectF(0, 0, side, side)
        dot.moveCenter(QRectF(QStyle.visualRect(option.direction, option.rect, area)).center())
        painter.setPen(QPen(colour, self._px(2)) if is_ring else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_ring else colour)
        painter.drawEllipse(dot)

    def _draw_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        text: str,
        area: QRect,
        token: str,
        font: QFont,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Draw a text in a colour of the theme, elided if it does not fit, on its side of the row; return its width."""
        painter.setFont(font)
        painter.setPen(self._theme.colours.colour(token))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        place = QStyle.visualRect(option.direction, option.rect, area)
        aligned = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, (aligned | Qt.AlignmentFlag.AlignAbsolute).value, isolate(words, text))
        return painter.fontMetrics().horizontalAdvance(words)

    def _small(self, font: QFont) -> QFont:
        return sized_font(font, self._px(12))


class RowsView(QListView, Generic[Row]):
    """A list of the values of a model, of which one is current; `empty` is what it says if it has none."""

    def __init__(self, model: RowsModel[Row], parent: QWidget, empty: str = "") -> None:
        super().__init__(parent)
        self.rows_model, self.empty = model, empty
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the list"))

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        return int(self.currentIndex().row())

    @property
    def current(self) -> Row | None:
        """The current value."""
        return self.rows_model.row(self.row)

    def show_rows(self, rows: Iterable[Row], row: int = 0) -> None:
        """Show other values; `row` is made current, or the last one if there are fewer."""
        self.rows_model.show_rows(rows)
        self.setCurrentIndex(self.rows_model.index(min(row, self.rows_model.rowCount() - 1), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or what an empty list says."""
        super().paintEvent(event)
        if not self.rows_model.rows:
            draw_empty_text(self, self.empty)


def select_only(view: QAbstractItemView, index: Index) -> None:
    """Make a row the current one and select it alone, also while Ctrl is held, when the view itself would toggle it."""
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def set_up_rows(view: QAbstractItemView, delegate: RowDelegate, name: str) -> None:
    """Let a view show rows as a delegate draws them, and scroll them up and down; `name` is its accessible name."""
    view.setItemDelegate(delegate)
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _LinesDelegate(QStyledItemDelegate):
    """Gives a row the height of its text between the paddings of the style sheet, which Qt leaves out of the width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        style, part = option.widget.style(), QStyle.SubElement.SE_ItemViewItemText
        option.rect.setWidth(style.subElementRect(part, option, option.widget).width())
        return super().sizeHint(option, index)


def break_long_lines(view: QListView | QTreeView) -> None:
    """Let a view show a text on as many lines as it needs."""
    view.setWordWrap(True)
    view.setItemDelegate(_LinesDelegate(view))
    if isinstance(view, QListView):
        view.setResizeMode(QListView.ResizeMode.Adjust)


def weighted(font: QFont, weight: QFont.Weight = QFont.Weight.DemiBold) -> QFont:
    """Return a font with another weight."""
    changed = QFont(font)
    changed.setWeight(weight)
    return changed
