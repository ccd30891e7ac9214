"""A cache that keeps what was used most recently."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class RecentCache(Generic[K, T]):
    """The `most` values used most recently, read through a function; if it returns None, it is asked again."""

    def __init__(self, read: Callable[[K], T], most: int) -> None:
        self._read = read
        self._most = most
        self._values: OrderedDict[K, T] = OrderedDict()

    def get(self, key: K) -> T:
        """Return the value of a key, read if it is not in memory."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = self._read(key)
        if value is not None:
            self.keep(key, value)
        return value

    def keep(self, key: K, value: T) -> None:
        """Keep a value that need not be read."""
        self._values[key] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def held(self) -> dict[K, T]:
        """Return the values that are in memory."""
        return dict(self._values)

    def drop(self, key: K) -> None:
        """Forget the value of a key."""
        self._values.pop(key, None)

    def clear(self) -> None:
        """Forget every value."""
        self._values.clear()
