"""Suggests topics by what the sections that carry them have in common, learned from few of them.

Each topic is told from the others by ridge regression in a kernel: one small system of equations, solved at once,
the same each time, without iterations. The topic's names stand among the examples, so that something is known before
there are many. Two spaces can be learned in: words, which need nothing, and sentence vectors (vectors.py).
Everything follows from tags and judgements; nothing is stored.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.tagging.wording import Worded, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefbuilder.tagging.vectors import Vectors

    Matrix = NDArray[Any]

FEWEST = 3
"""Sections that carry a topic from which on something is learned of it."""
MOST = 800
"""Sections that are learned from, the latest: what a quarter of a second can take in."""
LIKELY = 0.5
SURE = 0.95
"""The scores of a topic that is just likelier than not, and of one that is as sure as the surest example."""
_WORDS_SHOWN = 4
_NAMES = 12.0
"""How many examples a topic's name is worth."""
_CENTRED = 0.7
"""How much of what all examples have in common is taken away from each vector."""


@dataclass(frozen=True, slots=True)
class Example:
    """A section that was judged: the topics that it carries; all others it does not."""

    text: str
    topics: frozenset[str]


def learnable(
    examples: Sequence[Example], names: Mapping[str, Iterable[str]], fewest: int = FEWEST
) -> tuple[str, ...]:
    """Return the topics that enough of the latest examples carry to learn something of them."""
    used = examples[-MOST:]
    # What every section carries cannot be told from anything.
    told_apart = (topic for topic, count in _counts(used).items() if fewest <= count <= len(used) - fewest)
    return tuple(sorted(topic for topic in told_apart if topic in names))


class Learner:
    """What was learned; it does not change."""

    def __init__(
        self,
        examples: Sequence[Example],
        names: Mapping[str, Iterable[str]],
        vectors: Vectors | None = None,
        fewest: int = FEWEST,
    ) -> None:
        """Learn the topics of `names` (by id, the names in all languages) that enough examples carry."""
        used = examples[-MOST:]
        counts = _counts(used)
        self.topics = learnable(used, names, fewest)
        self._bars: list[tuple[float, float]] = []
        self._space: _WordSpace | _VectorSpace | None = None
        if self.topics:
            told = [" · ".join(dict.fromkeys(names[topic])) for topic in self.topics]
            texts = [example.text for example in used]
            self._space = (
                _VectorSpace(told, texts, vectors, _each(counts, self.topics))
                if vectors
                else _WordSpace(told, texts)
            )
            targets, trust, base = _targets(used, self.topics, counts)
            unseen = self._space.learn(targets, trust, base)
            carried = targets[len(self.topics) :] > 0
            self._bars = _bars(unseen[len(self.topics) :], carried)

    def estimates(self, text: str) -> Mapping[str, float]:
        """Return for each topic that was learned what speaks for it, to be compared between topics."""
        if self._space is None:
            return {}
        return dict(zip(self.topics, map(float, self._space.estimates(text)), strict=True))

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the topics that the text probably carries, best first, with the words that weighed most."""
        found = []
        for place, (topic, estimate) in enumerate(self.estimates(text).items()):
            bar, sure = self._bars[place]
            if estimate >= bar and self._space is not None:
                evidence = _weightiest(text, self._space.weights(text, place))
                score = LIKELY + (SURE - LIKELY) * min(1.0, (estimate - bar) / (sure - bar))
                if evidence:
                    found.append(
                        Suggestion(topic=topic, score=round(score, 4), evidence=evidence, learned=True)
                    )
        return tuple(sorted(found, key=lambda each: (-each.score, each.topic)))


class _WordSpace:
    """Texts as the words that they hold, rare ones counting more."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        self._texts = [*names, *texts]
        held = [_names_in(text) for text in self._texts]
        counts = Counter(name for each in held for name in each)
        self._rarity = {name: math.log((len(held) + 1) / count) for name, count in counts.items()}
        self._weights: dict[str, Matrix] = {}
        self._count = len(names)
        self._base = 0.0

    def learn(self, targets: Matrix, trust: Matrix, base: float) -> Matrix:
        import numpy as np

        rows = [self._row(_names_in(text)) for text in self._texts]
        places = {name: place for place, name in enumerate(self._rarity)}
        held = [(places[name], row, value) for row, each in enumerate(rows) for name, value in each.items()]
        columns = np.fromiter((column for column, _, _ in held), np.intp, len(held))
        lines = np.fromiter((line for _, line, _ in held), np.intp, len(held))
        values = np.fromiter((value for _, _, value in held), np.float32, len(held))
        solved, unseen = _solved(_products(columns, lines, values, len(rows)), targets, trust)
        weights = np.zeros((len(places), targets.shape[1]), np.float32)
        np.add.at(weights, columns, values[:, None] * solved[lines])
        self._weights = dict(zip(places, weights, strict=True))
        self._base = base
        return unseen + base

    def estimates(self, text: str) -> Matrix:
        row = self._row(_names_in(text))
        import numpy as np

        found = np.full(self._count, self._base, np.float32)
        for name, value in row.items():
            found += value * self._weights[name]
        return found

    def weights(self, text: str, topic: int) -> list[tuple[float, Worded]]:
        found = []
        for word in words_of(text):
            known = [
                self._rarity[name] * float(self._weights[name][topic])
                for name in word.names
                if name in self._weights
            ]
            found.append((sum(known), word))
        return found

    def _row(self, names: frozenset[str]) -> dict[str, float]:
        row = {name: self._rarity[name] for name in names if name in self._rarity}
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        return {name: value / length for name, value in row.items()}


class _VectorSpace:
    """Texts as sentence vectors: what means the same lies close together, in all languages at once."""

    def __init__(self, names: Sequence[str], texts: Sequence[str], vectors: Vectors, each: float) -> None:
        self._vectors = vectors
        rows = vectors.of([*names, *texts])
        self._middle = _CENTRED * rows[len(names) :].mean(axis=0)
        self._rows = self._set(rows)
        # With few examples a topic reaches far around each and is doubted, with many it follows them closely.
        self._reach, self._doubt = (1.0, 2.0) if each < 10 else (4.0, 1.0) if each < 50 else (10.0, 0.3)
        self._solved: Matrix | None = None
        self._base = 0.0

    def learn(self, targets: Matrix, trust: Matrix, base: float) -> Matrix:
        self._solved, unseen = _solved(self._kernel(self._rows), targets, trust, self._doubt)
        self._base = base
        return unseen + base

    def estimates(self, text: str) -> Matrix:
        estimates: Matrix = self._estimated([text])[0]
        return estimates

    def weights(self, text: str, topic: int) -> list[tuple[float, Worded]]:
        words = list(words_of(text))
        distinct = list(dict.fromkeys(word.word for word in words))
        if not distinct:
            return []
        of_word = dict(zip(distinct, map(float, self._estimated(distinct)[:, topic]), strict=True))
        return [(of_word[word.word] - self._base, word) for word in words]

    def _estimated(self, texts: Sequence[str]) -> Matrix:
        assert self._solved is not None
        found: Matrix = self._base + self._kernel(self._set(self._vectors.of(texts))) @ self._solved
        return found

    def _kernel(self, rows: Matrix) -> Matrix:
        import numpy as np

        found: Matrix = np.exp(self._reach * (rows @ self._rows.T - 1))
        return found

    def _set(self, rows: Matrix) -> Matrix:
        import numpy as np

        moved = rows - self._middle
        lengths = np.maximum(1e-9, np.linalg.norm(moved, axis=1, keepdims=True))
        found: Matrix = moved / lengths
        return found


def _products(columns: Matrix, lines: Matrix, values: Matrix, count: int) -> Matrix:
    """Return the products of all rows of length 1, given by what stands in their columns.

    What stands in one row alone has part in no product but its own, which is 1.
    """
    import numpy as np

    often = np.bincount(columns)[columns] > 1
    _, narrow = np.unique(columns[often], return_inverse=True)
    table = np.zeros((count, narrow.max(initial=0) + 1), np.float32)
    table[lines[often], narrow] = values[often]
    products: Matrix = table @ table.T
    np.fill_diagonal(products, 1.0)
    return products


def _counts(examples: Iterable[Example]) -> Counter[str]:
    return Counter(topic for example in examples for topic in example.topics)


def _each(counts: Counter[str], topics: Sequence[str]) -> float:
    return sum(counts[topic] for topic in topics) / len(topics)


def _targets(
    examples: Sequence[Example], topics: Sequence[str], counts: Counter[str]
) -> tuple[Matrix, Matrix, float]:
    """Return what is to be estimated less a base, how much each row counts, and the base; names come first."""
    import numpy as np

    carried = np.array([[topic in example.topics for topic in topics] for example in examples], np.float32)
    base = float(carried.mean())
    rows = np.vstack([np.eye(len(topics), dtype=np.float32), carried]) - base
    even = _each(counts, topics)
    trust = np.array(
        [
            even / np.mean([counts[topic] for topic in topics if topic in example.topics])
            if example.topics.intersection(topics)
            else 1.0
            for example in examples
        ],
        np.float32,
    )
    return rows, np.concatenate([np.full(len(topics), _NAMES, np.float32), trust]), base


def _solved(kernel: Matrix, targets: Matrix, trust: Matrix, doubt: float = 1.0) -> tuple[Matrix, Matrix]:
    """Return the solution, and what each row would be estimated as had it not been learned from."""
    import numpy as np

    inverse = np.linalg.inv(kernel + np.diag(doubt / trust))
    solved: Matrix = inverse @ targets
    return solved, targets - solved / np.diag(inverse)[:, None]


def _bars(unseen: Matrix, carried: Matrix) -> list[tuple[float, float]]:
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


def _names_in(text: str) -> frozenset[str]:
    return frozenset(name for word in words_of(text) for name in word.names)


def _weightiest(text: str, weighed: list[tuple[float, Worded]]) -> tuple[Evidence, ...]:
    """Return the places of the few words that spoke most for a topic, in the order of the text."""
    best: dict[str, float] = {}
    for weight, word in weighed:
        if weight > 0:
            best[word.word] = max(weight, best.get(word.word, 0.0))
    top = sorted(best, key=lambda word: (-best[word], word))[:_WORDS_SHOWN]
    # Words that weigh next to nothing beside the first explain nothing.
    shown = {word for word in top if best[word] >= best[top[0]] / 4}
    first: dict[str, Worded] = {}
    for _, word in weighed:
        if word.word in shown:
            first.setdefault(word.word, word)
    places = sorted((word.start, word.end) for word in first.values())
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)
