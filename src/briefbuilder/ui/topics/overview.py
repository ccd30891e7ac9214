"""An overview of the tags by topic, of one article or the whole dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QPushButton,
    QTreeView,
    QWidget,
)

from briefbuilder.domain.changes import Key
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.ui.clipboard import PASSAGE_TYPE, passages_to_mime
from briefbuilder.ui.read.article_words import title_of
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.tree import TopicRowDelegate
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.dialogs import muted_label, stack_widgets
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
PASSAGE = int(Qt.ItemDataRole.UserRole)
_MAX_QUOTE = 160
"""Most characters shown of a passage."""


@dataclass(eq=False, slots=True)
class _TopicEntry:
    topic: Topic
    count: int
    row: int
    tags: list[_TagEntry] | None = None


@dataclass(eq=False, slots=True)
class _TagEntry:
    topic_entry: _TopicEntry
    tag: Tag
    row: int
    title: str = field(default="")


class TagOverviewModel(QAbstractItemModel):
    """Topics with their numbers of tags, the most frequent first; passages are read when a topic is expanded."""

    def __init__(self, session: Session, language: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self._theme = theme
        self._article: str | None = None
        self._rows: list[_TopicEntry] = []

    def show(self, article: str | None) -> None:
        """Show the tags of one article, or of all."""
        self.beginResetModel()
        self._article = article
        self._rows = self._topic_entries(self._session.store.tag_index.counts(article))
        self.endResetModel()

    def _topic_entries(self, counts: Mapping[str, int]) -> list[_TopicEntry]:
        taxonomy = self._session.taxonomy
        topics = [(taxonomy.shown(name), count) for name, count in counts.items()]
        topics.sort(key=self._order)
        return [_TopicEntry(topic, count, row) for row, (topic, count) in enumerate(topics)]

    def _order(self, pair: tuple[Topic, int]) -> tuple[int, str]:
        return -pair[1], pair[0].name(self._language).casefold()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of children; for a topic it is known before they are read."""
        node = parent.internalPointer() if parent.isValid() else None
        if isinstance(node, _TopicEntry):
            return node.count if parent.column() == 0 else 0
        return 0 if isinstance(node, _TagEntry) else len(self._rows)

    def _tag_entries(self, node: _TopicEntry) -> list[_TagEntry]:
        if node.tags is None:
            tags = self._session.store.tag_index.of(node.topic.id, self._article)
            node.tags = [_TagEntry(node, tag, row, self._title(tag)) for row, tag in enumerate(tags)]
        return node.tags

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return 2."""
        return 2

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a row."""
        node = parent.internalPointer() if parent.isValid() else None
        rows: list[_TopicEntry] | list[_TagEntry] = (
            self._tag_entries(node) if isinstance(node, _TopicEntry) else self._rows
        )
        if not 0 <= row < len(rows) or not 0 <= column < 2:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """Return the index of the parent row."""
        node = index.internalPointer() if index.isValid() else None
        return (
            self.createIndex(node.topic_entry.row, 0, node.topic_entry)
            if isinstance(node, _TagEntry)
            else QModelIndex()
        )

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Topic, passages"), self.tr("Tags, article"))[section]
        return None

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows."""
        node = index.internalPointer() if index.isValid() else None
        if isinstance(node, _TopicEntry):
            return self._topic_data(node, index.column(), role)
        return self._tag_data(node, index.column(), role) if isinstance(node, _TagEntry) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that passages and topics can be dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def supportedDragActions(self) -> Qt.DropAction:
        """Return the copy action."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return the media type of passages."""
        return [PASSAGE_TYPE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the passages of rows, in the order of the view."""
        return passages_to_mime(*self.passages(indexes))

    def passages(self, indexes: Iterable[Index]) -> tuple[Passage, ...]:
        """Return the distinct passages of rows; a topic stands for all its passages."""
        found: dict[Passage, None] = {}
        for node in sorted({index.internalPointer() for index in indexes}, key=_sort_key):
            entries = [node] if isinstance(node, _TagEntry) else self._tag_entries(node)
            found |= dict.fromkeys(entry.tag.passage for entry in entries)
        return tuple(found)

    def _topic_data(self, row: _TopicEntry, column: int, role: int) -> object:
        name = row.topic.name(self._language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = self.tr("%n tag(s)", "", row.count)
            return self.tr("{topic}, {tags}").format(topic=name, tags=tags)
        if role == Qt.ItemDataRole.DisplayRole:
            return name if column == 0 else str(row.count)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return topic_icon(row.topic.colour, self._theme)
        return None

    def _tag_data(self, entry: _TagEntry, column: int, role: int) -> object:
        passage = entry.tag.passage
        if role == PASSAGE:
            return passage
        quote = " ".join(passage.quote.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}: {quote[:_MAX_QUOTE]}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(quote[: 4 * _MAX_QUOTE] if column == 0 else entry.title)
        if role == Qt.ItemDataRole.DisplayRole:
            return quote[:_MAX_QUOTE] if column == 0 else entry.title
        return None

    def _title(self, tag: Tag) -> str:
        record = self._session.store.record(tag.passage.article)
        return title_of(record.metadata, record.original.name) if record is not None else ""


def _sort_key(node: _TopicEntry | _TagEntry) -> tuple[int, int]:
    return (node.topic_entry.row, node.row) if isinstance(node, _TagEntry) else (node.row, -1)


class TagOverviewDialog(QDialog):
    """Shows the tags by topic in a window of its own, from which passages can be dragged into a briefing.

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
        self.hint = muted_label(self)
        add = QPushButton(self.tr("Add to &briefing"), self)
        add.clicked.connect(self._add)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        stack_widgets(self, theme, (self.scope, self.view, self.hint), (add, close))
        self.resize(round(theme.line_height * 54), round(theme.line_height * 36))
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
        view.setAllColumnsShowFocus(True)
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
