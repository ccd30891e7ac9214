"""Code blocks in manuals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import FONT, LEADING, SIZE, break_lines, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf

from briefbuilder.importers.pdf.model import Glyph, Line, PdfRun

WORDS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, WIDTH = 60.0, 400.0
PROGRAM = (
    "def quay(ships):",
    "    for ship in ships:",
    "        if ship.late:",
    "            if ship.large:",
    "                wait(ship)",
    "            else:",
    "                moor(ship)",
    "    return",
    "",
    "}",
)


def _text(canvas: Canvas, top: float, text: str, face: str = FONT, size: float = SIZE) -> float:
    canvas.setFont(face, size)
    for line in break_lines(text, WIDTH, face, size):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    return top - 6


def _code_block(canvas: Canvas, top: float, lines: Sequence[str]) -> float:
    letter = stringWidth("x", "Courier", 8)
    for line in lines:
        canvas.setFont("Courier", 8)
        bare = line.lstrip()
        canvas.drawString(LEFT + 4 + (len(line) - len(bare)) * letter, top, bare)
        top -= 10
    return top - 8


def _manual(canvas: Canvas) -> None:
    """A manual with more code than text between the code blocks."""
    top = 780.0
    for text in WORDS[:4]:
        top = _text(canvas, top, text[:150].rpartition(" ")[0])
        top = _code_block(canvas, top, PROGRAM)


def test_text_between_code_blocks_is_text(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_manual)).article.blocks
    assert [block.kind for block in blocks] == ["paragraph", "code"] * 4
    assert [block.text for block in blocks[::2]] == [text[:150].rpartition(" ")[0] for text in WORDS[:4]]


def test_code_block_keeps_indents(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_manual)).article.blocks
    assert blocks[1].text.splitlines() == [line for line in PROGRAM if line]


def _typescript(canvas: Canvas) -> None:
    top = _text(canvas, 780.0, EN.title, "Helvetica", 16)
    for text in WORDS:
        top = _text(canvas, top, text, "Courier", SIZE)


def test_typewritten_document_is_not_code(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_typescript)).article.blocks
    assert [block.text for block in blocks if block.kind == "paragraph"] == WORDS
    assert not [block for block in blocks if block.kind == "code"]


def _typescript_with_preface(canvas: Canvas) -> None:
    top = _text(canvas, 780.0, WORDS[0])
    for text in WORDS[1:]:
        top = _text(canvas, top, text, "Courier", SIZE)


def test_monospaced_text_below_preface_is_not_code(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_typescript_with_preface)).article.blocks
    assert {block.kind for block in blocks} == {"paragraph"}


def _with_items(canvas: Canvas) -> None:
    top = _text(canvas, 760.0, " ".join(WORDS))
    for place, name in enumerate(("quay", "berth", "tide")):
        canvas.setFont("Courier", SIZE)
        canvas.drawString(LEFT, top - place * LEADING, f"\u2022 {name}(ship)")


def test_monospaced_items_are_list_items(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_items)).article.blocks
    assert [(block.kind, block.text) for block in blocks[-3:]] == [
        ("list_item", "quay(ship)"),
        ("list_item", "berth(ship)"),
        ("list_item", "tide(ship)"),
    ]


def _with_command(canvas: Canvas) -> None:
    """A line of code directly below a paragraph that ends in a colon, with its leading and size."""
    top = _text(canvas, 760.0, " ".join(WORDS)) - 20
    canvas.drawString(
        LEFT, top, "Wherever the pilots are too few in the early morning hours, they call the quay by name:"
    )
    canvas.setFont("Courier", SIZE)
    canvas.drawString(LEFT, top - LEADING, "harbour.call(quay)")


def test_command_after_colon_is_separate(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_command)).article.blocks
    assert [(block.kind, block.text) for block in blocks[-1:]] == [("code", "harbour.call(quay)")]


@pytest.mark.parametrize("address", ["https://harbour.example/tides?day=1", "pilots@harbour.example"])
def test_monospaced_address_is_not_code(read_pdf: ReadPdf, address: str) -> None:
    def draw(canvas: Canvas) -> None:
        top = _text(canvas, 760.0, " ".join(WORDS))
        canvas.setFont("Courier", SIZE)
        canvas.drawString(LEFT + 30, top - 10, address)

    block = read_pdf(draw_pdf(draw)).article.blocks[-1]
    assert block.kind != "code"
    assert block.text == address


def _line_in(face: str, text: str) -> Line:
    """Return a line with the widths of a font, but without the font name."""
    run, glyphs, place = PdfRun(baseline=0.0, size=10.0), [], 0.0
    for sign in text:
        width = stringWidth(sign, face, 10)
        glyphs.append(Glyph(sign, place, place + width, run))
        place += width
    return Line(glyphs, 1, 0.0, 10.0)


def test_unnamed_monospaced_font_is_recognized_by_widths() -> None:
    assert _line_in("Courier", "while ship.late: wait(tide)").monospaced
    assert not _line_in("Times-Roman", "while ship.late: wait(tide)").monospaced
    assert not _line_in("Times-Roman", "quod honough").monospaced
    assert not _line_in("Courier", "2019 2020 2021").monospaced
