"""Pages of journals and reports: labels in figures, small headings, columns below a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, draw_paragraph, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf, kinds_and_texts, rewrite_pdf

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Table
from briefbuilder.importers.pdf.lines import group_lines
from briefbuilder.importers.pdf.model import Glyph, PdfRun

TEXTS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, RIGHT, WIDTH = 60.0, 310.0, 220.0


def _column(canvas: Canvas, left: float, top: float, texts: Sequence[str]) -> float:
    for text in texts:
        top = draw_paragraph(canvas, left, top, text, WIDTH)
    return top


def _across(canvas: Canvas, lines: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        canvas.drawCentredString(A4[0] / 2, 780 - LEADING * place, line)


def test_drawing_labels_do_not_change_reading_order(read_pdf: ReadPdf) -> None:
    labels = (
        (335, 20, "A4 paper"),
        (420, 140, "24 cm"),
        (380, 50, "9.5 in"),
        (430, 150, "19 mm"),
        (432, 90, "82 mm"),
    )

    def page(canvas: Canvas) -> None:
        _across(canvas, ["A report of the northern coast to all the harbours that it has", "this year"])
        top = _column(canvas, LEFT, 730, TEXTS[:1])
        _column(canvas, LEFT, top - 60, TEXTS[1:3])
        top = _column(canvas, RIGHT, 730, TEXTS[3:4])
        _column(canvas, RIGHT, top - 180, TEXTS[4:5])
        canvas.setFont(BOLD, 5.5)
        for left, below, label in labels:
            canvas.drawString(left, top - below, label)

    reading = read_pdf(draw_pdf(page))
    assert "pdf-pages-reordered" not in {notice.code for notice in reading.notices}
    words = "\n".join(text for _, text in kinds_and_texts(reading.article.blocks))
    places = [words.index(text) for text in TEXTS[:5]]
    assert places == sorted(places)


def test_columns_below_title_are_read_in_order(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        # The blank across both columns is wider than the one below the title.
        top = _column(canvas, RIGHT, 730, TEXTS[2:3])
        _column(canvas, RIGHT, top - 60, TEXTS[3:5])
        top = _column(canvas, LEFT, 730, TEXTS[:1])
        _column(canvas, LEFT, top - 90, TEXTS[1:2])
        _across(
            canvas,
            ["A report that the authority of the northern coast has sent to all its harbours", "this year"],
        )

    reading = read_pdf(draw_pdf(page))
    assert [notice.subject for notice in reading.notices if notice.code == "pdf-pages-reordered"] == ["1"]
    assert kinds_and_texts(reading.article.blocks)[-5:] == [("paragraph", text) for text in TEXTS[:5]]


def _named(data: bytes, names: dict[str, str]) -> bytes:
    """Rename fonts, as another program would name them."""

    def change(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            name = str(font.BaseFont)
            if name in names:
                font.BaseFont = pikepdf.Name(names[name])

    return rewrite_pdf(data, change)


def test_small_bold_headings_are_headings(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 0.9 * SIZE)
        canvas.drawString(LEFT, 760, "I. THREE TERMINALS")
        canvas.setFont(FONT, SIZE)
        top = draw_paragraph(canvas, LEFT, 735, TEXTS[0], 400)
        canvas.setFont("Helvetica-Bold", 0.9 * SIZE)
        canvas.drawString(LEFT, top - 8, "A. Who pays for the channel")
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, LEFT, top - 32, TEXTS[1], 400)

    found = kinds_and_texts(
        read_pdf(_named(draw_pdf(page), {"/Helvetica-Bold": "/ABCDEF+CMSSBX10"})).article.blocks
    )
    assert [text for kind, text in found if kind == "heading"] == ["A. Who pays for the channel"]


def test_small_heading_at_page_top_is_not_a_header(read_pdf: ReadPdf) -> None:
    def page(text: str, heading: str = "") -> Callable[[Canvas], object]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 800, "The Northern Ledger")
            top = 760.0
            if heading:
                canvas.setFont(BOLD, 0.9 * SIZE)
                canvas.drawString(LEFT, top, heading)
                top -= 24
                canvas.setFont(FONT, SIZE)
            draw_paragraph(canvas, LEFT, top, text, 400)

        return draw

    pages = [page(TEXTS[0]), page(TEXTS[1], "1. Citations and footnotes"), page(TEXTS[2]), page(TEXTS[3])]
    found = kinds_and_texts(read_pdf(draw_pdf(*pages)).article.blocks)
    assert ("heading", "1. Citations and footnotes") in found


def _without_meaning(data: bytes) -> bytes:
    """Map all characters of a font to the private use area."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lost def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <E000> endbfrange "
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )

    def change(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                font.ToUnicode = document.make_stream(table)

    return rewrite_pdf(data, change)


def _of_lost_signs(canvas: Canvas) -> None:
    registerFont(TTFont("Vera", "Vera.ttf"))
    top = draw_paragraph(canvas, LEFT, 740, TEXTS[0], 400)
    canvas.setFont("Vera", 14)
    for place in range(180):
        row, column = divmod(place, 12)
        canvas.drawString(LEFT + 8 * column, top - 30 - 17 * row, "ab"[place % 2])
    canvas.setFont(FONT, SIZE)
    draw_paragraph(canvas, LEFT, top - 300, TEXTS[1], 400)


def test_unmapped_font_is_refused(read_pdf: ReadPdf) -> None:
    with pytest.raises(ImportRefusedError, match="import-pdf-no-meaning"):
        read_pdf(_without_meaning(draw_pdf(_of_lost_signs)))


def test_headings_around_picture_are_separate(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for top, words in ((760, "The northern coast"), (560, "A wall for the terminal")):
            canvas.setFont(BOLD, 13)
            canvas.drawString(LEFT, top, words)
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, LEFT, 540, TEXTS[0], 400)
        draw_paragraph(canvas, LEFT, 480, TEXTS[1], 400)

    reading = read_pdf(draw_pdf(page))
    headings = [text for kind, text in kinds_and_texts(reading.article.blocks) if kind == "heading"]
    assert [reading.article.metadata.title, *headings] == ["The northern coast", "A wall for the terminal"]


CONTENTS = (
    ("1", "The northern coast", ("1.1 Its harbours", "1.2 Its walls")),
    ("2", "A timetable for the works", ("2.1 Four winters", "2.2 Two channels", "2.3 The ferries")),
    ("3", "Who pays", ("3.1 Container lines",)),
)


def test_table_of_contents_keeps_page_numbers_in_rows(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        rows = [
            row
            for number, head, below in CONTENTS
            for row in ((number, head), *(("", each) for each in below))
        ]
        top = 740.0
        for place, (number, words) in enumerate(rows):
            canvas.drawString(LEFT, top, number)
            canvas.drawString(LEFT + 16, top, words)
            canvas.drawRightString(LEFT + WIDTH, top, str(1 + place // 2))
            top -= LEADING
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, top - 10, "1")
        canvas.drawString(LEFT + 16, top - 10, "The northern coast")
        canvas.setFont(FONT, SIZE)
        _column(canvas, LEFT, top - 30, TEXTS[:1])
        _column(canvas, LEFT + WIDTH + 18, 740, TEXTS[1:4])

    article = read_pdf(draw_pdf(page)).article
    blocks = article.blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [tuple(cell.text for cell in row.cells)[1:] for table in tables for row in table.rows] == [
        ("The northern coast", "1"),
        ("1.1 Its harbours", "1"),
        ("1.2 Its walls", "2"),
        ("A timetable for the works", "2"),
        ("2.1 Four winters", "3"),
        ("2.2 Two channels", "3"),
        ("2.3 The ferries", "4"),
        ("Who pays", "4"),
        ("3.1 Container lines", "5"),
    ]
    assert article.metadata.title == "1 The northern coast"
    assert [text for kind, text in kinds_and_texts(blocks) if kind == "paragraph"] == TEXTS[:4]


def test_monospaced_name_keeps_heading_bold(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, LEFT, 740, TEXTS[0], 400)
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, top - 8, "2.1 Options for the class")
        canvas.setFont("Courier", SIZE)
        canvas.drawString(LEFT + stringWidth("2.1 Options for the class ", BOLD, SIZE), top - 8, "harbour")
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, LEFT, top - 30, TEXTS[1], 400)

    assert ("heading", "2.1 Options for the class harbour") in kinds_and_texts(
        read_pdf(draw_pdf(page)).article.blocks
    )


def test_marks_of_notes_are_no_part_of_the_title_and_make_authors_of_the_line_below(
    read_pdf: ReadPdf,
) -> None:
    def marked(canvas: Canvas, top: float, font: str, size: float, words: str, mark: str) -> None:
        canvas.setFont(font, size)
        canvas.drawString(LEFT, top, words)
        canvas.setFont(font, 0.65 * size)
        canvas.drawString(LEFT + stringWidth(words, font, size), top + 0.35 * size, mark)

    def page(canvas: Canvas) -> None:
        marked(canvas, 780, BOLD, 16, "Harbours learn to read the tide", "*")
        marked(canvas, 755, FONT, 12, "A. Fields and B. Lind of the Institute of Tides", "1")
        canvas.setFont(BOLD, 12)
        canvas.drawString(LEFT, 725, "Three terminals")
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, LEFT, 705, TEXTS[0], 400)
        draw_paragraph(canvas, LEFT, 640, TEXTS[1], 400)
        marked(canvas, 60, FONT, 7, "", "*")
        canvas.setFont(FONT, 7.5)
        canvas.drawString(LEFT + 6, 60, "Work supported by the northern ports.")

    article = read_pdf(draw_pdf(page)).article
    assert article.metadata.title == "Harbours learn to read the tide"
    assert [text for kind, text in kinds_and_texts(article.blocks) if kind == "heading"] == [
        "Three terminals"
    ]


def test_address_drawn_backwards_is_read_forwards() -> None:
    run = PdfRun(740.0, SIZE)
    glyphs: list[Glyph] = []
    for left, part in ((180.0, "example.org"), (120.0, "harbour"), (60.0, "officer@")):
        wide = 60.0 / len(part)
        glyphs += [Glyph(sign, left + wide * at, left + wide * (at + 1), run) for at, sign in enumerate(part)]
    assert [line.text for line in group_lines(glyphs, 1)] == ["officer@harbourexample.org"]
