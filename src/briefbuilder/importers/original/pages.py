"""The pages of a PDF as pictures, and where a block's words stand on one. Runs in a worker process only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from math import ceil

from briefbuilder.importers.limits import PAGE_CHARACTERS
from briefbuilder.importers.pdf.document import Handle, load_page, open_pdf, page_count

# Where the blocks of an article stand in a text that was laid out otherwise: by letters and digits alone.

_LEAST = 3
"""Letters and digits that a block must have to be looked for."""
_HELD = "\u00a0\u202f"
"""Spaces at which no line breaks: French sets them between words and the marks that belong to them."""
_QUOTES = "«»‹›"
_ENDS = (40, 20)
"""Letters and digits of a block's beginning and end by which it is found where its middle is not the same."""


class FoldedText:
    """A text's letters and digits, folded, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] = []
        kept: list[str] = []
        for place, sign in enumerate(text):
            for one in _folded(sign):
                kept.append(one)
                self._places.append(place)
        self._letters = "".join(kept)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Return the first and the last letter, counted in letters, of a text from a letter on; None without one.

        A text that is not there as it stands is found by its beginning, up to its end where that follows.
        """
        wanted = fold_letters(text)
        if len(wanted) < _LEAST:
            return None
        found = self._letters.find(wanted, start)
        if found >= 0:
            return found, found + len(wanted)
        for size in _ENDS:
            found = self._letters.find(wanted[:size], start) if len(wanted) > size else -1
            if found >= 0:
                return found, self._end(wanted, size, found)
        return None

    def _end(self, wanted: str, size: int, found: int) -> int:
        """Return where the end of a text stands that begins at a letter: behind what was put in, before what is left out."""
        usual = found + len(wanted) - size
        end = self._letters.find(wanted[-size:], usual, found + 2 * len(wanted))
        if end < 0:
            end = self._letters.rfind(wanted[-size:], found, usual + size)
        return end + size if end >= 0 else found + size

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points of the text that some letters take with their marks, the end not included."""
        text, start, end = self._text, self._places[first], self._places[last - 1] + 1
        while step := _opening(text[max(0, start - 2) : start]):
            start -= step
        while step := _closing(text[end : end + 2]):
            end += step
        return start, end


def _opening(before: str) -> int:
    """Return how many of the signs before words belong to them: a mark, with the space that holds it to them."""
    held = len(before) == 2 and before[1] in _HELD and before[0] in _QUOTES
    return 2 if held else int(before != "" and _opens(before[-1]))


def _closing(after: str) -> int:
    held = len(after) == 2 and after[0] in _HELD and after[1] in _QUOTES + "!?;:%"
    return 2 if held else int(after != "" and _closes(after[0]))


def _opens(sign: str) -> bool:
    return sign in "\"'¿¡" or unicodedata.category(sign) in {"Ps", "Pi"}


def _closes(sign: str) -> bool:
    return not sign.isspace() and not sign.isalnum() and unicodedata.category(sign) not in {"Ps", "Pi"}


def _folded(sign: str) -> str:
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    return "".join(one for one in unicodedata.normalize("NFKC", sign).casefold() if one.isalnum())


def fold_letters(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return "".join(map(_folded, text))


def locate_blocks(blocks: Iterable[tuple[str, str]], text: str) -> dict[str, tuple[int, int]]:
    """Return the code points at which blocks (an id and its text, in order) stand in a text, those that are found.

    A block is looked for behind the one before it first, then from the beginning.
    """
    letters = FoldedText(text)
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for block_id, words in blocks:
        place = letters.find(words, last) or letters.find(words)
        if place is not None:
            found[block_id] = letters.span(*place)
            last = place[1] if place[0] >= last else last
    return found


MAX_PIXELS = 6000
"""Pixels of a page's longer side at most, whatever the zoom: 140 MB for one picture."""

_RECTANGLES = 400
"""The most rectangles, about one a line, by which words on a page are marked."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A drawn page: its number from 0, and 4 bytes a pixel (blue, green, red, unused), row by row.

    `scale` is what it was asked to be drawn at, in pixels a point.
    """

    page: int
    width: int
    height: int
    stride: int
    scale: float
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPages:
    """The sizes of all pages in points (width, height), and those pages that were drawn."""

    sizes: tuple[tuple[float, float], ...]
    drawn: tuple[DrawnPage, ...]


def draw_pages(
    data: bytes, name: str, passwords: Sequence[str], pages: Iterable[int], scale: float
) -> DrawnPages:
    """Draw those of the pages (from 0) that a PDF has; `scale` in pixels a point.

    Raises:
        ImportRefusedError: the PDF is encrypted or broken.
    """
    with open_pdf(data, name, passwords) as document:
        count = page_count(document)
        sizes = tuple(_size(document, number) for number in range(count))
        wanted = [number for number in pages if 0 <= number < count]
        drawn = (_drawn(document, number, scale) for number in wanted)
        return DrawnPages(sizes=sizes, drawn=tuple(page for page in drawn if page is not None))


def _size(document: Handle, number: int) -> tuple[float, float]:
    """Return a page's size in points, that of an A4 sheet where it states none."""
    import pypdfium2.raw as pdfium

    size = pdfium.FS_SIZEF()
    known = pdfium.FPDF_GetPageSizeByIndexF(document, number, byref(size))
    return (size.width, size.height) if known and size.width > 0 and size.height > 0 else (595.28, 841.89)


def _drawn(document: Handle, number: int, scale: float) -> DrawnPage | None:
    """Return a page drawn on white with what is written over it, None where it cannot be loaded."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        across, down = _size(document, number)
        possible = min(scale, MAX_PIXELS / max(across, down))
        width, height = max(1, ceil(across * possible)), max(1, ceil(down * possible))
        pixels = create_string_buffer(4 * width * height)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, pixels, 4 * width)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        pdfium.FPDF_ClosePage(page)
    return DrawnPage(page=number, width=width, height=height, stride=4 * width, scale=scale, data=pixels.raw)


def find_on_page(data: bytes, name: str, passwords: Sequence[str], page: int, words: str) -> tuple[Box, ...]:
    """Return where words stand on a page (from 0), none where they are not found there."""
    with open_pdf(data, name, passwords) as document, load_page(document, page) as loaded:
        if loaded is None:
            return ()
        handle, text = loaded
        signs = _signs(text)
        letters = FoldedText(signs)
        found = letters.find(words)
        if found is None:
            return ()
        first, end = letters.span(*found)
        return tuple(_boxes(handle, text, first, end - first))


def _signs(text: Handle) -> str:
    import pypdfium2.raw as pdfium

    count = min(int(pdfium.FPDFText_CountChars(text)), PAGE_CHARACTERS)
    codes = (int(pdfium.FPDFText_GetUnicode(text, place)) for place in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
    )


def _boxes(page: Handle, text: Handle, first: int, count: int) -> Iterable[Box]:
    import pypdfium2.raw as pdfium

    sides = [c_double() for _ in range(4)]
    for number in range(min(int(pdfium.FPDFText_CountRects(text, first, count)), _RECTANGLES)):
        if pdfium.FPDFText_GetRect(text, number, *map(byref, sides)):
            left, top, right, bottom = (side.value for side in sides)
            yield _turned(page, (left, top, right, bottom))


def _turned(page: Handle, box: Box) -> Box:
    """Return a rectangle as it is seen: from the upper left corner of the page, its turn and crop followed."""
    import pypdfium2.raw as pdfium

    width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
    fine = 20
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, round(width * fine), round(height * fine), 0, x, y, byref(across), byref(down)
        )
        corners.append((across.value / fine, down.value / fine))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
