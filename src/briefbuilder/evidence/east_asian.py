"""Read the days, periods and quantities of Japanese, Chinese and Korean texts, which have no spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from briefbuilder.domain.facts import Bound, Period, Quantity
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.domain.values import value
from briefbuilder.evidence.calendar import (
    Context,
    Reading,
    decade_of,
    join_ranges,
    make_period,
    read_at,
    read_century,
    read_fixed,
    relative_period,
    span_of,
    year_of,
)
from briefbuilder.evidence.quantity_words import ALWAYS_MASKED, is_year
from briefbuilder.locales.dates import ERAS
from briefbuilder.word_lists import load_word_lists

# Days and periods

_NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "元": 1,
    "両": 2,
    "两": 2,
    "兩": 2,
}
_FIGURE = r"(?:\d{1,3}|[一二三四五六七八九十两兩]{1,3})"
_SEVERAL = 20
"""Code points between an ending such as "until" and its date."""


@dataclass(frozen=True, slots=True)
class _WordsOfPeriods:
    pattern: re.Pattern[str]
    relative: Mapping[str, tuple[str, int]]
    units: tuple[tuple[re.Pattern[str], str], ...]
    seasons: Mapping[str, int]
    season_before: Mapping[str, str]
    halves: tuple[tuple[re.Pattern[str], int], ...]
    weekdays: Mapping[str, int]
    last: re.Pattern[str]
    following: re.Pattern[str]
    to: re.Pattern[str]
    future: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _EastAsianMatch:
    """A place where the pattern fits, with what is needed to read it."""

    match: re.Match[str]
    words: _WordsOfPeriods
    context: Context


def read_east_asian_periods(text: str, language: str, context: Context) -> list[tuple[int, int, Period]]:
    """Return the periods in a text with their places; its digits must be Western ones."""
    words = _words_of(language)
    found: list[tuple[Reading, Period]] = []
    context.opening_year = None
    month: tuple[int | None, int] | None = None
    for written in _read(text, words, context):
        reading = written
        if reading.grain == "day" and not reading.part and not reading.fixed and reading.weekday is None:
            month, complete = _complete_day(reading, month, context)
            if complete is None:
                continue
            reading = complete
        if (
            reading.grain in {"day", "month"}
            and found
            and not text.count("。", found[-1][0].end, reading.start)
        ):
            reading = _follow_year(reading, *found[-1])
        period = context.resolve(reading)
        if period is None:
            continue
        if reading.year is not None:
            context.last_year = reading.year
            if reading.grain == "year" and not found and reading.start < 8:
                context.opening_year = reading.year
        if reading.grain in {"day", "month"} and reading.part:
            month = (period.first.year, period.first.month)
        found.append((reading, period))
    return join_ranges(found, lambda one, other: _range_end(one, other, text, words))


def _follow_year(reading: Reading, before: Reading, period: Period) -> Reading:
    """Give a later month without a year that of the date before it in its sentence: 2023年7月から、…9月に."""
    named = before.part and (before.year is not None or before.same_year)
    if not named or reading.year is not None or reading.fixed or reading.same_year or not reading.part:
        return reading
    return replace(reading, year=period.first.year) if reading.part >= before.part else reading


def _complete_day(
    reading: Reading, month: tuple[int | None, int] | None, context: Context
) -> tuple[tuple[int | None, int] | None, Reading | None]:
    """Give a day without a month that of the date before it or, looking back, that of the article's day."""
    if month is not None and (reading.same_year or context.day is None or month[0] != context.day.year):
        return month, replace(reading, year=month[0], part=month[1])
    if context.day is None:
        return month, None
    for difference in (0, -1, -2):
        first = relative_period("month", difference, context.day).first
        complete = replace(reading, year=first.year, part=first.month)
        result = make_period(complete, first.year)
        if result and result.first <= context.day + timedelta(3):
            return month, complete
    return month, None


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return int("".join(str(_NUMERALS[c]) for c in written))


def _read(text: str, words: _WordsOfPeriods, context: Context) -> Iterator[Reading]:
    for match in words.pattern.finditer(text):
        kind = match.lastgroup or ""
        reading = _READERS[kind](_EastAsianMatch(match, words, context))
        if reading is not None:
            yield reading


def _read_date(at: _EastAsianMatch) -> Reading | None:
    year, same_year = _year_of(at)
    groups = at.match.groupdict()
    month = _number(groups["month"]) if groups["month"] else 0
    if not month and groups["same_month"]:
        month = -1
    day = _number(groups["day"]) if groups["day"] else 0
    if month == -1:
        return read_at(at.match, "day", day=day, same_year=True) if day else None
    if month > 12 or day > 31 or not (month or day or year):
        return None
    if not month and not day and groups["same_year"]:
        return None
    future = at.words.future.search(at.match.string, at.match.end(), at.match.end() + _SEVERAL)
    reading = read_at(
        at.match,
        "day" if day else "month" if month else "year",
        year=year,
        same_year=same_year,
        part=month,
        day=day,
        direction="future" if future and month and year is None and not same_year else "",
    )
    return reading if not month or make_period(reading, year or 2000) else None


def _year_of(at: _EastAsianMatch) -> tuple[int | None, bool]:
    groups = at.match.groupdict()
    if groups["digits"]:
        return _number(groups["digits"]), False
    if groups["era"]:
        return ERAS[groups["era"]] + _number(groups["era_year"]), False
    if groups["relative_year"] and at.context.day:
        return at.context.day.year + at.words.relative[groups["relative_year"]][1], False
    return None, bool(groups["same_year"])


def _read_part(at: _EastAsianMatch) -> Reading | None:
    """Read a quarter, half or season."""
    groups = at.match.groupdict()
    digits, relative = groups["part_digits"], groups["part_relative"]
    year = int(digits) if digits else None
    if relative and at.context.day:
        year = at.context.day.year + at.words.relative[relative][1]
    common = read_at(at.match, "season", year=year)
    if groups["quarter"]:
        return replace(common, grain="quarter", part=_number(groups["quarter"]))
    if half := groups["half"]:
        number = next(n for pattern, n in at.words.halves if pattern.fullmatch(half))
        return replace(common, grain="half", part=number) if year else None
    before = groups["season_before"]
    if year is None and not before:
        return None
    direction = at.words.season_before.get(before or "", "")
    return replace(common, part=at.words.seasons[groups["season"]], direction=direction)


def _read_years(at: _EastAsianMatch) -> Reading | None:
    first, last = int(at.match["years_first"]), at.match["years_last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 200:
        return None
    return read_fixed(at.match, span_of(year_of(first), year_of(end)))


def _read_decade(at: _EastAsianMatch) -> Reading | None:
    written = at.match["decade_digits"]
    year = int(written) if len(written) > 2 else 1900 + int(written)
    if year % 10:
        return None
    first, last = decade_of(year)
    return read_fixed(at.match, Period(first=first, last=last, grain="decade"))


def _read_century(at: _EastAsianMatch) -> Reading | None:
    return read_century(at.match, _number(at.match["century_digits"]))


def _read_ago(at: _EastAsianMatch) -> Reading | None:
    number = _number(at.match["ago_number"])
    unit = next(name for pattern, name in at.words.units if pattern.fullmatch(at.match["ago_unit"]))
    if at.context.day is None or not number or number >= at.context.day.year:
        return None
    return read_fixed(at.match, relative_period(unit, -number, at.context.day))


def _read_weekday(at: _EastAsianMatch) -> Reading | None:
    name = next(c for c in at.match["weekday_name"] if c in at.words.weekdays)
    before = at.match["weekday_before"] or ""
    direction = (
        "last" if at.words.last.fullmatch(before) else "next" if at.words.following.fullmatch(before) else ""
    )
    return read_at(at.match, "day", weekday=at.words.weekdays[name], direction=direction)


def _read_relative(at: _EastAsianMatch) -> Reading | None:
    if at.context.day is None:
        return None
    unit, difference = at.words.relative[at.match[0]]
    return read_fixed(at.match, relative_period(unit, difference, at.context.day))


_READERS = {
    "is_years": _read_years,
    "is_decade": _read_decade,
    "is_century": _read_century,
    "is_ago": _read_ago,
    "is_part": _read_part,
    "is_date": _read_date,
    "is_weekday": _read_weekday,
    "is_relative": _read_relative,
}


@cache
def _words_of(language: str) -> _WordsOfPeriods:
    lists: Mapping[str, Any] = load_word_lists("briefbuilder.evidence", "periods")[language]
    relative = {
        word: (key.split()[0], int(key.split()[1]))
        for key, words in lists["relative"].items()
        for word in words.split("|")
    }
    weekdays = {name: number for number, names in enumerate(lists["weekdays"]) for name in names}
    units = tuple((re.compile(pattern), unit) for unit, pattern in lists["ago"].items())
    return _WordsOfPeriods(
        pattern=re.compile(_pattern(lists, relative, weekdays)),
        relative=relative,
        units=units,
        seasons={name: number for number, name in enumerate(lists["seasons"], 1)},
        season_before={word: name for name, word in lists.get("season_before", {}).items()},
        halves=tuple((re.compile(pattern), number) for number, pattern in lists["halves"].items()),
        weekdays=weekdays,
        last=re.compile(lists["last"]),
        following=re.compile(lists["next"]),
        to=re.compile(rf"(?:(?:{lists['to']}),?、? ?)"),
        future=re.compile(lists["future"]),
    )


def _pattern(
    lists: Mapping[str, Any], relative: Mapping[str, tuple[str, int]], weekdays: Mapping[str, int]
) -> str:
    years = "|".join(word for word, (unit, _) in relative.items() if unit == "year")
    others = "|".join(
        sorted((w for w, (unit, _) in relative.items() if unit != "year"), key=len, reverse=True)
    )
    weekday = lists["weekday"].replace("<W>", f"[{''.join(weekdays)}]")
    year, month, day = r" ?[年년]", r" ?(?:[月월])", f" ?(?:{lists['day_of_month']})"
    before = "|".join(lists.get("season_before", {}).values()) or "(?!)"
    suffix = f"(?:{lists['season_suffix']})" if "season_suffix" in lists else ""
    quarter = lists["quarter"].replace("<N>", "(?P<quarter>[1-4一二三四])")
    half = "|".join(lists["halves"].values())
    dash = r"(?:[～〜~–—-]|から|至|到)"
    parenthesis = rf"(?: ?[（(][{''.join(weekdays)}](?:{'曜日?|요일'})?[）)])?"
    parts = (
        rf"(?:(?:(?P<part_digits>(?:19|20)\d\d){year}|(?P<part_relative>{years}))(?:度|의|の| )*|(?P<season_before>{before})?)"
        rf"(?P<is_part>{quarter}|(?P<half>{half})|(?P<season>{'|'.join(lists['seasons'])}){suffix})"
    )
    return "|".join(
        (
            rf"(?P<years_first>1[5-9]\d\d|20\d\d|21\d\d)(?:{year})?{dash}(?P<years_last>\d{{4}}|\d\d)(?P<is_years>{year})(?![代度 ]?\d{{1,2}} ?[月월])",
            r"(?<!\d)(?P<decade_digits>(?:1[5-9]|20)\d0|[1-9]0)(?P<is_decade> ?(?:年代|년대))",
            rf"(?P<century_digits>{_FIGURE})(?P<is_century> ?(?:世紀|世纪|세기))",
            rf"(?<![\d.,])(?P<ago_number>{_FIGURE}) ?(?P<is_ago>(?P<ago_unit>{'|'.join(lists['ago'].values())}))",
            parts,
            rf"(?P<weekday_before>{lists['last']}|{lists['next']})?(?P<is_weekday>(?P<weekday_name>{weekday}))",
            rf"(?P<is_relative>{others})",
            _date_pattern(lists, years, year, month, day, parenthesis),
        )
    )


def _date_pattern(
    lists: Mapping[str, Any], years: str, year: str, month: str, day: str, parenthesis: str
) -> str:
    """Return the pattern of dates: year, month and day, of which two may be missing."""
    named = (
        rf"(?<![\d.,])(?P<digits>1[0-9]\d\d|20\d\d|21\d\d|[一二][〇零一二三四五六七八九]{{3}}){year}(?!前|間|간|代)度?"
        rf"|(?P<era>{'|'.join(ERAS)})(?P<era_year>\d{{1,3}}|元|[一二三四五六七八九十]{{1,3}})年"
        rf"|(?P<relative_year>{years})|(?P<same_year>{lists['same_year']})"
    )
    months = (
        rf"(?<!\d)(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){month}(?![間间額額产產])"
        rf"|(?P<same_month>{lists['same_month']})"
    )
    days = rf"(?P<day>[0-3]?\d){day}{parenthesis}"
    first = re.sub(r"\(\?P<\w+>", "(?:", f"{named}|{months}|(?<![第约約]){days}")
    return (
        rf"(?P<is_date>(?<![\d.,])(?={first})(?:(?:{named})(?:(?:の|의|、)? ?(?=\d{{1,2}} ?[月월]|[{''.join('一二三四五六七八九十')}]{{1,2}}月))?)?"
        rf"(?:{months})?(?: ?{days})?)"
    )


def _range_end(
    one: tuple[Reading, Period], other: tuple[Reading, Period], text: str, words: _WordsOfPeriods
) -> Period | None:
    """Return the second period if two are the ends of a range, else None."""
    (reading, period), (later_reading, later) = one, other
    is_joined = words.to.fullmatch(text[reading.end : later_reading.start]) is not None
    return (
        later if is_joined and period.grain == later.grain != "span" and period.last < later.first else None
    )


# Quantities

_ITEM = re.compile(r"^\s*\d{1,2}[.)、](?!\d)")
"""The number of an item of a list, after which these languages have no space."""
_PREFIX = re.compile(r"(?:US\$|[$€£¥₩])\s?$")
_LATIN_BEFORE = re.compile(r"[A-Za-z][-_/.]?$")
_PREFIXED = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}


@value
class EastAsianWords:
    """The words of a language, compiled."""

    number: re.Pattern[str]
    digits: Mapping[str, int]
    small: Mapping[str, int]
    large: Mapping[str, int]
    unit: re.Pattern[str]
    units: Mapping[str, str]
    counter: re.Pattern[str]
    magnitude: re.Pattern[str] | None
    bounds: re.Pattern[str]
    bound_of: Mapping[str, Bound]
    bounds_after: re.Pattern[str]
    bound_after_of: Mapping[str, Bound]
    range: re.Pattern[str]
    masked: re.Pattern[str]
    fraction: re.Pattern[str]
    """A part of a whole, which is named first: 三分之二, 百分之三十."""


def read_east_asian_quantities(
    text: str, language: str, masked: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int, Quantity], ...]:
    """Return start, end and value of the quantities of a text, leaving out what is in the `masked` places."""
    words = amount_words_of(language)
    fractions = list(_read_fractions(text, masked, words))
    hidden = SpanIndex(
        [
            *masked,
            *((start, end) for start, end, _ in fractions),
            *(
                match.span()
                for pattern in (ALWAYS_MASKED, _ITEM, words.masked)
                for match in pattern.finditer(text)
            ),
        ]
    )
    found: list[tuple[int, int, Quantity]] = []
    for match in words.number.finditer(text):
        start, end = match.span()
        if hidden.overlaps(start, end):
            continue
        read = _complete(text, match, words)
        if read is not None:
            found.append(read)
    joined = _join_amounts(found, text, words)
    return tuple(sorted([*joined, *fractions], key=lambda place: place[0]))


def _read_fractions(
    text: str, masked: Sequence[tuple[int, int]], words: EastAsianWords
) -> Iterator[tuple[int, int, Quantity]]:
    """Yield the fractions as per cent."""
    hidden = SpanIndex(masked)
    for match in words.fraction.finditer(text):
        start, end = match.span()
        whole, part = (
            read_positional(match[name], words.digits, words.small, words.large)[0]
            for name in ("whole", "part")
        )
        if not whole or part is None or hidden.overlaps(start, end):
            continue
        is_exact = whole in _PERCENTAGES
        part += _decimals(match["decimals"] or "", words.digits)
        if part > whole and not is_exact:
            continue  # 5분의 5000원, 60分の1000円: so many minutes
        share = part * 100 / whole
        bound = _bound(text[max(0, start - 8) : start], text, end, words)
        digits = max(1, len(part.normalize().as_tuple().digits)) if is_exact else 2
        yield (
            start,
            end,
            Quantity(
                numbers=(share if is_exact else Decimal(f"{share:.0f}"),),
                unit="pct",
                digits=digits,
                bound="about" if bound == "exact" and not is_exact else bound,
            ),
        )


def _decimals(written: str, digits: Mapping[str, int]) -> Decimal:
    """Return the value of numerals after a point: 五 of 二十三点五 is 0.5."""
    return Decimal("0." + "".join(str(digits[numeral]) for numeral in written)) if written else Decimal(0)


_PERCENTAGES = frozenset({Decimal(100), Decimal(1000)})
"""Wholes whose parts are per cent and per mille: 百分之三十."""


def _complete(text: str, match: re.Match[str], words: EastAsianWords) -> tuple[int, int, Quantity] | None:
    start, end = match.span()
    number, written = read_positional(match[0], words.digits, words.small, words.large)
    if number is None:
        return None
    before = text[max(0, start - 8) : start]
    if _LATIN_BEFORE.search(before) and not (words.magnitude and words.magnitude.search(before)):
        return None
    unit_match = words.unit.match(text, end)
    unit = words.units[unit_match["unit"]] if unit_match is not None else ""
    counter = None if unit else words.counter.match(text, end)
    in_figures = match[0][0].isdigit()
    if number == 1 and not (in_figures and unit):
        return None
    if not unit and counter is None and (not in_figures or is_year(match[0])):
        return None
    if unit_match is not None:
        end = unit_match.end()
    elif counter is not None:
        end = counter.end()
    prefix = _PREFIX.search(before)
    if prefix is not None:
        unit, start, before = (
            f"cur:{_PREFIXED[prefix[0].strip()]}",
            start - len(prefix[0]),
            before[: prefix.start()],
        )
    elif not unit and words.magnitude is not None and words.magnitude.search(before):
        unit = "mag"
    if unit == "tenths":
        number, unit = number * 10, "pct"
    return (
        start,
        end,
        Quantity(numbers=(number,), unit=unit, digits=written, bound=_bound(before, text, end, words)),
    )


def _bound(before: str, text: str, end: int, words: EastAsianWords) -> Bound:
    after = words.bounds_after.match(text, end)
    if after is not None:
        return words.bound_after_of[after["bound"]]
    match = words.bounds.search(before)
    return words.bound_of[match["bound"]] if match is not None else "exact"


def read_positional(
    written: str, digits: Mapping[str, int], small: Mapping[str, int], large: Mapping[str, int]
) -> tuple[Decimal | None, int]:
    """Return the value of a number such as 1億2000万 or 三百五十, with its significant digits."""
    total = section = Decimal(0)
    current: Decimal | None = None
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|.", written):
        if part[0].isdigit():
            current = Decimal(part.replace(",", ""))
        elif part in digits:
            current = (current or Decimal(0)) * 10 + digits[part]
        elif part in small:
            section += (Decimal(1) if current is None else current).scaleb(small[part])
            current = None
        elif part in large:
            section += current or Decimal(0)
            if not section:
                if total:  # 万亿
                    total = total.scaleb(large[part])
                    continue
                return None, 0
            total += section.scaleb(large[part])
            section, current = Decimal(0), None
    number = total + section + (current or Decimal(0))
    decimals = re.search(r"\.\d+", written)
    count = len(written.replace(".", "").strip("0")) if decimals and written.replace(".", "").isdigit() else 0
    return number, max(1, count, len(number.normalize().as_tuple().digits))


def _join_amounts(
    found: list[tuple[int, int, Quantity]], text: str, words: EastAsianWords
) -> Iterable[tuple[int, int, Quantity]]:
    """Let the first number of a range have unit and magnitude of the second."""
    for index, (start, end, quantity) in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if following is None or quantity.unit or not words.range.fullmatch(text[end : following[0]]):
            yield start, end, quantity
            continue
        numbers = quantity.numbers
        for power in sorted(words.large.values()):
            second = following[2].numbers[0]
            raised = numbers[0].scaleb(power)
            if raised < second < raised * 1000 and second >= Decimal(1).scaleb(power):
                numbers = (raised, *quantity.numbers)
        yield (
            start,
            end,
            Quantity(numbers=numbers, unit=following[2].unit, digits=quantity.digits, bound=quantity.bound),
        )


@cache
def amount_words_of(language: str) -> EastAsianWords:
    """Return the words of amounts of a language."""
    lists = load_word_lists("briefbuilder.evidence", "quantities")["east_asian"]
    of_language: Mapping[str, Any] = lists["languages"][language]
    digits, small, large = lists["digits"], lists["small"], lists["large"]
    signs = load_word_lists("briefbuilder.evidence", "quantities")["symbols"]
    units = {**signs, **{word: unit for unit, named in of_language["units"].items() for word in named}}
    numerals = "".join([*digits, *small, *large])
    bound_of: dict[str, Bound] = {w: b for b, named in of_language["bounds"].items() for w in named}
    bound_after_of: dict[str, Bound] = {
        w: b for b, named in of_language["bounds_after"].items() for w in named
    }
    powers = "".join([*small, *large])
    figures = r"\d+(?:,\d{3})*(?:\.\d+)?"
    return EastAsianWords(
        number=re.compile(rf"(?<![\d.,]){figures}(?: ?[{powers}]+(?: ?{figures})?)*|[{numerals}]+"),
        digits=digits,
        small=small,
        large=large,
        unit=re.compile(rf"[ \u00a0]?(?P<unit>{_either(units)})(?![A-Za-z])"),
        units=units,
        counter=re.compile(rf"[ \u00a0]?{_either(of_language['counters'])}"),
        magnitude=re.compile(rf"{_either(of_language['before']['mag'])}$")
        if of_language["before"]["mag"]
        else None,
        bounds=re.compile(rf"(?P<bound>{_either(bound_of)})[ \u00a0]?$"),
        bound_of=bound_of,
        bounds_after=re.compile(
            rf"(?:{_either(of_language['counters'])})?(?P<bound>{_either(bound_after_of)})"
        ),
        bound_after_of=bound_after_of,
        range=re.compile(_either(of_language["range"])),
        masked=re.compile("|".join(f"(?:{pattern})" for pattern in of_language["masked"])),
        fraction=re.compile(
            rf"(?<![\d{numerals}])(?<!\d[.,])(?P<whole>\d+|[{numerals}]+) ?{of_language['fraction']} ?(?P<part>{figures}|[{numerals}]+)"
            rf"(?:[点點](?P<decimals>[{''.join(digits)}]+))?"
            # Of minutes: 30分の一部.
            r"(?<!分の一(?=[部時般方回度定緒種環]))"
        ),
    )


def _either(words: Iterable[str]) -> str:
    phrases = [re.escape(word) for word in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join(phrases)})" if phrases else r"(?!)"
