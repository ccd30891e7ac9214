"""Sets the clock of a dossier."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.storage.store import Store
from briefbuilder.system.clock import to_second


def set_clock(store: Store, now: Callable[[], str]) -> None:
    """Let a function give the moments of the acts of a dossier."""
    store.clock.now = now  # type: ignore[method-assign]
    store.clock.second = lambda: to_second(now())  # type: ignore[method-assign]
