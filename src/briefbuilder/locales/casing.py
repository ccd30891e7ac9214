"""Capitals in a language."""

from __future__ import annotations

from unicodedata import normalize

from briefbuilder.locales.data import base_language

_TURKIC = str.maketrans({"i": "İ", "ı": "I"})
_GREEK_ACCENTS = frozenset({"\u0301", "\u0300", "\u0342", "\u0341"})
_GREEK_VOWELS = frozenset("αεηιουω")
_DIAERESIS = "\u0308"


def to_capitals(text: str, language: str) -> str:
    """Return a text in capitals: with a dotted İ in Turkish, and without accents in Greek (Unicode 5.18)."""
    base = base_language(language)
    if base in {"tr", "az"}:
        return text.translate(_TURKIC).upper()
    return _greek_capitals(text) if base == "el" else text.upper()


def _greek_capitals(text: str) -> str:
    """Return Greek capitals; ι and υ after an accented vowel keep apart from it by a diaeresis ("μάιος", "ΜΑΪΟΣ")."""
    made: list[str] = []
    vowel = accented = False
    for character in normalize("NFD", text):
        if character in _GREEK_ACCENTS and vowel:
            accented = True
            continue
        if accented and character.lower() in {"ι", "υ"}:
            made.append(character.upper() + _DIAERESIS)
            vowel, accented = True, False
            continue
        made.append(character.upper())
        if character != _DIAERESIS:
            vowel, accented = character.lower() in _GREEK_VOWELS, False
    return normalize("NFC", "".join(made))
