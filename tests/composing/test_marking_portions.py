"""Portion marks precede every paragraph if the template requires them, and are never too low."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import (
    Document,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Run,
    content_text,
)
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Heading, ListItem, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

BLOCKS = (
    Paragraph(id="p1", content=(Span("First."),)),
    Heading(id="p2", level=1, content=(Span("Under it"),)),
    ListItem(id="p3", content=(Span("An entry"),), starts=True),
    ListItem(id="p4", content=(Span("goes on"),), continues=True),
)


def written(desk: Desk, template: Template, marking: str | None = None) -> Briefing:
    briefing = desk.briefing(template)
    return insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=BLOCKS, marking=marking))


def texts(document: Document) -> list[str]:
    drawn: list[str] = []
    for element in document.elements:
        match element:
            case DrawnText(role="body") | DrawnHeading():
                drawn.append(content_text(element.content))
            case DrawnQuotation():
                drawn += map(content_text, element.paragraphs)
            case DrawnList():
                drawn += [content_text(entry.content) for entry in element.entries]
            case DrawnTable(frame="grid"):
                drawn.append(content_text(element.caption))
            case _:
                continue
    return drawn


def test_each_portion_of_an_unclassified_memo_says_so(desk: Desk) -> None:
    template = desk.template("action-memo")
    assert texts(desk.compose(written(desk, template), template).document) == [
        "BLUF",
        "(U) First.",
        "Under it",
        "(U) An entry",
        "goes on",
        "Background",
        "Le catene del valore",
        "(U) Il governo parla di derisking, non di rottura.",
        "(U) litografia",
        "(U) materiali: silicio",
        "(U) Quote di mercato",
        "Dopo il vertice",
        "(U) Il prossimo incontro è a maggio.",
        "What was agreed",
        "(U) Export controls stay national for now.",
    ]


@pytest.mark.parametrize(("level", "mark"), [("unclassified", "(U) "), ("confidential", "(C) ")])
def test_the_title_has_the_portion_mark_of_the_briefing_but_the_file_has_not(
    desk: Desk, level: str, mark: str
) -> None:
    template = desk.template("action-memo")
    briefing = replace(written(desk, template), marking=level)
    document = desk.compose(briefing, template).document
    (title,) = [each for each in document.elements if isinstance(each, DrawnText) and each.role == "title"]
    assert content_text(title.content) == f"SUBJECT: {mark}{briefing.title}"
    assert document.title == briefing.title


def test_the_portion_mark_precedes_the_release_label(desk: Desk) -> None:
    template = desk.template("action-memo")
    briefing = written(desk, template, "confidential")
    own = replace(
        OwnText(id="own", blocks=BLOCKS, marking="confidential"), release=Release(disclosure="closed")
    )
    first = replace(briefing.parts[0], items=(own,))
    document = desk.compose(replace(briefing, parts=(first, *briefing.parts[1:])), template).document
    assert texts(document)[1:4] == ["(C) [not for disclosure] First.", "Under it", "(C) An entry"]


def test_the_space_after_a_mark_has_the_language_of_the_text(desk: Desk) -> None:
    """In the language of the mark, it would stand at the edge of a text from right to left, and the mark would touch it."""
    template = desk.template("action-memo")
    document = desk.compose(desk.briefing(template), template).document
    marked = [
        paragraph[:2]
        for element in document.elements
        if isinstance(element, DrawnQuotation) and element.language == "it"
        for paragraph in element.paragraphs
        if content_text(paragraph).startswith("(U)")
    ]
    assert marked
    assert set(marked) == {(Run(text="(U)", language="en"), Run(text=" "))}


def test_an_unmarked_item_has_the_briefings_portion_mark_and_is_reported(desk: Desk) -> None:
    template = desk.template("action-memo")
    briefing = written(desk, template, "secret")
    drawn = texts(desk.compose(briefing, template).document)
    assert all(text.startswith("(S) ") for text in drawn if text.startswith("("))
    found = [one for one in desk.check(briefing, template) if one.code == "portion-unmarked"]
    excerpts = [item.id for item in briefing.items if item.id != "own"]
    assert [one.place.item for one in found] == excerpts
    assert {one.severity for one in found} == {"warning"}
    assert "portion-unmarked" not in {one.code for one in desk.check(written(desk, template), template)}, (
        "an unclassified memo has nothing to judge"
    )


def test_without_the_setting_there_are_no_portion_marks(desk: Desk) -> None:
    template = desk.template("thematic-briefing")
    drawn = texts(desk.compose(written(desk, template), template).document)
    assert "First." in drawn
    assert not [text for text in drawn if text.startswith("(")]
