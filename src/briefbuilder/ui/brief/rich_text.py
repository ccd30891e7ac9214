"""Writes blocks of the text model into a QTextDocument, and reads them back without loss.

A document's formats carry only meaning (bold, link, heading level …); `text_formatting` decides how a heading or a
link looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    count_columns,
    is_regular,
    place_cells,
)
from briefbuilder.ui.brief.text_formats import (
    BLOCK_ID,
    BLOCK_KIND,
    BLOCK_LANGUAGE,
    BLOCK_PAGE,
    CONTINUES,
    FIGURE_CAPTION,
    FIGURE_PICTURE,
    FIGURE_TYPE,
    FIGURE_WIDE,
    FIGURE_WORDS,
    NOTE_CHARACTER,
    NOTE_MARK,
    NOTE_PLACEMENT,
    block_content,
    block_format,
    blocks_and_tables,
    char_format,
    default_block_format,
    figure_format,
    figures_in,
    identify_blocks,
    list_of,
    note_format,
    to_document,
)
from briefbuilder.ui.list_formats import is_ordered, list_format, own_label_of

# Tables
# A caption is a paragraph of its own kind before its table. A row of the model can be shorter than others; the cells
# that fill it up in the document are marked, and dropped again if they stay empty.

CELL_IS_HEADER = QTextFormat.Property.UserProperty + 20
CELL_IS_FILLER = QTextFormat.Property.UserProperty + 21

_MAX_CELLS = 2000
"""The largest table that can be edited: the document lays it out completely at each key press."""

ReadBlock = Callable[[QTextBlock], Block | None]


def can_edit_table(table: Table) -> bool:
    """Return whether a table can be edited without loss: no overlapping cells, no pictures or tables in cells."""
    held = (block for row in table.rows for cell in row.cells for block in cell.blocks)
    cells = len(table.rows) * count_columns(table.rows)
    return (
        0 < cells <= _MAX_CELLS
        and is_regular(table.rows)
        and all(isinstance(block, Paragraph | Heading | ListItem | Quote) for block in held)
    )


def default_table_format(header_rows: int) -> QTextTableFormat:
    """Return the format of a table of full width."""
    fmt = QTextTableFormat()
    fmt.setHeaderRowCount(header_rows)
    fmt.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    fmt.setCellPadding(3)
    fmt.setCellSpacing(0)
    fmt.setBorder(1)
    fmt.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    fmt.setBorderCollapse(True)
    return fmt


def write_table(cursor: QTextCursor, table: Table) -> None:
    """Insert a table at the cursor and leave the cursor in the paragraph after it."""
    width = count_columns(table.rows)
    # Qt crashes if there are more header rows than rows.
    fmt = default_table_format(min(table.header_rows, len(table.rows)))
    fmt.setProperty(BLOCK_ID, table.id)
    if table.language:
        fmt.setProperty(BLOCK_LANGUAGE, table.language)
    if table.page is not None:
        fmt.setProperty(BLOCK_PAGE, table.page)
    document_table = cursor.insertTable(len(table.rows), width, fmt)
    taken: set[tuple[int, int]] = set()
    for placed_cell in place_cells(table.rows):
        cell = placed_cell.cell
        if cell.row_span > 1 or cell.column_span > 1:
            document_table.mergeCells(placed_cell.row, placed_cell.column, cell.row_span, cell.column_span)
        taken |= {
            (row, column)
            for row in range(placed_cell.row, placed_cell.row + cell.row_span)
            for column in range(placed_cell.column, placed_cell.column + cell.column_span)
        }
        cell_at = document_table.cellAt(placed_cell.row, placed_cell.column)
        set_header_cell(cell_at, header=cell.header)
        BlockWriter(cell_at.firstCursorPosition(), in_cell=True).write(cell.blocks)
    for row in range(len(table.rows)):
        for column in range(width):
            if (row, column) not in taken:
                _set_flag(document_table.cellAt(row, column), CELL_IS_FILLER, on=True)
    cursor.setPosition(document_table.lastPosition() + 1)


def read_table(table: QTextTable, name: str, caption: tuple[Inline, ...], read: ReadBlock) -> Table:
    """Read a table; `read` returns the block of a non-empty paragraph, else None."""
    fmt = table.format()
    page = fmt.property(BLOCK_PAGE)
    rows = tuple(Row(cells=tuple(_read_row(table, row, read))) for row in range(table.rows()))
    return Table(
        id=name,
        rows=rows,
        header_rows=table_header_rows(table),
        content=caption,
        language=str(fmt.property(BLOCK_LANGUAGE) or "") or None,
        page=page if isinstance(page, int) else None,
    )


def _read_row(table: QTextTable, row: int, read: ReadBlock) -> list[Cell]:
    found: list[tuple[Cell, bool]] = []
    for column in range(table.columns()):
        cell_at = table.cellAt(row, column)
        if (cell_at.row(), cell_at.column()) != (row, column):
            continue
        blocks = tuple(
            read_content for block in blocks_in_cell(cell_at) if (read_content := read(block)) is not None
        )
        cell = Cell(
            blocks=blocks,
            column_span=cell_at.columnSpan(),
            row_span=cell_at.rowSpan(),
            header=is_header_cell(cell_at),
        )
        found.append((cell, bool(cell_at.format().property(CELL_IS_FILLER)) and not blocks))
    while found and found[-1][1]:
        found.pop()
    return [cell for cell, _ in found]


def blocks_in_cell(cell: QTextTableCell) -> Iterator[QTextBlock]:
    """Yield the paragraphs of a cell."""
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def table_header_rows(table: QTextTable) -> int:
    """Return the number of header rows."""
    return table.format().toTableFormat().headerRowCount()


def is_header_cell(cell: QTextTableCell) -> bool:
    """Return whether a cell is a header cell."""
    return bool(cell.format().property(CELL_IS_HEADER))


def set_header_cell(cell: QTextTableCell, *, header: bool) -> None:
    """Make a cell a header cell, or not."""
    _set_flag(cell, CELL_IS_HEADER, on=header)


def clear_cell_format(cell: QTextTableCell) -> None:
    """Remove the header and filler flags of a cell."""
    fmt = QTextCharFormat(cell.format())
    fmt.clearProperty(CELL_IS_HEADER)
    fmt.clearProperty(CELL_IS_FILLER)
    fmt.setBackground(QBrush())
    cell.setFormat(fmt)


def _set_flag(cell: QTextTableCell, flag: int, *, on: bool) -> None:
    if bool(cell.format().property(flag)) == on:
        return
    fmt = QTextCharFormat(cell.format())
    fmt.setProperty(flag, on)
    cell.setFormat(fmt)


EditableBlock = Paragraph | Heading | ListItem | Quote | Note | Table | Figure

_SAFE_SCHEMES = ("http", "https", "mailto")


class OfflineDocument(QTextDocument):
    """A document that never loads a picture or style sheet, whatever is pasted into it."""

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Return nothing for every address."""
        return QByteArray()


def can_edit(blocks: tuple[Block, ...]) -> bool:
    """Return whether blocks can be edited without loss: no code, no irregular tables, no tables with pictures."""
    return all(
        can_edit_table(block) if isinstance(block, Table) else isinstance(block, EditableBlock)
        for block in blocks
    )


def safe_link(address: str) -> str | None:
    """Return a web or mail address that is allowed as a link, else None."""
    url = QUrl(address.strip())
    return address.strip() if url.isValid() and url.scheme().lower() in _SAFE_SCHEMES else None


def load_blocks(document: QTextDocument, blocks: tuple[Block, ...]) -> None:
    """Replace the content of a document; blocks that it cannot hold become paragraphs."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if not blocks:
        cursor.setBlockFormat(default_block_format(document))
    BlockWriter(cursor).write(blocks)
    cursor.endEditBlock()


class BlockWriter:
    """Writes blocks at a cursor; the first goes into the cursor's block.

    `in_cell` must be given, because within an edit block the document does not know it.
    """

    def __init__(self, cursor: QTextCursor, *, in_cell: bool = False) -> None:
        self._cursor = cursor
        self._in_cell = in_cell
        self._open: dict[int, QTextList] = {}

    def write(self, blocks: tuple[Block, ...], *, keep_first_form: bool = False) -> None:
        """Write the blocks; with `keep_first_form` the first one keeps the format of the cursor's block."""
        free = True
        for index, block in enumerate(blocks):
            if isinstance(block, Table) and can_edit_table(block):
                self._table(block, free=free)
                free = True
                continue
            if not free:
                self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            if isinstance(block, Figure):
                self._figure(block)
                free = False
                continue
            if index or not keep_first_form:
                self._apply_block_format(block)
            self._inline(_content_of(block))
            free = False

    def _table(self, table: Table, *, free: bool) -> None:
        """Write a table with its caption; the paragraph after it is free for the next block."""
        if table.content:
            if not free:
                self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._apply_block_format(Paragraph(id=""))
            fmt = QTextBlockFormat()
            fmt.setProperty(BLOCK_KIND, "caption")
            self._cursor.mergeBlockFormat(fmt)
            self._inline(table.content)
        self._open = {}
        write_table(self._cursor, table)
        self._apply_block_format(Paragraph(id=""))

    def _figure(self, figure: Figure) -> None:
        """Write a picture into the cursor's block, and its caption into the one below."""
        self._apply_block_format(figure)
        fmt = self._cursor.blockFormat()
        fmt.setProperty(BLOCK_KIND, figure.kind)
        fmt.setBottomMargin(fmt.bottomMargin() / 4)
        self._cursor.setBlockFormat(fmt)
        self._cursor.insertText(NOTE_CHARACTER, figure_format(figure))
        self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        self._apply_block_format(Paragraph(id=""))
        fmt = QTextBlockFormat()
        fmt.setProperty(BLOCK_KIND, FIGURE_CAPTION)
        self._cursor.mergeBlockFormat(fmt)
        self._inline(figure.content)

    def _inline(self, content: tuple[Inline, ...]) -> None:
        for inline in content:
            if isinstance(inline, NoteReference):
                self._cursor.insertText(NOTE_CHARACTER, note_format(inline))
            else:
                self._cursor.insertText(to_document(inline.text), char_format(inline))

    def _apply_block_format(self, block: Block) -> None:
        listed = self._cursor.currentList()
        if listed is not None:
            listed.remove(self._cursor.block())
        fmt = block_format(block)
        if not self._in_cell and not isinstance(block, Note):
            usual = default_block_format(self._cursor.document())
            fmt.setBottomMargin(usual.bottomMargin())
            fmt.setLineHeight(usual.lineHeight(), usual.lineHeightType())
        self._cursor.setBlockFormat(fmt)
        if not self._in_cell:
            # In a cell the character format of the first paragraph is that of the cell, with its spans.
            self._cursor.setBlockCharFormat(QTextCharFormat())
        if isinstance(block, ListItem) and not block.continues:
            self._add_to_list(block)
            # Adding a block to a list removes its properties, so they are set again.
            fmt = self._cursor.blockFormat()
            fmt.setProperty(BLOCK_ID, block.id)
            self._cursor.mergeBlockFormat(fmt)

    def _add_to_list(self, item: ListItem) -> None:
        for depth in [depth for depth in self._open if depth > item.depth]:
            del self._open[depth]
        current = self._open.get(item.depth)
        if current is not None and not item.starts and _continues_list(current, item):
            current.add(self._cursor.block())
        else:
            self._open[item.depth] = self._cursor.createList(list_format(item, item.label))


def _continues_list(current: QTextList, item: ListItem) -> bool:
    listed = current.format()
    if (is_ordered(listed), own_label_of(listed)) != (item.ordered, item.label):
        return False
    return not item.ordered or item.number in {None, current.format().start() + current.count()}


def _content_of(block: Block) -> tuple[Inline, ...]:
    return block.content if isinstance(block, EditableBlock) and block.content else (Span(block.text),)


# Reading
# Text is read from whole fragments, never by offsets, so that code points and UTF-16 units are not mixed up.


def read_blocks(document: QTextDocument) -> tuple[EditableBlock, ...]:
    """Return the blocks of a document with unique ids, without empty lines."""
    named = identify_blocks(document)
    names = {block.position(): name for block, name in named.blocks}
    seen: dict[int, int] = {}

    def read(block: QTextBlock) -> EditableBlock | None:
        name = names.get(block.position())
        if name is None:
            return None
        read = _read_figure(block, name) or _read_block(block, name, block_content(block))
        listed = list_of(block)
        if listed is None or not isinstance(read, ListItem):
            return read
        place = seen.get(listed.objectIndex(), 0)
        seen[listed.objectIndex()] = place + 1
        number = listed.format().start() + place if read.ordered else None
        return replace(read, number=number, starts=place == 0)

    found: list[EditableBlock] = []
    caption: Paragraph | None = None
    for piece in blocks_and_tables(document):
        if isinstance(piece, QTextTable):
            content = caption.content if caption is not None else ()
            found.append(read_table(piece, named.tables[piece.firstPosition()], content, read))
            caption = None
            continue
        if caption is not None:
            found.append(caption)
        read_block = read(piece)
        if (
            isinstance(read_block, Paragraph)
            and piece.blockFormat().property(BLOCK_KIND) == FIGURE_CAPTION
            and found
            and isinstance(above := found[-1], Figure)
            and not above.content
        ):
            found[-1] = replace(above, content=read_block.content)
            continue
        is_caption = read_block is not None and piece.blockFormat().property(BLOCK_KIND) == "caption"
        caption = read_block if is_caption and isinstance(read_block, Paragraph) else None
        if read_block is not None and caption is None:
            found.append(read_block)
    return (*found, caption) if caption is not None else tuple(found)


def _read_figure(block: QTextBlock, name: str) -> Figure | None:
    """Return the first picture in a block, with the words beside it; None for a block without pictures."""
    figures = figures_in(block)
    if not figures:
        return None
    fmt, picture = block.blockFormat(), figures[0][1]
    page = fmt.property(BLOCK_PAGE)
    return Figure(
        id=name,
        content=block_content(block),
        language=str(fmt.property(BLOCK_LANGUAGE) or "") or None,
        page=page if isinstance(page, int) else None,
        picture=str(picture.property(FIGURE_PICTURE) or "") or None,
        media_type=str(picture.property(FIGURE_TYPE) or "") or None,
        alternative_text=str(picture.property(FIGURE_WORDS) or ""),
        wide=bool(picture.property(FIGURE_WIDE)),
    )


def _read_block(block: QTextBlock, name: str, content: tuple[Inline, ...]) -> EditableBlock:
    fmt = block.blockFormat()
    language = cast("str | None", fmt.property(BLOCK_LANGUAGE)) or None
    page = cast("int | None", fmt.property(BLOCK_PAGE))
    kind, continues = fmt.property(BLOCK_KIND), bool(fmt.property(CONTINUES))
    listed = list_of(block)
    if listed is not None:
        return ListItem(
            id=name,
            content=content,
            language=language,
            page=page,
            depth=max(0, listed.format().indent() - 1),
            ordered=is_ordered(listed.format()),
            label=own_label_of(listed.format()),
        )
    if kind == "list_item":
        depth = max(0, fmt.indent() - 1)
        return ListItem(id=name, content=content, language=language, page=page, depth=depth, continues=True)
    if fmt.headingLevel():
        level = min(fmt.headingLevel(), 6)
        return Heading(id=name, content=content, language=language, page=page, level=level)
    if kind == "quote":
        return Quote(id=name, content=content, language=language, page=page, continues=continues)
    if kind == "note":
        return Note(
            id=name,
            content=tuple(inline for inline in content if isinstance(inline, Span)),
            language=language,
            page=page,
            placement="end" if fmt.property(NOTE_PLACEMENT) == "end" else "foot",
            mark=str(fmt.property(NOTE_MARK) or ""),
        )
    return Paragraph(id=name, content=content, language=language, page=page)
