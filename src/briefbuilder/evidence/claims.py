"""Compare what an officer's own text states with its sources: each claim with a place in a source, and no verdict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefbuilder.domain.facts import (
    Claim,
    Fact,
    FactBlock,
    FactKind,
    FactSource,
    Name,
    Period,
    Quantity,
    QuotedWords,
)
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.evidence.claim_equivalents import (
    as_millions,
    follows,
    has_unit_beside,
    is_between_years,
    is_duration,
    is_fraction,
    is_one_of,
    is_said_to_follow,
    is_share,
    is_small,
    is_sum,
    is_year,
    is_years,
    is_years_ago,
    may_be_sum,
    share_with,
    times_in,
    with_named,
    with_unit_beside,
)
from briefbuilder.evidence.claim_places import FITTING, HOLDING, RelatedFact, SourceFacts, compare, likeness
from briefbuilder.evidence.claim_results import (
    RatedPlace,
    claim_at,
    claim_of,
    has_other_ending,
    is_other,
    is_unwritten,
    outcome_of,
)
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.name_comparison import (
    is_near,
    is_near_abbreviation,
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
from briefbuilder.evidence.quotations import compare_quotation
from briefbuilder.evidence.words import is_unspaced, sentences_of
from briefbuilder.locales.data import base_language

_EXACT = 1.5
"""What an equal fact counts more than one that is rounded, converted or contained."""
_HEADING = 1.3
"""What a fact in a title counts less than one in a paragraph."""
_LEAD = 0.6
"""What a fact in the first paragraph counts more than one further down: it states who did what."""
_LATE = 1.2
"""What a fact in the last block counts less than in the first: what is stated is taken up again further down."""
_MOST_READ = 4
"""Sources that are not cited in which a sentence is looked up."""
_LEAST_SHARED = 0.5
"""What a source that is not cited must share with a sentence, of what the best one does."""
_FAR_BETTER = 2.0
"""How much better another place must fit to make a claim doubtful."""
_POOR = 0.8
"""What a block shares with a sentence at most if its value may stand there by chance."""
_LIKE = 1.5
"""How like a time of the source must be to the one that was written for it: one of its digits is another."""
_MOST_OPERANDS = 12
"""Quantities of a paragraph from which others may follow; more are a list."""
_RELATIVE = frozenset({"times", "pp", "pt"})
"""Units of what is mostly computed from two others: five times as many, nine points ahead."""
_PAIR = 2
"""So few quantities of a sentence leave nothing from which one of them could be computed."""


def check_claims(
    blocks: Sequence[FactBlock],
    language: str,
    day: date | None,
    sources: Sequence[FactSource],
    known: Collection[str] = (),
    stated: Sequence[Fact] | None = None,
) -> tuple[Claim, ...]:
    """Return the facts that a text states, each with what the sources say of it.

    Sources that are cited come first; the others count only where what they say of the sentence is more than one fact.
    A sentence is compared with one that is not cited as with one that is, where that shares more facts with it than all
    cited ones: where none is cited, or an article that the sentence is really about. `known` has the keys of names that occur in the dossier. `stated` are the facts of the text where they were read before.
    """
    facts = read_facts(blocks, language, day) if stated is None else stated
    check = _Check(language, day, sources, known)
    by_block: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_block[fact.block].append(fact)
    return tuple(
        claim for block in blocks if block.id in by_block for claim in check.claims(block, by_block[block.id])
    )


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
        self._nearest: tuple[Sentence, list[SourceFacts]] | None = None
        """The last sentence, and the sources that are not cited and share most with it."""
        self._all_known = frozenset(known).union(*(source.keys for source in self._cited))

    def claims(self, block: FactBlock, facts: Sequence[Fact]) -> Iterator[Claim]:
        """Yield the claims of one block."""
        self._facts = facts
        spans = sentences_of(block.text, ((fact.start, fact.end) for fact in facts))
        for start, end in spans:
            inside = tuple(fact for fact in facts if start <= fact.start < end)
            if inside:
                language = block.language or self._language
                sentence = Sentence(inside, block, language, start, end)
                yield from self._of_sentence(sentence)

    def _of_sentence(self, sentence: Sentence) -> Iterator[Claim]:
        self._cited = [*self._given, *self._closest_uncited(sentence)]
        best = {
            id(fact): self._best(fact, sentence, self._cited, _supports)
            for fact in sentence.facts
            if fact.kind != "quotation"
        }
        used = {id(each.place.fact) for found in best.values() for each in found}
        for fact in sentence.facts:
            if isinstance(fact.stated, QuotedWords):
                yield self._quotation(sentence, fact)
            elif isinstance(fact.stated, Name) and not self._is_name(fact.stated):
                continue
            elif best[id(fact)] and has_other_ending(fact, best[id(fact)], sentence):
                yield claim_of(sentence, fact, "different", best[id(fact)])
            elif best[id(fact)] and not self._is_lengthened(fact, best[id(fact)]):
                yield self._supported(sentence, fact, best[id(fact)], used)
            else:
                yield self._unsupported(sentence, fact, used)

    def _closest_uncited(self, sentence: Sentence) -> Iterator[SourceFacts]:
        """Yield the source that is not cited and shares more facts with a sentence than each that is."""
        for source in self._beside(sentence)[:1]:
            shared = _count_shared(source, sentence)
            if all(_count_shared(cited, sentence) < shared for cited in self._given):
                yield self._as_cited(source.source)

    def _as_cited(self, source: FactSource) -> SourceFacts:
        """Return a source as one that is cited, whose facts that differ are compared, too."""
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
            for other in source.by_kind.get("name", ())
        )

    def _is_lengthened(self, fact: Fact, found: Sequence[RatedPlace]) -> bool:
        """Return whether the last word of a name is in no name that was found for it, nor elsewhere in a source.

        "Cromwell Socitey" is not Cromwell; but in another language "Riverside Church" may be Riverside.
        """
        name = fact.stated
        if not isinstance(name, Name) or name.id or len(name.words) == 1:
            return False
        last = Name(words=name.words[-1:], kind=name.kind)
        for each in found:
            theirs = each.place.fact.stated
            if not isinstance(theirs, Name) or theirs.id or each.place.relation == "equal":
                return False
            if any(
                compare(last, Name(words=(word,), kind=name.kind), same_language=each.source.same_language)
                in HOLDING
                for word in theirs.words
            ):
                return False
            if each.source.has_word(last.words[0]):
                return False
            if not each.source.same_language and (
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

    def _best(
        self,
        fact: Fact,
        sentence: Sentence,
        sources: Iterable[SourceFacts],
        accepts: Callable[[Fact, RelatedFact], bool],
        *,
        differing: bool = False,
    ) -> list[RatedPlace]:
        """Return the best place in each source, the best source first."""
        found = []
        for source in sources:
            places = [place for place in source.places(fact, differing=differing) if accepts(fact, place)]
            if places:
                found.append(self._best_of(fact, sentence, source, places))
        return sorted(found, key=lambda each: -each.score)

    def _best_of(
        self, fact: Fact, sentence: Sentence, source: SourceFacts, places: Iterable[RelatedFact]
    ) -> RatedPlace:
        """Return the best of some places in a source, the first one of several that are equally good."""
        rated = [self._rated(fact, sentence, source, place) for place in places]
        if len(rated) == 1 and not source.source.cited:
            return rated[0]
        rated.sort(key=lambda each: -each.score)
        most = source.most_near(fact, sentence)
        best: RatedPlace | None = None
        for each in rated:
            if best is not None and each.score + most <= best.score:
                # The words around a place cannot make up for what it lacks.
                break
            near = self._with_near(each, fact, sentence)
            if best is None or near.score > best.score:
                best = near
        assert best is not None
        return best

    def _scored(self, fact: Fact, sentence: Sentence, source: SourceFacts, place: RelatedFact) -> RatedPlace:
        return self._with_near(self._rated(fact, sentence, source, place), fact, sentence)

    def _with_near(self, rated: RatedPlace, fact: Fact, sentence: Sentence) -> RatedPlace:
        source, place = rated.source, rated.place
        near = source.nearness(fact, sentence, place.fact)
        return RatedPlace(source, place, rated.score + near, rated.fit, near)

    def _rated(self, fact: Fact, sentence: Sentence, source: SourceFacts, place: RelatedFact) -> RatedPlace:
        """Return how well a place fits a claim and its sentence, but for the words around both."""
        number = source.number[place.fact.block]
        fit = source.fit(sentence, fact, number)
        score = fit + source.own_words(sentence, fact, number)
        if place.relation == "equal" or _is_surname(fact, place):
            # A surname is as good as a full name.
            score += _EXACT
        elif place.relation == "different":
            score += likeness(fact, place.fact)
        if source.blocks[number].heading:
            score -= _HEADING
        elif number == source.lead:
            score += _LEAD
        score -= _LATE * number / len(source.blocks)
        return RatedPlace(source, place, score, fit, 0.0)

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
            or self._as_duration(sentence, fact)
            or self._as_quantity_meant(sentence, fact)
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
            (self._counts_little(fact, nearest) and not self._fits_best(sentence, fact, nearest))
            or self._is_derived(sentence, fact, nearest)
            or self._is_own_day(fact)
        ):
            return claim_of(sentence, fact, "not-compared", [])
        if nearest:
            return claim_of(sentence, fact, "different", nearest)
        return self._not_found(sentence, fact)

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
        """Return the places of a name behind an abbreviation that no source has: DAG Rosenstein."""
        name = fact.stated
        first, _, rest = sentence.text_of(fact).partition(" ")
        if not isinstance(name, Name) or name.id or not rest or not first.isupper() or rest.isupper():
            return []
        titles = name_words_of(base_language(sentence.language)).titles
        words = tuple(word for each in rest.split() if (word := fold_name(each)) not in titles)
        if len(first) == 1 or has_body_word(words):
            return []
        return self._places_of(sentence, fact, Name(words=words, kind="person"))

    def _places_of(self, sentence: Sentence, fact: Fact, name: Name) -> list[RatedPlace]:
        """Return where the cited sources have a name that is meant by a claim."""
        return self._alike(
            sentence,
            fact,
            "name",
            lambda source, other: (
                isinstance(other.stated, Name)
                and compare(name, other.stated, same_language=source.same_language) in HOLDING
            ),
        )

    def _as_duration(self, sentence: Sentence, fact: Fact) -> list[RatedPlace]:
        """Return where a source states the time of a claim as an age or a duration: 36 years ago, 36 years old."""
        if fact.kind == "date" and any(source.by_kind.get("quantity") for source in self._cited):
            meant = times_in(sentence.text_of(fact), sentence.language)
            return self._alike(sentence, fact, "quantity", lambda _, other: is_one_of(other, meant))
        if is_years(fact):
            return self._alike(
                sentence, fact, "date", lambda source, other: is_years_ago(fact, source, other)
            )
        return []

    def _alike(
        self, sentence: Sentence, fact: Fact, kind: FactKind, accepts: Callable[[SourceFacts, Fact], bool]
    ) -> list[RatedPlace]:
        """Return the facts of a kind in the cited sources that mean what a claim does, the best first."""
        found = [
            self._scored(fact, sentence, source, RelatedFact(other, "alike"))
            for source in self._cited
            for other in source.by_kind.get(kind, ())
            if accepts(source, other)
        ]
        return sorted(found, key=lambda each: -each.score)

    def _as_quantity_meant(self, sentence: Sentence, fact: Fact) -> list[RatedPlace]:
        """Return where a source has a percentage as a fraction, or a bare number as a year or an ordinal.

        A bare number may also have the unit or magnitude of one beside it: "3.1 million watched CBS, 2.94 NBC".
        """
        if not isinstance(fact.stated, Quantity):
            return []
        if fact.stated.unit:
            mine = fact.stated
            in_words = self._in_words(sentence, fact, mine)
            if is_fraction(sentence, fact):
                # Two thirds are 66 or 67 per cent.
                in_words += self._alike(
                    sentence, fact, "quantity", lambda _, other: is_share(other, mine.numbers[0])
                )
            meant = as_millions(mine)
            return in_words or self._alike(
                sentence,
                fact,
                "quantity",
                lambda source, other: (
                    is_one_of(other, meant)
                    or any(is_sum(other, each) for each in meant)
                    or has_unit_beside(mine, source, other)
                ),
            )
        if (share := share_with(sentence, fact)) is not None:
            found = self._alike(sentence, fact, "quantity", lambda _, other: is_share(other, share))
            if found:
                return found
        number, meant = fact.stated, with_unit_beside(sentence, fact, fact.stated)
        if with_one := with_named(sentence, fact, number):
            meant.append(with_one)
        if may_be_sum(sentence, fact, number):
            found = self._alike(sentence, fact, "quantity", lambda _, other: is_sum(other, number))
            if found:
                return found
        return (
            self._alike(sentence, fact, "quantity", lambda _, other: is_one_of(other, meant))
            or self._alike(sentence, fact, "date", lambda _, other: is_year(number, other))
            or self._in_words(sentence, fact, number)
        )

    def _in_words(self, sentence: Sentence, fact: Fact, number: Quantity) -> list[RatedPlace]:
        """Return where a source has a number as an ordinal or a percentage as a fraction: his 47th match, one in five."""
        found = [
            self._scored(fact, sentence, source, RelatedFact(other, "alike"))
            for source in self._cited
            for other in source.in_words(number)
        ]
        return sorted(found, key=lambda each: -each.score)

    def _others_like(self, sentence: Sentence, fact: Fact, used: set[int]) -> list[RatedPlace]:
        """Return the places that may be shown as what was meant instead, the best first."""
        return self._best(
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
        found = self._alike(
            sentence,
            fact,
            "name",
            lambda source, other: is_near_abbreviation(
                text, source.block(other).text[other.start : other.end]
            ),
        )
        return [place for place in found if place.fit > FITTING]

    @staticmethod
    def _counts_little(fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
        """Return whether a number may count nothing, or is a time that a source tells in other words: a decade later."""
        number = fact.stated
        if not isinstance(number, Quantity):
            return False
        if is_duration(number):
            return all(likeness(fact, each.place.fact) < _LIKE for each in nearest)
        return is_small(number)

    def _fits_best(self, sentence: Sentence, fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
        """Return whether one of the places is in the block that shares most with the sentence, and shares enough."""
        for each in nearest:
            blocks = range(len(each.source.blocks))
            if each.fit > FITTING and each.fit >= max(
                each.source.fit(sentence, fact, block) for block in blocks
            ):
                return True
        return False

    def _in_others(
        self, sentence: Sentence, fact: Fact, sources: Iterable[SourceFacts], least: float
    ) -> list[RatedPlace]:
        """Return the place in the first source that is not cited and supports a fact, and shares enough of its sentence."""
        for source in sources:
            if not source.keys.isdisjoint(fact.keys):
                places = self._best(fact, sentence, [source], _supports)
                if places and places[0].fit >= least:
                    return places
        return []

    def _beside(self, sentence: Sentence) -> list[SourceFacts]:
        """Return the sources that are not cited and share most with a sentence; reading them takes a moment."""
        if self._nearest is None or self._nearest[0] is not sentence:
            self._nearest = sentence, self._sharing_most(sentence)
        return self._nearest[1]

    def _sharing_most(self, sentence: Sentence) -> list[SourceFacts]:
        counts = [_count_shared(source, sentence) for source in self._others]
        order = sorted(range(len(counts)), key=lambda at: -counts[at])
        least = max(1, max(counts, default=0) * _LEAST_SHARED)
        return [self._others[at] for at in order[:_MOST_READ] if counts[at] >= least]

    def _is_derived(self, sentence: Sentence, fact: Fact, nearest: Sequence[RatedPlace]) -> bool:
        """Return whether a quantity that no source has follows from others of its paragraph: "i.e. 58 per cent less"."""
        derived = fact.stated
        if not isinstance(derived, Quantity) or self._has_number(derived):
            return False
        if is_between_years(derived, self._facts, self._cited):
            return True
        if any(likeness(fact, each.place.fact) >= _LIKE for each in nearest):
            return False
        beside = [each for each in sentence.facts if isinstance(each.stated, Quantity) and each.stated.unit]
        if derived.unit in _RELATIVE and not nearest and len(beside) <= _PAIR:
            return True
        is_said = derived.bound != "exact" or is_said_to_follow(sentence, fact)
        facts = [*self._facts, *self._found_beside(sentence)] if is_said else sentence.facts
        others = [each.stated for each in facts if isinstance(each.stated, Quantity) and each is not fact]
        return follows(derived, others[:_MOST_OPERANDS], any_result=is_said)

    def _found_beside(self, sentence: Sentence) -> Iterator[Fact]:
        """Yield the quantities of the cited sources in the blocks that have another quantity of a sentence."""
        for source in self._cited:
            held = [source.held(fact) for fact in sentence.facts if fact.kind == "quantity"]
            blocks = frozenset().union(*held)
            yield from (
                each for each in source.by_kind.get("quantity", ()) if source.number[each.block] in blocks
            )

    def _has_number(self, quantity: Quantity) -> bool:
        """Return whether a cited source has the number of a quantity, with whatever unit."""
        return any(
            isinstance(other.stated, Quantity) and not set(other.stated.numbers).isdisjoint(quantity.numbers)
            for source in self._cited
            for other in source.by_kind.get("quantity", ())
        )

    def _is_own_day(self, fact: Fact) -> bool:
        """Return whether a date is the text's own day or month, or the day of a cited source, which it may call "today"."""
        stated = fact.stated
        if not isinstance(stated, Period):
            return False
        if self._day and stated.grain in {"day", "month"} and stated.first <= self._day <= stated.last:
            return True
        return any(stated.first == stated.last == source.source.day for source in self._cited)

    def _is_comparable(self, sentence: Sentence, fact: Fact, name: Name) -> bool:
        """Return whether a name that is in no cited source can be told from one that only is written in another way."""
        text = sentence.text_of(fact)
        unspaced = [source for source in self._cited if is_unspaced(source.source.language)]
        if (
            # An initial is one of the name that follows: Investor K.-F. Lee; a word for a body is no name: la Marina.
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
        """Return the cited sources that have most of what a sentence states beside a fact: it tells what they say."""
        others = [each for each in sentence.facts if each is not fact and each.kind != "quotation"]
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


def _is_surname(claim: Fact, place: RelatedFact) -> bool:
    """Return whether one name is a part of the other, and not a body that is a part of another."""
    return place.relation == "alike" and isinstance(claim.stated, Name) and not claim.stated.id
