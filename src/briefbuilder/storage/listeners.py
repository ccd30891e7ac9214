"""Those who are told what has changed in a dossier."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from briefbuilder.domain.changes import Key

Listener = Callable[[frozenset[Key]], None]

_STEP_SECONDS = 0.2
"""Seconds between two notifications of an act in steps: views would take most of its time."""


class Listeners:
    """Calls functions with the keys of what has changed, at once or together with what changes next."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._pending: frozenset[Key] = frozenset()
        self._notified = 0.0

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
        self._notified = monotonic()
        for listener in tuple(self._listeners):
            if listener in self._listeners:
                listener(keys)

    def put_off(self, keys: frozenset[Key]) -> None:
        """Tell these keys with the next ones."""
        self._pending |= keys

    def notify_step(self, keys: frozenset[Key], *, is_last: bool) -> None:
        """Notify of a step of an act, or put it off where the listeners were called a moment ago."""
        self.put_off(keys)
        if is_last or monotonic() - self._notified >= _STEP_SECONDS:
            self.notify(frozenset())
