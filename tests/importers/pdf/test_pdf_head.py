"""Title, byline, date and rights of a PDF, hyphenated words and list marks."""

from __future__ import annotations

from datetime import date

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, SIZE, draw_paragraph, draw_pdf
from tests.importers.pdf.typesetting import (
    EN,
    KindAndText,
    ReadPdf,
    Sheet,
    kinds_and_texts,
    rewrite_pdf,
    typeset,
)

from briefbuilder.domain.text import ListItem
from briefbuilder.importers.pdf.model import Glyph, Line, PdfRun
from briefbuilder.importers.pdf.word_joins import Vocabulary


def line(text: str) -> Line:
    run = PdfRun(baseline=100.0, size=10.0)
    glyphs = [Glyph(sign, 5.0 * place, 5.0 * place + 5, run) for place, sign in enumerate(text)]
    return Line(glyphs, 1, 100.0, 10.0)


@pytest.mark.parametrize(
    ("before", "sign", "after", "joint"),
    [
        ("the old pro", "-", "gramme of the port", ""),
        ("a well", "-", "known harbour", "-"),
        ("the Franco", "-", "German council", "-"),
        ("in the years 2024", "-", "2026", "-"),
        ("die Be", "\u2010", "deutung", ""),
        ("die Be", "\u00ad", "deutung", ""),
        ("the long", "-", "term plan", "-"),
        ("a sea", "\x02", "port", ""),
        ("and so on ", "-", "said he", "- "),
    ],
)
def test_document_vocabulary_decides_on_hyphens(before: str, sign: str, after: str, joint: str) -> None:
    words = Vocabulary(
        [line("This programme is well-known, as is the seaport. A long term and a short one.")]
    )
    assert words.separator(before, sign, after) == joint


def test_word_halves_are_not_in_vocabulary() -> None:
    words = Vocabulary([line("of the pro-"), line("gramme we know"), line("little")])
    assert not words.contains("gramme")
    assert words.contains("know")


def _with_info(data: bytes, **entries: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            document.docinfo[f"/{name}"] = value

    return rewrite_pdf(data, change)


UNTITLED: list[KindAndText] = [block for block in EN.blocks if block[0] == "paragraph"]


def test_the_title_is_the_largest_heading_of_the_first_page(read_pdf: ReadPdf) -> None:
    data = _with_info(
        typeset(EN.title, EN.blocks, Sheet()), Title="Microsoft Word - port_v3.docx", Author="user"
    )
    metadata = read_pdf(data).article.metadata
    assert metadata.title == EN.title
    assert metadata.authors == ()
    assert metadata.published is None


def test_metadata_title_is_used_without_visible_title(read_pdf: ReadPdf) -> None:
    data = _with_info(typeset("", UNTITLED, Sheet()), Title="On harbours", Author="Anna Fields; Bo Lind")
    metadata = read_pdf(data).article.metadata
    assert metadata.title == "On harbours"
    assert metadata.authors == ("Anna Fields", "Bo Lind")


def test_file_name_is_fallback_title(read_pdf: ReadPdf) -> None:
    reading = read_pdf(_with_info(typeset("", UNTITLED, Sheet()), Title="untitled"))
    assert reading.article.metadata.title == "article"
    assert [notice.subject for notice in reading.notices if notice.code == "title-from-file-name"] == [
        "article"
    ]


@pytest.mark.parametrize(
    "title", ["untitled", "05-30197.wpd\x00", "Figures (65%) .txt", "manual.fm", "Contents", "1"]
)
def test_unusable_metadata_titles_are_ignored(read_pdf: ReadPdf, title: str) -> None:
    assert (
        read_pdf(_with_info(typeset("", UNTITLED, Sheet()), Title=title)).article.metadata.title == "article"
    )


@pytest.mark.parametrize(
    "heading", ["Contents", "Table of contents:", "Inhaltsverzeichnis", "1", "X X", "23/01/2020"]
)
def test_heading_of_contents_or_sign_is_not_the_title(read_pdf: ReadPdf, heading: str) -> None:
    data = _with_info(typeset(heading, UNTITLED, Sheet()), Title="On harbours")
    reading = read_pdf(data)
    assert reading.article.metadata.title == "On harbours"
    assert heading in [block.text for block in reading.article.blocks]


def test_section_below_contents_is_not_the_title(read_pdf: ReadPdf) -> None:
    sizes = (("Contents", 16), ("Ships 1", 10), ("Ports 1", 10), ("Ships and their crews", 16))

    def draw(canvas: Canvas) -> None:
        for place, (text, size) in enumerate(sizes):
            canvas.setFont(BOLD if size > SIZE else FONT, size)
            canvas.drawString(70, 740 - 40 * place, text)
        draw_paragraph(canvas, 70, 580, UNTITLED[0][1], 450)

    assert read_pdf(draw_pdf(draw)).article.metadata.title == "article"


def test_creation_date_is_not_publication_date(read_pdf: ReadPdf) -> None:
    data = _with_info(typeset(EN.title, EN.blocks, Sheet()), CreationDate="D:20240105120000Z")
    assert read_pdf(data).article.metadata.published is None


def test_publication_and_date_are_read_from_xmp(read_pdf: ReadPdf) -> None:
    prism = "http://prismstandard.org/namespaces/basic/2.0/"

    def change(document: pikepdf.Pdf) -> None:
        packet = (
            '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description xmlns:prism="{prism}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<prism:publicationName>The Northern Ledger</prism:publicationName>"
            "<prism:publicationDate>2024-05-12</prism:publicationDate>"
            "<dc:creator><rdf:Seq><rdf:li>Anna Fields</rdf:li></rdf:Seq></dc:creator>"
            "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
        )
        document.Root.Metadata = document.make_stream(packet.encode())
        document.Root.Metadata.Type, document.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML

    metadata = read_pdf(rewrite_pdf(typeset(EN.title, EN.blocks, Sheet()), change)).article.metadata
    assert metadata.publication == "The Northern Ledger"
    assert metadata.published == date(2024, 5, 12)
    assert metadata.authors == ("Anna Fields",)


@pytest.mark.parametrize(
    "lines",
    [
        ["By Anna Fields and Bo Lind", "12 May 2024"],
        ["By Anna Fields and Bo Lind, 12 May 2024"],
        ["Anna Fields and Bo Lind", "Oslo, 12 May 2024"],
    ],
)
def test_byline_and_date_below_title_are_read(read_pdf: ReadPdf, lines: list[str]) -> None:
    head: list[KindAndText] = [("paragraph", line) for line in lines]
    reading = read_pdf(typeset(EN.title, [*head, *EN.blocks], Sheet()))
    assert reading.article.metadata.authors == ("Anna Fields", "Bo Lind")
    assert reading.article.metadata.published == date(2024, 5, 12)
    assert kinds_and_texts(reading.article.blocks) == [*EN.blocks]


def test_days_that_head_the_parts_of_a_programme_stay(read_pdf: ReadPdf) -> None:
    days: list[KindAndText] = [("paragraph", "12 May 2024"), EN.blocks[0], ("paragraph", "13 May 2024")]
    reading = read_pdf(typeset(EN.title, [*days, EN.blocks[0]], Sheet()))
    texts = [block.text for block in reading.article.blocks]
    assert "12 May 2024" in texts
    assert "13 May 2024" in texts


@pytest.mark.parametrize("size", [12, 30])
def test_the_name_of_a_newspaper_above_the_title_is_the_publication(read_pdf: ReadPdf, size: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(BOLD, size)
        canvas.drawString(60, 780, "The Harbour Gazette")
        canvas.setFont(BOLD, 22)
        canvas.drawString(60, 720, EN.title)
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, 60, 660, EN.blocks[0][1], 450)

    metadata = read_pdf(draw_pdf(page)).article.metadata
    assert (metadata.title, metadata.publication) == (EN.title, "The Harbour Gazette")


def test_the_name_of_a_program_is_no_author(read_pdf: ReadPdf) -> None:
    data = _with_info(typeset(EN.title, EN.blocks, Sheet()), Author="python-docx")
    assert read_pdf(data).article.metadata.authors == ()


def test_rights_statement_is_separated(read_pdf: ReadPdf) -> None:
    statement = "© 2024 The Northern Ledger. All rights reserved."
    reading = read_pdf(typeset(EN.title, [*EN.blocks, ("paragraph", statement)], Sheet()))
    assert reading.article.metadata.rights.statement == statement
    assert reading.article.metadata.rights.reserved
    assert kinds_and_texts(reading.article.blocks) == list(EN.blocks)


def test_numbered_lists_keep_their_numbers(read_pdf: ReadPdf) -> None:
    items = ["1. Build the wall before the winter.", "2. Move the cranes.", "3. Open the gates to everybody."]
    blocks: list[KindAndText] = [*EN.blocks[:2], *(("paragraph", item) for item in items), *EN.blocks[-2:]]
    found = read_pdf(typeset(EN.title, blocks, Sheet())).article.blocks
    listed = [block for block in found if isinstance(block, ListItem)]
    assert [(item.number, item.ordered, item.starts, item.text) for item in listed] == [
        (1, True, True, "Build the wall before the winter."),
        (2, True, False, "Move the cranes."),
        (3, True, False, "Open the gates to everybody."),
    ]


@pytest.mark.parametrize(
    "marks", [("A.", "B.", "C."), ("h)", "i)", "j)"), ("i.", "ii.", "iii."), ("(a)", "(b)", "(c)")]
)
def test_typed_labels_are_kept(read_pdf: ReadPdf, marks: tuple[str, ...]) -> None:
    items = [f"{mark} Build the wall before the winter." for mark in marks]
    blocks: list[KindAndText] = [*EN.blocks[:2], *(("paragraph", item) for item in items), *EN.blocks[-2:]]
    found = read_pdf(typeset(EN.title, blocks, Sheet())).article.blocks
    listed = [block for block in found if isinstance(block, ListItem)]
    assert [(item.label_text, item.text) for item in listed] == [
        (mark, "Build the wall before the winter.") for mark in marks
    ]


def test_an_initial_is_not_a_mark(read_pdf: ReadPdf) -> None:
    blocks: list[KindAndText] = [*EN.blocks, ("paragraph", "A. Smith said that nobody doubts its age.")]
    found = read_pdf(typeset(EN.title, blocks, Sheet())).article.blocks
    assert found[-1].text == "A. Smith said that nobody doubts its age."


def test_year_at_line_start_is_not_a_mark(read_pdf: ReadPdf) -> None:
    text = (
        "The harbour was founded long ago and the council has kept its papers ever since the days of the first wall, "
        "12. For this reason nobody doubts its age, and nobody has measured the depth of its basin."
    )
    found = read_pdf(typeset(EN.title, [("paragraph", text), *EN.blocks], Sheet())).article.blocks
    assert not isinstance(found[0], ListItem)


def test_a_period_below_the_title_is_not_the_date(read_pdf: ReadPdf) -> None:
    blocks: list[KindAndText] = [("paragraph", "1 January 2024 – 31 December 2024"), *UNTITLED]
    assert read_pdf(typeset("On harbours", blocks, Sheet())).article.metadata.published is None


def test_a_printed_mail_has_the_subject_as_its_title(read_pdf: ReadPdf) -> None:
    head = (
        ("From:", "Nils Berg <nils.berg@mfa.example>"),
        ("Sent:", "Wednesday, 4 March 2026 09:12"),
        ("To:", "Desk Asia"),
        ("Subject:", "Read-out of the talks in Oslo"),
    )

    def page(canvas: Canvas) -> None:
        canvas.setFont(BOLD, 16)
        canvas.drawString(60, 780, "Mari Aho")
        for number, (label, text) in enumerate(head):
            canvas.setFont(BOLD, 9)
            canvas.drawString(60, 750 - 13 * number, label)
            canvas.setFont(FONT, 9)
            canvas.drawString(160, 750 - 13 * number, text)
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, 60, 660, EN.blocks[0][1], 450)

    article = read_pdf(draw_pdf(page)).article
    metadata = article.metadata
    assert (metadata.title, metadata.authors) == ("Read-out of the talks in Oslo", ("Nils Berg",))
    assert metadata.published == date(2026, 3, 4)
    assert "Desk Asia" in " ".join(block.text for block in article.blocks)
