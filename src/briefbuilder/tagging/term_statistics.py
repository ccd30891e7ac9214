"""How reliable each term is, from the suggestions that the user accepted and rejected.

The probability that a term is right follows from the section (see term_scores); judgements of the term move its
log-odds. The terms of a topic that mean the same in several languages share their statistics; a judgement on one topic
says nothing on another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MAX_PROBABILITY = 0.95
"""The highest probability of a single term."""
FREE_CASES = 2
"""The number of accepted, and of rejected, suggestions that change nothing: they may be chance."""
PRIOR_CASES = 4
"""How many suggestions each term is assumed to have had accepted, and rejected, beside the others."""
REJECTION_WEIGHT = 3.0
"""How much faster the log-odds fall than they rise: a common term is silent after three rejections, a rare one after five."""
MAX_GAIN = 0.6
"""The most by which the log-odds rise."""
SUFFICIENT = 0.5
"""The probability from which a term suggests its topic alone; judgements make no other term suffice."""

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
        if known == NEVER_JUDGED or not 0 < prior < MAX_PROBABILITY:
            return prior
        accepted, rejected = (max(0, count - FREE_CASES) for count in (known.accepted, known.rejected))
        gain = math.log((PRIOR_CASES + accepted) / (PRIOR_CASES + rejected))
        if gain > 0 and prior < SUFFICIENT:
            # What is accepted in a dossier on a subject is no sign of it in other articles.
            return prior
        gain = min(gain, MAX_GAIN) if gain > 0 else REJECTION_WEIGHT * gain
        odds = prior / (MAX_PROBABILITY - prior) * math.exp(gain)
        return MAX_PROBABILITY * odds / (1 + odds)


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
