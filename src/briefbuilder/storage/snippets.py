"""Cuts snippets around the hits of a search, and finds all hits in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefbuilder.domain.values import value
from briefbuilder.storage.folding import fold_with_places
from briefbuilder.storage.tokenizer import needles

_BEFORE = 60
_LENGTH = 200
"""Code points: how many are shown before the first hit, and in all."""


_JOINER = "\u200d"


@value(kw_only=False)
class Snippet:
    """Part of a text; `hits` are code points (start, end) in `text`."""

    text: str
    hits: tuple[tuple[int, int], ...]


@value(kw_only=False)
class SearchedText:
    """A text on one line, and folded; `places` are the offsets in the text of the folded characters."""

    text: str
    folded: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> SearchedText:
        """Fold a text."""
        # Folding keeps offsets only in composed text; a line end is shown as a space.
        shown = " ".join(unicodedata.normalize("NFC", text).split())
        return cls(shown, *fold_with_places(shown))

    def hits(self, phrases: Sequence[str]) -> list[tuple[int, int]]:
        """Return the code points of the text that match phrases."""
        spans = (span for needle in needles(tuple(phrases)) for span in needle.find(self.folded))
        places = self.places
        return _join_hits(sorted({(places[low], places[high - 1] + 1) for low, high in spans}))


def _snippet_of(text: SearchedText, phrases: Sequence[str], before: int) -> Snippet:
    shown, hits = text.text, text.hits(phrases)
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


def first_snippet(texts: Sequence[SearchedText], phrases: Sequence[str], before: int = _BEFORE) -> Snippet:
    """Return the snippet of the first text with a match, otherwise that of the first text that is not empty."""
    first = Snippet("", ())
    for text in texts:
        made = _snippet_of(text, phrases, before)
        if made.hits:
            return made
        first = first if first.text else made
    return first


def find_hits(text: str, phrases: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the code points of a text, which must be composed, where it matches the phrases of a query."""
    if not phrases or not unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(SearchedText(text, *fold_with_places(text)).hits(phrases))


def _join_hits(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in hits:
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _word_start(text: str, place: int, room: int) -> int:
    """Return where the next word begins, or a place that does not separate a character from its marks."""
    space = text.find(" ", place, place + room)
    return _before_cluster(text, place) if space < 0 else space + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - _BEFORE // 2, place)
    return _before_cluster(text, place) if space < 0 else space


def _before_cluster(text: str, place: int) -> int:
    """Return the place, moved back before a character whose combining marks or joiners would be cut off."""
    while 0 < place < len(text) and (_is_joined(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place


def _is_joined(character: str) -> bool:
    # Combining marks, joiners, and the skin tones of emoji.
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
