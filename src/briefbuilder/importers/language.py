"""Which language a text is in: by its script where that decides, else by py3langid.

Letters are counted once; a script that one language uses alone needs no statistics, and those
that are shared (Latin, Cyrillic, Arabic, Devanagari) are told apart within their languages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefbuilder.domain.values import value
from briefbuilder.word_lists import load_word_lists, split_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Which of several languages that are much alike: by how many people write them, and by words that one has alone.
#
# A model of characters gives Croatian and Bosnian, Indonesian and Malay, Danish and Norwegian nearly the same
# probability. What a file declares, a word that only one of the kin has, and in doubt the larger language decide.

_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u097f]+)?")
_FAMILY_SAMPLE = 1500
"""Code points whose words are looked at; longer texts are told by their letters."""

_SMALLER = (
    "af",
    "az",
    "be",
    "ca",
    "cy",
    "eu",
    "is",
    "kk",
    "ky",
    "la",
    "mn",
    "mr",
    "ne",
    "ps",
    "sq",
    "sw",
    "tl",
)
_RARER = dict.fromkeys(_SMALLER, 0.6) | {"gl": 0.5, "lb": 0.5, "nn": 0.5, "bs": 0.3, "mk": 0.3, "ms": 0.3}
"""How likely a language is before anything is read, where those of the EU and the G20 and their neighbours are 1."""

_WORTH, _MOST = 3.0, 5
"""What each word that is a language's own multiplies its likelihood by, and how many of them count."""

_DECLARED = 3.0
"""What a declaration multiplies it by."""


@value
class _Families:
    """Languages that are much alike, and the small words of each."""

    families: tuple[frozenset[str], ...]
    words: Mapping[str, frozenset[str]]


@cache
def _families() -> _Families:
    found = load_word_lists("briefbuilder.importers", "language_families")
    return _Families(families=tuple(map(frozenset, found["families"])), words=split_words(found["words"]))


def weigh_languages(
    ranked: Iterable[tuple[str, float]], text: str, declared: str | None = None
) -> list[tuple[str, float]]:
    """Return languages with their likelihood, the likeliest first, by a model's probabilities and the words of a text.

    `declared` is the language that the text's file names. What comes out does not add up to 1.
    """
    found = [
        (language, sure * _RARER.get(language, 1.0) * (_DECLARED if language == declared else 1.0))
        for language, sure in ranked
    ]
    first = max(found, key=_likelihood)[0]
    kin = frozenset().union(*(family for family in _families().families if first in family))
    if kin:
        words = frozenset(word.casefold() for word in _WORD.findall(text[:_FAMILY_SAMPLE]))
        found = [
            (language, sure * (_worth(language, words) if language in kin else 1.0))
            for language, sure in found
        ]
    return sorted(found, key=_likelihood, reverse=True)


def _likelihood(pair: tuple[str, float]) -> float:
    return pair[1]


def _worth(language: str, words: frozenset[str]) -> float:
    return float(_WORTH ** min(_MOST, len(words & _families().words.get(language, frozenset()))))


# A text's language by its commonest small words alone, where they leave no doubt; it costs no model.
#
# A language is only named where its words make a good part of a longer text and those of every other language
# that is listed clearly fewer; languages that are too alike to be told so are never named.

_FUNCTION_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_FUNCTION_WORD_SAMPLE = 6000
"""Code points that are looked at."""

_FEWEST = 60
"""Words: less than this shows too little."""

_SHARE = 0.22
_LEAD = 1.6
"""How many times more of a language's words than of the next one's a text must hold."""

_NEARLY = 0.95


@cache
def _languages() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.importers", "small_words"))


def guess_by_function_words(text: str, declared: str | None = None) -> str | None:
    """Return the language of a longer text in Latin letters, None where its small words leave a doubt.

    A `declared` language is believed where its own words are as many as those of any other, or nearly so:
    it parts those that are too alike. "la" stands for Latin and for the Latin that fills empty pages.
    """
    counts = Counter(
        word.casefold().replace("’", "'") for word in _FUNCTION_WORD.findall(text[:_FUNCTION_WORD_SAMPLE])
    )
    total = sum(counts.values())
    if total < _FEWEST:
        return None
    shares = sorted(
        ((sum(counts[word] for word in words) / total, language) for language, words in _languages().items()),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    if best >= _SHARE and any(own == declared and share >= _NEARLY * best for share, own in shares):
        return declared
    return language if best >= _SHARE and best >= _LEAD * second else None


_SAMPLE = 4000
"""Code points whose scripts are looked at: more changes no answer."""

_RANKED = 1500
"""Code points that are ranked by the model: its answer is sure long before."""

_LEAST_SURE = 1e-30
"""The least probability whose logarithm counts."""

_FEWEST_LETTERS = 12
"""Fewer letters of a shared script say nothing."""

_SHARED = {
    "latin": [
        "af",
        "az",
        "bs",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "en",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "gl",
        "hr",
        "hu",
        "id",
        "is",
        "it",
        "lb",
        "lt",
        "lv",
        "ms",
        "mt",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "sw",
        "tl",
        "tr",
        "vi",
    ],
    "cyrillic": ["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"],
    "arabic": ["ar", "fa", "ps", "ur"],
    "devanagari": ["hi", "mr", "ne"],
}
_ALONE = {"greek": "el", "hebrew": "he", "thai": "th", "hangul": "ko", "kana": "ja", "georgian": "ka"}
_ALONE |= {"armenian": "hy", "bengali": "bn", "tamil": "ta", "telugu": "te", "gujarati": "gu"}
_ALONE |= {"gurmukhi": "pa", "oriya": "or", "kannada": "kn", "malayalam": "ml", "sinhala": "si"}
_ALONE |= {"lao": "lo", "myanmar": "my", "khmer": "km", "ethiopic": "am"}
_RANGES = (
    (0x0041, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x1F00, 0x1FFF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "oriya"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x139F, "ethiopic"),
    (0x1780, 0x17FF, "khmer"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xFF66, 0xFF9D, "kana"),
    (0x20000, 0x323AF, "han"),
)


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """Return the script of a letter, None for anything else and for rare scripts."""
    if character < "A":
        return None
    code = ord(character)
    for low, high, name in _RANGES:
        if low <= code <= high:
            return name if character.isalpha() or name == "devanagari" else None
    return None


def count_scripts(text: str) -> Counter[str]:
    """Count the letters of each script in the first code points of a text."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text[:_SAMPLE]).items():
        script = script_of(character)
        if script:
            counts[script] += count
    return counts


def guess_language(text: str, declared: str | None = None) -> str | None:
    """Return the language of a text as a BCP 47 tag, or None where too little speaks for one.

    `declared` is what the text's file names as its language; it decides between those that are alike.
    """
    counts = count_scripts(text)
    total = sum(counts.values())
    if not total:
        return None
    weighted = Counter(counts)
    for wide in ("kana", "han", "hangul"):
        weighted[wide] *= 3  # a sign of these scripts is worth about three letters
    if weighted["kana"] + weighted["han"] > sum(weighted.values()) / 2:
        return "ja" if counts["kana"] > (counts["kana"] + counts["han"]) * 0.08 else "zh"
    script, _ = weighted.most_common(1)[0]
    if script in _ALONE:
        return _ALONE[script]
    if script not in _SHARED or counts[script] < _FEWEST_LETTERS:
        return None
    if script == "latin":
        told = guess_by_function_words(text, (declared or "").partition("-")[0].lower() or None)
        if told:
            return None if told == "la" else told
    return _among(text, _SHARED[script], declared)


def _among(text: str, languages: Iterable[str], declared: str | None) -> str | None:
    allowed = frozenset(languages) | {"la"}
    told = (declared or "").partition("-")[0].lower() or None
    sample = text[:_RANKED]
    plain = sample.lower() if sample.isupper() else sample
    ranked = load_identifier().rank(plain.replace("\n", " "))
    found = next(
        (language for language, _ in weigh_languages(ranked, plain, told) if language in allowed), None
    )
    if found == "la":
        return None  # "Lorem ipsum" is nobody's language
    return "nb" if found == "no" else found


def rank_languages(text: str) -> tuple[list[tuple[str, float]], float]:
    """Return the languages with their probability, the likeliest first, and how far the first stands out.

    That margin is the logarithm of its probability beyond the mean of all languages' logarithms.
    """
    ranked = load_identifier().rank(text.replace("\n", " "))
    logarithms = [math.log(max(sure, _LEAST_SURE)) for _, sure in ranked]
    return ranked, logarithms[0] - sum(logarithms) / len(logarithms)


@cache
def load_identifier() -> LanguageIdentifier:
    """Return py3langid's model with normalised probabilities; loaded at first use, since that takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
