"""Own text goes into the editor's document and comes back as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from briefbuilder.domain.inline import merged
from briefbuilder.domain.text import Figure, Heading, ListItem, NoteReference, Paragraph, Quote, Span
from briefbuilder.ui.briefing.rich_text import (
    EditableBlock,
    SealedDocument,
    can_edit,
    load_blocks,
    read_blocks,
    safe_link,
)

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
CONTENTS = (
    st.lists(SPANS, min_size=1, max_size=4)
    .map(lambda spans: merged(tuple(spans)))
    .filter(lambda spans: any(span.text.strip() for span in spans))
)
BLOCKS = st.one_of(
    st.builds(Paragraph, id=st.just(""), content=CONTENTS, language=st.sampled_from((None, "it"))),
    st.builds(Heading, id=st.just(""), content=CONTENTS, level=st.integers(1, 6)),
    st.builds(Quote, id=st.just(""), content=CONTENTS, continues=st.booleans()),
    st.builds(ListItem, id=st.just(""), content=CONTENTS, depth=st.integers(0, 3), ordered=st.booleans()),
    st.builds(ListItem, id=st.just(""), content=CONTENTS, depth=st.integers(0, 3), continues=st.just(True)),
)


def numbered(blocks: list[EditableBlock]) -> tuple[EditableBlock, ...]:
    """Give every block an id, and list items the numbers and starts that a reader of the page would see."""
    found: list[EditableBlock] = []
    lists: dict[int, tuple[bool, int]] = {}
    for index, block in enumerate(blocks):
        named = replace(block, id=f"b{index + 1}")
        if isinstance(named, ListItem) and not named.continues:
            lists = {depth: entry for depth, entry in lists.items() if depth <= named.depth}
            ordered, last = lists.get(named.depth, (named.ordered, 0))
            starts = named.depth not in lists or ordered != named.ordered
            number = 1 if starts else last + 1
            lists[named.depth] = (named.ordered, number)
            named = replace(named, starts=starts, number=number if named.ordered else None)
        found.append(named)
    return tuple(found)


@given(st.lists(BLOCKS, max_size=8).map(numbered))
def test_blocks_come_back_as_they_went_in(qapp: object, blocks: tuple[EditableBlock, ...]) -> None:
    document = SealedDocument()
    load_blocks(document, blocks)
    assert read_blocks(document) == blocks


def test_a_list_that_begins_at_seven_keeps_its_numbers(qapp: object) -> None:
    items = (
        ListItem(id="a", content=(Span("seventh"),), ordered=True, number=7, starts=True),
        Paragraph(id="p", content=(Span("between"),)),
        ListItem(id="b", content=(Span("eighth"),), ordered=True, number=8),
        ListItem(id="c", content=(Span("first again"),), ordered=True, number=1, starts=True),
    )
    document = SealedDocument()
    load_blocks(document, items)
    assert read_blocks(document) == items


def test_a_paragraph_cut_in_two_gives_the_second_half_an_id_of_its_own(qapp: object) -> None:
    document = SealedDocument()
    load_blocks(document, (Paragraph(id="b1", content=(Span("One. Two."),)),))
    cursor = QTextCursor(document)
    cursor.setPosition(5)
    cursor.insertBlock()
    assert read_blocks(document) == (
        Paragraph(id="b1", content=(Span("One. "),)),
        Paragraph(id="b2", content=(Span("Two."),)),
    )


def test_empty_lines_are_no_paragraphs(qapp: object) -> None:
    document = SealedDocument()
    assert read_blocks(document) == ()
    load_blocks(document, (Paragraph(id="b1", content=(Span("Words"),)),))
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
    cursor.insertBlock()
    assert [block.text for block in read_blocks(document)] == ["Words"]


def test_what_the_editor_cannot_hold_is_known_beforehand() -> None:
    assert can_edit((Paragraph(id="b1", content=(Span("Words"),)),))
    assert not can_edit((Figure(id="b1"),))
    assert not can_edit((Paragraph(id="b1", content=(Span("Words"), NoteReference("n1"))),))


def test_only_links_to_the_web_and_to_mail_are_kept() -> None:
    assert safe_link(" https://example.org/a ") == "https://example.org/a"
    assert safe_link("mailto:desk@example.org") == "mailto:desk@example.org"
    assert safe_link("javascript:alert(1)") is None
    assert safe_link("file:///etc/passwd") is None


def test_a_document_loads_nothing_from_anywhere(qtbot: QtBot, tmp_path: object) -> None:
    document = SealedDocument()
    document.setHtml('<p>Words <img src="file:///nowhere/secret.png"> more</p>')
    assert not document.resource(QTextDocument.ResourceType.ImageResource, QUrl("file:///nowhere/secret.png"))
