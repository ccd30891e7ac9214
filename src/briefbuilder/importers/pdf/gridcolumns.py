"""Columns of a grid that no rule parts: labels left of its rows, and blank strips that all of its lines leave."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.drawings import Box
from briefbuilder.importers.pdf.gridding import NEAR, Grid
from briefbuilder.importers.pdf.riverrows import GAP, RIVER, Strip, levels_of, merged
from briefbuilder.importers.pdf.shapes import Line

_LABEL_SIGNS, _FEWEST_LABELS, _LABELLED = 10, 3, 0.6
"""Signs of the label of a row left of a grid, at most; labels, at least; and the share of rows that have one."""

_FEWEST_LEVELS, _FEWEST_STRIPS, _LONGEST = 3, 3, 20
"""Lines that leave the same strips blank, at least; words side by side, for a letter and its name are one cell's;
and signs of such words on average, at most."""


def add_labels(grid: Grid, lines: Sequence[Line]) -> None:
    """Give a grid a first column, open to the left, where most of its rows have a label of one short word beside them.

    An axis of a chart has labels, too, but hardly a word beside them.
    """
    edge = grid.places[0]
    labels: dict[int, float] = {}
    filled: set[int] = set()
    for line in lines:
        middle = line.baseline + 0.3 * line.size
        if line.rtl or not grid.heights[-1] <= middle <= grid.heights[0]:
            continue
        row = sum(height > middle for height in grid.heights)
        if edge < line.right and line.left < grid.places[-1]:
            filled.add(row)
        if line.left < edge - NEAR:
            ahead = [glyph for glyph in line.glyphs if glyph.left < edge and glyph.text.strip()]
            word = "".join(glyph.text for glyph in line.glyphs[: line.glyphs.index(ahead[-1]) + 1]).split()
            if len(word) > 1 or len(word[0]) > _LABEL_SIGNS or ahead[-1].right >= edge + NEAR:
                return
            labels[row] = line.left
    fewest = max(_FEWEST_LABELS, _LABELLED * (len(grid.heights) - 1))
    if min(len(labels), len(filled)) >= fewest:
        grid.places.insert(0, min(labels.values()) - 1)
        grid.labelled = True


def add_columns(grid: Grid, lines: Sequence[Line]) -> None:
    """Part the columns of a grid whose lines all have the same short cells with blank strips between them."""
    levels = levels_of(lines)
    if len(levels) < _FEWEST_LEVELS:
        return
    for left, right in list(pairwise(grid.places)):
        rows = [_ink_within(level, left, right) for level in levels]
        columns = merged([strip for row in rows for strip in row], RIVER * lines[0].size)
        if len(columns) < _FEWEST_STRIPS or any(len(row) != len(columns) for row in rows):
            continue
        for first, second in pairwise(columns):
            place = (first[1] + second[0]) / 2
            grid.places.append(place)
            grid.upright.append(Box(place, grid.heights[-1], place, grid.heights[0]))
    grid.places.sort()


def _ink_within(lines: Sequence[Line], left: float, right: float) -> list[Strip]:
    """Return where lines of one row have words between two places; nothing where these are long."""
    glyphs = [
        (glyph.left, glyph.right)
        for line in lines
        for glyph in line.glyphs
        if left < (glyph.left + glyph.right) / 2 < right and glyph.text.strip()
    ]
    strips = merged(glyphs, GAP * lines[0].size)
    return strips if len(glyphs) <= _LONGEST * len(strips) else []
