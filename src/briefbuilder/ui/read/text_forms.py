"""Paragraph and character formats of articles, in pixels of the design at 100 %, larger or smaller by the reader."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextFormat

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import set_tip

_BODY, _LINE = 16, 26
_SIZES = {
    "title": 28, "lead": 18, "details": 13, "caption": 14, "note": 14, "note-mark": 14, "code": 14.5, "figure": 14,
    "gap": 4, "fold": 13, "left-out": 15,
}  # fmt: skip
_HEADING_SIZES = (22, 20, 18, 17, 16, 16)
_LINES: dict[str, float] = {
    "title": 38, "heading": 28, "lead": 28, "details": 20, "caption": 22, "note": 22, "code": 22, "figure": 22,
    "gap": 1, "fold": 22,
}  # fmt: skip
"""Line heights; a text whose font needs more gets more."""
_MUTED = frozenset({"details", "caption", "note", "note-mark", "figure", "fold", "left-out"})
_PLAIN = frozenset({"title", "heading", "details", "fold", "caption", "figure", "note-mark"})
"""Styles in the font of the window."""
_SPACES: dict[str, tuple[float, float]] = {
    "title": (2, 24), "lead": (0, 18), "details": (0, 2), "heading": (22, 6), "paragraph": (0, 12),
    "list_item": (0, 6), "quote": (4, 14), "code": (4, 14), "fold": (2, 10), "left-out": (0, 10), "note": (0, 6),
    "figure": (8, 4), "caption": (4, 12), "gap": (0, 0),
}  # fmt: skip
_TOP = 22
"""Room above the text."""
_SERIFS = (
    "Noto Serif", "Source Serif 4", "Georgia", "Charter", "Cambria", "Liberation Serif", "DejaVu Serif", "Times New Roman",
)  # fmt: skip
PICTURE_EMS = 31
"""The largest width of a picture, in sizes of the body text."""


@cache
def serif_family() -> str:
    """Return a serif font for reading that the system has, empty if it has none."""
    known = frozenset(QFontDatabase.families())
    return next((family for family in _SERIFS if family in known), "")


class TextFormats:
    """Paragraph and character formats for one theme.

    `em` is the size of the body text and `picture_width` the largest width of a picture, in device-independent pixels.
    `no_picture` replaces a missing picture. `scale` enlarges the text, and `serif` chooses its font. Each format is made
    once: copy it before changing it.
    """

    def __init__(
        self, theme: Theme, font: QFont, no_picture: str, *, scale: float = 1.0, serif: bool = True
    ) -> None:
        self.colours = theme.colours
        self.no_picture = no_picture
        self._pixel = theme.px(1000) / 1000 * scale
        self.em = self.pixels(_BODY)
        self.picture_width = self.em * PICTURE_EMS
        self.top = self.pixels(_TOP)
        self._plain = list(font.families())
        self.body_font = QFont(font)
        self.body_font.setPixelSize(round(self.em))
        family = serif_family() if serif else ""
        self._body = [family, *self._plain] if family else self._plain
        self.body_font.setFamilies(self._body)
        self._paragraphs: dict[tuple[str, int, bool], QTextBlockFormat] = {}
        self._characters: dict[tuple[str, int], QTextCharFormat] = {}

    def pixels(self, size: float) -> float:
        """Return a size of the design in device-independent pixels."""
        return size * self._pixel

    def paragraph(self, style: str, level: int = 0, *, ends_list: bool = False) -> QTextBlockFormat:
        """Return the block format of a style; what ends a list is further from it than its items from each other."""
        key = style, level, ends_list
        if key not in self._paragraphs:
            self._paragraphs[key] = self._make_paragraph(*key)
        return self._paragraphs[key]

    def _make_paragraph(self, style: str, level: int, ends_list: bool) -> QTextBlockFormat:
        block_format = QTextBlockFormat()
        above, below = _SPACES.get(style, (0.0, 12.0))
        if ends_list:
            above = max(above, _SPACES["paragraph"][1])
        block_format.setTopMargin(self.pixels(above))
        block_format.setBottomMargin(self.pixels(below))
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        block_format.setLineHeight(self.pixels(_LINES.get(style, _LINE)), least)
        if style == "heading":
            block_format.setHeadingLevel(level)
        elif style == "quote":
            block_format.setLeftMargin(self.pixels(20))
            block_format.setRightMargin(self.pixels(14))
        elif style in {"fold", "left-out"}:
            block_format.setLeftMargin(self.pixels(20) if style == "left-out" else 0.0)
            block_format.setBackground(self.colours.colour("side"))
        elif style == "code":
            block_format.setBackground(self.colours.colour("side"))
            block_format.setNonBreakableLines(False)
        return block_format

    def characters(self, style: str, level: int = 0) -> QTextCharFormat:
        """Return the character format of a style."""
        key = style, level
        if key not in self._characters:
            self._characters[key] = self._make_characters(*key)
        return self._characters[key]

    def _make_characters(self, style: str, level: int) -> QTextCharFormat:
        char_format = QTextCharFormat()
        size = _HEADING_SIZES[min(max(level, 1), 6) - 1] if style == "heading" else _SIZES.get(style, _BODY)
        char_format.setProperty(QTextFormat.Property.FontPixelSize.value, max(1, round(self.pixels(size))))
        char_format.setFontFamilies(self._plain if style in _PLAIN else self._body)
        meaning = "muted" if style in _MUTED else "text"
        char_format.setForeground(self.colours.colour(meaning))
        if style in {"title", "heading"}:
            char_format.setFontWeight(QFont.Weight.Bold)
        if style in {"quote", "fold"}:
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

    def changed(self) -> QTextCharFormat:
        """Return the format of what differs from another text."""
        char_format = QTextCharFormat()
        char_format.setBackground(self.colours.colour("evidence"))
        return char_format
