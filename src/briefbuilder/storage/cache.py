"""What was read from a dossier, kept at hand until it changes.

Collections that stay small are kept whole. Articles, tags and judgements grow with the dossier: of them only what
was asked for last is kept, so that neither opening nor a change costs more in a large dossier.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Collection, Key, Setting, Value
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.storage.store import Store

V = TypeVar("V", bound=Value)
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_KEPT = 500
"""Articles whose records, tags and judgements are kept at hand."""


class Shelf(Generic[V]):
    """A small collection: loaded when it is first asked for, then kept in step change by change."""

    def __init__(
        self, store: Store, collection: Collection, kind: type[V], order: Callable[[V], tuple[str, ...]]
    ) -> None:
        self._store = store
        self._collection = collection
        self._kind = kind
        self._order = order
        self._values: dict[str, V] | None = None
        self._sorted: tuple[V, ...] | None = None

    def all(self) -> tuple[V, ...]:
        """Return every value in order."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._loaded().values(), key=self._order))
        return self._sorted

    def one(self, name: str) -> V | None:
        """Return a value, or None."""
        return self._loaded().get(name)

    def refresh(self, name: str, value: Value | None) -> None:
        """Take one value as it is now, None where it is gone."""
        self._sorted = None
        if self._values is None:
            return
        if isinstance(value, self._kind):
            self._values[name] = value
        else:
            self._values.pop(name, None)

    def _loaded(self) -> dict[str, V]:
        if self._values is None:
            values = self._store.values(self._collection)
            self._values = {value.id: value for value in values if isinstance(value, self._kind)}
        return self._values


class Recent(Generic[K, T]):
    """What was asked for last, by what it was asked by."""

    def __init__(self, read: Callable[[K], T]) -> None:
        self._read = read
        self._kept: OrderedDict[K, T] = OrderedDict()

    def of(self, key: K) -> T:
        """Return what was read for a key, read now where it is not at hand."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._kept[key] = self._read(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def drop(self, key: K) -> None:
        """Let go of what was read for a key."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Let go of everything."""
        self._kept.clear()


class Shelves:
    """All collections of a dossier."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: Recent[str, ArticleRecord | None] = Recent(self._record)
        self._tags: Recent[str, tuple[Tag, ...]] = Recent(store.tags_of)
        self._judgements: Recent[str, tuple[Judgement, ...]] = Recent(store.judgements_of)
        self._counts: Recent[Collection, int] = Recent(store.count)
        self._topics = Shelf(store, "topic", Topic, lambda one: (one.id,))
        self._briefings = Shelf(store, "briefing", Briefing, lambda one: (one.created, one.id))
        self._settings = Shelf(store, "setting", Setting, lambda one: (one.id,))
        self._searches = Shelf(store, "search", SavedSearch, lambda one: (one.name.casefold(), one.id))

    def count(self, collection: Collection) -> int:
        """Return how many values a collection has."""
        return self._counts.of(collection)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every record in the order of import, read anew."""
        return tuple(one for one in self._store.values("article") if isinstance(one, ArticleRecord))

    def record(self, name: str) -> ArticleRecord | None:
        """Return a record, or None."""
        return self._records.of(name)

    def tags(self, article: str | None) -> tuple[Tag, ...]:
        """Return an article's tags, or all, read anew."""
        if article is not None:
            return self._tags.of(article)
        return tuple(one for one in self._store.values("tag") if isinstance(one, Tag))

    def tag(self, name: str) -> Tag | None:
        """Return a tag, or None."""
        value = self._store.value(Key("tag", name))
        return value if isinstance(value, Tag) else None

    def judgements(self, article: str | None) -> tuple[Judgement, ...]:
        """Return an article's judgements, or all, read anew."""
        if article is not None:
            return self._judgements.of(article)
        return tuple(one for one in self._store.values("judgement") if isinstance(one, Judgement))

    def topics(self) -> tuple[Topic, ...]:
        """Return the dossier's own topics."""
        return self._topics.all()

    def briefings(self) -> tuple[Briefing, ...]:
        """Return every briefing in the order of creation."""
        return self._briefings.all()

    def briefing(self, name: str) -> Briefing | None:
        """Return a briefing, or None."""
        return self._briefings.one(name)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept, by name."""
        return self._searches.all()

    def setting(self, name: str) -> str | None:
        """Return a setting's value, or None."""
        setting = self._settings.one(name)
        return None if setting is None else setting.value

    def take(self, values: Mapping[Key, Value | None]) -> None:
        """Take what an act changed as it is now; None is gone."""
        small: dict[Collection, Callable[[str, Value | None], None]] = {
            "topic": self._topics.refresh,
            "briefing": self._briefings.refresh,
            "setting": self._settings.refresh,
            "search": self._searches.refresh,
        }
        collections = {key.collection for key in values}
        if "tag" in collections:
            self._tags.clear()
        if "judgement" in collections:
            self._judgements.clear()
        for collection in collections:
            self._counts.drop(collection)
        for key, value in values.items():
            if key.collection in small:
                small[key.collection](key.id, value)
            elif key.collection == "article":
                self._records.drop(key.id)

    def _record(self, name: str) -> ArticleRecord | None:
        value = self._store.value(Key("article", name))
        return value if isinstance(value, ArticleRecord) else None
