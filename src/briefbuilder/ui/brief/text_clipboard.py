"""What goes out of and into the text under the pen by the clipboard and by drag.

Between texts of this program it travels as blocks, whole. What another program offers as markup or RTF is read and
cleaned elsewhere, beside the window; plain text is taken at once. Nothing is loaded from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from briefbuilder.domain.text import Block, Note, Paragraph, Span, Table
from briefbuilder.ui.brief.rich_text import OfflineDocument, can_edit
from briefbuilder.ui.brief.text_formats import NOTE_CHARACTER
from briefbuilder.ui.clipboard import clipboard_offer, passage_from_mime

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from briefbuilder.app.jobs import JobContext, JobRunner
    from briefbuilder.importers.pasted.article import ClipboardContent
    from briefbuilder.importers.pasted.fragment import Fragment

BLOCKS_TYPE = "application/x-briefbuilder-blocks"
"""The media type under which blocks travel as JSON, beside their words for other programs."""

DeliverFragment = Callable[["Fragment | None"], None]
ReadClipboard = Callable[["ClipboardContent", DeliverFragment], None]
"""Reads what another program offers and delivers it later, None where that could not be done."""


@cache
def _blocks_adapter() -> TypeAdapter[tuple[Block, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Block, ...])


def selection_to_mime(cursor: QTextCursor, notes: tuple[Note, ...]) -> QMimeData:
    """Return what the clipboard carries of a selection; `notes` are those of the whole text."""
    from briefbuilder.ui.brief.rich_text import read_blocks

    chosen = OfflineDocument()
    QTextCursor(chosen).insertFragment(cursor.selection())
    blocks = read_blocks(chosen)
    there = {block.id for block in blocks if isinstance(block, Note)}
    data = QMimeData()
    carried = (*blocks, *(note for note in notes if note.id not in there))
    data.setData(BLOCKS_TYPE, QByteArray(_blocks_adapter().dump_json(carried)))
    data.setHtml(cursor.selection().toHtml().replace(NOTE_CHARACTER, ""))
    data.setText(cursor.selection().toPlainText().replace(NOTE_CHARACTER, ""))
    return data


def blocks_from_mime(data: QMimeData) -> tuple[Block, ...] | None:
    """Return the blocks that another text of this program put there, None where there are none or they are broken."""
    if not data.hasFormat(BLOCKS_TYPE):
        return None
    from pydantic import ValidationError

    try:
        blocks = _blocks_adapter().validate_json(bytes(data.data(BLOCKS_TYPE).data()))
    except ValidationError:
        return None
    return blocks if can_edit(blocks) else None


def foreign_content(data: QMimeData) -> ClipboardContent | None:
    """Return what another program offers with forms, None where there is plain text alone."""
    if passage_from_mime(data) is not None:
        return None
    offered = clipboard_offer(data)
    return offered if offered.html or offered.cf_html or offered.rtf else None


def paragraphs_from_text(data: QMimeData) -> tuple[Block, ...]:
    """Return the lines of plain text as paragraphs."""
    lines = data.text().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def flatten_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks as a cell of a table may hold them: tables as what stands in them."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            found += (held for row in block.rows for cell in row.cells for held in cell.blocks)
        else:
            found.append(block)
    return tuple(found)


def join_into_paragraph(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks as a note may hold them: one paragraph of words, the blocks parted by line ends."""
    content: list[Span] = []
    for block in blocks:
        spans = [inline for inline in block.content if isinstance(inline, Span)]
        if spans and content:
            content.append(Span("\n"))
        content += spans
    return (Paragraph(id="", content=tuple(content)),) if content else ()


def background_reader(jobs: JobRunner) -> ReadClipboard:
    """Return what reads in a worker, so that neither the window nor the dossier is touched by foreign markup."""

    def read(offered: ClipboardContent, deliver: DeliverFragment) -> None:
        jobs.start(partial(_read_fragment_job, offered), deliver, lambda _error: deliver(None))

    return read


def _read_fragment_job(offered: ClipboardContent, context: JobContext) -> Fragment:
    from briefbuilder.app.read_files import read_fragment

    return read_fragment(offered, cancelled=context.cancelled, pool=context.pool)
