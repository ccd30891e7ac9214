"""Numbers of lines in the margin, as bills, drafts and judgments have them: they count lines and belong to no sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.shapes import Line, Page

_APART = 0.8
"""In sizes: how far a number stands from all text, at least."""

_FEWEST_STEPS = 3
"""Numbers on a page that count by more than one, at least: paragraphs are never numbered so."""

_FEWEST_ONES, _DENSE = 12, 0.8
"""Numbers on a page that count by one, at least, and the share of lines that have one: numbers of items are fewer."""

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
    if step > 1:
        return len(column) >= _FEWEST_STEPS and int(column[0].text) % step == 0
    heights = [line.baseline for line in page.lines if line not in column]
    between = {
        round(height) for height in heights if column[-1].baseline - 2 < height < column[0].baseline + 2
    }
    return len(column) >= max(_FEWEST_ONES, _DENSE * len(between))


def _is_beside(line: Line, known: Line) -> bool:
    """Tell whether a number stands in the column of another, whose numbers may be wider."""
    return abs(line.left - known.left) < _NEAR or abs(line.right - known.right) < _NEAR
