"""Find a passage in another version of its text, with a similarity.

Quotation marks, dashes, spaces and case are ignored. Of several exact matches, the one with the most similar context
is chosen; otherwise the most similar range is. A long passage is searched for by its beginning and its end, so that
changes in between do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.domain.passage import Passage

SURE_SIMILARITY = 90.0
"""The similarity in percent from which a match needs no confirmation."""
MIN_SIMILARITY = 75.0
"""The similarity in percent from which a match is offered."""
_END_LENGTH = 120
"""The code points at each end by which a long passage is searched for."""
_LONG_QUOTE = 3 * _END_LENGTH
_SHORT_QUOTE = 24
_SHORT_UNSPACED_QUOTE = 8
"""The code points below which the context must match too, in scripts with and without spaces."""
_CONTEXT_TOLERANCE = 25.0
"""By how much the similarity of the context of a short passage may be lower, since it may be edited too."""
_FOLDED = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘‛ʼʻ`´", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\n\t\u00a0\u202f\u2009", " ")
)
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The range of a passage in a text, in code points; `similarity` is from 0 to 100."""

    start: int
    end: int
    similarity: float

    @property
    def is_sure(self) -> bool:
        """Whether the match needs no confirmation."""
        return self.similarity >= SURE_SIMILARITY


class AnchorText:
    """A text in which passages are searched for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = _fold(text)

    def find(self, passage: Passage) -> Anchor | None:
        """Return the best match of a passage, None if none is similar enough."""
        quote = _fold(passage.quote)
        if not quote.strip():
            return None
        context = (_fold(passage.before), _fold(passage.after))
        exact = max(self._find_exact(quote, context), key=lambda found: found[0], default=None)
        short = len(quote) < (_SHORT_QUOTE if " " in quote or quote.isascii() else _SHORT_UNSPACED_QUOTE)
        if exact is not None and (not short or exact[0] + _CONTEXT_TOLERANCE >= MIN_SIMILARITY):
            return Anchor(exact[1], exact[1] + len(quote), 100.0)
        if len(quote) > _LONG_QUOTE:
            return self._find_by_ends(quote)
        return self._find_similar(quote, context if short else None)

    def _find_exact(self, quote: str, context: tuple[str, str]) -> Iterator[tuple[float, int]]:
        start = self._folded.find(quote)
        while start >= 0:
            yield self._context_similarity(start, start + len(quote), context), start
            start = self._folded.find(quote, start + 1)

    def _context_similarity(self, start: int, end: int, context: tuple[str, str]) -> float:
        """Return the similarity of the context of a range, by the better of its two sides."""
        before, after = context
        left = _similarity(before, self._folded[max(0, start - len(before)) : start])
        right = _similarity(after, self._folded[end : end + len(after)])
        return max(left, right)

    def _find_similar(self, quote: str, context: tuple[str, str] | None) -> Anchor | None:
        place = self._align(quote)
        if place is None:
            return None
        start, end = self._snap_to_words(*place)
        similarity = _similarity(quote, self._folded[start:end])
        if context is not None:
            similarity = min(similarity, self._context_similarity(start, end, context) + _CONTEXT_TOLERANCE)
        return Anchor(start, end, similarity) if similarity >= MIN_SIMILARITY else None

    def _find_by_ends(self, quote: str) -> Anchor | None:
        head, tail = self._align(quote[:_END_LENGTH]), self._align(quote[-_END_LENGTH:])
        spans = []
        if head is not None:
            spans.append((head[0], min(len(self._text), head[0] + len(quote))))
        if tail is not None:
            spans.append((max(0, tail[1] - len(quote)), tail[1]))
        if head is not None and tail is not None and head[0] < tail[1]:
            spans.append((head[0], tail[1]))
        found = []
        for span in spans:
            start, end = self._snap_to_words(*span)
            found.append(Anchor(start, end, _similarity(quote, self._folded[start:end])))
        best = max(found, key=lambda anchor: anchor.similarity, default=None)
        return best if best is not None and best.similarity >= MIN_SIMILARITY else None

    def _align(self, quote: str) -> tuple[int, int] | None:
        from rapidfuzz.fuzz import partial_ratio_alignment

        if len(quote) > len(self._folded):
            return (0, len(self._folded)) if self._folded else None
        # The cutoff is lower because an end may be edited more than the whole, which is compared later.
        found = partial_ratio_alignment(quote, self._folded, score_cutoff=MIN_SIMILARITY - 15)
        return None if found is None else (found.dest_start, found.dest_end)

    def _snap_to_words(self, start: int, end: int) -> tuple[int, int]:
        """Return the range with its ends moved to the nearest word borders, without spaces."""
        for word in _WORD.finditer(self._text, max(0, start - 40), min(len(self._text), start + 40)):
            if word.start() < start < word.end() and word.start() >= start - 39:
                start = word.start() if start - word.start() <= word.end() - start else word.end()
                break
        for word in _WORD.finditer(self._text, max(0, end - 40), min(len(self._text), end + 40)):
            if word.start() < end < word.end() and word.end() <= end + 39:
                end = word.end() if word.end() - end <= end - word.start() else word.start()
                break
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end


def _similarity(text: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(text, other)


def _fold(text: str) -> str:
    folded = text.translate(_FOLDED)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else folded
