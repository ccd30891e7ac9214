"""The reading order of what is placed freely on a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_OVERLAP = 0.15
"""The share of the smaller of two boxes that may overlap without their being joined."""

_LIKE = 1.4
"""Rows whose heights differ by at most this factor are rows of cards."""

_MAX_BOXES = 400
"""More boxes are a drawing: they are read from top to bottom."""


@dataclass(frozen=True, slots=True)
class SlideBox:
    """The edges of a shape, in any unit, with y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float


def reading_order(shapes: Sequence[T], box_of: Callable[[T], SlideBox | None]) -> list[T]:
    """Return shapes in reading order; those without a place come first, in their order.

    The slide is cut along gaps that no shape crosses, as in an XY cut: into columns first, except where rows of
    about the same height are aligned across the columns, as in a grid of cards.
    """
    placed = [(shape, box) for shape in shapes if (box := box_of(shape)) is not None]
    unplaced = [shape for shape in shapes if box_of(shape) is None]
    if len(placed) > _MAX_BOXES:
        return unplaced + [shape for shape, _ in _top_down(placed)]
    return unplaced + [shape for shape, _ in _cut(placed)]


_Placed = tuple[T, SlideBox]


def _cut(placed: list[_Placed[T]]) -> list[_Placed[T]]:
    if len(placed) < 2:
        return placed
    columns = _split(placed, lambda box: (box.left, box.right))
    rows = _split(placed, lambda box: (box.top, box.bottom))
    parts = rows if len(columns) < 2 or _is_grid(rows) else columns
    if len(parts) < 2:
        return _top_down(placed)
    return [one for part in parts for one in _cut(part)]


def _split(
    placed: Iterable[_Placed[T]], extent: Callable[[SlideBox], tuple[float, float]]
) -> list[list[_Placed[T]]]:
    """Split shapes at gaps along one direction; a slight overlap counts as a gap."""
    parts: list[list[_Placed[T]]] = []
    reached = 0.0
    for one in sorted(placed, key=lambda pair: extent(pair[1])):
        start, end = extent(one[1])
        if parts and start < reached - _OVERLAP * (end - start):
            parts[-1].append(one)
            reached = max(reached, end)
        else:
            parts.append([one])
            reached = end
    return parts


def _is_grid(rows: Sequence[Sequence[_Placed[T]]]) -> bool:
    """Return whether rows have the same number of shapes, at least two, and about the same heights."""
    if len(rows) < 2 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return False
    heights = [max(box.bottom for _, box in row) - min(box.top for _, box in row) for row in rows]
    return max(heights) <= _LIKE * min(heights)


def _top_down(placed: Iterable[_Placed[T]]) -> list[_Placed[T]]:
    return sorted(placed, key=lambda pair: (pair[1].top, pair[1].left))
