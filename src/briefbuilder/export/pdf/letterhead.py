"""A house document's letterhead: rows of boxes with lines and pictures, some of which float."""

from __future__ import annotations

import math
from dataclasses import replace

from briefbuilder.domain.document import LetterBox, LetterFrame, LetterLine, drawn_text
from briefbuilder.export.pdf.figures import image_name
from briefbuilder.export.pdf.page import LAYOUT, Page
from briefbuilder.export.pdf.paragraph import Setting, paragraph, shape
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, Slab
from briefbuilder.export.pdf.structure import Element
from briefbuilder.export.pdf.syntax import number

_RULE = 0.75
_RULE_GAP = 2.0
_GAP = 4.0
_CELL_SIDE = 5.4
"""The room that Word leaves between a cell's text and its rule, in points."""
_STOP = 36.0
"""Where a paragraph has no stops of its own, Word's stand this far from each other, in points."""


def row_height(scene: Scene, boxes: tuple[LetterBox, ...]) -> float:
    """Return the height of a row in points; what floats takes none."""
    standing = [box for box in _after_tabs(scene, boxes) if box.top is None]
    return max((sum(_height(scene, line, box) for line in box.lines) for box in standing), default=0.0)


def draw_row(scene: Scene, boxes: tuple[LetterBox, ...], page: Page, top: float) -> float:
    """Draw a row that begins at a height; return its own height."""
    for box in _after_tabs(scene, boxes):
        y = top if box.top is None else page.height - box.top
        for line in box.lines:
            _draw(scene, line, box, page, y)
            y -= _height(scene, line, box)
    height = row_height(scene, boxes)
    for box in boxes:
        if box.frame is not None:
            _draw_frame(box, box.frame, page, (top, top - height))
    return height


def _draw_frame(box: LetterBox, frame: LetterFrame, page: Page, reach: tuple[float, float]) -> None:
    """Draw the rules around a cell, from the top of its row to its foot."""
    top, foot = reach
    left, right = box.left - _CELL_SIDE, box.left + box.width + _CELL_SIDE
    half = _RULE / 2
    sides = (
        (frame.top, (left - half, top - half, right + half, top + half)),
        (frame.bottom, (left - half, foot - half, right + half, foot + half)),
        (frame.left, (left - half, foot - half, left + half, top + half)),
        (frame.right, (right - half, foot - half, right + half, top + half)),
    )
    for colour, area in sides:
        if colour:
            page.artifact(page.muted or LAYOUT)
            page.fill(colour, *area)


def _after_tabs(scene: Scene, boxes: tuple[LetterBox, ...]) -> tuple[LetterBox, ...]:
    """Move boxes after tabs on to the next of Word's own stops where those before them reach over theirs."""
    found: list[LetterBox] = []
    reached = 0.0
    for box in boxes:
        if box.after_tab and found and reached > box.left:
            edge = found[0].left
            left = edge + math.ceil((reached - edge) / _STOP) * _STOP
            box = replace(box, left=left, width=max(box.width - (left - box.left), 1.0))  # noqa: PLW2901
        found.append(box)
        line = box.lines[0] if box.lines else None
        if line is not None and line.look.align in {"start", "justify"}:
            words = drawn_text(line.content)
            wide = shape(scene, words, line.look, scene.document.language)[0].width if words.strip() else 0.0
            reached = box.left + max(wide, line.size[0] if line.picture else 0.0)
    return tuple(found)


def beside_block(scene: Scene, boxes: tuple[LetterBox, ...]) -> Block:
    """Return a block without height that draws columns of a house document beside the text below it."""
    parts = [
        (box, line, scene.root.add("P") if line.content else Element("Artifact"))
        for box in boxes
        for line in box.lines
    ]

    def draw(page: Page, _left: float, top: float) -> None:
        tops = dict.fromkeys(boxes, top)
        for box, line, element in parts:
            _draw(scene, line, box, page, tops[box], element)
            tops[box] -= _height(scene, line, box)

    return Block([Slab(0.0, draw)], 0.0, 0.0)


def _block(scene: Scene, line: LetterLine, box: LetterBox, element: Element | None = None) -> Block:
    look = replace(line.look, space_before=0.0, space_after=0.0, background=None, rule=None)
    if line.picture:
        look = replace(look, indent_start=look.indent_start + line.size[0] + _GAP)
    setting = Setting(look, box.width, element or Element("Artifact"), scene.document.language)
    return paragraph(scene, line.content, setting)


def _height(scene: Scene, line: LetterLine, box: LetterBox) -> float:
    ruled = sum(_RULE + _RULE_GAP for rule in (line.above, line.below) if rule)
    inner = line.size[1] if line.picture else line.look.leading
    if line.content:
        inner = max(inner, sum(slab.height for slab in _block(scene, line, box).slabs))
    return line.look.space_before + inner + line.look.space_after + ruled


def _draw(
    scene: Scene, line: LetterLine, box: LetterBox, page: Page, top: float, element: Element | None = None
) -> None:
    top -= line.look.space_before if box.top is None else 0.0
    if line.above:
        page.artifact(page.muted or LAYOUT)
        page.fill(line.above, box.left, top - _RULE, box.left + box.width, top)
        top -= _RULE + _RULE_GAP
    if line.picture:
        _draw_picture(scene, line, box, page, top)
    slabs = _block(scene, line, box, element).slabs if line.content else []
    tall = sum(slab.height for slab in slabs)
    # What stands behind a picture in its line stands on one foot with it.
    y = top - max(line.size[1] - tall, 0.0)
    for slab in slabs:
        slab.draw(page, box.left, y)
        y -= slab.height
    top -= max(line.size[1], tall) or line.look.leading
    if line.below:
        page.artifact(page.muted or LAYOUT)
        page.fill(line.below, box.left, top - _RULE_GAP - _RULE, box.left + box.width, top - _RULE_GAP)


def _draw_picture(scene: Scene, line: LetterLine, box: LetterBox, page: Page, top: float) -> None:
    name = image_name(scene, line.picture)
    if name is None:
        return
    wide, high = line.size
    free = box.width - wide
    shift = {"centre": free / 2, "end": free}.get(line.look.align, line.look.indent_start)
    x, y = box.left + max(shift, 0.0), top - high
    page.artifact(page.muted or LAYOUT)
    page.images.add(name)
    page.draw(f"q {number(wide)} 0 0 {number(high)} {number(x)} {number(y)} cm /{name} Do Q")
