"""Excerpts: quotations that keep their inner structure, each with its source.

A heading inside an excerpt becomes a lead-in in bold: the words stay the source's, and the
briefing's own headings, outline and contents list stay the officer's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbuilder.composing.blocks import drawn_list, drawn_single, groups, lead_in, marks_in, visible
from briefbuilder.composing.disclosure import with_labels
from briefbuilder.composing.edits import edits_between, shown_as_edited
from briefbuilder.composing.inlines import Pen, notes_of
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.material import same_language
from briefbuilder.composing.portions import with_portions
from briefbuilder.composing.sources import citation
from briefbuilder.composing.translations import beside_translation
from briefbuilder.composing.typography import beginning, labelled, quotes_of
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.document import (
    Content,
    DrawnFigure,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
    Run,
)
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import PassageLostError, blocks_of
from briefbuilder.domain.text import Block, Note, Paragraph, Span, joined_text


def is_edited(excerpt: Excerpt, article: Article | None) -> bool:
    """Tell whether an excerpt holds words that are not its passage's; words that it leaves out are marked."""
    if excerpt.blocks is None:
        return False
    body, notes = _parted(excerpt.blocks, excerpt)
    if edits_between(excerpt.passage.quote, joined_text(body)).changes:
        return True
    return any(edits_between(_source_of(note, article), note.text).changes for note in notes)


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


def drawn_excerpt(excerpt: Excerpt, ledger: Ledger, place: Place) -> tuple[Element, ...]:
    """Return an excerpt's elements, the last one with its source."""
    article = ledger.material.articles.get(excerpt.passage.article)
    blocks = source_blocks(excerpt, article, ledger, place)
    language = ledger.material.language_of(article)
    pen = Pen(
        ledger=ledger,
        place=place,
        text_language=language,
        element_language=language,
        notes=notes_of(article.blocks if article else ()) | notes_of(blocks),
        origin=excerpt.id,
    )
    shown = _without_strange_notes(visible(blocks), article, pen)
    shown = with_portions(with_labels(shown, excerpt, ledger.material), excerpt, ledger, place)
    elements = _in_marks(_elements(shown, pen), ledger)
    if not elements:
        return ()
    if article is not None:
        ledger.use(article.id, excerpt.reliability)
    return beside_translation(_Sourced(ledger, excerpt, article, place).attached(elements), excerpt, pen)


def source_blocks(
    excerpt: Excerpt, article: Article | None, ledger: Ledger, place: Place
) -> tuple[Block, ...]:
    """Return the excerpt's text: as edited, as its passage says, or the kept quote where that is lost."""
    quote = excerpt.passage.quote
    if article is None:
        ledger.find("excerpt-without-article", place, quote=beginning(quote))
    if excerpt.blocks is not None:
        body, notes = _parted(excerpt.blocks, excerpt)
        shown = (shown_as_edited((note,), _source_of(note, article)) for note in notes)
        return (*shown_as_edited(body, quote), *(block for one in shown for block in one))
    if article is not None:
        try:
            return blocks_of(article, excerpt.passage)
        except PassageLostError:
            ledger.find("quotation-lost", place, quote=beginning(quote))
    lines = enumerate(quote.split("\n"))
    return tuple(Paragraph(id=f"lost{index}", content=(Span(line),)) for index, line in lines)


def _without_strange_notes(blocks: tuple[Block, ...], article: Article | None, pen: Pen) -> tuple[Block, ...]:
    """Leave out notes whose mark stands in text that is not quoted, unless notes are all there is.

    Articles keep their notes at their end, so that a quotation of the last section holds them all.
    """
    notes = [block for block in blocks if isinstance(block, Note)]
    if article is None or not notes or len(notes) == len(blocks):
        return blocks
    marks = marks_in(article.blocks)
    strange = [note for note in notes if note.id in marks]
    for note in strange:
        pen.ledger.find("note-elsewhere", pen.place, quote=beginning(note.text))
    return tuple(block for block in blocks if block not in strange)


def _elements(blocks: tuple[Block, ...], pen: Pen) -> tuple[Element, ...]:
    document = pen.ledger.material.language
    language = None if same_language(pen.text_language, document) else pen.text_language
    anchor = pen.ledger.anchor("item", pen.origin)
    elements: list[Element] = []
    for kind, members in groups(blocks):
        name = anchor if not elements else ""
        if kind == "list":
            elements.append(replace(drawn_list(members, pen, name, language), quoted=True))
        elif kind == "prose":
            paragraphs = tuple(lead_in(block, pen) for block in members)
            elements.append(
                DrawnQuotation(
                    paragraphs=paragraphs,
                    anchor=name,
                    origin=pen.origin,
                    blocks=tuple(block.id for block in members),
                    language=language,
                )
            )
        else:
            elements.append(drawn_single(members[0], pen, name, language))
    return tuple(elements)


def _in_marks(elements: tuple[Element, ...], ledger: Ledger) -> tuple[Element, ...]:
    """Put the quoted paragraphs into the quotation marks of the briefing's language, where it wants them."""
    material = ledger.material
    quoted = [each for each in elements if isinstance(each, DrawnQuotation)]
    if not quoted or not material.template.quotations.marks:
        return elements
    opening, closing = (Run(text=mark, language=material.language) for mark in quotes_of(material.language))

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

    ledger: Ledger
    excerpt: Excerpt
    article: Article | None
    place: Place

    def attached(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        style = self.ledger.material.template.sources
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
        return self.ledger.note(self._citation())

    def _citation(self) -> Content:
        words = citation(self.article, self.excerpt, self.ledger, self.place)
        if not is_edited(self.excerpt, self.article):
            return words
        return (*words, Run(text=f" [{self.ledger.material.word('edited')}]"))

    def _above(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        """Put the source before the elements; the item's anchor moves up to it."""
        first = elements[0]
        line = DrawnText(role="source", content=self._citation(), anchor=first.anchor, origin=self.excerpt.id)
        return (line, replace(first, anchor=""), *elements[1:])

    def _below(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        material = self.ledger.material
        label = Run(text=labelled(material.word("source"), material.language))
        line: Content = (label, *self._citation())
        *before, last = elements
        if isinstance(last, DrawnQuotation):
            return (*before, replace(last, source=_spoken(line, last.language, material.language)))
        return (*elements, DrawnText(role="source", content=line, origin=self.excerpt.id))


def _spoken(content: Content, element_language: str | None, language: str) -> Content:
    """Name the language of each run that would otherwise be taken for its element's."""
    if element_language is None:
        return content
    return tuple(
        replace(inline, language=inline.language or language) if isinstance(inline, Run) else inline
        for inline in content
    )
