"""Glyphs within a line: note marks with spaces, flush-right notices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import FONT, LEADING, SIZE, draw_paragraph, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf

TEXTS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, TOP, WIDTH = 60.0, 780.0, 440.0


def _written(canvas: Canvas, left: float, top: float, text: str, size: float = SIZE) -> float:
    """Draw a text and return where it ends."""
    canvas.setFont(FONT, size)
    canvas.drawString(left, top, text)
    return left + float(canvas.stringWidth(text, FONT, size))


def test_space_after_note_mark_separates_words(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, LEFT, TOP, TEXTS[0], WIDTH)
        end = _written(canvas, LEFT, top - LEADING, "The ministers met in the harbour town.")
        # One string, as a typesetter writes it that sets the mark and its space small and high.
        end = _written(canvas, end, top - LEADING + 4, "1 ", 6.5)
        _written(canvas, end, top - LEADING, "Afterwards they spoke to the press.")
        draw_paragraph(canvas, LEFT, top - 3 * LEADING, TEXTS[1], WIDTH)
        _written(canvas, LEFT, 60, "1 The town lies on the northern coast.", 7.5)

    article = read_pdf(draw_pdf(page)).article
    assert "harbour town. Afterwards" in "\n".join(block.text for block in article.blocks)
    assert article.blocks[-1].kind == "note"


def test_upside_down_text_is_removed_and_reported(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        draw_paragraph(canvas, LEFT, TOP, TEXTS[0], WIDTH)
        canvas.saveState()
        canvas.translate(300, 200)
        canvas.rotate(180)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(0, 0, "E")
        canvas.restoreState()

    (notice,) = [
        candidate
        for candidate in read_pdf(draw_pdf(page)).notices
        if candidate.code == "pdf-turned-text-left-out"
    ]
    assert notice.subject == "E"


def test_flush_right_rights_notice_is_complete(read_pdf: ReadPdf) -> None:
    lines = (
        "Copyright © 2006 Ada Harbour.",
        "Permission is granted to copy and to hand on verbatim or modified",
        "copies of this very document provided that this notice remains intact.",
    )

    def page(canvas: Canvas) -> None:
        draw_paragraph(canvas, LEFT, TOP, TEXTS[0], WIDTH)
        canvas.setFont(FONT, SIZE - 2)
        for place, line in enumerate(lines):
            canvas.drawRightString(A4[0] - 80, 90 - 11 * place, line)

    article = read_pdf(draw_pdf(page)).article
    assert "copies of this" not in "\n".join(block.text for block in article.blocks)
    assert article.metadata.rights.statement == " ".join(lines)


def test_spaced_letters_that_are_drawn_in_pieces_stay_one_word(read_pdf: ReadPdf) -> None:
    """A text layer over a scan, whose letters are spread over the width of the scanned word."""

    def spread(canvas: Canvas, left: float, top: float, *pieces: str) -> None:
        gap = 0.14 * SIZE
        for piece in pieces:
            canvas.drawString(left, top, piece, charSpace=gap)
            left += sum(canvas.stringWidth(sign, FONT, SIZE) + gap for sign in piece)

    def page(canvas: Canvas) -> None:
        top = draw_paragraph(canvas, LEFT, TOP, TEXTS[0], WIDTH) - LEADING
        spread(
            canvas,
            LEFT,
            top,
            "The harbou",
            "r of Singapor",
            "e has the number 13858",
            "8 and 13",
            " 858 too.",
        )
        draw_paragraph(canvas, LEFT, top - 2 * LEADING, TEXTS[1], WIDTH)

    told = "\n".join(block.text for block in read_pdf(draw_pdf(page)).article.blocks)
    assert "The harbour of Singapore has the number 138588 and 13 858 too." in told


def _spaced(canvas: Canvas, text: str, gap: float, between_words: float) -> None:
    left = LEFT
    canvas.setFont(FONT, 18)
    for letter in text:
        canvas.drawString(left, TOP, letter)
        left += float(canvas.stringWidth(letter, FONT, 18)) + (between_words if letter == " " else gap)


@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: _spaced(canvas, "COMMUNIQUÉ FINAL", 9, 14),
        lambda canvas: _written(canvas, LEFT, TOP, "C O M M U N I Q U É   F I N A L", 18),
    ],
    ids=["by position", "by spaces"],
)
def test_words_whose_letters_are_spaced_out_are_words(
    read_pdf: ReadPdf, draw: Callable[[Canvas], object]
) -> None:
    def page(canvas: Canvas) -> None:
        draw(canvas)
        draw_paragraph(canvas, LEFT, TOP - 40, TEXTS[0], WIDTH)
        draw_paragraph(canvas, LEFT, TOP - 200, "The columns A B C D E F stay apart.", WIDTH)

    article = read_pdf(draw_pdf(page)).article
    assert article.blocks[0].text == "COMMUNIQUÉ FINAL"
    assert "A B C D E F" in article.blocks[-1].text
