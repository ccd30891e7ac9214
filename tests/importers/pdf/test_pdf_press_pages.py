"""Pages of newspapers, treaties and reports: drop capitals, late running heads, labels of articles, captions."""

from __future__ import annotations

from collections.abc import Callable

import PIL.Image
import pytest
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
from tests.importers.pdf.typesetting import EN, ReadPdf, kinds_and_texts

TEXTS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, TOP, WIDTH = 60.0, 760.0, 220.0
Draw = Callable[[Canvas], None]


def _draw_capital(canvas: Canvas, text: str, *, late: bool) -> None:
    """Draw a paragraph with a capital over three lines, which is drawn first or last."""
    capital, rest = text[0], text[1:].strip()
    size = 3 * LEADING * 1.25
    indent = stringWidth(capital, FONT, size) + 3
    beside = break_lines(rest, WIDTH - indent)[:3]
    below = break_lines(rest[len(" ".join(beside)) :].strip(), WIDTH)

    def draw_capital() -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(LEFT, TOP - 2 * LEADING, capital)
        canvas.setFont(FONT, SIZE)

    if not late:
        draw_capital()
    top = TOP
    space = " " if text[1] == " " else ""
    for line in (space + beside[0], *beside[1:]):
        canvas.drawString(LEFT + indent, top, line)
        top -= LEADING
    for line in below:
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    draw_paragraph(canvas, LEFT, top - 8, TEXTS[1], WIDTH)
    if late:
        draw_capital()


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("text", [TEXTS[0], f"A harbour. {TEXTS[0]}"], ids=["part of a word", "a word"])
def test_drop_capital_starts_its_paragraph(read_pdf: ReadPdf, text: str, late: bool) -> None:
    data = draw_pdf(lambda canvas: _draw_capital(canvas, text, late=late))
    found = [words for _, words in kinds_and_texts(read_pdf(data).article.blocks)]
    assert found == [text, TEXTS[1]]


def _newspaper(canvas: Canvas) -> None:
    """Two stories in two and three columns, and the page's head drawn last."""
    order = iter(range(100))

    def column(left: float, top: float, width: float, count: int) -> None:
        for _ in range(count):
            text = f"Story part {next(order)} of the day. {TEXTS[0][:150]}"
            top = draw_paragraph(canvas, left, top, text, width)

    def headline(top: float, text: str) -> None:
        canvas.setFont(BOLD, 20)
        canvas.drawString(LEFT, top, text)
        canvas.setFont(FONT, SIZE)

    headline(740, "Port reopens after the storm")
    for number, left in enumerate((60, 230, 400)):
        column(left, 715 - 7 * number, 150, 2)
    headline(500, "Ferries move to the northern wall")
    for number, left in enumerate((60, 310)):
        column(left, 475 - 7 * number, 230, 3)
    canvas.drawString(LEFT, 800, "The Daily Meridian")
    canvas.drawRightString(540, 800, "Monday")


def test_head_that_is_drawn_last_leaves_the_order_of_columns(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_newspaper)).article.blocks
    text = " ".join(block.text for block in blocks)
    places = [text.index(f"Story part {number} of") for number in range(12)]
    assert places == sorted(places)
    assert text.index("The Daily Meridian") < places[0]


def _treaty(canvas: Canvas) -> None:
    top = TOP
    for number, title in enumerate(("Pilots", "Ferries", "Fog"), 1):
        canvas.setFont("Times-Italic", SIZE)
        canvas.drawCentredString(LEFT + WIDTH, top, f"Article {number}")
        canvas.setFont(BOLD, SIZE)
        canvas.drawCentredString(LEFT + WIDTH, top - 16, title)
        canvas.setFont(FONT, SIZE)
        text = f"{TEXTS[number]} {TEXTS[number - 1]}"
        top = draw_justified(canvas, LEFT, top - 36, break_lines(text, 2 * WIDTH), 2 * WIDTH) - 20


def test_centered_numbers_of_articles_are_headings(read_pdf: ReadPdf) -> None:
    found = kinds_and_texts(read_pdf(draw_pdf(_treaty)).article.blocks)
    assert [text for kind, text in found if kind == "heading"][-4:] == [
        "Article 2",
        "Ferries",
        "Article 3",
        "Fog",
    ]


def _report(canvas: Canvas) -> None:
    """A bold caption above a long table in small type, and text between two in larger type."""
    top = draw_paragraph(canvas, LEFT, TOP, TEXTS[0], 2 * WIDTH)
    canvas.setFont(BOLD, SIZE)
    canvas.drawString(LEFT, top - 10, "Table 1: Ships in the harbour by year")
    canvas.setFont(FONT, 8.5)
    for row in range(35):
        canvas.drawString(LEFT, top - 30 - 12 * row, f"Harbour of the northern coast number {row}")
        for place in range(4):
            canvas.drawString(LEFT + 200 + 60 * place, top - 30 - 12 * row, f"{row * 7 + place * 13} ships")
    canvas.setFont(FONT, SIZE)
    draw_paragraph(canvas, LEFT, top - 30 - 12 * 36, TEXTS[1], 2 * WIDTH)


def test_captions_of_tables_and_text_larger_than_tables_are_no_headings(read_pdf: ReadPdf) -> None:
    article = read_pdf(draw_pdf(_report)).article
    found = kinds_and_texts(article.blocks)
    assert article.metadata.title == "article"  # the name of the file
    assert not [text for kind, text in found if kind == "heading"]
    assert ("paragraph", TEXTS[1]) in found


def test_numbered_paragraph_goes_on_below_a_full_line_that_ends_a_sentence(read_pdf: ReadPdf) -> None:
    lines = [
        "12. The pilots of the island met.",
        "Fog is what they fear most, the office",
        "said, and then tankers.",
    ]

    def page(canvas: Canvas) -> None:
        top = TOP
        for text in TEXTS[:3]:
            top = draw_justified(canvas, LEFT, top, break_lines(text, 170), 170) - 8
        canvas.drawString(LEFT + 170 - stringWidth(lines[0], FONT, SIZE), top, lines[0])
        draw_justified(canvas, LEFT, top - LEADING, lines[1:], 170)

    texts = [text for _, text in kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks)]
    assert any(
        text.endswith("met. Fog is what they fear most, the office said, and then tankers.") for text in texts
    )


def _draw_beside(canvas: Canvas, text: str, top: float, narrow: int) -> float:
    """Draw a paragraph whose first lines leave room for a picture or box at the right."""
    beside = break_lines(text, 270)[:narrow]
    rest = text[len(" ".join(beside)) :].strip()
    for line in (*beside, *break_lines(rest, 450)):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    return top - 8


def _draw_box(canvas: Canvas) -> None:
    for index, line in enumerate(break_lines(TEXTS[3], 150)[:6]):
        canvas.drawString(LEFT + 290, TOP - 100 - 15.5 * index, line)


def _draw_picture(canvas: Canvas) -> None:
    canvas.drawInlineImage(PIL.Image.new("RGB", (300, 160), (20, 90, 160)), LEFT + 290, TOP - 190, 150, 90)


@pytest.mark.parametrize("draw_aside", [_draw_box, _draw_picture])
def test_a_paragraph_beside_a_picture_or_box_stays_whole(
    read_pdf: ReadPdf, draw_aside: Callable[[Canvas], None]
) -> None:
    whole = f"{TEXTS[1]} {TEXTS[2]} {TEXTS[0]} {TEXTS[1]}"

    def draw(canvas: Canvas) -> None:
        draw_aside(canvas)
        draw_paragraph(canvas, LEFT, TOP, f"{TEXTS[0]} {TEXTS[1]}", 450)
        _draw_beside(canvas, whole, TOP - 104, 6)
        draw_paragraph(canvas, LEFT, TOP - 330, TEXTS[2], 450)

    found = [words for _, words in kinds_and_texts(read_pdf(draw_pdf(draw)).article.blocks)]
    assert whole in found
    assert TEXTS[2] in found
