"""The field in which own text is written: a QTextEdit that holds our text model and nothing else."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from briefbuilder.domain.text import Block
from briefbuilder.ui.briefing.pasting import blocks_in
from briefbuilder.ui.briefing.rich_text import (
    BLOCK_KIND,
    BLOCK_LANGUAGE,
    CONTINUES,
    SPAN_CODE,
    EditableBlock,
    SealedDocument,
    Writer,
    keep_ids,
    list_of,
    load_blocks,
    named_blocks,
    read_blocks,
    safe_link,
)
from briefbuilder.ui.briefing.shortcuts import COMMANDING, is_command
from briefbuilder.ui.briefing.styling import TextStyler
from briefbuilder.ui.theme import Theme

BlockStyle = Literal["paragraph", "heading1", "heading2", "heading3", "bullets", "numbers", "quote"]

PAUSE = 500
"""Milliseconds without a key after which the text is handed over."""
AT_LATEST = 1000
"""Milliseconds after the first key at which it is handed over though typing goes on."""


class TextEditor(QTextEdit):
    """Own text under the pen. `committed` carries the blocks whenever they are to be kept.

    `left` follows when Escape gives the focus back.
    """

    committed = Signal(tuple)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: tuple[Block, ...] = ()
        self._dirty = False
        self._loading = False
        document = SealedDocument(self)
        # Undo belongs to the dossier: one mechanism for every act, this text among them.
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(theme.space(0.6))
        document.setIndentWidth(theme.space(1.3))
        self.setDocument(document)
        self._language = "en"
        self._turned: tuple[int, int, str] | None = None
        self._styler = TextStyler(document, theme)
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self._pause = self._timer(PAUSE)
        self._latest = self._timer(AT_LATEST)
        document.contentsChanged.connect(self._on_changed)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.commit)
        return timer

    def show_blocks(self, blocks: tuple[Block, ...], *, keep_cursor: bool = False) -> None:
        """Show a text. The cursor stays where it was, as well as that can be, or goes to the start."""
        if keep_cursor and (self._dirty or self._kept == blocks):
            # What is under the pen is newer, or the same: it must not be written over.
            return
        place = self.textCursor().position() if keep_cursor else 0
        self._loading = True
        load_blocks(self.document(), blocks)
        self._loading = False
        self._dirty = False
        self._kept = blocks
        self._pause.stop()
        self._latest.stop()
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def blocks(self) -> tuple[EditableBlock, ...]:
        """Return the text as it stands."""
        return read_blocks(self.document())

    def blocks_at_cursor(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs that the cursor is in or that are chosen, in order."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).position()
        return tuple(
            name
            for block, name in named_blocks(self.document())
            if first <= block.position() <= cursor.selectionEnd()
        )

    def forget(self) -> None:
        """Take whatever is shown next for another text than the one that is shown now."""
        self._dirty = False
        self._kept = ()
        self._loading = True
        self.document().clear()
        self._loading = False

    def commit(self) -> None:
        """Hand the text over where it is another than the one that is kept."""
        self._pause.stop()
        self._latest.stop()
        if not self._dirty:
            return
        self._loading = True
        keep_ids(self.document())
        self._loading = False
        self._dirty = False
        blocks = self.blocks()
        if blocks != self._kept:
            self._kept = blocks
            self.committed.emit(blocks)

    def _on_changed(self) -> None:
        if self._loading or self.isReadOnly():
            return
        self._dirty = True
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    # Forms

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
        self._styler.rehighlight()
        self._on_changed()

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
        self._on_changed()
        return True

    # Events

    def event(self, event: QEvent) -> bool:
        """Hand over what was typed before a shortcut does anything, and leave undo and redo to the dossier."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_command(event):
                self.commit()
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Tab goes through levels inside a list; the usual keys give form."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
            return
        if key == Qt.Key.Key_Tab and self.shift_depth(1):
            return
        if key == Qt.Key.Key_Backtab and self.shift_depth(-1):
            return
        if self._form_key(event) or self._leave_form(key) or self._typography(event):
            return
        super().keyPressEvent(event)

    def set_language(self, language: str) -> None:
        """Follow the typography of a language (BCP 47) where a paragraph names none of its own."""
        self._language = language

    def _typography(self, event: QKeyEvent) -> bool:
        """Put the sign of the language in the place of a typed one; Backspace right after it takes that back."""
        if self.isReadOnly() or event.modifiers() & COMMANDING:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self._as_it_was_typed()
        self._turned = None
        cursor = self.textCursor()
        if len(event.text()) != 1 or cursor.hasSelection() or cursor.charFormat().property(SPAN_CODE):
            return False
        from briefbuilder.composing.typing import as_typed

        language = cursor.blockFormat().property(BLOCK_LANGUAGE) or self._language
        found = as_typed(cursor.block().text()[: cursor.positionInBlock()], event.text(), str(language))
        if found is None:
            return False
        start = cursor.position() - found.removed
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText() + event.text()
        cursor.insertText(found.text)
        self.setTextCursor(cursor)
        self._turned = (start, cursor.position(), typed)
        return True

    def _as_it_was_typed(self) -> bool:
        turned, self._turned = self._turned, None
        cursor = self.textCursor()
        if turned is None or cursor.position() != turned[1] or cursor.hasSelection():
            return False
        cursor.setPosition(turned[0], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(turned[2])
        self.setTextCursor(cursor)
        return True

    def focusNextPrevChild(self, following: bool) -> bool:
        """Keep Tab for levels while the cursor is in a list."""
        if not self.isReadOnly() and list_of(self.textCursor().block()) is not None:
            return False
        return super().focusNextPrevChild(following)

    def _form_key(self, event: QKeyEvent) -> bool:
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

    def _leave_form(self, key: int) -> bool:
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
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self.setTextCursor(cursor)
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand the text over on leaving."""
        super().focusOutEvent(event)
        self.commit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text alone: no pictures, no files."""
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in the words of what is pasted with the forms that the text model has."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        blocks = blocks_in(source)
        into_text = cursor.block().length() > 1 or len(blocks) == 1
        Writer(cursor).write(blocks, keep_first_form=into_text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._styler.rehighlight()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing from anywhere."""
        return self.document().loadResource(kind, name)


def _form_of(style: BlockStyle) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setIndent(1 if style == "quote" else 0)
    form.setHeadingLevel(int(style[-1]) if style.startswith("heading") else 0)
    form.setProperty(BLOCK_KIND, "quote" if style == "quote" else "")
    form.setProperty(CONTINUES, False)
    return form
