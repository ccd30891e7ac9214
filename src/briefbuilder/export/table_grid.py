"""The grid of a table: turn rows of cells into rows that cover every column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, content_text
from briefbuilder.domain.values import value

Merge = Literal["", "restart", "continue"]


@value(kw_only=False)
class GridSlot:
    """A slot of a row: the cell that starts or continues in it (None for a gap), its first column and its span."""

    cell: DrawnCell | None
    column: int
    span: int
    merge: Merge = ""


@dataclass(slots=True, eq=False, repr=False)
class _OpenSpan:
    """A cell that continues in the rows below."""

    cell: DrawnCell
    span: int
    rows: int


def build_grid(
    rows: tuple[tuple[DrawnCell, ...], ...], min_columns: int
) -> tuple[tuple[tuple[GridSlot, ...], ...], int]:
    """Return the slots of each row and the number of columns, at least `min_columns`.

    As in HTML, a cell takes the first free column; a span that meets a cell from above is cut short.
    """
    open_spans: dict[int, _OpenSpan] = {}
    lines: list[list[GridSlot]] = []
    for index, row in enumerate(rows):
        rows_left = len(rows) - index
        lines.append(_place_row(row, open_spans, rows_left))
    columns = max([min_columns, 1, *(slot.column + slot.span for line in lines for slot in line)])
    return tuple(_fill_gaps(line, columns) for line in lines), columns


def has_row_heads(table: DrawnTable) -> bool:
    """Return whether the first column names its rows: below an empty corner, or beside columns of numbers."""
    lines, columns = build_grid(table.rows, len(table.widths))
    heads = min(table.header_rows, len(lines))
    if columns < 2 or not 0 < heads < len(lines):
        return False
    names = [line[0] for line in lines[heads:]]
    if not all(slot.span == 1 and slot.cell and _says_words(slot.cell) for slot in names):
        return False
    corner = lines[0][0].cell
    numbers = (slot.cell for line in lines[heads:] for slot in line[1:])
    return corner is None or not _cell_text(corner) or any(cell and cell.flush_end for cell in numbers)


def _says_words(cell: DrawnCell) -> bool:
    return not cell.flush_end and bool(_cell_text(cell))


def _cell_text(cell: DrawnCell) -> str:
    texts = (content_text(element.content) for element in cell.elements if isinstance(element, DrawnText))
    return " ".join(texts).strip()


def _place_row(
    row: tuple[DrawnCell, ...], open_spans: dict[int, _OpenSpan], rows_left: int
) -> list[GridSlot]:
    slots = [
        GridSlot(span_above.cell, column, span_above.span, "continue")
        for column, span_above in sorted(open_spans.items())
    ]
    taken = {
        column + offset for column, span_above in open_spans.items() for offset in range(span_above.span)
    }
    for column, span_above in list(open_spans.items()):
        span_above.rows -= 1
        if span_above.rows == 0:
            del open_spans[column]
    column = 0
    for cell in row:
        while column in taken:
            column += 1
        span = 1
        while span < max(1, cell.column_span) and column + span not in taken:
            span += 1
        height = min(max(1, cell.row_span), rows_left)
        slots.append(GridSlot(cell, column, span, "restart" if height > 1 else ""))
        if height > 1:
            open_spans[column] = _OpenSpan(cell, span, height - 1)
        column += span
    return sorted(slots, key=lambda slot: slot.column)


def _fill_gaps(row: list[GridSlot], columns: int) -> tuple[GridSlot, ...]:
    slots: list[GridSlot] = []
    column = 0
    for slot in row:
        if slot.column > column:
            slots.append(GridSlot(None, column, slot.column - column))
        slots.append(slot)
        column = slot.column + slot.span
    if column < columns:
        slots.append(GridSlot(None, column, columns - column))
    return tuple(slots)
