"""From chunks to blocks: content, notes with their references, tables, pictures with captions, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Row,
    Table,
)
from briefbuilder.importers.build import Builder
from briefbuilder.importers.pdf.content import Context, content_of
from briefbuilder.importers.pdf.hyphens import Vocabulary
from briefbuilder.importers.pdf.korean import Korean
from briefbuilder.importers.pdf.limits import PICTURES
from briefbuilder.importers.pdf.shapes import Chunk, Image, Page


@dataclass(slots=True)
class _Assembly:
    builder: Builder
    context: Context
    kept: int = 0
    lost: int = 0


def add_chunks(builder: Builder, chunks: Sequence[Chunk], words: Vocabulary, pages: Sequence[Page]) -> None:
    """Add the blocks that chunks make to a builder, with the pictures where they stand."""
    notes = {
        (line.page, chunk.mark): f"note-{place}"
        for place, chunk in enumerate(chunks)
        if chunk.role == "note" and chunk.mark
        for line in chunk.lines[:1]
    }
    lines = [line for chunk in chunks for line in chunk.lines]
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    assembly = _Assembly(builder, Context(words, Korean(lines), notes, body_bold=bold))
    _with_pictures(list(chunks), pages, assembly)
    for place, chunk in enumerate(chunks):
        block = _block(chunk, f"note-{place}" if chunk.role == "note" else "", assembly)
        if block is not None:
            builder.add(block)
    if assembly.lost:
        builder.notice("pdf-pictures-left-out", str(assembly.lost))


def _with_pictures(chunks: list[Chunk], pages: Sequence[Page], assembly: _Assembly) -> None:
    """Hang each picture that no figure holds yet on the caption below it, or leave it out and count it."""
    held = {id(image) for chunk in chunks for image in chunk.images}
    captions = [chunk for chunk in chunks if chunk.role == "caption" and chunk.lines]
    for page in pages:
        for image in page.images:
            if id(image) in held:
                continue
            near = [
                chunk
                for chunk in captions
                if chunk.page == page.number and not chunk.images and _is_by(chunk, image)
            ]
            if near and image.data:
                near[0].images.append(image)
                near[0].role = "figure"
            else:
                assembly.lost += 1


def _is_by(chunk: Chunk, image: Image) -> bool:
    """Tell whether a caption stands right below or above a picture."""
    left, right = min(line.left for line in chunk.lines), max(line.right for line in chunk.lines)
    if min(right, image.right) <= max(left, image.left):
        return False
    below = image.bottom - chunk.lines[0].top
    above = chunk.lines[-1].bottom - image.top
    return -chunk.size < below < 4 * chunk.size or -chunk.size < above < 4 * chunk.size


def _block(chunk: Chunk, block_id: str, assembly: _Assembly) -> Block | None:  # noqa: PLR0911 - a line a kind
    if chunk.role == "table":
        return _table(chunk, assembly)
    if chunk.role == "figure":
        return _figure(chunk, assembly)
    content = content_of(chunk, assembly.context) if chunk.lines else ()
    page = chunk.page or None
    language = chunk.language
    if chunk.role == "heading":
        return Heading(
            id=block_id, content=content, level=min(6, max(1, chunk.level)), language=language, page=page
        )
    if chunk.role == "list_item":
        return _item(chunk, content, page)
    if chunk.role == "quote":
        return Quote(id=block_id, content=content, continues=chunk.continues, language=language, page=page)
    if chunk.role == "code":
        return Code(id=block_id, content=content, page=page)
    if chunk.role == "note":
        return Note(id=block_id, content=content, mark=chunk.mark, language=language, page=page)
    return Paragraph(id=block_id, content=content, language=language, page=page)


def _item(chunk: Chunk, content: tuple[Inline, ...], page: int | None) -> ListItem:
    return ListItem(
        id="",
        content=content,
        depth=chunk.depth,
        ordered=chunk.ordered,
        number=chunk.number,
        starts=chunk.starts,
        continues=chunk.continues,
        language=chunk.language,
        page=page,
    )


def _figure(chunk: Chunk, assembly: _Assembly) -> Figure:
    content = content_of(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    image = next((image for image in chunk.images if image.data), None)
    picture = None
    if image is not None and image.data and assembly.kept < PICTURES:
        assembly.kept += 1
        picture = assembly.builder.picture(image.media_type, image.data)
    elif chunk.images:
        assembly.lost += 1
    return Figure(
        id="",
        content=content,
        picture=picture,
        media_type=image.media_type if image and picture else None,
        alternative_text=chunk.alternative,
        language=chunk.language,
        page=chunk.page or None,
    )


def _table(chunk: Chunk, assembly: _Assembly) -> Table:
    rows = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=tuple(
                        block for inner in cell.chunks if (block := _block(inner, "", assembly)) is not None
                    ),
                    header=cell.header,
                    column_span=cell.column_span,
                    row_span=cell.row_span,
                )
                for cell in row
            )
        )
        for row in chunk.rows
    )
    caption = content_of(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    return Table(
        id="",
        rows=rows,
        header_rows=chunk.header_rows,
        content=caption,
        language=chunk.language,
        page=chunk.page or None,
    )
