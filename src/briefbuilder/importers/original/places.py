"""Where the blocks of an article stand in a text that was laid out otherwise: by letters and digits alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LEAST = 3
"""Letters and digits that a block must have to be looked for."""
_HELD = "\u00a0\u202f"
"""Spaces at which no line breaks: French sets them between words and the marks that belong to them."""
_QUOTES = "«»‹›"
_ENDS = (40, 20)
"""Letters and digits of a block's beginning and end by which it is found where its middle is not the same."""


class Letters:
    """A text's letters and digits, folded, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] = []
        kept: list[str] = []
        for place, sign in enumerate(text):
            for one in _folded(sign):
                kept.append(one)
                self._places.append(place)
        self._letters = "".join(kept)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Return the first and the last letter, counted in letters, of a text from a letter on; None without one.

        A text that is not there as it stands is found by its beginning, up to its end where that follows.
        """
        wanted = letters_of(text)
        if len(wanted) < _LEAST:
            return None
        found = self._letters.find(wanted, start)
        if found >= 0:
            return found, found + len(wanted)
        for size in _ENDS:
            found = self._letters.find(wanted[:size], start) if len(wanted) > size else -1
            if found >= 0:
                return found, self._end(wanted, size, found)
        return None

    def _end(self, wanted: str, size: int, found: int) -> int:
        """Return where the end of a text stands that begins at a letter: behind what was put in, before what is left out."""
        usual = found + len(wanted) - size
        end = self._letters.find(wanted[-size:], usual, found + 2 * len(wanted))
        if end < 0:
            end = self._letters.rfind(wanted[-size:], found, usual + size)
        return end + size if end >= 0 else found + size

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points of the text that some letters take with their marks, the end not included."""
        text, start, end = self._text, self._places[first], self._places[last - 1] + 1
        while step := _opening(text[max(0, start - 2) : start]):
            start -= step
        while step := _closing(text[end : end + 2]):
            end += step
        return start, end


def _opening(before: str) -> int:
    """Return how many of the signs before words belong to them: a mark, with the space that holds it to them."""
    held = len(before) == 2 and before[1] in _HELD and before[0] in _QUOTES
    return 2 if held else int(before != "" and _opens(before[-1]))


def _closing(after: str) -> int:
    held = len(after) == 2 and after[0] in _HELD and after[1] in _QUOTES + "!?;:%"
    return 2 if held else int(after != "" and _closes(after[0]))


def _opens(sign: str) -> bool:
    return sign in "\"'¿¡" or unicodedata.category(sign) in {"Ps", "Pi"}


def _closes(sign: str) -> bool:
    return not sign.isspace() and not sign.isalnum() and unicodedata.category(sign) not in {"Ps", "Pi"}


def _folded(sign: str) -> str:
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    return "".join(one for one in unicodedata.normalize("NFKC", sign).casefold() if one.isalnum())


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return "".join(map(_folded, text))


def places_of(blocks: Iterable[tuple[str, str]], text: str) -> dict[str, tuple[int, int]]:
    """Return the code points at which blocks (an id and its text, in order) stand in a text, those that are found.

    A block is looked for behind the one before it first, then from the beginning.
    """
    letters = Letters(text)
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for block_id, words in blocks:
        place = letters.find(words, last) or letters.find(words)
        if place is not None:
            found[block_id] = letters.span(*place)
            last = place[1] if place[0] >= last else last
    return found
