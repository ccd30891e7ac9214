"""Days written in words or figures; what can be read in two ways is not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from briefbuilder.word_lists import load_word_lists

_LEVANTINE = {"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}
_THAI = {
    name: number
    for number, name in enumerate(
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
        1,
    )
}
_OF_LANGUAGE = {"hr": {"listopada": 10, "listopad": 10}}
"""Months whose names mean another month elsewhere."""

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The years before the first of each era, in Japan and in Taiwan."""

_BUDDHIST = 543
"""What a year of the Thai calendar is ahead by."""

_FARTHEST = 2200
_MONTH_FIRST_LANGUAGES = frozenset({"en", "en-us", "fil", "tl"})
"""Where 3/5/2024 is March 5 or may be; elsewhere it is 3 May."""

_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for value, digit in enumerate(digits)
}
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T\d{4,6}\S*)?\s*$")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)(?:/|\.\s?)(\d{1,2})(?:/|\.\s?)(\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日")
_CLOCKED = re.compile(r"\b([A-Za-z]{3}) +(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?((?:19|20)\d\d)\b")
"""As computers write it: "Tue Mar 12 10:30:00 2024"."""

_VIETNAMESE = re.compile(r"\b(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:,|năm)?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_NAME = rf"({'|'.join([*_LEVANTINE, *map(re.escape, _THAI)])}|[^\s\d.,;:()/-]{{2,20}})"
"""A month's name; vowel signs of Indian scripts are no letters to a regular expression."""

_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.|-го|-а)?(?:\s+|[/-])(?:de\s+|d['’]|ta['’]\s+)?"
    + _NAME
    + r"(?:\s?/\s?[^\s\d/]{2,20})?\.?,?(?:\s+|[/-])(?:de\s+|del\s+)?((?:19|20|25)\d\d)\b"
)
_MONTH_FIRST = re.compile(
    r"(?<![^\s(>|·•,:])" + _NAME + r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b"
)
_YEAR_NAMED = re.compile(r"\b((?:19|20)\d\d)\.?\s+(?:m\.\s+)?" + _NAME + r"\.?\s+(\d{1,2})(?!\d)")
_LATVIAN = re.compile(r"\b((?:19|20)\d\d)\.\s+gada\s+(\d{1,2})\.\s+" + _NAME)
_FIGURES = re.compile(r"\b(\d{1,2})(?:[./-]|\. )(\d{1,2})(?:[./-]|\. )((?:19|20)\d\d)\b")

_SHORT_YEAR = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d\d)(?![\d./]\d|\d)")


def read_date(text: str, language: str | None = None) -> date | None:
    """Return the day that a text names, or None where it names none or could mean two.

    `language` is that of the text as far as known: it tells whether the day or the month comes first.
    """
    found = find_date(text, language)
    return found[0] if found else None


def find_date(text: str, language: str | None = None) -> tuple[date, int, int] | None:
    """Return the day that a text names with where it stands, or None where it names none or could mean two."""
    figures = text.translate(_DIGITS)
    told = (language or "").lower()
    for pattern, read in _READERS:
        found = pattern.search(figures)
        day = read(found, told) if found else None
        if found and day is not None:
            return day, found.start(), found.end()
        if found and pattern in _SURE:
            return None
    return None


def _year_first(found: re.Match[str], _: str) -> date | None:
    return _date(int(found[1]), int(found[2]), int(found[3]))


def _era(found: re.Match[str], _: str) -> date | None:
    year = 1 if found[2] == "元" else int(found[2])
    return _date(_ERAS[found[1]] + year, int(found[3]), int(found[4]))


def _day_first(found: re.Match[str], language: str) -> date | None:
    month, year = _month(found[2], language), int(found[3])
    if year > _FARTHEST:
        year -= _BUDDHIST
    return _date(year, month, int(found[1])) if month else None


def _month_first(found: re.Match[str], language: str) -> date | None:
    month = _month(found[1], language)
    return _date(int(found[3]), month, int(found[2])) if month else None


def _year_named(found: re.Match[str], language: str) -> date | None:
    month = _month(found[2], language)
    return _date(int(found[1]), month, int(found[3])) if month else None


def _latvian(found: re.Match[str], language: str) -> date | None:
    month = _month(found[3], language)
    return _date(int(found[1]), month, int(found[2])) if month else None


def _vietnamese(found: re.Match[str], _: str) -> date | None:
    return _date(int(found[3]), int(found[2]), int(found[1]))


def _figures(found: re.Match[str], language: str) -> date | None:
    """Read 13/05/2024 and 05/13/2024, and 05/06/2024 only in a known language; a full stop always puts the day first."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day_first = bool(language) and language not in _MONTH_FIRST_LANGUAGES
    if "." in found[0] or first > 12 or first == second or day_first:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 or language == "en-us" else None


def _short_year(found: re.Match[str], language: str) -> date | None:
    """Read 8.5.12 where the language is known to put the day first: anywhere else it may be a version."""
    if not language or language.partition("-")[0] == "en":
        return None
    return _date(2000 + int(found[4]), int(found[3]), int(found[1]))


def _month(name: str, language: str) -> int | None:
    own = _OF_LANGUAGE.get(language.partition("-")[0], {})
    return own.get(name.lower()) or _numbers().get(name.lower())


def is_month(word: str) -> bool:
    """Tell whether a word in small letters is the name of a month in one of the languages that are read."""
    return word in _names()


@cache
def _names() -> dict[str, int]:
    months = load_word_lists("briefbuilder.importers", "months")
    return {name: number for number, names in enumerate(months.values(), 1) for name in names.split()}


@cache
def _numbers() -> dict[str, int]:
    return _names() | _LEVANTINE | _THAI


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SURE = (_ISO, _YEAR_FIRST, _CJK)
"""Forms that mean a day and nothing else: where one names no day that there is, none is looked for."""

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], date | None]], ...] = (
    *((pattern, _year_first) for pattern in (_COMPACT, *_SURE)),
    (_ERA, _era),
    (_VIETNAMESE, _vietnamese),
    (_LATVIAN, _latvian),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_YEAR_NAMED, _year_named),
    (_CLOCKED, _month_first),
    (_FIGURES, _figures),
    (_SHORT_YEAR, _short_year),
)
