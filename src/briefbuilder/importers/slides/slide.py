"""What slides of all formats share: the reading order of what is placed freely on them, their titles and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Span,
)
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.office.blocks import StyledBlock
from briefbuilder.importers.plaintext.layout import ends_sentence

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

    The slide is cut along gaps that no shape crosses, as in an XY cut: into columns first, except if rows of
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
    return [pair for part in parts for pair in _cut(part)]


def _split(
    placed: Iterable[_Placed[T]], extent: Callable[[SlideBox], tuple[float, float]]
) -> list[list[_Placed[T]]]:
    """Split shapes at gaps along one direction; a slight overlap counts as a gap."""
    parts: list[list[_Placed[T]]] = []
    reached = 0.0
    for pair in sorted(placed, key=lambda pair: extent(pair[1])):
        start, end = extent(pair[1])
        if parts and start < reached - _OVERLAP * (end - start):
            parts[-1].append(pair)
            reached = max(reached, end)
        else:
            parts.append([pair])
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


# Titles and notes.

_MAX_GUESSED = 120
_MIN_LETTERS = 3
_SHORT_LINE = 150
_TITLE_LINES = 5


def is_title_slide(blocks: Sequence[StyledBlock]) -> bool:
    """Return whether a slide has nothing below its title but a few short lines, such as authors and a date."""
    lines = [styled.block for styled in blocks if not isinstance(styled.block, Figure)]
    short = all(isinstance(block, Paragraph) and len(block.text) <= _SHORT_LINE for block in lines)
    return short and len(lines) <= _TITLE_LINES


def guess_title(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """Return the text of the first shape of a slide without a title if it looks like one."""
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return ()
    text = blocks[0].text
    if len(text) > _MAX_GUESSED or ends_sentence(text) or sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return ()
    return without_breaks(blocks[0].content)


def attach_note(notes: list[Note], blocks: list[StyledBlock], content: tuple[Inline, ...]) -> None:
    """Add the notes of a slide, with a reference to them at the end of its first text that stays in the body."""
    mark = str(len(notes) + 1)
    note = Note(id=f"slide-note-{mark}", content=content, mark=mark)
    notes.append(note)
    written = [
        place
        for place, styled in enumerate(blocks)
        if isinstance(styled.block, Heading | Paragraph | ListItem)
    ]
    place = next((place for place in written if blocks[place].role == "paragraph"), None)
    if place is not None:
        block = blocks[place].block
        whole = replace(block, content=(*block.content, NoteReference(note=note.id, mark=mark)))
        blocks[place] = replace(blocks[place], block=whole)


def report_notes(builder: DraftBuilder, slides: Sequence[str]) -> None:
    """Report the slides whose notes were imported, by their numbers."""
    if slides:
        builder.notice("slide-notes", ", ".join(slides))


def without_breaks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return content with spaces in place of its line breaks, as titles have it."""
    return tuple(
        replace(inline, text=inline.text.replace("\n", " ")) if isinstance(inline, Span) else inline
        for inline in content
    )
