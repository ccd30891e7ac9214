"""The notes of a text under the pen as keys and clicks reach them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.briefing.formed_edit import FormedEdit
from briefbuilder.ui.briefing.notes import Notes, is_empty_note, note_at
from briefbuilder.ui.briefing.rich_forms import is_note, kept_id
from briefbuilder.ui.briefing.styling import TextStyler
from briefbuilder.ui.theme import Theme


class NotedEdit(FormedEdit):
    """A field with notes at its foot."""

    def __init__(self, document: QTextDocument, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document.setParent(self)
        document.setDefaultFont(self.font())
        self.setDocument(document)
        self._notes = Notes(document, theme)
        self._styler = TextStyler(document, theme)
        self._loading = False
        self._last_note = ""
        self.cursorPositionChanged.connect(self._on_moved)

    def paint_anew(self, block: QTextBlock | None = None) -> None:
        """Paint a block anew, or all: a look changes and nothing that is to be kept."""
        loading, self._loading = self._loading, True
        if block is None:
            self._styler.rehighlight()
        else:
            self._styler.rehighlightBlock(block)
        self._loading = loading

    @property
    def styler(self) -> TextStyler:
        """What paints the text."""
        return self._styler

    @property
    def in_note(self) -> bool:
        """Whether the cursor is in the text of a note."""
        return is_note(self.textCursor().block())

    def note(self) -> None:
        """Go to the note whose mark is at the cursor, from a note back to its mark; else put in a new one."""
        cursor = self.textCursor()
        there = note_at(cursor)
        if self.in_note:
            self.leave_note()
        elif there and self._notes.block_of(there).isValid():
            self._go_to(self._notes.block_of(there))
        elif not self.isReadOnly():
            self.setTextCursor(self._notes.insert(cursor))
            self.ensureCursorVisible()
            self.setCurrentCharFormat(QTextCharFormat())

    def leave_note(self) -> None:
        """Go from a note back to its mark."""
        place = self._notes.mark_of(kept_id(self.textCursor().block()))
        if place is None:
            return
        place.clearSelection()
        self.setTextCursor(place)
        self.ensureCursorVisible()

    def remove_note(self) -> None:
        """Remove the note that the cursor is in or whose mark is beside it."""
        there = note_at(self.textCursor())
        if there and not self.isReadOnly():
            if self.in_note:
                self.leave_note()
            self._last_note = ""
            self._notes.remove(there)

    def note_text(self) -> str:
        """Return the words of the note whose mark is at the cursor, "" where there is none."""
        there = "" if self.in_note else note_at(self.textCursor())
        block = self._notes.block_of(there) if there else None
        return f"{self._notes.label(there)}  {block.text()}" if block is not None and block.isValid() else ""

    def _go_to(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @Slot()
    def _on_moved(self) -> None:
        """Take a note away that was left without a word."""
        block = self.textCursor().block()
        here = kept_id(block) if is_note(block) else ""
        left, self._last_note = self._last_note, here
        if left and left != here and not self._loading and not self.isReadOnly():
            empty = self._notes.block_of(left)
            if empty.isValid() and is_empty_note(empty):
                self._notes.remove(left)

    def note_key(self, key: int) -> bool:
        """Keep notes whole: Enter breaks the line in them, Backspace at their start takes an empty one away."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection():
            return False
        inside = is_note(cursor.block())
        if inside and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            cursor.insertText("\u2028")
            return True
        if inside and key == Qt.Key.Key_Backspace and cursor.atBlockStart():
            if is_empty_note(cursor.block()):
                self.remove_note()
            return True
        return key == Qt.Key.Key_Delete and cursor.atBlockEnd() and is_note(cursor.block().next())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers of the notes before their words, and a line above the first."""
        super().paintEvent(event)
        first = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        moved = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        if is_note(self.document().lastBlock()) or is_note(first):
            painter = QPainter(self.viewport())
            for place, number, leads in self._notes.feet(first, moved, self.viewport().height()):
                self._styler.draw_note(painter, place, number, first=leads)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ctrl and a click on a mark go to its note."""
        super().mouseReleaseEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and note_at(self.textCursor()):
            self.note()
