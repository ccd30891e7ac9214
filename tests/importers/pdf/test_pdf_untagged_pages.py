"""Untagged pages: regions, drawn bullets, notes below rules, indented lines, forms and comments."""

from __future__ import annotations

import io

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import (
    BOLD,
    FONT,
    LEADING,
    SIZE,
    break_lines,
    draw_justified,
    draw_paragraph,
    draw_pdf,
)
from tests.importers.pdf.typesetting import EN, ReadPdf, Sheet, kinds_and_texts, rewrite_pdf, typeset

from briefbuilder.domain.text import ListItem, Note

TEXTS = [text for kind, text in EN.blocks if kind == "paragraph"]


def test_lines_across_page_do_not_split_column_below(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for place, line in enumerate(
            ("Anna Fields, Bo Lind, Carla Moor", "Institute of Tides and Harbours of the North")
        ):
            canvas.drawCentredString(A4[0] / 2, 770 - LEADING * place, line)
        top = 720.0
        for text in TEXTS[:3]:
            top = draw_paragraph(canvas, 60, top, text, 220)
        top = 720.0
        for text in TEXTS[3:5]:
            top = draw_paragraph(canvas, 310, top, text, 220)

    found = kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks)
    assert found[-5:] == [("paragraph", text) for text in TEXTS[:5]]


def test_justified_line_of_few_words_stays_whole(read_pdf: ReadPdf) -> None:
    lines = [
        "The authority of the northern coast has published its",
        "programme for the next decade, and shows it in the",
        "Hafenverwaltungsgebäude Hamburg-Altona",
        "beside the old tower, where everybody may come and see it.",
    ]

    def page(canvas: Canvas) -> None:
        draw_justified(canvas, 60, 700, lines, 250)

    assert stringWidth(lines[2], FONT, SIZE) < 190
    assert kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks) == [("paragraph", " ".join(lines))]


def test_drawn_bullets_mark_list_items(read_pdf: ReadPdf) -> None:
    items = [
        "Build the wall before the winter.",
        "Move the cranes.",
        "Open the gates to everybody who comes by sea.",
    ]

    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, 60, 740, TEXTS[0], 400)
        for item in items:
            canvas.circle(66, top + 3, 1.8, stroke=0, fill=1)
            canvas.drawString(78, top, item)
            top -= LEADING
        draw_paragraph(canvas, 60, top - 8, TEXTS[1], 400)

    found = read_pdf(draw_pdf(page)).article.blocks
    assert kinds_and_texts(found) == [
        ("paragraph", TEXTS[0]),
        *(("list_item", item) for item in items),
        ("paragraph", TEXTS[1]),
    ]
    assert [block.starts for block in found if isinstance(block, ListItem)] == [True, False, False]


def test_small_lines_below_rule_are_notes(read_pdf: ReadPdf) -> None:
    first, second = TEXTS[0].split(", dredge")

    def page(canvas: Canvas) -> None:
        top = 740.0
        for line in break_lines(f"{TEXTS[1]} {first}", 220):
            canvas.drawString(60, top, line)
            top -= LEADING
        canvas.line(60, top - 10, 140, top - 10)
        canvas.setFont(FONT, 7.5)
        canvas.drawString(60, top - 22, "Permission to print this page is granted to schools.")
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, 310, 740, f", dredge{second}".removeprefix(", "), 220)

    # The rule stands low on the page, where notes do.
    def low(canvas: Canvas) -> None:
        canvas.translate(0, -420)
        page(canvas)

    blocks = read_pdf(draw_pdf(low)).article.blocks
    assert [(block.kind, block.text) for block in blocks if isinstance(block, Note)] == [
        ("note", "Permission to print this page is granted to schools.")
    ]
    assert blocks[-1].kind == "note"


def test_separate_indented_line_is_a_quotation(read_pdf: ReadPdf) -> None:
    quotation = "We ask for water under the keel, said the fishermen."

    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, 60, 740, TEXTS[0], 400)
        canvas.drawString(90, top, quotation)
        draw_paragraph(canvas, 60, top - LEADING - 8, TEXTS[1], 400)

    assert kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks) == [
        ("paragraph", TEXTS[0]),
        ("quote", quotation),
        ("paragraph", TEXTS[1]),
    ]


def test_centered_capitals_are_a_heading(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, 60, 740, TEXTS[0], 400)
        canvas.drawCentredString(260, top - 6, "II. THE NEW QUAY")
        draw_paragraph(canvas, 60, top - 30, TEXTS[1], 400)

    found = kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks)
    assert found[1] == ("heading", "II. THE NEW QUAY")


def test_small_monospaced_word_does_not_break_paragraph(read_pdf: ReadPdf) -> None:
    lines = break_lines(TEXTS[0], 300)

    def page(canvas: Canvas) -> None:
        top = 740.0
        for number, line in enumerate(lines):
            words = line.split()
            place = 60.0
            for word in words:
                # More than half of the second line is smaller.
                font, size = ("Courier", 8.5) if number == 1 and word not in words[:5] else (FONT, SIZE)
                canvas.setFont(font, size)
                canvas.drawString(place, top, word)
                place += stringWidth(word, font, size) + 2.5
            top -= LEADING
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, 60, top - 8, TEXTS[1], 300)

    assert kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks) == [
        ("paragraph", TEXTS[0]),
        ("paragraph", TEXTS[1]),
    ]


def test_names_below_title_are_not_headings(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for font, size, top, line in (
            (BOLD, 20, 780, "Harbours learn to read the tide"),
            (FONT, 13, 750, "Anna Fields"),
            (FONT, 11.5, 735, "Institute of Tides"),
            (FONT, 13, 712, "Bo Lind"),
            (FONT, 11.5, 697, "Northern Port Authority"),
        ):
            canvas.setFont(font, size)
            canvas.drawCentredString(A4[0] / 2, top, line)
        canvas.setFont(FONT, SIZE)
        draw_paragraph(canvas, 60, 660, TEXTS[0], 460)
        draw_paragraph(canvas, 60, 600, TEXTS[1], 460)

    article = read_pdf(draw_pdf(page)).article
    assert article.metadata.title == "Harbours learn to read the tide"
    assert not [block for block in article.blocks if block.kind == "heading"]


def test_form_values_are_read_in_place(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 740, "Name of the vessel:")
        canvas.acroForm.textfield(name="vessel", value="Northern Star", x=60, y=712, width=200, height=18)
        canvas.drawString(60, 690, "Port of registry:")
        canvas.acroForm.textfield(name="port", value="Westness", x=60, y=662, width=200, height=18)
        draw_paragraph(canvas, 60, 620, TEXTS[0], 400)

    text = "\n".join(block.text for block in read_pdf(draw_pdf(page)).article.blocks)
    places = [
        text.index(words)
        for words in (
            "Name of the vessel",
            "Northern Star",
            "Port of registry",
            "Westness",
            "The port authority",
        )
    ]
    assert places == sorted(places)


def _with_annotation(subtype: str, contents: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{subtype}"),
            Rect=pikepdf.Array([300, 20, 420, 40]),
            Contents=contents,
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(annotation)])

    return rewrite_pdf(typeset(EN.title, EN.blocks, Sheet()), change)


def test_comments_are_notices_and_free_text_is_text(read_pdf: ReadPdf) -> None:
    commented = read_pdf(_with_annotation("Text", "Check this figure"))
    assert [notice.subject for notice in commented.notices if notice.code == "comment"] == [
        "Check this figure"
    ]
    assert kinds_and_texts(commented.article.blocks) == list(EN.blocks)
    written = read_pdf(_with_annotation("FreeText", "Seen by the mayor"))
    assert "Seen by the mayor" in {block.text for block in written.article.blocks}


def test_raised_glyphs_refer_to_notes(read_pdf: ReadPdf) -> None:
    from pathlib import Path

    data = (Path(__file__).parents[2] / "data" / "pdf" / "typst-notes.pdf").read_bytes()
    blocks = read_pdf(data).article.blocks
    assert [block.text for block in blocks if block.kind == "note"] == ["Figures of the port authority."]
    assert blocks[0].text.endswith("without closing the harbour.")


def test_page_of_dots_is_a_drawing(read_pdf: ReadPdf) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(FONT, SIZE)
    top = draw_paragraph(canvas, 60, 740, TEXTS[0], 400)
    for number in range(600):
        canvas.circle(50 + number % 30, top - number // 30 * 3, 1.5, fill=1)
    canvas.drawString(90, top - 10, "Measured points of the basin")
    canvas.save()
    kinds = {block.kind for block in read_pdf(stream.getvalue()).article.blocks}
    assert "list_item" not in kinds
