"""Labels of list items: written, read, and stored only where an item has one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.list_labels import (
    NUMBER_STYLES,
    PLAIN_LABEL,
    HeadingNumberStyle,
    ListLabel,
    NumberStyle,
    is_next_label,
    label_of_depth,
    numeral,
    own_label,
    read_label,
)
from briefbuilder.domain.text import Block, ListItem, Span
from briefbuilder.storage.codec import decode_blocks, encode_blocks

LETTERS = ListLabel("lowerLetter", "", ")")


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (0, "decimal", "0"), (27, "lowerLetter", "aa"), (28, "lowerLetter", "bb"), (53, "upperLetter", "AAA"),
        (780, "lowerLetter", "z" * 30), (781, "lowerLetter", ""), (0, "lowerLetter", ""), (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"), (500, "lowerRoman", "d"), (1666, "upperRoman", "MDCLXVI"), (3999, "upperRoman", "MMMCMXCIX"), (4000, "lowerRoman", ""), (-1, "decimal", ""),
        (0, "lowerRoman", ""), (1, "chineseCountingThousand", "一"), (10, "chineseCountingThousand", "十"),
        (19, "chineseCountingThousand", "十九"), (20, "chineseCountingThousand", "二十"),
        (99, "chineseCountingThousand", "九十九"), (100, "chineseCountingThousand", ""),
        (0, "chineseCountingThousand", ""), (1, "irohaFullWidth", "イ"), (46, "aiueoFullWidth", "ン"), (0, "ganada", ""),
        (14, "ganada", "하"), (15, "ganada", ""),
    ],
)  # fmt: skip
def test_numbers_are_written_as_in_word(number: int, style: HeadingNumberStyle, shown: str) -> None:
    assert numeral(number, style) == shown


@pytest.mark.parametrize(("depth", "shown"), [(0, "2."), (1, "b)"), (2, "ii."), (3, "2."), (-1, "2.")])
def test_items_without_a_label_of_their_own_have_that_of_their_depth(depth: int, shown: str) -> None:
    assert label_of_depth(depth).text(2) == shown


@pytest.mark.parametrize(("style", "number"), [("lowerLetter", 781), ("upperRoman", 4000), ("lowerRoman", 0)])
def test_a_number_that_its_style_cannot_write_is_written_in_digits(style: NumberStyle, number: int) -> None:
    assert ListLabel(style, "(", ")").text(number) == f"({number})"


@pytest.mark.parametrize(
    ("typed", "style", "number"),
    [
        ("1.", "decimal", 1), ("(12)", "decimal", 12), ("a)", "lowerLetter", 1), ("(b)", "lowerLetter", 2),
        ("A.", "upperLetter", 1), ("i)", "lowerRoman", 1), ("(iv)", "lowerRoman", 4), ("I.", "upperRoman", 1),
        ("XII.", "upperRoman", 12), ("v)", "lowerLetter", 22), ("aa)", "lowerLetter", 27), ("ii.", "lowerRoman", 2),
    ],
)  # fmt: skip
def test_typed_labels_are_read(typed: str, style: NumberStyle, number: int) -> None:
    label = ListLabel(style, "(" if typed.startswith("(") else "", typed[-1])
    assert read_label(typed) == (label, number)
    assert label.text(number) == typed


@pytest.mark.parametrize(
    "typed", ["Mr.", "(a.", "ab)", "1234.", "α)", "a", "", "iiii.", "1a)", "(a2)", "Dr)"]
)
def test_other_beginnings_of_a_line_are_no_labels(typed: str) -> None:
    assert read_label(typed) is None


def test_the_item_above_says_what_an_ambiguous_letter_means() -> None:
    assert read_label("i)", LETTERS) == (LETTERS, 9)
    assert read_label("v)", ListLabel("lowerRoman", "", ")")) == (ListLabel("lowerRoman", "", ")"), 5)
    assert read_label("i)", PLAIN_LABEL) == (ListLabel("lowerRoman", "", ")"), 1)


@given(
    st.sampled_from(NUMBER_STYLES), st.integers(1, 60), st.sampled_from([("", "."), ("", ")"), ("(", ")")])
)
def test_a_label_is_read_as_it_was_written(style: NumberStyle, number: int, form: tuple[str, str]) -> None:
    label = ListLabel(style, *form)
    assert read_label(label.text(number), label) == (label, number)


def test_the_stored_value_of_a_plain_item_has_no_label() -> None:
    plain = ListItem(id="b1", content=(Span("one"),), ordered=True, number=1, starts=True)
    stored: list[dict[str, object]] = json.loads(encode_blocks((plain,)))
    assert stored[0].keys() == {
        "id", "content", "language", "page", "depth", "ordered", "number", "starts", "continues", "kind",
    }  # fmt: skip
    lettered = ListItem(id="b2", ordered=True, number=2, label=ListLabel("lowerLetter", "(", ")"))
    blocks: tuple[Block, ...] = (plain, lettered)
    assert decode_blocks(encode_blocks(blocks)) == blocks


def test_only_a_plain_label_of_the_outermost_list_needs_no_word() -> None:
    assert own_label(PLAIN_LABEL, 0) is None
    assert own_label(PLAIN_LABEL, 1) == PLAIN_LABEL
    assert own_label(LETTERS, 0) == LETTERS


def test_the_label_of_an_item_is_that_of_its_source() -> None:
    assert ListItem(id="b", ordered=True, number=3).label_text == "3."
    assert (
        ListItem(id="b", ordered=True, number=3, label=ListLabel("lowerRoman", "(", ")")).label_text
        == "(iii)"
    )
    assert ListItem(id="b").label_text == ""


@pytest.mark.parametrize(
    ("typed", "following", "is_next"),
    [
        ("a)", "b)", True), ("h)", "i)", True), ("i)", "ii)", True), ("(9)", "(10)", True), ("1.", "3.", False),
        ("2.", "1.", False), ("2.", "2.", False), ("a)", "(b)", False), ("–", "b)", False), ("h)", "ii)", False),
    ],
)  # fmt: skip
def test_a_mark_follows_the_one_whose_number_is_one_less(typed: str, following: str, is_next: bool) -> None:
    assert is_next_label(typed, following) is is_next
