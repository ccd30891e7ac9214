"""Originals: complete text, positions of blocks in it, and drawn pages."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.importers.conftest import MakeWord
from tests.importers.whole_files import read_many

from briefbuilder.app.originals import (
    OriginalFile,
    draw_original_pages,
    find_words_on_page,
    safe_name,
    shown_source,
)
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.original import locate_blocks, original_text
from briefbuilder.importers.rtf.reader import rtf_text

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
OF_TEST_DATA = sorted(
    path
    for path in (Path(__file__).parents[1] / "data").rglob("*")
    if path.suffix.lower()
    in {".html", ".docx", ".odt", ".rtf", ".eml", ".msg", ".mhtml", ".webarchive", ".epub", ".txt", ".md"}
    and "hostile" not in path.parts
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", forbidden)


def looked(reading: ImportedArticle) -> OriginalFile:
    original = reading.article.original
    return OriginalFile(data=reading.data, media_type=original.media_type, name=original.name)


@pytest.mark.parametrize("path", OF_TEST_DATA, ids=lambda path: path.name)
def test_nearly_every_block_of_an_article_is_found_in_its_original(path: Path) -> None:
    found = 0
    wanted = 0
    for reading in read_many(path.read_bytes(), path.name):
        if not isinstance(reading, ImportedArticle):
            continue
        blocks = tuple((block.id, block.text) for block in reading.article.blocks if len(block.text) > 3)
        shown = shown_source(looked(reading), blocks)
        for block_id, (start, end) in shown.places.items():
            words = dict(blocks)[block_id]
            assert shown.text[start:end].split()[0].strip('*_#[(>-“"')[:3] in words
        wanted += len(blocks)
        found += len(shown.places)
    assert found >= wanted * 0.9


def test_all_of_a_page_is_shown() -> None:
    page = f"<html><head><title>T</title><script>x()</script></head><body><nav>Menu</nav><p>{LONG}</p><footer>Foot</footer></body></html>"
    text = original_text(page.encode(), "text/html", "a.html").text
    assert [line for line in text.split("\n") if line] == ["T", "Menu", LONG, "Foot"]


def test_all_of_a_word_document_is_shown(word: MakeWord) -> None:
    body = (
        f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>{LONG}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    data = word(
        body,
        {
            "header": "<w:hdr SPACES><w:p><w:r><w:t>Head of the page</w:t></w:r></w:p></w:hdr>",
            "footer": "<damaged",
        },
    )
    text = original_text(
        data, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx"
    ).text
    assert f"{LONG}[−gone−]" in text
    assert "one\ttwo" in text
    assert text.count("box") == 1
    assert "Head of the page" in text


def test_all_of_a_mail_is_shown_with_its_headers() -> None:
    mail = (
        "From: Anna <a@b.example>\nSubject: =?utf-8?q?H=C3=A4fen?=\nX-Odd: yes\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        f"{LONG}\n--x\nContent-Type: text/html\n\n<p>More</p>\n--x\n"
        'Content-Disposition: attachment; filename="a.pdf"\nContent-Type: application/pdf\n\nx\n--x--\n'
    )
    text = original_text(mail.encode(), "message/rfc822", "a.eml").text
    for expected in ("From: Anna <a@b.example>", "Subject: Häfen", "X-Odd: yes", LONG, "More", "[a.pdf]"):
        assert expected in text


def test_rtf_is_shown_without_font_tables() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}}{\colortbl;\red0;}{\*\generator X;}"
        rb"{\info{\title Secret}}\f0 caf\'e9 \u8364? \{a\}\par\f1\'cf\'f0\f0\tab{\*\bkmkstart m}end\u-10179?\u-8688?"
        rb"{\footnote note}\par}"
    )
    assert rtf_text(data, "note.rtf") == "café € {a}\n\nПр\tend😐\n\nnote"


def test_binary_data_is_not_readable() -> None:
    assert not original_text(bytes(range(256)) * 40, "application/zip", "a.bin").readable
    assert not original_text(b"PK\x03\x04 broken\0\0", "application/epub+zip", "a.epub").readable


def test_an_unreadable_file_is_shown_as_raw_text() -> None:
    assert original_text(LONG.encode(), "application/rtf", "a.rtf").text == LONG
    assert original_text(LONG.encode(), "no/such", "a").text == LONG


def test_very_long_texts_and_lines_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefbuilder.importers.original.SHOWN_CHARACTERS", 10_000)
    found = original_text(b"x" * 50_000, "text/plain", "a.txt")
    assert found.cut
    assert [len(line) for line in found.text.split("\n")] == [4000, 4000, 2000]


def test_blocks_are_found_in_other_layouts() -> None:
    text = "MENU\n\nThe min-\nisters  agreed\ton “ﬁve” points. The same.\n\nOther words\n\nThe same."
    blocks = [
        ("a", "The ministers agreed on five points."),
        ("b", "The same."),
        ("c", "The same."),
        ("d", "Not there"),
        ("e", "ab"),
    ]
    found = locate_blocks(blocks, text)
    assert {name: text[slice(*span)] for name, span in found.items()} == {
        "a": "The min-\nisters  agreed\ton “ﬁve” points.",
        "b": "The same.",
        "c": "The same.",
    }
    assert found["b"] != found["c"]


def test_punctuation_after_a_no_break_space_belongs_to_the_word() -> None:
    text = "Avant. «\u00a0Les boîtes noires\u00a0» – Qui décide\u202f? Après"
    found = locate_blocks([("a", "« Les boîtes noires »"), ("b", "Qui décide ?")], text)
    shown = [text[slice(*span)] for span in found.values()]
    assert shown == ["«\u00a0Les boîtes noires\u00a0»", "Qui décide\u202f?"]


def test_a_block_with_an_insertion_is_found_by_its_ends() -> None:
    words = f"{LONG} {LONG.upper()}"
    text = f"Before. {LONG} [https://a.example] {LONG.upper()} After."
    assert {name: text[slice(*span)] for name, span in locate_blocks([("a", words)], text).items()} == {
        "a": f"{LONG} [https://a.example] {LONG.upper()}"
    }


def pdf(*, rotate: int = 0, crop: bool = False, password: str = "") -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 600), invariant=True)
    for page in range(3):
        canvas.drawString(50, 500, f"The ministers agreed on page {page + 1} to keep")
        canvas.drawString(50, 480, "common stocks of the gases.")
        canvas.showPage()
    canvas.save()
    written = io.BytesIO()
    with pikepdf.open(stream) as document:
        for sheet in document.pages:
            if rotate:
                sheet.Rotate = rotate
            if crop:
                sheet.CropBox = [20, 100, 400, 600]
        if password:
            document.save(written, encryption=pikepdf.Encryption(owner="o", user=password))
        else:
            document.save(written)
    return written.getvalue()


def on_page(data: bytes, *passwords: str) -> OriginalFile:
    return OriginalFile(data=data, media_type="application/pdf", name="a.pdf", passwords=passwords)


WORDS = "The ministers agreed on page 2 to keep common stocks of the gases."


def test_only_requested_pages_are_drawn_at_a_scale() -> None:
    found = draw_original_pages(on_page(pdf()), (1, 7), 1.5)
    assert list(found.sizes) == [(400, 600)] * 3
    (page,) = found.images
    assert (page.page, page.width, page.height, page.stride) == (1, 600, 900, 2400)
    assert len(page.data) == 900 * 2400
    assert page.data[:4] == b"\xff\xff\xff\xff"
    assert page.data.count(b"\0\0\0") > 20


def test_words_are_found_on_their_page() -> None:
    first, second = find_words_on_page(on_page(pdf()), 1, WORDS)
    assert 48 < first[0] < 52
    assert 88 < first[1] < first[3] < 104
    assert 108 < second[1] < second[3] < 124
    assert not find_words_on_page(on_page(pdf()), 0, "Harbours were closed on Friday, said the mayor.")
    assert not find_words_on_page(on_page(pdf()), 9, WORDS)


def test_rotated_and_cropped_pages_are_marked_as_displayed() -> None:
    turned = find_words_on_page(on_page(pdf(rotate=90)), 1, WORDS)[0]
    assert draw_original_pages(on_page(pdf(rotate=90)), (), 1).sizes[0] == (600, 400)
    assert turned[3] - turned[1] > 100 > turned[2] - turned[0]
    assert 495 < turned[0] < turned[2] < 512
    cut = find_words_on_page(on_page(pdf(crop=True)), 1, WORDS)[0]
    assert 28 < cut[0] < 32
    assert 88 < cut[1] < 104


def test_an_encrypted_pdf_only_opens_with_its_password() -> None:
    data = pdf(password="secret")
    for passwords, code in (((), "import-pdf-encrypted"), (("wrong",), "import-password-wrong")):
        with pytest.raises(ImportRefusedError, match=code):
            draw_original_pages(on_page(data, *passwords), (0,), 1)
    assert len(draw_original_pages(on_page(data, "secret"), (0,), 1).images) == 1
    assert "secret" not in repr(on_page(data, "secret"))


def test_a_very_large_page_is_drawn_within_limits() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(14_000, 50), invariant=True)
    canvas.showPage()
    canvas.save()
    (page,) = draw_original_pages(on_page(stream.getvalue()), (0,), 5.0).images
    assert page.width <= 6000


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x\\y?.html", "C_x_y_.html"),
        ("CON.txt", "_CON.txt"),
        (" . ", "original"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
        ("e\u0301.pdf", "é.pdf"),
        ("lpt².txt", "_lpt².txt"),
        ("nul .tar.gz", "_nul .tar.gz"),
    ],
)
def test_a_name_is_made_safe_for_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe
