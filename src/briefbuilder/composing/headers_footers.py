"""Headers and footers, with the mark at the head and foot of every page that bears it, and the watermark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import document_level, marking_text
from briefbuilder.composing.placeholders import LEAST_TITLE, fill_placeholders, full_title
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

# A letterhead document's paper with the briefing's values in its places.

_OF_THE_MARK = frozenset({"size", "bold", "colour"})
"""What the marking's profile says of its look, whatever the letterhead document has."""
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def fill_letterhead(context: CompositionContext) -> FilledLetterhead | None:
    """Return the letterhead document as the writers take it, None where the template has none."""
    look = context.inputs.letterhead
    if look is None:
        return None
    values = _values(look, context)
    changed = context.inputs.template.changed_styles()
    return FilledLetterhead(
        data=look.file.data,
        place=look.file.content,
        names=look.file.styles,
        values=values,
        changed={**changed, "marking": changed.get("marking", frozenset()) | _OF_THE_MARK},
        before=tuple(_element(element, values) for element in look.before),
        beside=_filled_row(BandLine(boxes=look.beside), values).boxes,
        after=tuple(_element(element, values) for element in look.after),
        titled="title" in look.body_slots,
    )


def letterhead_bands(
    look: LetterheadLayout, kind: PageKind, context: CompositionContext, *, footer: bool = False
) -> tuple[BandLine, ...]:
    """Return the rows of a header or footer of a kind of page, filled."""
    bands = look.footers if footer else look.headers
    values = _values(look, context)
    return tuple(_filled_row(row, values) for row in bands.get(kind, bands.get("default", ())))


def has_marking_place(rows: tuple[BandLine, ...]) -> bool:
    """Tell whether rows of a letterhead have a place for the mark."""
    return any(
        isinstance(inline, Run) and "marking" in _PLACE.findall(inline.text)
        for row in rows
        for box in row.boxes
        for line in box.lines
        for inline in line.content
    )


def _values(look: LetterheadLayout, context: CompositionContext) -> dict[str, Content]:
    """Return the value of every place that can be filled; one without a value is empty, and a finding says so."""
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


def _filled_row(row: BandLine, values: Mapping[str, Content]) -> BandLine:
    boxes = tuple(
        replace(box, lines=tuple(replace(line, content=_content(line.content, values)) for line in box.lines))
        for box in row.boxes
    )
    return replace(row, boxes=boxes)


def _element(element: Element, values: Mapping[str, Content]) -> Element:
    if isinstance(element, DrawnText):
        return replace(element, content=_content(element.content, values))
    if isinstance(element, DrawnTable):
        return replace(
            element, rows=tuple(tuple(_cell(cell, values) for cell in row) for row in element.rows)
        )
    return element


def _cell(cell: DrawnCell, values: Mapping[str, Content]) -> DrawnCell:
    return replace(cell, elements=tuple(_element(element, values) for element in cell.elements))


def _content(content: Content, values: Mapping[str, Content]) -> Content:
    made: list[DrawnInline] = []
    for inline in content:
        if not isinstance(inline, Run):
            made.append(inline)
            continue
        for place, piece in enumerate(_PLACE.split(inline.text)):
            if place % 2 == 0:
                made += [replace(inline, text=piece)] if piece else []
            else:
                made += [
                    replace(inline, text=one.text) if isinstance(one, Run) else one
                    for one in values.get(piece.casefold(), ())
                ]
    return tuple(made)


_CHARACTER, _APART = 5.0, 4
"""The width of a character of a header or footer in points, about, and the characters that keep its places apart."""
_COPY_FIELD = "copy-number"
_ALIGNS: dict[str, Align] = {"left": "start", "centre": "centre", "right": "end"}

Lines = tuple[BandLine, ...]


def compose_headers_footers(context: CompositionContext) -> HeadersFooters:
    """Return the furniture of every kind of page; the mark is outermost: first above, last below.

    A watermark whose field is empty is no fault: that is how a draft becomes final.
    """
    template = context.inputs.template
    header, footer = template.header, template.footer
    level = document_level(context.inputs)
    on_front_only = level is not None and level.front_page_only
    look = context.inputs.letterhead
    first = on_front_only or header.first is not None or footer.first is not None or _has(look, "first")
    even = header.even is not None or footer.even is not None or _has(look, "even")
    mark = () if on_front_only else _mark(context)
    front_mark = _mark(context)
    plain = HeadersFooters(
        header=_lines(header.all, "header", mark, context),
        footer=_lines(footer.all, "footer", mark, context),
        first_header=_lines(_or_all(header, "first"), "header", front_mark, context) if first else None,
        first_footer=_lines(_or_all(footer, "first"), "footer", front_mark, context) if first else None,
        even_header=_lines(_or_all(header, "even"), "header", mark, context) if even else None,
        even_footer=_lines(_or_all(footer, "even"), "footer", mark, context) if even else None,
        watermark=content_text(fill_placeholders(template.page.watermark, context, asked=False)),
    )
    return plain if look is None else _on_paper(plain, look, context)


def _has(look: LetterheadLayout | None, kind: PageKind) -> bool:
    return look is not None and kind in look.headers


def _on_paper(plain: HeadersFooters, look: LetterheadLayout, context: CompositionContext) -> HeadersFooters:
    """Put a letterhead document's rows inside the mark: below it in headers, above it in footers."""

    def head(lines: Lines, kind: PageKind) -> Lines:
        rows, said = letterhead_bands(look, kind, context), _says(look.headers, kind, context)
        marks = () if said else tuple(line for line in lines if line.role == "marking")
        return (*marks, *rows, *(line for line in lines if line.role != "marking"))

    def foot(lines: Lines, kind: PageKind) -> Lines:
        rows, said = letterhead_bands(look, kind, context, footer=True), _says(look.footers, kind, context)
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


def _says(bands: LetterheadRows, kind: PageKind, context: CompositionContext) -> bool:
    """Tell whether the paper's own place for the mark is enough: not for the first page alone, nor for copies."""
    level = document_level(context.inputs)
    plain = level is None or not (level.front_page_only or level.copy_number)
    return plain and has_marking_place(bands.get(kind, bands.get("default", ())))


def style_marking(sheet: StyleSheet, context: CompositionContext) -> StyleSheet:
    """Return a stylesheet whose marks have the profile's place and size and the level's colour."""
    profile, level = context.inputs.profile, document_level(context.inputs)
    style = sheet.style("marking")
    size = max(style.size, profile.minimum_size)
    marked = replace(
        style,
        size=size,
        leading=round(style.leading * size / style.size, 2),
        bold=profile.bold,
        capitals=False,  # the text itself is in capitals already, so that it reads the same everywhere
        colour=level.colour if level else style.colour,
        align=_ALIGNS[profile.alignment],
        background=profile.ground or style.background,
    )
    styles: dict[Role, Style] = {**sheet.styles, "marking": marked}
    return StyleSheet(styles=styles)


def _or_all(region: HeaderFooterSettings, kind: Literal["first", "even"]) -> tuple[HeaderFooterLine, ...]:
    lines = region.first if kind == "first" else region.even
    return region.all if lines is None else lines


def _lines(
    bands: tuple[HeaderFooterLine, ...],
    role: Literal["header", "footer"],
    mark: Lines,
    context: CompositionContext,
) -> Lines:
    shown = tuple(band for band in bands if conditions_met(band.shown_when, context.inputs.briefing.fields))
    drawn = tuple(line for line in (_line(band, role, context) for band in shown) if line is not None)
    if any("{marking}" in text for band in shown for text in band.texts()):
        return drawn
    return (*mark, *drawn) if role == "header" else (*drawn, *mark)


def _line(
    band: HeaderFooterLine, role: Literal["header", "footer"], context: CompositionContext
) -> BandLine | None:
    start, centre, end = (fill_placeholders(texts, context) for texts in (band.start, band.centre, band.end))
    if any("{title}" in text for text in band.texts()):
        rooms = _title_rooms(band, [_length(start), _length(centre), _length(end)], context)
        places = zip((band.start, band.centre, band.end), rooms, strict=True)
        start, centre, end = (fill_placeholders(texts, context, room=room) for texts, room in places)
    return BandLine(start=start, centre=centre, end=end, role=role) if start or centre or end else None


def _title_rooms(
    band: HeaderFooterLine, lengths: list[int], context: CompositionContext
) -> tuple[int, int, int]:
    """Return how many characters a title may take at a line's start, in its middle and at its end.

    What stands in the middle stays in the middle, so that the sides have half of what it leaves.
    """
    whole = int(context.inputs.template.page_setup().text_width / _CHARACTER) - _APART
    start, centre, end = (0 if "{title}" in "".join(texts.values()) else length
                          for texts, length in zip((band.start, band.centre, band.end), lengths, strict=True))  # fmt: skip
    middle = whole - 2 * max(start, end)
    side = (whole - centre) // 2 if lengths[1] else whole - start - end
    return max(side, LEAST_TITLE), max(middle, LEAST_TITLE), max(side, LEAST_TITLE)


def _length(content: Content) -> int:
    """Return how many characters some content takes, of which a page's number takes three."""
    return sum(3 if isinstance(inline, PageField) else len(inline.text) for inline in content
               if isinstance(inline, PageField | Run))  # fmt: skip


def _mark(context: CompositionContext) -> Lines:
    text = marking_text(context)
    if not text:
        return ()
    mark: Content = (Run(text=text),)
    copy = _copy(context)
    match context.inputs.profile.alignment:
        case "left":
            return (BandLine(start=mark, end=copy, role="marking"),)
        case "right":
            return (BandLine(start=copy, end=mark, role="marking"),)
        case _:
            return (BandLine(centre=mark, end=copy, role="marking"),)


def _copy(context: CompositionContext) -> Content:
    """Return the number of the copy, which every page bears from certain levels up."""
    inputs = context.inputs
    level = document_level(inputs)
    if level is None or not level.copy_number:
        return ()
    number = context.single_line(inputs.briefing.fields.get(_COPY_FIELD, ""), Place(field=_COPY_FIELD))
    if not number:
        context.report("copy-number-empty", Place(field=_COPY_FIELD), marking=level.text(inputs.language))
        number = f"[{inputs.word('to-complete')}]"
    return (Run(text=f"{inputs.word('copy')}{NO_BREAK}{number}"),)
