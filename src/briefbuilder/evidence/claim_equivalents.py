"""Quantities that a text states in another form than its source: as a year, without their unit, derived from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, permutations

from briefbuilder.domain.facts import Bound, Fact, FactBlock, Period, Quantity
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.evidence.claim_places import HOLDING, SourceFacts, Stated, compare, likeness
from briefbuilder.evidence.claim_sentences import MOST_BESIDE, Sentence, word_key
from briefbuilder.evidence.quantities import read_quantities
from briefbuilder.evidence.quantity_comparison import (
    FormerValue,
    dimension_of,
    former_words_of,
    is_change,
    place_of_last_digit,
    side_of,
)
from briefbuilder.evidence.quantity_words import words_of
from briefbuilder.evidence.rated_places import RatedPlace, alike_places, rate_alike
from briefbuilder.evidence.words import words_of_text

_LARGEST_SMALL = 12
"""Bare numbers up to this one often count nothing."""
_MAGNITUDES = (10**3, 10**6, 10**9, 10**12)
_DIFFERENCES = {"pct": frozenset({"pct", "pp", "pt"})}
"""Units of the difference of two quantities in a unit, if it has another."""
_MILLION, _MILLIARD = 10**6, 10**9
_COUNTED = lazy_pattern(r"\s(?:d[ei]\s|d['’]|of\s)?[^\W\d_]{4,}")
"""What follows a number if it counts something."""
_CUE_BEFORE, _CUE_AFTER = 28, 16
_NEARLY = 2
"""Percentage points by which a share in small numbers may be off: one in seven for 16 per cent."""
_OFF: Mapping[Bound, tuple[int, int]] = {
    **dict.fromkeys(("more-than", "at-least"), (-_NEARLY, 17)),
    **dict.fromkeys(("less-than", "at-most"), (-10, _NEARLY)),
}
"""The same for shares with a bound."""
_ONE_PART = frozenset({50, 33, 25, 20, 10})
_YEAR = lazy_pattern(r"\d{4}")
_COUNTED_LEAST = 10_000
"""From which on a bare number that counts nothing is rather a sum of money: worth 350k."""
_LIKE = 1.5
"""How like a time of the source must be to the one that was written for it: one of its digits is another."""
_MOST_OPERANDS = 12
"""Quantities of a paragraph from which others may follow; more are a list."""
_RELATIVE = frozenset({"times", "pp", "pt"})
"""Units of what is mostly computed from two others: five times as many, nine points ahead."""
_PAIR = 2
"""So few quantities of a sentence leave nothing from which one of them could be computed."""


def reversed_places(sentence: Sentence, best: Mapping[int, Sequence[RatedPlace]]) -> dict[int, RatedPlace]:
    """Return for two quantities from one to the other the place of the other one, if each source has them in reverse.

    `best` has the places of the facts of the sentence by their identity, and so has the result.
    """
    found: dict[int, RatedPlace] = {}
    for first, second in pairwise(sentence.facts):
        firsts, seconds = best.get(id(first), ()), best.get(id(second), ())
        if not (firsts and seconds and is_change(sentence.block, first, second, sentence.language)):
            continue
        orders = {
            _order(one, other)
            for one, other in zip(firsts, seconds, strict=False)
            if one.source is other.source
        }
        if orders == {-1}:
            found |= {id(first): seconds[0], id(second): firsts[0]}
    return found


def _order(one: RatedPlace, other: RatedPlace) -> int:
    """Return 1 if a source states two quantities as a change from the one to the other, -1 if in reverse, otherwise 0."""
    first, second, language = one.place.fact, other.place.fact, one.source.source.language
    if first.block != second.block:
        return 0
    block = one.source.block(first)
    if is_change(block, first, second, language):
        return 1
    return -int(is_change(block, second, first, language))


def present_places(
    fact: Fact, sentence: Sentence, paragraph: Sequence[Fact], cited: Sequence[SourceFacts]
) -> list[RatedPlace]:
    """Return where a source gives the quantity of a claim as the former value, with the present one: 2.9, up from 2.4.

    There are no such places if the paragraph or table has the present one too, if the text itself calls the value former,
    or if a source that is as new states it.
    """
    claimed = fact.stated
    if not isinstance(claimed, Quantity):
        return []
    found = [
        (source, value.present)
        for source in cited
        for value in source.parts.former
        if _is_replaced(claimed, value)
        and not any(_supports(other.stated, value.present) for other in paragraph)
    ]
    if not found or _is_said_to_be_former(fact, sentence, found[0][0]):
        return []
    at = {
        (source.source.article, value.former.block, value.former.start)
        for source in cited
        for value in source.parts.former
    }
    for source in cited:
        plain = [
            place.fact
            for place in source.places(fact)
            if place.relation in HOLDING
            and (source.source.article, place.fact.block, place.fact.start) not in at
        ]
        if plain:
            found = [
                (newer, present)
                for newer, present in found
                if _is_older(source, newer) and _share_words(source, plain, newer, present, sentence, fact)
            ]
    return rate_alike(fact, sentence, found)


def _is_replaced(claimed: Quantity, value: FormerValue) -> bool:
    """Return whether a claim is a former value, and not true of the present one as well: more than 80 of 97."""
    present = value.present.stated
    if not isinstance(present, Quantity) or not _supports(claimed, value.former):
        return False
    more = present.numbers[0] - claimed.numbers[0]
    return side_of(claimed) * more <= 0


def _supports(claimed: Stated, fact: Fact) -> bool:
    return compare(claimed, fact.stated, same_language=True) in HOLDING


def _is_older(source: SourceFacts, other: SourceFacts) -> bool:
    """Return whether a source is of an earlier day than another."""
    one, two = source.source.day, other.source.day
    return one is not None and two is not None and one < two


def _share_words(
    older: SourceFacts,
    plain: Sequence[Fact],
    newer: SourceFacts,
    present: Fact,
    sentence: Sentence,
    claim: Fact,
) -> bool:
    """Return whether the block of a present value is about what a claim or an older source says of the former one."""
    number = newer.parts.number[present.block]
    if newer.fit(sentence, claim, number) > 0 or newer.nearness(claim, sentence, present) > 0:
        return True
    language = newer.source.language
    is_same = base_language(older.source.language) == base_language(language)
    theirs = _keys_of(newer.parts.blocks[number].text, language if is_same else "")
    return any(theirs & _keys_of(older.block(place).text, language if is_same else "") for place in plain)


def _keys_of(text: str, language: str) -> frozenset[str]:
    return frozenset(filter(None, (word_key(word, language) for word in words_of_text(text))))


def _is_said_to_be_former(fact: Fact, sentence: Sentence, newer: SourceFacts) -> bool:
    """Return whether a sentence says itself that a value is a former one, by a word or a date before that of a source."""
    words, day = former_words_of(base_language(sentence.language)), newer.source.day
    text = sentence.block.text
    if words is None or words.past.search(sentence.text) or words.before.search(text[: fact.start]):
        return True
    if any(
        before.search(text[: fact.start]) and joint.match(text, fact.end) for before, joint in words.change
    ):
        return True
    return any(
        isinstance(other.stated, Period)
        and (day is None or other.stated.last < day)
        and not words.since.search(text[: other.start])
        and not words.since.match(text[other.start : other.end])
        for other in sentence.facts
    )


def as_duration(fact: Fact, sentence: Sentence, cited: Sequence[SourceFacts]) -> list[RatedPlace]:
    """Return where a source states the time of a claim as an age or a duration: 36 years ago, 36 years old."""
    if fact.kind == "date" and any(source.parts.by_kind.get("quantity") for source in cited):
        meant = _times_in(sentence.text_of(fact), sentence.language)
        return alike_places(fact, sentence, cited, "quantity", lambda _, other: _is_one_of(other, meant))
    if _is_years(fact):
        return alike_places(
            fact, sentence, cited, "date", lambda source, other: _is_years_ago(fact, source, other)
        )
    return []


def as_quantity_meant(fact: Fact, sentence: Sentence, cited: Sequence[SourceFacts]) -> list[RatedPlace]:
    """Return where a source has a percentage as a fraction, or a bare number as a year or an ordinal.

    A bare number may also have the unit or magnitude of one beside it: "3.1 million watched CBS, 2.94 NBC".
    """
    if not isinstance(fact.stated, Quantity):
        return []
    if fact.stated.unit:
        mine = fact.stated
        in_words = _in_words(fact, sentence, cited, mine)
        if _is_fraction(sentence, fact):
            # Two thirds are 66 or 67 per cent.
            in_words += alike_places(
                fact,
                sentence,
                cited,
                "quantity",
                lambda _, other: _is_share(other, mine.numbers[0], mine.bound),
            )
        meant = _as_millions(mine)
        return in_words or alike_places(
            fact,
            sentence,
            cited,
            "quantity",
            lambda source, other: (
                _is_one_of(other, meant)
                or any(_is_sum(other, quantity) for quantity in meant)
                or _has_unit_beside(mine, source, other)
            ),
        )
    if (share := _share_with(sentence, fact)) is not None:
        found = alike_places(fact, sentence, cited, "quantity", lambda _, other: _is_share(other, share))
        if found:
            return found
    number, meant = fact.stated, _with_unit_beside(sentence, fact, fact.stated)
    if with_one := _with_named(sentence, fact, number):
        meant.append(with_one)
    if _may_be_sum(sentence, fact, number):
        found = alike_places(fact, sentence, cited, "quantity", lambda _, other: _is_sum(other, number))
        if found:
            return found
    return (
        alike_places(fact, sentence, cited, "quantity", lambda _, other: _is_one_of(other, meant))
        or alike_places(fact, sentence, cited, "date", lambda _, other: _is_year(number, other))
        or _in_words(fact, sentence, cited, number)
    )


def _in_words(
    fact: Fact, sentence: Sentence, cited: Sequence[SourceFacts], number: Quantity
) -> list[RatedPlace]:
    """Return where a source has a number as an ordinal or a percentage as a fraction: his 47th match, one in five."""
    return rate_alike(
        fact, sentence, ((source, other) for source in cited for other in source.in_words(number))
    )


def counts_little(fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
    """Return whether a number may count nothing, or is a time that a source states in other words: a decade later."""
    number = fact.stated
    if not isinstance(number, Quantity):
        return False
    if _is_duration(number):
        return all(likeness(fact, place.place.fact) < _LIKE for place in nearest)
    return _is_small(number)


def is_other_in_words(sentence: Sentence, fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
    """Return whether a part or a multiple in words may be what a source has in other terms.

    It differs only from another one in words: half of the members from a third of them. What a source has in figures may
    be of something else, or what the words were computed from.
    """
    words, written = words_of(base_language(sentence.language)), _plain_words(sentence.text_of(fact))
    if words.share_of.get(written) not in _ONE_PART and written not in words.times:
        return False
    return not any(_is_in_words(place.source, place.place.fact) for place in nearest)


def announces_points(sentence: Sentence, fact: Fact) -> bool:
    """Return whether a sentence begins with a few points, in words: what is said next, as in "Three points stand out"."""
    count, text = fact.stated, sentence.text_of(fact)
    return (
        isinstance(count, Quantity)
        and count.unit == "pt"
        and abs(count.numbers[0]) <= _LARGEST_SMALL
        and sentence.text.lstrip().startswith(text)
        and not any(map(str.isdigit, text))
    )


def is_derived(
    fact: Fact,
    sentence: Sentence,
    paragraph: Sequence[Fact],
    cited: Sequence[SourceFacts],
    nearest: Sequence[RatedPlace],
) -> bool:
    """Return whether a quantity that no source has follows from others of its paragraph: "i.e. 58 per cent less"."""
    derived = fact.stated
    if not isinstance(derived, Quantity) or _has_number(derived, cited):
        return False
    if _is_between_years(derived, paragraph, cited):
        return True
    if any(likeness(fact, place.place.fact) >= _LIKE for place in nearest):
        return False
    beside = [fact for fact in sentence.facts if isinstance(fact.stated, Quantity) and fact.stated.unit]
    if derived.unit in _RELATIVE and not nearest and len(beside) <= _PAIR:
        return True
    if len(beside) <= _MOST_OPERANDS and _follows_in_source(derived, sentence, cited):
        return True
    is_said = derived.bound != "exact" or _is_said_to_follow(sentence, fact)
    facts = [*paragraph, *_found_beside(sentence, cited)] if is_said else sentence.facts
    others = [other.stated for other in facts if isinstance(other.stated, Quantity) and other is not fact]
    return _follows(derived, others[:_MOST_OPERANDS], any_result=is_said)


def _found_beside(sentence: Sentence, cited: Sequence[SourceFacts]) -> Iterator[Fact]:
    """Yield the quantities of the cited sources in the blocks that have another quantity of a sentence."""
    for source in cited:
        held = [source.held(fact) for fact in sentence.facts if fact.kind == "quantity"]
        blocks = frozenset().union(*held)
        yield from (
            fact
            for fact in source.parts.by_kind.get("quantity", ())
            if source.parts.number[fact.block] in blocks
        )


def _follows_in_source(derived: Quantity, sentence: Sentence, cited: Sequence[SourceFacts]) -> bool:
    """Return whether a quantity is the difference of two that follow each other in a source, one of which a sentence has."""
    stated = [fact.stated for fact in sentence.facts if isinstance(fact.stated, Quantity)]
    for first, second in pairwise(_found_beside(sentence, cited)):
        one, two = first.stated, second.stated
        if (
            isinstance(one, Quantity)
            and isinstance(two, Quantity)
            and first.block == second.block
            and one.unit == two.unit
            and (_follows(derived, (one, two), any_result=False) or _is_difference(derived, one, two))
            and any(_supports(mine, fact) for mine in stated for fact in (first, second))
        ):
            return True
    return False


def _is_difference(derived: Quantity, one: Quantity, two: Quantity) -> bool:
    """Return whether a quantity is exactly what two others differ by, which may leave out its unit."""
    off = abs(one.numbers[0] - two.numbers[0])
    return one.unit in {derived.unit, ""} and off == abs(derived.numbers[0])


def _has_number(quantity: Quantity, cited: Sequence[SourceFacts]) -> bool:
    """Return whether a cited source has the number of a quantity, with whatever unit."""
    return any(
        isinstance(other.stated, Quantity) and not set(other.stated.numbers).isdisjoint(quantity.numbers)
        for source in cited
        for other in source.parts.by_kind.get("quantity", ())
    )


def _is_small(quantity: Quantity) -> bool:
    """Return whether a quantity is one of the numbers that texts have without meaning a count: "the two", "twice"."""
    most = {"": _LARGEST_SMALL, "times": 2}.get(quantity.unit, -1)
    return abs(quantity.numbers[0]) <= most


def _is_years(fact: Fact) -> bool:
    """Return whether a fact is an age or a duration in years."""
    return isinstance(fact.stated, Quantity) and fact.stated.unit in {"yr", "age"}


def _is_years_ago(years: Fact, source: SourceFacts, other: Fact) -> bool:
    """Return whether a source has the years of a claim as a date that counts from its day: seven years ago."""
    day, quantity, period = source.source.day, years.stated, other.stated
    if day is None or not isinstance(quantity, Quantity) or not isinstance(period, Period):
        return False
    text = source.block(other).text[other.start : other.end]
    is_written = _YEAR.search(text) is not None
    return period.grain == "year" and not is_written and day.year - period.first.year in quantity.numbers


def _is_duration(quantity: Quantity) -> bool:
    """Return whether a quantity is a time that something took: a week or seven days, which texts say in many ways."""
    return dimension_of(quantity.unit) == "time" and quantity.unit != "age"


def _times_in(text: str, language: str) -> list[Quantity]:
    """Return the times that the words of a date have, as durations and ages: six months ago."""
    read = [fact.stated for fact in read_quantities(FactBlock(id="", text=text), language, ())]
    times = [quantity for quantity in read if isinstance(quantity, Quantity) and _is_duration(quantity)]
    return [*times, *(replace(quantity, unit="age") for quantity in times if quantity.unit == "yr")]


def _with_named(sentence: Sentence, fact: Fact, number: Quantity) -> Quantity | None:
    """Return how many a number makes with one who is named: he and eight others are nine."""
    others, text = words_of(base_language(sentence.language)).others, sentence.block.text
    is_beside = others.match(text, fact.end + 1) or others.search(text, max(0, fact.start - 10), fact.start)
    if not is_beside:
        return None
    return replace(number, numbers=tuple(amount + 1 for amount in number.numbers))


def _is_between_years(number: Quantity, facts: Iterable[Fact], sources: Sequence[SourceFacts]) -> bool:
    """Return whether an age or some years are between two years, of which the paragraph itself names at least one."""
    if number.unit not in {"yr", "age"}:
        return False
    years = [fact.stated.first.year for fact in facts if isinstance(fact.stated, Period)]
    days = [facts.source.day for facts in sources]
    ends = {*years, *(day.year for day in days if day is not None)}
    # Who was born in 1882 was 62 for most of 1945.
    if any(last - first - number.numbers[0] in {0, 1} for first in years for last in ends if last > first):
        return True
    theirs = {
        fact.stated.first.year
        for source in sources
        for fact in source.parts.by_kind.get("date", ())
        if isinstance(fact.stated, Period) and fact.stated.grain == "year"
    }
    return any(abs(year - two) == number.numbers[0] for year in years for two in theirs)


def _share_with(sentence: Sentence, fact: Fact) -> Decimal | None:
    """Return the percentage that a bare number and the one beside it state: "three in four", "sept personnes sur dix"."""
    at = sentence.place_of(fact)
    out_of = words_of(base_language(sentence.language)).out_of
    for first, second in pairwise(sentence.facts[max(0, at - 1) : at + 2]):
        part, whole = first.stated, second.stated
        if not isinstance(part, Quantity) or not isinstance(whole, Quantity) or part.unit or whole.unit:
            continue
        between = sentence.block.text[first.end : second.start]
        if out_of.fullmatch(between) and part.numbers[0] < whole.numbers[0]:
            return 100 * part.numbers[0] / whole.numbers[0]
    return None


def _is_fraction(sentence: Sentence, fact: Fact) -> bool:
    """Return whether a percentage is written as a fraction: two thirds."""
    return _plain_words(sentence.text_of(fact)) in words_of(base_language(sentence.language)).share_of


def _is_in_words(source: SourceFacts, fact: Fact) -> bool:
    """Return whether a source writes a fact as a fraction or a multiple in words: a third, doubled."""
    words = words_of(base_language(source.source.language))
    written = _plain_words(source.block(fact).text[fact.start : fact.end])
    return written in words.share_of or written in words.times


def _plain_words(text: str) -> str:
    return " ".join(text.lower().split())


def _is_share(other: Fact, share: Decimal, bound: Bound = "about") -> bool:
    """Return whether a fact is nearly a percentage that was written as a share in small numbers.

    More than half may be two thirds, and nearly half a little less.
    """
    found = other.stated
    if not isinstance(found, Quantity) or found.unit != "pct":
        return False
    least, most = _OFF.get(bound, (-_NEARLY, _NEARLY))
    return least <= found.numbers[0] - share <= most


def _may_be_sum(sentence: Sentence, fact: Fact, number: Quantity) -> bool:
    """Return whether a bare number may be a sum of money without its currency: "another 2 billion"."""
    amount = number.numbers[0]
    return amount >= _MILLIARD or (
        amount >= _COUNTED_LEAST and not _COUNTED.match(sentence.block.text, fact.end)
    )


def _is_sum(other: Fact, number: Quantity) -> bool:
    """Return whether a fact is a sum of money of a number, in any currency."""
    found = other.stated
    return (
        isinstance(found, Quantity) and found.unit.startswith("cur:") and number.numbers[0] in found.numbers
    )


def _is_one_of(other: Fact, meant: Iterable[Quantity]) -> bool:
    """Return whether a fact supports one of the given quantities."""
    return any(compare(quantity, other.stated, same_language=True) in HOLDING for quantity in meant)


def _as_millions(quantity: Quantity) -> list[Quantity]:
    """Return what a length in metres is if its letter stands for millions, of people or of money: 1.1m EVs."""
    if quantity.unit != "m":
        return []
    return [replace(quantity, numbers=tuple(number * _MILLION for number in quantity.numbers), unit="")]


def _is_year(quantity: Quantity, other: Fact) -> bool:
    """Return whether a bare number is the year that a source has: "the Community 1870"."""
    period = other.stated
    return isinstance(period, Period) and period.grain == "year" and quantity.numbers[0] == period.first.year


def _with_unit_beside(sentence: Sentence, fact: Fact, quantity: Quantity) -> list[Quantity]:
    """Return what a bare number is with the magnitude and unit of the nearest numbers that have any, before and after."""
    at = sentence.place_of(fact)
    found = []
    before = sentence.facts[max(0, at - MOST_BESIDE) : at][::-1]
    for side in (before, sentence.facts[at + 1 : at + 1 + MOST_BESIDE]):
        for beside in side:
            stated = beside.stated
            if not isinstance(stated, Quantity):
                continue
            factor = _magnitude(stated.numbers[0], sentence.text_of(beside))
            if factor > 1 or stated.unit:
                meant = {quantity.numbers[0], quantity.numbers[0] * factor}
                found += [replace(quantity, numbers=(number,), unit=stated.unit) for number in meant]
                break
    return found


def _has_unit_beside(mine: Quantity, source: SourceFacts, other: Fact) -> bool:
    """Return whether a bare number of a source leaves out the unit of another in its block: four days, paid for five."""
    theirs = other.stated
    if not isinstance(theirs, Quantity) or theirs.unit or not set(mine.numbers) & set(theirs.numbers):
        return False
    return any(
        fact.block == other.block and isinstance(fact.stated, Quantity) and fact.stated.unit == mine.unit
        for fact in source.parts.by_kind["quantity"]
    )


def _is_said_to_follow(sentence: Sentence, fact: Fact) -> bool:
    """Return whether words beside a quantity say that it follows from others: "i.e. 125", "1,579 fewer"."""
    words, text = words_of(base_language(sentence.language)), sentence.block.text
    before = text[max(0, fact.start - _CUE_BEFORE) : fact.start]
    return bool(words.follows.search(before) or words.compared.match(text, fact.end, fact.end + _CUE_AFTER))


def _follows(number: Quantity, others: Sequence[Quantity], *, any_result: bool) -> bool:
    """Return whether a quantity can be computed from two others of a text, up to rounding.

    Their difference, also in per cent; if `any_result` also their sum, what one is of the other, how many each has, or a
    share of an amount.
    """
    value = abs(number.numbers[0])
    # What is rounded to hundreds may be off by fifty, but not by more than a tenth.
    off = min(place_of_last_digit(value, number) / 2, value / 10)
    units = {number.unit}
    if not number.unit and value >= _MILLION:
        units |= {quantity.unit for quantity in others if quantity.unit.startswith("cur:")}
    return any(
        abs(result - value) <= off
        for quantity, two in permutations(others, 2)
        for unit in units
        for result in (
            *_differences(unit, quantity, two),
            *(_results(unit, quantity, two) if any_result else ()),
        )
    )


def _differences(unit: str, one: Quantity, two: Quantity) -> Iterator[Decimal]:
    """Yield how much more one quantity is than another, in a unit."""
    more, less = one.numbers[0], two.numbers[0]
    if one.unit != two.unit or more <= less:
        return
    if unit and unit in _DIFFERENCES.get(one.unit, {one.unit}):
        yield more - less
    if unit == "pct":
        yield from (100 * (more - less) / base for base in (more, less) if base)


def _results(unit: str, one: Quantity, two: Quantity) -> Iterator[Decimal]:
    """Yield the sums, ratios and shares of two quantities in a unit."""
    more, less = abs(one.numbers[0]), abs(two.numbers[0])
    if one.unit == two.unit == unit:
        yield from (more - less, more + less)
    if one.unit == two.unit and unit in {"pct", "times"} and less:
        yield more / less * (100 if unit == "pct" else 1)
    if one.unit in {unit, ""} and not two.unit and more > less > 1:
        yield more / less
    if unit == one.unit != "pct" and two.unit == "pct":
        yield more * less / 100


def _magnitude(number: Decimal, written: str) -> int:
    """Return what a word beside the figures multiplies them by: 1,000,000 in "3.1 million"."""
    figures = "".join(filter(str.isdecimal, written))
    for factor in _MAGNITUDES:
        without = f"{(abs(number) / factor).normalize():f}"
        if factor <= abs(number) and without.replace(".", "") == figures:
            return factor
    return 1
