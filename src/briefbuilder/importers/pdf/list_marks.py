"""List marks at the start of a line: bullets, dashes, numbers and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["bullet", "dash", "number", "letter"]

_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str], bool], ...] = (
    ("bullet", re.compile(r"(?P<mark>[•‣▪◦●○■□◆◇▶➤∙⁃❖✓✔➢\uf0b7\uf0a7\uf076\uf0d8])\s*(?=\S)"), True),
    ("bullet", re.compile(r"(?P<mark>[·*])\s+(?=\S)"), False),
    ("bullet", re.compile(r"(?P<mark>・)(?=\S)"), False),
    ("dash", re.compile(r"(?P<mark>[-–—−])\s+(?=\S)"), False),
    ("number", re.compile(r"\(?(?P<mark>\d{1,3})[.)]\s+(?=\S)"), False),
    ("number", re.compile(r"(?P<mark>[①-⑳])\s*(?=\S)"), True),
    ("number", re.compile(r"(?P<mark>\d{1,2})[）．、]\s*(?=\S)"), False),
    ("number", re.compile(r"\(?(?P<mark>[\d٠-٩۰-۹]{1,3})[.)\-]\s*(?=[\u0590-\u08ff])"), False),
    ("letter", re.compile(r"\(?(?P<mark>[a-z])\)\s+(?=\S)"), False),
)


@dataclass(frozen=True, slots=True)
class ListMark:
    """A list mark; `value` is its number, `length` includes the space after it, `certain` means it can be nothing else."""

    kind: MarkKind
    value: int
    length: int
    certain: bool
    text: str


def parse_mark(text: str) -> ListMark | None:
    """Return the mark at the start of a line, or None."""
    for kind, pattern, sure in _PATTERNS:
        found = pattern.match(text)
        if found:
            return ListMark(kind, _mark_value(kind, found["mark"]), found.end(), sure, found["mark"])
    return None


def is_next(previous: ListMark, mark: ListMark) -> bool:
    """Return whether `mark` follows `first` in a list."""
    if previous.kind != mark.kind:
        return False
    return mark.value == previous.value + 1 if mark.value else mark.text == previous.text


def _mark_value(kind: MarkKind, mark: str) -> int:
    if kind == "letter":
        return ord(mark) - ord("a") + 1
    if kind == "number":
        return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else int(mark)
    return 0
