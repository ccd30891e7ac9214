"""Numbers of lines in the margin, as bills, drafts and judgments have them: they count lines and belong to no sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.model import Line, Page

_APART = 0.8
"""In sizes: how far a number stands from all text, at least."""

_STEPS = frozenset({5, 10})
_FEWEST_STEPS, _BETWEEN = 3, 3
"""Numbers on a page that count by five or ten, at least, and the lines of text between two: in a list of contents each has its own."""

_FEWEST_ONES, _DENSE, _FULL = 15, 0.8, 0.6
"""Numbers on a page that count by one, at least; the share of lines that have one; and that of lines that are as wide as the text:
those of a list or a table are not."""

_MOST_DIGITS = 4
_NEAR = 3.0
"""Points by which the ends of one column's numbers differ."""


def without_line_numbers(pages: Sequence[Page]) -> list[Line]:
    """Take the numbers of lines out of the pages' lines and return them.

    A page with a few is known by those of others: they stand at the same place and count on.
    """
    columns = {page.number: list(_columns(page)) for page in pages}
    sure = [
        (column, step)
        for page in pages
        for column in columns[page.number]
        if (step := _step(column)) and _counts_lines(column, step, page)
    ]
    removed: list[Line] = []
    for page in pages:
        taken = {
            id(line)
            for column in columns[page.number]
            for known, step in sure
            if _is_beside(column[0], known[0]) and all(int(line.text) % step == 0 for line in column)
            for line in column
        }
        removed += [line for line in page.lines if id(line) in taken]
        page.lines = [line for line in page.lines if id(line) not in taken]
    return removed


def _columns(page: Page) -> Iterable[list[Line]]:
    """Return the columns of bare numbers beyond the text's edges, each from the top."""
    numbers = [line for line in page.lines if line.text.isdecimal() and len(line.text) <= _MOST_DIGITS]
    bare = set(map(id, numbers))
    texts = [line for line in page.lines if id(line) not in bare]
    if not numbers or not texts:
        return []
    left, right = min(line.left for line in texts), max(line.right for line in texts)
    columns: dict[bool, list[Line]] = defaultdict(list)
    for line in numbers:
        if line.right < left - _APART * line.size or line.left > right + _APART * line.size:
            columns[line.left > right].append(line)
    return [sorted(column, key=lambda line: -line.baseline) for column in columns.values()]


def _step(column: Sequence[Line]) -> int:
    """Return by how many the numbers of a column count, 0 where they do not."""
    steps = {int(second.text) - int(first.text) for first, second in pairwise(column)}
    return max(0, *steps) if len(steps) == 1 else 0


def _counts_lines(column: Sequence[Line], step: int, page: Page) -> bool:
    """Tell whether numbers count the lines of running text."""
    numbers = set(map(id, column))
    texts = [line for line in page.lines if id(line) not in numbers]
    heights = {round(line.baseline) for line in texts}
    if step > 1:
        crowded = any(
            sum(lower.baseline < height < upper.baseline for height in heights) < _BETWEEN
            for upper, lower in pairwise(column)
        )
        return (
            step in _STEPS
            and len(column) >= _FEWEST_STEPS
            and int(column[0].text) % step == 0
            and not crowded
        )
    beside = [line for line in texts if column[-1].baseline - 2 < line.baseline < column[0].baseline + 2]
    left, right = min(line.left for line in texts), max(line.right for line in texts)
    full = sum(line.right - line.left > 0.8 * (right - left) for line in beside)
    rows = len({round(line.baseline) for line in beside})
    return len(column) >= max(_FEWEST_ONES, _DENSE * rows) and full >= _FULL * rows


def _is_beside(line: Line, known: Line) -> bool:
    """Tell whether a number stands in the column of another, whose numbers may be wider."""
    return abs(line.left - known.left) < _NEAR or abs(line.right - known.right) < _NEAR
