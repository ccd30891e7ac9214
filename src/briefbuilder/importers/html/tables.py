"""Tables of a page: those that hold data become one block, those that only lay a page out are walked through."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from briefbuilder.domain.text import Block, Cell, Inline, Row, Table
from briefbuilder.importers.html.inline import PLAIN, Setting, inline_of, is_hidden, tag_of, tidied

_MOST_SPAN = 1000
_LONG_CELL = 700
"""Code points: a table with such cells, and few of them, lays out a page."""


def is_layout(table: HtmlElement) -> bool:
    """Tell whether a table only lays a page out."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find(".//table") is not None:
        return True
    rows = [list(_cells(row)) for row in rows_of(table)]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2:
        return True
    if table.find(".//th") is not None or table.find("caption") is not None:
        return False
    cells = [cell for row in rows for cell in row]
    longest = max(len("".join(cell.itertext()).strip()) for cell in cells)
    structured = any(
        cell.find(f".//{tag}") is not None for cell in cells for tag in ("h1", "h2", "h3", "article")
    )
    return (longest > _LONG_CELL and len(cells) <= 20) or structured


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the rows of a table, those of tables within it not."""
    for child in table:
        tag = tag_of(child)
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if tag_of(row) == "tr")


def table_of(
    table: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]], setting: Setting
) -> Table:
    """Return a table as a block; `inner` gives the blocks of a cell."""
    rows: list[Row] = []
    header_rows = 0
    for row in rows_of(table):
        cells = tuple(_cell(cell, inner) for cell in _cells(row))
        if not any(cell.blocks for cell in cells):
            continue
        parent = row.getparent()
        heads = parent is not None and tag_of(parent) == "thead"
        if header_rows == len(rows) and (heads or all(cell.header for cell in cells)):
            header_rows += 1
        rows.append(Row(cells=cells))
    return Table(id="", rows=tuple(rows), header_rows=header_rows, content=_caption(table, setting))


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if tag_of(cell) in {"td", "th"} and not is_hidden(cell))


def _cell(cell: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]]) -> Cell:
    return Cell(
        blocks=inner(cell),
        column_span=_span(cell.get("colspan")),
        row_span=_span(cell.get("rowspan")),
        header=tag_of(cell) == "th",
    )


def _span(text: str | None) -> int:
    number = int(text) if text and text.strip().isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), _MOST_SPAN)


def _caption(table: HtmlElement, setting: Setting) -> tuple[Inline, ...]:
    caption = table.find("caption")
    return tidied(inline_of(caption, PLAIN, setting)) if caption is not None else ()
