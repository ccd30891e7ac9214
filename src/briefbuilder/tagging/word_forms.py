"""A text as terms are compared with it, with the way back to the original's code points.

NFKC, one kind of dash, apostrophe and space, no soft hyphens and no zero-width characters: rule 0
of the taxonomies. The original is never changed; places found here are told in its code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

# Which words of a text are forms of a word in a list: plurals, endings of verbs, German compounds.
#
# A form has the same Snowball stem as the listed word, and a guard: Snowball alone takes "importante" for
# "importazione". So the two begin alike by four letters, and what follows is short in both.

SHARED_PREFIX = 4
"""Letters with which two forms of a word begin at least; shorter words have no forms."""
LONGEST_ENDING = 3
"""Letters that may follow what two forms share."""
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
"""Languages in which the forms of one word differ in accents: elección, elecciones; Ausbruch, Ausbrüche."""
_COMPOUNDING = frozenset({"de"})
_SHORTEST_PART = 5
"""Letters of the shortest word that is looked for in a compound."""
_SHORTEST_COMPOUND = 8
"""Letters of the shortest compound."""
_PLURALS = ("n", "en", "s", "es", "e", "er", "ern")
"""Endings that the last part of a compound may have."""
_CACHE_SIZE = 20_000


class Inflection:
    """The forms of words in one language; words are given in small letters."""

    def __init__(self, language: str) -> None:
        """Take a language with forms, one for which `inflection_of` returns something."""
        # The stemmers are needed by few lists, so they are not loaded with the window.
        from snowballstemmer import stemmer

        self.compounding = language in _COMPOUNDING
        self._ending = _LONGEST_ENDINGS.get(language, LONGEST_ENDING)
        self._accents = language in _VARYING_ACCENTS
        self._stemmer = stemmer(_SNOWBALL[language])
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return what all forms of a word have in common."""
        stem = self._stems.get(word)
        if stem is None:
            if len(self._stems) >= _CACHE_SIZE:
                self._stems.clear()
            stem = self._plain(self._stemmer.stemWord(word)) if has_forms(word) else word
            self._stems[word] = stem
        return stem

    def prefix(self, word: str) -> str:
        """Return the letters with which all forms of a word begin."""
        return self._plain(word[: 2 * SHARED_PREFIX])[:SHARED_PREFIX]

    def share_stem(self, one: str, other: str) -> bool:
        """Tell whether two words that have forms begin alike, end in few letters and have one stem.

        Their letters are compared first: most words are told apart by them, and a stem takes time.
        """
        if one == other:
            return True
        plain, listed = self._plain(one), self._plain(other)
        longest = max(len(plain), len(listed))
        if abs(len(plain) - len(listed)) > self._ending:
            return False
        shared = max(SHARED_PREFIX, longest - self._ending)
        return plain[:shared] == listed[:shared] and self.stem(one) == self.stem(other)

    def are_forms_of_one_word(self, one: str, other: str) -> bool:
        """Tell whether two words are forms of one."""
        if one == other:
            return True
        if not (has_forms(one) and has_forms(other)) or not self.share_stem(one, other):
            return False
        return self._accents or _strip_marks(one) != _strip_marks(other)

    def compound_parts(self, word: str) -> tuple[str, ...]:
        """Return what a word may be compounded of: its beginnings, and its ends with and without an ending.

        Empty where the word is too short.
        """
        if not self.compounding or len(word) < _SHORTEST_COMPOUND:
            return ()
        bare = [word, *(word.removesuffix(ending) for ending in _PLURALS if word.endswith(ending))]
        ends = [each[-cut:] for each in bare for cut in range(_SHORTEST_PART, len(each) - 1)]
        return (*(word[:cut] for cut in range(_SHORTEST_PART, len(word) - 1)), *dict.fromkeys(ends))

    def _plain(self, word: str) -> str:
        return _strip_marks(word) if self._accents else word


@cache
def inflection_of(language: str) -> Inflection | None:
    """Return the forms of a language's words (BCP 47, its first part), None where it has no rules here."""
    return Inflection(language) if language in _SNOWBALL else None


def has_forms(word: str) -> bool:
    """Tell whether a word is one that is looked for in its other forms."""
    return len(word) >= SHARED_PREFIX and word.isalpha()


def _strip_marks(word: str) -> str:
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


_DASHES = "‐‑‒–—―−"
_APOSTROPHES = "’‘‛ʼʻ`´′＇"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TABLE = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DROPPED, "")
)
# Characters that are the same before and after, unless a combining mark follows.
_REGULAR_CHARACTERS = (
    "\\x00-_a-~¡-§©«¬®°±¶·»¿-ÿĀ-ıĴ-ľŁ-ňŊ-žΆΈ-ώЀ-҂Ҋ-ӿא-תء-ي“”„†‡•€"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3"
)
_IRREGULAR = re.compile(f"[^{_REGULAR_CHARACTERS}]+")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """`text` is compared case by case, `folded` without regard to case; both are equally long.

    `_places` are the places in `text`, in order, at which a run begins; each run tells its place
    in the original and whether its characters stand one to one there or only as a whole.
    """

    text: str
    folded: str
    _places: tuple[int, ...]
    _runs: tuple[tuple[int, int, bool], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original behind `text[start:end]`, which is not empty."""
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
    """Return the text as terms are compared with it."""
    if text.isascii() and "`" not in text:
        return NormalizedText(text, text.lower(), (), ())
    pieces: list[str] = []
    places: list[int] = []
    runs: list[tuple[int, int, bool]] = []
    at = length = 0

    def put(piece: str, start: int, end: int, *, exact: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            places.append(length)
            runs.append((start, end, exact))
            length += len(piece)

    for start, end in _irregular_runs(text):
        put(text[at:start], at, start, exact=True)
        piece = _compose(text[start:end])
        put(piece, start, end, exact=False)
        at = end
    put(text[at:], at, len(text), exact=True)
    whole = "".join(pieces)
    return NormalizedText(whole, _lower_keeping_length(whole), tuple(places), tuple(runs))


def comparable(text: str) -> str:
    """Return a text in the form of `NormalizedText.text`."""
    return _compose(text)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def _lower_keeping_length(text: str) -> str:
    """Lower case that keeps the length: the few letters that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _irregular_runs(text: str) -> list[tuple[int, int]]:
    """Return the smallest pieces that must be normalised as a whole, in order, none empty."""
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
    """Tell whether a character may melt into, or change places with, what stands before it."""
    if character in _DROPPED:
        return True
    first = unicodedata.normalize("NFKC", character)[:1]
    jamo = "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"
    return jamo or unicodedata.category(first).startswith("M")
