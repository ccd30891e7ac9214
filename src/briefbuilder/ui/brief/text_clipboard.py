"""Conversion between the text editor and the clipboard or a drag.

Texts of this program are copied as blocks. HTML and RTF of other programs are read and
cleaned in a worker process; plain text is pasted at once. Nothing is loaded from files or the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobRunner
from briefbuilder.domain.inline import captioned_block_text
from briefbuilder.domain.text import Block, Note, Paragraph, Span, Table, map_child_blocks
from briefbuilder.importers.limits import PASTED_BLOCKS, PASTED_CHARACTERS
from briefbuilder.typed_json import json_adapter
from briefbuilder.ui.brief.rich_text import OfflineDocument, can_edit, read_blocks
from briefbuilder.ui.brief.text_formats import NOTE_CHARACTER
from briefbuilder.ui.clipboard import clipboard_content, passage_from_mime

if TYPE_CHECKING:
    from briefbuilder.importers.pasted.article import ClipboardContent
    from briefbuilder.importers.pasted.fragment import Fragment

BLOCKS_TYPE = "application/x-briefbuilder-blocks"
"""The media type of blocks as JSON."""

DeliverFragment = Callable[["Fragment | None"], None]
ReadClipboard = Callable[["ClipboardContent", DeliverFragment], None]
"""Reads content of another program and delivers it later, None if that failed."""


_Blocks = tuple[Block, ...]


def selection_to_mime(cursor: QTextCursor, notes: tuple[Note, ...]) -> QMimeData:
    """Return a selection as clipboard data; `notes` are those of the whole text."""
    selection = OfflineDocument()
    QTextCursor(selection).insertFragment(cursor.selection())
    blocks = read_blocks(selection)
    ids = {block.id for block in blocks if isinstance(block, Note)}
    data = QMimeData()
    carried = (*blocks, *(note for note in notes if note.id not in ids))
    data.setData(BLOCKS_TYPE, QByteArray(json_adapter(_Blocks).write(carried)))
    data.setHtml(cursor.selection().toHtml().replace(NOTE_CHARACTER, ""))
    data.setText("\n".join(captioned_block_text(block) for block in blocks if not isinstance(block, Note)))
    return data


def blocks_from_mime(data: QMimeData) -> tuple[Block, ...] | None:
    """Return the blocks in clipboard data, None if there are none or they are not valid."""
    if not data.hasFormat(BLOCKS_TYPE):
        return None
    from pydantic_core import ValidationError

    try:
        blocks: _Blocks = json_adapter(_Blocks).read(bytes(data.data(BLOCKS_TYPE).data()))
    except ValidationError:
        return None
    return blocks if can_edit(blocks) else None


def foreign_content(data: QMimeData) -> ClipboardContent | None:
    """Return formatted content of another program, None if there is only plain text."""
    if passage_from_mime(data) is not None:
        return None
    offered = clipboard_content(data)
    return offered if offered.html or offered.cf_html or offered.rtf else None


def without_ids(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return pasted blocks without their ids, except those of notes, so that they get new ones."""
    return tuple(map(_without_id, blocks))


def _without_id(block: Block) -> Block:
    return block if isinstance(block, Note) else replace(map_child_blocks(block, _without_id), id="")


def paragraphs_from_text(data: QMimeData) -> tuple[tuple[Block, ...], bool]:
    """Return each non-empty line of plain text as a paragraph, and whether the text was cut at the limits."""
    text = data.text()
    lines = text[:PASTED_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = tuple(Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())
    return blocks[:PASTED_BLOCKS], len(text) > PASTED_CHARACTERS or len(blocks) > PASTED_BLOCKS


def flatten_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Replace tables by the blocks in their cells, because a table cell cannot hold a table."""
    flattened: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            flattened += (held for row in block.rows for cell in row.cells for held in cell.blocks)
        else:
            flattened.append(block)
    return tuple(flattened)


def join_into_paragraph(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Join blocks into one paragraph with line breaks, because a note has one block."""
    content: list[Span] = []
    for block in blocks:
        spans = [inline for inline in block.content if isinstance(inline, Span)]
        if spans and content:
            content.append(Span("\n"))
        content += spans
    return (Paragraph(id="", content=tuple(content)),) if content else ()


def background_reader(jobs: JobRunner) -> ReadClipboard:
    """Return a reader that parses foreign markup in a worker process."""

    def read(offered: ClipboardContent, deliver: DeliverFragment) -> None:
        jobs.start(partial(_read_fragment_job, offered), deliver, lambda _error: deliver(None))

    return read


def _read_fragment_job(offered: ClipboardContent, context: JobContext) -> Fragment:
    return app.read_files.read_fragment(offered, cancelled=context.cancelled, pool=context.pool)
