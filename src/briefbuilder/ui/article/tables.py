"""Draws a table with its spans at a text cursor."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFrameFormat, QTextTable, QTextTableFormat

from briefbuilder.domain.text import Cell, Figure, Table
from briefbuilder.ui.article.forms import Forms
from briefbuilder.ui.article.writing import write_content

Grid = dict[tuple[int, int], Cell]


def grid_of(table: Table) -> tuple[Grid, int]:
    """Return each cell under the row and column in which it begins, and the number of columns."""
    taken: set[tuple[int, int]] = set()
    begins: Grid = {}
    for row_index, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (row_index, column) in taken:
                column += 1
            begins[row_index, column] = cell
            rows = range(row_index, min(row_index + max(1, cell.row_span), len(table.rows)))
            columns = range(column, column + max(1, cell.column_span))
            taken.update((row, col) for row in rows for col in columns)
            column += max(1, cell.column_span)
    return begins, max((column for _, column in taken), default=0) + 1


def insert_table(cursor: QTextCursor, table: Table, forms: Forms, marks: Mapping[str, str]) -> int:
    """Insert a table and leave the cursor in the paragraph behind it; return its last position."""
    begins, columns = grid_of(table)
    drawn = cursor.insertTable(max(1, len(table.rows)), columns, _shape(table, forms))
    for (row, column), cell in begins.items():
        _merge(drawn, table, row, column, cell)
        _write_cell(
            drawn, row, column, cell, header=cell.header or row < table.header_rows, forms=forms, marks=marks
        )
    end = drawn.lastPosition()
    cursor.setPosition(end + 1)
    return end


def _shape(table: Table, forms: Forms) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setHeaderRowCount(table.header_rows)
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(forms.colours.colour("line"))
    shape.setCellPadding(forms.em * 0.25)
    shape.setCellSpacing(0)
    shape.setBottomMargin(forms.em * 0.4)
    return shape


def _merge(drawn: QTextTable, table: Table, row: int, column: int, cell: Cell) -> None:
    rows = min(max(1, cell.row_span), len(table.rows) - row)
    columns = min(max(1, cell.column_span), drawn.columns() - column)
    if rows > 1 or columns > 1:
        drawn.mergeCells(row, column, rows, columns)


def _write_cell(
    drawn: QTextTable,
    row: int,
    column: int,
    cell: Cell,
    *,
    header: bool,
    forms: Forms,
    marks: Mapping[str, str],
) -> None:
    place = drawn.cellAt(row, column)
    letters = QTextCharFormat(forms.characters("paragraph"))
    if header:
        letters.setFontWeight(QFont.Weight.DemiBold)
        ground = place.format()
        ground.setBackground(forms.colours.colour("window"))
        place.setFormat(ground)
    cursor = place.firstCursorPosition()
    for index, block in enumerate(cell.blocks):
        if index:
            cursor.insertBlock()
        if isinstance(block, Table):
            cursor.insertText(block.text.replace("\n", "\u2028"), letters)
            continue
        if isinstance(block, Figure) and not block.content:
            cursor.insertText(block.alternative_text or forms.no_picture, forms.characters("figure"))
            continue
        write_content(cursor, block.content, letters, forms, marks)
