"""The first and last day of months, quarters, seasons and the like."""

from __future__ import annotations

from datetime import date, timedelta

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


def half_of(year: int, number: int) -> Days:
    """Return the first and last day of the first or second half of a year."""
    return _months_of(year, 6 * number - 5, 6)


def season_of(year: int, number: int) -> Days:
    """Return the first and last day of a meteorological season of the northern half: spring is 1, winter 4."""
    return _months_of(year, 3 * number, 3)


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
