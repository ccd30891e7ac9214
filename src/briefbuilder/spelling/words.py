"""Split texts into the words to check: no numbers, addresses, acronyms or words in other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefbuilder.domain.languages import base_language

_LETTER = "[^\\W\\d_][\u0300-\u036f\u00ad]*"
_WORD = re.compile(
    rf"(?P<skip>(?:https?|ftp|mailto):\S+|www\.\S+|[\w.+-]+@[\w.-]+\w|(?:[\w-]+\.)+(?:com|org|net|eu|int|gov)\b\S*"
    rf"|[\w./\\#@-]*\d[\w./\\:%°-]*)"
    rf"|(?P<word>(?:{_LETTER})+(?:['’](?:{_LETTER})+)*)(?P<hyphen>-?)",
    re.IGNORECASE,
)
_SUSPENDED = frozenset({"de", "nl", "da", "sv", "nb", "no"})
"""Languages in which a first part of a compound is a word only with its hyphen, as in "Wirtschafts- und Finanzpolitik"."""
_SCRIPTS = {"CYRILLIC": frozenset({"ru", "uk", "bg", "sr", "be", "mk"}), "GREEK": frozenset({"el"})}


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its range in code points of the text."""

    text: str
    start: int
    end: int


def iterate_words(text: str, language: str) -> Iterator[Word]:
    """Yield the words of a text that a dictionary of a language (BCP 47) can check."""
    script, suspends = _script_of(language), base_language(language) in _SUSPENDED
    for found in _WORD.finditer(text):
        word = found["word"]
        if word and len(word) > 1 and not _is_acronym(word) and _is_written_in(word, script):
            hyphen = found["hyphen"] if suspends else ""
            yield Word(word + hyphen, found.start(), found.start() + len(word + hyphen))


def to_dictionary_form(word: str) -> str:
    """Return a word in the spelling of dictionaries: composed letters, straight apostrophes, no soft hyphens."""
    return unicodedata.normalize("NFC", word).replace("’", "'").replace("\u00ad", "")


def _is_acronym(word: str) -> bool:
    """Return whether a word is an acronym such as EU, also with an apostrophe: l'OTAN, the EU's."""
    return any(len(part) > 1 and part.isupper() for part in word.replace("’", "'").split("'"))


def _script_of(language: str) -> str:
    base = base_language(language)
    return next((script for script, languages in _SCRIPTS.items() if base in languages), "LATIN")


@lru_cache(maxsize=20_000)
def _is_written_in(word: str, script: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(script) for letter in word if letter.isalpha())
