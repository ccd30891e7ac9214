"""The default page setup and style, and the widths computed from a page."""

from __future__ import annotations

import pytest

from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.styles import PageSetup, Style, StyleSheet, heading_level_of, heading_role

CENTIMETRE = 72 / 2.54


def test_an_ordinary_page_is_a4_with_margins_of_two_and_a_half_centimetres() -> None:
    page = PageSetup()
    assert (page.width, page.height) == pytest.approx((21 * CENTIMETRE, 29.7 * CENTIMETRE), abs=0.01)
    margins = (page.top, page.bottom, page.inner, page.outer)
    assert margins == pytest.approx((2.5 * CENTIMETRE,) * 4, abs=0.01)
    assert (page.header, page.footer) == pytest.approx((1.25 * CENTIMETRE,) * 2, abs=0.01)
    assert (page.columns, page.column_gap, page.bound) == (1, 18.0, True)


def test_the_text_is_as_wide_as_the_margins_leave() -> None:
    page = PageSetup(width=500, inner=60, outer=40)
    assert page.text_width == 400
    assert page.column_width == 400


def test_columns_share_the_width_that_the_gaps_between_them_leave() -> None:
    page = PageSetup(width=500, inner=60, outer=40, columns=3, column_gap=20)
    assert page.column_width == 120


def test_ordinary_text_has_eleven_points_on_fifteen() -> None:
    style = Style()
    assert (style.size, style.leading, style.space_before, style.space_after) == (11.0, 15.0, 0.0, 6.0)
    assert (style.indent_start, style.indent_end, style.first_line) == (0.0, 0.0, 0.0)
    assert not any((style.bold, style.italic, style.capitals, style.keep_with_next, style.keep_together))


def test_a_role_without_a_style_looks_like_the_body() -> None:
    body, title = Style(size=9.0), Style(size=20.0)
    sheet = StyleSheet(styles={"body": body, "title": title})
    assert sheet.style("title") == title
    assert sheet.style("quote") == body
    assert StyleSheet().style("quote") == Style()


def test_lines_of_a_letterhead_document_extend_to_the_default_margins() -> None:
    look = LetterheadLayout(
        file=LetterheadFile(name="paper.docx", data=b""),
        styles={},
        text=Style(),
        page=PageSetup(),
        headers={},
        footers={},
    )
    assert look.room == (PageSetup().inner, PageSetup().outer)


@pytest.mark.parametrize(
    ("style", "level"),
    [("Heading 2", 2), ("Titre 1", 1), ("Überschrift  9", 6), ("Heading", 0), ("Title", 0)],
)
def test_a_heading_style_of_word_has_its_level_in_its_name(style: str, level: int) -> None:
    assert heading_level_of(style) == level


def test_headings_below_the_sixth_level_look_like_the_sixth() -> None:
    assert [heading_role(level) for level in (0, 1, 6, 7)] == ["heading1", "heading1", "heading6", "heading6"]
