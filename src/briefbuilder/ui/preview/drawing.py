"""The work of the preview outside the window: build the PDF of the export in a worker, and render its pages.

Pages are rendered in a sealed process, because they show the pictures of articles. Without Qt: it is imported in the
worker processes, where the large libraries and the layout cache stay loaded. The cache affects only the speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.app.workers import TaskLimits
from briefbuilder.composing.lengths import Lengths, measure_lengths
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.page_images import PageImage, RenderedPages
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.export.pdf.layout_context import LayoutCache

MAX_PIXELS = 6000
"""Maximum pixels of a page's longer side (a picture of 140 MB)."""


Area = tuple[int, float, float, float, float]
"""A page (from 1), and the left, top, right and bottom edge of a rectangle in points."""
_LIMITS = TaskLimits()
_PICTURE = b"/Subtype/Image"
"""What the dictionary of each picture in a PDF of ours contains; dictionaries of streams are never compressed."""


@value
class BuiltPreview:
    """The export as a PDF with some of its pages rendered.

    `sizes` are the widths and heights of the pages in points; `places` maps the parts and items
    of the briefing to their page (from 1) and the distance from its top in points, and `areas` to the rectangles
    that they take up: a page (from 1), and the left, top, right and bottom edge in points.
    """

    data: bytes
    sizes: tuple[tuple[float, float], ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    areas: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    images: tuple[PageImage, ...] = ()


@value
class CheckedBriefing:
    """The findings of the check of a briefing, and its lengths."""

    findings: tuple[Finding, ...]
    lengths: Lengths


def build_preview(
    source: ExportInput,
    pages: tuple[int, ...],
    scale: float,
    context: JobContext,
    build: Callable[[ExportInput], BuiltPreview] | None = None,
) -> BuiltPreview:
    """Build the PDF and render the given pages (from 0) if they exist; `scale` in pixels per point."""
    data = app.export.complete_input(source, pool=context.pool, cancelled=context.cancelled)
    built = context.pool.run(
        build or build_pages, data, result_type=BuiltPreview, cancelled=context.cancelled
    )
    rendered = render_sealed(built.data, pages, scale, context)
    return replace(built, sizes=rendered.sizes, images=rendered.images)


def build_pages(source: ExportInput) -> BuiltPreview:
    """Build the PDF, without rendering its pages."""
    built = app.export.build_pdf(source, cache=_layout_cache())
    return BuiltPreview(
        data=built.data,
        places=dict(built.places),
        areas=dict(built.areas),
        findings=app.checks.layout_findings(source, built),
    )


def build_printed_pages(source: ExportInput) -> BuiltPreview:
    """Build the PDF as `build_pages` does; raises ExportError if it holds words that are withheld, as an export does."""
    built = build_pages(source)
    app.export.require_nothing_withheld({".pdf": built.data}, source)
    return built


@lru_cache(maxsize=1)
def _layout_cache() -> LayoutCache:
    """Return the layout cache of this process."""
    from briefbuilder.export.pdf.layout_context import LayoutCache

    return LayoutCache()


def check_isolated(source: ExportInput, context: JobContext) -> CheckedBriefing:
    """Check the input of an export in a worker, after its letterhead document was read in a sealed process."""
    return context.pool.run(
        check_input,
        app.export_input.with_layout(source),
        result_type=CheckedBriefing,
        cancelled=context.cancelled,
    )


def check_input(source: ExportInput) -> CheckedBriefing:
    """Check the input of an export and count its words."""
    findings = app.checks.check_input(source)
    lengths = measure_lengths(source.briefing, source.template)
    return CheckedBriefing(findings=findings, lengths=lengths)


def render_sealed(data: bytes, pages: tuple[int, ...], scale: float, context: JobContext) -> RenderedPages:
    """Render the given pages of a PDF (from 0) if they exist, in a sealed process; `scale` in pixels per point.

    A PDF with pictures gets a fresh process, so that a hostile one cannot change what later pages show.
    """
    if _PICTURE in data:
        return context.pool.run_sealed(
            render_pages,
            data,
            pages,
            scale,
            result_type=RenderedPages,
            prepare=prepare_rendering,
            limits=_LIMITS,
            cancelled=context.cancelled,
        )
    return context.pool.run_kept(
        prepare_rendering,
        render_pages,
        data,
        pages,
        scale,
        key="pages",
        result_type=RenderedPages,
        limits=_LIMITS,
        cancelled=context.cancelled,
    )


def prepare_rendering() -> bool:
    """Load what rendering needs, before a process is sealed, and return true."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(10, 10)
        page.render()
        page.get_textpage().search("words").get_next()
    return True


def render_pages(data: bytes, pages: Iterable[int], scale: float) -> RenderedPages:
    """Render the given pages of a PDF (from 0) if they exist; `scale` in pixels per point."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
        sizes = tuple(document.get_page_size(number) for number in range(count))
        wanted = [number for number in pages if 0 <= number < count]
        images = tuple(_render_page(document[number], number, scale) for number in wanted)
    return RenderedPages(sizes=sizes, images=images)


def select_pages(data: bytes, pages: Sequence[int]) -> bytes:
    """Return a PDF with the given pages of another (from 0) in their order; all of them leave it as it is."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document, pypdfium2.PdfDocument.new() as selected:
        if list(pages) == list(range(len(document))):
            return data
        selected.import_pages(document, list(pages))
        written = BytesIO()
        selected.save(written)
    return written.getvalue()


def find_words(data: bytes, words: str, areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Return the rectangles of the given words on a page, the first ones that touch one of the areas; () if there are none."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for page, left, top, right, bottom in areas:
            height = document.get_page_size(page - 1)[1]
            text = document[page - 1].get_textpage()
            searcher = text.search(words)
            while (found := searcher.get_next()) is not None:
                rects = [text.get_rect(index) for index in range(text.count_rects(*found))]
                rows = tuple((page, x0, height - y1, x1, height - y0) for x0, y0, x1, y1 in rects)
                if any(row[1] < right and left < row[3] and row[2] < bottom and top < row[4] for row in rows):
                    return rows
    return ()


def find_words_sealed(
    data: bytes, words: str, areas: tuple[Area, ...], context: JobContext
) -> tuple[Area, ...]:
    """Find words on a page as `find_words` does, in a sealed process."""
    return context.pool.run_kept(
        prepare_rendering,
        find_words,
        data,
        words,
        areas,
        key="pages",
        result_type=tuple[Area, ...],
        limits=_LIMITS,
        cancelled=context.cancelled,
    )


def _render_page(page: object, number: int, scale: float) -> PageImage:
    width, height = page.get_size()  # type: ignore[attr-defined]
    possible = min(scale, MAX_PIXELS / max(width, height))
    bitmap = page.render(scale=possible, prefer_bgrx=True, may_draw_forms=False)  # type: ignore[attr-defined]
    return PageImage(
        page=number,
        width=bitmap.width,
        height=bitmap.height,
        stride=bitmap.stride,
        scale=scale,
        data=bytes(bitmap.buffer),
    )
