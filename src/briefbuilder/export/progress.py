"""Progress of the writers that draw element by element."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.domain.progress import Progress

ElementsDrawn = Callable[[int], None]
"""Takes the number of top-level elements drawn so far; may raise to stop."""

BODY_SHARE = 0.8
"""The share of the work that is done when the body is drawn."""
_REPORT_INTERVAL = 50
"""Elements between two reports."""


def report_elements(total: int, progress: Progress) -> ElementsDrawn:
    """Return the function that a writer calls after each element."""

    def report(count: int) -> None:
        if count % _REPORT_INTERVAL == 0:
            progress(BODY_SHARE * count / max(total, 1))

    return report
