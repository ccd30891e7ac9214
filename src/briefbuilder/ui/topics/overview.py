"""Overviews of the tags: by topic, of one article or the whole dossier, and as a matrix of articles and topics."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Topic
from briefbuilder.storage.listing import Listed
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_model import MAX_CACHED_PAGES, PAGE
from briefbuilder.ui.read.article_words import title_of
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.tree import TopicRowDelegate
from briefbuilder.ui.widgets.chip import topic_ground, topic_icon
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import fit_to_screen
from briefbuilder.ui.widgets.plain import PlainLabel, plain_roles, plain_tip, with_label
from briefbuilder.ui.widgets.rows import NO_INDEX, Index, TreeModel, TreeNode, place_nodes

PASSAGE = int(Qt.ItemDataRole.UserRole)
_MAX_QUOTE = 160
"""Most characters shown of a passage."""
_SHARE = 0.9
"""The share of the window that the matrix takes at most."""


class MatrixModel(QAbstractTableModel):
    """A row per article and a column per topic, the most frequent first. Titles are read for visible rows."""

    def __init__(self, session: Session, language: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self._theme = theme
        self._counts: Mapping[tuple[int, str], int] = {}
        self._numbers = array("q")
        self._topics: tuple[Topic, ...] = ()
        self._names: tuple[str, ...] = ()
        self._pages = RecentCache(self._read_page, MAX_CACHED_PAGES)

    def show(self, *, tagged_only: bool) -> None:
        """Show all articles, or those that are tagged."""
        self.beginResetModel()
        self._pages.clear()
        self._counts = self._session.store.tag_index.matrix()
        taxonomy = self._session.taxonomy
        counts = self._session.search.topics()
        self._topics = tuple(taxonomy.shown(name) for name, _ in counts)
        self._names = tuple(topic.name(self._language) for topic in self._topics)
        numbers = self._session.search.numbers(Query())
        if tagged_only:
            tagged = {number for number, _ in self._counts}
            self._numbers = array("q", (number for number in numbers if number in tagged))
        else:
            self._numbers = numbers
        self.endResetModel()

    def topic_names(self) -> Sequence[str]:
        """Return the names of the columns."""
        return self._names

    def article_at(self, row: int) -> ArticleRecord | None:
        """Return the record of a row's article."""
        if not 0 <= row < len(self._numbers):
            return None
        listed = self._pages.get(row // PAGE).get(self._numbers[row])
        return listed.record if listed is not None else None

    def _read_page(self, page: int) -> dict[int, Listed]:
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
        return {listed.number: listed for listed in self._session.search.listed(numbers)}

    def passage_at(self, index: Index) -> Passage | None:
        """Return the first tagged passage of a cell, or None."""
        record = self.article_at(index.row())
        if record is None:
            return None
        tags = self._session.store.tag_index.of(self._topics[index.column()].id, record.id)
        return tags[0].passage if tags else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of articles."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of topics."""
        return 0 if parent.isValid() else len(self._topics)

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a topic's name, or an article's title."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.headerData(section, orientation) or ""))
        shows = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DecorationRole:
                return topic_icon(self._topics[section].colour, self._theme)
            return self._names[section] if shows else None
        record = self.article_at(section) if shows else None
        return title_of(record.metadata, record.original.name) if record is not None else None

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the number of tags of an article with a topic, empty for none."""
        if not index.isValid():
            return None
        topic = self._topics[index.column()]
        count = self._counts.get((self._numbers[index.row()], topic.id), 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count) if count else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole and count:
            return topic_ground(topic.colour, self._theme)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._cell_text(index.row(), topic, count))
        return (
            self._cell_text(index.row(), topic, count) if role == Qt.ItemDataRole.AccessibleTextRole else None
        )

    def _cell_text(self, row: int, topic: Topic, count: int) -> str:
        record = self.article_at(row)
        title = title_of(record.metadata, record.original.name) if record is not None else ""
        tags = self.tr("%n tag(s)", "", count)
        return self.tr("{article}, {topic}: {tags}").format(
            article=title, topic=topic.name(self._language), tags=tags
        )


class _CellDelegate(QStyledItemDelegate):
    """Draws a number on the colour of its topic, and a frame around the current cell."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours, area = self._theme.colours, option.rect
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.save()
        if isinstance(background, QColor):
            painter.fillRect(area, background)
        painter.setPen(colours.colour("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(colours.colour("accent"), max(2, self._theme.space(0.1))))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()


class _MatrixHeader(QHeaderView):
    """A header whose sections take the room of their names; Qt would draw each dot and read each title for that."""

    def __init__(self, orientation: Qt.Orientation, names: Callable[[], Sequence[str]], theme: Theme) -> None:
        super().__init__(orientation)
        self._names, self._theme = names, theme
        if orientation == Qt.Orientation.Horizontal:
            # The style sheet draws headers in this weight, but names are elided with the widget's own font.
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Return the size of a name with its dot."""
        names, line = self._names(), self._theme.line_height
        wide = self.fontMetrics().horizontalAdvance(names[section]) if section < len(names) else 0
        return QSize(wide + round(line * 3.2), round(line * 1.7))


class MatrixDialog(QDialog):
    """Shows the matrix. Enter in a cell accepts the dialog with the first passage as `chosen`."""

    def __init__(self, services: Services, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/review-tags")
        self.setWindowTitle(self.tr("Matrix of articles and topics"))
        self.chosen: Passage | None = None
        theme = services.theme
        self.tagged_only = QCheckBox(self.tr("&Only tagged articles"), self)
        self.tagged_only.setChecked(True)
        self.tagged_only.toggled.connect(self._fill)
        self.model = MatrixModel(session, services.language, theme, self)
        self.view = self._create_view(theme)
        self.hint = PlainLabel("", self, role="muted", wraps=True)
        buttons = CloseButtons(self, by_enter=False)
        fill_dialog(self, theme, self.tagged_only, self.view, self.hint, buttons, gap=0.5)
        self._fill()
        self._fit(theme)
        self.view.setFocus()

    def _fit(self, theme: Theme) -> None:
        """Show as much of the names and of the table as there is room for in the window."""
        line, across, down = theme.line_height, self.view.horizontalHeader(), self.view.verticalHeader()
        for column in range(self.model.columnCount()):
            wished = across.sectionSizeHint(column)
            across.resizeSection(column, min(max(wished, round(line * 6)), round(line * 24)))
        most = (self.parentWidget() or self).size() * _SHARE
        # The scroll bars, the frame and the other parts of the dialog.
        others = across.length() + round(line * 3)
        room = most.width() - others
        if room < line * 20:  # it scrolls anyway
            room = most.width() // 6
        down.setFixedWidth(min(max(room, round(line * 20)), round(line * 32)))
        width = down.width() + others
        height = across.sizeHint().height() + down.length() + round(line * 9)
        least = QSize(round(line * 30), round(line * 18))
        self.resize(QSize(width, height).boundedTo(most).expandedTo(least))

    def _create_view(self, theme: Theme) -> QTableView:
        view = QTableView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Matrix of articles and topics"))
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setItemDelegate(_CellDelegate(theme, view))
        view.setCornerButtonEnabled(False)
        view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        view.horizontalScrollBar().setAccessibleName(self.tr("Scroll the topics"))
        across = _MatrixHeader(Qt.Orientation.Horizontal, self.model.topic_names, theme)
        down = _MatrixHeader(Qt.Orientation.Vertical, tuple, theme)
        view.setHorizontalHeader(across)
        view.setVerticalHeader(down)
        across.setDefaultSectionSize(round(theme.line_height * 10))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(round(theme.line_height * 1.7))
        view.activated.connect(self._on_activated)
        return view

    @Slot()
    def _fill(self) -> None:
        self.model.show(tagged_only=self.tagged_only.isChecked())
        self.view.setCurrentIndex(self.model.index(0, 0))
        empty = self.model.rowCount() == 0 or self.model.columnCount() == 0
        shows = self.tr("Press Enter to go to the first passage of a cell.")
        self.hint.setText(self.tr("Nothing is tagged yet.") if empty else shows)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        passage = self.model.passage_at(index)
        if passage is not None:
            self.chosen = passage
            self.accept()


@dataclass(frozen=True, slots=True)
class _TaggedTopic:
    topic: Topic
    count: int


@dataclass(frozen=True, slots=True)
class _TaggedPassage:
    passage: Passage
    title: str


_TagNode = TreeNode[_TaggedTopic | _TaggedPassage]


class TagOverviewModel(TreeModel[_TaggedTopic | _TaggedPassage]):
    """Topics with their numbers of tags, the most frequent first; passages are read when a topic is expanded."""

    def __init__(self, session: Session, language: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = (self.tr("Topic, passages"), self.tr("Tags, article"))
        self._session = session
        self._language = language
        self._theme = theme
        self._article: str | None = None

    def show(self, article: str | None) -> None:
        """Show the tags of one article, or of all."""
        self._article = article
        taxonomy, counts = self._session.taxonomy, self._session.store.tag_index.counts(article)
        topics = [_TaggedTopic(taxonomy.shown(name), count) for name, count in counts.items()]
        self.show_nodes([TreeNode(topic) for topic in sorted(topics, key=self._order)])

    def _order(self, tagged: _TaggedTopic) -> tuple[int, str]:
        return -tagged.count, tagged.topic.name(self._language).casefold()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of children; for a topic it is known before they are read."""
        node = self.node(parent)
        if node is not None and isinstance(node.value, _TaggedTopic) and parent.column() == 0:
            return node.value.count
        return super().rowCount(parent)

    def below(self, node: _TagNode | None) -> Sequence[_TagNode]:
        """Return the passages of a topic, which are read now, or all topics."""
        if node is not None and isinstance(node.value, _TaggedTopic) and not node.children:
            tags = self._session.store.tag_index.of(node.value.topic.id, self._article)
            node.children = [TreeNode(_TaggedPassage(tag.passage, self._title(tag.passage))) for tag in tags]
            place_nodes(node.children, node)
        return super().below(node)

    def cell_data(self, node: _TagNode, column: int, role: int) -> object:
        """Return what a cell shows."""
        if isinstance(node.value, _TaggedTopic):
            return self._topic_data(node.value, column, role)
        return self._passage_data(node.value, column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that passages and topics can be dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the passages of rows, in the order of the view."""
        return passages_to_mime(self.passages(indexes), self._session.store.quote_of)

    def passages(self, indexes: Iterable[Index]) -> tuple[Passage, ...]:
        """Return the distinct passages of rows; a topic stands for all its passages."""
        found: dict[Passage, None] = {}
        nodes = {node for index in indexes if (node := self.node(index)) is not None}
        for node in sorted(nodes, key=_place):
            for tree_node in self.below(node) or (node,):
                if isinstance(tree_node.value, _TaggedPassage):
                    found[tree_node.value.passage] = None
        return tuple(found)

    def _topic_data(self, row: _TaggedTopic, column: int, role: int) -> object:
        name = row.topic.name(self._language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = self.tr("%n tag(s)", "", row.count)
            return self.tr("{topic}, {tags}").format(topic=name, tags=tags)
        if role == Qt.ItemDataRole.DisplayRole:
            return name if column == 0 else str(row.count)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return topic_icon(row.topic.colour, self._theme)
        return None

    def _passage_data(self, entry: _TaggedPassage, column: int, role: int) -> object:
        passage = entry.passage
        if role == PASSAGE:
            return passage
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return with_label(entry.title, self._first_words(passage, _MAX_QUOTE))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._first_words(passage, 4 * _MAX_QUOTE) if column == 0 else entry.title)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._first_words(passage, _MAX_QUOTE) if column == 0 else entry.title
        return None

    def _first_words(self, passage: Passage, length: int) -> str:
        """Return the beginning of a passage on one line; its article is read only for figures in it."""
        shown = " ".join(passage.quote.split())[:length]
        return " ".join(self._session.store.quote_of(passage, shown).split())[:length]

    def _title(self, passage: Passage) -> str:
        record = self._session.store.record(passage.article)
        return title_of(record.metadata, record.original.name) if record is not None else ""


def _place(node: _TagNode) -> tuple[int, int]:
    return (node.place, -1) if node.parent is None else (node.parent.place, node.place)


class TagOverviewDialog(QDialog):
    """Shows the tags by topic in a separate window, from which passages can be dragged into a briefing.

    Enter on a passage shows it and closes the dialog; Ctrl+Enter adds the selection to the briefing.
    """

    def __init__(
        self, services: Services, session: Session, article: str | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/review-tags")
        self.setWindowTitle(self.tr("Tags by topic"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._article = article
        theme = services.theme
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(self.tr("Tags in"))
        self.scope.addItem(self.tr("Whole dossier"))
        if article is not None:
            self.scope.addItem(self.tr("Open article"))
        self.scope.currentIndexChanged.connect(self._fill)
        self.model = TagOverviewModel(session, services.language, theme, self)
        self.view = self._create_view(theme)
        self.hint = PlainLabel("", self, role="muted", wraps=True)
        add = push_button(self.tr("Add to &briefing"), self, self._add)
        buttons = CloseButtons(self, add, by_enter=False)
        fill_dialog(self, theme, self.scope, self.view, self.hint, buttons, gap=0.5, size=(54, 36))
        fit_to_screen(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._add)
        services.holder.session_replaced.connect(self.close)
        services.holder.changed.connect(self._on_changed)
        self._fill()
        self.view.setFocus()

    def _create_view(self, theme: Theme) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Tags by topic"))
        view.setItemDelegate(TopicRowDelegate(theme, view))
        view.setUniformRowHeights(True)
        view.setIndentation(theme.px(20))
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setExpandsOnDoubleClick(False)
        view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        view.setDragEnabled(True)
        view.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the tags"))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, round(theme.line_height * 14))
        view.activated.connect(self._on_activated)
        return view

    @Slot()
    def _fill(self) -> None:
        self.model.show(self._article if self.scope.currentIndex() == 1 else None)
        self.view.setCurrentIndex(self.model.index(0, 0))
        empty = self.model.rowCount() == 0
        shows = self.tr(
            "Press Right to open a topic, Enter to go to a passage, Ctrl+Enter to add it to the briefing, or drag it there."
        )
        self.hint.setText(self.tr("Nothing is tagged here yet.") if empty else shows)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        """Update the tags, with the same topics expanded."""
        if not any(key.collection in {"tag", "topic", "article"} for key in keys):
            return
        rows = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        expanded = {row.data() for row in rows if self.view.isExpanded(row)}
        self._fill()
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            self.view.setExpanded(index, index.data() in expanded)

    @Slot()
    def _add(self) -> None:
        """Add the selected passages to the current briefing."""
        passages = self.model.passages(self.view.selectionModel().selectedRows())
        if passages:
            self._services.links.passages_add_requested.emit(passages)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        passage = index.siblingAtColumn(0).data(PASSAGE)
        if isinstance(passage, Passage):
            self.accept()
            self._services.links.passage_show_requested.emit(passage)
            self._services.actions.action("focus-article").trigger()
            return
        first = index.siblingAtColumn(0)
        self.view.setExpanded(first, not self.view.isExpanded(first))
