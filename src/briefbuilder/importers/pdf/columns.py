"""The columns that lines stand in: where a column begins and ends, and what stands across the page above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefbuilder.importers.pdf.listings import prose_of
from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.shapes import Line, TableLine

_FLUSH, _FEWEST_FLUSH, _MOST_BEYOND = 1.5, 5, 0.15
"""Points by which the ends of justified lines differ; how many of them tell where a column ends; and the share of its lines
that may run beyond."""

_FEWEST_WRITTEN = 2
"""Lines that are no listing and tell where a column ends, at least."""

_FEWEST_LINES = 8
"""Lines that tell where those of a column end."""


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of the column that a line stands in, in the measure of `Line.start`, and how many lines tell them."""

    start: float
    end: float
    lines: int = 0


def columns_of(parts: Sequence[Sequence[Line]], measures: Measures) -> list[Column]:
    """Return the column of each part; tables and listings tell nothing of one that others stand in."""
    written = [[line for line in part if not isinstance(line, TableLine)] or part for part in parts]
    if not any(line.fixed for line in prose_of([line for part in written for line in part])):  # no typescript
        written = [_without_listing(part) for part in written]
    columns = [_column(part, measures) for part in written]
    columns = [
        replace(column, lines=0) if _is_listing(part) else column
        for column, part in zip(columns, written, strict=True)
    ]
    return _framed(columns, measures)


def _without_listing(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are no listing, where they are enough to tell a column."""
    kept = [line for line in lines if not line.fixed]
    return kept if len(kept) >= _FEWEST_WRITTEN else lines


def _is_listing(lines: Sequence[Line]) -> bool:
    return 2 * sum(line.fixed for line in lines) > len(lines)


def regions_of(lines: Sequence[Line], measures: Measures) -> list[Sequence[Line]]:
    """Divide a stretch where lines across the page stand over those of a column: their edges are not the column's."""
    usual = _edge(lines, measures) if len(lines) >= _FEWEST_LINES else None
    if usual is None:
        return [lines]
    regions: list[list[Line]] = []
    wide = False
    for line in lines:
        beyond = line.end > usual + 2 * measures.size
        if wide and not beyond and abs(line.end - usual) > _FLUSH:
            beyond = _is_close(regions[-1][-1], line, measures)  # the last line of a wide paragraph
        if not regions or beyond != wide:
            regions.append([])
            wide = beyond
        regions[-1].append(line)
    return list(regions)


def _edge(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return where the lines of a column end, if that can be told."""
    ends = Counter(round(line.end) for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    if 10 * sum(ends[usual + step] for step in (-1, 0, 1)) >= 3 * len(lines):
        return usual
    return _ragged_edge(lines, measures)


def _ragged_edge(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return the end of the longest line of a ragged column, if a few lines that stand apart run far beyond it."""
    ordered = sorted(line.end for line in lines)
    for below, above in pairwise(ordered[3 * len(lines) // 4 :]):
        if above - below > 2 * measures.size:
            beyond = [line.end > below for line in lines]
            torn = any(
                far and not near and _follows(first, second, measures)
                for (first, near), (second, far) in pairwise(zip(lines, beyond, strict=True))
            )
            return None if torn else below
    return None


def _is_close(above: Line, below: Line, measures: Measures) -> bool:
    """Tell whether a line of the same size stands no further below than lines of one paragraph do."""
    return abs(above.size - below.size) < 0.3 and _follows(above, below, measures)


def _follows(above: Line, below: Line, measures: Measures) -> bool:
    """Tell whether a line stands no further below than lines of one paragraph do."""
    return above.baseline - below.baseline <= 1.22 * measures.leading(max(above.size, below.size)) + 0.3


def _column(lines: Sequence[Line], measures: Measures) -> Column:
    body = [line for line in lines if abs(line.size - measures.size) < 0.3] or list(lines)
    starts = Counter(round(line.start) for line in body)
    usual = max(starts, key=lambda start: (starts[start], -start))
    enough = min(starts[usual], max(2, len(body) // 12))
    start = min(
        (line.start for line in body if line.start < usual + 1 and starts[round(line.start)] >= enough),
        default=usual,
    )
    told = sum(count for place, count in starts.items() if abs(place - start) <= 1)
    return Column(start, _end(body, start), told)


def _end(lines: Sequence[Line], start: float) -> float:
    """Return where the lines of a column end: the longest, or where justified ones do that begin at its start and a few run beyond."""
    ends = Counter(round(line.end) for line in lines if abs(line.start - start) < _FLUSH)
    if not ends:
        return max(line.end for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    flush = sum(ends[usual + step] for step in (-1, 0, 1))
    beyond = [line.end for line in lines if line.end > usual + _FLUSH]
    if flush >= _FEWEST_FLUSH and len(beyond) <= _MOST_BEYOND * len(lines):
        return max(line.end for line in lines if line.end <= usual + _FLUSH)
    return max(line.end for line in lines)


def _framed(columns: list[Column], measures: Measures) -> list[Column]:
    """Return the columns, one that is set in against one of the same place elsewhere with that one's edges.

    A stretch that is quoted throughout tells nothing of the column that it stands in.
    """
    framed: list[Column] = []
    # A drawing may have thousands of columns of a line or two, which tell nothing of others.
    telling = list(dict.fromkeys(column for column in columns if column.lines > 2))
    for column in columns:
        near = [
            other
            for other in telling
            if 0.9 * measures.size < column.start - other.start < 5 * measures.size
            and -1 < other.end - column.end < 5 * measures.size
        ]
        best = max(near, key=lambda other: other.lines, default=column)
        framed.append(best if best.lines > column.lines / 8 else column)
    return framed
