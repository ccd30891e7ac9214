"""An annex contains whole articles with titles, sources and headings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.template_files import parse_template

from briefbuilder.composing.check import check_pages
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.document import Document, DrawnHeading, DrawnText, content_text
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

TEXT = """\
version: 1
id: note
name: Note
languages: [en, it]
marking: {profile: none}
limits: {pages: 2}
parts:
- {key: first, kind: written, label: First}
- {key: annex, kind: annex, label: Annex, new-page: true}
"""


def template(text: str = TEXT) -> Template:
    found, findings = parse_template(text.encode(), "note.yaml")
    assert found is not None, findings
    return found


def headings(document: Document) -> list[tuple[int, str, str | None]]:
    return [
        (each.level, content_text(each.content), each.language)
        for each in document.elements
        if isinstance(each, DrawnHeading)
    ]


def test_an_article_is_below_its_title_and_keeps_its_headings(desk: Desk) -> None:
    used = template()
    document = desk.compose(desk.briefing(used), used).document
    assert headings(document) == [
        (1, "Annex", None),
        (2, "Chip, l’asse con Tokyo", "it"),
        (3, "Le catene del valore", "it"),
        (3, "Dopo il vertice", "it"),
        (2, "Ministers settle on screening", None),
        (3, "What was agreed", None),
        (1, "Sources", None),
    ]
    titles = [each for each in document.elements if isinstance(each, DrawnHeading) and each.level == 2]
    assert all(each.anchor and each.origin for each in titles)


def test_its_citation_below_the_title_omits_the_title(desk: Desk) -> None:
    used = template()
    lines = [
        content_text(each.content)
        for each in desk.compose(desk.briefing(used), used).document.elements
        if isinstance(each, DrawnText) and each.role == "source"
    ]
    assert len(lines) == 2
    assert lines[0].startswith("Il Corriere dell’Economia, Anna Rossi, Luca Bianchi, 1\u00a0November 2026, ")
    assert "asse con Tokyo" not in lines[0]


@pytest.mark.parametrize("title", [" ", "ministers_2", "ministers_2.txt"])
def test_an_article_without_a_title_goes_by_its_first_words_and_never_by_its_file(
    desk: Desk, title: str
) -> None:
    used = template()
    article = desk.articles["a2"]
    original = replace(article.original, name="ministers_2.txt")
    metadata = replace(article.metadata, title=title)
    untitled = desk.with_article(replace(article, metadata=metadata, original=original))
    document = untitled.compose(untitled.briefing(used), used).document
    shown = [text for level, text, _ in headings(document) if level == 2]
    assert any(text.startswith("Ministers agreed") for text in shown)
    assert "ministers_2" not in repr(document)


def test_an_article_without_text_is_left_out_with_its_title(desk: Desk) -> None:
    used = template()
    briefing = desk.briefing(used)
    first, second = (item for item in briefing.items if isinstance(item, Excerpt))
    briefing = replace_item(briefing, replace(first, blocks=()))
    shown = [text for _, text, _ in headings(desk.compose(briefing, used).document)]
    assert shown == ["Annex", "Ministers settle on screening", "What was agreed", "Sources"]
    emptied = replace_item(briefing, replace(second, blocks=()))
    assert "Ministers" not in repr(desk.compose(emptied, used).document.elements)


def test_an_annexed_article_counts_among_the_sources_with_its_code(desk: Desk) -> None:
    used = template(TEXT + "sources: {reliability: true}\n")
    briefing = desk.briefing(used)
    first = next(item for item in briefing.items if isinstance(item, Excerpt))
    briefing = replace_item(briefing, replace(first, reliability="B2"))
    shown = repr(desk.compose(briefing, used).document.elements[-1])
    assert "B2" in shown


def test_pages_of_an_annex_on_a_new_page_do_not_count(desk: Desk) -> None:
    used = template()
    briefing = desk.briefing(used)
    inputs = desk.inputs(briefing, used)
    annex = briefing.parts[1].id
    assert check_pages(inputs, 2, {}) == ()
    (found,) = check_pages(inputs, 3, {})
    assert (found.code, found.parameters) == ("too-many-pages", {"count": "3", "limit": "2"})
    assert check_pages(inputs, 9, {annex: (3, 0.0)}) == ()
    assert check_pages(inputs, 9, {annex: (4, 0.0)})[0].parameters["count"] == "3"
    running = template(TEXT.replace(", new-page: true", ""))
    assert check_pages(desk.inputs(briefing, running), 9, {annex: (3, 0.0)})[0].parameters["count"] == "9"


def test_paragraphs_of_an_annex_bear_no_numbers(desk: Desk) -> None:
    used = template(TEXT + "numbering: {paragraphs: true}\n")
    elements = desk.compose(desk.briefing(used), used).document.elements
    texts = [each for each in elements if isinstance(each, DrawnText) and each.role == "body"]
    assert texts
    assert {each.number for each in texts} == {""}
