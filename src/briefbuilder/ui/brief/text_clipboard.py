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
from briefbuilder.ui.brief.rich_text import SealedDocument, can_edit
from briefbuilder.ui.brief.text_formats import NOTE_SIGN
from briefbuilder.ui.clipboard import clipboard_offer, passage_from_mime

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from briefbuilder.app.jobs import JobContext, JobRunner
    from briefbuilder.importers.pasted.article import Offered
    from briefbuilder.importers.pasted.fragment import Fragment

BLOCKS_TYPE = "application/x-briefbuilder-blocks"
"""The media type under which blocks travel as JSON, beside their words for other programs."""

Deliver = Callable[["Fragment | None"], None]
ReadOffered = Callable[["Offered", Deliver], None]
"""Reads what another program offers and delivers it later, None where that could not be done."""


@cache
def _adapter() -> TypeAdapter[tuple[Block, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Block, ...])


def mime_of_selection(cursor: QTextCursor, notes: tuple[Note, ...]) -> QMimeData:
    """Return what the clipboard carries of a selection; `notes` are those of the whole text."""
    from briefbuilder.ui.brief.rich_text import read_blocks

    chosen = SealedDocument()
    QTextCursor(chosen).insertFragment(cursor.selection())
    blocks = read_blocks(chosen)
    there = {block.id for block in blocks if isinstance(block, Note)}
    data = QMimeData()
    carried = (*blocks, *(note for note in notes if note.id not in there))
    data.setData(BLOCKS_TYPE, QByteArray(_adapter().dump_json(carried)))
    data.setHtml(cursor.selection().toHtml().replace(NOTE_SIGN, ""))
    data.setText(cursor.selection().toPlainText().replace(NOTE_SIGN, ""))
    return data


def own_blocks_in(data: QMimeData) -> tuple[Block, ...] | None:
    """Return the blocks that another text of this program put there, None where there are none or they are broken."""
    if not data.hasFormat(BLOCKS_TYPE):
        return None
    from pydantic import ValidationError

    try:
        blocks = _adapter().validate_json(bytes(data.data(BLOCKS_TYPE).data()))
    except ValidationError:
        return None
    return blocks if can_edit(blocks) else None


def foreign_in(data: QMimeData) -> Offered | None:
    """Return what another program offers with forms, None where there is plain text alone."""
    if passage_from_mime(data) is not None:
        return None
    offered = clipboard_offer(data)
    return offered if offered.html or offered.native or offered.rtf else None


def lines_in(data: QMimeData) -> tuple[Block, ...]:
    """Return the lines of plain text as paragraphs."""
    lines = data.text().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def for_cell(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks as a cell of a table may hold them: tables as what stands in them."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            found += (held for row in block.rows for cell in row.cells for held in cell.blocks)
        else:
            found.append(block)
    return tuple(found)


def in_one_line(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks as a note may hold them: one paragraph of words, the blocks parted by line ends."""
    content: list[Span] = []
    for block in blocks:
        spans = [inline for inline in block.content if isinstance(inline, Span)]
        if spans and content:
            content.append(Span("\n"))
        content += spans
    return (Paragraph(id="", content=tuple(content)),) if content else ()


def reader_beside(jobs: JobRunner) -> ReadOffered:
    """Return what reads in a worker, so that neither the window nor the dossier is touched by foreign markup."""

    def read(offered: Offered, deliver: Deliver) -> None:
        jobs.start(partial(_read, offered), deliver, lambda _error: deliver(None))

    return read


def _read(offered: Offered, context: JobContext) -> Fragment:
    from briefbuilder.app.read_files import read_fragment

    return read_fragment(offered, cancelled=context.cancelled, pool=context.pool)
