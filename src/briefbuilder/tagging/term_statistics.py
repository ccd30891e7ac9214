"""How far each term is trusted, by what the user accepted and rejected of what it suggested.

A term that nobody judged is right two times in three, a weak one two in five; each judgement counts as one more case.
The terms of a topic that mean the same in several languages are judged together (concepts.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefbuilder.tagging.terms import Term

CAP = 0.95
"""No term is ever trusted wholly."""
BEFORE = 3
"""Cases that a term begins with."""
_STRONG, _WEAK = 2.0, 1.2
"""How many of them it was right in."""

Witness = tuple[str, int]
"""A topic's id and one of its concepts."""


@dataclass(frozen=True, slots=True)
class Record:
    """How often a term was among what an accepted, or a rejected, suggestion rested on."""

    accepted: int = 0
    rejected: int = 0


class Trust:
    """The records of all terms that were judged."""

    def __init__(self, records: Mapping[Witness, Record] | None = None) -> None:
        self._records = dict(records or {})

    def __bool__(self) -> bool:
        return bool(self._records)

    def record(self, witness: Witness) -> Record:
        """Return what is known of a term."""
        return self._records.get(witness, _NOTHING)

    def probability(self, witness: Witness, term: Term) -> float:
        """Return how probably a term is right where it stands."""
        known = self.record(witness)
        right = (_WEAK if term.weak else _STRONG) + known.accepted
        return CAP * right / (BEFORE + known.accepted + known.rejected)


_NOTHING = Record()
NONE = Trust()


def trust_from(cases: Iterable[tuple[Iterable[Witness], bool]]) -> Trust:
    """Return the records from judgements: on which terms a suggestion rested, and whether it was accepted."""
    accepted: Counter[Witness] = Counter()
    rejected: Counter[Witness] = Counter()
    for witnesses, was_accepted in cases:
        (accepted if was_accepted else rejected).update(set(witnesses))
    return Trust({each: Record(accepted[each], rejected[each]) for each in {*accepted, *rejected}})
