"""Numbers of charts as they are printed, and the numbers of their scales."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from briefbuilder.locales.numbers import PERCENT, format_number

_FORMAT = re.compile(r"(?:#,##)?0(?:\.(0+))?(%)?")
"""The number formats of spreadsheets that charts have."""


def format_value(number: float, value_format: str, language: str) -> str:
    """Return a number in a number format of spreadsheets ("#,##0", "0.0", "0%") as a language writes it."""
    found = _FORMAT.fullmatch(value_format)
    decimals = len(found[1] or "") if found else 0
    is_percentage = found is not None and found[2] is not None
    exact = Decimal(repr(float(number))) * (100 if is_percentage else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = format(rounded or abs(rounded), "f")
    return format_number(plain, language, PERCENT if is_percentage else "")
