"""The house style that every template starts from: Noto Serif to read, Noto Sans to find one's way.

One restrained navy carries the structure, one grey what stands beside the text. Body lines are
11 points on 15, which gives some 80 letters a line on A4 with margins of 2.5 cm.
"""

from __future__ import annotations

from briefbuilder.domain.styles import Role, Style

TEXT_FONT = "Noto Serif"
HEADING_FONT = "Noto Sans"
CODE_FONT = "Roboto Mono"

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
        size,
        leading,
        bold=True,
        colour=colour,
        space_before=before,
        space_after=after,
        keep_with_next=True,
    )


HOUSE: dict[Role, Style] = {
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
        10.5,
        14.5,
        background=MIST,
        rule=NAVY,
        space_before=6,
        space_after=6,
        indent_start=10,
        indent_end=10,
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
    "header": _sans(8.5, 11.6, colour=GREY, space_after=0),
    "footer": _sans(8.5, 11.6, colour=GREY, space_after=0),
}
"""The look of each role. But for headings, which are set solid in both, lines are no closer than the fonts themselves
want (1.362 times their size): Word would set them that far apart, and break other pages than the PDF."""
