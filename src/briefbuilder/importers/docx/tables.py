"""Tables of a document, with cells that span columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from briefbuilder.domain.text import Block, Cell, Row, Table
from briefbuilder.importers.build import Builder
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.names import child, chosen, name, number, short, switched, texts, value

_MOST_COLUMNS = 1000
_WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of the grid: its first column, the columns it spans, and whether it goes on from above."""

    element: _Element
    column: int
    span: int
    goes_on: bool


def read_table(element: _Element, inner: Callable[[_Element], tuple[Block, ...]], builder: Builder) -> Table:
    """Return a table; `inner` gives the blocks of a cell."""
    rows = [row for row in _within(element, "w:tr") if not _is_deleted(row, builder)]
    grid = [_places(row) for row in rows]
    header_rows = 0
    while header_rows < len(rows) and switched(rows[header_rows], "w:trPr", "w:tblHeader"):
        header_rows += 1
    made = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=inner(place.element),
                    column_span=place.span,
                    row_span=_height(grid, index, place),
                    header=index < header_rows,
                )
                for place in places
                if not (place.goes_on and index)
            )
        )
        for index, places in enumerate(grid)
    )
    return Table(id="", rows=made, header_rows=header_rows)


def _within(element: _Element, wanted: str) -> Iterator[_Element]:
    """Yield rows of a table or cells of a row, through content controls and insertions."""
    for found in chosen(element):
        kind = short(found)
        if kind == wanted:
            yield found
        elif kind in _WRAPPERS:
            yield from _within(found, wanted)


def _is_deleted(row: _Element, builder: Builder) -> bool:
    if child(row, "w:trPr", "w:del") is None:
        return False
    text = texts(row, "w:t", "w:delText")
    if text.strip():
        builder.notice("deletion-dropped", first_words(text))
    return True


def _places(row: _Element) -> list[_Place]:
    column = min(number(value(row, "w:trPr", "w:gridBefore")) or 0, _MOST_COLUMNS)
    places: list[_Place] = []
    for cell in _within(row, "w:tc"):
        span = min(max(number(value(cell, "w:tcPr", "w:gridSpan")) or 1, 1), _MOST_COLUMNS)
        merge = child(cell, "w:tcPr", "w:vMerge")
        goes_on = merge is not None and merge.get(name("w:val")) != "restart"
        places.append(_Place(cell, column, span, goes_on))
        column += span
    return places


def _height(grid: list[list[_Place]], index: int, place: _Place) -> int:
    """Return how many rows a cell spans."""
    height = 1
    for below in grid[index + 1 :]:
        if not any(other.goes_on and other.column == place.column for other in below):
            break
        height += 1
    return height
