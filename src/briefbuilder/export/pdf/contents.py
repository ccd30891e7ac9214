"""The contents list: its lines are drawn with the text, their leader dots and pages when these are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefbuilder.domain.document import ContentsEntry, DrawnContents, Run
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.pdf.layout_context import ContentsSpot, LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.objects import colour, number
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.paragraph import Label, ParagraphSetting, label_width, paragraph, shape
from briefbuilder.export.pdf.structure import Element

_NUMBER_ROOM = 30.0
_LABEL_ROOM = 24.0
_DOT_PITCH = 4.6
_ROLES: tuple[Role, ...] = ("contents1", "contents2", "contents3")


def contents_blocks(
    scene: LayoutContext, contents: DrawnContents, parent: Element, width: float
) -> list[BlockBox]:
    """Return the title's block and one for each entry."""
    toc = Element("TOC", language=contents.language)
    language = scene.language(contents.language)
    blocks = []
    if contents.title:
        style = scene.document.styles.style("contents-title")
        setting = ParagraphSetting(style, width, parent.add("P", contents.language), language)
        blocks.append(paragraph(scene, contents.title, setting))
    parent.attach(toc)
    rooms: dict[int, float] = {}
    for entry in contents.entries:
        label = label_width(scene, entry.number, _style(scene, entry.level), language)
        rooms[entry.level] = max(rooms.get(entry.level, _LABEL_ROOM), label)
    blocks += [_entry(scene, contents, entry, toc, (width, rooms[entry.level])) for entry in contents.entries]
    return blocks


def _style(scene: LayoutContext, level: int) -> Style:
    style = scene.document.styles.style(_ROLES[min(max(level, 1), 3) - 1])
    return replace(style, align="start", first_line=0.0)


def _entry(
    scene: LayoutContext,
    contents: DrawnContents,
    entry: ContentsEntry,
    toc: Element,
    widths: tuple[float, float],
) -> BlockBox:
    """Return a line's block; `widths` are the line's and that of its label, in points."""
    width, room = widths
    style = _style(scene, entry.level)
    item = toc.add("TOCI")
    element = item.add("Reference").add("Link")
    label = None
    if entry.number:
        label = Label(entry.number, element, room)
        style = replace(style, indent_start=style.indent_start + room)
    style = replace(style, indent_end=_NUMBER_ROOM if contents.page_numbers else 0.0)
    language = scene.language(contents.language)
    # A line without words still leads to its page.
    words = Run(text=entry.text if entry.text.strip() else "\u00a0")
    block = paragraph(scene, (words,), ParagraphSetting(style, width, element, language, label))
    for place, slab in enumerate(block.slabs):
        last = place == len(block.slabs) - 1
        _linked(scene, slab, entry, element, width, numbered=last and contents.page_numbers)
    return block


def _linked(
    scene: LayoutContext,
    slab: LineBox,
    entry: ContentsEntry,
    element: Element,
    width: float,
    *,
    numbered: bool,
) -> None:
    """Make a line lead to its heading, and keep its place for the page number."""
    draw, high = slab.draw, slab.height
    style = _style(scene, entry.level)

    def linked(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        annotation = page.link(element, (left, top - high, left + width, top), None, entry.target)
        if annotation is not None:
            annotation.words = f"{entry.number} {entry.text}".strip()
        if numbered:
            y = top - style.leading / 2 - style.size * 0.355
            spot = ContentsSpot(page.index, entry, element, left, left + slab.text_end, left + width, y)
            scene.spots.append(spot)

    slab.draw = linked


def draw_page_numbers(scene: LayoutContext, pages: list[PdfPage], numbers: Mapping[str, int]) -> None:
    """Draw the page numbers of the contents list, with leader dots as artifacts."""
    for spot in scene.spots:
        target = numbers.get(spot.entry.target)
        if target is None:
            continue
        style = _style(scene, spot.entry.level)
        page = pages[spot.page]
        word, form = shape(scene, str(target), style, scene.document.language)
        left = spot.left if scene.rtl else spot.right - word.width
        _dots(scene, page, spot, style)
        space, _ = shape(scene, " ", style, scene.document.language)
        page.begin(spot.element)
        page.draw(
            f"BT {colour(style.colour)} {page.ink.select(form)} 1 0 0 1 {number(left - space.width)} {number(spot.y)} Tm"
            f"[{page.ink.write(form, space)} {page.ink.write(form, word)}]TJ ET"
        )
        page.end()


def _dots(scene: LayoutContext, page: PdfPage, spot: ContentsSpot, style: Style) -> None:
    """Draw leader dots, which stand under each other on every line."""
    dot, form = shape(scene, ".", style, scene.document.language)
    # From the number's room towards the words; where these are written from the right, the other way round.
    step, place, end = -_DOT_PITCH, spot.right - _NUMBER_ROOM + 8.0, spot.text_end + 6.0
    if scene.rtl:
        step, place, end = (
            _DOT_PITCH,
            spot.left + _NUMBER_ROOM - 8.0,
            spot.left + spot.right - spot.text_end - 6.0,
        )
    count = max(int((end - place) / step), 0)
    places = sorted(place + step * dot_number for dot_number in range(count))
    parts = [f"1 0 0 1 {number(at)} {number(spot.y)} Tm[{page.ink.write(form, dot)}]TJ" for at in places]
    if parts:
        page.artifact()
        page.draw(f"BT {colour(style.colour)} {page.ink.select(form)} {' '.join(parts)} ET")
