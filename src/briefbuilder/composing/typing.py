"""What a typed sign becomes in the typography of a language: quotation marks, apostrophes, dashes, dots, spaces.

Where a sign stays what it is, nothing is told. The rules are those of typography.py; French sets a narrow space
that does not break before ; ! and ?, and a full one before a colon and inside guillemets. A quotation within guillemets
stands in “ ”. Between a figure and %, ‰, € or ° stands a space that does not break where one was typed; a hyphen
between two spaces is a dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbuilder.composing.typography import NARROW_NO_BREAK, NO_BREAK, quotes_of

_OPENING = re.compile(r"(?:^|[\s(\[{—–«“‘\"/])\Z")
_ADDRESS = re.compile(r"(?:\b(?:https?|mailto|ftp)|[\w.+-]+@[\w.-]+|www\.\S*|://\S*)\Z", re.IGNORECASE)
_HYPHEN = re.compile(r"[^\s-] -\Z")
_FIGURE = re.compile(r"\d \Z")
_BEFORE_SIGN = re.compile(r"[^\s\u00a0\u202f(\[«]( ?)\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """What is put in the place of a typed sign and of so many characters before it."""

    removed: int
    text: str


def as_typed(before: str, sign: str, language: str) -> Typed | None:
    """Return what a sign becomes behind the text `before` of its paragraph, None where it stays as it is."""
    match sign:
        case '"':
            return _quote(before, language)
        case "'":
            return Typed(0, _apostrophe(before, language))
        case "-":
            return _dash(before)
        case _:
            return _spaced(before, sign, language)


def _spaced(before: str, sign: str, language: str) -> Typed | None:
    """Return what a sign becomes that the spaces around it, or signs of its own kind, decide."""
    french = language.lower().startswith("fr")
    found: Typed | None = None
    if sign == ".":
        found = Typed(2, "…") if before.endswith("..") and not before.endswith("...") else None
    elif sign == " ":
        found = Typed(1, "– ") if _HYPHEN.search(before) else None
    elif sign in "%‰€°":
        found = Typed(1, f"{NO_BREAK}{sign}") if _FIGURE.search(before) else None
    elif french and sign == "«":
        found = Typed(0, quotes_of(language)[0])
    elif french and sign in ";!?:»":
        found = _french(before, sign)
    return found


def _quote(before: str, language: str) -> Typed:
    opening, closing = quotes_of(language)
    if opening[0] == "«":
        within = before.count("«") > before.count("»")
        inner = before.rfind("“") > max(before.rfind("”"), before.rfind("«"))
        if within and (inner or _OPENING.search(before)) and not before.endswith(opening):
            return Typed(0, "”" if inner and not _OPENING.search(before) else "“")
    return Typed(0, opening if _OPENING.search(before) else closing)


def _apostrophe(before: str, language: str) -> str:
    """Return an apostrophe; English also opens quotations with a single mark."""
    return "‘" if language.lower().startswith("en") and _OPENING.search(before) else "’"


def _dash(before: str) -> Typed | None:
    if before.endswith("–"):
        return Typed(1, "—")
    if before.endswith("-") and not before.endswith("--") and not _ADDRESS.search(before):
        return Typed(1, "–")
    return None


def _french(before: str, sign: str) -> Typed | None:
    found = _BEFORE_SIGN.search(before)
    if found is None or _ADDRESS.search(before) or before.endswith(("!", "?")):
        return None
    space = NO_BREAK if sign in ":»" else NARROW_NO_BREAK
    return Typed(len(found[1]), f"{space}{sign}")
