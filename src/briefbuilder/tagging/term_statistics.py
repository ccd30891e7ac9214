"""How far each term is trusted, by what the user accepted and rejected of what it suggested.

A term that nobody judged is right two times in three, a weak one two in five; each judgement counts as one more case.
The terms of a topic that mean the same in several languages are judged together (concepts.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefbuilder.tagging.terms import Term

MAX_PROBABILITY = 0.95
"""No term is ever trusted wholly."""
PRIOR_CASES = 3
"""Cases that a term begins with."""
_STRONG_PRIOR, _WEAK_PRIOR = 2.0, 1.2
"""How many of them it was right in."""

TermConcept = tuple[str, int]
"""A topic's id and one of its concepts."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """How often a term was among what an accepted, or a rejected, suggestion rested on."""

    accepted: int = 0
    rejected: int = 0


class TermStatistics:
    """The records of all terms that were judged."""

    def __init__(self, records: Mapping[TermConcept, TermRecord] | None = None) -> None:
        self._records = dict(records or {})

    def __bool__(self) -> bool:
        return bool(self._records)

    def record(self, witness: TermConcept) -> TermRecord:
        """Return what is known of a term."""
        return self._records.get(witness, _NEVER_JUDGED)

    def probability(self, witness: TermConcept, term: Term) -> float:
        """Return how probably a term is right where it stands."""
        known = self.record(witness)
        right = (_WEAK_PRIOR if term.weak else _STRONG_PRIOR) + known.accepted
        return MAX_PROBABILITY * right / (PRIOR_CASES + known.accepted + known.rejected)


_NEVER_JUDGED = TermRecord()
NO_STATISTICS = TermStatistics()


def collect_statistics(cases: Iterable[tuple[Iterable[TermConcept], bool]]) -> TermStatistics:
    """Return the records from judgements: on which terms a suggestion rested, and whether it was accepted."""
    accepted: Counter[TermConcept] = Counter()
    rejected: Counter[TermConcept] = Counter()
    for witnesses, was_accepted in cases:
        (accepted if was_accepted else rejected).update(set(witnesses))
    return TermStatistics(
        {each: TermRecord(accepted[each], rejected[each]) for each in {*accepted, *rejected}}
    )
