"""Blocks are grouped into elements, and lists are numbered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefbuilder.app.messages import Words
from briefbuilder.composing.blocks import group_blocks, visible_blocks
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import (
    DocumentPicture,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnText,
    Element,
    content_text,
)
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
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
)
from briefbuilder.export.labels import format_list_label

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

PICTURE = "f" * 64


def paragraph(name: str, text: str = "Words") -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


def item(name: str, **form: object) -> ListItem:
    return ListItem(id=name, content=(Span(name),), **form)  # type: ignore[arg-type]


def drawn(desk: Desk, *blocks: Block) -> list[Element]:
    briefing = desk.briefing()
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    return [each for each in desk.compose(briefing).document.elements if each.origin == "own"]


def test_blank_blocks_and_notes_with_a_mark_are_not_drawn_in_their_place() -> None:
    marked = Paragraph(id="a", content=(NoteReference("n1"),))
    table = Table(
        id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(NoteReference("n2"),)),)),)),)
    )
    notes = (
        Note(id="n1", content=(Span("1"),)),
        Note(id="n2", content=(Span("2"),)),
        Note(id="n3", content=(Span("3"),)),
    )
    blocks: tuple[Block, ...] = (marked, paragraph("b", " "), table, Figure(id="f"), *notes)
    assert [block.id for block in visible_blocks(blocks)] == ["a", "t", "f", "n3"]
    assert referenced_notes(blocks) == {"n1", "n2"}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((paragraph("a"), Heading(id="b"), Quote(id="c")), ["prose abc"]),
        ((paragraph("a"), Code(id="b"), Code(id="c"), paragraph("d")), ["prose a", "code b", "code c", "prose d"]),
        ((item("a", starts=True), item("b"), item("c", depth=1, starts=True)), ["list abc"]),
        ((item("a", starts=True), item("b", starts=True)), ["list a", "list b"]),
        ((item("a", starts=True), item("b", continues=True), paragraph("c")), ["list ab", "prose c"]),
        ((paragraph("a"), item("b", continues=True), item("c")), ["prose ab", "list c"]),
        ((item("a", continues=True),), ["prose a"]),
        ((Table(id="a"), Table(id="b"), Figure(id="c"), Figure(id="d")), ["table a", "table b", "figure c", "figure d"]),
        ((), []),
    ],
)  # fmt: skip
def test_neighbours_of_one_kind_are_drawn_together(blocks: tuple[Block, ...], expected: list[str]) -> None:
    assert [
        f"{kind} {''.join(block.id for block in members)}" for kind, members in group_blocks(blocks)
    ] == expected


def test_entries_count_on_at_each_depth_and_begin_anew_below(desk: Desk) -> None:
    (found,) = drawn(
        desk,
        item("a", ordered=True, number=3, starts=True),
        item("b", ordered=True),
        item("c", ordered=True, depth=1),
        item("d", ordered=True, depth=1),
        item("e", ordered=True),
        item("f", ordered=True, continues=True),
        item("g", ordered=True, depth=1),
    )
    assert isinstance(found, DrawnList)
    assert [(entry.depth, entry.number, entry.continues) for entry in found.entries] == [
        (0, 3, False), (0, 4, False), (1, 1, False), (1, 2, False), (0, 5, False), (0, 5, True), (1, 1, False),
    ]  # fmt: skip
    assert found.blocks == tuple("abcdefg")


def test_an_entry_is_at_most_one_level_deeper_than_the_one_above(desk: Desk) -> None:
    for depths, expected in (((0, 1, 2, 4), [0, 1, 2, 3]), ((1, 0), [0, 0]), ((2, 5, 3, 2), [0, 1, 1, 0])):
        items = (item(f"i{at}", depth=depth, starts=at == 0) for at, depth in enumerate(depths))
        (found,) = drawn(desk, *items)
        assert isinstance(found, DrawnList)
        assert [entry.depth for entry in found.entries] == expected


def test_code_has_no_empty_last_line(desk: Desk) -> None:
    (found,) = drawn(desk, Code(id="a", content=(Span("a = 1\nb = 2\n\n", code=True),)))
    assert isinstance(found, DrawnText)
    assert content_text(found.content) == "a = 1\nb = 2"
    (found,) = drawn(desk, Code(id="a", content=(Span("a = 1\n", code=True), Span("b = 2\n", bold=True))))
    assert isinstance(found, DrawnText)
    assert content_text(found.content) == "a = 1\nb = 2"


def test_quotations_of_several_paragraphs_are_one(desk: Desk) -> None:
    found = drawn(
        desk,
        Quote(id="a", content=(Span("One"),), continues=True),
        Quote(id="b", content=(Span("Two"),), continues=True),
        Quote(id="c", content=(Span("Three"),)),
        paragraph("d"),
        Quote(id="e", content=(Span("Five"),), continues=True),
    )
    assert [each.blocks for each in found] == [("a", "b"), ("c",), ("d",), ("e",)]
    assert isinstance(found[0], DrawnQuotation)
    assert list(map(content_text, found[0].paragraphs)) == ["One", "Two"]
    assert [bool(each.anchor) for each in found] == [True, False, False, False]


def test_headings_begin_below_the_parts_and_never_jump(desk: Desk) -> None:
    found = drawn(
        desk,
        *(
            Heading(id=f"h{at}", content=(Span("x"),), level=level)
            for at, level in enumerate((3, 6, 4, 2, 5))
        ),
    )
    assert [each.level for each in found if isinstance(each, DrawnHeading)] == [2, 3, 4, 2, 3]


def test_a_picture_that_is_missing_leaves_nothing(desk: Desk) -> None:
    lost = Figure(id="a", picture="0" * 64, alternative_text="A map")
    titled = Figure(id="b", content=(Span("The port"),))
    there = Figure(id="c", picture=PICTURE, content=(Span("The sea"),))
    found = drawn(desk, lost, titled, there, Figure(id="d"))
    (figure,) = found
    assert isinstance(figure, DrawnFigure)
    assert (figure.picture, figure.alternative_text, content_text(figure.caption)) == (
        PICTURE,
        "The sea",
        "The sea",
    )
    assert figure.blocks == ("c",)


@pytest.mark.parametrize("unreadable", [False, True])
def test_the_caption_of_a_picture_that_cannot_be_shown_goes_with_it(desk: Desk, *, unreadable: bool) -> None:
    lost = "1" * 64
    used = desk
    if unreadable:
        used = replace(
            desk, pictures={**desk.pictures, lost: DocumentPicture()}, unreadable=frozenset({lost})
        )
    text = Paragraph(id="t", content=(Span("Text above."),))
    blocks = (text, Figure(id="f", picture=lost, content=(Span("The lost harbour"),)))
    briefing = used.briefing()
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    made = used.compose(briefing)
    assert "Text above." in repr(made.document)
    assert "The lost harbour" not in repr(made.document)
    (finding,) = [one for one in made.findings if one.place.item == "own"]
    assert finding.code == ("picture-left-out" if unreadable else "picture-missing")
    assert finding.parameters == {"name": "The lost harbour"}


def test_the_source_of_an_excerpt_does_not_go_with_its_last_picture(desk: Desk) -> None:
    without = replace(desk, pictures={})
    document = without.compose(without.briefing()).document
    marks = repr(document.elements).count("NoteMark(")
    assert marks == len(document.notes) == len(desk.compose(desk.briefing()).document.notes)
    assert "Il porto di Kobe" not in repr(document)


def test_pictures_without_words_are_reported(desk: Desk) -> None:
    briefing = desk.briefing()
    blocks = (
        Figure(id="a", picture=PICTURE, content=(Span("The sea"),)),
        Figure(id="b", picture=PICTURE, alternative_text="A map"),
        Figure(id="c"),
        Figure(id="d", picture=PICTURE),
    )
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    words = Words("en")
    assert sorted(words.finding(one) for one in desk.check(briefing) if one.place.item == "own") == [
        "A picture has neither a description for blind readers nor a caption, so it is only called “figure” for them.",
        "A picture without a caption is not in the dossier. It is left out.",
        "The picture “The sea” has no description for blind readers, so its caption is used.",
    ]


def test_a_quoted_part_of_a_list_keeps_the_letters_of_its_source(desk: Desk) -> None:
    letters = ListLabel("lowerLetter", "(", ")")
    items = (
        item("second", depth=1, ordered=True, number=2, label=letters),
        item("third", depth=1, ordered=True, number=3, label=letters),
        item("first", depth=2, ordered=True, number=1),
    )
    (found,) = drawn(desk, *items)
    assert isinstance(found, DrawnList)
    assert [(entry.depth, format_list_label(entry)) for entry in found.entries] == [
        (0, "(b)"), (0, "(c)"), (1, "a)"),
    ]  # fmt: skip


def test_a_label_has_no_characters_that_no_export_supports(desk: Desk) -> None:
    (found,) = drawn(desk, item("one", ordered=True, number=1, label=ListLabel("decimal", "\x01", "\u202e)")))
    assert isinstance(found, DrawnList)
    assert format_list_label(found.entries[0]) == "\ufffd1)"
