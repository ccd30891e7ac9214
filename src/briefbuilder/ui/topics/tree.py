"""The tree of topics, which is the taxonomy with its groups, and the form of one topic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.locales.territories import territory_names
from briefbuilder.ui.fuzzy import TopicFinder
from briefbuilder.ui.read.article_words import language_name, languages
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import ContentArea, FormLayout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_tip
from briefbuilder.ui.widgets.rows import Index, TreeModel, TreeNode

Node = TreeNode[Topic | TopicGroup]
_MAX_FOUND = 200
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
ChooseTopic = Callable[[Topic], str | None]


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
    """Two columns: the topic's name and its number of tags. A search shows the matching topics as a flat list.

    `dropped` carries the id of the group onto which the selected topics were dragged.
    """

    dropped = Signal(str)

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
        """Return the index of a topic, invalid if it is not shown."""
        return self.index_at(self._topics.get(topic_id))

    def group_of(self, index: Index) -> str:
        """Return the id of the group that a row is or is in, "" for none."""
        node = self.node(index)
        top = list(_ancestors(node))[-1].value if node is not None else None
        return top.id if isinstance(top, TopicGroup) else top.group if top is not None else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let topics be dragged onto rows."""
        flag = Qt.ItemFlag
        is_topic = isinstance(self.value(index), Topic)
        drag = flag.ItemIsDragEnabled if is_topic else flag.NoItemFlags
        return super().flags(index) | drag | (flag.ItemIsDropEnabled if index.isValid() else flag.NoItemFlags)

    def supportedDropActions(self) -> Qt.DropAction:
        """Return move."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, _data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the selected topics to be moved. Returns False, so that the view does not remove the rows itself."""
        self.dropped.emit(self.group_of(parent))
        return False

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

    def cell_data(self, node: Node, column: int, role: int) -> object:
        """Return what a cell shows."""
        if isinstance(node.value, TopicGroup):
            return self._group_data(node.value, node.children, column, role)
        return self._topic_data(node.value, column, role)

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
        path = " › ".join(wider.name(self._language) for wider in self._taxonomy.path(topic.id))
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
    return localized_text(group.names, language, group.id)


def _ancestors(node: Node) -> Iterator[Node]:
    """Yield a node and its ancestors, as far as they are known."""
    step: Node | None = node
    while step is not None:
        yield step
        step = step.parent


class TopicForm(QDialog):
    """A form for one topic. `choose_broader` asks for a broader topic and returns None if it is cancelled."""

    def __init__(
        self, services: Services, topic: Topic, choose_broader: ChooseTopic, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._theme, self._language = services.theme, services.language
        self._topic, self._taxonomy = topic, services.holder.taxonomy
        self._choose_broader = choose_broader
        self._shown = services.language
        self._broader = topic.broader
        self._prompter = services.prompter
        self._texts: dict[str, dict[str, str]] = {
            "name": dict(topic.names),
            "description": dict(topic.descriptions),
            "terms": _join_lines(topic.terms),
            "not": _join_lines(topic.exclusions),
        }
        self.setWindowTitle(self.tr("Edit topic") if topic.id else self.tr("New topic"))
        self._build()
        self._show_texts()
        self.name.setFocus()
        self._before = self.topic, self.new_group

    @property
    def topic(self) -> Topic:
        """The topic with the values of the form."""
        self._store_texts()
        colour = self.colour.currentText().strip()
        chosen = self.colour.currentData() if self.colour.findText(colour) >= 0 else None
        return replace(
            self._topic,
            names=_strip_texts(self._texts["name"]),
            descriptions=_strip_texts(self._texts["description"]),
            terms=_split_lines(self._texts["terms"]),
            exclusions=_split_lines(self._texts["not"]),
            group=self._selected_group(),
            broader=self._broader,
            colour=str(chosen or (colour.lower() if _COLOUR.match(colour) else self._topic.colour)),
        )

    @property
    def new_group(self) -> str:
        """The name of a new group, empty if an existing group is selected."""
        text = " ".join(self.group.currentText().split())
        return "" if self.group.findText(text) >= 0 else text

    def reject(self) -> None:
        """Close the form; what was written is given up only if the user agrees."""
        is_same = (self.topic, self.new_group) == self._before
        title, question = self.windowTitle(), self.tr("The changes of this topic are not saved.")
        if is_same or self._prompter.confirm(title, question, self.tr("Discard changes")):
            super().reject()

    def _build(self) -> None:
        self.language = choice_box(self, self._languages(), self._language)
        self.language.currentIndexChanged.connect(self._on_language)
        self.name = QLineEdit(self)
        self.terms, self.exclusions, self.description = (QPlainTextEdit(self) for _ in range(3))
        for text, rows in ((self.terms, 5), (self.exclusions, 2), (self.description, 3)):
            text.setTabChangesFocus(True)
            text.setFixedHeight(round(self._theme.line_height * (rows * 1.15 + 0.8)))
        self.terms.setPlaceholderText(self.tr("Words that suggest the topic, one per line"))
        self.exclusions.setPlaceholderText(self.tr("Words that must not suggest the topic, one per line"))
        groups = ((group_name(group, self._language), group.id) for group in self._taxonomy.groups)
        self.group = choice_box(self, (("", ""), *groups), self._topic.group)
        self.group.setEditable(True)
        broader = self._create_broader_row()
        self.colour = self._create_colours()
        form = FormLayout()
        for label, widget in (
            (self.tr("&Language"), self.language),
            (self.tr("&Name"), self.name),
            (self.tr("&Terms"), self.terms),
            (self.tr("&Excluded words"), self.exclusions),
            (self.tr("&Description"), self.description),
            (self.tr("&Group"), self.group),
        ):
            form.addRow(PlainLabel(label, self, names=widget), widget)
        if self._topic.territories:
            form.addRow(self.tr("Countries"), PlainLabel(self._countries(), self, wraps=True))
        form.addRow(self.tr("&Broader topic"), broader)
        form.addRow(self.tr("&Colour"), self.colour)
        area = ContentArea(form, self)
        buttons = DialogButtons(self, self.tr("Save"))
        fill_dialog(self, self._theme, area, buttons, grows=area)
        self.resize(round(self._theme.line_height * 36), self.sizeHint().height())

    def _countries(self) -> str:
        """Return the countries that the topic is about, with the other side in parentheses."""
        names, others = (
            ", ".join(_country(code, self._language) for code in codes)
            for codes in (self._topic.territories, self._topic.counterparts)
        )
        return (
            self.tr("{countries} (with {others})").format(countries=names, others=others) if others else names
        )

    def _create_broader_row(self) -> QWidget:
        row = QWidget(self)
        self.broader_label = PlainLabel("", row)
        self.choose = push_button(
            self.tr("C&hoose …"), row, self._on_choose, name=self.tr("Choose broader topic")
        )
        self.no_broader = push_button(
            self.tr("N&one"), row, self._on_nothing, name=self.tr("No broader topic")
        )
        row_layout(row, self.broader_label, self.choose, self.no_broader, grows=self.broader_label)
        self._show_broader()
        return row

    def _create_colours(self) -> QComboBox:
        from briefbuilder.tagging.taxonomy import topic_colour

        box = QComboBox(self)
        box.setEditable(True)
        box.setAccessibleName(self.tr("Colour"))
        names = (
            self.tr("Blue"), self.tr("Vermilion"), self.tr("Green"), self.tr("Purple"), self.tr("Ochre"),
            self.tr("Indigo"), self.tr("Wine"), self.tr("Teal"), self.tr("Violet"), self.tr("Olive"),
        )  # fmt: skip
        dark = self.tr("{colour}, dark")
        for place in range(2):
            for hue, name in enumerate(names):
                colour = topic_colour(hue, place)
                shown = name if place == 0 else dark.format(colour=name)
                box.addItem(topic_icon(colour, self._theme), shown, colour)
        known = box.findData(self._topic.colour)
        if known < 0 and self._topic.colour:
            box.insertItem(
                0, topic_icon(self._topic.colour, self._theme), self._topic.colour, self._topic.colour
            )
            known = 0
        box.setCurrentIndex(max(0, known))
        return box

    def _languages(self) -> list[tuple[str, str]]:
        """Return the languages of the window, the topic and the taxonomy, then all others."""
        known = dict.fromkeys(
            (self._language, *self._topic.names, *self._topic.terms, *self._taxonomy.languages)
        )
        first = [(_language_label(tag), tag) for tag in known]
        return first + [(name, tag) for name, tag in languages() if tag not in known]

    def _selected_group(self) -> str:
        place = self.group.findText(" ".join(self.group.currentText().split()))
        return str(self.group.itemData(place)) if place >= 0 else ""

    @Slot()
    def _on_language(self) -> None:
        self._store_texts()
        self._shown = str(self.language.currentData())
        self._show_texts()

    @Slot()
    def _on_choose(self) -> None:
        chosen = self._choose_broader(self._topic)
        if chosen is not None:
            self._broader = (chosen,)
            self._show_broader()

    @Slot()
    def _on_nothing(self) -> None:
        self._broader = ()
        self._show_broader()

    def _store_texts(self) -> None:
        texts = {
            "name": self.name.text(),
            "description": self.description.toPlainText(),
            "terms": self.terms.toPlainText(),
            "not": self.exclusions.toPlainText(),
        }
        for key, text in texts.items():
            self._texts[key][self._shown] = text

    def _show_texts(self) -> None:
        self.name.setText(self._texts["name"].get(self._shown, ""))
        self.description.setPlainText(self._texts["description"].get(self._shown, ""))
        self.terms.setPlainText(self._texts["terms"].get(self._shown, ""))
        self.exclusions.setPlainText(self._texts["not"].get(self._shown, ""))

    def _show_broader(self) -> None:
        topics = filter(None, (self._taxonomy.topic(name) for name in self._broader))
        names = ", ".join(topic.name(self._language) for topic in topics)
        self.broader_label.setText(names or self.tr("none"))


def _language_label(tag: str) -> str:
    name = language_name(tag) or tag
    return f"{name} ({tag})" if "-" in tag else name


def _country(code: str, language: str) -> str:
    return next(iter(territory_names(code, language) or territory_names(code, "en")), code)


def _join_lines(listed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {tag: "\n".join(terms) for tag, terms in listed.items()}


def _split_lines(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {tag: tuple(text.split("\n")) for tag, text in texts.items() if text.strip()}


def _strip_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}
