"""Converts between code points, which Python and the dossier count, and UTF-16 units, which Qt counts.

No other module of the window may do this arithmetic: one emoji shifts every highlight behind it.
"""

from __future__ import annotations

_LAST_OF_ONE_UNIT = 0xFFFF


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes. A lone surrogate counts as one."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_units(text: str, point: int) -> int:
    """Return the place in UTF-16 units of a place in code points; places outside are drawn to the ends."""
    return units(text[: max(0, point)])


def to_points(text: str, unit: int) -> int:
    """Return the place in code points of a place in UTF-16 units.

    A place between the two halves of a character counts as before it, places outside are drawn to
    the ends.
    """
    if text.isascii():
        return max(0, min(unit, len(text)))
    passed = 0
    for point, character in enumerate(text):
        passed += 2 if ord(character) > _LAST_OF_ONE_UNIT else 1
        if passed > unit:
            return point
    return len(text)
