"""Read the numbers of a text with unit, currency, magnitude, sign and bound.

A unit is one of `units` in `data/quantities.yaml` ("km", "pct", "pp", "yr", "age", "times", "mag"), a currency by its
code of ISO 4217 ("cur:EUR"), one of the ambiguous words "pound" and "kilo", "cent", or "" for a bare number. Times of
the day, scores, ordinals, years without a unit, page numbers, telephone numbers and names such as A320 are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from functools import cache
from operator import attrgetter
from unicodedata import digit, numeric

from briefbuilder.domain.facts import Bound, Fact, FactBlock, Quantity, Sign
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.domain.values import value
from briefbuilder.evidence.quantity_words import (
    ALWAYS_MASKED,
    QuantityWords,
    distinct_words,
    find_number_words,
    is_year,
    read_number_word,
    words_of,
)
from briefbuilder.evidence.words import character_replacer, small_letters
from briefbuilder.word_lists import load_word_lists

_MAX_KEYLESS = 12
"""Bare numbers up to this one are too common for an index."""

_DIGITS = {
    ord(d): str(n) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789") for n, d in enumerate(digits)
}
_DIGITS |= {ord("．"): ".", ord("％"): "%", ord("٫"): ".", ord("٬"): "'", ord("＄"): "$", ord("‑"): "-"}
_write_plainly = character_replacer(_DIGITS)
_DIGIT = lazy_pattern(r"[\d¼-¾⅐-⅞]")
_LONE_FRACTION = lazy_pattern(
    r"(?<![\w¼-¾⅐-⅞])(?P<sign>[¼-¾⅐-⅞])(?: (?:of )?an?(?= (?:hundred|thousand|million|billion|trillion)\b))?"
)
"""A fraction without a whole number, with the article of an English magnitude after it: ½ a million."""
_POWER_OF_TEN = lazy_pattern(
    r"(?:[ \u00a0\u2009]?[×·∙x*][ \u00a0\u2009]?10(?P<factor>⁻?[⁰¹²³⁴-⁹]{1,2})|(?<=(?<![\d.,])10)(?P<power>⁻?[³⁴-⁹]|⁻?¹[⁰¹²³⁴-⁹]))(?![⁰¹²³⁴-⁹])"
)
"""What is after a number in figures that is raised to a power: 3.2 × 10⁶, 10⁶; "10²" may be a ten with a note."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ABBREVIATED_SCALES = {"k": 3, "T": 3, "m": 6, "M": 6, "G": 9, "Md": 9, "Mds": 9}
_SCALES_AFTER_CURRENCY = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}
"""English magnitudes after a sign and a number, as texts in any language have them: £125m."""
_SCALE_AFTER_CURRENCY = lazy_pattern(r"[ \u00a0]?(k|mn?|bn?|tn?)(?!\w)")
_SCALE_BEFORE_CURRENCY = lazy_pattern(
    r"[ \u00a0\u202f]?(?P<scale>k|m|Mds?|M|G|T)(?=[ \u00a0\u202f]?(?:[€$£]|(?:EUR|USD|GBP|CHF)(?!\w)))"
)
"""Magnitudes before a sign or a code: 1,5 M€, 200 TEUR, 281m EUR."""
_MILLION = 6
_MAX_SCORE = 200
_DASHES = frozenset("-–—")
_SIGN_AFTER_SPACE = lazy_pattern(r"(?<=\s)[-–−]$")
"""The sign of the second number of a range: −5 to −2 °C."""


@value
class _Reading:
    """A number while it is read: the number as written, its power of ten and what is around it."""

    start: int
    end: int
    number: Decimal
    digits: int
    scale: int = 0
    unit: str = ""
    bound: Bound = "exact"
    in_words: bool = False
    is_part: bool = False
    alternatives: tuple[Decimal, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The number with its magnitude."""
        return self.number.scaleb(self.scale)


_MOST_PLACES = 20
"""The most digits before and after the point of a number that is compared; decimals are exact to 28."""


def read_quantities(
    block: FactBlock, language: str, masked: Sequence[tuple[int, int]], *, pointed: bool = False
) -> tuple[Fact, ...]:
    """Return the quantities of a block in the order of the text, leaving out what is in the `masked` places.

    `language` is that of the text, a BCP 47 tag, for blocks without one of their own. `pointed` says that its decimals
    have points, which counts in languages in which a point before three figures may group thousands or not.
    """
    tag = base_language(block.language or language)
    text = _write_plainly(block.text)
    if tag in EAST_ASIAN:
        from briefbuilder.evidence.east_asian import read_east_asian_quantities

        found = list(read_east_asian_quantities(text, tag, masked))
    else:
        words = words_of(tag)
        if pointed and words.is_group_weak:
            words = replace(words, group="")
        readings = _join_ranges(_read(text, words, masked), text, words)
        found = [(reading.start, reading.end, _as_quantity(reading)) for reading in readings]
    signs = signs_of(tag)
    stems = signs.places_of_stems(text) if found else ()
    return _with_measurable(_as_fact(block.id, *signs.add(text, *each, stems)) for each in found)


def _with_measurable(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts whose numbers can be compared: a row of a hundred digits is not a quantity."""
    return tuple(
        fact
        for fact in facts
        if isinstance(fact.stated, Quantity)
        and all(
            abs(number.adjusted()) < _MOST_PLACES and len(number.as_tuple().digits) <= _MOST_PLACES
            for number in fact.stated.numbers
        )
    )


def quantity_keys(quantity: Quantity) -> tuple[str, ...]:
    """Return the keys by which an index finds equal and rounded quantities, the exact ones first."""
    if not quantity.unit and all(number <= _MAX_KEYLESS for number in quantity.numbers):
        return ()
    exact = (f"n:{plain_number(number)}" for number in quantity.numbers)
    rounded = (f"n2:{plain_number(round_to_digits(number, 2))}" for number in quantity.numbers)
    return tuple(dict.fromkeys([*exact, *rounded]))


def plain_number(number: Decimal) -> str:
    """Return a number without exponent and trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_to_digits(number: Decimal, digits: int) -> Decimal:
    """Round a number to significant digits."""
    return round(number, digits - 1 - number.adjusted()) if number else number


_LONGEST_NUMBER = 60
"""Characters: longer figures are a key or damage, and decimal arithmetic fails on a million digits."""


def significant_digits(number: Decimal) -> int:
    """Return the number of digits of a number without the zeros at its end."""
    return max(1, len(number.normalize().as_tuple().digits))


def _as_fact(block: str, start: int, end: int, quantity: Quantity) -> Fact:
    return Fact(block=block, start=start, end=end, stated=quantity, keys=quantity_keys(quantity))


def _as_quantity(reading: _Reading) -> Quantity:
    numbers = (reading.amount, *reading.alternatives)
    return Quantity(numbers=numbers, unit=reading.unit, digits=reading.digits, bound=reading.bound)


def has_decimal_points(blocks: Iterable[FactBlock]) -> bool:
    """Return whether most decimals of a text, as its percentages and other numbers show, have points and not commas."""
    found = Counter(match[0] for block in blocks for match in _DECIMAL_MARK.finditer(block.text))
    return found["."] > found[","]


_DECIMAL_MARK = lazy_pattern(
    # Python looks for a pattern much faster that begins with a set of characters than for one that looks back.
    r"[,.](?<=\d.)(?:(?<=,)(?=\d{1,2}(?![\d,.]))|(?<=\.)(?=\d{1,2}\s?(?:[%‰°€$£]|m(?:ln|ld|rd|il)|мл[нр])|\d{4,}(?![\d.,])))"
)
"""The mark of decimals; what has a point and no unit may be a day or a time."""


# Reading


def _read(text: str, words: QuantityWords, masked: Sequence[tuple[int, int]]) -> list[_Reading]:
    """Return the quantities of a text in its order."""
    distinct = distinct_words(text)
    small = words.beginnings_among(distinct)
    fixed = list(_shares(text, words, masked)) if words.may_find("shares", small) else []
    numbers = list(_written_in_words(text, words, distinct, small))
    hidden = list(masked)
    if _DIGIT.search(text):
        birthdays = (
            _Reading(start=match.start(), end=match.end(), number=Decimal(match[1]), digits=2, unit="age")
            for match in words.birthday.finditer(text)
        )
        fixed = [*birthdays, *fixed]
        for pattern in (ALWAYS_MASKED, words.masked):
            hidden += (match.span() for match in _matches(pattern, text))
        numbers += _written_in_digits(text, words)
    hidden += ((reading.start, reading.end) for reading in fixed)
    readings: list[_Reading] = []
    index, end = SpanIndex(hidden), 0
    for number in sorted(numbers, key=attrgetter("start", "end", "number", "digits", "in_words")):
        if number.start < end or index.overlaps(number.start, number.end):
            continue
        complete = _complete(number, text, words)
        if complete is not None:
            readings.append(complete)
            end = complete.end
    return sorted([*readings, *fixed], key=attrgetter("start"))


def _shares(text: str, words: QuantityWords, masked: Sequence[tuple[int, int]]) -> Iterator[_Reading]:
    """Yield the fractions in words as per cent, but not those of a magnitude or a date."""
    hidden = SpanIndex(masked)
    for match in words.shares.finditer(text):
        start, end = match.span()
        if words.part_before.match(text, start) or hidden.overlaps(start, end):
            continue
        bound = _bound(text[max(0, start - 48) : start], text, end, words)
        yield _Reading(
            start=start,
            end=end,
            number=Decimal(words.share_of[" ".join(match[0].lower().split())]),
            digits=2,
            unit="pct",
            bound="about" if bound == "exact" else bound,
        )


def _matches(pattern: re.Pattern[str] | None, text: str) -> Iterable[re.Match[str]]:
    """Return the matches of a pattern that some languages do not have."""
    return () if pattern is None else pattern.finditer(text)


def _written_in_digits(text: str, words: QuantityWords) -> Iterator[_Reading]:
    for match in words.number.finditer(text):
        number = read_figures(match[0], words.group)
        if number is None:
            continue
        digits, end, scale = _written_digits(number), match.end(), 0
        if power := _POWER_OF_TEN.match(text, end):
            number = number if power["factor"] else Decimal(1)
            end, scale = power.end(), int((power["factor"] or power["power"]).translate(_RAISED))
        yield _Reading(start=match.start(), end=end, number=number, digits=digits, scale=scale)
    for match in _LONE_FRACTION.finditer(text):
        number = _as_decimal(numeric(match["sign"]))
        digits = significant_digits(number)
        yield _Reading(start=match.start(), end=match.end(), number=number, digits=digits, is_part=True)


def _written_digits(number: Decimal) -> int:
    """Return the significant digits; zeros count after a decimal mark, but not at the end of a whole number."""
    return significant_digits(number) if number.as_tuple().exponent == 0 else len(number.as_tuple().digits)


def read_figures(written: str, group: str) -> Decimal | None:
    """Return a number in figures, or None if its separators make no number.

    `group` is the thousands separator of the language, "." or ",", or "" if neither is.
    """
    if len(written) > _LONGEST_NUMBER:
        return None
    marks = [c for c in written if not c.isdigit()]
    if not marks:
        return Decimal(written)
    decimal = _decimal_mark(written, marks, group)
    whole, _, rest = written.rpartition(decimal) if decimal else (written, "", "")
    groups = re.split(r"[^\d]", whole)
    separators = {c for c in whole if not c.isdigit()}
    is_indian = group == "," and _INDIAN_GROUPS.fullmatch(whole) is not None
    if len(groups) > 1 and (len(separators) > 1 or any(len(g) != 3 for g in groups[1:])) and not is_indian:
        return None
    if len(groups) > 1 and len(groups[0]) > 3 and set(groups[1:]) != {"000"}:
        return None
    return Decimal("".join(groups) + (f".{rest}" if rest else ""))


_INDIAN_GROUPS = lazy_pattern(r"\d{1,2}(?:,\d\d)+,\d{3}")
"""Thousands, lakh and crore: 12,34,567."""


def _decimal_mark(written: str, marks: list[str], group: str) -> str:
    last = marks[-1]
    if last not in ".,":
        return ""
    if len(set(marks)) > 1:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        return ""
    before, _, after = written.partition(last)
    if len(after) != 3 or before == "0" or (len(before) > 3 and after != "000"):
        return last
    return "" if last == group else last


def _written_in_words(
    text: str, words: QuantityWords, distinct: AbstractSet[str], small: AbstractSet[str]
) -> Iterator[_Reading]:
    """Yield the numbers in words; `distinct` are the words of the text, `small` those of `beginnings_among`."""
    for start, end, number in _find_words(text, words, distinct, small):
        yield _Reading(start=start, end=end, number=number, digits=significant_digits(number), in_words=True)
    if words.articled is not None and words.may_find("articled", small):
        for match in words.articled.finditer(text):
            noun = match["noun"].lower()
            end = match.end() if noun in words.collectives else match.start("noun")
            number = Decimal(words.collectives.get(noun, 1))
            yield _Reading(start=match.start(), end=end, number=number, digits=1, in_words=True)


def _find_words(
    text: str, words: QuantityWords, distinct: AbstractSet[str], small: AbstractSet[str]
) -> Iterator[tuple[int, int, Decimal]]:
    """Yield start, end and value of the numbers that are words, or the first part of one ("dreitägig", "sedicenne")."""
    yield from find_number_words(text, distinct, words.language, words.read_apart)
    if words.compound is not None:
        small_text = small_letters(text)
        if any(ending in small_text for ending in words.compound_endings):
            for match in words.compound.finditer(text):
                number = read_number_word(match["number"], words.language)
                if number is not None:
                    yield match.start(), match.end("number"), number
    if words.may_find("part_before", small):
        for match in words.part_before.finditer(text):
            yield *match.span(), words.value_of_part(match[0])
    if words.multiples is not None and words.may_find("multiples", small):
        for match in words.multiples.finditer(text):
            yield *match.span(), Decimal(str(words.multiple_of[match[0].lower()]))


def _complete(reading: _Reading, text: str, words: QuantityWords) -> _Reading | None:
    """Add magnitude, unit and bound to a number, or return None if it is not a quantity."""
    before = text[max(0, reading.start - 48) : reading.start]
    currency, start = _currency_before(before, reading.start)
    before = before[: len(before) - (reading.start - start)]
    has_decimals = reading.number.as_tuple().exponent != 0
    is_magnitude = not currency and has_decimals and _MAGNITUDE.search(before) is not None
    is_name = not currency and not is_magnitude and _is_part_of_name(before)
    is_labelled = words.label.search(before) and not (
        has_decimals and _unit_after(text, reading.end, words)[0]
    )
    if not reading.in_words and (is_name or is_labelled):
        return None
    reading = _add_scale(replace(reading, start=start), text, words, bool(currency))
    if words.not_before.match(text, reading.end):
        return None
    unit, end = _unit_after(text, reading.end, words)
    if unit and (part := words.part_after.match(text, end)) is not None:
        rest, end = words.value_of_part(part["part"]), part.end()
        digits = reading.digits + significant_digits(rest)
        reading = replace(reading, number=reading.number + rest, digits=digits)
    if not unit and text[start : reading.end].lower() in words.times:
        unit = "times"
    if is_magnitude and not unit:
        unit, end = "mag", reading.end
    if reading.is_part and not (currency or unit or reading.scale):
        # Two thirds of the members.
        return replace(reading, number=reading.number * 100, digits=2, unit="pct", bound="about")
    if not (currency or unit or reading.scale) and _is_no_quantity(reading, before, text, words):
        return None
    unit = currency or unit or _unit_before(before, words)
    if unit == "yr" and _unit_before(before, words) == "age":
        unit = "age"
    end = end if unit else reading.end
    bound = _bound(before, text, end, words)
    if bound == "exact" and words.is_vague(text[start : reading.end]):
        bound = "about"
    return replace(reading, end=end, unit=unit, bound=bound)


_MAGNITUDE = lazy_pattern(r"(?<!\w)Mw?[ \u00a0]?$")
"""A sign before the strength of an earthquake: M7.5."""


def _currency_before(before: str, start: int) -> tuple[str, int]:
    match = _currency_pattern().search(before)
    if match is None:
        return "", start
    sign = match["sign"]
    code = load_word_lists("briefbuilder.evidence", "quantities")["prefixes"].get(sign, sign)
    return f"cur:{'CNY' if code == 'RMB' else code}", start - (len(before) - match.start())


@cache
def _currency_pattern() -> re.Pattern[str]:
    lists = load_word_lists("briefbuilder.evidence", "quantities")
    signs = "|".join(re.escape(sign) for sign in sorted(lists["prefixes"], key=len, reverse=True))
    codes = "|".join(lists["codes"].split())
    return re.compile(rf"(?<![A-Za-z])(?P<sign>{codes}|{signs})[ \u00a0\u202f\u2009]?$")


def _is_part_of_name(before: str) -> bool:
    """Return whether letters are directly before a number in figures ("A320", "COVID-19")."""
    last = "" if _ARABIC_PREFIX.search(before) else before[-1:]
    if last and last in "-_/":
        last = before[-2:-1]
        return last.isalnum() and not last.isnumeric()
    return last.isalpha()


_FRACTION = lazy_pattern(
    r"[ \u00a0\u2009]?(?P<sign>[¼-¾⅐-⅞])"
    r"|(?:[ \u00a0]|(?=[¹²³⁴-⁹]))(?P<over>[1-9¹²³⁴-⁹])[/⁄](?P<under>[2-9₂-₉])(?![\d/⁄₀-₉])"
)
"""A fraction after a whole number: 3½, 3 1/2, or 3¹/₂ for raised and lowered figures (domain/inline.py)."""


def _find_fraction(text: str, at: int) -> tuple[Decimal, int] | None:
    """Return the value of a fraction after a whole number, thirds to the hundredth, and its end, or None."""
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    part = numeric(match["sign"]) if match["sign"] else digit(match["over"]) / digit(match["under"])
    return (_as_decimal(part), match.end()) if part < 1 else None


def _as_decimal(part: float) -> Decimal:
    """Return a fraction exactly if it has few decimals, and otherwise to the hundredth."""
    return Decimal(str(part)) if part * 40 % 1 == 0 else Decimal(f"{part:.2f}")


_ARABIC_PREFIX = lazy_pattern(r"(?:^|[\s(«\"])(?:[وفبلك]{1,2}|[وفبلك]?الـ?|[وفبلك]{1,2}ـ)$")
"""The conjunctions, prepositions and article that Arabic writes at the number: و5."""


def _add_scale(reading: _Reading, text: str, words: QuantityWords, has_currency: bool) -> _Reading:
    scale, end, number, digits = reading.scale, reading.end, reading.number, reading.digits
    can_be_mixed = not (reading.in_words or is_year(text[reading.start : end]))
    if can_be_mixed and (fraction := _find_fraction(text, end)) is not None:
        part, end = fraction
        number, digits = number + part, digits + len(part.as_tuple().digits)
    while True:
        part_after = words.part_after.match(text, end)
        if part_after is not None:
            rest, end = words.value_of_part(part_after["part"]), part_after.end()
            number, digits = number + rest, digits + significant_digits(rest)
        match = words.scale.match(text, end)
        if match is None or (part_after is not None and scale):
            break
        scale += words.scales.get(match["scale"]) or words.scales[match["scale"].lower()]
        end = match.end()
    if not scale and (match := words.collective.match(text, end)) is not None:
        number, end = number * words.collectives[match["noun"].lower()], match.end()
    if not scale and not reading.in_words:
        match = _SCALE_BEFORE_CURRENCY.match(text, end)
        if match is not None:
            scale, end = _ABBREVIATED_SCALES[match["scale"]], match.end()
        elif has_currency and (match := _SCALE_AFTER_CURRENCY.match(text, end)) is not None:
            scale, end = _SCALES_AFTER_CURRENCY[match[1]], match.end()
        elif (match := words.millions_at(text, reading.start, end)) is not None:
            scale, end = _MILLION, match.end()
    return replace(reading, number=number, digits=digits, scale=scale, end=end)


def _unit_after(text: str, at: int, words: QuantityWords) -> tuple[str, int]:
    if match := words.unit.match(text, at):
        written = match["unit"]
        return words.units.get(written) or words.units.get(written.lower(), ""), match.end()
    if match := _GLUED_UNIT.match(text, at):
        return match["unit"], match.end()
    return "", at


_GLUED_UNIT = lazy_pattern(r"(?<=\d)(?P<unit>[FC]|in)(?![^\W_])(?! [A-Z][a-z])")
"""Signs that are units only without a space: 80F, 10in."""


def _unit_before(before: str, words: QuantityWords) -> str:
    return next((unit for unit, pattern in words.before if pattern.search(before)), "")


def _is_no_quantity(reading: _Reading, before: str, text: str, words: QuantityWords) -> bool:
    """Return whether a number without unit and magnitude is a year, an ordinal, part of a word or an article."""
    if reading.in_words:
        return reading.number <= 1 or (reading.number == 2 and bool(words.definite.search(before)))
    after = text[reading.end : reading.end + 1]
    if after.isalpha() or (after == "." and text[reading.end + 1 : reading.end + 2].isdigit()):
        return True  # "5G", "3rd"
    written = text[reading.start : reading.end]
    return is_year(written) and not words.counted.match(text, reading.end)


def _bound(before: str, text: str, end: int, words: QuantityWords) -> Bound:
    match = words.bounds.search(before)
    if match is not None:
        return words.bound_of[match["bound"].lower()]
    after = words.bounds_after.match(text, end)
    return words.bound_after_of[after["bound"].lower()] if after is not None else "exact"


# Ranges


def _join_ranges(readings: list[_Reading], text: str, words: QuantityWords) -> list[_Reading]:
    """Let the first number of a range have unit and magnitude of the second, and leave out scores ("3-1")."""
    joined = list(readings)
    dropped = set[int]()
    for at in range(len(joined) - 1):
        first, second = joined[at], joined[at + 1]
        between = _SIGN_AFTER_SPACE.sub("", text[first.end : second.start])
        if len(between) > 12:
            continue
        if _is_score(first, second, between.strip(), text):
            dropped |= {at, at + 1}
        elif is_range(between, text[max(0, first.start - 24) : first.start], words):
            joined[at], joined[at + 1] = _share_unit(first, second)
        elif words.joined.fullmatch(between) and not first.unit and not first.scale and not first.in_words:
            joined[at] = replace(first, unit=second.unit)
    return [reading for index, reading in enumerate(joined) if index not in dropped]


def _is_score(first: _Reading, second: _Reading, between: str, text: str) -> bool:
    """Return whether two numbers are those of a game: "3-1", "31 a 27"."""
    if first.unit or second.unit or second.scale or max(first.number, second.number) >= _MAX_SCORE:
        return False
    if between not in _DASHES:
        return between in {"a", "à", "to"} and first.number > second.number and not first.in_words
    return first.number >= second.number or not re.match(r"\s[^\W\d_]", text[second.end : second.end + 2])


def is_range(between: str, before: str, words: QuantityWords) -> bool:
    """Return whether the words between two numbers, and before them, make them a range or a change."""
    if between.strip() in _DASHES or words.range.fullmatch(between):
        return True
    return any(opening.search(before) and joint.fullmatch(between) for opening, joint in words.between)


def _share_unit(first: _Reading, second: _Reading) -> tuple[_Reading, _Reading]:
    if first.unit.startswith("cur:") and second.unit == "m" and not first.scale:
        # What stands for metres elsewhere: EUR 12–15m.
        second = replace(second, unit=first.unit, scale=_MILLION)
    unit = first.unit or second.unit
    # What joins the two is no bound of the second: 5 tot 7.
    second = replace(second, unit=second.unit or unit, bound="exact")
    if second.scale and not first.scale:
        plain = first.amount
        if plain.scaleb(second.scale) <= second.amount * 1000:
            first = replace(first, scale=second.scale, alternatives=(plain,))
    return (first if first.unit else replace(first, unit=unit)), second


# Signs

_MINUS = lazy_pattern(r"(?:^|[(\[:|\t\n\"“«„‚]|(?<![\d%°)€$£])[ \u00a0\u202f])(?P<sign>[-–−])$")
"""A sign directly before a number, and not between two of them."""
_CLOSING = lazy_pattern(r"[^\s–-][-–](?=[\s,.;:]|$)")
"""The second one of two dashes that are directly at the words between them."""
_MEASURES = frozenset({"pct", "permille", "pp", "pt", "bp", "C", "F", "deg"})
_DEGREES = frozenset({"C", "F", "deg"})
_BEFORE, _AFTER, _SENTENCE = 32, 80, 160
"""Characters around a number in which its sign, a closing dash and words of a decrease are looked for."""
_SENTENCE_END = lazy_pattern(r"[.!?;…]\s|\n|[。！？；]")
_LONG_STEM = 6
"""Letters from which on a stem is also looked for within longer words: Wirtschaftseinbruch."""


@value
class QuantitySigns:
    """The words of a language before and after numbers below zero, and the stems of those that say that something fell."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    falls: re.Pattern[str] | None
    stems: tuple[str, ...]
    """What `falls` finds begins with one of these, in small letters."""

    def places_of_stems(self, text: str) -> list[int]:
        """Return where a text has a stem of a decrease, in order; words are looked for near these only."""
        small = small_letters(text)
        return sorted(
            found.start()
            for stem in self.stems
            if stem in small
            for found in re.finditer(re.escape(stem), small)
        )

    def add(
        self, text: str, start: int, end: int, quantity: Quantity, stems: Sequence[int]
    ) -> tuple[int, int, Quantity]:
        """Return the place of a quantity with its sign, and the quantity with it; `stems` are those of `places_of_stems`."""
        before = text[max(0, start - _BEFORE) : start]
        if (minus := _MINUS.search(before)) and _is_sign(minus["sign"], text, end, quantity):
            return start - 1, end, replace(quantity, sign="-")
        # “At least” is “au moins”.
        word = self.before.search(before) if _is_measured(quantity) and quantity.bound == "exact" else None
        if word:
            return start - len(word["word"]), end, replace(quantity, sign="-")
        if below := self.after.match(text, end):
            return start, below.end(), replace(quantity, sign="-")
        if quantity.unit in _DEGREES:
            # What falls to 9 degrees is not below zero.
            return start, end, quantity
        sign: Sign = "±" if self.falls is None or self._has_fallen(text, start, end, stems) else ""
        return start, end, replace(quantity, sign=sign) if sign else quantity

    def _has_fallen(self, text: str, start: int, end: int, stems: Sequence[int]) -> bool:
        """Return whether the sentence of a number says that something fell."""
        near = bisect_left(stems, start - _SENTENCE)
        if self.falls is None or near == len(stems) or stems[near] >= end + _SENTENCE:
            return False
        before, after = _sentence_around(text, start, end)
        sentence, first = before + " " + after, start - len(before)
        places = [place - first for place in stems[bisect_left(stems, first) : bisect_left(stems, start)]]
        joined = end - len(before) - 1
        ends = stems[bisect_left(stems, end) : bisect_left(stems, end + len(after))]
        places += (place - joined for place in ends)
        return any(self.falls.match(sentence, place) for place in places)


def _is_sign(sign: str, text: str, end: int, quantity: Quantity) -> bool:
    """Return whether a sign before a number belongs to it, and is no dash before words that are set off."""
    if sign == "−":
        return True
    return _is_measured(quantity) and not _CLOSING.search(text, end, end + _AFTER)


def _is_measured(quantity: Quantity) -> bool:
    """Return whether a quantity has a unit of what may be below zero."""
    return quantity.unit in _MEASURES or quantity.unit.startswith("cur:")


def _sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the sentence of a number before and after it, as far as it is near."""
    before = _SENTENCE_END.split(text[max(0, start - _SENTENCE) : start])[-1]
    return before, _SENTENCE_END.split(text[end : end + _SENTENCE])[0]


@cache
def signs_of(language: str) -> QuantitySigns:
    """Return the words of a language; without a list each number may be that of a decrease."""
    lists = load_word_lists("briefbuilder.evidence", "signs").get(language, {})
    stems = lists.get("falls", "").split()
    falls = [re.escape(stem) if len(stem) >= _LONG_STEM else rf"(?<!\w){re.escape(stem)}" for stem in stems]
    minus, below = ("|".join(lists.get(name, ())) or "(?!)" for name in ("minus", "below"))
    least = "".join(rf"(?<!\b{word}\s)" for word in lists.get("least", ()))
    # These languages have no spaces before a number.
    start = "" if language in EAST_ASIAN else r"(?<!\w)"
    return QuantitySigns(
        before=lazy_pattern(rf"{start}{least}(?P<word>(?:{minus})\s?)$", re.IGNORECASE),
        after=lazy_pattern(rf"\s?(?:{below})(?!\w)", re.IGNORECASE),
        falls=lazy_pattern("|".join(falls), re.IGNORECASE) if falls else None,
        stems=tuple(map(small_letters, stems)),
    )
