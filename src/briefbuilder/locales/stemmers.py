"""The stemmers of languages: Snowball's (snowballstem.org)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

ALGORITHMS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball's algorithm for each language (primary BCP 47 subtag) that has one."""


@cache
def stemmer_of(language: str) -> Callable[[str], str]:
    """Return the function that returns the stem of a word in a language of `ALGORITHMS`."""
    # Imported late, and one language at a time: the start of the program needs none.
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer(ALGORITHMS[language]).stemWord
    return stem
