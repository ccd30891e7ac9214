"""Rows of a table without rules: which of the lines that stand side by side begin one, and which go on in the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.importers.pdf.shapes import Glyph, Line, TableLine

Strip = tuple[float, float]
"""From where to where, in points from the page's left edge."""

GAP = 0.85
"""In sizes: a gap between two cells is no narrower, and a space in running text seldom as wide."""

RIVER = 0.5
"""In sizes: a strip that all rows leave blank is no narrower."""

_COUNT = re.compile(r"(?:^|\s)(?:\d{1,4}|[ivxlc]{1,7})$")
"""A line's number of a page."""

_NUMBER = re.compile(r"[^\w\s]*\d[\d.,\s]*[^\w\s]*$")

_SPACE = 0.5
"""In sizes: what parts the words of a line, narrower than what parts cells."""

_RAGGED = 0.25
"""The share of a column's width that is left at the end of a line only where the next one begins something new."""

_LOW = 0.9
"""In sizes: what stands no further below is no line of its own, but half of a fraction."""

_WIDE_SIGNS = "\u2e80"
"""From here on scripts break a line behind any sign."""


@dataclass(slots=True)
class Block:
    """Lines that stand side by side: a row, or a line of one."""

    first: int
    lines: list[Line]
    ink: list[Strip]

    @property
    def size(self) -> float:
        """The largest size of its lines."""
        return max(line.size for line in self.lines)

    @property
    def top(self) -> float:
        """Its highest baseline."""
        return max(line.baseline for line in self.lines)

    @property
    def bottom(self) -> float:
        """Its lowest baseline."""
        return min(line.baseline for line in self.lines)


def ink_of(lines: Sequence[Line]) -> list[Strip]:
    """Return where a block has words, from left to right; narrower gaps than those between cells do not count."""
    strips: list[Strip] = []
    for line in lines:
        glyphs = sorted((glyph for glyph in line.glyphs if glyph.text.strip()), key=lambda glyph: glyph.left)
        for glyph in glyphs:
            if strips and strips[-1][0] <= glyph.left <= strips[-1][1] + GAP * line.size:
                strips[-1] = (strips[-1][0], max(strips[-1][1], glyph.right))
            else:
                strips.append((glyph.left, glyph.right))
    return merged(strips, RIVER * max(line.size for line in lines))


def merged(strips: Sequence[Strip], gap: float) -> list[Strip]:
    """Return strips from left to right, those that no wider gap parts as one."""
    found: list[Strip] = []
    for left, right in sorted(strips):
        if found and left <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def rows_of(blocks: Sequence[Block], columns: Sequence[Strip], strips: Sequence[Strip]) -> list[list[Line]]:
    """Take the lines of one row together: one that leaves a cell empty and stands close goes on with the row above.

    `columns` are where the words of the cells stand, `strips` reach from the middle of one gap to that of the next.
    """
    rtl = blocks[0].lines[0].rtl
    steps = [first.bottom - second.top for first, second in pairwise(blocks)]
    tight = min(steps, default=0.0)
    # Where more space stands above rows, and not below their head alone, what is close belongs together.
    falls = [first.top - second.top for first, second in pairwise(blocks)]
    spaced = any(fall > 1.2 * min(falls) for fall in falls[1:])
    rows: list[list[list[Line]]] = []
    for place, block in enumerate(blocks):
        empty = [not any(_within(strip, ink) for ink in block.ink) for strip in strips]
        first_empty = empty[-1] if rtl else empty[0]
        close = place > 0 and steps[place - 1] < 1.1 * tight and max(steps) > 1.2 * tight
        if rows and any(empty) and (close or (first_empty and steps[place - 1] < 1.5 * block.size)):
            above = blocks[place - 1]
            low = falls[place - 1] < _LOW * block.size
            counted = _ends_in_number(above) and _ends_in_number(block)
            new = counted or (
                not (close and spaced) and _is_new(rows[-1][-1], block.lines, columns, head=len(rows) == 1)
            )
            if low or not new:
                rows[-1].append(block.lines)
                continue
        # The words of a head's cells may stand in two lines round a shorter one's.
        rows += [[part] for part in (_parted(block, columns, rtl=rtl) if rows else [block.lines])]
    return [[line for lines in row for line in lines] for row in rows]


def _is_new(above: Sequence[Line], lines: Sequence[Line], columns: Sequence[Strip], *, head: bool) -> bool:
    """Tell whether a line has several cells that begin something new: numbers, or where those above left them room.

    The words of a `head` may be broken by hand, whatever room there is.
    """
    cells = [(_cell(above, column), _cell(lines, column), column) for column in columns]
    pairs = [(over, below, column) for over, below, column in cells if over and below]
    if sum(bool(below) for _, below, _ in cells) < 2:
        return False
    if sum(_is_number(below) for _, below, _ in pairs) > 1:
        return True
    return not head and any(not _goes_on(over, below, column) for over, below, column in pairs)


def _parted(block: Block, columns: Sequence[Strip], *, rtl: bool) -> list[list[Line]]:
    """Part two rows of the same cells that only their common label or a tall sign stands beside, between them."""
    levels = levels_of(block.lines)
    filled = [[place for place, column in enumerate(columns) if _cell(lines, column)] for lines in levels]
    full = [lines for lines, cells in zip(levels, filled, strict=True) if len(cells) > 1]
    shared = set.intersection(*(set(cells) for cells in filled if len(cells) > 1)) if full else set()
    label = len(columns) - 1 if rtl else 0
    odd = [lines for lines, cells in zip(levels, filled, strict=True) if len(cells) < 2 and cells != [label]]
    if len(full) < 2 or len(shared) < 2 or any(len(line.text) > 1 for lines in odd for line in lines):
        return [block.lines]
    if not all(
        above[0].baseline - below[0].baseline >= _LOW * block.size
        and _is_new(above, below, columns, head=False)
        for above, below in pairwise(full)
    ):
        return [block.lines]
    for lines, cells in zip(levels, filled, strict=True):
        if len(cells) < 2:
            for line in lines:
                min(full, key=lambda row: round(abs(row[0].baseline - line.baseline))).append(line)
    return full


def levels_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by their baselines, from the top."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if levels and levels[-1][0].baseline - line.baseline < 0.3 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


def _cell(lines: Sequence[Line], column: Strip) -> list[Glyph]:
    """Return the glyphs of some lines that stand in a column, those at their ends inked."""
    glyphs: list[Glyph] = []
    for line in lines:
        if line.right < column[0] or line.left > column[1] or isinstance(line, TableLine):
            continue
        glyphs += [
            glyph
            for glyph in line.glyphs
            if column[0] - 1 <= (glyph.left + glyph.right) / 2 <= column[1] + 1
            and (glyphs or glyph.text.strip())
        ]
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    return glyphs


def _is_number(glyphs: Sequence[Glyph]) -> bool:
    return bool(_NUMBER.match("".join(glyph.text for glyph in glyphs).strip()))


def _goes_on(above: Sequence[Glyph], below: Sequence[Glyph], column: Strip) -> bool:
    """Tell whether a cell's line ends because the next one's first word had no room in its column."""
    inked = [glyph for glyph in above if glyph.text.strip()]
    room = column[1] - column[0] - (max(glyph.right for glyph in inked) - min(glyph.left for glyph in inked))
    word: list[Glyph] = []
    for glyph in below:
        if glyph.text.strip():
            word.append(glyph)
            if glyph.text >= _WIDE_SIGNS:
                break
        elif word:
            break
    width = max(glyph.right for glyph in word) - min(glyph.left for glyph in word)
    return room < min(width + _SPACE * below[0].run.size, _RAGGED * (column[1] - column[0]))


def _ends_in_number(block: Block) -> bool:
    """Tell whether its last cell is a number, as in a list of contents, whose every line is a row."""
    last = (
        min(block.lines, key=lambda line: line.left)
        if block.lines[0].rtl
        else max(block.lines, key=lambda line: line.right)
    )
    return bool(_COUNT.search(last.text))


def _within(strip: Strip, ink: Strip) -> bool:
    return strip[0] <= (ink[0] + ink[1]) / 2 < strip[1]
