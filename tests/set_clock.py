"""A clock whose moments a test sets."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.system.clock import Clock


class SetClock(Clock):
    """A clock whose moments a function gives."""

    def __init__(self, now: Callable[[], str]) -> None:
        super().__init__()
        self.now = now  # type: ignore[method-assign]
