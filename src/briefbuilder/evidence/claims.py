"""Compare what an officer's own text states with its sources, and a working translation with its original.

Each claim gets a place in a source, and no verdict.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Literal

from briefbuilder.domain.facts import (
    Claim,
    Fact,
    FactBlock,
    FactSource,
    Name,
    Period,
    QuotedWords,
    facts_between,
)
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.domain.values import value
from briefbuilder.evidence.claim_equivalents import (
    announces_points,
    as_duration,
    as_quantity_meant,
    counts_little,
    is_derived,
    is_other_in_words,
    present_places,
    reversed_places,
)
from briefbuilder.evidence.claim_places import FITTING, HOLDING, RelatedFact, SourceFacts, compare
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.name_comparison import (
    is_near,
    is_near_abbreviation,
    is_one_letter_off,
    is_same_noun,
)
from briefbuilder.evidence.name_words import (
    has_body_word,
    is_abbreviation,
    is_common,
    is_full_name_of_person,
    is_ordinary,
    is_translated,
    name_words_of,
)
from briefbuilder.evidence.names import name_keys
from briefbuilder.evidence.quantity_words import listed_words
from briefbuilder.evidence.quotations import compare_quotation
from briefbuilder.evidence.rated_places import (
    RatedPlace,
    alike_places,
    best_places,
    claim_at,
    claim_of,
    has_other_ending,
    is_other,
    is_unwritten,
    outcome_of,
)
from briefbuilder.evidence.words import is_unspaced, sentences_of, words_of

_MOST_READ = 4
"""Sources that are not cited in which a sentence is looked up."""
_LEAST_SHARED = 0.5
"""What a source that is not cited must share with a sentence, of what the best one does."""
_LEAST_FACTS = 2
"""The fewest facts that a source must share to be compared as if it were cited: any article may have one number by chance."""
_FAR_BETTER = 2.0
"""How much better another place must fit to make a claim doubtful."""
_POOR = 0.8
"""What a block shares with a sentence at most if its value may be there by chance."""
_MOST_IN_TABLE = 500
"""Facts of a table whose cells count for each other."""


def check_claims(
    blocks: Sequence[FactBlock],
    language: str,
    day: date | None,
    sources: Sequence[FactSource],
    known: Collection[str] = (),
    stated: Sequence[Fact] | None = None,
) -> tuple[Claim, ...]:
    """Return the facts that a text states, each with what the sources say of it.

    Sources that are cited come first; the others count only if what they say of the sentence is more than one fact.
    A sentence is compared with one that is not cited as with one that is, if that shares more facts with it than all
    cited ones: if none is cited, or an article that the sentence is really about. `known` has the keys of names that occur in the dossier. `stated` are the facts of the text if they were read before.
    """
    facts = read_facts(blocks, language, day) if stated is None else stated
    check = _Check(language, day, sources, known)
    by_block: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_block[fact.block].append(fact)
    tables = _facts_of_tables(blocks, by_block)
    return tuple(
        claim
        for block in blocks
        if (inside := by_block.get(block.id))
        for claim in check.claims(block, inside, tables.get(block.id, inside))
    )


def _facts_of_tables(
    blocks: Sequence[FactBlock], facts: Mapping[str, Sequence[Fact]]
) -> Mapping[str, Sequence[Fact]]:
    """Return, by the block of each cell below the first row, the facts of its table, unless it has very many."""
    found: dict[str, Sequence[Fact]] = {}
    for is_table, cells in groupby(blocks, key=lambda block: bool(block.headers)):
        if is_table:
            names = [cell.id for cell in cells]
            inside = [fact for name in names for fact in facts.get(name, ())]
            if len(inside) <= _MOST_IN_TABLE:
                found |= dict.fromkeys(names, inside)
    return found


class _Check:
    """The comparison of one text with its sources."""

    def __init__(
        self, language: str, day: date | None, sources: Sequence[FactSource], known: Collection[str]
    ) -> None:
        self._language, self._day = language, day
        self._cited = [SourceFacts(source, language) for source in sources if source.cited]
        """The sources that are cited, and the one that shares more with the sentence than they."""
        self._given = tuple(self._cited)
        self._compared: dict[str, SourceFacts] = {}
        self._others = [SourceFacts(source, language) for source in sources if not source.cited]
        self._known = known
        self._facts: Sequence[Fact] = ()
        """The facts of the paragraph that is compared."""
        self._together: Sequence[Fact] = ()
        """These, or those of the table that it is in."""
        self._nearest: tuple[Sentence, list[SourceFacts]] | None = None
        """The last sentence, and the sources that are not cited and share most with it."""
        self._all_known = frozenset(known).union(*(source.keys for source in self._cited))

    def claims(self, block: FactBlock, facts: Sequence[Fact], together: Sequence[Fact]) -> Iterator[Claim]:
        """Yield the claims of one block; `together` are its facts, for a cell those of its table."""
        self._facts, self._together = facts, together
        spans = sentences_of(block.text, ((fact.start, fact.end) for fact in facts))
        for start, end in spans:
            inside = tuple(facts_between(facts, start, end))
            if inside:
                language = block.language or self._language
                sentence = Sentence(inside, block, language, start, end)
                yield from self._of_sentence(sentence)

    def _of_sentence(self, sentence: Sentence) -> Iterator[Claim]:
        self._cited = [*self._given, *self._closest_uncited(sentence)]
        best = {
            id(fact): best_places(fact, sentence, self._cited, _supports)
            for fact in sentence.facts
            if fact.kind != "quotation"
        }
        used = {id(place.place.fact) for found in best.values() for place in found}
        reverse = reversed_places(sentence, best)
        for fact in sentence.facts:
            if isinstance(fact.stated, QuotedWords):
                yield self._quotation(sentence, fact)
            elif isinstance(fact.stated, Name) and not self._is_name(fact.stated):
                continue
            elif id(fact) in reverse:
                yield claim_of(sentence, fact, "different", [reverse[id(fact)]])
            elif present := present_places(fact, sentence, self._together, self._cited):
                yield replace(claim_of(sentence, fact, "different", present), former=True)
            elif best[id(fact)] and has_other_ending(fact, best[id(fact)], sentence):
                yield claim_of(sentence, fact, "different", best[id(fact)])
            elif best[id(fact)] and not self._is_lengthened(fact, best[id(fact)]):
                yield self._supported(sentence, fact, best[id(fact)], used)
            else:
                yield self._unsupported(sentence, fact, used)

    def _closest_uncited(self, sentence: Sentence) -> Iterator[SourceFacts]:
        """Yield the source that is not cited and shares more facts with a sentence than each that is, and at least two."""
        for source in self._beside(sentence)[:1]:
            shared = _count_shared(source, sentence)
            if shared >= _LEAST_FACTS and all(
                _count_shared(cited, sentence) < shared for cited in self._given
            ):
                yield self._as_cited(source.source)

    def _as_cited(self, source: FactSource) -> SourceFacts:
        """Return a source as if it were cited: facts of it that differ are then compared, too."""
        if source.article not in self._compared:
            self._compared[source.article] = SourceFacts(replace(source, cited=True), self._language)
        return self._compared[source.article]

    def _is_name(self, name: Name) -> bool:
        """Return whether words are a name, or may be a common noun or the first word of a sentence only."""
        if not name.weak or self._is_known(name):
            return True
        return any(
            isinstance(other.stated, Name)
            and (
                (source.same_language and is_same_noun(name, other.stated))
                if other.stated.weak
                else (
                    compare(name, other.stated, same_language=source.same_language) in HOLDING
                    or is_near(name, other.stated)
                )
            )
            for source in self._cited
            for other in source.parts.by_kind.get("name", ())
        )

    def _is_lengthened(self, fact: Fact, found: Sequence[RatedPlace]) -> bool:
        """Return whether the last word of a name is in no name that was found for it, nor elsewhere in a source.

        "Cromwell Socitey" is not Cromwell; but in another language "Riverside Church" may be Riverside.
        """
        name = fact.stated
        if not isinstance(name, Name) or name.id or len(name.words) == 1:
            return False
        last = Name(words=name.words[-1:], kind=name.kind)
        for place in found:
            theirs = place.place.fact.stated
            if not isinstance(theirs, Name) or theirs.id or place.place.relation == "equal":
                return False
            if any(
                compare(last, Name(words=(word,), kind=name.kind), same_language=place.source.same_language)
                in HOLDING
                for word in theirs.words
            ):
                return False
            if place.source.has_word(last.words[0]):
                return False
            if not place.source.same_language and (
                is_ordinary(last.words[0], self._language) or not self._is_known(last)
            ):
                return False
        return True

    def _is_known(self, name: Name) -> bool:
        """Return whether the dossier has a name; of one of several words the cited source may have some."""
        keys = name_keys(name)
        if not keys:
            return False
        if len(name.words) > 1:
            return keys[-1] in self._known and all(key in self._all_known for key in keys)
        return all(key in self._known for key in keys)

    def _supported(self, sentence: Sentence, fact: Fact, found: list[RatedPlace], used: set[int]) -> Claim:
        """Return the claim for a fact that a cited source states; it is doubtful if another place fits far better."""
        if fact.kind in {"quantity", "date"} and len(sentence.facts) > 1:
            others = self._others_like(sentence, fact, used)
            if others and is_unwritten(fact, found[0]) and others[0].fits > found[0].fits:
                return claim_of(sentence, fact, "different", others)
            if others and others[0].fit > found[0].fit + _FAR_BETTER and found[0].fit < _POOR:
                return claim_of(sentence, fact, "doubtful", [found[0], others[0]])
        return claim_of(sentence, fact, outcome_of(found[0].place), found)

    def _unsupported(self, sentence: Sentence, fact: Fact, used: set[int]) -> Claim:
        """Return the claim for a fact that no cited source states."""
        otherwise = (
            self._pair(sentence, fact)
            or self._behind_abbreviation(sentence, fact)
            or as_duration(fact, sentence, self._cited)
            or as_quantity_meant(fact, sentence, self._cited)
        )
        if otherwise:
            is_other = has_other_ending(fact, otherwise, sentence)
            return claim_of(sentence, fact, "different" if is_other else "found", otherwise)
        least = FITTING if len(sentence.facts) > 1 else 0.0
        elsewhere = self._in_others(sentence, fact, self._beside(sentence), least)
        if elsewhere:
            return claim_of(sentence, fact, outcome_of(elsewhere[0].place), elsewhere)
        nearest = self._others_like(sentence, fact, used) or self._abbreviations_like(sentence, fact)
        if (
            not nearest
            and isinstance(fact.stated, Name)
            and not self._is_comparable(sentence, fact, fact.stated)
        ):
            return claim_of(sentence, fact, "not-compared", [])
        if (
            (counts_little(fact, nearest) and not self._fits_best(sentence, fact, nearest))
            or announces_points(sentence, fact)
            or is_other_in_words(sentence, fact, nearest)
            or is_derived(fact, sentence, self._facts, self._cited, nearest)
            or self._is_own_day(fact)
            or self._is_undated(sentence, fact)
        ):
            return claim_of(sentence, fact, "not-compared", [])
        return self._differing(sentence, fact, nearest) if nearest else self._not_found(sentence, fact)

    def _differing(self, sentence: Sentence, fact: Fact, nearest: Sequence[RatedPlace]) -> Claim:
        """Return the claim for what the cited sources have otherwise, unless another has that day beside more of the sentence."""
        if isinstance(fact.stated, Period) and fact.stated.grain == "day":
            apart = self._in_others(sentence, fact, self._others, 0.0)
            if apart and apart[0].fits > nearest[0].fits:
                return claim_of(sentence, fact, outcome_of(apart[0].place), apart)
        return claim_of(sentence, fact, "different", nearest)

    def _not_found(self, sentence: Sentence, fact: Fact) -> Claim:
        """Return the claim for what no source states with the sentence; a source that states it of something else is shown."""
        apart = self._in_others(sentence, fact, self._others, 0.0)
        return replace(claim_of(sentence, fact, "not-found", apart), uncited=not self._given)

    def _pair(self, sentence: Sentence, fact: Fact) -> list[RatedPlace]:
        """Return the places of two names that a hyphen or a dash joins: the Trump-Kim summit."""
        words = re.split("[-–/]", sentence.text_of(fact))
        if not isinstance(fact.stated, Name) or fact.stated.id or len(words) != 2 or not all(words):
            return []
        names = (Name(words=tuple(map(fold_name, word.split())), kind="person") for word in words)
        found = [self._places_of(sentence, fact, name)[:1] for name in names]
        return [place for places in found for place in places] if all(found) else []

    def _behind_abbreviation(self, sentence: Sentence, fact: Fact) -> list[RatedPlace]:
        """Return the places of a name after an abbreviation that no source has: DAG Rosenstein."""
        name = fact.stated
        first, _, rest = sentence.text_of(fact).partition(" ")
        if not isinstance(name, Name) or name.id or not rest or not first.isupper() or rest.isupper():
            return []
        titles = name_words_of(base_language(sentence.language)).titles
        words = tuple(word for written in rest.split() if (word := fold_name(written)) not in titles)
        if len(first) == 1 or has_body_word(words):
            return []
        return self._places_of(sentence, fact, Name(words=words, kind="person"))

    def _places_of(self, sentence: Sentence, fact: Fact, name: Name) -> list[RatedPlace]:
        """Return where the cited sources have a name that is meant by a claim."""
        return alike_places(
            fact,
            sentence,
            self._cited,
            "name",
            lambda source, other: (
                isinstance(other.stated, Name)
                and compare(name, other.stated, same_language=source.same_language) in HOLDING
            ),
        )

    def _others_like(self, sentence: Sentence, fact: Fact, used: set[int]) -> list[RatedPlace]:
        """Return the places that may be shown as what was meant instead, the best first."""
        return best_places(
            fact,
            sentence,
            self._cited,
            lambda mine, place: id(place.fact) not in used and is_other(mine, place),
            differing=True,
        )

    def _abbreviations_like(self, sentence: Sentence, fact: Fact) -> list[RatedPlace]:
        """Return where the sources have an abbreviation with one other letter beside what else the sentence states."""
        text = sentence.text_of(fact)
        if not isinstance(fact.stated, Name) or fact.stated.id or not text.isupper():
            return []
        found = alike_places(
            fact,
            sentence,
            self._cited,
            "name",
            lambda source, other: is_near_abbreviation(
                text, source.block(other).text[other.start : other.end]
            ),
        )
        return [place for place in found if place.fit > FITTING]

    def _fits_best(self, sentence: Sentence, fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
        """Return whether one of the places is in the block that shares most with the sentence, and shares enough."""
        for place in nearest:
            blocks = range(len(place.source.parts.blocks))
            if place.fit > FITTING and place.fit >= max(
                place.source.fit(sentence, fact, block) for block in blocks
            ):
                return True
        return False

    def _in_others(
        self, sentence: Sentence, fact: Fact, sources: Iterable[SourceFacts], least: float
    ) -> list[RatedPlace]:
        """Return the place in the first source that is not cited and supports a fact, and shares enough of its sentence."""
        for source in sources:
            if not source.keys.isdisjoint(fact.keys):
                places = best_places(fact, sentence, [source], _supports)
                if places and places[0].fit >= least:
                    return places
        return []

    def _beside(self, sentence: Sentence) -> list[SourceFacts]:
        """Return the sources that are not cited and share most with a sentence; reading them takes a moment."""
        if self._nearest is None or self._nearest[0] is not sentence:
            counts = [_count_shared(source, sentence) for source in self._others]
            order = sorted(range(len(counts)), key=lambda at: -counts[at])
            least = max(1, max(counts, default=0) * _LEAST_SHARED)
            self._nearest = sentence, [self._others[at] for at in order[:_MOST_READ] if counts[at] >= least]
        return self._nearest[1]

    def _is_own_day(self, fact: Fact) -> bool:
        """Return whether a date is the text's own day or month, or the day of a cited source, which it may call "today"."""
        stated = fact.stated
        if not isinstance(stated, Period):
            return False
        if self._day and stated.grain in {"day", "month"} and stated.first <= self._day <= stated.last:
            return True
        return any(stated.first == stated.last == source.source.day for source in self._cited)

    def _is_undated(self, sentence: Sentence, fact: Fact) -> bool:
        """Return whether a cited source has the words of a date, such as "October", and no day that tells which one."""
        if not isinstance(fact.stated, Period):
            return False
        words = re.compile(rf"\b{re.escape(sentence.text_of(fact))}\b")
        undated = (source.source for source in self._cited if source.source.day is None)
        return any(words.search(block.text) for source in undated for block in source.blocks)

    def _is_comparable(self, sentence: Sentence, fact: Fact, name: Name) -> bool:
        """Return whether a name that is in no cited source can be distinguished from one that only is written in another way."""
        text = sentence.text_of(fact)
        unspaced = [source for source in self._cited if is_unspaced(source.source.language)]
        if (
            # An initial is one of the name that follows: Investor K.-F. Lee; a word for a body is not a name: la Marina.
            len(name.words[-1]) == 1
            or (not name.id and len(name.words) == 1 and has_body_word(name.words))
            or any(source.is_printed_in(name.words) for source in self._cited)
            or not all(source.lacks(name) for source in unspaced)
        ):
            return False
        if not self._cited:
            return True
        # An abbreviation or a body that the dossier has nowhere is rather another word for what the source has.
        if not name.id and is_abbreviation(text) and not (text.isupper() and self._is_known(name)):
            return False
        told = self._cited if is_full_name_of_person(name) else self._sources_of(sentence, fact)
        if any(source.same_language for source in told):
            is_word = has_body_word(name.words) or is_common(name.words, self._language)
            return bool(name.id) or not is_word or self._is_known(name)
        if name.id:
            # Continents, which have numbers, are meant in too many ways: "Europe" for the Union; so are parties and events.
            group, _, known = name.id.partition(":")
            return group not in {"people", "event"} and not known.isdecimal()
        is_word = len(name.words) == 1 and is_ordinary(name.words[0], self._language)
        return not is_word and not is_translated(name) and (bool(unspaced) or self._is_known(name))

    def _sources_of(self, sentence: Sentence, fact: Fact) -> list[SourceFacts]:
        """Return the cited sources that have most of what a sentence states beside a fact: it shows what they say."""
        others = [other for other in sentence.facts if other is not fact and other.kind != "quotation"]
        counts = [sum(bool(source.held(other)) for other in others) for source in self._cited]
        most = max(counts, default=0)
        return [source for source, count in zip(self._cited, counts, strict=True) if count == most]

    def _quotation(self, sentence: Sentence, fact: Fact) -> Claim:
        outcome, place = compare_quotation(
            sentence, fact, self._cited, self._others, lambda: self._beside(sentence)
        )
        if outcome == "not-found":
            return self._not_found(sentence, fact)
        return claim_at(sentence, fact, outcome, *([] if place is None else [place]))


def _count_shared(source: SourceFacts, sentence: Sentence) -> int:
    """Return how many facts of a sentence a source may have, by their keys."""
    return sum(not source.keys.isdisjoint(fact.keys) for fact in sentence.facts)


def _supports(_: Fact, place: RelatedFact) -> bool:
    return place.relation in HOLDING


# Translations: their numbers, dates and names are compared with those of the original, and the other way round.
#
# What differs is shown with what the original has there. What only one of the two has is shown if it is a number or a
# date in figures: in words ("a couple of", "the year before") translations say it too differently.

Difference = Literal["differs", "added", "missing"]
_FIGURES = lazy_pattern(r"\d+")
_MATCHED = frozenset({"found", "rounded", "doubtful"})


@value
class TranslationDifference:
    """Words of a translation and those of its original that state something else, each with its sentence.

    `translated` is empty for what is missing in the translation, `original` for what was added there.
    """

    kind: Difference
    translated: str
    original: str
    translated_sentence: str
    original_sentence: str


def can_compare(language: str) -> bool:
    """Return whether the numbers and dates of a language (BCP 47) are read, in words too."""
    tag = base_language(language)
    return tag in EAST_ASIAN or bool(listed_words(tag))


def compare_translation(original: FactSource, translation: FactSource) -> tuple[TranslationDifference, ...]:
    """Return what a translation states otherwise than its original, then what it lacks; equal ones once."""
    stated = _claims(translation, original)
    meant = _claims(original, translation)
    differing = [claim for claim in stated if claim.outcome == "different"]
    shown = {(place.block, place.start) for claim in differing for place in claim.sources[:1]}
    found = [
        _difference("differs", claim, claim.sources[0].text, translation, original, stated)
        for claim in differing
        if _is_told_apart(claim, translation, original)
    ]
    found += [
        _difference("added", claim, "", translation, original, stated)
        for claim in stated
        if claim.outcome == "not-found" and _is_only_here(claim, original)
    ]
    found += [
        _difference("missing", claim, "", original, translation, meant)
        for claim in meant
        if claim.outcome in {"different", "not-found"}
        and (claim.block, claim.start) not in shown
        and _is_only_here(claim, translation)
    ]
    return tuple(dict.fromkeys(found))


def source_to_compare(blocks: Sequence[FactBlock], language: str, day: date | None) -> FactSource:
    """Return a text with its facts; `day` is that of the article, from which "on Friday" counts in a translation, too."""
    facts = tuple(fact for fact in read_facts(blocks, language, day) if fact.kind != "quotation")
    # Without its own day, a date that is the article's day is compared as any other.
    return FactSource(article="", language=language, day=None, blocks=blocks, facts=facts, cited=True)


def _claims(text: FactSource, other: FactSource) -> tuple[Claim, ...]:
    """Return what a text states and what another says of it."""
    return check_claims(text.blocks, text.language, None, (other,), stated=text.facts)


def _difference(
    kind: Difference,
    claim: Claim,
    other_words: str,
    text: FactSource,
    other: FactSource,
    claims: Sequence[Claim],
) -> TranslationDifference:
    """Return a difference; `claims` are those of the text in which the claim stands."""
    sentence = _sentence_at(text, claim.block, claim.start)
    if claim.sources:
        place = claim.sources[0]
        other_sentence = _sentence_at(other, place.block, place.start)
    else:
        other_sentence = _sentence_beside(claim, text, other, claims)
    if kind == "missing":
        return TranslationDifference(
            kind=kind,
            translated="",
            original=claim.text,
            translated_sentence=other_sentence,
            original_sentence=sentence,
        )
    return TranslationDifference(
        kind=kind,
        translated=claim.text,
        original=other_words,
        translated_sentence=sentence,
        original_sentence=other_sentence,
    )


def _is_told_apart(claim: Claim, text: FactSource, other: FactSource) -> bool:
    """Return whether what differs is an error rather than the same in other words.

    A name must be one letter off in one word, which no name in another script is, and not by the ending of a plural. Of
    dates without figures only days and months are compared: "this year" may be "2026", or the nearest to what is not meant.
    """
    words, others = claim.text, claim.sources[0].text
    match claim.kind:
        case "name":
            mine, theirs = words_of(words), words_of(others)
            return is_one_letter_off(mine, theirs) and any(
                one.rstrip("s") != two.rstrip("s") for one, two in zip(mine, theirs, strict=True)
            )
        case "date":
            place = claim.sources[0]
            grains = {_grain_at(text, claim.block, claim.start), _grain_at(other, place.block, place.start)}
            in_figures = bool(_FIGURES.search(words)) and bool(_FIGURES.search(others))
            return in_figures or (len(grains) == 1 and grains <= {"day", "month"})
        case _:
            return True


def _grain_at(text: FactSource, block: str, at: int) -> str:
    """Return how exact the date is that begins at a place."""
    stated = (fact.stated for fact in text.facts if fact.block == block and fact.start == at)
    return next((period.grain for period in stated if isinstance(period, Period)), "")


def _is_only_here(claim: Claim, other: FactSource) -> bool:
    """Return whether a number or date has figures that no block of the other text has together, not even in a name."""
    figures = _figures(claim.text)
    return (
        claim.kind in {"quantity", "date"}
        and sum(map(len, figures)) > 1
        and not any(figures <= _figures(block.text) for block in other.blocks)
    )


def _figures(text: str) -> frozenset[str]:
    """Return the rows of figures of a text, in those of ASCII."""
    return frozenset(
        "".join(str(unicodedata.digit(digit)) for digit in row) for row in _FIGURES.findall(text)
    )


def _sentence_at(text: FactSource, block: str, at: int) -> str:
    """Return the sentence of a text that is at a place."""
    words = next(fact_block.text for fact_block in text.blocks if fact_block.id == block)
    kept = ((fact.start, fact.end) for fact in text.facts if fact.block == block)
    return next(words[start:end].strip() for start, end in sentences_of(words, kept) if at < end)


def _sentence_beside(claim: Claim, text: FactSource, other: FactSource, claims: Sequence[Claim]) -> str:
    """Return the sentence of the other text that has what stands nearest to a claim, else the one at the same place."""
    beside = [
        near for near in claims if near.block == claim.block and near.outcome in _MATCHED and near.sources
    ]
    if beside:
        place = min(beside, key=lambda near: abs(near.start - claim.start)).sources[0]
        return _sentence_at(other, place.block, place.start)
    at = [block.id for block in text.blocks].index(claim.block)
    block = other.blocks[min(at, len(other.blocks) - 1)]
    share = claim.start / len(text.blocks[at].text)
    return _sentence_at(other, block.id, int(share * len(block.text)))
