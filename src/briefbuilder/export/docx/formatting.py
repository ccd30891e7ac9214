"""Converts a Style to Word's paragraph and run properties, with the fonts for each script."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.docx.ooxml import (
    PARAGRAPH_ORDER,
    Node,
    half_points,
    hex_colour,
    insert_ordered,
    make,
    twips,
    val,
)
from briefbuilder.export.word_processing import (
    complex_font,
    east_asian_font,
    font_family,
    heading_level,
    is_boxed,
    is_kept_whole,
    keeps_with_next,
    paragraph_borders,
    text_indents,
)
from briefbuilder.system.fonts import is_twin, shipped_family

ALIGNMENTS = {"start": "left", "end": "right", "centre": "center", "justify": "both"}
"""Word's "left" is the start of the line, which is at the right in right-to-left paragraphs."""
_SIDES = ("top", "left", "bottom", "right")


def font_element(style: Style, language: str) -> Node:
    """Return the `w:rFonts` of a style: one font for each group of scripts."""
    return make(
        "w:rFonts",
        {
            "w:ascii": style.font,
            "w:hAnsi": style.font,
            "w:eastAsia": east_asian_font(style, language),
            "w:cs": complex_font(style.font),
        },
    )


def fill_font_table(table: Node, fonts: Iterable[str]) -> None:
    """Add fonts to the font table, with their class and the fallback if a font is missing."""
    for font in sorted(set(fonts)):
        entry = make("w:font", {"w:name": font})
        shipped = shipped_family(font)
        other = shipped.name if shipped and is_twin(font) else shipped.word if shipped else ""
        if other:
            entry.append(val("w:altName", other))
        entry.append(val("w:family", font_family(font)))
        entry.append(val("w:pitch", "fixed" if font_family(font) == "modern" else "variable"))
        table.append(entry)


def run_properties(style: Style, language: str) -> Node:
    """Return the `w:rPr` of a style; `language` chooses the font for East Asian text."""
    properties = make("w:rPr", None, font_element(style, language))
    if style.bold:
        properties.extend((make("w:b"), make("w:bCs")))
    if style.italic:
        properties.extend((make("w:i"), make("w:iCs")))
    if style.capitals:
        properties.append(make("w:caps"))
    properties.append(val("w:color", hex_colour(style.colour)))
    properties.append(val("w:sz", half_points(style.size)))
    properties.append(val("w:szCs", half_points(style.size)))
    return properties


def shading(fill: str) -> Node:
    """Return the shading of a paragraph, cell or text; `fill` is a colour ("#rrggbb") or "auto" for none."""
    fill = fill if fill == "auto" else hex_colour(fill)
    return make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})


def paragraph_properties(role: Role, style: Style, extra: Iterable[Node] = ()) -> Node:
    """Return the `w:pPr` of a style; `extra` properties replace those of the same name."""
    found: dict[str, Node] = {}
    for node in (
        *_pagination(role, style),
        *_background_and_borders(role, style),
        *_spacing(role, style),
        *extra,
    ):
        found[str(node.tag)] = node
    return insert_ordered(make("w:pPr"), PARAGRAPH_ORDER, found.values())


def line_spacing(style: Style) -> dict[str, str]:
    """Return the attributes of `w:spacing`; the leading is the least distance of the lines."""
    return {
        "w:before": twips(style.space_before),
        "w:after": twips(style.space_after),
        "w:line": twips(style.leading),
        "w:lineRule": "atLeast",
    }


def _pagination(role: Role, style: Style) -> Iterable[Node]:
    level = heading_level(role)
    if keeps_with_next(role, style):
        yield make("w:keepNext")
    if is_kept_whole(role, style):
        yield make("w:keepLines")
    if level:
        yield val("w:outlineLvl", level - 1)


def _background_and_borders(role: Role, style: Style) -> Iterable[Node]:
    if is_boxed(role, style) and style.background:
        yield shading(style.background)
    sides = paragraph_borders(role, style)
    if sides:
        yield make("w:pBdr", None, *(border(side, *sides[side]) for side in _SIDES if side in sides))


def border(side: str, rule: str, width: float, space: float) -> Node:
    """Return one border; `width` and the `space` to the text are in points."""
    return make(
        f"w:{side}",
        {
            "w:val": "single",
            "w:sz": str(round(width * 8)),
            "w:space": str(max(0, min(round(space), 31))),
            "w:color": hex_colour(rule),
        },
    )


def _spacing(role: Role, style: Style) -> Iterable[Node]:
    yield make("w:spacing", line_spacing(style))
    start, end = text_indents(role, style)
    if start or end or style.first_line:
        yield indent(start, style.first_line, end)
    if style.align != "start":
        yield val("w:jc", ALIGNMENTS[style.align])


def no_borders() -> Node:
    """Return the `w:pBdr` that removes the borders of a paragraph."""
    return make("w:pBdr", None, *(make(f"w:{side}", {"w:val": "nil"}) for side in _SIDES))


def no_indent() -> Node:
    """Return the `w:ind` that removes the indents of a paragraph."""
    return make("w:ind", {"w:left": "0", "w:right": "0", "w:firstLine": "0"})


def indent(start: float, first_line: float = 0.0, end: float = 0.0) -> Node:
    """Return a `w:ind`, in points; a negative first line is a hanging indent."""
    attributes = {"w:left": twips(start)}
    if end:
        attributes["w:right"] = twips(end)
    if first_line:
        attributes["w:hanging" if first_line < 0 else "w:firstLine"] = twips(abs(first_line))
    return make("w:ind", attributes)
