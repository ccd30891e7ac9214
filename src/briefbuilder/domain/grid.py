"""The rows and columns of table cells; rows contain only the cells that begin in them, as in HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.domain.text import Cell, Row


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with the row and column in which it begins, counted from 0."""

    row: int
    column: int
    cell: Cell


def place_cells(rows: tuple[Row, ...]) -> Iterator[PlacedCell]:
    """Yield each cell with its row and column, in reading order."""
    spanned: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        taken = {place for place, left in spanned.items() if left > 0}
        spanned = {place: left - 1 for place, left in spanned.items() if left > 1}
        for cell in row.cells:
            while column in taken:
                column += 1
            yield PlacedCell(number, column, cell)
            span = range(column, column + max(cell.column_span, 1))
            spanned.update(dict.fromkeys(span, cell.row_span - 1) if cell.row_span > 1 else {})
            column = span.stop


def count_columns(rows: tuple[Row, ...]) -> int:
    """Return the number of columns of some rows."""
    return max((one.column + max(one.cell.column_span, 1) for one in place_cells(rows)), default=0)


def is_regular(rows: tuple[Row, ...]) -> bool:
    """Return whether no two cells overlap and none extends below the last row."""
    taken: set[tuple[int, int]] = set()
    for one in place_cells(rows):
        if one.cell.column_span < 1 or not 1 <= one.cell.row_span <= len(rows) - one.row:
            return False
        for row in range(one.row, one.row + one.cell.row_span):
            for column in range(one.column, one.column + one.cell.column_span):
                if (row, column) in taken:
                    return False
                taken.add((row, column))
    return bool(taken)
