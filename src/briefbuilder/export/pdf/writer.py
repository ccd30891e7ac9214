"""Render a Document as a tagged PDF (PDF/UA-1, PDF/A-2a).

The same document gives the same bytes: no time, random numbers or paths enter the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import zip_longest

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnBreak,
    HeadersFooters,
    PageField,
    PageKind,
    elements_on_letterhead,
)
from briefbuilder.domain.export_record import LaidOutPages
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.styles import Align, PageSetup, Style
from briefbuilder.domain.values import value
from briefbuilder.export.columns import landscape_setup
from briefbuilder.export.measures import BAND_GAP, WATERMARK_SHARE, WATERMARK_SIZE
from briefbuilder.export.pdf.blocks import BlockBuilder, footnote_boxes
from briefbuilder.export.pdf.contents import draw_page_numbers
from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.fonts import drawn_family
from briefbuilder.export.pdf.glyph_runs import build_glyph_runs
from briefbuilder.export.pdf.layout_context import LayoutCache, LayoutContext
from briefbuilder.export.pdf.letterhead import build_side_block, draw_row, row_height
from briefbuilder.export.pdf.line_boxes import BlockBox, Frame, PageFlow
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
from briefbuilder.export.pdf.tables import table_fitter

_PART_GAP = 12.0
_WATERMARK_COLOUR = "#000000"
_SECTION = PageField(name="section")

_LAYOUT_SHARE = 0.8
_MIN_FRAME = 72.0
Area = tuple[int, float, float, float, float]
"""A page, from 1, and the left, top, right and bottom edge of a rectangle in points."""


def _page_kind(index: int) -> PageKind:
    if index == 0:
        return "first"
    return "even" if index % 2 else "default"


def vertical_margins(layout: LayoutContext, pages: Iterable[int]) -> tuple[float, float]:
    """Return the upper and lower margin, in points, that leave room for the headers and footers of the given pages.

    Page 0 stands for the first one, 1 for even and 2 for odd ones.
    """
    setup = layout.document.page
    layout.inline.fields = {"page": "000", "pages": "000", "section": "Xxxxxxxxxxxx"}
    top, bottom = setup.top, setup.bottom
    breaks = (element for element in layout.document.elements if isinstance(element, DrawnBreak))
    bands_of_pages = [
        lines.on(_page_kind(page))
        for lines in (
            layout.document.headers_footers,
            *(drawn_break.bands for drawn_break in breaks if drawn_break.bands),
        )
        for page in pages
    ]
    for header, footer in bands_of_pages:
        top = max(top, _header_space(layout, header))
        if footer:
            bottom = max(bottom, setup.footer + _bands_height(layout, footer) + BAND_GAP)
    return top, bottom


def _header_space(layout: LayoutContext, header: tuple[BandLine, ...]) -> float:
    """Return the distance of the text from the paper's edge that leaves room for the header."""
    if not header:
        return 0.0
    return layout.document.page.header + _bands_height(layout, header) + BAND_GAP


_MAX_SECTION_WORDS = 1000
"""More words than any line of a header holds."""


def draw_headers_footers(layout: LayoutContext, page: PdfPage, left: float, fields: dict[str, str]) -> None:
    """Draw the header, footer and watermark of a page as artifacts."""
    layout.inline.fields = fields
    header, footer = layout.document.headers_footers.on(_page_kind(page.index))
    _shorten_section(layout, (*header, *footer))
    setup = layout.document.page
    page.end()
    page.artifact_kind = f"{PAGINATION}/Subtype/Header"
    _draw_bands(layout, header, page, left, page.height - setup.header)
    page.end()
    page.artifact_kind = f"{PAGINATION}/Subtype/Footer"
    _draw_bands(layout, footer, page, left, setup.footer + _bands_height(layout, footer))
    page.end()
    page.artifact_kind = ""
    if layout.document.headers_footers.watermark:
        _draw_watermark(layout, page, layout.document.headers_footers.watermark)


def _shorten_section(layout: LayoutContext, lines: tuple[BandLine, ...]) -> None:
    """Shorten the section name at a word boundary if its line is too short."""
    words = layout.inline.fields.get("section", "").split()
    section_lines = [line for line in lines if _SECTION in (*line.start, *line.centre, *line.end)]

    def is_too_long(count: int) -> bool:
        if count < len(words):
            text = " ".join(words[:count]) + "…"
            layout.inline.fields = {**layout.inline.fields, "section": text}
        return any(len(block.boxes) > 1 for line in section_lines for block in _band_blocks(layout, line))

    if words and is_too_long(len(words)):
        shorter = range(1, min(len(words), _MAX_SECTION_WORDS))
        is_too_long(bisect_left(shorter, True, key=is_too_long))


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
    # One part has the whole line, however wide it is.
    is_shared = len(parts) > 1 or style.indent_start or style.indent_end or style.first_line
    widths = [_unbroken_width(layout, content, style) for content, _ in parts] if is_shared else []
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
        setting = ParagraphSetting(
            part_style, room, artifact, layout.document.language, ground=ground, rtl=layout.rtl
        )
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
    size = min(
        60.0 * WATERMARK_SHARE * (page.width**2 + page.height**2) ** 0.5 / max(word.width, 1.0),
        WATERMARK_SIZE,
    )
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


@value
class PdfExport(LaidOutPages):
    """A PDF with facts about its pages.

    `areas` maps origins to the rectangles that they take up: a page, from 1, and the left, top, right and bottom edge in
    points from the page's upper left corner. If pages are only counted, there are neither `areas` nor `data`.
    """

    data: bytes
    areas: Mapping[str, tuple[Area, ...]]

    def without_file(self, layout: str) -> LaidOutPages:
        """Return only the facts about the pages, with the digest of what was laid out."""
        return LaidOutPages(
            page_count=self.page_count,
            page_numbers=self.page_numbers,
            places=self.places,
            lines=self.lines,
            findings=self.findings,
            layout=layout,
        )


def render_pdf(
    document: Document,
    *,
    progress: Progress = ignore_progress,
    cache: LayoutCache | None = None,
    only_pages: bool = False,
) -> PdfExport:
    """Render a document; a `cache` of earlier exports makes it faster with the same result.

    With `only_pages`, the pages are laid out and no file is written.
    `progress` receives shares from 0 to 1; what it raises ends the work.
    """
    progress(0.0)
    setup = document.page
    kept = cache
    cache = kept or LayoutCache.for_one_export(is_drawn=not only_pages)
    cache.make_room()
    usage = GlyphUsage(is_drawn=not only_pages)
    layout = LayoutContext(document, setup.column_width, setup.height, cache, usage)
    frames = _Frames(layout, *_upright_frames(layout, setup))
    pages = _lay_out(layout, frames, progress)
    positions = _anchor_positions(pages)
    numbers = {anchor: page + 1 for anchor, (page, _) in positions.items()}
    layout.usage.current_item = ""
    draw_page_numbers(layout, pages, numbers)
    _draw_headers_footers(layout, frames, pages, progress)
    # Everything is drawn. The file needs memory, too.
    usage.forget_words()
    if kept is None:
        cache.fonts.clear()
    data = b"" if only_pages else _write_file(layout, pages, positions)
    progress(1.0)
    places = {
        origin: (page.index + 1, round(page.height - height, 2))
        for page in reversed(pages)
        for origin, height in page.origins.items()
    }
    return PdfExport(
        data=data,
        page_count=len(pages),
        page_numbers=numbers,
        places=places,
        lines=dict(layout.lines),
        findings=_collect_findings(layout),
        areas=_areas(pages),
    )


def _write_file(
    layout: LayoutContext, pages: list[PdfPage], positions: Mapping[str, tuple[int, float]]
) -> bytes:
    # Loaded only for files: if pages are only counted, ReportLab would take a tenth of the time.
    from briefbuilder.export.pdf.file import PdfParts, write_pdf
    from briefbuilder.export.pdf.objects import deflate

    faces = list(layout.usage.faces.values())
    return write_pdf(
        PdfParts(
            layout.document, pages, layout.root, faces, layout.images, layout.outline, positions,
            pack=lambda operators: layout.cache.compress(operators, deflate),
        )
    )  # fmt: skip


def _upright_frames(layout: LayoutContext, setup: PageSetup) -> tuple[Frame, Frame]:
    """Return the frames of the first page and of the others.

    They differ on a letterhead: Word leaves room for the tall header of its first page, or of the others, only on these.
    """
    if layout.document.letterhead is None:
        frame = _make_frame(layout, setup)
        return frame, frame
    return _make_frame(layout, setup, pages=(0,)), _make_frame(layout, setup, pages=(1, 2))


def _make_frame(layout: LayoutContext, setup: PageSetup, pages: Iterable[int] = range(3)) -> Frame:
    """Return the frame of the given pages (see `vertical_margins`)."""
    outer_document = layout.document
    layout.document = replace(outer_document, page=setup)
    top, bottom = vertical_margins(layout, pages)
    layout.document = outer_document
    height = max(setup.height - top - bottom, _MIN_FRAME)
    even = setup.outer if setup.bound else setup.inner
    width = max(setup.column_width, _MIN_FRAME)
    return Frame(
        setup.width,
        setup.height,
        setup.inner,
        even,
        top,
        width,
        height,
        min(setup.text_height, 2 * height),
        layout.rtl,
        setup.columns,
        setup.column_gap,
    )


@dataclass(slots=True, eq=False, repr=False)
class _Frames:
    """The frames of the first page and the others, and that of landscape pages, which is made when one is needed.

    `bands` has the headers and footers that begin on a page, by its index.
    """

    layout: LayoutContext
    first: Frame
    upright: Frame
    _landscape: Frame | None = None
    bands: dict[int, HeadersFooters] = field(default_factory=dict)

    def landscape(self, setup: PageSetup) -> Frame:
        """Return the frame of a landscape page."""
        if self._landscape is None:
            self._landscape = _make_frame(self.layout, setup)
        return self._landscape

    def of_page(self, page: PdfPage) -> Frame:
        """Return the frame of a page that has been drawn."""
        is_turned = self._landscape is not None and page.width == self._landscape.page_width
        return self._landscape if is_turned and self._landscape is not None else self.upright


def _areas(pages: list[PdfPage]) -> dict[str, tuple[Area, ...]]:
    """Return the rectangles of each origin, measured from the upper left corner."""
    found: dict[str, list[Area]] = {}
    for page in pages:
        for origin, areas in page.areas.items():
            found.setdefault(origin, []).extend(
                (page.index + 1, left, page.height - top, right, page.height - bottom)
                for left, top, right, bottom in areas
            )
    return {origin: tuple(areas) for origin, areas in found.items()}


def _lay_out(layout: LayoutContext, frames: _Frames, progress: Progress) -> list[PdfPage]:
    """Lay out the elements on pages."""
    builder = BlockBuilder(layout)
    # The lines of a note are laid out once, when its mark is first placed.
    flow = PageFlow(frames.first, cache(partial(footnote_boxes, layout)), layout.usage, frames.upright)
    _use_frame(layout, frames.upright)
    letterhead = layout.document.letterhead
    if letterhead is not None and letterhead.beside:
        flow.add(build_side_block(layout, letterhead.beside))
    elements = elements_on_letterhead(layout.document, framed=True)
    turned = table_fitter(layout).landscape_pages(elements)
    for index, (element, following) in enumerate(zip_longest(elements, elements[1:])):
        if index % 8 == 0:
            progress(_LAYOUT_SHARE * index / len(elements))
        if isinstance(element, DrawnBreak):
            flow.new_page()
            if element.bands is not None:
                frames.bands[len(flow.pages)] = element.bands
            continue
        frame = frames.landscape(turned[index]) if index in turned else frames.upright
        if flow.frame is not frame and (flow.frame is not frames.first or index in turned):
            flow.change_frame(frame)
            _use_frame(layout, frame)
        for block in builder.element(element, layout.root, frame.width, following):
            flow.add(block)
    return flow.finish()


def _use_frame(layout: LayoutContext, frame: Frame) -> None:
    layout.width, layout.height = frame.width, frame.text_height


def _anchor_positions(pages: list[PdfPage]) -> dict[str, tuple[int, float]]:
    positions: dict[str, tuple[int, float]] = {}
    for page in pages:
        for anchor, height in page.anchors.items():
            positions.setdefault(anchor, (page.index, height))
    return positions


def _draw_headers_footers(
    layout: LayoutContext, frames: _Frames, pages: list[PdfPage], progress: Progress
) -> None:
    """Draw headers and footers; a page shows the first section that begins on it, else the current one.

    If pages are only counted, this is done for one page of each kind: the others have the same fonts, and the characters
    of their section's name were in a heading.
    """
    section, drawn = "", set[tuple[bool, int, int, int]]()
    document, setup = layout.document, landscape_setup(layout.document)
    bands = document.headers_footers
    for page in pages:
        if page.index % 16 == 0:
            progress(_LAYOUT_SHARE + 0.1 * page.index / len(pages))
        shown = page.sections[0] if page.sections else section
        section = page.sections[-1] if page.sections else section
        fields = {"page": str(page.index + 1), "pages": str(len(pages)), "section": shown}
        frame = frames.of_page(page)
        bands = frames.bands.get(page.index, bands)
        kind = (page.index == 0, page.index % 2, id(bands), id(frame))
        if kind in drawn and not layout.usage.is_drawn:
            continue
        drawn.add(kind)
        is_turned = setup is not None and frame is not frames.upright
        turned = setup if setup is not None and is_turned else document.page
        layout.document = replace(document, page=turned, headers_footers=bands)
        draw_headers_footers(layout, page, frame.left_of(page.index), fields)
        layout.document = document


def _collect_findings(layout: LayoutContext) -> tuple[Finding, ...]:
    missing = [
        Finding(
            code="pdf-glyph-missing",
            severity="warning",
            place=Place(item=origin or None),
            parameters={"character": character, "codepoint": f"U+{ord(character):04X}"},
        )
        for character, origin in layout.usage.missing.items()
    ]
    unknown = [
        Finding(
            code="pdf-font-missing",
            severity="warning",
            parameters={"font": family, "used": drawn_family(family)},
        )
        for family in layout.usage.unknown
    ]
    return (*layout.findings, *unknown, *missing)
