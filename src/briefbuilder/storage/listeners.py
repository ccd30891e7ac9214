"""The functions that are told what has changed in a dossier."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from briefbuilder.domain.changes import Key

Listener = Callable[[frozenset[Key]], None]

_LEAST_PAUSE = 0.2
"""Seconds between two notifications of an act in steps: views would take most of its time."""
_PAUSES = 4
"""How many times as long the pause is at least as the notification before it took."""


class Listeners:
    """Calls functions with the keys of what has changed, at once or together with what changes next."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._pending: frozenset[Key] = frozenset()
        self._pause_ends = 0.0

    def add(self, listener: Listener) -> Callable[[], None]:
        """Have a listener called; return what ends it. It may end itself, or add others, while it is called."""

        def call(keys: frozenset[Key]) -> None:
            listener(keys)

        self._listeners.append(call)
        return lambda: self._listeners.remove(call) if call in self._listeners else None

    def notify(self, keys: frozenset[Key]) -> None:
        """Call every listener with these keys and those that were put off, unless there are neither."""
        keys, self._pending = keys | self._pending, frozenset()
        if not keys:
            return
        begun = monotonic()
        for listener in tuple(self._listeners):
            if listener in self._listeners:
                listener(keys)
        ended = monotonic()
        self._pause_ends = ended + max(_LEAST_PAUSE, _PAUSES * (ended - begun))

    def put_off(self, keys: frozenset[Key]) -> None:
        """Tell these keys with the next ones."""
        self._pending |= keys

    def notify_step(self, keys: frozenset[Key], *, is_last: bool) -> None:
        """Notify of a step of an act, or put it off where the listeners were called a moment ago."""
        self.put_off(keys)
        if is_last or monotonic() >= self._pause_ends:
            self.notify(frozenset())
