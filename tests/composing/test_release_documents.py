"""Documents for an audience lack restricted content; internal ones label it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.composing.conftest import MOMENT

from briefbuilder.composing.check import check
from briefbuilder.composing.compose import compose
from briefbuilder.composing.release import is_restricted, list_audiences, release_briefing
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, set_block_releases, set_part_heading, set_release
from briefbuilder.domain.document import Document, DrawnHeading, Run
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Note, NoteReference, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

CLOSED = Release(disclosure="closed")
PRESS = Release(disclosure="named", audiences=("press",))
SECRET = "Our red line is the second annex."


@pytest.fixture
def briefing(desk: Desk) -> Briefing:
    """A briefing with an own text of three paragraphs, the second of which has a note."""
    made = desk.briefing()
    text = OwnText(
        id="own",
        blocks=(
            Paragraph(id="o1", content=(Span("Talks begin on Monday."),)),
            Paragraph(id="o2", content=(Span(SECRET), NoteReference(note="n1"))),
            Paragraph(id="o3", content=(Span("The press will be told on Friday."),)),
            Note(id="n1", content=(Span("So the minister on 3 May."),)),
        ),
    )
    return insert_item(made, made.parts[0].id, text)


def words_of(document: Document) -> str:
    return repr((document.elements, document.notes, document.headers_footers, document.keywords))


def document_for(desk: Desk, briefing: Briefing, audience: str) -> str:
    release = release_briefing(briefing, desk.articles, audience)
    inputs = replace(desk.inputs(release.briefing, None), audience=audience)
    return words_of(compose(inputs).document)


def first_excerpt(briefing: Briefing) -> Excerpt:
    return next(item for item in briefing.items if isinstance(item, Excerpt) and len(item.passage.blocks) > 1)


def test_a_closed_paragraph_is_removed_with_its_note_and_without_a_trace(
    desk: Desk, briefing: Briefing
) -> None:
    closed = set_block_releases(briefing, "own", ["o2"], CLOSED)
    shown = document_for(desk, closed, "public")
    assert SECRET not in shown
    assert "3 May" not in shown
    assert "disclosure" not in shown
    assert "on Monday" in shown
    assert "on Friday" in shown
    (gone,) = release_briefing(closed, desk.articles, "public").left_out
    assert gone.kind == "paragraph"
    assert gone.texts == (SECRET, "So the minister on 3 May.")
    assert gone.place.item == "own"


def test_properties_name_no_topic_whose_part_is_left_out_or_has_another_heading(desk: Desk) -> None:
    briefing = desk.briefing()
    first, second = [part for part in briefing.walk() if part.topic][:2]
    names = [desk.topics[part.topic].name("en") for part in (first, second) if part.topic]
    assert compose(desk.inputs(briefing, None)).document.keywords[:2] == tuple(names)
    closed = set_release(briefing, [item.id for item in second.items], CLOSED)
    assert names[1] not in document_for(desk, closed, "public")
    renamed = set_part_heading(closed, first.id, "Another heading")
    assert names[0] not in compose(desk.inputs(renamed, None)).document.keywords


def test_closing_a_note_closes_where_its_mark_stands(desk: Desk, briefing: Briefing) -> None:
    shown = document_for(desk, set_block_releases(briefing, "own", ["n1"], CLOSED), "public")
    assert "3 May" not in shown
    assert SECRET not in shown


def test_named_audiences_get_theirs_and_others_do_not(desk: Desk, briefing: Briefing) -> None:
    named = set_block_releases(briefing, "own", ["o3"], PRESS)
    assert list_audiences(named) == ("press", "public")
    assert is_restricted(named)
    assert not is_restricted(set_release(briefing, ["own"], Release(disclosure="usable")))
    assert "on Friday" in document_for(desk, named, "press")
    assert "on Friday" not in document_for(desk, named, "public")


def test_an_excerpt_keeps_the_words_of_the_paragraphs_that_stay(desk: Desk, briefing: Briefing) -> None:
    excerpt = first_excerpt(briefing)
    gone = excerpt.passage.blocks[0]
    closed = set_block_releases(briefing, excerpt.id, [gone], CLOSED)
    release = release_briefing(closed, desk.articles, "public")
    kept = [
        item
        for item in release.briefing.items
        if isinstance(item, Excerpt) and item.id.startswith(excerpt.id)
    ]
    quotes = "\n".join(item.passage.quote for item in kept)
    assert all(item.blocks is None for item in kept)
    texts = {block.id: block.text for block in desk.articles[excerpt.passage.article].blocks}
    assert quotes == "\n".join(texts[name] for name in excerpt.passage.blocks[1:])
    inputs = replace(desk.inputs(release.briefing, None), audience="public")
    assert not {"quotation-differs", "quotation-lost"} & {finding.code for finding in check(inputs)}


def test_an_excerpt_whose_source_is_gone_goes_as_a_whole(desk: Desk, briefing: Briefing) -> None:
    excerpt = first_excerpt(briefing)
    closed = set_block_releases(briefing, excerpt.id, [excerpt.passage.blocks[0]], CLOSED)
    release = release_briefing(closed, {}, "public")
    assert release.briefing.item(excerpt.id) is None
    assert [one.kind for one in release.left_out] == ["item"]


def test_a_closed_part_goes_with_its_heading_items_and_sources(desk: Desk, briefing: Briefing) -> None:
    article = first_excerpt(briefing).passage.article
    holders = [part.id for part in briefing.walk() for item in part.items if isinstance(item, Excerpt) and item.passage.article == article]  # fmt: skip
    closed = set_release(briefing, dict.fromkeys(holders), CLOSED)
    shown = document_for(desk, closed, "public")
    assert desk.articles[article].metadata.title not in shown
    assert all(one.kind == "part" for one in release_briefing(closed, desk.articles, "public").left_out)


def test_files_are_named_only_if_the_template_asks_and_never_to_an_audience(
    desk: Desk, briefing: Briefing
) -> None:
    names = {article.original.name for article in desk.articles.values()} - {""}
    assert names
    usual = desk.inputs(briefing, None)
    template = usual.template
    asking = replace(template, sources=replace(template.sources, files=True))

    def named(template: Template, audience: str | None) -> bool:
        inputs = replace(usual, template=template, audience=audience)
        shown = words_of(compose(inputs).document)
        return any(name in shown for name in names)

    assert named(asking, None)
    assert not named(asking, "public")
    assert not named(template, None)


def test_an_internal_export_shows_the_releases(desk: Desk, briefing: Briefing) -> None:
    marked = set_block_releases(briefing, "own", ["o2"], CLOSED)
    marked = set_block_releases(marked, "own", ["o3"], PRESS)
    marked = set_release(marked, [marked.parts[1].id], Release(disclosure="usable"))
    shown = words_of(desk.compose(marked).document)
    assert "[not for disclosure]" in shown
    assert "[only for press]" in shown
    assert "(usable)" in shown
    assert [finding.code for finding in desk.check(marked) if finding.code == "restricted-content"]


@pytest.mark.parametrize(
    ("language", "heading", "label"),
    [
        ("ja", None, "(not for disclosure)"),
        ("it", None, "(da non divulgare)"),
        ("ja", "背景", "(開示不可)"),
    ],
)
def test_the_release_of_a_part_is_in_the_language_of_its_heading(
    desk: Desk, briefing: Briefing, language: str, heading: str | None, label: str
) -> None:
    part = briefing.parts[0].id
    marked = set_release(replace(briefing, language=language), [part], CLOSED)
    if heading is not None:
        marked = set_part_heading(marked, part, heading)
    shown = next(
        element for element in desk.compose(marked).document.elements if isinstance(element, DrawnHeading)
    )
    assert "".join(run.text for run in shown.content if isinstance(run, Run)).endswith(f" {label}")


def test_withheld_content_is_reported_and_required_parts_may_be_missing(
    desk: Desk, briefing: Briefing
) -> None:
    closed = set_release(briefing, [part.id for part in briefing.parts[:1]], CLOSED)
    release = release_briefing(closed, desk.articles, "public")
    inputs = replace(desk.inputs(release.briefing, None), audience="public", moment=MOMENT)
    findings = check(inputs, release.left_out)
    assert [finding.parameters["audience"] for finding in findings if finding.code == "withheld"] == [
        "public"
    ]
    assert not [finding for finding in findings if finding.code == "part-required-empty"]
