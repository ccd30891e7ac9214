"""Remove metadata from pictures: places, names, dates and thumbnails."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from briefbuilder.domain.document import DocumentPicture

_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
})  # fmt: skip
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_JPEG_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
"""APP1 (EXIF, XMP), all other application segments except JFIF, ICC and Adobe, and comments."""
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PublishablePicture:
    """A picture without metadata; its size is in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def strip_metadata(picture: DocumentPicture) -> PublishablePicture | None:
    """Return a picture as PNG or JPEG without metadata, or None if it cannot be read."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture.data)) as image:
                is_rotated = image.getexif().get(_ORIENTATION, 1) not in {0, 1}
                if image.format == "PNG":
                    return PublishablePicture(_clean_png(picture.data), "png", *image.size)
                if image.format == "JPEG" and not is_rotated:
                    return PublishablePicture(strip_jpeg_metadata(picture.data), "jpg", *image.size)
                return _convert(image)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None


def _convert(image: object) -> PublishablePicture:
    """Return any other picture, or one that is stored rotated, as a new PNG or JPEG."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image)
    is_jpeg = image.format == "JPEG"
    if not is_jpeg and upright.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        upright = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    copy = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        upright = upright.convert("RGBA")
        copy = Image.new("RGBA", upright.size)
    copy.paste(upright)
    stream = io.BytesIO()
    copy.save(stream, "JPEG" if is_jpeg else "PNG", **({"quality": 92} if is_jpeg else {}))
    return PublishablePicture(stream.getvalue(), "jpg" if is_jpeg else "png", *copy.size)


def _clean_png(data: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    offset = len(_PNG_SIGNATURE)
    while offset + 12 <= len(data):
        size = struct.unpack_from(">I", data, offset)[0]
        kind = data[offset + 4 : offset + 8]
        if kind in _PNG_KEPT:
            kept.append(data[offset : offset + 12 + size])
        offset += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)


def strip_jpeg_metadata(data: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, comments and appended pictures; raises ValueError if it is invalid."""
    kept = [data[:2]]
    offset = 2
    while offset + 4 <= len(data):
        if data[offset] != 0xFF:
            raise ValueError("JPEG segment without a marker")
        marker = data[offset + 1]
        if marker == 0xFF:
            offset += 1
            continue
        if marker == 0xDA:
            kept.append(_image_data(data, offset))
            break
        size = struct.unpack_from(">H", data, offset + 2)[0]
        if marker not in _JPEG_DROPPED:
            kept.append(data[offset : offset + 2 + size])
        offset += 2 + size
    return b"".join(kept)


def _image_data(data: bytes, start: int) -> bytes:
    """Return the image data up to its end marker, without a second picture that a camera appended."""
    end = data.rfind(b"\xff\xd9")
    first = data.find(b"\xff\xd8\xff", start)
    if first > 0:
        end = data.rfind(b"\xff\xd9", start, first)
    return data[start : end + 2] if end > start else data[start:]
