"""The words of a text as learning counts them, with the places at which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]{{3,}}|[{_UNSPACED}]{{2,}}")
_FIRST_UNSPACED = "\u3041"
_PIECE = 4
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
                pair = run[at : at + 2]
                yield Worded(pair, (pair,), match.start() + at, match.start() + at + 2)
            continue
        word = run.lower()
        whole = f"<{word}>"
        pieces = {whole[at : at + _PIECE] for at in range(len(whole) - _PIECE + 1)}
        yield Worded(word, (word, *pieces), match.start(), match.end())
