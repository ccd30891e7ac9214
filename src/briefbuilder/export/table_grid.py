"""The grid of a table: rows that hold only the cells beginning in them become rows of whole width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefbuilder.domain.document import DrawnCell

Merge = Literal["", "restart", "continue"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GridSlot:
    """One `w:tc`: the cell that begins or goes on in it (None in a gap), its first column and its columns."""

    cell: DrawnCell | None
    column: int
    span: int
    merge: Merge = ""


@dataclass(slots=True, eq=False, repr=False)
class _OpenSpan:
    """A cell that goes on in the rows below."""

    cell: DrawnCell
    span: int
    rows: int


def build_grid(
    rows: tuple[tuple[DrawnCell, ...], ...], least: int
) -> tuple[tuple[tuple[GridSlot, ...], ...], int]:
    """Return the rows' slots, and the number of columns, which is at least `least`.

    As in HTML a cell takes the first free column; one that meets a cell from above is cut short.
    """
    hanging: dict[int, _OpenSpan] = {}
    lines: list[list[GridSlot]] = []
    for index, row in enumerate(rows):
        left = len(rows) - index
        lines.append(_place_row(row, hanging, left))
    columns = max([least, 1, *(slot.column + slot.span for line in lines for slot in line)])
    return tuple(_fill_gaps(line, columns) for line in lines), columns


def _place_row(row: tuple[DrawnCell, ...], hanging: dict[int, _OpenSpan], left: int) -> list[GridSlot]:
    slots = [GridSlot(held.cell, column, held.span, "continue") for column, held in sorted(hanging.items())]
    busy = {column + offset for column, held in hanging.items() for offset in range(held.span)}
    for column, held in list(hanging.items()):
        held.rows -= 1
        if held.rows == 0:
            del hanging[column]
    column = 0
    for cell in row:
        while column in busy:
            column += 1
        span = 1
        while span < max(1, cell.column_span) and column + span not in busy:
            span += 1
        height = min(max(1, cell.row_span), left)
        slots.append(GridSlot(cell, column, span, "restart" if height > 1 else ""))
        if height > 1:
            hanging[column] = _OpenSpan(cell, span, height - 1)
        column += span
    return sorted(slots, key=lambda slot: slot.column)


def _fill_gaps(line: list[GridSlot], columns: int) -> tuple[GridSlot, ...]:
    whole: list[GridSlot] = []
    column = 0
    for slot in line:
        if slot.column > column:
            whole.append(GridSlot(None, column, slot.column - column))
        whole.append(slot)
        column = slot.column + slot.span
    if column < columns:
        whole.append(GridSlot(None, column, columns - column))
    return tuple(whole)
