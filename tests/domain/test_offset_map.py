"""Ranges of text are found again after any corrections, in any script."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.narrowing import not_none

from briefbuilder.domain.corrected_text import CorrectedText, apply_corrections, compact_corrections
from briefbuilder.domain.corrections import (
    Correction,
    FormCorrection,
    RemovalCorrection,
    join_correction,
    split_correction,
)
from briefbuilder.domain.offset_map import BlockRange, OffsetMap
from briefbuilder.domain.text import Block, Figure, Paragraph, Span

LETTERS = st.sampled_from([*"ab .-", "💡", "外", "務", "e\u0301", "🇯🇵", "한", "\u200d", "ש", "\u00ad"])
TEXTS = st.lists(LETTERS, min_size=0, max_size=12).map("".join)
BLOCKS = st.lists(TEXTS, min_size=1, max_size=5).map(
    lambda texts: tuple(
        Paragraph(id=f"b{n}", content=(Span(text[:3], bold=True), Span(text[3:])))
        for n, text in enumerate(texts)
    )
)


def words(text: str) -> str:
    return "".join(text.split())


def draw_correction(data: st.DataObject, text: CorrectedText) -> Correction | None:
    if not text.blocks:
        return None
    place = data.draw(st.integers(0, len(text.blocks) - 1))
    block = text.blocks[place]
    kind = data.draw(st.sampled_from(["shape", "join", "divide", "leave"]))
    if kind == "join":
        members = text.blocks[place : place + data.draw(st.integers(2, 3))]
        return join_correction(members) if len(members) > 1 else None
    if kind == "divide":
        return split_correction(block, data.draw(st.integers(0, len(block.text))), text.ids)
    return (
        RemovalCorrection(block=block.id)
        if kind == "leave"
        else FormCorrection(block=block.id, form="heading", level=2)
    )


def draw_row(data: st.DataObject, blocks: tuple[Block, ...]) -> tuple[Correction, ...]:
    row: tuple[Correction, ...] = ()
    for _ in range(data.draw(st.integers(0, 6))):
        correction = draw_correction(data, apply_corrections(blocks, row))
        row = row if correction is None else compact_corrections(blocks, (*row, correction))
    return row


def quoted(text: CorrectedText, blocks: tuple[str, ...], start: int, end: int) -> str:
    texts = [text.by_id[name].text for name in blocks]
    texts[-1] = texts[-1][:end]
    texts[0] = texts[0][start:]
    return "\n".join(texts)


def left_words(text: CorrectedText) -> str:
    return "".join(words(block.text) for block in text.all_blocks if block.id in text.left_out)


@settings(max_examples=100)
@given(BLOCKS, st.data())
def test_a_run_keeps_its_words_but_for_those_that_were_left_out(
    blocks: tuple[Block, ...], data: st.DataObject
) -> None:
    before = apply_corrections(blocks, draw_row(data, blocks))
    row = before.kept
    for _ in range(data.draw(st.integers(1, 4))):
        correction = draw_correction(data, apply_corrections(blocks, row))
        row = row if correction is None else (*row, correction)
    after = apply_corrections(blocks, row)
    if not before.blocks:
        return
    first = data.draw(st.integers(0, len(before.blocks) - 1))
    last = data.draw(st.integers(first, len(before.blocks) - 1))
    names = tuple(block.id for block in before.blocks[first : last + 1])
    start = data.draw(st.integers(0, len(before.blocks[first].text)))
    end = data.draw(st.integers(start if first == last else 0, len(before.blocks[last].text)))
    quote = quoted(before, names, start, end)
    moved = OffsetMap(before, after).map_range(names, start, end)
    if moved is None:
        assert after.left_out - before.left_out or not words(quote)
        return
    now = quoted(after, moved.blocks, moved.start, moved.end)
    if after.left_out == before.left_out:
        assert words(now) == words(quote)
    else:
        assert is_thinned(words(now), words(quote))
        gone = left_words(after)
        assert all(letter in gone or letter in words(now) for letter in words(quote))


def is_thinned(less: str, more: str) -> bool:
    """Tell whether one text is the other one with letters taken out."""
    letters = iter(more)
    return all(letter in letters for letter in less)


@settings(max_examples=80)
@given(BLOCKS, st.data())
def test_all_words_are_accounted_for_and_taking_all_back_gives_them_back(
    blocks: tuple[Block, ...], data: st.DataObject
) -> None:
    text = apply_corrections(blocks, draw_row(data, blocks))
    whole = "".join(words(block.text) for block in blocks)
    assert sorted(words("".join(block.text for block in text.all_blocks))) == sorted(whole)
    original = apply_corrections(blocks, ())
    for block in text.blocks:
        for piece in text.pieces_of(block):
            source = original.by_id[piece.source].text[piece.start : piece.end]
            assert block.text[piece.at : piece.at + len(source)] == source
    back = OffsetMap(text, original)
    for block in text.blocks:
        moved = not_none(back.map_range((block.id,), 0, len(block.text)))
        if not text.left_out:
            assert words(quoted(original, moved.blocks, moved.start, moved.end)) == words(block.text)


def test_what_comes_back_inside_a_run_belongs_to_it_again() -> None:
    blocks = tuple(Paragraph(id=f"b{n}", content=(Span(f"text {n}"),)) for n in range(4))
    before, after = apply_corrections(blocks, [RemovalCorrection(block="b1")]), apply_corrections(blocks, ())
    moved = not_none(OffsetMap(before, after).map_range(("b0", "b2"), 2, 4))
    assert (moved.blocks, moved.start, moved.end) == (("b0", "b1", "b2"), 2, 4)


def test_a_picture_without_a_caption_stays_in_its_run() -> None:
    blocks: tuple[Block, ...] = (
        Figure(id="b0"),
        Paragraph(id="b1", content=(Span("a"),)),
        Paragraph(id="b2", content=(Span("b"),)),
    )
    after = apply_corrections(blocks, [join_correction(blocks[1:])])
    moved = not_none(OffsetMap(apply_corrections(blocks, ()), after).map_range(("b0", "b1"), 0, 1))
    assert (moved.blocks, moved.end) == (("b0", "b1"), 1)


def test_a_tag_on_a_word_that_a_hyphen_broke_holds_the_whole_word() -> None:
    blocks = tuple(
        Paragraph(id=f"b{n}", content=(Span(text),)) for n, text in enumerate(("the govern-", "ment said"))
    )
    after = apply_corrections(blocks, [join_correction(blocks, keep_hyphens=False)])
    moves = OffsetMap(apply_corrections(blocks, ()), after)
    moved = not_none(moves.map_range(("b0", "b1"), 4, 4))
    assert quoted(after, moved.blocks, moved.start, moved.end) == "government"
    assert moves.map_range(("b0",), 10, 11) is None


def test_sections_tell_where_their_words_come_from() -> None:
    blocks = tuple(Paragraph(id=f"b{n}", content=(Span(f"text {n}"),)) for n in range(3))
    one, two = (
        apply_corrections(blocks, ()),
        apply_corrections(blocks, [FormCorrection(block="b1", form="heading", level=2)]),
    )
    assert OffsetMap(one, two).source_sections() == ((0,), (0,))
    assert OffsetMap(two, one).source_sections() == ((0, 1),)


def test_a_place_in_a_text_is_found_again() -> None:
    blocks = tuple(Paragraph(id=f"b{n}", content=(Span("one two"),)) for n in range(2))
    before = apply_corrections(blocks, ())
    joined = OffsetMap(before, apply_corrections(blocks, [join_correction(blocks)]))
    assert joined.map_point("b1", 4) == ("b0", 12)
    assert joined.map_point("b1", 7) == ("b0", 15)
    divided = OffsetMap(before, apply_corrections(blocks, [split_correction(blocks[0], 4, {"b0", "b1"})]))
    assert divided.map_point("b0", 4) == ("b0.4", 0)
    assert (
        OffsetMap(before, apply_corrections(blocks, [RemovalCorrection(block="b1")])).map_point("b1", 2)
        is None
    )


def moves(texts: str, *corrections: Correction, before: tuple[Correction, ...] = ()) -> OffsetMap:
    """Return the way of the texts of some paragraphs, with a bar between two, under corrections."""
    blocks = tuple(
        Paragraph(id=f"b{number}", content=(Span(text),)) for number, text in enumerate(texts.split("|"), 1)
    )
    return OffsetMap(apply_corrections(blocks, before), apply_corrections(blocks, (*before, *corrections)))


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(id=f"b{number}", content=(Span(text),)) for number, text in enumerate(texts, 1))


def test_a_run_that_nothing_touched_stays_where_it_is() -> None:
    way = moves("one|two|three", RemovalCorrection(block="b3"))
    assert way.map_range(("b1", "b2"), 1, 2) == BlockRange(("b1", "b2"), 1, 2)
    assert way.map_range(("b2",), 2, 2) == BlockRange(("b2",), 2, 2)
    assert way.map_range(("b1", "b2"), 3, 2) == BlockRange(("b1", "b2"), 3, 2)
    assert way.map_range(("b1", "b2"), 1, 0) == BlockRange(("b1", "b2"), 1, 0)


def test_a_run_around_what_was_left_out_loses_it() -> None:
    way = moves("one|two|three", RemovalCorrection(block="b2"))
    assert way.map_range(("b1", "b2", "b3"), 1, 4) == BlockRange(("b1", "b3"), 1, 4)
    assert way.map_range(("b1", "b2"), 1, 2) == BlockRange(("b1",), 1, 3)
    assert way.map_range(("b2", "b3"), 1, 2) == BlockRange(("b3",), 0, 2)
    assert way.map_range(("b2",), 0, 3) is None


def test_what_is_brought_back_inside_a_run_belongs_to_it() -> None:
    blocks = paragraphs("one", "two", "three")
    way = OffsetMap(apply_corrections(blocks, [RemovalCorrection(block="b2")]), apply_corrections(blocks, ()))
    assert way.map_range(("b1", "b3"), 1, 4) == BlockRange(("b1", "b2", "b3"), 1, 4)
    assert way.map_range(("b1",), 1, 2) == BlockRange(("b1",), 1, 2)


def test_a_run_follows_its_words_into_a_joined_block() -> None:
    way = moves("one|two|three", join_correction(paragraphs("one", "two")))
    assert way.map_range(("b2",), 1, 3) == BlockRange(("b1",), 5, 7)
    assert way.map_range(("b1", "b2"), 1, 2) == BlockRange(("b1",), 1, 6)
    assert way.map_range(("b2", "b3"), 0, 2) == BlockRange(("b1", "b3"), 4, 2)


def test_a_run_follows_its_words_over_a_division() -> None:
    way = moves("one two|three", split_correction(paragraphs("one two")[0], 4, ()))
    assert way.map_range(("b1",), 4, 7) == BlockRange(("b1.4",), 0, 3)
    assert way.map_range(("b1",), 1, 6) == BlockRange(("b1", "b1.4"), 1, 2)
    assert way.map_range(("b1",), 0, 3) == BlockRange(("b1",), 0, 3)
    assert way.map_range(("b1", "b2"), 5, 2) == BlockRange(("b1.4", "b2"), 1, 2)


def test_a_place_at_a_cut_is_found_on_one_side() -> None:
    way = moves("one. two", split_correction(paragraphs("one. two")[0], 5, ()))
    assert way.map_range(("b1",), 4, 4) == BlockRange(("b1",), 4, 4)
    assert way.map_range(("b1",), 5, 5) == BlockRange(("b1.5",), 0, 0)
    unspaced = moves("外務発表", split_correction(paragraphs("外務発表")[0], 2, ()))
    assert unspaced.map_range(("b1",), 2, 2) == BlockRange(("b1",), 2, 2)


def test_a_point_is_found_or_the_nearest_word_of_its_block() -> None:
    way = moves("one two|three", split_correction(paragraphs("one two")[0], 4, ()))
    assert way.map_point("b1", 5) == ("b1.4", 1)
    assert way.map_point("b1", 0) == ("b1", 0)
    assert way.map_point("b1", 7) == ("b1.4", 3)
    assert way.map_point("gone", 1) is None
    left = moves("one|two", RemovalCorrection(block="b1"))
    assert left.map_point("b1", 1) is None
    assert left.map_point("b2", 1) == ("b2", 1)


def test_a_point_in_words_that_were_left_out_goes_to_those_before_it() -> None:
    division = split_correction(paragraphs("one two")[0], 4, ())
    blocks = paragraphs("one two", "three")
    way = OffsetMap(
        apply_corrections(blocks, ()), apply_corrections(blocks, [division, RemovalCorrection(block="b1.4")])
    )
    assert way.map_point("b1", 5) == ("b1", 3)
    way = OffsetMap(
        apply_corrections(blocks, ()), apply_corrections(blocks, [division, RemovalCorrection(block="b1")])
    )
    assert way.map_point("b1", 1) == ("b1.4", 0)


def test_an_empty_block_has_a_point_too() -> None:
    assert moves("|two").map_point("b1", 0) == ("b1", 0)
    assert moves("|two", join_correction(paragraphs("", "two"))).map_point("b1", 0) == ("b1", 0)


def test_sections_know_those_that_their_words_come_from() -> None:
    heading = FormCorrection(block="b2", form="heading", level=2)
    assert moves("one|two|three", heading).source_sections() == ((0,), (0,))
    assert moves("one|two|three", before=(heading,)).source_sections() == ((0,), (1,))
    way = OffsetMap(
        apply_corrections(paragraphs("one", "two", "three"), [heading]),
        apply_corrections(paragraphs("one", "two", "three"), ()),
    )
    assert way.source_sections() == ((0, 1),)
    assert moves("one|two|three", RemovalCorrection(block="b1"), before=(heading,)).source_sections() == (
        (1,),
    )


def test_a_range_ends_with_its_last_word() -> None:
    blocks = paragraphs("外務", "発表")
    way = OffsetMap(apply_corrections(blocks, [join_correction(blocks)]), apply_corrections(blocks, ()))
    assert way.map_range(("b1",), 0, 2) == BlockRange(("b1",), 0, 2)
    assert way.map_range(("b1",), 2, 4) == BlockRange(("b2",), 0, 2)
    assert way.map_range(("b1",), 1, 3) == BlockRange(("b1", "b2"), 1, 1)


def test_blocks_that_were_never_there_are_passed_over() -> None:
    assert moves("one|two").map_range(("gone", "b2"), 0, 2) == BlockRange(("b2",), 0, 2)
    assert moves("one|two").map_range(("gone",), 0, 2) is None
