"""How own text looks while it is written: headings larger, links coloured, quotations muted.

It colours what is shown and leaves the document as it is, so that no look is ever read as meaning.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from briefbuilder.ui.briefing.rich_forms import BLOCK_KIND, SPAN_CODE
from briefbuilder.ui.briefing.rich_pieces import table_at
from briefbuilder.ui.briefing.rich_tables import is_header, table_header_rows
from briefbuilder.ui.theme import Theme

_NOTE_SIZE = 0.9
"""The size of notes and captions, of that of the text."""
_HEADING_SIZES = (1.35, 1.2, 1.1, 1.05, 1.0, 1.0)


FindWrong = Callable[[QTextBlock], tuple[tuple[int, int], ...]]
"""Returns where misspelt words stand in a block, in UTF-16 units."""


def _nothing_wrong(_block: QTextBlock) -> tuple[tuple[int, int], ...]:
    return ()


class TextStyler(QSyntaxHighlighter):
    """Draws the blocks of one document; whoever shows it has it painted anew when the theme changes."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.find_wrong: FindWrong = _nothing_wrong

    def highlightBlock(self, _text: str) -> None:
        """Colour one block, span by span."""
        block = self.currentBlock()
        level = block.blockFormat().headingLevel()
        kind = str(block.blockFormat().property(BLOCK_KIND) or "")
        quoted, small = kind == "quote", kind in {"note", "caption"}
        heads = self._heads(QTextCursor(block))
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.isValid():
                form = self._form(fragment.charFormat(), level, quoted=quoted)
                if heads:
                    form.setFontWeight(QFont.Weight.Bold)
                if small:
                    form.setFontPointSize(self._points * _NOTE_SIZE)
                self.setFormat(fragment.position() - block.position(), fragment.length(), form)
            iterator += 1
        for start, end in self.find_wrong(block):
            self._mark_wrong(start, end)

    def _mark_wrong(self, start: int, end: int) -> None:
        """Underline a misspelt word with a wave, its other forms kept."""
        place = start
        while place < end:
            form = self.format(place)
            last = place + 1
            while last < end and self.format(last) == form:
                last += 1
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self._theme.colours.colour("danger"))
            self.setFormat(place, last - place, form)
            place = last

    @property
    def _points(self) -> float:
        return self.document().defaultFont().pointSizeF()

    def _heads(self, cursor: QTextCursor) -> bool:
        """Tell whether a cursor is in a cell that heads its row or column."""
        table = table_at(cursor)
        if table is None:
            return False
        cell = table.cellAt(cursor)
        return is_header(cell) or cell.row() < table_header_rows(table)

    def draw_note(self, painter: QPainter, place: QPointF, number: str, *, first: bool) -> None:
        """Draw the number of a note, its words' top line at `place`, and a line above the first."""
        font = QFont(self.document().defaultFont())
        font.setPointSizeF(self._points * _NOTE_SIZE)
        painter.setFont(font)
        painter.setPen(self._theme.colours.colour("accent"))
        painter.drawText(place + QPointF(0, QFontMetricsF(font).ascent()), number)
        if first:
            painter.setPen(self._theme.colours.colour("muted"))
            painter.drawLine(QLineF(place, place + QPointF(8 * self._theme.em, 0)))

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
