"""Who is told of changes."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.domain.changes import Key

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
