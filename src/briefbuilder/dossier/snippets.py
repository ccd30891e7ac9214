"""The words around what a search found, with the places of the hits in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefbuilder.dossier.folding import fold_with_places, needles

_BEFORE = 60
_LENGTH = 200
"""Code points: what is shown before the first hit, and in all."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some words of a text; `hits` are code points (start, end) in `text`."""

    text: str
    hits: tuple[tuple[int, int], ...]


def snippet_of(text: str, phrases: tuple[str, ...], before: int = _BEFORE) -> Snippet:
    """Return the words of a text around the first place where a phrase stands.

    `before` says how many code points are shown before it: few where a narrow line is all the room there is.
    """
    # The folding keeps places only in composed text; a line end is shown as a space.
    shown = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    hits = _hits(shown, phrases)
    first = hits[0][0] if hits else 0
    start = _word_start(shown, first - before, before // 2) if first > before else 0
    end = _word_end(shown, start + _LENGTH)
    left = "…" if start else ""
    right = "…" if end < len(shown) else ""
    kept = tuple(
        (low - start + len(left), high - start + len(left))
        for low, high in hits
        if low >= start and high <= end
    )
    return Snippet(left + shown[start:end] + right, kept)


def _hits(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    folded, places = fold_with_places(text)
    found = {
        (places[match.start()], places[match.end() - 1] + 1)
        for phrase in phrases
        for needle in needles(phrase)
        for match in needle.finditer(folded)
    }
    return _joined(sorted(found))


def _joined(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in hits:
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _word_start(text: str, place: int, room: int) -> int:
    """Return where the next word begins, or a place that does not tear a character from its marks."""
    space = text.find(" ", place, place + room)
    return _whole(text, place) if space < 0 else space + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - _BEFORE // 2, place)
    return _whole(text, place) if space < 0 else space


def _whole(text: str, place: int) -> int:
    """Return the place, moved back before a character whose marks, joiners or second half would be cut off."""
    while 0 < place < len(text) and (_hangs_on(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place


_JOINER = "\u200d"


def _hangs_on(character: str) -> bool:
    # Marks, joiners, and the tones of skin that emoji take.
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
