"""Write and read numbers in a language."""

from __future__ import annotations

import re
from decimal import Decimal

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.locales.data import Locale, find_locale

PERCENT = "%"
"""The unit of a percentage."""
NO_BREAK = "\u00a0"
_MINUS = "−"
_PLAIN = lazy_pattern(r"[-+]?[0-9]+(?:\.[0-9]+)?\Z")
_PATTERN = lazy_pattern(r"#,##0(?:\.0+)?")


def is_number(value: str) -> bool:
    """Return whether a text is a number as it is stored, with a decimal point and without groups."""
    return _PLAIN.match(value) is not None


def stored_number(value: float) -> str:
    """Return a number as it is stored, with all its figures and without an exponent."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_number(value: str, language: str, unit: str = "") -> str:
    """Return a number, given with a decimal point, as it is written in a language ("1.234,5").

    `unit` is % or the code of a currency (ISO 4217), which is written if the language has it.
    """
    locale = find_locale(language) or find_locale("en")
    assert locale is not None
    sign = _MINUS if value.startswith("-") else ""
    whole, point, rest = value.lstrip("+-").partition(".")
    figures = whole.lstrip("0") or "0"
    if len(figures) >= locale.minimum_grouping:
        head = len(figures) % 3
        groups = (figures[:head], *(figures[at : at + 3] for at in range(head, len(figures), 3)))
        figures = locale.group.join(filter(None, groups))
    number = f"{figures}{locale.decimal if point else ''}{rest}"
    return sign + (_add_unit(number, unit, locale) if unit else number)


def _add_unit(number: str, unit: str, locale: Locale) -> str:
    pattern = locale.percent if unit == PERCENT else locale.currency
    before, after = _PATTERN.split(pattern, maxsplit=1)
    symbol = locale.symbols.get(unit, unit)
    before, after = before.replace("¤", symbol), after.replace("¤", symbol)
    # a symbol that ends in a letter is set apart from the figures (UTS #35, part 3, currency spacing)
    gap = NO_BREAK if before and before[-1].isalpha() else ""
    return f"{before}{gap}{number}{after}"


def read_number(text: str, language: str) -> str | None:
    """Return a number as it is stored, with a decimal point and without groups, or None if the text is not a number.

    If a text has points and commas, the last one is the decimal mark. A single mark is read as the language
    has it; a point or comma that the language does not use before three figures is a decimal mark.
    """
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text.strip())
    sign = "-" if plain[:1] in {"-", _MINUS, "–"} else ""
    body = (plain[1:] if sign or plain.startswith("+") else plain).strip()
    marks = [character for character in body if character in ".,٫"]
    locale = find_locale(language)
    decimal = _decimal_mark(body, marks, locale)
    whole, _, rest = body.rpartition(decimal) if decimal else (body, "", "")
    if decimal and not whole:
        whole = "0"
    groups = re.split(r"[.,'’٬ \u00a0\u202f\u2009]", whole)
    separators = set(re.findall(r"[^0-9]", whole))
    grouped = len(separators) <= 1 and len(groups[0]) in {1, 2, 3} and all(len(g) == 3 for g in groups[1:])
    if len(groups) > 1 and not grouped:
        return None
    result = sign + "".join(groups) + (f".{rest}" if decimal else "")
    return result if _PLAIN.match(result) else None


def _decimal_mark(body: str, marks: list[str], locale: Locale | None) -> str:
    """Return the decimal mark of a number as it was typed, or "" if it has none."""
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) > 1:
        return last
    if len(marks) > 1:
        return ""
    before, _, after = body.partition(last)
    is_group = locale is not None and last == locale.group and len(after) == 3 and 0 < len(before) <= 3
    return "" if is_group and before != "0" else last
