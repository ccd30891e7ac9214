"""Find quoted words in a source of the same language: word for word, or the words most like them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefbuilder.domain.facts import ClaimSource, FactSource
from briefbuilder.evidence.words import placed_words, words_of

_GAP = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}|\[[^\]]*\]")
"""What an officer leaves out or adds: "[…]", "[the minister]"."""
_CHANGED_LETTER = re.compile(r"\[(\w)\](?=\w)")
"""A first letter that was changed: "[T]he"."""
_LIKE = 70
"""How alike words must be, of 100, to be shown as those that were meant."""

_Placed = Sequence[tuple[str, int, int]]


def find_quotation(quoted: str, source: FactSource) -> ClaimSource | None:
    """Return where a source has quoted words, with gaps where something was left out; None where it has others."""
    parts = [words for part in _GAP.split(_CHANGED_LETTER.sub(r"\1", quoted)) if (words := words_of(part))]
    if not parts:
        return None
    for number, block in enumerate(source.blocks):
        first = next(_places_of(parts[0], block.text), None)
        if first is None:
            continue
        if _goes_on(parts, source, number):
            start, end = first
            return _place(source, number, start, end)
    return None


def _goes_on(parts: Sequence[list[str]], source: FactSource, number: int) -> bool:
    """Return whether the parts follow one another from a block on."""
    text = " ".join(
        word for block in source.blocks[number : number + len(parts) + 1] for word in words_of(block.text)
    )
    text = f" {text} "
    at = 0
    for part in parts:
        words = f" {' '.join(part)} "
        found = text.find(words, at)
        if found < 0:
            return False
        at = found + len(words) - 1
    return True


def _places_of(words: list[str], text: str) -> Iterator[tuple[int, int]]:
    placed = placed_words(text)
    for at in range(len(placed) - len(words) + 1):
        if placed[at][0] == words[0] and [word for word, _, _ in placed[at : at + len(words)]] == words:
            yield placed[at][1], placed[at + len(words) - 1][2]


def find_similar_words(quoted: str, sources: Iterable[FactSource]) -> ClaimSource | None:
    """Return the words of the sources that are most like quoted ones, if they are much like them."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    wanted = " ".join(words_of(quoted))
    best: tuple[float, FactSource, int, int, int] | None = None
    for source in sources:
        for number, block in enumerate(source.blocks):
            placed = placed_words(block.text)
            text = " ".join(word for word, _, _ in placed)
            if len(text) < len(wanted) // 2:
                continue
            found = partial_ratio_alignment(wanted, text, score_cutoff=_LIKE)
            if found is not None and (best is None or found.score > best[0]):
                best = (found.score, source, number, *_original(placed, found.dest_start, found.dest_end))
    return None if best is None else _place(*best[1:])


def _original(placed: _Placed, start: int, end: int) -> tuple[int, int]:
    """Return the place in a text of a range of its words joined by spaces."""
    at, first, last = 0, None, 0
    for word, begin, stop in placed:
        if at + len(word) > start and at < end:
            first = begin if first is None else first
            last = stop
        at += len(word) + 1
    return first or 0, last


def _place(source: FactSource, number: int, start: int, end: int) -> ClaimSource:
    block = source.blocks[number]
    text = block.text[start:end]
    return ClaimSource(
        article=source.article,
        block=block.id,
        start=start,
        end=end,
        text=text,
        value=" ".join(words_of(text)),
    )
