"""Recognized text: pictures of pages, and what a program found on them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import SCANNED_PAGES, Notice
from briefbuilder.domain.text import Figure, Heading, Note, NoteReference, Paragraph, Span
from briefbuilder.importers.limits import RECOGNIZED_PIXELS
from briefbuilder.importers.read import ParsedText
from briefbuilder.importers.recognized import (
    RecognizedFile,
    add_recognized_pages,
    draw_page,
    draw_picture,
    parse_recognized,
)

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def table(*lines: str, height: int = 30, unsure: str = "") -> str:
    """Return a table of paragraphs, each a list of lines with "/" between them; words in `unsure` have little confidence."""
    rows = []
    for paragraph, text in enumerate(lines, 1):
        size = height * 2 if text.startswith("# ") else height
        for line, words in enumerate(text.removeprefix("# ").split("/"), 1):
            for place, word in enumerate(words.split(), 1):
                confidence = 20 if word == unsure else 95
                rows.append(
                    f"5\t1\t1\t{paragraph}\t{line}\t{place}\t0\t0\t99\t{size}\t{confidence}\t{word}\n"
                )
    return HEAD + "".join(rows)


def read(*tables: str, picture: bytes = b"") -> ParsedText:
    file = RecognizedFile(
        name="a.pdf", media_type="application/pdf", program="Tesseract", tables=tuple(one.encode() for one in tables), picture=picture,
    )  # fmt: skip
    (text,) = parse_recognized(file).texts
    return text


def test_lines_become_paragraphs_and_divided_words_are_joined() -> None:
    text = read(
        table("# Stocks of gas", "The minis-/ters agreed to keep/common stocks.", "The well-/Known end.")
    )
    assert text.metadata.title == "Stocks of gas"
    assert [block.text for block in text.blocks] == [
        "The ministers agreed to keep common stocks.", "The well- Known end.",
    ]  # fmt: skip


def test_a_sentence_goes_on_over_columns_and_pages() -> None:
    text = read(table("Stocks", "The ministers agreed to"), table("keep common stocks."))
    assert "The ministers agreed to keep common stocks." in [block.text for block in text.blocks]


def test_unsure_words_are_underlined_and_counted_and_recognition_is_told() -> None:
    text = read(table("Stocks", "The ministers agred on common stocks of gas.", unsure="agred"))
    spans = [
        span for block in text.blocks for span in block.content if isinstance(span, Span) and span.underline
    ]
    assert [span.text for span in spans] == ["agred"]
    notices = {notice.code: notice.subject for notice in text.notices}
    assert notices["text-recognized"] == "Tesseract"
    assert notices["words-unsure"] == "1"


def test_numbers_of_pages_and_stains_are_left_out_and_headings_found() -> None:
    first = table(
        "# Stocks of gas", "The ministers agreed on Tuesday.", "# What follows", "The harbours are told.", "1"
    )
    text = read(first, table("—", "The end of the text.", "2"))
    assert [block.text for block in text.blocks if isinstance(block, Heading)] == ["What follows"]
    assert [block.text for block in text.blocks][-1] == "The end of the text."
    assert [block.page for block in text.blocks][-1] == 2


def test_a_picture_without_a_text_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-no-text"):
        read(table("LOGO"))


def test_the_picture_is_shown_below_its_text() -> None:
    stream = io.BytesIO()
    Image.new("L", (9, 9)).save(stream, "PNG")
    text = read(table("Stocks", "The ministers agreed on common stocks of gas."), picture=stream.getvalue())
    assert [block.media_type for block in text.blocks if isinstance(block, Figure)] == ["image/png"]


@pytest.mark.parametrize(
    "data",
    ["", HEAD, "5\t" * 100_000, HEAD + "5\tx\ty\tz\n", HEAD + "5" + "\t9" * 10 + "\t\x00\n", "\x00" * 1000],
)
def test_odd_tables_are_refused(data: str) -> None:
    with pytest.raises(ImportRefusedError):
        read(data)


def test_pages_and_frames_are_drawn_in_grey(data: Path) -> None:
    scan = data / "scans" / "scan.pdf"
    page = draw_page(scan.read_bytes(), scan.name, (), 1)
    frames = draw_picture((data / "scans" / "scan.tif").read_bytes(), "scan.tif")
    assert (page.total, frames.total, len(frames.pictures)) == (2, 2, 2)
    with Image.open(io.BytesIO(page.pictures[0])) as picture:
        assert picture.mode == "L"
        assert abs(picture.width - 2480) < 5


def test_a_very_large_picture_is_made_smaller_or_refused() -> None:
    stream = io.BytesIO()
    Image.new("1", (9000, 6000)).save(stream, "PNG")
    with Image.open(io.BytesIO(draw_picture(stream.getvalue(), "a.png").pictures[0])) as picture:
        assert picture.width * picture.height <= RECOGNIZED_PIXELS
    stream = io.BytesIO()
    Image.new("1", (12_000, 9000)).save(stream, "PNG")
    with pytest.raises(ImportRefusedError, match="import-picture-too-large"):
        draw_picture(stream.getvalue(), "a.png")
    header = b"IHDR" + struct.pack(">II", 30_000, 30_000) + stream.getvalue()[24:29]
    larger = stream.getvalue()[:12] + header + struct.pack(">I", zlib.crc32(header)) + stream.getvalue()[33:]
    with pytest.raises(ImportRefusedError, match="import-picture-too-large"):
        draw_picture(larger, "a.png")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"II*\0" + b"\xff" * 50, b"\xff\xd8\xff" + bytes(9)]
)
def test_damaged_pictures_are_refused(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="import-picture-damaged"):
        draw_picture(data, "a.png")


def test_letters_on_a_transparent_page_are_kept() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(stream, "PNG")
    with Image.open(io.BytesIO(draw_picture(stream.getvalue(), "a.png").pictures[0])) as picture:
        assert picture.getpixel((4, 4)) == 255


def test_a_scan_in_grey_of_16_bits_keeps_its_shades() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (8, 8), 41_120).save(stream, "TIFF")
    (drawn,) = draw_picture(stream.getvalue(), "scan.tif").pictures
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.getpixel((4, 4)) == 160


def mixed(*tables: str, pages: tuple[int, ...]) -> ParsedText:
    """Return a text of pages 1, 3 and a note, with what was recognized on some pages."""
    text = ParsedText(
        metadata=Metadata(title="Ports"),
        blocks=(
            Paragraph(id="b1", content=(Span("First"), NoteReference("b3")), page=1),
            Paragraph(id="b2", content=(Span("Third"),), page=3),
            Note(id="b3", content=(Span("A note"),), page=1),
        ),
        media_type="application/pdf",
        notices=(Notice(code=SCANNED_PAGES, subject="2, 4"), Notice(code="heading-guessed", block="b2")),
    )
    file = RecognizedFile(
        name="a.pdf", media_type="application/pdf", program="Tesseract", pages=pages,
        tables=tuple(one.encode() for one in tables),
    )  # fmt: skip
    (found,) = add_recognized_pages(text, file).texts
    return found


def test_recognized_pages_stand_in_their_places_and_before_the_notes() -> None:
    found = mixed(table("The second page."), table("The fourth page."), pages=(2, 4))
    assert [block.text for block in found.blocks] == [
        "First", "The second page.", "Third", "The fourth page.", "A note",
    ]  # fmt: skip
    (reference,) = [each for each in found.blocks[0].content if isinstance(each, NoteReference)]
    assert reference.note == found.blocks[-1].id
    assert {notice.code: notice.block or notice.subject for notice in found.notices} == {
        "pages-recognized": "2, 4", "heading-guessed": found.blocks[2].id,
    }  # fmt: skip


def test_a_page_on_which_nothing_is_recognized_stays_told() -> None:
    found = mixed(table("The second pge.", unsure="pge."), HEAD, pages=(2, 4))
    assert {notice.code: notice.subject for notice in found.notices if notice.subject} == {
        "pages-recognized": "2", "words-unsure": "1", SCANNED_PAGES: "4",
    }  # fmt: skip
    beyond_the_limit = mixed(table("The second page."), pages=(2,))
    assert Notice(code=SCANNED_PAGES, subject="4") in beyond_the_limit.notices
    assert [notice.code for notice in mixed(HEAD, HEAD, pages=(2, 4)).notices] == [
        SCANNED_PAGES,
        "heading-guessed",
    ]
