"""Find where sources give different numbers for the same thing.

Precision goes before recall: two articles disagree only if they share what is rare in both, what the numbers count, and
what is around them, and if neither of them also has the number of the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

from briefbuilder.domain.facts import Fact, FactBlock, FactSource, Name, Period, Quantity
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.spelling_of_names import skeleton
from briefbuilder.domain.values import value
from briefbuilder.evidence.quantities import plain_number
from briefbuilder.evidence.quantity_comparison import (
    are_comparable,
    compare_quantities,
    dimension_of,
    side_of,
)
from briefbuilder.evidence.words import sentences_of, words_of
from briefbuilder.word_lists import load_word_lists


@value
class StatedValue:
    """What an article says of a quantity: its words, their place and the normal form of the number."""

    article: str
    day: date | None
    block: str
    start: int
    end: int
    text: str
    value: str


@value
class Disagreement:
    """Different values of one quantity, one for each article, the oldest first.

    `quantity` is a concept of `data/concepts.yaml` ("killed"), or what the unit measures ("length"; "number" and "money" if
    nothing is known); `period` the years that are named beside,
    as "2017" or "2017/2018". The values are `later` figures if the articles are not of one day.
    """

    quantity: str
    unit: str
    period: str | None
    values: tuple[StatedValue, ...]
    later: bool


@value
class Statement:
    """A quantity that an article states, with what it counts and what is around it."""

    quantity: Quantity
    stated: StatedValue
    concept: str
    names: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[int]
    leads: bool
    at: float
    sentence: str
    """The longer words of its sentence without the number itself, "" if they are few."""


@value
class ArticleStatements:
    """What of an article is needed to compare it with others."""

    article: str
    day: date | None
    names: frozenset[str]
    possible_names: frozenset[str]
    """What may be a name or a noun, as German writes both, and counts if another article has it as a name."""
    short: bool
    statements: tuple[Statement, ...]
    numbers: frozenset[tuple[Decimal, str]]
    concepts: frozenset[str]


_MIN_SHARED, _MIN_SHARED_SHORT, _MANY_SHARED = 3, 2, 5
"""Rare names that two articles must share: in general, if one is short, and if nothing else need be shared."""

_SHARED_SHARE = 0.15
"""The share of the names of the article with fewer names that must be rare and shared, as long texts share some by chance."""

_SHORT = 1_200
"""Characters of a short article."""

_RARE_SHARE, _ALWAYS_RARE, _MAX_RARE = 0.1, 3, 40
"""A name is rare if it is in a tenth of the articles at most, or in three, but not in more than forty."""

_WINDOW = 70
"""Characters on each side of a number in which that word is looked for."""

_MAX_DISTANCE = 8
"""Words between a number and the word for what it counts."""

_BOUNDARY = 4
"""How many words the mark between two clauses counts as."""

_UNSPECIFIC = frozenset({"", "pct", "pp", "pt", "bp"})
_NOT_COMPARED = frozenset(
    {"deg", "C", "F", "age", "yr", "month", "week", "day", "h", "min", "s", "times", "cent", "pt"}
)
"""Units of what differs in every article without being a contradiction."""

_LONG_WORD, _FEWEST_LONG = 4, 5
"""Letters of the words by which sentences are the same, and how many such words they have at least."""

_BESIDE = 30
"""Characters beside a number in which a word makes it a rate or an average."""

_YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d.,]\d|\d)")
_WORD = re.compile(r"\w+|[,;:()–—。、，]|\.\s")


# Reading


def read_statements(source: FactSource) -> ArticleStatements:
    """Return what an article states of quantities, for the comparison with other articles."""
    blocks = {block.id: number for number, block in enumerate(source.blocks)}
    by_block: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in source.facts:
        by_block[blocks[fact.block]].append(fact)
    first = next((number for number, block in enumerate(source.blocks) if not block.heading), 0)
    statements = []
    for number, facts in by_block.items():
        block = source.blocks[number]
        spans = sentences_of(block.text, ((fact.start, fact.end) for fact in facts))
        for fact in facts:
            if not isinstance(fact.stated, Quantity):
                continue
            concept = _concept(fact, fact.stated, block, block.language or source.language)
            statements.append(
                _statement(
                    source, fact, fact.stated, concept, (by_block, number), spans, leads=number <= first
                )
            )
    return ArticleStatements(
        article=source.article,
        day=source.day,
        names=frozenset(name for fact in source.facts for name in _name_keys(fact)),
        possible_names=frozenset(
            f"alone:{skeleton(fact.stated.words[-1])}"
            for fact in source.facts
            if isinstance(fact.stated, Name) and fact.stated.weak and not fact.stated.id
        ),
        short=sum(len(block.text) for block in source.blocks) < _SHORT,
        statements=tuple(statements),
        numbers=frozenset((number, s.quantity.unit) for s in statements for number in s.quantity.numbers),
        concepts=frozenset(statement.concept for statement in statements if statement.concept),
    )


def _statement(
    source: FactSource,
    fact: Fact,
    quantity: Quantity,
    concept: str,
    place: tuple[Mapping[int, list[Fact]], int],
    spans: Iterable[tuple[int, int]],
    *,
    leads: bool,
) -> Statement:
    by_block, number = place
    block = source.blocks[number]
    around = [near for at in (number - 1, number, number + 1) for near in by_block.get(at, ())]
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Statement(
        quantity=quantity,
        stated=StatedValue(
            article=source.article,
            day=source.day,
            block=fact.block,
            start=fact.start,
            end=fact.end,
            text=block.text[fact.start : fact.end],
            value=plain_number(quantity.numbers[0]) + unit,
        ),
        concept=concept,
        names=frozenset(name for near in around for name in _name_keys(near)),
        numbers=frozenset(
            key
            for near in around
            if near is not fact and isinstance(near.stated, Quantity)
            for key in near.keys[:1]
        ),
        years=_years(block, by_block[number]),
        leads=leads,
        at=number / len(source.blocks),
        sentence=_sentence_without(block.text, spans, fact),
    )


def _sentence_without(text: str, spans: Iterable[tuple[int, int]], fact: Fact) -> str:
    """Return the folded longer words and other figures of the sentence around a fact."""
    start, end = next((span for span in spans if span[0] <= fact.start < span[1]), (0, 0))
    words = words_of(f"{text[start : fact.start]} {text[fact.end : end]}")
    kept = [word for word in words if len(word) >= _LONG_WORD or word.isdigit()]
    return " ".join(kept) if len(kept) >= _FEWEST_LONG else ""


def _years(block: FactBlock, facts: Sequence[Fact]) -> frozenset[int]:
    """Return the years that are named in a block, in figures or by a day or a period within one year."""
    periods = [fact.stated for fact in facts if isinstance(fact.stated, Period)]
    written = {int(match[0]) for match in _YEAR.finditer(block.text)}
    return frozenset(
        written | {period.first.year for period in periods if period.first.year == period.last.year}
    )


def _name_keys(fact: Fact) -> Iterator[str]:
    """Yield one key for a name, that of its last word if it has no id; countries are too common to tell events apart."""
    if not isinstance(fact.stated, Name) or not fact.keys or fact.stated.id.startswith("country:"):
        return
    yield fact.keys[-1]


def _concept(fact: Fact, quantity: Quantity, block: FactBlock, language: str) -> str:
    """Return what a quantity counts or measures, or "" if that is not known or it is a rate or an average."""
    unit, tag = quantity.unit, base_language(language)
    if unit in _NOT_COMPARED:
        return ""
    if not _is_of_concepts(unit):
        return dimension_of(unit)
    rates = _rates(tag)
    if rates is not None and rates.search(block.text, max(0, fact.start - _BESIDE), fact.end + _BESIDE):
        return ""
    kind = "money" if unit.startswith("cur:") else {"": "count", "pct": "share"}.get(unit, "points")
    return _nearest_concept(block.text, fact.start, fact.end, kind, tag)


def _is_of_concepts(unit: str) -> bool:
    """Return whether a number in this unit can be of anything, so that the words around must say of what it is."""
    return unit in _UNSPECIFIC or unit.startswith("cur:")


@cache
def _rates(language: str) -> re.Pattern[str] | None:
    words = load_word_lists("briefbuilder.evidence", "concepts")["rates"].get(language)
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def _nearest_concept(text: str, start: int, end: int, kind: str, language: str) -> str:
    pattern = _pattern(language, kind)
    if pattern is None:
        return ""
    low = max(0, start - _WINDOW)
    best, nearest = "", _MAX_DISTANCE + 1.0
    for match in pattern.finditer(text, low, min(len(text), end + _WINDOW)):
        if match.start() < end and start < match.end():
            continue
        before = match.end() <= start
        between = text[match.end() : start] if before else text[end : match.start()]
        distance = _distance(between, language) + (0.5 if before else 0.0)
        if distance < nearest:
            best, nearest = match.lastgroup or "", distance
    return best


def _distance(between: str, language: str) -> float:
    if language in EAST_ASIAN:
        return len(between) / 3 + _BOUNDARY * sum(between.count(mark) for mark in "。、，")
    words = _WORD.findall(between)
    return sum(1 if word[0].isalnum() else _BOUNDARY for word in words)


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str] | None:
    lists: Mapping[str, Any] = load_word_lists("briefbuilder.evidence", "concepts")
    start = "" if language in EAST_ASIAN else r"(?<!\w)"
    groups = [
        f"(?P<{concept}>{'|'.join(words[language])})"
        for concept, words in lists["concepts"].items()
        if kind in words["of"] and language in words
    ]
    return re.compile(rf"{start}(?:{'|'.join(groups)})", re.IGNORECASE) if groups else None


# Comparing


def compare_statements(
    articles: Sequence[ArticleStatements], check: Callable[[], None] = lambda: None
) -> tuple[Disagreement, ...]:
    """Return where articles differ; `check` is called between the steps and may raise to stop."""
    known = frozenset(name for article in articles for name in article.names)
    articles = [
        replace(article, names=article.names | (article.possible_names & known)) for article in articles
    ]
    common = Counter(name for article in articles for name in article.names)
    limit = min(_MAX_RARE, max(_ALWAYS_RARE, int(len(articles) * _RARE_SHARE)))
    rare = frozenset(name for name, number in common.items() if 1 < number <= limit)
    stated = [_StatedQuantities(article) for article in articles]
    pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for first, second, shared in _candidates(articles, rare, check):
        found = _differing(stated[first], stated[second], shared)
        pairs += (((first, mine), (second, theirs)) for mine, theirs in found)
    pairs += _same_sentences(stated)
    return tuple(_grouped(articles, pairs))


def _same_sentences(
    articles: Sequence[_StatedQuantities],
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the statements of two articles whose sentences are the same except for the number."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, stated in enumerate(articles):
        for at, statement in enumerate(stated.article.statements):
            if statement.sentence:
                places[statement.sentence].append((number, at))
    for same in places.values():
        # What is in many articles is a form, such as a report of each day.
        for first, second in combinations(same, 2) if len(same) <= _ALWAYS_RARE else ():
            mine, theirs = (articles[number].article.statements[at] for number, at in (first, second))
            if (
                first[0] != second[0]
                and _contradict(mine.quantity, theirs.quantity)
                and not _are_of_other_years(mine, theirs)
                and not articles[second[0]].has(mine.quantity)
                and not articles[first[0]].has(theirs.quantity)
            ):
                yield first, second


def _candidates(
    articles: Sequence[ArticleStatements], rare: frozenset[str], check: Callable[[], None]
) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield the pairs of articles that share enough rare names, and these."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    names = [article.names & rare if article.statements else frozenset[str]() for article in articles]
    for number, own in enumerate(names):
        for name in own:
            holders[name].append(number)
    for number, own in enumerate(names):
        check()
        shared = Counter(other for name in own for other in holders[name] if other > number)
        for other, count in sorted(shared.items()):
            short = articles[number].short or articles[other].short
            fewest = min(len(articles[number].names), len(articles[other].names))
            if count >= max(_MIN_SHARED_SHORT if short else _MIN_SHARED, _SHARED_SHARE * fewest):
                yield number, other, own & names[other]


def _differing(
    one_stated: _StatedQuantities, other_stated: _StatedQuantities, shared: frozenset[str]
) -> Iterator[tuple[int, int]]:
    one, other = one_stated.article, other_stated.article
    if one.concepts.isdisjoint(other.concepts) and len(one.numbers & other.numbers) < _MIN_EQUAL:
        return
    mine = [at for at, statement in enumerate(one.statements) if not other_stated.has(statement.quantity)]
    theirs = [at for at, statement in enumerate(other.statements) if not one_stated.has(statement.quantity)]
    is_copy = _is_copy(one, len(mine)) and _is_copy(other, len(theirs))
    alike = {
        (at, place)
        for at in mine
        for place in theirs
        if (concept := one.statements[at].concept)
        and concept == other.statements[place].concept
        and _is_about_the_same(one.statements[at], other.statements[place], shared)
    }
    if not alike and not is_copy:
        return
    found = [
        (at, place)
        for at in mine
        for place in theirs
        if _contradict(one.statements[at].quantity, other.statements[place].quantity)
        and not _are_of_other_years(one.statements[at], other.statements[place])
    ]
    for at, place in found:
        if (at, place) in alike and (
            _is_of_concepts(one.statements[at].quantity.unit) or _is_only(at, place, found)
        ):
            yield at, place
    if is_copy:
        near = [pair for pair in found if _is_beside(one.statements[pair[0]], other.statements[pair[1]])]
        yield from (pair for pair in near if _is_only(*pair, near))


def _is_only(at: int, place: int, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether neither number of a pair is in another pair, so that nothing else can be meant."""
    return not any((at == first) != (place == second) for first, second in pairs)


def _is_copy(article: ArticleStatements, alone: int) -> bool:
    """Return whether another article has most numbers of an article, as copies and translations have."""
    number = len(article.statements)
    return number - alone >= _MIN_COPIED and alone <= number * _MAX_ALONE


def _is_beside(mine: Statement, theirs: Statement) -> bool:
    """Return whether numbers of two copies are at about the same place, beside the same name or number."""
    if (
        min(mine.quantity.numbers[0], theirs.quantity.numbers[0]) <= _SMALL
        or mine.quantity.unit in _VAGUE_UNITS
    ):
        return False
    beside = not mine.names.isdisjoint(theirs.names) or not mine.numbers.isdisjoint(theirs.numbers)
    return beside and abs(mine.at - theirs.at) <= _MAX_APART


_MIN_COPIED, _MAX_ALONE = 3, 0.4
"""How many numbers of a copy the other article has at least, and which share of them it may lack."""

_MIN_EQUAL = 2
"""How many numbers copies have at least that are written alike, so that others need not be compared."""

_SMALL = 12
"""Numbers up to this one are written in words, and left out, in too many ways."""

_VAGUE_UNITS = frozenset({"deg", "C", "F", "times"})
_MAX_APART = 0.15


def _are_of_other_years(mine: Statement, theirs: Statement) -> bool:
    return bool(mine.years and theirs.years and mine.years.isdisjoint(theirs.years))


def _is_about_the_same(mine: Statement, theirs: Statement, shared: frozenset[str]) -> bool:
    return (
        (mine.leads and theirs.leads)
        or not (mine.names & theirs.names).isdisjoint(shared)
        or not mine.numbers.isdisjoint(theirs.numbers)
        or len(shared) >= _MANY_SHARED
    )


def _contradict(mine: Quantity, theirs: Quantity) -> bool:
    """Return whether two numbers cannot both be right: neither rounds the other nor is within its bound."""
    if any(compare_quantities(*each) != "different" for each in ((mine, theirs), (theirs, mine))):
        return False
    if mine.unit != theirs.unit:
        return not mine.unit.startswith("cur:")
    one, other = mine.numbers[0], theirs.numbers[0]
    if not _is_of_concepts(mine.unit):
        return not _may_be_converted(mine, theirs)
    if side_of(mine) == side_of(theirs) != 0:
        return True
    return not (_allows(mine, other) or _allows(theirs, one))


_CONVERTED = Decimal("0.1")
_ABOUT = Decimal("0.1")
_FURTHEST = 2
"""How many times as much a number may be that is within a bound."""


def _allows(quantity: Quantity, other: Decimal) -> bool:
    """Return whether a number is within the bound of another."""
    number = quantity.numbers[0]
    if side_of(quantity) > 0:
        return number <= other < number * _FURTHEST
    if side_of(quantity) < 0:
        return number / _FURTHEST < other <= number
    return quantity.bound == "about" and abs(other - number) <= number * _ABOUT


class _StatedQuantities:
    """An article with its different quantities by their units, each of which is compared once with another quantity."""

    def __init__(self, article: ArticleStatements) -> None:
        self.article = article
        self._by_unit: defaultdict[str, dict[Quantity, None]] = defaultdict(dict)
        for statement in article.statements:
            self._by_unit[statement.quantity.unit][statement.quantity] = None
        self._known: dict[Quantity, bool] = {}

    def has(self, quantity: Quantity) -> bool:
        """Return whether the article has a number somewhere, whatever it counts there."""
        if quantity not in self._known:
            self._known[quantity] = (
                quantity.numbers[0],
                quantity.unit,
            ) in self.article.numbers or any(
                _is_same(quantity, other) or _is_same(other, quantity)
                for unit, others in self._by_unit.items()
                if are_comparable(quantity.unit, unit)
                for other in others
            )
        return self._known[quantity]


def _is_same(quantity: Quantity, other: Quantity) -> bool:
    if compare_quantities(quantity, other) in {"equal", "rounded", "converted"}:
        return True
    return (
        quantity.unit == other.unit
        and not _is_of_concepts(quantity.unit)
        and _may_be_converted(quantity, other)
    )


def _may_be_converted(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two numbers in one unit may both be converted from another, and rounded in different ways."""
    one, two = quantity.numbers[0], other.numbers[0]
    return abs(one - two) <= _CONVERTED * max(one, two)


def _grouped(
    articles: Sequence[ArticleStatements], pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[Disagreement]:
    """Yield one disagreement for all pairs that hang together, the largest first."""
    group: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for first, second in pairs:
        merged = group.get(first, {first}) | group.get(second, {second})
        for node in merged:
            group[node] = merged
    for nodes in sorted({id(nodes): nodes for nodes in group.values()}.values(), key=len, reverse=True):
        found = [articles[article].statements[at] for article, at in sorted(nodes)]
        yield _disagreement(found)


def _kind_of(unit: str) -> str:
    """Return what a number in a unit is if no word says what it is of."""
    if unit.startswith("cur:"):
        return "money"
    return "age" if unit == "age" else dimension_of(unit) or "number"


def _disagreement(found: Sequence[Statement]) -> Disagreement:
    first: dict[str, Statement] = {}
    for statement in found:
        first.setdefault(statement.stated.article, statement)
    values = sorted(
        (statement.stated for statement in first.values()),
        key=lambda stated_value: (stated_value.day or date.max, stated_value.article),
    )
    years = sorted({year for statement in found for year in statement.years})
    days = {stated_value.day for stated_value in values}
    return Disagreement(
        quantity=found[0].concept or _kind_of(found[0].quantity.unit),
        unit=found[0].quantity.unit,
        period=None if not years else str(years[0]) if len(years) == 1 else f"{years[0]}/{years[-1]}",
        values=tuple(values),
        later=len(days) > 1 and None not in days,
    )
