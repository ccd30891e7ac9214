"""Notes in edited quotations are compared with the notes of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefbuilder.composing.quotations import is_edited
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.block_edits import append_notes
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import content_text
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import Block, Note, NoteReference, Paragraph, Span

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

    from briefbuilder.composing.compose import Composition

BODY = Paragraph(id="b1", content=(Span("Gas flows"), NoteReference("b3"), Span(" again.")))
ELSEWHERE = Paragraph(id="b2", content=(Span("Oil too."), NoteReference("b4")))
NOTE = Note(id="b3", content=(Span("Since May."),))
OTHER = Note(id="b4", content=(Span("Since June."),))
ARTICLE = Article(
    id="a",
    metadata=Metadata(title="Ports", language="en"),
    blocks=(BODY, ELSEWHERE, NOTE, OTHER),
    original=Original(sha256="0" * 64, media_type="text/plain", name="x.txt", size=1),
)


def edited(*blocks: Block) -> bool:
    excerpt = Excerpt(id="i", passage=passage_of(ARTICLE, (BODY,)), blocks=blocks)
    return is_edited(excerpt, ARTICLE)


def test_the_notes_that_a_text_refers_to_are_appended() -> None:
    assert append_notes((BODY,), ARTICLE.blocks) == (BODY, NOTE)
    assert append_notes((BODY, NOTE), ARTICLE.blocks) == (BODY, NOTE)


def test_a_note_of_the_source_is_no_edit_until_it_says_something_else() -> None:
    assert not edited(BODY, NOTE)
    other = Excerpt(id="j", passage=passage_of(ARTICLE, (ELSEWHERE,)), blocks=(ELSEWHERE, OTHER))
    assert not is_edited(other, ARTICLE)
    assert edited(BODY, Note(id="b3", content=(Span("Since April."),)))


def test_a_note_added_by_the_user_is_an_edit() -> None:
    own = Note(id="n1", content=(Span("We doubt it."),))
    marked = Paragraph(id="b1", content=(Span("Gas flows"), NoteReference("n1"), Span(" again.")))
    assert edited(marked, own)
    assert not edited(marked)


walks: list[object] = []


class CountedBlocks(tuple[Block, ...]):
    """Blocks that count how often they are walked."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Block]:
        walks.append(self)
        return super().__iter__()


def long_article(sections: int) -> Article:
    """Return an article with a note in each section, whose notes are at its end."""
    body = [
        Paragraph(id=f"b{number}", page=number, content=(Span("Gas."), NoteReference(f"n{number}")))
        for number in range(sections)
    ]
    notes = [Note(id=f"n{number}", content=(Span(f"Note {number}."),)) for number in range(sections)]
    return replace(ARTICLE, id="a1", blocks=CountedBlocks((*body, *notes)))


def compose_sections(desk: Desk, article: Article, count: int) -> Composition:
    """Compose a briefing that quotes some sections of an article, and then its last one with all notes."""
    briefing = desk.briefing(topics=("trade",))
    part = briefing.parts[0].id
    ends = [(block,) for block in list(article.blocks)[:count]]
    for number, quoted in enumerate([*ends, tuple(article.blocks)[59:]]):
        excerpt = Excerpt(id=f"e{number}", passage=passage_of(article, quoted))
        briefing = insert_item(briefing, part, excerpt)
    walks.clear()
    return replace(desk, articles={"a1": article}).compose(briefing)


def test_an_article_is_walked_as_often_for_many_excerpts_as_for_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Note, "__eq__", lambda *_: pytest.fail("notes are told apart by their ids"))
    counted = []
    for count in (1, 40):
        article = long_article(60)
        made = compose_sections(desk, article, count)
        counted.append(len(walks))
        elsewhere = [finding for finding in made.findings if finding.code == "note-elsewhere"]
        assert len(elsewhere) == 59
        assert len(made.document.notes) >= count
    assert counted[1] == counted[0]


@pytest.mark.parametrize(("language", "mark"), [("ar", "\u200e"), ("en", "")])
def test_a_note_of_an_article_keeps_its_full_stop_in_a_briefing_of_the_other_direction(
    language: str, mark: str, desk: Desk
) -> None:
    briefing = desk.briefing(language=language, topics=("trade",))
    excerpt = Excerpt(id="e", passage=passage_of(ARTICLE, (BODY,)))
    briefing = insert_item(briefing, briefing.parts[0].id, excerpt)
    document = replace(desk, articles={"a": ARTICLE}).compose(briefing).document
    texts = [content_text(note.content) for note in document.notes]
    assert f"Since May.{mark}" in texts
