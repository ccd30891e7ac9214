"""Lists, tables, quotations and pictures keep their structure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.narrowing import of_type
from tests.template_files import parse_template

from briefbuilder.composing.tables import column_widths, numeric_columns
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, replace_item, set_field
from briefbuilder.domain.document import (
    DocumentPicture,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
    Run,
    content_text,
)
from briefbuilder.domain.text import Block, Cell, Paragraph, Row, Span, Table
from briefbuilder.templating.parts import Sources

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def drawn(desk: Desk, *blocks: Block) -> list[Element]:
    briefing = desk.briefing()
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    return [each for each in desk.compose(briefing).document.elements if each.origin == "own"]


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    block = Paragraph(id="c", content=(Span(text),))
    return Cell(blocks=(block,), column_span=columns, row_span=rows)


def test_cells_keep_their_spans_heads_and_texts(desk: Desk) -> None:
    table = Table(
        id="t",
        header_rows=1,
        rows=(
            Row(cells=(cell("Head", columns=2),)),
            Row(cells=(cell("Tall", rows=2), cell("a"))),
            Row(cells=(cell("b"),)),
        ),
    )
    (found,) = drawn(desk, table)
    assert isinstance(found, DrawnTable)
    assert [[(each.column_span, each.row_span, each.header) for each in row] for row in found.rows] == [
        [(2, 1, True)],
        [(1, 2, False), (1, 1, False)],
        [(1, 1, False)],
    ]
    texts = [inner for row in found.rows for each in row for inner in each.elements]
    roles = [(each.role, content_text(each.content)) for each in texts if isinstance(each, DrawnText)]
    assert roles == [("table-header", "Head"), ("table", "Tall"), ("table", "a"), ("table", "b")]


def test_a_column_is_as_wide_as_its_content_even_below_a_tall_cell() -> None:
    rows = (
        Row(cells=(cell("x", rows=2), cell("y"))),
        Row(cells=(cell("a long text of many words that wants room " * 3),)),
    )
    narrow, wide = column_widths(rows)
    assert wide > 3 * narrow
    assert narrow + wide == pytest.approx(1)


def test_a_column_of_numbers_is_flush_at_its_end_with_its_head(desk: Desk) -> None:
    table = Table(
        id="t",
        header_rows=2,
        rows=(
            Row(cells=(cell("Country", rows=2), cell("Share", columns=2), cell("Remarks", rows=2))),
            Row(cells=(cell("2024"), cell("2026"))),
            Row(cells=(cell("Japan"), cell("52,4 %"), cell("9"), cell("12"))),
            Row(cells=(cell("Malaysia"), cell("n.d."), cell("10,5"), cell("see 4"))),
        ),
    )
    (found,) = drawn(desk, table)
    assert isinstance(found, DrawnTable)
    assert [[each.flush_end for each in row] for row in found.rows] == [
        [False, False, False],
        [True, True],
        [False, True, True, False],
        [False, True, True, False],
    ]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("1 250 000 €", "€ 1.234,5", "USD 3bn", "3,4 mld €"), True),
        (("-5", "−5.2%", "10–12 %", "(3.1)", "<5 %", "", "–", "n.d."), True),
        (("2024", "2025"), False),
        (("2024", "1987", "312"), True),
        (("12.05.2026", "13.05.2026"), False),
        (("12", "A1"), False),
        (("", "–"), False),
        ((), False),
    ],
)
def test_numbers_are_distinguished_from_names_years_and_dates(texts: tuple[str, ...], numbers: bool) -> None:
    rows = tuple(Row(cells=(cell(text),)) for text in texts)
    assert numeric_columns(rows, 0) == (frozenset({0}) if numbers else frozenset())


def test_a_table_without_cells_has_one_column() -> None:
    assert column_widths(()) == (1.0,)


def test_reliability_is_in_the_note_and_in_the_list_of_sources(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    codes = iter(("C3", "B2", "A1"))
    for excerpt in briefing.items:
        assert isinstance(excerpt, Excerpt)
        briefing = replace_item(briefing, replace(excerpt, reliability=next(codes)))
    document = desk.compose(briefing).document
    assert content_text(document.notes[-1].content).endswith(". Reliability:\u00a0A1.")
    sources = of_type(document.elements[-1], DrawnTable)
    codes_listed = [row[-1].elements[0] for row in sources.rows]
    assert [content_text(each.content) for each in codes_listed if isinstance(each, DrawnText)] == [
        "Reliability",
        "B2, C3",
        "A1",
    ]


def test_only_the_pictures_that_are_shown_travel_with_the_document(desk: Desk) -> None:
    more = replace(desk, pictures={**desk.pictures, "0" * 64: DocumentPicture()})
    assert set(more.compose(desk.briefing(topics=("derisking",))).document.pictures) == set(desk.pictures)
    assert more.compose(desk.briefing(topics=("semiconductors",))).document.pictures == {}


def test_numbers_are_printed_with_the_marks_of_the_language(desk: Desk) -> None:
    text = (desk.root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    template, _ = parse_template(
        re.sub(
            r"- key: for\n  kind: text\n(  label: .*\n)  sample: .*\n",
            r"- key: for\n  kind: number\n\1",
            text,
        ).encode(),
        str(desk.root / "templates" / "n.yaml"),
    )
    assert template is not None
    briefing = set_field(desk.briefing(template, "it"), "for", "1234.5")
    table = next(
        each for each in desk.compose(briefing, template).document.elements if isinstance(each, DrawnTable)
    )
    value = of_type(table.rows[-1][1].elements[0], DrawnText)
    assert content_text(value.content) == "1.234,5"


def test_the_note_of_an_excerpt_that_ends_in_a_table_is_referenced_in_the_caption(desk: Desk) -> None:
    used = replace(desk.template(), sources=Sources())
    briefing = desk.briefing(used, topics=("derisking",))
    document = desk.compose(briefing, used).document
    table = next(each for each in document.elements if isinstance(each, DrawnTable) and each.caption)
    mark = of_type(table.caption[-1], NoteMark)
    note = next(note for note in document.notes if note.id == mark.note)
    assert content_text(note.content).startswith("Il Corriere dell’Economia, ")
    assert not [each for each in document.elements if isinstance(each, DrawnText) and each.role == "source"]


def test_the_source_of_an_excerpt_that_ends_in_a_table_without_caption_is_below_it(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    bare = Table(id="t", rows=(Row(cells=(cell("Giappone"), cell("52,4 %"))),))
    edited = replace_item(briefing, replace(excerpt, blocks=(bare,)))
    used = replace(desk.template(), sources=Sources())
    elements = [each for each in desk.compose(edited, used).document.elements if each.origin == excerpt.id]
    assert isinstance(elements[-2], DrawnTable)
    assert isinstance(elements[-1], DrawnText)
    assert elements[-1].role == "source"


def test_a_heading_in_another_language_than_the_briefing_says_so(desk: Desk) -> None:
    headings = {
        content_text(each.content): each.content[0]
        for each in desk.compose(desk.briefing(language="tr")).document.elements
        if isinstance(each, DrawnHeading)
    }
    languages = {text: run.language for text, run in headings.items() if isinstance(run, Run)}
    assert languages["De-risking"] == "en"
    assert languages["Sources"] == "en"
    english = [
        each.content[0]
        for each in desk.compose(desk.briefing()).document.elements
        if isinstance(each, DrawnHeading)
    ]
    assert {run.language for run in english if isinstance(run, Run)} == {None}
