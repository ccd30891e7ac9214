"""A photograph goes into a PDF without what its camera wrote of place, time and owner."""

from __future__ import annotations

import io

from PIL import Image

from briefbuilder.export.pdf.objects import read_image

TOLD = "written by Nobody"


def photograph() -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = TOLD
    Image.new("RGB", (40, 20), (9, 90, 160)).save(stream, "JPEG", exif=exif, comment=TOLD.encode())
    return stream.getvalue()


def test_the_bytes_of_a_photograph_hold_no_word_of_its_camera() -> None:
    data = photograph()
    assert TOLD.encode() in data
    made = read_image(data)
    assert made is not None
    assert "DCTDecode" in made.entries
    assert TOLD.encode() not in made.data
    with Image.open(io.BytesIO(made.data)) as opened:
        assert opened.getpixel((5, 5)) == Image.open(io.BytesIO(data)).getpixel((5, 5))


def test_a_metafile_whose_frame_is_nothing_is_no_picture_rather_than_a_fault() -> None:
    assert read_image(b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(80)) is None
