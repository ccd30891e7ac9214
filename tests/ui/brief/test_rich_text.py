"""Blocks are written to a QTextDocument and read back unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from briefbuilder.domain.inline import merge_spans
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    is_regular,
)
from briefbuilder.ui.brief.rich_text import OfflineDocument, can_edit, load_blocks, read_blocks, safe_link
from briefbuilder.ui.brief.text_formats import store_ids

PIECES = (
    "a",
    " ",
    "\n",
    "è",
    "e\u0301",
    "半導体",
    "🇯🇵",
    "👩🏽‍🚀",
    "𠮷",
    "«",
    "\u00a0",
    "\u200f",
    "क्षि",
    "\t",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
SPANS = st.builds(
    Span,
    TEXTS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    code=st.booleans(),
    script=st.sampled_from(("baseline", "sub", "super")),
    link=st.sampled_from((None, "https://example.org/a?b=c#d", "mailto:desk@example.org")),
    language=st.sampled_from((None, "ja", "fr")),
)
NOTES = ("n1", "n2", "n3")
MARKS = st.builds(NoteReference, note=st.sampled_from(NOTES), mark=st.sampled_from(("", "1", "*")))
WORDS = (
    st.lists(SPANS, min_size=1, max_size=4)
    .map(lambda spans: merge_spans(tuple(spans)))
    .filter(lambda spans: any(span.text.strip() for span in spans))
)
CONTENTS = (
    st.lists(st.one_of(SPANS, SPANS, MARKS), min_size=1, max_size=4)
    .map(lambda found: merge_spans(tuple(found)))
    .filter(lambda found: any(isinstance(one, NoteReference) or one.text.strip() for one in found))
)
LANGUAGES = st.sampled_from((None, "it"))
PAGES = st.sampled_from((None, None, 7))
WRITTEN = st.one_of(
    st.builds(Paragraph, id=st.just(""), content=CONTENTS, language=LANGUAGES, page=PAGES),
    st.builds(Heading, id=st.just(""), content=CONTENTS, level=st.integers(1, 6), page=PAGES),
    st.builds(Quote, id=st.just(""), content=CONTENTS, continues=st.booleans()),
    st.builds(
        ListItem,
        id=st.just(""),
        content=CONTENTS,
        depth=st.integers(0, 3),
        ordered=st.booleans(),
        label=st.sampled_from((None, ListLabel("lowerLetter", "(", ")"), ListLabel("decimal", "2."))),
    ),
    st.builds(ListItem, id=st.just(""), content=CONTENTS, depth=st.integers(0, 3), continues=st.just(True)),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table in which cells may reach over columns and rows, and rows may end early."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for row in range(height):
        cells: list[Cell] = []
        for column in range(width):
            if (row, column) in taken:
                continue
            down, right = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
            place = {(row + y, column + x) for y in range(down) for x in range(right)}
            if place & taken:
                down, right, place = 1, 1, {(row, column)}
            taken |= place
            blocks = tuple(draw(st.lists(WRITTEN, max_size=2)))
            cells.append(Cell(blocks=blocks, column_span=right, row_span=down, header=draw(st.booleans())))
        if row and cells and cells[-1].row_span == 1 and draw(st.booleans()):
            cells.pop()
        rows.append(Row(cells=tuple(cells)))
    return Table(
        id="",
        rows=tuple(rows),
        header_rows=draw(st.integers(0, height)),
        content=draw(st.one_of(st.just(()), CONTENTS)),
        language=draw(LANGUAGES),
        page=draw(PAGES),
    )


BLOCKS = st.one_of(WRITTEN, WRITTEN, tables())
FEET = st.lists(
    st.builds(
        Note,
        id=st.sampled_from(NOTES),
        content=WORDS,
        placement=st.sampled_from(("foot", "end")),
        mark=st.sampled_from(("", "1")),
    ),
    unique_by=lambda note: note.id,
    max_size=3,
)


def numbered(blocks: list[Block]) -> tuple[Block, ...]:
    """Give every block an id, and list items the numbers and starts that a reader of the page would see."""
    return tuple(_numbered(blocks, iter(range(1, 1000))))


def _numbered(blocks: Iterable[Block], ids: Iterator[int]) -> Iterator[Block]:
    lists: dict[int, tuple[ListItem, int]] = {}
    for block in blocks:
        named = block if isinstance(block, Note) else replace(block, id=f"b{next(ids)}")
        if isinstance(named, Table):
            lists = {}
            named = replace(named, rows=tuple(_row(row, ids) for row in named.rows))
        if isinstance(named, ListItem) and not named.continues:
            lists = {depth: entry for depth, entry in lists.items() if depth <= named.depth}
            named = named if named.ordered else replace(named, label=None)
            above, last = lists.get(named.depth, (named, 0))
            starts = not last or (above.ordered, above.label) != (named.ordered, named.label)
            number = 1 if starts else last + 1
            lists[named.depth] = (named, number)
            named = replace(named, starts=starts, number=number if named.ordered else None)
        yield named


def _row(row: Row, ids: Iterator[int]) -> Row:
    return Row(cells=tuple(replace(cell, blocks=tuple(_numbered(cell.blocks, ids))) for cell in row.cells))


@given(st.lists(BLOCKS, max_size=6), FEET)
def test_blocks_round_trip_through_a_document(qapp: object, body: list[Block], feet: list[Block]) -> None:
    blocks = numbered([*body, *feet])
    document = OfflineDocument()
    load_blocks(document, blocks)
    assert can_edit(blocks)
    assert read_blocks(document) == blocks


@given(tables())
def test_stored_ids_equal_the_ids_that_are_read(qapp: object, table: Table) -> None:
    document = OfflineDocument()
    load_blocks(document, (table, replace(table, id="b1"), table))
    read = read_blocks(document)
    store_ids(document)
    assert read_blocks(document) == read
    assert len({block.id for block in read}) == 3


def test_overlapping_cells_are_detected() -> None:
    tall, wide = Cell(row_span=2), Cell(column_span=2)
    assert is_regular((Row(cells=(tall, Cell())), Row(cells=(Cell(),))))
    assert not is_regular((Row(cells=(Cell(), tall)), Row(cells=(wide,))))
    assert not is_regular((Row(cells=(Cell(row_span=3),)),))
    assert not is_regular((Row(cells=()),))
    assert not can_edit((Table(id="t", rows=(Row(cells=(Cell(row_span=3),)),)),))


def test_a_list_that_begins_at_seven_keeps_its_numbers(qapp: object) -> None:
    items = (
        ListItem(id="a", content=(Span("seventh"),), ordered=True, number=7, starts=True),
        Paragraph(id="p", content=(Span("between"),)),
        ListItem(id="b", content=(Span("eighth"),), ordered=True, number=8),
        ListItem(id="c", content=(Span("first again"),), ordered=True, number=1, starts=True),
    )
    document = OfflineDocument()
    load_blocks(document, items)
    assert read_blocks(document) == items


def test_the_second_half_of_a_split_paragraph_gets_an_id_that_no_other_desk_gives(qapp: object) -> None:
    names = set()
    for _ in range(2):
        document = OfflineDocument()
        load_blocks(document, (Paragraph(id="b1", content=(Span("One. Two."),)),))
        cursor = QTextCursor(document)
        cursor.setPosition(5)
        cursor.insertBlock()
        first, second = read_blocks(document)
        assert read_blocks(document) == (first, second), "reading again gives the same ids"
        assert first == Paragraph(id="b1", content=(Span("One. "),))
        assert second == Paragraph(id=second.id, content=(Span("Two."),))
        names.add(second.id)
    assert len(names) == 2


def test_empty_lines_are_dropped(qapp: object) -> None:
    document = OfflineDocument()
    assert read_blocks(document) == ()
    load_blocks(document, (Paragraph(id="b1", content=(Span("Words"),)),))
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
    cursor.insertBlock()
    assert [block.text for block in read_blocks(document)] == ["Words"]


def test_content_that_cannot_be_edited_is_detected() -> None:
    assert can_edit((Paragraph(id="b1", content=(Span("Words"),)),))
    assert can_edit((Figure(id="b1"),))
    assert not can_edit((Table(id="t", rows=(Row(cells=(Cell(blocks=(Figure(id="b1"),)),)),)),))
    assert can_edit((Paragraph(id="b1", content=(Span("Words"), NoteReference("n1"))),))
    inner = Table(id="t2", rows=(Row(cells=(Cell(),)),))
    assert not can_edit((Table(id="t", rows=(Row(cells=(Cell(blocks=(inner,)),)),)),))


def test_only_web_and_mail_links_are_kept() -> None:
    assert safe_link(" https://example.org/a ") == "https://example.org/a"
    assert safe_link("mailto:desk@example.org") == "mailto:desk@example.org"
    assert safe_link("javascript:alert(1)") is None
    assert safe_link("file:///etc/passwd") is None


def test_a_document_loads_no_resources(qtbot: QtBot, tmp_path: object) -> None:
    document = OfflineDocument()
    document.setHtml('<p>Words <img src="file:///nowhere/secret.png"> more</p>')
    assert not document.resource(QTextDocument.ResourceType.ImageResource, QUrl("file:///nowhere/secret.png"))
