"""Photographs in a PDF contain no place, time or owner."""

from __future__ import annotations

import io

import pytest
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


def test_a_photograph_with_another_one_behind_it_stays_a_jpeg_without_that() -> None:
    stream = io.BytesIO()
    first, second = (Image.effect_noise((60, 50), deviation).convert("RGB") for deviation in (90, 40))
    first.save(stream, "MPO", save_all=True, append_images=[second])
    picture = prepare_picture(stream.getvalue())
    file = not_none(picture.file)
    assert (file.suffix, file.data.count(b"\xff\xd8\xff"), not_none(picture.samples).data) == ("jpg", 1, None)
    with Image.open(io.BytesIO(file.data)) as shown, Image.open(stream) as given:
        assert shown.format == "JPEG"
        assert shown.tobytes() == given.tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photograph_has_no_thumbnail_and_nothing_after_its_end(progressive: bool) -> None:
    stream = io.BytesIO()
    Image.effect_noise((60, 50), 90).save(stream, "JPEG", progressive=progressive, quality=95)
    plain = stream.getvalue()
    # The thumbnail of a JFIF segment, that of an extension, pictures in an application segment, and an appended file.
    jfif = b"\xff\xe0" + (16 + 300).to_bytes(2) + plain[6:18] + b"\x0a\x0a" + TOLD.encode().ljust(300)
    others = b"".join(
        bytes((0xFF, marker)) + (len(told) + 2).to_bytes(2) + told
        for marker, told in ((0xE0, b"JFXX\0" + TOLD.encode()), (0xE2, b"MPF\0" + TOLD.encode()))
    )
    scan = plain.rindex(b"\xff\xda")
    comment = b"\xff\xfe" + (len(TOLD) + 2).to_bytes(2) + TOLD.encode()
    data = plain[:2] + jfif + others + plain[20:scan] + comment + plain[scan:] + TOLD.encode() + b"\xff\xd9"
    file = not_none(prepare_picture(data).file)
    assert TOLD.encode() not in file.data
    assert file.data == plain


def test_metafile_with_an_empty_frame_is_not_a_picture() -> None:
    assert prepare_picture(b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(80)) == DocumentPicture()
