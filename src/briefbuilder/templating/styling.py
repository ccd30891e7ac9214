"""What a template says of its fonts and styles, laid over the house style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import Field

from briefbuilder.domain.styles import Align, Role, Style, StyleSheet
from briefbuilder.templating.house import HEADING_FONT, HOUSE, TEXT_FONT
from briefbuilder.templating.values import NO_PAINT, Colour, Flag, Length, Offset, Paint, Written


class Fonts(Written):
    """The two families of a template."""

    text: str = TEXT_FONT
    """The family of running text."""
    headings: str = HEADING_FONT
    """The family of headings, tables, sources, headers and footers."""


class StyleChange(Written):
    """What one role has that the house style has not; whatever is left out stays."""

    font: str | None = None
    """The family's name."""
    size: Length | None = Field(default=None, gt=0)
    """The size of the letters."""
    leading: Length | None = Field(default=None, gt=0)
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

    def over(self, style: Style) -> Style:
        """Return a style with these changes."""
        changes: dict[str, Any] = {
            name: None if value == NO_PAINT and name in {"background", "rule"} else value
            for name, value in self
            if value is not None
        }
        if self.size is not None and self.leading is None:
            changes["leading"] = round(self.size * style.leading / style.size, 2)
        return replace(style, **changes)


def style_sheet(fonts: Fonts, changes: Mapping[Role, StyleChange]) -> StyleSheet:
    """Return the house style with a template's fonts and changes laid over it."""
    families = {TEXT_FONT: fonts.text, HEADING_FONT: fonts.headings}
    styles: dict[Role, Style] = {}
    for role, style in HOUSE.items():
        based = replace(style, font=families.get(style.font, style.font))
        styles[role] = changes[role].over(based) if role in changes else based
    return StyleSheet(styles=styles)
