"""The outline of a briefing as a tree model of parts and items.

It never changes the briefing: it emits signals for drops and new headings. When the session returns a changed
briefing, new rows are inserted, rows that are gone are removed, and all others are rearranged at once. So the
selection and the expanded parts are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.ui.brief.outline_texts import BriefingTexts, OutlineRow, item_row, part_row
from briefbuilder.ui.clipboard import PASSAGE_TYPE, passages_from_mime
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip
from briefbuilder.ui.widgets.rows import NO_INDEX, Index

ROOT = ""
"""The parent of the top-level parts."""

Node = Part | Item


@dataclass(slots=True)
class OutlineTree:
    """The children of each node by id; the items of a part come before its parts."""

    children: dict[str, list[str]] = field(default_factory=lambda: {ROOT: []})
    parents: dict[str, str] = field(default_factory=dict)

    def place(self, node: str) -> tuple[str, int]:
        """Return the parent of a node and its index there."""
        parent = self.parents[node]
        return parent, self.children[parent].index(node)

    def walk_from(self, node: str) -> Iterator[str]:
        """Yield a node and its descendants, parents first."""
        yield node
        for child in self.children.get(node, ()):
            yield from self.walk_from(child)

    def insert(self, node: str, parent: str, index: int) -> None:
        """Insert a node without children."""
        self.children[parent].insert(index, node)
        self.children[node] = []
        self.parents[node] = parent

    def remove(self, node: str) -> None:
        """Remove a node with its descendants."""
        self.children[self.parents[node]].remove(node)
        for gone in list(self.walk_from(node)):
            del self.parents[gone], self.children[gone]

    def arranged_as(self, wanted: OutlineTree) -> OutlineTree | None:
        """Return this tree in the order of another one, all of whose nodes it has; its other nodes come last.

        None if the nodes are in that order already.
        """
        children, is_same = dict[str, list[str]](), True
        for parent, held in self.children.items():
            there = wanted.children.get(parent, [])
            going = [node for node in held if node not in wanted.parents]
            children[parent] = [*there, *going]
            is_same = is_same and (held == there or [node for node in held if node not in going] == there)
        return None if is_same else OutlineTree(children, {**self.parents, **wanted.parents})


def build_tree(briefing: Briefing | None) -> tuple[OutlineTree, dict[str, Node]]:
    """Return the outline tree of a briefing and its nodes by id."""
    tree, nodes = OutlineTree(), dict[str, Node]()

    def add(part: Part, parent: str) -> None:
        tree.children[parent].append(part.id)
        tree.children[part.id] = [item.id for item in part.items]
        tree.parents[part.id] = parent
        nodes[part.id] = part
        for item in part.items:
            nodes[item.id] = item
            tree.parents[item.id] = part.id
            tree.children[item.id] = []
        for inner in part.parts:
            add(inner, part.id)

    for part in briefing.parts if briefing else ():
        add(part, ROOT)
    return tree, nodes


# Drop positions: from a row of the view to a place among a part's items or parts.


def _ancestors(tree: OutlineTree, node: str) -> Iterator[str]:
    """Yield the parts around a node, the nearest first."""
    while node != ROOT and (node := tree.parents.get(node, ROOT)) != ROOT:
        yield node


def item_drop_place(
    tree: OutlineTree, nodes: Mapping[str, Node], parent: str, row: int
) -> tuple[str, int] | None:
    """Return the part and the index among its items for an item dropped at a row.

    Row -1 is the parent itself. Between two parts an item goes to the end of the upper one, below
    everything to the end of the last. None if there is no part.
    """
    if parent != ROOT:
        count = _item_count(tree, nodes, parent)
        if 0 <= row <= count or row < 0:
            return parent, count if row < 0 else row
        return _end_above(tree, nodes, parent, row)
    if not tree.children[ROOT]:
        return None
    if row == 0:
        return tree.children[ROOT][0], 0
    return _end_above(tree, nodes, ROOT, len(tree.children[ROOT]) if row < 0 else row)


def part_drop_place(tree: OutlineTree, nodes: Mapping[str, Node], parent: str, row: int) -> tuple[str, int]:
    """Return the parent and the index among its parts for a part dropped at a row."""
    items = _item_count(tree, nodes, parent)
    parts = len(tree.children[parent]) - items
    return parent, parts if row < 0 else max(0, min(row - items, parts))


def _item_count(tree: OutlineTree, nodes: Mapping[str, Node], parent: str) -> int:
    return sum(not isinstance(nodes[child], Part) for child in tree.children[parent])


def _end_above(tree: OutlineTree, nodes: Mapping[str, Node], parent: str, row: int) -> tuple[str, int]:
    part = tree.children[parent][min(row, len(tree.children[parent])) - 1]
    while inner := [child for child in tree.children[part] if isinstance(nodes[child], Part)]:
        part = inner[-1]
    return part, _item_count(tree, nodes, part)


# Drag and drop of nodes; passages from an article are handled by `ui.clipboard`.

NODES_TYPE = "application/x-briefbuilder-nodes"


@dataclass(frozen=True, slots=True)
class DraggedNodes:
    """Nodes of one briefing, in reading order."""

    briefing: str
    nodes: tuple[str, ...]


def nodes_to_mime(dragged: DraggedNodes, text: str) -> QMimeData:
    """Return drag data for nodes, with their text for other programs."""
    data = QMimeData()
    data.setData(NODES_TYPE, "\n".join((dragged.briefing, *dragged.nodes)).encode())
    data.setText(text)
    return data


def nodes_from_mime(data: QMimeData) -> DraggedNodes | None:
    """Return the nodes in drag data, or None."""
    if not data.hasFormat(NODES_TYPE):
        return None
    briefing, *nodes = bytes(data.data(NODES_TYPE).data()).decode(errors="replace").split("\n")
    return DraggedNodes(briefing, tuple(nodes)) if nodes else None


class OutlineRole(IntEnum):
    """Data roles of the outline besides the text."""

    NODE = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    ROW = Qt.ItemDataRole.UserRole + 3
    CHANGED = Qt.ItemDataRole.UserRole + 4
    """Who of other desks changed the part or item since it was seen, empty for nobody."""


# Flags are combined once: each combination of Python's enumerations takes microseconds, and Qt asks for each row.
_FLAG = Qt.ItemFlag
_READ_PART = _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable
_READ_ITEM = _READ_PART | _FLAG.ItemNeverHasChildren
_WRITE_ITEM = _READ_ITEM | _FLAG.ItemIsDragEnabled
_WRITE_PART = _READ_PART | _FLAG.ItemIsDragEnabled | _FLAG.ItemIsDropEnabled | _FLAG.ItemIsEditable


class OutlineModel(QAbstractItemModel):
    """Parts and items of one briefing.

    `nodes_move_requested` carries ids, a part's id ("" for the root) and an index among its current items or
    parts; `passages_dropped` Passages, a part's id and an index among its items;
    `heading_requested` a part's id and the heading.
    """

    nodes_move_requested = Signal(tuple, str, int)
    passages_dropped = Signal(tuple, str, int)
    heading_requested = Signal(str, str)

    def __init__(self, texts: BriefingTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.briefing: Briefing | None = None
        self._tree: OutlineTree = OutlineTree()
        self._nodes: dict[str, Node] = {}
        self._handles: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._indexes: dict[str, QModelIndex] = {}
        self._rows: dict[str, OutlineRow] = {}
        self.writable = True
        self.unseen: Mapping[str, tuple[str, ...]] = {}

    def node(self, index: Index) -> Node | None:
        """Return the part or item of a row, or None."""
        return self._nodes.get(self.node_id(index))

    def node_id(self, index: Index) -> str:
        """Return the id of a row's part or item, "" for an invalid index."""
        return self._names.get(index.internalId(), ROOT) if index.isValid() else ROOT

    def index_of(self, node_id: str) -> QModelIndex:
        """Return the index of a part or item, invalid if it is missing."""
        index = self._indexes.get(node_id)
        if index is None:
            is_known = node_id in self._tree.parents
            row = self._tree.place(node_id)[1] if is_known else -1
            index = self.createIndex(row, 0, self._handle(node_id)) if is_known else QModelIndex()
            self._indexes[node_id] = index
        return index

    def runs_of(self, nodes: Collection[str]) -> Iterator[tuple[QModelIndex, QModelIndex]]:
        """Yield the first and the last row of each run of rows with some of the nodes."""
        wanted = frozenset(nodes)
        for siblings in self._tree.children.values():
            for is_wanted, run in groupby(siblings, wanted.__contains__):
                names = list(run)
                if is_wanted:
                    yield self.index_of(names[0]), self.index_of(names[-1])

    def show_briefing(self, briefing: Briefing | None) -> None:
        """Show a briefing; for the same briefing only the changed rows are updated."""
        if briefing is None or self.briefing is None or briefing.id != self.briefing.id:
            self.beginResetModel()
            self._rows.clear()
            self.briefing = briefing
            self._tree, self._nodes = build_tree(briefing)
            self._indexes.clear()
            self.endResetModel()
            return
        wanted, nodes = build_tree(briefing)
        before = self._nodes
        self.briefing = briefing
        self._nodes = {**before, **nodes}
        fresh = {name for name, node in nodes.items() if before.get(name) is not node}
        for name in self._rows.keys() & fresh:
            # What undo has read again may not have changed.
            if isinstance(nodes[name], Part) or before.get(name) != nodes[name]:
                del self._rows[name]
        self._insert_rows(wanted)
        arranged = self._tree.arranged_as(wanted)
        if arranged is not None:
            self._arrange_rows(arranged)
        self._remove_rows(wanted)
        self._nodes = nodes
        for name in fresh & before.keys():
            if _row_content(before[name]) != _row_content(nodes[name]):
                index = self.index_of(name)
                self.dataChanged.emit(index, index)

    def refresh_texts(self) -> None:
        """Update the texts of all rows after the template, the language or an article changed."""
        # A view measures the rows once, and later; it would do so at once for each row that is said to have changed.
        self.layoutAboutToBeChanged.emit()
        self._rows.clear()
        self.layoutChanged.emit()

    def _insert_rows(self, wanted: OutlineTree) -> None:
        """Insert the rows that are new, each behind the one that it follows if that is there."""
        # A tree names parents before what is in them.
        for node in [node for node in wanted.parents if node not in self._tree.parents]:
            parent, place = wanted.place(node)
            held = self._tree.children[parent]
            before = wanted.children[parent][place - 1] if place else ""
            index = held.index(before) + 1 if before in held else 0
            self.beginInsertRows(self.index_of(parent), index, index)
            self._tree.insert(node, parent, index)
            self._indexes.clear()
            self.endInsertRows()

    def _arrange_rows(self, arranged: OutlineTree) -> None:
        """Put rows into other places all at once: a view looks at everything that is selected with each single move."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [self.node_id(index) for index in held]
        self._tree = arranged
        self._indexes.clear()
        self.changePersistentIndexList(held, [self.index_of(name) for name in names])
        self.layoutChanged.emit()

    def _remove_rows(self, wanted: OutlineTree) -> None:
        """Remove the rows that are gone, each with those below it."""
        gone = {node: parent for node, parent in self._tree.parents.items() if node not in wanted.parents}
        for node in [node for node, parent in gone.items() if parent not in gone]:
            parent, index = self._tree.place(node)
            self.beginRemoveRows(self.index_of(parent), index, index)
            self._tree.remove(node)
            self._indexes.clear()
            self.endRemoveRows()

    def _handle(self, node_id: str) -> int:
        if node_id not in self._handles:
            handle = len(self._handles) + 1
            self._handles[node_id] = handle
            self._names[handle] = node_id
        return self._handles[node_id]

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a child."""
        children = self._tree.children.get(self.node_id(parent), [])
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, self._handle(children[row]))

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """Return the part that holds a row."""
        # A view asks thousands of times when rows move.
        return self.index_of(self._tree.parents.get(self._names.get(index.internalId(), ROOT), ROOT))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of items and parts of a part."""
        return len(self._tree.children.get(self.node_id(parent), [])) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return 1."""
        return 1

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a row."""
        node = self.node(index)
        if node is None:
            return None
        if role in {OutlineRole.ROW, Qt.ItemDataRole.DisplayRole}:
            row = self._row(node)
            return row if role == OutlineRole.ROW else row.title
        make = _OF_NODE.get(role)
        if make is not None:
            return make(self, node)
        return self._part_data(node, role) if isinstance(node, Part) else self._item_data(node, role)

    def accessible_text(self, node: Node) -> str:
        """Return what is read out of a row: its texts, and who changed it since it was seen."""
        words, authors = self._texts.accessible_text(node), self.unseen.get(node.id)
        if not authors:
            return words
        return self.tr("{row}, changed by {names}").format(row=words, names=", ".join(authors))

    def _item_data(self, item: Excerpt | OwnText, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._texts.snippet(item))
        return None

    def _row(self, node: Node) -> OutlineRow:
        row = self._rows.get(node.id)
        if row is None:
            result = part_row(self._texts, node) if isinstance(node, Part) else item_row(self._texts, node)
            row = self._rows[node.id] = result
        return row

    def _part_data(self, part: Part, role: int) -> object:
        if role == Qt.ItemDataRole.EditRole:
            return self._texts.heading(part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._texts.hint(part)) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._texts.hint(part) or None
        return None

    def depth(self, index: Index) -> int:
        """Return how many parts a row is in."""
        return sum(1 for _ in _ancestors(self._tree, self.node_id(index)))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Request a new heading for a part; the row is updated when the session has changed."""
        node = self.node(index)
        if role != Qt.ItemDataRole.EditRole or not isinstance(node, Part):
            return False
        if str(value).strip() != self._texts.heading(node):
            self.heading_requested.emit(node.id, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a row."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled if self.writable else Qt.ItemFlag.NoItemFlags
        if isinstance(node, Part):
            return _WRITE_PART if self.writable else _READ_PART
        return _WRITE_ITEM if self.writable else _READ_ITEM

    def mimeTypes(self) -> list[str]:
        """Return the accepted drag data."""
        return [NODES_TYPE, PASSAGE_TYPE]

    def supportedDropActions(self) -> Qt.DropAction:
        """Return copy for passages and move for nodes."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Return move."""
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the dragged nodes in reading order, without descendants of other dragged nodes."""
        chosen = {self.node_id(index) for index in indexes}
        outer = tuple(
            node
            for node in self._tree.walk_from(ROOT)
            if node in chosen and not chosen & set(_ancestors(self._tree, node))
        )
        words = "\n".join(str(self.data(self.index_of(node))) for node in outer)
        return nodes_to_mime(DraggedNodes(self.briefing.id if self.briefing else "", outer), words)

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Return whether drag data can be dropped at a place."""
        if not self.writable or self.briefing is None:
            return False
        if data.hasFormat(PASSAGE_TYPE):
            return self._item_place(row, parent) is not None
        dragged = nodes_from_mime(data)
        return dragged is not None and self._move_place(dragged, row, parent) is not None

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Request a move or new excerpts. Returns False for moves, so that the view does not remove the rows itself."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        passages = passages_from_mime(data)
        if passages:
            place = self._item_place(row, parent)
            if place is not None:
                self.passages_dropped.emit(passages, *place)
            return place is not None
        dragged = nodes_from_mime(data)
        place = self._move_place(dragged, row, parent) if dragged is not None else None
        if dragged is not None and place is not None:
            self.nodes_move_requested.emit(dragged.nodes, *place)
        return False

    def _item_place(self, row: int, parent: Index) -> tuple[str, int] | None:
        place = item_drop_place(self._tree, self._nodes, self.node_id(parent), row)
        if place is None:
            return None
        part = self._nodes.get(place[0])
        return place if isinstance(part, Part) and self._texts.accepts_items(part) else None

    def _move_place(self, dragged: DraggedNodes, row: int, parent: Index) -> tuple[str, int] | None:
        """Return where the nodes would go; None for nodes of another briefing or of mixed kinds."""
        if self.briefing is None or dragged.briefing != self.briefing.id:
            return None
        nodes = [self._nodes.get(name) for name in dragged.nodes]
        if all(isinstance(node, Excerpt | OwnText) for node in nodes):
            return self._item_place(row, parent)
        if not all(isinstance(node, Part) for node in nodes):
            return None
        place = part_drop_place(self._tree, self._nodes, self.node_id(parent), row)
        above = {place[0], *_ancestors(self._tree, place[0])}
        return None if above & set(dragged.nodes) else place


_OF_NODE: Mapping[int, Callable[[OutlineModel, Node], object]] = {
    int(Qt.ItemDataRole.AccessibleTextRole): OutlineModel.accessible_text,
    int(OutlineRole.CHANGED): lambda model, node: ", ".join(model.unseen.get(node.id, ())),
    int(OutlineRole.NODE): lambda _model, node: node.id,
    int(OutlineRole.KIND): lambda _model, node: "part" if isinstance(node, Part) else node.kind,
}
"""What roles give of a row beside its texts."""


def node_ids(briefing: Briefing | None) -> list[str]:
    """Return the ids of the parts and items of a briefing in reading order."""
    if briefing is None:
        return []
    return [name for part in briefing.walk() for name in (part.id, *(item.id for item in part.items))]


def _row_content(node: Node) -> object:
    """Return the content of a node that is shown in its own row."""
    return (replace(node, items=(), parts=()), len(node.items)) if isinstance(node, Part) else node
