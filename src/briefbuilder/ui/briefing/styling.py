"""How own text looks while it is written: headings larger, links coloured, quotations muted.

It colours what is shown and leaves the document as it is, so that no look is ever read as meaning.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from briefbuilder.ui.briefing.rich_text import BLOCK_KIND, SPAN_CODE
from briefbuilder.ui.theme import Theme

_HEADING_SIZES = (1.35, 1.2, 1.1, 1.05, 1.0, 1.0)


class TextStyler(QSyntaxHighlighter):
    """Draws the blocks of one document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, _text: str) -> None:
        """Colour one block, span by span."""
        block = self.currentBlock()
        level = block.blockFormat().headingLevel()
        quoted = block.blockFormat().property(BLOCK_KIND) == "quote"
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.isValid():
                form = self._form(fragment.charFormat(), level, quoted=quoted)
                self.setFormat(fragment.position() - block.position(), fragment.length(), form)
            iterator += 1

    def _form(self, meaning: QTextCharFormat, level: int, *, quoted: bool) -> QTextCharFormat:
        colours = self._theme.colours
        form = QTextCharFormat()
        document = self.document()
        if level and document is not None:
            form.setFontPointSize(document.defaultFont().pointSizeF() * _HEADING_SIZES[min(level, 6) - 1])
            form.setFontWeight(QFont.Weight.Bold)
        if quoted:
            form.setForeground(colours.colour("muted"))
        if meaning.isAnchor():
            form.setForeground(colours.colour("accent"))
            form.setFontUnderline(True)
        if meaning.property(SPAN_CODE):
            form.setFontFamilies(["Noto Sans Mono", "DejaVu Sans Mono", "monospace"])
        return form
