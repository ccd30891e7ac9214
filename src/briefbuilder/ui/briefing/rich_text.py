"""Converts between a QTextDocument and blocks of the text model, both ways without loss.

A document's formats carry meaning alone (bold, link, heading level …); how a heading or a link
looks is `styling`'s business. Characters come from whole fragments, never by offsets, so that
code points and UTF-16 units cannot be mixed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextTable,
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
    BLOCK_LANGUAGE,
    BLOCK_PAGE,
    CONTINUES,
    NOTE_MARK,
    NOTE_PLACEMENT,
    NOTE_SIGN,
    bare_format,
    block_format,
    char_format,
    content_in,
    is_note,
    is_ordered,
    kept_id,
    list_format,
    marks_in,
    note_format,
    to_document,
)
from briefbuilder.ui.briefing.rich_tables import can_hold, read_table, write_table

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


def read_blocks(document: QTextDocument) -> tuple[EditableBlock, ...]:
    """Return what a document holds; empty lines are dropped and every block has an id of its own."""
    named = named_pieces(document)
    names = {block.position(): name for block, name in named.blocks}
    seen: dict[int, int] = {}

    def read(block: QTextBlock) -> EditableBlock | None:
        name = names.get(block.position())
        return None if name is None else _counted(_read_block(block, name, content_in(block)), block, seen)

    found: list[EditableBlock] = []
    caption: Paragraph | None = None
    for piece in pieces(document):
        if isinstance(piece, QTextTable):
            content = caption.content if caption is not None else ()
            found.append(read_table(piece, named.tables[piece.firstPosition()], content, read))
            caption = None
            continue
        if caption is not None:
            found.append(caption)
        made = read(piece)
        is_caption = made is not None and piece.blockFormat().property(BLOCK_KIND) == "caption"
        caption = made if is_caption and isinstance(made, Paragraph) else None
        if made is not None and caption is None:
            found.append(made)
    return (*found, caption) if caption is not None else tuple(found)


def pieces(document: QTextDocument) -> Iterator[QTextBlock | QTextTable]:
    """Yield a document's paragraphs and tables in order; the paragraphs of a table's cells are in it."""
    block = document.begin()
    while block.isValid():
        table = table_at(QTextCursor(block))
        if table is None:
            yield block
            block = block.next()
        else:
            yield table
            block = document.findBlock(table.lastPosition() + 1)


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """Return the table that a cursor is in, or None."""
    return cast("QTextTable | None", cursor.currentTable())


@dataclass(frozen=True, slots=True)
class NamedPieces:
    """What of a document holds anything: its paragraphs, those in tables too, with their ids.

    `tables` holds the ids of tables by the position at which each begins.
    """

    blocks: tuple[tuple[QTextBlock, str], ...]
    tables: dict[int, str]


def named_pieces(document: QTextDocument) -> NamedPieces:
    """Return what holds anything with ids, each one's own: the one it had, where no earlier piece has it."""
    marked = {name for block in each_block(document) for name in marks_in(block)}
    holding = [
        block
        for block in each_block(document)
        if content_in(block) or (is_note(block) and kept_id(block) in marked)
    ]
    tables = [piece for piece in pieces(document) if isinstance(piece, QTextTable)]
    names = _Names({*map(kept_id, holding), *map(_table_id, tables)})
    wanted: list[tuple[int, QTextBlock | QTextTable]] = [(block.position(), block) for block in holding]
    wanted += [(table.firstPosition() - 1, table) for table in tables]
    blocks: list[tuple[QTextBlock, str]] = []
    found: dict[int, str] = {}
    for _, piece in sorted(wanted, key=lambda one: one[0]):
        if isinstance(piece, QTextTable):
            found[piece.firstPosition()] = names.given(_table_id(piece))
        else:
            blocks.append((piece, names.given(kept_id(piece))))
    return NamedPieces(tuple(blocks), found)


def keep_ids(document: QTextDocument) -> None:
    """Write the ids that blocks are read with into the document, so that they bear them from now on."""
    named = named_pieces(document)
    for block, name in named.blocks:
        if kept_id(block) != name:
            form = QTextBlockFormat()
            form.setProperty(BLOCK_ID, name)
            QTextCursor(block).mergeBlockFormat(form)
    for piece in pieces(document):
        if isinstance(piece, QTextTable) and _table_id(piece) != named.tables[piece.firstPosition()]:
            table_form = piece.format().toTableFormat()
            table_form.setProperty(BLOCK_ID, named.tables[piece.firstPosition()])
            piece.setFormat(table_form)


def _counted(read: EditableBlock, block: QTextBlock, seen: dict[int, int]) -> EditableBlock:
    """Number an item among those of its list that hold words: empty ones before it were dropped."""
    listed = list_of(block)
    if listed is None or not isinstance(read, ListItem):
        return read
    place = seen.get(listed.objectIndex(), 0)
    seen[listed.objectIndex()] = place + 1
    number = listed.format().start() + place if read.ordered else None
    return replace(read, number=number, starts=place == 0)


def each_block(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield a document's blocks in order, those in tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of, or None."""
    return cast("QTextList | None", block.textList())


def _table_id(table: QTextTable) -> str:
    return str(table.format().property(BLOCK_ID) or "")


class _Names:
    """Gives ids, each once; a new one is none that anything else wants."""

    def __init__(self, present: Iterable[str]) -> None:
        self._present = frozenset(present)
        self._taken: set[str] = set()

    def given(self, wanted: str) -> str:
        name, number = wanted, len(self._taken) + 1
        while not name or name in self._taken:
            name = f"b{number}"
            name = "" if name in self._present else name
            number += 1
        self._taken.add(name)
        return name


def _read_block(block: QTextBlock, name: str, content: tuple[Inline, ...]) -> EditableBlock:
    form = block.blockFormat()
    language = cast("str | None", form.property(BLOCK_LANGUAGE)) or None
    page = cast("int | None", form.property(BLOCK_PAGE))
    kind, continues = form.property(BLOCK_KIND), bool(form.property(CONTINUES))
    listed = list_of(block)
    if listed is not None:
        return ListItem(
            id=name,
            content=content,
            language=language,
            page=page,
            depth=max(0, listed.format().indent() - 1),
            ordered=is_ordered(listed.format()),
        )
    if kind == "list_item":
        depth = max(0, form.indent() - 1)
        return ListItem(id=name, content=content, language=language, page=page, depth=depth, continues=True)
    if form.headingLevel():
        level = min(form.headingLevel(), 6)
        return Heading(id=name, content=content, language=language, page=page, level=level)
    if kind == "quote":
        return Quote(id=name, content=content, language=language, page=page, continues=continues)
    if kind == "note":
        return Note(
            id=name,
            content=tuple(inline for inline in content if isinstance(inline, Span)),
            language=language,
            page=page,
            placement="end" if form.property(NOTE_PLACEMENT) == "end" else "foot",
            mark=str(form.property(NOTE_MARK) or ""),
        )
    return Paragraph(id=name, content=content, language=language, page=page)


def _content_of(block: Block) -> tuple[Inline, ...]:
    return block.content if isinstance(block, EditableBlock) and block.content else (Span(block.text),)
