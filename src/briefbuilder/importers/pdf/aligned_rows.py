"""Tables without rules: rows of text whose cells are aligned in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.importers.list_marks import parse_mark
from briefbuilder.importers.pdf.layout import order_lines
from briefbuilder.importers.pdf.lines import group_by_baseline, make_line
from briefbuilder.importers.pdf.model import Glyph, Line, TableLine, are_mostly_rtl, text_of, visible_glyphs

Interval = tuple[float, float]
"""The left and right edge, in points from the left edge of the page."""

CELL_GAP = 0.85  # in sizes: the minimum gap between two cells; word spaces are rarely as wide
COLUMN_GAP = 0.5  # in sizes: the minimum width of the blank gap that separates two columns in all rows

_PAGE_NUMBER = re.compile(r"(?:^|\s)(?:\d{1,4}|[ivxlc]{1,7})$")
"""A page number at the end of a line."""

NUMBER = re.compile(r"[^\w\s]*\d[\d.,\s]*+[^\w\s]*$")
WORD_SPACE = 0.5  # in sizes: the minimum word space, narrower than the gap between cells
MIN_RAGGED = 0.25  # the share of the column width left free at the end of a line that ends a cell's text
_MIN_LINE_STEP = 0.9
"""In sizes: the minimum step to a new line; a smaller one is the lower half of a fraction."""

_WIDE_GAP = 1.5
_MAX_OFFSET = 2.5  # in sizes: how far below the first line of a row a vertically centered cell may start
_MIN_HEAD_CELLS = 3
_MAX_TITLE_ROWS = 3  # the maximum number of lines in a table title
_LOOKAHEAD = 12  # how many lines are searched for one beside an earlier line
_MAX_JUSTIFIED_ROWS = 4  # fewer rows than this may be justified lines with wide spaces between a few words
_FLUSH_TOLERANCE = 2.5  # points: how far the ends of justified lines may differ
_MAX_CELL_LENGTH = 45  # the maximum average length of a line in a cell; longer lines are text in columns


@dataclass(slots=True)
class LineGroup:
    """Lines side by side: a table row or one line of it."""

    first: int
    lines: list[Line]
    intervals: list[Interval]

    @property
    def size(self) -> float:
        """The largest font size of the lines."""
        return max(line.size for line in self.lines)

    @property
    def top(self) -> float:
        """The highest baseline."""
        return max(line.baseline for line in self.lines)

    @property
    def bottom(self) -> float:
        """The lowest baseline."""
        return min(line.baseline for line in self.lines)


def text_intervals(lines: Sequence[Line]) -> list[Interval]:
    """Return the horizontal extents of the text from left to right, with gaps narrower than those between cells closed."""
    strips: list[Interval] = []
    for line in lines:
        glyphs = sorted((glyph for glyph in line.glyphs if glyph.text.strip()), key=lambda glyph: glyph.left)
        for glyph in glyphs:
            if strips and strips[-1][0] <= glyph.left <= strips[-1][1] + CELL_GAP * line.size:
                strips[-1] = (strips[-1][0], max(strips[-1][1], glyph.right))
            else:
                strips.append((glyph.left, glyph.right))
    return merge_intervals(strips, COLUMN_GAP * max(line.size for line in lines))


def merge_intervals(strips: Sequence[Interval], gap: float) -> list[Interval]:
    """Return the intervals from left to right, merging those that are no more than `gap` apart."""
    found: list[Interval] = []
    for left, right in sorted(strips):
        if found and left <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def group_rows(
    blocks: Sequence[LineGroup], columns: Sequence[Interval], strips: Sequence[Interval]
) -> list[list[Line]]:
    """Group lines into rows: a line that leaves a cell empty and is close to the row above continues that row.

    `columns` are the extents of the text of the columns, `strips` extend from the middle of one gap to the middle of
    the next.
    """
    rtl = blocks[0].lines[0].rtl
    steps = [first.bottom - second.top for first, second in pairwise(blocks)]
    tight = min(steps, default=0.0)
    # If rows other than the first have extra space above, lines close together belong to one row.
    falls = [first.top - second.top for first, second in pairwise(blocks)]
    spaced = any(fall > 1.2 * min(falls) for fall in falls[1:])
    rows: list[list[list[Line]]] = []
    for index, block in enumerate(blocks):
        empty = [not any(_is_in_column(strip, interval) for interval in block.intervals) for strip in strips]
        first_empty = empty[-1] if rtl else empty[0]
        close = index > 0 and steps[index - 1] < 1.1 * tight and max(steps) > 1.2 * tight
        if rows and any(empty) and (close or (first_empty and steps[index - 1] < 1.5 * block.size)):
            above = blocks[index - 1]
            low = falls[index - 1] < _MIN_LINE_STEP * block.size
            counted = _ends_in_number(above) and _ends_in_number(block)
            new = counted or (
                not (close and spaced)
                and _starts_row(rows[-1][-1], block.lines, columns, head=len(rows) == 1)
            )
            if low or not new:
                rows[-1].append(block.lines)
                continue
        # The cells of a header row may have two lines around a shorter cell.
        rows += [[part] for part in (_split_rows(block, columns, rtl=rtl) if rows else [block.lines])]
    return [[line for lines in row for line in lines] for row in rows]


def _starts_row(
    above: Sequence[Line], lines: Sequence[Line], columns: Sequence[Interval], *, head: bool
) -> bool:
    """Return whether several cells of a line start new content: they are numbers, or the cells above had room left.

    In a header row (`head`), words may be broken by hand whatever room is left.
    """
    cells = [(_cell_glyphs(above, column), _cell_glyphs(lines, column), column) for column in columns]
    pairs = [(above_cell, cell, column) for above_cell, cell, column in cells if above_cell and cell]
    if sum(bool(NUMBER.match(text_of(cell))) for _, cell, _ in pairs) > 1:
        return True
    return not head and any(
        not _continues_cell(above_cell, cell, column) for above_cell, cell, column in pairs
    )


def _split_rows(block: LineGroup, columns: Sequence[Interval], *, rtl: bool) -> list[list[Line]]:
    """Split two rows of the same cells with a shared label or a tall character between them."""
    levels = group_by_baseline(block.lines)
    filled_columns = [
        [index for index, column in enumerate(columns) if _cell_glyphs(lines, column)] for lines in levels
    ]
    full = [lines for lines, cells in zip(levels, filled_columns, strict=True) if len(cells) > 1]
    shared = set.intersection(*(set(cells) for cells in filled_columns if len(cells) > 1)) if full else set()
    label = len(columns) - 1 if rtl else 0
    others = [
        lines
        for lines, cells in zip(levels, filled_columns, strict=True)
        if len(cells) < 2 and cells != [label]
    ]
    if len(full) < 2 or len(shared) < 2 or any(len(line.text) > 1 for lines in others for line in lines):
        return [block.lines]
    if not all(
        above[0].baseline - below[0].baseline >= _MIN_LINE_STEP * block.size
        and _starts_row(above, below, columns, head=False)
        for above, below in pairwise(full)
    ):
        return [block.lines]
    for lines, cells in zip(levels, filled_columns, strict=True):
        if len(cells) < 2:
            for line in lines:
                min(full, key=lambda row: round(abs(row[0].baseline - line.baseline))).append(line)
    return full


def _cell_glyphs(lines: Sequence[Line], column: Interval) -> list[Glyph]:
    """Return the glyphs of the lines within a column, without white space at the ends."""
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


def _continues_cell(above: Sequence[Glyph], below: Sequence[Glyph], column: Interval) -> bool:
    """Return whether a line of a cell ends because the next line's first word did not fit."""
    visible = visible_glyphs(above)
    room = (
        column[1] - column[0] - (max(glyph.right for glyph in visible) - min(glyph.left for glyph in visible))
    )
    word: list[Glyph] = []
    for glyph in below:
        if glyph.text.strip():
            word.append(glyph)
        elif word:
            break
    width = max(glyph.right for glyph in word) - min(glyph.left for glyph in word)
    return room < min(width + WORD_SPACE * below[0].run.size, MIN_RAGGED * (column[1] - column[0]))


def _ends_in_number(block: LineGroup) -> bool:
    """Return whether the last cell is a page number, as in a table of contents, where every line is a row."""
    last = (
        min(block.lines, key=lambda line: line.left)
        if block.lines[0].rtl
        else max(block.lines, key=lambda line: line.right)
    )
    return bool(_PAGE_NUMBER.search(last.text))


def _is_in_column(column: Interval, interval: Interval) -> bool:
    return column[0] <= (interval[0] + interval[1]) / 2 < column[1]


@dataclass(slots=True)
class AlignedTable:
    """The rows and columns of a table made of the lines `first` to `end` (exclusive)."""

    first: int
    end: int
    rows: list[list[Line]]
    columns: list[Interval]


def insert_aligned_tables(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with each table of aligned rows as a single line."""
    result: list[Line] = []
    end = 0
    for found in _find_aligned_tables(lines):
        rtl = are_mostly_rtl([line for row in found.rows for line in row])
        ordered = list(reversed(found.columns)) if rtl else list(found.columns)
        cells = [
            [cell_lines(row, strip[0], strip[1], float("-inf"), float("inf")) for strip in ordered]
            for row in found.rows
        ]
        table = make_table_line(cells, [[1] * len(ordered) for _ in cells])
        if table is not None:
            result += [*lines[end : found.first], table]
            end = found.end
    return [*result, *lines[end:]]


def _find_aligned_tables(lines: Sequence[Line]) -> list[AlignedTable]:
    """Return the tables among the lines of a page, in order."""
    blocks = _group_lines(lines)
    found: list[AlignedTable] = []
    index = 0
    while index < len(blocks):
        end, union = _extend_rows(blocks, index)
        if end - index > 1 and _is_title(blocks, index, end, union):
            index += 1
            continue
        run = _table_of(blocks, index, end, union) if end - index > 1 else None
        if run is None:
            index += 1
        else:
            found.append(run)
            index = end
    return found


def _is_title(blocks: Sequence[LineGroup], index: int, end: int, columns: Sequence[Interval]) -> bool:
    """Return whether the first rows are a title (number and words) above a table with more columns."""
    if len(columns) > 2:
        return False
    for below in range(index + 1, min(index + 1 + _MAX_TITLE_ROWS, end - 1)):
        after, union = _extend_rows(blocks, below)
        if after >= end and len(union) > len(columns) + 1:
            return True
    return False


def _group_lines(lines: Sequence[Line]) -> list[LineGroup]:
    blocks: list[LineGroup] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if not isinstance(lines[index], TableLine):
            end = _end_of_group(lines, index)
        blocks.append(LineGroup(index, list(lines[index:end]), text_intervals(lines[index:end])))
        index = end
    return blocks


def _end_of_group(lines: Sequence[Line], first: int) -> int:
    """Return the end of the lines beside the first one, or below it and beside such a line."""
    head = lines[first]
    end = first + 1
    lowest = head.baseline
    for index in range(first + 1, min(first + _LOOKAHEAD, len(lines))):
        line = lines[index]
        offset = line.baseline - head.baseline
        if isinstance(line, TableLine) or offset > _MAX_OFFSET * head.size:
            break
        if offset > 0.5 * head.size and min(head.right, line.right) > max(head.left, line.left):
            break
        if line.baseline > lowest - 0.3 * line.size:
            end = index + 1
            lowest = min(other.baseline for other in lines[first:end])
    return end


def _extend_rows(blocks: Sequence[LineGroup], first: int) -> tuple[int, list[Interval]]:
    """Return the end of the rows that share the first row's gaps, and the columns they form."""
    union = blocks[first].intervals
    end = first + 1
    if len(union) < 2:
        return end, union
    for index in range(first + 1, len(blocks)):
        above, block = blocks[index - 1], blocks[index]
        step = above.bottom - block.top
        if not 0.3 * block.size < step < 3.2 * block.size or abs(above.size - block.size) > 0.15 * block.size:
            break
        if index == first + 1:
            union = _widen_head(blocks[first], block)
        wider = merge_intervals([*union, *block.intervals], COLUMN_GAP * block.size)
        if len(wider) < len(union) or isinstance(block.lines[0], TableLine):
            break
        if len(wider) > len(union) and len(block.intervals) < 2:
            break
        if len(block.intervals) < 2 and _is_item(block.lines[0]):
            break
        union, end = wider, index + 1
    furthest = end
    while end > first + 1 and (
        len(blocks[end - 1].intervals) < 2 or _is_heading_below(blocks[end - 2], blocks[end - 1], union)
    ):
        end -= 1  # text below a table in only one of its columns is not a row …
    while first + 1 < end < furthest and _continues_last_cell(blocks[end - 1], blocks[end], union):
        end += 1  # … unless it is the rest of a cell
    strips = [strip for block in blocks[first + 1 : end] for strip in block.intervals]
    head = _widen_head(blocks[first], blocks[first + 1]) if end > first + 1 else blocks[first].intervals
    return end, merge_intervals([*head, *strips], COLUMN_GAP * blocks[first].size)


def _widen_head(head: LineGroup, below: LineGroup) -> list[Interval]:
    """Return the columns of the first row, which reach to the numbers below words that stand at the other side of the cell."""
    columns, cells = head.intervals, below.intervals
    if len(columns) != len(cells) or len(columns) < _MIN_HEAD_CELLS:
        return columns
    texts = [
        [text_of(_cell_glyphs(group.lines, strip)) for strip in strips]
        for group, strips in ((head, columns), (below, cells))
    ]
    widened = [
        (min(column[0], cell[0]), max(column[1], cell[1]))
        if NUMBER.match(number) and not NUMBER.match(word)
        else column
        for column, cell, word, number in zip(columns, cells, *texts, strict=True)
    ]
    gap = COLUMN_GAP * head.size
    are_apart = all(second[0] - first[1] > gap for first, second in pairwise(widened))
    return widened if are_apart else columns


def _continues_last_cell(above: LineGroup, block: LineGroup, union: Sequence[Interval]) -> bool:
    """Return whether a line in one column, but not the first, goes on with the text of the cell above."""
    columns = [column for column in union if any(_is_in_column(column, strip) for strip in block.intervals)]
    label = union[-1] if block.lines[0].rtl else union[0]
    if len(block.intervals) != 1 or len(columns) != 1 or columns[0] == label:
        return False
    before, after = (_cell_glyphs(group.lines, columns[0]) for group in (above, block))
    if not before or not after or above.bottom - block.top > _WIDE_GAP * block.size:
        return False
    side = max if block.lines[0].rtl else min
    starts = [
        side(glyph.right if block.lines[0].rtl else glyph.left for glyph in visible_glyphs(glyphs))
        for glyphs in (before, after)
    ]
    is_aligned = abs(starts[0] - starts[1]) < _FLUSH_TOLERANCE
    return is_aligned and _continues_cell(before, after, columns[0])


def _is_item(line: Line) -> bool:
    """Return whether a line starts with a bullet: a list item below a heading with a date, not a table row."""
    mark = parse_mark(line.text)
    return mark is not None and mark.certain and mark.kind == "bullet"


def _is_heading_below(above: LineGroup, block: LineGroup, union: Sequence[Interval]) -> bool:
    """Return whether the last row is a numbered heading after the table: bold, with empty cells."""
    return (
        len(block.intervals) < len(union)
        and all(line.bold for line in block.lines)
        and not all(line.bold for line in above.lines)
    )


def _table_of(
    page: Sequence[LineGroup], first: int, end: int, columns: Sequence[Interval]
) -> AlignedTable | None:
    """Return the table made of the groups, or None if the gaps are accidental, a list, or columns of text."""
    blocks = page[first:end]
    multi_cell = [block for block in blocks if len(block.intervals) > 1]
    size = multi_cell[0].size
    has_wide_gaps = all(_narrowest_gap(block) >= _WIDE_GAP * size for block in multi_cell)
    has_header = all(line.bold for line in multi_cell[0].lines) and not any(
        line.bold for line in multi_cell[-1].lines
    )
    if (
        len(multi_cell) < (2 if has_wide_gaps or has_header else 3)
        or len(columns) < 2
        or _are_headings(blocks)
    ):
        return None
    if (
        len(multi_cell) < _MAX_JUSTIFIED_ROWS
        and not has_header
        and _is_justified_text(multi_cell, [*page[first - 1 : first], *page[end : end + 1]])
    ):
        return None
    lines = [line for block in blocks for line in block.lines]
    cells = sum(len(block.intervals) for block in blocks)
    if sum(len(line.text) for line in lines) > _MAX_CELL_LENGTH * cells or sum(
        line.monospaced for line in lines
    ) * 2 > len(lines):
        return None
    if _is_marked_list(multi_cell, columns):
        return None
    edges = [(first[1] + second[0]) / 2 for first, second in pairwise(columns)]
    strips = list(zip([float("-inf"), *edges], [*edges, float("inf")], strict=True))
    last = blocks[-1]
    return AlignedTable(
        blocks[0].first, last.first + len(last.lines), group_rows(blocks, columns, strips), strips
    )


def _are_headings(blocks: Sequence[LineGroup]) -> bool:
    """Return whether the rows are bold headings of several words with plain lines below them."""
    is_plain = [len(block.intervals) < 2 for block in blocks]
    return any(is_plain) and all(
        plain_row != all(line.bold for line in block.lines)
        for block, plain_row in zip(blocks, is_plain, strict=True)
    )


def _is_justified_text(rows: Sequence[LineGroup], beside: Sequence[LineGroup]) -> bool:
    """Return whether the rows end flush with a neighboring line: justified lines with wide spaces."""
    rtl = rows[0].lines[0].rtl
    end = rows[0].intervals[0][0] if rtl else rows[0].intervals[-1][1]
    flush = [
        abs((block.intervals[0][0] if rtl else block.intervals[-1][1]) - end) < _FLUSH_TOLERANCE
        for block in [*rows, *beside]
        if block.intervals
    ]
    return all(flush[: len(rows)]) and any(flush[len(rows) :])


def _narrowest_gap(block: LineGroup) -> float:
    return min(second[0] - first[1] for first, second in pairwise(block.intervals))


def _is_marked_list(blocks: Sequence[LineGroup], columns: Sequence[Interval]) -> bool:
    """Return whether the first column holds only list marks, note numbers or symbols."""
    if len(columns) > 2:
        return False
    rtl = are_mostly_rtl([line for block in blocks for line in block.lines])
    strip = columns[-1] if rtl else columns[0]
    first_cells = [
        "".join(
            glyph.text
            for line in block.lines
            for glyph in line.glyphs
            if strip[0] - 1 <= glyph.left and glyph.right <= strip[1] + 1
        ).strip()
        for block in blocks
    ]
    marks = sum(not text or parse_mark(f"{text} x") is not None or len(text) < 3 for text in first_cells)
    return marks * 2 > len(first_cells)


# Cells of a table.

_SIDE_BY_SIDE_STEP = 0.8  # in sizes: a smaller step means lines side by side
_MAX_CELL_TEXT = 1500  # code points: longer text is in a frame, not in a table cell


def cell_lines(lines: Sequence[Line], left: float, right: float, bottom: float, top: float) -> list[Line]:
    """Return the lines of a cell with these edges, cut if they reach beyond it."""
    parts: list[Line] = []
    for line in lines:
        if bottom <= line.baseline + 0.3 * line.size <= top:
            part = _clip_line(line, left, right)
            if part is not None:
                parts.append(part)
    downwards = sorted(parts, key=lambda line: -line.baseline)
    return order_lines(parts)[0] if _has_side_by_side_lines(downwards) else downwards


def _has_side_by_side_lines(lines: Sequence[Line]) -> bool:
    """Return whether any lines are side by side, like the check boxes of a form."""
    return any(
        upper.baseline - lower.baseline < _SIDE_BY_SIDE_STEP * upper.size
        and (upper.right < lower.left or lower.right < upper.left)
        for upper, lower in pairwise(lines)
    )


def _clip_line(line: Line, left: float, right: float) -> Line | None:
    """Return the part of a line between two positions, or None."""
    glyphs: list[Glyph] = []
    for glyph in line.glyphs:
        is_visible = bool(glyph.text.strip())
        if left <= (glyph.left + glyph.right) / 2 < right and (is_visible or glyphs):
            glyphs.append(glyph)
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    return make_line(glyphs, line.page, rtl=line.rtl) if glyphs else None


def make_table_line(rows: list[list[list[Line]]], spans: list[list[int]]) -> TableLine | None:
    """Return a table of at least two cells with text, or None."""
    cells = [cell for row in rows for cell in row if cell]
    if len(cells) < 2 or max(len(row) for row in rows) < 2:
        return None
    if max(sum(len(line.text) for line in cell) for cell in cells) > _MAX_CELL_TEXT:
        return None
    lines = [line for cell in cells for line in cell]
    glyphs: list[Glyph] = []
    for line in lines:
        if glyphs:
            glyphs.append(Glyph(" ", line.left, line.left, line.glyphs[0].run, inferred=True))
        glyphs += line.glyphs
    last = min(lines, key=lambda line: line.baseline)
    rtl = are_mostly_rtl(lines)
    return TableLine(glyphs, last.page, last.baseline, last.size, rtl=rtl, rows=rows, spans=spans)
