"""The text editor: a QTextEdit that holds blocks of the text model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Figure, Inline, Note
from briefbuilder.ui.brief import text_formatting
from briefbuilder.ui.brief.rich_text import (
    BlockWriter,
    EditableBlock,
    OfflineDocument,
    load_blocks,
    read_blocks,
)
from briefbuilder.ui.brief.text_clipboard import (
    FindPictures,
    ReadClipboard,
    blocks_from_mime,
    figure_names,
    flatten_tables,
    join_into_paragraph,
    offered_text,
    selection_to_mime,
    without_ids,
)
from briefbuilder.ui.brief.text_formats import (
    default_block_format,
    figures_in,
    identify_blocks,
    is_caption,
    is_note,
    list_of,
    store_ids,
    stored_id,
    table_at,
    text_font,
)
from briefbuilder.ui.brief.text_formatting import Autocorrect, BlockStyle, TableCommand, TextHighlighter
from briefbuilder.ui.brief.text_notes import DocumentNotes, is_empty_note, note_at
from briefbuilder.ui.brief.text_pictures import (
    FigureObject,
    can_hold_pictures,
    handle_figure_key,
    insert_figure,
    leave_figure,
    make_room,
    pictures_in,
    select_figure_at,
    separate_figures,
    without_pictures,
)
from briefbuilder.ui.clipboard import files_in, has_text
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.keys import left_to_dossier
from briefbuilder.ui.widgets.menus import show_menu
from briefbuilder.ui.widgets.selections import extra_selection
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.importers.pasted.fragment import Fragment


COMMIT_DELAY = 500
"""Milliseconds without a key press after which the text is committed."""
_MARGIN = 12
"""Design pixels around the text."""
MAX_COMMIT_DELAY = 1000
"""Milliseconds after the first key press at which it is committed even while typing continues."""


class TextEditor(QTextEdit):
    """Edits text with notes and tables. `committed` carries the blocks that are to be stored, `edited` follows each change.

    `focus_lost` is emitted after the text was committed on leaving, but not if a menu opens. `escaped` is emitted when Escape returns the focus, `paste_cut` when pasted content was cut at the limit,
    `pictures_pasted` with pictures and the cursor where they belong, `picture_refused` when there can be none.
    `menu_opened` carries the context menu and a cursor at its position before it is shown.
    `read` converts content of other programs; without it their plain text is pasted.
    """

    committed = Signal(tuple)
    focus_lost = Signal()
    edited = Signal()
    escaped = Signal()
    paste_cut = Signal()
    pictures_pasted = Signal(tuple, object)
    picture_refused = Signal()
    menu_opened = Signal(object, object)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, read: ReadClipboard | None = None
    ) -> None:
        super().__init__(parent)
        document = OfflineDocument(self)
        document.setDefaultFont(text_font(theme))
        self.setDocument(document)
        self._theme = theme
        self._look = (1.0, True)
        self._notes = DocumentNotes(document, theme)
        self.figures = FigureObject(document, theme)
        self.highlighter = TextHighlighter(document, theme)
        self._loading = self.is_dirty = self._has_typed = False
        self._last_note = ""
        self._read_clipboard = read
        self.find_pictures: FindPictures = lambda _names: {}
        self.quote: Callable[[Passage], tuple[Block, ...]] = lambda _passage: ()
        self._show_count = 0
        self._committed_blocks: tuple[Block, ...] = ()
        self._marked_words = ""
        # Undo belongs to the dossier, with one mechanism for all commands, text edits included.
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(theme.px(_MARGIN))
        document.setIndentWidth(theme.px(24))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._autocorrect = Autocorrect(self, self._blocks_reformatted)
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self._commit_timer = single_shot_timer(self, self.commit, COMMIT_DELAY)
        self._max_commit_timer = single_shot_timer(self, self.commit, MAX_COMMIT_DELAY)
        document.contentsChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self._remove_abandoned_note)
        theme.changed.connect(self._on_theme_changed)

    def show_blocks(self, blocks: tuple[Block, ...], *, keep_cursor: bool = False) -> None:
        """Show a text; with `keep_cursor` the cursor keeps its position as far as possible."""
        if keep_cursor and (self.is_dirty or self._committed_blocks == blocks):
            # The editor's text is newer, or the same: do not overwrite it.
            return
        place = self.textCursor().position() if keep_cursor else 0
        self._loading = self.highlighter.is_loading = True
        load_blocks(self.document(), blocks)
        self._notes.accept_document()
        text_formatting.style_tables(self.document(), self._theme)
        self.highlighter.is_loading = False
        self.repaint_blocks()
        self._loading = self.is_dirty = False
        self._committed_blocks = blocks
        self._last_note = ""
        self._autocorrect.forget_list()
        if not keep_cursor:
            self.setExtraSelections([])
            self._has_typed = False
        self._show_count += 1
        self._commit_timer.stop()
        self._max_commit_timer.stop()
        self.move_to(place)

    def blocks(self) -> tuple[EditableBlock, ...]:
        """Return the current text."""
        return read_blocks(self.document())

    def blocks_at_cursor(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs and tables at the cursor or in the selection, in order."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).position()
        named = identify_blocks(self.document())
        found: dict[str, None] = {}
        for block, name in named.blocks:
            if first <= block.position() <= cursor.selectionEnd():
                table = table_at(QTextCursor(block))
                own = stored_id(block.previous()) if is_caption(block) else name
                found[own if table is None else named.tables[table.firstPosition()]] = None
        return tuple(found)

    def mark_words(self, words: str) -> None:
        """Mark the first place of the given words, and scroll to it; empty words remove the mark."""
        self.mark_range(self.document().find(words) if words else QTextCursor())

    def mark_range(self, found: QTextCursor) -> None:
        """Mark what a cursor selects, until it is changed, and scroll to it; a null cursor removes the mark."""
        mark, colours = QTextCharFormat(), self._theme.colours
        mark.setBackground(QColor(colours.tinted_ground("danger")))
        mark.setForeground(colours.colour("danger"))
        if not found.isNull():
            self.move_to(found.selectionStart())
        self._marked_words = found.selectedText()
        self.setExtraSelections([] if found.isNull() else [extra_selection(found, mark)])

    def set_look(self, scale: float, *, serif: bool) -> None:
        """Set the size of the text, relative to the usual one, and whether its font has serifs."""
        if (scale, serif) == self._look:
            return
        self.commit()
        self._look = scale, serif
        place = self.textCursor().position()
        self._on_theme_changed()
        # The heights of lines and the gaps between paragraphs belong to the blocks.
        self.show_blocks(self._committed_blocks)
        self.move_to(place)

    def forget(self) -> None:
        """Discard the text, so that the next one counts as a different text."""
        self.is_dirty = False
        self._committed_blocks = ()
        self._show_count += 1
        self._loading = True
        self.document().clear()
        self._loading = False

    def commit(self) -> None:
        """Emit `committed` if the text differs from the stored one."""
        self._commit_timer.stop()
        self._max_commit_timer.stop()
        if not self.is_dirty:
            return
        self._loading = True
        self._notes.remove_orphans()
        separate_figures(self.document())
        store_ids(self.document())
        self._loading = self.is_dirty = False
        blocks = self.blocks()
        if blocks != self._committed_blocks:
            self._committed_blocks = blocks
            self.committed.emit(blocks)

    def _on_changed(self) -> None:
        if self._loading or self.isReadOnly():
            return
        if self._notes.renumber():
            self.viewport().update()
        if any(mark.cursor.selectedText() != self._marked_words for mark in self.extraSelections()):
            self.setExtraSelections([])
        self.is_dirty = self._has_typed = True
        self._commit_timer.start()
        if not self._max_commit_timer.isActive():
            self._max_commit_timer.start()
        self.edited.emit()

    def repaint_blocks(self, block: QTextBlock | None = None) -> None:
        """Highlight a block again, or all; this is not a change of the text."""
        loading, self._loading = self._loading, True
        if block is None:
            self.highlighter.rehighlight()
        else:
            self.highlighter.rehighlightBlock(block)
        self._loading = loading

    @property
    def is_in_use(self) -> bool:
        """Whether somebody is writing: the editor has the focus, and was typed into since it has it."""
        return self._has_typed and self.hasFocus()

    def shows(self, blocks: tuple[Block, ...]) -> bool:
        """Return whether a text is the one that was shown or committed last."""
        return self._committed_blocks == blocks

    # Formats

    def toggle_bold(self) -> None:
        """Make the selected characters bold, or not."""
        self.setFontWeight(700 if self.fontWeight() < 600 else 400)

    def toggle_italic(self) -> None:
        """Make the selected characters italic, or not."""
        self.setFontItalic(not self.fontItalic())

    def toggle_underline(self) -> None:
        """Underline the selected characters, or not."""
        self.setFontUnderline(not self.fontUnderline())

    def set_block_style(self, style: BlockStyle) -> None:
        """Give the selected blocks a style."""
        text_formatting.set_block_style(self.textCursor(), style)
        self._blocks_reformatted()

    def _indent_list(self, step: int) -> bool:
        indented = text_formatting.indent_list(self.textCursor(), step)
        if indented:
            self._blocks_reformatted()
        return indented

    def _blocks_reformatted(self) -> None:
        self.repaint_blocks()
        self._on_changed()

    # Notes

    @property
    def in_note(self) -> bool:
        """Whether the cursor is in a note."""
        return is_note(self.textCursor().block())

    def toggle_note(self) -> None:
        """Go from a reference to its note or from a note to its reference, else insert a new note."""
        cursor = self.textCursor()
        note_id = note_at(cursor)
        if self.in_note:
            self.leave_note()
        elif note_id and self._notes.note_block(note_id).isValid():
            note = self._notes.note_block(note_id)
            self.move_to(note.position() + note.length() - 1)
        elif not self.isReadOnly():
            self.setTextCursor(self._notes.insert(cursor))
            self.setCurrentCharFormat(QTextCharFormat())

    def insert_note(self, place: QTextCursor, content: tuple[Inline, ...]) -> None:
        """Insert a note with a text after a place and store it; the cursor stays where it is."""
        self.commit()
        self._notes.insert(place, content)
        self.repaint_blocks()
        self.commit()

    def leave_note(self) -> None:
        """Go from a note to its reference."""
        place = self._notes.mark_cursor(stored_id(self.textCursor().block()))
        if place is None:
            return
        place.clearSelection()
        self.setTextCursor(place)

    def remove_note(self) -> None:
        """Remove the note at the cursor, or the note whose reference is next to it."""
        note_id = note_at(self.textCursor())
        if note_id and not self.isReadOnly():
            if self.in_note:
                self.leave_note()
            self._last_note = ""
            self._notes.remove(note_id)

    def note_text(self) -> str:
        """Return the number and text of the note whose reference is at the cursor, "" if it is missing."""
        note_id = "" if self.in_note else note_at(self.textCursor())
        block = self._notes.note_block(note_id) if note_id else QTextBlock()
        return f"{self._notes.label(note_id)}  {block.text()}" if block.isValid() else ""

    @Slot()
    def _remove_abandoned_note(self) -> None:
        """Remove a note that the cursor left empty."""
        block = self.textCursor().block()
        here = stored_id(block) if is_note(block) else ""
        left, self._last_note = self._last_note, here
        if left and left != here and not self._loading and not self.isReadOnly():
            empty = self._notes.note_block(left)
            if empty.isValid() and is_empty_note(empty):
                self._notes.remove(left)

    # Tables

    @property
    def in_table(self) -> bool:
        """Whether the cursor is in a table."""
        return table_at(self.textCursor()) is not None

    def move_to_end(self) -> None:
        """Move the cursor to the end of the text, before the notes."""
        self.move_to(self._notes.end_of_body())

    def move_to(self, position: int) -> None:
        """Move the cursor to a position, in UTF-16 units, or to the end if the text is shorter."""
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def edit_table(self, command: TableCommand) -> None:
        """Run a command on the table at the cursor, if there is one."""
        cursor = self.textCursor()
        table = table_at(cursor)
        if table is not None and not self.isReadOnly():
            cursor.beginEditBlock()
            command(table, cursor)
            cursor.endEditBlock()
            self._show_tables(cursor)

    def insert_table(self) -> None:
        """Insert a table, unless the cursor is in a table or a note."""
        if not (self.in_table or self.in_note or self.isReadOnly()):
            self._show_tables(text_formatting.insert_table(leave_figure(self.textCursor())))

    def _show_tables(self, cursor: QTextCursor) -> None:
        text_formatting.style_tables(self.document(), self._theme)
        self.repaint_blocks()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._loading = True
        self.document().setDefaultFont(text_font(self._theme, scale=self._look[0], serif=self._look[1]))
        text_formatting.style_tables(self.document(), self._theme)
        self._loading = False
        self.repaint_blocks()

    # Events

    def event(self, event: QEvent) -> bool:
        """Commit the text before a shortcut is handled; undo and redo belong to the dossier."""
        return False if left_to_dossier(event, self.commit) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Escape, Tab in tables and lists, formatting keys and autocorrection."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.in_note:
                self.leave_note()
                return
            self.commit()
            self.escaped.emit()
            return
        if (
            self._handle_tab(key)
            or self._autocorrect.handle_list_key(event)
            or self._handle_note_key(key)
            or self._handle_figure_key(event)
            or self._handle_format_key(event)
            or self._handle_block_end_key(key)
            or self._autocorrect.handle_key(event)
        ):
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            block = self.textCursor().block()
            text_formatting.restore_spacing(block.previous())
            text_formatting.restore_spacing(block)

    def _handle_note_key(self, key: int) -> bool:
        """Keep each note one block: Enter breaks its line, Backspace at its start removes an empty note."""
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

    def _handle_figure_key(self, event: QKeyEvent) -> bool:
        """Keep a picture in a paragraph of its own."""
        cursor = self.textCursor()
        if self.isReadOnly() or not can_hold_pictures(cursor):
            return False
        is_done = handle_figure_key(cursor, event)
        if is_done or cursor != self.textCursor():
            self.setTextCursor(cursor)  # This scrolls to the cursor, so not at each key.
        return is_done

    def _handle_format_key(self, event: QKeyEvent) -> bool:
        """Handle the standard keys for bold, italic and underline; return False for any other key."""
        for keys, toggle in (
            (QKeySequence.StandardKey.Bold, self.toggle_bold),
            (QKeySequence.StandardKey.Italic, self.toggle_italic),
            (QKeySequence.StandardKey.Underline, self.toggle_underline),
        ):
            if event.matches(keys) and not self.isReadOnly():
                toggle()
                return True
        return False

    def _handle_block_end_key(self, key: int) -> bool:
        """End a list with Enter on an empty item or Backspace at its start, a heading with Enter."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection():
            return False
        block = cursor.block()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if list_of(block) is not None and (
            (enter and block.length() == 1) or (key == Qt.Key.Key_Backspace and cursor.atBlockStart())
        ):
            return self._indent_list(-1)
        if enter and cursor.atBlockEnd() and block.blockFormat().headingLevel():
            cursor.insertBlock(default_block_format(self.document()), QTextCharFormat())
            self.setTextCursor(cursor)
            return True
        return False

    def _handle_tab(self, key: int) -> bool:
        """Indent an item of a list, or go to another cell of a table."""
        if self.isReadOnly() or key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return False
        forward = key == Qt.Key.Key_Tab
        if not self.in_table:
            return self._indent_list(1 if forward else -1)
        self.edit_table(
            text_formatting.move_to_next_cell if forward else text_formatting.move_to_previous_cell
        )
        return True

    @property
    def language(self) -> str:
        """The language (BCP 47) of paragraphs that name none of their own."""
        return self._autocorrect.language

    def set_language(self, language: str) -> None:
        """Set the language (BCP 47) of paragraphs that name none of their own."""
        if language != self._autocorrect.language:
            self._autocorrect.language = language
            self.repaint_blocks()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Keep Tab for tables and lists while the cursor is in one."""
        if not self.isReadOnly() and (self.in_table or list_of(self.textCursor().block()) is not None):
            return False
        return super().focusNextPrevChild(following)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the text on leaving."""
        super().focusOutEvent(event)
        self.commit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._has_typed = False
            self.focus_lost.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the context menu, which is for a picture below the mouse; `menu_opened` lets others add to it."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        picture = QTextCursor(place)
        if by_mouse and select_figure_at(picture, self.textCursor()):
            self.setTextCursor(picture)
        menu = self.createStandardContextMenu(event.pos())
        self.menu_opened.emit(menu, place)
        show_menu(menu, event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the selection as blocks with their notes, and as text for other programs."""
        cursor = self.textCursor()
        notes = tuple(block for block in self.blocks() if isinstance(block, Note))
        return selection_to_mime(cursor, notes, self.find_pictures)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text and pictures, but no other files: those that are dropped here are for the window."""
        return bool(source.formats() and (pictures_in(source) or (has_text(source) and not files_in(source))))

    def dropEvent(self, event: QDropEvent) -> None:
        """Refuse pictures where there can be none, before they are taken from where they are."""
        has_figure = any(isinstance(block, Figure) for block in blocks_from_mime(event.mimeData()) or ())
        if has_figure and not can_hold_pictures(self.cursorForPosition(event.position().toPoint())):
            event.ignore()
            self.picture_refused.emit()
        else:
            super().dropEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text with the formats that the text model has."""
        if self.isReadOnly() or not source.formats():
            return
        # The content goes to the present cursor position, although typing may continue until it is read.
        cursor, shown, pictures = self.textCursor(), self._show_count, pictures_in(source)
        if (offered := offered_text(source, self.find_pictures, self.quote)) is None:
            if pictures:
                self.pictures_pasted.emit(pictures, cursor)
            return
        content, plain, is_plain_cut = offered

        def deliver(found: Fragment | None) -> None:
            if self._show_count != shown:
                return
            blocks = plain if found is None else without_ids(found.blocks)
            if pictures and not blocks:
                # A browser copies a picture with the markup that shows it.
                self.pictures_pasted.emit(pictures, cursor)
                return
            self._insert_blocks(cursor, blocks)
            if is_plain_cut if found is None else found.cut:
                self.paste_cut.emit()

        if content is None or self._read_clipboard is None:
            deliver(None)
        else:
            self._read_clipboard(content, deliver)

    def _insert_blocks(self, cursor: QTextCursor, blocks: tuple[Block, ...]) -> None:
        """Replace a cursor's selection by blocks, with their notes at the end of the text."""
        in_table, in_note = table_at(cursor) is not None, is_note(cursor.block())
        known = () if in_table or in_note else (None, *self.find_pictures(figure_names(blocks)))
        kept = tuple(without_pictures(blocks, known))
        if kept != blocks:
            self.picture_refused.emit()
        body, notes = self._notes.separate_notes(flatten_tables(kept) if in_table or in_note else kept)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        has_figure = any(isinstance(block, Figure) for block in body)
        if has_figure or figures_in(cursor.block()):
            make_room(cursor)
        into_text = not has_figure and (cursor.block().length() > 1 or len(body) == 1 or in_note)
        if in_note:
            body, notes = join_into_paragraph(body), ()
        BlockWriter(cursor, in_cell=in_table).write(body, keep_first_form=into_text)
        cursor.endEditBlock()
        self._notes.place(notes)
        self._notes.accept_document()
        text_formatting.style_tables(self.document(), self._theme)
        self.setTextCursor(cursor)
        self.repaint_blocks()

    def insert_figure(self, figure: Figure, place: QTextCursor) -> None:
        """Insert a picture at a place, with the cursor in its caption, and commit the text."""
        if self.isReadOnly() or not can_hold_pictures(place):
            self.picture_refused.emit()
            return
        self.commit()
        self.setTextCursor(insert_figure(place, figure))
        self.repaint_blocks()
        self.commit()

    def show_images(self, images: Mapping[str, QImage]) -> None:
        """Draw the pictures of the text with these images; this is not a change of the text."""
        loading, self._loading = self._loading, True
        self.figures.show_images(images)
        self._loading = loading

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing."""
        return self.document().loadResource(kind, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers of the notes, and a line above the first."""
        super().paintEvent(event)
        first = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        moved = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        if not self.isReadOnly() and self.figures.images:
            painter = QPainter(self.viewport())
            self.figures.draw_hints(painter, first, moved, self.viewport().height())
            painter.end()
        if is_note(self.document().lastBlock()) or is_note(first):
            painter = QPainter(self.viewport())
            for place, number, leads in self._notes.visible_notes(first, moved, self.viewport().height()):
                self.highlighter.draw_note_number(painter, place, number, first=leads)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select a picture that is clicked; go to a note when its reference is clicked with Ctrl."""
        super().mouseReleaseEvent(event)
        clicked = self.cursorForPosition(event.position().toPoint())
        if not self.textCursor().hasSelection() and select_figure_at(clicked, self.textCursor()):
            self.setTextCursor(clicked)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and note_at(self.textCursor()):
            self.toggle_note()
