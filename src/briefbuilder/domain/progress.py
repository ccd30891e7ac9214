"""How long-running work reports its progress and is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share of the work that is done, from 0 to 1; an error that it raises ends the work."""
Stop = Callable[[], bool]
"""Returns whether the work should stop."""


def ignore_progress(_share: float) -> None:
    """Report nothing."""


def never_stop() -> bool:
    """Never ask the work to stop."""
    return False
