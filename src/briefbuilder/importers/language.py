"""Identify the language of a text: by its script if that is enough, otherwise by py3langid.

Scripts of a single language need no statistics; for shared scripts (Latin, Cyrillic, Arabic, Devanagari) the model
chooses among their languages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.values import value
from briefbuilder.word_lists import load_word_lists, split_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Language families: the model gives Croatian and Bosnian, Indonesian and Malay, Danish and Norwegian nearly the same
# probability. The declared language, words of one language only, and then the larger language decide.

_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u097f]+)?")
_FAMILY_SAMPLE = 1500
"""Code points whose words are compared."""

_SMALL_LANGUAGES = (
    "af", "az", "be", "ca", "cy", "eu", "is", "kk", "ky", "la", "mn", "mr", "ne", "ps", "sq", "sw", "tl",
)  # fmt: skip
_PRIORS = dict.fromkeys(_SMALL_LANGUAGES, 0.6) | {
    "gl": 0.5,
    "lb": 0.5,
    "nn": 0.5,
    "bs": 0.3,
    "mk": 0.3,
    "ms": 0.3,
}
"""The prior of each language; 1 for those of the EU, the G20 and their neighbours."""

_WORD_FACTOR, _MAX_WORDS = 3.0, 5
"""The factor for each word that only one language has, and how many of them count."""

_DECLARED_FACTOR = 3.0
"""The factor for the declared language."""


@value
class _LanguageFamilies:
    """Families of similar languages, and the function words of each language."""

    families: tuple[frozenset[str], ...]
    words: Mapping[str, frozenset[str]]


@cache
def _language_families() -> _LanguageFamilies:
    data = load_word_lists("briefbuilder.importers", "language_families")
    return _LanguageFamilies(
        families=tuple(map(frozenset, data["families"])), words=split_words(data["words"])
    )


def weigh_languages(
    ranked: Iterable[tuple[str, float]], text: str, declared: str | None = None
) -> list[tuple[str, float]]:
    """Weigh a model's probabilities by priors, the words of a text and its `declared` language.

    Returns languages with their likelihoods, the likeliest first; these do not add up to 1.
    """
    weighed = [
        (
            language,
            probability * _PRIORS.get(language, 1.0) * (_DECLARED_FACTOR if language == declared else 1.0),
        )
        for language, probability in ranked
    ]
    first = max(weighed, key=_likelihood)[0]
    family = frozenset().union(*(members for members in _language_families().families if first in members))
    if family:
        words = frozenset(word.casefold() for word in _WORD.findall(text[:_FAMILY_SAMPLE]))
        weighed = [
            (language, probability * (_word_factor(language, words) if language in family else 1.0))
            for language, probability in weighed
        ]
    return sorted(weighed, key=_likelihood, reverse=True)


def _likelihood(pair: tuple[str, float]) -> float:
    return pair[1]


def _word_factor(language: str, words: frozenset[str]) -> float:
    return float(
        _WORD_FACTOR ** min(_MAX_WORDS, len(words & _language_families().words.get(language, frozenset())))
    )


# Function words identify the language of longer texts without loading the model.

_FUNCTION_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_FUNCTION_WORD_SAMPLE = 6000
"""Code points that are read."""

_MIN_WORDS = 60
"""Fewer words are not enough."""

_MIN_SHARE = 0.22
_MIN_CONFIRMED_SHARE = 0.12
"""The share that is enough for the declared language: texts full of names have few function words."""

_MIN_LEAD = 1.6
"""The ratio between the best language and the second."""

_DECLARED_SHARE = 0.95


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in split_words(load_word_lists("briefbuilder.importers", "small_words")).items():
        for word in words:
            languages[word] = (*languages.get(word, ()), language)
    return languages


def guess_by_function_words(text: str, declared: str | None = None) -> str | None:
    """Return the language of a longer text in Latin script, or None if its function words are not decisive.

    A `declared` language is accepted if it scores nearly as well as the best one, which decides between similar
    languages. "la" is Latin and placeholder text ("Lorem ipsum").
    """
    words = _FUNCTION_WORD.findall(text[:_FUNCTION_WORD_SAMPLE])
    total = len(words)
    if total < _MIN_WORDS:
        return None
    by_language: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for own in _languages_by_word().get(word.casefold().replace("’", "'"), ()):
            by_language[own] += count
    shares = sorted(((count / total, own) for own, count in by_language.items()), reverse=True)
    (best, language), (second, _) = (*shares, (0.0, ""), (0.0, ""))[:2]
    if best >= _MIN_SHARE and any(
        own == declared and share >= _DECLARED_SHARE * best for share, own in shares
    ):
        return declared
    least = _MIN_CONFIRMED_SHARE if language == declared else _MIN_SHARE
    return language if best >= least and best >= _MIN_LEAD * second else None


_SCRIPT_SAMPLE = 4000
"""Code points whose scripts are counted."""

_MODEL_SAMPLE = 1500
"""Code points that are given to the model."""

_MIN_PROBABILITY = 1e-30
"""The lower bound of probabilities before taking logarithms."""

_MASKED = re.compile(r"\b([^\W\d_])\1{2,}\b", re.IGNORECASE)
"""A word of one letter, as in "xxxx", which stands for a name that was taken out."""

_NO_LANGUAGE = "zxx"
"""The model's tag of texts that are in no language."""

_MIN_LETTERS = 12
"""Fewer letters of a shared script are not enough."""

_LANGUAGES_BY_SCRIPT = {
    "latin": [
        "af", "az", "bs", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr",
        "hu", "id", "is", "it", "lb", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk",
        "sl", "sq", "sr", "sv", "sw", "tl", "tr", "vi",
    ],
    "cyrillic": ["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"],
    "arabic": ["ar", "fa", "ps", "ur"],
    "devanagari": ["hi", "mr", "ne"],
}  # fmt: skip
_LANGUAGE_OF_SCRIPT = {
    "greek": "el", "hebrew": "he", "thai": "th", "hangul": "ko", "kana": "ja", "georgian": "ka", "armenian": "hy",
    "bengali": "bn", "tamil": "ta", "telugu": "te", "gujarati": "gu", "gurmukhi": "pa", "oriya": "or", "kannada": "kn",
    "malayalam": "ml", "sinhala": "si", "lao": "lo", "myanmar": "my", "khmer": "km", "ethiopic": "am",
}  # fmt: skip
_SCRIPT_RANGES = (
    (0x0041, 0x024F, "latin"), (0x1E00, 0x1EFF, "latin"), (0x0370, 0x03FF, "greek"),
    (0x1F00, 0x1FFF, "greek"), (0x0400, 0x052F, "cyrillic"), (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"), (0x0600, 0x077F, "arabic"), (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"), (0x0A00, 0x0A7F, "gurmukhi"), (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "oriya"), (0x0B80, 0x0BFF, "tamil"), (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"), (0x0D00, 0x0D7F, "malayalam"), (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"), (0x0E80, 0x0EFF, "lao"), (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"), (0x1200, 0x139F, "ethiopic"), (0x1780, 0x17FF, "khmer"),
    (0x3040, 0x30FF, "kana"), (0x3400, 0x9FFF, "han"), (0xAC00, 0xD7AF, "hangul"), (0xFF66, 0xFF9D, "kana"),
    (0x20000, 0x323AF, "han"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """Return the script of a letter, or None for other characters and rare scripts."""
    if character < "A":
        return None
    code = ord(character)
    for low, high, name in _SCRIPT_RANGES:
        if low <= code <= high:
            return name if character.isalpha() or name == "devanagari" else None
    return None


def count_scripts(text: str) -> Counter[str]:
    """Count the letters of each script at the beginning of a text."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text[:_SCRIPT_SAMPLE]).items():
        script = script_of(character)
        if script:
            counts[script] += count
    return counts


def guess_language(text: str, declared: str | None = None) -> str | None:
    """Return the language of a text as a BCP 47 tag, or None if it is unclear.

    `declared` is the language that the file declares; it decides between similar languages.
    """
    text = _MASKED.sub(" ", text[:_FUNCTION_WORD_SAMPLE])
    counts = count_scripts(text)
    total = sum(counts.values())
    if not total:
        return None
    weighted = Counter(counts)
    for script in ("kana", "han", "hangul"):
        weighted[script] *= 3  # a character of these scripts carries about three letters
    if weighted["kana"] + weighted["han"] > sum(weighted.values()) / 2:
        return "ja" if counts["kana"] > (counts["kana"] + counts["han"]) * 0.08 else "zh"
    script, _ = weighted.most_common(1)[0]
    if script in _LANGUAGE_OF_SCRIPT:
        return _LANGUAGE_OF_SCRIPT[script]
    if script not in _LANGUAGES_BY_SCRIPT or counts[script] < _MIN_LETTERS:
        return None
    if script == "latin":
        guess = guess_by_function_words(text, base_language(declared) or None)
        if guess:
            return None if guess == "la" else guess
    return _guess_among(text, _LANGUAGES_BY_SCRIPT[script], declared)


def _guess_among(text: str, languages: Iterable[str], declared: str | None) -> str | None:
    candidates = frozenset(languages) | {"la"}
    base = base_language(declared) or None
    sample = text[:_MODEL_SAMPLE]
    normalized = sample.lower() if sample.isupper() else sample
    ranked = load_identifier().rank(normalized.replace("\n", " "))
    if ranked[0][0] == _NO_LANGUAGE:
        return None
    language = next(
        (language for language, _ in weigh_languages(ranked, normalized, base) if language in candidates),
        None,
    )
    if language == "la":
        return None  # "Lorem ipsum"
    return "nb" if language == "no" else language


def rank_languages(text: str) -> tuple[list[tuple[str, float]], float]:
    """Return the languages with their probabilities, the likeliest first, and the margin of the first.

    The margin is the logarithm of its probability minus the mean logarithm of all languages.
    """
    ranked = load_identifier().rank(text.replace("\n", " "))
    logarithms = [math.log(max(probability, _MIN_PROBABILITY)) for _, probability in ranked]
    return ranked, logarithms[0] - sum(logarithms) / len(logarithms)


@cache
def load_identifier() -> LanguageIdentifier:
    """Load py3langid's model with normalized probabilities on first use, which takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
