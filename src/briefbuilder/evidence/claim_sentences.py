"""A sentence of a text whose claims are compared: what its other facts and words count for each of them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from briefbuilder.domain.facts import Fact, FactBlock
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.evidence.words import placed_words, stem

_FARTHER = 0.5
"""How much less a fact of the sentence counts with each fact between."""
_WORD_FARTHER = 0.2
"""How much less a word of the sentence counts with each word between."""
_OTHER_CLAUSE = 1.0
"""How much less each counts with each comma between."""
MOST_BESIDE = 100
"""Facts on each side of a claim that count for it; a sentence with more is a list or a table."""
_MOST_WORDS = 500
"""Words on each side that do."""
_CLAUSE = lazy_pattern(r"[,;:–—](?!\d)|[、，；]")
_COGNATE = 5
"""Letters that a word and its translation must share at their beginning."""
_SHORTEST = 4


class _PlacedWord(NamedTuple):
    """A word of a sentence: what it is compared by, its number, the commas before it, and whether it is in no fact."""

    key: str
    number: int
    clause: int
    is_free: bool


class Sentence:
    """A sentence of a text: its facts and words, and what they count for each of its claims."""

    def __init__(
        self, facts: tuple[Fact, ...], block: FactBlock, language: str, start: int, end: int
    ) -> None:
        """Take the facts of the sentence and its place in the block that they are in."""
        self.facts, self.block, self.language, self._start = facts, block, language, start
        self.text = block.text[start:end]
        self._at = {id(fact): at for at, fact in enumerate(facts)}
        self._counted: dict[int, list[tuple[Fact, float]]] = {}
        self._words_by_key: dict[bool, list[_PlacedWord]] = {}
        self._worded: dict[tuple[int, bool], tuple[dict[str, float], frozenset[str]]] = {}

    def text_of(self, claim: Fact) -> str:
        """Return the words of a claim."""
        return self.block.text[claim.start : claim.end]

    def place_of(self, fact: Fact) -> int:
        """Return the number of one of the facts."""
        return self._at[id(fact)]

    def weights(self, claim: Fact) -> list[tuple[Fact, float]]:
        """Return the other facts with what they count for a claim: less with each fact and each comma between."""
        at = self.place_of(claim)
        found = self._counted.get(at)
        if found is None:
            found = self._counted[at] = self._weights(claim, at)
        return found

    def _weights(self, claim: Fact, at: int) -> list[tuple[Fact, float]]:
        found = []
        first = max(0, at - MOST_BESIDE)
        for place, fact in enumerate(self.facts[first : at + MOST_BESIDE + 1], first):
            if place != at:
                before, after = sorted((claim, fact), key=lambda fact: fact.start)
                commas = self._commas_between(before.end - self._start, after.start - self._start)
                found.append((fact, 1.0 / (1.0 + _FARTHER * (abs(place - at) - 1) + _OTHER_CLAUSE * commas)))
        return found

    def words(self, claim: Fact, *, same_language: bool) -> tuple[dict[str, float], frozenset[str]]:
        """Return what the words that are in no fact count for a claim, and the words of the claim itself.

        A word counts less with each word and each comma between.
        """
        key = (self.place_of(claim), same_language)
        found = self._worded.get(key)
        if found is None:
            found = self._worded[key] = self._words(claim, same_language=same_language)
        return found

    def _words(self, claim: Fact, *, same_language: bool) -> tuple[dict[str, float], frozenset[str]]:
        start, end = claim.start - self._start, claim.end - self._start
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        opened, closed = bisect_left(self._commas, start), bisect_left(self._commas, end)
        beside: dict[str, float] = {}
        own = set()
        words, number = self._compared(same_language=same_language), attrgetter("number")
        begin = bisect_left(words, first - _MOST_WORDS, key=number)
        for word in words[begin : bisect_left(words, last + _MOST_WORDS, key=number)]:
            if first <= word.number < last:
                own.add(word.key)
            elif word.is_free:
                is_before = word.number < first
                between = first - 1 - word.number if is_before else word.number - last
                commas = opened - word.clause if is_before else word.clause - closed
                weight = 1.0 / (1.0 + _WORD_FARTHER * between + _OTHER_CLAUSE * commas)
                beside[word.key] = max(weight, beside.get(word.key, 0.0))
        return beside, frozenset(own)

    def _compared(self, *, same_language: bool) -> list[_PlacedWord]:
        """Return the words that those of a source are compared with."""
        found = self._words_by_key.get(same_language)
        if found is None:
            language = self.language if same_language else ""
            # Quoted words are words as others.
            spans = SpanIndex(
                (fact.start - self._start, fact.end - self._start)
                for fact in self.facts
                if fact.kind != "quotation"
            )
            found = self._words_by_key[same_language] = [
                _PlacedWord(
                    key,
                    number,
                    bisect_left(self._commas, start),
                    not spans.overlaps(start, end),
                )
                for number, (word, start, end) in enumerate(self._placed)
                if (key := word_key(word, language))
            ]
        return found

    @cached_property
    def _placed(self) -> list[tuple[str, int, int]]:
        return placed_words(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for _, start, _ in self._placed]

    @cached_property
    def _commas(self) -> list[int]:
        return [match.start() for match in _CLAUSE.finditer(self.text)]

    def _commas_between(self, start: int, end: int) -> int:
        return bisect_left(self._commas, end) - bisect_left(self._commas, start) if start < end else 0


@lru_cache(maxsize=50_000)
def word_key(word: str, language: str) -> str:
    """Return the stem of a longer folded word; without a language, the first letters that translations share."""
    if len(word) < _SHORTEST or word.isdigit():
        return ""
    return stem(word, language) if language else word[:_COGNATE]
