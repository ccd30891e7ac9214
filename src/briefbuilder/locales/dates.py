"""Write and read dates in a language."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Literal, get_args
from unicodedata import combining, normalize

from briefbuilder.domain.facts import Grain
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.locales.data import LANGUAGES, Locale, find_locale

LEVANTINE_MONTHS: Mapping[str, int] = {
    "كانون الثاني": 1,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}
"""Months of two words in the Arabic of the Levant."""

ERAS: Mapping[str, int] = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first year of each era, in Japan and Taiwan."""
_WRITTEN_ERAS: Mapping[str, tuple[tuple[date, str], ...]] = {
    "ja": ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和")),
    "zh-Hant": ((date(1912, 1, 1), "民國"),),
}
"""The first day of each era in which official documents count years, the latest first, by language."""
_FIRST_YEAR = "元"
_ERA_YEAR = lazy_pattern(rf"({'|'.join(ERAS)})\s*({_FIRST_YEAR}|\d{{1,3}})(?=\s*年)")

DIGITS: Mapping[int, str] = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for value, digit in enumerate(digits)
}
"""A table for `str.translate` that makes the digits of other scripts Western ones."""

DateStyle = Literal["short", "medium", "long", "full"]
DATE_STYLES: tuple[DateStyle, ...] = get_args(DateStyle)

_FIELD = lazy_pattern(r"'((?:[^']|'')*)'|([A-Za-z])\2*")
"""A quoted text, or a letter of a pattern with its repetitions (Unicode Technical Standard #35, part 4)."""
_NAMES: Mapping[str, Callable[[Locale, date], str]] = {
    "MMM": lambda locale, day: locale.months_short[day.month - 1],
    "MMMM": lambda locale, day: locale.months[day.month - 1],
    "LLL": lambda locale, day: locale.months_short_alone[day.month - 1],
    "LLLL": lambda locale, day: locale.months_alone[day.month - 1],
    "E": lambda locale, day: locale.days_short[day.weekday()],
    "EE": lambda locale, day: locale.days_short[day.weekday()],
    "EEE": lambda locale, day: locale.days_short[day.weekday()],
    "EEEE": lambda locale, day: locale.days[day.weekday()],
    "ccc": lambda locale, day: locale.days_short_alone[day.weekday()],
    "cccc": lambda locale, day: locale.days_alone[day.weekday()],
}
_FIGURES: Mapping[str, Callable[[date], str]] = {
    "d": lambda day: str(day.day),
    "dd": lambda day: f"{day.day:02}",
    "M": lambda day: str(day.month),
    "MM": lambda day: f"{day.month:02}",
    "L": lambda day: str(day.month),
    "LL": lambda day: f"{day.month:02}",
    "y": lambda day: str(day.year),
    "yy": lambda day: f"{day.year % 100:02}",
    "yyyy": lambda day: f"{day.year:04}",
    "G": lambda _: "",
}

_DAY = lazy_pattern(r"(?<![A-Za-z'])d(?![A-Za-z'])[.日일]?")
"""The day in a pattern, with what is written after it."""
_YEARS = (1900, 2199)
_CJK = lazy_pattern(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號](?:\s*[^\W\d_]{1,4})?")
"""A date in Chinese, Japanese or Korean, perhaps with the day of the week after it."""
_CJK_PERIOD = lazy_pattern(r"(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일号號])?)?")
"""A year in Chinese, Japanese or Korean, perhaps with a month and a day."""
_NUMERIC = lazy_pattern(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\s*\.?")
_WORD = lazy_pattern(r"[^\W\d_]+")
_NUMBER = lazy_pattern(r"\d+")
_PARTICLES = frozenset({"of", "the", "st", "nd", "rd", "th", "er", "de", "del", "den", "o"})
"""Words and endings of ordinal numbers within dates, in addition to those in the patterns."""


def is_date_pattern(pattern: str) -> bool:
    """Return whether a pattern has a day, a month and a year, and nothing that the program cannot write."""
    fields = [found[0] for found in _FIELD.finditer(pattern) if not found[0].startswith("'")]
    known = all(field in _NAMES or field in _FIGURES for field in fields)
    return (
        known
        and pattern.count("'") % 2 == 0
        and {"d", "y"} <= (kinds := {f[0] for f in fields})
        and bool(kinds & {"M", "L"})
    )


def format_date(day: date, language: str, form: str = "long") -> str:
    """Return a date as a style or a pattern of CLDR says, or as YYYY-MM-DD in a language without conventions."""
    locale = find_locale(language)
    return day.isoformat() if locale is None else _write(locale.dates.get(form, form), day, locale)


def _write(pattern: str, day: date, locale: Locale) -> str:
    named = "MMM" in pattern
    has_era = "G" in pattern and any(found[0] == "G" for found in _FIELD.finditer(pattern))
    eras = _WRITTEN_ERAS.get(locale.tag, ()) if has_era else ()
    era = next((name for first, name in eras if day >= first), "")

    def write(found: re.Match[str]) -> str:
        field = found[0]
        if era and field in {"G", "y"}:
            year = day.year - ERAS[era]
            return era if field == "G" else _FIRST_YEAR if year == 1 else str(year)
        if field.startswith("'"):
            return (found[1] or "'").replace("''", "'")
        if field == "d" and named and day.day == 1 and locale.first_of_month:
            return locale.first_of_month
        return _NAMES[field](locale, day) if field in _NAMES else _FIGURES[field](day)

    return _FIELD.sub(write, pattern)


def format_period(first: date, last: date, grain: Grain, language: str) -> str:
    """Return a period from its first to its last day, in the unit in which it was dated: "Q2 2018", "May 2018".

    A period without a name in the language is written as months, years or days with a dash between them.
    """
    locale = find_locale(language)
    if locale is None:
        return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    if pattern := _period_pattern(first, grain, locale):
        text = _write(pattern, first, locale)
        years = f"{first.year:04}/{last.year:04}"
        # A winter has two years.
        return text.replace(str(first.year), years) if grain == "season" and last.year > first.year else text
    unit = locale.dates["long"]
    if grain in {"half", "season"} or (grain == "span" and _are_months(first, last)):
        unit = locale.month_of_year
    if grain in {"decade", "century"} or (grain == "span" and _are_years(first, last)):
        unit = locale.year
    if unit == locale.dates["long"] and (first.year, first.month) == (last.year, last.month):
        return _write_days(first, last, locale)
    ends = dict.fromkeys((_write(unit, first, locale), _write(unit, last, locale)))
    return (" – " if any(" " in end for end in ends) else "–").join(ends)


def _write_days(first: date, last: date, locale: Locale) -> str:
    """Return days of one month with their month once: "24–30 September 2018", "24.–30. September 2018"."""
    pattern = locale.dates["long"]
    day = _DAY.search(pattern)
    assert day is not None
    ends = _write(pattern, first, locale), _write(pattern, last, locale)
    if first == last:
        return ends[0]
    after, before = _write(pattern[day.end() :], first, locale), _write(pattern[: day.start()], first, locale)
    return f"{ends[0].removesuffix(after)}–{ends[1].removeprefix(before)}"


def _are_months(first: date, last: date) -> bool:
    return first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)


def _are_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _period_pattern(first: date, grain: Grain, locale: Locale) -> str:
    """Return the pattern of a period, empty if the language has no name for it."""
    patterns: Mapping[Grain, tuple[str, ...]] = {
        "year": (locale.year,),
        "month": (locale.month_of_year,),
        "quarter": locale.quarters,
        "half": locale.halves,
        "season": locale.seasons,
        "decade": (locale.decade,),
    }
    # A season begins in the last month of a quarter of the year: winter in December.
    month = first.month % 12 if grain == "season" else first.month - 1
    found = patterns.get(grain, ())
    return found[month * len(found) // 12] if found else ""


def read_date(text: str, language: str) -> tuple[date, ...]:
    """Return the days that a text can mean: none if it is not a date, two if day and month can be exchanged.

    Dates in figures, with the name of a month in the language or in English, and 2026年11月27日 are read. The language
    decides which of two figures is the month; English without a region, and a language without conventions, do not.
    """
    plain = _to_plain(text)
    plain = _ERA_YEAR.sub(
        lambda found: str(ERAS[found[1]] + (1 if found[2] == _FIRST_YEAR else int(found[2]))), plain
    )
    if found := _CJK.fullmatch(plain):
        return _days([(int(found[1]), int(found[2]), int(found[3]))])
    locale = find_locale(language)
    plain = _without_particles(plain, locale)
    if found := _NUMERIC.fullmatch(plain):
        return _read_figures(found, language)
    for known in (locale, find_locale("en")):
        if known is not None and (days := _read_words(plain, known)):
            return days
    return ()


def read_named_period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a month, or of a day, with the name of the month in any language, and a year.

    None if it is not such a period, or if languages mean different months by the name.
    """
    plain = _to_plain(text)
    if found := _CJK_PERIOD.fullmatch(plain):
        return month_or_day(*(int(part) if part else 0 for part in found.groups()))
    numbers = sorted(_NUMBER.findall(plain), key=len)
    words = set(_WORD.findall(plain))
    months = {month for word in words for month in _months_by_name().get(word, {})}
    if (
        len(months) != 1
        or len(numbers) not in {1, 2}
        or len(numbers[-1]) != 4
        or len(numbers[0]) not in {1, 2, 4}
    ):
        return None
    (month,) = months
    tags = {tag for word in words for tag in _months_by_name().get(word, {}).get(month, ())}
    if not any(words <= _particles(tag) | set(_months_by_name()) for tag in tags):
        return None
    return month_or_day(int(numbers[-1]), month, int(numbers[0]) if len(numbers) == 2 else 0)


def month_or_day(year: int, month: int = 0, day: int = 0) -> tuple[date, date] | None:
    """Return the first and the last day of a year, of a month, or twice a day; None if the calendar does not have it."""
    first, last = make_day(year, month or 1, day or 1), make_day(year, month or 12, day or 1)
    if first is None or last is None or day:
        return None if first is None else (first, first)
    return first, last.replace(day=monthrange(year, last.month)[1])


@cache
def _months_by_name() -> Mapping[str, Mapping[int, frozenset[str]]]:
    """Return for each name of a month, in one word, the months that it stands for, each with the languages."""
    found: dict[str, dict[int, frozenset[str]]] = {}
    for tag in LANGUAGES:
        for name, month in _month_names(tag):
            months = found.setdefault(name, {})
            months[month] = months.get(month, frozenset()) | {tag}
    return found


def _to_plain(text: str) -> str:
    """Return a text in small letters without accents, with Western digits and plain spaces."""
    folded = normalize("NFKD", text.replace("İ", "i").replace("ı", "i")).casefold()
    kept = "".join(str(int(c)) if c.isdecimal() else c for c in folded if not combining(c))
    return normalize("NFC", " ".join(kept.split()))


@cache
def _month_names(tag: str) -> tuple[tuple[str, int], ...]:
    """Return the names of months with their numbers, the longest first."""
    locale = find_locale(tag)
    lists = () if locale is None else (
        locale.months, locale.months_alone, locale.months_short, locale.months_short_alone
    )  # fmt: skip
    names = {_to_plain(name).rstrip("."): month for names in lists for month, name in enumerate(names, 1)}
    return tuple(
        sorted(((n, m) for n, m in names.items() if not n[0].isdigit()), key=lambda item: -len(item[0]))
    )


@cache
def _particles(tag: str) -> frozenset[str]:
    """Return the words that dates of a language may have besides a month."""
    locale = find_locale(tag)
    if locale is None:
        return _PARTICLES
    quoted = " ".join(found[1] or "" for found in _FIELD.finditer(" ".join(locale.dates.values())))
    days = " ".join((*locale.days, *locale.days_alone, *locale.days_short))
    return _PARTICLES | set(_WORD.findall(_to_plain(f"{quoted} {days}")))


def _without_particles(plain: str, locale: Locale | None) -> str:
    """Return a date in figures without the words after it, such as the Russian «г.»; other texts as they are."""
    head = plain.rstrip(" .")
    word = _WORD.search(head)
    if word is None or locale is None or head[word.start() :] not in _particles(locale.tag):
        return plain
    return head[: word.start()].rstrip()


def _read_figures(found: re.Match[str], language: str) -> tuple[date, ...]:
    first, second, last = int(found[1]), int(found[3]), found[4]
    if len(found[1]) == 4:
        return _days([(first, second, int(last))])
    if len(last) not in {2, 4} or len(found[1]) > 2:
        return ()
    year = int(last) if len(last) == 4 else 2000 + int(last)
    order = _order(language, found[2])
    if order == "year" and len(last) == 2:
        return ()
    day_first, month_first = (year, second, first), (year, first, second)
    if order == "month":
        return _days([month_first]) or _days([day_first])
    if order:
        return _days([day_first]) or _days([month_first])
    return _days([day_first, month_first])


def _order(language: str, separator: str) -> str:
    """Return what comes first in a date of figures: day, month or year, or "" if it is not certain."""
    locale = find_locale(language)
    if separator == "." and (
        locale is None or locale.dates["short"].find("d") < locale.dates["short"].find("M")
    ):
        return "day"
    if locale is None or language.lower() == "en":
        return ""
    first = min("dMy", key=locale.dates["short"].find)
    return {"d": "day", "M": "month", "y": "year"}[first]


def _read_words(plain: str, locale: Locale) -> tuple[date, ...]:
    for name, month in _month_names(locale.tag):
        found = re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", plain)
        if found is None:
            continue
        rest = f"{plain[: found.start()]} {plain[found.end() :]}"
        numbers = _NUMBER.findall(rest)
        if len(numbers) != 2 or not set(_WORD.findall(rest)) <= _particles(locale.tag):
            return ()
        year, day = sorted(numbers, key=len, reverse=True)
        return _days([(int(year), month, int(day))]) if len(year) == 4 and len(day) <= 2 else ()
    return ()


def _days(candidates: list[tuple[int, int, int]]) -> tuple[date, ...]:
    found: dict[date, None] = {}
    for year, month, day in candidates:
        result = make_day(year, month, day)
        if result is not None and _YEARS[0] <= year <= _YEARS[1]:
            found[result] = None
    return tuple(found)


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day, None if the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
