"""Inline content is sliced, split and joined."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.inline import (
    captioned_block_text,
    merge_spans,
    numeric_text,
    plain_digits,
    replace_range,
    slice_content,
    strip_content,
    with_script_digits,
    without_script_digits,
)
from briefbuilder.domain.text import Cell, Inline, NoteReference, Paragraph, Row, Span, Table, plain_text

PLAIN = Paragraph(id="p", content=(Span("Text"),))
SPANS = st.builds(Span, st.text(max_size=12), bold=st.booleans())
CONTENT = st.lists(st.one_of(SPANS, st.builds(NoteReference, st.just("n"))), max_size=8).map(tuple)


@given(CONTENT, st.integers(0, 60), st.integers(0, 60))
def test_a_cut_holds_the_characters_between_its_ends(
    content: tuple[Inline, ...], start: int, end: int
) -> None:
    assert plain_text(slice_content(content, start, end)) == plain_text(content)[start:end]


@given(CONTENT)
def test_merging_changes_no_character_and_no_note(content: tuple[Inline, ...]) -> None:
    joined = merge_spans(content)
    assert plain_text(joined) == plain_text(content)
    assert joined.count(NoteReference("n")) == content.count(NoteReference("n"))
    assert merge_spans(joined) == joined


def test_empty_spans_go_and_notes_stay_in_their_places() -> None:
    note, bold = NoteReference("n"), Span("b", bold=True)
    assert merge_spans((Span(""), Span("a"), Span("", bold=True), note, bold, Span(""))) == (
        Span("a"),
        note,
        bold,
    )


def test_a_table_is_shown_with_its_caption_above_it() -> None:
    table = Table(id="t", content=(Span("Exports"),), rows=(Row(cells=(Cell(blocks=(PLAIN,)),)),))
    assert captioned_block_text(table) == "Exports\nText"
    assert captioned_block_text(replace(table, content=())) == "Text"
    assert captioned_block_text(PLAIN) == "Text"


def test_neighbours_of_one_form_become_one_span() -> None:
    assert merge_spans((Span("a"), Span(""), Span("b"), Span("c", bold=True))) == (
        Span("ab"),
        Span("c", bold=True),
    )


@given(CONTENT)
def test_stripping_takes_white_space_alone(content: tuple[Inline, ...]) -> None:
    bare = strip_content(content)
    assert plain_text(bare) == plain_text(content).strip()
    assert bare.count(NoteReference("n")) == content.count(NoteReference("n"))


@given(CONTENT, st.integers(0, 40), st.integers(0, 40), st.text(max_size=6))
def test_a_replacement_changes_the_text_between_its_ends_and_keeps_every_note(
    content: tuple[Inline, ...], start: int, end: int, text: str
) -> None:
    before = plain_text(content)
    start, end = sorted((min(start, len(before)), min(end, len(before))))
    changed = replace_range(content, start, end, text)
    assert plain_text(changed) == before[:start] + text + before[end:]
    assert changed.count(NoteReference("n")) == content.count(NoteReference("n"))


def test_new_text_has_the_format_of_what_it_replaces() -> None:
    content = (Span("The "), Span("first", bold=True), Span(" round"))
    assert replace_range(content, 4, 9, "second") == (
        Span("The "),
        Span("second", bold=True),
        Span(" round"),
    )
    assert [replace_range(content, at, at, "X")[1] for at in (4, 5, 9)] == [
        Span("first", bold=True),
        Span("fXirst", bold=True),
        Span("firstX", bold=True),
    ]
    assert replace_range((Span("first", bold=True),), 0, 0, "X") == (Span("Xfirst", bold=True),)


def test_a_note_stays_behind_the_word_that_replaces_its_own() -> None:
    content = (Span("four things"), NoteReference("n"), Span(" more"))
    assert replace_range(content, 5, 11, "points") == (
        Span("four points"),
        NoteReference("n"),
        Span(" more"),
    )
    assert replace_range(content, 11, 11, "x")[0] == Span("four thingsx")
    assert replace_range(content, 11, 11, ", and") == (
        Span("four things"),
        NoteReference("n"),
        Span(", and more"),
    )
    short = (Span("of a"), NoteReference("n"))
    assert replace_range(short, 4, 4, "n") == (Span("of an"), NoteReference("n"))
    earlier = (Span("two"), NoteReference("m"), Span(" or "), *content)
    assert replace_range(earlier, 18, 18, "x") == (*earlier[:2], Span(" or four thingsx"), *earlier[4:])
    assert replace_range(content, 0, 4, "five") == (Span("five things"), *content[1:])


def test_text_behind_a_link_does_not_extend_it() -> None:
    content = (Span("see "), Span("the page", link="https://a.example/"))
    assert replace_range(content, 12, 12, " now") == (*content, Span(" now"))
    assert replace_range(content, 8, 8, "new ") == (
        Span("see "),
        Span("the new page", link="https://a.example/"),
    )


def test_raised_and_lowered_digits_are_no_part_of_the_number_before_them() -> None:
    def content(*pieces: str) -> tuple[Inline, ...]:
        scripts = {"^": "super", "_": "sub"}
        return tuple(
            Span(piece.lstrip("^_"), script=scripts.get(piece[0], "baseline"))  # type: ignore[arg-type] # both are scripts
            for piece in pieces
        )

    power = content("10", "^−6", " m and 5", "^1", "/", "_2", " of CO", "_2", ", the 1", "^st", " of m", "^2")
    assert numeric_text(power) == "10⁻⁶ m and 5¹/₂ of CO2, the 1st of m2"
    assert len(numeric_text(power)) == len(plain_text(power))
    noted = (Span("7"), NoteReference(note="n"), Span("2", script="super"))
    assert numeric_text(noted) == "7²"
    assert plain_digits("10⁻⁶, 5¹/₂, é") == "10-6, 51/2, é"


def test_digits_typed_into_raised_text_are_not_raised() -> None:
    before = (Span("CO"), Span("2", script="sub"), Span(" in km"), Span("2", script="super"))
    shown = with_script_digits(before)
    assert plain_text(shown) == "CO₂ in km²"
    assert without_script_digits(shown, before) == before
    typed = (*shown[:-1], Span("²3", script="super"))
    assert without_script_digits(typed, before) == (*before, Span("3"))
    written = (*shown, Span(" or 5²"))
    assert without_script_digits(written, before) == (*before, Span(" or 5²"))
