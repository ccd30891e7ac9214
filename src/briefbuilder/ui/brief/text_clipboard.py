"""Conversion between the text editor and the clipboard or a drag.

Texts of this program are copied as blocks, with their pictures. HTML and RTF of other programs are read and cleaned in a
worker process, as are pictures; plain text is pasted at once. Nothing is loaded from files or the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobRunner
from briefbuilder.domain.article import Picture
from briefbuilder.domain.inline import captioned_block_text
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Figure, Note, Paragraph, Span, Table, map_child_blocks
from briefbuilder.importers.limits import PASTED_BLOCKS, PASTED_CHARACTERS
from briefbuilder.typed_json import json_adapter
from briefbuilder.ui.brief.rich_text import OfflineDocument, can_edit, read_blocks
from briefbuilder.ui.brief.text_formats import NOTE_CHARACTER
from briefbuilder.ui.clipboard import clipboard_content, files_in, has_text, passage_from_mime

if TYPE_CHECKING:
    from briefbuilder.importers.pasted.article import ClipboardContent
    from briefbuilder.importers.pasted.fragment import Fragment

BLOCKS_TYPE = "application/x-briefbuilder-blocks"
"""The media type of blocks as JSON."""
PICTURES_TYPE = "application/x-briefbuilder-pictures"
"""The media type of the pictures of such blocks: each as its length in eight bytes and its bytes."""
_LENGTH = 8
_MOST_CARRIED = 64 * 1024 * 1024
"""Bytes of pictures that are copied with a text."""

DeliverFragment = Callable[["Fragment | None"], None]
ReadClipboard = Callable[["ClipboardContent | Fragment", DeliverFragment], None]
"""Reads content of another program, or the pictures of another dossier, and delivers it later, None if that failed."""
FindPictures = Callable[[Iterable[str]], Mapping[str, Picture]]
"""Returns those pictures of some names that the dossier has."""


_Blocks = tuple[Block, ...]


def selection_to_mime(cursor: QTextCursor, notes: tuple[Note, ...], find: FindPictures) -> QMimeData:
    """Return a selection as clipboard data; `notes` are those of the whole text, `find` has its pictures."""
    selection = OfflineDocument()
    QTextCursor(selection).insertFragment(cursor.selection())
    blocks = read_blocks(selection)
    ids = {block.id for block in blocks if isinstance(block, Note)}
    data = QMimeData()
    carried = (*blocks, *(note for note in notes if note.id not in ids))
    data.setData(BLOCKS_TYPE, QByteArray(json_adapter(_Blocks).write(carried)))
    if pictures := _pack_pictures(find(figure_names(blocks)).values()):
        data.setData(PICTURES_TYPE, QByteArray(pictures))
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


def figure_names(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the names of the pictures among blocks, each once."""
    names = (block.picture or "" for block in blocks if isinstance(block, Figure))
    return tuple(dict.fromkeys(filter(None, names)))


def _pack_pictures(pictures: Iterable[Picture]) -> bytes:
    packed = b""
    for picture in pictures:
        if len(packed) + len(picture.data) <= _MOST_CARRIED:
            packed += len(picture.data).to_bytes(_LENGTH) + picture.data
    return packed


def _carried_pictures(blocks: tuple[Block, ...], data: QMimeData, missing: Iterable[str]) -> Fragment | None:
    """Return blocks in clipboard data with those missing pictures that came with them, None if none did."""
    from briefbuilder.importers.pasted.fragment import Fragment

    packed = bytes(data.data(PICTURES_TYPE).data()) if data.hasFormat(PICTURES_TYPE) else b""
    held: dict[str, Picture] = {}
    start = _LENGTH
    # Another program may have written it: a length of nothing would be read again and again.
    while start < len(packed) and (length := int.from_bytes(packed[start - _LENGTH : start])):
        content = packed[start : start + length]
        held[sha256(content).hexdigest()] = Picture(media_type="", data=content)
        start += length + _LENGTH
    carried = {name: held[name] for name in missing if name in held}
    return Fragment(blocks=blocks, pictures=carried) if carried else None


def offered_text(
    data: QMimeData, find: FindPictures, quote: Callable[[Passage], tuple[Block, ...]]
) -> tuple[ClipboardContent | Fragment | None, tuple[Block, ...], bool] | None:
    """Return what of clipboard data is to be read by a worker, what is pasted without one, and whether that was cut.

    `quote` returns the blocks of a passage that is pasted with its pictures, else none. None if there is no text.
    """
    own, passage = blocks_from_mime(data), passage_from_mime(data)
    if own is None and passage is not None:
        own = without_ids(quote(passage)) or None
    if own is not None:
        names = figure_names(own)
        return _carried_pictures(own, data, frozenset(names).difference(find(names))), own, False
    if files_in(data) or not has_text(data):
        return None
    return foreign_content(data), *paragraphs_from_text(data)


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


def background_reader(jobs: JobRunner, hold: Callable[[Mapping[str, Picture]], None]) -> ReadClipboard:
    """Return a reader that parses foreign markup and decodes pictures in worker processes; `hold` gets these first."""

    def read(offered: ClipboardContent | Fragment, deliver: DeliverFragment) -> None:
        def take(found: Fragment) -> None:
            hold(found.pictures)
            deliver(found)

        jobs.start(partial(_read_fragment_job, offered), take, lambda _error: deliver(None))

    return read


def _read_fragment_job(offered: ClipboardContent | Fragment, context: JobContext) -> Fragment:
    from briefbuilder.importers.pasted.article import ClipboardContent

    read = offered
    if isinstance(read, ClipboardContent):
        read = app.read_files.read_fragment(read, cancelled=context.cancelled, pool=context.pool)
    blocks, pictures = app.pictures.read_own_pictures(read.blocks, read.pictures, "", context)
    return replace(read, blocks=blocks, pictures=pictures)
