"""Small rules of the writer: direction, numbers, addresses, languages and grids of tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.document import DrawnCell
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.styles import PageSetup, StyleSheet
from briefbuilder.export.direction import is_paragraph_right_to_left
from briefbuilder.export.docx.languages import split_by_direction
from briefbuilder.export.docx.ooxml import make, qn
from briefbuilder.export.docx.styles import StyleContext, write_styles
from briefbuilder.export.links import sanitize_url
from briefbuilder.export.table_grid import build_grid
from briefbuilder.export.word_processing import culture, parse_label


@pytest.mark.parametrize(
    ("words", "language", "rtl"),
    [
        ("Testo (שלום)", "it", False),
        ("السلام عليكم", None, True),
        ("السلام عليكم EU", "it", True),
        ("OECD", "ar", True),
        ("OECD", "ckb-IQ", True),
        ("12 %", None, False),
    ],
)
def test_direction_is_that_of_the_language_or_of_most_letters(
    words: str, language: str | None, rtl: bool
) -> None:
    assert is_paragraph_right_to_left(words, language) is rtl


def test_punctuation_between_words_of_one_direction_stays_with_them() -> None:
    assert list(split_by_direction("a שלום, עולם (b)", False)) == [
        ("a ", False),
        ("שלום, עולם", True),
        (" (b)", False),
    ]
    assert list(split_by_direction("إن G7-OECD، نعم.", True)) == [
        ("إن ", True),
        ("G7-OECD", False),
        ("، نعم.", True),
    ]
    assert list(split_by_direction("«Chips (2)\u200e» و\u200e(EU)\u200e.", True)) == [
        ("«", True),
        ("Chips (2)\u200e", False),
        ("» و", True),
        ("\u200e(EU)\u200e", False),
        (".", True),
    ]


@given(st.text(st.sampled_from("ab 1.,(שלםع٣日")), st.booleans())
def test_pieces_add_up_to_the_text(words: str, rtl: bool) -> None:
    pieces = list(split_by_direction(words, rtl))
    assert "".join(piece for piece, _ in pieces) == words
    for piece, piece_rtl in pieces:
        assert not (piece_rtl and any(letter in piece for letter in "ab日"))
        assert piece_rtl or not any(letter in piece for letter in "שלםع")


def test_pattern_of_a_label_is_found() -> None:
    assert parse_label("2.3.") == (ListLabel("decimal", "2.", "."), 3)
    assert parse_label("04") is None
    assert parse_label("Annex") is None


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        (" https://example.org/è?q=a b ", "https://example.org/%C3%A8?q=a%20b"),
        ("https://example.org/%7Ea/100%", "https://example.org/%7Ea/100%25"),
        ("https:///path", ""),
        ("FILE:///etc/passwd", ""),
        ("relative/path", ""),
    ],
)
def test_addresses_are_escaped_or_refused(link: str, safe: str) -> None:
    assert sanitize_url(link) == safe


def test_language_tags_become_cultures() -> None:
    assert [culture(tag) for tag in ("it", "zh-Hant", "fr-CA", "??", "english language")] == [
        "it-IT",
        "zh-TW",
        "fr-CA",
        "",
        "",
    ]


def test_cell_that_overlaps_one_from_above_is_shortened() -> None:
    rows = (
        (DrawnCell(elements=()), DrawnCell(elements=(), row_span=9)),
        (DrawnCell(elements=(), column_span=3),),
        (),
    )
    lines, columns = build_grid(rows, 1)
    assert columns == 2
    shape = [[(slot.column, slot.span, slot.rows, slot.continues) for slot in line] for line in lines]
    assert shape == [[(0, 1, 1, False), (1, 1, 3, False)], *[[(0, 1, 1, False), (1, 1, 3, True)]] * 2]


@pytest.mark.parametrize("language", ["ja", "zh-Hant", "de"])
def test_lines_grow_with_larger_letters_and_pictures_in_any_language(language: str) -> None:
    root = make("w:styles")
    write_styles(root, StyleContext(StyleSheet(), PageSetup(), language))
    rules = {spacing.get(qn("w:lineRule")) for spacing in root.iter(qn("w:spacing"))}
    assert "atLeast" in rules
    assert "exact" not in rules
