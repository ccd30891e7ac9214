"""Composes inline content of the text model to runs and note marks, with checked links."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from briefbuilder.composing.context import CompositionContext, notes_by_id
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.typography import bind_ends, bind_words
from briefbuilder.domain.article import Article
from briefbuilder.domain.document import Content, DrawnInline, Run
from briefbuilder.domain.links import is_disguised, is_usable_link, real_host
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Block, Inline, Note, NoteReference, Span
from briefbuilder.domain.values import value

SHOWN_LINK = 200
"""The length of a link that a finding shows, in code points."""


@value
class InlineComposer:
    """Composes the inline content of one item.

    `text_language` is the language of the text and `element_language` that of the element; runs have a language
    only if the two differ.
    """

    context: CompositionContext
    place: Place
    text_language: str
    element_language: str
    notes: Mapping[str, Note] = field(default_factory=dict)
    origin: str = ""

    def compose(self, content: tuple[Inline, ...], language: str | None = None) -> Content:
        """Compose inline content; `language` is that of the block, if it has one."""
        result: list[DrawnInline] = []
        for inline in content:
            if isinstance(inline, NoteReference):
                result.extend(self._add_note(inline))
            elif inline.text:
                result.append(self._compose_run(inline, language))
        return tuple(result)

    def clean(self, text: str) -> str:
        """Replace and report the characters of a text that no export format supports."""
        return self.context.clean(text, self.place)

    def run_language(self, language: str | None) -> str | None:
        """Return the language of a run or entry, or None if it is that of its element."""
        own = language or self.text_language
        return None if is_same_language(own, self.element_language) else own

    def _compose_run(self, span: Span, language: str | None) -> Run:
        text = self.clean(span.text)
        if not span.code and span.link is None:
            text = bind_words(text, span.language or language or self.text_language)
        return Run(
            text=text,
            bold=span.bold,
            italic=span.italic,
            underline=span.underline,
            strike=span.strike,
            code=span.code,
            script=span.script,
            link=self._check_link(span.link, span.text),
            language=self.run_language(span.language or language),
        )

    def _check_link(self, link: str | None, text: str) -> str | None:
        """Return a link that is exported, None for one that is printed as text only."""
        if link is None:
            return None
        if not is_usable_link(link):
            self.context.report("link-dropped", self.place, link=link[:SHOWN_LINK])
            return None
        if is_disguised(link, text):
            host = real_host(link)
            self.context.report("link-disguised", self.place, link=link[:SHOWN_LINK], host=host)
            return None
        return link

    def _add_note(self, reference: NoteReference) -> Content:
        note = self.notes.get(reference.note)
        if note is None:
            self.context.report("note-missing", self.place, mark=reference.mark or reference.note)
            return ()
        document = self.context.inputs.language
        inner = replace(self, notes={}, element_language=document)
        content = tuple(inline for inline in note.content if isinstance(inline, Span))
        drawn = inner.compose(content, note.language)
        if inner.run_language(note.language):
            # A note has the direction of the document, also one in the language of its article.
            drawn = bind_ends(drawn, document)
        return (self.context.add_note(drawn, self.origin, note.id),)


def item_composer(
    context: CompositionContext,
    place: Place,
    language: str,
    blocks: Iterable[Block],
    origin: str,
    article: Article | None = None,
) -> InlineComposer:
    """Return the composer of an item in one language; its notes are among the blocks, or else in the article."""
    notes = notes_by_id(blocks)
    return InlineComposer(
        context=context,
        place=place,
        text_language=language,
        element_language=language,
        notes=ChainMap(notes, context.index(article).notes) if article is not None else notes,
        origin=origin,
    )


def make_bold(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content with all spans in bold."""
    return tuple(replace(inline, bold=True) if isinstance(inline, Span) else inline for inline in content)
