"""Paragraph boundaries: indented single lines, mixed letter sizes, adjacent code blocks."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import FONT, LEADING, SIZE, break_lines, draw_justified, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf

WORDS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, WIDTH, INDENT = 60.0, 300.0, 14.0


def _paragraphs(read_pdf: ReadPdf, draw: object) -> list[str]:
    assert callable(draw)
    return [block.text for block in read_pdf(draw_pdf(draw)).article.blocks if block.kind == "paragraph"]


def _indented(canvas: Canvas, top: float, text: str) -> float:
    """Draw a justified paragraph with an indented first line."""
    first, *_ = break_lines(text, WIDTH - INDENT)
    rest = break_lines(text.removeprefix(first).strip(), WIDTH)
    if not rest[0]:
        canvas.drawString(LEFT + INDENT, top, first)
        return top - LEADING
    words = first.split()
    space = (WIDTH - INDENT - sum(stringWidth(word, FONT, SIZE) for word in words)) / (len(words) - 1)
    place = LEFT + INDENT
    for word in words:
        canvas.drawString(place, top, word)
        place += stringWidth(word, FONT, SIZE) + space
    return draw_justified(canvas, LEFT, top - LEADING, rest, WIDTH)


def test_paragraph_after_single_full_line_is_separate(read_pdf: ReadPdf) -> None:
    single = "The ferries leave from a quay of their own, whatever the tides did."
    texts = [WORDS[0], WORDS[1], single, WORDS[2], WORDS[3]]

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for text in texts:
            top = _indented(canvas, top, text)

    assert stringWidth(single, FONT, SIZE) > WIDTH - INDENT - stringWidth("Work", FONT, SIZE)
    assert _paragraphs(read_pdf, draw) == texts


def test_reference_lines_stay_together(read_pdf: ReadPdf) -> None:
    """References have hanging indents; the last line but one may end a sentence."""
    names = ("Harbours", "Tides", "Pilots", "Quays")
    rest = ("at the conference of the northern coast, in its tenth year.", "Harbour Press, Northhaven")

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for number, name in enumerate(names, 1):
            first = f"[{number}] {name} of the northern coast and of the islands before it. KindAndText"
            draw_justified(canvas, LEFT, top, [first, ""], WIDTH)
            draw_justified(canvas, LEFT + INDENT, top - LEADING, [rest[0], ""], WIDTH - INDENT)
            canvas.drawString(LEFT + INDENT, top - 2 * LEADING, rest[1])
            top -= 3 * LEADING

    texts = _paragraphs(read_pdf, draw)
    assert [text.split()[0] for text in texts] == ["[1]", "[2]", "[3]", "[4]"]
    assert all(text.endswith("Northhaven") for text in texts)


def _lines(canvas: Canvas, top: float, lines: Sequence[str], face: str, size: float, step: float) -> float:
    canvas.setFont(face, size)
    for line in lines:
        canvas.drawString(LEFT, top, line)
        top -= step
    return top


def test_line_with_small_letters_continues_paragraph(read_pdf: ReadPdf) -> None:
    """The text has a wide leading; captions in the smaller size are closer."""

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for _ in range(3):
            top = draw_justified(canvas, LEFT, top, break_lines(WORDS[0], WIDTH), WIDTH) - 12
            top = _lines(canvas, top, break_lines(WORDS[1], WIDTH, FONT, 8.6), FONT, 8.6, 9) - 12
        lines = break_lines(WORDS[2], WIDTH)[:3]
        canvas.setFont(FONT, SIZE)
        for line in lines:
            canvas.drawString(LEFT, top, line)
            top -= LEADING + 2
        canvas.setFont(FONT, 8.6)
        canvas.drawString(LEFT, top, "harbour-authority")
        canvas.setFont(FONT, SIZE)
        canvas.drawString(LEFT + stringWidth("harbour-authority ", FONT, 8.6), top, "says so.")

    assert _paragraphs(read_pdf, draw)[-1].endswith("harbour-authority says so.")
    assert len(_paragraphs(read_pdf, draw)[-1]) > len("harbour-authority says so.")


def test_long_code_lines_do_not_widen_column(read_pdf: ReadPdf) -> None:
    program = (
        "ships = harbour.ships(names, sort, limit, since, until, owners, tons, length, beam)",
        "return ships",
    )

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for text in WORDS[:4]:
            canvas.setFont(FONT, SIZE)
            top = draw_justified(canvas, LEFT, top, break_lines(text, WIDTH), WIDTH) - 6
            top = _lines(canvas, top, program * 4, "Courier", 8, 10) - 6

    assert _paragraphs(read_pdf, draw) == WORDS[:4]
