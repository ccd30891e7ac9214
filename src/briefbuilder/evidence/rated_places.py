"""Rates the places in sources by how well they fit a claim, and makes claims with the best of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefbuilder.domain.facts import Claim, ClaimSource, Fact, FactKind, Name, Outcome, Period, Quantity
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.values import value
from briefbuilder.evidence.claim_places import HOLDING, RelatedFact, SourceFacts, compare, likeness
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.facts import value_of
from briefbuilder.evidence.name_comparison import is_near, may_be_person, name_with_s
from briefbuilder.evidence.quantity_comparison import are_opposite, with_bound

_MOST_PLACES = 3
"""Sources that are shown for a claim, the best first."""
_GENITIVE = frozenset({"de", "nl", "da", "sv", "nb", "no"})
"""Languages that write the genitive of a name with an "s" and no apostrophe."""
_SMALL = 12
"""Bare numbers up to this one are mostly counts in words."""
_EXACT = 1.5
"""What an equal fact counts more than one that is rounded, converted or contained."""
_HEADING = 1.3
"""What a fact in a title counts less than one in a paragraph."""
_LEAD = 0.6
"""What a fact in the first paragraph counts more than one further down: it states who did what."""
_LATE = 1.2
"""What a fact in the last block counts less than in the first: what is stated is taken up again further down."""


@value(kw_only=False)
class RatedPlace:
    """A place in a source, and how well it fits the claim and its sentence."""

    source: SourceFacts
    place: RelatedFact
    score: float
    fit: float
    near: float

    @property
    def fits(self) -> float:
        """How well the place fits, whatever it states."""
        return self.fit + self.near


def best_places(
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
            found.append(_best_of(fact, sentence, source, places))
    return sorted(found, key=lambda place: -place.score)


def alike_places(
    fact: Fact,
    sentence: Sentence,
    sources: Iterable[SourceFacts],
    kind: FactKind,
    accepts: Callable[[SourceFacts, Fact], bool],
) -> list[RatedPlace]:
    """Return the facts of a kind in the given sources that mean what a claim does, the best first."""
    return rate_alike(
        fact,
        sentence,
        (
            (source, other)
            for source in sources
            for other in source.parts.by_kind.get(kind, ())
            if accepts(source, other)
        ),
    )


def rate_alike(fact: Fact, sentence: Sentence, found: Iterable[tuple[SourceFacts, Fact]]) -> list[RatedPlace]:
    """Return the places of facts that mean what a claim does, the best first."""
    rated = (
        _with_near(_rated(fact, sentence, source, RelatedFact(other, "alike")), fact, sentence)
        for source, other in found
    )
    return sorted(rated, key=lambda place: -place.score)


def _best_of(
    fact: Fact, sentence: Sentence, source: SourceFacts, places: Iterable[RelatedFact]
) -> RatedPlace:
    """Return the best of the given places in a source, the first one of several that are equally good."""
    rated = [_rated(fact, sentence, source, place) for place in places]
    if len(rated) == 1 and not source.source.cited:
        return rated[0]
    rated.sort(key=lambda place: -place.score)
    most = source.most_near(fact, sentence)
    best: RatedPlace | None = None
    for place in rated:
        if best is not None and place.score + most <= best.score:
            # The words around a place cannot make up for what it lacks.
            break
        near = _with_near(place, fact, sentence)
        if best is None or near.score > best.score:
            best = near
    assert best is not None
    return best


def _with_near(rated: RatedPlace, fact: Fact, sentence: Sentence) -> RatedPlace:
    """Return a place with what the words around it add."""
    source, place = rated.source, rated.place
    near = source.nearness(fact, sentence, place.fact)
    return RatedPlace(source, place, rated.score + near, rated.fit, near)


def _rated(fact: Fact, sentence: Sentence, source: SourceFacts, place: RelatedFact) -> RatedPlace:
    """Return how well a place fits a claim and its sentence, without the words around both."""
    number = source.parts.number[place.fact.block]
    fit = source.fit(sentence, fact, number)
    score = fit + source.own_words(sentence, fact, number)
    if place.relation == "equal" or _is_surname(fact, place):
        # A surname is as good as a full name.
        score += _EXACT
    elif place.relation == "different":
        score += likeness(fact, place.fact)
    if source.parts.blocks[number].heading:
        score -= _HEADING
    elif number == source.parts.lead:
        score += _LEAD
    score -= _LATE * number / len(source.parts.blocks)
    return RatedPlace(source, place, score, fit, 0.0)


def _is_surname(claim: Fact, place: RelatedFact) -> bool:
    """Return whether one name is a part of the other, and not a body that is a part of another."""
    return place.relation == "alike" and isinstance(claim.stated, Name) and not claim.stated.id


def outcome_of(place: RelatedFact) -> Outcome:
    """Return what a place that supports a claim makes of it."""
    return "rounded" if place.relation in {"rounded", "converted"} else "found"


def claim_of(sentence: Sentence, fact: Fact, outcome: Outcome, found: Sequence[RatedPlace]) -> Claim:
    """Return a claim with the best places that were found for it, and with their bounds if these contradict each other."""
    is_bound = bool(found) and are_opposite(fact.stated, found[0].place.fact.stated)
    mine = with_bound(sentence.block, fact, sentence.language) if is_bound else fact
    sources = (_source(place, is_bound=is_bound) for place in found[:_MOST_PLACES])
    return claim_at(sentence, mine, outcome, *sources)


def claim_at(sentence: Sentence, fact: Fact, outcome: Outcome, *sources: ClaimSource) -> Claim:
    """Return a claim with places of sources."""
    return Claim(
        block=fact.block,
        start=fact.start,
        end=fact.end,
        text=sentence.text_of(fact),
        kind=fact.kind,
        value=value_of(fact),
        outcome=outcome,
        sources=sources,
    )


def _source(found: RatedPlace, *, is_bound: bool) -> ClaimSource:
    fact, block = found.place.fact, found.source.block(found.place.fact)
    if is_bound:
        fact = with_bound(block, fact, found.source.source.language)
    return ClaimSource(
        article=found.source.source.article,
        block=fact.block,
        start=fact.start,
        end=fact.end,
        text=block.text[fact.start : fact.end],
        value=value_of(fact),
    )


def has_other_ending(claim: Fact, found: Sequence[RatedPlace], sentence: Sentence) -> bool:
    """Return whether a surname has an "s" more or less than at each place in a source, which is not an ending of its language."""
    is_person = False
    for place in found:
        mine, theirs = claim.stated, place.place.fact.stated
        if not isinstance(mine, Name) or not isinstance(theirs, Name):
            return False
        longer = name_with_s(mine, theirs)
        language = sentence.language if longer is mine else place.source.source.language
        if longer is None or base_language(language) in _GENITIVE:
            return False
        is_person |= may_be_person(mine, theirs)
    return is_person


def is_unwritten(claim: Fact, found: RatedPlace) -> bool:
    """Return whether only the day of publication gives a source the year or month of a claim: "on Friday", "in October"."""
    place, mine = found.place, claim.stated
    text = found.source.block(place.fact).text[place.fact.start : place.fact.end]
    theirs = place.fact.stated
    if not isinstance(mine, Period) or not isinstance(theirs, Period) or any(map(str.isdecimal, text)):
        return False
    is_other = place.relation == "contained" or mine.first.year != theirs.first.year
    return is_other and theirs.grain not in {"decade", "century"}


def is_other(claim: Fact, place: RelatedFact) -> bool:
    """Return whether a place may be shown as what was meant instead; of names only one that was misspelt."""
    mine, theirs = claim.stated, place.fact.stated
    if isinstance(mine, Name) and isinstance(theirs, Name):
        # A spelling that is right in another language only is a slip in this one: "Poutine" beside "Putin".
        return is_near(mine, theirs) or compare(mine, theirs, same_language=False) in HOLDING
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity) and not theirs.unit:
        # Nobody who writes 19,500 meant twelve.
        is_far = theirs.numbers[0] <= _SMALL and mine.numbers[0] > _SMALL**2
        return place.relation == "different" and not is_far
    # A weekday says nothing of a year.
    is_weekday = isinstance(theirs, Period) and bool(theirs.alternatives)
    is_whole_year = isinstance(mine, Period) and mine.grain == "year"
    return place.relation == "different" and not (is_weekday and is_whole_year)
