"""Which rows came into a list whose other rows stayed in their order."""

from __future__ import annotations

from array import array

_MOST = 100
"""Runs of rows from which on a list is drawn anew as quickly."""


def runs_between(old: array[int], new: array[int]) -> list[tuple[int, int]] | None:
    """Return the runs of rows (first, last) that a new list has more than an old one, from the first on.

    None where anything else differs, or where they are so many that they are not worth telling.
    """
    if len(new) < len(old):
        return None
    runs: list[tuple[int, int]] = []
    place = start = _same(old, new)
    for number in old[start:]:
        first = place
        while place < len(new) and new[place] != number:
            place += 1
        if place == len(new):
            return None
        if place > first:
            runs.append((first, place - 1))
        if len(runs) > _MOST:
            return None
        place += 1
    if place < len(new):
        runs.append((place, len(new) - 1))
    return runs


def _same(old: array[int], new: array[int]) -> int:
    """Return how many numbers are the same at the beginning, by halving: whole runs are compared at once."""
    low, high = 0, len(old)
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
