"""Pictures of every kind of pixel: bits, palettes, alpha, CMYK and rotations, with the colours that they show."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

Colour = tuple[int, int, int]
SIDE = 32
"""The side of a field, in pixels; a picture has four fields: two above two."""
_GRAY, _RGB, _PALETTE, _GRAY_ALPHA, _RGB_ALPHA = 0, 2, 3, 4, 6
_COLOURS: tuple[Colour, ...] = ((200, 30, 40), (30, 160, 60), (20, 50, 190), (240, 220, 90))
_WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Kind:
    """A picture and the colours that its four fields have on white paper."""

    name: str
    data: bytes
    colours: tuple[Colour, ...]


def png(kind: int, bits: int, fields: tuple[tuple[int, ...], ...], *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of four fields of equal samples, written here so that no library can change them."""
    rows = []
    for first in (0, 2):
        samples = [sample for field in (first, first + 1) for sample in fields[field] * SIDE]
        written = "".join(f"{sample:0{bits}b}" for sample in samples)
        rows += [b"\0" + int(written, 2).to_bytes(len(written) // 8, "big")] * SIDE
    head = struct.pack(">IIBBBBB", 2 * SIDE, 2 * SIDE, bits, kind, 0, 0, 0)
    parts = ((b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def grays(*values: int) -> tuple[Colour, ...]:
    return tuple((value, value, value) for value in values)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def fields_of(mode: str, values: tuple[object, ...]) -> Image.Image:
    """Return a picture of four fields in a mode of Pillow."""
    image = Image.new(mode, (2 * SIDE, 2 * SIDE))
    for index, value in enumerate(values):
        left, top = index % 2 * SIDE, index // 2 * SIDE
        image.paste(value, (left, top, left + SIDE, top + SIDE))  # type: ignore[arg-type]
    return image


def png_kinds() -> Iterator[Kind]:
    for bits in (1, 2, 4, 8, 16):
        most = 2**bits - 1
        samples = (0, most // 3, 2 * most // 3, most)
        fields = tuple((sample,) for sample in samples)
        shown = grays(*(round(sample * 255 / most) for sample in samples))
        yield Kind(f"grey of {bits} bits", png(_GRAY, bits, fields), shown)
        clear = (b"tRNS", struct.pack(">H", samples[0]))
        yield Kind(
            f"grey of {bits} bits with a clear value",
            png(_GRAY, bits, fields, clear),
            tuple(_WHITE if colour == shown[0] else colour for colour in shown),
        )
    palette = (b"PLTE", bytes(part for colour in _COLOURS for part in colour))
    indices = tuple((index,) for index in range(4))
    yield Kind("palette", png(_PALETTE, 8, indices, palette), _COLOURS)
    yield Kind(
        "palette of 2 bits with a clear colour",
        png(_PALETTE, 2, indices, palette, (b"tRNS", b"\xff\x00")),
        (_COLOURS[0], _WHITE, *_COLOURS[2:]),
    )
    wide = tuple(tuple(part * 257 for part in colour) for colour in _COLOURS)
    yield Kind("colours of 8 bits", png(_RGB, 8, _COLOURS), _COLOURS)
    yield Kind("colours of 16 bits", png(_RGB, 16, wide), _COLOURS)
    yield Kind(
        "colours of 16 bits with a clear one",
        png(_RGB, 16, wide, (b"tRNS", struct.pack(">HHH", *wide[0]))),
        (_WHITE, *_COLOURS[1:]),
    )
    for bits in (8, 16):
        most = 2**bits - 1
        gray = tuple((most // 5, alpha) for alpha in (most, 0, most // 2, most))
        yield Kind(f"grey of {bits} bits with alpha", png(_GRAY_ALPHA, bits, gray), grays(51, 255, 153, 51))
        scale = most // 255
        colours = tuple(
            (*(part * scale for part in colour), alpha)
            for colour, alpha in zip(_COLOURS, (most, 0, most, most), strict=True)
        )
        yield Kind(
            f"colours of {bits} bits with alpha",
            png(_RGB_ALPHA, bits, colours),
            (_COLOURS[0], _WHITE, *_COLOURS[2:]),
        )


def other_kinds() -> Iterator[Kind]:
    inks = ((255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255))
    cmyk = ((0, 255, 255), (255, 0, 255), (255, 255, 0), (0, 0, 0))
    yield Kind("CMYK JPEG", encoded(fields_of("CMYK", inks), "JPEG", quality=95), cmyk)
    yield Kind("CMYK TIFF", encoded(fields_of("CMYK", inks), "TIFF"), cmyk)
    yield Kind("JPEG", encoded(fields_of("RGB", _COLOURS), "JPEG", quality=95), _COLOURS)
    yield Kind("grey JPEG", encoded(fields_of("L", (0, 80, 160, 255)), "JPEG"), grays(0, 80, 160, 255))
    yield Kind("GIF", encoded(fields_of("RGB", _COLOURS), "GIF"), _COLOURS)
    yield Kind("lossless WebP", encoded(fields_of("RGB", _COLOURS), "WEBP", lossless=True), _COLOURS)
    yield Kind(
        "grey TIFF of 16 bits",
        encoded(fields_of("I;16", (0, 20560, 41120, 65535)), "TIFF"),
        grays(0, 80, 160, 255),
    )
    rotations = {3: (3, 2, 1, 0), 6: (2, 0, 3, 1), 8: (1, 3, 0, 2)}
    for orientation, order in rotations.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        shown = tuple(_COLOURS[index] for index in order)
        image = fields_of("RGB", _COLOURS)
        yield Kind(f"rotated JPEG {orientation}", encoded(image, "JPEG", quality=95, exif=exif), shown)
        yield Kind(f"rotated PNG {orientation}", encoded(image, "PNG", exif=exif), shown)


KINDS = (*png_kinds(), *other_kinds())
