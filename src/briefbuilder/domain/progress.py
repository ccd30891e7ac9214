"""How long-running work reports its progress and is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share of the work that is done, from 0 to 1; an error that it raises ends the work."""
ElementsDrawn = Callable[[int], None]
"""Takes the number of top-level elements that a writer has drawn so far; an error that it raises ends the work."""
Stop = Callable[[], bool]
"""Returns whether the work should stop."""

_BODY_SHARE = 0.8
"""The share of an export that is done when the body is drawn."""
_REPORT_INTERVAL = 50
"""Elements between two reports."""


def ignore_progress(_share: float) -> None:
    """Report nothing."""


def never_stop() -> bool:
    """Never ask the work to stop."""
    return False


def report_elements(total: int, progress: Progress) -> ElementsDrawn:
    """Return the function that a writer of so many elements calls after each."""

    def report(count: int) -> None:
        if count % _REPORT_INTERVAL == 0:
            progress(_BODY_SHARE * count / max(total, 1))

    return report
