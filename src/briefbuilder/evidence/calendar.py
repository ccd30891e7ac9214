"""The days of months, quarters and the like, and what dates mean that do not say all: the missing year, "last month"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from briefbuilder.domain.facts import Grain, Period
from briefbuilder.domain.values import value

Days = tuple[date, date]


def day_of(year: int, month: int, day: int) -> Days:
    """Return a day as a period."""
    found = date(year, month, day)
    return found, found


def month_of(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return _months_of(year, month, 1)


def quarter_of(year: int, number: int) -> Days:
    """Return the first and last day of a quarter, from 1."""
    return _months_of(year, 3 * number - 2, 3)


def year_of(year: int) -> Days:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def decade_of(year: int) -> Days:
    """Return the first and last day of the ten years that begin with a year."""
    return date(year, 1, 1), date(year + 9, 12, 31)


def century_of(number: int) -> Days:
    """Return the first and last day of a century: the 19th is 1801 to 1900."""
    return date(100 * number - 99, 1, 1), date(100 * number, 12, 31)


def move(unit: str, difference: int, day: date) -> Days:
    """Return the day, week, month, quarter, year or decade that is a number of these from the one of a day."""
    if unit == "day":
        moved = day + timedelta(difference)
        return moved, moved
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * difference)
        return monday, monday + timedelta(6)
    if unit == "month":
        months = 12 * day.year + day.month - 1 + difference
        return month_of(months // 12, months % 12 + 1)
    if unit == "quarter":
        quarters = 4 * day.year + (day.month - 1) // 3 + difference
        return quarter_of(quarters // 4, quarters % 4 + 1)
    return year_of(day.year + difference * (10 if unit == "decade" else 1))


def _months_of(year: int, month: int, count: int) -> Days:
    end = 12 * year + month - 1 + count
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1), date(
        end // 12, end % 12 + 1, 1
    ) - timedelta(1)


_AHEAD = 45
"""Days up to which a month or day without a year is rather the coming one."""

_RECENT = 30
"""Days since a day without a year up to which it is not the one of next year, whatever the sentence says of plans."""


@value
class Reading:
    """A date while it is read: what is known of it, and the direction in which a missing year is looked for."""

    start: int
    end: int
    grain: Grain
    year: int | None = None
    part: int = 0
    """The month, quarter, half or season, from 1."""

    day: int = 0
    end_day: int = 0
    direction: str = ""
    fixed: Period | None = None
    same_year: bool = False
    weekday: int | None = None


def read_at(match: re.Match[str], grain: Grain, **known: Any) -> Reading:
    """Return a reading of all that matched, with what else is known of it."""
    return Reading(start=match.start(), end=match.end(), grain=grain, **known)


def read_fixed(match: re.Match[str], period: Period) -> Reading:
    """Return a reading of all that matched, whose period is known."""
    return read_at(match, period.grain, fixed=period)


def read_century(match: re.Match[str], number: int) -> Reading | None:
    """Return a reading of all that matched, the century of a number, or None if nobody writes of that one."""
    if not 1 <= number <= 22:
        return None
    first, last = century_of(number)
    return read_fixed(match, Period(first=first, last=last, grain="century"))


_Dated = tuple[Reading, Period]


class Context:
    """What the dates before tell of those after: the article's day, the last year, the newest weekday."""

    def __init__(self, day: date | None) -> None:
        self.day = day
        self.last_year: int | None = None
        self.opening_year: int | None = None
        self.block_year: int | None = None
        self.newest_weekday: date | None = None

    def resolve(self, reading: Reading) -> Period | None:
        """Return the period of a reading, or None if its year is unknown."""
        if reading.fixed is not None:
            return reading.fixed
        if reading.weekday is not None:
            return self._resolve_weekday(reading)
        year = reading.year
        if year is None and reading.same_year:
            year = self.last_year
        if year is None and not reading.direction:
            year = self.opening_year
        if year is not None:
            return make_period(reading, year)
        period = self._nearest(reading) if self.day else None
        return None if period is None else self._with_block_year(reading, period)

    def _with_block_year(self, reading: Reading, period: Period) -> Period:
        """Return a period that may also be of the last year that its block named before it."""
        if self.block_year in {None, period.first.year} or reading.direction:
            return period
        other = make_period(reading, self.block_year)
        if other is None:
            return period
        return replace(period, alternatives=(*period.alternatives, (other.first, other.last)))

    def _nearest(self, reading: Reading) -> Period | None:
        assert self.day is not None
        years = range(self.day.year - 5, self.day.year + 6)
        periods = [period for year in years if (period := make_period(reading, year))]
        back = [
            p for p in periods if p.first <= self.day and (reading.direction != "last" or p.last < self.day)
        ]
        ahead = [p for p in periods if p.first > self.day]
        if not back or not ahead:
            return None
        if reading.direction == "next":
            return ahead[0]
        if reading.direction == "this":
            return next(p for p in periods if p.first.year == self.day.year)
        if reading.direction == "last":
            return back[-1]
        before, after = back[-1], ahead[0]
        is_recent = reading.grain == "day" and (self.day - before.last).days <= _RECENT
        if reading.direction == "future" and before.last < self.day and not is_recent:
            return replace(after, alternatives=((before.first, before.last),))
        if reading.grain in {"day", "month"} and not is_recent and not reading.direction:
            before = replace(before, alternatives=((after.first, after.last),))
        near = (after.first - self.day).days <= _AHEAD and (self.day - before.last).days > _AHEAD
        return replace(after, alternatives=((before.first, before.last),)) if near else before

    def _resolve_weekday(self, reading: Reading) -> Period | None:
        if self.day is None or reading.weekday is None:
            return None
        back = self.day - timedelta((self.day.weekday() - reading.weekday) % 7)
        chosen = back
        if reading.direction == "last" and back == self.day:
            chosen = back - timedelta(7)
        elif reading.direction in {"next", "future"} and (back < self.day or reading.direction == "next"):
            chosen = back + timedelta(7)
        if reading.day:
            same = [back + timedelta(7 * n) for n in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5)]
            chosen = next((d for d in same if d.day == reading.day), chosen)
            return Period(first=chosen, last=chosen)
        if chosen <= self.day and (self.newest_weekday is None or chosen > self.newest_weekday):
            self.newest_weekday = chosen
        others = tuple((d, d) for d in (chosen - timedelta(7), chosen + timedelta(7)))
        return Period(first=chosen, last=chosen, alternatives=others)


def make_period(reading: Reading, year: int) -> Period | None:
    """Return the period of a reading in a year, or None if there is no such day."""
    try:
        match reading.grain:
            case "day":
                first, last = day_of(year, reading.part, reading.day)
            case "span":
                first = date(year, reading.part, reading.day)
                last = date(year, reading.part, reading.end_day)
            case "month":
                first, last = month_of(year, reading.part)
            case "quarter":
                first, last = quarter_of(year, reading.part)
            case "half":
                first, last = _months_of(year, 6 * reading.part - 5, 6)
            case "season":
                # The meteorological seasons of the northern half: spring is 1, winter 4.
                first, last = _months_of(year, 3 * reading.part, 3)
            case _:
                first, last = year_of(year)
    except ValueError:
        return None
    if last < first:
        return None
    alternatives = ((first, first), (last, last)) if reading.grain == "span" else ()
    return Period(first=first, last=last, grain=reading.grain, alternatives=alternatives)


def relative_period(unit: str, difference: int, day: date) -> Period:
    """Return the day, week, weekend, month, quarter or year that lies a number of these from a day."""
    if unit == "weekend":
        saturday = day - timedelta((day.weekday() - 5) % 7)
        if difference >= 0 and day.weekday() < 5:
            saturday += timedelta(7)
        if difference > 0:
            saturday += timedelta(7 * (difference - (day.weekday() < 5)))
        return Period(first=saturday, last=saturday + timedelta(1), grain="span")
    first, last = move(unit, difference, day)
    grain: Grain = "day"
    for known in ("week", "month", "quarter", "year", "decade"):
        if unit == known:
            grain = known
    return Period(first=first, last=last, grain=grain)


def span_of(first: tuple[date, date], last: tuple[date, date]) -> Period:
    """Return the span from one period to another."""
    return Period(first=first[0], last=last[1], grain="span", alternatives=(first, last))


def join_ranges(
    found: Sequence[_Dated], end_of: Callable[[_Dated, _Dated], Period | None]
) -> list[tuple[int, int, Period]]:
    """Return the places and periods of a text; two that `end_of` finds to be the ends of a range are one."""
    joined: list[tuple[int, int, Period]] = []
    left = list(reversed(found))
    while left:
        reading, period = one = left.pop()
        if left and (later := end_of(one, left[-1])) is not None:
            end = left.pop()[0].end
            span = span_of((period.first, period.last), (later.first, later.last))
            joined.append((reading.start, end, span))
        else:
            joined.append((reading.start, reading.end, period))
    return joined
