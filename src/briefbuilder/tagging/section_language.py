"""The language of a section, by its script and its commonest words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from briefbuilder.domain.languages import base_language
from briefbuilder.word_lists import load_word_lists, split_words

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_LATIN = re.compile(r"[a-zà-ÿœ]+")
_SAMPLE_LENGTH = 4000
"""The code points at the start of a text from which its language is guessed."""
_SECTION_SAMPLE = 400
"""The same if a language is stated."""
_ONE_SCRIPT = ({"ja", "zh"}, {"ru", "uk"}, {"ko"}, {"ar"})
"""The languages of other scripts that are known; a short text does not decide between those of one script."""
_MAX_OWN_WORDS, _MIN_WORDS, _MIN_RATIO = 3, 2, 4
"""The common words from which on a stated language is believed, how many of another language are needed against it,
and how many for each of its own."""


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.tagging", "common_words"))


def guess_language_by_words(text: str) -> str | None:
    """Return the language of a text by its script and common words, None if there is no sign of any that is known."""
    sample = text[:_SAMPLE_LENGTH]
    by_script = _language_of_script(sample)
    if by_script is not None:
        return by_script
    votes = _votes(sample)
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] else None


def section_language(text: str, stated: str | None) -> str:
    """Return the primary subtag of the language of a section, empty if there is no sign of any that is known.

    `stated` is the language of its article (BCP 47). It is believed unless the section has another script, or hardly
    any common word of it and several of another language: an article may quote, and a page may state a wrong language.
    """
    language = base_language(stated)
    if not language:
        return guess_language_by_words(text) or ""
    sample, common = text[:_SECTION_SAMPLE], _common_words()
    if language in common:
        own = len(common[language].intersection(_LATIN.findall(sample.lower())))
        return language if own >= _MAX_OWN_WORDS else _clearer_language(sample, own) or language
    alike = next((languages for languages in _ONE_SCRIPT if language in languages), None)
    found = _clearer_language(sample, 0)
    return language if alike is None or found is None or found in alike else found


def _clearer_language(sample: str, own: int) -> str | None:
    """Return the language of another script, or one with many more common words than the `own` ones of the stated language."""
    by_script = _language_of_script(sample)
    if by_script is not None:
        return by_script
    votes = _votes(sample)
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] >= max(_MIN_WORDS, _MIN_RATIO * own) else None


def _language_of_script(sample: str) -> str | None:
    """Return the language of a text in another script than Latin, None for Latin."""
    if sample.isascii():
        return None
    for language, letters in _SCRIPTS:
        if 4 * len(letters.findall(sample)) > len(sample):
            return "uk" if language == "ru" and _UKRAINIAN.search(sample) else language
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    if 4 * (han + kana) > len(sample):
        return "ja" if 20 * kana > han else "zh"
    return None


def _votes(sample: str) -> Mapping[str, int]:
    """Return how many different words of a text are common in each language."""
    words = _LATIN.findall(sample.lower())
    return {language: len(common.intersection(words)) for language, common in _common_words().items()}
