"""Walks a QTextDocument: its paragraphs and tables in order, and the ids that they bear or are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextList, QTextTable

from briefbuilder.ui.briefing.rich_forms import BLOCK_ID, content_in, is_note, kept_id, marks_in


def each_block(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield a document's blocks in order, those in tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of, or None."""
    return cast("QTextList | None", block.textList())


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
