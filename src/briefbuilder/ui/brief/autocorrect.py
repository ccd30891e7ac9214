"""Corrects quotation marks, dashes and spaces by the typography of a language while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from briefbuilder.ui.brief.text_formats import BLOCK_LANGUAGE, SPAN_CODE
from briefbuilder.ui.widgets.keys import COMMAND_MODIFIERS


class Autocorrect:
    """Follows the typography of a language (BCP 47) where a paragraph names none of its own."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self.language = "en"
        self._last_correction: tuple[int, int, str] | None = None

    def handle_key(self, event: QKeyEvent) -> bool:
        """Insert the corrected characters for a key; return False where the key has its usual effect."""
        if self._editor.isReadOnly() or event.modifiers() & COMMAND_MODIFIERS:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self._revert()
        self._last_correction = None
        cursor = self._editor.textCursor()
        if len(event.text()) != 1 or cursor.hasSelection() or cursor.charFormat().property(SPAN_CODE):
            return False
        from briefbuilder.composing.typography import smart_replacement

        language = cursor.blockFormat().property(BLOCK_LANGUAGE) or self.language
        found = smart_replacement(
            cursor.block().text()[: cursor.positionInBlock()], event.text(), str(language)
        )
        if found is None:
            return False
        start = cursor.position() - found.removed
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText() + event.text()
        cursor.insertText(found.text)
        self._editor.setTextCursor(cursor)
        self._last_correction = (start, cursor.position(), typed)
        return True

    def _revert(self) -> bool:
        turned, self._last_correction = self._last_correction, None
        cursor = self._editor.textCursor()
        if turned is None or cursor.position() != turned[1] or cursor.hasSelection():
            return False
        cursor.setPosition(turned[0], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(turned[2])
        self._editor.setTextCursor(cursor)
        return True
