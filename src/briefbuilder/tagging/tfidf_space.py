"""Texts as the words that they hold and the pieces of those, rare ones counting more: needs nothing.

Words that stand beside the same words come near each other, so that sections that nobody judged teach too.
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

    SolvingMatrix = NDArray[Any]
    Matrix = NDArray[Any]


# Ridge regression in a kernel: one small system of equations, solved at once, the same each time.
#
# Sections that nobody judged are guessed from the judged ones, and then stand among them as far as the guess goes: with
# few examples they tell which sections lie together.

MANY_EXAMPLES = 50
"""Examples a topic from which on they are followed closely, and what is like them counts less."""
ENOUGH_SECTIONS = 400
"""Sections that tell enough of what sections are like, judged or not."""
_ROUNDS = 4
"""How often the sections that nobody judged are guessed anew from all the others."""
_SHARPNESS = 10.0
"""How far a guess follows the topic that is ahead."""


def solve_ridge(
    kernel: SolvingMatrix,
    targets: SolvingMatrix,
    trust: SolvingMatrix,
    base: float,
    doubt: float,
    guessed: float,
) -> tuple[SolvingMatrix, SolvingMatrix]:
    """Return the solution, and what each row would be estimated as had it not been learned from.

    The first rows of the kernel are the judged ones, with what is to be estimated (`targets`, 0 to 1) and how much each
    counts (`trust`); the rest was not judged, and what is guessed of it counts `guessed`. Estimates are `base` more than
    the kernel times the solution.
    """
    import numpy as np

    known = len(targets)
    inverse = _regularized_inverse(kernel[:known, :known], doubt / trust)
    wanted = targets - base
    solution: SolvingMatrix = inverse @ wanted
    if len(kernel) > known:
        guesses = base + kernel[known:, :known] @ solution
        all_trust = np.concatenate([trust, np.full(len(kernel) - known, guessed, trust.dtype)])
        inverse = _regularized_inverse(kernel, doubt / all_trust)
        for _ in range(_ROUNDS):
            wanted = np.vstack([targets, _topic_probabilities(guesses)]) - base
            solution = inverse @ wanted
            guesses = base + kernel[known:] @ solution
    unseen: SolvingMatrix = base + wanted - solution / np.diag(inverse)[:, None]
    return solution, unseen


def _regularized_inverse(kernel: SolvingMatrix, doubts: SolvingMatrix) -> SolvingMatrix:
    import numpy as np

    found: SolvingMatrix = np.linalg.inv(kernel + np.diag(doubts))
    return found


def _topic_probabilities(estimates: SolvingMatrix) -> SolvingMatrix:
    """Return how likely each topic is in each row; that a row is of none is among what may be."""
    import numpy as np

    none = 1 - estimates.sum(axis=1, keepdims=True)
    ahead = _SHARPNESS * np.hstack([estimates, none])
    weights = np.exp(ahead - ahead.max(axis=1, keepdims=True))
    found: SolvingMatrix = weights[:, :-1] / weights.sum(axis=1, keepdims=True)
    return found


# The words of a text as learning counts them, with the places at which they stand.

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]{{2,}}|[{_UNSPACED}]{{2,}}")
_FIRST_UNSPACED = "\u3041"
_NGRAM_LENGTHS = (3, 4, 5)
"""Letters of the pieces of a word by which it is counted too, so that its forms and its kin come together."""
LONGEST_TEXT = 20_000
"""Code points of a section that are looked at."""


@dataclass(frozen=True, slots=True)
class CountedWord:
    """A word of a text in small letters, under the names by which it is counted."""

    word: str
    names: tuple[str, ...]
    start: int
    end: int


def iterate_words(text: str) -> Iterator[CountedWord]:
    """Yield the words of a text; scripts without spaces are cut into pairs of characters."""
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
    """Return a word and its pieces, each once and in order."""
    whole = f"<{word}>"
    pieces = (whole[at : at + size] for size in _NGRAM_LENGTHS for at in range(len(whole) - size + 1))
    return tuple(dict.fromkeys((word, *pieces)))


_WIDTH = 4096
"""Words of which the products are made at once: some 20 MB."""
_COMMON = 1 / 8
"""The part of all texts from which on a word that they hold makes no two of them neighbours."""
_FEW = 10
"""Texts that are so few that any word of theirs may make them neighbours."""
_ALIKE = 0.25
"""How much the neighbours of texts count, their words the rest."""
_GUESSED = 0.3
"""How much a section counts that was guessed by its words, beside one that was judged."""


class TfidfSpace:
    """What words say for topics; learned once."""

    def __init__(self, texts: Sequence[str], names: int, each: float) -> None:
        """Take the names of the topics (the first of the texts), the examples, and sections that nobody judged.

        `each` is how many examples a topic has.
        """
        import numpy as np

        held = [_features_in(text) for text in texts]
        counts = Counter(name for each_text in held for name in each_text)
        # The most frequent come first, what stands in one text alone last: it has part in no product of two texts.
        ordered = sorted(counts, key=lambda name: (-counts[name], name))
        self._columns = {name: column for column, name in enumerate(ordered)}
        self._shared = sum(count > 1 for count in counts.values())
        self._common = sum(count > max(_FEW, len(held) * _COMMON) for count in counts.values())
        self._rarity = np.array([math.log((len(held) + 1) / counts[name]) for name in ordered], np.float32)
        self._names, self._count = names, len(texts)
        self._places = {text: place for place, text in enumerate(texts)}
        self._put([self._row(each_text) for each_text in held])
        # Of few texts it cannot be told what stands beside what.
        self._alike = _ALIKE * min(1.0, len(texts) / ENOUGH_SECTIONS)
        self._doubt = 0.5 if each < MANY_EXAMPLES else 0.25
        self._base = 0.0
        self._last: tuple[str, tuple[Matrix, Matrix, Matrix]] | None = None

    def learn(self, targets: Matrix, trust: Matrix, base: float) -> Matrix:
        """Learn what the names and examples are to be estimated as; return the estimates of all texts as if unseen."""
        import numpy as np

        products = self._products(self._common, self._shared)
        # How near a text lies to itself says nothing of its neighbours; names are not among them.
        np.fill_diagonal(products, 0.0)
        near = products[:, self._names :].copy()
        near /= np.maximum(1e-9, np.linalg.norm(near, axis=1, keepdims=True))
        products += self._products(0, self._common)
        np.fill_diagonal(products, 1.0)
        alike = self._alike
        kernel = (1 - alike) * products + alike * near @ near.T
        solution, unseen = solve_ridge(kernel, targets, trust, base, self._doubt, _GUESSED)
        direct = (1 - alike) * solution
        beside = np.zeros_like(direct)
        beside[self._names :] = alike * near.T @ solution
        self._solution = np.hstack([direct, beside]).astype(np.float32)
        self._weighed = np.vstack([table.T @ self._solution for table in self._tables(0, self._shared)])
        self._base = base
        return unseen

    def estimates(self, text: str) -> Matrix:
        """Return what speaks for each topic."""
        _, values, weights = self._looked_at(text)
        found: Matrix = self._base + values @ weights
        return found

    def weights(self, text: str, topic: int) -> list[tuple[float, CountedWord]]:
        """Return the words of a text with what each says for a topic."""
        columns, values, weights = self._looked_at(text)
        of_column = dict(zip(columns.tolist(), (values * weights[:, topic]).tolist(), strict=True))
        return [
            (sum(of_column.get(self._columns.get(name, -1), 0.0) for name in word.names), word)
            for word in iterate_words(text)
        ]

    def _looked_at(self, text: str) -> tuple[Matrix, Matrix, Matrix]:
        """Return the row of a text with what each of its words says for each topic; the last one is at hand."""
        if self._last is None or self._last[0] != text:
            columns, values = self._row(_features_in(text))
            self._last = (text, (columns, values, self._weights(text, columns, values)))
        return self._last[1]

    def _weights(self, text: str, columns: Matrix, values: Matrix) -> Matrix:
        """Return what each word of a row says for each topic, itself and by the words that it stands beside."""
        import numpy as np

        rarer, alone = np.searchsorted(columns, (self._common, self._shared))
        places = self._starts[columns[alone:]]
        of_alone = self._values[places, None] * self._solution[self._lines[places]]
        direct, beside = np.hsplit(np.vstack([self._weighed[columns[:alone]], of_alone]), 2)
        near = self._near(columns[rarer:], values[rarer:])
        own = self._places.get(text)
        if own is not None:
            # A text that was learned from is no neighbour of its own.
            near[own] = 0.0
            beside[rarer:] -= np.outer(values[rarer:], np.hsplit(self._solution[own], 2)[1])
        direct[rarer:] += beside[rarer:] / max(1e-9, float(np.linalg.norm(near[self._names :])))
        return direct

    def _near(self, columns: Matrix, values: Matrix) -> Matrix:
        """Return how near a row lies to each text by what stands in some columns."""
        import numpy as np

        lengths = self._starts[columns + 1] - self._starts[columns]
        before = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self._starts[columns] - before, lengths)
        products = self._values[places] * np.repeat(values, lengths)
        return np.bincount(self._lines[places], products, self._count)

    def _row(self, names: frozenset[str]) -> tuple[Matrix, Matrix]:
        """Return the columns of the words that are known, in order, and their values, together of length 1."""
        import numpy as np

        columns = np.array(sorted(self._columns[name] for name in names if name in self._columns), np.intp)
        values = self._rarity[columns]
        return columns, values / np.maximum(1e-9, np.linalg.norm(values))

    def _put(self, rows: Sequence[tuple[Matrix, Matrix]]) -> None:
        """Keep what stands in each column: in which rows, with which values."""
        import numpy as np

        columns = np.concatenate([columns for columns, _ in rows])
        order = np.argsort(columns, kind="stable")
        self._lines: Matrix = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row, _ in rows])[
            order
        ]
        self._values: Matrix = np.concatenate([values for _, values in rows])[order]
        self._starts: Matrix = np.searchsorted(columns[order], np.arange(len(self._columns) + 1))

    def _products(self, first: int, last: int) -> Matrix:
        """Return the products of all rows, as far as some columns have part in them."""
        import numpy as np

        found = np.zeros((self._count, self._count), np.float32)
        for table in self._tables(first, last):
            found += table @ table.T
        return found

    def _tables(self, first: int, last: int) -> Iterator[Matrix]:
        """Yield the rows of all texts, a few thousand columns at a time."""
        import numpy as np

        for begin in range(first, max(last, first + 1), _WIDTH):
            bounds = self._starts[begin : min(begin + _WIDTH, last) + 1]
            columns = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
            table = np.zeros((self._count, len(bounds) - 1), np.float32)
            table[self._lines[bounds[0] : bounds[-1]], columns] = self._values[bounds[0] : bounds[-1]]
            yield table


def _features_in(text: str) -> frozenset[str]:
    return frozenset(name for word in iterate_words(text) for name in word.names)
