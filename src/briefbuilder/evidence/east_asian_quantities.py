"""Read the quantities of Japanese, Chinese and Korean texts, which have no spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from briefbuilder.domain.facts import Bound, Quantity
from briefbuilder.domain.values import value
from briefbuilder.evidence.quantity_words import ALWAYS_MASKED
from briefbuilder.word_lists import load_word_lists

_CENTURIES = range(1900, 2100)
_PREFIX = re.compile(r"(?:US\$|[$€£¥₩])\s?$")
_LATIN_BEFORE = re.compile(r"[A-Za-z][-_/.]?$")
_PREFIXED = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}


@value
class _EastAsianWords:
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


def read_east_asian(
    text: str, language: str, masked: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int, Quantity], ...]:
    """Return start, end and value of the quantities of a text, leaving out what is in the `masked` places."""
    words = _words_of(language)
    hidden = [
        *masked,
        *(match.span() for pattern in (ALWAYS_MASKED, words.masked) for match in pattern.finditer(text)),
    ]
    found: list[tuple[int, int, Quantity]] = []
    for match in words.number.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in hidden):
            continue
        read = _complete(text, match, words)
        if read is not None:
            found.append(read)
    return tuple(_join_ranges(found, text, words))


def _complete(text: str, match: re.Match[str], words: _EastAsianWords) -> tuple[int, int, Quantity] | None:
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
    if not unit and counter is None and (not in_figures or _is_bare_year(match[0])):
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


def _is_bare_year(written: str) -> bool:
    return written.isdigit() and len(written) == 4 and int(written) in _CENTURIES


def _bound(before: str, text: str, end: int, words: _EastAsianWords) -> Bound:
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


def _join_ranges(
    found: list[tuple[int, int, Quantity]], text: str, words: _EastAsianWords
) -> Iterable[tuple[int, int, Quantity]]:
    """Let the first number of a range have unit and magnitude of the second."""
    for at, (start, end, quantity) in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
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
def _words_of(language: str) -> _EastAsianWords:
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
    return _EastAsianWords(
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
    )


def _either(words: Iterable[str]) -> str:
    phrases = [re.escape(word) for word in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join(phrases)})" if phrases else r"(?!)"
