"""Hostile files: each costs one clear refusal, or a plain reading with a notice, and little time."""

from __future__ import annotations

import base64
import gc
import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.conftest import MakeWord, Read
from tests.importers.readable import notice_codes

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers import limits

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def refusal(read: Read, data: bytes | str, name: str) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read(data, name)
    assert caught.value.parameters["name"] == name
    return caught.value.code


def test_nesting_of_100000_levels_is_read_as_text(read: Read) -> None:
    levels = 100_000
    reading = read(f"<html><body>{'<div>' * levels}<p>{LONG}</p>{'</div>' * levels}</body></html>", "a.html")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert "page-read-as-text" in notice_codes(reading)


def test_an_article_before_deep_nesting_is_not_lost(read: Read) -> None:
    page = f"<html><body><p>{LONG}</p>{'<div>' * 2000}<p>{LONG.lower()}</p>{'</div>' * 2000}</body></html>"
    texts = [block.text for block in read(page, "a.html").article.blocks]
    assert texts == [LONG, LONG.lower()]


def test_a_picture_of_12_megabytes_inside_a_page_loses_no_text(read: Read) -> None:
    picture = base64.b64encode(random.Random(1).randbytes(9_000_000)).decode()
    page = f'<html><body><h1>Title</h1><p>{LONG}</p><img src="data:image/png;base64,{picture}"><p>{LONG.lower()}</p></body></html>'
    reading = read(page, "a.html")
    texts = [block.text for block in reading.article.blocks if block.text]
    assert texts == [LONG, LONG.lower()]
    assert sum(len(picture.data) for picture in reading.pictures.values()) == 9_000_000


def test_a_page_of_very_many_paragraphs_is_cut_with_a_notice(read: Read) -> None:
    reading = read(
        f"<html><body>{'<p>Some words of a text stand here.</p>' * 400_000}</body></html>", "a.html"
    )
    assert "page-read-as-text" in notice_codes(reading)
    assert "page-cut" in notice_codes(reading)


def test_a_page_with_nothing_but_its_title_is_refused_in_a_sentence(read: Read) -> None:
    page = "<html><body><h1>Stocks of gas</h1></body></html>"
    assert refusal(read, page, "a.html") == "import-no-text"


def test_half_a_million_attributes_are_read_past(read: Read) -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(500_000))
    reading = read(f"<html><body><p {attributes}>{LONG}</p></body></html>", "a.html")
    assert [block.text for block in reading.article.blocks] == [LONG]


def test_deep_json_and_broken_json_are_left_out(read: Read) -> None:
    deep = "[" * 200_000 + "]" * 200_000
    scripts = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in (deep, "{broken", '"text"', "null")
    )
    reading = read(f"<html><head>{scripts}</head><body><h1>Title</h1><p>{LONG}</p></body></html>", "a.html")
    assert [block.text for block in reading.article.blocks] == [LONG]


def test_control_characters_are_removed_with_a_notice(read: Read) -> None:
    reading = read(f"A title\n\n{LONG}\0\x0b\n\n{LONG.lower()}\ufffe\n", "a.txt")
    assert [block.text for block in reading.article.blocks] == [LONG, LONG.lower()]
    assert "control-characters-removed" in notice_codes(reading)


@pytest.mark.parametrize("name", ["letter.txt", "page.html", "letter.docx", "letter"])
def test_rubbish_is_refused_whatever_its_name(read: Read, name: str) -> None:
    assert refusal(read, random.Random(2).randbytes(200_000), name) == "import-format-unknown"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 and so on", "import-pdf-broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "import-encrypted"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "import-old-office"),
        (b"PK\x03\x04word/document.xml" + bytes(100), "import-damaged"),
    ],
)
def test_known_formats_are_refused_by_their_name(read: Read, data: bytes, code: str) -> None:
    assert refusal(read, data, "a.docx") == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read: Read, word: MakeWord) -> None:
    bomb = word(f"<w:p><w:r><w:t>{'a' * 60_000_000}</w:t></w:r></w:p>")
    assert len(bomb) < 100_000
    assert refusal(read, bomb, "a.docx") == "import-unpacks-too-large"


def test_a_bomb_that_lies_about_its_size_is_refused(read: Read, word: MakeWord) -> None:
    """A size that the directory states wrongly, or a stream cut short, never yields more than it states."""
    honest = word(f"<w:p><w:r><w:t>{'a' * 5_000_000}</w:t></w:r></w:p>")
    size = next(
        entry.file_size
        for entry in zipfile.ZipFile(io.BytesIO(honest)).infolist()
        if "document.xml" in entry.filename
    )
    lying = honest.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    assert refusal(read, lying, "a.docx") == "import-damaged"


def test_very_many_tags_are_refused(read: Read, word: MakeWord) -> None:
    assert refusal(read, word("<w:p/>" * (limits.PART_TAGS + 1)), "a.docx") == "import-unpacks-too-large"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd">',
    ],
)
def test_entities_are_never_resolved(read: Read, word: MakeWord, declaration: str) -> None:
    entity = "&x;" if "ENTITY x" in declaration else ""
    data = word(f"<w:p><w:r><w:t>{LONG}{entity}</w:t></w:r></w:p>", before=declaration)
    assert refusal(read, data, "a.docx") == "import-unsafe"


def test_deeply_nested_tables_end_in_an_article_or_a_refusal(read: Read, word: MakeWord) -> None:
    paragraph = f"<w:p><w:r><w:t>{LONG}</w:t></w:r></w:p>"
    for depth, refused in ((60, False), (2000, True)):
        data = word("<w:tbl><w:tr><w:tc>" * depth + paragraph + "</w:tc></w:tr></w:tbl>" * depth)
        if refused:
            assert refusal(read, data, "a.docx") == "import-damaged"
        else:
            assert [block.text for block in read(data, "a.docx").article.blocks] == [LONG]


def test_a_style_that_is_based_on_itself_ends(read: Read, word: MakeWord) -> None:
    styles = '<w:styles SPACES><w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>'
    body = f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>{LONG}</w:t></w:r></w:p>'
    assert [block.text for block in read(word(body, {"styles": styles}), "a.docx").article.blocks] == [LONG]


def test_names_in_a_container_are_never_paths(read: Read, word: MakeWord) -> None:
    data = word(
        '<w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>'
        f"<w:p><w:r><w:t>{LONG}</w:t></w:r></w:p>"
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as container:
        container.writestr("../../../../etc/passwd", "root")
    reading = read(stream.getvalue(), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert reading.pictures == {}


def test_a_text_of_very_many_lines_is_refused(read: Read) -> None:
    assert refusal(read, "a line\n" * (limits.TEXT_LINES + 1), "a.txt") == "import-too-long"


def test_long_wrapped_text_is_joined_in_little_time(read: Read) -> None:
    line = "a wrapped line of the text that never comes to its end in any way\n"
    reading = read(line * (limits.TEXT_LINES // 4), "a.txt")
    assert len(reading.article.blocks) == 1


@pytest.mark.parametrize("row", [r"\trowd\cellx1000\intbl x\cell\row", r"word\par "])
def test_an_rtf_of_very_many_paragraphs_is_refused_before_it_is_read(read: Read, row: str) -> None:
    data = r"{\rtf1 " + row * (limits.PARAGRAPHS + 1) + "}"
    assert refusal(read, data, "a.rtf") == "import-too-many-paragraphs"


def test_a_word_document_of_very_many_paragraphs_is_refused_before_it_is_read(
    read: Read, word: MakeWord
) -> None:
    data = word("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * (limits.PARAGRAPHS + 1))
    assert refusal(read, data, "a.docx") == "import-too-many-paragraphs"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_device_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(ImportRefusedError, match="import-not-a-file"):
        read_file(tmp_path / "pipe.html")


def test_a_bomb_of_entities_is_unsafe_and_not_merely_damaged(read: Read, word: MakeWord) -> None:
    entities = '<!ENTITY l0 "laugh">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    data = word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", before=f"<!DOCTYPE d [{entities}]>")
    assert refusal(read, data, "a.docx") == "import-unsafe"


_NESTED = r"\trowd\cellx1000\pard\intbl\itap2 x\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}\pard\intbl y\cell\row "
MOST_GROWTH = 14.0
"""The most that CPU time may grow where a file grows five times: a square would be 25."""


@pytest.mark.parametrize(
    ("name", "before", "piece", "after", "few"),
    [
        ("a.md", "", "# Heading {}\n\n", "", 600),
        ("a.txt", "", "{}. Heading of a section\n\n", "", 600),
        ("a.html", "<html><body><article>", "<h2>Heading {}</h2>", "</article></body></html>", 300),
        ("b.html", "<html><head><meta name='author' content='", "a", f"'></head><body><p>{LONG}</p>", 6000),
        ("c.html", "<html><head><meta name='author' content='", "(", f"'></head><body><p>{LONG}</p>", 6000),
        ("a.rtf", r"{{\rtf1\ansi ", r"\pard\outlinelevel1 Heading {}\par ", "}}", 600),
        ("b.rtf", r"{{\rtf1\ansi ", _NESTED.replace("{", "{{").replace("}", "}}"), "}}", 300),
        ("c.rtf", r"{{\rtf1\ansi\trowd\cellx1000\pard\intbl\itap2 ", r"x{}\nestcell ", r"\cell\row}}", 600),
    ],
)
def test_headings_and_nested_cells_take_time_in_proportion_to_their_number(
    read: Read, name: str, before: str, piece: str, after: str, few: int
) -> None:
    def seconds(count: int) -> float:
        pieces = "".join(piece.format(number) for number in range(count))
        text = f"{before.format()}{pieces}{after.format()}"
        # A full collection of what other tests have left would count as reading.
        gc.collect()
        gc.disable()
        begun = time.process_time()
        read(text, name)
        spent = time.process_time() - begun
        gc.enable()
        return spent

    seconds(20)  # what is loaded at first use is not counted
    assert seconds(5 * few) < MOST_GROWTH * max(seconds(few), 0.02)
