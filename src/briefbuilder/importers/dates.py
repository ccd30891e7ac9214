"""Read dates in words or figures; ambiguous dates are not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from briefbuilder.domain.languages import base_language
from briefbuilder.locales.dates import DIGITS, ERAS, LEVANTINE_MONTHS, make_day
from briefbuilder.word_lists import load_word_lists

_THAI = {
    name: number
    for number, name in enumerate(
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
        1,
    )
}
_BUDDHIST_OFFSET = 543
"""Years by which the Thai calendar is ahead."""

_MAX_YEAR = 2200
_MONTH_FIRST_LANGUAGES = frozenset({"en", "en-us", "fil", "tl"})
"""Languages in which 3/5/2024 is or may be March 5; in others it is 3 May."""

_WITH_MONTH_FIRST = "en-us"
_WITH_DAY_FIRST = "en-gb"

_DIGIT = re.compile(r"\d")
"""What all forms of dates have."""

_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T\d{4,6}\S*)?\s*$")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)(?:/|\.\s?)(\d{1,2})(?:/|\.\s?)(\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_ERA = re.compile(rf"({'|'.join(ERAS)})\s*(\d{{1,3}}|元)\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日")
_WITH_TIME = re.compile(r"\b([A-Za-z]{3}) +(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?((?:19|20)\d\d)\b")
"""As in "Tue Mar 12 10:30:00 2024"."""

_VIETNAMESE = re.compile(r"\b(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:,|năm)?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_NAME = rf"({'|'.join([*LEVANTINE_MONTHS, *map(re.escape, _THAI)])}|[^\s\d.,;:()/-]{{2,20}})"
"""A month name; not `\\w`, which does not match the vowel signs of Indic scripts."""

_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.|-го|-а)?(?:\s+|[/-])(?:de\s+|d['’]|ta['’]\s+)?"
    + _MONTH_NAME
    + r"(?:\s?/\s?[^\s\d/]{2,20})?\.?,?(?:\s+|[/-])(?:de\s+|del\s+)?((?:19|20|25)\d\d)\b"
)
_MONTH_FIRST = re.compile(
    r"(?<![^\s(>|·•,:])" + _MONTH_NAME + r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b"
)
_YEAR_MONTH_DAY = re.compile(r"\b((?:19|20)\d\d)\.?\s+(?:m\.\s+)?" + _MONTH_NAME + r"\.?\s+(\d{1,2})(?!\d)")
_LATVIAN = re.compile(r"\b((?:19|20)\d\d)\.\s+gada\s+(\d{1,2})\.\s+" + _MONTH_NAME)
_NUMERIC = re.compile(r"\b(\d{1,2})(?:[./-]|\. )(\d{1,2})(?:[./-]|\. )((?:19|20)\d\d)\b")

_SHORT_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d\d)(?![\d./]\d|\d)")

_Reader = Callable[[re.Match[str], str], date | None]
"""Returns the date of a match in a language, None if it is not valid."""

_UNAMBIGUOUS = (_ISO, _YEAR_FIRST, _CJK)
"""Forms that can only be dates: if one of them is no valid date, the search ends."""


def read_date(text: str, language: str | None = None) -> date | None:
    """Return the date in a text, or None without a date or with an ambiguous one.

    `language`, if known, decides whether the day or the month comes first.
    """
    match = find_date(text, language)
    return match[0] if match else None


def find_date(text: str, language: str | None = None) -> tuple[date, int, int] | None:
    """Return the date in a text with its start and end, or None without a date or with an ambiguous one."""
    if _DIGIT.search(text) is None:
        return None
    digits = text if text.isascii() else text.translate(DIGITS)
    language = (language or "").lower()
    for pattern, read in _READERS:
        match = pattern.search(digits)
        day = read(match, language) if match else None
        if match and day is not None:
            return day, match.start(), match.end()
        if match and pattern in _UNAMBIGUOUS:
            return None
    return None


_UNTIL_WORD = r"(?:to|until|till|bis|al|fino|au|jusqu’au|hasta|até|tot|do|по|до)"
_UNTIL = rf"\s*(?:[-–—]|{_UNTIL_WORD})\s*"
_BEFORE_LAST_DAY = re.compile(
    rf"(?:(?:^|[\s(:])\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:[-–—]|\s+{_UNTIL_WORD}\s+(?:the\s+)?)"
    rf"|^\d{{1,2}}\.?\s+[-–—]\s+|\d{{1,2}}\.?\s+(?P<month>[^\W\d_]{{3,12}})\.?(?:\s+(?:[-–—]|{_UNTIL_WORD})\s+|\s?[-–—]\s?))$",
    re.IGNORECASE,
)
_AFTER_FIRST_DAY = re.compile(_UNTIL, re.IGNORECASE)
_BEFORE_SECOND_DAY = re.compile(rf"{_UNTIL}\Z", re.IGNORECASE)
_NEAR = 80
"""Characters before a date in which the first day of its period is looked for."""


def states_period(text: str) -> bool:
    """Return whether the date in a text begins or ends a period, as in "3–5 March 2025"."""
    found = find_date(text)
    if found is None:
        return False
    day, start, end = found
    before = _BEFORE_LAST_DAY.search(text, max(0, start - _NEAR), start)
    if before is not None:
        month, first_day = before["month"], re.search(r"\d+", before[0])
        if is_month(month.lower()) if month else first_day is not None and int(first_day[0]) < day.day:
            return True
    between = _AFTER_FIRST_DAY.match(text, end)
    rest = text[between.end() :][:30] if between is not None else ""
    last = find_date(rest)
    if last is not None and _DIGIT.search(rest[: last[1]]) is None:
        return True
    earlier = _BEFORE_SECOND_DAY.search(text, max(0, start - _NEAR), start)
    return earlier is not None and read_date(text[: earlier.start()]) is not None


def find_date_language(texts: Iterable[str], language: str | None) -> str | None:
    """Return a language with the order of day and month that the dates in the given texts show, or the given one.

    In 13/5/2024 the day comes first, in 5/13/2024 the month.
    """
    day_first = month_first = 0
    for text in texts:
        for match in _NUMERIC.finditer(text) if "20" in text or "19" in text else ():
            first, second = int(match[1]), int(match[2])
            if "." not in match[0]:
                day_first += second <= 12 < first <= 31
                month_first += first <= 12 < second <= 31
    if day_first == month_first:
        return language
    if month_first > day_first:
        return _WITH_MONTH_FIRST
    return _WITH_DAY_FIRST if not language or language.lower() in _MONTH_FIRST_LANGUAGES else language


def _read_in(order: str) -> _Reader:
    """Return a function that reads the groups of a match, which are in an order such as "dmy"; a month may be a name."""

    def read(match: re.Match[str], language: str) -> date | None:
        year, month, day = (match[order.index(part) + 1] for part in "ymd")
        number = int(month) if month.isdecimal() else _find_month(month, language)
        offset = _BUDDHIST_OFFSET if int(year) > _MAX_YEAR else 0
        return make_day(int(year) - offset, number or 0, int(day))

    return read


def _read_era(match: re.Match[str], _: str) -> date | None:
    year = 1 if match[2] == "元" else int(match[2])
    return make_day(ERAS[match[1]] + year, int(match[3]), int(match[4]))


def _read_numeric(match: re.Match[str], language: str) -> date | None:
    """Read 13/05/2024, 05/13/2024, and 05/06/2024 if the language is known; with full stops the day comes first."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day_first = bool(language) and language not in _MONTH_FIRST_LANGUAGES
    if "." in match[0] or first > 12 or first == second or day_first:
        return make_day(year, second, first)
    return make_day(year, first, second) if second > 12 or language == "en-us" else None


def _read_short_numeric(match: re.Match[str], language: str) -> date | None:
    """Read 8.5.12 in languages that put the day first; elsewhere it may be a version number."""
    if not language or base_language(language) == "en":
        return None
    return make_day(2000 + int(match[4]), int(match[3]), int(match[1]))


_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_AND_MONTH = re.compile(
    r"(?<!\d)(?:\d{4}[-/. ]{1,2}(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/. ]{1,2}\d{4})(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]+")


def _find_month(name: str, language: str) -> int | None:
    own = _months_of(base_language(language))
    return own.get(name.lower()) or _all_month_names().get(name.lower())


def read_partial_date(text: str) -> str:
    """Return the year, or the year and month, that a text without a day states, as "2024-05"; an empty text without a year."""
    year = _YEAR.search(text)
    if year is None:
        return ""
    named = (_all_month_names().get(word.lower(), 0) for word in _WORD.findall(text))
    found = _YEAR_AND_MONTH.search(text)
    month = int(found[1] or found[2]) if found else next(filter(None, named), 0)
    return f"{year[0]}-{month:02d}" if month else year[0]


def is_month(word: str) -> bool:
    """Return whether a lower-case word is a month name in one of the supported languages."""
    return word in _month_names()


@cache
def _month_names() -> dict[str, int]:
    months = load_word_lists("briefbuilder.importers", "months")
    return {name: number for number, names in enumerate(months.values(), 1) for name in names.split()}


@cache
def _months_of(language: str) -> dict[str, int]:
    """Return the names that are months in one language only, or others in other languages."""
    names = load_word_lists("briefbuilder.importers", "months_by_language").get(language, "").split()
    return {name: int(number) for number, _, name in (entry.partition("=") for entry in names)}


@cache
def _all_month_names() -> dict[str, int]:
    return {**_month_names(), **LEVANTINE_MONTHS, **_THAI}


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    *((pattern, _read_in("ymd")) for pattern in (_COMPACT, *_UNAMBIGUOUS)),
    (_ERA, _read_era), (_VIETNAMESE, _read_in("dmy")), (_LATVIAN, _read_in("ydm")),
    (_DAY_FIRST, _read_in("dmy")), (_MONTH_FIRST, _read_in("mdy")),
    (_YEAR_MONTH_DAY, _read_in("ymd")), (_WITH_TIME, _read_in("mdy")), (_NUMERIC, _read_numeric),
    (_SHORT_NUMERIC, _read_short_numeric),
)  # fmt: skip
