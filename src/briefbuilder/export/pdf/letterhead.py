"""Draws the rows of a letterhead: paragraphs, tables, floating boxes and lines with tabs."""

from __future__ import annotations

import math
from dataclasses import replace

from briefbuilder.domain.document import LetterBox, LetterLine
from briefbuilder.domain.styles import LetterFrame, LetterRule
from briefbuilder.domain.values import value
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.page import LAYOUT, PdfPage
from briefbuilder.export.pdf.paragraph import ParagraphSetting, build_paragraph
from briefbuilder.export.pdf.structure import StructElem

_TAB_STOP = 36.0
"""The distance of Word's default tab stops, in points."""
_TAB_GAP = 2.0
"""The least space between texts that a tab separates, in points."""

Rows = tuple[tuple[LetterBox, ...], ...]


@value(kw_only=False)
class _PlacedBox:
    """A box of a row with its distance from the top of the row."""

    box: LetterBox
    down: float = 0.0


def row_height(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> float:
    """Return the height of a row in points; floating boxes do not count."""
    return sum(_row_heights(layout, (boxes,)))


def draw_row(layout: LayoutContext, boxes: tuple[LetterBox, ...], page: PdfPage, top: float) -> float:
    """Draw a row at a height and return its own height."""
    return _draw_rows(layout, (boxes,), page, top, StructElem("Artifact"))


def _draw_rows(layout: LayoutContext, rows: Rows, page: PdfPage, top: float, element: StructElem) -> float:
    heights = _row_heights(layout, rows)
    y = top
    for index, row in enumerate(rows):
        for placed in _place_boxes(layout, row):
            box = placed.box
            if box.top is not None:
                height = _box_height(layout, box)
                _draw_box(layout, box, page, (page.height - box.top, height), element)
            else:
                height = sum(heights[index : index + box.span])
                _draw_box(layout, box, page, (y - placed.down, height - placed.down), element)
        y -= heights[index]
    return sum(heights)


def _row_heights(layout: LayoutContext, rows: Rows) -> list[float]:
    heights = [0.0] * len(rows)
    spans: list[tuple[int, int, float]] = []
    for index, row in enumerate(rows):
        for placed in _place_boxes(layout, row):
            if placed.box.top is None:
                needed = placed.down + _box_height(layout, placed.box)
                if placed.box.span == 1:
                    heights[index] = max(heights[index], needed)
                else:
                    spans.append((index, min(index + placed.box.span, len(rows)), needed))
    for start, end, needed in spans:
        heights[end - 1] += max(needed - sum(heights[start:end]), 0.0)
    return heights


def _place_boxes(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> list[_PlacedBox]:
    """Place the parts of a line with tabs on one base line; a part without room goes to the next line.

    A part at a left tab stop moves to Word's next stop instead, if there is one.
    """
    if not any(box.after_tab for box in boxes):
        return [_PlacedBox(box) for box in boxes]
    edge = boxes[0].left
    end = max(box.left + box.width for box in boxes)
    blocks = [_paragraph(layout, box.lines[0], box.width).boxes if box.lines else [] for box in boxes]
    lines: list[list[tuple[LetterBox, list[LineBox]]]] = [[]]
    used = edge
    for box, line_boxes in zip(boxes, blocks, strict=True):
        moved, start = _after_tab(box, line_boxes, edge, used)
        if box.after_tab and lines[-1] and (start < used or start + _width(line_boxes) > end + _TAB_GAP):
            lines.append([])
            moved, _ = _after_tab(box, line_boxes, edge, edge)
        lines[-1].append((moved, line_boxes))
        if line_boxes:
            used = _text_start(moved, line_boxes) + line_boxes[-1].text_end + _TAB_GAP
    return _align_lines(lines)


def _align_lines(lines: list[list[tuple[LetterBox, list[LineBox]]]]) -> list[_PlacedBox]:
    placed: list[_PlacedBox] = []
    down = 0.0
    for line in lines:
        base = max((boxes[0].base for _, boxes in line if boxes), default=0.0)
        lead = 0.0
        for box, boxes in line:
            placed.append(_PlacedBox(box, down + lead + (base - boxes[0].base if boxes else 0.0)))
            lead += sum(inner.height for inner in boxes[:-1])
        down += max(
            (base - boxes[0].base + sum(box.height for box in boxes) for _, boxes in line if boxes),
            default=0.0,
        )
    return placed


def _after_tab(
    box: LetterBox, line_boxes: list[LineBox], edge: float, used: float
) -> tuple[LetterBox, float]:
    """Return a box and where its text starts; one at a left tab stop moves to the next default stop."""
    if box.after_tab and _align(box) in {"start", "justify"} and used > box.left:
        left = edge + math.ceil((used - edge) / _TAB_STOP) * _TAB_STOP
        box = replace(box, left=left, width=max(box.width - (left - box.left), 1.0))
    return box, _text_start(box, line_boxes)


def _text_start(box: LetterBox, line_boxes: list[LineBox]) -> float:
    free = box.width - _width(line_boxes)
    return box.left + {"centre": free / 2, "end": free}.get(_align(box), 0.0)


def _align(box: LetterBox) -> str:
    return box.lines[0].look.align if box.lines else "start"


def _width(line_boxes: list[LineBox]) -> float:
    return max((box.text_end for box in line_boxes), default=0.0)


def build_side_block(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> BlockBox:
    """Return a block of no height that draws the columns beside the text below it, and what floats on its page."""
    parts = [(box, layout.root.add("P") if _has_content(box) else StructElem("Artifact")) for box in boxes]

    def draw(page: PdfPage, _left: float, top: float) -> None:
        placed = [
            (box, (top if box.top is None else page.height - box.top, _box_height(layout, box)), element)
            for box, element in parts
        ]
        # No box may cover the text of another one.
        for box, extent, _element in placed:
            _draw_box_frame(box, page, extent)
        for box, extent, element in placed:
            _draw_box_lines(layout, box, page, extent, element)
            page.end()

    return BlockBox([LineBox(0.0, draw)], 0.0, 0.0)


def _has_content(box: LetterBox) -> bool:
    return any(line.content or any(map(_has_content, row)) for line in box.lines for row in (*line.rows, ()))


def _box_height(layout: LayoutContext, box: LetterBox) -> float:
    return max(_content_height(layout, box) + box.padding[1] + box.padding[2], box.height)


def _content_height(layout: LayoutContext, box: LetterBox) -> float:
    return sum(_line_height(layout, line, box.width) for line in box.lines)


def _line_height(layout: LayoutContext, line: LetterLine, width: float) -> float:
    if line.rows:
        inner = sum(_row_heights(layout, line.rows))
    else:
        boxes = _paragraph(layout, line, width).boxes if line.content else []
        inner = sum(box.height for box in boxes) or line.look.leading
    frame = line.frame or LetterFrame()
    return (
        line.look.space_before
        + _thickness(frame.top)
        + inner
        + _thickness(frame.bottom)
        + line.look.space_after
    )


def _thickness(rule: LetterRule | None) -> float:
    """Return the space that a rule and its distance from the text take."""
    return 0.0 if rule is None else rule.gap + rule.whole_width


def _paragraph(
    layout: LayoutContext, line: LetterLine, width: float, element: StructElem | None = None
) -> BlockBox:
    look = replace(line.look, space_before=0.0, space_after=0.0, background=None, rule=None)
    setting = ParagraphSetting(
        look, width, element or StructElem("Artifact"), layout.document.language, rtl=layout.rtl
    )
    return build_paragraph(layout, line.content, setting)


def _draw_box(
    layout: LayoutContext,
    box: LetterBox,
    page: PdfPage,
    extent: tuple[float, float],
    element: StructElem,
) -> None:
    """Draw a box at a height with its frame; `extent` is its top and its height."""
    _draw_box_frame(box, page, extent)
    _draw_box_lines(layout, box, page, extent, element)


def _draw_box_frame(box: LetterBox, page: PdfPage, extent: tuple[float, float]) -> None:
    top, height = extent
    if box.frame is not None:
        side = box.padding[0]
        draw_frame(box.frame, page, (box.left - side, top - height, box.left + box.width + side, top))


def _draw_box_lines(
    layout: LayoutContext,
    box: LetterBox,
    page: PdfPage,
    extent: tuple[float, float],
    element: StructElem,
) -> None:
    top, height = extent
    free = height - _content_height(layout, box) - box.padding[1] - box.padding[2]
    top -= box.padding[1] + max(free, 0.0) * {"centre": 0.5, "bottom": 1.0}.get(box.vertical, 0.0)
    for line in box.lines:
        _draw_line(layout, line, box, page, top - line.look.space_before, element)
        top -= _line_height(layout, line, box.width)


def _draw_line(
    layout: LayoutContext,
    line: LetterLine,
    box: LetterBox,
    page: PdfPage,
    top: float,
    element: StructElem,
) -> None:
    """Draw a paragraph or a table below its space before."""
    height = _line_height(layout, line, box.width) - line.look.space_before - line.look.space_after
    if line.frame is not None:
        left = box.left + max(line.look.indent_start, 0.0)
        right = box.left + box.width - line.look.indent_end
        above = line.look.space_before if line.continues else 0.0
        draw_frame(line.frame, page, _around((left, top - height, right, top + above), line.frame))
        top -= _thickness(line.frame.top)
    if line.rows:
        _draw_rows(layout, line.rows, page, top, element)
        return
    for line_box in _paragraph(layout, line, box.width, element).boxes if line.content else ():
        line_box.draw(page, box.left, top)
        top -= line_box.height


def _around(area: tuple[float, float, float, float], frame: LetterFrame) -> tuple[float, float, float, float]:
    """Return an area with the rules at its sides, which Word draws outside the text."""
    left, bottom, right, top = area
    return left - _thickness(frame.left), bottom, right + _thickness(frame.right), top


def draw_frame(frame: LetterFrame, page: PdfPage, area: tuple[float, float, float, float]) -> None:
    """Fill an area (left, lower, right and upper edge in points) and draw the rules along its inner edges."""
    left, bottom, right, top = area
    page.artifact(page.artifact_kind or LAYOUT)
    if frame.fill:
        page.fill(frame.fill, left, bottom, right, top)
    for rule, (x, y) in (
        (frame.top, (0, -1)), (frame.bottom, (0, 1)), (frame.left, (1, 0)), (frame.right, (-1, 0)),
    ):  # fmt: skip
        if rule is None:
            continue
        for inset in (0.0, 2 * rule.width) if rule.double else (0.0,):
            edges = (inset, inset + rule.width)
            if y:
                start = top if y < 0 else bottom
                low, high = sorted(start + y * edge for edge in edges)
                page.fill(rule.colour, left, low, right, high)
            else:
                start = left if x > 0 else right
                low, high = sorted(start + x * edge for edge in edges)
                page.fill(rule.colour, low, bottom, high, top)


def framed_block(
    block: BlockBox, frame: LetterFrame, indents: tuple[float, float], width: float, gap: float = 0.0
) -> BlockBox:
    """Return a paragraph of a letterhead's body with its frame; `indents` are those at both ends.

    `gap` is the space to a paragraph below that shares the frame.
    """
    boxes = list(block.boxes)
    last = len(boxes) - 1
    for index, box in enumerate(boxes):
        own = replace(
            frame, top=frame.top if index == 0 else None, bottom=frame.bottom if index == last else None
        )
        boxes[index] = _framed_box(box, own, indents, width, gap if index == last else 0.0)
    return BlockBox(boxes, block.before, block.after, block.keep)


def _framed_box(
    box: LineBox, frame: LetterFrame, indents: tuple[float, float], width: float, gap: float
) -> LineBox:
    above, below = _thickness(frame.top), _thickness(frame.bottom) + gap
    height = box.height + above + below

    def draw(page: PdfPage, left: float, top: float) -> None:
        area = (left + max(indents[0], 0.0), top - height, left + width - indents[1], top)
        draw_frame(frame, page, _around(area, frame))
        page.end()
        box.draw(page, left, top - above)

    return replace(box, height=height, draw=draw, base=box.base + above)
