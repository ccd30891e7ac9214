"""Labels of list entries and notes."""

from __future__ import annotations

import pytest

from briefbuilder.domain.document import ListEntry, NoteMark
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.labels import (
    follows_mark,
    format_list_label,
    format_note_label,
    list_hang,
    list_look,
)


def test_bullets_repeat_every_three_levels() -> None:
    assert [format_list_label(ListEntry(content=(), depth=depth)) for depth in range(5)] == [
        "•",
        "–",
        "▪",
        "•",
        "–",
    ]


@pytest.mark.parametrize(
    ("depth", "number", "label"),
    [
        (0, 12, "12."),
        (1, 1, "a)"),
        (1, 26, "z)"),
        (1, 27, "aa)"),
        (1, 28, "bb)"),
        (2, 4, "iv."),
        (2, 1949, "mcmxlix."),
        (3, 7, "7."),
    ],
)
def test_number_style_depends_on_depth(depth: int, number: int, label: str) -> None:
    assert format_list_label(ListEntry(content=(), depth=depth, ordered=True, number=number)) == label


@pytest.mark.parametrize(("depth", "label"), [(0, "0."), (1, "0)"), (2, "0.")])
def test_numbers_beyond_letters_are_written_in_digits(depth: int, label: str) -> None:
    assert format_list_label(ListEntry(content=(), depth=depth, ordered=True, number=0)) == label


def test_an_own_label_is_written_at_any_depth() -> None:
    own = ListLabel("upperLetter", "(", ")")
    entries = (ListEntry(content=(), depth=depth, ordered=True, number=2, label=own) for depth in range(3))
    assert [format_list_label(entry) for entry in entries] == ["(B)"] * 3


def test_footnotes_and_endnotes_never_share_a_label() -> None:
    assert format_note_label(4, "foot") == "4"
    assert format_note_label(4, "end") == "iv"


def test_only_marks_of_notes_that_exist_are_separated() -> None:
    content = (NoteMark(note="a"), NoteMark(note="b"), NoteMark(note="missing"), NoteMark(note="a"))
    assert [follows_mark(content, place, {"a", "b"}) for place in range(4)] == [False, True, False, False]


def test_a_list_with_wide_labels_hangs_further_in_every_format() -> None:
    style = Style(size=11.0, first_line=-18.0)

    def entry(number: int, label: ListLabel | None = None, *, ordered: bool = True) -> ListEntry:
        return ListEntry(content=(), ordered=ordered, number=number, label=label)

    roman = ListLabel("lowerRoman", "(", ")")

    def look(*entries: ListEntry) -> Style:
        return list_look(StyleSheet(styles={"list": style}), entries, quoted=False)

    assert look(entry(1), entry(10), entry(3, roman), entry(1, ordered=False)) == style
    assert 22 < list_hang(look(entry(1), entry(18, roman))) < 36
    assert list_hang(look(entry(3888, ListLabel("upperRoman")))) == 72


def test_a_list_in_a_quotation_has_the_type_of_the_quotation() -> None:
    usual = Style(size=12, leading=16, align="justify", space_after=4, indent_start=20)
    quote = Style(font="Georgia", size=10, leading=14, italic=True, colour="#333333", space_after=9)
    look = list_look(StyleSheet(styles={"list": usual, "quote": quote}), (), quoted=True)
    assert (look.font, look.size, look.leading, look.italic, look.colour, look.align) == (
        "Georgia", 10, 14, True, "#333333", "start",
    )  # fmt: skip
    assert (look.space_after, look.indent_start) == (4, 20)
