"""Draw pages line by line with reportlab, for tests that need exact positions."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, BOLD, SIZE, LEADING = "Times-Roman", "Times-Bold", 10.0, 13.0


def draw_pdf(*pages: Callable[[Canvas], object]) -> bytes:
    """Return a PDF of A4 pages, each drawn by a function."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def break_lines(text: str, width: float, font: str = FONT, size: float = SIZE) -> list[str]:
    """Break a text into lines of a width in points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw_justified(canvas: Canvas, left: float, top: float, lines: Sequence[str], width: float) -> float:
    """Draw justified lines word by word; return the y position of the next line."""
    for number, line in enumerate(lines):
        words = line.split()
        bare = sum(stringWidth(word, FONT, SIZE) for word in words)
        last = number == len(lines) - 1 or len(words) < 2
        space = stringWidth(" ", FONT, SIZE) if last else (width - bare) / (len(words) - 1)
        place = left
        for word in words:
            canvas.drawString(place, top, word)
            place += stringWidth(word, FONT, SIZE) + space
        top -= LEADING
    return top


def draw_paragraph(canvas: Canvas, left: float, top: float, text: str, width: float) -> float:
    """Draw a paragraph; return the y position of the next one."""
    for line in break_lines(text, width):
        canvas.drawString(left, top, line)
        top -= LEADING
    return top - 8
