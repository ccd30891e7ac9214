"""Cuts snippets around the hits of a search, and finds all hits in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

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
        return _join_hits(sorted({span for found in self._found(phrases) for span in found}))

    def snippet(self, phrases: Sequence[str], before: int) -> Snippet:
        """Return the part of the text around its first hit, with `before` code points ahead of it."""
        shown = self.text
        # A long text may have very many hits: no more are looked for than are shown.
        begun = [(first, found) for found in self._found(phrases) if (first := next(found, None)) is not None]
        place = min((first[0] for first, _ in begun), default=0)
        start = _word_start(shown, place - before, before // 2) if place > before else 0
        end = _word_end(shown, start + _LENGTH)
        spans = {
            span
            for first, found in begun
            for span in takewhile(lambda one: one[0] < end, chain((first,), found))
        }
        left = "…" if start else ""
        right = "…" if end < len(shown) else ""
        moved = len(left) - start
        hits = tuple((low + moved, high + moved) for low, high in _join_hits(sorted(spans)) if high <= end)
        return Snippet(left + shown[start:end] + right, hits)

    def _found(self, phrases: Sequence[str]) -> Iterator[Iterator[tuple[int, int]]]:
        """Yield the code points of the text that match each phrase."""
        places = self.places
        for needle in needles(tuple(phrases)):
            if needle.start in self.folded:
                yield ((places[low], places[high - 1] + 1) for low, high in needle.find(self.folded))


def first_snippet(texts: Sequence[SearchedText], phrases: Sequence[str], before: int = _BEFORE) -> Snippet:
    """Return the snippet of the first text with a match, otherwise that of the first text that is not empty."""
    first = Snippet("", ())
    for text in texts:
        made = text.snippet(phrases, before)
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
