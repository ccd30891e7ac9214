"""How reliable each term and each topic is, from the suggestions that the user accepted and rejected.

The probability that a term is right follows from the section (see term_scores); judgements of the term move its
log-odds: rejections before topics are chosen, acceptance after that. The terms of a topic that mean the same in several
languages share their statistics; a judgement on one topic says nothing on another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MAX_PROBABILITY = 0.95
"""The highest probability of a single term."""
FREE_CASES = 3
"""The number of articles with accepted, and with rejected, suggestions that change nothing: they may be chance."""
PRIOR_CASES = 4
"""How many articles with accepted, and with rejected, suggestions are assumed beside the others."""
REJECTION_WEIGHT = 3.0
"""How much faster the log-odds fall than they rise: a common term is silent after four rejections."""
MAX_GAIN = 0.6
"""The most by which the log-odds rise."""
WHOLE_TOPIC = -2
"""What stands for the number of a concept in the record of a topic by any of its terms."""
FREE_OF_TOPIC = 1
"""The number of such articles for the record of a whole topic, which fills sooner than that of a term."""
STRONG_TERM = 0.7
"""From this probability on, a term that was never rejected keeps its weight for one rejecting article of the topic more."""
SUFFICIENT = 0.5
"""The probability from which a term suggests its topic alone; judgements make no other term suffice."""

TermConcept = tuple[str, int]
"""The id of a topic and the number of a concept within it."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """How often a term supported suggestions that were accepted or rejected, and in how many articles.

    Sections of an article use a word in the same sense, so that they count once for how reliable a term is.
    """

    accepted: int = 0
    rejected: int = 0
    accepting_articles: int = 0
    rejecting_articles: int = 0


@dataclass(frozen=True, slots=True)
class TermSupport:
    """How the terms of a text support a topic: the score, the terms by concept, and how often its country is named.

    The score is 0 if only the country is named.
    """

    score: float
    concepts: frozenset[TermConcept]
    mentions: int = 0


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
        """Return the probability that a term is right, which rejections lower; `prior` is that without judgements.

        Rejections of a topic that is hardly ever accepted count as well, whatever its terms were: a desk may not use it.
        """
        gain, topic = self._gain(concept), (concept[0], WHOLE_TOPIC)
        if self.record(topic).accepting_articles <= FREE_OF_TOPIC:
            is_strong = prior >= STRONG_TERM and not self.record(concept).rejecting_articles
            gain = min(gain, self._gain(topic, FREE_OF_TOPIC + is_strong))
        return _moved(prior, REJECTION_WEIGHT * gain) if gain < 0 else prior

    def accepted_probability(self, concept: TermConcept, prior: float) -> float:
        """Return the probability of a term of a suggested topic, which acceptance raises.

        What is accepted in a dossier on a subject is not a sign of it in other articles, nor against other topics: it
        makes suggestions stronger, and no others.
        """
        gain = self._gain(concept)
        return _moved(prior, min(gain, MAX_GAIN)) if gain > 0 and prior >= SUFFICIENT else prior

    def _gain(self, concept: TermConcept, free: int = FREE_CASES) -> float:
        """Return by how much judgements would move the log-odds of a term, or of all terms of a topic; `free` articles are chance."""
        known = self.record(concept)
        accepted = max(0, known.accepting_articles - free)
        rejected = max(0, known.rejecting_articles - free)
        return math.log((PRIOR_CASES + accepted) / (PRIOR_CASES + rejected))


def _moved(prior: float, gain: float) -> float:
    """Return a probability whose log-odds move by a gain."""
    if not 0 < prior < MAX_PROBABILITY:
        return prior
    odds = prior / (MAX_PROBABILITY - prior) * math.exp(gain)
    return MAX_PROBABILITY * odds / (1 + odds)


NEVER_JUDGED = TermRecord()
NO_STATISTICS = TermStatistics()


def collect_statistics(cases: Iterable[tuple[str, Iterable[TermConcept], bool]]) -> TermStatistics:
    """Return the statistics of judgements: the article and terms of each suggestion, and whether it was accepted."""
    counts: dict[bool, Counter[TermConcept]] = {True: Counter(), False: Counter()}
    articles: dict[bool, set[tuple[TermConcept, str]]] = {True: set(), False: set()}
    for article, concepts, was_accepted in cases:
        distinct = {
            concept for topic, number in concepts for concept in ((topic, number), (topic, WHOLE_TOPIC))
        }
        counts[was_accepted].update(distinct)
        articles[was_accepted].update((concept, article) for concept in distinct)
    accepting, rejecting = (Counter(concept for concept, _ in articles[answer]) for answer in (True, False))
    return TermStatistics(
        {
            concept: TermRecord(
                counts[True][concept], counts[False][concept], accepting[concept], rejecting[concept]
            )
            for concept in {*counts[True], *counts[False]}
        }
    )
