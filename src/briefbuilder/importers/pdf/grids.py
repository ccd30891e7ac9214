"""Grids of rules: rows and columns where horizontal and vertical rules meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefbuilder.importers.limits import PAGE_RULES
from briefbuilder.importers.pdf.drawings import Box, Drawings
from briefbuilder.importers.pdf.model import Line

TOLERANCE = 2.5
"""Points: rules meet if they come this close to each other."""

_MIN_OVERHANG = 9.0
"""Points: how far rules extend beyond the last crossing rule where there is another row or column."""

_MAX_CELLS = 5000


@dataclass(frozen=True, slots=True)
class GridCell:
    """The edges of a cell and its column span."""

    left: float
    right: float
    bottom: float
    top: float
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """Rules that meet, with the edges of their rows (from the top) and columns."""

    row_edges: list[float]
    column_edges: list[float]
    vertical: list[Box] = field(default_factory=list)
    horizontal: list[Box] = field(default_factory=list)
    has_label_column: bool = False
    """The first column has no rules: it holds the labels of the rows."""

    def contains(self, line: Line) -> bool:
        """Return whether a line is inside the grid."""
        middle = line.baseline + 0.3 * line.size
        if not self.row_edges[-1] <= middle <= self.row_edges[0]:
            return False
        return (
            line.left >= self.column_edges[0] - TOLERANCE and line.right <= self.column_edges[-1] + TOLERANCE
        )

    def rows(self, *, rtl: bool) -> Iterator[list[GridCell]]:
        """Yield the cells of each row from the top, in reading order; a missing vertical rule joins two cells."""
        for top, bottom in pairwise(self.row_edges):
            middle = (top + bottom) / 2
            ends = {self.column_edges[0], self.column_edges[-1]}
            edges = [place for place in self.column_edges if place in ends or self._divides(place, middle)]
            cells = [
                GridCell(
                    left, right, bottom, top, self.column_edges.index(right) - self.column_edges.index(left)
                )
                for left, right in pairwise(edges)
            ]
            yield list(reversed(cells)) if rtl else cells

    def are_separated(self, upper: GridCell, lower: GridCell) -> bool:
        """Return whether a rule separates two cells of a column; otherwise they are one cell with two rows."""
        middle = (lower.left + lower.right) / 2
        same = abs(upper.left - lower.left) < 1 and abs(upper.right - lower.right) < 1
        open_rows = self.has_label_column and lower.left == self.column_edges[0]
        return (
            not same
            or open_rows
            or any(
                abs((rule.bottom + rule.top) / 2 - lower.top) <= TOLERANCE
                and rule.left <= middle <= rule.right
                for rule in self.horizontal
            )
        )

    def _divides(self, place: float, height: float) -> bool:
        return any(
            abs(_center_x(rule) - place) <= TOLERANCE and rule.bottom <= height <= rule.top
            for rule in self.vertical
        )


def find_grids(drawings: Drawings) -> list[Grid]:
    """Return the grids of at least two cells formed by the rules of a page, topmost first."""
    if not drawings.vertical or len(drawings.horizontal) + len(drawings.vertical) > PAGE_RULES:
        return []
    across = join_rules(drawings.horizontal, across=True)
    upright = join_rules(drawings.vertical, across=False)
    grids: list[Grid] = []
    for meeting_rows, meeting in _connected_rules(across, upright):
        rows = _remove_underlines(meeting_rows, meeting)
        # A line that ends within a row belongs to a picture in a cell.
        columns = [rule for rule in meeting if sum(_meet(row, rule) for row in rows) > 1]
        heights = _merge_close([(rule.bottom + rule.top) / 2 for rule in rows])[::-1]
        places = _merge_close([_center_x(rule) for rule in columns])
        if len(rows) > 1 and columns:
            heights = _add_open_edges(heights[::-1], [(rule.bottom, rule.top) for rule in columns])[::-1]
            places = _add_open_edges(places, [(rule.left, rule.right) for rule in rows])
        cells = (len(heights) - 1) * (len(places) - 1)
        if len(heights) > 1 and len(places) > 2 and cells <= _MAX_CELLS:
            grids.append(Grid(heights, places, columns, rows))
    return sorted(grids, key=lambda grid: -grid.row_edges[0])


def _remove_underlines(rows: list[Box], columns: Sequence[Box]) -> list[Box]:
    """Remove short rules that start or end at their only vertical rule: they underline words in a cell."""
    longest = max(rule.right - rule.left for rule in rows)
    kept: list[Box] = []
    for rule in rows:
        met = [_center_x(column) for column in columns if _meet(rule, column)]
        ends = len(met) == 1 and min(met[0] - rule.left, rule.right - met[0]) <= TOLERANCE
        if not ends or 2 * (rule.right - rule.left) >= longest:
            kept.append(rule)
    return kept


def _add_open_edges(edges: list[float], ends: Sequence[tuple[float, float]]) -> list[float]:
    """Add the outer edges of a table without a frame: where most of the longer crossing rules start and end."""
    longest = max(end - begin for begin, end in ends)
    longer = [(begin, end) for begin, end in ends if 2 * (end - begin) >= longest]
    first, last = median(begin for begin, _ in longer), median(end for _, end in longer)
    before = [first] if first < edges[0] - _MIN_OVERHANG else []
    return [*before, *edges, *([last] if last > edges[-1] + _MIN_OVERHANG else [])]


def _center_x(rule: Box) -> float:
    return (rule.left + rule.right) / 2


def join_rules(rules: Sequence[Box], *, across: bool) -> list[Box]:
    """Join rules in one line, as many programs draw one for each cell."""

    def place(rule: Box) -> float:
        return (rule.bottom + rule.top) / 2 if across else _center_x(rule)

    def begin(rule: Box) -> float:
        return rule.left if across else rule.bottom

    def end(rule: Box) -> float:
        return rule.right if across else rule.top

    joined: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(place(rule)), begin(rule))):
        last = joined[-1] if joined else None
        # A rule half a point off is sorted after all others, wherever it starts.
        if (
            last is not None
            and abs(place(last) - place(rule)) <= 1.5
            and begin(rule) <= end(last) + TOLERANCE
            and begin(last) <= end(rule) + TOLERANCE
        ):
            joined[-1] = Box(
                min(last.left, rule.left),
                min(last.bottom, rule.bottom),
                max(last.right, rule.right),
                max(last.top, rule.top),
            )
            continue
        joined.append(rule)
    return joined


def _connected_rules(across: Sequence[Box], upright: Sequence[Box]) -> Iterator[tuple[list[Box], list[Box]]]:
    """Yield the sets of connected rules."""
    left = set(range(len(across)))
    while left:
        rows, columns = {left.pop()}, set[int]()
        grown = True
        while grown:
            new = {
                place
                for place, rule in enumerate(upright)
                if place not in columns and any(_meet(across[row], rule) for row in rows)
            }
            columns |= new
            more = {row for row in left if any(_meet(across[row], upright[place]) for place in new)}
            rows |= more
            left -= more
            grown = bool(more)
        yield [across[row] for row in rows], [upright[place] for place in columns]


def _meet(row: Box, column: Box) -> bool:
    return (
        row.left - TOLERANCE <= _center_x(column) <= row.right + TOLERANCE
        and column.bottom - TOLERANCE <= (row.bottom + row.top) / 2 <= column.top + TOLERANCE
    )


def _merge_close(places: Sequence[float]) -> list[float]:
    """Return sorted positions with close ones merged."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > TOLERANCE + 1:
            found.append(place)
    return found
