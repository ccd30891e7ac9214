"""Measures and colours that no style says, shared by the writers of all formats; lengths are in points."""

from __future__ import annotations

from briefbuilder.domain.styles import Role, Style

LINK_COLOUR = "#0b4f8a"
TABLE_GRID_COLOUR = "#9aa3ab"
HAIRLINE = 0.5
"""The width of thin rules, and of the lines of tables."""
RULE_GAP = 3.0
"""Between a text and the rule below it."""
BAR_WIDTH, BAR_GAP = 2.25, 8.0
"""The width of the bar beside a quotation, and the space between it and the text."""
ODD_BAR_EXTRA = 0.125
"""By how much every second bar is wider in word processors, which join equal bars of neighbouring paragraphs."""
PADDING = 6.0
"""Between the edge of a background and its text."""
_BOX_INSETS = (10.0, 7.0)
"""The least space between the edges of a callout and its text at the start and end."""
GRID_PADDING = 5.0
"""Between a line of the grid of a table and the text beside it."""
COLUMN_GAP = 8.0
"""Between two columns of a table without a grid."""
PAIR_GAP = 16.0
"""Between two columns side by side."""
NUMBER_WIDTH = 28.35
"""The least width of the label of a numbered paragraph or heading (one centimetre)."""
CONTENTS_NUMBER_WIDTH = 24.0
"""The least width of the number of a line in the contents list."""
CONTENTS_ROLES: tuple[Role, ...] = ("contents1", "contents2", "contents3")
CONTENTS_PAGE_WIDTH = 30.0
"""The room for the page number at the end of a line in the contents list."""
CAPTION_GAP, CAPTION_SPACE = 12.0, 4.0
"""The least space above the caption of a table or a chart, and the space below it."""
BAND_GAP = 10.0
"""Between the text and a high header or footer."""
WATERMARK_SHARE, WATERMARK_SIZE = 0.62, 96.0
"""The share of the page's diagonal that a long watermark takes, and the font size of a short one."""
POINTS_PER_PIXEL = 0.75
"""The size of a pixel of a picture without a width of its own (96 dots per inch)."""
BASELINE = 0.355
"""How far the base line is below the middle of a line, as a share of the font size: half the height of a capital."""


def box_insets(style: Style) -> tuple[float, float]:
    """Return the space between the edges of a callout and its text, at start and end, in points."""
    return max(style.indent_start, _BOX_INSETS[0]), max(style.indent_end, _BOX_INSETS[1])


def contents_role(level: int) -> Role:
    """Return the role of a line of the contents list; levels above 3 use level 3."""
    return CONTENTS_ROLES[max(1, min(level, 3)) - 1]
