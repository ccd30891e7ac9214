"""An index of places in a text, which finds those that overlap or hold another without looking at each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class SpanIndex:
    """Places in a text as start and end, in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        """The last end of a place and those before it."""

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether one of the places has a character in common with another."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def holds(self, start: int, end: int) -> bool:
        """Return whether one of the places has all of another."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] >= end
