"""Reads a QTextDocument back as blocks of the text model: what `rich_text` wrote into it, as it was changed since.

Characters come from whole fragments, never by offsets, so that code points and UTF-16 units cannot be mixed up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

from briefbuilder.domain.text import Heading, Inline, ListItem, Note, Paragraph, Quote, Span
from briefbuilder.ui.briefing.rich_forms import (
    BLOCK_KIND,
    BLOCK_LANGUAGE,
    BLOCK_PAGE,
    CONTINUES,
    NOTE_MARK,
    NOTE_PLACEMENT,
    content_in,
    is_ordered,
)
from briefbuilder.ui.briefing.rich_pieces import list_of, named_pieces, pieces
from briefbuilder.ui.briefing.rich_tables import read_table
from briefbuilder.ui.briefing.rich_text import EditableBlock


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


def _counted(read: EditableBlock, block: QTextBlock, seen: dict[int, int]) -> EditableBlock:
    """Number an item among those of its list that hold words: empty ones before it were dropped."""
    listed = list_of(block)
    if listed is None or not isinstance(read, ListItem):
        return read
    place = seen.get(listed.objectIndex(), 0)
    seen[listed.objectIndex()] = place + 1
    number = listed.format().start() + place if read.ordered else None
    return replace(read, number=number, starts=place == 0)


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
