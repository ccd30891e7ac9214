"""Read the days and periods that a text names, and compare them.

Dates without a year take it from words beside them ("May last year"), from a date in the same list, from a year that
opens the block, else the one nearest to the article's day, looking back. "Today" is not read: it is in every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from briefbuilder.domain.facts import Fact, FactBlock, Period
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.evidence.calendar import (
    Context,
    Reading,
    century_of,
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
from briefbuilder.evidence.period_words import PeriodWords, Rule, beginnings_of, words_of
from briefbuilder.evidence.words import character_replacer, small_letters
from briefbuilder.locales.dates import DIGITS, make_day

_PLAIN = {
    **DIGITS,
    **{ord("0") + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t"), " "),
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    ord("‑"): "-",
}
_write_plainly = character_replacer(_PLAIN)
_SURE_YEARS = range(1900, 2061)
"""Numbers of four digits that are years without a word before them."""

_FIRST_YEAR = 1500
"""The first year that is read if nothing but a number stands."""

_SENTENCE_END = lazy_pattern(r"[.!?;:»”\"]\s")
_SCORE = lazy_pattern(r"\d ?[-–:]$")
"""The first half of a score such as 4-1, or of a time."""

_QUOTED = lazy_pattern(r"[«“„\"‟][^«»“”„\"]*$")
_LONGEST_QUOTATION = 600
"""Code points before a word within which its quotation begins."""

T = TypeVar("T")

_DAYS = (date(1000, 1, 1), date(9000, 1, 1))
"""Days beyond these are faults of the article's data, and too near the ends of the calendar to count from."""

_OPENING = 25
"""Code points within which a year opens its block."""

_QUESTION = lazy_pattern(r"(?:\A|(?<=\s))[Q]\d[.:)]? [^?]{0,300}\?")
"""The number of a question, which is not a quarter: Q1. Who pays?"""

_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_periods(blocks: Sequence[FactBlock], language: str, day: date | None) -> tuple[Fact, ...]:
    """Return the dates and periods of the blocks of a text, in their order.

    `language` is that of the text, a BCP 47 tag; `day` is that on which it appeared, without which only dates with a
    year are read.
    """
    facts: list[Fact] = []
    context = Context(day if day and _DAYS[0] <= day <= _DAYS[1] else None)
    for block in blocks:
        tag = base_language(block.language or language)
        text = _write_plainly(block.text)
        if tag in EAST_ASIAN:
            from briefbuilder.evidence.east_asian import read_east_asian_periods

            found = read_east_asian_periods(text, tag, context)
        else:
            words = words_of(tag)
            found = [] if words is None else _read_block(text, words, context)
        facts += (_as_fact(block.id, start, end, period) for start, end, period in found)
    return tuple(facts)


def compare_periods(claim: Period, source: Period) -> Literal["equal", "contained", "different"]:
    """Compare two periods: the claim may be a coarser one that contains the source's; finer ones are different."""
    if ((claim.first, claim.last) in {(source.first, source.last), *source.alternatives}) or (
        source.first,
        source.last,
    ) in claim.alternatives:
        return "equal"
    if claim.first <= source.first and source.last <= claim.last:
        touches = claim.first == source.first or claim.last == source.last
        if claim.grain != "span" or source.grain == "span" or touches:
            return "contained"
    return "different"


def _as_fact(block: str, start: int, end: int, period: Period) -> Fact:
    return Fact(block=block, start=start, end=end, stated=period)


# Texts with letters


@value(kw_only=False)
class _RuleMatch:
    """A place where a rule fits, with what is needed to read it."""

    rule: Rule
    match: re.Match[str]
    words: PeriodWords
    context: Context


def _read_block(text: str, words: PeriodWords, context: Context) -> list[tuple[int, int, Period]]:
    readings = _share_years(list(_read(text, words, context)), text, words)
    context.block_year = None
    context.opening_year = _opening_year(readings, context.day)
    found: list[tuple[Reading, Period]] = []
    for reading in readings:
        period = context.resolve(reading)
        if period is None:
            continue
        if reading.year is not None:
            context.last_year = context.block_year = reading.year
        found.append((reading, period))
    return join_ranges(found, lambda one, other: _range_end(one, other, text, words))


def _opening_year(readings: Sequence[Reading], day: date | None) -> int | None:
    """Return the year that opens a block and is that of its dates; a year to come may be that of a plan only."""
    first = readings[0] if readings else None
    if not first or first.grain != "year" or first.start > _OPENING:
        return None
    return None if day and first.year and first.year > day.year else first.year


def _read(text: str, words: PeriodWords, context: Context) -> Iterator[Reading]:
    position, small, beginnings = 0, small_letters(text), beginnings_of(words.language)
    while found := beginnings.trigger.search(small, position):
        start = found.start()
        reading = None
        for number in beginnings.rules_at(small, start):
            rule = words.rules[number]
            match = rule.pattern.match(text, start)
            if match and (reading := _read_match(_RuleMatch(rule, match, words, context))):
                break
        if reading is None:
            position = start + 1
            continue
        position = max(reading.end, start + 1)
        if reading.grain != "century" or reading.fixed:
            yield reading


def _read_match(at: _RuleMatch) -> Reading | None:
    kind, _, unit = at.rule.kind.partition(" ")
    if kind == "relative":
        return _read_relative(unit, at.rule.value, at.match, at.context)
    return _READERS[kind](at)


def _slot(match: re.Match[str], *names: str) -> str:
    """Return the first of the given groups that took part in a match, or an empty text."""
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _before(match: re.Match[str], length: int = 40) -> str:
    """Return the end of the text before a match, no more of it, so that long texts do not take long."""
    return match.string[max(0, match.start() - length) : match.start()]


def _four_digits(written: str) -> int:
    year = int(re.match(r"\d+", written)[0])  # type: ignore[index]
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def _place_in(patterns: Iterable[re.Pattern[str]], written: str) -> int:
    """Return the place, from 1, of the first pattern that fits a whole text; 0 if none does."""
    return next((place for place, pattern in enumerate(patterns, 1) if pattern.fullmatch(written)), 0)


def _meaning(patterns: Iterable[tuple[re.Pattern[str], T]], written: str) -> T | None:
    """Return what the first pattern means that fits a whole text."""
    return next((meaning for pattern, meaning in patterns if pattern.fullmatch(written)), None)


def _year_of(at: _RuleMatch) -> tuple[int | None, bool]:
    """Return the year that a match names, and whether it is the one named before."""
    if written := _slot(at.match, "Y", "Y2", "Y3", "Y4", "YY", "YY3"):
        return _four_digits(written), False
    phrase = _slot(at.match, "LY")
    if not phrase:
        return None, False
    difference = _meaning(at.words.years, phrase)
    if difference is not None:
        return (None if at.context.day is None else at.context.day.year + difference), False
    return None, bool(at.words.same_year.fullmatch(phrase))


def _direction(at: _RuleMatch) -> str:
    written = _slot(at.match, "L", "A")
    return (written and _meaning(at.words.directions, written)) or ""


def _future_direction(at: _RuleMatch) -> str:
    """Return "future" if words before a match in its sentence speak of what will be."""
    words, before = at.words, _before(at.match, 120)
    if words.english and at.match.string.startswith("'s", at.match.end()):
        return ""
    if words.until.search(before):
        return "future"
    before = before[max((m.end() for m in _SENTENCE_END.finditer(before)), default=0) :]
    last = max((m.end() for m in words.future.finditer(before)), default=-1)
    return "future" if last >= 0 and not words.said.search(before, last) else ""


def _month_number(written: str, words: PeriodWords) -> int:
    name = written if words.capital else written.lower()
    number = words.months.get(name.rstrip("."))
    if number is None:
        stripped = re.sub(r"^و?[بل]?", "", name)
        number = words.months.get(stripped, 0)
    return number


def _day_number(written: str) -> int:
    found = re.match(r"\d+", written)
    return int(found[0]) if found else 1


def _read_iso(at: _RuleMatch) -> Reading | None:
    reading = read_at(
        at.match, "day", year=_four_digits(at.match["Y"]), part=int(at.match["n"]), day=int(at.match["n2"])
    )
    return reading if make_period(reading, reading.year or 1) else None


def _read_figures(at: _RuleMatch) -> Reading | None:
    first, second = int(at.match["n"]), int(at.match["n2"])
    if at.match["Y"] is None and ("-" in at.match[0] or ". " in at.match[0]):
        return None
    year = _four_digits(_slot(at.match, "Y", "YY"))
    orders = [(second, first), (first, second)]
    if at.words.english and "." not in at.match[0]:
        orders.reverse()
    days = [make_day(year, month, day) for month, day in orders]
    known = [day for day in days if day]
    if not known:
        return None
    others = known[1:] if at.words.english and "." not in at.match[0] else []
    fixed = Period(first=known[0], last=known[0], alternatives=tuple((d, d) for d in others if d != known[0]))
    return read_at(at.match, "day", year=year, fixed=fixed)


def _read_day_month(at: _RuleMatch) -> Reading | None:
    reading = read_at(
        at.match, "day", part=int(_slot(at.match, "n2", "n4")), day=int(_slot(at.match, "n", "n3"))
    )
    if at.words.english and reading.day <= _MONTHS_OF_YEAR and reading.part <= _MONTHS_OF_YEAR:
        return _with_either_order(reading, at.context)
    # Days of leap years count, since the year is not known yet.
    return reading if make_period(reading, 2000) else None


def _read_days_month(at: _RuleMatch) -> Reading | None:
    """Read two days of one month in numbers: 4-6/10, 28./29.9."""
    month, first, last = _slot(at.match, "n3", "n6"), _slot(at.match, "n", "n4"), _slot(at.match, "n2", "n5")
    return _dated_in_numbers(at, int(month), int(first), int(last))


def _read_day_roman(at: _RuleMatch) -> Reading | None:
    """Read a day whose month is in Roman numerals: 11-VI."""
    month = at.match["R"]
    return None if month.isdecimal() else _dated_in_numbers(at, _numeral(month), int(at.match["n"]))


def _dated_in_numbers(at: _RuleMatch, month: int, day: int, end_day: int = 0) -> Reading | None:
    """Return a day, or the days up to `end_day`, with the year if one is written; None if there is no such day."""
    year = _slot(at.match, "Y", "YY")
    reading = read_at(
        at.match,
        "span" if end_day else "day",
        year=_four_digits(year) if year else None,
        part=month,
        day=day,
        end_day=end_day,
    )
    return reading if make_period(reading, reading.year or 2000) else None


_MONTHS_OF_YEAR = 12


def _with_either_order(reading: Reading, context: Context) -> Reading | None:
    """Return the day of two numbers either of which may be the month: 12/6."""
    period = context.resolve(reading)
    other = context.resolve(replace(reading, day=reading.part, part=reading.day))
    if period is None or other is None:
        return None
    fixed = replace(period, alternatives=(*period.alternatives, (other.first, other.last)))
    return replace(reading, fixed=fixed)


def _read_day(at: _RuleMatch) -> Reading | None:
    month, (year, same_year) = _month_number(at.match["M"], at.words), _year_of(at)
    second = at.match.groupdict().get("D2")
    if at.rule.kind == "days" and not re.search(r"\d", at.match["D"] + at.match["D2"]):
        return None
    if _SCORE.search(_before(at.match)):
        return None
    if not _is_surely_month(at, at.match.end("M")) and not at.words.capital and year is None:
        return None
    reading = read_at(
        at.match,
        "span" if second else "day",
        year=year,
        same_year=same_year,
        part=month,
        day=_day_number(at.match["D"]),
        end_day=_day_number(second) if second else 0,
        direction=_direction(at) or _future_direction(at),
    )
    return reading if make_period(reading, year or 2000) else None


def _is_surely_month(at: _RuleMatch, end: int) -> bool:
    """Return whether the name of a month is whole, or shortened by a full stop and no other word."""
    written = at.match["M"]
    if not _is_short(written, at.words):
        return True
    return at.match.string.startswith(".", end) and at.words.doubtful.fullmatch(written) is None


def _is_short(written: str, words: PeriodWords) -> bool:
    name = written if words.capital else written.lower()
    return name.rstrip(".") not in words.full_months and len(name) <= 5 and not name.isupper()


def _read_month(at: _RuleMatch) -> Reading | None:
    written = at.match["M"]
    month, (year, same_year) = _month_number(written, at.words), _year_of(at)
    direction = _direction(at)
    before = _before(at.match)
    end = at.match.end()
    if year is None and not same_year and not direction:
        end = at.match.end("M")
        if at.words.doubtful.fullmatch(written) or _is_short(written, at.words) or written.isupper():
            if not at.words.preceded.search(before) or at.words.name.search(before + written):
                return None
            if not at.words.capital and (not _is_surely_month(at, end) or written[0].isupper()):
                return None
        direction = _future_direction(at)
    elif not at.words.capital and _is_short(written, at.words) and not at.match.groupdict().get("Y"):
        return None
    return Reading(
        start=at.match.start(),
        end=end,
        grain="month",
        year=year,
        same_year=same_year,
        part=month,
        direction=direction,
    )


def _read_quarter(at: _RuleMatch) -> Reading | None:
    year, same_year = _year_of(at)
    figure, ordinal = _slot(at.match, "q", "q2", "q3", "q4"), _slot(at.match, "ORD")
    number = int(figure) if figure else (_place_in(at.words.ordinals, ordinal) if ordinal else 0)
    if not number or (at.rule.kind == "half" and number > 2):
        return None
    if _QUESTION.match(at.match.string, at.match.start()):
        return None
    return read_at(
        at.match,
        "quarter" if at.rule.kind == "quarter" else "half",
        year=year,
        same_year=same_year,
        part=number,
    )


def _read_season(at: _RuleMatch) -> Reading | None:
    year, same_year = _year_of(at)
    number = _place_in(at.words.seasons, at.match["S"])
    return read_at(
        at.match,
        "season",
        year=year,
        same_year=same_year,
        part=number,
        direction=_direction(at),
    )


def _read_weekday(at: _RuleMatch) -> Reading | None:
    text, start = at.match.string, at.match.start()
    if at.words.habit.search(_before(at.match)) or at.words.not_weekday.match(text, at.match.start("W")):
        return None
    if text[at.match.end("W") : at.match.end("W") + 2] == "-S":
        return None
    number = _meaning(at.words.weekdays, at.match["W"])
    is_day = (
        at.match["D"] and not at.words.english and not at.words.amount_after.match(text, at.match.end("D"))
    )
    day = _day_number(at.match["D"]) if is_day else 0
    return Reading(
        start=start,
        end=at.match.end() if day or not at.match["D"] else max(at.match.end("W"), at.match.end("A")),
        grain="day",
        weekday=number,
        day=day,
        direction=_direction(at) or _future_direction(at),
    )


def _read_short_weekday(at: _RuleMatch) -> Reading | None:
    """Read the short name of a weekday with the number of the day: Ven. 28."""
    names = [name.lower() for name in at.words.short_weekdays]
    number, day = names.index(at.match["WS"].lower()), _day_number(at.match["D"])
    return read_at(at.match, "day", weekday=number, day=day)


def _read_ago(at: _RuleMatch) -> Reading | None:
    if at.context.day is None:
        return None
    written, written_unit = _slot(at.match, "N", "N2"), _slot(at.match, "U", "U2")
    number = int(written) if written.isdigit() else _place_in(at.words.numbers, written)
    unit = _meaning(at.words.units, written_unit)
    if not number or not unit or at.context.day.year - number < 1:
        return None
    return read_fixed(at.match, relative_period(unit, -number, at.context.day))


def _read_relative(unit: str, difference: int, match: re.Match[str], context: Context) -> Reading | None:
    if context.day is None:
        return None
    if unit == "day" and _QUOTED.search(_before(match, _LONGEST_QUOTATION)):
        return _read_quoted_yesterday(match, context) if difference == -1 else None
    period = relative_period(unit, difference, context.day)
    if unit == "week" and difference == 0 and context.day.weekday() == 0:
        # What is written on a Monday may still mean the week that ended the day before.
        last = relative_period(unit, -1, context.day)
        period = replace(period, alternatives=((last.first, last.last),))
    return read_fixed(match, period)


def _read_quoted_yesterday(match: re.Match[str], context: Context) -> Reading:
    """Read "yesterday" in a quotation, which counts from the day when it was said, the newest weekday of the text."""
    assert context.day is not None
    said = context.newest_weekday or context.day
    days = dict.fromkeys(day - timedelta(1) for day in (said, context.day))
    first, *others = days
    fixed = Period(first=first, last=first, alternatives=tuple((d, d) for d in others))
    return read_at(match, "day", fixed=fixed)


def _read_decade(at: _RuleMatch) -> Reading | None:
    if at.rule.kind == "decades":
        year = 1900 + at.rule.value
    else:
        written = _slot(at.match, "Y", "Y2", "YY", "YY2")
        year = int(written[:4]) if len(written) > 2 else 1900 + int(written)
    if year % 10:
        return None
    first, last = decade_of(year)
    # "The 1600s" may be the whole century.
    whole = () if year % 100 else (century_of(year // 100 + 1),)
    return read_fixed(at.match, Period(first=first, last=last, grain="decade", alternatives=whole))


def _read_century(at: _RuleMatch) -> Reading | None:
    return read_century(at.match, at.rule.value or _numeral(_slot(at.match, "R", "R2")))


def _numeral(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [_ROMAN[letter] for letter in written.upper()]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))


def _read_years(at: _RuleMatch) -> Reading | None:
    first = _four_digits(at.match["Y"])
    last = _four_digits(at.match["Y2"]) if at.match["Y2"] else first // 100 * 100 + int(at.match["YY"])
    if not first < last <= first + 200 or not _is_year(at, first):
        return None
    return read_fixed(at.match, span_of(year_of(first), year_of(last)))


def _read_year(at: _RuleMatch) -> Reading | None:
    year = _four_digits(at.match["Y"])
    if not _is_year(at, year):
        return None
    return read_at(at.match, "year", year=year)


def _read_fiscal(at: _RuleMatch) -> Reading | None:
    """Read a fiscal year by the calendar years that name it: FY26, FY2025/26."""
    first = _four_digits(_slot(at.match, "Y", "YY"))
    if not (end := _slot(at.match, "Y2", "YY2")):
        return read_at(at.match, "year", year=first)
    last = int(end)
    if len(end) == 2:
        # The year that has these figures and comes next: FY99/00.
        last = first + (last - first) % 100
    return read_fixed(at.match, span_of(year_of(first), year_of(last))) if first < last else None


def _read_short_year(at: _RuleMatch) -> Reading | None:
    """Read the last two digits of a year after an apostrophe, which closes no quotation: since '53."""
    if not at.words.preceded.search(_before(at.match)):
        return None
    year = 1900 + int(at.match["YY"])
    if at.context.day is not None and year + 100 <= at.context.day.year:
        year += 100
    return read_at(at.match, "year", year=year)


def _is_year(at: _RuleMatch, year: int) -> bool:
    """Return whether a number of four digits is a year by itself and by the words around it."""
    match, words, before = at.match, at.words, _before(at.match)
    if re.search(r"[$€£¥#/.,№§]$|\w\($|\d ?[-–]$|\d $", before):
        return False
    if len(match["Y"]) > 4:
        return True
    if year < _FIRST_YEAR:
        return False
    if words.amount_after.match(match.string, match.end()) or words.amount_before.search(before):
        return False
    return (year in _SURE_YEARS and year % 100 != 0) or bool(words.preceded.search(before))


_READERS = {
    "iso": _read_iso,
    "year_first": _read_iso,
    "figures": _read_figures,
    "day_month": _read_day_month,
    "days_month": _read_days_month,
    "day_roman": _read_day_roman,
    "days": _read_day,
    "day": _read_day,
    "month_first": _read_day,
    "month": _read_month,
    "quarter": _read_quarter,
    "half": _read_quarter,
    "season": _read_season,
    "weekday": _read_weekday,
    "short_weekday": _read_short_weekday,
    "ago": _read_ago,
    "decade": _read_decade,
    "decades": _read_decade,
    "century": _read_century,
    "centuries": _read_century,
    "years": _read_years,
    "year": _read_year,
    "fiscal": _read_fiscal,
    "short_year": _read_short_year,
}


# Ranges


def _share_years(readings: list[Reading], text: str, words: PeriodWords) -> list[Reading]:
    """Give a date without a year that of the date after it in the same list: 3 May and 5 June 2018."""
    shared = list(readings)
    for index in range(len(shared) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        if one.year is not None or one.fixed or one.weekday is not None or one.direction in {"last", "next"}:
            continue
        year, part = other.year, other.part
        if year is None or other.grain not in {one.grain, "day", "span"} or not part:
            continue
        if words.list_gap.fullmatch(text[one.end : other.start]):
            earlier = (one.part, one.day) <= (part, other.day or 31)
            shared[index] = replace(one, year=year if earlier else year - 1)
    return shared


def _range_end(
    one: tuple[Reading, Period], other: tuple[Reading, Period], text: str, words: PeriodWords
) -> Period | None:
    """Return the second period if two are the ends of a range, else None."""
    (reading, period), (later_reading, later) = one, other
    gap = text[reading.end : later_reading.start]
    if len(gap) > 14 or later.last <= period.first or "span" in {period.grain, later.grain}:
        return None
    before = text[max(0, reading.start - 20) : reading.start]
    alike = period.grain == later.grain
    if re.fullmatch(r" ?[-–—] ?", gap):
        return later if alike else None
    if words.to_gap.fullmatch(gap) and (
        words.from_before.search(before) or (words.english and alike and period.grain in {"year", "month"})
    ):
        return later
    if words.and_gap.fullmatch(gap) and words.between_before.search(before):
        return later
    return None
