"""Small rules of the writer: direction, numbers, addresses, languages and grids of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.docx.conftest import Render

from briefbuilder.domain.document import Document, DrawnCell, DrawnTable, DrawnText, Run
from briefbuilder.domain.styles import PageSetup, StyleSheet
from briefbuilder.export.docx.languages import culture, is_paragraph_right_to_left, split_by_direction
from briefbuilder.export.docx.numbering import find_pattern, format_number, parse_label
from briefbuilder.export.docx.ooxml import PPR, make, qn
from briefbuilder.export.docx.styles import (
    FIGURE_STYLE,
    ROLE_STYLES,
    SPACER_STYLE,
    StyleContext,
    write_styles,
)
from briefbuilder.export.links import sanitize_url
from briefbuilder.export.table_grid import build_grid


@pytest.mark.parametrize(
    ("words", "language", "rtl"),
    [
        ("Testo (שלום)", "it", False),
        ("السلام عليكم", None, True),
        ("السلام عليكم EU", "it", True),
        ("OECD", "ar", True),
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


@given(st.text(st.sampled_from("ab 1.,(שלםع٣日")), st.booleans())
def test_pieces_add_up_to_the_text(words: str, rtl: bool) -> None:
    pieces = list(split_by_direction(words, rtl))
    assert "".join(piece for piece, _ in pieces) == words
    for piece, piece_rtl in pieces:
        assert not (piece_rtl and any(letter in piece for letter in "ab日"))
        assert piece_rtl or not any(letter in piece for letter in "שלםع")


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [(28, "lowerLetter", "bb"), (4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (0, "decimal", "0"), (0, "lowerLetter", ""), (4000, "lowerRoman", "")],
)  # fmt: skip
def test_numbers_are_written_as_in_word(number: int, form: str, shown: str) -> None:
    assert format_number(number, form) == shown  # type: ignore[arg-type]


def test_pattern_of_a_label_is_found() -> None:
    assert find_pattern("(e)", 5) == numbered_form("lowerLetter", "(", ")")
    assert find_pattern("5%", 5) is None
    assert parse_label("2.3.") == (numbered_form("decimal", "2.", "."), 3)
    assert parse_label("04") is None
    assert parse_label("Annex") is None


def numbered_form(form: str, prefix: str, suffix: str) -> object:
    from briefbuilder.export.docx.numbering import LabelPattern

    return LabelPattern(form, prefix, suffix)  # type: ignore[arg-type]


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
    shape = [[(slot.column, slot.span, slot.merge) for slot in line] for line in lines]
    assert shape == [
        [(0, 1, ""), (1, 1, "restart")],
        [(0, 1, ""), (1, 1, "continue")],
        [(0, 1, ""), (1, 1, "continue")],
    ]


def test_east_asian_text_in_another_language_has_lines_as_high_as_in_the_pdf(
    render: Render, make_document: Callable[..., Document], read: Any
) -> None:
    title = (Run(text="東都産業新聞, "), Run(text="日EU協力", language="ja"))
    rows = ((DrawnCell(elements=(DrawnText(role="table", content=title),)),),)
    elements = (
        DrawnText(role="body", content=(Run(text="半導体"),), language="ja"),
        DrawnText(role="body", content=(Run(text="Chip"),)),
        DrawnTable(rows=rows, widths=(200.0,), frame="grid"),
    )
    body = read(render(make_document(*elements))).xml("word/document.xml")
    found = [
        (node.get(qn("w:line")), node.get(qn("w:lineRule")))
        for node in body.iterfind(f".//{PPR}/{qn('w:spacing')}")
    ]
    styles = StyleSheet()
    assert [each for each in found if each[1] == "exact"] == [
        (f"{20 * styles.style(role).leading:g}", "exact") for role in ("body", "table")
    ]


@pytest.mark.parametrize(("language", "rule"), [("ja", "exact"), ("zh-Hant", "exact"), ("de", "atLeast")])
def test_lines_of_east_asian_documents_are_as_high_as_in_the_pdf(language: str, rule: str) -> None:
    """Their fonts ask for up to 1.7 times their size, so that a page of Word would hold fewer lines."""
    root = make("w:styles")
    write_styles(root, StyleContext(StyleSheet(), PageSetup(), language))
    rules = {
        style.get(qn("w:styleId"), "defaults"): spacing.get(qn("w:lineRule"))
        for style in root
        for spacing in style.iter(qn("w:spacing"))
        if spacing.get(qn("w:lineRule"))
    }
    assert rules["defaults"] == rules[ROLE_STYLES["body"].id] == rule
    # Pictures stay whole, and the line after a table stays low.
    assert (rules[FIGURE_STYLE.id], rules[SPACER_STYLE.id]) == ("auto", "atLeast")
