"""The contents list: its lines are drawn with the text, their leader dots and pages when these are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefbuilder.domain.document import ContentsEntry, DrawnContents, Run
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.pdf.layout_context import LayoutContext, PendingPageNumber
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.objects import colour_operator, format_number
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import (
    Label,
    ParagraphSetting,
    build_paragraph,
    label_width,
    shape_text,
)
from briefbuilder.export.pdf.structure import StructElem

_NUMBER_WIDTH = 30.0
_MIN_LABEL_WIDTH = 24.0
_DOT_PITCH = 4.6
_ROLES: tuple[Role, ...] = ("contents1", "contents2", "contents3")


def build_contents_blocks(
    layout: LayoutContext, contents: DrawnContents, parent: StructElem, width: float
) -> list[BlockBox]:
    """Return the title's block and one for each entry."""
    toc = StructElem("TOC", language=contents.language)
    language = layout.language(contents.language)
    blocks = []
    if contents.title:
        style = layout.document.styles.style("contents-title")
        setting = ParagraphSetting(style, width, parent.add("P", contents.language), language)
        blocks.append(build_paragraph(layout, contents.title, setting))
    parent.attach(toc)
    rooms: dict[int, float] = {}
    for entry in contents.entries:
        label = label_width(layout, entry.number, _entry_style(layout, entry.level), language)
        rooms[entry.level] = max(rooms.get(entry.level, _MIN_LABEL_WIDTH), label)
    blocks += [
        _entry_block(layout, contents, entry, toc, (width, rooms[entry.level])) for entry in contents.entries
    ]
    return blocks


def _entry_style(layout: LayoutContext, level: int) -> Style:
    style = layout.document.styles.style(_ROLES[min(max(level, 1), 3) - 1])
    return replace(style, align="start", first_line=0.0)


def _entry_block(
    layout: LayoutContext,
    contents: DrawnContents,
    entry: ContentsEntry,
    toc: StructElem,
    widths: tuple[float, float],
) -> BlockBox:
    """Return a line's block; `widths` are the line's and that of its label, in points."""
    width, room = widths
    style = _entry_style(layout, entry.level)
    item = toc.add("TOCI")
    element = item.add("Reference").add("Link")
    label = None
    if entry.number:
        label = Label(entry.number, element, room)
        style = replace(style, indent_start=style.indent_start + room)
    style = replace(style, indent_end=_NUMBER_WIDTH if contents.page_numbers else 0.0)
    language = layout.language(contents.language)
    # A line without words still leads to its page.
    words = Run(text=entry.text if entry.text.strip() else "\u00a0")
    block = build_paragraph(layout, (words,), ParagraphSetting(style, width, element, language, label))
    for place, box in enumerate(block.boxes):
        last = place == len(block.boxes) - 1
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
    """Make a line lead to its heading, and keep its place for the page number."""
    draw, high = box.draw, box.height
    style = _entry_style(layout, entry.level)

    def linked(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        annotation = page.link(element, (left, top - high, left + width, top), None, entry.target)
        if annotation is not None:
            annotation.words = f"{entry.number} {entry.text}".strip()
        if numbered:
            y = top - style.leading / 2 - style.size * 0.355
            spot = PendingPageNumber(page.index, entry, element, left, left + box.text_end, left + width, y)
            layout.pending_page_numbers.append(spot)

    box.draw = linked


def draw_page_numbers(layout: LayoutContext, pages: list[PdfPage], numbers: Mapping[str, int]) -> None:
    """Draw the page numbers of the contents list, with leader dots as artifacts."""
    for spot in layout.pending_page_numbers:
        target = numbers.get(spot.entry.target)
        if target is None:
            continue
        style = _entry_style(layout, spot.entry.level)
        page = pages[spot.page]
        word, font = shape_text(layout, str(target), style, layout.document.language)
        left = spot.left if layout.rtl else spot.right - word.width
        _draw_dots(layout, page, spot, style)
        space, _ = shape_text(layout, " ", style, layout.document.language)
        page.begin(spot.element)
        page.draw(
            f"BT {colour_operator(style.colour)} {page.usage.select(font)} 1 0 0 1 {format_number(left - space.width)} {format_number(spot.y)} Tm"
            f"[{page.usage.write(font, space)} {page.usage.write(font, word)}]TJ ET"
        )
        page.end()


def _draw_dots(layout: LayoutContext, page: PdfPage, spot: PendingPageNumber, style: Style) -> None:
    """Draw leader dots, which stand under each other on every line."""
    dot, font = shape_text(layout, ".", style, layout.document.language)
    # From the number's room towards the words; where these are written from the right, the other way round.
    step, place, end = -_DOT_PITCH, spot.right - _NUMBER_WIDTH + 8.0, spot.text_end + 6.0
    if layout.rtl:
        step, place, end = (
            _DOT_PITCH,
            spot.left + _NUMBER_WIDTH - 8.0,
            spot.left + spot.right - spot.text_end - 6.0,
        )
    count = max(int((end - place) / step), 0)
    places = sorted(place + step * dot_number for dot_number in range(count))
    parts = [
        f"1 0 0 1 {format_number(at)} {format_number(spot.y)} Tm[{page.usage.write(font, dot)}]TJ"
        for at in places
    ]
    if parts:
        page.artifact()
        page.draw(f"BT {colour_operator(style.colour)} {page.usage.select(font)} {' '.join(parts)} ET")
