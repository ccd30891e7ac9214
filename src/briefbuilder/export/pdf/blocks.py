"""Turn the elements of a document into blocks and structure elements, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import assert_never

from briefbuilder.domain.document import (
    Content,
    DrawnBreak,
    DrawnCallout,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    FramedElement,
    ListEntry,
    Run,
    content_text,
    has_picture,
)
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.list_labels import NumberStyle
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import LetterFrame, Style, heading_role
from briefbuilder.export.keep_together import introduces, is_quoted_heading, picture_size
from briefbuilder.export.labels import format_list_label, list_hang, list_look
from briefbuilder.export.measures import NUMBER_WIDTH, PAIR_GAP, box_insets
from briefbuilder.export.pdf.contents import build_contents_blocks
from briefbuilder.export.pdf.glyph_runs import note_anchor
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.letterhead import framed_block
from briefbuilder.export.pdf.line_boxes import (
    BlockBox,
    LineBox,
    add_quotation_bar,
    enclose_in_box,
    extend_bar,
    inset_style,
    paint_background,
    stack_blocks,
)
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import (
    Label,
    ParagraphSetting,
    build_paragraph,
    label_width,
    raised_label_width,
)
from briefbuilder.export.pdf.structure import OutlineEntry, StructElem
from briefbuilder.export.pdf.syntax import format_numbers
from briefbuilder.export.pdf.tables import BandCell, RowBand, build_table_blocks, keep_together

# Figures

_PICTURE_GAP = 6.0


def build_figure_blocks(
    layout: LayoutContext, figure: DrawnFigure, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return the blocks of the picture and its caption, none if the picture cannot be drawn."""
    name = _figure_image(layout, figure)
    if name is None:
        return []
    element = parent.add("Figure", figure.language)
    element.alternative = layout.alternative_text(figure.alternative_text, content_text(figure.caption))
    box = _picture_box(layout, figure, element, name, width)
    blocks = [BlockBox([box], _PICTURE_GAP, _PICTURE_GAP, keep=bool(figure.caption))]
    if figure.caption:
        style = layout.style("caption")
        caption = element.add("Caption")
        setting = ParagraphSetting(style, width, caption, layout.language(figure.language))
        blocks.append(build_paragraph(layout, figure.caption, setting))
    return blocks


def _figure_image(layout: LayoutContext, figure: DrawnFigure) -> str | None:
    name = layout.image_name(figure.picture) if has_picture(layout.document, figure) else None
    if name is None:
        place = Place(item=figure.origin or None)
        shown = figure.alternative_text
        parameters = {"name": shown} if shown else {"variant": "unnamed"}
        layout.findings.append(
            Finding(code="picture-left-out", severity="warning", place=place, parameters=parameters)
        )
    return name


def _picture_box(
    layout: LayoutContext,
    figure: DrawnFigure,
    element: StructElem,
    name: str,
    max_width: float,
) -> LineBox:
    image = layout.images[name]
    width, height = picture_size(figure, (image.width, image.height), max_width, layout.height)
    align = figure.align or layout.style("caption").align
    free_width = max_width - width
    at_end = (align == "end") != layout.rtl
    shift = free_width / 2 if align == "centre" else (free_width if at_end else 0.0)

    def draw(page: PdfPage, left: float, top: float) -> None:
        x, y = left + shift, top - height
        box = format_numbers(x, y, x + width, y + height)
        element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        page.begin(element)
        page.draw_image(name, x, y, width, height)

    return LineBox(height, draw)


# Lists

_BULLET_LISTS = ("Disc", "None", "Square")
_NUMBERED_LISTS: dict[NumberStyle, str] = {
    "decimal": "Decimal", "lowerLetter": "LowerAlpha", "lowerRoman": "LowerRoman", "upperLetter": "UpperAlpha",
    "upperRoman": "UpperRoman",
}  # fmt: skip


class _ListStructure:
    """The structure elements of a list (L, LI, Lbl, LBody); nested lists are in the body of the entry above."""

    def __init__(self, parent: StructElem) -> None:
        self._parent = parent
        self._open: list[tuple[int, NumberStyle | None, StructElem, StructElem]] = []

    def entry(self, entry: ListEntry) -> tuple[StructElem, StructElem]:
        """Return the elements of the label and the text of a new entry."""
        kind = entry.shown_label.style if entry.ordered else None
        while self._open and self._open[-1][0] > entry.depth:
            self._open.pop()
        if self._open and self._open[-1][0] == entry.depth and self._open[-1][1] != kind:
            self._open.pop()
        if not self._open or self._open[-1][0] < entry.depth:
            above = self._open[-1][3] if self._open else self._parent
            numbering = _NUMBERED_LISTS[kind] if kind else _BULLET_LISTS[entry.depth % 3]
            new = above.add("L")
            new.attributes = f"<</O/List/ListNumbering/{numbering}>>"
            self._open.append((entry.depth, kind, new, new))
        outer = self._open[-1][2]
        item = outer.add("LI")
        label, body = item.add("Lbl"), item.add("LBody", entry.language)
        self._open[-1] = (entry.depth, kind, outer, body)
        return label, body.add("P")

    def more(self, entry: ListEntry) -> StructElem:
        """Return the element of a further paragraph of the current entry."""
        while len(self._open) > 1 and self._open[-1][0] > entry.depth:
            self._open.pop()
        if not self._open:
            return self._parent.add("P", entry.language)
        return self._open[-1][3].add("P", entry.language)


def build_list_blocks(
    layout: LayoutContext, drawn: DrawnList, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return a block for each paragraph of a list, or a single one if the list is part of a quotation."""
    if drawn.quoted:
        return [_quoted_list(layout, drawn, parent, width)]
    blocks = _entry_blocks(layout, drawn, parent, width)
    if blocks:
        # The space after a list is at least that after a paragraph.
        blocks[-1].after = max(blocks[-1].after, layout.style("body").space_after)
    return blocks


def _quoted_list(layout: LayoutContext, drawn: DrawnList, parent: StructElem, width: float) -> BlockBox:
    """Set a list beside the bar of its quotation."""
    quote = layout.style("quote")
    element = parent.add("BlockQuote", drawn.language)
    boxes = stack_blocks(_entry_blocks(layout, drawn, element, width))
    add_quotation_bar(boxes, quote, width, rtl=is_right_to_left(layout.language(drawn.language)))
    return BlockBox(boxes, quote.space_before, quote.space_after)


def _entry_blocks(
    layout: LayoutContext, drawn: DrawnList, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return a block for each paragraph of a list; the labels of a quoted one align with the text of the quotation."""
    style = list_look(layout.document.styles, drawn.entries, quoted=drawn.quoted)
    hang = list_hang(style)
    start, end = max(style.indent_start, hang), style.indent_end
    if drawn.quoted:
        quote = layout.style("quote")
        start, end = hang + quote.indent_start, end + quote.indent_end
    tree = _ListStructure(parent)
    blocks: list[BlockBox] = []
    for entry in drawn.entries:
        indent = min(start + entry.depth * hang, (width - end) * 0.6)
        entry_style = replace(style, indent_start=indent, indent_end=end, first_line=0.0)
        language = layout.language(entry.language or drawn.language)
        if entry.continues:
            setting = ParagraphSetting(entry_style, width, tree.more(entry), language)
        else:
            label_element, text = tree.entry(entry)
            label = Label(format_list_label(entry), label_element, hang)
            setting = ParagraphSetting(entry_style, width, text, language, label)
        block = build_paragraph(layout, entry.content, setting)
        if blocks:
            block.before = 0.0
        blocks.append(block)
    return blocks


# Notes


def footnote_boxes(layout: LayoutContext, note: str) -> list[LineBox]:
    """Return the lines of a footnote; the space above the first separates it from the previous note."""
    block = _note_block(layout, layout.notes[note], layout.inline.note_elements[note], layout.width)
    for box in block.boxes[:1]:
        box.space = max(block.before, block.after)
    return block.boxes


def _note_block(layout: LayoutContext, note: DrawnNote, element: StructElem, width: float) -> BlockBox:
    style = layout.style("footnote" if note.placement == "foot" else "endnote")
    language = layout.document.language
    text = layout.inline.notes[note.id]
    label = Label(text, element.add("Lbl"), raised_label_width(layout, text, style, language), is_raised=True)
    # An empty note still has a line for its label.
    content = note.content or (Run(text="\u00a0"),)
    setting = ParagraphSetting(style, width, element.add("P"), language, label)
    block = build_paragraph(layout, content, setting)
    for box in block.boxes[:1]:
        box.anchors = (*box.anchors, note_anchor(note.id))
    return block


_MAX_KEPT_CALLOUT = 0.25
"""The share of a page up to which a callout is kept whole."""
_QUOTATION_MARKS = '«»“”„‟‹›‘’‚「」『』"\u00a0\u202f '
_STRUCTURE_ROLES = {"title": "Title", "subtitle": "Subtitle", "code": "Code", "caption": "Caption"}


@dataclass(slots=True, eq=False, repr=False)
class BlockBuilder:
    """Builds the blocks of one export."""

    layout: LayoutContext
    _above: tuple[DrawnElement, list[LineBox]] | None = None
    _level: int = 0
    _joins_next: bool = False

    def blocks(self, elements: Iterable[DrawnElement], parent: StructElem, width: float) -> list[BlockBox]:
        """Return the blocks of elements stacked in a width in points."""
        sequence = list(elements)
        self._above = None
        return [
            block
            for element, following in zip_longest(sequence, sequence[1:])
            for block in self.element(element, parent, width, following)
        ]

    def element(
        self, drawn: DrawnElement, parent: StructElem, width: float, following: DrawnElement | None = None
    ) -> list[BlockBox]:
        """Return the blocks of an element; its anchor and origin are attached to its first line box."""
        blocks = [block for block in self._element(drawn, parent, width, following) if block.boxes]
        if blocks and introduces(drawn, following):
            blocks[-1].keep = True
        if blocks and self._above and _continues_excerpt(self._above[0], drawn):
            extend_bar(self._above[1], blocks[0].boxes)
        self._above = (drawn, blocks[-1].boxes) if blocks else None
        if isinstance(drawn, DrawnText | DrawnList | DrawnQuotation) and drawn.origin:
            self.layout.lines[drawn.origin] += sum(len(block.boxes) for block in blocks)
        if blocks:
            first = blocks[0].boxes[0]
            first.anchors = (*first.anchors, drawn.anchor) if drawn.anchor else first.anchors
            first.origins = (*first.origins, drawn.origin) if drawn.origin else first.origins
        return blocks

    def _element(
        self, drawn: DrawnElement, parent: StructElem, width: float, following: DrawnElement | None
    ) -> Iterable[BlockBox]:
        match drawn:
            case DrawnText():
                return [self._text(drawn, parent, width, following)]
            case DrawnHeading():
                return [self._heading(drawn, parent, width)]
            case DrawnQuotation():
                return self._quotation(drawn, parent, width)
            case DrawnList():
                return build_list_blocks(self.layout, drawn, parent, width)
            case DrawnContents():
                return build_contents_blocks(self.layout, drawn, parent, width)
            case _:
                return self._framed(drawn, parent, width)

    def _framed(self, drawn: FramedElement, parent: StructElem, width: float) -> Iterable[BlockBox]:
        match drawn:
            case DrawnCallout():
                return [self._callout(drawn, parent, width)]
            case DrawnPair():
                return [self._pair(drawn, parent, width)]
            case DrawnTable():
                return build_table_blocks(self.layout, drawn, parent, width, self.blocks)
            case DrawnFigure():
                return build_figure_blocks(self.layout, drawn, parent, width)
            case DrawnChart() | DrawnTimeline():
                # Few documents have drawings, whose code takes a moment to load.
                from briefbuilder.export.pdf.drawings import build_drawing_blocks

                return build_drawing_blocks(self.layout, drawn, parent, width)
            case DrawnEndnotes() | DrawnBreak():
                return self._endnotes(drawn, parent, width) if isinstance(drawn, DrawnEndnotes) else []
            case _:
                assert_never(drawn)

    def _text(
        self, drawn: DrawnText, parent: StructElem, width: float, following: DrawnElement | None
    ) -> BlockBox:
        is_continued, self._joins_next = self._joins_next, False
        style = drawn.look or self.layout.style(drawn.role)
        element = parent.add(_STRUCTURE_ROLES.get(drawn.role, "P"), drawn.language)
        if drawn.role in {"table", "table-header"}:
            style = replace(style, background=None, rule=None)
        content = drawn.content
        if drawn.role == "code":
            content = tuple(_keep_spaces(inline) if isinstance(inline, Run) else inline for inline in content)
        block = self._labelled(content, drawn.number, inset_style(style), (element, drawn.language), width)
        frame = self._frame(drawn)
        if frame is None:
            if isinstance(following, DrawnText) and following.role == drawn.role == "masthead":
                # Word draws the rule of neighbours that have the same once, below the last.
                style = replace(style, rule=None)
            return self._painted(block, style, width)
        rules, *indents = frame
        if is_continued:
            rules, block.before = replace(rules, top=None), 0.0
        gap = 0.0
        if isinstance(following, DrawnText) and self._frame(following) == frame:
            self._joins_next = True
            gap = max(block.after, (following.look or self.layout.style(following.role)).space_before)
            rules, block.after = replace(rules, bottom=None), 0.0
        block = paint_background(block, replace(style, rule=None), width, rtl=self.layout.rtl)
        return framed_block(block, rules, (indents[0], indents[1]), width, gap)

    def _frame(self, drawn: DrawnElement) -> tuple[LetterFrame, float, float] | None:
        """Return the frame of a paragraph with its indents; neighbours that have the same share it, as in Word."""
        if not isinstance(drawn, DrawnText):
            return None
        style = drawn.look or self.layout.style(drawn.role)
        frame = drawn.frame or style.frame
        return None if frame is None else (frame, style.indent_start, style.indent_end)

    def _painted(self, block: BlockBox, style: Style, width: float) -> BlockBox:
        """Return a block with the background of its style, and its rule or frame."""
        if style.frame is None:
            return paint_background(block, style, width, rtl=self.layout.rtl)
        block = paint_background(block, replace(style, rule=None), width, rtl=self.layout.rtl)
        return framed_block(block, style.frame, (style.indent_start, style.indent_end), width)

    def _labelled(
        self,
        content: Content,
        number: str,
        style: Style,
        element_language: tuple[StructElem, str | None],
        width: float,
    ) -> BlockBox:
        """Return a paragraph with its hanging number, if any."""
        element, language = element_language
        label = None
        if number:
            hang = max(NUMBER_WIDTH, label_width(self.layout, number, style, self.layout.language(language)))
            label = Label(number, element, hang)
            style = replace(style, indent_start=max(style.indent_start, 0.0) + hang, first_line=0.0)
        setting = ParagraphSetting(style, width, element, self.layout.language(language), label)
        return build_paragraph(self.layout, content, setting)

    def _heading(self, drawn: DrawnHeading, parent: StructElem, width: float) -> BlockBox:
        style = self.layout.style(heading_role(drawn.level))
        element = parent.add_heading(drawn.level, drawn.language)
        element_language = (element, drawn.language)
        block = self._labelled(drawn.content, drawn.number, inset_style(style), element_language, width)
        block = self._painted(block, style, width)
        block.keep = True
        self._level = drawn.level
        text = " ".join(content_text(drawn.content).split())
        for box in block.boxes[:1]:
            # Every heading needs an anchor for its bookmark, even without one in the document.
            anchor = f"heading {len(self.layout.outline)}"
            box.anchors = (anchor,)
            title = f"{drawn.number} {text}".strip()
            self.layout.outline.append(OutlineEntry(drawn.level, title, anchor))
            box.section = text if drawn.level == 1 else ""
        for box in block.boxes[1:]:
            box.joins_previous = True
        return block

    def _endnotes(self, drawn: DrawnEndnotes, parent: StructElem, width: float) -> Iterator[BlockBox]:
        """Yield the block of the title and one for each endnote, in the order of their marks, once only."""
        layout = self.layout
        notes = [
            note for note in layout.notes.values() if note.placement == "end" and not layout.endnotes_drawn
        ]
        layout.endnotes_drawn = True
        if notes and drawn.title:
            yield self._heading(
                DrawnHeading(level=1, content=drawn.title, language=drawn.language), parent, width
            )
        for index, note in enumerate(notes, 1):
            element = parent.add("Note")
            element.identifier = f"endnote{index}"
            yield _note_block(layout, note, element, width)

    def _quotation(self, drawn: DrawnQuotation, parent: StructElem, width: float) -> Iterator[BlockBox]:
        """Quote paragraphs beside a common bar, followed by their source line."""
        element = parent.add("BlockQuote", drawn.language)
        style = replace(self.layout.style("quote"), background=None, rule=None)
        language = self.layout.language(drawn.language)
        blocks = [
            build_paragraph(self.layout, content, ParagraphSetting(style, width, element.add("P"), language))
            for content in drawn.paragraphs
        ]
        for block, content in zip(blocks, drawn.paragraphs, strict=True):
            if is_quoted_heading(content):
                block.keep = True
                self._add_bookmark(block, content)
        boxes = stack_blocks(blocks)
        add_quotation_bar(boxes, self.layout.style("quote"), width, rtl=is_right_to_left(language))
        keep = bool(drawn.source or (blocks and blocks[-1].keep))
        yield BlockBox(boxes, style.space_before, style.space_after, keep=keep)
        if drawn.source:
            source = self.layout.style("source")
            setting = ParagraphSetting(source, width, element.add("P"), self.layout.document.language)
            block = build_paragraph(self.layout, drawn.source, setting)
            for box in block.boxes[1:]:
                box.joins_previous = True
            yield BlockBox(block.boxes, block.before, block.after, block.keep)

    def _add_bookmark(self, block: BlockBox, content: Content) -> None:
        """Add the bookmark of a heading inside an excerpt, below that of the heading above."""
        title = " ".join(content_text(content).split()).strip(_QUOTATION_MARKS)
        for box in block.boxes[:1]:
            anchor = f"heading {len(self.layout.outline)}"
            box.anchors = (*box.anchors, anchor)
            self.layout.outline.append(OutlineEntry(self._level + 1, title, anchor))

    def _callout(self, drawn: DrawnCallout, parent: StructElem, width: float) -> BlockBox:
        style = self.layout.style("callout")
        element = parent.add("Div", drawn.language)
        inner_width = width - sum(box_insets(style))
        blocks = []
        if drawn.title:
            title = replace(
                self.layout.style("callout-title"), background=None, rule=None, keep_with_next=True
            )
            language = self.layout.language(drawn.language)
            blocks.append(
                build_paragraph(
                    self.layout, drawn.title, ParagraphSetting(title, inner_width, element.add("P"), language)
                )
            )
        styles = self.layout.document.styles
        inner_styles = replace(styles, styles={**styles.styles, "callout": _unframed(style)})
        outer_document, self.layout.document = (
            self.layout.document,
            replace(self.layout.document, styles=inner_styles),
        )
        blocks += self.blocks(drawn.elements, element, inner_width)
        self.layout.document = outer_document
        boxes = enclose_in_box(stack_blocks(blocks), style, width, rtl=self.layout.rtl)
        keep_together(boxes, self.layout.height * _MAX_KEPT_CALLOUT)
        return BlockBox(boxes, max(style.space_before, 6.0), max(style.space_after, 8.0))

    def _pair(self, drawn: DrawnPair, parent: StructElem, width: float) -> BlockBox:
        """Set two columns side by side; the left one is read first."""
        column = (width - PAIR_GAP) / 2
        holder = parent.add("Div", drawn.language)
        cells = []
        for index, elements in enumerate((drawn.left, drawn.right)):
            boxes = stack_blocks(self.blocks(elements, holder.add("Div"), column))
            at_right = (index == 1) != self.layout.rtl
            cells.append(BandCell(0, 1, column + PAIR_GAP if at_right else 0.0, column, boxes))
        band = RowBand(cells, 1, (0.0, 0.0), rules=None)
        return BlockBox([band.to_line_box(split_above=0.0)], 4.0, 8.0)


def _continues_excerpt(above: DrawnElement, below: DrawnElement) -> bool:
    """Return whether two adjacent elements are pieces of one excerpt without a source line between them."""
    elements = (above, below)
    quoted = all(isinstance(element, DrawnQuotation) or _is_quoted_list(element) for element in elements)
    has_source = isinstance(above, DrawnQuotation) and bool(above.source)
    return quoted and not has_source and bool(above.origin) and above.origin == below.origin


def _is_quoted_list(drawn: DrawnElement) -> bool:
    return isinstance(drawn, DrawnList) and drawn.quoted


def _unframed(style: Style) -> Style:
    return replace(style, background=None, rule=None, indent_start=0.0, indent_end=0.0, space_before=0.0)


def _keep_spaces(run: Run) -> Run:
    """Preserve leading and repeated spaces."""
    lines = run.text.expandtabs(4).split("\n")
    preserved = [
        "\u00a0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ").replace("  ", "\u00a0 ")
        for line in lines
    ]
    return replace(run, text="\n".join(preserved))
