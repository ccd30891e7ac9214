"""A tree model of the taxonomy: groups, their topics, and narrower topics under broader ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from briefbuilder.domain.localized import localized_name
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.ui.fuzzy import TopicFinder
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip
from briefbuilder.ui.widgets.rows import NO_INDEX, Index

_MAX_FOUND = 200


class TopicRole(IntEnum):
    """Roles of the model besides those of Qt."""

    TOPIC = int(Qt.ItemDataRole.UserRole)
    GROUP = TOPIC + 1


@dataclass(eq=False, slots=True)
class TopicNode:
    """A topic or a group; `parent` is None at the top level."""

    topic: Topic | None = None
    group: TopicGroup | None = None
    parent: TopicNode | None = None
    row: int = 0
    children: list[TopicNode] = field(default_factory=list)


class TopicRowDelegate(QStyledItemDelegate):
    """Draws the rows of topics as high as the rows of the other lists."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._height = theme.px(28)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        return super().sizeHint(option, index).expandedTo(QSize(0, self._height))


class TopicTreeModel(QAbstractItemModel):
    """Two columns: the topic's name and its number of tags. A search shows the matching topics as a flat list."""

    def __init__(self, theme: Theme, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._taxonomy = Taxonomy()
        self._finder = TopicFinder((), language)
        self._counts: Mapping[str, int] = {}
        self._words = ""
        self._top: list[TopicNode] = []
        self._nodes: dict[str, TopicNode] = {}

    def show(self, taxonomy: Taxonomy, counts: Mapping[str, int]) -> None:
        """Show a taxonomy with the number of tags of each topic."""
        if taxonomy is not self._taxonomy:
            self._taxonomy = taxonomy
            self._finder = TopicFinder(taxonomy.topics, self._language)
        self._counts = counts
        self._build()

    def find(self, words: str) -> None:
        """Show the topics that match a text, or the whole tree for an empty text."""
        self._words = words.strip()
        self._build()

    def index_of(self, topic_id: str) -> QModelIndex:
        """Return the index of a topic, invalid where it is not shown."""
        node = self._nodes.get(topic_id)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    def tags_below(self, index: Index) -> int:
        """Return the number of tags of all topics below a row."""
        return _tags_below(self._children(index), self._counts)

    def _build(self) -> None:
        self.beginResetModel()
        if self._words:
            found = self._finder.find(self._words, _MAX_FOUND)
            self._top = [TopicNode(topic=match.topic) for match in found]
            self._nodes = {match.topic.id: node for match, node in zip(found, self._top, strict=True)}
        else:
            self._nodes = {topic.id: TopicNode(topic=topic) for topic in self._taxonomy.topics}
            self._top = self._tree()
        _number_rows(self._top)
        self.endResetModel()

    def _tree(self) -> list[TopicNode]:
        groups = {group.id: TopicNode(group=group) for group in self._taxonomy.groups}
        top_level: list[TopicNode] = []
        for topic_id, node in self._nodes.items():
            topic = node.topic
            assert topic is not None
            parent_node = next((self._nodes[wider] for wider in topic.broader if wider in self._nodes), None)
            if parent_node is None or node in _ancestors(parent_node):
                parent_node = groups.get(topic.group)
            node.parent = parent_node
            (top_level if parent_node is None else parent_node.children).append(self._nodes[topic_id])
        return [*(node for node in groups.values() if node.children), *top_level]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of children."""
        return len(self._children(parent)) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return 2."""
        return 2

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a row."""
        children = self._children(parent)
        if not (0 <= row < len(children) and 0 <= column < 2):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """Return the index of the parent row."""
        node = index.internalPointer() if index.isValid() else None
        parent_node = node.parent if isinstance(node, TopicNode) else None
        return QModelIndex() if parent_node is None else self.createIndex(parent_node.row, 0, parent_node)

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Topic"), self.tr("Tags"))[section] if section in {0, 1} else None
        return None

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows."""
        node = index.internalPointer() if index.isValid() else None
        if not isinstance(node, TopicNode):
            return None
        if node.topic is None:
            return self._group_data(node, index.column(), role)
        return self._topic_data(node.topic, index.column(), role)

    def _group_data(self, node: TopicNode, column: int, role: int) -> object:
        group = node.group
        assert group is not None
        if role == TopicRole.GROUP:
            return group.id
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        name, count = group_name(group, self._language), _tags_below(node.children, self._counts)
        if column == 1:
            return _count_data(count, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Group: {group}").format(group=name)
        return None

    def _topic_data(self, topic: Topic, column: int, role: int) -> object:
        name, count = topic.name(self._language), self._counts.get(topic.id, 0)
        if role == TopicRole.TOPIC:
            return topic.id
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._description(topic))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = self.tr("%n tag(s)", "", count)
            return self.tr("{topic}, {tags}").format(topic=name, tags=tags)
        if column == 1:
            return _count_data(count, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        return topic_icon(topic.colour, self._theme) if role == Qt.ItemDataRole.DecorationRole else None

    def _description(self, topic: Topic) -> str:
        path = " › ".join(each.name(self._language) for each in self._taxonomy.path(topic.id))
        description = topic.descriptions.get(self._language) or next(iter(topic.descriptions.values()), "")
        return "\n".join(filter(None, (path, description)))

    def _children(self, parent: Index) -> list[TopicNode]:
        node = parent.internalPointer() if parent.isValid() else None
        return node.children if isinstance(node, TopicNode) else self._top


def _tags_below(nodes: list[TopicNode], counts: Mapping[str, int]) -> int:
    total, queue = 0, list(nodes)
    while queue:
        node = queue.pop()
        total += counts.get(node.topic.id, 0) if node.topic is not None else 0
        queue += node.children
    return total


def _count_data(count: int, role: int) -> object:
    """Return the data of a number of tags."""
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return str(count or "") if role == Qt.ItemDataRole.DisplayRole else None


def group_name(group: TopicGroup, language: str) -> str:
    """Return the name of a group in a language."""
    return localized_name(group.names, language, group.id)


def _ancestors(node: TopicNode) -> Iterator[TopicNode]:
    """Yield a node and its ancestors, as far as they are known."""
    step: TopicNode | None = node
    while step is not None:
        yield step
        step = step.parent


def _number_rows(nodes: list[TopicNode]) -> None:
    queue = [nodes]
    while queue:
        for row, node in enumerate(queue.pop()):
            node.row = row
            if node.children:
                queue.append(node.children)
