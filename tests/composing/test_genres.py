"""Each included template has the marks of its genre, in every language that it offers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from tests.narrowing import not_none, of_type

from briefbuilder.app.templates import sample_fields
from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnFigure,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    content_text,
    walk_elements,
)
from briefbuilder.locales.dates import format_date
from briefbuilder.templating.files import picture_key

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

from tests.composing.conftest import PICTURE, TODAY

NAMES = tuple(path.stem for path in sorted((Path(__file__).parents[2] / "templates").glob("*.yaml")))
LANGUAGES = ("en", "it", "fr", "de")


def composed(desk: Desk, name: str, language: str) -> Document:
    """Return a briefing in a template with the sample values of its fields."""
    used = desk.template(name)
    fields = {**sample_fields(used, language, ""), "date": TODAY.isoformat()}
    picture = used.masthead.picture
    if picture is not None:
        desk = replace(desk, pictures={**desk.pictures, picture_key(picture.file): desk.pictures[PICTURE]})
    known = {field.key for field in used.fields}
    given = {key: value for key, value in fields.items() if key in known}
    return desk.compose(desk.briefing(used, language, fields=given), used).document


def first_page_texts(document: Document) -> list[str]:
    """Return the texts of the headers and footers of the first page, and of all elements before the first heading."""
    bands = document.headers_footers
    lines: tuple[BandLine, ...] = (
        *(bands.first_header or bands.header),
        *(bands.first_footer or bands.footer),
    )
    texts = [content_text(text) for line in lines for text in (line.start, line.centre, line.end)]
    for element in walk_elements(document.elements):
        if isinstance(element, DrawnHeading):
            break
        texts += [content_text(element.content)] if isinstance(element, DrawnText) else []
    return texts


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_date_stands_once_on_the_first_page(desk: Desk, name: str, language: str) -> None:
    texts = first_page_texts(composed(desk, name, language))
    assert sum(text.count(format_date(TODAY, language)) for text in texts) == 1, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_appunto_has_emblem_ministry_and_signature(desk: Desk, language: str) -> None:
    first, *rest = composed(desk, "appunto", language).elements
    assert isinstance(first, DrawnFigure)
    assert (first.align, bool(first.alternative_text)) == ("centre", True)
    assert [element.role for element in rest[:3] if isinstance(element, DrawnText)] == [
        "masthead", "masthead", "subtitle",
    ]  # fmt: skip
    signed = [
        content_text(each.content)
        for each in rest
        if isinstance(each, DrawnText) and each.role == "signature"
    ]
    assert signed[1] == "Min. Plen. Giulia Ferri"
    assert isinstance(rest[-1], DrawnText)


@pytest.mark.parametrize("place", ["start", "end"])
def test_the_emblem_can_be_beside_the_lines_of_the_masthead(
    desk: Desk, place: Literal["start", "end"]
) -> None:
    used = desk.template("appunto")
    emblem = replace(not_none(used.masthead.picture), place=place)
    used = replace(used, masthead=replace(used.masthead, picture=emblem))
    pictures = {**desk.pictures, picture_key(emblem.file): desk.pictures[PICTURE]}
    desk = replace(desk, pictures=pictures)
    first = desk.compose(desk.briefing(used, "it"), used).document.elements[0]
    table = of_type(first, DrawnTable)
    (row,) = table.rows
    picture, lines = row if place == "start" else row[::-1]
    assert of_type(picture.elements[0], DrawnFigure).align == place
    assert {of_type(line, DrawnText).role for line in lines.elements} == {"masthead"}
    widths = table.widths if place == "start" else table.widths[::-1]
    assert widths[0] < 0.2 < widths[1]
    assert table.frame == "plain"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_submission_ends_with_drafter_clearance_and_annexes(desk: Desk, language: str) -> None:
    last = of_type(composed(desk, "submission", language).elements[-1], DrawnTable)
    drafter, clearance, annexes = (row[1].elements for row in last.rows)
    texts = [content_text(line.content) for line in annexes if isinstance(line, DrawnText)]
    assert [text[:3] for text in texts] == ["A. ", "B. "]
    assert (len(drafter), len(clearance)) == (1, 3)


def test_the_press_review_lists_each_article_under_its_headline(desk: Desk) -> None:
    document = composed(desk, "press-review", "fr")
    contents = next(element for element in document.elements if element.kind == "contents")
    headlines = [entry.text for entry in contents.entries if entry.level == 2]
    assert headlines == ["Chip, l’asse con Tokyo", "Ministers settle on screening", "Chip, l’asse con Tokyo"]


def test_the_templates_are_set_apart_by_their_headings_and_titles(desk: Desk) -> None:
    looks = set()
    for name in NAMES:
        sheet = desk.template(name).style_sheet()
        title, heading = sheet.style("title"), sheet.style("heading1")
        looks.add((title.size, title.align, title.colour, heading.colour, heading.background, heading.rule))
    assert len(looks) == len(NAMES)
