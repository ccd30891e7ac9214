"""Composes excerpts to quotations with their sources.

A heading inside an excerpt becomes a bold paragraph, so that only the briefing's own headings are in its outline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from briefbuilder.composing.blocks import (
    compose_block,
    compose_list,
    compose_paragraph,
    group_blocks,
    shown_blocks,
)
from briefbuilder.composing.context import CompositionContext, notes_by_id
from briefbuilder.composing.inlines import InlineComposer, item_composer
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.marking import add_portion_marks, split_marks
from briefbuilder.composing.release import add_release_labels, release_labels
from briefbuilder.composing.sources import compose_citation, compose_note
from briefbuilder.composing.typography import (
    NO_BREAK,
    format_label,
    nest_content_quotes,
    quotation_marks,
    shorten_quote,
)
from briefbuilder.domain.article import Article
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
from briefbuilder.domain.passage import PassageLostError, passage_blocks, saved_words
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.subsequences import common_prefix_length
from briefbuilder.domain.text import Block, Inline, Note, Span, WrittenBlock, join_text
from briefbuilder.domain.values import value

# Edits of a quotation: omissions are marked with […], and words that are not from the source are put in square
# brackets. Existing marks are kept; text removed at either end needs no mark. Changes of white space and punctuation
# are ignored.

OMISSION = "[…]"
_MOST_PAIRS = 1_000_000
"""Pairs of equal words up to which two texts are compared: a thousand times one word, or tens of pages of a text."""

_OMITTED = lazy_pattern(r"[\[(]\s*(?:…|\.\.\.)\s*[\])]")
_ENDING = lazy_pattern(r"[»”’\"')]*[.!?…。！？]+[»”’\"')」』]*")
_BRACKETED = lazy_pattern(r"\[[^\[\]]*\]")
_WORD = lazy_pattern(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
    "(?:[’'\\-.,][^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)*"
)
"""A word, with apostrophes and hyphens inside, or one character of a script without spaces."""


@value(kw_only=False)
class Edits:
    """The differences between a quotation and its source, as offsets in the quotation.

    `omissions` are positions where words of the source are missing, `changes` are ranges of other words.
    """

    omissions: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


@value(kw_only=False)
class _Word:
    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def find_edits(source: str, edited: str) -> Edits:
    """Return the differences between a source and an edited text."""
    skipped = [found.span() for found in _OMITTED.finditer(edited)]
    bracketed = [found.span() for found in _BRACKETED.finditer(edited)]
    before = list(_words(source))
    after = [word for word in _words(edited) if not _is_inside(word, bracketed)]
    omissions: list[int] = []
    changes: list[tuple[int, int]] = []
    for at, last, start, end in _differences([w.text for w in before], [w.text for w in after]):
        if start < end:
            changes.append((after[start].start, after[end - 1].end))
        elif 0 < start < len(after) and last < len(before):
            gap = (after[start - 1].end, after[start].start)
            if not any(gap[0] <= low and high <= gap[1] for low, high in (*skipped, *bracketed)):
                omissions.append(
                    gap[0] + _sentence_end_length(source, before[at - 1].end, edited[gap[0] : gap[1]])
                )
    return Edits(omissions=tuple(omissions), changes=tuple(changes))


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places in two rows of words that differ; all between the first and the last if the same words recur often."""
    counts = Counter(after)
    if sum(counts[word] for word in before) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        yield from (change[1:] for change in matcher.get_opcodes() if change[0] != "equal")
        return
    start = common_prefix_length(before, after)
    end = common_prefix_length(before[start:][::-1], after[start:][::-1])
    if start + end < max(len(before), len(after)):
        yield start, len(before) - end, start, len(after) - end


def _sentence_end_length(source: str, place: int, gap: str) -> int:
    """Return the length of the punctuation that ends a sentence in both texts, after which words are missing."""
    found = _ENDING.match(gap)
    return len(found[0]) if found and source.startswith(found[0], place) else 0


def _words(text: str) -> Iterator[_Word]:
    return (_Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def _is_inside(word: _Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def mark_edits(blocks: tuple[Block, ...], source: str) -> tuple[Block, ...]:
    """Mark the omissions and changes in an edited quotation's blocks."""
    edits = find_edits(source, join_text(blocks))
    marks = [(place, f" {OMISSION}") for place in edits.omissions]
    for start, end in edits.changes:
        marks += [(start, "["), (end, "]")]
    shown: list[Block] = []
    offset = 0
    for block in blocks:
        size = len(block.text)
        # A mark between two blocks belongs to the first, but an opening bracket to the block of its word.
        own = [
            (place - offset, mark)
            for place, mark in sorted(marks)
            if (offset <= place < offset + size if mark == "[" else offset < place <= offset + size)
        ]
        shown.append(_insert_marks(block, own) if own and isinstance(block, WrittenBlock) else block)
        offset += size + 1
    return tuple(shown)


def _insert_marks(block: Block, marks: list[tuple[int, str]]) -> Block:
    content: tuple[Inline, ...] = ()
    place = 0
    for at, mark in marks:
        content = (*content, *slice_content(block.content, place, at), Span(mark))
        place = at
    return replace(block, content=(*content, *slice_content(block.content, place, len(block.text))))


def add_translation(
    elements: tuple[Element, ...], excerpt: Excerpt, composer: InlineComposer
) -> tuple[Element, ...]:
    """Put the working translation of an excerpt, if any, in a column next to its elements."""
    blocks = shown_blocks(excerpt.translation, composer.context, composer.place)
    if not blocks or not elements:
        return elements
    language = composer.context.inputs.language
    own = replace(
        composer, text_language=language, element_language=language, notes=notes_by_id(excerpt.translation)
    )
    label = Run(text=composer.context.inputs.word("translation"), italic=True)
    translated: list[Element] = [DrawnText(role="source", content=(label,), origin=own.origin)]
    for kind, members in group_blocks(blocks):
        if kind == "list":
            translated.append(replace(compose_list(members, own, "", None), quoted=True))
        elif kind == "prose":
            paragraphs = tuple(compose_paragraph(block, own) for block in members)
            names = tuple(block.id for block in members)
            translated.append(DrawnQuotation(paragraphs=paragraphs, origin=own.origin, blocks=names))
        else:
            translated.append(compose_block(members[0], own, "", None))
    first = elements[0]
    left = (replace(first, anchor=""), *elements[1:])
    return (DrawnPair(left=left, right=tuple(translated), anchor=first.anchor, origin=own.origin),)


def is_edited(excerpt: Excerpt, article: Article | None) -> bool:
    """Return whether an excerpt has words that are not in its passage; omissions do not count."""
    if excerpt.blocks is None:
        return False
    body, notes = _separate_notes(excerpt.blocks)
    if find_edits(_source_text(excerpt, article), join_text(body)).changes:
        return True
    return any(find_edits(_note_source(note, article), note.text).changes for note in notes)


def _separate_notes(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Separate the text of an excerpt from its notes; notes alone are the text."""
    notes = tuple(block for block in blocks if isinstance(block, Note))
    if len(notes) == len(blocks):
        return blocks, ()
    return tuple(block for block in blocks if not isinstance(block, Note)), notes


def _source_text(excerpt: Excerpt, article: Article | None) -> str:
    """Return the text of an excerpt's passage without notes.

    A passage of an article's last section includes the notes of all sections, which an edited excerpt does not.
    """
    if article is not None:
        try:
            return join_text(_separate_notes(passage_blocks(article, excerpt.passage))[0])
        except PassageLostError:
            return excerpt.passage.quote
    return excerpt.passage.quote


def _note_source(note: Note, article: Article | None) -> str:
    """Return the text of a note in the source, or an empty text for a note added by the user."""
    blocks = article.blocks if article is not None else ()
    return next((block.text for block in blocks if isinstance(block, Note) and block.id == note.id), "")


def compose_excerpts(
    excerpts: tuple[Excerpt, ...], context: CompositionContext, places: tuple[Place, ...], *, sourced: bool
) -> tuple[Element, ...]:
    """Compose neighbouring excerpts from one article, which name their source once, or not at all unless `sourced`."""
    article = context.inputs.articles.get(excerpts[0].passage.article)
    drawn: list[tuple[Excerpt, InlineComposer, tuple[Element, ...]]] = []
    for excerpt, place in zip(excerpts, places, strict=True):
        composer, elements = _compose_excerpt(excerpt, article, context, place)
        if elements:
            drawn.append((excerpt, composer, elements))
            if article is not None:
                context.add_source(article.id, excerpt.reliability)
    if not drawn:
        return ()
    shown = tuple(excerpt for excerpt, _, _ in drawn)
    above = (
        context.inputs.template.sources.style == "inline" and context.inputs.template.sources.place == "above"
    )
    with_source = 0 if above else len(drawn) - 1
    result: list[Element] = []
    for index, (excerpt, composer, elements) in enumerate(drawn):
        if sourced and index == with_source:
            attacher = _SourceAttacher(context, shown, article, composer.place)
            result += add_translation(attacher.attach(elements), excerpt, composer)
        else:
            result += add_translation(elements, excerpt, composer)
    return tuple(result)


def _compose_excerpt(
    excerpt: Excerpt, article: Article | None, context: CompositionContext, place: Place
) -> tuple[InlineComposer, tuple[Element, ...]]:
    """Compose an excerpt without its source."""
    shown, composer = excerpt_text(excerpt, article, context, place)
    labels = filter(None, release_labels(shown, excerpt, context.inputs))
    elements = _add_quotation_marks(_compose_quotation(shown, composer), frozenset(labels), context)
    return composer, _number_excerpt(elements, context)


def _number_excerpt(elements: tuple[Element, ...], context: CompositionContext) -> tuple[Element, ...]:
    """Put the number of an excerpt before its first words, if the template numbers excerpts."""
    text = context.next_excerpt_label() if elements else ""
    if not text:
        return elements
    label = Run(text=text, language=context.inputs.language if elements[0].language else None)
    # The space has the language of the excerpt: in a text from right to left it is between both.
    gap = Run(text=NO_BREAK)
    first, *rest = elements
    match first:
        case DrawnQuotation():
            runs = [inline for inline in first.paragraphs[0] if isinstance(inline, Run)]
            words = [run for run in runs if any(map(str.isalnum, run.text))]
            label = replace(label, bold=all(run.bold for run in words))  # a heading stays one
            first = replace(first, paragraphs=((label, gap, *first.paragraphs[0]), *first.paragraphs[1:]))
        case DrawnList():
            entry = replace(first.entries[0], content=(label, gap, *first.entries[0].content))
            first = replace(first, entries=(entry, *first.entries[1:]))
        case DrawnText():
            first = replace(first, content=(label, gap, *first.content))
        case DrawnTable() | DrawnFigure():
            first = replace(first, caption=(label, gap, *first.caption))
        case _:  # an excerpt begins with one of these
            pass
    return (first, *rest)


def excerpt_blocks(
    excerpt: Excerpt, article: Article | None, context: CompositionContext, place: Place
) -> tuple[Block, ...]:
    """Return the excerpt's edited text, or its passage, or the saved quote if the passage is lost."""
    quote = excerpt.passage.quote
    if article is None:
        context.report("excerpt-without-article", place, quote=shorten_quote(quote))
    if excerpt.blocks is not None:
        body, notes = _separate_notes(excerpt.blocks)
        shown = (mark_edits((note,), _note_source(note, article)) for note in notes)
        return (*mark_edits(body, _source_text(excerpt, article)), *(block for one in shown for block in one))
    if article is not None:
        try:
            return context.index(article).builder.blocks(excerpt.passage)
        except PassageLostError:
            context.report("quotation-lost", place, quote=shorten_quote(quote))
    return saved_words(excerpt.passage)


def excerpt_text(
    excerpt: Excerpt, article: Article | None, context: CompositionContext, place: Place
) -> tuple[tuple[Block, ...], InlineComposer]:
    """Return the blocks that an excerpt shows, with its releases and portion marks, and the composer of their text."""
    blocks = excerpt_blocks(excerpt, article, context, place)
    language = context.inputs.language_of(article)
    composer = item_composer(context, place, language, blocks, excerpt.id, article)
    shown = _drop_unrelated_notes(shown_blocks(blocks, context, place), article, composer)
    shown = add_portion_marks(add_release_labels(shown, excerpt, context.inputs), excerpt, context, place)
    return shown, composer


def _drop_unrelated_notes(
    blocks: tuple[Block, ...], article: Article | None, composer: InlineComposer
) -> tuple[Block, ...]:
    """Remove notes to text that is not quoted, unless there are only notes.

    An article's notes are at its end, so that a quotation of the last section includes all of them.
    """
    notes = [block for block in blocks if isinstance(block, Note)]
    if article is None or not notes or len(notes) == len(blocks):
        return blocks
    marks = composer.context.index(article).referenced
    strange = {note.id: note for note in notes if note.id in marks}
    for note in strange.values():
        composer.context.report("note-elsewhere", composer.place, quote=shorten_quote(note.text))
    return tuple(block for block in blocks if block.id not in strange)


def _compose_quotation(blocks: tuple[Block, ...], composer: InlineComposer) -> tuple[Element, ...]:
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


def _add_quotation_marks(
    elements: tuple[Element, ...], labels: frozenset[str], context: CompositionContext
) -> tuple[Element, ...]:
    """Add the quotation marks of the briefing's language after labels and portion marks, if the template requires them."""
    inputs = context.inputs
    quoted = [element for element in elements if isinstance(element, DrawnQuotation)]
    if not quoted or not inputs.template.quotations.marks:
        return elements
    opening, closing = (Run(text=mark, language=inputs.language) for mark in quotation_marks(inputs.language))

    def marked(element: Element) -> Element:
        if not isinstance(element, DrawnQuotation):
            return element
        paragraphs = [nest_content_quotes(content, inputs.language) for content in element.paragraphs]
        if element is quoted[0]:
            mark, words = split_marks(element.paragraphs[0], labels, context)
            paragraphs[0] = (*mark, opening, *nest_content_quotes(words, inputs.language))
        if element is quoted[-1]:
            paragraphs[-1] = (*paragraphs[-1], closing)
        return replace(element, paragraphs=tuple(paragraphs))

    return tuple(map(marked, elements))


def edited_label(
    excerpts: Iterable[Excerpt], article: Article | None, context: CompositionContext
) -> Content:
    """Return the label of edited excerpts, or nothing if none has other words than its source."""
    if not any(is_edited(excerpt, article) for excerpt in excerpts):
        return ()
    return (Run(text=f" [{context.inputs.word('edited')}]"),)


@value(kw_only=False)
class _SourceAttacher:
    """Adds the source of excerpts to the elements of one of them, as the template requires."""

    context: CompositionContext
    excerpts: tuple[Excerpt, ...]
    article: Article | None
    place: Place

    def attach(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        style = self.context.inputs.template.sources
        if style.style == "inline":
            return self._put_above(elements) if style.place == "above" else self._put_below(elements)
        *before, last = elements
        if isinstance(last, DrawnQuotation):
            paragraphs = (*last.paragraphs[:-1], (*last.paragraphs[-1], self._note_mark()))
            return (*before, replace(last, paragraphs=paragraphs))
        if isinstance(last, DrawnList):
            entry = replace(last.entries[-1], content=(*last.entries[-1].content, self._note_mark()))
            return (*before, replace(last, entries=(*last.entries[:-1], entry)))
        if isinstance(last, DrawnFigure | DrawnTable) and last.caption:
            return (*before, replace(last, caption=(*last.caption, self._note_mark())))
        return self._put_below(elements)

    def _note_mark(self) -> NoteMark:
        words = compose_note(self.article, self.excerpts, self.context, self.place)
        return self.context.add_note((*words, *edited_label(self.excerpts, self.article, self.context)))

    def _citation(self) -> Content:
        words = compose_citation(self.article, self.excerpts, self.context, self.place)
        return (*words, *edited_label(self.excerpts, self.article, self.context))

    @property
    def _origin(self) -> str:
        above = self.context.inputs.template.sources.place == "above"
        return self.excerpts[0 if above else -1].id

    def _put_above(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        """Put the source before the elements, with the item's anchor."""
        first = elements[0]
        line = DrawnText(role="source", content=self._citation(), anchor=first.anchor, origin=self._origin)
        return (line, replace(first, anchor=""), *elements[1:])

    def _put_below(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        inputs = self.context.inputs
        label = Run(text=format_label(inputs.word("source"), inputs.language))
        line: Content = (label, *self._citation())
        *before, last = elements
        if isinstance(last, DrawnQuotation):
            return (*before, replace(last, source=_set_language(line, last.language, inputs.language)))
        return (*elements, DrawnText(role="source", content=line, origin=self._origin))


def _set_language(content: Content, element_language: str | None, language: str) -> Content:
    """Set the language of runs that would otherwise have that of their element."""
    if element_language is None:
        return content
    return tuple(
        replace(inline, language=inline.language or language) if isinstance(inline, Run) else inline
        for inline in content
    )
