"""Finds the words of a block in the paragraph that shows it.

A paragraph as drawn has more than its block: portion marks, labels of releases, "[…]", quotation marks, the label of
a title. What is drawn only cannot be changed through the block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.domain.visible_text import remove_hidden
from briefbuilder.returned.text_diff import split_words


@dataclass(frozen=True, slots=True)
class _CommonRun:
    """Code points that stand in both texts: at `drawn` in the one, at `written` in the other."""

    drawn: int
    written: int
    length: int


class DrawnOffsets:
    """Maps ranges of a drawn text to the text that was written."""

    def __init__(self, drawn: str, written: str) -> None:
        self._drawn, self._written = drawn, written
        self._pieces = _common_runs(drawn, written)

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of the written text that two offsets of the drawn text enclose.

        Return None where the range contains something that is only drawn, or that was written differently since.
        """
        if start == end:
            place = self._place_of(start)
            return None if place is None else (place, place)
        first = next((p for p in self._pieces if p.drawn <= start < p.drawn + p.length), None)
        last = next((p for p in self._pieces if p.drawn < end <= p.drawn + p.length), None)
        if first is None or last is None or not self._is_whole(first, last):
            return None
        return first.written + start - first.drawn, last.written + end - last.drawn

    def ranges_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the written text that stand between two offsets of the drawn text."""
        for piece in self._pieces:
            low, high = max(start, piece.drawn), min(end, piece.drawn + piece.length)
            if low < high:
                yield low - piece.drawn + piece.written, high - piece.drawn + piece.written

    def edge(self, offset: int) -> int | None:
        """Return the offset in the written text, its beginning or end for one in what is drawn before or after all of it."""
        if self._pieces and offset < self._pieces[0].drawn:
            return 0 if self._pieces[0].written == 0 else None
        last = self._pieces[-1] if self._pieces else None
        if last is not None and offset > last.drawn + last.length:
            end = last.written + last.length
            return end if end == len(self._written) else None
        return self._place_of(offset) if self._pieces else 0

    def _place_of(self, offset: int) -> int | None:
        for piece in self._pieces:
            if piece.drawn <= offset <= piece.drawn + piece.length:
                return piece.written + offset - piece.drawn
        return None if self._drawn or self._written else 0

    def _is_whole(self, first: _CommonRun, last: _CommonRun) -> bool:
        """Return whether nothing but hidden characters stands between the pieces from the first to the last."""
        pieces = self._pieces[self._pieces.index(first) : self._pieces.index(last) + 1]
        for one, other in pairwise(pieces):
            between = self._written[one.written + one.length : other.written]
            if one.drawn + one.length != other.drawn or remove_hidden(between).strip():
                return False
        return True


def _common_runs(drawn: str, written: str) -> tuple[_CommonRun, ...]:
    if not drawn or not written:
        return ()
    if drawn.endswith(written):
        # What is drawn but not stored nearly always stands before the text.
        return (_CommonRun(len(drawn) - len(written), 0, len(written)),)
    at = drawn.find(written)
    if at >= 0:
        return (_CommonRun(at, 0, len(written)),)
    from rapidfuzz.distance import Indel

    left, right = list(split_words(drawn)), list(split_words(written))
    steps = Indel.opcodes([text for text, _ in left], [text for text, _ in right])
    found: list[_CommonRun] = []
    for step in steps:
        if step.tag == "equal":
            start, last = left[step.src_start][1], left[step.src_end - 1]
            found.append(_CommonRun(start, right[step.dest_start][1], last[1] + len(last[0]) - start))
    return tuple(found)
