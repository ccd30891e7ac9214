"""The words of a text as learning counts them, with the places at which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]{{2,}}|[{_UNSPACED}]{{2,}}")
_FIRST_UNSPACED = "\u3041"
_PIECES = (3, 4, 5)
"""Letters of the pieces of a word by which it is counted too, so that its forms and its kin come together."""
LONGEST = 20_000
"""Code points of a section that are looked at."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A word of a text in small letters, under the names by which it is counted."""

    word: str
    names: tuple[str, ...]
    start: int
    end: int


def words_of(text: str) -> Iterator[Worded]:
    """Yield the words of a text; scripts without spaces are cut into pairs of characters."""
    for match in _WORD.finditer(text, 0, LONGEST):
        run = match[0]
        if run[0] >= _FIRST_UNSPACED:
            for at in range(len(run) - 1):
                pair, start = run[at : at + 2], match.start() + at
                yield Worded(pair, tuple(dict.fromkeys((pair, *pair, run[at : at + 3]))), start, start + 2)
            continue
        word = run.lower()
        yield Worded(word, _names_of(word), match.start(), match.end())


@lru_cache(maxsize=20_000)
def _names_of(word: str) -> tuple[str, ...]:
    """Return a word and its pieces, each once and in order."""
    whole = f"<{word}>"
    pieces = (whole[at : at + size] for size in _PIECES for at in range(len(whole) - size + 1))
    return tuple(dict.fromkeys((word, *pieces)))
