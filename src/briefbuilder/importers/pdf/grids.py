"""Grids of rules: where rules across meet upright ones, there are rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefbuilder.importers.limits import PAGE_RULES
from briefbuilder.importers.pdf.drawings import Box, Drawings
from briefbuilder.importers.pdf.model import Line

NEAR = 2.5
"""Points: rules that come so close to each other meet."""

_BEYOND = 9.0
"""Points by which rules go on beyond the last one that they meet, where a row or a column of words stands there."""

_MOST_CELLS = 5000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's edges and how many columns it takes."""

    left: float
    right: float
    bottom: float
    top: float
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """Rules that meet: heights of those across, places of the upright ones, and the rules themselves."""

    heights: list[float]
    places: list[float]
    upright: list[Box] = field(default_factory=list)
    across: list[Box] = field(default_factory=list)
    labelled: bool = False
    """Its first column is open: each row's label stands left of the rules."""

    def holds(self, line: Line) -> bool:
        """Tell whether a line stands within the grid."""
        middle = line.baseline + 0.3 * line.size
        if not self.heights[-1] <= middle <= self.heights[0]:
            return False
        return line.left >= self.places[0] - NEAR and line.right <= self.places[-1] + NEAR

    def rows(self, *, rtl: bool) -> Iterator[list[GridCell]]:
        """Yield the cells of each row from the top, in the order of reading; an upright rule that misses joins two."""
        for top, bottom in pairwise(self.heights):
            middle = (top + bottom) / 2
            ends = {self.places[0], self.places[-1]}
            edges = [place for place in self.places if place in ends or self._divides(place, middle)]
            cells = [
                GridCell(left, right, bottom, top, self.places.index(right) - self.places.index(left))
                for left, right in pairwise(edges)
            ]
            yield list(reversed(cells)) if rtl else cells

    def parts(self, upper: GridCell, lower: GridCell) -> bool:
        """Tell whether a rule runs between two cells of one column; without one they are a cell of two rows."""
        middle = (lower.left + lower.right) / 2
        same = abs(upper.left - lower.left) < 1 and abs(upper.right - lower.right) < 1
        open_rows = self.labelled and lower.left == self.places[0]
        return (
            not same
            or open_rows
            or any(
                abs((rule.bottom + rule.top) / 2 - lower.top) <= NEAR and rule.left <= middle <= rule.right
                for rule in self.across
            )
        )

    def _divides(self, place: float, height: float) -> bool:
        return any(
            abs(_middle(rule) - place) <= NEAR and rule.bottom <= height <= rule.top for rule in self.upright
        )


def grids_of(drawings: Drawings) -> list[Grid]:
    """Return the grids of at least two cells that a page's rules make, the topmost first."""
    if not drawings.upright or len(drawings.across) + len(drawings.upright) > PAGE_RULES:
        return []
    across = joined_rules(drawings.across, across=True)
    upright = joined_rules(drawings.upright, across=False)
    grids: list[Grid] = []
    for meeting_rows, meeting in _meeting(across, upright):
        rows = _without_underlines(meeting_rows, meeting)
        # A stroke that ends within a row belongs to a picture in a cell.
        columns = [rule for rule in meeting if sum(_meet(row, rule) for row in rows) > 1]
        heights = _distinct([(rule.bottom + rule.top) / 2 for rule in rows])[::-1]
        places = _distinct([_middle(rule) for rule in columns])
        if len(rows) > 1 and columns:
            heights = _open_ended(heights[::-1], [(rule.bottom, rule.top) for rule in columns])[::-1]
            places = _open_ended(places, [(rule.left, rule.right) for rule in rows])
        cells = (len(heights) - 1) * (len(places) - 1)
        if len(heights) > 1 and len(places) > 2 and cells <= _MOST_CELLS:
            grids.append(Grid(heights, places, columns, rows))
    return sorted(grids, key=lambda grid: -grid.heights[0])


def _without_underlines(rows: list[Box], columns: Sequence[Box]) -> list[Box]:
    """Leave out the short rules that begin or end at the only upright one that they meet: they run below words of a cell."""
    longest = max(rule.right - rule.left for rule in rows)
    kept: list[Box] = []
    for rule in rows:
        met = [_middle(column) for column in columns if _meet(rule, column)]
        ends = len(met) == 1 and min(met[0] - rule.left, rule.right - met[0]) <= NEAR
        if not ends or 2 * (rule.right - rule.left) >= longest:
            kept.append(rule)
    return kept


def _open_ended(edges: list[float], ends: Sequence[tuple[float, float]]) -> list[float]:
    """Add the edges that a table without a frame lacks: where most of the longer rules of the other way begin and end."""
    longest = max(end - begin for begin, end in ends)
    longer = [(begin, end) for begin, end in ends if 2 * (end - begin) >= longest]
    first, last = median(begin for begin, _ in longer), median(end for _, end in longer)
    before = [first] if first < edges[0] - _BEYOND else []
    return [*before, *edges, *([last] if last > edges[-1] + _BEYOND else [])]


def _middle(rule: Box) -> float:
    return (rule.left + rule.right) / 2


def joined_rules(rules: Sequence[Box], *, across: bool) -> list[Box]:
    """Join rules that go on in one line: many programs draw one for each cell."""

    def place(rule: Box) -> float:
        return (rule.bottom + rule.top) / 2 if across else _middle(rule)

    def begin(rule: Box) -> float:
        return rule.left if across else rule.bottom

    def end(rule: Box) -> float:
        return rule.right if across else rule.top

    joined: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(place(rule)), begin(rule))):
        last = joined[-1] if joined else None
        # One that is half a point aside comes behind all of the others' place, wherever it begins.
        if (
            last is not None
            and abs(place(last) - place(rule)) <= 1.5
            and begin(rule) <= end(last) + NEAR
            and begin(last) <= end(rule) + NEAR
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


def _meeting(across: Sequence[Box], upright: Sequence[Box]) -> Iterator[tuple[list[Box], list[Box]]]:
    """Yield the sets of rules that hang together."""
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
        row.left - NEAR <= _middle(column) <= row.right + NEAR
        and column.bottom - NEAR <= (row.bottom + row.top) / 2 <= column.top + NEAR
    )


def _distinct(places: Sequence[float]) -> list[float]:
    """Return places in order, those close together once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR + 1:
            found.append(place)
    return found
