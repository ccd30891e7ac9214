"""Sets the clock of a dossier."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.storage.store import Store


def set_clock(store: Store, now: Callable[[], str]) -> None:
    """Let a function give the moments of the acts of a dossier."""
    store.clock.now = now  # type: ignore[method-assign]
