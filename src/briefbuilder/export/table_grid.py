"""The grid of a table: turn rows of cells into rows that cover every column."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, content_text
from briefbuilder.domain.values import value


@value(kw_only=False)
class GridSlot:
    """A slot of a row: its cell (None for a gap), its first column, and the columns and rows that it spans.

    It `continues` if its cell began in a row above.
    """

    cell: DrawnCell | None
    column: int
    span: int
    rows: int = 1
    continues: bool = False


def build_grid(
    rows: tuple[tuple[DrawnCell, ...], ...], min_columns: int
) -> tuple[tuple[tuple[GridSlot, ...], ...], int]:
    """Return the slots of each row and the number of columns, at least `min_columns`.

    As in HTML, a cell takes the first free column; a span that meets a cell from above, or the end of the table, is
    cut short.
    """
    open_slots: list[tuple[int, GridSlot]] = []
    lines: list[list[GridSlot]] = []
    for index, row in enumerate(rows):
        open_slots = [(end, slot) for end, slot in open_slots if end > index]
        line = [replace(slot, continues=True) for _, slot in open_slots]
        taken = {slot.column + offset for slot in line for offset in range(slot.span)}
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            span = 1
            while span < cell.column_span and column + span not in taken:
                span += 1
            slot = GridSlot(cell, column, span, min(max(cell.row_span, 1), len(rows) - index))
            open_slots.append((index + slot.rows, slot))
            line.append(slot)
            column += span
        lines.append(sorted(line, key=lambda slot: slot.column))
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
