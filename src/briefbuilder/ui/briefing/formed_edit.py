"""The forms of a text under the pen: of its characters, and what its paragraphs are."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit

from briefbuilder.ui.briefing.rich_forms import BLOCK_KIND, CONTINUES, bare_format
from briefbuilder.ui.briefing.rich_pieces import list_of
from briefbuilder.ui.briefing.rich_text import safe_link

BlockStyle = Literal["paragraph", "heading1", "heading2", "heading3", "bullets", "numbers", "quote"]


class FormedEdit(QTextEdit):
    """A field whose characters and paragraphs have the forms of the text model."""

    def reshaped(self) -> None:
        """Follow a change of what paragraphs are."""

    def toggle_bold(self) -> None:
        """Make the chosen characters bold, or not."""
        form = QTextCharFormat()
        bold = self.currentCharFormat().fontWeight() < 600
        form.setFontWeight(700 if bold else 400)
        self.mergeCurrentCharFormat(form)

    def toggle_italic(self) -> None:
        """Make the chosen characters italic, or not."""
        form = QTextCharFormat()
        form.setFontItalic(not self.currentCharFormat().fontItalic())
        self.mergeCurrentCharFormat(form)

    def toggle_underline(self) -> None:
        """Underline the chosen characters, or not."""
        form = QTextCharFormat()
        form.setFontUnderline(not self.currentCharFormat().fontUnderline())
        self.mergeCurrentCharFormat(form)

    def link(self) -> str:
        """Return the address of the link at the cursor, "" where there is none."""
        return self.currentCharFormat().anchorHref()

    def set_link(self, address: str) -> bool:
        """Link the chosen words (else the word at the cursor) to an address; "" takes the link off.

        Returns whether the address may be used.
        """
        safe = safe_link(address) if address else None
        if address and safe is None:
            return False
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        form = QTextCharFormat()
        form.setAnchor(safe is not None)
        form.setAnchorHref(safe or "")
        if not cursor.hasSelection() and safe:
            cursor.insertText(safe, form)
        else:
            cursor.mergeCharFormat(form)
        return True

    def block_style(self) -> BlockStyle:
        """Return what the cursor's block is."""
        cursor = self.textCursor()
        listed = list_of(cursor.block())
        if listed is not None:
            return "numbers" if listed.format().style() == QTextListFormat.Style.ListDecimal else "bullets"
        form = cursor.blockFormat()
        levels: dict[int, BlockStyle] = {1: "heading1", 2: "heading2"}
        if form.headingLevel():
            return levels.get(form.headingLevel(), "heading3")
        return "quote" if form.property(BLOCK_KIND) == "quote" else "paragraph"

    def set_block_style(self, style: BlockStyle) -> None:
        """Make the chosen blocks something else."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if style in {"bullets", "numbers"}:
            ordered = style == "numbers"
            self._plain(cursor)
            form = QTextListFormat()
            form.setIndent(1)
            form.setStyle(QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc)
            cursor.createList(form)
        else:
            self._plain(cursor)
            cursor.mergeBlockFormat(_form_of(style))
        cursor.endEditBlock()
        self.reshaped()

    def _plain(self, cursor: QTextCursor) -> None:
        """Take the chosen blocks out of their lists and make them paragraphs."""
        block = self.document().findBlock(cursor.selectionStart())
        end = cursor.selectionEnd()
        while block.isValid() and block.position() <= end:
            listed = list_of(block)
            if listed is not None:
                listed.remove(block)
            one = QTextCursor(block)
            one.mergeBlockFormat(_form_of("paragraph"))
            block = block.next()

    def shift_depth(self, step: int) -> bool:
        """Move the cursor's list item one level in (+1) or out (-1); False where it is in no list."""
        cursor = self.textCursor()
        listed = list_of(cursor.block())
        if listed is None:
            return False
        form = QTextListFormat(listed.format())
        depth = form.indent() + step
        if depth < 1:
            self.set_block_style("paragraph")
        elif depth <= 6:
            form.setIndent(depth)
            form.setStart(1)
            cursor.createList(form)
        self.reshaped()
        return True

    def form_key(self, event: QKeyEvent) -> bool:
        """Give form by the usual keys; False for any other key."""
        if self.isReadOnly():
            return False
        for keys, act in (
            (QKeySequence.StandardKey.Bold, self.toggle_bold),
            (QKeySequence.StandardKey.Italic, self.toggle_italic),
            (QKeySequence.StandardKey.Underline, self.toggle_underline),
        ):
            if event.matches(keys):
                act()
                return True
        return False

    def leave_form(self, key: int) -> bool:
        """End a list with Enter on an empty item or Backspace at its start, a heading with Enter."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection():
            return False
        block = cursor.block()
        listed = list_of(block) is not None
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if listed and (
            (enter and block.length() == 1) or (key == Qt.Key.Key_Backspace and cursor.atBlockStart())
        ):
            return self.shift_depth(-1)
        if enter and cursor.atBlockEnd() and block.blockFormat().headingLevel():
            cursor.insertBlock(bare_format(self.document()), QTextCharFormat())
            self.setTextCursor(cursor)
            return True
        return False


def _form_of(style: BlockStyle) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setIndent(1 if style == "quote" else 0)
    form.setHeadingLevel(int(style[-1]) if style.startswith("heading") else 0)
    form.setProperty(BLOCK_KIND, "quote" if style == "quote" else "")
    form.setProperty(CONTINUES, False)
    return form
