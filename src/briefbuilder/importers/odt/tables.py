"""Tables of a document, with cells that span columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from briefbuilder.domain.text import Block, Cell, Row, Table
from briefbuilder.importers.odt.names import attribute, elements, number, short

_MOST_SPAN = 1000
_MOST_REPEATED = 100
_GROUPS = frozenset({"table:table-rows", "table:table-row-group", "table:table-header-rows"})


def read_table(element: _Element, inner: Callable[[_Element], tuple[Block, ...]]) -> Table:
    """Return a table; `inner` gives the blocks of a cell."""
    rows: list[Row] = []
    header_rows = 0
    for row, header in _rows(element, header=False):
        cells = tuple(_cells(row, inner, header=header))
        held = any(cell.blocks for cell in cells)
        times = number(attribute(row, "table:number-rows-repeated"), 1, _MOST_REPEATED) if held else 1
        rows.extend([Row(cells=cells)] * times)
        header_rows += times if header and header_rows == len(rows) - times else 0
    return Table(id="", rows=tuple(rows), header_rows=header_rows)


def _rows(element: _Element, *, header: bool) -> Iterator[tuple[_Element, bool]]:
    for child in elements(element):
        kind = short(child)
        if kind == "table:table-row":
            yield child, header
        elif kind in _GROUPS:
            yield from _rows(child, header=header or kind == "table:table-header-rows")


def _cells(row: _Element, inner: Callable[[_Element], tuple[Block, ...]], *, header: bool) -> Iterator[Cell]:
    for child in elements(row):
        if short(child) != "table:table-cell":
            continue  # a covered one belongs to the cell that spans it
        cell = Cell(
            blocks=inner(child),
            column_span=number(attribute(child, "table:number-columns-spanned"), 1, _MOST_SPAN) or 1,
            row_span=number(attribute(child, "table:number-rows-spanned"), 1, _MOST_SPAN) or 1,
            header=header,
        )
        times = number(attribute(child, "table:number-columns-repeated"), 1, _MOST_REPEATED)
        yield from [cell] * (times if cell.blocks else 1)
