"""Draws charts and timelines in the PDF: each piece is a figure with an alternative text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from briefbuilder.domain.document import DrawnChart, DrawnTimeline
from briefbuilder.domain.styles import Align
from briefbuilder.export.drawings.layout import alternative_text, lay_out_drawing
from briefbuilder.export.drawings.shapes import Dot, Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.drawings.text_fitting import TextFitter
from briefbuilder.export.measures import CAPTION_GAP, CAPTION_SPACE
from briefbuilder.export.pdf.glyph_runs import build_glyph_runs
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.lines import TextLine
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import (
    ParagraphSetting,
    base_line,
    build_paragraph,
    draw_line,
    natural_width,
)
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.pdf.syntax import colour_operator, format_number, format_numbers

_CURVE = 0.5523
"""Where the handles of four curves are that make a circle of radius 1."""
_SPACE = 6.0

_Paint = Callable[[PdfPage, float, float], None]


def build_drawing_blocks(
    layout: LayoutContext, drawn: DrawnChart | DrawnTimeline, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return the blocks of a chart with its title, or of a timeline: a figure for each piece."""
    fitter = TextFitter(replace(layout.inline, tagged=False))
    drawings = lay_out_drawing(drawn, layout.document, (width, layout.height), fitter)
    blocks: list[BlockBox] = []
    for number, drawing in enumerate(drawings, 1):
        element = parent.add("Figure", drawn.language)
        element.alternative = layout.alternative_text(alternative_text(drawn, number, len(drawings)))
        if isinstance(drawn, DrawnChart) and drawn.title and number == 1:
            setting = ParagraphSetting(
                layout.style("caption"), width, element.add("Caption"), layout.language(drawn.language)
            )
            title = build_paragraph(layout, drawn.title, setting)
            above = max(title.before, CAPTION_GAP)
            blocks.append(BlockBox(title.boxes, above, CAPTION_SPACE, keep=True))
        before = CAPTION_SPACE if number == 1 and blocks else _SPACE if number == 1 else 0.0
        after = _SPACE + 2.0 if number == len(drawings) else 0.0
        blocks.append(BlockBox([_drawing_box(layout, drawing, element)], before, after))
    return blocks


def _drawing_box(layout: LayoutContext, drawing: Drawing, element: StructElem) -> LineBox:
    painters = [_painter(layout, shape, element) for shape in drawing.shapes]

    def draw(page: PdfPage, left: float, top: float) -> None:
        box = format_numbers(left, top - drawing.height, left + drawing.width, top)
        element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        for paint in painters:
            page.begin(element)
            paint(page, left, top)

    return LineBox(drawing.height, draw)


def _painter(layout: LayoutContext, shape: Shape, element: StructElem) -> _Paint:
    """Return a function that draws a shape; texts are shaped at once, so that all fonts are known before the pages are."""
    match shape:
        case Rectangle():
            return lambda page, left, top: page.draw(_rectangle(shape, left, top))
        case Segment():
            return lambda page, left, top: page.draw(_segment(shape, left, top))
        case Dot():
            return lambda page, left, top: page.draw(_dot(shape, left, top))
        case DrawnLines():
            return _text_painter(layout, shape, element)
        case _:
            assert_never(shape)


def _rectangle(shape: Rectangle, left: float, top: float) -> str:
    place = (left + shape.left, top - shape.top - shape.height)
    area = format_numbers(*place, shape.width, shape.height)
    if not shape.stroke:
        return f"{colour_operator(shape.fill)} {area} re f"
    stroke = colour_operator(shape.stroke, stroke=True)
    return f"{colour_operator(shape.fill)} {stroke} 0.4 w {area} re B"


def _segment(shape: Segment, left: float, top: float) -> str:
    colour = colour_operator(shape.colour, stroke=True)
    start = format_numbers(left + shape.start[0], top - shape.start[1])
    end = format_numbers(left + shape.end[0], top - shape.end[1])
    return f"{colour} {format_number(shape.thickness)} w {start} m {end} l S"


def _dot(shape: Dot, left: float, top: float) -> str:
    x, y, r = left + shape.x, top - shape.y, shape.radius
    c = r * _CURVE
    curves = (
        (x + r, y + c, x + c, y + r, x, y + r), (x - c, y + r, x - r, y + c, x - r, y),
        (x - r, y - c, x - c, y - r, x, y - r), (x + c, y - r, x + r, y - c, x + r, y),
    )  # fmt: skip
    drawn = " ".join(f"{format_numbers(*curve)} c" for curve in curves)
    return f"{colour_operator(shape.fill)} {format_numbers(x + r, y)} m {drawn} f"


def _text_painter(layout: LayoutContext, shape: DrawnLines, element: StructElem) -> _Paint:
    lines = []
    for content in shape.lines:
        runs, base = build_glyph_runs(content, shape.style, element, layout.inline, shape.language)
        for run in runs[-1:]:
            # A space without width separates the texts when they are copied.
            run.spaces = max(run.spaces, 1)
        if runs:
            lines.append((TextLine(runs, natural_width(runs), 0, last=True), base))
    image_name = layout.image_name

    def paint(page: PdfPage, left: float, top: float) -> None:
        for index, (line, base) in enumerate(lines):
            align: Align = "centre"
            if shape.align != "centre":
                align = "end" if (shape.align == "right") != bool(base) else "start"
            if shape.turned:
                x = left + shape.left
                middle = base_line(shape.style, x + shape.width)
                page.draw(f"q {format_numbers(0, 1, -1, 0, 0, 0)} cm")
                place = (top - shape.top - shape.turned, -(2 * x + shape.width - middle), shape.turned)
                draw_line(page, line, element, place, align, base, image_name)
                page.draw("Q")
                continue
            y = base_line(shape.style, top - shape.top - index * shape.style.leading)
            draw_line(page, line, element, (left + shape.left, y, shape.width), align, base, image_name)

    return paint
