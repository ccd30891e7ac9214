"""Rows between two rules of a table: which of its lines begin one, and which go on in the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from briefbuilder.importers.pdf.gridding import GridCell
from briefbuilder.importers.pdf.shapes import Line

_FEWEST_ROWS, _FEWEST_BESIDE, _WRAPPED = 5, 3, 0.2
"""Rows between two rules, at least: fewer may be the lines of an address; those of them with words in two cells; and
the share of lines that may go on in the next one."""

_FEWEST_LINES, _LONG = 8, 30
"""Lines of running text in a cell, at least; and code points that they have on average."""

_CENTRED = 0.3
"""Of the step between two lines: a label stands no further from the middle of what it is for."""

_ROW_GAP = 1.3
"""Of the usual step between two lines of a table: what stands above a row is wider, where rows are told by it."""

_RAGGED = 0.25
"""The share of a cell's width that is left at the end of a line only where the next one begins something new."""

_SPACE = 0.5
"""In sizes: what parts the words of a line, narrower than what parts cells."""

_FLUSH = 1.0
"""Points by which the ends of lines differ that are set flush."""

_NUMBER = re.compile(r"[^\w\s]*\d[\d.,\s]*[^\w\s]*$")

_FEWEST_NUMBERS = 2
"""Cells of a row with numbers, at least, where rows are told by them."""

_FEWEST_CELLS, _MOST_WORDS = 3, 4
"""Cells of a row, at least, and words of a line on average, at most, where all lines of all cells are rows."""


def rows_within(row: list[list[Line]], cells: Sequence[GridCell], *, rtl: bool) -> list[list[list[Line]]]:
    """Part what stands between two rules into the rows that it has where no line goes on in the next one."""
    levels = _levels([line for cell in row for line in cell])
    parts = _parted(row, levels)
    if are_columns(row) or _has_label(row, levels, parts):
        return [row]
    beside = sum(sum(map(bool, part)) > 1 for part in parts)
    pairs = [(pair, cell) for place, cell in enumerate(cells) for pair in _pairs(parts, place)]
    wrapped = sum(_goes_on(first, second, cell, rtl=rtl) for (first, second), cell in pairs)
    if len(levels) < _FEWEST_ROWS or beside < _FEWEST_BESIDE:
        apart = _is_full(parts) and (_is_head(parts) or (wrapped == 0 and _has_keys(parts)))
        apart = apart or (wrapped == 0 and _are_counted(parts))
    else:
        apart = wrapped <= max(1.0, _WRAPPED * len(pairs)) or (
            len(cells) >= _FEWEST_CELLS and _is_full(parts)
        )
    if apart:
        return _with_wrapped(parts, cells, rtl=rtl)
    spaced = _spaced_levels(levels, parts)
    return _parted(row, spaced if len(spaced) > 1 else _levels_of_numbers(levels, parts))


def are_columns(row: Sequence[Sequence[Line]]) -> bool:
    """Tell whether two cells hold running text: pages side by side in a frame."""
    texts = [cell for cell in row if len(cell) >= _FEWEST_LINES]
    return sum(sum(len(line.text) for line in cell) > _LONG * len(cell) for cell in texts) > 1


def _has_label(
    row: Sequence[Sequence[Line]], levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> bool:
    """Tell whether one line stands at the middle of what is beside it, as the label of all of it does."""
    if len(levels) < _FEWEST_BESIDE or len(_levels_of_numbers(levels, parts)) > 1:
        return False
    middle = (max(levels[0]) + min(levels[-1])) / 2
    (first, *_), step = row, (max(levels[0]) - min(levels[-1])) / (len(levels) - 1)
    return len(first) == 1 and abs(first[0].baseline - middle) < _CENTRED * step


def _with_wrapped(
    parts: Sequence[list[list[Line]]], cells: Sequence[GridCell], *, rtl: bool
) -> list[list[list[Line]]]:
    """Return the rows, those whose few words all go on from the row above in one with it."""
    rows: list[list[list[Line]]] = []
    for part in parts:
        inked = [place for place, cell in enumerate(part) if cell]
        wrapped = (
            rows
            and len(inked) < len(cells)
            and all(
                rows[-1][place]
                and _goes_on(rows[-1][place][-1], part[place][0], cells[place], rtl=rtl, ragged=1.0)
                for place in inked
            )
        )
        if wrapped:
            for place in inked:
                rows[-1][place] += part[place]
        else:
            rows.append(part)
    return rows


def _levels_of_numbers(
    levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> list[set[float]]:
    """Begin a row at each line with numbers in some cells: no cell has several below each other."""
    begin = [
        sum(any(_NUMBER.match(line.text) for line in cell) for cell in part) >= _FEWEST_NUMBERS
        for part in parts
    ]
    if sum(begin) < 2:
        return [set().union(*levels)]
    rows: list[set[float]] = []
    for level, begins in zip(levels, begin, strict=True):
        if begins or not rows:
            rows.append(set(level))
        else:
            rows[-1] |= level
    return rows


def _pairs(parts: Sequence[Sequence[Sequence[Line]]], place: int) -> list[tuple[Line, Line]]:
    """Return the lines of one cell, each with the next one below it; several side by side are no lines of a text."""
    lines = [part[place][0] for part in parts if len(part[place]) == 1]
    return list(pairwise(lines))


def _is_full(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Tell whether each cell has a few words in each line: wrapped cells are seldom as long as each other."""
    lines = [line for part in parts for cell in part for line in cell]
    words = sum(len(line.text.split()) for line in lines)
    return (
        len(parts[0]) > 1
        and all(cell for part in parts for cell in part)
        and words <= _MOST_WORDS * len(lines)
    )


def _is_head(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Tell whether the first of a few rows is bold, and no other line is."""
    bold = [[line.bold for cell in part for line in cell] for part in parts]
    return len(parts) > 1 and all(bold[0]) and not any(map(any, bold[1:]))


def _parted(row: Sequence[Sequence[Line]], levels: Sequence[set[float]]) -> list[list[list[Line]]]:
    return [[[line for line in cell if line.baseline in level] for cell in row] for level in levels]


def _spaced_levels(
    levels: Sequence[set[float]], parts: Sequence[Sequence[Sequence[Line]]]
) -> list[set[float]]:
    """Take the baselines of wrapped rows together, where more space stands above each that begins in its first cell."""
    gaps = [min(above) - max(below) for above, below in pairwise(levels)]
    usual = median(gaps) if gaps else 0.0
    rows: list[set[float]] = []
    for place, (level, part) in enumerate(zip(levels, parts, strict=True)):
        begins = place > 0 and gaps[place - 1] > _ROW_GAP * usual and part[0] and sum(map(bool, part)) > 1
        if rows and not begins:
            rows[-1] |= level
        else:
            rows.append(set(level))
    return rows


def _levels(lines: Sequence[Line]) -> list[set[float]]:
    """Return the baselines of lines, those of one row together, from the top."""
    levels: list[set[float]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if levels and max(levels[-1]) - line.baseline < 0.5 * line.size:
            levels[-1].add(line.baseline)
        else:
            levels.append({line.baseline})
    return levels


def _has_keys(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Tell whether each line of the first cell is one word, as no line of an address is."""
    return len(parts) > 1 and all(len(line.text.split()) == 1 for part in parts for line in part[0])


def _are_counted(parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Tell whether each line has a number in the same cell, and words in another one."""
    if len(parts) < 2 or any(sum(map(bool, part)) < 2 for part in parts):
        return False
    return any(
        all(len(cell) == 1 and _NUMBER.match(cell[0].text) for cell in cells)
        for cells in zip(*parts, strict=True)
    )


def _goes_on(first: Line, second: Line, cell: GridCell, *, rtl: bool, ragged: float = _RAGGED) -> bool:
    """Tell whether a line ends because the next one's first word had no room in its cell."""
    flush = abs(first.end - second.end) < _FLUSH < abs(first.start - second.start)
    if flush or (_NUMBER.match(first.text) and _NUMBER.match(second.text)):
        return False
    room = first.left - cell.left if rtl else cell.right - first.right
    word = len(second.text.split()[0]) / max(1, len(second.text)) * (second.right - second.left)
    return room < min(word + _SPACE * first.size, ragged * (cell.right - cell.left))
