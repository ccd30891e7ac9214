"""Claims of a text with the places that were found for them in sources."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.domain.facts import Claim, ClaimSource, Fact, Outcome
from briefbuilder.domain.values import value
from briefbuilder.evidence.claim_places import RelatedFact, SourceFacts
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.facts import value_of

_MOST_PLACES = 3
"""Sources that are shown for a claim, the best first."""


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
