"""What stands at the head and the foot of pages, and the watermark: written when all pages are known."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from briefbuilder.domain.document import (
    BandLine,
    Content,
    LetterBox,
    LetterFrame,
    LetterLine,
    PageField,
    drawn_text,
)
from briefbuilder.domain.styles import Align, Style
from briefbuilder.export.pdf.blocks import register_image
from briefbuilder.export.pdf.glyph_runs import build_glyph_runs
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.objects import colour_operator, format_number
from briefbuilder.export.pdf.page import LAYOUT, PAGINATION, PdfPage
from briefbuilder.export.pdf.paragraph import (
    ParagraphSetting,
    build_paragraph,
    natural_width,
    shape_text,
    shown_values,
)
from briefbuilder.export.pdf.structure import StructElem

# Letterhead

_RULE = 0.75
_RULE_GAP = 2.0
_PICTURE_GAP = 4.0
_CELL_PADDING = 5.4
"""The room that Word leaves between a cell's text and its rule, in points."""
_TAB_STOP = 36.0
"""Where a paragraph has no stops of its own, Word's stand this far from each other, in points."""


def row_height(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> float:
    """Return the height of a row in points; what floats takes none."""
    standing = [box for box in _move_past_tabs(layout, boxes) if box.top is None]
    return max(
        (sum(_letter_line_height(layout, line, box) for line in box.lines) for box in standing), default=0.0
    )


def draw_row(layout: LayoutContext, boxes: tuple[LetterBox, ...], page: PdfPage, top: float) -> float:
    """Draw a row that begins at a height; return its own height."""
    for box in _move_past_tabs(layout, boxes):
        y = top if box.top is None else page.height - box.top
        for line in box.lines:
            _draw_letter_line(layout, line, box, page, y)
            y -= _letter_line_height(layout, line, box)
    height = row_height(layout, boxes)
    for box in boxes:
        if box.frame is not None:
            _draw_frame(box, box.frame, page, (top, top - height))
    return height


def _draw_frame(box: LetterBox, frame: LetterFrame, page: PdfPage, reach: tuple[float, float]) -> None:
    """Draw the rules around a cell, from the top of its row to its foot."""
    top, foot = reach
    left, right = box.left - _CELL_PADDING, box.left + box.width + _CELL_PADDING
    half = _RULE / 2
    sides = (
        (frame.top, (left - half, top - half, right + half, top + half)),
        (frame.bottom, (left - half, foot - half, right + half, foot + half)),
        (frame.left, (left - half, foot - half, left + half, top + half)),
        (frame.right, (right - half, foot - half, right + half, top + half)),
    )
    for rule_colour, area in sides:
        if rule_colour:
            page.artifact(page.artifact_kind or LAYOUT)
            page.fill(rule_colour, *area)


def _move_past_tabs(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> tuple[LetterBox, ...]:
    """Move boxes after tabs on to the next of Word's own stops where those before them reach over theirs."""
    found: list[LetterBox] = []
    reached = 0.0
    for box in boxes:
        if box.after_tab and found and reached > box.left:
            edge = found[0].left
            left = edge + math.ceil((reached - edge) / _TAB_STOP) * _TAB_STOP
            box = replace(box, left=left, width=max(box.width - (left - box.left), 1.0))  # noqa: PLW2901
        found.append(box)
        line = box.lines[0] if box.lines else None
        if line is not None and line.look.align in {"start", "justify"}:
            words = drawn_text(line.content)
            wide = (
                shape_text(layout, words, line.look, layout.document.language)[0].width
                if words.strip()
                else 0.0
            )
            reached = box.left + max(wide, line.size[0] if line.picture else 0.0)
    return tuple(found)


def build_side_block(layout: LayoutContext, boxes: tuple[LetterBox, ...]) -> BlockBox:
    """Return a block without height that draws columns of a letterhead document beside the text below it."""
    parts = [
        (box, line, layout.root.add("P") if line.content else StructElem("Artifact"))
        for box in boxes
        for line in box.lines
    ]

    def draw(page: PdfPage, _left: float, top: float) -> None:
        tops = dict.fromkeys(boxes, top)
        for box, line, element in parts:
            _draw_letter_line(layout, line, box, page, tops[box], element)
            tops[box] -= _letter_line_height(layout, line, box)

    return BlockBox([LineBox(0.0, draw)], 0.0, 0.0)


def _letter_block(
    layout: LayoutContext, line: LetterLine, box: LetterBox, element: StructElem | None = None
) -> BlockBox:
    look = replace(line.look, space_before=0.0, space_after=0.0, background=None, rule=None)
    if line.picture:
        look = replace(look, indent_start=look.indent_start + line.size[0] + _PICTURE_GAP)
    setting = ParagraphSetting(look, box.width, element or StructElem("Artifact"), layout.document.language)
    return build_paragraph(layout, line.content, setting)


def _letter_line_height(layout: LayoutContext, line: LetterLine, box: LetterBox) -> float:
    ruled = sum(_RULE + _RULE_GAP for rule in (line.above, line.below) if rule)
    inner = line.size[1] if line.picture else line.look.leading
    if line.content:
        inner = max(inner, sum(line_box.height for line_box in _letter_block(layout, line, box).boxes))
    return line.look.space_before + inner + line.look.space_after + ruled


def _draw_letter_line(
    layout: LayoutContext,
    line: LetterLine,
    box: LetterBox,
    page: PdfPage,
    top: float,
    element: StructElem | None = None,
) -> None:
    top -= line.look.space_before if box.top is None else 0.0
    if line.above:
        page.artifact(page.artifact_kind or LAYOUT)
        page.fill(line.above, box.left, top - _RULE, box.left + box.width, top)
        top -= _RULE + _RULE_GAP
    if line.picture:
        _draw_picture(layout, line, box, page, top)
    line_boxes = _letter_block(layout, line, box, element).boxes if line.content else []
    tall = sum(line_box.height for line_box in line_boxes)
    # What stands behind a picture in its line stands on one foot with it.
    y = top - max(line.size[1] - tall, 0.0)
    for line_box in line_boxes:
        line_box.draw(page, box.left, y)
        y -= line_box.height
    top -= max(line.size[1], tall) or line.look.leading
    if line.below:
        page.artifact(page.artifact_kind or LAYOUT)
        page.fill(line.below, box.left, top - _RULE_GAP - _RULE, box.left + box.width, top - _RULE_GAP)


def _draw_picture(layout: LayoutContext, line: LetterLine, box: LetterBox, page: PdfPage, top: float) -> None:
    name = register_image(layout, line.picture)
    if name is None:
        return
    wide, high = line.size
    free = box.width - wide
    shift = {"centre": free / 2, "end": free}.get(line.look.align, line.look.indent_start)
    x, y = box.left + max(shift, 0.0), top - high
    page.artifact(page.artifact_kind or LAYOUT)
    page.images.add(name)
    page.draw(
        f"q {format_number(wide)} 0 0 {format_number(high)} {format_number(x)} {format_number(y)} cm /{name} Do Q"
    )


_PART_GAP = 12.0
_BODY_GAP = 10.0
_WATERMARK_COLOUR = "#000000"
_SECTION = PageField(name="section")


@dataclass(frozen=True, slots=True)
class Bands:
    """The lines of one page's head and foot."""

    header: tuple[BandLine, ...]
    footer: tuple[BandLine, ...]


def bands_for_page(layout: LayoutContext, index: int) -> Bands:
    """Return the lines of the page of that index (from 0): first, even or any."""
    furniture = layout.document.furniture
    header, footer = furniture.header, furniture.footer
    if index % 2:
        header = furniture.even_header if furniture.even_header is not None else header
        footer = furniture.even_footer if furniture.even_footer is not None else footer
    if index == 0:
        header = furniture.first_header if furniture.first_header is not None else header
        footer = furniture.first_footer if furniture.first_footer is not None else footer
    return Bands(header, footer)


def vertical_margins(layout: LayoutContext) -> tuple[float, float]:
    """Return the upper and lower margin, in points, that leave room for the tallest head and foot."""
    setup = layout.document.page
    layout.inline.fields = {"page": "000", "pages": "000", "section": "Xxxxxxxxxxxx"}
    top, bottom = setup.top, setup.bottom
    for index in range(3):
        bands = bands_for_page(layout, index)
        top = max(top, _header_space(layout, bands))
        if bands.footer:
            bottom = max(bottom, setup.footer + _bands_height(layout, bands.footer) + _BODY_GAP)
    return top, bottom


def first_page_offset(layout: LayoutContext, top: float) -> float:
    """Return by how much a letterhead document's first page begins lower than the others; `top` leaves room for all.

    The letterhead of the first page is mostly the tallest head, and Word leaves room for it on that page alone.
    """
    setup = layout.document.page
    if layout.document.letterhead is None or setup.columns > 1:
        return 0.0
    others = max(_header_space(layout, bands_for_page(layout, index)) for index in (1, 2))
    return max(top - max(others, setup.top), 0.0)


def _header_space(layout: LayoutContext, bands: Bands) -> float:
    """Return how far the text of a page must stand from the paper's edge to leave room for its head."""
    return (
        layout.document.page.header + _bands_height(layout, bands.header) + _BODY_GAP if bands.header else 0.0
    )


def draw_headers_footers(layout: LayoutContext, page: PdfPage, left: float, fields: dict[str, str]) -> None:
    """Draw a page's head, foot and watermark as artifacts."""
    layout.inline.fields = fields
    bands = bands_for_page(layout, page.index)
    _shorten_section(layout, (*bands.header, *bands.footer))
    setup = layout.document.page
    page.end()
    page.artifact_kind = f"{PAGINATION}/Subtype/Header"
    _draw_bands(layout, bands.header, page, left, page.height - setup.header)
    page.end()
    page.artifact_kind = f"{PAGINATION}/Subtype/Footer"
    _draw_bands(layout, bands.footer, page, left, setup.footer + _bands_height(layout, bands.footer))
    page.end()
    page.artifact_kind = ""
    if layout.document.furniture.watermark:
        _draw_watermark(layout, page, layout.document.furniture.watermark)


def _shorten_section(layout: LayoutContext, lines: tuple[BandLine, ...]) -> None:
    """Cut the name of the section at a word where its line is too short for it."""
    words = layout.inline.fields.get("section", "").split()
    whole = len(words)
    shown = [line for line in lines if _SECTION in (*line.start, *line.centre, *line.end)]
    while words and any(len(block.boxes) > 1 for line in shown for block in _band_blocks(layout, line)):
        words.pop()
        text = " ".join(words) + ("…" if len(words) < whole else "")
        layout.inline.fields = {**layout.inline.fields, "section": text}


def _band_width(layout: LayoutContext) -> float:
    """Return the width of lines: the text's, or that of a letterhead document's header."""
    room = layout.document.furniture.room
    return (
        layout.document.page.text_width if room is None else max(layout.document.page.width - sum(room), 1.0)
    )


def _band_left(layout: LayoutContext, page: PdfPage, left: float) -> float:
    """Return the left edge of lines on a page whose text begins at `left`."""
    setup, room = layout.document.page, layout.document.furniture.room
    if room is None:
        return left
    return room[1] if setup.bound and page.index % 2 else room[0]


def _band_blocks(layout: LayoutContext, line: BandLine) -> list[BlockBox]:
    """Return the blocks of a line's parts; a part that is too long for its share is broken."""
    style = layout.document.styles.style(line.role)
    parts: list[tuple[Content, Align]] = []
    if line.start and not (line.centre or line.end) and style.align != "justify":
        parts.append((line.start, style.align))
    else:
        parts += [(line.start, "start"), (line.centre, "centre"), (line.end, "end")]
    shown = [(content, align) for content, align in parts if content]
    widths = [_unbroken_width(layout, content, style) for content, _ in shown]
    room = _band_width(layout)
    crowded = sum(widths) + _PART_GAP * (len(widths) - 1) > room
    if len(shown) > 1 and not crowded:
        # A centred part must not touch the others although all three would fit side by side.
        middle = next(
            (width for width, (_, align) in zip(widths, shown, strict=True) if align == "centre"), 0.0
        )
        sides = [width for width, (_, align) in zip(widths, shown, strict=True) if align != "centre"]
        crowded = bool(middle) and max(sides) + _PART_GAP > (room - middle) / 2
    blocks = []
    for place, (content, align) in enumerate(shown):
        own = _share_style(style, widths, place, room) if crowded else style
        setting = ParagraphSetting(
            replace(own, align=align),
            room,
            StructElem("Artifact"),
            layout.document.language,
            ground=style.background if line.role == "marking" else None,
        )
        blocks.append(build_paragraph(layout, content, setting))
    return blocks


def _share_style(style: Style, widths: list[float], place: int, room: float) -> Style:
    """Give a part its share of the line: what is short stays whole, the rest is divided evenly."""
    free = room - _PART_GAP * (len(widths) - 1)
    fair = free / len(widths)
    short = [width for width in widths if width <= fair]
    rest = (free - sum(short)) / max(len(widths) - len(short), 1)
    shares = [width + 0.5 if width <= fair else rest - 0.5 * len(short) for width in widths]
    before = sum(shares[:place]) + _PART_GAP * place
    return replace(
        style, indent_start=before, indent_end=max(room - before - shares[place], 0.0), first_line=0.0
    )


def _unbroken_width(layout: LayoutContext, content: Content, style: Style) -> float:
    context, language = layout.inline, layout.document.language

    def measured() -> float:
        return natural_width(build_glyph_runs(content, style, StructElem("Artifact"), context, language)[0])

    return layout.cache.width((content, shown_values(content, context), style, language), measured)


def _bands_height(layout: LayoutContext, lines: tuple[BandLine, ...]) -> float:
    return sum(_band_height(layout, line) + _space_after(layout, line) for line in lines)


def _band_height(layout: LayoutContext, line: BandLine) -> float:
    if line.boxes:
        return row_height(layout, line.boxes)
    style = layout.document.styles.style(line.role)
    return max(
        (len(block.boxes) * style.leading for block in _band_blocks(layout, line)), default=style.leading
    )


def _space_after(layout: LayoutContext, line: BandLine) -> float:
    if line.boxes:
        return 0.0
    return min(layout.document.styles.style(line.role).space_after, 4.0)


def _draw_bands(
    layout: LayoutContext, lines: tuple[BandLine, ...], page: PdfPage, left: float, top: float
) -> None:
    left = _band_left(layout, page, left)
    for line in lines:
        if line.boxes:
            top -= draw_row(layout, line.boxes, page, top)
            continue
        blocks = _band_blocks(layout, line)
        style = layout.document.styles.style(line.role)
        for block in blocks:
            y = top
            for line_box in block.boxes:
                line_box.draw(page, left, y)
                y -= line_box.height
        top -= max((len(block.boxes) for block in blocks), default=1) * style.leading + _space_after(
            layout, line
        )


def _draw_watermark(layout: LayoutContext, page: PdfPage, text: str) -> None:
    """Write a pale word across the page, from corner to corner."""
    style = replace(layout.document.styles.style("title"), size=60.0, bold=True, capitals=False)
    word, _ = shape_text(layout, text, style, layout.document.language)
    size = min(60.0 * 0.62 * (page.width**2 + page.height**2) ** 0.5 / max(word.width, 1.0), 96.0)
    sized, font = shape_text(layout, text, replace(style, size=round(size, 1)), layout.document.language)
    cosine = page.width / (page.width**2 + page.height**2) ** 0.5
    sine = page.height / (page.width**2 + page.height**2) ** 0.5
    x = page.width / 2 - cosine * sized.width / 2 + sine * size * 0.35
    y = page.height / 2 - sine * sized.width / 2 - cosine * size * 0.35
    matrix = " ".join(map(format_number, (cosine, sine, -sine, cosine, x, y)))
    page.artifact(f"{PAGINATION}/Subtype/Watermark")
    page.has_transparency = True
    pen = f"{colour_operator(_WATERMARK_COLOUR)} {page.usage.select(font)} {matrix} Tm"
    page.draw(f"q /Pale gs BT {pen}[{page.usage.write(font, sized)}]TJ ET Q")
    page.end()
