"""What was read from a dossier, kept at hand until it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Collection, Key, Setting, Value
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.dossier.store import Store

V = TypeVar("V", bound=Value)


class Shelf(Generic[V]):
    """One collection: loaded when it is first asked for, then kept in step change by change."""

    def __init__(
        self,
        store: Store,
        collection: Collection,
        kind: type[V],
        order: Callable[[V], tuple[str, ...]],
        group: Callable[[V], str] | None = None,
    ) -> None:
        self._store = store
        self._collection = collection
        self._kind = kind
        self._order = order
        self._group = group
        self._values: dict[str, V] | None = None
        self._sorted: tuple[V, ...] | None = None
        self._groups: dict[str, tuple[V, ...]] | None = None

    def all(self) -> tuple[V, ...]:
        """Return every value in order."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._loaded().values(), key=self._order))
        return self._sorted

    def one(self, name: str) -> V | None:
        """Return a value, or None."""
        return self._loaded().get(name)

    def group(self, name: str) -> tuple[V, ...]:
        """Return the values of one group (an article's tags) in order."""
        if self._groups is None:
            groups: defaultdict[str, list[V]] = defaultdict(list)
            for value in self.all():
                groups[self._group(value) if self._group else ""].append(value)
            self._groups = {key: tuple(values) for key, values in groups.items()}
        return self._groups.get(name, ())

    def refresh(self, name: str) -> None:
        """Read one value anew."""
        self._sorted = self._groups = None
        if self._values is None:
            return
        value = self._store.value(Key(self._collection, name))
        if isinstance(value, self._kind):
            self._values[name] = value
        else:
            self._values.pop(name, None)

    def _loaded(self) -> dict[str, V]:
        if self._values is None:
            values = self._store.values(self._collection)
            self._values = {value.id: value for value in values if isinstance(value, self._kind)}
        return self._values


class Shelves:
    """All collections of a dossier."""

    def __init__(self, store: Store) -> None:
        self._articles = Shelf(store, "article", ArticleRecord, lambda one: (one.imported, one.id))
        self._tags = Shelf(store, "tag", Tag, lambda one: (one.id,), lambda one: one.passage.article)
        self._judgements = Shelf(
            store, "judgement", Judgement, lambda one: (one.id,), lambda one: one.article
        )
        self._topics = Shelf(store, "topic", Topic, lambda one: (one.id,))
        self._briefings = Shelf(store, "briefing", Briefing, lambda one: (one.created, one.id))
        self._settings = Shelf(store, "setting", Setting, lambda one: (one.id,))

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every record in the order of import."""
        return self._articles.all()

    def record(self, name: str) -> ArticleRecord | None:
        """Return a record, or None."""
        return self._articles.one(name)

    def tags(self, article: str | None) -> tuple[Tag, ...]:
        """Return an article's tags, or all."""
        return self._tags.all() if article is None else self._tags.group(article)

    def judgements(self, article: str | None) -> tuple[Judgement, ...]:
        """Return an article's judgements, or all."""
        return self._judgements.all() if article is None else self._judgements.group(article)

    def topics(self) -> tuple[Topic, ...]:
        """Return the dossier's own topics."""
        return self._topics.all()

    def briefings(self) -> tuple[Briefing, ...]:
        """Return every briefing in the order of creation."""
        return self._briefings.all()

    def briefing(self, name: str) -> Briefing | None:
        """Return a briefing, or None."""
        return self._briefings.one(name)

    def setting(self, name: str) -> str | None:
        """Return a setting's value, or None."""
        setting = self._settings.one(name)
        return None if setting is None else setting.value

    def forget(self, keys: Iterable[Key]) -> None:
        """Read anew what was changed."""
        shelves: dict[Collection, Callable[[str], None]] = {
            "article": self._articles.refresh,
            "tag": self._tags.refresh,
            "judgement": self._judgements.refresh,
            "topic": self._topics.refresh,
            "briefing": self._briefings.refresh,
            "setting": self._settings.refresh,
        }
        for key in keys:
            shelves[key.collection](key.id)
