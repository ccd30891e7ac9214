"""The table of contents; page numbers and leader dots are added once all pages are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefbuilder.domain.document import ContentsEntry, DrawnContents, Run
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import Style
from briefbuilder.export.keep_together import MIN_KEPT_CONTENTS
from briefbuilder.export.measures import CONTENTS_NUMBER_WIDTH, CONTENTS_PAGE_WIDTH, contents_role
from briefbuilder.export.pdf.layout_context import LayoutContext, PendingPageNumber
from briefbuilder.export.pdf.letterhead import framed_block
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import (
    Label,
    ParagraphSetting,
    base_line,
    build_paragraph,
    label_width,
    shape_text,
)
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.pdf.syntax import colour_operator, format_numbers

_DOT_PITCH = 4.6


def build_contents_blocks(
    layout: LayoutContext, contents: DrawnContents, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return the block of the title and one for each entry."""
    toc = StructElem("TOC", language=contents.language)
    language = layout.language(contents.language)
    blocks = []
    if contents.title:
        style = layout.style("contents-title")
        setting = ParagraphSetting(style, width, parent.add("P", contents.language), language)
        block = build_paragraph(layout, contents.title, setting)
        if style.frame is not None:
            block = framed_block(block, style.frame, (style.indent_start, style.indent_end), width)
        blocks.append(block)
    parent.attach(toc)
    label_widths: dict[int, float] = {}
    for entry in contents.entries:
        label = label_width(layout, entry.number, _entry_style(layout, entry.level), language)
        label_widths[entry.level] = max(label_widths.get(entry.level, CONTENTS_NUMBER_WIDTH), label)
    lines = [
        _entry_block(layout, contents, entry, toc, (width, label_widths[entry.level]))
        for entry in contents.entries
    ]
    if len(lines) >= MIN_KEPT_CONTENTS:
        lines[-2].keep = True
    return blocks + lines


def _entry_style(layout: LayoutContext, level: int) -> Style:
    style = layout.style(contents_role(level))
    return replace(style, align="start", first_line=0.0)


def _entry_block(
    layout: LayoutContext,
    contents: DrawnContents,
    entry: ContentsEntry,
    toc: StructElem,
    widths: tuple[float, float],
) -> BlockBox:
    """Return the block of an entry; `widths` are those of the line and of its label, in points."""
    width, label_room = widths
    style = _entry_style(layout, entry.level)
    item = toc.add("TOCI")
    element = item.add("Reference").add("Link")
    label = None
    if entry.number:
        label = Label(entry.number, element, label_room)
        style = replace(style, indent_start=style.indent_start + label_room)
    style = replace(style, indent_end=CONTENTS_PAGE_WIDTH if contents.page_numbers else 0.0)
    language = layout.language(contents.language)
    # An entry without text still links to its page.
    words = Run(text=entry.text if entry.text.strip() else "\u00a0")
    # The page numbers of all entries are on one side, whatever the direction of a heading.
    setting = ParagraphSetting(style, width, element, language, label, rtl=is_right_to_left(language))
    block = build_paragraph(layout, (words,), setting)
    for index, box in enumerate(block.boxes):
        last = index == len(block.boxes) - 1
        _add_link(layout, box, entry, element, width, numbered=last and contents.page_numbers)
    return block


def _add_link(
    layout: LayoutContext,
    box: LineBox,
    entry: ContentsEntry,
    element: StructElem,
    width: float,
    *,
    numbered: bool,
) -> None:
    """Link a line to its heading and reserve the position of its page number."""
    draw, height = box.draw, box.height
    style = _entry_style(layout, entry.level)

    def draw_linked(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        annotation = page.link(element, (left, top - height, left + width, top), None, entry.target)
        if annotation is not None:
            annotation.words = f"{entry.number} {entry.text}".strip()
        if numbered:
            ends, y = (left, left + box.text_end, left + width), base_line(style, top)
            layout.pending_page_numbers.append(PendingPageNumber(page.index, entry, element, *ends, y))

    box.draw = draw_linked


def draw_page_numbers(layout: LayoutContext, pages: list[PdfPage], numbers: Mapping[str, int]) -> None:
    """Draw the page numbers of the table of contents, with leader dots as artifacts."""
    for pending in layout.pending_page_numbers:
        target = numbers.get(pending.entry.target)
        if target is None:
            continue
        style = _entry_style(layout, pending.entry.level)
        page = pages[pending.page]
        word, font = shape_text(layout, str(target), style, layout.document.language)
        left = pending.left if layout.rtl else pending.right - word.width
        _draw_dots(layout, page, pending, style)
        space, _ = shape_text(layout, " ", style, layout.document.language)
        page.begin(pending.element)
        page.draw(
            f"BT {colour_operator(style.colour)} {page.usage.select(font)} "
            f"1 0 0 1 {format_numbers(left - space.width, pending.y)} Tm"
            f"[{page.usage.write(font, space)} {page.usage.write(font, word)}]TJ ET"
        )
        page.end()


def _draw_dots(layout: LayoutContext, page: PdfPage, pending: PendingPageNumber, style: Style) -> None:
    """Draw leader dots, aligned between all lines."""
    dot, font = shape_text(layout, ".", style, layout.document.language)
    # Dots run from the page number towards the text, whichever side it is on.
    step, start, end = -_DOT_PITCH, pending.right - CONTENTS_PAGE_WIDTH + 8.0, pending.text_end + 6.0
    if layout.rtl:
        step, start = _DOT_PITCH, pending.left + CONTENTS_PAGE_WIDTH - 8.0
        end = pending.left + pending.right - pending.text_end - 6.0
    count = max(int((end - start) / step), 0)
    if not count:
        return
    glyphs, selection = page.usage.write(font, dot), page.usage.select(font)
    if page.usage.is_drawn:
        positions = sorted(start + step * dot_number for dot_number in range(count))
        parts = [f"1 0 0 1 {format_numbers(x, pending.y)} Tm[{glyphs}]TJ" for x in positions]
        page.artifact()
        page.draw(f"BT {colour_operator(style.colour)} {selection} {' '.join(parts)} ET")
