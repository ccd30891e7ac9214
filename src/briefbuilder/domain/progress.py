"""How long work tells how far it is, and is told to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share of the work that is done, from 0 to 1; an error that it raises ends the work."""
Stop = Callable[[], bool]
"""Returns whether the work is to stop."""


def ignore_progress(_share: float) -> None:
    """Take a share, and do nothing."""


def never_stop() -> bool:
    """Let the work go on."""
    return False
