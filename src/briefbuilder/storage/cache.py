"""Values read from a dossier, kept in memory until they change.

Small collections are kept whole. Articles, tags and judgements grow with the dossier: of these only the most recently
used are kept, so that the cost of opening and of a change does not depend on the size of the dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Collection, Key, Setting, Value
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Topic
from briefbuilder.domain.values import value as domain_value
from briefbuilder.domain.word_changes import Decision
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.database import dossier_errors
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.storage.tables import Tables

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V", bound=Value)
_CAPACITY = 500
"""The number of articles whose records, tags and judgements are kept in memory."""


@domain_value
class HeldContent:
    """What a store holds in memory: values, the texts of the articles among them by hash, and the password."""

    values: Mapping[Key, Value] = field(repr=False)
    texts: Mapping[str, tuple[Block, ...]] = field(repr=False)
    password: str | None = field(repr=False)


class CollectionCache(Generic[V]):
    """A small collection: loaded at first use, or value by value before it, then updated change by change."""

    def __init__(
        self, load: Callable[[], Iterable[Value]], kind: type[V], order: Callable[[V], tuple[str, ...]]
    ) -> None:
        self._load = load
        self._rest: Iterator[Value] | None = None
        self._loading: dict[str, V] = {}
        self._kind = kind
        self._order = order
        self._values: dict[str, V] | None = None
        self._sorted: tuple[V, ...] | None = None

    def all(self) -> tuple[V, ...]:
        """Return every value in order."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._loaded().values(), key=self._order))
        return self._sorted

    def get(self, name: str) -> V | None:
        """Return one value, or None."""
        return self._loaded().get(name)

    def update(self, name: str, value: Value | None) -> None:
        """Replace one value; None removes it."""
        self._sorted = None
        if self._values is None:
            self._rest = None  # What was loaded so far may be another value now.
            return
        if isinstance(value, self._kind):
            self._values[name] = value
        else:
            self._values.pop(name, None)

    def in_memory(self, name: str) -> V | None:
        """Return one value if the collection has been read, else None."""
        return None if self._values is None else self._values.get(name)

    def held(self) -> tuple[V, ...]:
        """Return the values that are in memory: all, or none before the first use."""
        return () if self._values is None else tuple(self._values.values())

    def load_next(self) -> bool:
        """Load one more value; return whether others may be left."""
        if self._values is not None:
            return False
        rest, self._rest = self._rest, None
        if rest is None:
            rest, self._loading = iter(self._load()), {}
        value = next(rest, None)
        if value is None:
            self._values, self._loading = self._loading, {}
            return False
        if isinstance(value, self._kind):
            self._loading[value.id] = value
        self._rest = rest
        return True

    def _loaded(self) -> dict[str, V]:
        while self._values is None:
            self.load_next()
        return self._values


class ValueCaches:
    """The caches of one dossier, by collection; `tags` and `judgements` are those of an article."""

    def __init__(self, tables: Tables, path: Path) -> None:
        self._tables = tables
        self._path = path
        self.records = RecentCache(self._read_record, _CAPACITY)
        self._damaged: set[Key] = set()
        self.tags = RecentCache(partial(self._read, tables.tags_of), _CAPACITY)
        self.judgements = RecentCache(partial(self._read, tables.judgements_of), _CAPACITY)
        self.counts = RecentCache(partial(self._read, tables.count), _CAPACITY)
        self._small: dict[Collection, CollectionCache[Any]] = {}
        self.topics = self._cache("topic", Topic, lambda topic: (topic.id,))
        self.briefings = self._cache("briefing", Briefing, lambda briefing: (briefing.created, briefing.id))
        self.settings = self._cache("setting", Setting, lambda setting: (setting.id,))
        self.searches = self._cache("search", SavedSearch, lambda search: (search.name.casefold(), search.id))
        self.decisions = self._cache("decision", Decision, lambda decision: (decision.id,))

    def _cache(
        self, collection: Collection, kind: type[V], order: Callable[[V], tuple[str, ...]]
    ) -> CollectionCache[V]:
        result = CollectionCache(partial(self._read_each, collection), kind, order)
        self._small[collection] = result
        return result

    def update(self, values: Mapping[Key, Value | None]) -> None:
        """Update everything for values that were stored; None for those that are gone."""
        collections = {key.collection for key in values}
        if "tag" in collections:
            self.tags.clear()
        if "judgement" in collections:
            self.judgements.clear()
        for collection in collections:
            self.counts.drop(collection)
        for key, value in values.items():
            if key.collection in self._small:
                self._small[key.collection].update(key.id, value)
                self._damaged.discard(Key(key.collection, ""))
            elif key.collection == "article":
                self.records.drop(key.id)
                self._damaged.discard(key)

    def in_memory(self, key: Key) -> Value | None:
        """Return a value of a small collection if that has been read, else None."""
        small = self._small.get(key.collection)
        value: Value | None = None if small is None else small.in_memory(key.id)
        return value

    def held(self, texts: Container[str]) -> dict[Key, Value]:
        """Return the values in memory, with only those articles whose `texts` are; nothing is read from the file."""
        records = {
            record.id: record
            for record in self.records.held().values()
            if record is not None and record.text in texts
        }
        tags = (tag for some in self.tags.held().values() for tag in some if tag.passage.article in records)
        judgements = (
            judgement
            for some in self.judgements.held().values()
            for judgement in some
            if judgement.article in records
        )
        parts: dict[Collection, Iterable[Value]] = {
            "article": records.values(),
            "tag": tags,
            "judgement": judgements,
        }
        parts |= {collection: small.held() for collection, small in self._small.items()}
        return {Key(collection, one.id): one for collection, some in parts.items() for one in some}

    def _read_record(self, article_id: str) -> ArticleRecord | None:
        key = Key("article", article_id)
        with dossier_errors(self._path), self._once_if_damaged(key):
            value = self._tables.one(key)
        return value if isinstance(value, ArticleRecord) else None

    def _read_each(self, collection: Collection) -> Iterator[Value]:
        with dossier_errors(self._path), self._once_if_damaged(Key(collection, "")):
            yield from self._tables.decoded(collection)

    @contextmanager
    def _once_if_damaged(self, key: Key) -> Iterator[None]:
        """Read something that may be damaged; raise CorruptValueError at once if it was when it was read before."""
        # The window asks for each item of an article and for the topics of each row, and damaged bytes may be many.
        if key in self._damaged:
            raise CorruptValueError("damaged when it was read before")
        try:
            yield
        except CorruptValueError:
            self._damaged.add(key)
            raise

    def _read(self, read: Callable[[K], T], key: K) -> T:
        with dossier_errors(self._path):
            return read(key)
