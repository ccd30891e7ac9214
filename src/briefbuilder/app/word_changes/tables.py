"""Applies changes of rows, columns and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.places import PlaceChanges
from briefbuilder.app.word_changes.returned_blocks import ReturnedTextError
from briefbuilder.app.word_changes.steps import ChangeSteps
from briefbuilder.domain.briefing_edits import remove_item
from briefbuilder.domain.grid import count_columns
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table
from briefbuilder.domain.word_changes import Comparison, WordChange

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


class TableChanges(ChangeSteps):
    """Changes tables, also those whose rows are items of the briefing."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, places: PlaceChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._places = places

    def delete_row(self, change: WordChange) -> None:
        """Remove a row."""
        rows = self._rows_of(change)
        if rows:
            for name in rows:
                self._blocks.briefing = remove_item(self.briefing, name)
            return
        place, table, row, _ = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(
            place, lambda each: replace(each, rows=(*each.rows[:row], *each.rows[row + 1 :]))
        )

    def insert_row(self, change: WordChange) -> None:
        """Put a new row behind the one that the change names."""
        texts = change.pieces or tuple(change.after.split("\n"))
        blocks = tuple(
            Paragraph(id=self.new_id(change, number + 1), content=(Span(text),) if text else ())
            for number, text in enumerate(texts)
        )
        rows = self._rows_of(change)
        if rows:
            self._places.insert_after_item(change, rows[-1], blocks, None, frozenset(self._row_ids(change)))
            return
        place, table, row, _ = self._table_of(change)
        self._check_plain(table)
        cells = tuple(Cell(blocks=(block,) if block.text else ()) for block in blocks)
        missing = max(0, count_columns(table.rows) - len(cells))
        new = Row(cells=(*cells, *[Cell()] * missing))
        at = row + 1
        ids = set(self._row_ids(change))
        while at < len(table.rows) and any(b.id in ids for c in table.rows[at].cells for b in c.blocks):
            at += 1
        self._blocks.change_table(
            place, lambda each: replace(each, rows=(*each.rows[:at], new, *each.rows[at:]))
        )

    def _row_ids(self, change: WordChange) -> Iterator[str]:
        """Yield the ids of rows, and blocks in them, that earlier changes have put behind the same row."""
        for other in self._comparison.changes:
            if other.kind == "row_inserted" and other.cell == change.cell and other.number < change.number:
                yield from (self.new_id(other, number) for number in range(len(other.pieces) + 1))

    def delete_column(self, change: WordChange) -> None:
        """Remove a column."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(place, lambda each: _with_columns(each, column, column + 1, None))

    def insert_column(self, change: WordChange) -> None:
        """Put a new column behind the one that the change names."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        cells = [
            Cell(blocks=(Paragraph(id=self.new_id(change, at + 1), content=(Span(text),)),) if text else ())
            for at, text in enumerate(change.pieces)
        ]
        self._blocks.change_table(place, lambda each: _with_columns(each, column + 1, column + 1, cells))

    def delete_table(self, change: WordChange) -> None:
        """Remove a table."""
        rows = self._rows_of(change)
        if rows:
            for name in rows:
                self._blocks.briefing = remove_item(self.briefing, name)
            return
        place, _, _, _ = self._table_of(change)
        self._blocks.replace({BlockPlace(place.item, place.table, translated=place.translated): ()})

    def _rows_of(self, change: WordChange) -> tuple[str, ...]:
        """Return the items that are the rows which a change names, where the table is a part of the briefing."""
        numbers = change.paragraphs or self._paragraphs_at(change)
        names = dict.fromkeys(
            item.id
            for number in numbers
            if (item := self._blocks.item(self._blocks.paragraphs[number].origin)) is not None
            and self.is_row(item)
        )
        return tuple(names)

    def _paragraphs_at(self, change: WordChange) -> tuple[int, ...]:
        """Return the numbers of the paragraphs in the row behind which a new one stands."""
        at = change.cell
        if at is None:
            return ()
        every = enumerate(self._blocks.paragraphs)
        return tuple(
            number
            for number, shown in every
            if shown.cell is not None and (shown.cell.table, shown.cell.row) == (at.table, at.row)
        )

    def _table_of(self, change: WordChange) -> tuple[BlockPlace, Table, int, int]:
        """Return the table of a change, with the present row and column that it names."""
        cell = change.cell
        if cell is None and change.paragraphs:
            cell = self._blocks.paragraphs[change.paragraphs[0]].cell
        if cell is None:
            raise ReturnedTextError("word-change-structure")
        place, table = self._blocks.table_at(cell.table)
        row = self._blocks.row_of(cell.table, table, cell.row)
        column = self._blocks.column_of(cell.table, table, cell.column)
        by_row = change.kind in {"row_inserted", "row_deleted"}
        if (row if by_row else column) is None and change.kind != "table_deleted":
            raise ReturnedTextError("word-change-gone")
        return place, table, row if row is not None else -1, column if column is not None else -1

    @staticmethod
    def _check_plain(table: Table) -> None:
        """Raise ReturnedTextError for a table with merged cells, whose rows and columns cannot be told apart."""
        if any(cell.column_span > 1 or cell.row_span > 1 for row in table.rows for cell in row.cells):
            raise ReturnedTextError("word-change-structure")


def _with_columns(table: Table, start: int, end: int, cells: list[Cell] | None) -> Table:
    """Return a table with the columns between two places replaced by one of new cells, or by none."""
    rows = []
    for at, row in enumerate(table.rows):
        new = () if cells is None else (cells[at] if at < len(cells) else Cell(),)
        rows.append(replace(row, cells=(*row.cells[:start], *new, *row.cells[end:])))
    return replace(table, rows=tuple(rows))
