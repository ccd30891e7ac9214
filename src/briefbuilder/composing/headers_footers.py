"""Composes headers, footers, the marking of pages and the watermark, and fills letterheads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import document_level, marking_text
from briefbuilder.composing.placeholders import MIN_TITLE_LENGTH, fill_placeholders, full_title
from briefbuilder.composing.typography import NO_BREAK
from briefbuilder.domain.document import (
    BandLine,
    Content,
    DrawnCell,
    DrawnInline,
    DrawnTable,
    DrawnText,
    Element,
    FilledLetterhead,
    HeadersFooters,
    PageField,
    Run,
    content_text,
)
from briefbuilder.domain.letterhead import LetterheadLayout, LetterheadRows, PageKind
from briefbuilder.domain.notices import Place
from briefbuilder.domain.styles import Align, Role, Style, StyleSheet
from briefbuilder.templating.model import HeaderFooterLine, HeaderFooterSettings
from briefbuilder.templating.values import ANY_LANGUAGE, conditions_met

_MARKING_PROPERTIES = frozenset({"size", "bold", "colour"})
"""The properties of the marking's style that its profile sets, even with a letterhead document."""
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def fill_letterhead(context: CompositionContext) -> FilledLetterhead | None:
    """Return the letterhead document with its placeholders filled, or None if the template has none."""
    look = context.inputs.letterhead
    if look is None:
        return None
    values = _placeholder_values(look, context)
    changed = context.inputs.template.changed_styles()
    return FilledLetterhead(
        data=look.file.data,
        place=look.file.content,
        names=look.file.styles,
        values=values,
        changed={**changed, "marking": changed.get("marking", frozenset()) | _MARKING_PROPERTIES},
        before=tuple(_fill_element(element, values) for element in look.before),
        beside=_fill_row(BandLine(boxes=look.beside), values).boxes,
        after=tuple(_fill_element(element, values) for element in look.after),
        titled="title" in look.body_slots,
    )


def letterhead_bands(
    look: LetterheadLayout, kind: PageKind, context: CompositionContext, *, footer: bool = False
) -> tuple[BandLine, ...]:
    """Return the rows of a header or footer of a kind of page, with placeholders filled."""
    bands = look.footers if footer else look.headers
    values = _placeholder_values(look, context)
    return tuple(_fill_row(row, values) for row in bands.get(kind, bands.get("default", ())))


def has_marking_place(rows: tuple[BandLine, ...]) -> bool:
    """Return whether rows of a letterhead have a placeholder for the marking."""
    return any(
        isinstance(inline, Run) and "marking" in _PLACEHOLDER.findall(inline.text)
        for row in rows
        for box in row.boxes
        for line in box.lines
        for inline in line.content
    )


def _placeholder_values(look: LetterheadLayout, context: CompositionContext) -> dict[str, Content]:
    """Return the value of every placeholder; missing values are empty and reported as findings."""
    found: dict[str, Content] = {}
    for name in look.file.fields:
        if name == "title":
            found[name] = full_title(context)
        elif name == "marking":
            level = document_level(context.inputs)
            everywhere = level is not None and not level.front_page_only
            found[name] = (Run(text=marking_text(context)),) if everywhere else ()
        elif name in look.slots or name == "date":
            found[name] = fill_placeholders({ANY_LANGUAGE: f"{{{name}}}"}, context)
    return found


def _fill_row(row: BandLine, values: Mapping[str, Content]) -> BandLine:
    boxes = tuple(
        replace(
            box, lines=tuple(replace(line, content=_fill_content(line.content, values)) for line in box.lines)
        )
        for box in row.boxes
    )
    return replace(row, boxes=boxes)


def _fill_element(element: Element, values: Mapping[str, Content]) -> Element:
    if isinstance(element, DrawnText):
        return replace(element, content=_fill_content(element.content, values))
    if isinstance(element, DrawnTable):
        return replace(
            element, rows=tuple(tuple(_fill_cell(cell, values) for cell in row) for row in element.rows)
        )
    return element


def _fill_cell(cell: DrawnCell, values: Mapping[str, Content]) -> DrawnCell:
    return replace(cell, elements=tuple(_fill_element(element, values) for element in cell.elements))


def _fill_content(content: Content, values: Mapping[str, Content]) -> Content:
    made: list[DrawnInline] = []
    for inline in content:
        if not isinstance(inline, Run):
            made.append(inline)
            continue
        for place, piece in enumerate(_PLACEHOLDER.split(inline.text)):
            if place % 2 == 0:
                made += [replace(inline, text=piece)] if piece else []
            else:
                made += [
                    replace(inline, text=one.text) if isinstance(one, Run) else one
                    for one in values.get(piece.casefold(), ())
                ]
    return tuple(made)


_CHARACTER_WIDTH, _GAP = 5.0, 4
"""The approximate width of a character in points, and the characters of space between the parts of a line."""
_COPY_FIELD = "copy-number"
_ALIGNS: dict[str, Align] = {"left": "start", "centre": "centre", "right": "end"}

Lines = tuple[BandLine, ...]


def compose_headers_footers(context: CompositionContext) -> HeadersFooters:
    """Return the headers and footers of all kinds of pages; the marking is the outermost line.

    A watermark whose field is empty is no fault: that is how a draft becomes final.
    """
    template = context.inputs.template
    header, footer = template.header, template.footer
    level = document_level(context.inputs)
    on_front_only = level is not None and level.front_page_only
    look = context.inputs.letterhead
    first = on_front_only or header.first is not None or footer.first is not None or _has_pages(look, "first")
    even = header.even is not None or footer.even is not None or _has_pages(look, "even")
    mark = () if on_front_only else _compose_marking(context)
    front_mark = _compose_marking(context)
    plain = HeadersFooters(
        header=_compose_lines(header.all, "header", mark, context),
        footer=_compose_lines(footer.all, "footer", mark, context),
        first_header=_compose_lines(_lines_or_default(header, "first"), "header", front_mark, context)
        if first
        else None,
        first_footer=_compose_lines(_lines_or_default(footer, "first"), "footer", front_mark, context)
        if first
        else None,
        even_header=_compose_lines(_lines_or_default(header, "even"), "header", mark, context)
        if even
        else None,
        even_footer=_compose_lines(_lines_or_default(footer, "even"), "footer", mark, context)
        if even
        else None,
        watermark=content_text(fill_placeholders(template.page.watermark, context, asked=False)),
    )
    return plain if look is None else _add_letterhead(plain, look, context)


def _has_pages(look: LetterheadLayout | None, kind: PageKind) -> bool:
    return look is not None and kind in look.headers


def _add_letterhead(
    plain: HeadersFooters, look: LetterheadLayout, context: CompositionContext
) -> HeadersFooters:
    """Add the rows of a letterhead document below the marking in headers, and above it in footers."""

    def head(lines: Lines, kind: PageKind) -> Lines:
        rows, said = letterhead_bands(look, kind, context), _shows_marking(look.headers, kind, context)
        marks = () if said else tuple(line for line in lines if line.role == "marking")
        return (*marks, *rows, *(line for line in lines if line.role != "marking"))

    def foot(lines: Lines, kind: PageKind) -> Lines:
        rows, said = (
            letterhead_bands(look, kind, context, footer=True),
            _shows_marking(look.footers, kind, context),
        )
        marks = () if said else tuple(line for line in lines if line.role == "marking")
        return (*(line for line in lines if line.role != "marking"), *rows, *marks)

    return replace(
        plain,
        header=head(plain.header, "default"),
        footer=foot(plain.footer, "default"),
        first_header=None if plain.first_header is None else head(plain.first_header, "first"),
        first_footer=None if plain.first_footer is None else foot(plain.first_footer, "first"),
        even_header=None if plain.even_header is None else head(plain.even_header, "even"),
        even_footer=None if plain.even_footer is None else foot(plain.even_footer, "even"),
        room=look.room,
    )


def _shows_marking(bands: LetterheadRows, kind: PageKind, context: CompositionContext) -> bool:
    """Return whether the marking is shown by the letterhead, which has no place for copy numbers."""
    level = document_level(context.inputs)
    plain = level is None or not (level.front_page_only or level.copy_number)
    return plain and has_marking_place(bands.get(kind, bands.get("default", ())))


def style_marking(sheet: StyleSheet, context: CompositionContext) -> StyleSheet:
    """Return a stylesheet in which markings have the profile's alignment and size and the level's colour."""
    profile, level = context.inputs.profile, document_level(context.inputs)
    style = sheet.style("marking")
    size = max(style.size, profile.minimum_size)
    marked = replace(
        style,
        size=size,
        leading=round(style.leading * size / style.size, 2),
        bold=profile.bold,
        capitals=False,  # the text itself is upper case
        colour=level.colour if level else style.colour,
        align=_ALIGNS[profile.alignment],
        background=profile.ground or style.background,
    )
    styles: dict[Role, Style] = {**sheet.styles, "marking": marked}
    return StyleSheet(styles=styles)


def _lines_or_default(
    region: HeaderFooterSettings, kind: Literal["first", "even"]
) -> tuple[HeaderFooterLine, ...]:
    lines = region.first if kind == "first" else region.even
    return region.all if lines is None else lines


def _compose_lines(
    bands: tuple[HeaderFooterLine, ...],
    role: Literal["header", "footer"],
    mark: Lines,
    context: CompositionContext,
) -> Lines:
    shown = tuple(band for band in bands if conditions_met(band.shown_when, context.inputs.briefing.fields))
    drawn = tuple(line for line in (_compose_line(band, role, context) for band in shown) if line is not None)
    if any("{marking}" in text for band in shown for text in band.texts()):
        return drawn
    return (*mark, *drawn) if role == "header" else (*drawn, *mark)


def _compose_line(
    band: HeaderFooterLine, role: Literal["header", "footer"], context: CompositionContext
) -> BandLine | None:
    start, centre, end = (fill_placeholders(texts, context) for texts in (band.start, band.centre, band.end))
    if any("{title}" in text for text in band.texts()):
        rooms = _title_lengths(
            band, [_content_length(start), _content_length(centre), _content_length(end)], context
        )
        places = zip((band.start, band.centre, band.end), rooms, strict=True)
        start, centre, end = (fill_placeholders(texts, context, room=room) for texts, room in places)
    return BandLine(start=start, centre=centre, end=end, role=role) if start or centre or end else None


def _title_lengths(
    band: HeaderFooterLine, lengths: list[int], context: CompositionContext
) -> tuple[int, int, int]:
    """Return how many characters a title may have at the start, centre and end of a line.

    What stands in the middle stays in the middle, so that the sides have half of what it leaves.
    """
    whole = int(context.inputs.template.page_setup().text_width / _CHARACTER_WIDTH) - _GAP
    start, centre, end = (0 if "{title}" in "".join(texts.values()) else length
                          for texts, length in zip((band.start, band.centre, band.end), lengths, strict=True))  # fmt: skip
    middle = whole - 2 * max(start, end)
    side = (whole - centre) // 2 if lengths[1] else whole - start - end
    return max(side, MIN_TITLE_LENGTH), max(middle, MIN_TITLE_LENGTH), max(side, MIN_TITLE_LENGTH)


def _content_length(content: Content) -> int:
    """Return the approximate length of content in characters; a page number counts as three."""
    return sum(3 if isinstance(inline, PageField) else len(inline.text) for inline in content
               if isinstance(inline, PageField | Run))  # fmt: skip


def _compose_marking(context: CompositionContext) -> Lines:
    text = marking_text(context)
    if not text:
        return ()
    mark: Content = (Run(text=text),)
    copy = _compose_copy_number(context)
    match context.inputs.profile.alignment:
        case "left":
            return (BandLine(start=mark, end=copy, role="marking"),)
        case "right":
            return (BandLine(start=copy, end=mark, role="marking"),)
        case _:
            return (BandLine(centre=mark, end=copy, role="marking"),)


def _compose_copy_number(context: CompositionContext) -> Content:
    """Return the copy number, which some levels require on every page."""
    inputs = context.inputs
    level = document_level(inputs)
    if level is None or not level.copy_number:
        return ()
    number = context.single_line(inputs.briefing.fields.get(_COPY_FIELD, ""), Place(field=_COPY_FIELD))
    if not number:
        context.report("copy-number-empty", Place(field=_COPY_FIELD), marking=level.text(inputs.language))
        number = f"[{inputs.word('to-complete')}]"
    return (Run(text=f"{inputs.word('copy')}{NO_BREAK}{number}"),)
