"""Working translations are shown next to their originals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.export.format_agreement import same
from tests.export.pdf_reader import PdfFile

from briefbuilder.composing.release import release_briefing
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import replace_item, set_block_releases
from briefbuilder.domain.document import DrawnList, DrawnPair, DrawnQuotation, DrawnText, Run, content_text
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Code, ListItem, Paragraph, Span
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

WORDS = "The government speaks of derisking, not of closing doors."


def translated(desk: Desk) -> tuple[Briefing, Excerpt]:
    briefing = desk.briefing()
    excerpt = next(
        item
        for item in briefing.items
        if isinstance(item, Excerpt) and item.passage.article == "a1" and len(item.passage.blocks) > 1
    )
    with_words = replace(excerpt, translation=(Paragraph(id="t1", content=(Span(WORDS),)),))
    return replace_item(briefing, with_words), with_words


def pair_of(desk: Desk, briefing: Briefing) -> DrawnPair:
    (pair,) = [each for each in desk.compose(briefing).document.elements if isinstance(each, DrawnPair)]
    return pair


def test_a_translation_is_next_to_its_original_and_labelled_unofficial(desk: Desk) -> None:
    briefing, excerpt = translated(desk)
    pair = pair_of(desk, briefing)
    label, words = pair.right
    assert isinstance(label, DrawnText)
    assert label.content == (Run(text="Working translation, unofficial", italic=True),)
    assert isinstance(words, DrawnQuotation)
    assert words.language is None
    assert words.paragraphs == ((Run(text=WORDS),),)
    assert pair.origin == excerpt.id
    assert all(element.language == "it" for element in pair.left if isinstance(element, DrawnQuotation))
    anchors = [each.anchor for each in desk.compose(briefing).document.elements if each.anchor]
    assert len(set(anchors)) == len(anchors)


def test_the_original_is_the_same_with_and_without_its_translation(desk: Desk) -> None:
    briefing, excerpt = translated(desk)
    without = desk.compose(replace_item(briefing, replace(excerpt, translation=())))
    alone = [each for each in without.document.elements if each.origin == excerpt.id]
    pair = pair_of(desk, briefing)
    assert pair.anchor == alone[0].anchor
    assert [*pair.left] == [replace(alone[0], anchor=""), *alone[1:]]


def test_the_pages_hold_both(desk: Desk) -> None:
    briefing, _ = translated(desk)
    export = render_pdf(desk.compose(briefing).document)
    texts = [same(text) for text in PdfFile(export.data).body]
    assert any(WORDS in text for text in texts)
    assert "Working translation, unofficial" in texts


def test_missing_translations_are_reported_once_for_each_source(desk: Desk) -> None:
    def count(briefing: Briefing) -> list[str]:
        return [one.parameters["count"] for one in desk.check(briefing) if one.code == "translation-missing"]

    briefing, excerpt = translated(desk)
    (before,) = count(replace_item(briefing, replace(excerpt, translation=())))
    assert count(briefing) == [str(int(before) - 1)]
    assert count(desk.briefing(language="it"))  # the English source, in an Italian briefing


def test_a_closed_paragraph_takes_the_translation_along(desk: Desk) -> None:
    briefing, excerpt = translated(desk)
    closed = set_block_releases(
        briefing, excerpt.id, [excerpt.passage.blocks[0]], Release(disclosure="closed")
    )
    release = release_briefing(closed, desk.articles, "public")
    assert all(not item.translation for item in release.briefing.items if isinstance(item, Excerpt))
    assert any(WORDS in one.texts for one in release.left_out)


def test_a_translation_keeps_its_lists_and_tables(desk: Desk) -> None:
    briefing, excerpt = translated(desk)
    blocks = (
        Paragraph(id="t1", content=(Span(WORDS),)),
        ListItem(id="t2", content=(Span("One"),), starts=True),
        ListItem(id="t3", content=(Span("Two"),)),
        Code(id="t4", content=(Span("a = b"),)),
        Paragraph(id="t5", content=(Span(" "),)),
    )
    pair = pair_of(desk, replace_item(briefing, replace(excerpt, translation=blocks)))
    label, words, entries, code = pair.right
    assert isinstance(label, DrawnText)
    assert isinstance(words, DrawnQuotation)
    assert isinstance(entries, DrawnList)
    assert entries.quoted
    assert [content_text(entry.content) for entry in entries.entries] == ["One", "Two"]
    assert isinstance(code, DrawnText)
    assert (code.role, content_text(code.content)) == ("code", "a = b")
    assert not any(each.anchor for each in pair.right)


def test_a_translation_without_words_is_none(desk: Desk) -> None:
    briefing, excerpt = translated(desk)
    blank = replace(excerpt, translation=(Paragraph(id="t1", content=(Span(" "),)),))
    elements = desk.compose(replace_item(briefing, blank)).document.elements
    assert not any(isinstance(each, DrawnPair) for each in elements)
