"""Pictures' bytes without what cameras and programs wrote into them: places, names, dates, smaller copies."""

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
"""APP1 (EXIF, XMP), the other application segments but JFIF, colour profile and Adobe's, and comments."""
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PublishablePicture:
    """A picture that can go out; its size is in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def strip_metadata(picture: DocumentPicture) -> PublishablePicture | None:
    """Return the picture as PNG or JPEG without metadata, or None where its bytes are no picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture.data)) as image:
                turned = image.getexif().get(_ORIENTATION, 1) not in {0, 1}
                if image.format == "PNG":
                    return PublishablePicture(_clean_png(picture.data), "png", *image.size)
                if image.format == "JPEG" and not turned:
                    return PublishablePicture(clean_jpeg(picture.data), "jpg", *image.size)
                return _convert(image)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None


def _convert(image: object) -> PublishablePicture:
    """Return any other picture, or one that lies on its side, as a new PNG or JPEG."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image)
    photograph = image.format == "JPEG"
    if not photograph and upright.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        upright = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    fresh = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        upright = upright.convert("RGBA")
        fresh = Image.new("RGBA", upright.size)
    fresh.paste(upright)
    stream = io.BytesIO()
    fresh.save(stream, "JPEG" if photograph else "PNG", **({"quality": 92} if photograph else {}))
    return PublishablePicture(stream.getvalue(), "jpg" if photograph else "png", *fresh.size)


def _clean_png(data: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    place = len(_PNG_SIGNATURE)
    while place + 12 <= len(data):
        size = struct.unpack_from(">I", data, place)[0]
        kind = data[place + 4 : place + 8]
        if kind in _PNG_KEPT:
            kept.append(data[place : place + 12 + size])
        place += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)


def clean_jpeg(data: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, comments and pictures hung behind it; raises ValueError where it is none."""
    kept = [data[:2]]
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise ValueError("a JPEG segment without its sign")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            kept.append(_image_data(data, place))
            break
        size = struct.unpack_from(">H", data, place + 2)[0]
        if marker not in _JPEG_DROPPED:
            kept.append(data[place : place + 2 + size])
        place += 2 + size
    return b"".join(kept)


def _image_data(data: bytes, start: int) -> bytes:
    """Return the image's data up to its end; what a camera hung behind it (a second picture) is left."""
    end = data.rfind(b"\xff\xd9")
    first = data.find(b"\xff\xd8\xff", start)
    if first > 0:
        end = data.rfind(b"\xff\xd9", start, first)
    return data[start : end + 2] if end > start else data[start:]
