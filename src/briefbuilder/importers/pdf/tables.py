"""Tables of an untagged page in a grid of rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from briefbuilder.importers.pdf.aligned_rows import (
    CELL_GAP,
    COLUMN_GAP,
    MIN_RAGGED,
    NUMBER,
    WORD_SPACE,
    Interval,
    cell_lines,
    make_table_line,
    merge_intervals,
)
from briefbuilder.importers.pdf.grids import TOLERANCE, Grid, GridCell, find_grids
from briefbuilder.importers.pdf.lines import group_by_baseline
from briefbuilder.importers.pdf.model import (
    Box,
    Chunk,
    Line,
    PageDrawings,
    PdfTableCell,
    TableLine,
    are_mostly_rtl,
    visible_glyphs,
)

_MAX_LABEL_LENGTH, _MIN_LABELS, _MIN_LABELED_SHARE = 10, 3, 0.6
"""The maximum length of a row label left of a grid; the minimum number of labels; the minimum share of labeled rows.
"""

_MIN_LEVELS, _MIN_INTERVALS, _MAX_WORD_LENGTH = 3, 3, 20
"""The minimum number of lines with the same gaps; of intervals per line, as a letter and its name are one cell; and
the maximum average length of their text."""

_MIN_ROWS, _MIN_MULTI_CELL_ROWS, _MAX_WRAPPED = 5, 3, 0.2
"""The minimum number of rows between two rules (fewer may be an address), of rows with several cells, and the maximum
share of wrapped lines."""

_MIN_TEXT_LINES, _MIN_TEXT_LENGTH = 8, 30
"""The minimum number of lines of running text in a cell, and their minimum average length."""

_CENTER_TOLERANCE = 0.3  # relative to the line step: how far a label may be from the middle of its lines

_MIN_ROW_GAP = 1.3
"""Relative to the usual line step: the minimum space above a row if rows are separated by space."""

_FLUSH_TOLERANCE = 1.0  # points: how far the ends of flush lines differ
_MIN_NUMBERS = 2  # the minimum number of cells with numbers in rows identified by numbers

_MIN_CELLS, _MAX_WORDS = 3, 4
"""The minimum number of cells in a row, and the maximum average of words in a line, if every line is a row."""

_MAX_SPLIT_LINES = 3  # the maximum number of lines above and below a rule that is missing at a two-row label
_MAX_CUT = 0.1  # the maximum share of lines with words across an edge


def join_continued_tables(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks with tables joined across pages and repeated headers removed."""
    result: list[Chunk] = []
    for chunk in chunks:
        last = result[-1] if result else None
        if (
            last is not None
            and last.role == chunk.role == "table"
            and len(last.rows[0]) == len(chunk.rows[0])
        ):
            repeats_header = row_texts(last.rows[0]) == row_texts(chunk.rows[0])
            if repeats_header or last.fallback_page < chunk.fallback_page:
                last.rows += chunk.rows[int(repeats_header) :]
                continue
        result.append(chunk)
    return result


def row_texts(row: Sequence[PdfTableCell]) -> list[str]:
    """Return the text of each block in a row."""
    return [chunk.text for cell in row for chunk in cell.chunks]


# Columns of a grid without rules between them: row labels left of it, and blank gaps in all of its lines.


def add_labels(grid: Grid, lines: Sequence[Line]) -> None:
    """Add a first column to a grid if most of its rows have a one-word label beside them.

    The axis of a chart has labels too, but hardly any text beside them.
    """
    edge = grid.column_edges[0]
    labels: dict[int, float] = {}
    filled_rows: set[int] = set()
    for line in lines:
        middle = line.baseline + 0.3 * line.size
        if line.rtl or not grid.row_edges[-1] <= middle <= grid.row_edges[0]:
            continue
        row = sum(height > middle for height in grid.row_edges)
        if edge < line.right and line.left < grid.column_edges[-1]:
            filled_rows.add(row)
        if line.left < edge - TOLERANCE:
            before_edge = [glyph for glyph in line.glyphs if glyph.left < edge and glyph.text.strip()]
            word = "".join(
                glyph.text for glyph in line.glyphs[: line.glyphs.index(before_edge[-1]) + 1]
            ).split()
            if len(word) > 1 or len(word[0]) > _MAX_LABEL_LENGTH or before_edge[-1].right >= edge + TOLERANCE:
                return
            labels[row] = line.left
    min_labels = max(_MIN_LABELS, _MIN_LABELED_SHARE * (len(grid.row_edges) - 1))
    if min(len(labels), len(filled_rows)) >= min_labels:
        grid.column_edges.insert(0, min(labels.values()) - 1)
        grid.has_label_column = True


def add_columns(grid: Grid, lines: Sequence[Line]) -> None:
    """Split the columns of a grid in which all lines have the same short cells with gaps between them."""
    levels = group_by_baseline(lines)
    if len(levels) < _MIN_LEVELS:
        return
    for left, right in list(pairwise(grid.column_edges)):
        rows = [_intervals_between(level, left, right) for level in levels]
        columns = merge_intervals([strip for row in rows for strip in row], COLUMN_GAP * lines[0].size)
        if len(columns) < _MIN_INTERVALS or any(len(row) != len(columns) for row in rows):
            continue
        for first, second in pairwise(columns):
            edge = (first[1] + second[0]) / 2
            grid.column_edges.append(edge)
            grid.vertical.append(Box(edge, grid.row_edges[-1], edge, grid.row_edges[0]))
    grid.column_edges.sort()


def _intervals_between(lines: Sequence[Line], left: float, right: float) -> list[Interval]:
    """Return the text intervals of a row between two positions, [] for long text."""
    glyphs = [
        (glyph.left, glyph.right)
        for line in lines
        for glyph in line.glyphs
        if left < (glyph.left + glyph.right) / 2 < right and glyph.text.strip()
    ]
    strips = merge_intervals(glyphs, CELL_GAP * lines[0].size)
    return strips if len(glyphs) <= _MAX_WORD_LENGTH * len(strips) else []


# Rows between two rules of a table.


def split_grid_row(row: list[list[Line]], cells: Sequence[GridCell], *, rtl: bool) -> list[list[list[Line]]]:
    """Split the text between two rules into rows if no line continues in the next one."""
    levels = _group_baselines([line for cell in row for line in cell])
    parts = _split_at_levels(row, levels)
    if are_text_columns(row) or _has_label(row, levels, parts):
        return [row]
    multi_cell_rows = sum(sum(map(bool, part)) > 1 for part in parts)
    pairs = [(pair, cell) for index, cell in enumerate(cells) for pair in _consecutive_lines(parts, index)]
    wrapped_count = sum(_is_wrapped(first, second, cell, rtl=rtl) for (first, second), cell in pairs)
    if len(levels) < _MIN_ROWS or multi_cell_rows < _MIN_MULTI_CELL_ROWS:
        is_split = _is_full(parts) and (_has_bold_header(parts) or (wrapped_count == 0 and _has_keys(parts)))
        is_split = is_split or (wrapped_count == 0 and _have_numbers(parts))
    else:
        is_split = wrapped_count <= max(1.0, _MAX_WRAPPED * len(pairs)) or (
            len(cells) >= _MIN_CELLS and _is_full(parts)
        )
    if is_split:
        return _merge_wrapped_rows(parts, cells, rtl=rtl)
    spaced_levels = _group_by_spacing(levels, parts)
    return _split_at_levels(
        row, spaced_levels if len(spaced_levels) > 1 else _group_by_numbers(levels, parts)
    )


def are_text_columns(row: Sequence[Sequence[Line]]) -> bool:
    """Return whether two cells contain running text: pages side by side in a frame."""
    texts = [cell for cell in row if len(cell) >= _MIN_TEXT_LINES]
    return sum(sum(len(line.text) for line in cell) > _MIN_TEXT_LENGTH * len(cell) for cell in texts) > 1


def _has_label(
    row: Sequence[Sequence[Line]], levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> bool:
    """Return whether a single line is a label centered beside all of the others."""
    if len(levels) < _MIN_MULTI_CELL_ROWS or len(_group_by_numbers(levels, parts)) > 1:
        return False
    center = (max(levels[0]) + min(levels[-1])) / 2
    (first, *_), step = row, (max(levels[0]) - min(levels[-1])) / (len(levels) - 1)
    return len(first) == 1 and abs(first[0].baseline - center) < _CENTER_TOLERANCE * step


def _merge_wrapped_rows(
    parts: Sequence[list[list[Line]]], cells: Sequence[GridCell], *, rtl: bool
) -> list[list[list[Line]]]:
    """Return the rows with wrapped lines joined to the row above."""
    rows: list[list[list[Line]]] = []
    for part in parts:
        filled = [index for index, cell in enumerate(part) if cell]
        is_wrapped = (
            rows
            and len(filled) < len(cells)
            and all(
                rows[-1][index]
                and _is_wrapped(rows[-1][index][-1], part[index][0], cells[index], rtl=rtl, ragged=1.0)
                for index in filled
            )
        )
        if is_wrapped:
            for index in filled:
                rows[-1][index] += part[index]
        else:
            rows.append(part)
    return rows


def _group_by_numbers(
    levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> list[set[float]]:
    """Group lines into rows that start at lines with several numbers."""
    starts_row = [
        sum(any(NUMBER.match(line.text) for line in cell) for cell in part) >= _MIN_NUMBERS for part in parts
    ]
    if sum(starts_row) < 2:
        return [set().union(*levels)]
    rows: list[set[float]] = []
    for level, starts in zip(levels, starts_row, strict=True):
        if starts or not rows:
            rows.append(set(level))
        else:
            rows[-1] |= level
    return rows


def _consecutive_lines(parts: Sequence[Sequence[Sequence[Line]]], index: int) -> list[tuple[Line, Line]]:
    """Return the pairs of consecutive single lines of a cell."""
    lines = [part[index][0] for part in parts if len(part[index]) == 1]
    return list(pairwise(lines))


def _is_full(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Return whether each cell has a few words in each line: wrapped cells rarely have equal lengths."""
    lines = [line for part in parts for cell in part for line in cell]
    words = sum(len(line.text.split()) for line in lines)
    return (
        len(parts[0]) > 1
        and all(cell for part in parts for cell in part)
        and words <= _MAX_WORDS * len(lines)
    )


def _has_bold_header(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Return whether only the first row is bold."""
    is_bold = [[line.bold for cell in part for line in cell] for part in parts]
    return len(parts) > 1 and all(is_bold[0]) and not any(map(any, is_bold[1:]))


def _split_at_levels(row: Sequence[Sequence[Line]], levels: Sequence[set[float]]) -> list[list[list[Line]]]:
    return [[[line for line in cell if line.baseline in level] for cell in row] for level in levels]


def _group_by_spacing(
    levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> list[set[float]]:
    """Group the baselines of wrapped rows, which start in their first cell with more space above."""
    gaps = [min(above) - max(below) for above, below in pairwise(levels)]
    usual_gap = median(gaps) if gaps else 0.0
    rows: list[set[float]] = []
    for index, (level, part) in enumerate(zip(levels, parts, strict=True)):
        starts_row = (
            index > 0 and gaps[index - 1] > _MIN_ROW_GAP * usual_gap and part[0] and sum(map(bool, part)) > 1
        )
        if rows and not starts_row:
            rows[-1] |= level
        else:
            rows.append(set(level))
    return rows


def _group_baselines(lines: Sequence[Line]) -> list[set[float]]:
    """Return the baselines grouped by row, from the top."""
    levels: list[set[float]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if levels and max(levels[-1]) - line.baseline < 0.5 * line.size:
            levels[-1].add(line.baseline)
        else:
            levels.append({line.baseline})
    return levels


def _has_keys(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Return whether each line of the first cell is one word, unlike an address."""
    return len(parts) > 1 and all(len(line.text.split()) == 1 for part in parts for line in part[0])


def _have_numbers(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Return whether each line has a number in the same cell and text in another."""
    if len(parts) < 2 or any(sum(map(bool, part)) < 2 for part in parts):
        return False
    return any(
        all(len(cell) == 1 and NUMBER.match(cell[0].text) for cell in cells)
        for cells in zip(*parts, strict=True)
    )


def _is_wrapped(first: Line, second: Line, cell: GridCell, *, rtl: bool, ragged: float = MIN_RAGGED) -> bool:
    """Return whether a line ends because the next line's first word did not fit in the cell."""
    is_flush = abs(first.end - second.end) < _FLUSH_TOLERANCE < abs(first.start - second.start)
    if is_flush or (NUMBER.match(first.text) and NUMBER.match(second.text)):
        return False
    room = first.left - cell.left if rtl else cell.right - first.right
    word_width = len(second.text.split()[0]) / max(1, len(second.text)) * (second.right - second.left)
    return room < min(word_width + WORD_SPACE * first.size, ragged * (cell.right - cell.left))


def insert_grid_tables(lines: Sequence[Line], drawings: PageDrawings) -> list[Line]:
    """Return the lines of a page with each table in a grid of rules as a single line at the position of its first line."""
    lines_and_tables = list(lines)
    for grid in find_grids(drawings):
        lines_and_tables = _insert_grid_table(lines_and_tables, grid)
    return lines_and_tables


def _insert_grid_table(lines: list[Line], grid: Grid) -> list[Line]:
    """Combine the lines in a grid into a table, unless it is a frame around text or has hardly any text."""
    add_labels(grid, lines)
    inside = [line for line in lines if not isinstance(line, TableLine) and grid.contains(line)]
    if len(inside) < 2 or _cuts_words(inside, grid):
        return lines
    add_columns(grid, inside)
    rtl = are_mostly_rtl(inside)
    rows: list[list[list[Line]]] = []
    spans: list[list[int]] = []
    cell_rows = _fill_cells(inside, grid, rtl=rtl)
    if len(cell_rows) == 1 and are_text_columns(cell_rows[0][1]):
        return lines
    for cells, row in cell_rows:
        if any(row):
            parts = split_grid_row(row, cells, rtl=rtl)
            rows += parts
            spans += [[cell.columns for cell in cells]] * len(parts)
    table = make_table_line(rows, spans)
    if table is None:
        return lines
    inside_ids = {id(line) for line in inside}
    first = next(index for index, line in enumerate(lines) if id(line) in inside_ids)
    kept = [line for line in lines[first:] if id(line) not in inside_ids]
    return [*lines[:first], table, *kept]


def _fill_cells(
    lines: Sequence[Line], grid: Grid, *, rtl: bool
) -> list[tuple[list[GridCell], list[list[Line]]]]:
    """Return the cells of each row with their lines; a cell that spans rows has all lines in the first."""
    rows: list[tuple[list[GridCell], list[list[Line]]]] = []
    for cells in grid.rows(rtl=rtl):
        row = [cell_lines(lines, cell.left, cell.right, cell.bottom, cell.top) for cell in cells]
        rows.append((cells, row))
    for row_index in range(len(rows) - 1, 0, -1):
        (upper, above), (lower, below) = rows[row_index - 1 : row_index + 1]
        for index, cell in enumerate(lower):
            above_index = next(
                (
                    upper_index
                    for upper_index, other in enumerate(upper)
                    if not grid.are_separated(other, cell)
                ),
                None,
            )
            if (
                above_index is not None
                and 0 < len(below[index]) <= _MAX_SPLIT_LINES
                and len(above[above_index]) <= _MAX_SPLIT_LINES
            ):
                above[above_index] += below[index]
                below[index] = []
    return rows


def _cuts_words(lines: Sequence[Line], grid: Grid) -> bool:
    """Return whether edges cross words, like arrows between the boxes of a diagram."""
    cut_count = 0
    for cells in grid.rows(rtl=False):
        edges = [cell.right for cell in cells[:-1]]
        cut_count += sum(
            _is_cut(line, edge)
            for line in lines
            if cells[0].bottom <= line.baseline + 0.3 * line.size <= cells[0].top
            for edge in edges
            if line.left < edge < line.right
        )
    return cut_count > max(1, _MAX_CUT * len(lines))


def _is_cut(line: Line, edge: float) -> bool:
    """Return whether a vertical edge has no more than a word space around it."""
    visible = visible_glyphs(line.glyphs)
    before = max(
        (glyph.right for glyph in visible if (glyph.left + glyph.right) / 2 < edge), default=line.left
    )
    after = min(
        (glyph.left for glyph in visible if (glyph.left + glyph.right) / 2 >= edge), default=line.right
    )
    return after - before < WORD_SPACE * line.size
