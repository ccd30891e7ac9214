"""A text as terms are compared with it, with the way back to the original's code points.

NFKC, one kind of dash, apostrophe and space, no soft hyphens and no zero-width characters: rule 0
of the taxonomies. The original is never changed; places found here are told in its code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_DASHES = "‐‑‒–—―−"
_APOSTROPHES = "’‘‛ʼʻ`´′＇"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TABLE = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DROPPED, "")
)
# Characters that are the same before and after, unless a combining mark follows.
_PLAIN = (
    "\\x00-_a-~¡-§©«¬®°±¶·»¿-ÿĀ-ıĴ-ľŁ-ňŊ-žΆΈ-ώЀ-҂Ҋ-ӿא-תء-ي“”„†‡•€"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3"
)
_ODD = re.compile(f"[^{_PLAIN}]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` is compared case by case, `folded` without regard to case; both are equally long.

    `_places` are the places in `text`, in order, at which a run begins; each run tells its place
    in the original and whether its characters stand one to one there or only as a whole.
    """

    text: str
    folded: str
    _places: tuple[int, ...]
    _runs: tuple[tuple[int, int, bool], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original behind `text[start:end]`, which is not empty."""
        if not self._places:
            return start, end
        first = bisect_right(self._places, start) - 1
        last = bisect_right(self._places, end - 1) - 1
        begin, _, exact = self._runs[first]
        low = begin + start - self._places[first] if exact else begin
        begin, stop, exact = self._runs[last]
        high = begin + end - self._places[last] if exact else stop
        return low, high


def normalised(text: str) -> Normalised:
    """Return the text as terms are compared with it."""
    if text.isascii() and "`" not in text:
        return Normalised(text, text.lower(), (), ())
    pieces: list[str] = []
    places: list[int] = []
    runs: list[tuple[int, int, bool]] = []
    at = length = 0

    def put(piece: str, start: int, end: int, *, exact: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            places.append(length)
            runs.append((start, end, exact))
            length += len(piece)

    for start, end in _odd_runs(text):
        put(text[at:start], at, start, exact=True)
        piece = _replaced(text[start:end])
        put(piece, start, end, exact=False)
        at = end
    put(text[at:], at, len(text), exact=True)
    whole = "".join(pieces)
    return Normalised(whole, _folded(whole), tuple(places), tuple(runs))


def comparable(text: str) -> str:
    """Return a text in the form of `Normalised.text`."""
    return _replaced(text)


def _replaced(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def _folded(text: str) -> str:
    """Lower case that keeps the length: the few letters that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _odd_runs(text: str) -> list[tuple[int, int]]:
    """Return the smallest pieces that must be normalised as a whole, in order, none empty."""
    found: list[tuple[int, int]] = []
    for match in _ODD.finditer(text):
        for place in range(match.start(), match.end()):
            if _joins(text[place]) and place > 0:
                start = found.pop()[0] if found and found[-1][1] == place else place - 1
                found.append((start, place + 1))
            else:
                found.append((place, place + 1))
    return found


def _joins(character: str) -> bool:
    """Tell whether a character may melt into, or change places with, what stands before it."""
    if character in _DROPPED:
        return True
    first = unicodedata.normalize("NFKC", character)[:1]
    jamo = "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"
    return jamo or unicodedata.category(first).startswith("M")
