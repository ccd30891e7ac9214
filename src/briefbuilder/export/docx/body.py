"""The body: every element of a Document as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    Run,
)
from briefbuilder.domain.styles import Role, StyleSheet
from briefbuilder.export.docx.bookmarks import ORIGIN_PREFIX, Bookmarks, paragraphs_in
from briefbuilder.export.docx.boxes import Place, box, box_room, draw_pair, flush_properties, is_plain
from briefbuilder.export.docx.captions import Captions
from briefbuilder.export.docx.contents import draw_contents
from briefbuilder.export.docx.controls import Controls
from briefbuilder.export.docx.form import heading_level, indent, indents
from briefbuilder.export.docx.headings import HeadingNumbers
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.docx.numbering import Mark, Numbering, number_properties
from briefbuilder.export.docx.ooxml import TBL, Node, P, make, qn, set_property, twips
from briefbuilder.export.docx.pictures import Pictures, Room
from briefbuilder.export.docx.quotations import Bars, is_lead_in
from briefbuilder.export.docx.roles import FIGURE, LIST_DEPTHS, ListKind, heading_role, list_style
from briefbuilder.export.docx.runs import PLAIN, form_of
from briefbuilder.export.docx.spacing import begin_box, begin_page, list_end, spacer, without_spacer
from briefbuilder.export.docx.story import Story
from briefbuilder.export.docx.styles import NUMBER_STEP, list_indents, tabs
from briefbuilder.export.docx.tables import draw_table
from briefbuilder.export.keeping import CAPTION_GAP, leads

_HIGHEST = 0.72
"""The share of a page that a picture may take, so that its caption and a heading find room."""

Heed = Callable[[int], None]
"""Is told how many elements of the outermost row were drawn; may raise to stop."""


@dataclass(slots=True, eq=False, repr=False)
class Body:
    """Draws elements, and keeps what runs through the whole document: numbers, bookmarks, pictures."""

    document: Document
    story: Story
    numbering: Numbering
    headings: HeadingNumbers
    bookmarks: Bookmarks
    pictures: Pictures
    pages: Mapping[str, int]
    captions: Captions = field(default_factory=Captions)
    bars: Bars = field(init=False)
    controls: Controls = field(init=False)
    _waiting: list[str] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take the look of quotations from the document's styles, and the names of blocks from its bookmarks."""
        self.bars = Bars(self.story.styles.style("quote"))
        self.controls = Controls(self.bookmarks)

    def whole(self, heed: Heed, width: float) -> list[Node]:
        """Return the blocks of the whole document, at least one paragraph; `width` is the page's, in points."""
        blocks = self.draw(self.document.elements, Place(width), heed) or [make("w:p")]
        paragraphs = list(paragraphs_in(blocks))
        for anchor in self._waiting:
            self.bookmarks.wrap(self.bookmarks.known[anchor], paragraphs[-1], paragraphs[-1])
        begin_page(paragraphs[0], self.story.styles)
        return blocks

    def draw(self, elements: tuple[Element, ...], place: Place, heed: Heed | None = None) -> list[Node]:
        """Return the blocks of elements; an anchor and an origin become bookmarks around them."""
        blocks: list[Node] = []
        origin: tuple[str, Node, Node] | None = None
        broken = False
        for count, (element, following) in enumerate(zip_longest(elements, elements[1:])):
            if heed:
                heed(count)
            if isinstance(element, DrawnBreak):
                broken = not place.cell
                self._await(element.anchor)
                continue
            spoken = replace(place, language=element.language) if element.language else place
            made = list(self._element(element, spoken))
            if made and leads(element, following):
                set_property(made[-1], make("w:keepNext"))
            made = without_spacer(made, following, self.story.styles)
            if broken and made:
                made = _on_new_page(made, self.story.styles)
                broken = False
            origin = self._mark(element, made, origin)
            blocks.extend(self.controls.wrapped(element, made, cell=place.cell) if place.marked else made)
        self._close(origin)
        return blocks

    def _mark(
        self, element: Element, made: list[Node], origin: tuple[str, Node, Node] | None
    ) -> tuple[str, Node, Node] | None:
        """Put the bookmarks of one element; return the run of elements of one origin that is still open."""
        self._await(element.anchor)
        paragraphs = list(paragraphs_in(made)) if self._waiting or element.origin else []
        if paragraphs:
            # An element that draws nothing leaves its anchor to the next one.
            for anchor in self._waiting:
                self.bookmarks.wrap(self.bookmarks.known[anchor], paragraphs[0], paragraphs[-1])
            self._waiting.clear()
        if origin and origin[0] == element.origin:
            return (origin[0], origin[1], paragraphs[-1]) if paragraphs else origin
        self._close(origin)
        return (element.origin, paragraphs[0], paragraphs[-1]) if element.origin and paragraphs else None

    def _await(self, anchor: str) -> None:
        """Let an anchor wait for its paragraphs; a name that comes again has its bookmark already."""
        if anchor and anchor not in self._met:
            self._met.add(anchor)
            self._waiting.append(anchor)

    def _close(self, origin: tuple[str, Node, Node] | None) -> None:
        if origin:
            self.bookmarks.wrap(self.bookmarks.name(ORIGIN_PREFIX, origin[0]), origin[1], origin[2])

    def _element(self, element: Element, place: Place) -> Iterator[Node]:
        match element:
            case DrawnHeading():
                return iter((self._heading(element, place),))
            case DrawnText():
                return iter((self._text(element, place),))
            case DrawnList():
                return self._list(element, place)
            case DrawnQuotation():
                return self._quotation(element, place)
            case DrawnContents():
                return draw_contents(element, self.story, self.pages)
            case _:
                return self._framed(element, place)

    def _framed(self, element: Element, place: Place) -> Iterator[Node]:
        match element:
            case DrawnTable():
                return self._table(element, place)
            case DrawnFigure():
                return self._figure(element, place)
            case DrawnCallout():
                return self._callout(element, place)
            case DrawnPair():
                return self._pair(element, place)
            case DrawnEndnotes():
                return self._endnotes(element, place)
            case _:
                return iter(())

    def _endnotes(self, endnotes: DrawnEndnotes, place: Place) -> Iterator[Node]:
        """Yield the title of the endnotes; Word puts the notes themselves at the end of the document."""
        notes = self.story.notes
        if endnotes.title and notes and any(notes.of("end")):
            yield self._heading(DrawnHeading(level=1, content=endnotes.title), place)

    def _pair(self, pair: DrawnPair, place: Place) -> Iterator[Node]:
        def draw(inner: tuple[Element, ...], width: float) -> list[Node]:
            return self._in_cell(inner, width, place)

        yield draw_pair(pair, place.width, draw, rtl=self._rtl(place))
        yield spacer()

    def _heading(self, heading: DrawnHeading, place: Place) -> Node:
        role = heading_role(heading.level)
        mark = self.headings.mark(heading.level, heading.number)
        paragraph = self._labelled(role, heading.content, place, mark, 0.0)
        if not heading.number:
            self.headings.without_number(heading.level, paragraph)
        return paragraph

    def _text(self, text: DrawnText, place: Place) -> Node:
        role = text.role
        properties = flush_properties() if place.flush and role in {"callout", "callout-title"} else ()
        start = indents(role, self.story.styles.style(role))[0]
        mark = self.numbering.paragraph_mark(text.number, start) if text.number else Mark()
        content = _without_last_break(text.content) if role == "code" else text.content
        paragraph = self._labelled(role, content, place, mark, start, properties)
        if heading_level(role) and mark.num is None:
            self.headings.without_number(heading_level(role), paragraph)
        return paragraph

    def _labelled(
        self,
        role: Role,
        content: Content,
        place: Place,
        mark: Mark,
        start: float,
        properties: tuple[Node, ...] = (),
    ) -> Node:
        """Return a paragraph with its label: counted by Word, or as text with a tab behind it."""
        if mark.num is not None:
            properties = (*properties, number_properties(mark))
        elif mark.label:
            content = (Run(text=f"{mark.label}\t"), *content)
            stop = start + NUMBER_STEP
            properties = (*_unindented(properties), indent(stop, -NUMBER_STEP), tabs(("left", stop, "")))
        return self.story.paragraph(role, content, place.language, properties=properties)

    def _list(self, drawn: DrawnList, place: Place) -> Iterator[Node]:
        marks = self.numbering.list_marks(drawn.entries)
        if drawn.quoted:
            self.bars.turn(drawn.origin)
        for entry, mark in zip(drawn.entries, marks, strict=True):
            properties: tuple[Node, ...] = ()
            if entry is drawn.entries[-1] and not place.cell:
                properties = list_end(self.story.styles, "quote" if drawn.quoted else "body")
            if drawn.quoted:
                # Its marks stand under the quotation's text, however far lists are indented elsewhere.
                flush = replace(self.story.styles.style("list"), indent_start=0.0)
                left, hang = list_indents(flush, max(entry.depth, 0))
                bar = self.bars.list_properties(left, 0.0 if entry.continues else hang, rtl=self._rtl(place))
                properties = (*properties, *bar)
            yield self._entry(entry, mark, place, properties)

    def _entry(self, entry: ListEntry, mark: Mark, place: Place, quoted: tuple[Node, ...]) -> Node:
        kind: ListKind = "continue" if entry.continues else "number" if entry.ordered else "bullet"
        depth = max(entry.depth, 0)
        content = entry.content
        properties: tuple[Node, ...] = ()
        if mark.num is not None:
            properties = (number_properties(mark),)
        elif mark.label:
            content = (Run(text=f"{mark.label}\t"), *content)
            properties = (number_properties(Mark(num=self.numbering.none())),)
        if mark.label or (entry.continues and depth >= LIST_DEPTHS):
            left, hang = list_indents(self.story.styles.style("list"), depth)
            properties = (*_unindented(properties), indent(left, 0.0 if entry.continues else -hang))
            properties = (*properties, tabs(("left", left, ""))) if mark.label else properties
        if quoted:
            properties = tuple({str(node.tag): node for node in (*properties, *quoted)}.values())
        style = list_style(kind, depth).id
        language = entry.language or place.language
        return self.story.paragraph("list", content, language, style_id=style, properties=properties)

    def _quotation(self, quotation: DrawnQuotation, place: Place) -> Iterator[Node]:
        last = quotation.paragraphs[-1] if quotation.paragraphs else ()
        self.bars.turn(quotation.origin)
        for content in quotation.paragraphs:
            keeps = is_lead_in(content) or (content is last and bool(quotation.source))
            properties = (make("w:keepNext"),) if keeps else ()
            bar = self.bars.properties(rtl=self._rtl(place))
            yield self.story.paragraph("quote", content, place.language, properties=(*properties, *bar))
        if quotation.source:
            yield self.story.paragraph("source", quotation.source, None)

    def _table(self, table: DrawnTable, place: Place) -> Iterator[Node]:
        if table.caption:
            above = max(self.story.styles.style("caption").space_before, CAPTION_GAP)
            spacing = make("w:spacing", {"w:before": twips(above), "w:after": twips(4.0)})
            yield self._caption(table.caption, place, (make("w:keepNext"), spacing))
        if table.rows:
            within = replace(place, marked=False)
            yield draw_table(
                table,
                place.width,
                self.story.styles,
                lambda inner, width, head: self._in_cell(inner, width, within, head=head),
                rtl=self._rtl(place),
                page=self.document.page.height,
            )
            yield spacer()

    def _figure(self, figure: DrawnFigure, place: Place) -> Iterator[Node]:
        page = self.document.page
        most = (page.height - page.top - page.bottom) * _HIGHEST
        room = Room(figure.width or 0.0, max(place.width, 1.0), max(most, 72.0))
        drawing = self.pictures.drawing(self.story.part, figure.picture, figure.alternative_text, room)
        # A picture that cannot be drawn is left to its caption, as in the other formats.
        if drawing is not None:
            head = (make("w:r", None, drawing),)
            yield self.story.paragraph("body", (), place.language, style_id=FIGURE.id, head=head)
        if figure.caption:
            yield self._caption(figure.caption, place, ())

    def _caption(self, content: Content, place: Place, properties: tuple[Node, ...]) -> Node:
        counted = self.captions.take_apart(content)
        if counted is None:
            return self.story.paragraph("caption", content, place.language, properties=properties)
        style = self.story.styles.style("caption")
        whole = self.story.paragraph("caption", counted.before, place.language, properties=properties)
        first = counted.before[0]
        form = form_of(first, place.language) if isinstance(first, Run) else PLAIN
        self.story.forms.append_field(whole, counted.instruction, counted.number, form, style)
        self.story.write(whole, counted.after, place.language, style, rtl=self._rtl(place))
        return whole

    def _callout(self, callout: DrawnCallout, place: Place) -> Iterator[Node]:
        plain = is_plain(callout)
        inner = replace(place, flush=place.flush or not plain)
        if not plain:
            inner = replace(inner, width=box_room(self.story.styles.style("callout"), place.width), cell=True)
        properties = flush_properties() if inner.flush else ()
        blocks: list[Node] = []
        if callout.title:
            keep = (*properties, make("w:keepNext"))
            blocks.append(
                self.story.paragraph("callout-title", callout.title, place.language, properties=keep)
            )
        blocks.extend(self.draw(callout.elements, inner))
        if plain:
            yield from blocks
        else:
            for block in blocks[:1]:
                begin_box(block, self.story.styles)
            yield box(self.story.styles.style("callout"), place.width, _ending(blocks))
        yield spacer()

    def _in_cell(
        self, elements: tuple[Element, ...], width: float, place: Place, *, head: bool = False
    ) -> list[Node]:
        inner = replace(place, width=width, cell=True, flush=False)
        blocks = self.draw(elements, inner)
        for block in blocks[:1]:
            begin_box(block, self.story.styles)
        return blocks or [self.story.paragraph("table-header" if head else "table", (), None)]

    def _rtl(self, place: Place) -> bool:
        return is_right_to_left(place.language or self.document.language)


def _ending(blocks: list[Node]) -> list[Node]:
    """Return blocks that can stand in a cell, which ends in a paragraph."""
    return blocks if blocks and blocks[-1].tag == P else [*blocks, spacer()]


def _on_new_page(blocks: list[Node], styles: StyleSheet) -> list[Node]:
    """Let blocks begin on a new page: by their first paragraph, or by an empty one before a table."""
    if blocks[0].tag == TBL:
        blocks = [spacer(), *blocks]
    set_property(blocks[0], make("w:pageBreakBefore"))
    begin_page(blocks[0], styles)
    return blocks


def _without_last_break(content: Content) -> Content:
    """Return content without the line breaks that it ends in, which would draw an empty line."""
    last = content[-1] if content else None
    if isinstance(last, Run) and last.text.endswith("\n"):
        return (*content[:-1], replace(last, text=last.text.rstrip("\n")))
    return content


def _unindented(properties: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return properties without an indent: a label of text sets its own."""
    return tuple(node for node in properties if node.tag != qn("w:ind"))
