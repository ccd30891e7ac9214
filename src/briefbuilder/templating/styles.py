"""The default style sheet, and the fonts and styles that a template changes.

Cambria for running text and Calibri for headings, tables and notes, which Word has on every computer. Navy is the colour of the
structure, grey that of secondary text. The body is set in 11 on 15 points, about 80 letters a line on
A4 with margins of 2.5 cm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Annotated, Any

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.styles import Align, Role, Style, StyleSheet
from briefbuilder.domain.values import value
from briefbuilder.templating.values import NO_PAINT, Colour, Flag, LeftOut, Length, Offset, Paint, Size

TEXT_FONT = "Cambria"
HEADING_FONT = "Calibri"
CODE_FONT = "Courier New"

NAVY = "#16324f"
SLATE = "#33475b"
GREY = "#566573"
MIST = "#f2f5f8"
LINE = "#b4c2d0"


def _sans(size: float, leading: float, **rest: object) -> Style:
    return Style(font=HEADING_FONT, size=size, leading=leading, **rest)  # type: ignore[arg-type]


def _serif(size: float, leading: float, **rest: object) -> Style:
    return Style(font=TEXT_FONT, size=size, leading=leading, **rest)  # type: ignore[arg-type]


def _heading(size: float, leading: float, colour: str, before: float, after: float) -> Style:
    return _sans(
        size, leading, bold=True, colour=colour, space_before=before, space_after=after, keep_with_next=True
    )


DEFAULT_STYLES: dict[Role, Style] = {
    "title": _sans(22, 27, bold=True, colour=NAVY, space_before=8, space_after=4, keep_with_next=True),
    "subtitle": _sans(11, 15, colour=GREY, space_after=14),
    "heading1": _heading(15, 19, NAVY, 22, 7),
    "heading2": _heading(12.5, 16, NAVY, 16, 5),
    "heading3": _heading(11, 15, SLATE, 12, 4),
    "heading4": _heading(10.5, 14, SLATE, 10, 3),
    "heading5": _heading(10, 14, GREY, 8, 3),
    "heading6": _heading(10, 14, GREY, 8, 3),
    "body": _serif(11, 15, space_after=7),
    "list": _serif(11, 15, space_after=4),
    "quote": _serif(10.5, 14.5, rule=LINE, space_after=6, indent_start=16, indent_end=8),
    "source": _sans(8.5, 12, colour=GREY, space_after=10, indent_start=16),
    "callout": _serif(
        10.5, 14.5, background=MIST, rule=NAVY, space_before=6, space_after=6, indent_start=10, indent_end=10
    ),
    "callout-title": _sans(10.5, 14.4, bold=True, colour=NAVY, space_after=3, keep_with_next=True),
    "metadata-label": _sans(9, 13, bold=True, colour=GREY, space_after=2),
    "metadata-value": _sans(9.5, 13, space_after=2),
    "table": _sans(9, 12.3, space_after=2),
    "table-header": _sans(
        9, 12.3, bold=True, colour=NAVY, background=MIST, space_after=2, keep_with_next=True
    ),
    "caption": _sans(9, 12.3, colour=SLATE, space_before=4, space_after=10),
    "code": Style(font=CODE_FONT, size=9, leading=13, background=MIST, space_after=7),
    "footnote": _serif(9, 12.3, space_after=2),
    "endnote": _serif(9.5, 13, space_after=3),
    "contents-title": _sans(
        12, 16.4, bold=True, colour=NAVY, space_before=14, space_after=5, keep_with_next=True
    ),
    "contents1": _sans(10, 15, space_after=2),
    "contents2": _sans(9.5, 14, colour=SLATE, space_after=1, indent_start=14),
    "contents3": _sans(9.5, 14, colour=SLATE, space_after=1, indent_start=28),
    "marking": _sans(10, 13.7, bold=True, align="centre", space_before=2, space_after=2),
    "masthead": _sans(11, 15, bold=True, colour=NAVY, align="centre", space_after=2, keep_with_next=True),
    "byline": _sans(9, 12.5, colour=GREY, space_after=5, keep_with_next=True),
    "signature": _serif(11, 15, space_after=2, indent_start=240, keep_together=True),
    "header": _sans(8.5, 11.6, colour=GREY, space_after=0),
    "footer": _sans(8.5, 11.6, colour=GREY, space_after=0),
}
"""The style of each role. The leading is at least the line height of the fonts (1.362 times their size), except
for headings, because Word would use that height and break pages differently from the PDF."""

_PAPER = "#ffffff"
_HEADINGS: tuple[Role, ...] = ("heading1", "heading2", "title")
"""Roles whose font and colour a letterhead document's other headings take."""

NUMBER_WIDTH = 28.35
"""The width of a paragraph's number in points (one centimetre)."""
_BESIDE_NUMBERS: dict[Role, float] = {"list": 18.0, "quote": 0.0, "source": 0.0}
"""Roles that align with the text of numbered paragraphs, with the width of their own labels in points."""


@value
class FontFamilies:
    """The two families of a template, and whether Word files bring them along."""

    text: Annotated[str | None, LeftOut(TEXT_FONT)] = None
    """The family of running text."""
    headings: Annotated[str | None, LeftOut(HEADING_FONT)] = None
    """The family of headings, tables, sources, headers and footers."""
    embed: Flag = False
    """Whether Word files have the fonts embedded, where their rights allow."""

    def families(self) -> dict[str, str]:
        """Return the families that the template sets by the default families that they replace."""
        own = {TEXT_FONT: self.text, HEADING_FONT: self.headings}
        return {usual: family for usual, family in own.items() if family is not None}


@value
class StyleChange:
    """What one role has that the house style has not; whatever is left out stays."""

    font: str | None = None
    """The family's name."""
    size: Size | None = None
    """The size of the letters."""
    leading: Size | None = None
    """The distance of two base lines; left out, it grows and shrinks with the size."""
    bold: Flag | None = None
    """Whether the letters are bold."""
    italic: Flag | None = None
    """Whether the letters are italic."""
    capitals: Flag | None = None
    """Whether all letters are shown as capitals."""
    colour: Colour | None = None
    """The colour of the letters."""
    background: Paint | None = None
    """The colour behind the paragraph, or `none`."""
    rule: Paint | None = None
    """The colour of the rule beside the paragraph, or `none`."""
    align: Align | None = None
    """How lines are set."""
    space_before: Length | None = None
    """The space above the paragraph."""
    space_after: Length | None = None
    """The space below the paragraph."""
    indent_start: Offset | None = None
    """The indent on the side where lines begin."""
    indent_end: Offset | None = None
    """The indent on the side where lines end."""
    first_line: Offset | None = None
    """The further indent of the first line; a negative one hangs it."""
    keep_with_next: Flag | None = None
    """Whether the paragraph stays on one page with what follows."""
    keep_together: Flag | None = None
    """Whether the paragraph's lines stay on one page."""

    def set_values(self) -> dict[str, Any]:
        """Return the values that are not left out, by name."""
        every = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value for name, value in every if value is not None}

    def over(self, style: Style) -> Style:
        """Return a style with these changes."""
        changes: dict[str, Any] = {
            name: None if value == NO_PAINT and name in {"background", "rule"} else value
            for name, value in self.set_values().items()
        }
        if self.size is not None and self.leading is None:
            changes["leading"] = round(self.size * style.leading / style.size, 2)
        if "rule" in changes:
            style = replace(style, frame=None)
        return replace(style, **changes)


def style_sheet(
    fonts: FontFamilies, changes: Mapping[Role, StyleChange], found: Mapping[Role, Style] | None = None
) -> StyleSheet:
    """Return the default styles with a template's fonts and changes.

    `found` holds the styles of a letterhead document, which replace the default styles.
    """
    base = DEFAULT_STYLES if found is None else complete_styles(found)
    families = fonts.families()
    styles: dict[Role, Style] = {}
    for role, style in base.items():
        if found is None:
            based = replace(style, font=families.get(style.font, style.font))
        else:
            based = replace(style, font=families.get(DEFAULT_STYLES[role].font, style.font))
        styles[role] = changes[role].over(based) if role in changes else based
    return StyleSheet(styles=styles)


def indent_beside_numbers(sheet: StyleSheet, changes: Mapping[Role, StyleChange]) -> StyleSheet:
    """Return a sheet whose lists and quotations align with the text of numbered paragraphs.

    Indents that the template sets are kept.
    """
    styles = dict(sheet.styles)
    for role, more in _BESIDE_NUMBERS.items():
        own = changes[role].set_values() if role in changes else {}
        if role in styles and "indent_start" not in own:
            styles[role] = replace(styles[role], indent_start=NUMBER_WIDTH + more)
    return StyleSheet(styles=styles)


def changed_properties(
    fonts: FontFamilies, changes: Mapping[Role, StyleChange]
) -> dict[Role, frozenset[str]]:
    """Return the names of the properties that a template sets for each role."""
    families = fonts.families()
    found: dict[Role, frozenset[str]] = {}
    for role, style in DEFAULT_STYLES.items():
        own = changes[role].set_values() if role in changes else {}
        keys = frozenset({*own, *({"font"} if style.font in families else ())})
        if keys:
            found[role] = keys
    return found


def complete_styles(found: Mapping[Role, Style]) -> dict[Role, Style]:
    """Return a style for every role: those found, and the default styles in their fonts, sizes and colours."""
    body = found.get("body") or Style()
    heading = next((found[role] for role in _HEADINGS if role in found), body)
    scale = body.size / DEFAULT_STYLES["body"].size
    fonts = {TEXT_FONT: body.font, HEADING_FONT: heading.font}
    accent = _paper_colour(heading if heading.colour != "#000000" else body)
    colours = {NAVY: accent, SLATE: accent, "#000000": body.colour}
    return {
        role: found[role] if role in found else _adapt_style(style, scale, fonts, colours)
        for role, style in DEFAULT_STYLES.items()
    }


def _paper_colour(style: Style) -> str:
    """Return the colour of a style's text on paper without its background: the background where it is darker."""
    ground = style.background or _PAPER
    return max(style.colour, ground, key=partial(contrast_ratio, _PAPER))


def _adapt_style(style: Style, scale: float, fonts: Mapping[str, str], colours: Mapping[str, str]) -> Style:
    return replace(
        style,
        font=fonts.get(style.font, style.font),
        size=round(style.size * scale * 2) / 2,
        leading=round(style.leading * scale, 2),
        colour=colours.get(style.colour, style.colour),
        rule=colours.get(style.rule, style.rule) if style.rule else None,
    )
