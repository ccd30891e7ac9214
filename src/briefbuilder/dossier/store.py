"""One open dossier file: values out of it, acts into it, one transaction an act."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefbuilder.domain.article import Article, Metadata, Picture, Reading
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Collection, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.repaired import Repaired
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Tag
from briefbuilder.dossier.faults import told
from briefbuilder.dossier.history import History
from briefbuilder.dossier.index import Index, searched_texts, section_range, sections_by_block
from briefbuilder.dossier.lock import Lock
from briefbuilder.dossier.search import Found, SearchHit, find, parsed
from briefbuilder.dossier.snippets import snippet_of
from briefbuilder.dossier.tables import Tables
from briefbuilder.dossier.texts import Packed, PackedOriginal, Texts, packed


class Store:
    """An open dossier; used from the thread that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, lock: Lock | None, scratch: Path | None = None
    ) -> None:
        """Take an open connection, and a lock or else, where only reading is possible, a folder to drop."""
        self._connection = connection
        self._lock = lock
        self._scratch = scratch
        self.path = path
        self.read_only = lock is None
        self._texts = Texts(connection)
        self._index = Index(connection, self._texts)
        self._history = History(connection)
        self._tables = Tables(connection, path, self._section_range)
        self._kept: set[str] = set()
        self._closed = False

    def values(self, collection: Collection) -> tuple[Value, ...]:
        """Return every value: articles by import, briefings by creation, others by id."""
        with told(self.path):
            return self._tables.all(collection)

    def value(self, key: Key) -> Value | None:
        """Return a value, or None where it does not exist."""
        with told(self.path):
            return self._tables.one(key)

    def article(self, record: ArticleRecord) -> Article:
        """Return an article with its text under its corrections."""
        return self._article(record, record.metadata, self.repaired(record).blocks)

    def as_read(self, record: ArticleRecord) -> Article:
        """Return an article with its text and metadata as they were read."""
        with told(self.path):
            blocks = self._texts.blocks(record.text)
        return self._article(record, record.read or record.metadata, blocks)

    def repaired(self, record: ArticleRecord) -> Repaired:
        """Return an article's text under its corrections, with what was left out and where its words were read."""
        with told(self.path):
            return self._texts.repaired(record)

    @staticmethod
    def _article(record: ArticleRecord, metadata: Metadata, blocks: tuple[Block, ...]) -> Article:
        return Article(
            id=record.id,
            metadata=metadata,
            blocks=blocks,
            original=record.original,
            revision=record.revision,
        )

    def original(self, sha256: str) -> bytes:
        """Return an original's bytes."""
        with told(self.path):
            return self._texts.original(sha256)

    def packed_original(self, sha256: str) -> PackedOriginal:
        """Return an original unopened, for a job that opens it."""
        with told(self.path):
            return self._texts.packed_original(sha256)

    def pictures(self, names: Iterable[str]) -> dict[str, Picture]:
        """Return those of the pictures that are there."""
        with told(self.path):
            return self._texts.pictures(names)

    def last_made(self, key: Key) -> str | None:
        """Return when a value was last changed by an act in force (ISO 8601, UTC)."""
        with told(self.path):
            return self._history.last_made(key)

    def keep(self, reading: Reading | Packed) -> str:
        """Store a reading's text, original and pictures, for the act that imports it; return the text's hash.

        What no act takes up is dropped again when the dossier is closed.
        """
        self._check_writable()
        brought = reading if isinstance(reading, Packed) else packed(reading)
        with told(self.path):
            # Without a wait for the disk: the act's own commit makes this one last too.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            try:
                with self._transaction():
                    text = self._texts.keep(brought)
            finally:
                self._connection.execute("PRAGMA synchronous = FULL")
        self._kept |= {text, brought.original}
        return text

    def drop_kept(self) -> None:
        """Drop what was kept and no act took up."""
        if self._kept:
            self._check_writable()
            with told(self.path), self._transaction():
                self._texts.purge(self._kept)
            self._kept.clear()

    def apply(self, change_set: ChangeSet, made: str) -> None:
        """Store an act whole or not at all; what could be done again before it cannot any more."""
        self._check_writable()
        with told(self.path), self._transaction():
            self._drop_tail()
            raw = [self._write(change) for change in change_set.changes]
            self._history.push(change_set, raw, made)
        for change in change_set.changes:
            if isinstance(change.after, ArticleRecord):
                self._kept -= {change.after.text, change.after.original.sha256}

    @property
    def undo_act(self) -> ChangeSet | None:
        """The act that undo would take back."""
        with told(self.path):
            act = self._history.act(self._history.cursor, self._tables.raw, in_force=True)
        return None if act is None else act.change_set

    @property
    def redo_act(self) -> ChangeSet | None:
        """The act that redo would do again."""
        with told(self.path):
            act = self._history.act(self._history.cursor + 1, self._tables.raw, in_force=False)
        return None if act is None else act.change_set

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        with told(self.path):
            return self._history.has(self._history.cursor)

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to do again."""
        with told(self.path):
            return self._history.has(self._history.cursor + 1)

    def undo(self) -> ChangeSet | None:
        """Take the last act in force back and return it, None where there is none."""
        self._check_writable()
        with told(self.path), self._transaction():
            cursor = self._history.cursor
            act = self._history.act(cursor, self._tables.raw, in_force=True)
            if act is None:
                return None
            for stored in reversed(act.changes):
                self._write(stored.change.inverted(), stored.before)
            self._history.step_back(cursor, act)
        return act.change_set

    def redo(self) -> ChangeSet | None:
        """Do the act that was last taken back again and return it, None where there is none."""
        self._check_writable()
        with told(self.path), self._transaction():
            cursor = self._history.cursor
            act = self._history.act(cursor + 1, self._tables.raw, in_force=False)
            if act is None:
                return None
            for stored in act.changes:
                self._write(stored.change, stored.after)
            self._history.move(cursor + 1)
        return act.change_set

    def search(
        self, words: str, topics: tuple[str, ...], language: str | None, limit: int
    ) -> tuple[SearchHit, ...]:
        """Return the sections that hold all words, a tag of each topic, and are of the language."""
        with told(self.path):
            query = parsed(words)
            if words.strip() and not query.match:
                return ()
            found = find(self._connection, query, topics, language, limit)
            return tuple(self._hit(one, query.phrases) for one in found)

    def close(self) -> None:
        """Close the file; nothing but the file itself is left behind. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with told(self.path):
            try:
                if self._kept and not self.read_only:
                    with self._transaction():
                        self._texts.purge(self._kept)
            finally:
                self._connection.close()
                if self._lock is not None:
                    self._lock.release()
                if self._scratch is not None:
                    from shutil import rmtree

                    rmtree(self._scratch, ignore_errors=True)

    def is_current(self) -> bool:
        """Tell whether the index was built by the rules in force."""
        with told(self.path):
            return self._index.is_current()

    def refresh(self, *, purge: bool) -> None:
        """Build the index anew where its rules have changed, and `purge` what a cut-off import left."""
        with told(self.path):
            if not self._index.is_current():
                with self._transaction():
                    self._index.rebuild(self._records())
            if purge and (unused := self._texts.unused()):
                with self._transaction():
                    self._texts.purge(unused)

    def _records(self) -> Iterator[ArticleRecord]:
        for value in self._tables.all("article"):
            assert isinstance(value, ArticleRecord)
            yield value

    def _write(self, change: Change, raw: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        written = self._tables.write(change, raw)
        before = change.before if isinstance(change.before, ArticleRecord) else None
        after = change.after if isinstance(change.after, ArticleRecord) else None
        if before is not None or after is not None:
            self._index.replace(before, after)
        if before is not None and after is not None and before.corrections != after.corrections:
            # Other blocks may begin sections now, under tags that the act does not touch.
            self._tables.place_tags(after.id, sections_by_block(self._texts.repaired(after).blocks))
        return written

    def _drop_tail(self) -> None:
        hashes, articles = self._history.drop_tail()
        self._texts.purge(name for name in hashes if name not in self._kept)
        for article in articles:
            key = Key("article", article)
            if not self._history.mentions(key) and self._tables.one(key) is None:
                self._index.forget(article)

    def _section_range(self, tag: Tag) -> tuple[int | None, int | None]:
        record = self._tables.one(Key("article", tag.passage.article))
        if not isinstance(record, ArticleRecord):
            return None, None
        return section_range(self._texts.repaired(record).blocks, tag.passage.blocks)

    def _hit(self, found: Found, phrases: tuple[str, ...]) -> SearchHit:
        record = self._tables.one(Key("article", found.article))
        assert isinstance(record, ArticleRecord)
        sections = self.article(record).sections
        snippet = snippet_of(searched_texts(record, sections)[found.section], phrases)
        heading = sections[found.section].heading if sections else None
        return SearchHit(
            article=found.article,
            section=found.section,
            title=record.metadata.title,
            heading=None if heading is None else heading.text,
            snippet=snippet.text,
            hits=snippet.hits,
            score=round(found.score, 6),
        )

    def _check_writable(self) -> None:
        if self.read_only:
            raise DossierError("dossier-read-only", path=str(self.path))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
