"""Rows that leave the same strips blank: tables without rules. A strip of chance in running text is told from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.importers.pdf.list_marks import mark_of
from briefbuilder.importers.pdf.model import Glyph, Line, TableLine

# Rows of a table without rules: which of the lines that stand side by side begin one, and which go on in the one above.

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
class LineGroup:
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


def rows_of(
    blocks: Sequence[LineGroup], columns: Sequence[Strip], strips: Sequence[Strip]
) -> list[list[Line]]:
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


def _parted(block: LineGroup, columns: Sequence[Strip], *, rtl: bool) -> list[list[Line]]:
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


def _ends_in_number(block: LineGroup) -> bool:
    """Tell whether its last cell is a number, as in a list of contents, whose every line is a row."""
    last = (
        min(block.lines, key=lambda line: line.left)
        if block.lines[0].rtl
        else max(block.lines, key=lambda line: line.right)
    )
    return bool(_COUNT.search(last.text))


def _within(strip: Strip, ink: Strip) -> bool:
    return strip[0] <= (ink[0] + ink[1]) / 2 < strip[1]


_WIDE_GAP = 1.5

_OVER = 2.5
"""In sizes: a cell that is set in the middle of its row begins no lower than that below the row's first line."""

_TITLE_ROWS = 3
"""Lines of a title over a table, at most."""

_AHEAD = 12
"""Lines that are looked at for one that stands beside an earlier one."""

_FEW = 4
"""Rows that may be justified lines with wide spaces between their few words."""

_FLUSH = 2.5
"""Points: the ends of justified lines differ by no more, for what their last signs are wide."""

_LONGEST = 45
"""Code points that a cell's line has on average; what is longer is text in columns."""


@dataclass(slots=True)
class RowRun:
    """Lines, from the place `first` to before `after`, that make a table of rows and columns."""

    first: int
    after: int
    rows: list[list[Line]]
    columns: list[Strip]


def aligned_runs(lines: Sequence[Line]) -> list[RowRun]:
    """Return the tables among a page's lines, in order."""
    blocks = _blocks(lines)
    found: list[RowRun] = []
    place = 0
    while place < len(blocks):
        end, union = _grown(blocks, place)
        if end - place > 1 and _is_title(blocks, place, end, union):
            place += 1
            continue
        run = _run(blocks, place, end, union) if end - place > 1 else None
        if run is None:
            place += 1
        else:
            found.append(run)
            place = end
    return found


def _is_title(blocks: Sequence[LineGroup], place: int, end: int, columns: Sequence[Strip]) -> bool:
    """Tell whether first rows are a title over a table, number and words: the rows below them have more columns alone."""
    if len(columns) > 2:
        return False
    for below in range(place + 1, min(place + 1 + _TITLE_ROWS, end - 1)):
        after, union = _grown(blocks, below)
        if after >= end and len(union) > len(columns) + 1:
            return True
    return False


def _blocks(lines: Sequence[Line]) -> list[LineGroup]:
    blocks: list[LineGroup] = []
    place = 0
    while place < len(lines):
        end = place + 1
        if not isinstance(lines[place], TableLine):
            end = _beside(lines, place)
        blocks.append(LineGroup(place, list(lines[place:end]), ink_of(lines[place:end])))
        place = end
    return blocks


def _beside(lines: Sequence[Line], first: int) -> int:
    """Return where the lines end that stand beside the first one, or below it and beside one that does."""
    head = lines[first]
    end = first + 1
    lowest = head.baseline
    for place in range(first + 1, min(first + _AHEAD, len(lines))):
        line = lines[place]
        over = line.baseline - head.baseline
        if isinstance(line, TableLine) or over > _OVER * head.size:
            break
        if over > 0.5 * head.size and min(head.right, line.right) > max(head.left, line.left):
            break
        if line.baseline > lowest - 0.3 * line.size:
            end = place + 1
            lowest = min(other.baseline for other in lines[first:end])
    return end


def _grown(blocks: Sequence[LineGroup], first: int) -> tuple[int, list[Strip]]:
    """Return where the rows end that go on with the first one's blank strips, and what they leave inked."""
    union = blocks[first].ink
    end = first + 1
    if len(union) < 2:
        return end, union
    for place in range(first + 1, len(blocks)):
        above, block = blocks[place - 1], blocks[place]
        step = above.bottom - block.top
        if not 0.3 * block.size < step < 3.2 * block.size or abs(above.size - block.size) > 0.15 * block.size:
            break
        wider = merged([*union, *block.ink], RIVER * block.size)
        if len(wider) < len(union) or isinstance(block.lines[0], TableLine):
            break
        if len(wider) > len(union) and len(block.ink) < 2:
            break
        if len(block.ink) < 2 and _is_item(block.lines[0]):
            break
        union, end = wider, place + 1
    while end > first + 1 and (
        len(blocks[end - 1].ink) < 2 or _is_heading_below(blocks[end - 2], blocks[end - 1], union)
    ):
        end -= 1  # what follows a table in one column of it is no row
    return end, merged(
        [strip for block in blocks[first:end] for strip in block.ink], RIVER * blocks[first].size
    )


def _is_item(line: Line) -> bool:
    """Tell whether a line alone begins with a bullet: it stands in a list, below a row of a heading and its date."""
    mark = mark_of(line.text)
    return mark is not None and mark.sure and mark.kind == "bullet"


def _is_heading_below(above: LineGroup, block: LineGroup, union: Sequence[Strip]) -> bool:
    """Tell whether a last row is the numbered heading that follows a table: bold alone, and the rest of it empty."""
    return (
        len(block.ink) < len(union)
        and all(line.bold for line in block.lines)
        and not all(line.bold for line in above.lines)
    )


def _run(page: Sequence[LineGroup], first: int, end: int, columns: Sequence[Strip]) -> RowRun | None:
    """Return the rows of a table, or None where the blank strips are chance, a list or columns of text."""
    blocks = page[first:end]
    full = [block for block in blocks if len(block.ink) > 1]
    size = full[0].size
    wide = all(_narrowest(block) >= _WIDE_GAP * size for block in full)
    headed = all(line.bold for line in full[0].lines) and not any(line.bold for line in full[-1].lines)
    if len(full) < (2 if wide or headed else 3) or len(columns) < 2 or _are_headings(blocks):
        return None
    if (
        len(full) < _FEW
        and not headed
        and _is_drawn_out(full, [*page[first - 1 : first], *page[end : end + 1]])
    ):
        return None
    if not wide and not _is_aligned(full, columns):
        return None
    lines = [line for block in blocks for line in block.lines]
    cells = sum(len(block.ink) for block in blocks)
    if sum(len(line.text) for line in lines) > _LONGEST * cells or sum(
        line.fixed for line in lines
    ) * 2 > len(lines):
        return None
    if _is_list(full, columns):
        return None
    edges = [(first[1] + second[0]) / 2 for first, second in pairwise(columns)]
    strips = list(zip([float("-inf"), *edges], [*edges, float("inf")], strict=True))
    last = blocks[-1]
    return RowRun(blocks[0].first, last.first + len(last.lines), rows_of(blocks, columns, strips), strips)


def _are_headings(blocks: Sequence[LineGroup]) -> bool:
    """Tell whether the rows are headings of several words, all bold, with plain lines below them."""
    plain = [len(block.ink) < 2 for block in blocks]
    return any(plain) and all(
        few != all(line.bold for line in block.lines) for block, few in zip(blocks, plain, strict=True)
    )


def _is_drawn_out(rows: Sequence[LineGroup], beside: Sequence[LineGroup]) -> bool:
    """Tell whether rows end where a line beside them does: a few justified lines with wide spaces."""
    rtl = rows[0].lines[0].rtl
    end = rows[0].ink[0][0] if rtl else rows[0].ink[-1][1]
    flush = [
        abs((block.ink[0][0] if rtl else block.ink[-1][1]) - end) < _FLUSH
        for block in [*rows, *beside]
        if block.ink
    ]
    return all(flush[: len(rows)]) and any(flush[len(rows) :])


def _narrowest(block: LineGroup) -> float:
    return min(second[0] - first[1] for first, second in pairwise(block.ink))


def _is_aligned(blocks: Sequence[LineGroup], columns: Sequence[Strip]) -> bool:
    """Tell whether the cells beside each blank strip stand below each other, at their left, right or middle."""
    for first, second in pairwise(columns):
        before = [
            strip for block in blocks for strip in block.ink if first[0] <= strip[0] and strip[1] <= first[1]
        ]
        after = [
            strip
            for block in blocks
            for strip in block.ink
            if second[0] <= strip[0] and strip[1] <= second[1]
        ]
        rows = [
            [strip[1] for strip in before],
            [strip[0] for strip in after],
            [strip[0] + strip[1] for strip in before],
            [strip[0] + strip[1] for strip in after],
        ]
        if not any(_agree(row, 0.6 * len(blocks)) for row in rows):
            return False
    return True


def _agree(places: Sequence[float], least: float) -> bool:
    return any(sum(abs(place - other) < 1.5 for other in places) >= max(2.0, least) for place in places)


def _is_list(blocks: Sequence[LineGroup], columns: Sequence[Strip]) -> bool:
    """Tell whether the first column holds marks of items, numbers of notes or nothing but signs."""
    if len(columns) > 2:
        return False
    rtl = sum(line.rtl for block in blocks for line in block.lines) * 2 > sum(
        len(block.lines) for block in blocks
    )
    strip = columns[-1] if rtl else columns[0]
    heads = [
        "".join(
            glyph.text
            for line in block.lines
            for glyph in line.glyphs
            if strip[0] - 1 <= glyph.left and glyph.right <= strip[1] + 1
        ).strip()
        for block in blocks
    ]
    marks = sum(not head or mark_of(f"{head} x") is not None or len(head) < 3 for head in heads)
    return marks * 2 > len(heads)
