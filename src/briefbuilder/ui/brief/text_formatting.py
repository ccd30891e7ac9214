"""Formats of edited text: highlighting, tables, paragraph styles and links, and its typography as one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextListFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit

from briefbuilder.composing.typography import smart_replacement
from briefbuilder.domain.list_labels import ListLabel, NumberStyle, label_of_depth, own_label, read_label
from briefbuilder.domain.text import ListItem
from briefbuilder.ui.brief.rich_text import (
    clear_cell_format,
    default_table_format,
    is_header_cell,
    safe_link,
    set_header_cell,
    table_header_rows,
)
from briefbuilder.ui.brief.text_formats import (
    BLOCK_KIND,
    BLOCK_LANGUAGE,
    CONTINUES,
    FIGURE_CAPTION,
    SPAN_CODE,
    blocks_and_tables,
    default_block_format,
    figures_in,
    is_caption,
    is_note,
    list_of,
    table_at,
)
from briefbuilder.ui.list_formats import is_ordered, list_format, own_label_of, set_label
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.keys import COMMAND_MODIFIERS

# Highlighting changes only how the document is shown, so that no style is read back as meaning.

_NOTE_SCALE = 0.9
"""Font size of notes and captions, relative to that of the text."""
_HEADING_SCALES = (1.35, 1.2, 1.1, 1.05, 1.0, 1.0)
_BULLETS = frozenset("-*•")
"""What begins a list if it is typed at the start of a paragraph, followed by a space, as labels do."""


FindRanges = Callable[[QTextBlock], tuple[tuple[int, int], ...]]
"""Returns the ranges of words to be underlined in a block, in UTF-16 units."""


class TextHighlighter(QSyntaxHighlighter):
    """Highlights one document; the editor repaints it when the theme changes, and once after another text is loaded."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.is_loading = False
        self._underlines: list[tuple[FindRanges, QTextCharFormat.UnderlineStyle, str]] = []

    def add_underlines(self, find: FindRanges, style: QTextCharFormat.UnderlineStyle, token: str) -> None:
        """Underline words in a style and the colour of a token; what was added later is drawn where two meet."""
        self._underlines.append((find, style, token))

    def highlightBlock(self, _text: str) -> None:
        """Highlight one block, fragment by fragment."""
        if self.is_loading:
            return
        block = self.currentBlock()
        level = block.blockFormat().headingLevel()
        kind = str(block.blockFormat().property(BLOCK_KIND) or "")
        small = kind in {"note", "caption", FIGURE_CAPTION}
        muted = kind in {"quote", "caption", FIGURE_CAPTION}
        heads = self._is_in_header_cell(QTextCursor(block))
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.isValid():
                fmt = self._form(fragment.charFormat(), level, muted=muted)
                if heads:
                    fmt.setFontWeight(QFont.Weight.Bold)
                if small:
                    fmt.setFontPointSize(self._points * _NOTE_SCALE)
                self.setFormat(fragment.position() - block.position(), fragment.length(), fmt)
            iterator += 1
        for find, style, token in self._underlines:
            for start, end in find(block):
                self._underline(start, end, style, token)

    def _underline(self, start: int, end: int, style: QTextCharFormat.UnderlineStyle, token: str) -> None:
        """Underline words and keep their other formats."""
        place = start
        while place < end:
            fmt = self.format(place)
            last = place + 1
            while last < end and self.format(last) == fmt:
                last += 1
            fmt.setUnderlineStyle(style)
            fmt.setUnderlineColor(self._theme.colours.colour(token))
            self.setFormat(place, last - place, fmt)
            place = last

    @property
    def _points(self) -> float:
        # A font whose size is set in pixels has no size in points of its own.
        return float(QFontInfo(self.document().defaultFont()).pointSizeF())

    def _is_in_header_cell(self, cursor: QTextCursor) -> bool:
        """Return whether a cursor is in a header cell."""
        table = table_at(cursor)
        if table is None:
            return False
        cell = table.cellAt(cursor)
        return is_header_cell(cell) or cell.row() < table_header_rows(table)

    def draw_note_number(self, painter: QPainter, place: QPointF, number: str, *, first: bool) -> None:
        """Draw the number of a note, with the top of its text at `place`, and a line above the first note."""
        font = QFont(self.document().defaultFont())
        font.setPointSizeF(self._points * _NOTE_SCALE)
        painter.setFont(font)
        painter.setPen(self._theme.colours.colour("accent"))
        painter.drawText(place + QPointF(0, QFontMetricsF(font).ascent()), number)
        if first:
            painter.setPen(self._theme.colours.colour("muted"))
            painter.drawLine(QLineF(place, place + QPointF(8 * self._theme.line_height, 0)))

    def _form(self, meaning: QTextCharFormat, level: int, *, muted: bool) -> QTextCharFormat:
        colours = self._theme.colours
        fmt = QTextCharFormat()
        if level:
            fmt.setFontPointSize(self._points * _HEADING_SCALES[min(level, 6) - 1])
            fmt.setFontWeight(QFont.Weight.Bold)
        if muted:
            fmt.setForeground(colours.colour("muted"))
        if meaning.isAnchor():
            fmt.setForeground(colours.colour("accent"))
            fmt.setFontUnderline(True)
        if meaning.property(SPAN_CODE):
            fmt.setFontFamilies(["Noto Sans Mono", "DejaVu Sans Mono", "monospace"])
        return fmt


TableCommand = Callable[[QTextTable, QTextCursor], None]
"""Changes the table that a cursor is in."""
_NEW_ROWS, _NEW_COLUMNS = 3, 3
"""The size of a new table, with its header row."""


def insert_table(cursor: QTextCursor) -> QTextCursor:
    """Insert a table with a header row after the selection and return a cursor in its first cell."""
    cursor.beginEditBlock()
    cursor.setPosition(cursor.selectionEnd())
    table = cursor.insertTable(_NEW_ROWS, _NEW_COLUMNS, default_table_format(1))
    for column in range(_NEW_COLUMNS):
        set_header_cell(table.cellAt(0, column), header=True)
    cursor.endEditBlock()
    return table.cellAt(0, 0).firstCursorPosition()


def add_row(table: QTextTable, cursor: QTextCursor, *, below: bool) -> None:
    """Add a row above or below the current one."""
    cell = table.cellAt(cursor)
    cursor.setKeepPositionOnInsert(below)
    _add_row_at(table, cell.row() + cell.rowSpan() if below else cell.row())
    cursor.setKeepPositionOnInsert(False)


def _add_row_at(table: QTextTable, at: int) -> None:
    table.insertRows(at, 1)
    for column in range(table.columns()):
        cell = table.cellAt(at, column)
        if cell.row() == at:
            clear_cell_format(cell)


def add_column(table: QTextTable, cursor: QTextCursor, *, right: bool) -> None:
    """Add a column to the left or the right of the current one; its cells in header rows are header cells."""
    cell = table.cellAt(cursor)
    at = cell.column() + cell.columnSpan() if right else cell.column()
    cursor.setKeepPositionOnInsert(right)
    table.insertColumns(at, 1)
    cursor.setKeepPositionOnInsert(False)
    for row in range(table.rows()):
        new_cell = table.cellAt(row, at)
        if new_cell.column() == at:
            clear_cell_format(new_cell)
            set_header_cell(new_cell, header=row < table_header_rows(table))


def remove_row(table: QTextTable, cursor: QTextCursor) -> None:
    """Remove the current row; with its last row the table goes too."""
    row, heads = table.cellAt(cursor).row(), table_header_rows(table)
    if table.rows() > 1 and row < heads:
        _set_header_rows(table, heads - 1)
    table.removeRows(row, 1)


def remove_column(table: QTextTable, cursor: QTextCursor) -> None:
    """Remove the current column; with its last column the table goes too."""
    table.removeColumns(table.cellAt(cursor).column(), 1)


def remove_table(table: QTextTable, _cursor: QTextCursor) -> None:
    """Remove the current table."""
    table.removeRows(0, table.rows())


def has_header_row(cursor: QTextCursor) -> bool:
    """Return whether the current table has a header row."""
    table = table_at(cursor)
    return table is not None and table_header_rows(table) > 0


def toggle_header_row(table: QTextTable, _cursor: QTextCursor) -> None:
    """Make the first row of the current table a header row, or not."""
    on = not table_header_rows(table)
    for row in range(1 if on else table_header_rows(table)):
        for column in range(table.columns()):
            set_header_cell(table.cellAt(row, column), header=on)
    _set_header_rows(table, int(on))


def move_to_next_cell(table: QTextTable, cursor: QTextCursor) -> None:
    """Move a cursor to the next cell; after the last one a row is added."""
    cursor.clearSelection()
    if not cursor.movePosition(QTextCursor.MoveOperation.NextCell) or table_at(cursor) != table:
        rows = table.rows()
        _add_row_at(table, rows)
        cursor.setPosition(table.cellAt(rows, 0).firstPosition())


def move_to_previous_cell(_table: QTextTable, cursor: QTextCursor) -> None:
    """Move a cursor to the previous cell, if there is one."""
    cursor.clearSelection()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCell)


def style_tables(document: QTextDocument, theme: Theme) -> None:
    """Set the border colour of tables from the theme."""
    colour = theme.colours.colour("line")
    for piece in blocks_and_tables(document):
        if isinstance(piece, QTextTable) and piece.format().borderBrush().color() != colour:
            fmt = piece.format().toTableFormat()
            fmt.setBorderBrush(colour)
            piece.setFormat(fmt)


def _set_header_rows(table: QTextTable, rows: int) -> None:
    fmt = table.format().toTableFormat()
    fmt.setHeaderRowCount(rows)
    table.setFormat(fmt)


BlockStyle = Literal["paragraph", "heading1", "heading2", "heading3", "bullets", "numbers", "quote"]


def block_style(cursor: QTextCursor) -> BlockStyle:
    """Return the style of the cursor's block."""
    listed = list_of(cursor.block())
    if listed is not None:
        return "numbers" if is_ordered(listed.format()) else "bullets"
    fmt = cursor.blockFormat()
    levels: dict[int, BlockStyle] = {1: "heading1", 2: "heading2"}
    if fmt.headingLevel():
        return levels.get(fmt.headingLevel(), "heading3")
    return "quote" if fmt.property(BLOCK_KIND) == "quote" else "paragraph"


def set_block_style(
    cursor: QTextCursor, style: BlockStyle, *, start: int = 1, label: ListLabel | None = None
) -> None:
    """Give the selected blocks a style; a numbered list begins at `start` and has a label, or the usual one.

    Pictures and their captions stay as they are.
    """
    blocks = _selected_blocks(cursor)
    kept = [(block, block.blockFormat()) for block in blocks if figures_in(block) or is_caption(block)]
    if len(kept) == len(blocks):
        return
    cursor.beginEditBlock()
    _clear_block_style(cursor)
    if style in {"bullets", "numbers"}:
        item = ListItem(id="", ordered=style == "numbers", number=start)
        cursor.createList(list_format(item, label))
    else:
        cursor.mergeBlockFormat(_style_format(style))
    for block, fmt in kept:
        _leave_list(block)
        QTextCursor(block).setBlockFormat(fmt)
    cursor.endEditBlock()


def _selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    block, found = cursor.document().findBlock(cursor.selectionStart()), list[QTextBlock]()
    while block.isValid() and block.position() <= cursor.selectionEnd():
        found.append(block)
        block = block.next()
    return found


def _clear_block_style(cursor: QTextCursor) -> None:
    """Take the selected blocks out of their lists and make them paragraphs."""
    for block in _selected_blocks(cursor):
        _leave_list(block)
        QTextCursor(block).mergeBlockFormat(_style_format("paragraph"))


def _leave_list(block: QTextBlock) -> None:
    listed = list_of(block)
    if listed is not None:
        listed.remove(block)


_MAX_DEPTH = 6
_INNER_STYLES: dict[NumberStyle, NumberStyle] = {
    "upperRoman": "upperLetter", "upperLetter": "decimal", "decimal": "lowerLetter",
    "lowerLetter": "lowerRoman", "lowerRoman": "decimal",
}  # fmt: skip
"""The style of the numbers in a list within another one, as outlines have them."""


def indent_list(cursor: QTextCursor, step: int) -> bool:
    """Move the cursor's list item one level in (+1) or out (-1); return False outside a list.

    It goes on with the list of that level above it, if there is one.
    """
    listed = list_of(cursor.block())
    if listed is None:
        return False
    fmt = QTextListFormat(listed.format())
    depth = fmt.indent() + step
    if depth < 1:
        set_block_style(cursor, "paragraph")
    elif (above := _list_above(cursor.block(), depth)) is not None:
        above.add(cursor.block())
    elif depth <= _MAX_DEPTH:
        own = own_label_of(fmt) if step > 0 else None
        fmt.setIndent(depth)
        fmt.setStart(1)
        if is_ordered(fmt):
            set_label(fmt, own and replace(own, style=_INNER_STYLES[own.style]))
        cursor.createList(fmt)
    return True


def _list_above(block: QTextBlock, depth: int) -> QTextList | None:
    """Return the list whose last item so far is above a block at an indent, in a run of list items."""
    above = block.previous()
    while above.isValid() and (listed := list_of(above)) is not None and listed.format().indent() >= depth:
        if listed.format().indent() == depth:
            return listed
        above = above.previous()
    return None


def _read_typed_label(block: QTextBlock, typed: str) -> tuple[ListLabel, int] | None:
    """Return the label and number that a mark typed at the start of a paragraph begins a list with, or None.

    Letters and Roman numerals must be the first of a list or continue the list above, as "C." may begin a name.
    """
    listed, above = list_of(block.previous()), None
    if listed is not None and is_ordered(listed.format()):
        last = listed.format().start() + listed.itemNumber(block.previous())
        above = own_label_of(listed.format()) or label_of_depth(listed.format().indent() - 1), last
    read = read_label(typed, above and above[0])
    if read is None or read[0].style == "decimal" or read[1] == 1:
        return read
    return read if above is not None and read == (above[0], above[1] + 1) else None


def _repeats_label(block: QTextBlock, typed: str) -> bool:
    """Return whether a mark typed at the start of an item of a list is the label that the item has already."""
    listed = list_of(block)
    if listed is None:
        return False
    fmt = listed.format()
    if not is_ordered(fmt):
        return typed in _BULLETS
    number = fmt.start() + listed.itemNumber(block)
    label = own_label_of(fmt) or label_of_depth(fmt.indent() - 1)
    read = read_label(typed, label)
    return read is not None and read[1] == number


def restore_spacing(block: QTextBlock) -> None:
    """Give a paragraph the height of its lines and the gap below it, which Qt removes in lists and empty paragraphs."""
    if not block.isValid() or is_note(block):
        return
    cursor = QTextCursor(block)
    usual, own = default_block_format(cursor.document()), block.blockFormat()
    is_spaced = own.bottomMargin() == usual.bottomMargin() and own.lineHeight() == usual.lineHeight()
    if is_spaced or table_at(cursor) is not None:
        return
    cursor.joinPreviousEditBlock()
    cursor.mergeBlockFormat(usual)
    cursor.endEditBlock()


def set_link(cursor: QTextCursor, address: str) -> bool:
    """Link the selection, or the word at the cursor, to an address; "" removes the link.

    Returns whether the address is allowed.
    """
    safe = safe_link(address) if address else None
    if address and safe is None:
        return False
    if not cursor.hasSelection():
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    fmt = QTextCharFormat()
    fmt.setAnchor(safe is not None)
    fmt.setAnchorHref(safe or "")
    if not cursor.hasSelection() and safe:
        cursor.insertText(safe, fmt)
    else:
        cursor.mergeCharFormat(fmt)
    return True


def _style_format(style: BlockStyle) -> QTextBlockFormat:
    fmt = QTextBlockFormat()
    fmt.setIndent(1 if style == "quote" else 0)
    fmt.setHeadingLevel(int(style[-1]) if style.startswith("heading") else 0)
    fmt.setProperty(BLOCK_KIND, "quote" if style == "quote" else "")
    fmt.setProperty(CONTINUES, False)
    return fmt


def _is_plain_paragraph(block: QTextBlock) -> bool:
    fmt = block.blockFormat()
    is_plain = not fmt.headingLevel() and not fmt.property(BLOCK_KIND)
    return is_plain and list_of(block) is None and table_at(QTextCursor(block)) is None


class Autocorrect:
    """Begins lists, and follows the typography of a language (BCP 47) if a paragraph names none of its own.

    `on_formatted` is called when a list begins or ends.
    """

    def __init__(self, editor: QTextEdit, on_formatted: Callable[[], None]) -> None:
        self._editor = editor
        self._on_formatted = on_formatted
        self.language = "en"
        self._listed: tuple[int, str] | None = None
        self._last_correction: tuple[int, int, str] | None = None

    def handle_key(self, event: QKeyEvent) -> bool:
        """Insert the corrected characters for a key; return False if the key has its usual effect."""
        if self._editor.isReadOnly() or event.modifiers() & COMMAND_MODIFIERS:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self._revert()
        self._last_correction = None
        cursor = self._editor.textCursor()
        if len(event.text()) != 1 or cursor.hasSelection() or cursor.charFormat().property(SPAN_CODE):
            return False
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

    def forget_list(self) -> None:
        """Forget the list that began last, as another text is shown."""
        self._listed = None

    def handle_list_key(self, event: QKeyEvent) -> bool:
        """Begin a list if "- ", "1. " or "(a) " is typed at the start of a paragraph; Backspace takes that back."""
        cursor = self._editor.textCursor()
        block = cursor.block()
        listed, self._listed = self._listed, None
        if self._editor.isReadOnly() or cursor.hasSelection():
            return False
        if event.key() == Qt.Key.Key_Backspace and listed is not None and cursor.position() == listed[0]:
            set_block_style(cursor, "paragraph")
            cursor.insertText(listed[1])
            self._on_formatted()
            return True
        typed = block.text()[: cursor.positionInBlock()]
        if event.text() == " " and _repeats_label(block, typed):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            return True
        read = _read_typed_label(block, typed) if event.text() == " " else None
        is_sign = read is not None or (event.text() == " " and typed in _BULLETS)
        if not is_sign or not _is_plain_paragraph(block):
            return False
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if read is None:
            set_block_style(cursor, "bullets")
        else:
            set_block_style(cursor, "numbers", start=read[1], label=own_label(read[0], 0))
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self._listed = cursor.position(), f"{typed} "
        self._on_formatted()
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
