"""Marks that plain text is written with: bullets, numbers, quotation signs, number signs of headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["bullet", "dash", "number", "letter", "quote", "heading"]

_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"(?P<mark>#{1,6})\s+(?=\S)")),
    ("quote", re.compile(r"(?P<mark>>)\s?(?=[^>])")),
    ("bullet", re.compile(r"(?P<mark>[•‣▪◦●○■□◆▶➤∙⁃])\s*(?=\S)|(?P<plain>[*·+])\s+(?=\S)")),
    ("bullet", re.compile(r"(?P<mark>・)(?=\S)")),
    ("dash", re.compile(r"(?P<mark>[-–—])\s+(?=\S)")),
    ("number", re.compile(r"\(?(?P<mark>\d{1,3})[.)]\s+(?=\S)")),
    ("number", re.compile(r"(?P<mark>[①-⑳])\s*(?=\S)")),
    ("letter", re.compile(r"\(?(?P<mark>[a-z])\)\s+(?=\S)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark at the head of a line: `value` is a number's or letter's place, a heading's level, else 0."""

    kind: MarkKind
    value: int
    length: int


def mark_of(text: str) -> Mark | None:
    """Return the mark that a line begins with, or None."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            return Mark(kind=kind, value=_value(kind, found["mark"]), length=found.end())
    return None


def _value(kind: MarkKind, mark: str | None) -> int:
    if kind == "heading":
        return len(mark or "")
    if kind == "letter" and mark:
        return ord(mark) - ord("a") + 1
    if kind == "number" and mark:
        return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else int(mark)
    return 0
