"""The words of a text as a whole: which of them it also writes small, and which come most often.

A word in capitals that the text writes small elsewhere is capitalised because its line is a heading; one that is never written
small is a name. Nothing of it depends on a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+")
_MOST = 30
"""Words that are taken for those that hold sentences together."""


class Wordbook:
    """The words of a text by place; `heads` are the places of the lines that may be headings."""

    def __init__(self, texts: Sequence[str], prose: Sequence[bool], heads: Iterable[int]) -> None:
        self._words = [_WORD.findall(text) for text in texts]
        often: Counter[str] = Counter()
        self._small: set[str] = set()
        for words, is_prose in zip(self._words, prose, strict=True):
            small = [word for word in words if word[0].islower()]
            self._small.update(small)
            if is_prose:
                often.update(small)
        self._common = {word for word, _ in often.most_common(_MOST)}
        self._lines = [frozenset(map(str.casefold, self._words[place])) for place in heads]
        self._heads = Counter(word for line in self._lines for word in line)

    def of(self, place: int) -> dict[str, float]:
        """Return what the words of a line are in the text, as shares from 0 to 1; -1 where its script has no small letters."""
        words = self._words[place]
        if not words:
            return {}
        cased = sum(word[0].islower() or word[0].isupper() for word in words)
        large = [word.casefold() for word in words[1:] if word[0].isupper()]
        raised = sum(word in self._small for word in large)
        own = {word.casefold() for word in words}
        shared = sum(self._heads[word] - 1 for word in own)
        rest = max(1, len(words) - 1)
        return {
            "raised words": raised / rest if cased else -1,
            "names": (len(large) - raised) / rest if cased else -1,
            "small words": sum(word[0].islower() for word in words) / cased if cased else -1,
            "common words": sum(word.casefold() in self._common for word in words),
            "words of heads": shared / len(own) / max(1, len(self._lines)),
        }
