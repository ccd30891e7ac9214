"""Normalize texts for comparison with terms, and recognize inflected forms of words.

Normalization applies NFKC, unifies dashes, apostrophes and spaces, and removes soft hyphens and zero-width
characters. Positions in the normalized text can be mapped back to code points of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

SHARED_PREFIX = 4
"""The number of letters that all forms of a word share at least; shorter words are not inflected."""
LONGEST_ENDING = 3
"""The number of letters in which two forms of a word may differ at the end.

Snowball stems alone do not suffice: they conflate "importante" and "importazione".
"""
_LONGEST_ENDINGS = {"en": 2}

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

_VARYING_ACCENTS = frozenset({"de", "es", "nl", "pt"})
"""Languages in which forms of a word differ in accents: elección, elecciones; Ausbruch, Ausbrüche."""
_COMPOUNDING = frozenset({"de"})
_SHORTEST_PART = 5
"""Letters of the shortest word that is recognized as part of a compound."""
_SHORTEST_COMPOUND = 8
"""Letters of the shortest compound."""
_PLURALS = ("n", "en", "s", "es", "e", "er", "ern")
"""Possible endings of the last part of a compound."""
_CACHE_SIZE = 20_000

_DASHES = "‐‑‒–—―−"
_APOSTROPHES = "’‘‛ʼʻ`´′＇"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TABLE = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DROPPED, "")
)
# Characters that normalization keeps, unless a combining mark follows.
_REGULAR_CHARACTERS = (
    "\\x00-_a-~¡-§©«¬®°±¶·»¿-ÿĀ-ıĴ-ľŁ-ňŊ-žΆΈ-ώЀ-҂Ҋ-ӿא-תء-ي“”„†‡•€"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3"
)
_IRREGULAR = re.compile(f"[^{_REGULAR_CHARACTERS}]+")


class Inflection:
    """Recognizes the forms of words in one language; all words are given in lower case."""

    def __init__(self, language: str) -> None:
        """Create the inflection of a language for which `inflection_of` returns one."""
        # Imported late: few term lists need the stemmers, and the window should open quickly.
        from snowballstemmer import stemmer

        self.compounding = language in _COMPOUNDING
        self._ending = _LONGEST_ENDINGS.get(language, LONGEST_ENDING)
        self._accents = language in _VARYING_ACCENTS
        self._stemmer = stemmer(_SNOWBALL[language])
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem that all forms of a word share."""
        stem = self._stems.get(word)
        if stem is None:
            if len(self._stems) >= _CACHE_SIZE:
                self._stems.clear()
            stem = self._plain(self._stemmer.stemWord(word)) if has_forms(word) else word
            self._stems[word] = stem
        return stem

    def prefix(self, word: str) -> str:
        """Return the first letters, which all forms of a word share."""
        return self._plain(word[: 2 * SHARED_PREFIX])[:SHARED_PREFIX]

    def share_stem(self, word: str, listed_word: str) -> bool:
        """Return whether two words share a long prefix and have the same stem.

        The prefixes are compared first because stemming is slow.
        """
        if word == listed_word:
            return True
        plain, listed = self._plain(word), self._plain(listed_word)
        longest = max(len(plain), len(listed))
        if abs(len(plain) - len(listed)) > self._ending:
            return False
        shared = max(SHARED_PREFIX, longest - self._ending)
        return plain[:shared] == listed[:shared] and self.stem(word) == self.stem(listed_word)

    def are_forms_of_one_word(self, one: str, other: str) -> bool:
        """Return whether two words are forms of the same word."""
        if one == other:
            return True
        if not (has_forms(one) and has_forms(other)) or not self.share_stem(one, other):
            return False
        return self._accents or _strip_marks(one) != _strip_marks(other)

    def compound_parts(self, word: str) -> tuple[str, ...]:
        """Return the possible parts of a compound: its prefixes, and its suffixes with and without a plural ending.

        The result is empty for words that are too short and for languages without compounds.
        """
        if not self.compounding or len(word) < _SHORTEST_COMPOUND:
            return ()
        bare = [word, *(word.removesuffix(ending) for ending in _PLURALS if word.endswith(ending))]
        ends = [stem[-cut:] for stem in bare for cut in range(_SHORTEST_PART, len(stem) - 1)]
        return (*(word[:cut] for cut in range(_SHORTEST_PART, len(word) - 1)), *dict.fromkeys(ends))

    def _plain(self, word: str) -> str:
        return _strip_marks(word) if self._accents else word


@cache
def inflection_of(language: str) -> Inflection | None:
    """Return the inflection of a language (primary BCP 47 subtag), None if there is no stemmer for it."""
    return Inflection(language) if language in _SNOWBALL else None


def has_forms(word: str) -> bool:
    """Return whether a word is long enough to be inflected and consists of letters."""
    return len(word) >= SHARED_PREFIX and word.isalpha()


def _strip_marks(word: str) -> str:
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A text in comparable form: `text` keeps the case, `folded` is in lower case and equally long.

    `_places` are the starts of runs in `text`, in order. Each run holds its range in the original, and whether its
    characters correspond one to one to those of the original or only as a whole.
    """

    text: str
    folded: str
    _places: tuple[int, ...]
    _runs: tuple[tuple[int, int, bool], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the original, in code points, of the non-empty `text[start:end]`."""
        if not self._places:
            return start, end
        first = bisect_right(self._places, start) - 1
        last = bisect_right(self._places, end - 1) - 1
        begin, _, exact = self._runs[first]
        low = begin + start - self._places[first] if exact else begin
        begin, stop, exact = self._runs[last]
        high = begin + end - self._places[last] if exact else stop
        return low, high


def normalize(text: str) -> NormalizedText:
    """Return the text in comparable form, with the mapping to the original."""
    if text.isascii() and "`" not in text:
        return NormalizedText(text, text.lower(), (), ())
    pieces: list[str] = []
    places: list[int] = []
    runs: list[tuple[int, int, bool]] = []
    at = length = 0

    def append(piece: str, start: int, end: int, *, exact: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            places.append(length)
            runs.append((start, end, exact))
            length += len(piece)

    for start, end in _irregular_runs(text):
        append(text[at:start], at, start, exact=True)
        piece = _compose(text[start:end])
        append(piece, start, end, exact=False)
        at = end
    append(text[at:], at, len(text), exact=True)
    whole = "".join(pieces)
    return NormalizedText(whole, _lower_keeping_length(whole), tuple(places), tuple(runs))


def comparable(text: str) -> str:
    """Return the comparable form of a text, without the mapping."""
    return _compose(text)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def _lower_keeping_length(text: str) -> str:
    """Return the text in lower case, except for letters whose lower case is longer than one character."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _irregular_runs(text: str) -> list[tuple[int, int]]:
    """Return the smallest ranges, in order, that must be normalized as a whole."""
    found: list[tuple[int, int]] = []
    for match in _IRREGULAR.finditer(text):
        for place in range(match.start(), match.end()):
            if _combines_with_previous(text[place]) and place > 0:
                start = found.pop()[0] if found and found[-1][1] == place else place - 1
                found.append((start, place + 1))
            else:
                found.append((place, place + 1))
    return found


def _combines_with_previous(character: str) -> bool:
    """Return whether a character may combine or change places with the preceding one."""
    if character in _DROPPED:
        return True
    first = unicodedata.normalize("NFKC", character)[:1]
    jamo = "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"
    return jamo or unicodedata.category(first).startswith("M")
