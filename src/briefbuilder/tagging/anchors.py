"""Where the words of a passage stand in another version of its text, and how sure that is.

Quotes, dashes, spaces and case are folded without a change of length. Where the words stand to the letter, the ones
whose surroundings fit best are meant; else the most alike run of words is looked for. A long passage is looked for by its
beginning and its end, so that what was changed between the two does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.domain.passage import Passage

SURE_SIMILARITY = 90.0
"""How much alike, in hundredths, two runs are at least that need not be asked about."""
MIN_SIMILARITY = 75.0
"""How much alike they are at least to be offered at all."""
_END_LENGTH = 120
"""Code points of a long passage's two ends by which it is looked for."""
_LONG_QUOTE = 3 * _END_LENGTH
_SHORT_QUOTE = 24
_SHORT_UNSPACED_QUOTE = 8
"""Code points of a passage under which its surroundings must fit too; a character of Chinese says as much as a word."""
_CONTEXT_TOLERANCE = 25.0
"""By how much less the surroundings of a short passage may fit than its words: they were changed too."""
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
    """Where a passage's words stand in a text, in code points; `similarity` runs from 0 to 100."""

    start: int
    end: int
    similarity: float

    @property
    def is_sure(self) -> bool:
        """Whether the place need not be asked about."""
        return self.similarity >= SURE_SIMILARITY


class AnchorText:
    """A text in which passages are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = _fold(text)

    def find(self, passage: Passage) -> Anchor | None:
        """Return the best place for a passage, None where none is alike enough to be offered."""
        quote = _fold(passage.quote)
        if not quote.strip():
            return None
        around = (_fold(passage.before), _fold(passage.after))
        exact = max(self._find_exact(quote, around), key=lambda found: found[0], default=None)
        short = len(quote) < (_SHORT_QUOTE if " " in quote or quote.isascii() else _SHORT_UNSPACED_QUOTE)
        if exact is not None and (not short or exact[0] + _CONTEXT_TOLERANCE >= MIN_SIMILARITY):
            return Anchor(exact[1], exact[1] + len(quote), 100.0)
        if len(quote) > _LONG_QUOTE:
            return self._find_by_ends(quote)
        return self._find_similar(quote, around if short else None)

    def _find_exact(self, quote: str, around: tuple[str, str]) -> Iterator[tuple[float, int]]:
        start = self._folded.find(quote)
        while start >= 0:
            yield self._context_similarity(start, start + len(quote), around), start
            start = self._folded.find(quote, start + 1)

    def _context_similarity(self, start: int, end: int, around: tuple[str, str]) -> float:
        """Return how much the surroundings of a place are those of the passage: the better of the two sides."""
        from rapidfuzz.fuzz import ratio

        before, after = around
        left = ratio(before, self._folded[max(0, start - len(before)) : start])
        right = ratio(after, self._folded[end : end + len(after)])
        return max(left, right)

    def _find_similar(self, quote: str, around: tuple[str, str] | None) -> Anchor | None:
        place = self._align(quote)
        if place is None:
            return None
        start, end = self._snap_to_words(*place)
        alike = _similarity(quote, self._folded[start:end])
        if around is not None:
            alike = min(alike, self._context_similarity(start, end, around) + _CONTEXT_TOLERANCE)
        return Anchor(start, end, alike) if alike >= MIN_SIMILARITY else None

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
        # A run may be much changed at the end of a long passage: what it comes to is judged as a whole.
        found = partial_ratio_alignment(quote, self._folded, score_cutoff=MIN_SIMILARITY - 15)
        return None if found is None else (found.dest_start, found.dest_end)

    def _snap_to_words(self, start: int, end: int) -> tuple[int, int]:
        """Return the ends moved to where words begin and end, the nearer border of each."""
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


def _similarity(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other)


def _fold(text: str) -> str:
    folded = text.translate(_FOLDED)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else folded
