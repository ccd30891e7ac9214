"""Cutting and joining inline content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.inline import cut, merged, stripped
from briefbuilder.domain.text import Inline, NoteReference, Span, plain

SPANS = st.builds(Span, st.text(max_size=12), bold=st.booleans())
CONTENT = st.lists(st.one_of(SPANS, st.builds(NoteReference, st.just("n"))), max_size=8).map(tuple)


@given(CONTENT, st.integers(0, 60), st.integers(0, 60))
def test_a_cut_holds_the_characters_between_its_ends(
    content: tuple[Inline, ...], start: int, end: int
) -> None:
    assert plain(cut(content, start, end)) == plain(content)[start:end]


@given(CONTENT)
def test_merging_changes_no_character_and_no_note(content: tuple[Inline, ...]) -> None:
    joined = merged(content)
    assert plain(joined) == plain(content)
    assert joined.count(NoteReference("n")) == content.count(NoteReference("n"))
    assert merged(joined) == joined


def test_neighbours_of_one_form_become_one_span() -> None:
    assert merged((Span("a"), Span(""), Span("b"), Span("c", bold=True))) == (
        Span("ab"),
        Span("c", bold=True),
    )


@given(CONTENT)
def test_stripping_takes_white_space_alone(content: tuple[Inline, ...]) -> None:
    bare = stripped(content)
    assert plain(bare) == plain(content).strip()
    assert bare.count(NoteReference("n")) == content.count(NoteReference("n"))
