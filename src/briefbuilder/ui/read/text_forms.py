"""Paragraph and character formats of articles. Sizes are relative to the application's font."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QTextBlockFormat, QTextCharFormat

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import set_tip

_SIZES = {
    "title": 1.5, "lead": 1.12, "details": 0.92, "details-end": 0.92, "caption": 0.92, "note": 0.92, "note-mark": 0.92,
    "code": 0.95, "figure": 0.92, "gap": 0.3, "fold": 0.92, "left-out": 0.95,
}  # fmt: skip
_HEADING_SIZES = (1.42, 1.25, 1.14, 1.06, 1.0, 1.0)
_LINE_HEIGHTS = {
    "title": 98,
    "heading": 100,
    "details": 105,
    "details-end": 105,
    "caption": 105,
    "figure": 100,
}
"""Line heights in per cent of the font's own; the default is 118."""
_MUTED = frozenset({"details", "details-end", "caption", "note", "note-mark", "figure", "fold", "left-out"})
_SPACES: dict[str, tuple[float, float]] = {
    "title": (0.2, 0.45), "lead": (0.35, 0.9), "details": (0.0, 0.1), "details-end": (0.0, 0.7), "heading": (1.1, 0.35),
    "paragraph": (0.0, 0.65), "list_item": (0.0, 0.3), "quote": (0.2, 0.65), "code": (0.2, 0.65),
    "fold": (0.1, 0.55), "left-out": (0.0, 0.55), "note": (0.0, 0.3), "figure": (0.5, 0.2), "caption": (0.3, 0.5), "gap": (0.0, 0.0),
}  # fmt: skip


PICTURE_EMS = 24
"""The largest width of a picture, in line heights."""


class TextFormats:
    """Paragraph and character formats for one theme.

    `em` is the line height and `picture_width` the largest width of a picture, in device-independent pixels.
    `no_picture` replaces a missing picture.
    """

    def __init__(self, theme: Theme, font: QFont, no_picture: str) -> None:
        self.colours = theme.colours
        self.em = theme.line_height
        self.no_picture = no_picture
        self.picture_width = theme.line_height * PICTURE_EMS
        self.body_font = QFont(font)
        self.body_font.setPointSizeF(font.pointSizeF() * 1.1)

    def paragraph(self, style: str, level: int = 0) -> QTextBlockFormat:
        """Return the block format of a style."""
        block_format = QTextBlockFormat()
        above, below = _SPACES.get(style, (0.0, 0.6))
        block_format.setTopMargin(above * self.em)
        block_format.setBottomMargin(below * self.em)
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        block_format.setLineHeight(_LINE_HEIGHTS.get(style, 118), proportional)
        if style == "heading":
            block_format.setHeadingLevel(level)
        elif style == "quote":
            block_format.setLeftMargin(1.4 * self.em)
            block_format.setRightMargin(1.0 * self.em)
        elif style in {"fold", "left-out"}:
            block_format.setLeftMargin((1.4 if style == "left-out" else 0.0) * self.em)
            block_format.setBackground(self.colours.colour("side"))
        elif style == "code":
            block_format.setBackground(self.colours.colour("side"))
            block_format.setNonBreakableLines(False)
        return block_format

    def characters(self, style: str, level: int = 0) -> QTextCharFormat:
        """Return the character format of a style."""
        char_format = QTextCharFormat()
        size = _HEADING_SIZES[min(max(level, 1), 6) - 1] if style == "heading" else _SIZES.get(style, 1.0)
        char_format.setFontPointSize(self.body_font.pointSizeF() * size)
        meaning = "muted" if style in _MUTED else "text"
        char_format.setForeground(self.colours.colour(meaning))
        if style in {"title", "heading"}:
            char_format.setFontWeight(QFont.Weight.Bold)
        if style in {"figure", "quote", "fold"}:
            char_format.setFontItalic(True)
        # Grey alone would be information by colour only.
        char_format.setFontStrikeOut(style == "left-out")
        if style == "code":
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            char_format.setFontFamilies([fixed.family()])
        return char_format

    def link(self, char_format: QTextCharFormat, address: str) -> QTextCharFormat:
        """Return a format as that of a link, with the address as tool tip."""
        linked = QTextCharFormat(char_format)
        linked.setForeground(self.colours.colour("accent"))
        linked.setFontUnderline(True)
        set_tip(linked, address)
        return linked

    def background(self, meaning: str) -> QTextCharFormat:
        """Return a format with a background colour."""
        char_format = QTextCharFormat()
        char_format.setBackground(self.colours.colour(meaning))
        return char_format

    def underline(self, colour: str) -> QTextCharFormat:
        """Return a format underlined in a topic's colour."""
        char_format = QTextCharFormat()
        char_format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        char_format.setUnderlineColor(colour)
        return char_format
