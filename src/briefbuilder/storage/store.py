"""One open dossier file: values out of it, acts into it, one transaction an act."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from briefbuilder.domain.article import Article, Metadata, Picture, Reading
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Collection, Key, Value
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.blobs import Packed, PackedOriginal, Texts, packed
from briefbuilder.storage.database import Transaction, told
from briefbuilder.storage.projections import Derived, section_range
from briefbuilder.storage.search import SearchHit
from briefbuilder.storage.tables import Register, Tables, Tagged
from briefbuilder.storage.undo_log import History, Travel, Travelling
from briefbuilder.system.locks import Lock

# Who is told of changes.

Listener = Callable[[frozenset[Key]], None]


class Listeners:
    """An ordered set of listeners; each may leave, or let others join, while it is being told."""

    def __init__(self) -> None:
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    def add(self, listener: Listener) -> Callable[[], None]:
        """Take a listener in; return what takes it out again."""
        number = self._next
        self._next += 1
        self._listeners[number] = listener

        def leave() -> None:
            self._listeners.pop(number, None)

        return leave

    def tell(self, keys: frozenset[Key]) -> None:
        """Call every listener with the names of what changed."""
        for number in tuple(self._listeners):
            listener = self._listeners.get(number)
            if listener is not None:
                listener(keys)


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
        self._register = Register(connection)
        self._history = History(connection)
        self._tables = Tables(connection, path, self._register, self._section_range)
        self._derived = Derived(connection, path, self._texts, self._register, self._tables)
        self.library = self._derived.library
        self.tagged = Tagged(connection, path)
        self._transaction = Transaction(connection)
        self._growing: int | None = None
        self._kept: set[str] = set()
        self._closed = False

    def values(self, collection: Collection) -> tuple[Value, ...]:
        """Return every value: articles by import, briefings by creation, others by id."""
        with told(self.path):
            return self._tables.all(collection)

    def count(self, collection: Collection) -> int:
        """Return how many values a collection has."""
        with told(self.path):
            return self._tables.count(collection)

    def tags_of(self, article: str) -> tuple[Tag, ...]:
        """Return an article's tags in the order in which they were put."""
        with told(self.path):
            return self._tables.tags_of(article)

    def tags_with(self, topics: Sequence[str]) -> tuple[Tag, ...]:
        """Return the tags of some topics in the order in which they were put."""
        with told(self.path):
            return self._tables.tags_with(topics)

    def judgements_of(self, article: str) -> tuple[Judgement, ...]:
        """Return what was said of suggestions for an article."""
        with told(self.path):
            return self._tables.judgements_of(article)

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

    def repaired(self, record: ArticleRecord) -> CorrectedText:
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

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text, by its hash, as they were read."""
        with told(self.path):
            return self._texts.blocks(text)

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
                with self._transaction:
                    text = self._texts.keep(brought)
                    self._derived.expect(text, brought)
            finally:
                self._connection.execute("PRAGMA synchronous = FULL")
        self._kept |= {text, brought.original}
        return text

    def drop_kept(self) -> None:
        """Drop what was kept and no act took up."""
        self._derived.forget()
        if self._kept:
            self._check_writable()
            with told(self.path), self._transaction:
                self._texts.purge(self._kept)
            self._kept.clear()

    def apply(self, change_set: ChangeSet, made: str) -> None:
        """Store an act whole or not at all; what could be done again before it cannot any more."""
        self._check_writable()
        with told(self.path), self._transaction:
            self._push(change_set, made)
        self._let_go(change_set)

    def grow(self, change_set: ChangeSet, made: str, *, first: bool) -> bool:
        """Store a slice of an act that comes in slices, whole or not at all; the `first` one begins it.

        All slices are one act, which is named as the last one names it, for as long as no other act speaks of the
        same values; where one does, a new act begins. Return False, with nothing stored, where the act was taken
        back since the slice before.
        """
        self._check_writable()
        if self._growing is None and not first:
            return False
        with told(self.path), self._transaction:
            number = None if first else self._growing
            if number is None or self._history.has_later(number, change_set.keys):
                self._growing = self._push(change_set, made)
            else:
                raw = [self._write(change) for change in change_set.changes]
                self._history.grow(number, change_set, raw)
        self._let_go(change_set)
        return True

    @property
    def grows(self) -> bool:
        """Whether the act that came in slices last can take another one: it was not taken back."""
        return self._growing is not None

    def _push(self, change_set: ChangeSet, made: str) -> int:
        self._drop_tail()
        raw = [self._write(change) for change in change_set.changes]
        return self._history.push(change_set, raw, made)

    def _let_go(self, change_set: ChangeSet) -> None:
        """Let go of what was kept for an act that is stored now."""
        if any(change.key.collection == "article" for change in change_set.changes):
            self._derived.forget()
        for change in change_set.changes:
            if isinstance(change.after, ArticleRecord):
                self._kept -= {change.after.text, change.after.original.sha256}

    @property
    def undo_act(self) -> ChangeSet | None:
        """The act that undo would take back."""
        with told(self.path):
            return self._history.act(self._history.cursor, self._tables.raw, in_force=True)

    @property
    def redo_act(self) -> ChangeSet | None:
        """The act that redo would do again."""
        with told(self.path):
            return self._history.act(self._history.cursor + 1, self._tables.raw, in_force=False)

    @property
    def undo_name(self) -> ChangeSet | None:
        """The act that undo would take back, without its changes: for a menu, however large the act is."""
        with told(self.path):
            return self._history.name(self._history.cursor)

    @property
    def redo_name(self) -> ChangeSet | None:
        """The act that redo would do again, without its changes."""
        with told(self.path):
            return self._history.name(self._history.cursor + 1)

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
        return self.travel(back=True).finish()

    def redo(self) -> ChangeSet | None:
        """Do the act that was last taken back again and return it, None where there is none."""
        return self.travel(back=False).finish()

    def travel(self, *, back: bool) -> Travel:
        """Begin to take the last act in force back, or to do the one behind it again, in parts.

        Nothing else may be written until it is done or abandoned.
        """
        self._check_writable()
        with told(self.path):
            travel = Travel(
                self.path, self._history, self._tables.raw, self._write, self._transaction, back=back
            )
        if back and travel.number == self._growing:
            self._growing = None
        return travel

    def holds_original(self, sha256: str) -> bool:
        """Tell whether an article was read from bytes of that hash."""
        with told(self.path):
            row = self._connection.execute("SELECT 1 FROM article WHERE sha256 = ?", (sha256,)).fetchone()
        return row is not None

    def search(self, wanted: Query, limit: int) -> tuple[SearchHit, ...]:
        """Return sections that hold all words and a tag of each topic, in articles that answer the rest."""
        return self.library.search(wanted, limit)

    def close(self) -> None:
        """Close the file; nothing but the file itself is left behind. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with told(self.path):
            try:
                if self._kept and not self.read_only:
                    with self._transaction:
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
            return self._derived.is_current()

    def refresh(self, *, purge: bool, on_progress: Callable[[float], None] | None = None) -> None:
        """Build the index anew where its rules have changed, and `purge` what a cut-off import left."""
        with told(self.path), ExitStack() as undo:
            # Where the file is brought to another form, that one transaction holds this too.
            if not self._connection.in_transaction:
                undo.enter_context(self._transaction)
            if not self._derived.is_current():
                self._derived.rebuild(on_progress)
            if purge and (unused := self._texts.unused()):
                self._texts.purge(unused)

    def _write(self, change: Change, raw: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        written = self._tables.write(change, raw)
        self._derived.follow(change)
        return written

    def _drop_tail(self) -> None:
        hashes, articles = self._history.drop_tail()
        self._texts.purge(name for name in hashes if name not in self._kept)
        for article in articles:
            key = Key("article", article)
            if not self._history.mentions(key) and self._tables.one(key) is None:
                self._register.forget(article)

    def _section_range(self, tag: Tag) -> tuple[int | None, int | None]:
        record = self._tables.one(Key("article", tag.passage.article))
        if not isinstance(record, ArticleRecord):
            return None, None
        return section_range(self._texts.repaired(record).blocks, tag.passage.blocks)

    def _check_writable(self) -> None:
        if self.read_only:
            raise DossierError("dossier-read-only", path=str(self.path))


# How acts reach a dossier: stored one by one, in slices or in parts, and told to who listens.
#
# An act that is on its way back or forth comes to its end before anything else is stored.

Follow = Callable[[Mapping[Key, Value | None]], None]


class Changing:
    """What is stored in one dossier; `follow` is handed what stands at each changed value's place before who listens."""

    def __init__(self, store: Store, follow: Follow) -> None:
        self._store = store
        self._follow = follow
        self._travelling: Travelling | None = None
        self._untold: frozenset[Key] = frozenset()
        self.listeners = Listeners()

    def keep(self, reading: Reading | Packed) -> str:
        """Store what a reading brings along, for the act that imports it; return the text's hash."""
        self.arrive()
        return self._store.keep(reading)

    def drop_kept(self) -> None:
        """Drop what was kept for an act that does not come."""
        self.arrive()
        self._store.drop_kept()

    def apply(self, change_set: ChangeSet, made: str) -> None:
        """Store an act, made at a moment, and tell who listens; one that changes nothing is ignored."""
        effective = _effective(change_set)
        if effective.changes:
            if self.travels:
                self.arrive()
                self._check_articles(effective)
            self._store.apply(effective, made)
            self._changed(_left(effective))

    def grow(self, change_set: ChangeSet, made: str, *, first: bool) -> bool:
        """Store a slice of an act that comes in slices; False where the act was taken back meanwhile."""
        effective = _effective(change_set)
        self.arrive()
        grown = self._store.grow(effective, made, first=first)
        if grown:
            self._follow(_left(effective))
            self._untold |= effective.keys
        return grown

    def tell_grown(self) -> None:
        """Tell who listens of the slices that were stored since they were told last."""
        if self._untold:
            self._tell(frozenset())

    def travel(self, *, back: bool) -> Travelling:
        """Begin to take the last act back, or to do the one that was taken back again, in parts."""
        self.arrive()
        self._travelling = Travelling(self._store.travel(back=back), self._changed, back=back)
        return self._travelling

    @property
    def travels(self) -> bool:
        """Whether an act is on its way back or forth."""
        return self._travelling is not None and not self._travelling.done

    def arrive(self) -> None:
        """Bring an act that is on its way to its end."""
        travelling, self._travelling = self._travelling, None
        if travelling is not None and not travelling.done:
            travelling.finish()

    def _check_articles(self, change_set: ChangeSet) -> None:
        """Refuse what lies on an article that has gone since the act was asked for."""
        for change in change_set.changes:
            after = change.after
            article = after.passage.article if isinstance(after, Tag) else None
            article = after.article if isinstance(after, Judgement) else article
            if article is not None and self._store.value(Key("article", article)) is None:
                raise DossierError("changed-meanwhile", path=str(self._store.path), key=f"article {article}")

    def _changed(self, values: Mapping[Key, Value | None]) -> None:
        if values:
            self._follow(values)
            self._tell(frozenset(values))

    def _tell(self, keys: frozenset[Key]) -> None:
        untold, self._untold = self._untold, frozenset()
        self.listeners.tell(keys | untold)


def _effective(change_set: ChangeSet) -> ChangeSet:
    """Return an act without what changes nothing."""
    changes = tuple(change for change in change_set.changes if change.before != change.after)
    return ChangeSet(act=change_set.act, changes=changes, parameters=change_set.parameters)


def _left(change_set: ChangeSet) -> dict[Key, Value | None]:
    return {change.key: change.after for change in change_set.changes}
