"""The text of blocks, to which the offsets of passages refer."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.text import (
    Cell,
    Figure,
    Heading,
    ListItem,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    child_blocks,
    grid_size,
    join_text,
    map_child_blocks,
    map_content,
    one_line,
    plain_text,
)


def cell(*texts: str) -> Cell:
    return Cell(blocks=tuple(Paragraph(id=f"c{text}", content=(Span(text),)) for text in texts))


def test_a_table_has_a_tab_between_cells_and_a_line_for_each_row() -> None:
    table = Table(
        id="t",
        content=(Span("Shares"),),
        rows=(Row(cells=(cell("Japan"), cell("52", "%"))), Row(cells=(cell("EU"), cell()))),
    )
    assert table.text == "Japan\t52 %\nEU\t"


def test_a_note_reference_holds_no_characters() -> None:
    assert NoteReference("n1", "12").text == ""
    assert plain_text((Span("The "), NoteReference("n1", "1"), Span("chips"))) == "The chips"


def test_blocks_are_joined_by_lines() -> None:
    blocks = (
        Heading(id="a", content=(Span("One"),)),
        Figure(id="b"),
        Paragraph(id="c", content=(Span("Two"),)),
    )
    assert join_text(blocks) == "One\n\nTwo"


def test_what_an_importer_does_not_say_of_a_block_is_the_plainest() -> None:
    span = Span("a")
    assert not any((span.bold, span.italic, span.underline, span.strike, span.code))
    entry = ListItem(id="b")
    assert (entry.depth, entry.ordered, entry.starts, entry.continues) == (0, False, False, False)
    assert not Quote(id="b").continues
    assert Heading(id="b").level == 1
    assert (Cell().column_span, Cell().row_span, Cell().header) == (1, 1, False)
    assert Table(id="t").header_rows == 0


def test_the_blocks_of_a_tables_cells_are_changed_or_removed() -> None:
    first, second = (Paragraph(id=name, content=(Span(name),)) for name in "ab")
    table = Table(id="t", rows=(Row(cells=(Cell(blocks=(first, second)),)),))
    changed = map_child_blocks(
        table, lambda block: None if block.id == "a" else replace(block, language="it")
    )
    assert child_blocks(changed) == (replace(second, language="it"),)
    assert map_child_blocks(first, lambda _: None) == first


def test_a_text_on_one_line_has_single_spaces() -> None:
    assert one_line(" Talks\r\n in\u2028Geneva\t") == "Talks in Geneva"


def test_the_content_of_a_block_and_of_those_inside_it_is_changed() -> None:
    inner = Paragraph(id="a", content=(Span("in"),))
    table = Table(id="t", content=(Span("title"),), rows=(Row(cells=(Cell(blocks=(inner,)),)),))
    changed = map_content(table, lambda content: (*content, Span("!")))
    assert plain_text(changed.content) == "title!"
    assert changed.text == "in!"


def test_the_places_of_all_tables_are_counted_with_those_that_cells_span() -> None:
    nested = Table(id="n", rows=(Row(cells=(Cell(column_span=3), Cell(column_span=0))),))
    high = Row(cells=(Cell(row_span=9, blocks=(nested,)), Cell(row_span=2, column_span=2)))
    table = Table(id="t", rows=(Row(cells=(Cell(),)), high, Row(cells=())))
    assert grid_size((nested,)) == 4
    assert grid_size((Paragraph(id="p"), table)) == 1 + 2 + 4 + 4
