"""Corrections are applied to blocks, which do not change."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from tests.narrowing import of_type

from briefbuilder.domain.corrected_text import (
    apply_corrections,
    compact_corrections,
    is_applicable,
)
from briefbuilder.domain.corrections import (
    Correction,
    FormCorrection,
    JoinCorrection,
    LanguageCorrection,
    RemovalCorrection,
    join_correction,
    list_item_correction,
    split_correction,
)
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
    join_text,
)
from briefbuilder.typed_json import json_adapter


def paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


def item(name: str, text: str, number: int | None = None, *, starts: bool = False) -> ListItem:
    return ListItem(id=name, content=(Span(text),), ordered=number is not None, number=number, starts=starts)


def shaped(name: str, form: str, level: int = 0) -> FormCorrection:
    return FormCorrection(block=name, form=form, level=level)  # type: ignore[arg-type]


@pytest.fixture
def blocks() -> tuple[Block, ...]:
    return (
        paragraph("b1", "Suppliers"),
        Paragraph(
            id="b2", content=(Span("The "), Span("chips", bold=True), NoteReference("n1"), Span(" are"))
        ),
        paragraph("b3", "Advertisement"),
        paragraph("b4", "scarce."),
        Note(id="n1", content=(Span("A note."),)),
    )


def test_a_paragraph_becomes_a_heading_and_keeps_its_id_and_words(blocks: tuple[Block, ...]) -> None:
    first, *rest = apply_corrections(blocks, [shaped("b1", "heading", 2)]).blocks
    assert first == Heading(id="b1", content=(Span("Suppliers"),), level=2)
    assert tuple(rest) == blocks[1:]


def test_what_was_left_out_stays_at_its_place_and_words_join_over_it(blocks: tuple[Block, ...]) -> None:
    text = apply_corrections(blocks, [RemovalCorrection(block="b3"), join_correction((blocks[1], blocks[3]))])
    assert [block.id for block in text.blocks] == ["b1", "b2", "n1"]
    assert [block.id for block in text.all_blocks] == ["b1", "b2", "b3", "n1"]
    whole = of_type(text.blocks[1], Paragraph)
    assert whole.content == (
        Span("The "), Span("chips", bold=True), NoteReference("n1"), Span(" are scarce."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("The chips", "are scarce.", "The chips are scarce."),
        ("The chips ", "are scarce.", "The chips are scarce."),
        ("外務省は", "半導体を", "外務省は半導体を"),
        ("外務省。", "G7は", "外務省。G7は"),
        ("서울에서", "열린 회의", "서울에서 열린 회의"),
        ("the govern-", "ment said", "the govern-ment said"),
        ("the govern\u00ad", "ment said", "the govern\u00adment said"),
        ("from 2024 -", "as said", "from 2024 - as said"),
        ("💡", "💡", "💡 💡"),
        ("caf", "e\u0301", "caf e\u0301"),
        ("外務 G7", "talks", "外務 G7 talks"),
        ("G7 外", "talks", "G7 外talks"),
        ("the govern-", "a b", "the govern-a b"),
        ("talks", "2 days", "talks 2 days"),
    ],
)
def test_joined_words_keep_every_letter(left: str, right: str, whole: str) -> None:
    one, other = paragraph("b1", left), paragraph("b2", right)
    (joined,) = apply_corrections((one, other), [join_correction((one, other))]).blocks
    assert joined.text == whole


def test_a_hyphen_goes_only_where_that_is_said_and_its_note_stays() -> None:
    one = Paragraph(id="b1", content=(Span("the "), Span("govern-", bold=True), NoteReference("n9")))
    other = paragraph("b2", "ment said")
    text = apply_corrections((one, other), [join_correction((one, other), keep_hyphens=False)])
    (joined,) = text.blocks
    assert isinstance(joined, Paragraph)
    assert joined.content == (Span("the "), Span("govern", bold=True), NoteReference("n9"), Span("ment said"))
    assert [(piece.source, piece.end, piece.at) for piece in text.pieces_of(joined)] == [
        ("b1", 10, 0),
        ("b2", 9, 10),
    ]
    assert join_correction((other, one), keep_hyphens=False).dropped == ()
    three = (one, other, paragraph("b3", "more"))
    assert join_correction(three, keep_hyphens=False).dropped == (1, 0)
    assert apply_corrections(three, [join_correction(three, keep_hyphens=False)]).blocks[0].text == (
        "the government said more"
    )


def test_an_empty_block_between_two_does_not_glue_their_words() -> None:
    blocks = (paragraph("b1", "one"), paragraph("b2", ""), paragraph("b3", "two"))
    (joined,) = apply_corrections(blocks, [join_correction(blocks)]).blocks
    assert joined.text == "one two"


def test_lines_of_code_stay_lines() -> None:
    blocks = (Code(id="b1", content=(Span("a"),)), Code(id="b2", content=(Span("  b"),)))
    (joined,) = apply_corrections(blocks, [join_correction(blocks)]).blocks
    assert joined.text == "a\n  b"


def test_code_and_text_are_joined_as_text() -> None:
    blocks = (Code(id="b1", content=(Span("a"),)), paragraph("b2", "b"))
    assert apply_corrections(blocks, [join_correction(blocks)]).blocks[0].text == "a b"
    assert apply_corrections(blocks[::-1], [join_correction(blocks[::-1])]).blocks[0].text == "b a"


def test_three_blocks_become_one_in_the_place_of_the_first() -> None:
    blocks: tuple[Block, ...] = (
        paragraph("b0", "zero"),
        *(item(f"b{n}", f"w{n}") for n in range(1, 4)),
        item("b4", "four"),
    )
    text = apply_corrections(blocks, [join_correction(blocks[1:4])])
    assert text.blocks == (blocks[0], item("b1", "w1 w2 w3"), blocks[4])
    assert set(text.pieces) == {"b1"}
    begun = (paragraph("b1", "w1"), paragraph("b2", "w2"), item("b3", "w3", starts=True), item("b4", "w4"))
    assert apply_corrections(begun, [join_correction(begun[:3])]).blocks[1] == item("b4", "w4", starts=True)
    mixed = (item("b1", "w1", starts=True), item("b2", "w2"), paragraph("b3", "w3"), item("b4", "w4"))
    assert apply_corrections(mixed, [join_correction(mixed[:3])]).blocks[1] == mixed[3]


def test_a_note_at_the_beginning_stays_with_the_first_half_and_others_behind_their_word() -> None:
    content = (NoteReference("n0"), Span("a"), NoteReference("n1"), Span("b cd"))
    block = Paragraph(id="b1", content=content)
    first, second = apply_corrections((block,), [split_correction(block, 3, ())]).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.content == (NoteReference("n0"), Span("a"), NoteReference("n1"), Span("b"))
    assert second.content == (Span("cd"),)


def test_a_language_of_its_own_stays_with_the_joined_words() -> None:
    one = paragraph("b1", "He said")
    other = Paragraph(id="b2", content=(Span("ciao"),), language="it")
    (joined,) = apply_corrections((one, other), [join_correction((one, other))]).blocks
    assert isinstance(joined, Paragraph)
    assert joined.content == (Span("He said "), Span("ciao", language="it"))


def test_a_division_drops_only_the_space_and_keeps_form_and_notes(blocks: tuple[Block, ...]) -> None:
    first, second = apply_corrections(blocks, [split_correction(blocks[1], 10, {"b2"})]).blocks[1:3]
    assert (first.id, second.id) == ("b2", "b2.10")
    assert isinstance(first, Paragraph)
    assert first.content == (Span("The "), Span("chips", bold=True), NoteReference("n1"))
    assert second.text == "are"


def test_the_second_half_of_an_item_goes_on_with_its_list() -> None:
    first, second = apply_corrections(
        (item("b1", "One. Two.", 4, starts=True),),
        [split_correction(item("b1", "One. Two."), 5, ())],
    ).blocks
    assert first == item("b1", "One.", 4, starts=True)
    assert second == item("b1.5", "Two.", 5)


def test_the_second_half_of_an_item_without_a_number_has_none() -> None:
    block = item("b1", "One. Two.", starts=True)
    assert apply_corrections((block,), [split_correction(block, 5, ())]).blocks[1] == item("b1.5", "Two.")


@pytest.mark.parametrize(
    ("block", "second"),
    [
        (
            Quote(id="b1", content=(Span("One Two"),)),
            Quote(id="b1.4", content=(Span("Two"),), continues=True),
        ),
        (Code(id="b1", content=(Span("One\nTwo"),)), Code(id="b1.4", content=(Span("Two"),))),
        (
            Heading(id="b1", content=(Span("One Two"),), level=3, language="it", page=2),
            Paragraph(id="b1.4", content=(Span("Two"),), language="it", page=2),
        ),
        (Note(id="b1", content=(Span("One Two"),)), Paragraph(id="b1.4", content=(Span("Two"),))),
    ],
)
def test_the_second_half_is_what_its_kind_goes_on_with(block: Block, second: Block) -> None:
    assert apply_corrections((block,), [split_correction(block, 4, ())]).blocks[1] == second


def test_a_second_division_gets_an_id_that_was_never_in_use(blocks: tuple[Block, ...]) -> None:
    row: tuple[Correction, ...] = (split_correction(blocks[1], 10, {"b2"}),)
    text = apply_corrections(blocks, row)
    again = split_correction(text.blocks[1], 4, text.ids)
    assert again.second == "b2.4"
    assert [block.text for block in apply_corrections(blocks, (*row, again)).blocks[1:4]] == [
        "The",
        "chips",
        "are",
    ]


@pytest.mark.parametrize("at", [0, 1, 9, 10])
def test_a_division_never_makes_an_empty_half(at: int) -> None:
    block = paragraph("b1", " Suppliers")
    fits = is_applicable(apply_corrections((block,), ()), split_correction(block, at, ()))
    assert fits == (at == 9)


def test_a_mark_of_a_list_item_is_read_off_its_letters() -> None:
    blocks = (paragraph("b1", "1. First"), paragraph("b2", "2) Second"), paragraph("b3", "• Third"))
    row = [list_item_correction(block, None) for block in blocks]
    assert row[0].label is None, "the plain label of the outermost list"
    first, second, third = apply_corrections(blocks, row).blocks
    assert isinstance(first, ListItem)
    assert (first.text, first.number, first.ordered, first.starts) == ("First", 1, True, True)
    assert isinstance(second, ListItem)
    assert (second.text, second.number, second.starts) == ("Second", 2, False)
    assert isinstance(third, ListItem)
    assert (third.text, third.ordered) == ("Third", False)


def test_a_typed_letter_of_a_list_item_is_read_and_goes_on() -> None:
    blocks = (paragraph("b1", "(h) Eighth"), paragraph("b2", "(i) Ninth"), paragraph("b3", "Tenth"))
    found, corrections = apply_corrections(blocks, ()), list[Correction]()
    for name in ("b1", "b2", "b3"):
        corrections.append(list_item_correction(found.by_id[name], found.above(name)))
        found = apply_corrections(blocks, corrections)
    items = [block for block in found.blocks if isinstance(block, ListItem)]
    assert [(block.label_text, block.text) for block in items] == [
        ("(h)", "Eighth"), ("(i)", "Ninth"), ("(j)", "Tenth"),
    ]  # fmt: skip
    second = split_correction(items[0], 3, ())
    halves = apply_corrections(blocks, (*corrections, second)).blocks[:2]
    assert [block.label_text for block in halves if isinstance(block, ListItem)] == ["(h)", "(i)"]


def test_a_correction_without_a_label_is_stored_as_before() -> None:
    stored = json.loads(json_adapter(FormCorrection).write(shaped("b1", "list_item")))
    assert stored.keys() == {"block", "form", "level", "number", "mark", "kind"}


def test_a_paragraph_below_a_numbered_item_goes_on_counting() -> None:
    blocks = (item("b1", "One", 1, starts=True), paragraph("b2", "Two"))
    second = apply_corrections(blocks, [list_item_correction(blocks[1], blocks[0])]).blocks[1]
    assert isinstance(second, ListItem)
    assert (second.number, second.starts) == (2, False)


def test_the_item_below_one_that_is_none_any_more_begins_the_list() -> None:
    blocks = (item("b1", "Title", starts=True), item("b2", "One"), item("b3", "Two"))
    for correction in (shaped("b1", "paragraph"), RemovalCorrection(block="b1")):
        below = of_type(apply_corrections(blocks, [correction]).blocks[-2], ListItem)
        assert below.starts


def test_a_quotation_whose_first_paragraph_goes_begins_with_the_next() -> None:
    one = Quote(id="b1", content=(Span("One"),))
    two = Quote(id="b2", content=(Span("Two"),), continues=True)
    for correction in (shaped("b1", "paragraph"), RemovalCorrection(block="b1")):
        below = of_type(apply_corrections((one, two), [correction]).blocks[-1], Quote)
        assert not below.continues


def test_a_note_that_is_left_out_takes_its_mark_along(blocks: tuple[Block, ...]) -> None:
    text = apply_corrections(blocks, [RemovalCorrection(block="n1")]).blocks
    assert isinstance(text[1], Paragraph)
    assert NoteReference("n1") not in text[1].content
    assert text[1].text == blocks[1].text


def test_tables_and_pictures_are_neither_shaped_nor_joined_nor_divided() -> None:
    blocks: tuple[Block, ...] = (paragraph("b1", "a"), Table(id="b2"), Figure(id="b3"), paragraph("b4", "b"))
    text = apply_corrections(blocks, ())
    for name in ("b2", "b3"):
        assert not is_applicable(text, shaped(name, "heading", 2))
        assert is_applicable(text, JoinCorrection(blocks=("b1", name), glue=(" ",))) is False
        assert is_applicable(text, JoinCorrection(blocks=(name, "b1"), glue=(" ",))) is False
        assert is_applicable(text, RemovalCorrection(block=name))


def test_what_does_not_fit_is_passed_over(blocks: tuple[Block, ...]) -> None:
    row = (
        RemovalCorrection(block="b9"),
        shaped("b1", "paragraph"),
        shaped("b1", "heading", 9),
        LanguageCorrection(block="b4", language="it"),
    )
    text = apply_corrections(blocks, row)
    assert text.kept == row[3:]
    assert join_text(text.blocks) == join_text(blocks)
    joined = join_correction(blocks[:2])
    gone = (RemovalCorrection(block="b2"), split_correction(blocks[1], 4, ()), join_correction(blocks[1:3]))
    assert apply_corrections(blocks, (joined, *gone)).kept == (joined,)


def test_the_last_word_on_a_form_counts_alone(blocks: tuple[Block, ...]) -> None:
    row = (
        shaped("b1", "heading", 2),
        LanguageCorrection(block="b1", language="it"),
        shaped("b1", "quote"),
        shaped("b1", "heading", 3),
    )
    assert compact_corrections(blocks, row) == (row[1], row[3])
    others = (
        shaped("b1", "heading", 2),
        shaped("b3", "quote"),
        LanguageCorrection(block="b4", language="it"),
    )
    assert compact_corrections(blocks, (*others, *others)) == others
    assert compact_corrections(blocks, (row[0], shaped("b1", "paragraph"))) == ()


def test_a_form_before_a_junction_stays() -> None:
    blocks = (paragraph("b1", "a"), paragraph("b2", "b"))
    row = (shaped("b1", "heading", 2), join_correction(blocks), shaped("b1", "quote"))
    assert compact_corrections(blocks, row) == row


def test_joining_what_was_divided_leaves_no_correction() -> None:
    block = paragraph("b1", "One sentence. Another one.")
    division = split_correction(block, 13, ())
    halves = apply_corrections((block,), [division]).blocks
    whole = apply_corrections((block,), [division, join_correction(halves)])
    assert set(whole.pieces) == {"b1"}
    assert [half.text for half in halves] == ["One sentence.", "Another one."]
    shaping = shaped("b1.13", "quote")
    assert compact_corrections((block,), (division, shaping, join_correction(halves))) == ()


def test_the_language_of_a_block_is_changed_once(blocks: tuple[Block, ...]) -> None:
    correction = LanguageCorrection(block="b1", language="it")
    text = apply_corrections(blocks, [correction, correction])
    assert text.blocks[0].language == "it"
    assert text.kept == (correction,)


def test_a_join_that_reverts_a_split_leaves_later_corrections(blocks: tuple[Block, ...]) -> None:
    split = split_correction(blocks[1], 4, {"b2"})
    later: tuple[Correction, ...] = (shaped("b1", "heading", 2), RemovalCorrection(block="b3"))
    row: tuple[Correction, ...] = (split, *later)
    join = join_correction(apply_corrections(blocks, row).blocks[1:3])
    assert compact_corrections(blocks, (*row, join)) == later


def test_what_two_desks_split_at_one_place_is_one_split_and_at_two_places_two() -> None:
    block = paragraph("b1", "One two three four five")
    one, other, third = (split_correction(block, at, ()) for at in (4, 14, 8))
    assert one == split_correction(block, 4, ())
    assert len({one.second, other.second, third.second}) == 3
    for row in permutations((one, other, third)):
        text = apply_corrections((block,), row)
        assert [half.text for half in text.blocks] == ["One", "two", "three", "four five"]
        assert text.kept == row
        # Each half has the words that its desk saw in it first.
        assert [half.id for half in text.blocks] == ["b1", "b1.4", "b1.8", "b1.14"]
    assert apply_corrections((block,), (one, RemovalCorrection(block="b1.4"), other)).kept[1:] == (
        RemovalCorrection(block="b1.4"),
    )
