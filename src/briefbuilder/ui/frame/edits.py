"""Cut, copy and paste for whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from briefbuilder.ui.services import Services

_Editor = QLineEdit | QTextEdit | QPlainTextEdit


class EditCommands(QObject):
    """Registers the commands; a paste outside of a text field imports what is in the clipboard as an article."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        board = services.actions
        board.register("cut", self.cut)
        board.register("copy", self.copy)
        board.register("paste", self.paste)

    def cut(self) -> None:
        """Cut what is selected in a text field."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.cut()

    def copy(self) -> None:
        """Copy what is selected, else the section of the article."""
        editor = self._editor()
        if editor is not None and (not editor.isReadOnly() or _has_selection(editor)):
            editor.copy()
        else:
            self._services.actions.action("copy-article").trigger()

    def paste(self) -> None:
        """Paste into a text field; elsewhere import a copied text as an article."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.paste()
        elif self._services.modes.mode == "read":
            self._services.actions.action("paste-article").trigger()

    def _editor(self) -> _Editor | None:
        focused = self._window.focusWidget()
        return focused if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit) else None


def _has_selection(editor: _Editor) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.hasSelectedText()
    cursor: QTextCursor = editor.textCursor()
    return cursor.hasSelection()
