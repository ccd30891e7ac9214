"""A table part: each text of the officer's own is a row, its paragraphs the cells.

What is more than the columns goes into the last cell, so that nothing typed is lost; an empty paragraph is an
empty cell. Excerpts have a
source to name and stand under the table, as they would anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.blocks import cell_elements, marks_in
from briefbuilder.composing.columns import columns_of_numbers
from briefbuilder.composing.disclosure import with_labels
from briefbuilder.composing.inlines import Pen, notes_of
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.portions import with_portions
from briefbuilder.composing.tables import column_widths
from briefbuilder.domain.briefing import OwnText, Part
from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, Run
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Block, Cell, Note, Paragraph, Row, Span
from briefbuilder.templating.parts import TablePart
from briefbuilder.templating.values import text_in


def drawn_rows(part: Part, items: tuple[OwnText, ...], spec: TablePart, ledger: Ledger) -> DrawnTable:
    """Return the table of a part's rows under the heads of its columns."""
    language = ledger.material.language
    heads = tuple(text_in(column.label, language) for column in spec.columns)
    cells = tuple(_cells(item, len(heads), ledger, Place(part=part.id, item=item.id)) for item in items)
    said = (_row(heads), *(Row(cells=tuple(Cell(blocks=each) for each in row)) for row in cells))
    numbers = columns_of_numbers(said, 1)
    head = tuple(
        DrawnCell(
            elements=(DrawnText(role="table-header", content=(Run(text=text),)),),
            header=True,
            flush_end=column in numbers,
        )
        for column, text in enumerate(heads)
    )
    rows = tuple(
        tuple(
            replace(_cell(blocks, item, ledger, part), flush_end=column in numbers)
            for column, blocks in enumerate(row)
        )
        for item, row in zip(items, cells, strict=True)
    )
    return DrawnTable(
        rows=(head, *rows),
        widths=column_widths(said),
        header_rows=1,
        anchor=ledger.anchor("table", part.id),
        origin=part.id,
    )


def _row(texts: tuple[str, ...]) -> Row:
    return Row(cells=tuple(Cell(blocks=(Paragraph(id="", content=(Span(text),)),)) for text in texts))


def _cells(item: OwnText, columns: int, ledger: Ledger, place: Place) -> tuple[tuple[Block, ...], ...]:
    marks = marks_in(item.blocks)
    shown = tuple(block for block in item.blocks if not (isinstance(block, Note) and block.id in marks))
    blocks = with_labels(shown, item, ledger.material)
    blocks = with_portions(blocks, item, ledger, place)
    first = tuple((block,) for block in blocks[: columns - 1])
    missing = ((),) * (columns - 1 - len(first))
    return (*first, *missing, blocks[columns - 1 :])


def _cell(blocks: tuple[Block, ...], item: OwnText, ledger: Ledger, part: Part) -> DrawnCell:
    language = ledger.material.language
    pen = Pen(
        ledger=ledger,
        place=Place(part=part.id, item=item.id),
        text_language=language,
        element_language=language,
        notes=notes_of(item.blocks),
    )
    return DrawnCell(elements=cell_elements(blocks, pen, head=False))
