"""A page of the documentation as tests read it: sections with their tables and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"

_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block: its info string ("yaml") and what stands in it."""

    info: str
    text: str


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def first_line(name: str) -> str:
    """Return the first line of a translation of the English page of today."""
    return f"<!-- translation of {sha256(page(name).encode()).hexdigest()[:16]} -->"


def examples(text: str) -> tuple[Example, ...]:
    """Return the fenced blocks in order."""
    return tuple(Example(found[1].strip(), found[2]) for found in _FENCE.finditer(text))


def without_code(text: str) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", text)


def sections(text: str) -> dict[str, str]:
    """Return what stands under each heading, without fenced blocks and without the headings below it."""
    pieces = _HEADING.split(without_code(text))
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the tables' rows, without the heads and the rules below them."""
    lines = text.splitlines()
    found = [
        _cells(line)
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("|") and not line.startswith("|---") and not after.startswith("|---")
    ]
    return tuple(found)


def codes(text: str) -> tuple[str, ...]:
    """Return what stands between backquotes."""
    return tuple(_CODE.findall(text))


def _cells(line: str) -> tuple[str, ...]:
    pieces = _CELL_BORDER.split(line)[1:-1]
    return tuple(cell.strip().replace(r"\|", "|") for cell in pieces)
