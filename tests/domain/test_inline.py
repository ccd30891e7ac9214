"""Inline content is sliced, split and joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.inline import merge_spans, slice_content, strip_content
from briefbuilder.domain.text import Inline, NoteReference, Span, plain_text

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
