"""Draws the elements of a Document as paragraphs, lists and tables."""

from __future__ import annotations

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
    LetterLine,
    Run,
    content_text,
    has_picture,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.progress import ElementsDrawn
from briefbuilder.domain.styles import PageSetup, Role, Style, heading_role
from briefbuilder.export.characters import clean_text
from briefbuilder.export.keep_together import MIN_KEPT_CONTENTS, introduces, is_quoted_heading, may_turn_pages
from briefbuilder.export.labels import list_look
from briefbuilder.export.measures import (
    BAR_GAP,
    BAR_WIDTH,
    CAPTION_GAP,
    CAPTION_SPACE,
    NUMBER_WIDTH,
    contents_role,
)
from briefbuilder.export.odt.formatting import ALIGNMENTS, Properties, border, font_size, no_borders
from briefbuilder.export.odt.letterhead import letter_paragraph
from briefbuilder.export.odt.pictures import OdtPictures
from briefbuilder.export.odt.styles import FIGURE, QUOTED_LIST, NamedStyles
from briefbuilder.export.odt.tables import Block, TableWriter
from briefbuilder.export.odt.text import (
    ListStyles,
    OdtParagraphWriter,
    OutlineNumbers,
    ParagraphNumbers,
    PlacedEntry,
    Styled,
    place_entries,
)
from briefbuilder.export.odt.xml import Node, insert_first, make, points, sub
from briefbuilder.export.word_processing import (
    BodyContext,
    QuotationBars,
    box_text_width,
    deepest_level,
    heading_level,
    is_plain_callout,
    label_widths,
    list_indents,
    parse_label,
    text_indents,
)

if TYPE_CHECKING:
    from briefbuilder.export.columns import TableFitter

_MAX_OUTLINE_LEVEL = 10
_KEPT: Properties = {"fo:keep-with-next": "always"}

_P, _H = (
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h",
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
_IS_HEADER = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}is-list-header"


@dataclass(slots=True, eq=False, repr=False)
class OdtBodyWriter:
    """Draws elements, with the numbering, bookmarks and pictures of the whole document."""

    document: Document
    writer: OdtParagraphWriter
    styles: NamedStyles
    tables: TableWriter
    pictures: OdtPictures
    pages: Mapping[str, int]
    outline: OutlineNumbers = field(default_factory=OutlineNumbers)
    numbers: ParagraphNumbers = field(default_factory=ParagraphNumbers)
    lists: ListStyles = field(default_factory=ListStyles)
    bars: QuotationBars = field(init=False)
    _uncounted: list[tuple[int, Styled]] = field(default_factory=list)
    masters: dict[tuple[PageSetup, HeadersFooters], str] = field(default_factory=dict)
    _level: int = 0
    _listed: int = 0
    _fitter: TableFitter | None = None
    _pending: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.bars = QuotationBars(self.styles.sheet.style("quote"))

    def draw_document(self, elements: tuple[Element, ...], report: ElementsDrawn) -> list[Block]:
        """Return the blocks of a document, at least one paragraph."""
        page = self.document.page
        self.masters[page, self.document.headers_footers] = "Standard"
        self._listed = max(map(deepest_level, elements), default=0)
        context = BodyContext(page.column_width, page.height)
        turned = self._table_fitter().landscape_pages(elements) if may_turn_pages(elements) else {}
        blocks = self.draw(elements, context, report, turned)
        if not blocks or blocks[-1].node.tag == _TABLE:
            blocks.append(_block(self.writer.paragraph("body", (), None)))
            if len(blocks) > 1:
                # A text cannot end in a table: the last paragraph takes no room, nor does the space above it.
                blocks[-2].last.changes["fo:margin-bottom"] = "0pt"
                blocks[-1].first.letters |= {"fo:font-size": "2pt"}
                blocks[-1].first.changes |= {"fo:margin-bottom": "0pt", "style:line-height-at-least": "0pt"}
        self._write_bookmarks(blocks[-1].last)
        blocks[0].first.changes["fo:margin-top"] = "0pt"
        for level, heading in self._uncounted:
            if level in self.outline.formats:
                # It has neither the number nor the indent that its level gives to others.
                heading.node.set(_IS_HEADER, "true")
                heading.changes.setdefault("fo:margin-left", "0pt")
        return blocks

    def draw(
        self,
        elements: tuple[Element, ...],
        context: BodyContext,
        report: ElementsDrawn | None = None,
        turned: Mapping[int, PageSetup] | None = None,
    ) -> list[Block]:
        """Return the blocks of elements, with bookmarks for their anchors.

        `turned` has the pages of the elements that are on another page than the document's, by their index.
        """
        blocks: list[Block] = []
        is_broken = False
        bands = self.document.headers_footers
        last = self.document.page, bands
        for count, (element, following) in enumerate(zip_longest(elements, elements[1:])):
            if report:
                report(count)
            self._add_anchor(element.anchor)
            if isinstance(element, DrawnBreak):
                is_broken = not context.in_cell
                bands = element.bands or bands
                continue
            inner = replace(context, language=element.language) if element.language else context
            page = (turned or {}).get(count, self.document.page)
            if turned and page != self.document.page:
                inner = replace(inner, width=page.column_width, page_height=page.height)
            result = list(self._element(element, inner))
            if not result:
                continue
            if not context.in_cell and (page, bands) != last:
                last = page, bands
                result[0].first.master = self.masters.setdefault(last, f"Section{len(self.masters)}")
                result[0].first.changes["fo:margin-top"] = "0pt"
                is_broken = False
            self._write_bookmarks(result[0].first)
            if introduces(element, following):
                result[-1].last.changes |= _KEPT
            if is_broken:
                result[0].first.changes |= {"fo:break-before": "page", "fo:margin-top": "0pt"}
                is_broken = False
            blocks.extend(result)
        return blocks

    def _add_anchor(self, anchor: str) -> None:
        """Keep an anchor that something links to until its paragraphs are drawn."""
        if anchor in self.writer.anchors and anchor not in self._seen:
            self._seen.add(anchor)
            self._pending.append(anchor)

    def _write_bookmarks(self, styled: Styled) -> None:
        """Write the bookmarks of the pending anchors at the start of a paragraph or of the first one of a table."""
        if not self._pending:
            return
        node = styled.node
        if node.tag == _TABLE:
            node = next(node.iter(_P, _H))
        for anchor in reversed(self._pending):
            mark = make("text:bookmark", {"text:name": self.writer.anchors[anchor]})
            insert_first(node, mark)
        self._pending.clear()

    def _element(self, element: Element, context: BodyContext) -> Iterator[Block]:
        match element:
            case DrawnHeading():
                return iter((self._heading(element, context),))
            case DrawnText():
                return iter((self._text(element, context),))
            case DrawnList():
                return iter(self._list(element, context))
            case DrawnQuotation():
                return self._quotation(element, context)
            case DrawnContents():
                return iter((self._contents(element),))
            case _:
                return self._framed(element, context)

    def _framed(self, element: FramedElement, context: BodyContext) -> Iterator[Block]:
        match element:
            case DrawnTable():
                return self._table(element, context)
            case DrawnFigure():
                return self._figure(element, context)
            case DrawnChart() | DrawnTimeline():
                return self._drawing(element, context)
            case DrawnCallout():
                return self._callout(element, context)
            case DrawnPair():
                return iter((self._pair(element, context),))
            case DrawnEndnotes() | DrawnBreak():
                return self._endnotes(element, context) if isinstance(element, DrawnEndnotes) else iter(())
            case _:
                assert_never(element)

    def _endnotes(self, endnotes: DrawnEndnotes, context: BodyContext) -> Iterator[Block]:
        """Yield the title of the endnotes; the program places the notes at the end of the document."""
        if endnotes.title and self.writer.notes and self.writer.notes.has_endnotes:
            yield self._heading(DrawnHeading(level=1, content=endnotes.title), context)

    def _pair(self, pair: DrawnPair, context: BodyContext) -> Block:
        def draw(inner: tuple[Element, ...], width: float) -> list[Block]:
            return self._draw_cell(inner, width, context)

        return self.tables.draw_pair(pair, context.width, draw, rtl=self._rtl(context))

    def _heading(self, heading: DrawnHeading, context: BodyContext) -> Block:
        self._level = heading.level
        return _block(self._headed(heading_role(heading.level), heading.content, context, heading.number))

    def _headed(self, role: Role, content: Content, context: BodyContext, label: str) -> Styled:
        """Return a heading; the outline gives its label, or it is text followed by a tab."""
        size = self.styles.sheet.style(role).size
        if label and self.outline.count(heading_level(role), label, size):
            return self.writer.paragraph(role, content, context.language)
        result = self._labelled(role, content, context, label, 0.0)
        self._uncounted.append((heading_level(role), result))
        return result

    def _text(self, text: DrawnText, context: BodyContext) -> Block:
        role, content = text.role, text.content
        if text.look is not None:
            line = LetterLine(content=content, look=text.look, frame=text.frame)
            return _block(letter_paragraph(self.writer, line, role, context.language))
        if heading_level(role):
            return _block(self._headed(role, content, context, text.number))
        start = text_indents(role, self.styles.sheet.style(role))[0]
        flat = no_borders() | {"fo:margin-left": "0pt", "fo:margin-right": "0pt"}
        changes = dict(flat) if context.is_flush and role in {"callout", "callout-title"} else {}
        number = parse_label(text.number) if text.number else None
        if number is not None:
            result = self.writer.paragraph(role, content, context.language, changes=changes)
            return Block(self.numbers.wrap(result.node, *number, start), result, result)
        return _block(self._labelled(role, content, context, text.number, start, changes))

    def _labelled(
        self,
        role: Role,
        content: Content,
        context: BodyContext,
        label: str,
        start: float,
        changes: Properties | None = None,
    ) -> Styled:
        """Return a paragraph whose label, if any, is text followed by a tab."""
        if not label:
            return self.writer.paragraph(role, content, context.language, changes=changes)
        stop = start + NUMBER_WIDTH
        own = {"fo:margin-left": points(stop), "fo:text-indent": points(-NUMBER_WIDTH)}
        return self.writer.paragraph(
            role,
            content,
            context.language,
            label=label,
            changes=(changes or {}) | own,
            stops=(("left", stop, ""),),
        )

    def _list(self, drawn: DrawnList, context: BodyContext) -> list[Block]:
        if drawn.quoted:
            self.bars.begin(drawn.origin)
        style = list_look(self.styles.sheet, drawn.entries, quoted=drawn.quoted)
        usual = self.styles.sheet.style("list")
        is_usual = style.first_line == usual.first_line
        list_style = None if is_usual else replace(usual, first_line=style.first_line)
        placed = place_entries(drawn.entries, self.lists, list_style, quoted=drawn.quoted)
        paragraphs: list[list[Styled]] = [[] for _ in placed.roots]
        for place in placed.entries:
            entry = place.entry
            paragraph = self.writer.paragraph(
                "list",
                entry.content,
                entry.language or context.language,
                label=place.label,
                changes=self._entry_changes(drawn, place, style, context),
                node=place.paragraph,
                parent=QUOTED_LIST if drawn.quoted else "",
            )
            paragraphs[place.root].append(paragraph)
        if paragraphs and not context.in_cell:
            around = self.styles.sheet.style("quote" if drawn.quoted else "body").space_after
            if around > style.space_after:
                paragraphs[-1][-1].changes["fo:margin-bottom"] = points(around)
        return [
            Block(own[0].node if root is None else root, own[0], own[-1])
            for root, own in zip(placed.roots, paragraphs, strict=True)
        ]

    def _entry_changes(
        self, drawn: DrawnList, place: PlacedEntry, style: Style, context: BodyContext
    ) -> Properties:
        entry, depth = place.entry, max(place.entry.depth, 0)
        if drawn.quoted:
            # The bar is at one place beside entries of all depths.
            left, hang = list_indents(replace(style, indent_start=0.0), depth)
            hang = 0.0 if entry.continues else hang
            result = self._bar(BAR_GAP + left - hang, rtl=self._rtl(context), always=True)
            start = self.quote_start() + hang
            is_placed = place.paragraph is not None and not entry.continues
        else:
            result = {}
            start, hang = list_indents(style, depth)
            hang = hang if place.label else 0.0
            is_placed = place.paragraph is not None
        if not is_placed:
            result |= {"fo:margin-left": points(start), "fo:text-indent": points(-hang)}
        return result

    def quoted_list_indents(self) -> tuple[float, float, float]:
        """Return the place of the bar of quoted lists, its distance from the labels, and how far these hang."""
        style, quote = self.styles.sheet.style("list"), self.styles.sheet.style("quote")
        gap = BAR_GAP + BAR_WIDTH if quote.rule else 0.0
        return self.quote_start(), gap, list_indents(replace(style, indent_start=0.0), 0)[1]

    def quote_start(self) -> float:
        """Return the distance of the bar beside quotations from the edge of the text, in points."""
        quote = self.styles.sheet.style("quote")
        start = text_indents("quote", quote)[0]
        return start - BAR_GAP - BAR_WIDTH if quote.rule else start

    def _bar(self, gap: float, *, rtl: bool, always: bool = False) -> Properties:
        """Return the bar at the start of the lines of a quoted paragraph, if that of its style does not fit."""
        rule = self.bars.style.rule
        if not rule:
            return {"fo:padding-left": points(gap)} if always and gap > BAR_GAP else {}
        if not (rtl or self.bars.is_odd or always):
            return {}
        bar = border("right" if rtl else "left", rule, self.bars.width, gap)
        return bar | ({"fo:border-left": "none", "fo:padding-left": "0pt"} if rtl else {})

    def _quotation(self, quotation: DrawnQuotation, context: BodyContext) -> Iterator[Block]:
        last = quotation.paragraphs[-1] if quotation.paragraphs else ()
        self.bars.begin(quotation.origin)
        for content in quotation.paragraphs:
            is_heading = is_quoted_heading(content)
            keeps = is_heading or (content is last and bool(quotation.source))
            changes = (_KEPT if keeps else {}) | self._bar(BAR_GAP, rtl=self._rtl(context))
            node = make("text:h", {"text:outline-level": str(self._quoted_level())}) if is_heading else None
            if is_heading:
                # Said again, because the outline has its own indent for its levels.
                own = self.styles.paragraph("quote")
                changes |= {key: own[key] for key in ("fo:margin-left", "fo:text-indent")}
            yield _block(
                self.writer.paragraph("quote", content, context.language, changes=changes, node=node)
            )
        if quotation.source:
            yield _block(self.writer.paragraph("source", quotation.source, None))

    def _quoted_level(self) -> int:
        """Return the outline level of a heading inside an excerpt: below that of the heading above and of the contents."""
        return min(max(self._level, self._listed) + 1, _MAX_OUTLINE_LEVEL)

    def _contents(self, contents: DrawnContents) -> Block:
        """Return the contents list, whose lines are written out: nothing must be updated to read it."""
        root = make("text:table-of-content", {"text:name": "Contents", "text:protected": "false"})
        deepest = max((entry.level for entry in contents.entries), default=1)
        _write_contents_source(root, contents, min(deepest, 10))
        body = sub(root, "text:index-body")
        first: Styled | None = None
        if contents.title:
            title = sub(body, "text:index-title", {"text:name": "Contents heading"})
            first = self.writer.paragraph("contents-title", contents.title, contents.language)
            title.append(first.node)
        widths = label_widths(contents, self.styles.sheet)
        # The page numbers of all lines are on one side, whatever the direction of a heading.
        rtl = is_right_to_left(contents.language or self.document.language)
        last = first
        for entry in contents.entries:
            page = self.pages.get(entry.target) if contents.page_numbers else None
            target = entry.target if entry.target in self.writer.anchors else None
            text = f"{entry.number}\t{entry.text}" if entry.number else entry.text
            shown = f"{text}\t{page}" if page is not None and target else text
            role = contents_role(entry.level)
            content = (Run(text=shown, target=target),)
            changes: Properties = {}
            if entry.number:
                label = widths[entry.level]
                start = self.styles.sheet.style(role).indent_start + label
                changes = {"fo:margin-left": points(start), "fo:text-indent": points(-label)}
            if len(contents.entries) >= MIN_KEPT_CONTENTS and entry is contents.entries[-2]:
                changes |= _KEPT
            last = self.writer.paragraph(role, content, contents.language, changes=changes, rtl=rtl)
            first = first or last
            body.append(last.node)
        if first is None or last is None:
            first = last = self.writer.paragraph("contents1", (), None)
            body.append(first.node)
        return Block(root, first, last)

    def _table(self, table: DrawnTable, context: BodyContext) -> Iterator[Block]:
        if table.caption:
            yield self._caption_above(table.caption, context)
        if table.rows:

            def draw(inner: tuple[Element, ...], width: float, head: bool, flush_end: bool) -> list[Block]:
                blocks = self._draw_cell(inner, width, context, head=head)
                for block in blocks if flush_end else ():
                    if block.node is block.first.node and block.node.tag != _TABLE:
                        block.first.changes["fo:text-align"] = "end"
                return blocks

            plan = self._table_fitter().plan(table, context.width, context.language or self.document.language)
            start = len(self.writer.paragraphs)
            drawn = self.tables.draw(table, plan, draw, rtl=self._rtl(context), page=context.page_height)
            if plan.share < 1:
                for paragraph in self.writer.paragraphs[start:]:
                    style = plan.styles.style(paragraph.role)
                    paragraph.letters |= font_size(style.size)
                    paragraph.changes["style:line-height-at-least"] = points(style.leading)
            yield drawn

    def _table_fitter(self) -> TableFitter:
        """Return the object that measures tables, which opens the fonts for the first one."""
        if self._fitter is None:
            # Imported here because only tables need it: a text without them starts in two thirds of the time.
            from briefbuilder.export.columns import TableFitter

            self._fitter = TableFitter.without_pages(self.document)
        return self._fitter

    def _figure(self, figure: DrawnFigure, context: BodyContext) -> Iterator[Block]:
        frame = self.pictures.frame(self.writer.automatic, figure, context.width, self.document.page)
        if frame is None or not has_picture(self.document, figure):
            return  # as in the other formats, the caption goes with a picture that cannot be drawn
        changes: Properties = {} if figure.caption else {"fo:keep-with-next": "auto"}
        if figure.align is not None:
            changes["fo:text-align"] = ALIGNMENTS[figure.align]
        paragraph = self.writer.paragraph("caption", (), None, parent=FIGURE, changes=changes)
        paragraph.node.append(frame)
        yield _block(paragraph)
        if figure.caption:
            yield _block(self.writer.paragraph("caption", figure.caption, context.language))

    def _drawing(self, drawn: DrawnChart | DrawnTimeline, context: BodyContext) -> Iterator[Block]:
        """Yield the title of a chart, and a paragraph with a picture for each piece of the drawing."""
        from briefbuilder.export.drawings.layout import alternative_text, lay_out_drawing
        from briefbuilder.export.drawings.svg import svg_file
        from briefbuilder.export.drawings.text_fitting import TextFitter

        page = self.document.page
        area = (max(context.width, 1.0), page.text_height)
        fitter = TextFitter.from_document(self.document)
        drawings = lay_out_drawing(drawn, self.document, area, fitter)
        if drawings and isinstance(drawn, DrawnChart) and drawn.title:
            yield self._caption_above(drawn.title, context)
        for number, drawing in enumerate(drawings, 1):
            size, words = (drawing.width, drawing.height), alternative_text(drawn, number, len(drawings))
            frame = self.pictures.drawing_frame(self.writer.automatic, svg_file(drawing), words, size)
            below = "8pt" if number == len(drawings) else "0pt"
            changes = {"fo:keep-with-next": "auto", "fo:margin-top": "0pt", "fo:margin-bottom": below}
            paragraph = self.writer.paragraph("caption", (), None, parent=FIGURE, changes=changes)
            paragraph.node.append(frame)
            yield _block(paragraph)

    def _caption_above(self, content: Content, context: BodyContext) -> Block:
        above = max(self.styles.sheet.style("caption").space_before, CAPTION_GAP)
        changes = _KEPT | {"fo:margin-top": points(above), "fo:margin-bottom": points(CAPTION_SPACE)}
        return _block(self.writer.paragraph("caption", content, context.language, changes=changes))

    def _callout(self, callout: DrawnCallout, context: BodyContext) -> Iterator[Block]:
        is_plain = is_plain_callout(callout)
        style = self.styles.sheet.style("callout")
        inner = replace(context, is_flush=context.is_flush or not is_plain)
        if not is_plain:
            inner = replace(inner, width=box_text_width(style, context.width), in_cell=True)
        blocks: list[Block] = []
        if callout.title:
            flat = (
                no_borders() | {"fo:margin-left": "0pt", "fo:margin-right": "0pt"} if inner.is_flush else {}
            )
            title = self.writer.paragraph(
                "callout-title", callout.title, context.language, changes=flat | _KEPT
            )
            blocks.append(_block(title))
        blocks.extend(self.draw(callout.elements, inner))
        if not blocks:
            return
        if is_plain:
            blocks[-1].last.changes["fo:margin-bottom"] = points(max(style.space_after, 8.0))
            yield from blocks
            return
        blocks[0].first.changes["fo:margin-top"] = "0pt"
        if blocks[-1].node.tag == _TABLE:
            blocks.append(_block(self.writer.paragraph("callout", (), None, changes=no_borders())))
        yield self.tables.draw_box(style, context.width, blocks)

    def _draw_cell(
        self, elements: tuple[Element, ...], width: float, context: BodyContext, *, head: bool = False
    ) -> list[Block]:
        inner = replace(context, width=width, in_cell=True, is_flush=False)
        blocks = self.draw(elements, inner)
        if blocks:
            blocks[0].first.changes["fo:margin-top"] = "0pt"
        if not blocks or blocks[-1].node.tag == _TABLE:
            blocks.append(_block(self.writer.paragraph("table-header" if head else "table", (), None)))
        return blocks

    def _rtl(self, context: BodyContext) -> bool:
        return is_right_to_left(context.language or self.document.language)


def _block(paragraph: Styled) -> Block:
    return Block(paragraph.node, paragraph, paragraph)


def _write_contents_source(root: Node, contents: DrawnContents, deepest: int) -> None:
    """Write how the list is rebuilt when its reader updates it."""
    source = sub(
        root,
        "text:table-of-content-source",
        {"text:outline-level": str(deepest), "text:use-index-marks": "false"},
    )
    title = sub(source, "text:index-title-template", {"text:style-name": "Contents_20_Heading"})
    title.text = clean_text(content_text(contents.title))
    for level in range(1, 11):
        name = f"Contents_20_{min(level, 3)}"
        template = sub(
            source,
            "text:table-of-content-entry-template",
            {"text:outline-level": str(level), "text:style-name": name},
        )
        sub(template, "text:index-entry-link-start", {"text:style-name": "Index_20_Link"})
        sub(template, "text:index-entry-chapter")
        sub(template, "text:index-entry-text")
        if contents.page_numbers:
            sub(template, "text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."})
            sub(template, "text:index-entry-page-number")
        sub(template, "text:index-entry-link-end")
