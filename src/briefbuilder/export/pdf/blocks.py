"""Elements of a document become blocks and, in the same order, elements of the structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal, assert_never

from briefbuilder.domain.document import (
    Content,
    DrawnBreak,
    DrawnCallout,
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
    FramedElement,
    ListEntry,
    Run,
    drawn_text,
)
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.keep_together import leads
from briefbuilder.export.labels import list_label
from briefbuilder.export.pdf.bidi import is_rtl_language
from briefbuilder.export.pdf.break_opportunities import clean
from briefbuilder.export.pdf.contents import contents_blocks
from briefbuilder.export.pdf.glyph_runs import note_anchor
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import (
    BlockBox,
    LineBox,
    barred,
    box_insets,
    boxed,
    grounded,
    inner_style,
    one_bar,
    stacked,
)
from briefbuilder.export.pdf.objects import ImageData, number, read_image
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import Label, ParagraphSetting, label_width, paragraph, shape
from briefbuilder.export.pdf.structure import Element, OutlineEntry
from briefbuilder.export.pdf.tables import PlacedCell, RowBand, keep_box, table_blocks

# Figures: a picture no wider than its place, with its alternative text and its caption.

_HIGHEST = 0.72
"""The share of a page that a picture may take, so that its caption and a heading find room."""
_GAP = 6.0


def figure_blocks(scene: LayoutContext, figure: DrawnFigure, parent: Element, width: float) -> list[BlockBox]:
    """Return the picture's block and its caption's; a picture that cannot be drawn shows its words."""
    element = parent.add("Figure", figure.language)
    element.alternative = _alternative(scene, figure)
    name = _image_name(scene, figure)
    blocks = []
    if name is not None:
        image = scene.images[name]
        slab = _picture(scene, figure, element, (name, image), width)
        blocks.append(BlockBox([slab], _GAP, _GAP, keep=bool(figure.caption)))
    if figure.caption:
        style = scene.document.styles.style("caption")
        caption = parent.add("Caption") if name is None else element.add("Caption")
        setting = ParagraphSetting(style, width, caption, scene.language(figure.language))
        blocks.append(paragraph(scene, figure.caption, setting))
    return blocks


def _alternative(scene: LayoutContext, figure: DrawnFigure) -> str:
    """Return the words that stand for a picture: its own, else those nearest to it."""
    told = (figure.alternative_text, drawn_text(figure.caption), scene.document.title)
    return next((words for words in (" ".join(clean(text).split()) for text in told) if words), "–")


def _image_name(scene: LayoutContext, figure: DrawnFigure) -> str | None:
    name = image_name(scene, figure.picture)
    if name is None:
        place = Place(item=figure.origin or None)
        parameters = {"subject": figure.alternative_text or figure.picture[:12]}
        scene.findings.append(
            Finding(code="pdf-picture-unreadable", severity="warning", place=place, parameters=parameters)
        )
    return name


def image_name(scene: LayoutContext, picture: str) -> str | None:
    """Return the name under which a page draws a picture of the document; None where it cannot be drawn."""
    if picture not in scene.image_names:
        held = scene.document.pictures.get(picture)
        image = read_image(held.data) if held else None
        scene.image_names[picture] = None
        if image is not None:
            made = f"I{len(scene.images) + 1}"
            scene.image_names[picture] = made
            scene.images[made] = image
    return scene.image_names[picture]


def _picture(
    scene: LayoutContext, figure: DrawnFigure, element: Element, named: tuple[str, ImageData], width: float
) -> LineBox:
    name, image = named
    wide = max(min(figure.width or image.natural_width, width), 1.0)
    high = wide * image.height / image.width
    most = scene.height * _HIGHEST
    if high > most:
        wide, high = wide * most / high, most
    align = scene.document.styles.style("caption").align
    free = width - wide
    at_end = (align == "end") != scene.rtl
    shift = free / 2 if align == "centre" else (free if at_end else 0.0)

    def draw(page: PdfPage, left: float, top: float) -> None:
        x, y = left + shift, top - high
        box = " ".join(map(number, (x, y, x + wide, y + high)))
        element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        page.begin(element)
        page.images.add(name)
        page.draw(f"q {number(wide)} 0 0 {number(high)} {number(x)} {number(y)} cm /{name} Do Q")

    return LineBox(high, draw)


# Lists: L, LI, Lbl and LBody, however deep, with their marks hanging before the text.

STEP = 18.0
"""Points from one depth to the next, where the style does not hang its marks."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How entries are set: their style, and how many points further in than it says, at start and end."""

    style: Style
    inset: float = 0.0
    outset: float = 0.0


class _Tree:
    """The elements of a list: deeper lists stand in the body of the entry above them."""

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self._open: list[tuple[int, bool, Element, Element]] = []

    def entry(self, entry: ListEntry) -> tuple[Element, Element]:
        """Return the label's and the text's element of a new entry."""
        while self._open and self._open[-1][0] > entry.depth:
            self._open.pop()
        if self._open and self._open[-1][0] == entry.depth and self._open[-1][1] != entry.ordered:
            self._open.pop()
        if not self._open or self._open[-1][0] < entry.depth:
            above = self._open[-1][3] if self._open else self._parent
            made = above.add("L")
            made.attributes = f"<</O/List/ListNumbering/{_numbering(entry)}>>"
            self._open.append((entry.depth, entry.ordered, made, made))
        depth, ordered, whole, _ = self._open[-1]
        item = whole.add("LI")
        label, body = item.add("Lbl"), item.add("LBody", entry.language)
        self._open[-1] = (depth, ordered, whole, body)
        return label, body.add("P")

    def more(self, entry: ListEntry) -> Element:
        """Return the element of a further paragraph of the entry above."""
        while len(self._open) > 1 and self._open[-1][0] > entry.depth:
            self._open.pop()
        if not self._open:
            return self._parent.add("P", entry.language)
        return self._open[-1][3].add("P", entry.language)


def list_blocks(scene: LayoutContext, drawn: DrawnList, parent: Element, width: float) -> list[BlockBox]:
    """Return a block for each paragraph of a list, one for all where the list is part of a quotation."""
    if drawn.quoted:
        return [_quoted(scene, drawn, parent, width)]
    blocks = _entries(scene, drawn, parent, width, _Look(scene.document.styles.style("list")))
    if blocks:
        # What follows a list stands as far from it as from a paragraph.
        blocks[-1].after = max(blocks[-1].after, scene.document.styles.style("body").space_after)
    return blocks


def _quoted(scene: LayoutContext, drawn: DrawnList, parent: Element, width: float) -> BlockBox:
    """Set a list behind the bar of the quotation that it is part of."""
    quote = scene.document.styles.style("quote")
    element = parent.add("BlockQuote", drawn.language)
    # Its marks stand under the quotation's text, however far lists are indented elsewhere.
    style = replace(scene.document.styles.style("list"), indent_start=0.0)
    look = _Look(style, quote.indent_start, quote.indent_end)
    blocks = _entries(scene, drawn, element, width, look)
    slabs = stacked(blocks)
    barred(slabs, quote, width, rtl=is_rtl_language(scene.language(drawn.language)))
    return BlockBox(slabs, quote.space_before, quote.space_after)


def _entries(
    scene: LayoutContext, drawn: DrawnList, parent: Element, width: float, look: _Look
) -> list[BlockBox]:
    """Return a block for each paragraph of a list."""
    tree = _Tree(parent)
    blocks = []
    for place, entry in enumerate(drawn.entries):
        setting = _setting(scene, tree, entry, look, width, drawn.language)
        block = paragraph(scene, entry.content, setting)
        if place:
            block.before = 0.0
        blocks.append(block)
    return blocks


def _setting(
    scene: LayoutContext, tree: _Tree, entry: ListEntry, look: _Look, width: float, language: str | None
) -> ParagraphSetting:
    style = look.style
    hang = -style.first_line if style.first_line < 0 else STEP
    start = look.inset + max(style.indent_start, hang) + entry.depth * hang
    end = style.indent_end + look.outset
    own = replace(style, indent_start=min(start, (width - end) * 0.6), indent_end=end, first_line=0.0)
    spoken = scene.language(entry.language or language)
    if entry.continues:
        return ParagraphSetting(own, width, tree.more(entry), spoken)
    label, text = tree.entry(entry)
    written = list_label(entry.depth, entry.ordered, entry.number)
    return ParagraphSetting(own, width, text, spoken, Label(written, label, hang))


def _numbering(entry: ListEntry) -> str:
    turn = entry.depth % 3
    if entry.ordered:
        return ("Decimal", "LowerAlpha", "LowerRoman")[turn]
    return ("Disc", "None", "Square")[turn]


# Notes: footnotes as slabs at the foot of a page, endnotes as blocks at the end.

_LABEL_GAP = 4.0


@dataclass(slots=True)
class FootnoteBoxes:
    """The slabs of footnotes, made when their marks are placed."""

    scene: LayoutContext
    _made: dict[str, list[LineBox]] = field(default_factory=dict)

    def slabs(self, note: str) -> list[LineBox]:
        """Return a note's lines; the space above the first parts it from the note before."""
        found = self._made.get(note)
        if found is None:
            element = self.scene.inline.note_elements[note]
            block = _note_block(self.scene, self.scene.notes[note], element, self.scene.width)
            found = self._made[note] = block.slabs
            for slab in found[:1]:
                slab.space = max(block.before, block.after)
        return found


def _note_block(scene: LayoutContext, note: DrawnNote, element: Element, width: float) -> BlockBox:
    style = scene.document.styles.style("footnote" if note.placement == "foot" else "endnote")
    text = f"{scene.inline.notes[note.id]}."
    language = scene.document.language
    hang = _hang(scene, note.placement, style)
    own = replace(style, indent_start=style.indent_start + hang, first_line=0.0)
    label = Label(text, element.add("Lbl"), hang)
    # An empty note still has its label, and a line to stand on.
    content = note.content or (Run(text="\u00a0"),)
    block = paragraph(scene, content, ParagraphSetting(own, width, element.add("P"), language, label))
    for slab in block.slabs[:1]:
        slab.anchors = (*slab.anchors, note_anchor(note.id))
    return block


def _hang(scene: LayoutContext, placement: Literal["foot", "end"], style: Style) -> float:
    """Return the room of labels, in points, the same for all notes of a kind, so that their texts align."""
    found = scene.note_hangs.get(placement)
    if found is None:
        labels = [scene.inline.notes[note.id] for note in scene.notes.values() if note.placement == placement]
        widths = (
            shape(scene, f"{label}.", style, scene.document.language)[0].width for label in ("00", *labels)
        )
        found = scene.note_hangs[placement] = max(widths) + _LABEL_GAP
    return found


def endnote_blocks(
    scene: LayoutContext, drawn: DrawnEndnotes, parent: Element, width: float
) -> list[BlockBox]:
    """Return the title's block and one for each endnote, in the order of their marks, once."""
    notes = [note for note in scene.notes.values() if note.placement == "end" and not scene.endnotes_drawn]
    scene.endnotes_drawn = True
    blocks = []
    if notes and drawn.title:
        style = scene.document.styles.style("heading1")
        element = parent.add_heading(1, drawn.language)
        blocks.append(
            paragraph(
                scene, drawn.title, ParagraphSetting(style, width, element, scene.language(drawn.language))
            )
        )
    for place, note in enumerate(notes, 1):
        element = parent.add("Note")
        element.identifier = f"endnote{place}"
        blocks.append(_note_block(scene, note, element, width))
    return blocks


_PAIR_GUTTER = 16.0
_NUMBER_HANG = 28.35
"""The room of the label of a numbered heading or paragraph, in points (one centimetre)."""
_STRUCTURE = {"title": "Title", "subtitle": "Subtitle", "code": "Code", "caption": "Caption"}
_HEADING_ROLES: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6")


@dataclass(slots=True)
class BlockBuilder:
    """Makes the blocks of one export."""

    scene: LayoutContext
    _above: tuple[DrawnElement, list[LineBox]] | None = None

    def blocks(self, elements: Iterable[DrawnElement], parent: Element, width: float) -> list[BlockBox]:
        """Return the blocks of elements that stand one below the other in a width in points."""
        held = list(elements)
        self._above = None
        return [
            block
            for element, following in zip_longest(held, held[1:])
            for block in self.element(element, parent, width, following)
        ]

    def element(
        self, drawn: DrawnElement, parent: Element, width: float, following: DrawnElement | None = None
    ) -> list[BlockBox]:
        """Return an element's blocks; its anchor and origin are where the first of its slabs is."""
        blocks = [block for block in self._element(drawn, parent, width) if block.slabs]
        if blocks and leads(drawn, following):
            blocks[-1].keep = True
        if blocks and self._above and _is_one_excerpt(self._above[0], drawn):
            one_bar(self._above[1], blocks[0].slabs)
        self._above = (drawn, blocks[-1].slabs) if blocks else None
        if isinstance(drawn, DrawnText | DrawnList | DrawnQuotation) and drawn.origin:
            self.scene.lines[drawn.origin] += sum(len(block.slabs) for block in blocks)
        if blocks:
            first = blocks[0].slabs[0]
            first.anchors = (*first.anchors, drawn.anchor) if drawn.anchor else first.anchors
            first.origins = (*first.origins, drawn.origin) if drawn.origin else first.origins
        return blocks

    def _element(self, drawn: DrawnElement, parent: Element, width: float) -> Iterable[BlockBox]:
        match drawn:
            case DrawnText():
                return [self._text(drawn, parent, width)]
            case DrawnHeading():
                return [self._heading(drawn, parent, width)]
            case DrawnQuotation():
                return self._quotation(drawn, parent, width)
            case DrawnList():
                return list_blocks(self.scene, drawn, parent, width)
            case DrawnContents():
                return contents_blocks(self.scene, drawn, parent, width)
            case _:
                return self._framed(drawn, parent, width)

    def _framed(self, drawn: FramedElement, parent: Element, width: float) -> Iterable[BlockBox]:
        match drawn:
            case DrawnCallout():
                return [self._callout(drawn, parent, width)]
            case DrawnPair():
                return [self._pair(drawn, parent, width)]
            case DrawnTable():
                return table_blocks(self.scene, drawn, parent, width, self.blocks)
            case DrawnFigure():
                return figure_blocks(self.scene, drawn, parent, width)
            case DrawnEndnotes():
                return endnote_blocks(self.scene, drawn, parent, width)
            case DrawnBreak():
                return []
            case _:
                assert_never(drawn)

    def _style(self, role: Role) -> Style:
        return self.scene.document.styles.style(role)

    def _text(self, drawn: DrawnText, parent: Element, width: float) -> BlockBox:
        style = drawn.look or self._style(drawn.role)
        element = parent.add(_STRUCTURE.get(drawn.role, "P"), drawn.language)
        if drawn.role in {"table", "table-header"}:
            style = replace(style, background=None, rule=None)
        content = drawn.content
        if drawn.role == "code":
            content = tuple(
                _preformatted(inline) if isinstance(inline, Run) else inline for inline in content
            )
        block = self._labelled(content, drawn.number, inner_style(style), (element, drawn.language), width)
        block = grounded(block, style, width, rtl=self.scene.rtl)
        over = replace(style, rule=drawn.above, background=None)
        return grounded(block, over, width, rtl=self.scene.rtl, above=True)

    def _labelled(
        self, content: Content, number: str, style: Style, spoken: tuple[Element, str | None], width: float
    ) -> BlockBox:
        """Return a paragraph with its number hanging before it, where it has one."""
        element, language = spoken
        label = None
        if number:
            hang = max(_NUMBER_HANG, label_width(self.scene, number, style, self.scene.language(language)))
            label = Label(number, element, hang)
            style = replace(style, indent_start=max(style.indent_start, 0.0) + hang, first_line=0.0)
        setting = ParagraphSetting(style, width, element, self.scene.language(language), label)
        return paragraph(self.scene, content, setting)

    def _heading(self, drawn: DrawnHeading, parent: Element, width: float) -> BlockBox:
        role = _HEADING_ROLES[min(max(drawn.level, 1), 6) - 1]
        style = self._style(role)
        element = parent.add_heading(drawn.level, drawn.language)
        spoken = (element, drawn.language)
        block = self._labelled(drawn.content, drawn.number, inner_style(style), spoken, width)
        block = grounded(block, style, width, rtl=self.scene.rtl)
        block.keep = True
        words = " ".join(drawn_text(drawn.content).split())
        for slab in block.slabs[:1]:
            # A bookmark leads to its heading whether or not the document names it.
            anchor = f"heading {len(self.scene.outline)}"
            slab.anchors = (anchor,)
            title = f"{drawn.number} {words}".strip()
            self.scene.outline.append(OutlineEntry(drawn.level, title, anchor))
            slab.section = words if drawn.level == 1 else ""
        for slab in block.slabs[1:]:
            slab.joined = True
        return block

    def _quotation(self, drawn: DrawnQuotation, parent: Element, width: float) -> Iterator[BlockBox]:
        """Quote paragraphs, with one bar beside all of them, and the line that names their source."""
        element = parent.add("BlockQuote", drawn.language)
        style = replace(self._style("quote"), background=None, rule=None)
        language = self.scene.language(drawn.language)
        blocks = [
            paragraph(self.scene, content, ParagraphSetting(style, width, element.add("P"), language))
            for content in drawn.paragraphs
        ]
        for block, content in zip(blocks, drawn.paragraphs, strict=True):
            block.keep = block.keep or _is_head(content)
        slabs = stacked(blocks)
        barred(slabs, self._style("quote"), width, rtl=is_rtl_language(language))
        keep = bool(drawn.source or (blocks and blocks[-1].keep))
        yield BlockBox(slabs, style.space_before, style.space_after, keep=keep)
        if drawn.source:
            source = self._style("source")
            setting = ParagraphSetting(source, width, element.add("P"), self.scene.document.language)
            block = paragraph(self.scene, drawn.source, setting)
            for slab in block.slabs[1:]:
                slab.joined = True
            yield BlockBox(block.slabs, block.before, block.after, block.keep)

    def _callout(self, drawn: DrawnCallout, parent: Element, width: float) -> BlockBox:
        style = self._style("callout")
        element = parent.add("Div", drawn.language)
        inner = width - sum(box_insets(style))
        blocks = []
        if drawn.title:
            title = replace(self._style("callout-title"), background=None, rule=None, keep_with_next=True)
            language = self.scene.language(drawn.language)
            blocks.append(
                paragraph(self.scene, drawn.title, ParagraphSetting(title, inner, element.add("P"), language))
            )
        plain = self.scene.document.styles
        held = replace(plain, styles={**plain.styles, "callout": _bare(style)})
        outer, self.scene.document = self.scene.document, replace(self.scene.document, styles=held)
        blocks += self.blocks(drawn.elements, element, inner)
        self.scene.document = outer
        slabs = boxed(stacked(blocks), style, width, rtl=self.scene.rtl)
        keep_box(slabs, self.scene.height)
        return BlockBox(slabs, max(style.space_before, 6.0), max(style.space_after, 8.0))

    def _pair(self, drawn: DrawnPair, parent: Element, width: float) -> BlockBox:
        """Set two columns side by side; the left one is read first."""
        column = (width - _PAIR_GUTTER) / 2
        holder = parent.add("Div", drawn.language)
        cells = []
        for place, elements in enumerate((drawn.left, drawn.right)):
            slabs = stacked(self.blocks(elements, holder.add("Div"), column))
            at_right = (place == 1) != self.scene.rtl
            cells.append(PlacedCell(0, 1, column + _PAIR_GUTTER if at_right else 0.0, column, slabs))
        band = RowBand(cells, 1, (0.0, 0.0), ruled=False, width=width)
        return BlockBox([band.slab(split_above=0.0)], 4.0, 8.0)


def _is_one_excerpt(above: DrawnElement, below: DrawnElement) -> bool:
    """Tell whether two neighbours are pieces of one excerpt, a list in its midst, say, that nothing parts."""
    pieces = (above, below)
    quoted = all(isinstance(each, DrawnQuotation) or _is_quoted_list(each) for each in pieces)
    parted = isinstance(above, DrawnQuotation) and bool(above.source)
    return quoted and not parted and bool(above.origin) and above.origin == below.origin


def _is_quoted_list(drawn: DrawnElement) -> bool:
    return isinstance(drawn, DrawnList) and drawn.quoted


def _is_head(content: Content) -> bool:
    """Tell whether a quoted paragraph is a heading of its source: then all but its quotation marks is bold."""
    words = [inline for inline in content if isinstance(inline, Run) and any(map(str.isalnum, inline.text))]
    return bool(words) and all(run.bold for run in words)


def _bare(style: Style) -> Style:
    return replace(style, background=None, rule=None, indent_start=0.0, indent_end=0.0, space_before=0.0)


def _preformatted(run: Run) -> Run:
    """Keep the spaces of a line's beginning and those that stand in rows."""
    lines = run.text.expandtabs(4).split("\n")
    kept = [
        "\u00a0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ").replace("  ", "\u00a0 ")
        for line in lines
    ]
    return replace(run, text="\n".join(kept))
