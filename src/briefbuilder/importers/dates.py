"""Days written in words or figures; what can be read in two ways is not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_MONTHS = (
    "january janvier gennaio enero januar janeiro januari styczeń stycznia jan gen ene янв января",
    "february février febbraio febrero februar fevereiro februari luty lutego feb fév февраля",
    "march mars marzo märz março maart marzec marca mar марта",
    "april avril aprile abril kwiecień kwietnia apr avr abr апреля",
    "may mai maggio mayo maio mei maj maja mag мая",
    "june juin giugno junio juni junho czerwiec czerwca jun giu июня",
    "july juillet luglio julio juli julho lipiec lipca jul lug июля",
    "august août agosto augustus sierpień sierpnia aug ago августа",
    "september septembre settembre septiembre setembro wrzesień września sep sept set сентября",
    "october octobre ottobre octubre oktober outubro październik października oct ott okt октября",
    "november novembre noviembre novembro listopad listopada nov ноября",
    "december décembre dicembre diciembre dezember dezembro grudzień grudnia dec dic déc dez декабря",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTHS = frozenset(_NUMBER_OF)
"""The names of months in the languages that are read, in small letters."""

_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|d['’])?([^\W\d]+)\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
_FIGURES = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)\b")


def read_date(text: str) -> date | None:
    """Return the day that a text names, or None where it names none or could mean two."""
    found = find_date(text)
    return found[0] if found else None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Return the day that a text names with where it stands, or None where it names none or could mean two."""
    for pattern, read in _READERS:
        found = pattern.search(text)
        day = read(found) if found else None
        if found and day is not None:
            return day, found.start(), found.end()
        if found and pattern in _SURE:
            return None
    return None


def _year_first(found: re.Match[str]) -> date | None:
    return _date(int(found[1]), int(found[2]), int(found[3]))


def _day_first(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[2].lower())
    return _date(int(found[3]), month, int(found[1])) if month else None


def _month_first(found: re.Match[str]) -> date | None:
    month = _NUMBER_OF.get(found[1].lower())
    return _date(int(found[3]), month, int(found[2])) if month else None


def _figures(found: re.Match[str]) -> date | None:
    """Read 13/05/2024 and 05/13/2024, but not 05/06/2024; a full stop always puts the day first."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if "." in found[0] or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SURE = (_ISO, _YEAR_FIRST, _CJK)
"""Forms that mean a day and nothing else: where one names no day that there is, none is looked for."""

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    *((pattern, _year_first) for pattern in _SURE),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_FIGURES, _figures),
)
