"""Tables of a document, with cells that span columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

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
    rows = [row for row in _within(element, "w:tr") if not _is_left_out(row, builder)]
    grid = _grid([_places(row, builder) for row in rows], builder)
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
                if not place.goes_on
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


def _is_left_out(row: _Element, builder: Builder) -> bool:
    """Tell whether a row is deleted or hidden."""
    if child(row, "w:trPr", "w:del") is not None:
        _say(row, builder, "deletion-dropped")
        return True
    if switched(row, "w:trPr", "w:hidden"):
        _say(row, builder, "hidden-text-dropped")
        return True
    return False


def _say(element: _Element, builder: Builder, code: str) -> None:
    text = texts(element, "w:t", "w:delText")
    if text.strip():
        builder.notice(code, first_words(text))


def _places(row: _Element, builder: Builder) -> list[_Place]:
    column = min(number(value(row, "w:trPr", "w:gridBefore")) or 0, _MOST_COLUMNS)
    places: list[_Place] = []
    for cell in _within(row, "w:tc"):
        span = min(max(number(value(cell, "w:tcPr", "w:gridSpan")) or 1, 1), _MOST_COLUMNS)
        merge = child(cell, "w:tcPr", "w:vMerge")
        goes_on = merge is not None and merge.get(name("w:val")) != "restart"
        if child(cell, "w:tcPr", "w:cellDel") is not None:
            _say(cell, builder, "deletion-dropped")
        elif (
            switched(cell, "w:tcPr", "w:hMerge") is not None
            and value(cell, "w:tcPr", "w:hMerge") != "restart"
        ):
            _widen(places, span)
        else:
            places.append(_Place(cell, column, span, goes_on))
        column += span
    return places


def _widen(places: list[_Place], span: int) -> None:
    """Give a cell that goes on from the left to the one before it."""
    if places:
        places[-1] = replace(places[-1], span=places[-1].span + span)


def _grid(found: list[list[_Place]], builder: Builder) -> list[list[_Place]]:
    """Return the rows with those cells alone going on from above that stand below a merged one."""
    grid: list[list[_Place]] = []
    above: frozenset[int] = frozenset()
    for places in found:
        kept = [place if place.column in above else replace(place, goes_on=False) for place in places]
        for place in kept:
            if place.goes_on:
                _say(place.element, builder, "hidden-text-dropped")
        above = frozenset(
            place.column for place in kept if child(place.element, "w:tcPr", "w:vMerge") is not None
        )
        grid.append(kept)
    return grid


def _height(grid: list[list[_Place]], index: int, place: _Place) -> int:
    """Return how many rows a cell spans."""
    height = 1
    for below in grid[index + 1 :]:
        if not any(other.goes_on and other.column == place.column for other in below):
            break
        height += 1
    return height
