"""The words of a text for comparison: folded, with their places, their stems and the sentences they are in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.light_stems import arabic_stems, stem_ukrainian
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spans import SpanIndex
from briefbuilder.domain.spelling_of_names import unless_combining
from briefbuilder.locales.stemmers import ALGORITHMS, stemmer_of

UNSPACED = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of languages that put no spaces between words, as a range of a regular expression."""
_WORD = lazy_pattern(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_ACCENTS = lazy_pattern(r"(?<![иі])[\u0306\u0308]|[\u0300-\u0305\u0307\u0309-\u034e\u0350-\u036f]+")
"""Accents except those of й and ї: without them the endings of Slavic words are not recognized."""
_MAY_COMBINE = lazy_pattern(
    r"[^\x00-\u0482\u048a-\u0590\u2000-\u20cf\u3040-\u3098\u30a0-\u9fff\uac00-\ud7a3]"
)
"""Other characters that may combine with the one before; the ranges of most letters and signs have none."""
_SENTENCE_END = lazy_pattern(
    r"[.!?…。！？](?:(?<=[。！？])[」』）]*|(?<=[^\W\d_]{3}.)[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[^\W_])|"
    r"(?<=[\d%)\]\"”’»].)[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[^\W\d_]))"
)
"""The end of a sentence; what comes before its sign is looked at only after one, which is ten times as fast."""
_ABBREVIATION = lazy_pattern(
    r"(?<!\w)(?:Sen|Rep|Gov|Gen|Col|Capt|Sgt|Prof|Det|Insp|Hon|Sept|Dott|Avv|Sig|Ing"
    r"|Abs|Ziff|Abb|Kap|Mrd|Mio|Tsd|[Vv]gl|[Cc]fr|[Pp]agg?|bzw|ggf|evtl|inkl)\.\Z"
)
"""Titles, months and short forms with a full stop that ends no sentence."""
_UNSPACED_LANGUAGES = EAST_ASIAN | {"th"}
_SHORTEST_STEMMED = 4
_LETTERS_KEPT = 3
_BEGINNINGS_CHANGE = frozenset({"ar", "ga", "id", "sr"})
"""Languages whose stemmers take letters off the beginning of a word, or write it in another script."""


def character_replacer(table: Mapping[int, str]) -> Callable[[str], str]:
    """Return a function that replaces characters beyond ASCII as `str.translate` does, in a tenth of the time if they are rare."""
    pattern = re.compile(f"[{re.escape(''.join(map(chr, table)))}]")

    def replace(text: str) -> str:
        return text if text.isascii() else pattern.sub(lambda match: table[ord(match[0])], text)

    return replace


_DOTS = character_replacer({ord("İ"): "i", ord("ı"): "i", ord("ſ"): "s"})


def small_letters(text: str) -> str:
    """Return a text in small letters, as long as it was; letters that are equal without regard to case become the same."""
    return _DOTS(text).lower()


def is_unspaced(language: str) -> bool:
    """Return whether a language (BCP 47) is written without spaces between words, and names in letters of its own."""
    return base_language(language) in _UNSPACED_LANGUAGES


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in lower case and without accents."""
    return _folded(word)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _MAY_COMBINE.sub(unless_combining, _ACCENTS.sub("", letters)))


def written_words(text: str) -> list[str]:
    """Return the words of a text; each letter is a word if words are not separated by spaces."""
    return _WORD.findall(text)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; each letter is a word if words are not separated by spaces."""
    return [fold(word) for word in written_words(text)]


def words_of_text(text: str) -> list[str]:
    """Return the result of `words_of`, with fractions as whole words: ten times as fast for words that are new."""
    return _WORD.findall(_folded(text))


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """Return the folded words of a text with their places."""
    return [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def sentences_of(text: str, kept: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the places of the sentences of a text, none of which ends within one of the `kept` places."""
    spans = SpanIndex(kept)
    found: list[tuple[int, int]] = []
    at = 0
    for match in _SENTENCE_END.finditer(text):
        if spans.holds(match.start(), match.start() + 2) or _ABBREVIATION.search(
            text, max(0, match.start() - 6), match.start() + 1
        ):
            continue
        found.append((at, match.end()))
        at = match.end()
    if at < len(text):
        found.append((at, len(text)))
    return found


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word in a language (BCP 47); the word itself if the language has no stemmer."""
    return word if len(word) < _SHORTEST_STEMMED else _stem(word, base_language(language))


@cache
def letters_kept(language: str) -> int:
    """Return how many letters at the beginning of a word its stem keeps in a language (BCP 47)."""
    return 0 if base_language(language) in _BEGINNINGS_CHANGE else _LETTERS_KEPT


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return _stemmer(language)(word)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "uk":
        return stem_ukrainian
    if language == "ar":
        return lambda word: min(arabic_stems(word), key=len)
    return stemmer_of(language) if language in ALGORITHMS else lambda word: word
