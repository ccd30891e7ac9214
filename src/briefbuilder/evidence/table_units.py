"""Reads the unit of a number in a table from the header of its column or row: "Cost (€ million)" above 28.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from briefbuilder.domain.facts import Fact, FactBlock, Quantity
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.evidence.quantities import quantity_keys, read_quantities

_SAMPLE = "28"
"""The number that is read before the words of a header, to find out whether they are a unit."""

_CALENDAR_UNITS = frozenset({"day", "week", "month", "yr"})
_LAST_DAY = 31
"""A number up to this one below "Day" or "Month" may be that of a day or a month."""

_PART = lazy_pattern(
    r"[(\[（［](?P<inner>[^()\[\]（）［］]{1,60})[)\]）］]|[,:;，：–—] ?(?P<last>[^,:;，：–—]{1,60})$"
)
"""What stands in brackets, or after the last comma."""
_AFTER_PREPOSITION = lazy_pattern(r"(?:^|\s)(?:in|en|em|в) (?P<last>\S.{0,60})$", re.IGNORECASE)
_CURRENCY_FIRST = lazy_pattern(
    r"(?P<currency>(?:US|A|C|NZ|HK)?[€$£¥₩₽₺₴₹]|[A-Z]{3}(?![A-Za-z]))[ \u00a0\u202f]*(?P<magnitude>.+)"
)


def add_unit(block: FactBlock, quantities: Sequence[Fact], language: str, *, pointed: bool) -> Sequence[Fact]:
    """Return the quantities of a cell; a bare number that is all of it gets the unit and magnitude of its headers.

    If the headers of the column and of the row name different units, neither counts. The caption counts where neither
    names one. `language` and `pointed` are as for `read_quantities`.
    """
    if len(quantities) != 1 or not any(block.headers):
        return quantities
    (fact,) = quantities
    stated = fact.stated
    around = block.text[: fact.start] + block.text[fact.end :]
    if not isinstance(stated, Quantity) or stated.unit or any(map(str.isalnum, around)):
        return quantities
    number, tag = block.text[fact.start : fact.end], block.language or language
    *beside, caption = (_read_with_header(number, header, tag, pointed=pointed) for header in block.headers)
    named = {found for found in beside if found is not None} or ({caption} if caption is not None else set())
    if len(named) != 1:
        return quantities
    (read,) = named
    return (replace(fact, stated=replace(read, sign=stated.sign), keys=quantity_keys(read)),)


def _read_with_header(number: str, header: str, language: str, *, pointed: bool) -> Quantity | None:
    """Return a number with the unit and magnitude of a header, None if that has neither."""
    unit = _find_unit(header, language) if header else None
    found = _read_first(f"{number} {unit}", language, pointed=pointed) if unit is not None else None
    if found is None:
        return None
    stated = found.stated
    may_be_date = unit == header and stated.unit in _CALENDAR_UNITS and max(stated.numbers) <= _LAST_DAY
    return None if may_be_date else stated


@lru_cache(maxsize=2000)
def _find_unit(header: str, language: str) -> str | None:
    """Return the words of a header that are a unit or a magnitude after a number, None if there are none."""
    if any(map(str.isdigit, header)):
        return None
    for words in _likely_units(header):
        found = _read_first(f"{_SAMPLE} {words}", language)
        if found is None or found.end != len(_SAMPLE) + 1 + len(words):
            continue
        # "Score" above 82 is no magnitude, as "(thousand)" beside other words is.
        is_magnitude = words != header and found.stated.numbers != (Decimal(_SAMPLE),)
        if found.stated.unit or is_magnitude:
            return words
    begun = _read_first(f"{_SAMPLE} {header}", language)
    if begun is None or not begun.stated.unit or _PART.search(header):
        return None
    words = header[: begun.end - len(_SAMPLE) - 1]
    return None if header[len(words) :][:1].isalnum() else words


class _FirstQuantity(NamedTuple):
    """A quantity at the beginning of a text, and where it ends."""

    stated: Quantity
    end: int


def _read_first(text: str, language: str, *, pointed: bool = False) -> _FirstQuantity | None:
    """Return the quantity with which a text begins, None if it has no such quantity or more than one."""
    found = read_quantities(FactBlock(id="", text=text), language, (), pointed=pointed)
    if len(found) != 1 or found[0].start or not isinstance(found[0].stated, Quantity):
        return None
    return _FirstQuantity(found[0].stated, found[0].end)


def _likely_units(header: str) -> Iterator[str]:
    """Yield the parts of a header that may be a unit, and the whole header."""
    parts = [match["inner"] or match["last"] for match in _PART.finditer(header)]
    parts += [match["last"] for part in (header, *parts) for match in _AFTER_PREPOSITION.finditer(part)]
    for part in (*parts, header):
        words = part.strip()
        if match := _CURRENCY_FIRST.fullmatch(words):
            yield f"{match['magnitude']} {match['currency']}"
            yield f"{match['magnitude']}{match['currency']}"
        yield words
