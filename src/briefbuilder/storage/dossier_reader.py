"""Reads what one open dossier file holds: its values, and the texts, originals and pictures of its articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.article import Article, Picture, file_article_id
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import remove_excerpts
from briefbuilder.domain.changes import ArticleRecord, Change, Collection, Key, Value, change_of
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.notices import ATTACHED
from briefbuilder.domain.passage import Passage, may_have_powers, numeric_quote
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.domain.word_changes import Decision
from briefbuilder.storage.blobs import Blobs, PackedArticle, PackedOriginal
from briefbuilder.storage.cache import ValueCaches
from briefbuilder.storage.database import dossier_errors
from briefbuilder.storage.facts import TextFacts
from briefbuilder.storage.projections import Projections, sections_by_block
from briefbuilder.storage.shared_state import SharedState
from briefbuilder.storage.tables import ArticleNumbers, Tables, TagIndex, section_range


class DossierReader:
    """Reads an open dossier; values are kept in memory as far as they were asked for."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._blobs = Blobs(connection)
        self._numbers = ArticleNumbers(connection)
        self._placed: tuple[bytes, dict[str, int]] | None = None
        self._tables = Tables(connection, path, self._numbers, self._section_range)
        self._projections = Projections(connection, path, self._blobs, self._numbers, self._tables)
        self.search = self._projections.search
        self.tag_index = TagIndex(connection, path)
        self.facts = self._projections.facts
        self.text_facts = TextFacts(connection, path)
        self._caches = ValueCaches(self._tables, path)
        self._shared_state = SharedState(connection)

    @property
    def is_shared(self) -> bool:
        """Whether several desks share the dossier."""
        with dossier_errors(self.path):
            return self._shared_state.is_shared

    def values(self, collection: Collection) -> tuple[Value, ...]:
        """Return every value: articles by import, briefings by creation, others by id."""
        with dossier_errors(self.path):
            return self._tables.all(collection)

    def value(self, key: Key) -> Value | None:
        """Return a value as it is in the file, or None."""
        with dossier_errors(self.path):
            return self._tables.one(key)

    def count(self, collection: Collection) -> int:
        """Return how many values a collection has."""
        return self._caches.counts.get(collection)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every article's record in the order of import.

        All are read from the file: for commands on the whole dossier, not for the window, which uses `search`.
        """
        return tuple(one for one in self.values("article") if isinstance(one, ArticleRecord))

    def record(self, article_id: str) -> ArticleRecord | None:
        """Return an article's record, or None."""
        return self._caches.records.get(article_id)

    def article(self, article_id: str) -> Article:
        """Return an article with its text; raises DossierError if the id is unknown."""
        record = self.existing_record(article_id)
        return record.with_blocks(self._corrected(record).blocks)

    def article_as_read(self, article_id: str) -> Article:
        """Return an article with its text and metadata as they were read, before any correction."""
        record = self.existing_record(article_id)
        return record.with_blocks(self.blocks(record.text), record.read)

    def quote_of(self, passage: Passage, shown: str | None = None) -> str:
        """Return the words of a passage with raised digits as such: 10⁶ is not 106; by default all are `shown`."""
        if may_have_powers(passage.quote if shown is None else shown):
            # A damaged article is reported where it is opened, and not each time that its words are shown.
            with suppress(DossierError):
                return numeric_quote(self.article(passage.article), passage)
        return passage.quote

    def corrected_text(self, article_id: str) -> CorrectedText:
        """Return an article's text under its corrections, with what was left out and where its words were read."""
        return self._corrected(self.existing_record(article_id))

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text, by its hash, as they were read."""
        with dossier_errors(self.path):
            return self._blobs.blocks(text)

    def packed_article(self, article_id: str, rules: int) -> PackedArticle:
        """Return an article and what it states by some rules, still compressed: a job decompresses it.

        Raises DossierError if the id is unknown.
        """
        record = self.existing_record(article_id)
        with dossier_errors(self.path):
            return PackedArticle(
                record, self._blobs.packed_text(record.text), self.facts.stored(article_id, rules)
            )

    def original(self, article_id: str) -> bytes:
        """Return the bytes of the file that an article was read from."""
        with dossier_errors(self.path):
            return self._blobs.original(self._present_original(article_id))

    def packed_original(self, article_id: str) -> PackedOriginal:
        """Return the file that an article was read from, still compressed: a job decompresses it."""
        with dossier_errors(self.path):
            return self._blobs.packed_original(self._present_original(article_id))

    def is_original_removed(self, article_id: str) -> bool:
        """Return whether the file that an article was read from was removed, since it also held what was removed."""
        with dossier_errors(self.path):
            try:
                self._present_original(article_id)
            except DossierError as error:
                return error.code == "original-removed"
        return False

    def imported_since(self, moment: str) -> tuple[str, ...]:
        """Return the ids of the articles imported in the second of a moment (ISO 8601, UTC) or later, in that order."""
        query = "SELECT id FROM article WHERE imported >= ? ORDER BY imported, id"
        with dossier_errors(self.path):
            return tuple(str(name) for (name,) in self._connection.execute(query, (moment[:19],)))

    def has_original(self, sha256: str) -> bool:
        """Return whether an article was read from bytes of that hash."""
        with dossier_errors(self.path):
            row = self._connection.execute("SELECT 1 FROM article WHERE sha256 = ?", (sha256,)).fetchone()
        return row is not None

    def pictures(self, names: Iterable[str]) -> Mapping[str, Picture]:
        """Return those of the pictures (by the SHA-256 of their bytes) that are there."""
        with dossier_errors(self.path):
            return self._blobs.pictures(names)

    def pictures_beginning(self, digits: Iterable[str]) -> Mapping[str, Picture]:
        """Return the pictures whose SHA-256 has some first digits."""
        with dossier_errors(self.path):
            return self._blobs.pictures_beginning(digits)

    def tags(self, article_id: str | None = None) -> tuple[Tag, ...]:
        """Return the tags of an article, or all (see `articles`), in the order in which they were made."""
        if article_id is not None:
            return self._caches.tags.get(article_id)
        return tuple(one for one in self.values("tag") if isinstance(one, Tag))

    def tag(self, tag_id: str) -> Tag | None:
        """Return a tag, or None."""
        value = self.value(Key("tag", tag_id))
        return value if isinstance(value, Tag) else None

    def tags_with(self, topics: Iterable[str]) -> tuple[Tag, ...]:
        """Return the tags of the given topics in the order in which they were made."""
        with dossier_errors(self.path):
            return self._tables.tags_with(tuple(topics))

    def judgements(self, article_id: str | None = None) -> tuple[Judgement, ...]:
        """Return the accepted and rejected suggestions of an article, or all."""
        if article_id is not None:
            return self._caches.judgements.get(article_id)
        return tuple(one for one in self.values("judgement") if isinstance(one, Judgement))

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that the dossier itself holds."""
        return self._caches.topics.all()

    def briefings(self) -> tuple[Briefing, ...]:
        """Return the briefings in the order in which they were made, without their versions."""
        return tuple(one for one in self._caches.briefings.all() if not one.version_of)

    def read_next_briefing(self) -> bool:
        """Read one more briefing or version into memory; return whether others may be left."""
        return self._caches.briefings.load_next()

    def briefings_and_versions(self) -> tuple[Briefing, ...]:
        """Return all briefings and versions: every change that moves passages or topics must move them in both."""
        return self._caches.briefings.all()

    def removal_of(self, ids: Sequence[str]) -> Iterator[tuple[Change, ...]]:
        """Yield what removes articles: the excerpts in briefings and versions, then each article with its tags and judgements.

        An article is read when its turn has come, and goes after its tags: undo restores it before them. Raises DossierError
        "article-missing" if an id is unknown.
        """
        briefings = ((one, remove_excerpts(one, frozenset(ids))) for one in self.briefings_and_versions())
        yield tuple(change_of(before, after) for before, after in briefings if before is not after)
        for article in dict.fromkeys(ids):
            record = self.existing_record(article)
            values: tuple[Value, ...] = (*self.tags(article), *self.judgements(article), record)
            yield tuple(change_of(value, None) for value in values)

    def versions(self, briefing_id: str) -> tuple[Briefing, ...]:
        """Return the versions that are kept of a briefing, the latest first."""
        return tuple(one for one in reversed(self._caches.briefings.all()) if one.version_of == briefing_id)

    def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a briefing, or None."""
        return self._caches.briefings.get(briefing_id)

    def existing_briefing(self, briefing_id: str) -> Briefing:
        """Return a briefing; raises DossierError "briefing-missing" if the id is unknown."""
        briefing = self.briefing(briefing_id)
        if briefing is None:
            raise DossierError("briefing-missing", briefing=briefing_id)
        return briefing

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches, by name."""
        return self._caches.searches.all()

    def setting(self, name: str) -> str | None:
        """Return a value that belongs to the dossier as a whole, or None."""
        setting = self._caches.settings.get(name)
        return None if setting is None else setting.value

    def decision(self, name: str) -> Decision | None:
        """Return what was decided on a change that was made in Word (see `decision_id`), or None."""
        return self._caches.decisions.get(name)

    def existing_record(self, article_id: str) -> ArticleRecord:
        """Return an article's record; raises DossierError "article-missing" if the id is unknown."""
        record = self.record(article_id)
        if record is None:
            raise DossierError("article-missing", article=article_id)
        return record

    def _corrected(self, record: ArticleRecord) -> CorrectedText:
        with dossier_errors(self.path):
            return self._blobs.corrected_text(record)

    def _section_range(self, tag: Tag) -> tuple[int | None, int | None]:
        key = Key("article", tag.passage.article)
        raw = self._tables.raw(key)
        if raw is None:
            return None, None
        if self._placed is None or self._placed[0] != raw:
            # An act may tag every section of an article: its sections are found once.
            record = self._tables.one(key)
            assert isinstance(record, ArticleRecord)
            self._placed = raw, sections_by_block(self._blobs.corrected_text(record).blocks)
        return section_range(self._placed[1], tag.passage.blocks)

    def _present_original(self, article_id: str) -> str:
        record = self.existing_record(article_id)
        name = record.original.sha256
        query = "SELECT 1 FROM original WHERE sha256 = ?"
        if self._connection.execute(query, (name,)).fetchone() is None:
            title = record.metadata.title or record.original.name
            # Only such a file is removed while its article stays.
            is_mixed = record.id != file_article_id(name) or any(
                one.code == ATTACHED for one in record.notices
            )
            if self.is_shared:
                is_erased = name in self._shared_state.erased_originals()
                raise DossierError("original-removed" if is_erased else "original-not-here", title=title)
            if is_mixed:
                raise DossierError("original-removed", title=title)
        return name
