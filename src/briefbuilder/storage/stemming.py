"""Finds the stem that the forms of a word share, and the words of a text with their stems.

Stems are Snowball's (snowballstem.org), except in Arabic and Ukrainian, for which it is slow or has none. A stem is folded
as the words of the index are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.light_stems import arabic_stems, portuguese_singular, stem_ukrainian
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.locales.stemmers import ALGORITHMS, stemmer_of
from briefbuilder.storage.folding import LETTER, ONE_WORD, fold

_STEMMED = ALGORITHMS.keys() - {"eu", "hy"}
"""The languages whose words have Snowball's stems in the index of dossiers."""
"""Snowball's algorithm for each language."""

_PLURALS = {
    "de": (("(?<=[op])s$", ""),),
    "en": (("(?<=cris|alys|thes|phas|gnos)es$", "is"), ("men$", "man")),
    "es": (("ces$", "z"), ("(?<=[rndlj])es$", ""), ("os$", "o")),
    "fr": (("(?<=eu)x$", ""), ("(?<=oi)s$", ""), ("ives?$", "if")),
    "pt": (("(?<=u)s$", ""),),
}
"""Plurals that Snowball's algorithms give another stem than the singular."""

_LIGHT = frozenset({"ar", "uk"})
"""Languages with stems of our own."""

JOINED = "-"
"""Stands for the language of a word that is written in parts: "derisking" for "de-risking", "usa" for "U.S.A."."""

Form = tuple[str, str, str]
"""A folded word, its language and its stem; for a word in parts, the parts with spaces are in the place of the stem."""

_SHORTEST, _LONGEST = 3, 40
"""Letters of the words that are kept."""
_CACHED = 100_000


def stemmed_language(tag: str | None) -> str:
    """Return the language of a BCP 47 tag if words have stems in it, otherwise an empty text."""
    base = base_language(tag)
    return base if base in _STEMMED or base in _LIGHT else ""


def stems_of(word: str, language: str) -> frozenset[str]:
    """Return the folded stems of a word in lower case, with its accents, in a language that `stemmed_language` returned.

    There are several in Arabic, where a letter that may be a prefix may also belong to the word.
    """
    if not language or len(word) < _SHORTEST or not word.isalpha():
        return frozenset({_fold_word(word)})
    if language == "ar":
        return arabic_stems(fold(word))
    if language == "uk":
        # Folding makes one letter of и and й, of і and ї, by which endings differ.
        return frozenset({fold(stem_ukrainian(word))})
    singular = _singular(word, language)
    return frozenset({_fold_word(stemmer_of(language)(singular) or singular)})


def _singular(word: str, language: str) -> str:
    if language == "pt" and (singular := portuguese_singular(word)) != word:
        return singular
    for pattern, ending in _plurals(language):
        singular, count = pattern.subn(ending, word)
        if count and len(singular) >= _SHORTEST:
            return singular
    return word


@cache
def _plurals(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), ending) for pattern, ending in _PLURALS.get(language, ()))


def _fold_word(word: str) -> str:
    # Most words are folded already, and folding looks at each letter.
    return word if word.isascii() else fold(word)


# The words of a text with their stems.


_HYPHENS = str.maketrans("\u2010\u2011", "--")
_WITHOUT_ACCENTS = frozenset({"", "en"})
"""Languages whose stems do not depend on accents, so that the words of the index are enough."""
_IN_PARTS = lazy_pattern(
    rf"(?<!{LETTER}){LETTER}+(?:-{LETTER}+){{1,3}}(?!-|{LETTER})"
    r"|(?<![\w.])(?:[^\W\d_]{1,2}\.){2,6}|(?<![\w.])[^\W\d_]\.\d{1,3}(?!\w)"
)
"""Words with hyphens, and acronyms with points: "de-risking", "U.S.A.", "G.7"."""
_forms: dict[str, dict[str, tuple[Form, ...]]] = {}
"""The forms of words as they are written, by language: most words of an article are in others too."""


@value(kw_only=False)
class StemmedWords:
    """The words of a text as they are written, in lower case, with their stems in its language, and its words in parts."""

    language: str
    forms: Mapping[str, tuple[Form, ...]]
    joined: frozenset[Form]


def words_of(texts: Sequence[str], indexed: Iterable[str], language: str) -> StemmedWords:
    """Return the words of texts, with their stems in a language that `stemmed_language` returned.

    `indexed` are the words of the texts as the index has them.
    """
    # Each word once: this runs for each article that is imported.
    text = "\n".join(texts)
    if language in _WITHOUT_ACCENTS:
        words = frozenset(" ".join(indexed).split())
        pieces = set(text.split())
    else:
        pieces = set(unicodedata.normalize("NFC", text).casefold().split())
        words = frozenset(ONE_WORD.findall(" ".join(pieces)))
    if "\u2010" in text or "\u2011" in text:
        pieces = {piece.translate(_HYPHENS) for piece in pieces}
    in_parts = " ".join([piece for piece in pieces if "-" in piece or "." in piece[:-1]])
    found: set[Form] = set()
    for match in _IN_PARTS.finditer(in_parts.casefold()):
        parts = ONE_WORD.findall(fold(match[0]))
        joined = "".join(parts)
        if len(parts) > 1 and len(joined) <= _LONGEST and not joined.isdigit():
            found.add((joined, JOINED, " ".join(parts)))
    return StemmedWords(language, forms_of(words, language), frozenset(found))


def forms_of(words: Collection[str], language: str) -> dict[str, tuple[Form, ...]]:
    """Return words with their stems."""
    known = _forms.setdefault(language, {})
    if len(known) > _CACHED:
        known.clear()
    known.update((word, tuple(_forms_of_word(word, language))) for word in words if word not in known)
    return {word: known[word] for word in words}


def _forms_of_word(word: str, language: str) -> Iterator[Form]:
    if not _SHORTEST <= len(word) <= _LONGEST or word.isdigit():
        return
    folded = _fold_word(word)
    for stem in sorted(stems_of(word, language)):
        yield folded, language, stem
