"""Grids of rules: rows and columns where horizontal and vertical rules meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefbuilder.importers.limits import PAGE_RULES
from briefbuilder.importers.pdf.model import Box, Line, PageDrawings

TOLERANCE = 2.5  # points: rules meet if they come this close to each other
_MIN_OVERHANG = 9.0
"""Points: how far rules extend beyond the last crossing rule if there is another row or column."""

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
        center = line.baseline + 0.3 * line.size
        if not self.row_edges[-1] <= center <= self.row_edges[0]:
            return False
        return (
            line.left >= self.column_edges[0] - TOLERANCE and line.right <= self.column_edges[-1] + TOLERANCE
        )

    def rows(self, *, rtl: bool) -> Iterator[list[GridCell]]:
        """Yield the cells of each row from the top, in reading order; a missing vertical rule joins two cells."""
        for top, bottom in pairwise(self.row_edges):
            center = (top + bottom) / 2
            outer = {self.column_edges[0], self.column_edges[-1]}
            row_edges = [edge for edge in self.column_edges if edge in outer or self._divides(edge, center)]
            cells = [
                GridCell(
                    left, right, bottom, top, self.column_edges.index(right) - self.column_edges.index(left)
                )
                for left, right in pairwise(row_edges)
            ]
            yield list(reversed(cells)) if rtl else cells

    def are_separated(self, upper: GridCell, lower: GridCell) -> bool:
        """Return whether a rule separates two cells of a column; otherwise they are one cell with two rows."""
        center = (lower.left + lower.right) / 2
        is_same_column = abs(upper.left - lower.left) < 1 and abs(upper.right - lower.right) < 1
        has_no_rules = self.has_label_column and lower.left == self.column_edges[0]
        return (
            not is_same_column
            or has_no_rules
            or any(
                abs((rule.bottom + rule.top) / 2 - lower.top) <= TOLERANCE
                and rule.left <= center <= rule.right
                for rule in self.horizontal
            )
        )

    def _divides(self, x: float, y: float) -> bool:
        return any(
            abs(_center_x(rule) - x) <= TOLERANCE and rule.bottom <= y <= rule.top for rule in self.vertical
        )


def find_grids(drawings: PageDrawings) -> list[Grid]:
    """Return the grids of at least two cells formed by the rules of a page, topmost first."""
    if not drawings.vertical or len(drawings.horizontal) + len(drawings.vertical) > PAGE_RULES:
        return []
    horizontal = join_rules(drawings.horizontal, horizontal=True)
    vertical = join_rules(drawings.vertical, horizontal=False)
    grids: list[Grid] = []
    for connected_rows, connected_columns in _connected_rules(horizontal, vertical):
        rows = _remove_underlines(connected_rows, connected_columns)
        # A line that ends within a row belongs to a picture in a cell.
        columns = [rule for rule in connected_columns if sum(_meet(row, rule) for row in rows) > 1]
        row_edges = _merge_close([(rule.bottom + rule.top) / 2 for rule in rows])[::-1]
        column_edges = _merge_close([_center_x(rule) for rule in columns])
        if len(rows) > 1 and columns:
            row_edges = _add_open_edges(row_edges[::-1], [(rule.bottom, rule.top) for rule in columns])[::-1]
            column_edges = _add_open_edges(column_edges, [(rule.left, rule.right) for rule in rows])
        cell_count = (len(row_edges) - 1) * (len(column_edges) - 1)
        if len(row_edges) > 1 and len(column_edges) > 2 and cell_count <= _MAX_CELLS:
            grids.append(Grid(row_edges, column_edges, columns, rows))
    return sorted(grids, key=lambda grid: -grid.row_edges[0])


def _remove_underlines(rows: list[Box], columns: Sequence[Box]) -> list[Box]:
    """Remove short rules that start or end at their only vertical rule: they underline words in a cell."""
    longest = max(rule.right - rule.left for rule in rows)
    kept: list[Box] = []
    for rule in rows:
        crossings = [_center_x(column) for column in columns if _meet(rule, column)]
        ends_at_rule = (
            len(crossings) == 1 and min(crossings[0] - rule.left, rule.right - crossings[0]) <= TOLERANCE
        )
        if not ends_at_rule or 2 * (rule.right - rule.left) >= longest:
            kept.append(rule)
    return kept


def _add_open_edges(edges: list[float], ranges: Sequence[tuple[float, float]]) -> list[float]:
    """Add the outer edges of a table without a frame: if most of the longer crossing rules start and end."""
    max_length = max(stop - begin for begin, stop in ranges)
    long_ranges = [(begin, stop) for begin, stop in ranges if 2 * (stop - begin) >= max_length]
    start, end = median(begin for begin, _ in long_ranges), median(stop for _, stop in long_ranges)
    leading = [start] if start < edges[0] - _MIN_OVERHANG else []
    return [*leading, *edges, *([end] if end > edges[-1] + _MIN_OVERHANG else [])]


def _center_x(rule: Box) -> float:
    return (rule.left + rule.right) / 2


def join_rules(rules: Sequence[Box], *, horizontal: bool) -> list[Box]:
    """Join rules in one line, as many programs draw one for each cell."""

    def position(rule: Box) -> float:
        return (rule.bottom + rule.top) / 2 if horizontal else _center_x(rule)

    def start(rule: Box) -> float:
        return rule.left if horizontal else rule.bottom

    def end(rule: Box) -> float:
        return rule.right if horizontal else rule.top

    joined: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(position(rule)), start(rule))):
        last = joined[-1] if joined else None
        # A rule half a point off is sorted after all others, wherever it starts.
        if (
            last is not None
            and abs(position(last) - position(rule)) <= 1.5
            and start(rule) <= end(last) + TOLERANCE
            and start(last) <= end(rule) + TOLERANCE
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


def _connected_rules(
    horizontal: Sequence[Box], vertical: Sequence[Box]
) -> Iterator[tuple[list[Box], list[Box]]]:
    """Yield the sets of connected rules."""
    remaining = set(range(len(horizontal)))
    while remaining:
        rows, columns = {remaining.pop()}, set[int]()
        has_grown = True
        while has_grown:
            new_columns = {
                index
                for index, rule in enumerate(vertical)
                if index not in columns and any(_meet(horizontal[row], rule) for row in rows)
            }
            columns |= new_columns
            new_rows = {
                row
                for row in remaining
                if any(_meet(horizontal[row], vertical[index]) for index in new_columns)
            }
            rows |= new_rows
            remaining -= new_rows
            has_grown = bool(new_rows)
        yield [horizontal[row] for row in rows], [vertical[index] for index in columns]


def _meet(row: Box, column: Box) -> bool:
    return (
        row.left - TOLERANCE <= _center_x(column) <= row.right + TOLERANCE
        and column.bottom - TOLERANCE <= (row.bottom + row.top) / 2 <= column.top + TOLERANCE
    )


def _merge_close(positions: Sequence[float]) -> list[float]:
    """Return sorted positions with close ones merged."""
    result: list[float] = []
    for position in sorted(positions):
        if not result or position - result[-1] > TOLERANCE + 1:
            result.append(position)
    return result
