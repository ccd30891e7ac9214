"""Tables of a page without structure: inside a grid of rules, or rows whose words leave the same strips blank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.drawings import Drawings
from briefbuilder.importers.pdf.gridcolumns import add_columns, add_labels
from briefbuilder.importers.pdf.gridding import Grid, GridCell, grids_of
from briefbuilder.importers.pdf.lines import line_of
from briefbuilder.importers.pdf.order import in_reading_order
from briefbuilder.importers.pdf.riverrows import Strip
from briefbuilder.importers.pdf.rivers import aligned_runs
from briefbuilder.importers.pdf.rows import are_columns, rows_within
from briefbuilder.importers.pdf.shapes import Glyph, Line, TableLine

_SPACE = 0.5
"""In sizes: what parts the words of a line, narrower than what parts cells."""

_BESIDE = 0.8
"""In sizes: what stands less far below a line, and beside it, does not come after it."""

_LABEL = 3
"""Lines on either side of a rule that does not run through a label of two rows, at most."""

_CUT = 0.1
"""The share of a table's lines whose words may run over an edge."""

_LONGEST_CELL = 1500
"""Code points: what is longer is text in a frame, not in a cell."""


def with_tables(lines: Sequence[Line], drawings: Drawings) -> list[Line]:
    """Return a page's lines with each table as one line among them, at the place of its first."""
    found = list(lines)
    for grid in grids_of(drawings):
        found = _with_grid(found, grid)
    placed: list[Line] = []
    end = 0
    for run in aligned_runs(found):
        placed += found[end : run.first]
        end = run.after
        table = _of_strips(run.rows, run.columns)
        placed += [table] if table is not None else found[run.first : run.after]
    return placed + found[end:]


def _with_grid(lines: list[Line], grid: Grid) -> list[Line]:
    """Take the lines within a grid together; a frame round a text, or one with hardly a word in it, is no table."""
    add_labels(grid, lines)
    inside = [line for line in lines if not isinstance(line, TableLine) and grid.holds(line)]
    if len(inside) < 2 or _cuts_words(inside, grid):
        return lines
    add_columns(grid, inside)
    rtl = sum(line.rtl for line in inside) * 2 > len(inside)
    rows: list[list[list[Line]]] = []
    spans: list[list[int]] = []
    parted = _cells(inside, grid, rtl=rtl)
    if len(parted) == 1 and are_columns(parted[0][1]):
        return lines
    for cells, row in parted:
        if any(row):
            parts = rows_within(row, cells, rtl=rtl)
            rows += parts
            spans += [[cell.columns for cell in cells]] * len(parts)
    table = _table(rows, spans)
    if table is None:
        return lines
    gone = {id(line) for line in inside}
    first = next(place for place, line in enumerate(lines) if id(line) in gone)
    kept = [line for line in lines[first:] if id(line) not in gone]
    return [*lines[:first], table, *kept]


def _cells(lines: Sequence[Line], grid: Grid, *, rtl: bool) -> list[tuple[list[GridCell], list[list[Line]]]]:
    """Return the cells of each row with their lines; one that goes on below the next rule has all its lines in its first row."""
    rows: list[tuple[list[GridCell], list[list[Line]]]] = []
    for cells in grid.rows(rtl=rtl):
        row = [_in_cell(lines, cell.left, cell.right, cell.bottom, cell.top) for cell in cells]
        rows.append((cells, row))
    for place in range(len(rows) - 1, 0, -1):
        (upper, above), (lower, below) = rows[place - 1 : place + 1]
        for at, cell in enumerate(lower):
            over = next((number for number, other in enumerate(upper) if not grid.parts(other, cell)), None)
            if over is not None and 0 < len(below[at]) <= _LABEL and len(above[over]) <= _LABEL:
                above[over] += below[at]
                below[at] = []
    return rows


def _cuts_words(lines: Sequence[Line], grid: Grid) -> bool:
    """Tell whether edges run through words here and there, as the arrows of a diagram do between its boxes."""
    cut = 0
    for cells in grid.rows(rtl=False):
        edges = [cell.right for cell in cells[:-1]]
        cut += sum(
            _is_cut(line, edge)
            for line in lines
            if cells[0].bottom <= line.baseline + 0.3 * line.size <= cells[0].top
            for edge in edges
            if line.left < edge < line.right
        )
    return cut > max(1, _CUT * len(lines))


def _is_cut(line: Line, edge: float) -> bool:
    """Tell whether an upright edge has words on either side with no more than a space between them."""
    inked = [glyph for glyph in line.glyphs if glyph.text.strip()]
    before = max((glyph.right for glyph in inked if (glyph.left + glyph.right) / 2 < edge), default=line.left)
    after = min((glyph.left for glyph in inked if (glyph.left + glyph.right) / 2 >= edge), default=line.right)
    return after - before < _SPACE * line.size


def _in_cell(lines: Sequence[Line], left: float, right: float, bottom: float, top: float) -> list[Line]:
    parts: list[Line] = []
    for line in lines:
        if bottom <= line.baseline + 0.3 * line.size <= top:
            part = _part(line, left, right)
            if part is not None:
                parts.append(part)
    downwards = sorted(parts, key=lambda line: -line.baseline)
    return in_reading_order(parts)[0] if _stand_beside(downwards) else downwards


def _stand_beside(lines: Sequence[Line]) -> bool:
    """Tell whether some lines, from the top, stand side by side, as the boxes to tick of a form do."""
    return any(
        upper.baseline - lower.baseline < _BESIDE * upper.size
        and (upper.right < lower.left or lower.right < upper.left)
        for upper, lower in pairwise(lines)
    )


def _part(line: Line, left: float, right: float) -> Line | None:
    """Return what stands of a line between two places."""
    glyphs: list[Glyph] = []
    for glyph in line.glyphs:
        inked = bool(glyph.text.strip())
        if left <= (glyph.left + glyph.right) / 2 < right and (inked or glyphs):
            glyphs.append(glyph)
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    return line_of(glyphs, line.page, rtl=line.rtl) if glyphs else None


def _of_strips(rows: Sequence[Sequence[Line]], columns: Sequence[Strip]) -> TableLine | None:
    rtl = sum(line.rtl for row in rows for line in row) * 2 > sum(map(len, rows))
    ordered = list(reversed(columns)) if rtl else list(columns)
    cells = [
        [_in_cell(row, strip[0], strip[1], float("-inf"), float("inf")) for strip in ordered] for row in rows
    ]
    return _table(cells, [[1] * len(ordered) for _ in cells])


def _table(rows: list[list[list[Line]]], spans: list[list[int]]) -> TableLine | None:
    """Return a table of at least two cells with words, or None."""
    cells = [cell for row in rows for cell in row if cell]
    if len(cells) < 2 or max(len(row) for row in rows) < 2:
        return None
    if max(sum(len(line.text) for line in cell) for cell in cells) > _LONGEST_CELL:
        return None
    lines = [line for cell in cells for line in cell]
    glyphs: list[Glyph] = []
    for line in lines:
        if glyphs:
            glyphs.append(Glyph(" ", line.left, line.left, line.glyphs[0].run, made=True))
        glyphs += line.glyphs
    last = min(lines, key=lambda line: line.baseline)
    rtl = sum(line.rtl for line in lines) * 2 > len(lines)
    return TableLine(glyphs, last.page, last.baseline, last.size, rtl=rtl, rows=rows, spans=spans)
