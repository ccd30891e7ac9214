"""What a control word does to the form of letters and to the properties of a paragraph."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.importers.rtf.state import Letters, Setting
from briefbuilder.importers.rtf.words import SCRIPTS, SWITCHES

_LANGUAGES = {b"lang": "language", b"langfe": "eastern", b"alang": "leftward"}
_NO_LANGUAGE = 1024
_NO_LINE = b"ulnone"
_OF_PARAGRAPH = {
    b"s": "style", b"ls": "list", b"ilvl": "level", b"li": "indent", b"lin": "indent", b"outlinelevel": "outline",
    b"intbl": "tables", b"itap": "tables",
}  # fmt: skip
_BOUNDS = {"level": (0, 8), "tables": (0, 50)}


def letters_after(letters: Letters, word: bytes, number: int | None) -> Letters | None:
    """Return the form of letters after a word, None where it says nothing of it."""
    on = number != 0
    if word == b"plain":
        return replace(Letters(), deleted=letters.deleted)
    if word in SWITCHES or word == _NO_LINE:
        switch = {SWITCHES.get(word, "underline"): on and word != _NO_LINE}
        return replace(letters, **switch)  # type: ignore[arg-type] # all are switches
    if word in SCRIPTS:
        return replace(letters, script=SCRIPTS[word] if on else "")
    if word == b"cs":
        return replace(letters, style=number)
    if word in _LANGUAGES and number and number != _NO_LANGUAGE:
        return replace(letters, **{_LANGUAGES[word]: number})  # type: ignore[arg-type] # all are numbers
    return None


def setting_after(setting: Setting, word: bytes, number: int) -> Setting | None:
    """Return the properties of a paragraph after a word, None where it says nothing of them."""
    attribute = _OF_PARAGRAPH.get(word)
    if attribute is None:
        return None
    low, high = _BOUNDS.get(attribute, (number, number))
    value = max(1, setting.tables) if word == b"intbl" else min(max(number, low), high)
    return replace(setting, **{attribute: value})  # type: ignore[arg-type] # all are numbers
