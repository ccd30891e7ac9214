"""Normalize texts for comparison with terms, and recognize inflected forms of words.

Normalization applies NFKC, unifies dashes, apostrophes and spaces, and removes soft hyphens and zero-width
characters. Positions in the normalized text can be mapped back to code points of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from briefbuilder.domain.light_stems import (
    arabic_stems,
    has_arabic_article,
    join_fleeting_vowel,
    portuguese_singular,
    stem_arabic_term,
    stem_ukrainian,
)
from briefbuilder.locales.stemmers import ALGORITHMS, stemmer_of

SHARED_PREFIX = 4
"""The fewest letters that all forms of a word share; shorter words are not inflected."""
LONGEST_ENDING = 3
"""The number of letters in which two forms of a word may differ at the end.

Snowball stems alone do not suffice: they conflate "importante" and "importazione".
"""
_LONGEST_ENDINGS = {"en": 2, "ru": 4, "uk": 4}

_INFLECTED = ALGORITHMS.keys() - {"cs", "nn", "pl"}
"""The languages in which stems tell the forms of a term; in the others, this was not measured."""
_SHARED_PREFIXES = {"ru": 3, "uk": 3}
_SHORTEST_WORDS = {"de": 3, "en": 3, "es": 3, "fr": 3, "pt": 3, "ru": 3, "uk": 3}
_DERIVED = {
    "it": re.compile("iv[aeio]$|ant[ei]$|at[aeio]$|ism[io]$|mente$|[bcdfghjklmnpqrstvwxz]$"),
    "es": re.compile("iv[ao]s?$|antes?$|ad[ao]s?$|ismos?$|mente$"),
    "fr": re.compile("i(f|ve)s?$|ante?s?$|ismes?$|ment$"),
    "pt": re.compile("iv[ao]s?$|antes?$|ad[ao]s?$|ismos?$|mente$"),
    "ru": re.compile("с[яь]$"),
    "uk": re.compile("с[яь]$"),
}
"""Endings that make another word rather than a form, although Snowball removes them; Italian words end in vowels."""
_PERSON = re.compile("[eo]r+(e|s|es|ed|ing)?$")
"""English endings that all forms of a word for a person have: an office is no form of officer, a treasurer none of treasure."""
_GERMAN_ABSTRACT = re.compile("(ung|heit|keit|schaft)(en)?$")
"""German endings of nouns whose forms all have the same vowels: a payment (Auszahlung) is no count (Auszählung)."""
_INFINITIVE = re.compile("[aeiy]r[e]?$|[аеиоуюяії]т[ьи]с?[яь]?$")
_INVARIABLE_NAMES = frozenset({"ca", "en", "es", "fr", "it", "pt"})
_LOWER_NOUNS = frozenset({"ca", "es", "fr", "it", "pt", "ro", "ru", "uk"})
_CYRILLIC = frozenset({"ru", "uk"})
_INVARIABLE_VOWELS = "оеиіуюэє"
"""Final vowels of foreign names without cases."""
_PLURAL_S = frozenset({"en", "es", "fr", "pt"})

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

_LETTER_VARIANTS = str.maketrans("آأإٱىةё", "ااااي\u0647е")
"""Letters that are written one for the other: the forms of alef, final yeh and teh marbuta, and the Russian yo."""
_WITH_VARIANTS = re.compile("[آأإٱىةё]")
_DASHES = "‐‑‒–—―−"
_APOSTROPHES = "’‘‛ʼʻ`´′＇"
_DROPPED = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    # The signs of Arabic vowels, and the stroke that only makes a word longer.
    "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
)
_TABLE = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DROPPED, "")
)
# Characters that normalization keeps, unless a combining mark follows.
_REGULAR_CHARACTERS = (
    "\\x00-_a-~¡-§©«¬®°±¶·»¿-ÿĀ-ıĴ-ľŁ-ňŊ-žΆΈ-ώЀ-҂Ҋ-ӿא-תء-غف-ي“”„†‡•€"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3"
)
_IRREGULAR = re.compile(f"[^{_REGULAR_CHARACTERS}]+")


class Inflection:
    """Recognizes the forms of words in one language; all words are folded.

    `has_forms` is asked first: other words have one form only.
    """

    compounding = False
    shortest = SHARED_PREFIX
    """Letters of the shortest word that is inflected."""

    def __init__(self, language: str) -> None:
        """Create the inflection of a language for which `inflection_of` returns one."""
        self.compounding = language in _COMPOUNDING
        self.shortest = _SHORTEST_WORDS.get(language, SHARED_PREFIX)
        self.language = language
        self._shared = _SHARED_PREFIXES.get(language, SHARED_PREFIX)
        self._ending = _LONGEST_ENDINGS.get(language, LONGEST_ENDING)
        self._accents = language in _VARYING_ACCENTS
        self._stem_word = _stemmer_of(language)
        self._stems: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], bool] = {}

    def has_forms(self, word: str) -> bool:
        """Return whether a word is long enough to be inflected and consists of letters."""
        return len(word) >= self.shortest and word.isalpha()

    def declines_name(self, word: str) -> bool:
        """Return whether a word with a capital has other forms than a plural."""
        if self.language in _INVARIABLE_NAMES:
            return False
        return self.language not in _CYRILLIC or word[-1] not in _INVARIABLE_VOWELS

    @property
    def keeps_first_letters(self) -> bool:
        """Whether the first two letters of a word never change, but for their accents."""
        return self.language != "ar"

    @property
    def lowers_nouns(self) -> bool:
        """Whether a word with a capital within a sentence is a name."""
        return self.language in _LOWER_NOUNS

    def stem(self, word: str) -> str:
        """Return the stem that all forms of a word share."""
        stem = self._stems.get(word)
        if stem is None:
            if len(self._stems) >= _CACHE_SIZE:
                self._stems.clear()
            stem = self._plain(self._stem_word(word)) if self.has_forms(word) else word
            self._stems[word] = stem
        return stem

    def term_key(self, listed_word: str) -> str:
        """Return the key under which a word of a term is filed: its first letters, which all of its forms share."""
        return self._plain(listed_word[: 2 * self._shared])[: self._shared]

    def keys(self, word: str) -> tuple[str, ...]:
        """Return the keys of the words that a word of a text may be a form of."""
        key = self.term_key(word)
        return (key,) if self.shortest >= self._shared else (key, key[: self.shortest])

    def share_stem(self, word: str, listed_word: str) -> bool:
        """Return whether two words share a long prefix and have the same stem.

        The prefixes are compared first because stemming is slow.
        """
        if word == listed_word or (word == f"{listed_word}s" and self.language in _PLURAL_S):
            return True
        if self.language == "pt":
            word, listed_word = portuguese_singular(word), portuguese_singular(listed_word)
        elif self.language == "en" and word.endswith("ies"):
            word = f"{word[:-3]}y"
        plain, listed = self._plain(word), self._plain(listed_word)
        longest = max(len(plain), len(listed))
        if abs(len(plain) - len(listed)) > self._ending:
            return False
        shared = max(min(self._shared, len(listed)), longest - self._ending)
        return (
            plain[:shared] == listed[:shared]
            and self.stem(word) == self.stem(listed_word)
            and not self._is_derived(word, listed_word)
        )

    def are_forms_of_one_word(self, word: str, listed_word: str) -> bool:
        """Return whether a word of a text is a form of a word in dictionary form."""
        if word == listed_word:
            return True
        known = self._pairs.get((word, listed_word))
        if known is None:
            if len(self._pairs) >= _CACHE_SIZE:
                self._pairs.clear()
            known = self._pairs[word, listed_word] = self._have_one_stem(word, listed_word)
        return known

    def _have_one_stem(self, word: str, listed_word: str) -> bool:
        if not (self.has_forms(word) and self.has_forms(listed_word)):
            return False
        if not self.share_stem(word, listed_word):
            return False
        return self._accents or strip_marks(word) != strip_marks(listed_word)

    def compound_parts(self, word: str) -> tuple[str, ...]:
        """Return the possible parts of a compound: its prefixes, and its suffixes with and without a plural ending.

        The result is empty for words that are too short and for languages without compounds.
        """
        if not self.compounding or len(word) < _SHORTEST_COMPOUND:
            return ()
        bare = [word, *(word.removesuffix(ending) for ending in _PLURALS if word.endswith(ending))]
        ends = [stem[-cut:] for stem in bare for cut in range(_SHORTEST_PART, len(stem) - 1)]
        return (*(word[:cut] for cut in range(_SHORTEST_PART, len(word) - 1)), *dict.fromkeys(ends))

    def _is_derived(self, word: str, listed_word: str) -> bool:
        """Return whether one of two words is made from the other: tempesta, tempestiva; negozio, negoziato."""
        if self.language == "en":
            is_listed_person = bool(_PERSON.search(listed_word))
            # Persons made from other words than those in -e are evidence of them: exports, an exporter.
            is_apart = is_listed_person or listed_word.endswith(("e", "es"))
            return is_apart and is_listed_person != bool(_PERSON.search(word))
        if self.language == "de" and _GERMAN_ABSTRACT.search(listed_word):
            start = _GERMAN_ABSTRACT.sub("", listed_word)
            return not word.startswith(start)
        pattern = _DERIVED.get(self.language)
        if pattern is None or _INFINITIVE.search(listed_word):
            # A form such as "tu sombres" is not in news, but the plural of an adjective is: années sombres.
            return self.language == "fr" and f"{word[:-2]}er" == listed_word and word.endswith("es")
        if self.language in _CYRILLIC and len(listed_word) - len(word) > 1:
            # A noun or an adjective loses one ending: дах (a roof) is no form of Дахія.
            return True
        return bool(pattern.search(word)) != bool(pattern.search(listed_word))

    def _plain(self, word: str) -> str:
        return strip_marks(word) if self._accents else word


class _ArabicInflection(Inflection):
    """Recognizes Arabic words with the article, prepositions, conjunctions and regular endings."""

    shortest = 3

    def __init__(self) -> None:
        self.language = "ar"
        self._found: dict[str, tuple[str, ...]] = {}

    def stem(self, word: str) -> str:
        return stem_arabic_term(word)

    def term_key(self, listed_word: str) -> str:
        return stem_arabic_term(listed_word)

    def keys(self, word: str) -> tuple[str, ...]:
        found = self._found.get(word)
        if found is None:
            if len(self._found) >= _CACHE_SIZE:
                self._found.clear()
            found = self._found[word] = tuple(sorted(arabic_stems(word)))
        return found

    def share_stem(self, word: str, listed_word: str) -> bool:
        if word == listed_word:
            return True
        # Some names have the article only: the Duma (الدوما), always (دوما).
        if listed_word.startswith("ال") and not has_arabic_article(word):
            return False
        return stem_arabic_term(listed_word) in self.keys(word)

    def are_forms_of_one_word(self, word: str, listed_word: str) -> bool:
        return self.share_stem(word, listed_word)


def _stemmer_of(language: str) -> Callable[[str], str]:
    if language == "uk":
        return stem_ukrainian
    snowball = stemmer_of(language)
    if language == "ru":
        return lambda word: join_fleeting_vowel(snowball(word))
    return snowball


@cache
def inflection_of(language: str) -> Inflection | None:
    """Return the inflection of a language (primary BCP 47 subtag), None if nothing is known of its forms."""
    if language == "ar":
        return _ArabicInflection()
    return Inflection(language) if language == "uk" or language in _INFLECTED else None


def strip_marks(word: str) -> str:
    """Return a word without accents and umlauts."""
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
    return NormalizedText(whole, fold(whole), tuple(places), tuple(runs))


def comparable(text: str) -> str:
    """Return the comparable form of a text, without the mapping."""
    return _compose(text)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def fold(text: str) -> str:
    """Return an equally long text in lower case, with one letter for those that are written one for the other.

    A letter whose lower case is longer than one character is kept.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lower.translate(_LETTER_VARIANTS) if _WITH_VARIANTS.search(lower) else lower


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
