"""Read a page: its lines, pictures and links."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int, c_uint, create_string_buffer
from dataclasses import replace

from briefbuilder.importers.limits import (
    PAGE_CHARACTERS,
    PAGE_LINKS,
    PAGE_OBJECTS,
    PICTURE_BYTES,
    PICTURE_SIDE,
)
from briefbuilder.importers.pdf.document import Handle
from briefbuilder.importers.pdf.drawings import Drawings, add_path
from briefbuilder.importers.pdf.glyphs import BREAK, FontCache, PageGlyphs, main_rotation, read_glyphs
from briefbuilder.importers.pdf.lines import group_lines
from briefbuilder.importers.pdf.model import Glyph, Image, Page

_MAX_PIXELS = 16_000_000
_MIN_PIXELS = 24


def read_objects(page: Handle, origin: tuple[float, float]) -> tuple[list[Image], Drawings]:
    """Return the pictures of a page that are large enough to show something, with their data, and its drawings."""
    import pypdfium2.raw as pdfium

    images: list[Image] = []
    drawings = Drawings()
    for place in range(min(pdfium.FPDFPage_CountObjects(page), PAGE_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(drawn) if drawn else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            add_path(drawn, origin, drawings)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image = _read_image(drawn, origin)
            if image is not None:
                images.append(image)
    return images, drawings


def _read_image(drawn: Handle, origin: tuple[float, float]) -> Image | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(drawn, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    if max(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE:
        return None
    if min(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE / 4:
        return None  # a rule or a colored band
    media_type, data = _image_bytes(drawn)
    return Image(
        left.value - origin[0],
        bottom.value - origin[1],
        right.value - origin[0],
        top.value - origin[1],
        media_type,
        data,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(drawn)),
    )


def _image_bytes(drawn: Handle) -> tuple[str, bytes | None]:
    import pypdfium2.raw as pdfium

    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(drawn, byref(width), byref(height))
    if min(width.value, height.value) < _MIN_PIXELS or width.value * height.value > _MAX_PIXELS:
        return "", None
    if _filters(drawn)[-1:] == ["DCTDecode"]:
        # "Decoded" removes the filters around the JPEG, not the JPEG compression itself.
        size = int(pdfium.FPDFImageObj_GetImageDataDecoded(drawn, None, 0))
        if 0 < size <= PICTURE_BYTES:
            buffer = create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataDecoded(drawn, buffer, size)
            if buffer.raw.startswith(b"\xff\xd8"):
                return "image/jpeg", buffer.raw
    return _encode_bitmap(pdfium.FPDFImageObj_GetBitmap(drawn))


def _filters(drawn: Handle) -> list[str]:
    import pypdfium2.raw as pdfium

    names: list[str] = []
    for place in range(min(pdfium.FPDFImageObj_GetImageFilterCount(drawn), 8)):
        buffer = create_string_buffer(64)
        pdfium.FPDFImageObj_GetImageFilter(drawn, place, buffer, 64)
        names.append(buffer.value.decode("ascii", "replace"))
    return names


def _encode_bitmap(bitmap: Handle) -> tuple[str, bytes | None]:
    """Encode a PDFium bitmap as PNG (ISO/IEC 15948)."""
    import pypdfium2.raw as pdfium

    if not bitmap:
        return "", None
    try:
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride, form = pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetFormat(bitmap)
        size = {
            pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3, pdfium.FPDFBitmap_BGRx: 4, pdfium.FPDFBitmap_BGRA: 4,
        }.get(form)  # fmt: skip
        start = pdfium.FPDFBitmap_GetBuffer(bitmap)
        if size is None or not start or not 0 < width * height <= _MAX_PIXELS:
            return "", None
        from ctypes import string_at

        pixels = string_at(start, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = [pixels[row * stride : row * stride + width * size] for row in range(height)]
    alpha = form == pdfium.FPDFBitmap_BGRA
    return "image/png", _encode_png(width, height, rows, size, alpha=alpha)


def _encode_png(width: int, height: int, rows: list[bytes], size: int, *, alpha: bool) -> bytes:
    colour = 0 if size == 1 else 6 if alpha else 2
    raw = b"".join(b"\0" + _swap_channels(row, size, alpha=alpha) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _swap_channels(row: bytes, size: int, *, alpha: bool) -> bytes:
    """Convert BGR to RGB; keep a fourth byte only if it is alpha."""
    if size == 1:
        return row
    step = 4 if alpha else 3
    turned = bytearray(len(row) // size * step)
    for channel, source in enumerate((2, 1, 0, 3)[:step]):
        turned[channel::step] = row[source::size]
    return bytes(turned)


# Combining marks of Arabic and Hebrew letters, which some files draw apart from them, higher or lower.

_FIRST_MARK, _LAST_MARK = "\u0591", "\u06ed"
"""The first and last code point of the marks of both scripts."""

_MAX_MARK_DISTANCE = 0.7
"""In sizes: the maximum distance between the baselines of a mark and its letter."""

_MAX_MARK_OFFSET = 0.15
"""In sizes: how far the center of a mark may be beside its letter."""


def attach_combining_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs with each combining mark after its letter and on its baseline."""
    if not any(is_combining_mark(glyph) for glyph in glyphs):
        return glyphs
    lost = [
        place
        for place in range(len(glyphs))
        if is_combining_mark(glyphs[place]) and _is_detached(glyphs, place)
    ]
    if not lost:
        return glyphs
    letters = _index_letters(glyphs)
    placed: dict[int, list[Glyph]] = {}
    gone: set[int] = set()
    for place in lost:
        letter = _nearest_letter(glyphs[place], letters)
        if letter is not None:
            placed.setdefault(id(letter), []).append(replace(glyphs[place], run=letter.run))
            gone.add(place)
    found: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place not in gone:
            found.append(glyph)
            found += placed.get(id(glyph), [])
    return found


def is_combining_mark(glyph: Glyph) -> bool:
    """Return whether a glyph is an Arabic or Hebrew combining mark."""
    return _FIRST_MARK <= glyph.text <= _LAST_MARK and unicodedata.category(glyph.text[:1]) == "Mn"


def _is_detached(glyphs: Sequence[Glyph], place: int) -> bool:
    """Return whether a mark is not at the letter drawn before it."""
    before = place - 1
    while before >= 0 and glyphs[before] is not BREAK and is_combining_mark(glyphs[before]):
        before -= 1
    if before < 0 or glyphs[before] is BREAK or not glyphs[before].text.strip():
        return True
    return not _is_near_letter(glyphs[place], glyphs[before])


def _is_near_letter(point: Glyph, letter: Glyph) -> bool:
    size = letter.run.size
    middle = (point.left + point.right) / 2
    return (
        abs(point.run.baseline - letter.run.baseline) < _MAX_MARK_DISTANCE * size
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


def _nearest_letter(point: Glyph, letters: dict[int, list[Glyph]]) -> Glyph | None:
    """Return the possible letter whose center is closest to a mark's."""
    row = int(point.run.baseline // 10)
    reach = 1 + int(_MAX_MARK_DISTANCE * point.run.size // 10)
    near = [
        letter
        for place in range(row - reach, row + reach + 1)
        for letter in letters.get(place, ())
        if _is_near_letter(point, letter)
    ]
    middle = point.left + point.right
    return min(near, key=lambda letter: abs(letter.left + letter.right - middle), default=None)


_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")
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
    turn = main_rotation(found.glyphs)
    if turn < 4 and not vertical and pdfium.FPDFPage_GetRotation(page) != turn and found.glyphs:
        found = _read_rotated(page, turn, fonts)
    bounds = _rotate_box((box.left, box.bottom, box.right, box.top), turn)
    _assign_links(document, page, found.glyphs, turn)
    images, drawings = ([], Drawings()) if turn else read_objects(page, (bounds[0], bounds[1]))
    kept, outside, turned = _partition_glyphs(found.glyphs, bounds, turn)
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


def _read_rotated(page: Handle, turn: int, fonts: FontCache) -> PageGlyphs:
    """Read a page again that is shown sideways: PDFium only finds lines along the page's own direction."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_SetRotation(page, turn)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return read_glyphs(text, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _rotate_box(box: _Bounds, turn: int) -> _Bounds:
    """Rotate a box so that the text runs to the right."""
    left, bottom, right, top = box
    return {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }.get(turn, box)


def _partition_glyphs(glyphs: Sequence[Glyph], bounds: _Bounds, turn: int) -> tuple[list[Glyph], str, str]:
    """Separate the glyphs beyond the page edge and those at another angle than the rest."""
    kept: list[Glyph] = []
    outside: list[str] = []
    turned: list[str] = []
    for place, glyph in enumerate(glyphs):
        if glyph is BREAK:
            kept.append(glyph)
        elif glyph.run.rotation != turn:
            mirrored = _unmirror(glyphs, place, turn)
            if mirrored is None:
                turned.append(glyph.text)
            else:
                _insert_glyph(kept, mirrored)
        elif not _is_on_page(glyph, bounds):
            outside.append(glyph.text)
        else:
            kept.append(glyph)
    return kept, "".join(outside), "".join(turned)


def _unmirror(glyphs: Sequence[Glyph], place: int, turn: int) -> Glyph | None:
    """Return a single character mirrored as an ornament (XƎTEX) as one of its line, or None."""
    before, sign = glyphs[place - 1] if place else BREAK, glyphs[place]
    after = glyphs[place + 1] if place + 1 < len(glyphs) else BREAK
    if before is BREAK or before.run.rotation != turn or (after is not BREAK and after.run.rotation != turn):
        return None
    # Upside-down glyphs are measured from the other end.
    left, baseline, size = -sign.right, -sign.run.baseline, before.run.size
    near = abs(left - before.left) < 1.5 * size and abs(baseline - before.run.baseline) < 0.4 * size
    if (sign.run.rotation - turn) % 4 != 2 or not near:
        return None
    return replace(sign, left=left, right=-sign.left, run=replace(sign.run, baseline=baseline, rotation=turn))


def _insert_glyph(line: list[Glyph], sign: Glyph) -> None:
    """Insert a glyph by its position, replacing the space inferred there."""
    place = len(line)
    while place and line[place - 1] is not BREAK and line[place - 1].left > sign.left:
        place -= 1
    for gap in (place, place - 1):
        if (
            0 <= gap < len(line)
            and line[gap].text.isspace()
            and abs(line[gap].left - sign.left) < 0.15 * sign.run.size
        ):
            del line[gap]
            place = min(place, gap)
            break
    line.insert(place, sign)


def _is_on_page(glyph: Glyph, bounds: _Bounds) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return bounds[0] - 2 <= middle <= bounds[2] + 2 and bounds[1] - 2 <= glyph.run.baseline <= bounds[3] + 2


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


def _assign_links(document: Handle, page: Handle, glyphs: Sequence[Glyph], turn: int) -> None:
    """Set the link address of the glyphs under link annotations."""
    for box, address in _iter_links(document, page):
        left, bottom, right, top = _rotate_box(box, turn)
        for glyph in glyphs:
            if not glyph.text.strip():
                continue
            height = glyph.run.baseline + 0.3 * glyph.run.size
            if bottom <= height <= top and left - 0.5 <= (glyph.left + glyph.right) / 2 <= right + 0.5:
                glyph.link = address


def _iter_links(document: Handle, page: Handle) -> Iterator[tuple[_Bounds, str]]:
    import pypdfium2.raw as pdfium

    place, link, box = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(PAGE_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, byref(place), byref(link)):
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
