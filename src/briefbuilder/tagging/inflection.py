"""Which words of a text are forms of a word in a list: plurals, endings of verbs, German compounds.

A form has the same Snowball stem as the listed word, and a guard: Snowball alone takes "importante" for
"importazione". So the two begin alike by four letters, and what follows is short in both.
"""

from __future__ import annotations

import unicodedata
from functools import cache

SHARED = 4
"""Letters with which two forms of a word begin at least; shorter words have no forms."""
ENDING = 3
"""Letters that may follow what two forms share."""
_ENDINGS = {"en": 2}

_SNOWBALL = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
"""Snowball's algorithm for each language (snowballstem.org)."""

_MOVING_ACCENTS = frozenset({"de", "es", "nl", "pt"})
"""Languages in which the forms of one word differ in accents: elección, elecciones; Ausbruch, Ausbrüche."""
_COMPOUNDING = frozenset({"de"})
_PART = 5
"""Letters of the shortest word that is looked for in a compound."""
_COMPOUND = 8
"""Letters of the shortest compound."""
_PLURALS = ("n", "en", "s", "es", "e", "er", "ern")
"""Endings that the last part of a compound may have."""
_REMEMBERED = 20_000


class Inflection:
    """The forms of words in one language; words are given in small letters."""

    def __init__(self, language: str) -> None:
        """Take a language with forms, one for which `inflection_of` returns something."""
        # The stemmers are needed by few lists, so they are not loaded with the window.
        from snowballstemmer import stemmer

        self.compounding = language in _COMPOUNDING
        self._ending = _ENDINGS.get(language, ENDING)
        self._accents = language in _MOVING_ACCENTS
        self._stemmer = stemmer(_SNOWBALL[language])
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return what all forms of a word have in common."""
        stem = self._stems.get(word)
        if stem is None:
            if len(self._stems) >= _REMEMBERED:
                self._stems.clear()
            stem = self._plain(self._stemmer.stemWord(word)) if has_forms(word) else word
            self._stems[word] = stem
        return stem

    def beginning(self, word: str) -> str:
        """Return the letters with which all forms of a word begin."""
        return self._plain(word[: 2 * SHARED])[:SHARED]

    def akin(self, one: str, other: str) -> bool:
        """Tell whether two words that have forms begin alike, end in few letters and have one stem.

        Their letters are compared first: most words are told apart by them, and a stem takes time.
        """
        if one == other:
            return True
        plain, listed = self._plain(one), self._plain(other)
        longest = max(len(plain), len(listed))
        if abs(len(plain) - len(listed)) > self._ending:
            return False
        shared = max(SHARED, longest - self._ending)
        return plain[:shared] == listed[:shared] and self.stem(one) == self.stem(other)

    def same(self, one: str, other: str) -> bool:
        """Tell whether two words are forms of one."""
        if one == other:
            return True
        if not (has_forms(one) and has_forms(other)) or not self.akin(one, other):
            return False
        return self._accents or _bare(one) != _bare(other)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return what a word may be compounded of: its beginnings, and its ends with and without an ending.

        Empty where the word is too short.
        """
        if not self.compounding or len(word) < _COMPOUND:
            return ()
        bare = [word, *(word.removesuffix(ending) for ending in _PLURALS if word.endswith(ending))]
        ends = [each[-cut:] for each in bare for cut in range(_PART, len(each) - 1)]
        return (*(word[:cut] for cut in range(_PART, len(word) - 1)), *dict.fromkeys(ends))

    def _plain(self, word: str) -> str:
        return _bare(word) if self._accents else word


@cache
def inflection_of(language: str) -> Inflection | None:
    """Return the forms of a language's words (BCP 47, its first part), None where it has no rules here."""
    return Inflection(language) if language in _SNOWBALL else None


def has_forms(word: str) -> bool:
    """Tell whether a word is one that is looked for in its other forms."""
    return len(word) >= SHARED and word.isalpha()


def _bare(word: str) -> str:
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in marks if not unicodedata.combining(letter))
