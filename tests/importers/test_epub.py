"""Books: chapters in order with names, pictures, notes, metadata, and hostile packages."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.importers.readable import notice_subjects
from tests.narrowing import of_type

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, Heading, Note, NoteReference
from briefbuilder.importers import limits
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
DUBLIN = (
    '<dc:title>Ports and gases</dc:title><dc:creator opf:role="aut">Anna Rossi</dc:creator><dc:creator opf:role="trl">T</dc:creator>'
    "<dc:language>en</dc:language><dc:date>2025-03-14</dc:date><dc:publisher>The Harbour Press</dc:publisher>"
    "<dc:rights>© 2025 The Harbour Press. All rights reserved.</dc:rights><dc:description>On ports.</dc:description>"
)
NAV = '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li><a href="text/c1.xhtml">The gases</a></li><li><a href="text/c2.xhtml#x">The ports</a></li></ol></nav></body></html>'


def page(body: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'


def book(
    chapters: Mapping[str, str],
    files: Mapping[str, str | bytes] | None = None,
    *,
    dublin: str = DUBLIN,
    opf: str = "",
) -> bytes:
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    references = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    written = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{dublin}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{references}</spine></package>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, data in {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf or written}.items():
            container.writestr(name, data)
        for name, text in chapters.items():
            if text:
                container.writestr(f"OEBPS/text/{name}", page(text))
        for name, held in ({"OEBPS/nav.xhtml": NAV} | dict(files or {})).items():
            container.writestr(name, held)
    return stream.getvalue()


TWO = {"c2.xhtml": f"<p>{LONG}</p>", "c1.xhtml": f"<h1>The gases</h1><p>{LONG.lower()}</p>"}


def refusal(read: Read, data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read(data, "a.epub")
    assert caught.value.parameters["name"] == "a.epub"
    return caught.value.code


def test_chapters_are_in_reading_order_with_their_names(read: Read) -> None:
    reading = read(book(TWO), "a.epub")
    assert [(block.kind, block.text) for block in reading.article.blocks] == [
        ("heading", "The ports"),
        ("paragraph", LONG),
        ("heading", "The gases"),
        ("paragraph", LONG.lower()),
    ]
    assert notice_subjects(reading, "epub-heading-from-contents") == ["The ports"]
    assert [notice.block for notice in reading.notices if notice.code == "epub-heading-from-contents"] == [
        "b1"
    ]


def test_metadata_is_the_packages(read: Read) -> None:
    metadata = read(book(TWO), "a.epub").article.metadata
    assert (metadata.title, metadata.authors) == ("Ports and gases", ("Anna Rossi",))
    assert (metadata.publication, metadata.published) == ("The Harbour Press", date(2025, 3, 14))
    assert (metadata.language, metadata.rights.reserved) == ("en", True)


def test_pictures_and_notes_of_a_chapter(read: Read) -> None:
    text = f'<p>{LONG}<a epub:type="noteref" href="c1.xhtml#n1">1</a></p><p><img src="../img/a%20b.png" alt="A crane"/><img src="https://192.0.2.1/x.png" alt="away"/></p>'
    text += '<aside epub:type="footnote" id="n1"><p>A note.</p></aside>'
    same = f'<p>{LONG.lower()}<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>Another.</p></aside>'
    reading = read(book({"c1.xhtml": text, "c2.xhtml": same}, {"OEBPS/img/a b.png": PNG}), "a.epub")
    blocks = reading.article.blocks
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert [figure.alternative_text for figure in figures] == ["A crane"]
    assert [picture.data for picture in reading.pictures.values()] == [PNG]
    assert notice_subjects(reading, "pictures-not-in-file") == ["1"]
    notes = [block for block in blocks if isinstance(block, Note)]
    assert [note.text for note in notes] == ["A note.", "Another."]
    references = [one.note for block in blocks for one in block.content if isinstance(one, NoteReference)]
    assert references == [note.id for note in notes]


NOTES = {
    "list": '<section epub:type="endnotes"><h1>Notes</h1><ol><li id="n1"><p>A note of 1995. <a href="c1.xhtml#r1">↩</a></p></li>'
    '<li id="n2"><p>Another.</p></li></ol></section>',
    "paragraphs": '<h2>Notes</h2><p id="n1"><a href="c1.xhtml#r1">1</a>. A note of 1995.</p><p id="n2"><a href="c2.xhtml#r2">2</a>. Another.</p>',
    "marks": '<p><a id="n1" href="c1.xhtml#r1">1</a> A note of 1995.</p><p><sup><a id="n2" href="c2.xhtml#r2">2</a></sup> Another.</p>',
}


@pytest.mark.parametrize("form", NOTES)
def test_notes_of_a_chapter_at_the_end_belong_to_those_that_refer_to_them(read: Read, form: str) -> None:
    def chapter(number: int) -> str:
        return f'<h1>Part {number}</h1><p>It cost 41.5 million.<sup><a id="r{number}" href="notes.xhtml#n{number}">{number}</a></sup> {LONG}</p>'

    reading = read(
        book({"c1.xhtml": chapter(1), "c2.xhtml": chapter(2), "notes.xhtml": NOTES[form]}), "a.epub"
    )
    assert [(block.kind, block.text) for block in reading.article.blocks] == [
        ("heading", "Part 1"),
        ("paragraph", f"It cost 41.5 million. {LONG}"),
        ("note", "A note of 1995."),
        ("heading", "Part 2"),
        ("paragraph", f"It cost 41.5 million. {LONG}"),
        ("note", "Another."),
    ]
    notes = [block.id for block in reading.article.blocks if isinstance(block, Note)]
    references = [
        one.note
        for block in reading.article.blocks
        for one in block.content
        if isinstance(one, NoteReference)
    ]
    assert references == notes


def test_a_note_keeps_the_words_of_its_links_to_the_chapter(read: Read) -> None:
    text = f'<p>{LONG}<sup><a id="r1" href="n.xhtml#n1">1</a></sup></p><p id="p2">{LONG.lower()}</p>'
    note = '<p id="n1"><a href="c1.xhtml#r1">1</a> See <a href="c1.xhtml#p2">the second paragraph</a> on 41 ships.</p>'
    blocks = read(book({"c1.xhtml": text, "n.xhtml": note}), "a.epub").article.blocks
    assert of_type(blocks[-1], Note).text == "See the second paragraph on 41 ships."


def test_thousands_of_names_in_the_notes_take_little_time(read: Read) -> None:
    text = f'<p>{LONG}<sup><a href="n.xhtml#n1">1</a></sup></p>'
    names = " ".join(f'<span id="n{number}">a</span>' for number in range(2500))
    start = process_time()
    assert read(book({"c1.xhtml": text, "n.xhtml": f"<p>{names}</p>"}), "a.epub").article.blocks
    assert process_time() - start < 3.0


def test_what_else_the_chapter_of_notes_says_is_kept(read: Read) -> None:
    text = f'<p>{LONG}<sup><a href="n.xhtml#n1">1</a></sup> <a href="n.xhtml#n3">see there</a></p>'
    notes = '<h2>Notes</h2><p>Translated by the editor.</p><p id="n1">1 A note.</p><p id="n2">2 Not referred to.</p><p id="n3">3 Seen.</p>'
    reading = read(book({"c1.xhtml": text, "n.xhtml": notes}), "a.epub")
    assert [block.text for block in reading.article.blocks if not isinstance(block, Heading)] == [
        f"{LONG} see there",
        "1 A note.",
        "Translated by the editor.",
        "2 Not referred to.",
        "3 Seen.",
    ]


def test_a_cover_that_repeats_the_title_is_left_out(read: Read) -> None:
    cover = "<section epub:type='cover'><p>Ports and Gases</p></section>"
    reading = read(book({"cover.xhtml": cover, "c1.xhtml": f"<h1>Gases</h1><p>{LONG}</p>"}), "a.epub")
    assert [block.text for block in reading.article.blocks] == ["Gases", LONG]
    assert notice_subjects(reading, "title-repeated") == ["Ports and Gases"]


def test_contents_of_the_older_kind_name_chapters(read: Read) -> None:
    ncx = '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://192.0.2.1/ncx.dtd"><ncx><navMap><navPoint><navLabel><text>Old ports</text></navLabel><content src="text/c.xhtml"/></navPoint></navMap></ncx>'
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Unknown Title</dc:title></metadata>'
        '<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/></manifest><spine toc="ncx"><itemref idref="c"/></spine></package>'
    )
    reading = read(book({"c.xhtml": f"<p>{LONG}</p>"}, {"OEBPS/toc.ncx": ncx}, opf=opf), "old.epub")
    assert reading.article.blocks[0].text == "Old ports"
    assert reading.article.metadata.title == "old"


def test_a_book_of_pandoc_is_read(data: Path) -> None:
    reading = read_file(data / "epub" / "gases-pandoc.epub")
    article = reading.article
    left_out = [notice.subject for notice in reading.notices if notice.code == "removed-from-page"]
    assert [words.split(" · ")[::2] for words in left_out] == [
        ["Rare gases: a quiet dependency", "Jean Petit"]
    ]
    assert not any(block.text in {"Jean Petit", "2025-03-14"} for block in article.blocks)
    assert article.metadata.title == "Rare gases: a quiet dependency"
    assert [block.text for block in article.blocks if isinstance(block, Heading)][
        -1
    ] == "What the ministers asked"
    assert {"list_item", "quote", "table", "code", "note"} <= {block.kind for block in article.blocks}


def test_a_missing_chapter_is_reported(read: Read) -> None:
    reading = read(book(TWO | {"gone.xhtml": ""}), "a.epub")
    assert notice_subjects(reading, "epub-chapter-missing") == ["OEBPS/text/gone.xhtml"]


def test_a_book_of_very_many_chapters_is_cut(read: Read) -> None:
    chapters = {f"{number}.xhtml": f"<p>{LONG}</p>" for number in range(limits.BOOK_CHAPTERS + 3)}
    assert notice_subjects(read(book(chapters), "a.epub"), "epub-cut") == ["3"]


def test_protected_and_broken_books_are_refused(read: Read) -> None:
    def encryption(algorithm: str) -> dict[str, str]:
        method = f'<EncryptionMethod xmlns="http://www.w3.org/2001/04/xmlenc#" Algorithm="{algorithm}"/>'
        return {"META-INF/encryption.xml": f"<encryption>{method}</encryption>"}

    assert (
        refusal(read, book(TWO, encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")))
        == "import-epub-encrypted"
    )
    assert read(book(TWO, encryption("http://www.idpf.org/2008/embedding")), "a.epub").article.blocks
    assert refusal(read, book({})) == "import-epub-broken"
    assert refusal(read, book({"c.xhtml": "<p></p>"})) == "import-no-text"
    assert (
        refusal(read, book(TWO, opf='<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>'))
        == "import-unsafe"
    )


def test_bombs_and_deep_chapters(read: Read) -> None:
    assert refusal(read, book({"c1.xhtml": "a" * 60_000_000})) == "import-unpacks-too-large"
    deep = "<div>" * 50_000 + f"<p>{LONG}</p>" + "</div>" * 50_000
    reading = read(book({"c1.xhtml": deep}), "a.epub")
    assert LONG in [block.text for block in reading.article.blocks]
    assert "page-read-as-text" in [notice.code for notice in reading.notices]


def test_names_in_the_package_are_never_paths(read: Read) -> None:
    chapters = {"../../../../etc/passwd": f"<p>{LONG}</p>"}
    reading = read(book(TWO | chapters), "a.epub")
    assert "root:" not in "".join(block.text for block in reading.article.blocks)


def test_a_book_is_recognized_under_any_name() -> None:
    assert importer_for(book(TWO), "a.zip").id == "epub"


ENTRIES = "".join(
    f'<li>{n}. <a href="c{n}.xhtml">The long history of gas number {n}</a></li>' for n in range(1, 8)
)


@pytest.mark.parametrize("holder", ["<nav><ol>{}</ol></nav>", "<div><ul>{}</ul></div>", "<ul>{}</ul>"])
def test_a_table_of_contents_is_not_text(read: Read, holder: str) -> None:
    front = f"<h1>Ports and gases</h1><p>{LONG}</p><h2>Table of contents</h2>{holder.format(ENTRIES)}<p>{LONG[4:]}</p>"
    reading = read(book({"front.xhtml": page(front)}), "a.epub")
    assert [block.text for block in reading.article.blocks] == [LONG, LONG[4:]]
    told = [notice.subject for notice in reading.notices if notice.code == "contents-list-removed"]
    assert len(told) == 1
    assert "gas number 1" in told[0]


def test_a_contents_page_is_removed_and_a_list_of_sources_is_kept(read: Read) -> None:
    sources = "".join(
        f'<li>Moor, On gases, volume {n}, <a href="https://a.example/{n}">online</a></li>' for n in range(8)
    )
    noted = "".join(f'<p>{n}. {LONG} <a href="c1.xhtml#r{n}">back</a></p>' for n in range(8))
    chapters = {
        "toc.xhtml": page(f"<h1>Contents</h1><p><a href='c1.xhtml'>Begin</a></p><ol>{ENTRIES}</ol>"),
        "c1.xhtml": page(f"<h1>Gases</h1><p>{LONG}</p><ul>{sources}</ul>{noted}"),
    }
    texts = [block.text for block in read(book(chapters), "a.epub").article.blocks]
    assert not any("number 1" in text or text == "Contents" for text in texts)
    assert sum(text.startswith("Moor, On gases") for text in texts) == 8
    assert sum("back" in text for text in texts) == 8


def test_a_summary_in_markup_is_reported_without_tags(read: Read) -> None:
    dublin = DUBLIN.replace("On ports.", "&lt;div&gt;&lt;p&gt;On ports.&lt;/p&gt;&lt;/div&gt;")
    reading = read(book({"c.xhtml": page(f"<p>{LONG}</p>")}, dublin=dublin), "a.epub")
    assert [one.subject for one in reading.notices if one.code == "epub-description"] == ["On ports."]
