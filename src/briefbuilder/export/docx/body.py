"""The body: every element of a Document as paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import assert_never

from briefbuilder.domain.document import (
    Content,
    ContentsEntry,
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
    FramedElement,
    ListEntry,
    Run,
)
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.export.columns import WordMeasure
from briefbuilder.export.docx.bookmarks import ORIGIN_PREFIX, Bookmarks, paragraphs_in
from briefbuilder.export.docx.content_controls import ContentControls
from briefbuilder.export.docx.formatting import (
    BAR_GAP,
    BAR_WIDTH,
    border,
    heading_level,
    indent,
    text_indents,
)
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.docx.numbering import (
    EntryLabel,
    HeadingNumbering,
    NumberingBuilder,
    label_width,
    number_properties,
)
from briefbuilder.export.docx.ooxml import TBL, Node, P, make, qn, set_property, twips
from briefbuilder.export.docx.pictures import DocxPictures, PictureLimits
from briefbuilder.export.docx.runs import (
    PLAIN_FORMAT,
    ParagraphWriter,
    field_instruction_run,
    field_mark_run,
    run_format,
)
from briefbuilder.export.docx.styles import (
    FIGURE_STYLE,
    LIST_DEPTHS,
    NUMBER_WIDTH,
    ListKind,
    contents_role,
    heading_role,
    list_end_spacing,
    list_indents,
    list_style,
    make_spacer,
    remove_space_at_page_top,
    remove_space_before,
    remove_spacer,
    tab_stops,
)
from briefbuilder.export.docx.tables import (
    BodyContext,
    box_text_width,
    draw_pair,
    draw_table,
    flush_properties,
    is_plain_callout,
    make_box,
)
from briefbuilder.export.keep_together import CAPTION_GAP, introduces
from briefbuilder.export.labels import format_note_label
from briefbuilder.export.pdf.glyph_runs import InlineContext
from briefbuilder.export.pdf.layout_context import LayoutCache

# Captions: where one begins with a word and a number, the number becomes Word's own count.

_NUMBERED = r"(?P<word>[^\W\d_]{1,20})(?P<gap>[ \u00a0\u202f])(?P<number>[1-9][0-9]{0,5})(?![0-9])"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Caption:
    """A caption taken apart: the words before the number, the field that counts, its result, the rest."""

    before: Content
    instruction: str
    number: str
    after: Content


@dataclass(slots=True, eq=False, repr=False)
class CaptionNumbers:
    """Follows the numbers of captions, by their word, as Word's SEQ fields count them."""

    _counts: dict[str, int] = field(default_factory=dict)

    def take_apart(self, content: Content) -> Caption | None:
        """Return a caption around its number, or None where it does not begin with a word and a number."""
        first = content[0] if content else None
        if not isinstance(first, Run):
            return None
        match = re.match(_NUMBERED, first.text)
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


# The contents list: Word's TOC field, its lines already filled in so that Word has nothing to ask.

_LABEL_ROOM = 24.0
"""Points that the number of a line takes, at least."""


def draw_contents(
    contents: DrawnContents, story: ParagraphWriter, pages: Mapping[str, int]
) -> Iterator[Node]:
    """Yield the title and the lines of a contents list.

    A page number is an estimate from the layout of the PDF; a line whose page is not known has none.
    """
    if contents.title:
        yield story.paragraph("contents-title", contents.title, contents.language)
    last = len(contents.entries) - 1
    rooms = _rooms(contents, story)
    for index, entry in enumerate(contents.entries):
        head = _field_head(contents) if index == 0 else ()
        page = pages.get(entry.target) if contents.page_numbers else None
        line = _line(entry, story, contents.language, head, (rooms[entry.level], page))
        if index == last:
            line.append(field_mark_run("end"))
        yield line


def _field_head(contents: DrawnContents) -> tuple[Node, ...]:
    deepest = max(1, min(9, max(entry.level for entry in contents.entries)))
    pages = "" if contents.page_numbers else " \\n"
    instruction = f'TOC \\o "1-{deepest}" \\h \\z \\u{pages}'
    return field_mark_run("begin"), field_instruction_run(instruction), field_mark_run("separate")


def _rooms(contents: DrawnContents, story: ParagraphWriter) -> dict[int, float]:
    """Return the room of the labels of each level, in points."""
    rooms: dict[int, float] = {}
    for entry in contents.entries:
        size = story.styles.style(contents_role(entry.level)).size
        room = label_width(entry.number, size)
        rooms[entry.level] = max(rooms.get(entry.level, _LABEL_ROOM), room)
    return rooms


def _line(
    entry: ContentsEntry,
    story: ParagraphWriter,
    language: str | None,
    head: tuple[Node, ...],
    ends: tuple[float, int | None],
) -> Node:
    """Return a line; `ends` are the room of its label, in points, and its page."""
    room, page = ends
    role = contents_role(entry.level)
    style = story.styles.style(role)
    content: Content = (Run(text=entry.text),)
    if entry.number:
        content = (Run(text=f"{entry.number}\t"), *content)
    stop = (tab_stops(("left", style.indent_start + room, "")),) if entry.number else ()
    line = story.paragraph(role, content, language, properties=stop, head=head)
    bookmark = story.anchors.get(entry.target)
    if bookmark is None:
        return line
    link = make("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"})
    for run in [node for node in line.findall(qn("w:r")) if node not in head]:
        link.append(run)
    if page is not None:
        story.forms.append_text(link, "\t", PLAIN_FORMAT, style)
        story.forms.append_field(link, f"PAGEREF {bookmark} \\h", str(page), PLAIN_FORMAT, style)
    line.append(link)
    return line


# How a quotation is told from what stands around it: the bar at its side, lists inside it, its headings.

_WIDER = 0.125
"""Points by which every second bar is wider: Word joins the bars of neighbours only where they are alike."""
_MOST_SPACE = 31.0
"""The widest space between a border and its text that Word knows, in points."""


@dataclass(slots=True, eq=False, repr=False)
class QuotationBars:
    """Keeps the bars of neighbouring quotations apart; all that is of one excerpt shares one."""

    style: Style
    _origin: str | None = None
    _odd: bool = False

    def turn(self, origin: str) -> None:
        """Begin a quotation; `origin` is the excerpt's, empty where it stands for itself."""
        if origin != self._origin or not origin:
            self._odd = not self._odd
        self._origin = origin

    def properties(self, *, rtl: bool = False) -> tuple[Node, ...]:
        """Return what a paragraph of the quotation needs beside its style; the style's own bar is at the left."""
        return (self._bar(BAR_GAP, rtl=rtl),) if (self._odd or rtl) and self.style.rule else ()

    def list_properties(self, left: float, hang: float, *, rtl: bool = False) -> tuple[Node, ...]:
        """Return what an entry of a quoted list needs: `left` is its text's indent at its start, in points."""
        start, end = text_indents("quote", self.style)
        place = (indent(start + left, -hang, end),)
        if not self.style.rule:
            return place
        # Word measures the space from where the line begins, that is from the mark of the entry.
        return (*place, self._bar(min(BAR_GAP + left - hang, _MOST_SPACE), rtl=rtl))

    def _bar(self, space: float, *, rtl: bool) -> Node:
        """Return the bar at the side where lines begin; of borders Word knows the left and the right alone."""
        width = BAR_WIDTH + (_WIDER if self._odd else 0.0)
        bar = border("right" if rtl else "left", self.style.rule or "#000000", width, space)
        if rtl:
            return make("w:pBdr", None, make("w:left", {"w:val": "nil"}), bar)
        return make("w:pBdr", None, bar)


def is_lead_in(content: Content) -> bool:
    """Tell whether a quoted paragraph is a heading of its source, bold throughout but for quotation marks."""
    runs = [inline for inline in content if isinstance(inline, Run) and any(map(str.isalnum, inline.text))]
    return bool(runs) and all(run.bold for run in runs)


_HIGHEST = 0.72
"""The share of a page that a picture may take, so that its caption and a heading find room."""

ProgressCallback = Callable[[int], None]
"""Is told how many elements of the outermost row were drawn; may raise to stop."""


@dataclass(slots=True, eq=False, repr=False)
class BodyWriter:
    """Draws elements, and keeps what runs through the whole document: numbers, bookmarks, pictures."""

    document: Document
    story: ParagraphWriter
    numbering: NumberingBuilder
    headings: HeadingNumbering
    bookmarks: Bookmarks
    pictures: DocxPictures
    pages: Mapping[str, int]
    captions: CaptionNumbers = field(default_factory=CaptionNumbers)
    bars: QuotationBars = field(init=False)
    controls: ContentControls = field(init=False)
    _measure: WordMeasure | None = None
    _waiting: list[str] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take the look of quotations from the document's styles, and the names of blocks from its bookmarks."""
        self.bars = QuotationBars(self.story.styles.style("quote"))
        self.controls = ContentControls(self.bookmarks)

    def whole(self, heed: ProgressCallback, width: float) -> list[Node]:
        """Return the blocks of the whole document, at least one paragraph; `width` is the page's, in points."""
        blocks = self.draw(self.document.elements, BodyContext(width), heed) or [make("w:p")]
        paragraphs = list(paragraphs_in(blocks))
        for anchor in self._waiting:
            self.bookmarks.wrap(self.bookmarks.known[anchor], paragraphs[-1], paragraphs[-1])
        remove_space_at_page_top(paragraphs[0], self.story.styles)
        return blocks

    def draw(
        self, elements: tuple[Element, ...], place: BodyContext, heed: ProgressCallback | None = None
    ) -> list[Node]:
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
            if made and introduces(element, following):
                set_property(made[-1], make("w:keepNext"))
            made = remove_spacer(made, following, self.story.styles)
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

    def _element(self, element: Element, place: BodyContext) -> Iterator[Node]:
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

    def _framed(self, element: FramedElement, place: BodyContext) -> Iterator[Node]:
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
            case DrawnBreak():
                return iter(())
            case _:
                assert_never(element)

    def _endnotes(self, endnotes: DrawnEndnotes, place: BodyContext) -> Iterator[Node]:
        """Yield the title of the endnotes; Word puts the notes themselves at the end of the document."""
        notes = self.story.notes
        if endnotes.title and notes and any(notes.of("end")):
            yield self._heading(DrawnHeading(level=1, content=endnotes.title), place)

    def _pair(self, pair: DrawnPair, place: BodyContext) -> Iterator[Node]:
        def draw(inner: tuple[Element, ...], width: float) -> list[Node]:
            return self._in_cell(inner, width, place)

        yield draw_pair(pair, place.width, draw, rtl=self._rtl(place))
        yield make_spacer()

    def _heading(self, heading: DrawnHeading, place: BodyContext) -> Node:
        role = heading_role(heading.level)
        mark = self.headings.mark(heading.level, heading.number)
        paragraph = self._labelled(role, heading.content, place, mark, 0.0)
        if not heading.number:
            self.headings.without_number(heading.level, paragraph)
        return paragraph

    def _text(self, text: DrawnText, place: BodyContext) -> Node:
        role = text.role
        properties = flush_properties() if place.flush and role in {"callout", "callout-title"} else ()
        start = text_indents(role, self.story.styles.style(role))[0]
        mark = self.numbering.paragraph_mark(text.number, start) if text.number else EntryLabel()
        content = _without_last_break(text.content) if role == "code" else text.content
        paragraph = self._labelled(role, content, place, mark, start, properties)
        if heading_level(role) and mark.num is None:
            self.headings.without_number(heading_level(role), paragraph)
        return paragraph

    def _labelled(
        self,
        role: Role,
        content: Content,
        place: BodyContext,
        mark: EntryLabel,
        start: float,
        properties: tuple[Node, ...] = (),
    ) -> Node:
        """Return a paragraph with its label: counted by Word, or as text with a tab behind it."""
        if mark.num is not None:
            properties = (*properties, number_properties(mark))
        elif mark.label:
            content = (Run(text=f"{mark.label}\t"), *content)
            stop = start + NUMBER_WIDTH
            properties = (
                *_unindented(properties),
                indent(stop, -NUMBER_WIDTH),
                tab_stops(("left", stop, "")),
            )
        return self.story.paragraph(role, content, place.language, properties=properties)

    def _list(self, drawn: DrawnList, place: BodyContext) -> Iterator[Node]:
        marks = self.numbering.list_marks(drawn.entries)
        if drawn.quoted:
            self.bars.turn(drawn.origin)
        for entry, mark in zip(drawn.entries, marks, strict=True):
            properties: tuple[Node, ...] = ()
            if entry is drawn.entries[-1] and not place.cell:
                properties = list_end_spacing(self.story.styles, "quote" if drawn.quoted else "body")
            if drawn.quoted:
                # Its marks stand under the quotation's text, however far lists are indented elsewhere.
                flush = replace(self.story.styles.style("list"), indent_start=0.0)
                left, hang = list_indents(flush, max(entry.depth, 0))
                bar = self.bars.list_properties(left, 0.0 if entry.continues else hang, rtl=self._rtl(place))
                properties = (*properties, *bar)
            yield self._entry(entry, mark, place, properties)

    def _entry(
        self, entry: ListEntry, mark: EntryLabel, place: BodyContext, quoted: tuple[Node, ...]
    ) -> Node:
        kind: ListKind = "continue" if entry.continues else "number" if entry.ordered else "bullet"
        depth = max(entry.depth, 0)
        content = entry.content
        properties: tuple[Node, ...] = ()
        if mark.num is not None:
            properties = (number_properties(mark),)
        elif mark.label:
            content = (Run(text=f"{mark.label}\t"), *content)
            properties = (number_properties(EntryLabel(num=self.numbering.none())),)
        if mark.label or (entry.continues and depth >= LIST_DEPTHS):
            left, hang = list_indents(self.story.styles.style("list"), depth)
            properties = (*_unindented(properties), indent(left, 0.0 if entry.continues else -hang))
            properties = (*properties, tab_stops(("left", left, ""))) if mark.label else properties
        if quoted:
            properties = tuple({str(node.tag): node for node in (*properties, *quoted)}.values())
        style = list_style(kind, depth).id
        language = entry.language or place.language
        return self.story.paragraph("list", content, language, style_id=style, properties=properties)

    def _quotation(self, quotation: DrawnQuotation, place: BodyContext) -> Iterator[Node]:
        last = quotation.paragraphs[-1] if quotation.paragraphs else ()
        self.bars.turn(quotation.origin)
        for content in quotation.paragraphs:
            keeps = is_lead_in(content) or (content is last and bool(quotation.source))
            properties = (make("w:keepNext"),) if keeps else ()
            bar = self.bars.properties(rtl=self._rtl(place))
            yield self.story.paragraph("quote", content, place.language, properties=(*properties, *bar))
        if quotation.source:
            yield self.story.paragraph("source", quotation.source, None)

    def _table(self, table: DrawnTable, place: BodyContext) -> Iterator[Node]:
        if table.caption:
            above = max(self.story.styles.style("caption").space_before, CAPTION_GAP)
            spacing = make("w:spacing", {"w:before": twips(above), "w:after": twips(4.0)})
            yield self._caption(table.caption, place, (make("w:keepNext"), spacing))
        if table.rows:
            within = replace(place, marked=False)
            yield draw_table(
                table,
                place.width,
                self._word_measure(),
                lambda inner, width, head: self._in_cell(inner, width, within, head=head),
                language=place.language or self.document.language,
                rtl=self._rtl(place),
                page=self.document.page.height,
            )
            yield make_spacer()

    def _word_measure(self) -> WordMeasure:
        """Return what measures words; the fonts are opened for the first table."""
        if self._measure is None:
            styles, cache = self.story.styles, LayoutCache()
            # The widest label stands for that of each note.
            labels = {
                note.id: format_note_label(len(self.document.notes), note.placement)
                for note in self.document.notes
            }
            context = InlineContext(cache.fonts, labels, self.document.language, tagged=False)
            if "code" in styles.styles:
                context.code_font = styles.styles["code"].font
            self._measure = WordMeasure(styles, context, cache.hyphenator, cache.width)
        return self._measure

    def _figure(self, figure: DrawnFigure, place: BodyContext) -> Iterator[Node]:
        page = self.document.page
        most = (page.height - page.top - page.bottom) * _HIGHEST
        room = PictureLimits(figure.width or 0.0, max(place.width, 1.0), max(most, 72.0))
        drawing = self.pictures.drawing(self.story.part, figure.picture, figure.alternative_text, room)
        # A picture that cannot be drawn is left to its caption, as in the other formats.
        if drawing is not None:
            head = (make("w:r", None, drawing),)
            yield self.story.paragraph("body", (), place.language, style_id=FIGURE_STYLE.id, head=head)
        if figure.caption:
            yield self._caption(figure.caption, place, ())

    def _caption(self, content: Content, place: BodyContext, properties: tuple[Node, ...]) -> Node:
        counted = self.captions.take_apart(content)
        if counted is None:
            return self.story.paragraph("caption", content, place.language, properties=properties)
        style = self.story.styles.style("caption")
        whole = self.story.paragraph("caption", counted.before, place.language, properties=properties)
        first = counted.before[0]
        form = run_format(first, place.language) if isinstance(first, Run) else PLAIN_FORMAT
        self.story.forms.append_field(whole, counted.instruction, counted.number, form, style)
        self.story.write(whole, counted.after, place.language, style, rtl=self._rtl(place))
        return whole

    def _callout(self, callout: DrawnCallout, place: BodyContext) -> Iterator[Node]:
        plain = is_plain_callout(callout)
        inner = replace(place, flush=place.flush or not plain)
        if not plain:
            inner = replace(
                inner, width=box_text_width(self.story.styles.style("callout"), place.width), cell=True
            )
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
                remove_space_before(block, self.story.styles)
            yield make_box(self.story.styles.style("callout"), place.width, _ending(blocks))
        yield make_spacer()

    def _in_cell(
        self, elements: tuple[Element, ...], width: float, place: BodyContext, *, head: bool = False
    ) -> list[Node]:
        inner = replace(place, width=width, cell=True, flush=False)
        blocks = self.draw(elements, inner)
        for block in blocks[:1]:
            remove_space_before(block, self.story.styles)
        return blocks or [self.story.paragraph("table-header" if head else "table", (), None)]

    def _rtl(self, place: BodyContext) -> bool:
        return is_right_to_left(place.language or self.document.language)


def _ending(blocks: list[Node]) -> list[Node]:
    """Return blocks that can stand in a cell, which ends in a paragraph."""
    return blocks if blocks and blocks[-1].tag == P else [*blocks, make_spacer()]


def _on_new_page(blocks: list[Node], styles: StyleSheet) -> list[Node]:
    """Let blocks begin on a new page: by their first paragraph, or by an empty one before a table."""
    if blocks[0].tag == TBL:
        blocks = [make_spacer(), *blocks]
    set_property(blocks[0], make("w:pageBreakBefore"))
    remove_space_at_page_top(blocks[0], styles)
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
