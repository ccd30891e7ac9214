"""The facts of one source beside those of a text, and how well each block of the source fits a sentence."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

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
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.domain.values import value
from briefbuilder.evidence.claim_sentences import Sentence, word_key
from briefbuilder.evidence.gazetteer import unspaced_names
from briefbuilder.evidence.name_comparison import (
    KatakanaText,
    abbreviation_pattern,
    compare_names,
    is_near,
    name_forms,
)
from briefbuilder.evidence.name_words import is_full_name_of_person, is_translated
from briefbuilder.evidence.periods import compare_periods
from briefbuilder.evidence.quantity_comparison import (
    FormerValue,
    compare_quantities,
    former_values,
    unit_of_time,
)
from briefbuilder.evidence.quantity_words import words_of as words_of_numbers
from briefbuilder.evidence.words import (
    letters_kept,
    placed_words,
    words_of,
    words_of_text,
    written_words,
)

Relation = Literal["equal", "rounded", "converted", "contained", "alike", "metonym", "different"]
Stated = Quantity | Period | Name | QuotedWords
FITTING = 0.5
"""What a block of a source that is not cited must share with the sentence beside the claim."""
HOLDING = frozenset({"equal", "rounded", "converted", "contained", "alike", "metonym"})
"""The relations of a fact to one that bears it out; a metonym is a capital for its country, or a country for its capital."""
_BESIDE = 0.35
"""What a block counts that is beside the one with a fact."""
_WORD_WEIGHT = 0.4
_OWN_WEIGHT = 0.75
_MOST_OWN = 3.0
"""What the words of a claim itself count at most."""
_NEAR_WEIGHT = 0.4
_NEAR_WORDS = 4
_MOST_SOURCES, _MOST_KEPT = 256, 2_000
"""How many sources, and claims of each, keep their comparisons for the next text."""

_ORDINAL = r"(?:(?:st|nd|rd|th|esim[oaie]|e|è?me)(?!\w)|\.?[ºª°]|\.(?= [A-ZÄÖÜ]))"
"""What makes an ordinal of a figure: 47th, 47esimo, 47e, 47.º, 47. Spiel."""
_ANNIVERSARY = r"[^.\d]{0,12}(?i:an+iv|jubil|jahrestag)"
"""What follows an ordinal that states an age, in several languages."""
_COUNTED_YEARS = frozenset({"", "age", "yr"})
"""Units of what an ordinal may state: the 40th anniversary of what is 40 years old."""
_NO_KEY = frozenset(("",))
_SEATS = {"capital": "country", "country": "capital"}


@value(kw_only=False)
class RelatedFact:
    """A fact of a source and its relation to a claim."""

    fact: Fact
    relation: Relation


class _FoldedText:
    """The folded words of the blocks of a source, in which words are found by their stems."""

    def __init__(self, blocks: Sequence[FactBlock]) -> None:
        parts = [f" {' '.join(words_of_text(block.text))} " for block in blocks]
        self._text = "\n".join(parts)
        self._ends = list(accumulate(len(part) + 1 for part in parts))
        self._found: dict[tuple[str, str], frozenset[int]] = {}

    def blocks_with(self, words: str) -> Iterator[int]:
        """Yield the numbers of the blocks in which folded words follow each other."""
        wanted = f" {words} "
        at = self._text.find(wanted)
        while at >= 0:
            block = bisect_right(self._ends, at)
            yield block
            at = self._text.find(wanted, self._ends[block])

    def blocks(self, key: str, language: str) -> frozenset[int]:
        """Return the numbers of the blocks with a word that has a stem, or a beginning if there is no language."""
        found = self._found.get((key, language))
        if found is None:
            found = self._found[key, language] = frozenset(self._blocks(key, language))
        return found

    def _blocks(self, key: str, language: str) -> Iterator[int]:
        text, start = self._text, f" {key[: letters_kept(language)]}"
        at = text.find(start)
        # The last space of the text begins no word.
        while at >= 0 and (end := text.find(" ", at + 1)) >= 0:
            if word_key(text[at + 1 : end], language) == key:
                yield bisect_right(self._ends, at)
            at = text.find(start, end)


class _SourceParts:
    """What comparisons need of one source, whatever the text: made when it is asked for, and kept for the next text."""

    def __init__(self, source: FactSource) -> None:
        self._source = source
        self._places: dict[tuple[Stated, bool, bool], tuple[RelatedFact, ...]] = {}

    @cached_property
    def blocks(self) -> tuple[FactBlock, ...]:
        return tuple(self._source.blocks)

    @cached_property
    def number(self) -> dict[str, int]:
        return {block.id: number for number, block in enumerate(self.blocks)}

    @cached_property
    def lead(self) -> int:
        return next((number for number, block in enumerate(self.blocks) if not block.heading), 0)

    @cached_property
    def by_kind(self) -> dict[FactKind, list[Fact]]:
        found: defaultdict[FactKind, list[Fact]] = defaultdict(list)
        for fact in self._source.facts:
            found[fact.kind].append(fact)
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for fact in self._source.facts for key in fact.keys)

    @cached_property
    def former(self) -> tuple[FormerValue, ...]:
        """The values that the source gives as former ones beside the present ones."""
        language, day = self._source.language, self._source.day
        by_block: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self._source.facts:
            by_block[fact.block].append(fact)
        return tuple(
            value
            for block in self.blocks
            for value in former_values(block, by_block.get(block.id, ()), language, day)
        )

    def places(self, claim: Fact, *, same_language: bool, differing: bool) -> tuple[RelatedFact, ...]:
        """Return the facts that support a claim, and those that differ from it if they are asked for or are not names."""
        differing = self._source.cited and (differing or claim.kind != "name")
        key = (claim.stated, same_language, differing)
        found = self._places.get(key)
        if found is None:
            if len(self._places) >= _MOST_KEPT:
                self._places.clear()
            compared = self._alike.get(claim.kind, {}).items() if differing else self._likely(claim)
            found = self._places[key] = tuple(
                self._compared(claim, compared, same_language=same_language, differing=differing)
            )
        return found

    def _compared(
        self,
        claim: Fact,
        others: Iterable[tuple[Stated, list[Fact]]],
        *,
        same_language: bool,
        differing: bool,
    ) -> Iterable[RelatedFact]:
        found: list[RelatedFact] = []
        others = list(others)
        for stated, facts in others:
            # Results are kept with the source, so the cache of `compare` would gain nothing.
            relation = _relation(claim.stated, stated, same_language=same_language)
            if relation in HOLDING or (relation is not None and differing):
                found += [RelatedFact(fact, relation) for fact in facts]
        if isinstance(claim.stated, Name) and any(place.relation == "equal" for place in found):
            found = _with_metonyms(claim.stated, found, others)
        if isinstance(claim.stated, Period) and claim.stated.grain == "span":
            found = _with_both_ends(claim.stated, found)
        if claim.kind == "name" and not any(place.relation in HOLDING for place in found):
            found += self._written(claim)
            found += self._katakana_matches(claim)
            if self._source.cited and not found:
                found += self._abbreviated(claim)
        return found

    def _likely(self, claim: Fact) -> Iterable[tuple[Stated, list[Fact]]]:
        """Return what may support a claim: names that have a form in common, which is far quicker than comparing them.

        Of a source that is not cited, these are the facts that have a key in common.
        """
        if self._source.cited and isinstance(claim.stated, Name):
            mine, has_id = name_forms(claim.stated), bool(claim.stated.id)
            return (
                (stated, facts)
                for stated, forms, facts in self._names
                if (has_id and stated.id) or not mine.isdisjoint(forms)
            )
        numbers = {number for key in _keys_meant(claim) for number in self._by_key.get(key, ())}
        return _by_stated(self._source.facts[number] for number in sorted(numbers)).items()

    @cached_property
    def _names(self) -> list[tuple[Name, frozenset[str], list[Fact]]]:
        return [
            (stated, name_forms(stated), facts)
            for stated, facts in self._alike.get("name", {}).items()
            if isinstance(stated, Name)
        ]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """The numbers of the facts by their keys."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, fact in enumerate(self._source.facts):
            for key in fact.keys or _own_keys(fact):
                found[key].append(number)
        return found

    @cached_property
    def _alike(self) -> dict[FactKind, dict[Stated, list[Fact]]]:
        """The facts of each kind by what they state: the same is compared once."""
        return {kind: _by_stated(facts) for kind, facts in self.by_kind.items()}

    def _written(self, claim: Fact) -> Iterable[RelatedFact]:
        """Yield where the words of a name are in the source, although they were not read as a name there."""
        if not isinstance(claim.stated, Name):
            return
        words = [word for name in claim.stated.words for word in words_of(name)]
        if not words or any(len(word) < 2 for word in words):
            return
        for number in self.text.blocks_with(" ".join(words)):
            block = self.blocks[number]
            placed = placed_words(block.text)
            for at in range(len(placed) - len(words) + 1):
                if [word for word, _, _ in placed[at : at + len(words)]] == words:
                    start, end = placed[at][1], placed[at + len(words) - 1][2]
                    yield RelatedFact(
                        Fact(block=block.id, start=start, end=end, stated=claim.stated), "equal"
                    )
                    break

    def _katakana_matches(self, claim: Fact) -> Iterable[RelatedFact]:
        """Yield where a Japanese source has a name by its sound, unless it is a known one misspelt."""
        name = claim.stated
        if self.katakana is None or not isinstance(name, Name) or name.id or is_translated(name):
            return
        if any(is_near(name, known) for known, _, _ in self._names):
            return
        for number, start, end in self.katakana.find(name.words):
            yield RelatedFact(Fact(block=self.blocks[number].id, start=start, end=end, stated=name), "alike")

    def _abbreviated(self, claim: Fact) -> Iterable[RelatedFact]:
        """Yield where the source has the words that a name abbreviates, or an abbreviation of its words."""
        name = claim.stated
        if not isinstance(name, Name) or any(is_near(name, known) for known, _, _ in self._names):
            return
        if (pattern := abbreviation_pattern(name)) is not None:
            for block in self.blocks:
                for match in pattern.finditer(block.text):
                    place = Fact(block=block.id, start=match.start(), end=match.end(), stated=claim.stated)
                    yield RelatedFact(place, "alike")

    @cached_property
    def text(self) -> _FoldedText:
        return _FoldedText(self.blocks)

    @cached_property
    def katakana(self) -> KatakanaText | None:
        is_japanese = base_language(self._source.language) == "ja"
        return KatakanaText(block.text for block in self.blocks) if is_japanese else None


_parts: dict[int, tuple[Sequence[Fact], Sequence[FactBlock], _SourceParts]] = {}
"""The parts of sources that were compared last, by the identity of their facts."""


def _parts_of(source: FactSource) -> _SourceParts:
    key = id(source.facts) ^ source.cited
    kept = _parts.get(key)
    if kept is not None and kept[0] is source.facts and kept[1] is source.blocks:
        return kept[2]
    if len(_parts) >= _MOST_SOURCES:
        _parts.clear()
    parts = _SourceParts(source)
    _parts[key] = (source.facts, source.blocks, parts)
    return parts


class _SharedBlocks(NamedTuple):
    """What a source shares with the sentence of a claim: the blocks of each fact or word, and what it counts."""

    sentence: Sentence
    facts: list[tuple[frozenset[int], float]]
    words: list[tuple[frozenset[int], float]]
    own_words: list[tuple[frozenset[int], float]]
    fits: dict[int, float]
    """How much the blocks that were asked for share."""
    owned: dict[int, float]
    """How much they have of the words of the claim."""


class SourceFacts:
    """A source in which the claims of a text in a language are looked up."""

    def __init__(self, source: FactSource, language: str) -> None:
        """Prepare nothing yet: most sources are asked for little."""
        self.source = source
        self.same_language = base_language(source.language) == base_language(language)
        self.parts = _parts_of(source)
        self._places: dict[tuple[int, bool], tuple[RelatedFact, ...]] = {}
        self._held: dict[int, frozenset[int]] = {}
        self._shared: dict[int, _SharedBlocks] = {}
        self._near: dict[int, tuple[frozenset[str], frozenset[str]]] = {}

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all facts; of those that are looked up if no others are known yet."""
        return self.parts.keys if self.source.shared is None else self.source.shared

    def block(self, fact: Fact) -> FactBlock:
        """Return the block that a fact of the source is in."""
        return self.parts.blocks[self.parts.number[fact.block]]

    def has_word(self, word: str) -> bool:
        """Return whether a folded word is anywhere in the source."""
        return any(True for _ in self.parts.text.blocks_with(word))

    def is_printed_in(self, words: Sequence[str]) -> bool:
        """Return whether folded words are of the name of the publication that printed the source."""
        return set(words) <= set(map(fold_name, written_words(self.source.publication)))

    def lacks(self, name: Name) -> bool:
        """Return whether a source without spaces between words would have a name that it lacks in letters that tell it.

        In Japanese it would be known by its sound; others only have what is known in their language.
        """
        if name.id and name.id in unspaced_names(base_language(self.source.language))[1].values():
            return True
        katakana = self.parts.katakana
        if katakana is None or self.has_word(name.words[-1]):
            return False
        return katakana.lacks(name.words, is_person=is_full_name_of_person(name))

    def in_words(self, number: Quantity) -> Iterator[Fact]:
        """Yield where the source has a whole number as an ordinal, a percentage as a fraction, or a time as one unit.

        "47th", also for an age, "one in five", "a week" for seven days.
        """
        pattern = None
        words = words_of_numbers(base_language(self.source.language))
        if number.unit == "pct":
            pattern = words.fractions.get(round(number.numbers[0]))
        elif number.unit:
            pattern = words.unit_words.get(unit_of_time(number.numbers[0], number.unit))
        if pattern is None and number.unit in _COUNTED_YEARS and number.numbers[0] % 1 == 0:
            anniversary = _ANNIVERSARY if number.unit else ""
            pattern = re.compile(rf"(?<![\d.,]){number.numbers[0]:f}{_ORDINAL}{anniversary}")
        if pattern is None:
            return
        for block in self.parts.blocks:
            for match in pattern.finditer(block.text):
                yield Fact(block=block.id, start=match.start(), end=match.end(), stated=number)

    def places(self, claim: Fact, *, differing: bool = False) -> tuple[RelatedFact, ...]:
        """Return the facts of the source that support a claim, and those that differ if they are asked for or are not names.

        Of a source that is not cited, none that differ are looked for.
        """
        key = (id(claim), differing)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self.parts.places(
                claim, same_language=self.same_language, differing=differing
            )
        return found

    def held(self, fact: Fact) -> frozenset[int]:
        """Return the numbers of the blocks that have a fact of a text."""
        found = self._held.get(id(fact))
        if found is None:
            found = self._held[id(fact)] = frozenset(
                self.parts.number[place.fact.block]
                for place in self.places(fact)
                if place.relation in HOLDING and place.relation != "metonym"
            )
        return found

    def fit(self, sentence: Sentence, claim: Fact, block: int) -> float:
        """Return how much a block shares with the sentence of a claim: other facts and rare words, near ones first."""
        shared = self._shared_with(sentence, claim)
        if block not in shared.fits:
            shared.fits[block] = self._fit(shared, block)
        return shared.fits[block]

    def _fit(self, shared: _SharedBlocks, block: int) -> float:
        beside = (block - 1, block + 1)
        fit = sum(weight for blocks, weight in shared.words if block in blocks)
        for held, weight in shared.facts:
            if block in held:
                fit += weight
            elif not held.isdisjoint(beside):
                fit += _BESIDE * weight
        return fit

    def own_words(self, sentence: Sentence, claim: Fact, block: int) -> float:
        """Return what a block has of the words of a claim itself: more of a full name than of a surname."""
        shared = self._shared_with(sentence, claim)
        if block not in shared.owned:
            own = sum(weight for blocks, weight in shared.own_words if block in blocks)
            shared.owned[block] = _OWN_WEIGHT * min(_MOST_OWN, own)
        return shared.owned[block]

    def _shared_with(self, sentence: Sentence, claim: Fact) -> _SharedBlocks:
        """Return what the source shares with the sentence of a claim, which is found for all blocks at once."""
        found = self._shared.get(id(claim))
        if found is None or found.sentence is not sentence:
            found = self._shared[id(claim)] = self._find_shared(sentence, claim)
        return found

    def _find_shared(self, sentence: Sentence, claim: Fact) -> _SharedBlocks:
        text, language = self.parts.text, self.source.language if self.same_language else ""
        words, own_words = sentence.words(claim, same_language=self.same_language)
        facts = [
            (held, weight * self.rarity(len(held)))
            for fact, weight in sentence.weights(claim)
            if (held := self.held(fact))
        ]
        beside = [
            (blocks, _WORD_WEIGHT * weight * self.rarity(len(blocks)))
            for word, weight in words.items()
            if (blocks := text.blocks(word, language))
        ]
        own = [
            (blocks, self.rarity(len(blocks)))
            for word in own_words
            if (blocks := text.blocks(word, language))
        ]
        return _SharedBlocks(sentence, facts, beside, own, {}, {})

    def rarity(self, blocks: int) -> float:
        """Return how much something counts that is in some of the blocks, at least one."""
        return math.log((len(self.parts.blocks) + 1) / (blocks + 0.5))

    def nearness(self, claim: Fact, sentence: Sentence, place: Fact) -> float:
        """Return how many of the words around a claim are around a fact of the source."""
        mine, starts = self._words_near(claim, sentence)
        if not mine:
            return 0.0
        language = self._language(sentence)
        start = letters_kept(language)
        words = _words_around(self.block(place).text, place.start, place.end, place.kind == "name")
        theirs = (word_key(word, language) for word in words if word[:start] in starts)
        return _NEAR_WEIGHT * len(mine.intersection(theirs))

    def most_near(self, claim: Fact, sentence: Sentence) -> float:
        """Return what the words around a claim count at most."""
        return _NEAR_WEIGHT * len(self._words_near(claim, sentence)[0])

    def _words_near(self, claim: Fact, sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stems of the words around a claim, and the letters that they begin with."""
        found = self._near.get(id(claim))
        if found is None:
            language = self._language(sentence)
            words = _words_around(sentence.block.text, claim.start, claim.end, claim.kind == "name")
            keys = frozenset(word_key(word, language) for word in words) - _NO_KEY
            start = letters_kept(language)
            found = self._near[id(claim)] = (keys, frozenset(key[:start] for key in keys))
        return found

    def _language(self, sentence: Sentence) -> str:
        """Return the language of the stems by which words are compared, none if the source has another."""
        return sentence.language if self.same_language else ""


@lru_cache(maxsize=20_000)
def _words_around(text: str, start: int, end: int, is_name: bool) -> tuple[str, ...]:
    """Return the folded words around a place, and those of the place itself if it is not a name."""
    before = text[max(0, start - 60) : start].split()[-_NEAR_WORDS:]
    after = text[end : end + 60].split()[:_NEAR_WORDS]
    own = () if is_name else (text[start:end],)
    return tuple(words_of(" ".join((*before, *own, *after))))


def _with_both_ends(span: Period, found: Sequence[RelatedFact]) -> list[RelatedFact]:
    """Return the facts related to a span; what only has one end of it differs, unless another has the other end."""
    ends = (span.first, span.last)
    has_end = [any(place.relation in HOLDING and _is_at(place.fact, day) for place in found) for day in ends]
    if all(has_end):
        return list(found)
    return [
        RelatedFact(place.fact, "different") if any(_is_at(place.fact, day) for day in ends) else place
        for place in found
    ]


def _is_at(fact: Fact, day: date) -> bool:
    """Return whether a period begins or ends on a day."""
    return isinstance(fact.stated, Period) and day in {fact.stated.first, fact.stated.last}


def _with_metonyms(
    name: Name, found: Sequence[RelatedFact], others: Iterable[tuple[Stated, list[Fact]]]
) -> list[RelatedFact]:
    """Return the facts related to a capital, a country or a union that the source names, and to what is called for it."""
    is_capital = name.id.startswith("capital:")
    metonyms = [
        RelatedFact(fact, "metonym")
        for stated, facts in others
        if _is_metonym(name, stated)
        for fact in facts
    ]
    return [place for place in found if place.relation == "equal" or not is_capital] + metonyms


def _is_metonym(mine: Name, theirs: Stated) -> bool:
    """Return whether one name is the country or union of which the other is the capital."""
    if not isinstance(theirs, Name):
        return False
    (group, _, code), (other, _, seat) = mine.id.partition(":"), theirs.id.partition(":")
    return code == seat and group != other and "capital" in (group, other)


def _own_keys(fact: Fact) -> tuple[str, ...]:
    """Return the keys of an adjective or of a small number, which are in no index."""
    stated = fact.stated
    if isinstance(stated, Name) and stated.id:
        return (f"id:{stated.id}",)
    return tuple(map(str, stated.numbers)) if isinstance(stated, Quantity) else ()


def _keys_meant(claim: Fact) -> Iterator[str]:
    """Yield the keys of a claim; a capital and its country may each be called for the other."""
    yield from claim.keys or _own_keys(claim)
    if isinstance(claim.stated, Name):
        group, _, code = claim.stated.id.partition(":")
        if group in _SEATS:
            yield f"id:{_SEATS[group]}:{code}"
        if group == "capital":
            yield f"id:place:{code}"


def _by_stated(facts: Iterable[Fact]) -> dict[Stated, list[Fact]]:
    found: dict[Stated, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.stated, []).append(fact)
    return found


@lru_cache(maxsize=50_000)
def compare(mine: Stated, theirs: Stated, *, same_language: bool) -> Relation | None:
    """Return the relation of what a text states to what a source states, or None if they cannot be compared."""
    return _relation(mine, theirs, same_language=same_language)


def _relation(mine: Stated, theirs: Stated, *, same_language: bool) -> Relation | None:
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
        return (mine.grain == theirs.grain) + sum(my_day == their_day for my_day, their_day in days) / len(
            days
        )
    return 0.0


def _likeness_of_numbers(mine: Quantity, theirs: Quantity) -> float:
    one, two = abs(mine.numbers[0]), abs(theirs.numbers[0])
    close = bool(one and two) and max(one, two) <= 2 * min(one, two)
    first, second = f"{one.normalize():f}".strip("0."), f"{two.normalize():f}".strip("0.")
    one_digit = len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) <= 1
    transposed = first != second and sorted(first) == sorted(second)
    return 0.5 * (mine.unit == theirs.unit) + 0.5 * close + (one_digit or transposed)
