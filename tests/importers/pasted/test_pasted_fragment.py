"""Pasting into a text of the briefing, with samples from many programs."""

from __future__ import annotations

import base64
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
    join_text,
)
from briefbuilder.importers import limits
from briefbuilder.importers.pasted import fragment
from briefbuilder.importers.pasted.article import ClipboardContent, iter_formats
from briefbuilder.importers.pasted.fragment import read_fragment
from briefbuilder.importers.read import read_bytes

PASTE = Path(__file__).parents[2] / "data" / "paste"
RICH = (
    "word-2016.html",
    "libreoffice-24.html",
    "google-docs.html",
    "browser-selection.html",
    "outlook-365.html",
)
PAGES = ("firefox-140.html", "chrome-140.html", "word-web.html")
EVERY = (*RICH, *PAGES, "word-365.rtf", "libreoffice-24.rtf")
RANGES = ("excel-365.html", "calc-24.html", "google-sheets.html")


def pasted(name: str) -> tuple[Block, ...]:
    data = (PASTE / name).read_bytes()
    return read_fragment(
        ClipboardContent(rtf=data) if name.endswith(".rtf") else ClipboardContent(html=data.decode())
    ).blocks


def spans(blocks: tuple[Block, ...]) -> list[Span]:
    return [inline for block in blocks for inline in block.content if isinstance(inline, Span)]


def items(blocks: tuple[Block, ...]) -> list[tuple[int, bool, int | None]]:
    return [(block.depth, block.ordered, block.number) for block in blocks if isinstance(block, ListItem)]


@pytest.mark.parametrize("name", EVERY)
def test_headings_lists_tables_formatting_and_links_are_kept(name: str) -> None:
    blocks = pasted(name)
    assert isinstance(blocks[0], Heading)
    assert not any(isinstance(inline, Span) and inline.bold for inline in blocks[0].content)
    assert next(span.text for span in spans(blocks) if span.bold) in {"six states", "sei Stati", "six États"}
    assert "common" in next(span.text for span in spans(blocks) if span.italic) or name[0] in "lo"
    links = {span.link for span in spans(blocks) if span.link and "#cite" not in span.link}
    assert links == {
        "https://gazette.example/ports?id=7#talks"
        if name.startswith("word-2016")
        else "https://gazette.example/ports"
    }
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert len(table.rows[0].cells) == 2
    assert "12,4" in table.rows[1].cells[1].text
    listed = items(blocks)
    assert listed[0] == (0, False, None)
    assert (0, True, 3) in listed
    assert name == "word-365.rtf" or listed[1] == (1, False, None)


@pytest.mark.parametrize("name", EVERY)
def test_pictures_scripts_styles_and_comments_are_dropped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    blocks = pasted(name)
    assert all(isinstance(block, Heading | Paragraph | ListItem | Quote | Table | Note) for block in blocks)
    text = join_text(blocks)
    for strange in (
        "Are we sure",
        "AD1",
        "will not",
        "molto",
        "never",
        "hidden",
        "font-face",
        "Mso",
        "·",
        "￼",
    ):
        assert strange not in text
    # What a page refers to by a number in its text is no note, and stays as the words that it is.
    assert ("[1]" in text) == name.startswith(("firefox", "chrome"))
    assert all(span.language is None and not span.code for span in spans(blocks))


@pytest.mark.parametrize("name", RANGES)
def test_a_range_of_a_spreadsheet_is_a_table_with_cell_formatting(name: str) -> None:
    (table,) = pasted(name)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Ports of the north"],
        ["State", "Share", "Source"],
        ["Japan and\nKorea", "12,4", "Gazette"],
        ["in six states", "7,0", ""],
    ]
    assert [cell.column_span for cell in table.rows[0].cells] == [3]
    held = spans(tuple(block for row in table.rows for cell in row.cells for block in cell.blocks))
    assert [span.text for span in held if span.bold] == [
        "Ports of the north",
        "State",
        "Share",
        "Source",
        "six states",
    ]
    assert {span.link for span in held if span.link} == {"https://gazette.example/ports"}
    assert not any(span.underline for span in held)


def test_a_range_of_google_sheets_is_an_article_too() -> None:
    markup = (PASTE / "google-sheets.html").read_text("utf-8")
    (form, *_) = iter_formats(ClipboardContent(html=markup, text="Ports of the north"))
    assert "Japan and" in form.markup
    assert [type(block) for block in read_bytes(form.data, form.name).article.blocks] == [Table]


def test_lists_of_a_word_processor_on_the_web_keep_their_levels() -> None:
    assert items(pasted("word-web.html")) == [(0, False, None), (1, False, None), (0, True, 3)]
    (table,) = (block for block in pasted("word-web.html") if isinstance(block, Table))
    assert table.header_rows == 1


def test_words_lists_keep_their_levels_kinds_and_numbers() -> None:
    blocks = pasted("word-2016.html")
    assert items(blocks) == [
        (0, False, None),
        (1, False, None),
        (0, False, None),
        (0, True, 3),
        (1, True, 1),
        (0, True, 4),
    ]
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Ports of the north",
        "What was agreed",
        "Next steps",
    ]


@pytest.mark.parametrize("name", ["word-2016.html", "libreoffice-24.html", "word-365.rtf"])
def test_notes_come_along_without_their_typed_marks(name: str) -> None:
    blocks = pasted(name)
    (note,) = (block for block in blocks if isinstance(block, Note))
    (mark,) = (inline for block in blocks for inline in block.content if isinstance(inline, NoteReference))
    assert mark.note == note.id
    assert "12" in note.text
    assert note.text[0] in "IN"


def test_spans_of_a_words_table_and_its_head_stay() -> None:
    (table,) = (block for block in pasted("word-2016.html") if isinstance(block, Table))
    assert table.header_rows == 1
    assert [[cell.column_span for cell in row.cells] for row in table.rows] == [[1, 2], [1, 1, 1]]


def test_without_structure_the_plain_text_is_used() -> None:
    found = read_fragment(ClipboardContent(html="<img src='a.png'>", text="One\r\n\r\nTwo"))
    assert [block.text for block in found.blocks] == ["One", "Two"]
    assert read_fragment(ClipboardContent()).blocks == ()


def test_a_table_within_a_table_is_laid_out_in_its_cell() -> None:
    rtf = (
        rb"{\rtf1\trowd\cellx5000\cellx9000\pard\intbl outer\par\pard\intbl\itap2 inner\nestcell"
        rb"{\*\nesttableprops\trowd\cellx2000\nestrow}\pard\intbl\itap1 end\cell right\cell\row}"
    )
    (table,) = read_fragment(ClipboardContent(rtf=rtf)).blocks
    assert isinstance(table, Table)
    assert all(
        isinstance(block, Paragraph) for row in table.rows for cell in row.cells for block in cell.blocks
    )
    assert "inner" in table.text


def test_a_huge_clipboard_is_cut_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.PASTED_CHARACTERS >= 100_000
    monkeypatch.setattr(fragment, "PASTED_CHARACTERS", 25)
    html = "<p>Ten signs.</p>" * 4
    found = read_fragment(ClipboardContent(html=html))
    assert (len(found.blocks), found.cut) == (2, True)
    monkeypatch.setattr(fragment, "PASTED_BLOCKS", 1)
    assert len(read_fragment(ClipboardContent(html=html)).blocks) == 1


def test_deeply_nested_markup_is_read_as_text() -> None:
    found = read_fragment(ClipboardContent(html="<div>" * 5000 + "<p>Deep words</p>"))
    assert [block.text for block in found.blocks] == ["Deep words"]


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
OTHER = DOT[:-1] + b"\x81"


def rtf_with(*pictures: bytes | None) -> bytes:
    """RTF as Word writes it: each picture twice, the second time for old readers; a metafile for None."""
    groups = (
        rf"{{\*\shppict{{\pict\pngblip {data.hex()}}}}}{{\nonshppict{{\pict\wmetafile8 0102}}}}"
        if data is not None
        else r"{\pict\emfblip 0102}"
        for data in pictures
    )
    return (r"{\rtf1 One\par " + "".join(rf"{group}\par " for group in groups) + r"Two\par}").encode()


def figures(content: ClipboardContent) -> list[tuple[str, bytes | None]]:
    """The alternative texts and the bytes of the pictures of a pasted text."""
    found = read_fragment(content)
    assert {block.picture for block in found.blocks if isinstance(block, Figure)} == set(found.pictures)
    return [
        (block.alternative_text, found.pictures[block.picture or ""].data)
        for block in found.blocks
        if isinstance(block, Figure)
    ]


def test_pictures_come_along_if_their_bytes_are_on_the_clipboard() -> None:
    data = base64.b64encode(DOT).decode()
    inside = f'<p>One</p><p><img alt="A dot" src="data:image/png;base64,{data}"></p><p>Two</p>'
    assert figures(ClipboardContent(html=inside)) == [("A dot", DOT)]
    assert figures(ClipboardContent(rtf=rtf_with(DOT, OTHER))) == [("", DOT), ("", OTHER)]
    (figure,) = (
        block for block in read_fragment(ClipboardContent(html=inside)).blocks if isinstance(block, Figure)
    )
    assert figure.picture == sha256(DOT).hexdigest()


def test_pictures_in_files_are_taken_from_the_rtf_beside_the_html() -> None:
    shown = """<p>One</p><p class=MsoNormal><!--[if gte vml 1]><v:imagedata src="file:///C:/t/c1.png"/><![endif]-->
        <![if !vml]><img width=1\nsrc="file:///C:/Temp/clip%20&amp;/image001.png" alt="A dot"><![endif]></p>
        <p><img src="file:///C:/Temp/clip%20&amp;/image002.emf"></p>
        <p><img src="file:///C:/Temp/clip%20&amp;/image003.png" alt="Another"></p><p>Two</p>"""
    beside = rtf_with(DOT, None, OTHER)
    assert figures(ClipboardContent(html=shown, rtf=beside)) == [
        ("A dot", DOT),
        ("", b"\x01\x02"),
        ("Another", OTHER),
    ]
    assert figures(ClipboardContent(html=shown, rtf=rtf_with(DOT))) == []
    assert figures(ClipboardContent(html=shown, rtf=b"{\\rtf1 {{{")) == []
    assert figures(ClipboardContent(html=shown)) == []


def test_captions_have_only_the_formats_of_own_texts() -> None:
    data = base64.b64encode(DOT).decode()
    words = 'A <code>code</code>, <span lang="fr">mot</span>, <a href="ftp://example.org/a">file</a>'
    shown = f'<figure><img src="data:image/png;base64,{data}"><figcaption>{words}</figcaption></figure>'
    found = read_fragment(ClipboardContent(html=f"<p>{words}</p>{shown}"))
    paragraph, figure = found.blocks
    assert isinstance(figure, Figure)
    assert figure.content == paragraph.content == (Span("A code, mot, file"),)


def test_pictures_in_tables_are_left_out_of_a_pasted_text() -> None:
    data = base64.b64encode(DOT).decode()
    cell = f'<p>Word</p><p><img alt="A dot" src="data:image/png;base64,{data}"></p>'
    found = read_fragment(ClipboardContent(html=f"<table><tr><td>{cell}</td><td>Word</td></tr></table>"))
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert (table.text.split(), dict(found.pictures)) == (["Word", "Word"], {})


def test_no_picture_is_read_from_a_file_or_the_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something is fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.png").write_bytes(DOT)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    for address in ((tmp_path / "a.png").as_uri(), "https://example.org/a.png", "//example.org/a.png"):
        assert figures(ClipboardContent(html=f'<p>One</p><p><img src="{address}"></p>')) == []
