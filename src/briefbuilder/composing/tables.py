"""Tables: cells with what is in them, and the widths of their columns."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from briefbuilder.composing.inlines import InlineComposer
from briefbuilder.domain.document import DrawnCell, DrawnTable, Element
from briefbuilder.domain.grid import count_columns, place_cells
from briefbuilder.domain.text import Block, Cell, Row, Table

# Which columns of a table hold numbers: they are set flush at their end, so that sizes can be compared.

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_AMOUNT = rf"\d{{1,3}}(?:(?:{_SPACE}|[.,'’])\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SIGN = "[-–−+±<>≤≥≈~]"
_CURRENCY = "[€$£¥₩₹]|[A-Z]{3}"
_UNIT = r"[%‰€$£¥₩₹]|[^\W\d_]{1,4}\.?"
_NUMBER = re.compile(
    rf"\(?{_SIGN}?{_SPACE}?(?:(?:{_CURRENCY}){_SPACE}?)?(?:{_AMOUNT})(?:{_SPACE}?[-–]{_SPACE}?(?:{_AMOUNT}))?"
    rf"(?:{_SPACE}?(?:{_UNIT})){{0,2}}\)?\*?"
)
_NOTHING = re.compile(r"[-–—−.…·/*]*|n\.?[ad]\.?|n/[ad]|n\.?[cs]\.?", re.IGNORECASE)
"""What stands where there is no number: a blank, a dash, "n.d."."""
_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")


def numeric_columns(rows: tuple[Row, ...], header_rows: int) -> frozenset[int]:
    """Return the columns, counted from 0, in whose cells below the head stand numbers and nothing else.

    Cells that span columns, and heads of rows, do not count. Years alone are names, not sizes.
    """
    texts: dict[int, list[str]] = {}
    for column, text in _cells(rows, header_rows):
        texts.setdefault(column, []).append(text)
    return frozenset(column for column, found in texts.items() if _are_numbers(found))


def _cells(rows: tuple[Row, ...], header_rows: int) -> Iterator[tuple[int, str]]:
    for one in place_cells(rows):
        if one.row >= header_rows and not one.cell.header and one.cell.column_span <= 1:
            yield one.column, one.cell.text.strip()


def _are_numbers(texts: list[str]) -> bool:
    said = [text for text in texts if not _NOTHING.fullmatch(text)]
    return all(map(_NUMBER.fullmatch, said)) and not all(map(_YEAR.fullmatch, said))


_LEAST_SHARE = 0.06
CellDrawing = Callable[[tuple[Block, ...], bool], tuple[Element, ...]]


def compose_table(
    table: Table, composer: InlineComposer, draw: CellDrawing, anchor: str, language: str | None
) -> DrawnTable:
    """Return a table as it is drawn; `draw` gives the elements of a cell's blocks."""
    numbers = numeric_columns(table.rows, table.header_rows)
    rows: list[list[DrawnCell]] = [[] for _ in table.rows]
    for one in place_cells(table.rows):
        flush = one.column in numbers and one.cell.column_span <= 1
        rows[one.row].append(replace(_cell(one.cell, one.row < table.header_rows, draw), flush_end=flush))
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


def _cell(cell: Cell, in_head: bool, draw: CellDrawing) -> DrawnCell:
    header = cell.header or in_head
    return DrawnCell(
        elements=draw(cell.blocks, header),
        column_span=max(cell.column_span, 1),
        row_span=max(cell.row_span, 1),
        header=header,
    )


def column_widths(rows: tuple[Row, ...]) -> tuple[float, ...]:
    """Return each column's share of the line, summing to 1.

    A column grows with the square root of its longest cell, so that a column of long texts gets
    more room and one of numbers is not starved.
    """
    count = count_columns(rows) or 1
    weights = [1.0] * count
    for one in place_cells(rows):
        if one.cell.column_span <= 1:
            weights[one.column] = max(weights[one.column], math.sqrt(min(len(one.cell.text), 400)))
    least = _LEAST_SHARE * sum(weights) if count <= 1 / _LEAST_SHARE / 2 else 0.0
    weights = [max(weight, least) for weight in weights]
    shares = [round(weight / sum(weights), 6) for weight in weights]
    shares[-1] = round(1.0 - sum(shares[:-1]), 6)
    return tuple(shares)
