"""Headers, footers and watermark, drawn when all pages are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefbuilder.domain.document import BandLine, Content, DrawnBreak, HeadersFooters, PageField
from briefbuilder.domain.styles import Align, Style
from briefbuilder.export.pdf.glyph_runs import build_glyph_runs
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.letterhead import draw_row, row_height
from briefbuilder.export.pdf.line_boxes import BlockBox
from briefbuilder.export.pdf.page import PAGINATION, PdfPage
from briefbuilder.export.pdf.paragraph import (
    ParagraphSetting,
    build_paragraph,
    natural_width,
    shape_text,
    shown_values,
)
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.pdf.syntax import colour_operator, format_numbers

_PART_GAP = 12.0
_BODY_GAP = 10.0
_WATERMARK_COLOUR = "#000000"
_SECTION = PageField(name="section")


@dataclass(frozen=True, slots=True)
class Bands:
    """The header and footer lines of one page."""

    header: tuple[BandLine, ...]
    footer: tuple[BandLine, ...]


def bands_for_page(layout: LayoutContext, index: int) -> Bands:
    """Return the lines of a page (from 0): those of the first, of even, or of any page."""
    return _bands_of(layout.document.headers_footers, index)


def _bands_of(lines: HeadersFooters, index: int) -> Bands:
    header = footer = None
    if index == 0:
        header, footer = lines.first_header, lines.first_footer
    elif index % 2:
        header, footer = lines.even_header, lines.even_footer
    return Bands(lines.header if header is None else header, lines.footer if footer is None else footer)


def vertical_margins(layout: LayoutContext, pages: Iterable[int] = range(3)) -> tuple[float, float]:
    """Return the upper and lower margin, in points, that leave room for the headers and footers of some pages.

    Page 0 stands for the first one, 1 for even and 2 for odd ones.
    """
    setup = layout.document.page
    layout.inline.fields = {"page": "000", "pages": "000", "section": "Xxxxxxxxxxxx"}
    top, bottom = setup.top, setup.bottom
    breaks = (each for each in layout.document.elements if isinstance(each, DrawnBreak))
    bands_of_pages = [
        _bands_of(lines, page)
        for lines in (layout.document.headers_footers, *(each.bands for each in breaks if each.bands))
        for page in pages
    ]
    for bands in bands_of_pages:
        top = max(top, _header_space(layout, bands))
        if bands.footer:
            bottom = max(bottom, setup.footer + _bands_height(layout, bands.footer) + _BODY_GAP)
    return top, bottom


def _header_space(layout: LayoutContext, bands: Bands) -> float:
    """Return the distance of the text from the paper's edge that leaves room for the header."""
    if not bands.header:
        return 0.0
    return layout.document.page.header + _bands_height(layout, bands.header) + _BODY_GAP


def draw_headers_footers(layout: LayoutContext, page: PdfPage, left: float, fields: dict[str, str]) -> None:
    """Draw the header, footer and watermark of a page as artifacts."""
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
    if layout.document.headers_footers.watermark:
        _draw_watermark(layout, page, layout.document.headers_footers.watermark)


def _shorten_section(layout: LayoutContext, lines: tuple[BandLine, ...]) -> None:
    """Shorten the section name at a word boundary if its line is too short."""
    words = layout.inline.fields.get("section", "").split()
    total = len(words)
    section_lines = [line for line in lines if _SECTION in (*line.start, *line.centre, *line.end)]
    while words and any(
        len(block.boxes) > 1 for line in section_lines for block in _band_blocks(layout, line)
    ):
        words.pop()
        text = " ".join(words) + ("…" if len(words) < total else "")
        layout.inline.fields = {**layout.inline.fields, "section": text}


def _band_width(layout: LayoutContext) -> float:
    """Return the width of header and footer lines: that of the text, or of the letterhead's header."""
    setup, room = layout.document.page, layout.document.headers_footers.room
    return setup.text_width if room is None else max(setup.width - sum(room), 1.0)


def _band_left(layout: LayoutContext, page: PdfPage, left: float) -> float:
    """Return the left edge of header and footer lines on a page whose text begins at `left`."""
    setup, room = layout.document.page, layout.document.headers_footers.room
    if room is None:
        return left
    return room[1] if setup.bound and page.index % 2 else room[0]


def _band_blocks(layout: LayoutContext, line: BandLine) -> list[BlockBox]:
    """Return the blocks of the parts of a line; a part too long for its share is broken."""
    style = layout.style(line.role)
    all_parts: list[tuple[Content, Align]] = []
    if line.start and not (line.centre or line.end) and style.align != "justify":
        all_parts.append((line.start, style.align))
    else:
        all_parts += [(line.start, "start"), (line.centre, "centre"), (line.end, "end")]
    parts = [(content, align) for content, align in all_parts if content]
    widths = [_unbroken_width(layout, content, style) for content, _ in parts]
    room = _band_width(layout)
    is_crowded = sum(widths) + _PART_GAP * (len(widths) - 1) > room
    if len(parts) > 1 and not is_crowded:
        # A centred part must not touch the others even if all three fit side by side.
        by_align = dict(zip((align for _, align in parts), widths, strict=True))
        middle = by_align.pop("centre", 0.0)
        is_crowded = bool(middle) and max(by_align.values()) + _PART_GAP > (room - middle) / 2
    ground = style.background if line.role == "marking" else None
    blocks = []
    for index, (content, align) in enumerate(parts):
        part_style = _share_style(style, widths, index, room) if is_crowded else style
        part_style = replace(part_style, align=align)
        artifact = StructElem("Artifact")
        setting = ParagraphSetting(part_style, room, artifact, layout.document.language, ground=ground)
        blocks.append(build_paragraph(layout, content, setting))
    return blocks


def _share_style(style: Style, widths: list[float], index: int, room: float) -> Style:
    """Give a part its share of the line: short parts stay whole, the rest is divided evenly."""
    free = room - _PART_GAP * (len(widths) - 1)
    fair = free / len(widths)
    short = [width for width in widths if width <= fair]
    rest = (free - sum(short)) / max(len(widths) - len(short), 1)
    shares = [width + 0.5 if width <= fair else rest - 0.5 * len(short) for width in widths]
    start = sum(shares[:index]) + _PART_GAP * index
    end = max(room - start - shares[index], 0.0)
    return replace(style, indent_start=start, indent_end=end, first_line=0.0)


def _unbroken_width(layout: LayoutContext, content: Content, style: Style) -> float:
    context, language = layout.inline, layout.document.language

    def measure() -> float:
        return natural_width(build_glyph_runs(content, style, StructElem("Artifact"), context, language)[0])

    return layout.cache.width((content, shown_values(content, context), style, language), measure)


def _bands_height(layout: LayoutContext, lines: tuple[BandLine, ...]) -> float:
    return sum(_band_height(layout, line) + _space_after(layout, line) for line in lines)


def _band_height(layout: LayoutContext, line: BandLine) -> float:
    if line.boxes:
        return row_height(layout, line.boxes)
    style = layout.style(line.role)
    return max(
        (len(block.boxes) * style.leading for block in _band_blocks(layout, line)), default=style.leading
    )


def _space_after(layout: LayoutContext, line: BandLine) -> float:
    if line.boxes:
        return 0.0
    return min(layout.style(line.role).space_after, 4.0)


def _draw_bands(
    layout: LayoutContext, lines: tuple[BandLine, ...], page: PdfPage, left: float, top: float
) -> None:
    left = _band_left(layout, page, left)
    for line in lines:
        if line.boxes:
            top -= draw_row(layout, line.boxes, page, top)
            continue
        blocks = _band_blocks(layout, line)
        style = layout.style(line.role)
        for block in blocks:
            y = top
            for line_box in block.boxes:
                line_box.draw(page, left, y)
                y -= line_box.height
        top -= max((len(block.boxes) for block in blocks), default=1) * style.leading + _space_after(
            layout, line
        )


def _draw_watermark(layout: LayoutContext, page: PdfPage, text: str) -> None:
    """Write pale text diagonally across the page."""
    style = replace(layout.style("title"), size=60.0, bold=True, capitals=False)
    word, _ = shape_text(layout, text, style, layout.document.language)
    size = min(60.0 * 0.62 * (page.width**2 + page.height**2) ** 0.5 / max(word.width, 1.0), 96.0)
    scaled, font = shape_text(layout, text, replace(style, size=round(size, 1)), layout.document.language)
    cosine = page.width / (page.width**2 + page.height**2) ** 0.5
    sine = page.height / (page.width**2 + page.height**2) ** 0.5
    x = page.width / 2 - cosine * scaled.width / 2 + sine * size * 0.35
    y = page.height / 2 - sine * scaled.width / 2 - cosine * size * 0.35
    matrix = format_numbers(cosine, sine, -sine, cosine, x, y)
    page.artifact(f"{PAGINATION}/Subtype/Watermark")
    page.has_transparency = True
    setup = f"{colour_operator(_WATERMARK_COLOUR)} {page.usage.select(font)} {matrix} Tm"
    page.draw(f"q /Pale gs BT {setup}[{page.usage.write(font, scaled)}]TJ ET Q")
    page.end()
