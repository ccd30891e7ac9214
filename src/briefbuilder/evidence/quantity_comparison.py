"""Compare quantities: whether a number of a text is that of its source, rounded or in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefbuilder.domain.facts import Fact, FactBlock, Period, Quantity, facts_between
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.evidence.quantities import is_range
from briefbuilder.evidence.quantity_words import QuantityWords, words_of
from briefbuilder.evidence.words import sentences_of
from briefbuilder.word_lists import load_word_lists

if TYPE_CHECKING:
    from briefbuilder.evidence.east_asian import EastAsianWords

Comparison = Literal["equal", "rounded", "converted", "different"]


def compare_quantities(claim: Quantity, source: Quantity) -> Comparison | None:
    """Return how a claim stands to a source, or None if the two are not of one kind.

    "rounded" is one-way: a claim that is finer than the source is different.
    """
    units = _common_unit(claim.unit, source.unit)
    if units is None:
        # A text may leave out the unit that it had before: "by 4.8% in July (June: 1.8)".
        bare = not claim.unit and claim.numbers[0] % 1 and claim.numbers[0] in source.numbers
        return "equal" if bare else None
    if {claim.sign, source.sign} == {"-", ""} and units == "same":
        return _compare_degrees(claim, source)
    if set(claim.numbers) & set(source.numbers) and units not in {"unlike", "converted"}:
        # At least 40 is not at most 40.
        return "different" if are_opposite(claim, source) else "equal"
    if units in {"unlike", "equal-only"}:
        return "different" if units == "unlike" else None
    if units == "same":
        is_rounded = _is_rounded(claim, source, Decimal(1)) or _is_measured_alike(claim, source)
        return "rounded" if is_rounded else _compare_degrees(claim, source)
    return _compare_converted(claim, source)


_AT_LEAST, _AT_MOST = frozenset({"at-least", "more-than"}), frozenset({"at-most", "less-than"})


def side_of(quantity: Quantity) -> int:
    """Return 1 for a lower bound, -1 for an upper one and 0 for neither."""
    return (quantity.bound in _AT_LEAST) - (quantity.bound in _AT_MOST)


def are_opposite(one: object, other: object) -> bool:
    """Return whether two quantities are bounds on different sides: at least 40, at most 40."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    return side_of(one) * side_of(other) < 0


_Relation = Literal["same", "converted", "equal-only", "unlike"]
_COUNTABLE = frozenset({"times", "yr", "age", "mag", "pt"})
"""Units that a text may leave out ("54", "54 years old"), or that are not always units ("281 punti vendita")."""

_DOLLARS = frozenset({"cur:USD", "cur:AUD", "cur:CAD", "cur:NZD", "cur:HKD", "cur:SGD", "cur:TWD"})
_AMBIGUOUS = {"pound": ("lb", "cur:GBP"), "kilo": ("kg", "km")}
_SAME = frozenset(
    {frozenset({"yr", "age"}), frozenset({"pp", "pt"}), frozenset({"C", "deg"}), frozenset({"F", "deg"})}
)
_UNLIKE = frozenset({frozenset({"pct", "pp"}), frozenset({"pct", "bp"})})


def are_comparable(unit: str, other: str) -> bool:
    """Return whether quantities in two units may be compared, as one of which the text may have left out the unit."""
    return not unit or not other or _common_unit(unit, other) is not None


@lru_cache(maxsize=10_000)
def _common_unit(claim: str, source: str) -> _Relation | None:
    if claim == source:
        return "same"
    for unit, other_unit in ((claim, source), (source, claim)):
        if unit in _AMBIGUOUS:
            related = [_common_unit(meant, other_unit) for meant in _AMBIGUOUS[unit]]
            return next((found for found in ("same", "converted", "unlike") if found in related), None)
    if not claim or not source:
        return "equal-only" if (claim or source) in _COUNTABLE else None
    pair = frozenset({claim, source})
    if pair in _SAME or pair in _UNLIKE:
        return "same" if pair in _SAME else "unlike"
    if claim.startswith("cur:") and source.startswith("cur:"):
        return "same" if "cur:USD" in pair and pair <= _DOLLARS else "unlike"
    units = _units()
    dimension = units.get(claim, ("claim",))[0]
    return "converted" if dimension == units.get(source, ("source",))[0] else None


def dimension_of(unit: str) -> str:
    """Return what a unit measures ("length"); "" for a currency or a bare number."""
    return _units().get(_AMBIGUOUS.get(unit, (unit,))[0], ("",))[0]


def _units() -> Mapping[str, tuple[str, ...]]:
    """Return what each unit measures, its size in the first unit of its kind, and its system."""
    units: Mapping[str, tuple[str, ...]] = load_word_lists("briefbuilder.evidence", "quantities")["units"]
    return units


def unit_of_time(number: Decimal, unit: str) -> str:
    """Return the unit of time that a number in another unit makes: "week" for seven days; else an empty text."""
    if dimension_of(unit) != "time" or unit == "age":
        return ""
    whole = number * Decimal(_units()[unit][1])
    for other, (dimension, factor, _) in _units().items():
        if dimension == "time" and other != "age" and Decimal(factor) == whole:
            return other
    return ""


_TRANSLATED = Decimal("0.06")
_TRANSLATED_AT_ONE_DIGIT = Decimal("0.10")
"""How far a converted number may be off: translators round."""


def _compare_converted(claim: Quantity, source: Quantity) -> Comparison:
    if claim.unit in _DEGREES:
        return _compare_degrees(claim, source)
    _, factor, system = _units()[_unambiguous(claim.unit, source.unit)]
    _, source_factor, source_system = _units()[_unambiguous(source.unit, claim.unit)]
    ratio = Decimal(source_factor) / Decimal(factor)
    if any(number == other * ratio for number in claim.numbers for other in source.numbers):
        return "equal"
    if _is_rounded(claim, source, ratio):
        return "rounded" if system == source_system else "converted"
    if system == source_system:
        return "different"
    tolerance = _TRANSLATED_AT_ONE_DIGIT if 1 in (claim.digits, source.digits) else _TRANSLATED
    return "converted" if _is_close(claim, source, ratio, tolerance) else "different"


def _is_close(claim: Quantity, source: Quantity, ratio: Decimal, tolerance: Decimal) -> bool:
    """Return whether two quantities differ by a share of the source at most; `ratio` converts the source."""
    return any(
        abs(number - other * ratio) <= tolerance * other * ratio
        for number in claim.numbers
        for other in source.numbers
    )


def _is_measured_alike(claim: Quantity, source: Quantity) -> bool:
    """Return whether a claim that says "about" is a measure that the source may have converted itself, rounding otherwise."""
    is_measure = dimension_of(claim.unit) in {"length", "mass", "speed", "area", "volume"}
    return is_measure and claim.bound == "about" and _is_close(claim, source, Decimal(1), _CONVERTED_TWICE)


_CONVERTED_TWICE = Decimal("0.02")


def _unambiguous(unit: str, other: str) -> str:
    """Return the meaning of an ambiguous unit that can be compared with the other."""
    meanings = _AMBIGUOUS.get(unit, (unit,))
    return next((meant for meant in meanings if _common_unit(meant, other) == "converted"), meanings[0])


_DEGREES = frozenset({"C", "F", "deg"})
_MAX_DEGREES_OFF = 2
"""How far a converted temperature may be off, in degrees Fahrenheit."""


def _compare_degrees(claim: Quantity, source: Quantity) -> Comparison:
    """Compare what is not equal; degrees without a scale may be of either."""
    if claim.unit not in _DEGREES:
        return "different"
    one, other = (-each.numbers[0] if each.sign == "-" else each.numbers[0] for each in (claim, source))
    if one == -other and "F" not in (claim.unit, source.unit):
        # The same number without its sign, although −12 °C happen to be nearly 12 °F.
        return "different"
    off = []
    if claim.unit != "F" and source.unit != "C":
        off.append(abs(one * 9 / 5 + 32 - other))
    if claim.unit != "C" and source.unit != "F":
        off.append(abs(other * 9 / 5 + 32 - one))
    if "F" not in (claim.unit, source.unit) and claim.unit != source.unit:
        # A difference of temperatures has no zero: "20 degrees warmer" in Fahrenheit are 11 °C.
        off += [abs(one * 9 / 5 - other), abs(other * 9 / 5 - one)]
    return "converted" if off and min(off) <= _MAX_DEGREES_OFF else "different"


_MAX_ROUNDING = Decimal("0.10")
"""How far a rounded number may be off, however coarse it is."""


def _is_rounded(claim: Quantity, source: Quantity, ratio: Decimal) -> bool:
    """Return whether a claim is coarser than the source and within half its last digit.

    A claim with a bound ("more than 16,000") may also be cut off to its last digit (of 16,700).
    """
    for number in claim.numbers:
        place = place_of_last_digit(number, claim)
        for written in source.numbers:
            other = written * ratio
            if not number or not other or place <= place_of_last_digit(written, source) * ratio:
                continue
            if abs(number - other) <= min(place / 2, _MAX_ROUNDING * other):
                return True
            beyond = other - number if claim.bound in {"more-than", "at-least"} else number - other
            if claim.bound not in {"exact", "about"} and 0 < beyond < place:
                return True
    return False


_SMALLEST_ROUND = 100
"""The zero of 30 counts, that of 300 does not."""


def place_of_last_digit(number: Decimal, quantity: Quantity) -> Decimal:
    """Return the value of the last significant place of a number."""
    if not number:
        return Decimal(1)
    place = Decimal(1).scaleb(number.adjusted() - quantity.digits + 1)
    if abs(number) < _SMALLEST_ROUND and quantity.bound == "exact":
        return min(place, Decimal(1))
    return place


# In texts


def is_change(block: FactBlock, first: Fact, second: Fact, language: str) -> bool:
    """Return whether two quantities in one unit are the ends of a change: from 20% to 12%."""
    one, other = first.stated, second.stated
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    between = block.text[first.end : second.start]
    if not between or one.unit != other.unit or set(one.numbers) & set(other.numbers):
        return False
    tag = base_language(block.language or language)
    if tag in EAST_ASIAN:
        from briefbuilder.evidence.east_asian import amount_words_of

        return amount_words_of(tag).range.fullmatch(between) is not None
    words = words_of(tag)
    before = block.text[max(0, first.start - 24) : first.start]
    return bool(between.strip(" -–—")) and is_range(between, before, words)


def with_bound(block: FactBlock, fact: Fact, language: str) -> Fact:
    """Return the fact of a quantity with the words of its bound: at least 40."""
    tag = base_language(block.language or language)
    words: QuantityWords | EastAsianWords = words_of(tag)
    if tag in EAST_ASIAN:
        from briefbuilder.evidence.east_asian import amount_words_of

        words = amount_words_of(tag)
    if before := words.bounds.search(block.text[: fact.start]):
        return replace(fact, start=before.start("bound"))
    after = words.bounds_after.match(block.text, fact.end)
    return fact if after is None else replace(fact, end=after.end("bound"))


# Former values

_MOST_BETWEEN = 70
"""Code points between a value and the former one."""
_MOST_BEHIND = 32
"""Code points behind a value in which a word of time belongs to it."""
_PAIR = 2


class FormerValue(NamedTuple):
    """A quantity that a text gives as the former value, in the unit of the present one, and the fact of the latter."""

    former: Fact
    present: Fact


class FormerWords(NamedTuple):
    """The patterns of a language that tell a former value from the present one."""

    former: re.Pattern[str]
    """What is between a value and the former one."""
    against: re.Pattern[str]
    """The same, if a word of time is behind the former one."""
    change: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What is before the former value of a change, and between both."""
    verbs: re.Pattern[str]
    times: re.Pattern[str]
    planned: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    """A word by which a sentence says itself that a value is a former one."""
    before: re.Pattern[str]
    since: re.Pattern[str]


@cache
def former_words_of(language: str) -> FormerWords | None:
    """Return the words of former values of a language, None if they are not known."""
    lists = load_word_lists("briefbuilder.evidence", "former_values").get(language)
    if lists is None:
        return None
    any_of = {"verbs": "", **{name: "|".join(words) for name, words in lists.items() if name != "change"}}
    # An article, or an adjective: contre les 620 prévus, statt der bisherigen 7,4 Milliarden.
    behind = r"\s(?:[^\W\d_]+['’]?\s?){0,2}$"
    return FormerWords(
        former=_folded(rf"(?<!\w)(?:{any_of['former']}){behind}"),
        against=_folded(rf"(?<!\w)(?:{any_of['against']})\s(?:the|les|die|den|i|gli|le)?\s?$"),
        change=tuple(
            (_folded(rf"(?<!\w){before}\s?$"), _folded(rf"(?:\s[^\W\d_]+){{0,3}}\s{joint}\s"))
            for before, joint in lists["change"].items()
        ),
        verbs=_folded(rf"(?<!\w)(?:{any_of['verbs']})"),
        **{
            name: _folded(rf"(?<!\w)(?:{any_of[name]})(?!\w)")
            for name in ("times", "planned", "future", "past")
        },
        before=_folded(rf"(?<!\w)(?:{any_of['before']}){behind}"),
        since=_folded(rf"(?<!\w)(?:{any_of['since']})\s(?:\S+\s)?$"),
    )


def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def former_values(
    block: FactBlock, facts: Sequence[Fact], language: str, day: date | None
) -> Iterator[FormerValue]:
    """Yield the former values that a block of a text of a day gives beside the present ones: 2.9, up from 2.4."""
    words = former_words_of(base_language(block.language or language))
    quantities = [fact for fact in facts if isinstance(fact.stated, Quantity)]
    if words is None or len(quantities) < _PAIR:
        return
    for start, end in sentences_of(block.text, ((fact.start, fact.end) for fact in facts)):
        inside = facts_between(quantities, start, end)
        if len(inside) < _PAIR:
            continue
        sentence = block.text[start:end]
        periods = (fact.stated for fact in facts_between(facts, start, end))
        is_ahead = words.future.search(sentence) is not None or any(
            isinstance(period, Period) and day is not None and period.first > day for period in periods
        )
        for at, second in enumerate(inside[1:], 1):
            # What is between may have another unit: 3.1 billion over five years, up from 2.4 billion.
            above = (one for one in reversed(inside[:at]) if _may_share_unit(one, second))
            first = next(above, inside[at - 1])
            behind = block.text[second.end : min(end, second.end + _MOST_BEHIND)]
            if is_ahead and not words.planned.search(behind):
                continue
            between = block.text[first.end : second.start]
            if _is_former_second(words, between, behind, facts, second):
                yield from _former_value(second, first)
            elif any(
                before.search(block.text[start : first.start]) and joint.fullmatch(between)
                for before, joint in words.change
            ) and words.verbs.search(sentence):
                yield from _former_value(first, second)


def _is_former_second(
    words: FormerWords, between: str, behind: str, facts: Sequence[Fact], second: Fact
) -> bool:
    """Return whether the second of two quantities is the former value of the first."""
    if len(between) > _MOST_BETWEEN:
        return False
    if words.former.search(between):
        return True
    is_dated = any(
        isinstance(fact.stated, Period) and 0 <= fact.start - second.end < _MOST_BEHIND for fact in facts
    )
    return (is_dated or words.times.search(behind) is not None) and words.against.search(between) is not None


def _may_share_unit(one: Fact, other: Fact) -> bool:
    units = {fact.stated.unit for fact in (one, other) if isinstance(fact.stated, Quantity)} - {""}
    return len(units) <= 1


def _former_value(former: Fact, present: Fact) -> Iterator[FormerValue]:
    """Yield two facts as the former value and the present one, if these are in one unit, which one may leave out."""
    old, new = former.stated, present.stated
    assert isinstance(old, Quantity)
    assert isinstance(new, Quantity)
    if not set(old.numbers) & set(new.numbers) and _may_share_unit(former, present):
        yield FormerValue(replace(former, stated=replace(old, unit=old.unit or new.unit)), present)
