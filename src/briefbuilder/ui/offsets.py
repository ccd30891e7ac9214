"""Converts between code points (Python, the dossier) and UTF-16 units (Qt).

Only this module does this arithmetic: an error of one unit, from one emoji, shifts all later highlights.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

_LAST_OF_ONE_UNIT = 0xFFFF


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units. A lone surrogate counts as one."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_units(text: str, point: int) -> int:
    """Convert an offset from code points to UTF-16 units; offsets outside the text are clamped."""
    return units(text[: max(0, point)])


class UnitOffsets:
    """Converts many offsets of one text, each in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide: list[int] = []
        if not text.isascii() and ord(max(text)) > _LAST_OF_ONE_UNIT:
            self._wide = [point for point, char in enumerate(text) if ord(char) > _LAST_OF_ONE_UNIT]
        self._ends = [point + place + 2 for place, point in enumerate(self._wide)]

    def to_units(self, point: int) -> int:
        """Convert an offset from code points to UTF-16 units, as `to_units` does."""
        clamped = max(0, min(point, self._length))
        return clamped + bisect_left(self._wide, clamped)

    def to_points(self, unit: int) -> int:
        """Convert an offset from UTF-16 units to code points, as `to_points` does."""
        passed = bisect_right(self._ends, unit)
        point = unit - passed
        if passed < len(self._wide) and point > self._wide[passed]:
            point = self._wide[passed]
        return max(0, min(point, self._length))


def to_points(text: str, unit: int) -> int:
    """Convert an offset from UTF-16 units to code points.

    An offset between the halves of a surrogate pair counts as before the character; offsets outside the text are
    clamped.
    """
    return UnitOffsets(text).to_points(unit)
