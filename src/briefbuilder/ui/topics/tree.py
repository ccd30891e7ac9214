"""The tree of topics: the taxonomy with its groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from briefbuilder.domain.localized import localized_name
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.ui.fuzzy import TopicFinder
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip
from briefbuilder.ui.widgets.rows import Index, TreeModel, TreeNode

Node = TreeNode[Topic | TopicGroup]
_MAX_FOUND = 200


class TopicRole(IntEnum):
    """Roles of the model besides those of Qt."""

    TOPIC = int(Qt.ItemDataRole.UserRole)
    GROUP = TOPIC + 1


class TopicRowDelegate(QStyledItemDelegate):
    """Draws the rows of topics as high as the rows of the other lists."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._height = theme.px(28)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        return super().sizeHint(option, index).expandedTo(QSize(0, self._height))


class TopicTreeModel(TreeModel[Topic | TopicGroup]):
    """Two columns: the topic's name and its number of tags. A search shows the matching topics as a flat list."""

    def __init__(self, theme: Theme, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = (self.tr("Topic"), self.tr("Tags"))
        self._theme = theme
        self._language = language
        self._taxonomy = Taxonomy()
        self._finder = TopicFinder((), language)
        self._counts: Mapping[str, int] = {}
        self._words = ""
        self._topics: dict[str, Node] = {}

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
        return self.index_at(self._topics.get(topic_id))

    def tags_below(self, index: Index) -> int:
        """Return the number of tags of all topics below a row."""
        return _tags_below(self.below(self.node(index)), self._counts)

    def _build(self) -> None:
        if self._words:
            topics: Sequence[Topic] = [match.topic for match in self._finder.find(self._words, _MAX_FOUND)]
        else:
            topics = self._taxonomy.topics
        self._topics = {topic.id: TreeNode(topic) for topic in topics}
        self.show_nodes(list(self._topics.values()) if self._words else self._tree(topics))

    def _tree(self, topics: Sequence[Topic]) -> list[Node]:
        groups: dict[str, Node] = {group.id: TreeNode(group) for group in self._taxonomy.groups}
        top_level: list[Node] = []
        below: defaultdict[Node, list[Node]] = defaultdict(list)
        for topic in topics:
            node = self._topics[topic.id]
            parent = next((self._topics[wider] for wider in topic.broader if wider in self._topics), None)
            if parent is None or node in _ancestors(parent):
                parent = groups.get(topic.group)
            node.parent = parent
            (top_level if parent is None else below[parent]).append(node)
        for parent, children in below.items():
            parent.children = children
        return [*(node for node in groups.values() if node.children), *top_level]

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows."""
        node = self.node(index)
        if node is None:
            return None
        if isinstance(node.value, TopicGroup):
            return self._group_data(node.value, node.children, index.column(), role)
        return self._topic_data(node.value, index.column(), role)

    def _group_data(self, group: TopicGroup, children: Sequence[Node], column: int, role: int) -> object:
        if role == TopicRole.GROUP:
            return group.id
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        name, count = group_name(group, self._language), _tags_below(children, self._counts)
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


def _tags_below(nodes: Sequence[Node], counts: Mapping[str, int]) -> int:
    total, queue = 0, list(nodes)
    while queue:
        node = queue.pop()
        total += counts.get(node.value.id, 0) if isinstance(node.value, Topic) else 0
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


def _ancestors(node: Node) -> Iterator[Node]:
    """Yield a node and its ancestors, as far as they are known."""
    step: Node | None = node
    while step is not None:
        yield step
        step = step.parent
