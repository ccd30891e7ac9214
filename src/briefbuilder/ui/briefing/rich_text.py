"""Writes blocks of the text model into a QTextDocument, from which `rich_reading` reads them back without loss.

A document's formats carry meaning alone (bold, link, heading level …); how a heading or a link looks is
`styling`'s business.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
)

from briefbuilder.domain.text import (
    Block,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
)
from briefbuilder.ui.briefing.rich_forms import (
    BLOCK_ID,
    BLOCK_KIND,
    NOTE_SIGN,
    bare_format,
    block_format,
    char_format,
    is_ordered,
    list_format,
    note_format,
    to_document,
)
from briefbuilder.ui.briefing.rich_tables import can_hold, write_table

EditableBlock = Paragraph | Heading | ListItem | Quote | Note | Table

_SAFE_SCHEMES = ("http", "https", "mailto")


class SealedDocument(QTextDocument):
    """A document that never loads a picture or style from anywhere, whatever is pasted into it."""

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Return nothing for every address."""
        return QByteArray()


def can_edit(blocks: tuple[Block, ...]) -> bool:
    """Tell whether the editor holds such blocks without loss: no figures, no code, no table of uneven cells."""
    return all(
        can_hold(block) if isinstance(block, Table) else isinstance(block, EditableBlock) for block in blocks
    )


def safe_link(address: str) -> str | None:
    """Return the address of a link that may stand in a briefing (web or mail), else None."""
    url = QUrl(address.strip())
    return address.strip() if url.isValid() and url.scheme().lower() in _SAFE_SCHEMES else None


def load_blocks(document: QTextDocument, blocks: tuple[Block, ...]) -> None:
    """Make a document show these blocks and nothing else; those it cannot hold become paragraphs."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if not blocks:
        cursor.setBlockFormat(bare_format(document))
    Writer(cursor).write(blocks)
    cursor.endEditBlock()


class Writer:
    """Writes blocks at a cursor; the first goes into the cursor's own block.

    Whether the cursor is in a table's cell must be said: within an edit a document does not tell.
    """

    def __init__(self, cursor: QTextCursor, *, in_cell: bool = False) -> None:
        self._cursor = cursor
        self._in_cell = in_cell
        self._open: dict[int, QTextList] = {}

    def write(self, blocks: tuple[Block, ...], *, keep_first_form: bool = False) -> None:
        """Write the blocks; with `keep_first_form` the first takes the form of the block it lands in."""
        free = True
        for index, block in enumerate(blocks):
            if isinstance(block, Table) and can_hold(block):
                free = self._table(block, free=free)
                continue
            if not free:
                self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            if index or not keep_first_form:
                self._give_form(block)
            self._inline(_content_of(block))
            free = False

    def _table(self, table: Table, *, free: bool) -> bool:
        """Write a table with its caption; the paragraph behind it is free for what follows."""
        if table.content:
            if not free:
                self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._give_form(Paragraph(id=""))
            form = QTextBlockFormat()
            form.setProperty(BLOCK_KIND, "caption")
            self._cursor.mergeBlockFormat(form)
            self._inline(table.content)
        self._open = {}
        write_table(self._cursor, table, _write_cell)
        self._give_form(Paragraph(id=""))
        return True

    def _inline(self, content: tuple[Inline, ...]) -> None:
        for inline in content:
            if isinstance(inline, NoteReference):
                self._cursor.insertText(NOTE_SIGN, note_format(inline))
            else:
                self._cursor.insertText(to_document(inline.text), char_format(inline))

    def _give_form(self, block: Block) -> None:
        listed = self._cursor.currentList()
        if listed is not None:
            listed.remove(self._cursor.block())
        form = block_format(block)
        if not self._in_cell and not isinstance(block, Note):
            form.setBottomMargin(bare_format(self._cursor.document()).bottomMargin())
        self._cursor.setBlockFormat(form)
        if not self._in_cell:
            # In a cell the form of the first paragraph's characters is the cell's own, with its spans.
            self._cursor.setBlockCharFormat(QTextCharFormat())
        if isinstance(block, ListItem) and not block.continues:
            self._put_into_list(block)
            # A list takes the block's own properties away, so they are given once more.
            form = self._cursor.blockFormat()
            form.setProperty(BLOCK_ID, block.id)
            self._cursor.mergeBlockFormat(form)

    def _put_into_list(self, item: ListItem) -> None:
        for depth in [depth for depth in self._open if depth > item.depth]:
            del self._open[depth]
        current = self._open.get(item.depth)
        if current is not None and not item.starts and _goes_on(current, item):
            current.add(self._cursor.block())
        else:
            self._open[item.depth] = self._cursor.createList(list_format(item))


def _write_cell(cursor: QTextCursor, blocks: tuple[Block, ...]) -> None:
    Writer(cursor, in_cell=True).write(blocks)


def _goes_on(current: QTextList, item: ListItem) -> bool:
    if is_ordered(current.format()) != item.ordered:
        return False
    return not item.ordered or item.number in {None, current.format().start() + current.count()}


def _content_of(block: Block) -> tuple[Inline, ...]:
    return block.content if isinstance(block, EditableBlock) and block.content else (Span(block.text),)
