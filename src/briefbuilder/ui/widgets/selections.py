"""Cursors that select ranges of a text document, and the marks that show them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


def each_block(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield all blocks of a document, including those in tables."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def cursor_over(document: QTextDocument, start: int, end: int) -> QTextCursor:
    """Return a cursor that selects the text between two positions."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def cursor_in(block: QTextBlock, start: int, end: int) -> QTextCursor:
    """Return a cursor that selects a range of a block, in UTF-16 units."""
    return cursor_over(block.document(), block.position() + start, block.position() + end)


def extra_selection(cursor: QTextCursor, char_format: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """Return an extra selection that shows the selected text of a cursor in a format."""
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = char_format
    return selection
