"""Topic estimates from words: a TF-IDF space of words and character n-grams, and kernel ridge regression.

The kernel mixes the similarity of two texts with that of their neighbours, so that sections without judgements help
to relate words that occur with the same words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]


MANY_EXAMPLES = 50
"""The mean number of examples per topic from which on the regularization is weaker."""
ENOUGH_SECTIONS = 400
"""The number of sections, judged or not, that suffice to describe their distribution."""
_ROUNDS = 4
"""How often the estimates of sections without judgements are refined."""
_SHARPNESS = 10.0
"""How strongly a guess prefers the most likely topic."""

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]{{2,}}|[{_UNSPACED}]{{2,}}")
_FIRST_UNSPACED = "\u3041"
_NGRAM_LENGTHS = (3, 4, 5)
"""Lengths of the character n-grams that are counted besides words, to relate forms of a word."""
LONGEST_TEXT = 20_000
"""The code points of a section that are considered."""
_WIDTH = 4096
"""The number of columns that are multiplied at once: some 20 MB."""
_COMMON = 1 / 8
"""The share of all texts from which on a common word does not make two texts neighbours."""
_FEW = 10
"""The number of texts up to which any common word makes two texts neighbours."""
_NEIGHBOUR_WEIGHT = 0.25
"""The weight of common neighbours in the similarity of two texts; their words have the rest."""
_GUESS_WEIGHT = 0.3
"""The weight of a guessed section relative to a judged one."""


def solve_ridge(
    kernel: Matrix,
    targets: Matrix,
    row_weights: Matrix,
    base: float,
    regularization: float,
    guess_weight: float,
    groups: Sequence[Sequence[int]] = (),
) -> tuple[Matrix, Matrix]:
    """Return the coefficients of kernel ridge regression, and the held-out estimate of each row.

    The first rows of the kernel have `targets` from 0 to 1 and `row_weights`. The remaining rows were not judged: their
    targets are guessed from the others and have the weight `guess_weight`. An estimate is `base` plus the kernel times
    the coefficients. The rows of a group are held out together, all others one by one.
    """
    import numpy as np

    known = len(targets)
    inverse = _regularized_inverse(kernel[:known, :known], regularization / row_weights)
    offsets = targets - base
    solution: Matrix = inverse @ offsets
    if len(kernel) > known:
        guesses = base + kernel[known:, :known] @ solution
        all_weights = np.concatenate(
            [row_weights, np.full(len(kernel) - known, guess_weight, row_weights.dtype)]
        )
        inverse = _regularized_inverse(kernel, regularization / all_weights)
        for _ in range(_ROUNDS):
            offsets = np.vstack([targets, _topic_probabilities(guesses)]) - base
            solution = inverse @ offsets
            guesses = base + kernel[known:] @ solution
    residuals: Matrix = solution / np.diag(inverse)[:, None]
    for group in groups:
        if len(group) > 1:
            residuals[group] = np.linalg.solve(inverse[np.ix_(group, group)], solution[group])
    return solution, base + offsets - residuals


def _regularized_inverse(kernel: Matrix, penalties: Matrix) -> Matrix:
    import numpy as np

    found: Matrix = np.linalg.inv(kernel + np.diag(penalties))
    return found


def _topic_probabilities(estimates: Matrix) -> Matrix:
    """Return the probability of each topic in each row by a softmax that includes "no topic"."""
    import numpy as np

    none = 1 - estimates.sum(axis=1, keepdims=True)
    ahead = _SHARPNESS * np.hstack([estimates, none])
    weights = np.exp(ahead - ahead.max(axis=1, keepdims=True))
    found: Matrix = weights[:, :-1] / weights.sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True, slots=True)
class CountedWord:
    """A word of a text in lower case with the features by which it is counted."""

    word: str
    features: tuple[str, ...]
    start: int
    end: int


def iterate_words(text: str) -> Iterator[CountedWord]:
    """Yield the words of a text; text in scripts without spaces is cut into pairs of characters."""
    for match in _WORD.finditer(text, 0, LONGEST_TEXT):
        run = match[0]
        if run[0] >= _FIRST_UNSPACED:
            for at in range(len(run) - 1):
                pair, start = run[at : at + 2], match.start() + at
                yield CountedWord(
                    pair, tuple(dict.fromkeys((pair, *pair, run[at : at + 3]))), start, start + 2
                )
            continue
        word = run.lower()
        yield CountedWord(word, _features_of(word), match.start(), match.end())


@lru_cache(maxsize=20_000)
def _features_of(word: str) -> tuple[str, ...]:
    """Return a word and its n-grams, each once and in order."""
    whole = f"<{word}>"
    ngrams = (whole[at : at + size] for size in _NGRAM_LENGTHS for at in range(len(whole) - size + 1))
    return tuple(dict.fromkeys((word, *ngrams)))


class TfidfSpace:
    """Estimates topics from words; `learn` is called once."""

    def __init__(self, texts: Sequence[str], names: int, mean_examples: float) -> None:
        """Create the space of the given texts: `names` names of topics, then examples, then sections without judgements.

        `mean_examples` is the mean number of examples per topic.
        """
        import numpy as np

        held = [_features_in(text) for text in texts]
        counts = Counter(name for features in held for name in features)
        # Features are sorted by frequency; those of a single text come last and do not contribute to products.
        ordered = sorted(counts, key=lambda name: (-counts[name], name))
        self._columns = {name: column for column, name in enumerate(ordered)}
        self._shared = sum(count > 1 for count in counts.values())
        self._common = sum(count > max(_FEW, len(held) * _COMMON) for count in counts.values())
        self._idf = np.array([math.log((len(held) + 1) / counts[name]) for name in ordered], np.float32)
        self._names, self._count = names, len(texts)
        self._places = {text: place for place, text in enumerate(texts)}
        self._store([self._row(features) for features in held])
        # Few texts do not show which words occur together.
        self._neighbour_weight = _NEIGHBOUR_WEIGHT * min(1.0, len(texts) / ENOUGH_SECTIONS)
        self._regularization = 0.5 if mean_examples < MANY_EXAMPLES else 0.25
        self._base = 0.0
        self._last: tuple[str, tuple[Matrix, Matrix, Matrix]] | None = None

    def learn(
        self, targets: Matrix, row_weights: Matrix, base: float, groups: Sequence[Sequence[int]] = ()
    ) -> Matrix:
        """Fit the targets of the names and examples; return the held-out estimates of all texts.

        The texts of a group, given by their places, are held out together.
        """
        import numpy as np

        products = self._products(self._common, self._shared)
        # Neither the text itself nor the names of topics count as neighbours.
        np.fill_diagonal(products, 0.0)
        near = products[:, self._names :].copy()
        near /= np.maximum(1e-9, np.linalg.norm(near, axis=1, keepdims=True))
        products += self._products(0, self._common)
        np.fill_diagonal(products, 1.0)
        share = self._neighbour_weight
        kernel = (1 - share) * products + share * near @ near.T
        solution, held_out = solve_ridge(
            kernel, targets, row_weights, base, self._regularization, _GUESS_WEIGHT, groups
        )
        direct = (1 - share) * solution
        beside = np.zeros_like(direct)
        beside[self._names :] = share * near.T @ solution
        self._solution = np.hstack([direct, beside]).astype(np.float32)
        self._column_weights = np.vstack(
            [table.T @ self._solution for table in self._tables(0, self._shared)]
        )
        self._base = base
        return held_out

    def estimates(self, text: str) -> Matrix:
        """Return the estimate of each topic."""
        _, values, weights = self._contributions(text)
        found: Matrix = self._base + values @ weights
        return found

    def weights(self, text: str, topic: int) -> list[tuple[float, CountedWord]]:
        """Return the words of a text, each with its contribution to the estimate of a topic."""
        columns, values, weights = self._contributions(text)
        of_column = dict(zip(columns.tolist(), (values * weights[:, topic]).tolist(), strict=True))
        return [
            (sum(of_column.get(self._columns.get(name, -1), 0.0) for name in word.features), word)
            for word in iterate_words(text)
        ]

    def _contributions(self, text: str) -> tuple[Matrix, Matrix, Matrix]:
        """Return the row of a text with the contributions of its features; the last one is cached."""
        if self._last is None or self._last[0] != text:
            columns, values = self._row(_features_in(text))
            self._last = (text, (columns, values, self._weights(text, columns, values)))
        return self._last[1]

    def _weights(self, text: str, columns: Matrix, values: Matrix) -> Matrix:
        """Return the contribution of each feature to each topic, direct and through neighbours."""
        import numpy as np

        rarer, alone = np.searchsorted(columns, (self._common, self._shared))
        places = self._starts[columns[alone:]]
        of_alone = self._values[places, None] * self._solution[self._row_numbers[places]]
        direct, beside = np.hsplit(np.vstack([self._column_weights[columns[:alone]], of_alone]), 2)
        near = self._near(columns[rarer:], values[rarer:])
        own = self._places.get(text)
        if own is not None:
            # A training text is not its own neighbour.
            near[own] = 0.0
            beside[rarer:] -= np.outer(values[rarer:], np.hsplit(self._solution[own], 2)[1])
        direct[rarer:] += beside[rarer:] / max(1e-9, float(np.linalg.norm(near[self._names :])))
        return direct

    def _near(self, columns: Matrix, values: Matrix) -> Matrix:
        """Return the products of a row with each text over some columns."""
        import numpy as np

        lengths = self._starts[columns + 1] - self._starts[columns]
        before = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self._starts[columns] - before, lengths)
        products = self._values[places] * np.repeat(values, lengths)
        return np.bincount(self._row_numbers[places], products, self._count)

    def _row(self, names: frozenset[str]) -> tuple[Matrix, Matrix]:
        """Return the sorted columns of the known features, and their values as a unit vector."""
        import numpy as np

        columns = np.array(sorted(self._columns[name] for name in names if name in self._columns), np.intp)
        values = self._idf[columns]
        return columns, values / np.maximum(1e-9, np.linalg.norm(values))

    def _store(self, rows: Sequence[tuple[Matrix, Matrix]]) -> None:
        """Store the rows by column."""
        import numpy as np

        columns = np.concatenate([columns for columns, _ in rows])
        order = np.argsort(columns, kind="stable")
        self._row_numbers: Matrix = np.repeat(
            np.arange(len(rows), dtype=np.int32), [len(row) for row, _ in rows]
        )[order]
        self._values: Matrix = np.concatenate([values for _, values in rows])[order]
        self._starts: Matrix = np.searchsorted(columns[order], np.arange(len(self._columns) + 1))

    def _products(self, first: int, last: int) -> Matrix:
        """Return the products of all pairs of rows over some columns."""
        import numpy as np

        found = np.zeros((self._count, self._count), np.float32)
        for table in self._tables(first, last):
            found += table @ table.T
        return found

    def _tables(self, first: int, last: int) -> Iterator[Matrix]:
        """Yield all rows as dense tables of a few thousand columns."""
        import numpy as np

        for begin in range(first, max(last, first + 1), _WIDTH):
            bounds = self._starts[begin : min(begin + _WIDTH, last) + 1]
            columns = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
            table = np.zeros((self._count, len(bounds) - 1), np.float32)
            table[self._row_numbers[bounds[0] : bounds[-1]], columns] = self._values[bounds[0] : bounds[-1]]
            yield table


def _features_in(text: str) -> frozenset[str]:
    return frozenset(name for word in iterate_words(text) for name in word.features)
