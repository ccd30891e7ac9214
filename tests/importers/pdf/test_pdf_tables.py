"""Tables of untagged PDFs: rows that stand aligned below each other."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from tests.importers.pdf.typesetting import EN, ReadPdf, told

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
    table = blocks[1]
    assert isinstance(table, TableBlock)
    assert table.text == "\n".join("\t".join(row) for row in ROWS)
    assert table.header_rows == 1
    assert table.page == 1
    assert all(cell.header for cell in table.rows[0].cells)


def test_text_around_a_table_keeps_its_place(read_pdf: ReadPdf) -> None:
    found = told(read_pdf(_document()).article.blocks)
    assert found[0] == EN.blocks[0]
    assert found[2] == EN.blocks[1]
