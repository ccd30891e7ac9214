"""What is drawn after the rest of its line, such as a sign from another font, is read where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import FONT, SIZE, draw_pdf
from tests.importers.pdf.typesetting import ReadPdf

from briefbuilder.importers.pdf.lines import fill_gaps, group_lines
from briefbuilder.importers.pdf.model import Glyph, PdfRun

LEFT, TOP = 70.0, 700.0
AFTER = " on the first morning of the week."


def _draw_late(canvas: Canvas, texts: Sequence[str], late: Sequence[str]) -> None:
    """Draw texts with one operator that leaves room for a late sign between them, and the signs after it."""
    widths = [stringWidth(sign, FONT, SIZE) for sign in late]
    shown = [f"({text})".replace("°", r"\260") for text in texts]
    pairs = zip(shown, [f"{-width * 1000 / SIZE}" for width in widths], strict=False)
    operands = " ".join([part for pair in pairs for part in pair] + shown[len(late) :])
    operator = canvas.beginText()
    operator.setTextOrigin(LEFT, TOP)
    operator.setFont(FONT, SIZE)
    operator._code.append(f"[{operands}] TJ")  # type: ignore[attr-defined] # reportlab has no other way to kern
    canvas.drawText(operator)
    place = LEFT
    for text, sign, width in zip(texts, late, widths, strict=False):
        place += stringWidth(text, FONT, SIZE)
        canvas.drawString(place, TOP, sign)
        place += width


@pytest.mark.parametrize(
    ("texts", "late"),
    [
        (["The thermometer showed ", "5 °C" + AFTER], ["–"]),
        (["The thermometer showed ", " 12 °C" + AFTER], ["±"]),
        (["The thermometer showed ", "5 or ", "7 degrees" + AFTER], ["–", "–"]),
        (["The part of those who came was 12 ", AFTER], ["‰"]),
    ],
    ids=["sign", "sign-and-space", "two-signs", "sign-after-number"],
)
def test_late_signs_are_read_in_their_place(read_pdf: ReadPdf, texts: list[str], late: list[str]) -> None:
    def page(canvas: Canvas) -> None:
        _draw_late(canvas, texts, late)
        canvas.drawString(
            LEFT, TOP - 13, "The committee in Brussels noted the value and will meet again on Friday."
        )

    read = " ".join(block.text for block in read_pdf(draw_pdf(page)).article.blocks)
    expected = "".join(text + sign for text, sign in zip(texts, [*late, ""], strict=True))
    assert expected in read


def _glyphs(text: str, left: float, run: PdfRun) -> list[Glyph]:
    return [Glyph(letter, left + 5 * place, left + 5 * place + 5, run) for place, letter in enumerate(text)]


def test_a_ligature_is_no_step_back() -> None:
    run = PdfRun(100.0, 10.0)
    # The letters of a ligature have one box.
    line = [*_glyphs("a de", 0.0, run), Glyph("f", 20.0, 28.0, run), Glyph("i", 20.0, 28.0, run)]
    line += [*_glyphs("cit", 28.0, run), *_glyphs("5", 55.0, run), *_glyphs("-", 50.0, run)]
    assert ["".join(glyph.text for glyph in found.glyphs) for found in group_lines(line, 1)] == [
        "a deficit -5"
    ]


@pytest.mark.parametrize(
    ("run", "left", "expected"),
    [
        (PdfRun(100.0, 10.0), 25.0, ["minus-5"]),
        (PdfRun(100.0, 10.0), 10.0, ["minus5-"]),  # over a letter: a stroke or an accent
        (PdfRun(103.0, 10.0), 25.0, ["minus5-"]),  # raised, as an index
    ],
)
def test_only_what_fits_into_a_gap_of_its_line_is_moved(
    run: PdfRun, left: float, expected: list[str]
) -> None:
    main = PdfRun(100.0, 10.0)
    glyphs = [*_glyphs("minus", 0.0, main), *_glyphs("5", 30.0, main), *_glyphs("-", left, run)]
    found = ["".join(glyph.text for glyph in line.glyphs) for line in group_lines(glyphs, 1)]
    assert found == expected


def test_very_long_lines_are_left_as_they_are() -> None:
    main = PdfRun(100.0, 10.0)
    glyphs = [Glyph("a", 10.0 * place, 10.0 * place + 5, main) for place in range(20_000)]
    late = [Glyph("b", glyph.right, glyph.right + 5, main) for glyph in glyphs]
    assert fill_gaps([[*glyphs, *late]]) == [[*glyphs, *late]]
