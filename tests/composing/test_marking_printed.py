"""The marking is in the headers and footers of every page, as its profile requires, and is never too low."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.narrowing import not_none

from briefbuilder.composing.compose import compose
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import replace_item, set_field
from briefbuilder.domain.document import BandLine, HeadersFooters, content_text
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def marks(lines: tuple[BandLine, ...] | None) -> list[str]:
    return [
        content_text(content)
        for line in lines or ()
        if line.role == "marking"
        for content in (line.start, line.centre, line.end)
        if content
    ]


def regions(headers_footers: HeadersFooters) -> list[tuple[BandLine, ...]]:
    every = (
        headers_footers.header,
        headers_footers.footer,
        headers_footers.first_header,
        headers_footers.first_footer,
        headers_footers.even_header,
        headers_footers.even_footer,
    )
    return [lines for lines in every if lines is not None]


def with_item_mark(briefing: Briefing, marking: str) -> Briefing:
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    return replace_item(briefing, replace(excerpt, marking=marking))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("thematic-briefing", "NON CLASSIFIÉ/UNCLASSIFIED"),
        ("press-review", "TLP:GREEN"),
        ("meeting-brief", "OFFICIAL"),
    ],
)
def test_every_header_and_footer_has_the_marking(desk: Desk, name: str, text: str) -> None:
    template = desk.template(name)
    headers_footers = desk.compose(desk.briefing(template), template).document.headers_footers
    assert [marks(lines) for lines in regions(headers_footers)] == [[text]] * len(regions(headers_footers))
    assert headers_footers.header[0].role == "marking"
    assert headers_footers.footer[-1].role == "marking"


def test_a_template_with_first_pages_has_the_mark_there_too(desk: Desk) -> None:
    template = desk.template("meeting-brief")
    headers_footers = desk.compose(desk.briefing(template), template).document.headers_footers
    assert headers_footers.first_header is not None
    assert headers_footers.first_footer is not None


@pytest.mark.parametrize(("name", "place"), [("press-review", "end"), ("thematic-briefing", "centre")])
def test_the_marking_has_the_alignment_of_its_profile(desk: Desk, name: str, place: str) -> None:
    template = desk.template(name)
    document = desk.compose(desk.briefing(template), template).document
    assert getattr(document.headers_footers.header[0], place)
    assert document.styles.style("marking").align == place


def test_a_marking_at_the_right_stays_there_in_lines_from_right_to_left(desk: Desk) -> None:
    template = desk.template("press-review")
    document = desk.compose(desk.briefing(template, "ar"), template).document
    (line,) = (line for line in document.headers_footers.header if line.role == "marking")
    assert content_text(line.start) == "TLP:GREEN"
    assert document.styles.style("marking").align == "start"
    with pypdfium2.PdfDocument(render_pdf(document).data) as pdf:
        words = pdf[0].get_textpage()
        found = not_none(words.search("TLP:GREEN").get_next())
        assert words.get_charbox(found[0])[0] > pdf[0].get_width() / 2


def test_tlp_has_at_least_twelve_points(desk: Desk) -> None:
    template = desk.template("press-review")
    style = desk.compose(desk.briefing(template), template).document.styles.style("marking")
    assert style.size >= 12


def test_limite_is_on_the_front_page_only(desk: Desk) -> None:
    headers_footers = desk.compose(replace(desk.briefing(), marking="limite")).document.headers_footers
    assert marks(headers_footers.first_header) == marks(headers_footers.first_footer) == ["LIMITE"]
    assert marks(headers_footers.header) == marks(headers_footers.footer) == []


def test_an_item_raises_the_mark_of_a_briefing_that_chose_none(desk: Desk) -> None:
    briefing = with_item_mark(desk.briefing(), "restreint")
    assert marks(desk.compose(briefing).document.headers_footers.header) == ["RESTREINT UE/EU RESTRICTED"]
    assert [one.severity for one in desk.check(briefing) if one.code == "marking-raised"] == ["hint"]


def test_a_mark_below_an_items_is_an_error_and_the_higher_one_is_printed(desk: Desk) -> None:
    briefing = replace(with_item_mark(desk.briefing(), "restreint"), marking="limite")
    assert marks(desk.compose(briefing).document.headers_footers.header) == ["RESTREINT UE/EU RESTRICTED"]
    assert [one.severity for one in desk.check(briefing) if one.code == "marking-below-item"] == ["error"]
    raised = replace(briefing, marking="restreint")
    assert [one for one in desk.check(raised) if one.code.startswith("marking")] == []


def test_an_unknown_mark_is_an_error_and_the_templates_own_is_printed(desk: Desk) -> None:
    briefing = replace(desk.briefing(), marking="cosmic")
    assert marks(desk.compose(briefing).document.headers_footers.header) == ["NON CLASSIFIÉ/UNCLASSIFIED"]
    assert [one.code for one in desk.check(briefing) if one.severity == "error"] == ["marking-unknown"]
    of_item = with_item_mark(desk.briefing(), "cosmic")
    (told,) = (one for one in desk.check(of_item) if one.severity == "error")
    assert (told.code, told.parameters["marking"], bool(told.place.item)) == (
        "marking-unknown",
        "cosmic",
        True,
    )


def test_secret_copies_bear_their_number_on_every_page(desk: Desk) -> None:
    briefing = replace(desk.briefing(), marking="secret")
    codes = {one.code: one.severity for one in desk.check(briefing)}
    assert codes["copy-number-empty"] == "error"
    assert codes["marking-restricted"] == "warning"
    numbered = set_field(briefing, "copy-number", "3")
    headers_footers = desk.compose(numbered).document.headers_footers
    for lines in regions(headers_footers):
        assert marks(lines) == ["SECRET UE/EU SECRET", "Copy no.\u00a03"]
    assert "copy-number-empty" not in {one.code for one in desk.check(numbered)}


def test_a_left_aligned_marking_is_at_the_start_of_its_line(desk: Desk) -> None:
    template = desk.template("thematic-briefing")
    inputs = desk.inputs(desk.briefing(template), template)
    document = compose(replace(inputs, profile=replace(inputs.profile, alignment="left"))).document
    (line,) = (line for line in document.headers_footers.header if line.role == "marking")
    assert content_text(line.start)
    assert (line.centre, line.end) == ((), ())
    assert document.styles.style("marking").align == "start"
