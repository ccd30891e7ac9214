"""The facts of one source beside those of a text, and how well each block of the source fits a sentence."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from briefbuilder.domain.facts import (
    Fact,
    FactBlock,
    FactKind,
    FactSource,
    Name,
    Period,
    Quantity,
    QuotedWords,
)
from briefbuilder.evidence.names import compare_names
from briefbuilder.evidence.periods import compare_periods
from briefbuilder.evidence.quantities import compare_quantities
from briefbuilder.evidence.words import placed_words, stem, words_of
from briefbuilder.locales.data import base_language

Relation = Literal["equal", "rounded", "converted", "contained", "alike", "different"]
Stated = Quantity | Period | Name | QuotedWords
HOLDING = frozenset({"equal", "rounded", "converted", "contained", "alike"})
"""The relations of a fact to one that bears it out."""
BESIDE = 0.4
"""What a block counts that is beside the one with a fact."""
_STEM_WEIGHT = 0.35
_NEAR_WEIGHT = 0.5
_FARTHER = 0.5
"""How much less a fact of the sentence counts with each fact between."""
_OTHER_CLAUSE = 1.0
"""How much less it counts with each comma between."""
_CLAUSE = re.compile(r"[,;:–—](?!\d)|[、，；]")
_NEAR_WORDS = 4
_COGNATE = 5
"""Letters that a word and its translation must share at their beginning."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A fact of a source and its relation to a claim."""

    fact: Fact
    relation: Relation


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its facts, and the stems of its words."""

    facts: tuple[Fact, ...]
    text: str
    language: str
    start: int = 0

    def weights(self, claim: Fact) -> list[tuple[Fact, float]]:
        """Return the other facts with what they count for a claim: less with each fact and each comma between."""
        at = self.facts.index(claim)
        found = []
        for place, fact in enumerate(self.facts):
            if place != at:
                first, second = sorted((claim, fact), key=lambda each: each.start)
                between = self.text[first.end - self.start : second.start - self.start]
                commas = len(_CLAUSE.findall(between))
                found.append((fact, 1.0 / (1.0 + _FARTHER * (abs(place - at) - 1) + _OTHER_CLAUSE * commas)))
        return found

    def stems(self, *, same_language: bool) -> frozenset[str]:
        """Return what its words are compared by with those of a source."""
        return stems_of(self.text, self.language if same_language else "")


@lru_cache(maxsize=20_000)
def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the longer words of a text; without a language, the first letters that translations share."""
    return frozenset(
        _key(word, language) for word in words_of(text) if len(word) >= _SHORTEST and not word.isdigit()
    )


def _key(word: str, language: str) -> str:
    return stem(word, language) if language else word[:_COGNATE]


class SourceFacts:
    """A source in which the claims of a text in a language are looked up."""

    def __init__(self, source: FactSource, language: str) -> None:
        """Prepare nothing yet: most sources are asked for little."""
        self.source = source
        self.same_language = base_language(source.language) == base_language(language)
        self._places: dict[int, tuple[Place, ...]] = {}

    @cached_property
    def number(self) -> dict[str, int]:
        """The numbers of the blocks by id."""
        return {block.id: number for number, block in enumerate(self.source.blocks)}

    @cached_property
    def by_kind(self) -> dict[FactKind, list[Fact]]:
        """The facts of each kind."""
        found: defaultdict[FactKind, list[Fact]] = defaultdict(list)
        for fact in self.source.facts:
            found[fact.kind].append(fact)
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all facts."""
        return frozenset(key for fact in self.source.facts for key in fact.keys)

    def block(self, fact: Fact) -> FactBlock:
        """Return the block that a fact of the source stands in."""
        return self.source.blocks[self.number[fact.block]]

    def places(self, claim: Fact) -> tuple[Place, ...]:
        """Return the facts of the source that a claim can be compared with."""
        found = self._places.get(id(claim))
        if found is None:
            found = self._places[id(claim)] = tuple(self._compared(claim))
        return found

    def _compared(self, claim: Fact) -> Iterable[Place]:
        found: list[Place] = []
        for stated, facts in self._alike.get(claim.kind, {}).items():
            relation = compare(claim.stated, stated, same_language=self.same_language)
            if relation is not None:
                found += (Place(fact, relation) for fact in facts)
        if claim.kind == "name" and not any(place.relation in HOLDING for place in found):
            found += self._written(claim)
        return found

    @cached_property
    def _alike(self) -> dict[FactKind, dict[Stated, list[Fact]]]:
        """The facts of each kind by what they state: the same is compared once."""
        return {kind: _by_stated(facts) for kind, facts in self.by_kind.items()}

    def _written(self, claim: Fact) -> Iterable[Place]:
        """Yield where the words of a name stand in the source, although they were not read as a name there."""
        if not isinstance(claim.stated, Name):
            return
        words = [word for each in claim.stated.words for word in words_of(each)]
        if not words or any(len(word) < 2 for word in words):
            return
        for block, folded in zip(self.source.blocks, self._folded, strict=True):
            if f" {' '.join(words)} " not in folded:
                continue
            placed = placed_words(block.text)
            for at in range(len(placed) - len(words) + 1):
                if [word for word, _, _ in placed[at : at + len(words)]] == words:
                    start, end = placed[at][1], placed[at + len(words) - 1][2]
                    yield Place(Fact(block=block.id, start=start, end=end, stated=claim.stated), "equal")
                    break

    @cached_property
    def _folded(self) -> list[str]:
        return [folded_text(block.text) for block in self.source.blocks]

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        language = self.source.language if self.same_language else ""
        return [stems_of(block.text, language) for block in self.source.blocks]

    @cached_property
    def _stem_counts(self) -> dict[str, int]:
        counts: defaultdict[str, int] = defaultdict(int)
        for stems in self._stems:
            for each in stems:
                counts[each] += 1
        return counts

    def held(self, fact: Fact) -> frozenset[int]:
        """Return the numbers of the blocks that bear out a fact of a text."""
        return frozenset(
            self.number[place.fact.block] for place in self.places(fact) if place.relation in HOLDING
        )

    def fit(self, sentence: Sentence, claim: Fact, block: int) -> float:
        """Return how much a block shares with the sentence of a claim: its other facts, near ones first, and rare words."""
        score = 0.0
        for fact, weight in sentence.weights(claim):
            held = self.held(fact)
            near = 1.0 if block in held else BESIDE if block - 1 in held or block + 1 in held else 0.0
            if near:
                score += near * weight * self.rarity(len(held))
        return score + self._words_shared(sentence, block)

    def _words_shared(self, sentence: Sentence, block: int) -> float:
        stems = sentence.stems(same_language=self.same_language)
        return _STEM_WEIGHT * sum(self.rarity(self._stem_counts[each]) for each in stems & self._stems[block])

    def rarity(self, blocks: int) -> float:
        """Return how much something counts that stands in some of the blocks."""
        return math.log((len(self.source.blocks) + 1) / (blocks + 0.5)) if blocks else 0.0

    def nearness(self, claim: Fact, text: str, language: str, place: Fact) -> float:
        """Return how many of the words around a claim stand around a fact of the source."""
        mine = _around(text, claim, language if self.same_language else "")
        if not mine:
            return 0.0
        theirs = _around(self.block(place).text, place, self.source.language if self.same_language else "")
        return _NEAR_WEIGHT * len(mine & theirs)


@lru_cache(maxsize=20_000)
def folded_text(text: str) -> str:
    """Return the folded words of a text between spaces."""
    return f" {' '.join(words_of(text))} "


def _around(text: str, fact: Fact, language: str) -> frozenset[str]:
    before = text[max(0, fact.start - 60) : fact.start].split()[-_NEAR_WORDS:]
    after = text[fact.end : fact.end + 60].split()[:_NEAR_WORDS]
    own = () if fact.kind == "name" else (text[fact.start : fact.end],)
    return stems_of(" ".join((*before, *own, *after)), language)


def _by_stated(facts: Iterable[Fact]) -> dict[Stated, list[Fact]]:
    found: dict[Stated, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.stated, []).append(fact)
    return found


@lru_cache(maxsize=50_000)
def compare(mine: Stated, theirs: Stated, *, same_language: bool) -> Relation | None:
    """Return the relation of what a text states to what a source states, or None if they cannot be compared."""
    match mine, theirs:
        case Quantity(), Quantity():
            return compare_quantities(mine, theirs)
        case Period(), Period():
            return compare_periods(mine, theirs)
        case Name(), Name():
            return compare_names(mine, theirs, same_language=same_language)
        case _:
            return None


def likeness(claim: Fact, source: Fact) -> float:
    """Return how like two different facts are, as far as one may have been meant by the other."""
    mine, theirs = claim.stated, source.stated
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return _likeness_of_numbers(mine, theirs)
    if isinstance(mine, Period) and isinstance(theirs, Period):
        days = (
            (mine.first.year, theirs.first.year),
            (mine.first.month, theirs.first.month),
            (mine.first.day, theirs.first.day),
        )
        return (mine.grain == theirs.grain) + sum(one == two for one, two in days) / len(days)
    return 0.0


def _likeness_of_numbers(mine: Quantity, theirs: Quantity) -> float:
    one, two = abs(mine.numbers[0]), abs(theirs.numbers[0])
    close = bool(one and two) and max(one, two) <= 2 * min(one, two)
    first, second = f"{one.normalize():f}".strip("0."), f"{two.normalize():f}".strip("0.")
    one_digit = len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) <= 1
    transposed = first != second and sorted(first) == sorted(second)
    return 0.5 * (mine.unit == theirs.unit) + 0.5 * close + (one_digit or transposed)
