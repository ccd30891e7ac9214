"""Tables of the text model as tables of a QTextDocument, and back.

A caption is a paragraph of its own kind before its table. Rows of a model may be shorter than others; the cells
that a document needs to be full are marked, and go again where nothing was written into them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from briefbuilder.domain.grid import columns_of, is_regular, placed
from briefbuilder.domain.text import Block, Cell, Heading, Inline, ListItem, Paragraph, Quote, Row, Table
from briefbuilder.ui.briefing.rich_forms import BLOCK_ID, BLOCK_LANGUAGE, BLOCK_PAGE

CELL_HEADER = QTextFormat.Property.UserProperty + 20
CELL_FILLER = QTextFormat.Property.UserProperty + 21

_MOST_CELLS = 2000
"""The largest table that is written in an editor: the document lays it out whole at each key."""

WriteBlocks = Callable[[QTextCursor, tuple[Block, ...]], None]
ReadBlock = Callable[[QTextBlock], Block | None]


def can_hold(table: Table) -> bool:
    """Tell whether a table can be written without loss: no cell lies on another, no picture or table is in one."""
    held = (block for row in table.rows for cell in row.cells for block in cell.blocks)
    cells = len(table.rows) * columns_of(table.rows)
    return (
        0 < cells <= _MOST_CELLS
        and is_regular(table.rows)
        and all(isinstance(block, Paragraph | Heading | ListItem | Quote) for block in held)
    )


def table_format(header_rows: int) -> QTextTableFormat:
    """Return the form of a table that takes the whole line."""
    form = QTextTableFormat()
    form.setHeaderRowCount(header_rows)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setCellPadding(3)
    form.setCellSpacing(0)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    return form


def write_table(cursor: QTextCursor, table: Table, write: WriteBlocks) -> None:
    """Put a table where the cursor is and leave the cursor in the paragraph behind it."""
    width = columns_of(table.rows)
    form = table_format(table.header_rows)
    form.setProperty(BLOCK_ID, table.id)
    if table.language:
        form.setProperty(BLOCK_LANGUAGE, table.language)
    if table.page is not None:
        form.setProperty(BLOCK_PAGE, table.page)
    made = cursor.insertTable(len(table.rows), width, form)
    taken: set[tuple[int, int]] = set()
    for one in placed(table.rows):
        cell = one.cell
        if cell.row_span > 1 or cell.column_span > 1:
            made.mergeCells(one.row, one.column, cell.row_span, cell.column_span)
        taken |= {
            (row, column)
            for row in range(one.row, one.row + cell.row_span)
            for column in range(one.column, one.column + cell.column_span)
        }
        there = made.cellAt(one.row, one.column)
        set_header(there, header=cell.header)
        write(there.firstCursorPosition(), cell.blocks)
    for row in range(len(table.rows)):
        for column in range(width):
            if (row, column) not in taken:
                _set_flag(made.cellAt(row, column), CELL_FILLER, on=True)
    cursor.setPosition(made.lastPosition() + 1)


def read_table(table: QTextTable, name: str, caption: tuple[Inline, ...], read: ReadBlock) -> Table:
    """Return a table as the text model has it; `read` gives the block of a paragraph that holds anything."""
    form = table.format()
    page = form.property(BLOCK_PAGE)
    rows = tuple(Row(cells=tuple(_read_row(table, row, read))) for row in range(table.rows()))
    return Table(
        id=name,
        rows=rows,
        header_rows=table_header_rows(table),
        content=caption,
        language=str(form.property(BLOCK_LANGUAGE) or "") or None,
        page=page if isinstance(page, int) else None,
    )


def _read_row(table: QTextTable, row: int, read: ReadBlock) -> list[Cell]:
    found: list[tuple[Cell, bool]] = []
    for column in range(table.columns()):
        there = table.cellAt(row, column)
        if (there.row(), there.column()) != (row, column):
            continue
        blocks = tuple(made for block in blocks_in_cell(there) if (made := read(block)) is not None)
        cell = Cell(
            blocks=blocks,
            column_span=there.columnSpan(),
            row_span=there.rowSpan(),
            header=is_header(there),
        )
        found.append((cell, bool(there.format().property(CELL_FILLER)) and not blocks))
    while found and found[-1][1]:
        found.pop()
    return [cell for cell, _ in found]


def blocks_in_cell(cell: QTextTableCell) -> Iterator[QTextBlock]:
    """Yield the paragraphs of a cell."""
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def table_header_rows(table: QTextTable) -> int:
    """Return how many rows are a table's head."""
    form = table.format()
    return form.toTableFormat().headerRowCount()


def is_header(cell: QTextTableCell) -> bool:
    """Tell whether a cell heads its row or column."""
    return bool(cell.format().property(CELL_HEADER))


def set_header(cell: QTextTableCell, *, header: bool) -> None:
    """Have a cell head its row or column, or not."""
    _set_flag(cell, CELL_HEADER, on=header)


def clear_cell_form(cell: QTextTableCell) -> None:
    """Make a cell one that is neither a head nor there to fill a row."""
    form = QTextCharFormat(cell.format())
    form.clearProperty(CELL_HEADER)
    form.clearProperty(CELL_FILLER)
    form.setBackground(QBrush())
    cell.setFormat(form)


def _set_flag(cell: QTextTableCell, flag: int, *, on: bool) -> None:
    if bool(cell.format().property(flag)) == on:
        return
    form = QTextCharFormat(cell.format())
    form.setProperty(flag, on)
    cell.setFormat(form)
