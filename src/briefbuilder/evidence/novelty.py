"""Finds what is new in a text since some texts were reported: copied, changed, reported and new sentences.

Nothing is hidden by it: a verdict is shown with the earlier sentence that it rests on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, assert_never

from briefbuilder.domain.facts import (
    Fact,
    FactBlock,
    FactSource,
    Name,
    Period,
    Quantity,
    QuotedWords,
    facts_between,
)
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.domain.values import value
from briefbuilder.evidence.periods import compare_periods
from briefbuilder.evidence.quantity_comparison import compare_quantities
from briefbuilder.evidence.words import placed_words, sentences_of

Encode = Callable[[Sequence[str]], Any]
"""Returns unit vectors of texts, as the rows of a NumPy array of float32."""
State = Literal["new", "changed", "reported", "copy"]

_RUN = 4
"""Words of a run by which copies are found."""
_COPY = 0.6
"""The share of a sentence's runs that a copy has."""
_NEARLY_SAME = 0.8
"""The least share of the words of two sentences that are the same in the same order."""
_LONGEST_WORD = 20
"""The most letters of one word: languages without spaces between words write whole sentences in one."""
_LONGEST_CELL = 40
"""The most characters of a cell that is compared as a figure."""
_SIMILAR = 0.65
"""The least cosine of two sentences that report the same, with some names or figures in common."""
_MARGIN = 0.1
"""How much more it must be without anything in common, and how much less it may be with much in common."""
_SOME_WEIGHT, _MUCH_WEIGHT = 0.2, 0.5
"""The share of the weight of a sentence's names and figures that the other has."""
_LEAST_ANCHORS = 2
_FIGURE = "#"
_MOST_CANDIDATES = 40


@value
class PlacedSentence:
    """A sentence of an article with its facts; a figure in a table counts as one, with its `headers`."""

    article: str
    block: str
    start: int
    end: int
    text: str
    language: str
    facts: tuple[Fact, ...] = ()
    headers: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The text; a figure in a table comes after the names of its row and column: "July, Tonnes: 120"."""
        column, row = self.headers[:2] or ("", "")
        names = ", ".join(filter(None, (row, column)))
        return f"{names}: {self.text}" if names else self.text


@value
class SentenceNovelty:
    """What a sentence is, the earlier sentence that it repeats or changes, and the figures that differ there and here."""

    sentence: PlacedSentence
    state: State
    earlier: PlacedSentence | None = None
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def difference(self) -> str:
        """The figures and dates that differ, before and after: "84 → 112, 61 hours → 74 hours"."""
        return ", ".join(f"{before} → {after}" for before, after in self.changes)


def place_sentences(source: FactSource) -> Iterator[PlacedSentence]:
    """Yield the sentences of a source with their facts, and the figures of its tables; single words are left out."""
    by_block: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in source.facts:
        by_block[fact.block].append(fact)
    for block in source.blocks:
        facts = by_block.get(block.id, [])
        if block.headers and _is_short(block.text):
            yield from _place_cell(source, block)
            continue
        for start, end in sentences_of(block.text, [(fact.start, fact.end) for fact in facts]):
            text = block.text[start:end].strip()
            if any(map(str.isalpha, text)) and not (text.isalnum() and len(text) <= _LONGEST_WORD):
                first = block.text.index(text, start)
                yield PlacedSentence(
                    article=source.article,
                    block=block.id,
                    start=first,
                    end=first + len(text),
                    text=text,
                    language=block.language or source.language,
                    facts=tuple(facts_between(facts, first, end)),
                )


def _is_short(text: str) -> bool:
    return len(placed_words(text)) < _RUN and len(text) <= _LONGEST_CELL


def _place_cell(source: FactSource, block: FactBlock) -> Iterator[PlacedSentence]:
    """Yield a cell as a sentence if it has a figure that a row names."""
    text = block.text.strip()
    _, row, _ = block.headers
    if row and any(map(str.isdigit, text)):
        language = block.language or source.language
        yield PlacedSentence(
            article=source.article,
            block=block.id,
            start=0,
            end=len(block.text),
            text=text,
            language=language,
            headers=block.headers,
        )


class ReportedSentences:
    """The sentences that were reported, with which later ones are compared.

    Without `encode`, only copies and changes are distinguished from what is new.
    """

    def __init__(self, sentences: Iterable[PlacedSentence], encode: Encode | None = None) -> None:
        self._cells: defaultdict[tuple[str, ...], list[PlacedSentence]] = defaultdict(list)
        known: list[PlacedSentence] = []
        for sentence in sentences:
            (self._cells[sentence.headers] if sentence.headers else known).append(sentence)
        self._sentences = tuple(known)
        self._encode = encode
        self._runs = [_runs(sentence) for sentence in self._sentences]
        self._by_run: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._anchors = [_anchors(sentence) for sentence in self._sentences]
        for number, runs in enumerate(self._runs):
            for run in runs:
                self._by_run[run].append(number)
            for key in self._anchors[number]:
                self._by_key[key].append(number)
        texts = [sentence.text for sentence in self._sentences]
        self._vectors: Any = encode(texts) if encode is not None and texts else None

    def judge(self, sentences: Sequence[PlacedSentence]) -> tuple[SentenceNovelty, ...]:
        """Return the novelty of each of the given later sentences."""
        vectors: Any = None
        if self._vectors is not None and self._encode is not None and sentences:
            vectors = self._encode([sentence.text for sentence in sentences])
        return tuple(
            self._judge(sentence, None if vectors is None else vectors[number])
            for number, sentence in enumerate(sentences)
        )

    def _judge(self, sentence: PlacedSentence, vector: Any) -> SentenceNovelty:
        if sentence.headers:
            return self._judge_cell(sentence)
        same = [_compared(sentence, self._sentences[number], "copy") for number in self._same_words(sentence)]
        if same:
            # Of several, one may have other figures: an older report of the same.
            return next((sentence for sentence in same if sentence.state == "copy"), same[0])
        anchors = _anchors(sentence)
        changed = self._changed_words(sentence) or self._changed_facts(sentence, anchors)
        if changed is not None:
            return changed
        if vector is None:
            return SentenceNovelty(sentence=sentence, state="new")
        near = self._nearest(sentence, vector, anchors)
        if near is None:
            return SentenceNovelty(sentence=sentence, state="new")
        return _compared(sentence, self._sentences[near], "reported")

    def _judge_cell(self, sentence: PlacedSentence) -> SentenceNovelty:
        """Compare a figure with those of the same row and column in tables with the same caption."""
        earlier = self._cells.get(sentence.headers, [])
        same = next((cell for cell in earlier if cell.text == sentence.text), None)
        if same is not None:
            return SentenceNovelty(sentence=sentence, state="copy", earlier=same)
        if not earlier or not all(sentence.headers):
            return SentenceNovelty(sentence=sentence, state="new")
        pair = (earlier[-1].text, sentence.text)
        return SentenceNovelty(sentence=sentence, state="changed", earlier=earlier[-1], changes=(pair,))

    def _changed_words(self, sentence: PlacedSentence) -> SentenceNovelty | None:
        """Return the change of an earlier sentence that has nearly the same words and another figure or date."""
        words = _masked_words(sentence)
        for number in self._candidates(sentence, 2):
            earlier = self._sentences[number]
            theirs = _masked_words(earlier)
            alike = SequenceMatcher(None, theirs, words, autojunk=False).ratio() >= _NEARLY_SAME
            if alike and (changes := _contradictions(sentence, earlier, by_words=True)):
                return SentenceNovelty(sentence=sentence, state="changed", earlier=earlier, changes=changes)
        return None

    def _same_words(self, sentence: PlacedSentence) -> list[int]:
        """Return the earlier sentences of the same language with most of the words in the same order, the best first."""
        return self._candidates(sentence, _COPY * len(_runs(sentence)))

    def _candidates(self, sentence: PlacedSentence, least: float) -> list[int]:
        """Return the earlier sentences of the same language with so many of the same runs, the best first."""
        shared = Counter(number for run in _runs(sentence) for number in self._by_run.get(run, ()))
        return [
            number
            for number, count in shared.most_common(_MOST_CANDIDATES)
            if count >= least
            and base_language(self._sentences[number].language) == base_language(sentence.language)
        ]

    def _changed_facts(self, sentence: PlacedSentence, anchors: frozenset[str]) -> SentenceNovelty | None:
        """Return the change of an earlier sentence with nearly the same names and figures, in any language."""
        shared = Counter(number for key in anchors for number in self._by_key.get(key, ()))
        for number, count in shared.most_common(_MOST_CANDIDATES):
            if count < _LEAST_ANCHORS:
                return None
            earlier = self._sentences[number]
            pair = next(_contradicting(sentence, earlier, by_words=False), None)
            if pair is None:
                continue
            changed = {key for fact in pair for key in _anchor_keys(fact)}
            common, both = anchors & self._anchors[number], (anchors | self._anchors[number]) - changed
            if self._weight(common) >= _MUCH_WEIGHT * self._weight(both):
                changes = _contradictions(sentence, earlier, by_words=False)
                return SentenceNovelty(sentence=sentence, state="changed", earlier=earlier, changes=changes)
        return None

    def _nearest(self, sentence: PlacedSentence, vector: Any, anchors: frozenset[str]) -> int | None:
        """Return the earlier sentence that reports the same, by its vector and what both name."""
        similar = self._vectors @ vector
        best: tuple[float, int] | None = None
        for number in (-similar).argsort()[:_MOST_CANDIDATES]:
            found = float(similar[number])
            common = anchors & self._anchors[number]
            whole = self._weight(anchors)
            share = self._weight(common) / whole if whole else 0.0
            needed = _SIMILAR + _MARGIN
            if share >= _MUCH_WEIGHT and _count_facts(sentence, common) >= _LEAST_ANCHORS:
                needed = _SIMILAR - _MARGIN
            elif share >= _SOME_WEIGHT:
                needed = _SIMILAR
            if found >= needed and (best is None or found - needed > best[0]):
                best = (found - needed, int(number))
        return None if best is None else best[1]

    def _weight(self, keys: Iterable[str]) -> float:
        count = len(self._sentences) + 1
        return sum(math.log(1 + count / (1 + len(self._by_key.get(key, ())))) for key in keys)


def _runs(sentence: PlacedSentence) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words of a sentence, whose figures and dates are all alike."""
    words = _masked_words(sentence)
    if len(words) < _RUN:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _masked_words(sentence: PlacedSentence) -> list[str]:
    """Return the words of a sentence with one sign for each figure or date."""
    masked = SpanIndex(
        (fact.start, fact.end) for fact in sentence.facts if isinstance(fact.stated, Quantity | Period)
    )
    words: list[str] = []
    for word, start, _ in placed_words(sentence.text):
        place = sentence.start + start
        if not masked.holds(place, place + 1) and not any(map(str.isdigit, word)):
            words.append(word)
        elif not words or words[-1] != _FIGURE:
            words.append(_FIGURE)
    return words


def _anchors(sentence: PlacedSentence) -> frozenset[str]:
    """Return the keys of the names, figures and dates of a sentence."""
    return frozenset(key for fact in sentence.facts for key in _anchor_keys(fact))


def _count_facts(sentence: PlacedSentence, keys: frozenset[str]) -> int:
    """Return how many names, figures and dates of a sentence have some of the keys: a name has several."""
    return sum(not keys.isdisjoint(_anchor_keys(fact)) for fact in sentence.facts)


def _anchor_keys(fact: Fact) -> tuple[str, ...]:
    """Return the keys that are exact: one of a figure or a date, those of each word of a name."""
    match fact.stated:
        case Name():
            return fact.keys[: len(fact.stated.words) + 1]
        case Quantity() | Period():
            return fact.keys[:1]
        case QuotedWords():
            return ()
        case _:
            assert_never(fact.stated)


def _compared(sentence: PlacedSentence, earlier: PlacedSentence, otherwise: State) -> SentenceNovelty:
    """Return a sentence as the change of an earlier one if a figure or date differs, else as something else."""
    changes = _contradictions(sentence, earlier, by_words=otherwise == "copy")
    if not changes and otherwise == "copy":
        changes = tuple(
            zip(_other_digits(earlier, sentence), _other_digits(sentence, earlier), strict=False)
        )[:1]
    state: State = "changed" if changes else otherwise
    return SentenceNovelty(sentence=sentence, state=state, earlier=earlier, changes=changes)


def _contradictions(
    sentence: PlacedSentence, earlier: PlacedSentence, *, by_words: bool
) -> tuple[tuple[str, str], ...]:
    """Return the figures and dates of an earlier sentence that are replaced, each with what replaces it."""
    pairs = _contradicting(sentence, earlier, by_words=by_words)
    return tuple((_words_of(before, earlier), _words_of(after, sentence)) for after, before in pairs)


def _contradicting(
    sentence: PlacedSentence, earlier: PlacedSentence, *, by_words: bool
) -> Iterator[tuple[Fact, Fact]]:
    """Yield the figures and dates of a sentence that replace those of an earlier one, with these.

    Weekdays count only between sentences of the same words: others name several days.
    """
    for kind in (Quantity, Period):
        there = _unmatched(earlier, sentence, kind)
        for fact in _unmatched(sentence, earlier, kind):
            for other in there:
                if _contradict(fact, other) and (by_words or not (_is_weekday(fact) or _is_weekday(other))):
                    yield fact, other
                    there.remove(other)
                    break


def _is_weekday(fact: Fact) -> bool:
    return isinstance(fact.stated, Period) and bool(fact.stated.alternatives)


def _other_digits(one: PlacedSentence, other: PlacedSentence) -> list[str]:
    """Return the words with digits that a sentence has and another lacks, such as ordinals, which are not facts.

    Those of a figure or date that the other has in another form are left out.
    """
    theirs = {word for word, _, _ in placed_words(other.text)}
    unmatched = {*_unmatched(one, other, Quantity), *_unmatched(one, other, Period)}
    figures = [
        fact for fact in one.facts if isinstance(fact.stated, Quantity | Period) and fact not in unmatched
    ]
    return [
        word
        for word, start, _ in placed_words(one.text)
        if word not in theirs
        and any(map(str.isdigit, word))
        and not any(fact.start <= one.start + start < fact.end for fact in figures)
    ]


def _words_of(fact: Fact, sentence: PlacedSentence) -> str:
    return sentence.text[fact.start - sentence.start : fact.end - sentence.start]


def _unmatched(one: PlacedSentence, other: PlacedSentence, kind: type[Quantity | Period]) -> list[Fact]:
    """Return the figures or dates of a sentence that another does not have."""
    theirs = [fact for fact in other.facts if isinstance(fact.stated, kind)]
    return [
        fact
        for fact in one.facts
        if isinstance(fact.stated, kind) and not any(_agree(fact, their) for their in theirs)
    ]


def _agree(one: Fact, other: Fact) -> bool:
    if isinstance(one.stated, Quantity) and isinstance(other.stated, Quantity):
        answers = {compare_quantities(one.stated, other.stated), compare_quantities(other.stated, one.stated)}
        return not answers.isdisjoint({"equal", "rounded", "converted"})
    if isinstance(one.stated, Period) and isinstance(other.stated, Period):
        answers_of_periods = {
            compare_periods(one.stated, other.stated),
            compare_periods(other.stated, one.stated),
        }
        return not answers_of_periods.isdisjoint({"equal", "contained"})
    return False


def _contradict(one: Fact, other: Fact) -> bool:
    """Return whether two figures or dates are of one kind, so that one can replace the other."""
    if isinstance(one.stated, Quantity) and isinstance(other.stated, Quantity):
        return compare_quantities(one.stated, other.stated) == "different"
    if isinstance(one.stated, Period) and isinstance(other.stated, Period):
        return one.stated.grain == other.stated.grain
    return False
