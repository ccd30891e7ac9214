"""The signs that a language sets, put in the place of those that were typed; Backspace right after takes that back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from briefbuilder.ui.briefing.rich_forms import BLOCK_LANGUAGE, SPAN_CODE
from briefbuilder.ui.briefing.shortcuts import COMMANDING


class TypedSigns:
    """Follows the typography of a language (BCP 47) where a paragraph names none of its own."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self.language = "en"
        self._turned: tuple[int, int, str] | None = None

    def take(self, event: QKeyEvent) -> bool:
        """Write the sign for a key; False where the key is to do what it always does."""
        if self._editor.isReadOnly() or event.modifiers() & COMMANDING:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self._as_it_was_typed()
        self._turned = None
        cursor = self._editor.textCursor()
        if len(event.text()) != 1 or cursor.hasSelection() or cursor.charFormat().property(SPAN_CODE):
            return False
        from briefbuilder.composing.typing import as_typed

        language = cursor.blockFormat().property(BLOCK_LANGUAGE) or self.language
        found = as_typed(cursor.block().text()[: cursor.positionInBlock()], event.text(), str(language))
        if found is None:
            return False
        start = cursor.position() - found.removed
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText() + event.text()
        cursor.insertText(found.text)
        self._editor.setTextCursor(cursor)
        self._turned = (start, cursor.position(), typed)
        return True

    def _as_it_was_typed(self) -> bool:
        turned, self._turned = self._turned, None
        cursor = self._editor.textCursor()
        if turned is None or cursor.position() != turned[1] or cursor.hasSelection():
            return False
        cursor.setPosition(turned[0], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(turned[2])
        self._editor.setTextCursor(cursor)
        return True
