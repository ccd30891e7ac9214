"""Bands of a page, one drawn below the other: what is in no order in one of them says nothing of the others."""

from __future__ import annotations

from itertools import accumulate

from briefbuilder.importers.pdf.shapes import Line

_TOUCH = 1.0
"""Points by which the tall letters of a line may reach into the one above it."""

_BOTH = 0.8
"""The share of the rows of a table, at least, that have cells on either side of a gutter."""

_BACK = 30
"""Lines before one that it may stand beside, at most."""


def bands_of(lines: list[Line]) -> list[list[Line]]:
    """Divide lines where all that the file draws later stands below all before: what is odd in one band says nothing of others."""
    tops = list(accumulate((line.top for line in reversed(lines)), max))[::-1]
    bands: list[list[Line]] = [[]]
    bottom = float("inf")
    for line, top in zip(lines, tops, strict=True):
        if bands[-1] and bottom >= top - _TOUCH:
            bands.append([])
        bands[-1].append(line)
        bottom = min(bottom, line.bottom)
    return bands


def are_rows(bands: list[list[Line]], gutter: float | None) -> bool:
    """Tell whether nearly all bands have lines on either side of a gutter, if there is one: rows of a table."""
    if gutter is None:
        return True
    both = [
        any(line.right <= gutter for line in band) and any(line.right > gutter for line in band)
        for band in bands
    ]
    return sum(both) >= _BOTH * len(both)


def goes_back(lines: list[Line], *, rtl: bool) -> bool:
    """Tell whether a line is drawn after one of the next column that it stands beside: a label in the margin."""
    for place, later in enumerate(lines):
        for earlier in lines[max(0, place - _BACK) : place]:
            before = later.left > earlier.right if rtl else later.right < earlier.left
            if before and abs(later.baseline - earlier.baseline) < 0.5 * later.size:
                return True
    return False
