"""Values read from a dossier, kept in memory until they change.

Small collections are kept whole. Articles, tags and judgements grow with the dossier: of these only the most recently
used are kept, so that the cost of opening and of a change does not depend on the size of the dossier.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from briefbuilder.domain.changes import Value

V = TypeVar("V", bound=Value)
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_CAPACITY = 500
"""The number of articles whose records, tags and judgements are kept in memory."""


class CollectionCache(Generic[V]):
    """A small collection: loaded at first use, then updated change by change."""

    def __init__(
        self, load: Callable[[], Iterable[Value]], kind: type[V], order: Callable[[V], tuple[str, ...]]
    ) -> None:
        self._load = load
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
            return
        if isinstance(value, self._kind):
            self._values[name] = value
        else:
            self._values.pop(name, None)

    def held(self) -> tuple[V, ...]:
        """Return the values that are in memory: all, or none before the first use."""
        return () if self._values is None else tuple(self._values.values())

    def _loaded(self) -> dict[str, V]:
        if self._values is None:
            self._values = {value.id: value for value in self._load() if isinstance(value, self._kind)}
        return self._values


class RecentCache(Generic[K, T]):
    """The most recently used values, read through a function."""

    def __init__(self, read: Callable[[K], T]) -> None:
        self._read = read
        self._values: OrderedDict[K, T] = OrderedDict()

    def get(self, key: K) -> T:
        """Return the value of a key, read where it is not in memory."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = self._values[key] = self._read(key)
        if len(self._values) > _CAPACITY:
            self._values.popitem(last=False)
        return value

    def held(self) -> tuple[T, ...]:
        """Return the values that are in memory."""
        return tuple(self._values.values())

    def drop(self, key: K) -> None:
        """Forget the value of a key."""
        self._values.pop(key, None)

    def clear(self) -> None:
        """Forget every value."""
        self._values.clear()
