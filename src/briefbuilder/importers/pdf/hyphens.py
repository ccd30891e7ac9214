"""Words that a line's end divides: joined or left with their hyphen, as the document itself writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefbuilder.importers.pdf.shapes import Line

_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+)$")
_FIRST = re.compile(r"^([^\W_]+)")

HYPHENS = "-\u2010\u00ad\x02"
"""Hyphens as files have them; the last one is PDFium's own."""

_SOFT = "\u2010\u00ad"
"""Signs that programs put in where they divide a word, and hardly anybody types."""


class Vocabulary:
    """The words that stand undivided in the document, and those with a hyphen inside."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        divided = False
        for line in lines:
            text = line.text
            if divided:
                text = text.partition(" ")[2]
            divided = line.text.endswith(tuple(HYPHENS))
            if divided:
                text = text[: max(text.rfind(" "), 0)]
            self._words.update(word.casefold().replace("‐", "-") for word in _WORD.findall(text))

    def knows(self, word: str) -> bool:
        """Tell whether the document holds a word, whatever its capitals."""
        return self._words[word.casefold()] > 0

    def joint(self, before: str, sign: str, after: str) -> str:
        """Return what stands between two lines, the first of which ends in a hyphen that `before` does not hold.

        Args:
            before: The first line's text without the hyphen.
            sign: The hyphen.
            after: The next line's text.
        """
        left, right = _LAST.search(before), _FIRST.search(after)
        if left is None or right is None:
            return "-" if sign == "\x02" or left is not None else f"{sign} "
        head, tail = left[1], right[1]
        if self.knows(f"{head}-{tail}"):
            return "-"
        if self.knows(head + tail):
            return ""
        if sign in _SOFT:
            return "-" if tail[:1].isupper() and not head.isupper() else ""
        if head[-1:].isdigit() or tail[:1].isdigit() or (tail[:1].isupper() and not head.isupper()):
            return "-"
        whole = len(head) > 2 and len(tail) > 2 and self.knows(head) and self.knows(tail)
        return "-" if whole else ""
