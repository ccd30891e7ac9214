"""What a typed sign becomes in the typography of a language: quotation marks, apostrophes, dashes, dots, spaces.

Where a sign stays what it is, nothing is told. The rules are those of typography.py; French sets a narrow space
that does not break before ; ! and ?, and a full one before a colon and inside guillemets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbuilder.composing.typography import NARROW_NO_BREAK, NO_BREAK, quotes_of

_OPENING = re.compile(r"(?:^|[\s(\[{—–«“‘\"/])\Z")
_ADDRESS = re.compile(r"(?:\b(?:https?|mailto|ftp)|[\w.+-]+@[\w.-]+|www\.\S*|://\S*)\Z", re.IGNORECASE)
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
        case ".":
            return Typed(2, "…") if before.endswith("..") and not before.endswith("...") else None
        case ";" | "!" | "?" | ":" | "»" if language.lower().startswith("fr"):
            return _french(before, sign)
        case _:
            return None


def _quote(before: str, language: str) -> Typed:
    opening, closing = quotes_of(language)
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
