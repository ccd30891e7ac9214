"""Footnotes: small text at the bottom of a page that starts with a mark, and references to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefbuilder.importers.limits import PAGE_LINES
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.model import Box, Chunk, Glyph, Line, TableLine, text_of

_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*∗⋆†‡§¶]{1,3}|[a-z])$")
_NOTE_START = re.compile(r"(?P<mark>\[?\d{1,3}\]?|[*∗⋆†‡§¶]{1,3})(?:[.)]?\s+|(?=[^\W\d_]))(?=\S)")
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10$")
_UNIT_OF_LENGTH = re.compile(r"(?:\d\s?|/)[kcdmnµμ]?m$")
MAX_NOTE_SIZE = 0.94  # the maximum font size of notes relative to the body
_MAX_BELOW_TABLE = 2.2  # in sizes: text this close below a table belongs to it
_UNDERLINE_GAP = 0.4  # in sizes: a rule this close below the last line of text underlines it
_CORNER_TOLERANCE = 5.0  # points: how close the sides of a frame come to each other, even with round corners
_SENTENCE_ENDS = frozenset(".!?…。»”)")
MAX_NOTE_HEIGHT = 0.6  # notes are in this share of the page height, from the bottom


@dataclass(frozen=True, slots=True)
class RaisedMark:
    """A raised note mark, from glyph `first` to before `last`."""

    first: int
    last: int
    mark: str


def find_references(line: Line) -> list[RaisedMark]:
    """Return the raised marks in a line."""
    found: list[RaisedMark] = []
    if isinstance(line, TableLine) or not any(glyph.run.baseline != line.baseline for glyph in line.glyphs):
        return found
    start: int | None = None
    for index in range(len(line.glyphs) + 1):
        is_raised_glyph = index < len(line.glyphs) and is_raised(line.glyphs[index], line)
        if is_raised_glyph and start is None:
            start = index
        elif not is_raised_glyph and start is not None:
            mark = text_of(line.glyphs[start:index]).strip("[]() ")
            if _NOTE_MARK.match(mark) and not _is_power(text_of(line.glyphs[:start]), mark):
                end = index
                while line.glyphs[end - 1].text.isspace():
                    # The space after a mark separates the words around it.
                    end -= 1
                found.append(RaisedMark(start, end, mark))
            start = None
    return found


def _is_power(before: str, mark: str) -> bool:
    """Return whether a raised number is a power of ten or of a unit of length."""
    return mark.isdecimal() and bool(
        _POWER_OF_TEN.search(before) or (mark in {"2", "3"} and _UNIT_OF_LENGTH.search(before))
    )


def is_raised(glyph: Glyph, line: Line) -> bool:
    """Return whether a glyph is a superscript."""
    run = glyph.run
    is_lifted = run.baseline > line.baseline + 0.12 * line.size
    return (run.size < 0.85 * line.size and is_lifted) or (
        is_lifted and run.baseline > line.baseline + 0.25 * line.size
    )


def is_lowered(glyph: Glyph, line: Line) -> bool:
    """Return whether a glyph is a subscript."""
    return glyph.run.size < 0.85 * line.size and glyph.run.baseline < line.baseline - 0.08 * line.size


class FootnoteCollector:
    """Collects the notes at the bottom of pages."""

    def __init__(self, body_size: float) -> None:
        """Collect text smaller than `body_size` (in points) as notes."""
        self.notes: list[Chunk] = []
        self._size = body_size

    def take_notes(
        self, lines: Sequence[Line], height: float, rules: Sequence[Box], upright: Sequence[Box]
    ) -> list[Line]:
        """Return the lines without the notes at the bottom of the page, which are collected.

        Small lines below one of the horizontal `rules` are notes even without a mark, unless `upright` rules make it
        a frame. The first note lines of a page may continue the last note of the previous page.
        """
        if len(lines) > PAGE_LINES:
            return list(lines)
        marks = {
            reference.mark
            for line in lines
            for reference in find_references(line)
            if line.size > MAX_NOTE_SIZE * self._size
        }
        text: list[Line] = []
        rules = [rule for rule in rules if not _is_frame_top(rule, upright)]
        for stretch in split_stretches(lines):
            first = len(stretch)
            while first and _is_small(stretch[first - 1], height, self._size):
                first -= 1
            while first < len(stretch) and not self._is_below_body(stretch[first], lines):
                first += 1
            small_start = len(stretch) if _is_code(stretch[first:]) else first
            if (
                small_start < len(stretch)
                and _is_ruled_off(stretch, small_start, rules)
                and not self._continues_last_note(stretch[small_start])
            ):
                text += stretch[:small_start]
                self.notes += split_notes(stretch[small_start:], unmarked=True)
                continue
            below = range(small_start, len(stretch))
            first_note = next((at for at in below if self._begins_note(stretch, at, marks)), len(stretch))
            if (
                first_note > small_start
                and self._continues_last_note(stretch[small_start])
                and not _continues_above(stretch, small_start)
            ):
                self.notes[-1].lines += stretch[small_start:first_note]
                text += stretch[:small_start]
            else:
                text += stretch[:first_note]
            self.notes += split_notes(stretch[first_note:])
        return text

    def _is_below_body(self, line: Line, lines: Sequence[Line]) -> bool:
        return all(
            other.baseline > line.baseline
            for other in lines
            if other.size > MAX_NOTE_SIZE * self._size
            and min(other.right, line.right) > max(other.left, line.left)
        )

    def _begins_note(self, stretch: Sequence[Line], index: int, marks: set[str]) -> bool:
        """Return whether a note starts: its mark is raised, occurs in the text, or follows the last note's mark."""
        line = stretch[index]
        mark = note_mark(line)
        if not mark or mark in marks or has_raised_mark(line):
            return bool(mark)
        last = self.notes[-1].mark if self.notes else "0"
        has_space = not index or stretch[index - 1].baseline - line.baseline > 1.5 * stretch[index - 1].size
        return has_space and mark.isdigit() and last.isdigit() and int(mark) == int(last) + 1

    def _continues_last_note(self, line: Line) -> bool:
        """Return whether the last note continues at the bottom of the next column or page."""
        if not self.notes:
            return False
        last = self.notes[-1].lines[-1]
        is_beside = (
            last.page == line.page and line.start > last.end and line.baseline > last.baseline - line.size
        )
        follows = last.page == line.page - 1 or is_beside
        return follows and abs(last.size - line.size) < 0.3 and last.text[-1:] not in _SENTENCE_ENDS


def _is_small(line: Line, height: float, body_size: float) -> bool:
    return (
        not isinstance(line, TableLine)
        and line.size <= MAX_NOTE_SIZE * body_size
        and line.baseline < MAX_NOTE_HEIGHT * height
    )


def note_mark(line: Line) -> str:
    """Return the mark at the start of a note's first line, or ""."""
    raised = _leading_mark(line)
    if raised is not None:
        return raised.mark
    match = _NOTE_START.match(line.text)
    return match["mark"].strip("[]") if match else ""


def has_raised_mark(line: Line) -> bool:
    """Return whether a line starts with a raised mark."""
    return _leading_mark(line) is not None


def _leading_mark(line: Line) -> RaisedMark | None:
    """Return the raised mark at the start of a line, or None."""
    references = find_references(line)
    first_visible = next((index for index, glyph in enumerate(line.glyphs) if glyph.text.strip()), 0)
    return references[0] if references and references[0].first <= first_visible else None


def _is_code(lines: Sequence[Line]) -> bool:
    """Return whether most lines are monospaced and none starts with a raised mark; notes may contain addresses."""
    return 2 * sum(line.monospaced for line in lines) > len(lines) and not any(map(has_raised_mark, lines))


def _continues_above(stretch: Sequence[Line], index: int) -> bool:
    """Return whether a line continues small text that starts above the note area, or a table."""
    if not index:
        return False
    above, line = stretch[index - 1], stretch[index]
    if isinstance(above, TableLine):
        return above.baseline - line.baseline < _MAX_BELOW_TABLE * line.size
    return abs(above.size - line.size) < 0.3 and not _has_space_above(above, line)


def _is_ruled_off(stretch: Sequence[Line], first: int, rules: Sequence[Box]) -> bool:
    """Return whether a rule no wider than a column is above a line and starts where it does."""
    line = stretch[first]
    above = stretch[first - 1] if first else None
    # A rule closer to the line above underlines it.
    ceiling = above.baseline - _UNDERLINE_GAP * above.size if above else line.baseline + 3 * line.size
    max_width = 1.1 * max(other_line.right - other_line.left for other_line in stretch)
    return any(
        line.baseline < rule.bottom < ceiling
        and min(abs(rule.left - line.left), abs(rule.right - line.right)) < 2 * line.size
        and rule.right - rule.left <= max_width
        for rule in rules
    )


def _is_frame_top(rule: Box, upright: Sequence[Box]) -> bool:
    """Return whether vertical rules descend from both ends of a rule: what is below is in a frame."""
    below = [side for side in upright if abs(side.top - rule.bottom) <= _CORNER_TOLERANCE]
    return any(abs(side.left - rule.left) <= _CORNER_TOLERANCE for side in below) and any(
        abs(side.right - rule.right) <= _CORNER_TOLERANCE for side in below
    )


def split_notes(lines: Sequence[Line], *, unmarked: bool = False) -> list[Chunk]:
    """Split note lines at their marks; with `unmarked`, also where there is more space between two lines."""
    notes: list[Chunk] = []
    for line in lines:
        mark = note_mark(line)
        is_next = not notes or _is_next_mark(notes[-1].mark, mark) or has_raised_mark(line)
        if mark and is_next:
            notes.append(Chunk([line], role="note", mark=mark, has_mark=True))
        elif unmarked and (not notes or _has_space_above(notes[-1].lines[-1], line)):
            notes.append(Chunk([line], role="note"))
        elif notes:
            notes[-1].lines.append(line)
    return notes


def _has_space_above(above: Line, below: Line) -> bool:
    return above.baseline - below.baseline > 1.5 * below.size


def _is_next_mark(before: str, mark: str) -> bool:
    if before.isdigit() and mark.isdigit():
        return int(mark) == int(before) + 1
    return before.isdigit() == mark.isdigit()


def mark_length(text: str, mark: str) -> int:
    """Return the length of the mark at the start of a note's text, with the separator after it."""
    match = re.match(rf"[\[(]?{re.escape(mark)}[\])]?[.)]?\s*", text) if mark else None
    return match.end() if match else 0
