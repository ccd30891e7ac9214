"""The pages of a PDF as they are shown beside its article, drawn by PDFium, with the words that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from math import ceil

import pypdfium2.raw as pdfium

from briefbuilder.domain.page_images import PageImage, RenderedPages
from briefbuilder.importers.limits import PAGE_CHARACTERS
from briefbuilder.importers.original import FoldedText
from briefbuilder.importers.pdf.document import load_page, open_pdf, page_count
from briefbuilder.importers.pdf.model import Handle

MAX_PIXELS = 6000
"""The most pixels of the longer side of a page, which is 140 MB for one picture."""

_MAX_RECTANGLES = 400
"""The most rectangles, about one for each line, that mark a text on a page."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of a page."""


def draw_pages(
    data: bytes, name: str, passwords: Sequence[str], pages: Iterable[int], scale: float
) -> RenderedPages:
    """Draw the existing ones of the given pages (numbers from 0); `scale` in pixels per point.

    Raises:
        ImportRefusedError: The PDF is encrypted or broken.
    """
    with open_pdf(data, name, passwords) as document:
        count = page_count(document)
        sizes = tuple(_page_size(document, number) for number in range(count))
        numbers = [number for number in pages if 0 <= number < count]
        drawn = (_draw_page(document, number, scale) for number in numbers)
        return RenderedPages(sizes=sizes, images=tuple(page for page in drawn if page is not None))


def _page_size(document: Handle, number: int) -> tuple[float, float]:
    """Return the size of a page in points, that of A4 if it has none."""
    size = pdfium.FS_SIZEF()
    known = pdfium.FPDF_GetPageSizeByIndexF(document, number, byref(size))
    return (size.width, size.height) if known and size.width > 0 and size.height > 0 else (595.28, 841.89)


def _draw_page(document: Handle, number: int, scale: float) -> PageImage | None:
    """Draw a page with its annotations on white; return None if it cannot be loaded."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        page_width, page_height = _page_size(document, number)
        page_scale = min(scale, MAX_PIXELS / max(page_width, page_height))
        width, height = max(1, ceil(page_width * page_scale)), max(1, ceil(page_height * page_scale))
        pixels = create_string_buffer(4 * width * height)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, pixels, 4 * width)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        pdfium.FPDF_ClosePage(page)
    return PageImage(page=number, width=width, height=height, stride=4 * width, scale=scale, data=pixels.raw)


def find_on_page(data: bytes, name: str, passwords: Sequence[str], page: int, words: str) -> tuple[Box, ...]:
    """Return the rectangles of a text on a page (number from 0), none if it is not found."""
    with open_pdf(data, name, passwords) as document, load_page(document, page) as loaded:
        if loaded is None:
            return ()
        handle, text = loaded
        count = min(int(pdfium.FPDFText_CountChars(text)), PAGE_CHARACTERS)
        codes = (int(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count))
        signs = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
        )
        letters = FoldedText(signs)
        found = letters.find(words)
        if found is None:
            return ()
        first, end = letters.span(*found)
        return tuple(_find_boxes(handle, text, first, end - first))


def _find_boxes(page: Handle, text: Handle, first: int, count: int) -> Iterable[Box]:
    sides = [c_double() for _ in range(4)]
    for number in range(min(int(pdfium.FPDFText_CountRects(text, first, count)), _MAX_RECTANGLES)):
        if pdfium.FPDFText_GetRect(text, number, *map(byref, sides)):
            left, top, right, bottom = (side.value for side in sides)
            yield _to_page_box(page, (left, top, right, bottom))


def _to_page_box(page: Handle, box: Box) -> Box:
    """Convert a rectangle to the displayed page with its rotation and crop box; origin at the upper left."""
    width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
    resolution = 20
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        page_width, page_height = c_int(), c_int()
        pdfium.FPDF_PageToDevice(
            page,
            0,
            0,
            round(width * resolution),
            round(height * resolution),
            0,
            x,
            y,
            byref(page_width),
            byref(page_height),
        )
        corners.append((page_width.value / resolution, page_height.value / resolution))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
