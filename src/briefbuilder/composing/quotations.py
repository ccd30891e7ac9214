"""Excerpts: quotations that keep their inner structure, each with its source.

A heading inside an excerpt becomes a lead-in in bold: the words stay the source's, and the
briefing's own headings, outline and contents list stay the officer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from briefbuilder.composing.blocks import (
    compose_block,
    compose_list,
    compose_paragraph,
    group_blocks,
    visible_blocks,
)
from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.inlines import InlineComposer, notes_by_id
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.marking import add_portion_marks
from briefbuilder.composing.release import add_release_labels
from briefbuilder.composing.sources import compose_citation
from briefbuilder.composing.typography import format_label, quotation_marks, shorten_quote
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.document import (
    Content,
    DrawnFigure,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
    Run,
)
from briefbuilder.domain.inline import slice_content
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import PassageLostError, passage_blocks
from briefbuilder.domain.text import Block, Inline, Note, Paragraph, Span, WrittenBlock, join_text

# What an officer changed in a quotation, shown as a quotation shows it.
#
# Words that were left out are marked […], words that are not the source's stand in square brackets. Marks that
# the officer set already are left alone; what was cut off at either end needs no mark, since the quotation is
# then a shorter one. White space and punctuation are not told.

OMISSION = "[…]"

_OMITTED = re.compile(r"[\[(]\s*(?:…|\.\.\.)\s*[\])]")
# A word with what joins it, or one sign of a writing that sets no spaces.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
    "(?:[’'\\-.,][^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)*"
)
_ENDING = re.compile(r"[»”’\"')]*[.!?…。！？]+[»”’\"')」』]*")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Edits:
    """Where an edited quotation differs from its source, in code points of the edited text.

    `omissions` are places at which words of the source are missing, `changes` runs of words that are not the source's.
    """

    omissions: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def find_edits(source: str, edited: str) -> Edits:
    """Return the edits that lead from a source's words to an edited text."""
    skipped = [found.span() for found in _OMITTED.finditer(edited)]
    bracketed = [found.span() for found in _BRACKETED.finditer(edited)]
    before = list(_words(source))
    after = [word for word in _words(edited) if not _inside(word, bracketed)]
    omissions: list[int] = []
    changes: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, [w.text for w in before], [w.text for w in after], autojunk=False)
    for kind, at, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if start < end:
            changes.append((after[start].start, after[end - 1].end))
        elif 0 < start < len(after) and last < len(before):
            gap = (after[start - 1].end, after[start].start)
            if not any(gap[0] <= low and high <= gap[1] for low, high in (*skipped, *bracketed)):
                omissions.append(gap[0] + _sentence_end(source, before[at - 1].end, edited[gap[0] : gap[1]]))
    return Edits(omissions=tuple(omissions), changes=tuple(changes))


def _sentence_end(source: str, place: int, gap: str) -> int:
    """Return the length of the signs that end a sentence in both texts: what is missing then begins behind them."""
    found = _ENDING.match(gap)
    return len(found[0]) if found and source.startswith(found[0], place) else 0


def _words(text: str) -> Iterator[_Word]:
    return (_Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def _inside(word: _Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def mark_edits(blocks: tuple[Block, ...], source: str) -> tuple[Block, ...]:
    """Return an edited quotation's blocks with its omissions and changes marked."""
    edits = find_edits(source, join_text(blocks))
    marks = [(place, f" {OMISSION}") for place in edits.omissions]
    for start, end in edits.changes:
        marks += [(start, "["), (end, "]")]
    shown: list[Block] = []
    offset = 0
    for block in blocks:
        size = len(block.text)
        # A mark between two blocks goes to the first; an opening bracket to the block of its word.
        own = [
            (place - offset, mark)
            for place, mark in sorted(marks)
            if (offset <= place < offset + size if mark == "[" else offset < place <= offset + size)
        ]
        shown.append(_marked(block, own) if own and _is_inline(block) else block)
        offset += size + 1
    return tuple(shown)


def _is_inline(block: Block) -> bool:
    """Tell whether a block's text is its content: that of a table is in its cells."""
    return isinstance(block, WrittenBlock)


def _marked(block: Block, marks: list[tuple[int, str]]) -> Block:
    content: tuple[Inline, ...] = ()
    place = 0
    for at, mark in marks:
        content = (*content, *slice_content(block.content, place, at), Span(mark))
        place = at
    return replace(block, content=(*content, *slice_content(block.content, place, len(block.text))))


# A working translation beside its original: in two columns, and always told to be unofficial.


def add_translation(
    elements: tuple[Element, ...], excerpt: Excerpt, composer: InlineComposer
) -> tuple[Element, ...]:
    """Return an excerpt's elements, beside them its working translation where it has one."""
    blocks = visible_blocks(excerpt.translation)
    if not blocks or not elements:
        return elements
    language = composer.context.inputs.language
    own = replace(
        composer, text_language=language, element_language=language, notes=notes_by_id(excerpt.translation)
    )
    translated: list[Element] = [_label(own)]
    for kind, members in group_blocks(blocks):
        if kind == "list":
            translated.append(replace(compose_list(members, own, "", None), quoted=True))
        elif kind == "prose":
            paragraphs = tuple(compose_paragraph(block, own) for block in members)
            translated.append(DrawnQuotation(paragraphs=paragraphs, origin=own.origin))
        else:
            translated.append(compose_block(members[0], own, "", None))
    first = elements[0]
    left = (replace(first, anchor=""), *elements[1:])
    return (DrawnPair(left=left, right=tuple(translated), anchor=first.anchor, origin=own.origin),)


def _label(composer: InlineComposer) -> DrawnText:
    words = composer.context.inputs.word("translation")
    return DrawnText(role="source", content=(Run(text=words, italic=True),), origin=composer.origin)


def is_edited(excerpt: Excerpt, article: Article | None) -> bool:
    """Tell whether an excerpt holds words that are not its passage's; words that it leaves out are marked."""
    if excerpt.blocks is None:
        return False
    body, notes = _parted(excerpt.blocks, excerpt)
    if find_edits(excerpt.passage.quote, join_text(body)).changes:
        return True
    return any(find_edits(_source_of(note, article), note.text).changes for note in notes)


def _parted(blocks: tuple[Block, ...], excerpt: Excerpt) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Part the text of an edited excerpt from the notes that stand in its source beside the passage, or in it nowhere."""
    notes = tuple(
        block for block in blocks if isinstance(block, Note) and block.id not in excerpt.passage.blocks
    )
    return tuple(block for block in blocks if block not in notes), notes


def _source_of(note: Note, article: Article | None) -> str:
    """Return what the source says in a note, nothing where the note is the officer's own."""
    held = article.blocks if article is not None else ()
    return next((block.text for block in held if isinstance(block, Note) and block.id == note.id), "")


def compose_excerpt(excerpt: Excerpt, context: CompositionContext, place: Place) -> tuple[Element, ...]:
    """Return an excerpt's elements, the last one with its source."""
    article = context.inputs.articles.get(excerpt.passage.article)
    blocks = excerpt_blocks(excerpt, article, context, place)
    language = context.inputs.language_of(article)
    composer = InlineComposer(
        context=context,
        place=place,
        text_language=language,
        element_language=language,
        notes=notes_by_id(article.blocks if article else ()) | notes_by_id(blocks),
        origin=excerpt.id,
    )
    shown = _without_strange_notes(visible_blocks(blocks), article, composer)
    shown = add_portion_marks(add_release_labels(shown, excerpt, context.inputs), excerpt, context, place)
    elements = _in_marks(_elements(shown, composer), context)
    if not elements:
        return ()
    if article is not None:
        context.add_source(article.id, excerpt.reliability)
    return add_translation(_Sourced(context, excerpt, article, place).attached(elements), excerpt, composer)


def excerpt_blocks(
    excerpt: Excerpt, article: Article | None, context: CompositionContext, place: Place
) -> tuple[Block, ...]:
    """Return the excerpt's text: as edited, as its passage says, or the kept quote where that is lost."""
    quote = excerpt.passage.quote
    if article is None:
        context.report("excerpt-without-article", place, quote=shorten_quote(quote))
    if excerpt.blocks is not None:
        body, notes = _parted(excerpt.blocks, excerpt)
        shown = (mark_edits((note,), _source_of(note, article)) for note in notes)
        return (*mark_edits(body, quote), *(block for one in shown for block in one))
    if article is not None:
        try:
            return passage_blocks(article, excerpt.passage)
        except PassageLostError:
            context.report("quotation-lost", place, quote=shorten_quote(quote))
    lines = enumerate(quote.split("\n"))
    return tuple(Paragraph(id=f"lost{index}", content=(Span(line),)) for index, line in lines)


def _without_strange_notes(
    blocks: tuple[Block, ...], article: Article | None, composer: InlineComposer
) -> tuple[Block, ...]:
    """Leave out notes whose mark stands in text that is not quoted, unless notes are all there is.

    Articles keep their notes at their end, so that a quotation of the last section holds them all.
    """
    notes = [block for block in blocks if isinstance(block, Note)]
    if article is None or not notes or len(notes) == len(blocks):
        return blocks
    marks = referenced_notes(article.blocks)
    strange = [note for note in notes if note.id in marks]
    for note in strange:
        composer.context.report("note-elsewhere", composer.place, quote=shorten_quote(note.text))
    return tuple(block for block in blocks if block not in strange)


def _elements(blocks: tuple[Block, ...], composer: InlineComposer) -> tuple[Element, ...]:
    document = composer.context.inputs.language
    language = None if is_same_language(composer.text_language, document) else composer.text_language
    anchor = composer.context.new_anchor("item", composer.origin)
    elements: list[Element] = []
    for kind, members in group_blocks(blocks):
        name = anchor if not elements else ""
        if kind == "list":
            elements.append(replace(compose_list(members, composer, name, language), quoted=True))
        elif kind == "prose":
            paragraphs = tuple(compose_paragraph(block, composer) for block in members)
            elements.append(
                DrawnQuotation(
                    paragraphs=paragraphs,
                    anchor=name,
                    origin=composer.origin,
                    blocks=tuple(block.id for block in members),
                    language=language,
                )
            )
        else:
            elements.append(compose_block(members[0], composer, name, language))
    return tuple(elements)


def _in_marks(elements: tuple[Element, ...], context: CompositionContext) -> tuple[Element, ...]:
    """Put the quoted paragraphs into the quotation marks of the briefing's language, where it wants them."""
    inputs = context.inputs
    quoted = [each for each in elements if isinstance(each, DrawnQuotation)]
    if not quoted or not inputs.template.quotations.marks:
        return elements
    opening, closing = (Run(text=mark, language=inputs.language) for mark in quotation_marks(inputs.language))

    def marked(element: Element) -> Element:
        if not isinstance(element, DrawnQuotation):
            return element
        paragraphs = list(element.paragraphs)
        if element is quoted[0]:
            paragraphs[0] = (opening, *paragraphs[0])
        if element is quoted[-1]:
            paragraphs[-1] = (*paragraphs[-1], closing)
        return replace(element, paragraphs=tuple(paragraphs))

    return tuple(map(marked, elements))


@dataclass(frozen=True, slots=True)
class _Sourced:
    """Puts the source to the elements of an excerpt, in the template's way."""

    context: CompositionContext
    excerpt: Excerpt
    article: Article | None
    place: Place

    def attached(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        style = self.context.inputs.template.sources
        if style.style == "inline":
            return self._above(elements) if style.place == "above" else self._below(elements)
        *before, last = elements
        if isinstance(last, DrawnQuotation):
            paragraphs = (*last.paragraphs[:-1], (*last.paragraphs[-1], self._mark()))
            return (*before, replace(last, paragraphs=paragraphs))
        if isinstance(last, DrawnList):
            entry = replace(last.entries[-1], content=(*last.entries[-1].content, self._mark()))
            return (*before, replace(last, entries=(*last.entries[:-1], entry)))
        if isinstance(last, DrawnFigure | DrawnTable) and last.caption:
            return (*before, replace(last, caption=(*last.caption, self._mark())))
        return self._below(elements)

    def _mark(self) -> NoteMark:
        return self.context.add_note(self._citation())

    def _citation(self) -> Content:
        words = compose_citation(self.article, self.excerpt, self.context, self.place)
        if not is_edited(self.excerpt, self.article):
            return words
        return (*words, Run(text=f" [{self.context.inputs.word('edited')}]"))

    def _above(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        """Put the source before the elements; the item's anchor moves up to it."""
        first = elements[0]
        line = DrawnText(role="source", content=self._citation(), anchor=first.anchor, origin=self.excerpt.id)
        return (line, replace(first, anchor=""), *elements[1:])

    def _below(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        inputs = self.context.inputs
        label = Run(text=format_label(inputs.word("source"), inputs.language))
        line: Content = (label, *self._citation())
        *before, last = elements
        if isinstance(last, DrawnQuotation):
            return (*before, replace(last, source=_spoken(line, last.language, inputs.language)))
        return (*elements, DrawnText(role="source", content=line, origin=self.excerpt.id))


def _spoken(content: Content, element_language: str | None, language: str) -> Content:
    """Name the language of each run that would otherwise be taken for its element's."""
    if element_language is None:
        return content
    return tuple(
        replace(inline, language=inline.language or language) if isinstance(inline, Run) else inline
        for inline in content
    )
