"""Footnotes: small text at a page's foot that begins with a mark; and the places that refer to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefbuilder.importers.pdf.order import stretches
from briefbuilder.importers.pdf.shapes import Chunk, Glyph, Line

_SIGNS = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])$")
_HEAD = re.compile(r"(?P<mark>\[?\d{1,3}\]?|[*†‡§¶]{1,3})(?:[.)]?\s+|(?=[^\W\d_]))(?=\S)")
_SMALLER = 0.94
"""The share of the body's size that a note's is at most."""

_LOWEST = 0.6
"""Notes stand in this share of a page's height, from its foot."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Glyphs that are set higher and smaller, as the mark of a note is; places within the line."""

    first: int
    last: int
    mark: str


def references(line: Line) -> list[Reference]:
    """Return the raised marks of a line."""
    found: list[Reference] = []
    if not any(glyph.run.baseline != line.baseline for glyph in line.glyphs):
        return found
    start: int | None = None
    for place in range(len(line.glyphs) + 1):
        raised = place < len(line.glyphs) and is_raised(line.glyphs[place], line)
        if raised and start is None:
            start = place
        elif not raised and start is not None:
            mark = "".join(glyph.text for glyph in line.glyphs[start:place]).strip().strip("[]() ")
            if _SIGNS.match(mark):
                found.append(Reference(start, place, mark))
            start = None
    return found


def is_raised(glyph: Glyph, line: Line) -> bool:
    """Tell whether a glyph is set as a superscript."""
    run = glyph.run
    lifted = run.baseline > line.baseline + 0.12 * line.size
    return (run.size < 0.85 * line.size and lifted) or (
        lifted and run.baseline > line.baseline + 0.25 * line.size
    )


def is_lowered(glyph: Glyph, line: Line) -> bool:
    """Tell whether a glyph is set as a subscript."""
    return glyph.run.size < 0.85 * line.size and glyph.run.baseline < line.baseline - 0.08 * line.size


def without_notes(lines: Sequence[Line], height: float, body_size: float) -> tuple[list[Line], list[Chunk]]:
    """Divide a page's lines, in the order of reading, into the text and the notes at its foot.

    The first note of a page may have no mark: it goes on from the page before.
    """
    marks = {
        reference.mark for line in lines for reference in references(line) if line.size > _SMALLER * body_size
    }
    text: list[Line] = []
    notes: list[Chunk] = []
    for part in stretches(lines):
        first = _first_note(part, lines, height, body_size, marks)
        text += part[:first]
        notes += _divided(part[first:])
    return text, notes


def _first_note(
    part: Sequence[Line], lines: Sequence[Line], height: float, body_size: float, marks: set[str]
) -> int:
    """Return where in a stretch the notes begin; its length where there are none."""
    first = len(part)
    while first and _is_small(part[first - 1], height, body_size):
        first -= 1
    while first < len(part):
        mark = note_mark(part[first])
        beneath = all(
            line.baseline > part[first].baseline
            for line in lines
            if line.size > _SMALLER * body_size
            and min(line.right, part[first].right) > max(line.left, part[first].left)
        )
        if mark and beneath and (mark in marks or has_raised_mark(part[first])):
            return first
        first += 1
    return first


def _is_small(line: Line, height: float, body_size: float) -> bool:
    return line.size <= _SMALLER * body_size and line.baseline < _LOWEST * height


def note_mark(line: Line) -> str:
    """Return the mark that a note's first line begins with."""
    found = references(line)
    ink = next((place for place, glyph in enumerate(line.glyphs) if glyph.text.strip()), 0)
    if found and found[0].first <= ink:
        return found[0].mark
    match = _HEAD.match(line.text)
    return match["mark"].strip("[]") if match else ""


def has_raised_mark(line: Line) -> bool:
    """Tell whether a line begins with a raised mark, as a note does."""
    found = references(line)
    return bool(found) and found[0].first <= next(
        (place for place, glyph in enumerate(line.glyphs) if glyph.text.strip()), 0
    )


def _divided(lines: Sequence[Line]) -> list[Chunk]:
    """Divide the lines of notes at their marks."""
    notes: list[Chunk] = []
    for line in lines:
        mark = note_mark(line)
        follows = not notes or _follows(notes[-1].mark, mark) or has_raised_mark(line)
        if mark and follows:
            notes.append(Chunk([line], role="note", mark=mark, marked=True))
        elif notes:
            notes[-1].lines.append(line)
    return notes


def _follows(before: str, mark: str) -> bool:
    if before.isdigit() and mark.isdigit():
        return int(mark) == int(before) + 1
    return before.isdigit() == mark.isdigit()


def mark_length(text: str, mark: str) -> int:
    """Return how many code points of a note's text its mark takes, with what parts it from the words."""
    match = re.match(rf"[\[(]?{re.escape(mark)}[\])]?[.)]?\s*", text) if mark else None
    return match.end() if match else 0
