"""What is done to a table under the pen: rows and columns, the head, the way through its cells."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable

from briefbuilder.ui.briefing.rich_pieces import pieces, table_at
from briefbuilder.ui.briefing.rich_tables import (
    clear_cell_form,
    set_header,
    table_format,
    table_header_rows,
)
from briefbuilder.ui.theme import Theme

_ROWS, _COLUMNS = 3, 3
"""The size of a new table, its head counted."""


def insert_table(cursor: QTextCursor) -> QTextCursor:
    """Put a table with a head behind a cursor's words and return a cursor in its first cell."""
    cursor.setPosition(cursor.selectionEnd())
    table = cursor.insertTable(_ROWS, _COLUMNS, table_format(1))
    for column in range(_COLUMNS):
        set_header(table.cellAt(0, column), header=True)
    return table.cellAt(0, 0).firstCursorPosition()


def add_row(cursor: QTextCursor, *, below: bool) -> None:
    """Add a row above or below that of the cursor."""
    table = table_at(cursor)
    if table is not None:
        cell = table.cellAt(cursor)
        cursor.setKeepPositionOnInsert(below)
        _add_rows(table, cell.row() + cell.rowSpan() if below else cell.row())
        cursor.setKeepPositionOnInsert(False)


def _add_rows(table: QTextTable, at: int) -> None:
    table.insertRows(at, 1)
    for column in range(table.columns()):
        cell = table.cellAt(at, column)
        if cell.row() == at:
            clear_cell_form(cell)


def add_column(cursor: QTextCursor, *, right: bool) -> None:
    """Add a column to the left or the right of that of the cursor; in the head its cell is a head."""
    table = table_at(cursor)
    if table is None:
        return
    cell = table.cellAt(cursor)
    at = cell.column() + cell.columnSpan() if right else cell.column()
    cursor.setKeepPositionOnInsert(right)
    table.insertColumns(at, 1)
    cursor.setKeepPositionOnInsert(False)
    for row in range(table.rows()):
        made = table.cellAt(row, at)
        if made.column() == at:
            clear_cell_form(made)
            set_header(made, header=row < table_header_rows(table))


def remove_row(cursor: QTextCursor) -> None:
    """Remove the row of the cursor, the table with its last one."""
    table = table_at(cursor)
    if table is None:
        return
    row, heads = table.cellAt(cursor).row(), table_header_rows(table)
    if table.rows() > 1 and row < heads:
        _set_heads(table, heads - 1)
    table.removeRows(row, 1)


def remove_column(cursor: QTextCursor) -> None:
    """Remove the column of the cursor, the table with its last one."""
    table = table_at(cursor)
    if table is not None:
        table.removeColumns(table.cellAt(cursor).column(), 1)


def remove_table(cursor: QTextCursor) -> None:
    """Remove the table of the cursor."""
    table = table_at(cursor)
    if table is not None:
        table.removeRows(0, table.rows())


def has_head(cursor: QTextCursor) -> bool:
    """Tell whether the table of the cursor has a row of heads."""
    table = table_at(cursor)
    return table is not None and table_header_rows(table) > 0


def toggle_head(cursor: QTextCursor) -> None:
    """Make the first row of the table the head, or not."""
    table = table_at(cursor)
    if table is None:
        return
    on = not has_head(cursor)
    for row in range(1 if on else table_header_rows(table)):
        for column in range(table.columns()):
            set_header(table.cellAt(row, column), header=on)
    _set_heads(table, int(on))


def next_cell(cursor: QTextCursor) -> None:
    """Move a cursor to the next cell; behind the last one a row is added."""
    table = table_at(cursor)
    if table is None:
        return
    cursor.clearSelection()
    if not cursor.movePosition(QTextCursor.MoveOperation.NextCell) or table_at(cursor) != table:
        rows = table.rows()
        _add_rows(table, rows)
        cursor.setPosition(table.cellAt(rows, 0).firstPosition())


def previous_cell(cursor: QTextCursor) -> None:
    """Move a cursor to the cell before; in the first one it stays."""
    cursor.clearSelection()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCell)


def dress_tables(document: QTextDocument, theme: Theme) -> None:
    """Give the lines of tables the colour of the theme."""
    colour = theme.colours.colour("line")
    for piece in pieces(document):
        if isinstance(piece, QTextTable) and piece.format().borderBrush().color() != colour:
            form = piece.format().toTableFormat()
            form.setBorderBrush(colour)
            piece.setFormat(form)


def _set_heads(table: QTextTable, rows: int) -> None:
    form = table.format().toTableFormat()
    form.setHeaderRowCount(rows)
    table.setFormat(form)
