"""Releases restrict audiences, and editing never discloses restricted text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrowing import not_none

from briefbuilder.domain.release import Release, allows, carry_releases, strictest_release
from briefbuilder.domain.text import Note, NoteReference, Paragraph, Span

CLOSED = Release(disclosure="closed")
USABLE = Release(disclosure="usable")
PRESS = Release(disclosure="named", audiences=("Press",))
PARTNERS = Release(disclosure="named", audiences=("partners", "press"))


def paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


@pytest.mark.parametrize(
    ("release", "seen_by"),
    [(None, {"press", "partners", "public"}), (USABLE, {"press", "partners", "public"}), (CLOSED, set()), (PRESS, {"press"})],
)  # fmt: skip
def test_an_audience_sees_what_it_may(release: Release | None, seen_by: set[str]) -> None:
    assert {name for name in ("press", "partners", "public") if allows(release, name)} == seen_by


def test_the_strictest_of_several_keeps_what_each_keeps() -> None:
    assert strictest_release([]) is None
    assert strictest_release([USABLE, PRESS]) == PRESS
    assert strictest_release([PRESS, PARTNERS]) == PRESS
    assert strictest_release([PRESS, CLOSED, USABLE]) == CLOSED
    assert strictest_release([PRESS, Release(disclosure="named", audiences=("partners",))]) == CLOSED


releases = st.one_of(
    st.just(CLOSED), st.just(USABLE),
    st.sets(st.sampled_from("abc"), min_size=1).map(lambda names: Release(disclosure="named", audiences=tuple(names))),
)  # fmt: skip


@given(several=st.lists(releases, min_size=1, max_size=4), audience=st.sampled_from("abcd"))
def test_nobody_sees_through_the_strictest_what_one_of_them_keeps(
    several: list[Release], audience: str
) -> None:
    found = not_none(strictest_release(several))
    assert found.allows(audience) == all(one.allows(audience) for one in several)


LONG = "The minister will not accept the second annex, whatever the others may say about it."
OPEN = "The talks go on in autumn."


def test_a_paragraph_split_from_a_closed_one_is_closed() -> None:
    before = (paragraph("a", LONG), paragraph("b", OPEN))
    after = (paragraph("a", LONG[:40]), paragraph("new", LONG[40:]), paragraph("b", OPEN))
    assert carry_releases(before, after, {"a": CLOSED}) == {"a": CLOSED, "new": CLOSED}


def test_a_paragraph_that_takes_in_closed_words_is_closed() -> None:
    before = (paragraph("a", OPEN), paragraph("b", LONG))
    assert carry_releases(before, (paragraph("a", f"{OPEN} {LONG}"),), {"b": CLOSED}) == {"a": CLOSED}


def test_words_that_are_moved_out_of_a_closed_paragraph_close_where_they_go() -> None:
    before = (paragraph("a", OPEN), paragraph("b", LONG))
    after = (paragraph("a", f"{OPEN} {LONG[:48]}"), paragraph("b", LONG[48:]))
    assert carry_releases(before, after, {"b": PRESS}) == {"a": PRESS, "b": PRESS}


def test_writing_beside_a_closed_paragraph_closes_nothing_else() -> None:
    before = (paragraph("a", OPEN), paragraph("b", LONG))
    after = (paragraph("a", OPEN + " Nobody knows when."), paragraph("b", LONG + " Never."))
    assert carry_releases(before, after, {"b": CLOSED}) == {"b": CLOSED}
    assert carry_releases(before, after[:1], {"b": CLOSED}) == {}
    assert carry_releases(before, after, {}) == {}


def test_a_note_is_not_closed_by_the_paragraph_above_it_and_closes_none() -> None:
    marked = Paragraph(id="a", content=(Span(OPEN), NoteReference("n1")))
    note = Note(id="n1", content=(Span("Nobody knows when."),))
    before = (marked, paragraph("b", LONG))
    assert carry_releases(before, (*before, note), {"b": CLOSED}) == {"b": CLOSED}
    after = (marked, paragraph("b", LONG[:40]), note, paragraph("new", LONG[40:]))
    assert carry_releases(before, after, {"b": CLOSED}) == {"b": CLOSED, "new": CLOSED}


def test_words_count_as_moved_from_twenty_four_characters_or_ten_without_spaces() -> None:
    spaced, unspaced = "The talks about annex two go on.", "外務省は半導体の供給網について"
    for words, size in ((spaced, 24), (unspaced, 10)):
        before = (paragraph("a", OPEN), paragraph("b", words))
        after = (paragraph("a", OPEN + words[:size]), paragraph("b", words[size:]))
        assert carry_releases(before, after, {"b": CLOSED}) == {"a": CLOSED, "b": CLOSED}
        fewer = (paragraph("a", OPEN + words[: size - 1]), paragraph("b", words[size - 1 :]))
        assert carry_releases(before, fewer, {"b": CLOSED}) == {"b": CLOSED}
        tail = (paragraph("a", OPEN + words[1 - size :]), paragraph("b", words[: 1 - size]))
        assert carry_releases(before, tail, {"b": CLOSED}) == {"b": CLOSED}
