from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.returned.text_diff import DiffSegment, diff_texts, is_same_style


def said(one: str, other: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in diff_texts(one, other)]


def test_words_are_told_apart_and_not_letters() -> None:
    assert said("fermato quaranta navi", "fermato quattro navi") == [
        ("same", "fermato "),
        ("gone", "quaranta"),
        ("new", "quattro"),
        ("same", " navi"),
    ]


def test_changed_words_side_by_side_read_as_one_phrase() -> None:
    assert said("firmato nella notte a Roma", "firmato alle tre a Roma")[1:3] == [
        ("gone", "nella notte"),
        ("new", "alle tre"),
    ]


def test_a_number_changes_as_a_whole() -> None:
    assert said("14,0", "14,5") == [("gone", "14,0"), ("new", "14,5")]
    assert said("19\u202f400 t", "19 500 t") == [("gone", "19\u202f400"), ("new", "19 500"), ("same", " t")]
    assert said("19\u202f400 t", "19 400 t") == [("same", "19 400 t")]
    assert said("27\n200 t\t300", "27\n250 t\t300")[1:3] == [("gone", "200"), ("new", "250")]
    assert said("1.250 Mrd., 3:2", "1.350 Mrd., 3:1") == [
        ("gone", "1.250"),
        ("new", "1.350"),
        ("same", " Mrd., "),
        ("gone", "3:2"),
        ("new", "3:1"),
    ]
    assert said("Im Jahr 2024, dann 2,5x", "Im Jahr 2025, dann 2,5x")[1:3] == [
        ("gone", "2024"),
        ("new", "2025"),
    ]


def test_white_space_alone_is_no_difference() -> None:
    assert said("una riga\nsola", "una riga  sola") == [("same", "una riga  sola")]


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert ("gone", "二") in said("二十五日に協議", "三十五日に協議")


def test_places_count_code_points_of_each_text() -> None:
    (same, new) = diff_texts("💡 idea", "💡 idea nuova")
    assert same == DiffSegment("same", "💡 idea", 0, 0)
    assert new == DiffSegment("new", " nuova", 6, 6)


@given(st.text(alphabet="ab 日。\n", max_size=40), st.text(alphabet="ab 日。\n", max_size=40))
def test_both_texts_can_be_put_together_from_their_stretches(one: str, other: str) -> None:
    found = diff_texts(one, other)
    assert "".join(each.text for each in found if each.kind != "gone") == other
    for each in found:
        if each.kind == "gone":
            assert one[each.one :].startswith(each.text)
        else:
            assert other[each.other :].startswith(each.text)


@pytest.mark.parametrize(
    ("exported", "returned", "same"),
    [
        ("Numbered Paragraph", "Body Text", True),
        ("Body Text", "Numbered Paragraph", True),
        ("Numbered Paragraph", "Quote", False),
        ("Quote", "Body Text", False),
    ],
)
def test_a_number_makes_no_other_kind_of_paragraph(exported: str, returned: str, same: bool) -> None:
    """The template says what is numbered, and exports to OpenDocument have no style for it."""
    assert is_same_style(exported, returned) is same
