"""The order of reading of a page's lines: that of the file, unless it makes no sense where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.shapes import Line

_DEEPEST = 60


def in_reading_order(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return a page's lines in the order of reading, and whether that is another than the file's."""
    if _is_coherent(lines):
        return list(lines), False
    rtl = sum(line.rtl for line in lines) * 2 > len(lines)
    ordered = _cut(list(lines), rtl=rtl, depth=0)
    return ordered, [id(line) for line in ordered] != [id(line) for line in lines]


def stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide lines where the next one does not stand below the one before: at columns and pages."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _stands_below(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _stands_below(above: Line, below: Line) -> bool:
    if above.page != below.page:
        return False
    shared = min(above.right, below.right) - max(above.left, below.left)
    narrower = min(above.right - above.left, below.right - below.left)
    return below.baseline < above.baseline - 0.2 * below.size and (
        shared > 0.2 * narrower or _indents(above, below)
    )


def _indents(above: Line, below: Line) -> bool:
    """A short last line and the next one, indented, may share no width."""
    near = above.baseline - below.baseline < 2 * max(above.size, below.size)
    return near and min(abs(above.right - below.left), abs(above.left - below.right)) < 3 * below.size


class _Group:
    """Lines that follow each other downwards, with their box."""

    def __init__(self, lines: list[Line]) -> None:
        self.count = len(lines)
        self.left = min(line.left for line in lines)
        self.right = max(line.right for line in lines)
        self.top = max(line.top for line in lines)
        self.bottom = min(line.bottom for line in lines)
        self.rtl = lines[0].rtl


def _is_coherent(lines: Sequence[Line]) -> bool:
    groups = [_Group(group) for group in stretches(lines)]
    for place, earlier in enumerate(groups):
        for later in groups[place + 1 : place + 60]:
            shared = min(earlier.right, later.right) - max(earlier.left, later.left)
            over = later.bottom > earlier.top - 1
            if over and shared > 0.3 * min(earlier.right - earlier.left, later.right - later.left):
                return False
            if _wrong_side(earlier, later):
                return False
    return not is_interleaved(lines)


def _wrong_side(earlier: _Group, later: _Group) -> bool:
    """Tell whether the later of two tall columns side by side should be read first."""
    beside = min(earlier.top, later.top) - max(earlier.bottom, later.bottom)
    shorter = min(earlier.top - earlier.bottom, later.top - later.bottom)
    if earlier.count < 4 or later.count < 4 or beside < 0.5 * shorter:
        return False
    return later.left > earlier.right if earlier.rtl else later.right < earlier.left


def is_interleaved(lines: Sequence[Line]) -> bool:
    """Tell whether the file goes across two columns of running text line by line."""
    rows = 0
    wide = 0
    if not lines:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    for first, second in pairwise(lines):
        if abs(first.baseline - second.baseline) < 0.2 * first.size and first.right < second.left:
            rows += 1
            wide += first.right - first.left > 0.3 * width and second.right - second.left > 0.3 * width
    return rows >= 5 and wide > 0.7 * rows


def _cut(lines: list[Line], *, rtl: bool, depth: int) -> list[Line]:
    """Order lines by cutting along gutters first and along the widest blank band else."""
    if len(lines) < 2 or depth > _DEEPEST:
        return _downwards(lines, rtl=rtl)
    gutter = _gutter(lines)
    if gutter is not None:
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.right > gutter]
        first, second = (right, left) if rtl else (left, right)
        return _cut(first, rtl=rtl, depth=depth + 1) + _cut(second, rtl=rtl, depth=depth + 1)
    band = _band(lines)
    if band is None:
        return _downwards(lines, rtl=rtl)
    upper = [line for line in lines if line.bottom >= band]
    lower = [line for line in lines if line.bottom < band]
    return _cut(upper, rtl=rtl, depth=depth + 1) + _cut(lower, rtl=rtl, depth=depth + 1)


def _downwards(lines: list[Line], *, rtl: bool) -> list[Line]:
    return sorted(
        lines,
        key=lambda line: (
            -round(line.baseline / max(1.0, 0.3 * line.size)),
            -line.right if rtl else line.left,
        ),
    )


def _gutter(lines: list[Line]) -> float | None:
    """Return a place that no line crosses, with a few lines on either side."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    ordered = sorted(lines, key=lambda line: line.left)
    edge = ordered[0].right
    best: tuple[float, float] | None = None
    for count, line in enumerate(ordered[1:], 1):
        gap = line.left - edge
        if gap > 0.6 * size and count >= 2 and len(ordered) - count >= 2 and (best is None or gap > best[0]):
            best = (gap, edge + gap / 2)
        edge = max(edge, line.right)
    return best[1] if best else None


def _band(lines: list[Line]) -> float | None:
    """Return the middle of the widest blank band that runs across."""
    ordered = sorted(lines, key=lambda line: -line.top)
    edge = ordered[0].bottom
    best: tuple[float, float] | None = None
    for line in ordered[1:]:
        gap = edge - line.top
        if gap > 0 and (best is None or gap > best[0]):
            best = (gap, edge - gap / 2)
        edge = min(edge, line.bottom)
    return best[1] if best else None
