"""What is tagged, by topic: the topics of an article or of the whole dossier with counts, the passages under each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.session import Session
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.ui.article.heading import title_of
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.tree import dot

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
PASSAGE = int(Qt.ItemDataRole.UserRole)
_QUOTE = 160
"""Characters of a passage that are shown."""


@dataclass(eq=False, slots=True)
class _Row:
    topic: Topic
    count: int
    row: int
    tags: list[_Leaf] | None = None


@dataclass(eq=False, slots=True)
class _Leaf:
    above: _Row
    tag: Tag
    row: int
    title: str = field(default="")


class TagsModel(QAbstractItemModel):
    """Topics with the number of their tags, the most frequent first; passages are read when a topic is opened."""

    def __init__(self, session: Session, language: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self._theme = theme
        self._article: str | None = None
        self._rows: list[_Row] = []
        self._icons: dict[str, QIcon] = {}

    def show(self, article: str | None) -> None:
        """Show the tags of an article, or of all."""
        self.beginResetModel()
        self._article = article
        self._rows = self._counted(self._session.tag_counts(article))
        self.endResetModel()

    def _counted(self, counts: Mapping[str, int]) -> list[_Row]:
        taxonomy = self._session.taxonomy()
        topics = [(taxonomy.shown(name), count) for name, count in counts.items()]
        topics.sort(key=self._order)
        return [_Row(topic, count, row) for row, (topic, count) in enumerate(topics)]

    def _order(self, pair: tuple[Topic, int]) -> tuple[int, str]:
        return -pair[1], pair[0].name(self._language).casefold()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows stand under one; of a topic that is known before they are read."""
        node = parent.internalPointer() if parent.isValid() else None
        if isinstance(node, _Row):
            return node.count if parent.column() == 0 else 0
        return 0 if isinstance(node, _Leaf) else len(self._rows)

    def _leaves(self, node: _Row) -> list[_Leaf]:
        if node.tags is None:
            tags = self._session.tags_of(node.topic.id, self._article)
            node.tags = [_Leaf(node, tag, row, self._title(tag)) for row, tag in enumerate(tags)]
        return node.tags

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return two: what it is, and how many or in which article."""
        return 2

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return where a row stands."""
        node = parent.internalPointer() if parent.isValid() else None
        rows: list[_Row] | list[_Leaf] = self._leaves(node) if isinstance(node, _Row) else self._rows
        if not 0 <= row < len(rows) or not 0 <= column < 2:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """Return the row above."""
        node = index.internalPointer() if index.isValid() else None
        return self.createIndex(node.above.row, 0, node.above) if isinstance(node, _Leaf) else QModelIndex()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Topic, passages"), self.tr("Tags, article"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows."""
        node = index.internalPointer() if index.isValid() else None
        if isinstance(node, _Row):
            return self._of_topic(node, index.column(), role)
        return self._of_tag(node, index.column(), role) if isinstance(node, _Leaf) else None

    def _of_topic(self, row: _Row, column: int, role: int) -> object:
        name = row.topic.name(self._language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = self.tr("%n tag(s)", "", row.count)
            return self.tr("{topic}, {tags}").format(topic=name, tags=tags)
        if role == Qt.ItemDataRole.DisplayRole:
            return name if column == 0 else str(row.count)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._icons.setdefault(row.topic.colour, dot(row.topic.colour, self._theme))
        return None

    def _of_tag(self, leaf: _Leaf, column: int, role: int) -> object:
        passage = leaf.tag.passage
        if role == PASSAGE:
            return passage
        quote = " ".join(passage.quote.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{leaf.title}: {quote[:_QUOTE]}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return quote[: 4 * _QUOTE] if column == 0 else leaf.title
        if role == Qt.ItemDataRole.DisplayRole:
            return quote[:_QUOTE] if column == 0 else leaf.title
        return None

    def _title(self, tag: Tag) -> str:
        record = self._session.record(tag.passage.article)
        return title_of(record.metadata, record.original.name) if record is not None else ""


class TagsDialog(QDialog):
    """The tags by topic; Enter on a passage chooses it, and `chosen` is then what to show."""

    def __init__(
        self, services: Services, session: Session, article: str | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags by topic"))
        self.chosen: Passage | None = None
        self._article = article
        theme = services.theme
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(self.tr("Tags of"))
        self.scope.addItem(self.tr("The whole dossier"))
        if article is not None:
            self.scope.addItem(self.tr("The article that is read"))
        self.scope.currentIndexChanged.connect(self._fill)
        self.model = TagsModel(session, services.language, theme, self)
        self.view = QTreeView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Tags by topic"))
        self.view.setUniformRowHeights(True)
        self.view.setAllColumnsShowFocus(True)
        self.view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.view.setExpandsOnDoubleClick(False)
        self.view.verticalScrollBar().setAccessibleName(self.tr("Scroll the tags"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, round(theme.em * 14))
        self.view.activated.connect(self._on_activated)
        self.hint = QLabel(self)
        self.hint.setObjectName("muted")
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.5))
        for widget in (self.scope, self.view, self.hint):
            column.addWidget(widget)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(round(theme.em * 54), round(theme.em * 36))
        self._fill()
        self.view.setFocus()

    @Slot()
    def _fill(self) -> None:
        self.model.show(self._article if self.scope.currentIndex() == 1 else None)
        self.view.setCurrentIndex(self.model.index(0, 0))
        empty = self.model.rowCount() == 0
        shows = self.tr("Right opens a topic, Enter goes to a passage.")
        self.hint.setText(self.tr("Nothing is tagged here yet.") if empty else shows)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        passage = index.siblingAtColumn(0).data(PASSAGE)
        if isinstance(passage, Passage):
            self.chosen = passage
            self.accept()
            return
        first = index.siblingAtColumn(0)
        self.view.setExpanded(first, not self.view.isExpanded(first))
