"""Claims of a text with the places that were found for them in sources."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.domain.facts import Claim, ClaimSource, Fact, Name, Outcome, Period
from briefbuilder.domain.values import value
from briefbuilder.evidence.claim_places import HOLDING, RelatedFact, SourceFacts, compare
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.facts import value_of
from briefbuilder.evidence.name_comparison import is_near, may_be_person, name_with_s
from briefbuilder.locales.data import base_language

_MOST_PLACES = 3
"""Sources that are shown for a claim, the best first."""
_GENITIVE = frozenset({"de", "nl", "da", "sv", "nb", "no"})
"""Languages that write the genitive of a name with an "s" and no apostrophe."""


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


def outcome_of(place: RelatedFact) -> Outcome:
    """Return what a place that supports a claim makes of it."""
    return "rounded" if place.relation in {"rounded", "converted"} else "found"


def claim_of(sentence: Sentence, fact: Fact, outcome: Outcome, found: Sequence[RatedPlace]) -> Claim:
    """Return a claim with the best places that were found for it."""
    return claim_at(sentence, fact, outcome, *map(_source, found[:_MOST_PLACES]))


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


def _source(found: RatedPlace) -> ClaimSource:
    fact = found.place.fact
    return ClaimSource(
        article=found.source.source.article,
        block=fact.block,
        start=fact.start,
        end=fact.end,
        text=found.source.block(fact).text[fact.start : fact.end],
        value=value_of(fact),
    )


def has_other_ending(claim: Fact, found: Sequence[RatedPlace], sentence: Sentence) -> bool:
    """Return whether a surname has an "s" more or less than at each place in a source, which is no ending of its language."""
    is_person = False
    for each in found:
        mine, theirs = claim.stated, each.place.fact.stated
        if not isinstance(mine, Name) or not isinstance(theirs, Name):
            return False
        longer = name_with_s(mine, theirs)
        language = sentence.language if longer is mine else each.source.source.language
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
    # A weekday says nothing of a year.
    is_weekday = isinstance(theirs, Period) and bool(theirs.alternatives)
    is_whole_year = isinstance(mine, Period) and mine.grain == "year"
    return place.relation == "different" and not (is_weekday and is_whole_year)
