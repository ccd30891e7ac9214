"""Raised numbers are references to notes, except for powers."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import FONT, SIZE, draw_pdf
from tests.importers.pdf.typesetting import ReadPdf

from briefbuilder.domain.text import Paragraph, Span

LEFT, TOP = 70.0, 700.0


def test_powers_are_no_references_to_notes(read_pdf: ReadPdf) -> None:
    pieces = ["The field has 10", "2", " metres or 5 km", "2", " by law", "2", " and its fence", "1", " too."]

    def page(canvas: Canvas) -> None:
        place = LEFT
        for index, piece in enumerate(pieces):
            size = 6 if index % 2 else SIZE
            canvas.setFont(FONT, size)
            canvas.drawString(place, TOP + (4 if index % 2 else 0), piece)
            place += stringWidth(piece, FONT, size)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(
            LEFT, TOP - 13, "The committee in Brussels noted the value and will meet again on Friday."
        )
        canvas.setFont(FONT, 7)
        canvas.drawString(LEFT, 80, "1 A note on the fence of the field.")
        canvas.drawString(LEFT, 70, "2 A note on the law of the field.")

    first, *_ = read_pdf(draw_pdf(page)).article.blocks
    assert isinstance(first, Paragraph)
    found = [(one.text, one.script) if isinstance(one, Span) else one.mark for one in first.content]
    assert found[:6] == [
        ("The field has 10", "baseline"),
        ("2", "super"),
        (" metres or 5 km", "baseline"),
        ("2", "super"),
        (" by law", "baseline"),
        "2",
    ]
