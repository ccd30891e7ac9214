"""Number formats of spreadsheets (ISO/IEC 29500-1, 18.8.30): a stored number to the characters that the sheet shows.

Nothing depends on the language of a computer: numbers have the marks of the format's own notation, as "1,234.50". Names
of months and days are English unless the format names a language. Dates whose form is that of the computer, or that are
in another calendar, are written as in ISO 8601.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import cache

from briefbuilder.importers.rtf.syntax import windows_language
from briefbuilder.locales.data import calendar_names, known_language

GENERAL = "General"

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "d mmm", 17: "yyyy-mm", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The codes of the formats that are named by number only; those of dates depend on the language in Excel."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\[\]]*)\]|(?P<half>AM/PM|A/P)|(?P<general>General)'
    r"|(?P<exponent>E[+-])(?=[0#?])|(?P<field>y+|m+|d+|h+|s+|e+|g+|b+)|(?P<digits>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\Z")
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]{1,8}))?")
_COMPUTER_DATE = 0xF800
"""The language id of dates in the form that a computer is set to."""
_CALENDAR = 0xFE0000
"""The bits of a language id that name a calendar other than the Gregorian one (ISO/IEC 29500-1, 18.8.31)."""
_LAST_DAY = 2_958_466
"""The day after 31 December 9999, as a number of days since 1900."""

_MOST_DIGITS = 15
_MOST_PLACES = 30
_GENERAL_DIGITS = 10
_GENERAL_WIDTH = 11
_LONGEST_CODE = 1000
_MOST_DAYS = 1e12
"""The largest number that is shown as a duration; seconds of much larger ones are not numbers."""
_EXACT = Context(prec=400)
"""Has room for all digits of the largest number."""


@dataclass(frozen=True, slots=True)
class _FormatPart:
    """A part of a format's code: `kind` is "text", "field", "elapsed", "half", "digit", "mark", "exponent" or "general"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    parts: tuple[_FormatPart, ...]
    condition: tuple[str, float] | None = None
    language: int = 0

    @property
    def is_date(self) -> bool:
        return any(part.kind in {"field", "elapsed", "half"} for part in self.parts)


def format_number(value: float, code: str = GENERAL, *, since_1904: bool = False) -> str:
    """Return the characters that a cell with a number format shows for a number."""
    if not math.isfinite(value):
        return str(value)
    sections = _sections(code[:_LONGEST_CODE])
    section, signed = _choose(sections, value)
    if not section.parts and len(sections) > 1:
        return ""  # the format hides the number
    if section.is_date and abs(value) > _MOST_DAYS:
        return format_number(value)
    if section.is_date:
        return _format_date(section, value, since_1904=since_1904)
    return _format_digits(section, value if signed else abs(value))


def is_date_code(code: str) -> bool:
    """Return whether a number format shows days or times."""
    return _sections(code[:_LONGEST_CODE])[0].is_date


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    parts: list[_FormatPart] = []
    condition: tuple[str, float] | None = None
    language = 0
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            sections.append(_Section(tuple(parts), condition, language))
            parts, condition, language = [], None, 0
            continue
        bracket = found["bracket"]
        if bracket is not None:
            stated = _CONDITION.match(bracket)
            condition = (stated[1], float(stated[2])) if stated else condition
            named = _CURRENCY.match(bracket)
            language = int(named[2], 16) if named and named[2] else language
        part = _part(found)
        if part is not None:
            parts.append(part)
    sections.append(_Section(tuple(parts), condition, language))
    return tuple(sections[:4])


def _part(found: re.Match[str]) -> _FormatPart | None:
    """Return the part of a code that a token stands for; None for colours, fills and spaces of a character's width."""
    bracket = found["bracket"]
    if bracket is not None:
        currency = _CURRENCY.match(bracket)
        if currency:
            return _FormatPart("text", currency[1])
        return _FormatPart("elapsed", bracket.lower()) if _ELAPSED.fullmatch(bracket) else None
    for kind, group in (
        ("half", "half"),
        ("general", "general"),
        ("exponent", "exponent"),
        ("field", "field"),
    ):
        if found[group]:
            return _FormatPart(kind, found[group].lower() if kind == "field" else found[group])
    if found["digits"]:
        return _FormatPart("digit", found["digits"])
    other = found["other"]
    if other in {".", ",", "%", "/"}:
        return _FormatPart("mark", other)
    text = found["quoted"] if found["quoted"] is not None else found["escaped"] or other or ""
    return _FormatPart("text", text) if text else None


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section, bool]:
    """Return the section for a number, and whether its minus sign is still to be written."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, value):
                return section, True
        return sections[-1], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, ">": value > limit, "=": value == limit,
        "<=": value <= limit, ">=": value >= limit, "<>": value != limit,
    }[sign]  # fmt: skip


# Numbers


def _format_digits(section: _Section, value: float) -> str:
    parts = section.parts
    if not any(part.kind in {"digit", "general"} for part in parts):
        return "".join(part.text for part in parts if part.kind == "text" and part.text != "@") or (
            _general(value) if any(part.text == "@" for part in parts) or not parts else ""
        )
    percent = sum(part.text == "%" for part in parts if part.kind == "mark")
    amount = _decimal(value) * Decimal(100) ** percent
    for place, part in enumerate(parts):
        if part.kind == "exponent":
            return _format_exponent(parts, place, amount)
        if part.kind == "mark" and part.text == "/":
            return _format_fraction(parts, place, amount)
    if any(part.kind == "general" for part in parts):
        return "".join(_general(float(amount)) if part.kind == "general" else part.text for part in parts)
    text = _format_decimal(parts, abs(amount))
    return f"-{text}" if amount < 0 and any(sign in text for sign in "123456789") else text


def _format_exponent(parts: tuple[_FormatPart, ...], place: int, amount: Decimal) -> str:
    """Return a number with the exponent part at `place`; it is a multiple of the number of whole digits."""
    mantissa, rest = parts[:place], parts[place + 1 :]
    point = next((at for at, part in enumerate(mantissa) if part.text == "."), place)
    step = max(sum(part.kind == "digit" for part in mantissa[:point]), 1)
    decimals = sum(part.kind == "digit" for part in mantissa[point:])
    exponent = amount.adjusted() // step * step if amount else 0
    if round(abs(amount).scaleb(-exponent, _EXACT), min(decimals, _MOST_PLACES)) >= 10**step:
        exponent += step
    digits = [part for part in rest if part.kind == "digit"]
    sign = "-" if exponent < 0 else "+" if parts[place].text.endswith("+") else ""
    after = "".join(part.text for part in rest if part.kind == "text" or part.text == "%")
    text = _format_decimal(mantissa, abs(amount).scaleb(-exponent, _EXACT))
    return f"{'-' if amount < 0 else ''}{text}E{sign}{str(abs(exponent)).rjust(len(digits), '0')}{after}"


def _format_fraction(parts: tuple[_FormatPart, ...], slash: int, amount: Decimal) -> str:
    """Return a number as a fraction, with the whole number in front if the format has a place for it."""
    digits = [place for place, part in enumerate(parts) if part.kind == "digit"]
    above = next((place for place in range(slash, 0, -1) if place not in digits and place < slash), -1)
    ends = (place for place in range(slash + 1, len(parts)) if not _is_digit(parts[place]))
    end = next(ends, len(parts))
    below = "".join(part.text for part in parts[slash + 1 : end])
    fixed = any(sign in "123456789" for sign in below)
    value = Fraction(abs(amount))
    most = int(re.sub(r"\D", "0", below)) if fixed else 10 ** min(len(below), _MOST_DIGITS) - 1
    if fixed:
        numerator, denominator = round(value * most), most
    else:
        numerator, denominator = value.limit_denominator(max(most, 1)).as_integer_ratio()
    has_whole = bool(digits) and digits[0] < above
    whole, numerator = divmod(numerator, denominator) if has_whole else (0, numerator)
    shown = [str(whole)] if whole or (has_whole and not numerator) else []
    shown += [f"{numerator}/{denominator}"] if numerator or not has_whole else []
    before = "".join(part.text for part in parts[: digits[0] if digits else slash] if part.kind == "text")
    after = "".join(part.text for part in parts[end:] if part.kind == "text" or part.text == "%")
    sign = "-" if amount < 0 and (whole or numerator) else ""
    return f"{sign}{before}{' '.join(shown)}{after}"


def _is_digit(part: _FormatPart) -> bool:
    return part.kind == "digit" or part.text.isdecimal()


def _decimal(value: float) -> Decimal:
    """Return a number with the fifteen digits that spreadsheets keep."""
    try:
        return Decimal(f"{value:.{_MOST_DIGITS}g}")
    except InvalidOperation:
        return Decimal(0)


def _general(value: float) -> str:
    """Return a number as a wide cell without a format shows it: at most ten digits after which it is rounded.

    A small one has no exponent if it fits eleven characters without one.
    """
    if abs(value) < 10**_MOST_DIGITS and value == int(value):
        return str(int(value))
    text = f"{value:.{_GENERAL_DIGITS}g}"
    plain = f"{Decimal(text):f}"
    return plain if "e-" in text and len(plain.lstrip("-")) <= _GENERAL_WIDTH else text.replace("e", "E")


def _format_decimal(parts: tuple[_FormatPart, ...], amount: Decimal) -> str:
    point = next(
        (place for place, part in enumerate(parts) if part.kind == "mark" and part.text == "."), len(parts)
    )
    digits = [place for place, part in enumerate(parts) if part.kind == "digit"]
    whole = [place for place in digits if place < point]
    fraction = [place for place in digits if place > point]
    last_whole = whole[-1] if whole else -1
    commas = [
        place
        for place, part in enumerate(parts)
        if part.kind == "mark" and part.text == "," and place < point
    ]
    grouped = any(whole and whole[0] < place < last_whole for place in commas)
    # Commas after the last digit divide by a thousand each.
    end = digits[-1] if digits else -1
    scale = sum(
        part.kind == "mark" and part.text == "," and place > max(end, last_whole)
        for place, part in enumerate(parts)
    )
    scale += sum(place > last_whole for place in commas) if fraction else 0
    amount = (amount / Decimal(1000) ** scale).quantize(
        Decimal(1).scaleb(-min(len(fraction), _MOST_PLACES)), ROUND_HALF_UP, _EXACT
    )
    integer, _, decimals = f"{amount:f}".partition(".")
    shown = _fill_fraction([parts[place].text for place in fraction], decimals)
    integer = _fill_whole([parts[place].text for place in whole], integer.lstrip("0"), grouped=grouped)
    return _lay_out(parts, whole, fraction, integer, shown)


def _fill_whole(places: list[str], integer: str, *, grouped: bool) -> str:
    needed = len(places) - places.index("0") if "0" in places else 0
    integer = integer.rjust(needed, "0")
    if not grouped or not integer:
        return integer
    head = len(integer) % 3
    groups = [integer[:head]] if head else []
    return ",".join([*groups, *(integer[place : place + 3] for place in range(head, len(integer), 3))])


def _fill_fraction(places: list[str], decimals: str) -> str:
    """Return the digits after the point, without zeros that the format leaves out."""
    while (
        decimals
        and len(decimals) <= len(places)
        and decimals.endswith("0")
        and places[len(decimals) - 1] != "0"
    ):
        decimals = decimals[:-1]
    return decimals


def _lay_out(
    parts: tuple[_FormatPart, ...], whole: list[int], fraction: list[int], integer: str, decimals: str
) -> str:
    """Put the digits among the other characters of a format.

    All whole digits stand where the first one does, unless there are characters among them, as in "000-00".
    """
    divided = whole and any(parts[place].kind == "text" for place in range(whole[0], whole[-1]))
    first = max(len(integer) - len(whole) + 1, 0) if divided else len(integer)
    later = dict(zip(whole[1:], integer[first:].rjust(len(whole) - 1, "\0"), strict=True)) if divided else {}
    shown: list[str] = []
    for place, part in enumerate(parts):
        if part.kind == "text":
            shown.append(part.text)
        elif part.kind == "mark" and part.text == "%":
            shown.append("%")
        elif part.kind == "mark" and part.text == ".":
            shown.append(integer if not whole else "")
            shown.append(f".{decimals}" if decimals else "")
        elif place == (whole[0] if whole else -1):
            shown.append(integer[:first])
        elif place in later:
            shown.append(later[place].strip("\0"))
    return "".join(shown).strip() if fraction or whole else "".join(shown)


# Dates and times


def _format_date(section: _Section, value: float, *, since_1904: bool) -> str:
    if any(part.kind == "elapsed" for part in section.parts):
        return _write_fields(section, None, value)
    moment = _moment(value, since_1904=since_1904, parts=section.parts)
    if moment is None:
        return _general(value)
    return _write_fields(section, moment, value)


def _moment(value: float, *, since_1904: bool, parts: tuple[_FormatPart, ...]) -> datetime | None:
    """Return the time that a number of days stands for, rounded to what the format shows; None outside the calendar."""
    days = value + 1462 if since_1904 else value
    has_day = any(part.kind == "field" and part.text[0] in "dye" for part in parts)
    # Day 60 is 29 February 1900, which Lotus 1-2-3 believed to exist; before it the count is one day less.
    if not 0 <= days < _LAST_DAY or (has_day and 60 <= days < 61):
        return None
    first = datetime(1899, 12, 31 if days < 60 else 30, tzinfo=UTC)
    tenths = any(part.kind == "digit" for part in parts)
    seconds = round(days * 86_400, 1 if tenths else 0)
    return first + timedelta(seconds=seconds)


def _write_fields(section: _Section, moment: datetime | None, value: float) -> str:
    parts = list(section.parts)
    if moment is not None and _is_computers_date(section):
        parts = _iso_date(parts, moment) or parts
    half = any(part.kind == "half" for part in parts)
    shown: list[str] = []
    for place, part in enumerate(parts):
        if part.kind == "field":
            shown.append(_write_field(section, parts, place, moment, value, half=half))
        elif part.kind == "elapsed":
            shown.append(_write_elapsed(part.text, value))
        elif part.kind == "half":
            shown.append("AM" if moment is None or moment.hour < 12 else "PM")
        elif part.kind == "digit":
            shown.append(str((moment.microsecond // 100_000) if moment else 0))
        else:
            shown.append(part.text)
    return "".join(shown).strip(" ,")


def _is_computers_date(section: _Section) -> bool:
    """Return whether a date is in the form of the computer, or in another calendar."""
    other_calendar = section.language & _CALENDAR or any(
        part.kind == "field" and part.text[0] in "egb" for part in section.parts
    )
    return bool(other_calendar) or section.language & 0xFFFF == _COMPUTER_DATE


def _iso_date(parts: list[_FormatPart], moment: datetime) -> list[_FormatPart] | None:
    """Return the parts with a date of day, month and year in the form of ISO 8601; None if one of them is missing."""
    fields = [place for place, part in enumerate(parts) if part.kind == "field" and part.text[0] in "ymde"]
    months = [place for place in fields if parts[place].text[0] == "m" and not _is_minute(parts, place)]
    fields = [place for place in fields if parts[place].text[0] != "m" or place in months]
    letters = {parts[place].text[0].replace("e", "y") for place in fields}
    if not {"y", "m"} <= letters:
        return None
    day = any(parts[place].text in {"d", "dd"} for place in fields)
    text = moment.date().isoformat() if day else f"{moment:%Y-%m}"
    return [*parts[: fields[0]], _FormatPart("text", text), *parts[fields[-1] + 1 :]]


def _is_minute(parts: list[_FormatPart], place: int) -> bool:
    """Return whether "m" means minutes: it follows the hour or precedes the second."""
    if len(parts[place].text) > 2:
        return False
    near = [part.text[0] for part in reversed(parts[:place]) if part.kind in {"field", "elapsed"}]
    after = [part.text[0] for part in parts[place + 1 :] if part.kind in {"field", "elapsed"}]
    return near[:1] == ["h"] or after[:1] == ["s"]


def _write_field(
    section: _Section,
    parts: list[_FormatPart],
    place: int,
    moment: datetime | None,
    value: float,
    *,
    half: bool,
) -> str:
    text = parts[place].text
    letter, width = text[0], min(len(text), 2)
    if moment is None:
        seconds = round(abs(value) * 86_400)
        number = (
            seconds // 60 % 60 if letter == "m" else seconds % 60 if letter == "s" else seconds // 3600 % 24
        )
        return str(number).rjust(width, "0")
    if letter in "ye":
        return f"{moment.year % 100:02}" if len(text) <= 2 and letter == "y" else str(moment.year)
    if letter == "m" and not _is_minute(parts, place):
        has_day = any(part.kind == "field" and part.text in {"d", "dd"} for part in parts)
        names = "months" if has_day else "months_alone"
        return _name_or_number(section, names, moment.month - 1, moment.month, text)
    if letter == "d":
        return _name_or_number(section, "days", date.weekday(moment), moment.day, text)
    hour = (moment.hour % 12 or 12) if half else moment.hour
    numbers = {"h": hour, "m": moment.minute, "s": moment.second}
    return str(numbers[letter]).rjust(width, "0") if letter in numbers else ""


def _name_or_number(section: _Section, names: str, index: int, number: int, text: str) -> str:
    """Return a day or month as the length of its field says: a number, a short name, a name, or its first letter."""
    if len(text) < 3:
        return str(number).rjust(len(text), "0")
    language = known_language(windows_language(section.language & 0xFFFF)) or "en"
    lists = calendar_names()[language]
    name = lists[names][index]
    if len(text) == 5:
        return name[0]
    return lists[f"{names.partition('_')[0]}_short_alone"][index] if len(text) == 3 else name


def _write_elapsed(text: str, value: float) -> str:
    seconds = round(abs(value) * 86_400)
    number = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[text[0]]
    return f"{'-' if value < 0 else ''}{str(number).rjust(len(text), '0')}"
