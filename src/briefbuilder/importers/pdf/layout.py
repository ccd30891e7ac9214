"""Order the lines of a page for reading, keeping the file's order if it is plausible."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from briefbuilder.importers.pdf.grids import join_rules
from briefbuilder.importers.pdf.lines import group_by_baseline
from briefbuilder.importers.pdf.model import Box, Image, Line, TableLine, are_mostly_rtl

_MAX_BAND_OVERLAP = 1.0  # points: how far the ascenders of a line may reach into the line above
_MIN_ROWS = 0.8  # the minimum share of table rows with cells on both sides of a gutter
_MAX_LOOKBACK = 30  # how many earlier lines a line is compared with
_MAX_DEPTH = 60

_MAX_LABEL_SIZE = 0.8
"""Relative to the usual font size: groups of a few smaller lines are labels in a drawing, drawn in any order."""

_MAX_LABEL_LINES = 3

_GUTTER_START, _GUTTER_END = 0.1, 0.7
"""In sizes from the end of a column's line: where the gutter starts, and its minimum end."""

_MIN_COLUMN_LINES = 4  # the minimum number of lines in a column
_MAX_LINES = 600  # A page with more lines is not a page of text
_MIN_ROWS_OF_TEXT, _MIN_HEAD_GAP = 12, 0.8
"""The fewest rows of a page of text, and how far its running head is from them, in sizes."""

_RULE_TOLERANCE = 0.02  # the share of the text width by which a rule across it may be shorter at either end

_MAX_ACROSS = 0.25
"""The maximum share of lines across the gutter between two columns, above, between or below them."""


def split_bands(lines: list[Line]) -> list[list[Line]]:
    """Split the lines into bands where everything drawn later is below everything drawn before."""
    tops_from_here = list(accumulate((line.top for line in reversed(lines)), max))[::-1]
    bands: list[list[Line]] = [[]]
    bottom = float("inf")
    for line, top in zip(lines, tops_from_here, strict=True):
        if bands[-1] and bottom >= top - _MAX_BAND_OVERLAP:
            bands.append([])
        bands[-1].append(line)
        bottom = min(bottom, line.bottom)
    return bands


def are_table_rows(bands: list[list[Line]], gutter: float | None) -> bool:
    """Return whether nearly all bands have lines on both sides of a gutter, like the rows of a table."""
    if gutter is None:
        return True
    has_both_sides = [
        any(line.right <= gutter for line in band) and any(line.right > gutter for line in band)
        for band in bands
    ]
    return sum(has_both_sides) >= _MIN_ROWS * len(has_both_sides)


def has_margin_label(lines: list[Line], *, rtl: bool) -> bool:
    """Return whether a line is drawn after a line of the next column beside it: a label in the margin."""
    for index, later in enumerate(lines):
        for earlier in lines[max(0, index - _MAX_LOOKBACK) : index]:
            is_before = later.left > earlier.right if rtl else later.right < earlier.left
            if is_before and abs(later.baseline - earlier.baseline) < 0.5 * later.size:
                return True
    return False


def order_lines(lines: Sequence[Line], rules: Sequence[Box] = ()) -> tuple[list[Line], bool]:
    """Return the lines of a page in reading order, and whether it differs from the file's order.

    A rule across all columns separates what is above it from what is below.
    """
    if _is_coherent(lines):
        return list(lines), False
    rtl = are_mostly_rtl(lines)
    if _is_coherent(moved := _move_late_heads(lines)):
        return moved, True
    ordered: list[Line] = []
    for part in _split_at_rules(lines, rules):
        bands = split_bands(part)
        if is_interleaved(part) or not are_table_rows(bands, _find_gutter(part)):
            bands = [part]
        for band in bands:
            kept = len(bands) > 1 and not has_margin_label(band, rtl=rtl) and _is_coherent(band)
            ordered += band if kept else _xy_cut(band, rtl=rtl, depth=0)
    return ordered, [id(line) for line in ordered] != [id(line) for line in lines]


def _move_late_heads(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page of text with those first that are drawn last but stand above all, as many running heads."""
    rows = group_by_baseline(lines)
    if len(rows) < _MIN_ROWS_OF_TEXT or rows[0][0].bottom - rows[1][0].top < _MIN_HEAD_GAP * rows[0][0].size:
        return list(lines)
    head = {id(line) for line in rows[0]}
    late = next((index for index, line in enumerate(reversed(lines)) if id(line) not in head), 0)
    return [*lines[len(lines) - late :], *lines[: len(lines) - late]]


def split_stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """Split lines where the next one is not below the previous one: at columns and pages."""
    stretches: list[list[Line]] = []
    for line in lines:
        if stretches and _is_below(stretches[-1][-1], line):
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return stretches


def _is_below(above: Line, below: Line) -> bool:
    if above.page != below.page:
        return False
    shared = min(above.right, below.right) - max(above.left, below.left)
    min_width = min(above.right - above.left, below.right - below.left)
    return below.baseline < above.baseline - 0.2 * below.size and (
        shared > 0.2 * min_width or _is_indented_below(above, below)
    )


def _is_indented_below(above: Line, below: Line) -> bool:
    """Return whether an indented line is below a short last line, with which it may share no width."""
    is_near = above.baseline - below.baseline < 2 * max(above.size, below.size)
    return is_near and min(abs(above.right - below.left), abs(above.left - below.right)) < 3 * below.size


class _LineColumn:
    """The bounding box of lines that follow each other downwards."""

    def __init__(self, lines: list[Line]) -> None:
        self.count = len(lines)
        self.left = min(line.left for line in lines)
        self.right = max(line.right for line in lines)
        self.top = max(line.top for line in lines)
        self.bottom = min(line.bottom for line in lines)
        self.rtl = lines[0].rtl


def _is_coherent(lines: Sequence[Line]) -> bool:
    usual_size = _usual_size(lines)
    groups = [_LineColumn(group) for group in split_stretches(lines) if not _is_label(group, usual_size)]
    for index, earlier in enumerate(groups):
        for later in groups[index + 1 : index + 60]:
            shared = min(earlier.right, later.right) - max(earlier.left, later.left)
            is_higher = later.bottom > earlier.top - 1
            if is_higher and shared > 0.3 * min(earlier.right - earlier.left, later.right - later.left):
                return False
            if _is_misordered(earlier, later):
                return False
    return not is_interleaved(lines)


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_label(lines: Sequence[Line], usual_size: float) -> bool:
    return len(lines) <= _MAX_LABEL_LINES and all(line.size < _MAX_LABEL_SIZE * usual_size for line in lines)


def _is_misordered(earlier: _LineColumn, later: _LineColumn) -> bool:
    """Return whether the later of two tall columns side by side should be read first."""
    overlap = min(earlier.top, later.top) - max(earlier.bottom, later.bottom)
    min_height = min(earlier.top - earlier.bottom, later.top - later.bottom)
    if earlier.count < 4 or later.count < 4 or overlap < 0.5 * min_height:
        return False
    return later.left > earlier.right if earlier.rtl else later.right < earlier.left


def is_interleaved(lines: Sequence[Line]) -> bool:
    """Return whether the file draws two columns of running text line by line across both."""
    row_count = 0
    wide_count = 0
    if not lines:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    for first, second in pairwise(lines):
        if abs(first.baseline - second.baseline) < 0.2 * first.size and first.right < second.left:
            row_count += 1
            wide_count += first.right - first.left > 0.3 * width and second.right - second.left > 0.3 * width
    return row_count >= 5 and wide_count > 0.7 * row_count


def _split_at_rules(lines: Sequence[Line], rules: Sequence[Box]) -> list[list[Line]]:
    """Split the lines at the rules that run across all of them, from the top."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    slack = _RULE_TOLERANCE * (right - left)
    rule_heights = sorted(
        (rule.bottom + rule.top) / 2
        for rule in join_rules(rules, horizontal=True)
        if rule.left <= left + slack and rule.right >= right - slack
    )
    parts: dict[int, list[Line]] = {}
    for line in lines:
        parts.setdefault(bisect_right(rule_heights, line.baseline), []).append(line)
    return [parts[index] for index in sorted(parts, reverse=True)]


def _xy_cut(lines: list[Line], *, rtl: bool, depth: int) -> list[Line]:
    """Order lines by recursive XY cuts: at gutters first, then at the widest blank band."""
    if len(lines) < 2 or depth > _MAX_DEPTH:
        return _sort_rows(lines, rtl=rtl)
    gutter = _find_gutter(lines)
    if gutter is not None:
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.right > gutter]
        first, second = (right, left) if rtl else (left, right)
        return _xy_cut(first, rtl=rtl, depth=depth + 1) + _xy_cut(second, rtl=rtl, depth=depth + 1)
    band = _find_column_boundary(lines) or _find_blank_band(lines)
    if band is None:
        return _sort_rows(lines, rtl=rtl)
    upper = [line for line in lines if (line.top + line.bottom) / 2 >= band]
    lower = [line for line in lines if (line.top + line.bottom) / 2 < band]
    return _xy_cut(upper, rtl=rtl, depth=depth + 1) + _xy_cut(lower, rtl=rtl, depth=depth + 1)


def _sort_rows(lines: list[Line], *, rtl: bool) -> list[Line]:
    """Order lines by rows; lines of one row differ by less than a third of their size in baseline."""
    rows = group_by_baseline(lines)
    return [line for row in rows for line in sorted(row, key=lambda line: -line.right if rtl else line.left)]


def _find_gutter(lines: list[Line]) -> float | None:
    """Return the x position of the widest gutter that no line crosses and that separates columns, or None."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    ordered = sorted(lines, key=lambda line: line.left)
    edge = ordered[0].right
    best: tuple[float, float] | None = None
    for split, line in enumerate(ordered[1:], 1):
        gap = line.left - edge
        is_wide = gap > 0.6 * size and (best is None or gap > best[0])
        if (
            is_wide
            and _is_column(ordered[:split], ordered[split:])
            and _is_column(ordered[split:], ordered[:split])
        ):
            best = (gap, edge + gap / 2)
        edge = max(edge, line.right)
    return best[1] if best else None


def _is_column(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    """Return whether lines are a column beside others: several lines, or a label at their middle."""
    if len(lines) > 1:
        return True
    (line,) = lines
    lowest, highest = min(other.baseline for other in others), max(other.baseline for other in others)
    return lowest < line.baseline < highest and all(
        abs(other.baseline - line.baseline) > 0.2 * line.size for other in others
    )


def _find_column_boundary(lines: list[Line]) -> float | None:
    """Return the y position between lines across the page and columns above or below them, or None."""
    if not 2 * _MIN_COLUMN_LINES < len(lines) < _MAX_LINES:
        return None
    size = _usual_size(lines)
    across_ids = _lines_across(lines, size)
    if not across_ids:
        return None
    ordered = sorted(lines, key=lambda line: -line.baseline)
    for upper, lower in pairwise(ordered):
        if (id(upper) in across_ids) != (id(lower) in across_ids):
            return (upper.bottom + lower.top) / 2
    return None


def _lines_across(lines: list[Line], size: float) -> set[int]:
    """Return the ids of the few lines that cross the gutter with the fewest crossing lines."""
    rights = sorted(line.right for line in lines)
    lefts = sorted(line.left for line in lines)
    fewest, gutter = len(lines) + 1, 0.0
    for edge in rights:
        left_count = bisect_right(rights, edge + _GUTTER_START * size)
        right_count = len(lefts) - bisect_left(lefts, edge + _GUTTER_END * size)
        if (
            min(left_count, right_count) >= _MIN_COLUMN_LINES
            and len(lines) - left_count - right_count < fewest
        ):
            fewest, gutter = len(lines) - left_count - right_count, edge
    if fewest > _MAX_ACROSS * len(lines):
        return set()
    gutter_start, gutter_end = gutter + _GUTTER_START * size, gutter + _GUTTER_END * size
    return {id(line) for line in lines if line.right > gutter_start and line.left < gutter_end}


def _find_blank_band(lines: list[Line]) -> float | None:
    """Return the y position of the middle of the widest blank band, or None."""
    ordered = sorted(lines, key=lambda line: -line.top)
    edge = ordered[0].bottom
    best: tuple[float, float] | None = None
    for line in ordered[1:]:
        gap = edge - line.top
        if gap > 0 and (best is None or gap > best[0]):
            best = (gap, edge - gap / 2)
        edge = min(edge, line.bottom)
    return best[1] if best else None


_MIN_OVERLAP = 1.0  # points: how much of a line's height something beside it shares


def find_limits(lines: Sequence[Line], images: Sequence[Image]) -> None:
    """Set the limits of the lines of a page: where a picture begins beside them, or text on other baselines."""
    if len(lines) > _MAX_LINES:
        return
    texts = [line for line in lines if not isinstance(line, TableLine)]
    ordered = sorted(texts, key=lambda line: line.baseline)
    baselines = [line.baseline for line in ordered]
    for line in texts:
        near = ordered[
            bisect_left(baselines, line.bottom - line.size) : bisect_right(baselines, line.top + line.size)
        ]
        beside: list[Line | Image] = [other for other in near if abs(other.baseline - line.baseline) > 1]
        for other in (*beside, *images):
            if min(line.top, other.top) - max(line.bottom, other.bottom) > _MIN_OVERLAP:
                start = -other.right if line.rtl else other.left
                if start > line.end - 1:
                    line.limit = min(line.limit, start)
