"""The dossier's articles as a list for views: thin, it reads the session and keeps rows of records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.ui.article.heading import date_words, title_of
from briefbuilder.ui.fuzzy import folded
from briefbuilder.ui.services import SessionHolder

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

Index = QModelIndex | QPersistentModelIndex
_FOUND_AT_MOST = 2000
_SHOWN = frozenset({"article", "tag"})


class Role(IntEnum):
    """What a row can be asked for beside its title."""

    ID = int(Qt.ItemDataRole.UserRole)
    OUTLET = ID + 1
    DATE = ID + 2
    LANGUAGE = ID + 3
    TAGS = ID + 4
    SNIPPET = ID + 5


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for: words as in the dossier's search, and topics that must all be tagged."""

    words: str = ""
    topics: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether everything is shown."""
        return not self.words.strip() and not self.topics


class ArticleModel(QAbstractListModel):
    """The articles that answer the filter, in the order of import; with words, the best first."""

    def __init__(self, holder: SessionHolder, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._language = language
        self._filter = Filter()
        self._rows: tuple[ArticleRecord, ...] = ()
        self._snippets: dict[str, str] = {}
        self._tags: Counter[str] = Counter()
        holder.session_replaced.connect(self.refresh)
        holder.changed.connect(self._on_changed)
        self.refresh()

    @property
    def filter(self) -> Filter:
        """What is looked for."""
        return self._filter

    def set_filter(self, wanted: Filter) -> None:
        """Look for something else."""
        if wanted != self._filter:
            self._filter = wanted
            self.refresh()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return what a row shows."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        record = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(record.metadata, record.original.name)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(record)
        return self._own(record, role)

    def row_of(self, article_id: str) -> int | None:
        """Return the row of an article, None where it is not shown."""
        return next((row for row, record in enumerate(self._rows) if record.id == article_id), None)

    def article_at(self, row: int) -> str | None:
        """Return the id of a row's article."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    @Slot()
    def refresh(self) -> None:
        """Read all rows anew."""
        session = self._holder.session
        self.beginResetModel()
        self._snippets = {}
        self._rows = self._found(session) if session is not None else ()
        self._count(session)
        self.endResetModel()

    def _own(self, record: ArticleRecord, role: int) -> object:
        metadata = record.metadata
        if role == Role.ID:
            return record.id
        if role == Role.OUTLET:
            return metadata.publication or ""
        if role == Role.DATE:
            return date_words(metadata, self._language)
        if role == Role.LANGUAGE:
            return (metadata.language or "").upper()
        if role == Role.TAGS:
            return self._tags[record.id]
        return self._snippets.get(record.id, "") if role == Role.SNIPPET else None

    def _spoken(self, record: ArticleRecord) -> str:
        metadata = record.metadata
        parts = [
            title_of(metadata, record.original.name),
            metadata.publication,
            date_words(metadata, self._language),
        ]
        parts += [metadata.language, self.tr("%n tag(s)", "", self._tags[record.id])]
        return " · ".join(part for part in parts if part)

    def _found(self, session: Session) -> tuple[ArticleRecord, ...]:
        records = session.articles()
        if self._filter.topics:
            tagged = _tagged_with(session, self._filter.topics)
            records = tuple(record for record in records if record.id in tagged)
        words = self._filter.words.strip()
        if not words:
            return records
        ranks: dict[str, int] = {}
        for hit in session.search(self._filter.words, self._filter.topics, limit=_FOUND_AT_MOST):
            ranks.setdefault(hit.article, len(ranks))
            self._snippets.setdefault(hit.article, " ".join(hit.snippet.split()))
        named = folded(words)
        found = [record for record in records if record.id in ranks or named in folded(_names(record))]
        return tuple(sorted(found, key=lambda record: ranks.get(record.id, -1)))

    def _count(self, session: Session | None) -> None:
        tags = session.tags() if session is not None else ()
        self._tags = Counter(tag.passage.article for tag in tags)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        collections = {key.collection for key in keys} & _SHOWN
        if "article" in collections or (collections and self._filter.topics):
            self.refresh()
        elif collections:
            self._count(self._holder.session)
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [int(Role.TAGS)])


def _names(record: ArticleRecord) -> str:
    metadata = record.metadata
    return (
        f"{metadata.title} {metadata.publication or ''} {' '.join(metadata.authors)} {record.original.name}"
    )


def _tagged_with(session: Session, topics: tuple[str, ...]) -> set[str]:
    """Return the articles that carry a tag of each topic."""
    by_topic = {
        topic: {tag.passage.article for tag in session.tags() if tag.topic == topic} for topic in topics
    }
    return set.intersection(*by_topic.values())
