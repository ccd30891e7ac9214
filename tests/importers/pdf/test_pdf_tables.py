"""Tables of untagged PDFs."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from tests.importers.pdf.drawing import SIZE, break_lines, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf, kinds_and_texts
from tests.narrowing import of_type

from briefbuilder.domain.text import Table as TableBlock

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=8)
CELL = ParagraphStyle("cell", fontName="Times-Roman", fontSize=9.5, leading=12)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Times-Bold")
ROWS = (
    ("Port", "Works", "Millions"),
    ("Northhaven", "New walls for the eastern terminal and a deeper basin before it", "80"),
    ("Eastmouth", "Ferry quay", "7.5"),
    ("Westness", "Training centre for pilots", "3"),
)


def _document(*, after: bool = True) -> bytes:
    stream = io.BytesIO()
    cells = [
        [Paragraph(text, HEAD if place == 0 else CELL) for text in row] for place, row in enumerate(ROWS)
    ]
    first, second = EN.blocks[0][1], EN.blocks[1][1]
    flow = [Paragraph(first, BODY), Table(cells, colWidths=[90, 180, 60])]
    if after:
        flow.append(Paragraph(second, BODY))
    SimpleDocTemplate(stream, pagesize=A4).build(flow)
    return stream.getvalue()


def test_aligned_rows_become_a_table(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(_document()).article.blocks
    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]
    table = of_type(blocks[1], TableBlock)
    assert table.text == "\n".join("\t".join(row) for row in ROWS)
    assert table.header_rows == 1
    assert table.page == 1
    assert all(cell.header for cell in table.rows[0].cells)


def test_text_around_table_keeps_position(read_pdf: ReadPdf) -> None:
    found = kinds_and_texts(read_pdf(_document()).article.blocks)
    assert found[0] == EN.blocks[0]
    assert found[2] == EN.blocks[1]


PORTS = (
    ("Port", "Works", "Paid"),
    ("Northhaven", "walls", "80"),
    ("Eastmouth", "quay", "7"),
    ("Westness", "", "3"),
)
TOP, HIGH, WIDE = 700.0, 44.0, 90.0


def _unframed(canvas: Canvas) -> None:
    """Draw a table with rules between its rows and columns, but no frame."""
    for number, row in enumerate(PORTS):
        for place, text in enumerate(row):
            canvas.drawString(60 + WIDE * place, TOP - HIGH * number, text)
    for number in range(1, len(PORTS)):
        canvas.line(54, TOP - HIGH * number + 19, 54 + 3 * WIDE, TOP - HIGH * number + 19)
    for place in (1, 2):
        canvas.line(54 + WIDE * place, TOP + 19, 54 + WIDE * place, TOP - HIGH * 4 + 19)


def test_unframed_table_keeps_outer_cells(read_pdf: ReadPdf) -> None:
    (table,) = [
        block for block in read_pdf(draw_pdf(_unframed)).article.blocks if isinstance(block, TableBlock)
    ]
    assert table.text == "\n".join("\t".join(row) for row in PORTS)


def test_drawing_in_cell_makes_no_columns(read_pdf: ReadPdf) -> None:
    def with_drawing(canvas: Canvas) -> None:
        _unframed(canvas)
        for place in range(3):
            canvas.line(110 + 9 * place, TOP - 30, 110 + 9 * place, TOP - 60)

    (table,) = [
        block for block in read_pdf(draw_pdf(with_drawing)).article.blocks if isinstance(block, TableBlock)
    ]
    assert table.text == "\n".join("\t".join(row) for row in PORTS)


BOXES = (
    "Ask the ports for their lists",
    "Compare them with last year",
    "Send them to the ministry",
    "Wait for the answer",
)


def test_chart_with_lines_behind_words_is_not_a_table(read_pdf: ReadPdf) -> None:
    """The boxes are connected by a line down their middle, which crosses their words."""

    def chart(canvas: Canvas) -> None:
        for number, words in enumerate(BOXES):
            height = TOP - 60 * number
            canvas.rect(60, height - 12, 180, 34)
            canvas.drawString(66, height, words)
            canvas.rect(300, height - 12, 120, 34)
            canvas.drawString(306, height, f"Box {number}")
            canvas.line(240, height, 300, height)
        canvas.line(66 + 4.6 * SIZE, TOP + 22, 66 + 4.6 * SIZE, TOP - 192)

    found = kinds_and_texts(read_pdf(draw_pdf(chart)).article.blocks)
    assert not any(kind == "table" for kind, _ in found)
    text = " ".join(words for _, words in found)
    assert all(words in text for words in BOXES)


FOUND = (("Port", "Found", "Tonnes"), ("Northhaven", "gas", "80"), ("Eastmouth", "", "7"), ("Westness", "ore", "3"), ("Longbay", "oil", "12"))  # fmt: skip
NOTES = (
    "The basin was dredged twice and the old walls were taken down to the ground",
    "The quay is closed in winter and used by the ferries alone from May to late October",
)


def _framed(canvas: Canvas, columns: int) -> float:
    """Draw a frame with vertical rules only; return the height of its first line."""
    for place in range(columns + 1):
        canvas.line(54 + WIDE * place, TOP + 14, 54 + WIDE * place, TOP - 86)
    for height in (TOP + 14, TOP - 86):
        canvas.line(54, height, 54 + columns * WIDE, height)
    return TOP


def test_rows_without_rules_are_separate(read_pdf: ReadPdf) -> None:
    def framed(canvas: Canvas) -> None:
        top = _framed(canvas, 3)
        for number, row in enumerate(FOUND):
            for place, text in enumerate(row):
                canvas.drawString(60 + WIDE * place, top - 18 * number, text)

    (table,) = [block for block in read_pdf(draw_pdf(framed)).article.blocks if isinstance(block, TableBlock)]
    assert table.text == "\n".join("\t".join(row) for row in FOUND)


def test_wrapped_cells_stay_whole(read_pdf: ReadPdf) -> None:
    def framed(canvas: Canvas) -> None:
        top = _framed(canvas, 2)
        for place, text in enumerate(NOTES):
            for number, line in enumerate(break_lines(text, WIDE - 12)):
                canvas.drawString(60 + WIDE * place, top - 14 * number, line)

    (table,) = [block for block in read_pdf(draw_pdf(framed)).article.blocks if isinstance(block, TableBlock)]
    assert [cell.text for row in table.rows for cell in row.cells] == list(NOTES)


def test_adjacent_short_numbers_are_kept(read_pdf: ReadPdf) -> None:
    """A number may be the mark of what follows it, unless it is one of several."""
    rows = (
        ("Northhaven", "80", "60", "40", "20"),
        ("Eastmouth", "7", "5", "12", "3"),
        ("Westness", "9", "4", "1", "8"),
    )

    def numbers(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for place, text in zip((60, 150, 178, 206, 234), row, strict=True):
                canvas.drawString(place, TOP - 28 * number, text)

    text = " ".join(block.text for block in read_pdf(draw_pdf(numbers)).article.blocks)
    assert text.split() == [word for row in rows for word in row]


def test_consecutive_marks_are_kept(read_pdf: ReadPdf) -> None:
    def marks(canvas: Canvas) -> None:
        for place, text in ((60, "1."), (84, "a)"), (110, "Walls for the eastern terminal")):
            canvas.drawString(place, TOP, text)
        canvas.drawString(60, TOP - 40, EN.blocks[0][1][:60])

    text = " ".join(block.text for block in read_pdf(draw_pdf(marks)).article.blocks)
    assert "Walls for the eastern terminal" in text
    assert "a)" in text
