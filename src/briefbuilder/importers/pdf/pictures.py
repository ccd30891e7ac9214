"""Pictures that are drawn on a page: JPEG as it is in the file, others as PNG; ornaments are left out."""

from __future__ import annotations

import struct
import zlib
from ctypes import byref, c_float, c_uint, create_string_buffer

from briefbuilder.importers.limits import PICTURE_BYTES
from briefbuilder.importers.pdf.document import Handle
from briefbuilder.importers.pdf.drawings import Drawings, add_path
from briefbuilder.importers.pdf.limits import PAGE_OBJECTS, PICTURE_SIDE
from briefbuilder.importers.pdf.shapes import Image

_MOST_PIXELS = 16_000_000
_FEWEST_PIXELS = 24


def drawn_on(page: Handle, origin: tuple[float, float]) -> tuple[list[Image], Drawings]:
    """Return a page's pictures, their bytes included, that are large enough to show something, and its drawings."""
    import pypdfium2.raw as pdfium

    images: list[Image] = []
    drawings = Drawings()
    for place in range(min(pdfium.FPDFPage_CountObjects(page), PAGE_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(drawn) if drawn else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            add_path(drawn, origin, drawings)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image = _image(drawn, origin)
            if image is not None:
                images.append(image)
    return images, drawings


def _image(drawn: Handle, origin: tuple[float, float]) -> Image | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(drawn, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    if max(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE:
        return None
    if min(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE / 4:
        return None  # a rule or a band of colour
    media_type, data = _bytes(drawn)
    return Image(
        left.value - origin[0],
        bottom.value - origin[1],
        right.value - origin[0],
        top.value - origin[1],
        media_type,
        data,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(drawn)),
    )


def _bytes(drawn: Handle) -> tuple[str, bytes | None]:
    import pypdfium2.raw as pdfium

    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(drawn, byref(width), byref(height))
    if min(width.value, height.value) < _FEWEST_PIXELS or width.value * height.value > _MOST_PIXELS:
        return "", None
    if _filters(drawn)[-1:] == ["DCTDecode"]:
        # "Decoded" takes off what is wrapped around the JPEG, not the JPEG's own compression.
        size = int(pdfium.FPDFImageObj_GetImageDataDecoded(drawn, None, 0))
        if 0 < size <= PICTURE_BYTES:
            buffer = create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataDecoded(drawn, buffer, size)
            if buffer.raw.startswith(b"\xff\xd8"):
                return "image/jpeg", buffer.raw
    return _as_png(pdfium.FPDFImageObj_GetBitmap(drawn))


def _filters(drawn: Handle) -> list[str]:
    import pypdfium2.raw as pdfium

    names: list[str] = []
    for place in range(min(pdfium.FPDFImageObj_GetImageFilterCount(drawn), 8)):
        buffer = create_string_buffer(64)
        pdfium.FPDFImageObj_GetImageFilter(drawn, place, buffer, 64)
        names.append(buffer.value.decode("ascii", "replace"))
    return names


def _as_png(bitmap: Handle) -> tuple[str, bytes | None]:
    """Write PDFium's pixels as a PNG file (ISO/IEC 15948)."""
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
        if size is None or not start or not 0 < width * height <= _MOST_PIXELS:
            return "", None
        from ctypes import string_at

        pixels = string_at(start, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = [pixels[row * stride : row * stride + width * size] for row in range(height)]
    alpha = form == pdfium.FPDFBitmap_BGRA
    return "image/png", _png(width, height, rows, size, alpha=alpha)


def _png(width: int, height: int, rows: list[bytes], size: int, *, alpha: bool) -> bytes:
    colour = 0 if size == 1 else 6 if alpha else 2
    raw = b"".join(b"\0" + _red_first(row, size, alpha=alpha) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _red_first(row: bytes, size: int, *, alpha: bool) -> bytes:
    """Turn blue, green, red into red, green, blue; the fourth byte stays only where it is an opacity."""
    if size == 1:
        return row
    step = 4 if alpha else 3
    turned = bytearray(len(row) // size * step)
    for channel, source in enumerate((2, 1, 0, 3)[:step]):
        turned[channel::step] = row[source::size]
    return bytes(turned)
