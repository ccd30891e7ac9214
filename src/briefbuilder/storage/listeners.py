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
        self._listeners: dict[object, tuple[Listener, Callable[[], None]]] = {}
        self._depth = 0
        self._pending: frozenset[Key] = frozenset()
        self._pause_ends = 0.0

    @property
    def is_notifying(self) -> bool:
        """Whether a listener is being called, so that others may not know of the last change yet."""
        return self._depth > 0

    def add(self, listener: Listener, followed: Callable[[], None] = lambda: None) -> Callable[[], object]:
        """Have a listener called, and `followed` when all listeners know of a change; return what ends both.

        A listener may end itself, add others, or cause another change, while it is called.
        """
        token = object()
        self._listeners[token] = (listener, followed)
        return lambda: self._listeners.pop(token, None)

    def notify(self, keys: frozenset[Key]) -> None:
        """Call every listener with these keys and those that were put off, unless there are neither."""
        keys, self._pending = keys | self._pending, frozenset()
        if not keys:
            return
        begun = monotonic()
        self._depth += 1
        try:
            for token, (listener, _) in tuple(self._listeners.items()):
                if token in self._listeners:
                    listener(keys)
        finally:
            self._depth -= 1
        if not self.is_notifying:
            for _, followed in tuple(self._listeners.values()):
                followed()
        ended = monotonic()
        self._pause_ends = ended + max(_LEAST_PAUSE, _PAUSES * (ended - begun))

    def put_off(self, keys: frozenset[Key]) -> None:
        """Tell these keys with the next ones."""
        self._pending |= keys

    def begin_steps(self) -> None:
        """Put the first notification of an act in steps off, so that a short act only notifies at its end."""
        self._pause_ends = max(self._pause_ends, monotonic() + _LEAST_PAUSE)

    def notify_step(self, keys: frozenset[Key], *, is_last: bool) -> None:
        """Notify of a step of an act, or put it off where the listeners were called a moment ago."""
        self.put_off(keys)
        if is_last or monotonic() >= self._pause_ends:
            self.notify(frozenset())
