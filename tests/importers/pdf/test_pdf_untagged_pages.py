"""What stands where on untagged pages: regions, drawn bullets, notes below rules, set-in lines, forms and comments."""

from __future__ import annotations

import io

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, broken, drawn, justified, paragraph
from tests.importers.pdf.typesetting import EN, ReadPdf, Sheet, rewritten, told, typeset

from briefbuilder.domain.text import ListItem, Note

TEXTS = [text for kind, text in EN.blocks if kind == "paragraph"]


def test_lines_across_the_page_do_not_tear_the_column_below_them(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for place, line in enumerate(
            ("Anna Fields, Bo Lind, Carla Moor", "Institute of Tides and Harbours of the North")
        ):
            canvas.drawCentredString(A4[0] / 2, 770 - LEADING * place, line)
        top = 720.0
        for text in TEXTS[:3]:
            top = paragraph(canvas, 60, top, text, 220)
        top = 720.0
        for text in TEXTS[3:5]:
            top = paragraph(canvas, 310, top, text, 220)

    found = told(read_pdf(drawn(page)).article.blocks)
    assert found[-5:] == [("paragraph", text) for text in TEXTS[:5]]


def test_a_line_of_few_words_that_fills_its_column_stays_one_line(read_pdf: ReadPdf) -> None:
    lines = [
        "The authority of the northern coast has published its",
        "programme for the next decade, and shows it in the",
        "Hafenverwaltungsgebäude Hamburg-Altona",
        "beside the old tower, where everybody may come and see it.",
    ]

    def page(canvas: Canvas) -> None:
        justified(canvas, 60, 700, lines, 250)

    assert stringWidth(lines[2], FONT, SIZE) < 190
    assert told(read_pdf(drawn(page)).article.blocks) == [("paragraph", " ".join(lines))]


def test_bullets_that_are_drawn_mark_items(read_pdf: ReadPdf) -> None:
    items = [
        "Build the wall before the winter.",
        "Move the cranes.",
        "Open the gates to everybody who comes by sea.",
    ]

    def page(canvas: Canvas) -> None:
        top = paragraph(canvas, 60, 740, TEXTS[0], 400)
        for item in items:
            canvas.circle(66, top + 3, 1.8, stroke=0, fill=1)
            canvas.drawString(78, top, item)
            top -= LEADING
        paragraph(canvas, 60, top - 8, TEXTS[1], 400)

    found = read_pdf(drawn(page)).article.blocks
    assert told(found) == [
        ("paragraph", TEXTS[0]),
        *(("list_item", item) for item in items),
        ("paragraph", TEXTS[1]),
    ]
    assert [block.starts for block in found if isinstance(block, ListItem)] == [True, False, False]


def test_small_lines_below_a_rule_are_notes_though_they_have_no_mark(read_pdf: ReadPdf) -> None:
    first, second = TEXTS[0].split(", dredge")

    def page(canvas: Canvas) -> None:
        top = 740.0
        for line in broken(f"{TEXTS[1]} {first}", 220):
            canvas.drawString(60, top, line)
            top -= LEADING
        canvas.line(60, top - 10, 140, top - 10)
        canvas.setFont(FONT, 7.5)
        canvas.drawString(60, top - 22, "Permission to print this page is granted to schools.")
        canvas.setFont(FONT, SIZE)
        paragraph(canvas, 310, 740, f", dredge{second}".removeprefix(", "), 220)

    # The rule stands low on the page, where notes do.
    def low(canvas: Canvas) -> None:
        canvas.translate(0, -420)
        page(canvas)

    blocks = read_pdf(drawn(low)).article.blocks
    assert [(block.kind, block.text) for block in blocks if isinstance(block, Note)] == [
        ("note", "Permission to print this page is granted to schools.")
    ]
    assert blocks[-1].kind == "note"


def test_a_line_that_is_set_in_and_stands_apart_is_a_quotation(read_pdf: ReadPdf) -> None:
    quotation = "We ask for water under the keel, said the fishermen."

    def page(canvas: Canvas) -> None:
        top = paragraph(canvas, 60, 740, TEXTS[0], 400)
        canvas.drawString(90, top, quotation)
        paragraph(canvas, 60, top - LEADING - 8, TEXTS[1], 400)

    assert told(read_pdf(drawn(page)).article.blocks) == [
        ("paragraph", TEXTS[0]),
        ("quote", quotation),
        ("paragraph", TEXTS[1]),
    ]


def test_a_heading_in_capitals_in_the_middle_of_its_column_is_one(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        top = paragraph(canvas, 60, 740, TEXTS[0], 400)
        canvas.drawCentredString(260, top - 6, "II. THE NEW QUAY")
        paragraph(canvas, 60, top - 30, TEXTS[1], 400)

    found = told(read_pdf(drawn(page)).article.blocks)
    assert found[1] == ("heading", "II. THE NEW QUAY")


def test_a_word_in_smaller_typewriter_letters_does_not_break_its_paragraph(read_pdf: ReadPdf) -> None:
    lines = broken(TEXTS[0], 300)

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
        paragraph(canvas, 60, top - 8, TEXTS[1], 300)

    assert told(read_pdf(drawn(page)).article.blocks) == [("paragraph", TEXTS[0]), ("paragraph", TEXTS[1])]


def test_names_below_a_title_are_no_headings(read_pdf: ReadPdf) -> None:
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
        paragraph(canvas, 60, 660, TEXTS[0], 460)
        paragraph(canvas, 60, 600, TEXTS[1], 460)

    article = read_pdf(drawn(page)).article
    assert article.metadata.title == "Harbours learn to read the tide"
    assert not [block for block in article.blocks if block.kind == "heading"]


def test_what_was_typed_into_a_form_is_read_where_it_stands(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 740, "Name of the vessel:")
        canvas.acroForm.textfield(name="vessel", value="Northern Star", x=60, y=712, width=200, height=18)
        canvas.drawString(60, 690, "Port of registry:")
        canvas.acroForm.textfield(name="port", value="Westness", x=60, y=662, width=200, height=18)
        paragraph(canvas, 60, 620, TEXTS[0], 400)

    text = "\n".join(block.text for block in read_pdf(drawn(page)).article.blocks)
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

    return rewritten(typeset(EN.title, EN.blocks, Sheet()), change)


def test_comments_are_notices_and_words_written_over_the_page_are_text(read_pdf: ReadPdf) -> None:
    commented = read_pdf(_with_annotation("Text", "Check this figure"))
    assert [notice.subject for notice in commented.notices if notice.code == "comment"] == [
        "Check this figure"
    ]
    assert told(commented.article.blocks) == list(EN.blocks)
    written = read_pdf(_with_annotation("FreeText", "Seen by the mayor"))
    assert "Seen by the mayor" in {block.text for block in written.article.blocks}


def test_signs_that_a_font_draws_high_refer_to_notes(read_pdf: ReadPdf) -> None:
    from pathlib import Path

    data = (Path(__file__).parents[2] / "data" / "pdf" / "typst-notes.pdf").read_bytes()
    blocks = read_pdf(data).article.blocks
    assert [block.text for block in blocks if block.kind == "note"] == ["Figures of the port authority."]
    assert blocks[0].text.endswith("without closing the harbour.")


def test_a_page_of_dots_is_a_drawing(read_pdf: ReadPdf) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(FONT, SIZE)
    top = paragraph(canvas, 60, 740, TEXTS[0], 400)
    for number in range(600):
        canvas.circle(50 + number % 30, top - number // 30 * 3, 1.5, fill=1)
    canvas.drawString(90, top - 10, "Measured points of the basin")
    canvas.save()
    kinds = {block.kind for block in read_pdf(stream.getvalue()).article.blocks}
    assert "list_item" not in kinds
