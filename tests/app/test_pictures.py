"""Pictures of articles are decoded to pixels, at most as wide as they are shown."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial

import pytest
from PIL import Image

from briefbuilder.app.pictures import DecodedPicture, decode_all
from briefbuilder.app.warm_up import warm_up_pictures
from briefbuilder.app.workers import WorkerPool


def picture(form: str, width: int = 40, height: int = 20, mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else 0).save(stream, form)
    return stream.getvalue()


def bomb() -> bytes:
    """Return a PNG of 40,000 times 40,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_every_format_become_pixels(form: str) -> None:
    (found,) = decode_all([picture(form)], 100)
    assert found is not None
    assert (found.width, found.height, len(found.data)) == (40, 20, 4 * 40 * 20)
    red, green, blue, alpha = found.data[:4]
    assert red > 180
    assert max(green, blue) < 60
    assert alpha == 255


def test_wide_and_tall_pictures_are_scaled_down() -> None:
    wide, tall = decode_all([picture("JPEG", 3000, 1500), picture("PNG", 10, 20_000, "L")], 600)
    assert wide is not None
    assert (wide.width, wide.height) == (600, 300)
    assert tall is not None
    assert tall.height == 6000
    assert tall.width >= 1


@pytest.mark.parametrize("data", [b"", b"no picture", picture("PNG")[:60], b"<svg/>", bomb()])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert decode_all([data, picture("PNG")], 100)[0] is None
    assert decode_all([data, picture("PNG")], 100)[1] is not None


def watched() -> bool:
    warm_up_pictures()
    return False


def test_pictures_are_decoded_in_the_seal_without_loading_anything() -> None:
    forms = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
    pictures = (*map(picture, forms), picture("PNG", 900, 40), b"no picture", bomb())
    with WorkerPool(warm=1) as pool:
        found = pool.run_sealed(
            partial(decode_all),
            pictures,
            100,
            result_type=tuple[DecodedPicture | None, ...],
            prepare=watched,
        )
    assert found == decode_all(pictures, 100)


@pytest.mark.parametrize(("width", "height", "size"), [(2, 2, 15), (2, 2, 17), (0, 1, 0), (-1, -4, 16)])
def test_pixels_of_another_size_are_refused(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError, match="another size"):
        DecodedPicture(width=width, height=height, data=b"x" * size)
