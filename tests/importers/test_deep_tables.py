"""Tables within tables are kept as deep as anyone nests them; what lies deeper is laid out, which is said."""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.domain.article import ImportedArticle, Metadata
from briefbuilder.domain.text import Block, Cell, Paragraph, Row, Span, Table
from briefbuilder.importers.draft import Draft
from briefbuilder.importers.limits import TABLE_DEPTH
from briefbuilder.importers.read import flatten_deep_tables


def nested(levels: int) -> Block:
    block: Block = Paragraph(id="p", content=(Span("The innermost words."),))
    for level in range(levels):
        beside = Paragraph(id=f"b{level}", content=(Span(f"Beside level {level}."),))
        block = Table(id=f"t{level}", rows=(Row(cells=(Cell(blocks=(beside, block)),)),))
    return block


def depth(block: Block) -> int:
    if not isinstance(block, Table):
        return 0
    return 1 + max(depth(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)


def words(block: Block) -> list[str]:
    if not isinstance(block, Table):
        return [block.text]
    return [
        text for row in block.rows for cell in row.cells for inner in cell.blocks for text in words(inner)
    ]


def test_tables_of_a_usual_depth_are_left_as_they_are() -> None:
    draft = Draft(metadata=Metadata(title="t"), blocks=(nested(TABLE_DEPTH),))
    assert flatten_deep_tables(draft) is draft


def test_deeper_tables_are_laid_out_in_their_order_with_a_notice() -> None:
    deep = nested(60)
    draft = flatten_deep_tables(Draft(metadata=Metadata(title="t"), blocks=(deep,)))
    (kept,) = draft.blocks
    assert depth(kept) == TABLE_DEPTH
    assert words(kept) == words(deep)
    assert [notice.code for notice in draft.notices] == ["deep-tables-laid-out"]


def test_merged_cells_that_make_too_many_places_are_divided(
    read: Callable[[bytes | str, str], ImportedArticle],
) -> None:
    words = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need."
    wide = f"<tr>{'<td colspan=1000 rowspan=50>x</td>' * 60}</tr>"
    reading = read(
        f"<html><body><h1>T</h1><p>{words}</p><table>{wide * 60}</table><p>{words}</p></body></html>",
        "a.html",
    )
    (table,) = (block for block in reading.article.blocks if isinstance(block, Table))
    assert {(cell.column_span, cell.row_span) for row in table.rows for cell in row.cells} == {(1, 1)}
    assert "merged-cells-divided" in {notice.code for notice in reading.notices}
