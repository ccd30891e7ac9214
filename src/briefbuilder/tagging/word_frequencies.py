"""How common the words of a language are, on the Zipf scale: the decimal logarithm of occurrences in a billion words.

Seven is an article, five a word that everybody uses every day, four one of every newspaper. The data is extracted from
wordfreq; a language without data has no common words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

from briefbuilder.locales.chinese import simplified
from briefbuilder.tagging.word_forms import comparable, fold
from briefbuilder.word_lists import load_word_lists

RARE = 3.8
"""The value of words that are not listed."""
COMMONEST = 6.5
"""The highest value of a term."""
_PER_WORD = 1.5
"""How much rarer a term becomes with each further word that is not a function word."""
_FUNCTION_WORD = 5.8
"""The value from which on a word inside a term says nothing."""
_ANOTHER_WORD = 1.2
"""How much commoner what looks like a form of a word is if it is another word: the Italian *sette*, seven, is no form of *setta*, a sect."""
_ACRONYM = 4.2
"""The value of an abbreviation of two letters, which is listed as another word: "it", "us"."""

_WORD = re.compile(r"[^\W\d_]+(\*)?")
_ACRONYM_PATTERN = re.compile(r"[A-ZА-ЯЁЄІЇҐ0-9.]{2,8}\Z")
_UNSPACED = frozenset({"ja", "zh"})
_LANGUAGES_HELD = 3
"""The languages whose values are kept, some 2 MB each; it takes 20 ms to read them again."""


class WordFrequencies:
    """The values of the common words of one language."""

    def __init__(self, language: str) -> None:
        name = f"frequencies_{language}"
        known = files("briefbuilder.tagging").joinpath("data", f"{name}.yaml").is_file()
        steps = load_word_lists("briefbuilder.tagging", name) if known else {}
        self._values: dict[str, float] = {}
        for step, words in steps.items():
            value = step / 10  # one number for all words of a step
            for word in fold(comparable(words)).split():
                self._values.setdefault(word, value)
        self._sorted: list[str] | None = None
        self._unspaced = language in _UNSPACED
        self._chinese = language == "zh"

    def term(self, written: str) -> float:
        """Return how common a term is; each further word makes it rarer."""
        if _ACRONYM_PATTERN.match(written):
            return _ACRONYM if len(written) == 2 else RARE
        folded = fold(written)
        if self._unspaced and not folded.isascii():
            return self._unspaced_term(folded)
        values = [
            self._beginning(match[0][:-1]) if match[1] else self._values.get(match[0], RARE)
            for match in _WORD.finditer(folded)
        ]
        if not values:
            return RARE
        rarer = [value for value in values if value < _FUNCTION_WORD] or [min(values)]
        return min(COMMONEST, *rarer) - _PER_WORD * (len(rarer) - 1)

    def word(self, folded: str) -> float:
        """Return how common a folded word is, 0 if it is not listed."""
        return self._values.get(folded, 0.0)

    def is_another_word(self, form: str, listed: str) -> bool:
        """Return whether a folded word is too common to be a form of another one."""
        return round(self.word(form) - max(self.word(listed), RARE), 1) >= _ANOTHER_WORD

    def _unspaced_term(self, folded: str) -> float:
        value = self._values.get(simplified(folded) if self._chinese else folded, RARE)
        # A single character is a part of many words.
        return value if len(folded) > 1 else COMMONEST

    def _beginning(self, letters: str) -> float:
        """Return how common the words with the given first letters are together."""
        if self._sorted is None:
            self._sorted = sorted(self._values)
        total, at = 10**RARE, bisect_left(self._sorted, letters)
        while at < len(self._sorted) and self._sorted[at].startswith(letters):
            total += 10 ** self._values[self._sorted[at]]
            at += 1
        return math.log10(total)


@lru_cache(maxsize=_LANGUAGES_HELD)
def frequencies_of(language: str) -> WordFrequencies:
    """Return the values of a language (primary BCP 47 subtag)."""
    return WordFrequencies(language)
