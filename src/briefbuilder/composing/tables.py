"""Composes tables, and finds column widths and columns of numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.inlines import InlineComposer
from briefbuilder.domain.briefing import Part
from briefbuilder.domain.document import Content, DrawnCell, DrawnTable, DrawnText, Element
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, Cell, Row, Table, count_columns, place_cells

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_AMOUNT = rf"\d{{1,3}}(?:(?:{_SPACE}|[.,'’])\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SIGN = "[-–−+±<>≤≥≈~]"
_CURRENCY = "[€$£¥₩₹]|[A-Z]{3}"
_UNIT = r"[%‰€$£¥₩₹]|[^\W\d_]{1,4}\.?"
_NUMBER = lazy_pattern(
    rf"\(?{_SIGN}?{_SPACE}?(?:(?:{_CURRENCY}){_SPACE}?)?(?:{_AMOUNT})(?:{_SPACE}?[-–]{_SPACE}?(?:{_AMOUNT}))?"
    rf"(?:{_SPACE}?(?:{_UNIT})){{0,2}}\)?\*?"
)
_NO_VALUE = lazy_pattern(r"[-–—−.…·/*]*|n\.?[ad]\.?|n/[ad]|n\.?[cs]\.?", re.IGNORECASE)
"""The text of cells without a value: blank, a dash, "n.d."."""
_YEAR = lazy_pattern(r"(?:1[5-9]|2[01])\d\d")

_MIN_SHARE = 0.06
CellComposition = Callable[[tuple[Block, ...], bool], tuple[Element, ...]]


def numeric_columns(rows: tuple[Row, ...], header_rows: int) -> frozenset[int]:
    """Return the columns, counted from 0, that have only numbers below the header.

    Row headers and cells that span columns do not count. Columns of years are not numeric.
    """
    texts: dict[int, list[str]] = {}
    for column, text in _column_texts(rows, header_rows):
        texts.setdefault(column, []).append(text)
    return frozenset(column for column, found in texts.items() if _are_numbers(found))


def _column_texts(rows: tuple[Row, ...], header_rows: int) -> Iterator[tuple[int, str]]:
    for placed in place_cells(rows):
        if placed.row >= header_rows and not placed.cell.header and placed.cell.column_span <= 1:
            yield placed.column, placed.cell.text.strip()


def _are_numbers(texts: list[str]) -> bool:
    values = [text for text in texts if not _NO_VALUE.fullmatch(text)]
    return all(map(_NUMBER.fullmatch, values)) and not all(map(_YEAR.fullmatch, values))


def compose_table(
    table: Table, composer: InlineComposer, draw: CellComposition, anchor: str, language: str | None
) -> DrawnTable:
    """Compose a table; `draw` composes the blocks of a cell."""
    numbers = numeric_columns(table.rows, table.header_rows)
    rows: list[list[DrawnCell]] = [[] for _ in table.rows]
    for placed in place_cells(table.rows):
        flush = placed.column in numbers and placed.cell.column_span <= 1
        rows[placed.row].append(
            replace(_compose_table_cell(placed.cell, placed.row < table.header_rows, draw), flush_end=flush)
        )
    return DrawnTable(
        rows=tuple(map(tuple, rows)),
        widths=column_widths(table.rows),
        header_rows=min(table.header_rows, len(rows)),
        caption=composer.compose(table.content, table.language),
        anchor=anchor,
        origin=composer.origin,
        blocks=(table.id,),
        language=language,
    )


def text_cell(content: Content, *, head: bool = False) -> DrawnCell:
    """Return a cell with one paragraph, of the header if `head` is true."""
    text = DrawnText(role="table-header" if head else "table", content=content)
    return DrawnCell(elements=(text,), header=head)


def part_table(
    part: Part,
    rows: tuple[tuple[DrawnCell, ...], ...],
    shares: tuple[float, ...],
    widths: tuple[float | None, ...],
    context: CompositionContext,
) -> DrawnTable:
    """Return the table of a part with one row of header; `set_widths` explains `shares` and `widths`."""
    return DrawnTable(
        rows=rows,
        widths=set_widths(shares, widths, context.text_width),
        header_rows=1,
        anchor=context.new_anchor("table", part.id),
        origin=part.id,
    )


def _compose_table_cell(cell: Cell, in_head: bool, draw: CellComposition) -> DrawnCell:
    header = cell.header or in_head
    return DrawnCell(
        elements=draw(cell.blocks, header),
        column_span=max(cell.column_span, 1),
        row_span=max(cell.row_span, 1),
        header=header,
    )


def column_widths(rows: tuple[Row, ...]) -> tuple[float, ...]:
    """Return each column's share of the line; the shares sum to 1.

    The width of a column is proportional to the square root of the length of its longest cell.
    """
    count = count_columns(rows) or 1
    weights = [1.0] * count
    for placed in place_cells(rows):
        if placed.cell.column_span <= 1:
            weights[placed.column] = max(weights[placed.column], _weight(placed.cell.text))
    return _shares(weights)


def text_widths(rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return each column's share of the line, for the texts of cells by row."""
    return _shares([max(map(_weight, column)) for column in zip(*rows, strict=True)])


def set_widths(shares: tuple[float, ...], widths: tuple[float | None, ...], line: float) -> tuple[float, ...]:
    """Return shares in which columns with a width (in points) have it, and the others share the rest of the line.

    Widths that leave nothing for the others are reduced together.
    """
    fixed = [width / line if width is not None else None for width in widths]
    free = sum(share for share, width in zip(shares, fixed, strict=True) if width is None)
    taken = sum(width for width in fixed if width is not None)
    if not taken:
        return shares
    most = 1.0 if not free else 1.0 - _MIN_SHARE * fixed.count(None)
    scale = most / taken if taken > most or not free else 1.0
    rest = (1.0 - taken * scale) / free if free else 0.0
    return tuple(
        share * rest if width is None else width * scale for share, width in zip(shares, fixed, strict=True)
    )


def _weight(text: str) -> float:
    return max(math.sqrt(min(len(text), 400)), 1.0)


def _shares(weights: list[float]) -> tuple[float, ...]:
    count = len(weights)
    least = _MIN_SHARE * sum(weights) if count <= 1 / _MIN_SHARE / 2 else 0.0
    weights = [max(weight, least) for weight in weights]
    shares = [round(weight / sum(weights), 6) for weight in weights]
    shares[-1] = round(1.0 - sum(shares[:-1]), 6)
    return tuple(shares)
