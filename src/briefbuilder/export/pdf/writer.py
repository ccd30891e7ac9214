"""Render a Document as a tagged PDF (PDF/UA-1, PDF/A-2a).

The same document gives the same bytes: no time, random numbers or paths enter the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from briefbuilder.domain.document import Document, DrawnBreak, elements_on_letterhead
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.export.pdf.blocks import BlockBuilder, FootnoteBoxes
from briefbuilder.export.pdf.contents import draw_page_numbers
from briefbuilder.export.pdf.file import PdfParts, write_pdf
from briefbuilder.export.pdf.flow import Frame, PageFlow
from briefbuilder.export.pdf.headers_footers import (
    build_side_block,
    draw_headers_footers,
    first_page_offset,
    vertical_margins,
)
from briefbuilder.export.pdf.layout_context import LayoutCache, LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.objects import deflate
from briefbuilder.export.pdf.page import PdfPage

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
    width = max(setup.column_width, _MIN_FRAME)
    cache = cache or LayoutCache()
    cache.make_room()
    layout = LayoutContext(document, width, setup.height, cache)
    top, bottom = vertical_margins(layout)
    offset = first_page_offset(layout, top)
    top -= offset
    layout.height = max(setup.height - top - bottom, _MIN_FRAME)
    even = setup.outer if setup.bound else setup.inner
    frame = Frame(
        setup.width, setup.height, setup.inner, even, top, width, layout.height, layout.rtl,
        setup.columns, setup.column_gap,
    )  # fmt: skip
    pages = _lay_out(layout, frame, watch, offset)
    positions = _anchor_positions(pages)
    numbers = {anchor: page + 1 for anchor, (page, _) in positions.items()}
    layout.usage.current_item = ""
    draw_page_numbers(layout, pages, numbers)
    _draw_headers_footers(layout, frame, pages, watch)
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


def _lay_out(layout: LayoutContext, frame: Frame, watch: _ProgressWatch, offset: float) -> list[PdfPage]:
    """Lay out the elements on pages; the text of the first page begins `offset` points lower."""
    builder = BlockBuilder(layout)
    flow = PageFlow(frame, FootnoteBoxes(layout).boxes, layout.usage)
    if offset:
        flow.add(BlockBox([LineBox(offset, lambda _page, _left, _top: None)], 0.0, 0.0))
    letterhead = layout.document.letterhead
    if letterhead is not None and letterhead.beside:
        flow.add(build_side_block(layout, letterhead.beside))
    elements = elements_on_letterhead(layout.document, framed=True)
    for index, (element, following) in enumerate(zip_longest(elements, elements[1:])):
        if index % 8 == 0:
            watch.at(_LAYOUT_SHARE * index / len(elements))
        if isinstance(element, DrawnBreak):
            flow.new_page()
            continue
        for block in builder.element(element, layout.root, frame.width, following):
            flow.add(block)
    return flow.finish()


def _anchor_positions(pages: list[PdfPage]) -> dict[str, tuple[int, float]]:
    positions: dict[str, tuple[int, float]] = {}
    for page in pages:
        for anchor, height in page.anchors.items():
            positions.setdefault(anchor, (page.index, height))
    return positions


def _draw_headers_footers(
    layout: LayoutContext, frame: Frame, pages: list[PdfPage], watch: _ProgressWatch
) -> None:
    """Draw headers and footers; a page shows the first section that begins on it, else the current one."""
    section = ""
    for page in pages:
        if page.index % 16 == 0:
            watch.at(_LAYOUT_SHARE + 0.1 * page.index / len(pages))
        shown = page.sections[0] if page.sections else section
        section = page.sections[-1] if page.sections else section
        fields = {"page": str(page.index + 1), "pages": str(len(pages)), "section": shown}
        draw_headers_footers(layout, page, frame.left_of(page.index), fields)


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
        Finding(code="pdf-font-missing", severity="warning", parameters={"font": family})
        for family in layout.usage.unknown
    ]
    return (*layout.findings, *unknown, *missing)
