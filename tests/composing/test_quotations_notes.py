"""Notes in edited quotations are compared with the notes of the source."""

from __future__ import annotations

from briefbuilder.composing.quotations import is_edited
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.block_edits import append_notes
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import Block, Note, NoteReference, Paragraph, Span

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
    assert edited(BODY, Note(id="b3", content=(Span("Since April."),)))


def test_a_note_added_by_the_user_is_an_edit() -> None:
    own = Note(id="n1", content=(Span("We doubt it."),))
    marked = Paragraph(id="b1", content=(Span("Gas flows"), NoteReference("n1"), Span(" again.")))
    assert edited(marked, own)
    assert not edited(marked)
