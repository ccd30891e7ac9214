"""Single blocks are converted, and their notes are kept or removed."""

from __future__ import annotations

import pytest
from tests.narrowing import of_type

from briefbuilder.domain.block_edits import (
    SourcePiece,
    append_notes,
    drop_dangling_references,
    drop_other_notes,
    inherit_list_position,
    join_content,
    referenced_notes,
    remove_blocks,
    slice_pieces,
)
from briefbuilder.domain.corrected_text import apply_corrections, is_applicable
from briefbuilder.domain.corrections import (
    FormCorrection,
    JoinCorrection,
    LanguageCorrection,
    RemovalCorrection,
    SplitCorrection,
    join_correction,
    split_correction,
)
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
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


def paragraph(name: str, text: str = "Words") -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


def item(name: str, depth: int = 0, *, starts: bool = False, continues: bool = False) -> ListItem:
    return ListItem(id=name, content=(Span(name),), depth=depth, starts=starts, continues=continues)


def test_a_correction_without_a_level_or_mark_has_none() -> None:
    shaped = FormCorrection(block="b", form="quote")
    assert (shaped.level, shaped.number, shaped.mark) == (0, None, 0)


def test_a_slice_cuts_the_pieces_at_its_ends_and_counts_from_its_beginning() -> None:
    pieces = (SourcePiece("a", 10, 14, 0), SourcePiece("b", 0, 6, 5))
    assert slice_pieces(pieces, 2, 8) == (SourcePiece("a", 12, 14, 0), SourcePiece("b", 0, 3, 3))
    assert slice_pieces(pieces, 4, 5) == ()
    assert slice_pieces(pieces, 4, 6) == (SourcePiece("b", 0, 1, 1),)


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ("heading", Heading(id="b", content=(Span("One"),), language="it", page=3, level=2)),
        ("paragraph", Paragraph(id="b", content=(Span("One"),), language="it", page=3)),
        ("quote", Quote(id="b", content=(Span("One"),), language="it", page=3)),
    ],
)
def test_another_form_keeps_words_language_and_page(form: str, made: Block) -> None:
    block = Code(id="b", content=(Span("One"),), language="it", page=3)
    assert apply_corrections((block,), [FormCorrection(block="b", form=form, level=2)]).blocks == (made,)  # type: ignore[arg-type]


def test_an_item_has_the_depth_of_the_one_above_and_keeps_language_and_page() -> None:
    block = Paragraph(id="b", content=(NoteReference("n"), Span("3. Words")), language="it", page=3)
    shaped = FormCorrection(block="b", form="list_item", number=3, mark=3)
    made = ListItem(
        id="b",
        content=(NoteReference("n"), Span("Words")),
        language="it",
        page=3,
        depth=2,
        ordered=True,
        number=3,
    )
    assert apply_corrections((item("a", 2), block), [shaped]).blocks[1] == made
    first = of_type(apply_corrections((paragraph("a"), block), [shaped]).blocks[1], ListItem)
    assert (first.depth, first.starts) == (0, True)


def test_words_joined_with_a_space_take_the_form_that_both_have() -> None:
    bold = Paragraph(id="a", content=(Span("one", bold=True),))
    other = Paragraph(id="b", content=(Span("two", bold=True),))
    assert join_content(bold, " ", other) == (Span("one two", bold=True),)
    assert join_content(bold, " ", paragraph("b", "two")) == (Span("one", bold=True), Span(" two"))
    assert join_content(paragraph("a", "one"), "", paragraph("b", "two")) == (Span("onetwo"),)


def test_joined_words_of_the_same_language_need_not_say_it() -> None:
    one = Paragraph(id="a", content=(Span("uno"),), language="it")
    same = Paragraph(id="b", content=(Span("due"),), language="it")
    assert join_content(one, " ", same) == (Span("uno due"),)
    own = Paragraph(
        id="b", content=(Span("zwei", language="de"), NoteReference("n"), Span("deux")), language="fr"
    )
    assert join_content(one, " ", own) == (
        Span("uno "),
        Span("zwei", language="de"),
        NoteReference("n"),
        Span("deux", language="fr"),
    )


@pytest.mark.parametrize(
    ("gone", "below", "starts", "continues"),
    [
        (item("a", starts=True), item("b"), True, False),
        (item("a", starts=True), item("b", 1), False, False),
        (item("a"), item("b"), False, False),
        (item("a", starts=True), item("b", continues=True), True, False),
        (item("a"), item("b", continues=True), False, False),
        (item("a", continues=True), item("b", continues=True), False, True),
        (paragraph("a"), item("b", continues=True), False, True),
    ],
)
def test_an_item_takes_the_place_of_the_one_above(
    gone: Block, below: ListItem, starts: bool, continues: bool
) -> None:
    found = of_type(inherit_list_position(gone, below), ListItem)
    assert (found.starts, found.continues) == (starts, continues)


def test_a_further_paragraph_of_an_item_takes_its_number() -> None:
    gone = ListItem(id="a", ordered=True, number=4, starts=True)
    found = inherit_list_position(gone, ListItem(id="b", continues=True))
    assert found == ListItem(id="b", ordered=True, number=4, starts=True)


def test_a_quotation_goes_on_where_the_paragraph_above_went_on() -> None:
    begun, on = Quote(id="a"), Quote(id="b", continues=True)
    assert inherit_list_position(begun, on) == Quote(id="b")
    assert inherit_list_position(Quote(id="a", continues=True), on) == on
    assert inherit_list_position(paragraph("a"), on) == on


def test_several_blocks_that_go_hand_their_place_down() -> None:
    blocks = (item("a", starts=True), item("b"), item("c"), item("d"))
    kept = remove_blocks(blocks, {"a", "b"})
    assert kept == (item("c", starts=True), item("d"))
    assert remove_blocks(blocks, set()) == blocks


def test_marks_go_with_their_notes_alone() -> None:
    marked = Paragraph(id="a", content=(Span("One"), NoteReference("n1"), NoteReference("n2")))
    note = Note(id="n1")
    kept = drop_dangling_references((marked, note, paragraph("b")), frozenset({"n1", "n2"}))
    assert kept[0] == Paragraph(id="a", content=(Span("One"), NoteReference("n1")))
    assert kept[1:] == (note, paragraph("b"))
    assert drop_dangling_references((marked, note), frozenset({"n1"})) == (marked, note)


def table_with_a_note() -> Table:
    inner = Paragraph(id="c", content=(NoteReference("n2"),))
    return Table(id="t", content=(NoteReference("n1"),), rows=(Row(cells=(Cell(blocks=(inner,)),)),))


def test_a_table_refers_to_notes_in_its_caption_and_its_cells() -> None:
    assert referenced_notes((table_with_a_note(),)) == {"n1", "n2"}
    assert referenced_notes((paragraph("a"),)) == frozenset()


def test_blocks_take_along_the_notes_that_they_lack_and_no_others() -> None:
    notes = (Note(id="n1"), Note(id="n2"), Note(id="n3"), paragraph("n4"))
    blocks = (table_with_a_note(), Note(id="n1"))
    assert append_notes(blocks, notes) == (*blocks, Note(id="n2"))


def test_notes_to_other_text_go_unless_there_are_only_notes() -> None:
    first, second = (Paragraph(id=name, content=(NoteReference(f"n{name}"),)) for name in "ab")
    notes = (Note(id="na"), Note(id="nb"))
    article = (first, second, *notes)
    assert drop_other_notes((second, *notes), article) == (second, notes[1])
    assert drop_other_notes(notes, article) == notes
    plain, own = Paragraph(id="c"), Note(id="nc")
    assert drop_other_notes((plain, *notes), (*article, plain)) == (plain,)
    assert drop_other_notes((own, *notes), article) == (own, *notes)


def test_joining_gives_the_place_in_a_list_to_what_follows() -> None:
    blocks = (paragraph("a"), item("b", starts=True), item("c"))
    below = apply_corrections(blocks, [join_correction(blocks[:2])]).blocks[1]
    assert below == item("c", starts=True)
    alike = (item("a", starts=True), item("b"), item("c"))
    assert apply_corrections(alike, [join_correction(alike[:2])]).blocks[1] == item("c")


def test_the_block_below_a_converted_quotation_begins_a_quotation() -> None:
    blocks = tuple(Quote(id=name, continues=name != "a") for name in "abc")
    text = apply_corrections(blocks, [FormCorrection(block="b", form="paragraph")]).blocks
    assert text[2] == Quote(id="c")


def test_what_was_left_out_is_passed_over_when_a_place_is_handed_on() -> None:
    blocks = (item("a", starts=True), paragraph("x"), item("b"))
    text = apply_corrections(
        blocks, [RemovalCorrection(block="x"), FormCorrection(block="a", form="paragraph")]
    ).blocks
    assert text[1] == item("b", starts=True)


def test_an_item_below_one_that_was_left_out_looks_further_up() -> None:
    blocks = (item("a", 1), paragraph("x"), paragraph("b", "Words"))
    text = apply_corrections(
        blocks, [RemovalCorrection(block="x"), FormCorrection(block="b", form="list_item")]
    ).blocks
    made = of_type(text[1], ListItem)
    assert (made.depth, made.starts) == (1, False)


@pytest.mark.parametrize(
    "correction",
    [
        FormCorrection(block="b", form="list_item", mark=5),
        FormCorrection(block="b", form="heading", level=0),
        FormCorrection(block="b", form="heading", level=7),
        FormCorrection(block="h", form="heading", level=2),
        JoinCorrection(blocks=("b",), glue=()),
        JoinCorrection(blocks=("b", "b"), glue=(" ",)),
        JoinCorrection(blocks=("b", "h"), glue=()),
        JoinCorrection(blocks=("b", "gone"), glue=(" ",)),
        JoinCorrection(blocks=("b", "h"), glue=(" ",), dropped=(0, 0)),
        SplitCorrection(block="b", at=2, second="h"),
        SplitCorrection(block="b", at=2, second="b"),
        LanguageCorrection(block="b", language=None),
        RemovalCorrection(block="gone"),
        SplitCorrection(block="gone", at=2, second="new"),
    ],
)
def test_a_correction_that_says_nothing_or_too_much_does_not_fit(correction: FormCorrection) -> None:
    heading = Heading(id="h", content=(Span("Title"),), level=2)
    assert is_applicable(apply_corrections((paragraph("b"), heading), ()), correction) is False


@pytest.mark.parametrize(
    "correction",
    [
        FormCorrection(block="b", form="list_item", mark=4),
        FormCorrection(block="b", form="heading", level=1),
        FormCorrection(block="b", form="heading", level=6),
        FormCorrection(block="h", form="heading", level=3),
        JoinCorrection(blocks=("b", "h"), glue=(" ",)),
        JoinCorrection(blocks=("b", "h"), glue=(" ",), dropped=(1,)),
        SplitCorrection(block="b", at=2, second="new"),
        LanguageCorrection(block="b", language="it"),
        RemovalCorrection(block="b"),
    ],
)
def test_a_correction_at_the_edge_of_what_is_allowed_fits(correction: FormCorrection) -> None:
    heading = Heading(id="h", content=(Span("Title"),), level=2)
    text = apply_corrections((paragraph("b"), heading), ())
    assert is_applicable(text, correction) is True
    assert not is_applicable(
        apply_corrections(text.blocks, [RemovalCorrection(block="b"), RemovalCorrection(block="h")]),
        correction,
    )


def test_the_pieces_of_a_joined_and_divided_block_tell_where_each_word_was_read() -> None:
    blocks = (paragraph("a", "One two"), paragraph("b", "three four"))
    joined = apply_corrections(blocks, [join_correction(blocks)])
    assert joined.pieces_of(joined.blocks[0]) == (SourcePiece("a", 0, 7, 0), SourcePiece("b", 0, 10, 8))
    division = split_correction(joined.blocks[0], 14, joined.ids)
    text = apply_corrections(blocks, [join_correction(blocks), division])
    first, second = text.blocks
    assert [block.text for block in text.blocks] == ["One two three", "four"]
    assert text.pieces_of(first) == (SourcePiece("a", 0, 7, 0), SourcePiece("b", 0, 5, 8))
    assert text.pieces_of(second) == (SourcePiece("b", 6, 10, 0),)
    assert text.ids == {"a", "b", "a.14"}


def test_an_item_without_its_mark_was_read_behind_it() -> None:
    block = paragraph("a", "1. Words")
    text = apply_corrections((block,), [FormCorrection(block="a", form="list_item", number=1, mark=3)])
    assert text.pieces_of(text.blocks[0]) == (SourcePiece("a", 3, 8, 0),)


def test_the_block_above_another_one_is_that_of_the_text() -> None:
    blocks = (paragraph("a"), paragraph("x"), paragraph("b"))
    text = apply_corrections(blocks, [RemovalCorrection(block="x")])
    assert text.above("b") == blocks[0]
    assert text.above("a") is None
    assert text.above("gone") is None
