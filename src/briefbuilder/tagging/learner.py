"""Learn topics from a few tagged sections and suggest them for other sections.

Topics are estimated by kernel ridge regression on words (tfidf_space) or sentence vectors (embedding_space). The names
of the topics count as examples, and sections without judgements are used too. The result follows from tags,
judgements and texts; nothing is stored.
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
"""The least number of sections with a topic to learn it."""
MAX_EXAMPLES = 800
"""The number of the latest judged sections that are used: what takes about a second."""
MAX_UNJUDGED = 600
"""The number of sections without judgements that are used."""
LIKELY = 0.5
SURE = 0.95
"""The scores of a topic at the threshold, and of one estimated as high as the best example."""
_WORDS_SHOWN = 4
_NAME_WEIGHT = 12.0
"""The weight of the name of a topic relative to an example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A judged section with all its topics."""

    text: str
    topics: frozenset[str]


def learnable_topics(
    examples: Sequence[Example], names: Mapping[str, Iterable[str]], fewest: int = MIN_EXAMPLES
) -> tuple[str, ...]:
    """Return the topics that enough of the latest examples carry, and enough do not."""
    used = examples[-MAX_EXAMPLES:]
    distinct = (
        topic for topic, count in _count_topics(used).items() if fewest <= count <= len(used) - fewest
    )
    return tuple(sorted(topic for topic in distinct if topic in names))


class Learner:
    """The topics learned from examples; immutable."""

    def __init__(
        self,
        examples: Sequence[Example],
        names: Mapping[str, Iterable[str]],
        vectors: SentenceEncoder | None = None,
        fewest: int = MIN_EXAMPLES,
        others: Sequence[str] = (),
    ) -> None:
        """Learn the topics that enough examples carry; `names` holds the names of each topic in all languages by id.

        `others` are sections of the same dossier without judgements.
        """
        used = examples[-MAX_EXAMPLES:]
        counts = _count_topics(used)
        self.topics = learnable_topics(used, names, fewest)
        self._thresholds: list[tuple[float, float]] = []
        self._space: TfidfSpace | EmbeddingSpace | None = None
        self._guessed: dict[str, Matrix] = {}
        if self.topics:
            names_of_topics = [" · ".join(dict.fromkeys(names[topic])) for topic in self.topics]
            texts = [*names_of_topics, *(example.text for example in used), *others[:MAX_UNJUDGED]]
            mean_examples = _mean_examples(counts, self.topics)
            self._space = (
                EmbeddingSpace(texts, len(names_of_topics), mean_examples, vectors)
                if vectors
                else TfidfSpace(texts, len(names_of_topics), mean_examples)
            )
            targets, row_weights, base = _targets(used, self.topics, counts)
            held_out = self._space.learn(targets, row_weights, base)
            self._thresholds = _thresholds(
                held_out[len(names_of_topics) : len(targets)], targets[len(names_of_topics) :] > 0
            )
            # A section without judgement must not be estimated from its own guess.
            self._guessed = dict(zip(texts[len(targets) :], held_out[len(targets) :], strict=True))

    def estimates(self, text: str) -> Mapping[str, float]:
        """Return the estimate of each learned topic; estimates of different topics are comparable."""
        if self._space is None:
            return {}
        guessed = self._guessed.get(text)
        found = self._space.estimates(text) if guessed is None else guessed
        return dict(zip(self.topics, map(float, found), strict=True))

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the likely topics of a text, best first, with the words that contributed most."""
        found = []
        for place, (topic, estimate) in enumerate(self.estimates(text).items()):
            threshold, sure = self._thresholds[place]
            if estimate >= threshold and self._space is not None:
                evidence = _strongest_words(text, self._space.weights(text, place))
                score = LIKELY + (SURE - LIKELY) * min(1.0, (estimate - threshold) / (sure - threshold))
                if evidence:
                    found.append(
                        Suggestion(topic=topic, score=round(score, 4), evidence=evidence, learned=True)
                    )
        return tuple(sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.topic)))


def _count_topics(examples: Iterable[Example]) -> Counter[str]:
    return Counter(topic for example in examples for topic in example.topics)


def _mean_examples(counts: Counter[str], topics: Sequence[str]) -> float:
    return sum(counts[topic] for topic in topics) / len(topics)


def _targets(
    examples: Sequence[Example], topics: Sequence[str], counts: Counter[str]
) -> tuple[Matrix, Matrix, float]:
    """Return the targets and weights of the rows, names first, and the base estimate."""
    import numpy as np

    carried = np.array([[topic in example.topics for topic in topics] for example in examples], np.float32)
    base = float(carried.mean())
    rows = np.vstack([np.eye(len(topics), dtype=np.float32), carried])
    even = _mean_examples(counts, topics)
    row_weights = np.array(
        [
            even / np.mean([counts[topic] for topic in topics if topic in example.topics])
            if example.topics.intersection(topics)
            else 1.0
            for example in examples
        ],
        np.float32,
    )
    return rows, np.concatenate([np.full(len(topics), _NAME_WEIGHT, np.float32), row_weights]), base


def _thresholds(held_out: Matrix, carried: Matrix) -> list[tuple[float, float]]:
    """Return the threshold of each topic and the highest estimate of an example.

    The threshold has the best F1 of the leave-one-out estimates with a precision of at least one half; it is infinite
    if it is missing.
    """
    import numpy as np

    found = []
    for estimates, truth in zip(held_out.T, carried.T, strict=True):
        order = np.argsort(-estimates)
        right = np.cumsum(truth[order])
        taken = np.arange(len(order)) + 1
        scores = np.where(2 * right >= taken, 2 * right / (taken + truth.sum()), 0.0)
        best = int(np.argmax(scores))
        if not scores[best]:
            found.append((math.inf, math.inf))
            continue
        below = estimates[order[best + 1]] if best + 1 < len(order) else estimates[order[best]]
        threshold = float(estimates[order[best]] + below) / 2
        sure = float(estimates[truth > 0].max())
        found.append((threshold, max(sure, threshold + 0.05)))
    return found


def _strongest_words(text: str, weights: list[tuple[float, CountedWord]]) -> tuple[Evidence, ...]:
    """Return the ranges of the few words that contributed most to a topic, in text order."""
    best: dict[str, float] = {}
    for weight, word in weights:
        if weight > 0:
            best[word.word] = max(weight, best.get(word.word, 0.0))
    top = sorted(best, key=lambda word: (-best[word], word))[:_WORDS_SHOWN]
    # Words that contribute far less than the first one are no explanation.
    shown = {word for word in top if best[word] >= best[top[0]] / 4}
    first: dict[str, CountedWord] = {}
    for _, word in weights:
        if word.word in shown:
            first.setdefault(word.word, word)
    places = sorted((word.start, word.end) for word in first.values())
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)
