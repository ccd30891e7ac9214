"""Read a page: its lines, pictures and links."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int, c_uint, create_string_buffer, string_at
from dataclasses import replace

import PIL.Image

from briefbuilder.importers.limits import (
    PAGE_CHARACTERS,
    PAGE_LINKS,
    PAGE_OBJECTS,
    PICTURE_BYTES,
    PICTURE_SIDE,
)
from briefbuilder.importers.pdf.document import Handle
from briefbuilder.importers.pdf.drawings import PageDrawings, add_path
from briefbuilder.importers.pdf.glyphs import BREAK, FontCache, PageGlyphs, main_rotation, read_glyphs
from briefbuilder.importers.pdf.lines import group_lines
from briefbuilder.importers.pdf.model import Glyph, Image, Page

PIL.Image.preinit()  # in a sealed process nothing more can be loaded

_MAX_PIXELS = 16_000_000
_MIN_PIXELS = 24
_FIRST_MARK, _LAST_MARK = "\u0591", "\u06ed"  # the first and last code point of the marks of both scripts
_MAX_MARK_DISTANCE = 0.7  # in sizes: the maximum distance between the baselines of a mark and its letter
_MAX_MARK_OFFSET = 0.15  # in sizes: how far the center of a mark may be beside its letter
_MAX_LETTER_GAP = 0.13  # in sizes: the maximum gap between two characters of a word
_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")


def read_objects(page: Handle, origin: tuple[float, float]) -> tuple[list[Image], PageDrawings]:
    """Return the pictures of a page that are large enough to show something, with their data, and its drawings."""
    import pypdfium2.raw as pdfium

    images: list[Image] = []
    drawings = PageDrawings()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), PAGE_OBJECTS)):
        page_object = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(page_object) if page_object else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            add_path(page_object, origin, drawings)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image = _read_image(page_object, origin)
            if image is not None:
                images.append(image)
    return images, drawings


def _read_image(image_object: Handle, origin: tuple[float, float]) -> Image | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(image_object, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    if max(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE:
        return None
    if min(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE / 4:
        return None  # a rule or a colored band
    media_type, data = _image_bytes(image_object)
    return Image(
        left.value - origin[0],
        bottom.value - origin[1],
        right.value - origin[0],
        top.value - origin[1],
        media_type,
        data,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(image_object)),
    )


def _image_bytes(image_object: Handle) -> tuple[str, bytes | None]:
    import pypdfium2.raw as pdfium

    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(image_object, byref(width), byref(height))
    if min(width.value, height.value) < _MIN_PIXELS or width.value * height.value > _MAX_PIXELS:
        return "", None
    if _filters(image_object)[-1:] == ["DCTDecode"]:
        # "Decoded" removes the filters around the JPEG, not the JPEG compression itself.
        size = int(pdfium.FPDFImageObj_GetImageDataDecoded(image_object, None, 0))
        if 0 < size <= PICTURE_BYTES:
            buffer = create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataDecoded(image_object, buffer, size)
            if buffer.raw.startswith(b"\xff\xd8"):
                return "image/jpeg", buffer.raw
    return _encode_bitmap(pdfium.FPDFImageObj_GetBitmap(image_object))


def _filters(image_object: Handle) -> list[str]:
    import pypdfium2.raw as pdfium

    names: list[str] = []
    for index in range(min(pdfium.FPDFImageObj_GetImageFilterCount(image_object), 8)):
        buffer = create_string_buffer(64)
        pdfium.FPDFImageObj_GetImageFilter(image_object, index, buffer, 64)
        names.append(buffer.value.decode("ascii", "replace"))
    return names


def _encode_bitmap(bitmap: Handle) -> tuple[str, bytes | None]:
    """Encode a PDFium bitmap as PNG."""
    import pypdfium2.raw as pdfium

    if not bitmap:
        return "", None
    try:
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        mode, stored = {
            pdfium.FPDFBitmap_Gray: ("L", "L"), pdfium.FPDFBitmap_BGR: ("RGB", "BGR"),
            pdfium.FPDFBitmap_BGRx: ("RGB", "BGRX"), pdfium.FPDFBitmap_BGRA: ("RGBA", "BGRA"),
        }.get(pdfium.FPDFBitmap_GetFormat(bitmap), ("", ""))  # fmt: skip
        start = pdfium.FPDFBitmap_GetBuffer(bitmap)
        if not mode or not start or not 0 < width * height <= _MAX_PIXELS:
            return "", None
        pixels = string_at(start, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    stream = io.BytesIO()
    PIL.Image.frombuffer(mode, (width, height), pixels, "raw", stored, stride, 1).save(stream, "PNG")
    return "image/png", stream.getvalue()


# Combining marks of Arabic and Hebrew letters, which some files draw apart from them, higher or lower.


def attach_combining_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs with each combining mark after its letter and on its baseline."""
    if not any(is_combining_mark(glyph) for glyph in glyphs):
        return glyphs
    detached = [
        index
        for index in range(len(glyphs))
        if is_combining_mark(glyphs[index]) and _is_detached(glyphs, index)
    ]
    if not detached:
        return glyphs
    letters = _index_letters(glyphs)
    attached: dict[int, list[Glyph]] = {}
    moved: set[int] = set()
    for index in detached:
        letter = _nearest_letter(glyphs[index], letters)
        if letter is not None:
            attached.setdefault(id(letter), []).append(replace(glyphs[index], run=letter.run))
            moved.add(index)
    result: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        if index not in moved:
            result.append(glyph)
            result += attached.get(id(glyph), [])
    return result


def is_combining_mark(glyph: Glyph) -> bool:
    """Return whether a glyph is an Arabic or Hebrew combining mark."""
    return _FIRST_MARK <= glyph.text <= _LAST_MARK and unicodedata.category(glyph.text[:1]) == "Mn"


def _is_detached(glyphs: Sequence[Glyph], index: int) -> bool:
    """Return whether a mark is not at the letter drawn before it."""
    previous = index - 1
    while previous >= 0 and glyphs[previous] is not BREAK and is_combining_mark(glyphs[previous]):
        previous -= 1
    if previous < 0 or glyphs[previous] is BREAK or not glyphs[previous].text.strip():
        return True
    return not _is_near_letter(glyphs[index], glyphs[previous])


def _is_near_letter(mark: Glyph, letter: Glyph) -> bool:
    size = letter.run.size
    middle = (mark.left + mark.right) / 2
    return (
        abs(mark.run.baseline - letter.run.baseline) < _MAX_MARK_DISTANCE * size
        and letter.left - _MAX_MARK_OFFSET * size < middle < letter.right + _MAX_MARK_OFFSET * size
    )


def _index_letters(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the letters of both scripts, indexed by baseline in units of ten points."""
    letters: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (
            _FIRST_MARK <= glyph.text[:1] <= _LAST_MARK
            and glyph is not BREAK
            and unicodedata.category(glyph.text[:1]) == "Lo"
        ):
            letters.setdefault(int(glyph.run.baseline // 10), []).append(glyph)
    return letters


def _nearest_letter(mark: Glyph, letters: dict[int, list[Glyph]]) -> Glyph | None:
    """Return the possible letter whose center is closest to a mark's."""
    row = int(mark.run.baseline // 10)
    reach = 1 + int(_MAX_MARK_DISTANCE * mark.run.size // 10)
    candidates = [
        letter
        for band in range(row - reach, row + reach + 1)
        for letter in letters.get(band, ())
        if _is_near_letter(mark, letter)
    ]
    center = mark.left + mark.right
    return min(candidates, key=lambda letter: abs(letter.left + letter.right - center), default=None)


_Bounds = tuple[float, float, float, float]


def read_page(document: Handle, page: Handle, text: Handle, number: int, fonts: FontCache) -> Page:
    """Read a loaded page; `number` counts from 1."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    if pdfium.FPDFText_CountChars(text) > PAGE_CHARACTERS:
        return Page(number, box.right, box.top, [], glyphs=PAGE_CHARACTERS + 1)
    found = read_glyphs(text, fonts)
    vertical = found.vertical
    if vertical:
        found = read_glyphs(text, fonts, vertical=True)
    rotation = main_rotation(found.glyphs)
    if rotation < 4 and not vertical and pdfium.FPDFPage_GetRotation(page) != rotation and found.glyphs:
        found = _read_rotated(page, rotation, fonts)
    bounds = _rotate_box((box.left, box.bottom, box.right, box.top), rotation)
    _assign_links(document, page, found.glyphs, rotation)
    images, drawings = ([], PageDrawings()) if rotation else read_objects(page, (bounds[0], bounds[1]))
    kept, outside, turned = _partition_glyphs(found.glyphs, bounds, rotation)
    return Page(
        number=number,
        width=bounds[2] - bounds[0],
        height=bounds[3] - bounds[1],
        lines=group_lines(_move_origin(attach_combining_marks(kept), bounds), number),
        images=images,
        drawings=drawings,
        unmapped=found.unmapped,
        outside=outside,
        turned=turned,
        glyphs=sum(not glyph.inferred for glyph in found.glyphs),
        vertical=vertical,
    )


def _read_rotated(page: Handle, rotation: int, fonts: FontCache) -> PageGlyphs:
    """Read a page again that is shown sideways: PDFium only finds lines along the page's own direction."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_SetRotation(page, rotation)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return read_glyphs(text, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _rotate_box(box: _Bounds, rotation: int) -> _Bounds:
    """Rotate a box so that the text runs to the right."""
    left, bottom, right, top = box
    return {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }.get(rotation, box)


def _partition_glyphs(
    glyphs: Sequence[Glyph], bounds: _Bounds, rotation: int
) -> tuple[list[Glyph], str, str]:
    """Separate the glyphs beyond the page edge and those at another angle than the rest.

    A word that the edge cuts is kept whole, since a figure without its last digits would be another one.
    """
    kept: list[Glyph] = []
    outside: list[str] = []
    rotated: list[str] = []
    for glyph in glyphs:
        if glyph is BREAK:
            kept.append(glyph)
        elif glyph.run.rotation != rotation:
            rotated.append(glyph.text)
        elif not _is_on_page(glyph, bounds) and not (kept and _continues_word(kept[-1], glyph)):
            outside.append(glyph.text)
        else:
            kept.append(glyph)
    return kept, "".join(outside), "".join(rotated)


def _continues_word(before: Glyph, glyph: Glyph) -> bool:
    return (
        before is not BREAK
        and bool(before.text.strip(" ") and glyph.text.strip(" "))  # no-break spaces join a number
        and before.run.baseline == glyph.run.baseline
        and abs(glyph.left - before.right) < _MAX_LETTER_GAP * glyph.run.size
    )


def _is_on_page(glyph: Glyph, bounds: _Bounds) -> bool:
    center = (glyph.left + glyph.right) / 2
    return bounds[0] - 2 <= center <= bounds[2] + 2 and bounds[1] - 2 <= glyph.run.baseline <= bounds[3] + 2


def _move_origin(glyphs: list[Glyph], bounds: _Bounds) -> list[Glyph]:
    """Make positions relative to the lower left corner of the page."""
    left, bottom = bounds[:2]
    if not left and not bottom:
        return glyphs
    runs = {id(glyph.run): glyph.run for glyph in glyphs if glyph is not BREAK}
    for run in runs.values():
        run.baseline -= bottom
    for glyph in glyphs:
        if glyph is not BREAK:
            glyph.left -= left
            glyph.right -= left
    return glyphs


def _assign_links(document: Handle, page: Handle, glyphs: Sequence[Glyph], rotation: int) -> None:
    """Set the link address of the glyphs under link annotations."""
    for box, address in _iter_links(document, page):
        left, bottom, right, top = _rotate_box(box, rotation)
        for glyph in glyphs:
            if not glyph.text.strip():
                continue
            height = glyph.run.baseline + 0.3 * glyph.run.size
            if bottom <= height <= top and left - 0.5 <= (glyph.left + glyph.right) / 2 <= right + 0.5:
                glyph.link = address


def _iter_links(document: Handle, page: Handle) -> Iterator[tuple[_Bounds, str]]:
    import pypdfium2.raw as pdfium

    position, link, box = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(PAGE_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        size = int(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
        if not 1 < size < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        buffer = create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        address = buffer.value.decode("utf-8", "replace").strip()
        if address.lower().startswith(_SCHEMES):
            low, high = sorted((box.bottom, box.top))
            yield (box.left, low, box.right, high), address
