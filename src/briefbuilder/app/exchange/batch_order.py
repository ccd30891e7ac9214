"""The order in which batches are taken in, and what their clocks say of the clocks of desks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from briefbuilder.exchange.records import Batch

CLOCK_MINUTES = 10
"""Minutes by which a desk's clock may be ahead without a warning."""
_MINUTE = 60_000


def parents_first(batches: Iterable[Batch]) -> list[Batch]:
    """Return batches so that each stands after those of them that it follows."""
    left = {batch.name: batch for batch in batches}
    ordered: list[Batch] = []
    open_past: dict[str, set[str]] = {
        name: {past for past in batch.past if past in left} for name, batch in left.items()
    }
    followers: dict[str, list[str]] = {}
    for name, past in open_past.items():
        for each in past:
            followers.setdefault(each, []).append(name)
    ready = deque(name for name, past in open_past.items() if not past)
    while ready:
        name = ready.popleft()
        ordered.append(left[name])
        for follower in followers.get(name, ()):
            open_past[follower].discard(name)
            if not open_past[follower]:
                ready.append(follower)
    return ordered


def clocks_ahead(batches: Iterable[Batch], now: int, highest: int) -> tuple[dict[str, int], int]:
    """Return the minutes by which the clocks of desks are ahead, for those of more than ten, and the highest clock.

    An act has at least the clock of those before it, so a desk is named only where it goes beyond all that is known.
    Batches stand parents first; times are in milliseconds since 1970.
    """
    limit = CLOCK_MINUTES * _MINUTE
    ahead: dict[str, int] = {}
    for batch in batches:
        clock = max(act.clock for act in batch.acts)
        if clock > now + limit and clock > highest + limit:
            ahead[batch.desk] = (clock - now) // _MINUTE
        highest = max(highest, clock)
    return ahead, highest
