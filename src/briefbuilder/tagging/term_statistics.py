"""How reliable each term is, from the suggestions that the user accepted and rejected.

A term without judgements is right with a probability that follows from the section (see term_scores), as if it had
been judged in three cases; each judgement adds one case. The terms of a topic that mean the same in several languages share their statistics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MAX_PROBABILITY = 0.95
"""The highest probability of a single term."""
PRIOR_CASES = 3
"""The assumed cases with which each term starts."""

TermConcept = tuple[str, int]
"""The id of a topic and the number of a concept within it."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """How often a term supported suggestions that were accepted or rejected."""

    accepted: int = 0
    rejected: int = 0


class TermStatistics:
    """The records of all terms with judgements."""

    def __init__(self, records: Mapping[TermConcept, TermRecord] | None = None) -> None:
        self._records = dict(records or {})

    def __bool__(self) -> bool:
        return bool(self._records)

    def record(self, concept: TermConcept) -> TermRecord:
        """Return the record of a term, zeros if it was never judged."""
        return self._records.get(concept, NEVER_JUDGED)

    def probability(self, concept: TermConcept, prior: float) -> float:
        """Return the probability that a term is right; `prior` is that without judgements."""
        known = self.record(concept)
        right = PRIOR_CASES * prior / MAX_PROBABILITY + known.accepted
        return MAX_PROBABILITY * right / (PRIOR_CASES + known.accepted + known.rejected)


NEVER_JUDGED = TermRecord()
NO_STATISTICS = TermStatistics()


def collect_statistics(cases: Iterable[tuple[Iterable[TermConcept], bool]]) -> TermStatistics:
    """Return the statistics of judgements: the terms behind each suggestion, and whether it was accepted."""
    accepted: Counter[TermConcept] = Counter()
    rejected: Counter[TermConcept] = Counter()
    for concepts, was_accepted in cases:
        (accepted if was_accepted else rejected).update(set(concepts))
    return TermStatistics(
        {each: TermRecord(accepted[each], rejected[each]) for each in {*accepted, *rejected}}
    )
