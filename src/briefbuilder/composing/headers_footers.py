"""Composes headers, footers, the marking of pages and the watermark, and fills letterheads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import document_level, marking_text
from briefbuilder.composing.placeholders import MIN_TITLE_LENGTH, fill_placeholders, full_title
from briefbuilder.composing.typography import add_value
from briefbuilder.domain.colours import contrast_ratio
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
    LetterBox,
    LetterLine,
    PageField,
    PageKind,
    Run,
    content_text,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.letterhead import LetterheadLayout
from briefbuilder.domain.notices import Place
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Align, Role, Style, StyleSheet
from briefbuilder.templating.model import HeaderFooterSettings
from briefbuilder.templating.values import ANY_LANGUAGE, HeaderFooterLine, conditions_met

_MARKING_PROPERTIES = frozenset({"size", "bold", "colour"})
"""The properties of the marking's style that its profile sets, even with a letterhead document."""
_LEAST_CONTRAST = 3.0
"""The least contrast of a marking with a letterhead's background: that of large or bold text (WCAG 2.1, 1.4.3)."""
_PLACEHOLDER = lazy_pattern(r"\{\{\s*([^{}]*?)\s*\}\}")

_CHARACTER_WIDTH, _GAP = 5.0, 4
"""The approximate width of a character in points, and the characters of space between the parts of a line."""
_COPY_FIELD = "copy-number"
_ALIGNS: dict[str, Align] = {"left": "start", "centre": "centre", "right": "end"}
BandRole = Literal["header", "footer"]
Lines = tuple[BandLine, ...]


def fill_letterhead(context: CompositionContext) -> FilledLetterhead | None:
    """Return the letterhead document with its placeholders filled, or None if the template has none."""
    layout = context.inputs.letterhead
    if layout is None:
        return None
    values = _placeholder_values(layout, context)
    changed = context.inputs.template.changed_styles()
    return FilledLetterhead(
        data=layout.file.data,
        place=layout.file.content,
        names=layout.file.styles,
        values=values,
        changed={
            **changed,
            "marking": changed.get("marking", frozenset()) | _marking_changes(layout, context),
        },
        before=tuple(_fill_element(element, values) for element in layout.before),
        beside=_fill_row(BandLine(boxes=layout.beside), values).boxes,
        after=tuple(_fill_element(element, values) for element in layout.after),
        titled="title" in layout.body_slots,
    )


def _marking_changes(layout: LetterheadLayout, context: CompositionContext) -> frozenset[str]:
    """Return the properties that the profile sets in the letterhead's style of markings, the ground if it differs."""
    sheet = style_marking(context.inputs.template.style_sheet(layout.styles), context)
    own = layout.styles.get("marking")
    is_kept = own is None or own.background == sheet.style("marking").background
    return _MARKING_PROPERTIES if is_kept else _MARKING_PROPERTIES | {"ground"}


def has_marking_place(rows: tuple[BandLine, ...]) -> bool:
    """Return whether rows of a letterhead have a placeholder for the marking."""
    return any(
        isinstance(inline, Run) and "marking" in _PLACEHOLDER.findall(inline.text)
        for row in rows
        for line in _letter_lines(row.boxes)
        for inline in line.content
    )


def _letter_lines(boxes: Iterable[LetterBox]) -> Iterator[LetterLine]:
    """Yield the lines of boxes, and those of the tables in them."""
    for box in boxes:
        for line in box.lines:
            yield line
            for row in line.rows:
                yield from _letter_lines(row)


def _placeholder_values(layout: LetterheadLayout, context: CompositionContext) -> dict[str, Content]:
    """Return the value of every placeholder; missing values are empty and reported as findings."""
    found: dict[str, Content] = {}
    for name in layout.file.fields:
        if name == "title":
            found[name] = full_title(context)
        elif name == "marking":
            level = document_level(context.inputs)
            everywhere = level is not None and not level.front_page_only
            found[name] = (Run(text=marking_text(context)),) if everywhere else ()
        elif name in layout.slots or name == "date":
            found[name] = fill_placeholders({ANY_LANGUAGE: f"{{{name}}}"}, context)
    return found


def _fill_row(row: BandLine, values: Mapping[str, Content]) -> BandLine:
    return replace(row, boxes=_fill_boxes(row.boxes, values))


def _fill_boxes(boxes: tuple[LetterBox, ...], values: Mapping[str, Content]) -> tuple[LetterBox, ...]:
    return tuple(replace(box, lines=tuple(_fill_line(line, values) for line in box.lines)) for box in boxes)


def _fill_line(line: LetterLine, values: Mapping[str, Content]) -> LetterLine:
    rows = tuple(_fill_boxes(row, values) for row in line.rows)
    return replace(line, content=_fill_content(line.content, values), rows=rows)


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
    result: list[DrawnInline] = []
    for inline in content:
        if not isinstance(inline, Run):
            result.append(inline)
            continue
        for place, piece in enumerate(_PLACEHOLDER.split(inline.text)):
            if place % 2 == 0:
                result += [replace(inline, text=piece)] if piece else []
            else:
                result += [
                    replace(inline, text=drawn.text)
                    if isinstance(drawn, Run)
                    else replace(drawn, look=inline.look)
                    if isinstance(drawn, PageField)
                    else drawn
                    for drawn in values.get(piece.casefold(), ())
                ]
    return tuple(result)


def compose_headers_footers(
    context: CompositionContext, part_footer: tuple[HeaderFooterLine, ...] = ()
) -> HeadersFooters:
    """Return the headers and footers of all kinds of pages; the marking is the outermost line.

    The footer of a part replaces that of the template on all its pages. A watermark whose field is empty is not a
    fault: that is how a draft becomes final.
    """
    template, layout = context.inputs.template, context.inputs.letterhead
    settings = {
        "header": template.header,
        "footer": HeaderFooterSettings(all=part_footer) if part_footer else template.footer,
    }
    level = document_level(context.inputs)
    on_front_only = level is not None and level.front_page_only
    mark = _compose_marking(context)

    def on(pages: PageKind, role: BandRole) -> Lines:
        own = {"first": settings[role].first, "even": settings[role].even}.get(pages)
        lines = settings[role].all if own is None else own
        return _compose_lines(lines, role, pages, () if on_front_only and pages != "first" else mark, context)

    def has_own(pages: Literal["first", "even"]) -> bool:
        has_lines = any(getattr(each, pages) is not None for each in settings.values())
        return has_lines or (layout is not None and pages in layout.headers)

    first, even = on_front_only or has_own("first"), has_own("even")
    return HeadersFooters(
        header=on("default", "header"),
        footer=on("default", "footer"),
        first_header=on("first", "header") if first else None,
        first_footer=on("first", "footer") if first else None,
        even_header=on("even", "header") if even else None,
        even_footer=on("even", "footer") if even else None,
        watermark=content_text(fill_placeholders(template.page.watermark, context, asked=False)),
        room=layout.room if layout else None,
    )


def style_marking(sheet: StyleSheet, context: CompositionContext) -> StyleSheet:
    """Return a stylesheet in which markings have the profile's alignment and size and the level's colour.

    A background on which that colour cannot be read is left out.
    """
    profile, level = context.inputs.profile, document_level(context.inputs)
    style = sheet.style("marking")
    colour, ground = level.colour if level else style.colour, profile.ground or style.background
    is_readable = ground is None or contrast_ratio(colour, ground) >= _LEAST_CONTRAST
    size = max(style.size, profile.minimum_size)
    marked = replace(
        style,
        size=size,
        leading=round(style.leading * size / style.size, 2),
        bold=profile.bold,
        capitals=False,  # the text itself is upper case
        colour=colour,
        align=_marking_align(context),
        background=ground if is_readable else profile.ground,
    )
    styles: dict[Role, Style] = {**sheet.styles, "marking": marked}
    return StyleSheet(styles=styles)


def _compose_lines(
    bands: tuple[HeaderFooterLine, ...],
    role: BandRole,
    pages: PageKind,
    mark: Lines,
    context: CompositionContext,
) -> Lines:
    """Return the lines of a header or footer between its marking, which is outermost, and the rows of a letterhead."""
    shown = tuple(band for band in bands if conditions_met(band.shown_when, context.inputs.briefing.fields))
    drawn = tuple(line for line in (_compose_line(band, role, context) for band in shown) if line is not None)
    if any("{marking}" in text for band in shown for text in band.texts()):
        mark = ()
    rows: Lines = ()
    if (layout := context.inputs.letterhead) is not None:
        own = layout.headers if role == "header" else layout.footers
        rows = own.get(pages, own.get("default", ()))
        if _shows_marking(rows, context):
            mark = ()
        values = _placeholder_values(layout, context)
        rows = tuple(_fill_row(row, values) for row in rows)
    return (*mark, *rows, *drawn) if role == "header" else (*drawn, *rows, *mark)


def _shows_marking(rows: Lines, context: CompositionContext) -> bool:
    """Return whether the rows of a letterhead show the marking; they have no place for copy numbers."""
    level = document_level(context.inputs)
    is_plain = level is None or not (level.front_page_only or level.copy_number)
    return is_plain and has_marking_place(rows)


def _compose_line(band: HeaderFooterLine, role: BandRole, context: CompositionContext) -> BandLine | None:
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

    Centred text stays centred, so that each side has half of the remaining width.
    """
    whole = int(context.inputs.template.page.setup().text_width / _CHARACTER_WIDTH) - _GAP
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
    match _marking_align(context):
        case "start":
            return (BandLine(start=mark, end=copy, role="marking"),)
        case "end":
            return (BandLine(start=copy, end=mark, role="marking"),)
        case _:
            return (BandLine(centre=mark, end=copy, role="marking"),)


def _marking_align(context: CompositionContext) -> Align:
    """Return the alignment of the profile; lines from right to left start at the right."""
    align = _ALIGNS[context.inputs.profile.alignment]
    if align == "centre" or not is_right_to_left(context.inputs.language):
        return align
    return "end" if align == "start" else "start"


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
    return (Run(text=add_value(inputs.word("copy"), number)),)
