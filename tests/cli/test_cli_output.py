"""What the commands print as JSON."""

from __future__ import annotations

from briefbuilder.cli.output import block_shape
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table


def test_a_table_has_its_caption() -> None:
    cell = Cell(blocks=(Paragraph(id="b2", content=(Span("12"),)),))
    table = Table(id="b1", rows=(Row(cells=(cell,)),), content=(Span("Table 1: Stocks"),))
    assert block_shape(table) == {
        "id": "b1", "kind": "table", "level": None, "text": "12", "caption": "Table 1: Stocks", "rows": [["12"]], "header_rows": 0,
    }  # fmt: skip
