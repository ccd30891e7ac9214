"""Draw the pages of a PDF, and locate the text of a block on a page. Runs only in a worker process."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from math import ceil

from briefbuilder.domain.page_images import PageImage, RenderedPages
from briefbuilder.importers.limits import PAGE_CHARACTERS
from briefbuilder.importers.pdf.document import Handle, load_page, open_pdf, page_count

_MIN_LETTERS = 3
"""Blocks with fewer letters and digits are not searched."""

_NO_BREAK_SPACES = "\u00a0\u202f"
"""No-break spaces, which French uses between words and punctuation."""

_QUOTES = "«»‹›"
_PART_LENGTHS = (40, 20)
"""Letters of the start and end of a block by which it is found if its middle differs."""

MAX_PIXELS = 6000
"""The most pixels of the longer side of a page, which is 140 MB for one picture."""
_MAX_RECTANGLES = 400
"""The most rectangles, about one for each line, that mark a text on a page."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of a page."""


class FoldedText:
    """The folded letters and digits of a text, each with its index in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._indexes: list[int] = []
        kept: list[str] = []
        for index, character in enumerate(text):
            for letter in _fold(character):
                kept.append(letter)
                self._indexes.append(index)
        self._letters = "".join(kept)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Return the range of letters that match a text, searching from a letter on, or None.

        A text that does not match completely is found by its start, up to its end if that follows.
        """
        letters = fold_letters(text)
        if len(letters) < _MIN_LETTERS:
            return None
        found = self._letters.find(letters, start)
        if found >= 0:
            return found, found + len(letters)
        for size in _PART_LENGTHS:
            found = self._letters.find(letters[:size], start) if len(letters) > size else -1
            if found >= 0:
                return found, self._end(letters, size, found)
        return None

    def _end(self, letters: str, size: int, found: int) -> int:
        """Return the end of a partial match: after insertions, before omissions."""
        usual = found + len(letters) - size
        end = self._letters.find(letters[-size:], usual, found + 2 * len(letters))
        if end < 0:
            end = self._letters.rfind(letters[-size:], found, usual + size)
        return end + size if end >= 0 else found + size

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of code points for a range of letters, including adjacent punctuation."""
        text, start, end = self._text, self._indexes[first], self._indexes[last - 1] + 1
        while step := _opening_width(text[max(0, start - 2) : start]):
            start -= step
        while step := _closing_width(text[end : end + 2]):
            end += step
        return start, end


def _opening_width(before: str) -> int:
    """Return how many characters before a word belong to it: an opening mark, with its no-break space."""
    is_pair = len(before) == 2 and before[1] in _NO_BREAK_SPACES and before[0] in _QUOTES
    return 2 if is_pair else int(before != "" and _is_opening(before[-1]))


def _closing_width(after: str) -> int:
    is_pair = len(after) == 2 and after[0] in _NO_BREAK_SPACES and after[1] in _QUOTES + "!?;:%"
    return 2 if is_pair else int(after != "" and _is_closing(after[0]))


def _is_opening(character: str) -> bool:
    return character in "\"'¿¡" or unicodedata.category(character) in {"Ps", "Pi"}


def _is_closing(character: str) -> bool:
    return (
        not character.isspace()
        and not character.isalnum()
        and unicodedata.category(character) not in {"Ps", "Pi"}
    )


def _fold(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", character).casefold() if letter.isalnum()
    )


def fold_letters(text: str) -> str:
    """Return the folded letters and digits of a text."""
    return "".join(map(_fold, text))


def locate_blocks(blocks: Iterable[tuple[str, str]], text: str) -> dict[str, tuple[int, int]]:
    """Return the ranges of code points of blocks (id and text, in order) in a text, as far as they are found.

    A block is searched after the previous one first, then from the start.
    """
    letters = FoldedText(text)
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for block_id, words in blocks:
        index = letters.find(words, last) or letters.find(words)
        if index is not None:
            found[block_id] = letters.span(*index)
            last = index[1] if index[0] >= last else last
    return found


def draw_pages(
    data: bytes, name: str, passwords: Sequence[str], pages: Iterable[int], scale: float
) -> RenderedPages:
    """Draw the existing ones of some pages (numbers from 0); `scale` in pixels per point.

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
    import pypdfium2.raw as pdfium

    size = pdfium.FS_SIZEF()
    known = pdfium.FPDF_GetPageSizeByIndexF(document, number, byref(size))
    return (size.width, size.height) if known and size.width > 0 and size.height > 0 else (595.28, 841.89)


def _draw_page(document: Handle, number: int, scale: float) -> PageImage | None:
    """Draw a page with its annotations on white; return None if it cannot be loaded."""
    import pypdfium2.raw as pdfium

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
        signs = _read_characters(text)
        letters = FoldedText(signs)
        found = letters.find(words)
        if found is None:
            return ()
        first, end = letters.span(*found)
        return tuple(_find_boxes(handle, text, first, end - first))


def _read_characters(text: Handle) -> str:
    import pypdfium2.raw as pdfium

    count = min(int(pdfium.FPDFText_CountChars(text)), PAGE_CHARACTERS)
    codes = (int(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
    )


def _find_boxes(page: Handle, text: Handle, first: int, count: int) -> Iterable[Box]:
    import pypdfium2.raw as pdfium

    sides = [c_double() for _ in range(4)]
    for number in range(min(int(pdfium.FPDFText_CountRects(text, first, count)), _MAX_RECTANGLES)):
        if pdfium.FPDFText_GetRect(text, number, *map(byref, sides)):
            left, top, right, bottom = (side.value for side in sides)
            yield _to_page_box(page, (left, top, right, bottom))


def _to_page_box(page: Handle, box: Box) -> Box:
    """Convert a rectangle to the displayed page with its rotation and crop box; origin at the upper left."""
    import pypdfium2.raw as pdfium

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
