"""Reads the unit of a number in a table's cell from the head of its column or row: "Cost (€ million)" above 28.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from briefbuilder.domain.facts import Fact, FactBlock, Quantity
from briefbuilder.evidence.quantities import quantity_keys, read_quantities

_LONGEST_HEAD = 200
"""Characters: longer cells are texts, which name no unit of others."""

_PROBE = "28"
_OF_DATES = frozenset({"day", "week", "month", "yr"})
_DAYS = 31
"""The most days of a month."""

_SEGMENT = re.compile(
    r"[(\[（［](?P<inner>[^()\[\]（）［］]{1,60})[)\]）］]|[,:;，：–—] ?(?P<last>[^,:;，：–—]{1,60})$"
)
_AFTER_PREPOSITION = re.compile(r"(?:^|\s)(?:in|en|em|в) (?P<last>\S.{0,60})$", re.IGNORECASE)
_CURRENCY_FIRST = re.compile(
    r"(?P<currency>(?:US|A|C|NZ|HK)?[€$£¥₩₽₺₴₹]|[A-Z]{3}(?![A-Za-z]))[ \u00a0\u202f]*(?P<scale>.+)"
)


def add_unit(
    block: FactBlock, quantities: Sequence[Fact], language: str, *, pointed: bool = False
) -> Sequence[Fact]:
    """Return the quantities of a cell, a bare number with the unit and magnitude that the heads name.

    Only a cell that has nothing but a number takes them. Heads of its column and row that name two of them name none,
    and the caption of the table counts where neither does. `language` and `pointed` are as for `read_quantities`.
    """
    if len(quantities) != 1 or not any(block.heads):
        return quantities
    (fact,) = quantities
    stated = fact.stated
    around = block.text[: fact.start] + block.text[fact.end :]
    if not isinstance(stated, Quantity) or stated.unit or any(map(str.isalnum, around)):
        return quantities
    number, tag = block.text[fact.start : fact.end], block.language or language
    *beside, caption = (_read_below(number, head, tag, pointed=pointed) for head in block.heads)
    named = {found for found in beside if found is not None} or ({caption} if caption is not None else set())
    if len(named) != 1:
        return quantities
    (read,) = named
    return (replace(fact, stated=replace(read, sign=stated.sign), keys=quantity_keys(read)),)


def _read_below(number: str, head: str, language: str, *, pointed: bool) -> Quantity | None:
    """Return a number with the unit and magnitude that a head names, None if it names neither."""
    words = _find_unit(head, language) if head else None
    found = _read(f"{number} {words}", language, pointed=pointed) if words is not None else None
    # A number below "Day" or "Month" may be that of a day or a month.
    is_date = found is not None and words == head and found.stated.unit in _OF_DATES
    return None if found is None or (is_date and max(found.stated.numbers) <= _DAYS) else found.stated


@lru_cache(maxsize=2000)
def _find_unit(head: str, language: str) -> str | None:
    """Return the words of a head that name a unit or magnitude after a number, None if there are none.

    It is found out once for all cells of a column, by reading another number before them.
    """
    if len(head) > _LONGEST_HEAD or any(map(str.isdigit, head)):
        return None
    for words in _wordings(head):
        found = _read(f"{_PROBE} {words}", language)
        # "Score" above 82 is no magnitude, as "(thousand)" beside other words is.
        is_magnitude = found is not None and words != head and found.stated.numbers != (Decimal(_PROBE),)
        if (
            found is not None
            and found.end == len(_PROBE) + 1 + len(words)
            and (found.stated.unit or is_magnitude)
        ):
            return words
    begun = _read(f"{_PROBE} {head}", language)
    if begun is None or not begun.stated.unit or _SEGMENT.search(head):
        return None
    words = head[: begun.end - len(_PROBE) - 1]
    return words if not head[len(words) :][:1].isalnum() else None


class _Read(NamedTuple):
    """The only quantity of a text that begins with it, and where it ends."""

    stated: Quantity
    end: int


def _read(text: str, language: str, *, pointed: bool = False) -> _Read | None:
    found = read_quantities(FactBlock(id="", text=text), language, (), pointed=pointed)
    if len(found) != 1 or found[0].start or not isinstance(found[0].stated, Quantity):
        return None
    return _Read(found[0].stated, found[0].end)


def _wordings(head: str) -> Iterator[str]:
    """Yield the words of a head that may be a unit."""
    parts = [match["inner"] or match["last"] for match in _SEGMENT.finditer(head)]
    parts += [match["last"] for part in (head, *parts) for match in _AFTER_PREPOSITION.finditer(part)]
    for part in (*parts, head):
        words = part.strip()
        if currency := _CURRENCY_FIRST.fullmatch(words):
            yield f"{currency['scale']} {currency['currency']}"
            yield f"{currency['scale']}{currency['currency']}"
        yield words
