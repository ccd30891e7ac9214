"""The form of each kind of paragraph on the screen. Sizes are shares of the program's font."""

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
"""Per cent of the font's own line; the rest of the text is set at 118."""
_MUTED = frozenset({"details", "details-end", "caption", "note", "note-mark", "figure", "fold", "left-out"})
_SPACES: dict[str, tuple[float, float]] = {
    "title": (0.2, 0.45), "lead": (0.35, 0.9), "details": (0.0, 0.1), "details-end": (0.0, 0.7), "heading": (1.1, 0.35),
    "paragraph": (0.0, 0.65), "list_item": (0.0, 0.3), "quote": (0.2, 0.65), "code": (0.2, 0.65),
    "fold": (0.1, 0.55), "left-out": (0.0, 0.55), "note": (0.0, 0.3), "figure": (0.5, 0.2), "caption": (0.3, 0.5), "gap": (0.0, 0.0),
}  # fmt: skip


class TextFormats:
    """Makes paragraph and character formats for one theme.

    `em` is a line's height and `picture_width` the widest that a picture may be, both in
    device-independent pixels; `no_picture` stands where a picture did not come along.
    """

    def __init__(self, theme: Theme, font: QFont, no_picture: str) -> None:
        self.colours = theme.colours
        self.em = theme.em
        self.no_picture = no_picture
        self.picture_width = theme.em * 24
        self.body_font = QFont(font)
        self.body_font.setPointSizeF(font.pointSizeF() * 1.1)

    def paragraph(self, form: str, level: int = 0) -> QTextBlockFormat:
        """Return how a paragraph of some form stands."""
        shape = QTextBlockFormat()
        above, below = _SPACES.get(form, (0.0, 0.6))
        shape.setTopMargin(above * self.em)
        shape.setBottomMargin(below * self.em)
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        shape.setLineHeight(_LINE_HEIGHTS.get(form, 118), proportional)
        if form == "heading":
            shape.setHeadingLevel(level)
        elif form == "quote":
            shape.setLeftMargin(1.4 * self.em)
            shape.setRightMargin(1.0 * self.em)
        elif form in {"fold", "left-out"}:
            shape.setLeftMargin((1.4 if form == "left-out" else 0.0) * self.em)
            shape.setBackground(self.colours.colour("panel"))
        elif form == "code":
            shape.setBackground(self.colours.colour("panel"))
            shape.setNonBreakableLines(False)
        return shape

    def characters(self, form: str, level: int = 0) -> QTextCharFormat:
        """Return how the letters of some form look."""
        letters = QTextCharFormat()
        size = _HEADING_SIZES[min(max(level, 1), 6) - 1] if form == "heading" else _SIZES.get(form, 1.0)
        letters.setFontPointSize(self.body_font.pointSizeF() * size)
        meaning = "muted" if form in _MUTED else "text"
        letters.setForeground(self.colours.colour(meaning))
        if form in {"title", "heading"}:
            letters.setFontWeight(QFont.Weight.Bold)
        if form in {"figure", "quote", "fold"}:
            letters.setFontItalic(True)
        # Greyed alone would be told by colour alone.
        letters.setFontStrikeOut(form == "left-out")
        if form == "code":
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            letters.setFontFamilies([fixed.family()])
        return letters

    def link(self, letters: QTextCharFormat, address: str) -> QTextCharFormat:
        """Return the letters as those of a link; its address shows on hovering."""
        linked = QTextCharFormat(letters)
        linked.setForeground(self.colours.colour("accent"))
        linked.setFontUnderline(True)
        set_tip(linked, address)
        return linked

    def wash(self, meaning: str) -> QTextCharFormat:
        """Return letters on a coloured ground."""
        letters = QTextCharFormat()
        letters.setBackground(self.colours.colour(meaning))
        return letters

    def underline(self, colour: str) -> QTextCharFormat:
        """Return letters over a line in a topic's colour."""
        letters = QTextCharFormat()
        letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        letters.setUnderlineColor(colour)
        return letters
