"""The page setup and the styles of a document. All lengths are in points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.values import value

Role = Literal[
    "title", "subtitle", "heading1", "heading2", "heading3", "heading4", "heading5", "heading6",
    "body", "list", "quote", "source", "callout", "callout-title", "metadata-label", "metadata-value",
    "table", "table-header", "caption", "code", "footnote", "endnote",
    "contents-title", "contents1", "contents2", "contents3", "marking", "header", "footer",
    "masthead", "byline", "signature",
]  # fmt: skip
_HEADING_ROLES: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6")
Align = Literal["start", "end", "centre", "justify"]


@value
class LetterRule:
    """A rule of a letterhead: its colour, its width and its distance from the text, in points."""

    colour: str
    width: float = 0.75
    gap: float = 0.0
    double: bool = False

    @property
    def whole_width(self) -> float:
        """The width with the gap of a double rule."""
        return self.width * (3 if self.double else 1)


@value
class LetterFrame:
    """The rules around a paragraph, a cell or a text box of a letterhead, and the colour behind it."""

    top: LetterRule | None = None
    bottom: LetterRule | None = None
    left: LetterRule | None = None
    right: LetterRule | None = None
    fill: str | None = None


@value
class Style:
    """The style of one role. `font` is a family name, `leading` the distance between baselines.

    `east_asian` is the family of Chinese, Japanese and Korean text; if it is empty, that of `font`, or one that goes with it.

    `first_line` is the indent of the first line (negative for a hanging indent), `letter_spacing` is added after
    each character; colours are "#rrggbb". `frame` has the rules of a style of a letterhead, instead of `rule`.
    """

    font: str = "Cambria"
    size: float = 11.0
    leading: float = 15.0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    small_caps: bool = False
    underline: bool = False
    letter_spacing: float = 0.0
    colour: str = "#000000"
    background: str | None = None
    rule: str | None = None
    frame: LetterFrame | None = None
    align: Align = "start"
    space_before: float = 0.0
    space_after: float = 6.0
    indent_start: float = 0.0
    indent_end: float = 0.0
    first_line: float = 0.0
    keep_with_next: bool = False
    keep_together: bool = False
    east_asian: str = ""


@value
class PageSetup:
    """The paper size, margins and columns; if `bound`, inner and outer margins are swapped on even pages."""

    width: float = 595.28
    height: float = 841.89
    top: float = 70.87
    bottom: float = 70.87
    inner: float = 70.87
    outer: float = 70.87
    header: float = 35.43
    footer: float = 35.43
    columns: int = 1
    column_gap: float = 18.0
    bound: bool = True

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.inner - self.outer

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def column_width(self) -> float:
        """The width of one column."""
        return (self.text_width - (self.columns - 1) * self.column_gap) / self.columns


@value
class StyleSheet:
    """A style for every role."""

    styles: Mapping[Role, Style] = field(default_factory=dict)

    def style(self, role: Role) -> Style:
        """Return a role's style; roles without a style have that of the body."""
        return self.styles.get(role) or self.styles.get("body") or Style()


# Styles of other programs.

_HEADING_STYLE = re.compile(
    r"^(?:heading|überschrift|berschrift|titre|titolo|título|kop|rubrik|overskrift|nagłówek|nadpis|見出し|标题|標題|заголовок)\s*([1-9])$"
)


def heading_role(level: int) -> Role:
    """Return the role of a heading of any level; levels below 6 look like level 6."""
    return _HEADING_ROLES[min(max(level, 1), 6) - 1]


def heading_level_of(style: str) -> int:
    """Return the level of the headings of a style by its name, in several languages; 0 for other styles."""
    found = _HEADING_STYLE.match(" ".join(style.lower().split()))
    return min(int(found[1]), 6) if found else 0
