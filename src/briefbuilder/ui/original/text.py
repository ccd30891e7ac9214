"""The text of an original as it is, with the words that are read in the article marked in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.theme import Theme


class OriginalText(QPlainTextEdit):
    """Plain text that can be read, selected and copied, never changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._span: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName(self.tr("Text of the original"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the original"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.em * 0.7)
        theme.changed.connect(self._paint_mark)

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return "" if self._span is None else self._text[slice(*self._span)]

    def show_text(self, text: str) -> None:
        """Show another text, nothing marked."""
        self._text, self._span = text, None
        self.setPlainText(text)
        self.setExtraSelections([])

    def mark(self, span: tuple[int, int] | None) -> None:
        """Mark some code points and bring them into sight; None marks nothing."""
        self._span = span
        self._paint_mark()
        if span is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(to_units(self._text, span[0]))
        self.setTextCursor(cursor)
        # A third of the way down, so that what comes before is seen as well.
        place = self.cursorRect(cursor)
        lines = self.viewport().height() // max(1, self.fontMetrics().lineSpacing())
        if not 0 <= place.top() <= self.viewport().height() * 2 // 3:
            self.centerCursor()
        elif place.bottom() > self.viewport().height():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + lines // 3)

    def _paint_mark(self) -> None:
        if self._span is None:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_units(self._text, self._span[0]))
        cursor.setPosition(to_units(self._text, self._span[1]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        letters = QTextCharFormat()
        letters.setBackground(self._theme.colours.colour("evidence"))
        letters.setForeground(self._theme.colours.colour("text"))
        letters.setFontUnderline(True)
        selection.format = letters
        self.setExtraSelections([selection])
