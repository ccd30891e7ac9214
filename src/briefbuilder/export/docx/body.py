"""Draws the elements of a Document as Word's paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    FramedElement,
    HeadersFooters,
    ListEntry,
    Run,
    has_picture,
)
from briefbuilder.domain.export_record import ParagraphAddress
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.progress import ElementsDrawn
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet, heading_role
from briefbuilder.domain.values import value
from briefbuilder.export.docx.bookmarks import Addresses, Bookmarks, paragraphs_in
from briefbuilder.export.docx.contents import draw_contents
from briefbuilder.export.docx.formatting import ALIGNMENTS, border, indent
from briefbuilder.export.docx.headers_footers import WrittenSection
from briefbuilder.export.docx.numbering import (
    EntryLabel,
    HeadingNumbering,
    NumberingBuilder,
    number_properties,
)
from briefbuilder.export.docx.ooxml import TBL, Node, P, make, qn, set_property, twips, val
from briefbuilder.export.docx.pictures import DocxPictures
from briefbuilder.export.docx.runs import PLAIN_FORMAT, ParagraphWriter, run_format
from briefbuilder.export.docx.styles import (
    BOX_STYLES,
    FIGURE_STYLE,
    LIST_DEPTHS,
    NUMBERED_STYLE,
    QUOTED_HEADING_STYLE,
    QUOTED_LIST_STYLE,
    ROLE_STYLES,
    ListKind,
    flatten_last_spacer,
    list_end_spacing,
    list_style,
    make_spacer,
    remove_space_at_page_top,
    remove_space_before,
    remove_spacer,
    tab_stops,
)
from briefbuilder.export.docx.tables import SmallerStyles, draw_pair, draw_table, make_box
from briefbuilder.export.keep_together import introduces, is_quoted_heading, may_turn_pages
from briefbuilder.export.labels import list_look
from briefbuilder.export.measures import BAR_GAP, CAPTION_GAP, CAPTION_SPACE, NUMBER_WIDTH
from briefbuilder.export.word_processing import (
    MAX_OUTLINE_LEVEL,
    BodyContext,
    QuotationBars,
    box_text_width,
    deepest_level,
    heading_level,
    is_plain_callout,
    list_indents,
    text_indents,
)

if TYPE_CHECKING:
    from briefbuilder.export.columns import TableFitter
    from briefbuilder.export.docx.drawings import DocxDrawings

_NUMBERED_CAPTION = r"(?P<word>[^\W\d_]{1,20})(?P<gap>[ \u00a0\u202f])(?P<number>[1-9][0-9]{0,5})(?![0-9])"

_MAX_BORDER_SPACE = 31.0
"""The widest space between a border and its text in Word, in points."""


@value(kw_only=False)
class Caption:
    """The parts of a caption: the text before the number, the counting field, its result, the rest."""

    before: Content
    instruction: str
    number: str
    after: Content


@dataclass(slots=True, eq=False, repr=False)
class CaptionNumbers:
    """Counts captions by their first word, as Word's SEQ fields do."""

    _counts: dict[str, int] = field(default_factory=dict)

    def split(self, content: Content) -> Caption | None:
        """Split a caption at its number; None if it does not begin with a word and a number."""
        first = content[0] if content else None
        if not isinstance(first, Run):
            return None
        match = re.match(_NUMBERED_CAPTION, first.text)
        if match is None:
            return None
        word, number = match["word"], int(match["number"])
        follows = number == self._counts.get(word, 0) + 1
        self._counts[word] = number
        instruction = f"SEQ {word} \\* ARABIC" + ("" if follows else f" \\r {number}")
        return Caption(
            before=(replace(first, text=match["word"] + match["gap"]),),
            instruction=instruction,
            number=match["number"],
            after=(replace(first, text=first.text[match.end() :]), *content[1:]),
        )


@dataclass(slots=True, eq=False, repr=False)
class _WordBars(QuotationBars):
    """Writes the bars beside quotations."""

    def properties(self, *, rtl: bool = False) -> tuple[Node, ...]:
        """Return the bar of a quoted paragraph, or nothing if the bar of its style fits."""
        return (self._bar(BAR_GAP, rtl=rtl),) if (self.is_odd or rtl) and self.style.rule else ()

    def list_properties(self, left: float, hang: float, *, rtl: bool) -> tuple[Node, ...]:
        """Return the indent and bar of an entry of a quoted list; `left` is the indent of its text, in points."""
        start, end = text_indents("quote", self.style)
        position = indent(start + left, -hang, end)
        if not self.style.rule:
            return (position,)
        # Word measures the space from the beginning of the line, which is the entry's label.
        return position, self._bar(min(BAR_GAP + left - hang, _MAX_BORDER_SPACE), rtl=rtl)

    def _bar(self, space: float, *, rtl: bool) -> Node:
        """Return the bar at the start of the lines; Word only has left and right borders."""
        bar = border("right" if rtl else "left", self.style.rule or "#000000", self.width, space)
        if rtl:
            return make("w:pBdr", None, make("w:left", {"w:val": "nil"}), bar)
        return make("w:pBdr", None, bar)


@dataclass(slots=True, eq=False, repr=False)
class BodyWriter:
    """Draws elements, with the numbering, bookmarks and pictures of the whole document."""

    document: Document
    writer: ParagraphWriter
    numbering: NumberingBuilder
    headings: HeadingNumbering
    bookmarks: Bookmarks
    pictures: DocxPictures
    pages: Mapping[str, int]
    styles_root: Node
    addresses: Addresses = field(default_factory=Addresses)
    captions: CaptionNumbers = field(default_factory=CaptionNumbers)
    bars: _WordBars = field(init=False)
    last_page: PageSetup = field(init=False)
    last_bands: HeadersFooters = field(init=False)
    sections: list[WrittenSection] = field(default_factory=list)
    _level: int = 0
    _listed: int = 0
    divides_words: bool = False
    """Whether a table is too narrow for its words, which Word must then hyphenate."""
    _smaller: SmallerStyles = field(init=False)
    _fitter: TableFitter | None = None
    _drawings: DocxDrawings | None = None
    _pending: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Set up the bars of quotations, the styles of smaller type and the first page."""
        self.bars = _WordBars(self.writer.styles.style("quote"))
        self._smaller = SmallerStyles(self.styles_root)
        self.last_page = self.document.page
        self.last_bands = self.document.headers_footers

    def draw_document(self, report: ElementsDrawn) -> list[Node]:
        """Return the blocks of the document, at least one paragraph."""
        page, elements = self.document.page, self.document.elements
        self._listed = max(map(deepest_level, elements), default=0)
        turned = self._table_fitter().landscape_pages(elements) if may_turn_pages(elements) else {}
        blocks = self.draw(elements, BodyContext(page.column_width, page.height), report, turned) or [
            make("w:p")
        ]
        notes = self.writer.notes
        if self.last_page != page and notes and any(notes.placed("end")):
            # Word puts the endnotes into the last section.
            self._end_section(blocks, page)
            blocks.append(make_spacer())
        elif self.document.letterhead is None and not (notes and any(notes.placed("end"))):
            flatten_last_spacer(blocks)
        paragraphs = list(paragraphs_in(blocks))
        for anchor in self._pending:
            self.bookmarks.wrap(self.bookmarks.names[anchor], paragraphs[-1], paragraphs[-1])
        remove_space_at_page_top(paragraphs[0], self.writer.styles)
        return blocks

    def _end_section(self, blocks: list[Node], page: PageSetup) -> None:
        """End a section after the last block; the next one has another page."""
        if blocks:
            if blocks[-1].tag != P:
                blocks.append(make_spacer())
            section = WrittenSection(make("w:sectPr"), self.last_page, self.last_bands)
            set_property(blocks[-1], section.node)
            self.sections.append(section)
        self.last_page = page

    def draw(
        self,
        elements: tuple[Element, ...],
        context: BodyContext,
        report: ElementsDrawn | None = None,
        turned: Mapping[int, PageSetup] | None = None,
    ) -> list[Node]:
        """Return the blocks of elements, with bookmarks for their anchors.

        `turned` has the pages of the elements that are on another page than the document's, by their index.
        """
        blocks: list[Node] = []
        is_broken = False
        bands = self.last_bands
        for count, (element, following) in enumerate(zip_longest(elements, elements[1:])):
            if report:
                report(count)
            if isinstance(element, DrawnBreak):
                is_broken = not context.in_cell
                bands = element.bands or bands
                self._add_pending_anchor(element.anchor)
                continue
            inner = replace(context, language=element.language) if element.language else context
            page = (turned or {}).get(count, self.document.page)
            if turned and page != self.document.page:
                inner = replace(inner, width=page.column_width, page_height=page.height)
            result = list(self._element(element, inner))
            if result and introduces(element, following):
                set_property(result[-1], make("w:keepNext"))
            result = remove_spacer(result, following, self.writer.styles)
            if result and ((turned and page != self.last_page) or bands != self.last_bands):
                self._end_section(blocks, page)
                self.last_bands = bands
                remove_space_at_page_top(result[0], self.writer.styles)
                is_broken = False
            if is_broken and result:
                result = _start_new_page(result, self.writer.styles)
                is_broken = False
            self._add_bookmarks(element, result)
            self.addresses.add(element, result, context.address)
            blocks.extend(result)
        return blocks

    def _add_bookmarks(self, element: Element, made: list[Node]) -> None:
        self._add_pending_anchor(element.anchor)
        paragraphs = list(paragraphs_in(made)) if self._pending else []
        if paragraphs:
            # the anchor of an element without paragraphs goes to the next one
            for anchor in self._pending:
                self.bookmarks.wrap(self.bookmarks.names[anchor], paragraphs[0], paragraphs[-1])
            self._pending.clear()

    def _add_pending_anchor(self, anchor: str) -> None:
        """Keep an anchor until its paragraphs are drawn; a repeated anchor already has its bookmark."""
        if anchor and anchor not in self._seen:
            self._seen.add(anchor)
            self._pending.append(anchor)

    def _element(self, element: Element, context: BodyContext) -> Iterator[Node]:
        match element:
            case DrawnHeading():
                return iter((self._heading(element, context),))
            case DrawnText():
                return iter((self._text(element, context),))
            case DrawnList():
                return self._list(element, context)
            case DrawnQuotation():
                return self._quotation(element, context)
            case DrawnContents():
                return draw_contents(element, self.writer, self.pages)
            case _:
                return self._framed(element, context)

    def _framed(self, element: FramedElement, context: BodyContext) -> Iterator[Node]:
        match element:
            case DrawnTable():
                yield from self._table(element, context)
            case DrawnFigure():
                yield from self._figure(element, context)
            case DrawnChart() | DrawnTimeline():
                yield from self._drawing(element, context)
            case DrawnCallout():
                yield from self._callout(element, context)
            case DrawnPair():
                yield from self._pair(element, context)
            case DrawnEndnotes():
                yield from self._endnotes(element, context)
            case DrawnBreak():
                pass
            case _:
                assert_never(element)

    def _endnotes(self, endnotes: DrawnEndnotes, context: BodyContext) -> Iterator[Node]:
        """Yield the title of the endnotes; Word places the notes at the end of the document."""
        notes = self.writer.notes
        if endnotes.title and notes and any(notes.placed("end")):
            yield self._heading(DrawnHeading(level=1, content=endnotes.title), context)

    def _pair(self, pair: DrawnPair, context: BodyContext) -> Iterator[Node]:
        def draw(inner: tuple[Element, ...], width: float) -> list[Node]:
            return self._draw_cell(inner, width, context)

        yield draw_pair(pair, context.width, draw, rtl=self._rtl(context))
        yield make_spacer()

    def _heading(self, heading: DrawnHeading, context: BodyContext) -> Node:
        self._level = heading.level
        role = heading_role(heading.level)
        label = self.headings.label(heading.level, heading.number)
        paragraph = self._labelled(role, heading.content, context, label, 0.0)
        if not heading.number:
            self.headings.add_unnumbered(heading.level, paragraph)
        return paragraph

    def _text(self, text: DrawnText, context: BodyContext) -> Node:
        role = text.role
        style_id = BOX_STYLES[role].id if context.is_flush and role in BOX_STYLES else ""
        start = text_indents(role, self.writer.styles.style(role))[0]
        label = self.numbering.paragraph_label(text.number, start) if text.number else EntryLabel()
        if role == "body" and label.num is not None:
            self.numbering.number_text(label.num, start)
            style_id = NUMBERED_STYLE.id
        paragraph = self._labelled(role, text.content, context, label, start, style_id)
        if heading_level(role) and label.num is None:
            self.headings.add_unnumbered(heading_level(role), paragraph)
        return paragraph

    def _labelled(
        self,
        role: Role,
        content: Content,
        context: BodyContext,
        label: EntryLabel,
        start: float,
        style_id: str = "",
    ) -> Node:
        """Return a paragraph with its label, which Word counts or which is text followed by a tab."""
        properties: tuple[Node, ...] = ()
        if label.num is not None:
            properties = (number_properties(label),)
        elif label.text:
            content = (Run(text=f"{label.text}\t"), *content)
            stop = start + NUMBER_WIDTH
            properties = (indent(stop, -NUMBER_WIDTH), tab_stops(("left", stop, "")))
        return self.writer.paragraph(
            role, content, context.language, style_id=style_id, properties=properties
        )

    def _list(self, drawn: DrawnList, context: BodyContext) -> Iterator[Node]:
        usual = self.writer.styles.style("list")
        style = list_look(self.writer.styles, drawn.entries, quoted=drawn.quoted)
        labels = self.numbering.list_labels(drawn.entries, replace(usual, first_line=style.first_line))
        if drawn.quoted:
            self.bars.begin(drawn.origin)
        for entry, label in zip(drawn.entries, labels, strict=True):
            properties: tuple[Node, ...] = ()
            if entry is drawn.entries[-1] and not context.in_cell:
                properties = list_end_spacing(self.writer.styles, "quote" if drawn.quoted else "body")
            if drawn.quoted:
                # labels align with the quotation's text, however far other lists are indented
                flush = replace(style, indent_start=0.0)
                left, hang = list_indents(flush, max(entry.depth, 0))
                bar = self.bars.list_properties(
                    left, 0.0 if entry.continues else hang, rtl=self._rtl(context)
                )
                properties = (*properties, *bar)
            role: Role = "quote" if drawn.quoted else "list"
            yield self._entry(entry, label, context, properties, style, role)

    def _entry(
        self,
        entry: ListEntry,
        label: EntryLabel,
        context: BodyContext,
        quoted: tuple[Node, ...],
        look: Style,
        role: Role,
    ) -> Node:
        kind: ListKind = "continue" if entry.continues else "number" if entry.ordered else "bullet"
        depth = max(entry.depth, 0)
        content = entry.content
        properties: tuple[Node, ...] = ()
        if label.num is not None:
            properties = (number_properties(label),)
        elif label.text:
            content = (Run(text=f"{label.text}\t"), *content)
            properties = (number_properties(EntryLabel(num=self.numbering.empty_list())),)
        is_wide = look != self.writer.styles.style("list")
        if label.text or is_wide or (entry.continues and depth >= LIST_DEPTHS):
            left, hang = list_indents(look, depth)
            properties = (*_remove_indent(properties), indent(left, 0.0 if entry.continues else -hang))
        if quoted:
            properties = tuple({str(node.tag): node for node in (*properties, *quoted)}.values())
        style = QUOTED_LIST_STYLE if role == "quote" else list_style(kind, depth)
        language = entry.language or context.language
        return self.writer.paragraph(role, content, language, style_id=style.id, properties=properties)

    def _quotation(self, quotation: DrawnQuotation, context: BodyContext) -> Iterator[Node]:
        last = quotation.paragraphs[-1] if quotation.paragraphs else ()
        self.bars.begin(quotation.origin)
        for content in quotation.paragraphs:
            is_heading = is_quoted_heading(content)
            style = QUOTED_HEADING_STYLE if is_heading else ROLE_STYLES["quote"]
            properties = self.bars.properties(rtl=self._rtl(context))
            if is_heading:
                properties = (*properties, val("w:outlineLvl", self._quoted_level()))
            elif content is last and quotation.source:
                properties = (*properties, make("w:keepNext"))
            yield self.writer.paragraph(
                "quote", content, context.language, style_id=style.id, properties=properties
            )
        if quotation.source:
            yield self.writer.paragraph("source", quotation.source, None)

    def _quoted_level(self) -> int:
        """Return the outline level of a heading inside an excerpt, from 0.

        It is below the heading above and below what an updated contents list shows.
        """
        return min(max(self._level, self._listed), MAX_OUTLINE_LEVEL)

    def _table(self, table: DrawnTable, context: BodyContext) -> Iterator[Node]:
        if table.caption:
            yield self._caption_above(table.caption, context)
        if table.rows:
            block = table.blocks[0] if table.blocks else ""
            within = replace(context, address=ParagraphAddress(origin=table.origin, block=block))
            plan = self._table_fitter().plan(table, context.width, context.language or self.document.language)
            self.divides_words = self.divides_words or plan.divides_words
            node = draw_table(
                table,
                plan,
                lambda inner, width, head: self._draw_cell(inner, width, within, head=head),
                rtl=self._rtl(context),
                page=context.page_height,
            )
            if plan.share < 1:
                self._smaller.apply(node, plan.share)
            yield node
            yield make_spacer()

    def _table_fitter(self) -> TableFitter:
        """Return the object that measures tables, which opens the fonts for the first one."""
        if self._fitter is None:
            # Imported here because only tables need it: a text without them starts in two thirds of the time.
            from briefbuilder.export.columns import TableFitter

            self._fitter = TableFitter.without_pages(self.document)
        return self._fitter

    def _figure(self, figure: DrawnFigure, context: BodyContext) -> Iterator[Node]:
        drawing = self.pictures.drawing(self.writer.part, figure, context.width, self.document.page)
        if drawing is None or not has_picture(self.document, figure):
            return  # as in the other formats, the caption goes with a picture that cannot be drawn
        head = (make("w:r", None, drawing),)
        aligned = () if figure.align is None else (val("w:jc", ALIGNMENTS[figure.align]),)
        yield self.writer.paragraph(
            "body", (), context.language, style_id=FIGURE_STYLE.id, head=head, properties=aligned
        )
        if figure.caption:
            yield self._caption(figure.caption, context, ())

    def _drawing(self, drawn: DrawnChart | DrawnTimeline, context: BodyContext) -> Iterator[Node]:
        """Yield the title of a chart, and a paragraph for each piece of the drawing."""
        if isinstance(drawn, DrawnChart) and drawn.title and drawn.is_drawn:
            yield self._caption_above(drawn.title, context)
        if self._drawings is None:
            # Few documents have drawings, whose code takes a moment to load.
            from briefbuilder.export.docx.drawings import DocxDrawings

            self._drawings = DocxDrawings(self.document, self.writer, self.pictures)
        yield from self._drawings.paragraphs(drawn, max(context.width, 1.0))

    def _caption_above(self, content: Content, context: BodyContext) -> Node:
        above = max(self.writer.styles.style("caption").space_before, CAPTION_GAP)
        spacing = make("w:spacing", {"w:before": twips(above), "w:after": twips(CAPTION_SPACE)})
        return self._caption(content, context, (make("w:keepNext"), spacing))

    def _caption(self, content: Content, context: BodyContext, properties: tuple[Node, ...]) -> Node:
        caption = self.captions.split(content)
        if caption is None:
            return self.writer.paragraph("caption", content, context.language, properties=properties)
        style = self.writer.styles.style("caption")
        paragraph = self.writer.paragraph("caption", caption.before, context.language, properties=properties)
        first = caption.before[0]
        form = run_format(first, context.language) if isinstance(first, Run) else PLAIN_FORMAT
        self.writer.runs.append_field(paragraph, caption.instruction, caption.number, form, style)
        self.writer.write(paragraph, caption.after, context.language, style, rtl=self._rtl(context))
        return paragraph

    def _callout(self, callout: DrawnCallout, context: BodyContext) -> Iterator[Node]:
        rtl = self._rtl(context)
        # Only a cell can have its bar at the right.
        is_plain = is_plain_callout(callout) and not rtl
        inner = replace(context, is_flush=context.is_flush or not is_plain)
        if not is_plain:
            inner = replace(
                inner, width=box_text_width(self.writer.styles.style("callout"), context.width), in_cell=True
            )
        blocks: list[Node] = []
        if callout.title:
            boxed = BOX_STYLES["callout-title"].id if inner.is_flush else ""
            keep = (make("w:keepNext"),)
            blocks.append(
                self.writer.paragraph(
                    "callout-title", callout.title, context.language, style_id=boxed, properties=keep
                )
            )
        blocks.extend(self.draw(callout.elements, inner))
        if is_plain:
            yield from blocks
        else:
            for block in blocks[:1]:
                remove_space_before(block, self.writer.styles)
            style = self.writer.styles.style("callout")
            yield make_box(style, context.width, _end_in_paragraph(blocks), rtl=rtl)
        yield make_spacer()

    def _draw_cell(
        self, elements: tuple[Element, ...], width: float, context: BodyContext, *, head: bool = False
    ) -> list[Node]:
        inner = replace(context, width=width, in_cell=True, is_flush=False)
        blocks = self.draw(elements, inner)
        for block in blocks[:1]:
            remove_space_before(block, self.writer.styles)
        return blocks or [self.writer.paragraph("table-header" if head else "table", (), None)]

    def _rtl(self, context: BodyContext) -> bool:
        return is_right_to_left(context.language or self.document.language)


def _end_in_paragraph(blocks: list[Node]) -> list[Node]:
    """Return blocks for a cell, which must end in a paragraph."""
    return blocks if blocks and blocks[-1].tag == P else [*blocks, make_spacer()]


def _start_new_page(blocks: list[Node], styles: StyleSheet) -> list[Node]:
    """Put a page break before the first paragraph, which is an added one before a table."""
    if blocks[0].tag == TBL:
        blocks = [make_spacer(), *blocks]
    set_property(blocks[0], make("w:pageBreakBefore"))
    remove_space_at_page_top(blocks[0], styles)
    return blocks


def _remove_indent(properties: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return properties without the indent, because a text label has its own."""
    return tuple(node for node in properties if node.tag != qn("w:ind"))
