from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.export_record import Form, FormRange
from briefbuilder.domain.word_changes import PARAGRAPH_END, Hunk
from briefbuilder.returned.text_diff import differ_in_form, make_hunks
from briefbuilder.returned.text_keys import loose_key, text_key

words = st.lists(
    st.sampled_from(
        ["the", "stocks", "of", "gas", "«x»", "–", "ガス", "12,4", "\u00a0", "\n", " ", PARAGRAPH_END]
    ),
    max_size=12,
)


def test_hunks_are_words_with_their_places() -> None:
    assert make_hunks("(U) stocks of gas", "(U) stocks of oil and gas") == (
        Hunk(start=14, end=14, text="oil and "),
    )
    assert make_hunks("stocks of gas", "supplies of gas") == (Hunk(start=0, end=6, text="supplies"),)


def test_what_no_reader_sees_is_no_hunk() -> None:
    assert make_hunks("the stocks  of gas", "the stocks of\u00ad gas ") == ()


def test_a_split_is_a_hunk_with_the_end_of_a_paragraph() -> None:
    assert make_hunks("one two", f"one{PARAGRAPH_END}two") == (Hunk(start=3, end=4, text=PARAGRAPH_END),)


@given(words, words)
def test_hunks_turn_one_text_into_the_other(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    made = before
    for hunk in reversed(make_hunks(before, after)):
        made = f"{made[: hunk.start]}{hunk.text}{made[hunk.end :]}"
    assert text_key(made) == text_key(after)


def test_bold_words_differ_and_bold_spaces_do_not() -> None:
    bold = FormRange(start=4, end=5, form="bold")
    assert differ_in_form("one two", (), "one two", (bold,))
    assert not differ_in_form("one two", (), "one two", (FormRange(start=3, end=4, form="bold"),))
    assert not differ_in_form("one two", (), "one new two", (FormRange(start=4, end=8, form="bold"),))


def test_a_form_is_compared_word_by_word_where_the_text_changed_too() -> None:
    bold, later = FormRange(start=0, end=3, form="bold"), FormRange(start=4, end=7, form="bold")
    assert differ_in_form("one two", (), "one two three", (bold,))
    assert not differ_in_form("one two", (bold,), "two", ())
    assert not differ_in_form("one two", (bold,), "new one two", (later,))


@pytest.mark.parametrize("form", ["bold", "italic", "underline", "strike"])
def test_each_form_differs_from_none_and_from_the_others(form: Form) -> None:
    given = FormRange(start=0, end=3, form=form)
    assert differ_in_form("one two", (), "one two", (given,))
    assert differ_in_form("one two", (given,), "one two", ())
    assert not differ_in_form("one two", (given,), "one two", (given,))
    other = FormRange(start=0, end=3, form="italic" if form == "bold" else "bold")
    assert differ_in_form("one two", (given,), "one two", (other,))


def test_the_loose_key_ignores_how_signs_are_written() -> None:
    assert loose_key("L’accordo – «nuovo»\u00a0: 5\u202f%") == loose_key('L\'accordo - "nuovo" : 5 %')
    assert loose_key("nuovo") != loose_key("nuova")
