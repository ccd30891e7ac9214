"""Pictures as PDF images: a JPEG without what its camera wrote, all else as sRGB samples with a soft mask."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from briefbuilder.export.pdf.objects import Objects
from briefbuilder.export.pictures import clean_jpeg

_MOST_PIXELS = 40_000_000
_POINTS_PER_PIXEL = 72 / 96
"""A pixel's size where a picture does not tell its own (CSS's reference pixel)."""


@dataclass(frozen=True, slots=True)
class ImageData:
    """A picture ready to be written; `width` and `height` count pixels."""

    width: int
    height: int
    entries: str
    data: bytes
    mask: bytes | None = None

    @property
    def natural_width(self) -> float:
        """The width in points at which a pixel has its ordinary size."""
        return self.width * _POINTS_PER_PIXEL

    def write(self, objects: Objects) -> str:
        """Write the picture and return its reference."""
        size = f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}/BitsPerComponent 8"
        mask = ""
        if self.mask is not None:
            gray = f"{size}/ColorSpace/DeviceGray/Filter/FlateDecode"
            mask = f"/SMask {objects.stream(gray, self.mask, compress=False)}"
        return objects.stream(size + self.entries + mask, self.data, compress=False)


def read_image(data: bytes) -> ImageData | None:
    """Read a picture; None where it cannot be drawn (no raster picture, damaged or far too large)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None


def _read(data: bytes) -> ImageData | None:
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > _MOST_PIXELS:
            return None
        turned = image.getexif().get(0x0112, 1) != 1
        if image.format == "JPEG" and image.mode in {"RGB", "L"} and not turned:
            image.load()
            space = "/DeviceRGB" if image.mode == "RGB" else "/DeviceGray"
            return ImageData(
                image.width, image.height, f"/ColorSpace{space}/Filter/DCTDecode", clean_jpeg(data)
            )
        return _samples(ImageOps.exif_transpose(image))


def _samples(image: Image.Image) -> ImageData:
    mask = None
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A").tobytes()
        mask = zlib.compress(alpha) if min(alpha, default=255) < 255 else None
    gray = image.mode in {"1", "L"}
    shown = image.convert("L" if gray else "RGB")
    space = "/DeviceGray" if gray else "/DeviceRGB"
    packed = zlib.compress(shown.tobytes())
    return ImageData(shown.width, shown.height, f"/ColorSpace{space}/Filter/FlateDecode", packed, mask)
