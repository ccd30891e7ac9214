"""Render a Document as a tagged PDF (PDF/UA-1, PDF/A-2a).

The same document gives the same bytes: no time, random numbers or paths enter the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from briefbuilder.domain.document import Document, DrawnBreak, HeadersFooters, elements_on_letterhead
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.columns import landscape_setup
from briefbuilder.export.pdf.blocks import BlockBuilder, FootnoteBoxes
from briefbuilder.export.pdf.contents import draw_page_numbers
from briefbuilder.export.pdf.file import PdfParts, write_pdf
from briefbuilder.export.pdf.flow import Frame, PageFlow
from briefbuilder.export.pdf.fonts import drawn_family
from briefbuilder.export.pdf.headers_footers import (
    draw_headers_footers,
    vertical_margins,
)
from briefbuilder.export.pdf.layout_context import LayoutCache, LayoutContext
from briefbuilder.export.pdf.letterhead import build_side_block
from briefbuilder.export.pdf.objects import deflate
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.tables import landscape_pages

_LAYOUT_SHARE = 0.8
_MIN_FRAME = 72.0


Area = tuple[int, float, float, float, float]
"""A page, from 1, and the left, top, right and bottom edge of a rectangle in points."""


@dataclass(frozen=True, slots=True)
class PdfExport:
    """A PDF with facts about its pages.

    `page_numbers` maps anchors to pages, from 1; `places` maps origins to a page and the distance from its top edge
    in points; `lines` maps origins to their number of lines. `areas` maps origins to the rectangles that they take up:
    a page, from 1, and the left, top, right and bottom edge in points from the page's upper left corner.
    """

    data: bytes
    page_numbers: Mapping[str, int]
    page_count: int
    places: Mapping[str, tuple[int, float]]
    findings: tuple[Finding, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _ProgressWatch:
    """Reports the progress of the export and stops it on request."""

    progress: Callable[[float], None] | None
    cancelled: Callable[[], bool] | None

    def at(self, share: float) -> None:
        if self.cancelled is not None and self.cancelled():
            raise CancelledError
        if self.progress is not None:
            self.progress(share)


def render_pdf(
    document: Document,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: LayoutCache | None = None,
) -> PdfExport:
    """Render a document; a `cache` of earlier exports makes it faster with the same result.

    `progress` receives shares from 0 to 1. Raises CancelledError once `cancelled()` is true.
    """
    watch = _ProgressWatch(progress, cancelled)
    watch.at(0.0)
    setup = document.page
    cache = cache or LayoutCache.for_one_export()
    cache.make_room()
    layout = LayoutContext(document, setup.column_width, setup.height, cache)
    frames = _Frames(layout, *_upright_frames(layout, setup))
    pages = _lay_out(layout, frames, watch)
    positions = _anchor_positions(pages)
    numbers = {anchor: page + 1 for anchor, (page, _) in positions.items()}
    layout.usage.current_item = ""
    draw_page_numbers(layout, pages, numbers)
    _draw_headers_footers(layout, frames, pages, watch)
    faces = list(layout.usage.faces.values())
    data = write_pdf(
        PdfParts(
            document, pages, layout.root, faces, layout.images, layout.outline, positions,
            pack=lambda operators: layout.cache.compress(operators, deflate),
        )
    )  # fmt: skip
    watch.at(1.0)
    places = {
        origin: (page.index + 1, round(page.height - height, 2))
        for page in reversed(pages)
        for origin, height in page.origins.items()
    }
    findings = _collect_findings(layout)
    return PdfExport(data, numbers, len(pages), places, findings, dict(layout.lines), _areas(pages))


def _upright_frames(layout: LayoutContext, setup: PageSetup) -> tuple[Frame, Frame]:
    """Return the frames of the first page and of the others.

    They differ on a letterhead: Word leaves room for the tall header of its first page, or of the others, on these alone.
    """
    if layout.document.letterhead is None:
        frame = _make_frame(layout, setup)
        return frame, frame
    return _make_frame(layout, setup, pages=(0,)), _make_frame(layout, setup, pages=(1, 2))


def _make_frame(layout: LayoutContext, setup: PageSetup, pages: Iterable[int] = range(3)) -> Frame:
    """Return the frame of some pages (see `vertical_margins`)."""
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
        layout.rtl,
        setup.columns,
        setup.column_gap,
    )


@dataclass(slots=True)
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


def _lay_out(layout: LayoutContext, frames: _Frames, watch: _ProgressWatch) -> list[PdfPage]:
    """Lay out the elements on pages."""
    builder = BlockBuilder(layout)
    flow = PageFlow(frames.first, FootnoteBoxes(layout).boxes, layout.usage, frames.upright)
    _use_frame(layout, frames.upright)
    letterhead = layout.document.letterhead
    if letterhead is not None and letterhead.beside:
        flow.add(build_side_block(layout, letterhead.beside))
    elements = elements_on_letterhead(layout.document, framed=True)
    turned = landscape_pages(layout, elements)
    for index, (element, following) in enumerate(zip_longest(elements, elements[1:])):
        if index % 8 == 0:
            watch.at(_LAYOUT_SHARE * index / len(elements))
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
    layout.width, layout.height = frame.width, frame.height


def _anchor_positions(pages: list[PdfPage]) -> dict[str, tuple[int, float]]:
    positions: dict[str, tuple[int, float]] = {}
    for page in pages:
        for anchor, height in page.anchors.items():
            positions.setdefault(anchor, (page.index, height))
    return positions


def _draw_headers_footers(
    layout: LayoutContext, frames: _Frames, pages: list[PdfPage], watch: _ProgressWatch
) -> None:
    """Draw headers and footers; a page shows the first section that begins on it, else the current one."""
    section = ""
    document, setup = layout.document, landscape_setup(layout.document)
    bands = document.headers_footers
    for page in pages:
        if page.index % 16 == 0:
            watch.at(_LAYOUT_SHARE + 0.1 * page.index / len(pages))
        shown = page.sections[0] if page.sections else section
        section = page.sections[-1] if page.sections else section
        fields = {"page": str(page.index + 1), "pages": str(len(pages)), "section": shown}
        frame = frames.of_page(page)
        bands = frames.bands.get(page.index, bands)
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
