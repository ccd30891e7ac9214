"""Photographs in a PDF contain no place, time or owner."""

from __future__ import annotations

import io

from PIL import Image
from tests.narrowing import not_none

from briefbuilder.domain.document import DocumentPicture
from briefbuilder.export.pdf.objects import image_data
from briefbuilder.export.pictures import prepare_picture

TOLD = "written by Nobody"


def photograph() -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = TOLD
    Image.new("RGB", (40, 20), (9, 90, 160)).save(stream, "JPEG", exif=exif, comment=TOLD.encode())
    return stream.getvalue()


def test_photograph_contains_no_camera_metadata() -> None:
    data = photograph()
    assert TOLD.encode() in data
    made = not_none(image_data(prepare_picture(data)))
    assert "DCTDecode" in made.entries
    assert TOLD.encode() not in made.data
    with Image.open(io.BytesIO(made.data)) as opened:
        assert opened.getpixel((5, 5)) == Image.open(io.BytesIO(data)).getpixel((5, 5))


def test_metafile_with_an_empty_frame_is_not_a_picture() -> None:
    assert prepare_picture(b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(80)) == DocumentPicture()
