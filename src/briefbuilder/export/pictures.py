"""Prepare pictures for the writers: decode them, and remove their metadata (places, names, dates and thumbnails).

Pictures come from strangers, so this runs in a sealed process; writers get only the result.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from briefbuilder.domain.document import DocumentPicture, PictureFile, PictureSamples

if TYPE_CHECKING:
    from PIL import Image

T = TypeVar("T")

_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
})  # fmt: skip
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_JPEG_FORMATS = frozenset({"JPEG", "MPO"})
"""Pillow's names of a JPEG, and of one to which a telephone has appended other pictures."""
_JPEG_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
"""APP1 (EXIF, XMP), all other application segments except JFIF, ICC and Adobe, and comments."""
_JPEG_JFIF, _JPEG_PROFILE, _JPEG_SCAN, _JPEG_END = 0xE0, 0xE2, 0xDA, 0xD9
_JPEG_LEAST = 18
"""The bytes of a JFIF segment without a thumbnail."""
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""What ends the data of a scan: neither a byte 255 in it nor a restart."""
_ORIENTATION = 0x0112
MAX_PIXELS = 40_000_000
"""The largest picture whose samples are read."""

_CLEAR = "transparency"


def prepare_picture(data: bytes) -> DocumentPicture:
    """Return a picture as the writers take it."""
    return DocumentPicture(file=strip_metadata(data), samples=_unless_unreadable(_read_samples, data))


def strip_metadata(data: bytes) -> PictureFile | None:
    """Return a picture as PNG or JPEG without metadata, or None if it cannot be read."""
    return _unless_unreadable(_clean_file, data)


def _unless_unreadable(read: Callable[[bytes], T | None], data: bytes) -> T | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(data)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None


def _clean_file(data: bytes) -> PictureFile:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
        is_rotated = image.getexif().get(_ORIENTATION, 1) not in {0, 1}
        if image.format == "PNG" and not is_rotated:
            return PictureFile(suffix="png", data=_clean_png(data), width=width, height=height)
        if image.format in _JPEG_FORMATS and not is_rotated:
            return PictureFile(suffix="jpg", data=strip_jpeg_metadata(data), width=width, height=height)
        return _convert(image)


def _read_samples(data: bytes) -> PictureSamples | None:
    """Return the samples of a picture, None if it is far too large."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > MAX_PIXELS:
            return None
        is_rotated = image.getexif().get(_ORIENTATION, 1) != 1
        if image.format in _JPEG_FORMATS and image.mode in {"RGB", "L"} and not is_rotated:
            # What is drawn as it is must be a whole picture.
            image.load()
            strip_jpeg_metadata(data)
            return PictureSamples(width=image.width, height=image.height, gray=image.mode == "L", data=None)
        return _convert_samples(to_eight_bits(ImageOps.exif_transpose(image)))


def to_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with grey samples of more than 8 bits as one of 8 bits, and any other as it is.

    Pillow's own conversion cuts values off at 255, which turns nearly all of them white.
    """
    if image.mode.startswith("I;16"):
        full = 65535.0
    elif image.mode in {"I", "F"}:
        _, high = cast("tuple[float, float]", image.getextrema())
        steps = (255.0, 65535.0) if image.mode == "I" else (1.0, 255.0, 65535.0)
        full = next((step for step in steps if high <= step), high)
    else:
        return image
    deep = image if image.mode == "F" else image.convert("I")
    scaled = deep.point(lambda sample: sample * (255 / full) + 0.0).convert("L")
    if _CLEAR in image.info:
        scaled.info[_CLEAR] = round(image.info[_CLEAR] * 255 / full)
    return scaled


def _convert_samples(image: Image.Image) -> PictureSamples:
    mask = None
    if image.mode in {"RGBA", "LA", "PA"} or _CLEAR in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A").tobytes()
        mask = zlib.compress(alpha) if min(alpha, default=255) < 255 else None
    gray = image.mode in {"1", "L"}
    converted = image.convert("L" if gray else "RGB")
    samples = zlib.compress(converted.tobytes())
    return PictureSamples(width=converted.width, height=converted.height, gray=gray, data=samples, mask=mask)


def _convert(image: Image.Image) -> PictureFile:
    """Return any other picture, or one that is stored rotated, as a new PNG or JPEG."""
    from PIL import Image, ImageOps

    upright = to_eight_bits(ImageOps.exif_transpose(image))
    is_jpeg = image.format in _JPEG_FORMATS
    if not is_jpeg and upright.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        upright = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    copy = Image.new(upright.mode, upright.size)
    if upright.mode == "P" or _CLEAR in upright.info:
        upright = upright.convert("RGBA")
        copy = Image.new("RGBA", upright.size)
    copy.paste(upright)
    stream = io.BytesIO()
    copy.save(stream, "JPEG" if is_jpeg else "PNG", **({"quality": 92} if is_jpeg else {}))
    suffix: Literal["png", "jpg"] = "jpg" if is_jpeg else "png"
    return PictureFile(suffix=suffix, data=stream.getvalue(), width=copy.width, height=copy.height)


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
    """Return a JPEG without EXIF, XMP, comments, thumbnails and what follows its end; raises ValueError if it is invalid."""
    kept = [data[:2]]
    offset = 2
    while offset + 4 <= len(data):
        if data[offset] != 0xFF:
            raise ValueError("JPEG segment without a marker")
        marker = data[offset + 1]
        if marker == 0xFF:
            offset += 1
            continue
        if marker == _JPEG_END:
            break
        end = offset + 2 + struct.unpack_from(">H", data, offset + 2)[0]
        if marker == _JPEG_SCAN:
            found = _JPEG_MARKER.search(data, end)
            end = found.start() if found else len(data)
        kept.append(_clean_segment(marker, data[offset:end]))
        offset = end
    return b"".join((*kept, bytes((0xFF, _JPEG_END))))


def _clean_segment(marker: int, segment: bytes) -> bytes:
    """Return a segment of a JPEG, nothing of one that tells something besides the picture."""
    if marker == _JPEG_JFIF:
        # The sizes of a thumbnail, which may show what was cut off or blurred, are the last two of these bytes.
        return (
            b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
            if segment[4:9] == b"JFIF\0" and len(segment) >= _JPEG_LEAST
            else b""
        )
    if marker == _JPEG_PROFILE and not segment.startswith(b"ICC_PROFILE\0", 4):
        return b""
    return b"" if marker in _JPEG_DROPPED else segment
