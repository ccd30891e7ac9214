"""Elements of a document become blocks and, in the same order, elements of the structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from briefbuilder.domain.document import (
    Content,
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
    Run,
    drawn_text,
)
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.keeping import leads
from briefbuilder.export.pdf.boxes import barred, box_insets, boxed, grounded, inner_style, one_bar
from briefbuilder.export.pdf.contents import contents_blocks
from briefbuilder.export.pdf.direction import is_rtl_language
from briefbuilder.export.pdf.figures import figure_blocks
from briefbuilder.export.pdf.grid import Band, Cell
from briefbuilder.export.pdf.keeps import keep_box
from briefbuilder.export.pdf.lists import list_blocks
from briefbuilder.export.pdf.notes import endnote_blocks
from briefbuilder.export.pdf.outline import OutlineEntry
from briefbuilder.export.pdf.paragraph import Label, Setting, label_width, paragraph
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, Slab, stacked
from briefbuilder.export.pdf.structure import Element
from briefbuilder.export.pdf.tables import table_blocks

_PAIR_GUTTER = 16.0
_NUMBER_HANG = 28.35
"""The room of the label of a numbered heading or paragraph, in points (one centimetre)."""
_STRUCTURE = {"title": "Title", "subtitle": "Subtitle", "code": "Code", "caption": "Caption"}
_HEADING_ROLES: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6")


@dataclass(slots=True)
class Builder:
    """Makes the blocks of one export."""

    scene: Scene
    _above: tuple[DrawnElement, list[Slab]] | None = None

    def blocks(self, elements: Iterable[DrawnElement], parent: Element, width: float) -> list[Block]:
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
    ) -> list[Block]:
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

    def _element(self, drawn: DrawnElement, parent: Element, width: float) -> Iterable[Block]:
        if isinstance(drawn, DrawnText):
            return [self._text(drawn, parent, width)]
        if isinstance(drawn, DrawnHeading):
            return [self._heading(drawn, parent, width)]
        if isinstance(drawn, DrawnQuotation):
            return self._quotation(drawn, parent, width)
        if isinstance(drawn, DrawnCallout):
            return [self._callout(drawn, parent, width)]
        if isinstance(drawn, DrawnPair):
            return [self._pair(drawn, parent, width)]
        return self._set_by_others(drawn, parent, width)

    def _set_by_others(self, drawn: DrawnElement, parent: Element, width: float) -> Iterable[Block]:
        """Return the blocks of what has a module of its own."""
        if isinstance(drawn, DrawnList):
            return list_blocks(self.scene, drawn, parent, width)
        if isinstance(drawn, DrawnTable):
            return table_blocks(self.scene, drawn, parent, width, self.blocks)
        if isinstance(drawn, DrawnFigure):
            return figure_blocks(self.scene, drawn, parent, width)
        if isinstance(drawn, DrawnContents):
            return contents_blocks(self.scene, drawn, parent, width)
        if isinstance(drawn, DrawnEndnotes):
            return endnote_blocks(self.scene, drawn, parent, width)
        return []

    def _style(self, role: Role) -> Style:
        return self.scene.document.styles.style(role)

    def _text(self, drawn: DrawnText, parent: Element, width: float) -> Block:
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
    ) -> Block:
        """Return a paragraph with its number hanging before it, where it has one."""
        element, language = spoken
        label = None
        if number:
            hang = max(_NUMBER_HANG, label_width(self.scene, number, style, self.scene.language(language)))
            label = Label(number, element, hang)
            style = replace(style, indent_start=max(style.indent_start, 0.0) + hang, first_line=0.0)
        setting = Setting(style, width, element, self.scene.language(language), label)
        return paragraph(self.scene, content, setting)

    def _heading(self, drawn: DrawnHeading, parent: Element, width: float) -> Block:
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

    def _quotation(self, drawn: DrawnQuotation, parent: Element, width: float) -> Iterator[Block]:
        """Quote paragraphs, with one bar beside all of them, and the line that names their source."""
        element = parent.add("BlockQuote", drawn.language)
        style = replace(self._style("quote"), background=None, rule=None)
        language = self.scene.language(drawn.language)
        blocks = [
            paragraph(self.scene, content, Setting(style, width, element.add("P"), language))
            for content in drawn.paragraphs
        ]
        for block, content in zip(blocks, drawn.paragraphs, strict=True):
            block.keep = block.keep or _is_head(content)
        slabs = stacked(blocks)
        barred(slabs, self._style("quote"), width, rtl=is_rtl_language(language))
        keep = bool(drawn.source or (blocks and blocks[-1].keep))
        yield Block(slabs, style.space_before, style.space_after, keep=keep)
        if drawn.source:
            source = self._style("source")
            setting = Setting(source, width, element.add("P"), self.scene.document.language)
            block = paragraph(self.scene, drawn.source, setting)
            for slab in block.slabs[1:]:
                slab.joined = True
            yield Block(block.slabs, block.before, block.after, block.keep)

    def _callout(self, drawn: DrawnCallout, parent: Element, width: float) -> Block:
        style = self._style("callout")
        element = parent.add("Div", drawn.language)
        inner = width - sum(box_insets(style))
        blocks = []
        if drawn.title:
            title = replace(self._style("callout-title"), background=None, rule=None, keep_with_next=True)
            language = self.scene.language(drawn.language)
            blocks.append(
                paragraph(self.scene, drawn.title, Setting(title, inner, element.add("P"), language))
            )
        plain = self.scene.document.styles
        held = replace(plain, styles={**plain.styles, "callout": _bare(style)})
        outer, self.scene.document = self.scene.document, replace(self.scene.document, styles=held)
        blocks += self.blocks(drawn.elements, element, inner)
        self.scene.document = outer
        slabs = boxed(stacked(blocks), style, width, rtl=self.scene.rtl)
        keep_box(slabs, self.scene.height)
        return Block(slabs, max(style.space_before, 6.0), max(style.space_after, 8.0))

    def _pair(self, drawn: DrawnPair, parent: Element, width: float) -> Block:
        """Set two columns side by side; the left one is read first."""
        column = (width - _PAIR_GUTTER) / 2
        holder = parent.add("Div", drawn.language)
        cells = []
        for place, elements in enumerate((drawn.left, drawn.right)):
            slabs = stacked(self.blocks(elements, holder.add("Div"), column))
            at_right = (place == 1) != self.scene.rtl
            cells.append(Cell(0, 1, column + _PAIR_GUTTER if at_right else 0.0, column, slabs))
        band = Band(cells, 1, (0.0, 0.0), ruled=False, width=width)
        return Block([band.slab(split_above=0.0)], 4.0, 8.0)


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
