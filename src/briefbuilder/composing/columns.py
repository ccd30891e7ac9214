"""Which columns of a table hold numbers: they are set flush at their end, so that sizes can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbuilder.domain.grid import placed
from briefbuilder.domain.text import Row

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


def columns_of_numbers(rows: tuple[Row, ...], header_rows: int) -> frozenset[int]:
    """Return the columns, counted from 0, in whose cells below the head stand numbers and nothing else.

    Cells that span columns, and heads of rows, do not count. Years alone are names, not sizes.
    """
    texts: dict[int, list[str]] = {}
    for column, text in _cells(rows, header_rows):
        texts.setdefault(column, []).append(text)
    return frozenset(column for column, found in texts.items() if _are_numbers(found))


def _cells(rows: tuple[Row, ...], header_rows: int) -> Iterator[tuple[int, str]]:
    for one in placed(rows):
        if one.row >= header_rows and not one.cell.header and one.cell.column_span <= 1:
            yield one.column, one.cell.text.strip()


def _are_numbers(texts: list[str]) -> bool:
    said = [text for text in texts if not _NOTHING.fullmatch(text)]
    return all(map(_NUMBER.fullmatch, said)) and not all(map(_YEAR.fullmatch, said))
