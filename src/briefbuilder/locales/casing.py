"""Capitals in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from briefbuilder.domain.languages import base_language

_TURKIC = {"i": "İ", "ı": "I"}
_ACCENTS = frozenset({"\u0300", "\u0301", "\u0342"})
_DIAERESIS = "\u0308"


def to_capitals(text: str, language: str) -> str:
    """Return a text in capitals: with a dotted İ in Turkish, and without accents in Greek (Unicode 5.18)."""
    base = base_language(language)
    if base == "el":
        return "".join(_greek_capitals(normalize("NFC", text)))
    return "".join(_TURKIC.get(c, c.upper()) for c in text) if base in {"tr", "az"} else text.upper()


def to_capital_letters(text: str, language: str) -> str:
    """Return a text in capitals with a letter for each letter; ß becomes ẞ (Unicode 5.1)."""
    base = base_language(language)
    if base == "el":
        return "".join(_greek_capitals(text))
    return "".join(_capital(c, _TURKIC if base in {"tr", "az"} else {}) for c in text)


def _capital(character: str, special: Mapping[str, str]) -> str:
    upper = special.get(character) or character.upper()
    if len(upper) == 1:
        return upper
    return "\u1e9e" if character == "ß" else character


def _greek_capitals(text: str) -> Iterator[str]:
    """Yield a capital for each letter; ι and υ after an accented vowel keep their diaeresis ("μάιος", "ΜΑΪΟΣ")."""
    accented = False
    for character in text:
        letter, *marks = tuple(normalize("NFD", character))
        kept = [mark for mark in marks if mark not in _ACCENTS]
        if accented and not marks and letter.lower() in {"ι", "υ"}:
            kept.append(_DIAERESIS)
        accented = len(kept) < len(marks) and _DIAERESIS not in marks
        yield normalize("NFC", _capital(letter, {}) + "".join(kept))
