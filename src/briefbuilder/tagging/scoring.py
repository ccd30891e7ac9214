"""From the hits of one topic in one section to its score and evidence.

Each distinct term is a piece of evidence that is right with some probability; the score is the
probability that at least one of them is: 1 - (1 - p1)(1 - p2)... So one strong term gives .63, two
.87, three .95. Words that a longer term already covers count once. A weak term counts only beside
a strong one, or beside a second weak one elsewhere in the section.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable

from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.tagging.hits import Hit
from briefbuilder.tagging.normalised import Normalised
from briefbuilder.tagging.terms import Term

STRONG = 0.95 * 2 / 3
"""How far one strong term is trusted: two of three, as before anybody judged it, and never quite."""
WEAK = 0.95 * 0.4


def suggestion_of(topic: str, hits: list[Hit], text: str, compared: Normalised) -> Suggestion | None:
    """Return the topic's suggestion, None where its hits are too weak; `compared` is the text normalised."""
    counted = _uncovered(hits)
    terms = {hit.entry.term for hit in counted}
    if not any(not term.weak for term in terms) and len(terms) < 2:
        return None
    return Suggestion(topic=topic, score=_score(terms), evidence=_evidence(counted, text, compared))


def counted_terms(hits: list[Hit]) -> frozenset[Term]:
    """Return the terms that a suggestion rests on, none where they are too weak for one."""
    terms = frozenset(hit.entry.term for hit in _uncovered(hits))
    return terms if len(terms) > 1 or not all(term.weak for term in terms) else frozenset()


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """Return the hits in order, without those whose words a longer or a stronger one already has."""
    strong = _widest(hit for hit in hits if not hit.entry.term.weak)
    weak = _widest(hit for hit in hits if hit.entry.term.weak)
    starts = [hit.start for hit in strong]

    def apart(hit: Hit) -> bool:
        # The widest hits end in the order in which they start: only the last one before can reach in.
        before = bisect_left(starts, hit.end)
        return before == 0 or strong[before - 1].end <= hit.start

    return sorted((*strong, *filter(apart, weak)), key=lambda hit: (hit.start, hit.end))


def _widest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _score(terms: set[Term]) -> float:
    doubt = math.prod(1 - (WEAK if term.weak else STRONG) for term in terms)
    return round(1 - doubt, 4)


def _evidence(hits: list[Hit], text: str, compared: Normalised) -> tuple[Evidence, ...]:
    places = (compared.original(hit.start, hit.end) for hit in hits)
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)
