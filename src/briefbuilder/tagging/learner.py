"""Suggests topics by what the sections that carry them have in common, learned from few of them.

Each topic is told from the others by ridge regression in a kernel (solving.py), in words or in sentence vectors
(wordspace.py, vectorspace.py). The topic's names stand among the examples, so that something is known before there are
many, and beside them sections that nobody judged. Everything follows from tags, judgements and texts; nothing is stored.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.tagging.embedding_space import EmbeddingSpace
from briefbuilder.tagging.tfidf_space import CountedWord, TfidfSpace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefbuilder.tagging.embedding_space import SentenceEncoder

    Matrix = NDArray[Any]

MIN_EXAMPLES = 3
"""Sections that carry a topic from which on something is learned of it."""
MAX_EXAMPLES = 800
"""Sections that are learned from, the latest: what a second can take in."""
MAX_UNJUDGED = 600
"""Sections that nobody judged and that are looked at beside them."""
LIKELY = 0.5
SURE = 0.95
"""The scores of a topic that is just likelier than not, and of one that is as sure as the surest example."""
_WORDS_SHOWN = 4
_NAME_WEIGHT = 12.0
"""How many examples a topic's name is worth."""


@dataclass(frozen=True, slots=True)
class Example:
    """A section that was judged: the topics that it carries; all others it does not."""

    text: str
    topics: frozenset[str]


def learnable_topics(
    examples: Sequence[Example], names: Mapping[str, Iterable[str]], fewest: int = MIN_EXAMPLES
) -> tuple[str, ...]:
    """Return the topics that enough of the latest examples carry to learn something of them."""
    used = examples[-MAX_EXAMPLES:]
    # What every section carries cannot be told from anything.
    told_apart = (
        topic for topic, count in _count_topics(used).items() if fewest <= count <= len(used) - fewest
    )
    return tuple(sorted(topic for topic in told_apart if topic in names))


class Learner:
    """What was learned; it does not change."""

    def __init__(
        self,
        examples: Sequence[Example],
        names: Mapping[str, Iterable[str]],
        vectors: SentenceEncoder | None = None,
        fewest: int = MIN_EXAMPLES,
        others: Sequence[str] = (),
    ) -> None:
        """Learn the topics of `names` (by id, the names in all languages) that enough examples carry.

        `others` are sections that nobody judged, of the same dossier: what they have in common is learned too.
        """
        used = examples[-MAX_EXAMPLES:]
        counts = _count_topics(used)
        self.topics = learnable_topics(used, names, fewest)
        self._bars: list[tuple[float, float]] = []
        self._space: TfidfSpace | EmbeddingSpace | None = None
        self._guessed: dict[str, Matrix] = {}
        if self.topics:
            told = [" · ".join(dict.fromkeys(names[topic])) for topic in self.topics]
            texts = [*told, *(example.text for example in used), *others[:MAX_UNJUDGED]]
            each = _mean_examples(counts, self.topics)
            self._space = (
                EmbeddingSpace(texts, len(told), each, vectors)
                if vectors
                else TfidfSpace(texts, len(told), each)
            )
            targets, trust, base = _targets(used, self.topics, counts)
            unseen = self._space.learn(targets, trust, base)
            self._bars = _thresholds(unseen[len(told) : len(targets)], targets[len(told) :] > 0)
            # What was guessed of a section says nothing of itself.
            self._guessed = dict(zip(texts[len(targets) :], unseen[len(targets) :], strict=True))

    def estimates(self, text: str) -> Mapping[str, float]:
        """Return for each topic that was learned what speaks for it, to be compared between topics."""
        if self._space is None:
            return {}
        guessed = self._guessed.get(text)
        found = self._space.estimates(text) if guessed is None else guessed
        return dict(zip(self.topics, map(float, found), strict=True))

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the topics that the text probably carries, best first, with the words that weighed most."""
        found = []
        for place, (topic, estimate) in enumerate(self.estimates(text).items()):
            bar, sure = self._bars[place]
            if estimate >= bar and self._space is not None:
                evidence = _strongest_words(text, self._space.weights(text, place))
                score = LIKELY + (SURE - LIKELY) * min(1.0, (estimate - bar) / (sure - bar))
                if evidence:
                    found.append(
                        Suggestion(topic=topic, score=round(score, 4), evidence=evidence, learned=True)
                    )
        return tuple(sorted(found, key=lambda each: (-each.score, each.topic)))


def _count_topics(examples: Iterable[Example]) -> Counter[str]:
    return Counter(topic for example in examples for topic in example.topics)


def _mean_examples(counts: Counter[str], topics: Sequence[str]) -> float:
    return sum(counts[topic] for topic in topics) / len(topics)


def _targets(
    examples: Sequence[Example], topics: Sequence[str], counts: Counter[str]
) -> tuple[Matrix, Matrix, float]:
    """Return what is to be estimated, how much each row counts, and what is estimated of nothing; names come first."""
    import numpy as np

    carried = np.array([[topic in example.topics for topic in topics] for example in examples], np.float32)
    base = float(carried.mean())
    rows = np.vstack([np.eye(len(topics), dtype=np.float32), carried])
    even = _mean_examples(counts, topics)
    trust = np.array(
        [
            even / np.mean([counts[topic] for topic in topics if topic in example.topics])
            if example.topics.intersection(topics)
            else 1.0
            for example in examples
        ],
        np.float32,
    )
    return rows, np.concatenate([np.full(len(topics), _NAME_WEIGHT, np.float32), trust]), base


def _thresholds(unseen: Matrix, carried: Matrix) -> list[tuple[float, float]]:
    """Return for each topic the estimate from which it is likelier than not, and that of a sure case.

    The bar is set where, of examples estimated as if unseen, the most are told rightly (the best F1), and no more
    wrongly than rightly; it is out of reach where there is no such place.
    """
    import numpy as np

    found = []
    for estimates, truth in zip(unseen.T, carried.T, strict=True):
        order = np.argsort(-estimates)
        right = np.cumsum(truth[order])
        taken = np.arange(len(order)) + 1
        scores = np.where(2 * right >= taken, 2 * right / (taken + truth.sum()), 0.0)
        best = int(np.argmax(scores))
        if not scores[best]:
            found.append((math.inf, math.inf))
            continue
        below = estimates[order[best + 1]] if best + 1 < len(order) else estimates[order[best]]
        bar = float(estimates[order[best]] + below) / 2
        sure = float(estimates[truth > 0].max())
        found.append((bar, max(sure, bar + 0.05)))
    return found


def _strongest_words(text: str, weighed: list[tuple[float, CountedWord]]) -> tuple[Evidence, ...]:
    """Return the places of the few words that spoke most for a topic, in the order of the text."""
    best: dict[str, float] = {}
    for weight, word in weighed:
        if weight > 0:
            best[word.word] = max(weight, best.get(word.word, 0.0))
    top = sorted(best, key=lambda word: (-best[word], word))[:_WORDS_SHOWN]
    # Words that weigh next to nothing beside the first explain nothing.
    shown = {word for word in top if best[word] >= best[top[0]] / 4}
    first: dict[str, CountedWord] = {}
    for _, word in weighed:
        if word.word in shown:
            first.setdefault(word.word, word)
    places = sorted((word.start, word.end) for word in first.values())
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)
