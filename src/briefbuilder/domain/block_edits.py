"""Operations on single blocks that corrections are made of: convert, split, join and remove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from itertools import filterfalse
from typing import assert_never

from briefbuilder.domain.corrections import FormCorrection
from briefbuilder.domain.inline import formatting_of, merge_spans, split_content
from briefbuilder.domain.text import (
    Block,
    Code,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    WrittenBlock,
    walk_blocks,
)
from briefbuilder.domain.values import value


@value(kw_only=False)
class SourcePiece:
    """Code points `start` to `end` of the imported block `source`, which are now at `at` in another block."""

    source: str
    start: int
    end: int
    at: int


def slice_pieces(pieces: tuple[SourcePiece, ...], start: int, end: int) -> tuple[SourcePiece, ...]:
    """Return the pieces between two code points of a block's text, with positions relative to `start`."""
    found = []
    for piece in pieces:
        low, high = max(start, piece.at), min(end, piece.at + piece.end - piece.start)
        if low < high:
            shift = piece.start - piece.at
            found.append(SourcePiece(piece.source, low + shift, high + shift, low - start))
    return tuple(found)


def change_form(block: WrittenBlock, shaped: FormCorrection) -> WrittenBlock:
    """Convert a block to a heading, a paragraph or a quotation."""
    if shaped.form == "heading":
        return Heading(
            id=block.id,
            content=block.content,
            language=block.language,
            page=block.page,
            level=shaped.level,
        )
    kind = Quote if shaped.form == "quote" else Paragraph
    return kind(id=block.id, content=block.content, language=block.language, page=block.page)


def make_list_item(block: WrittenBlock, shaped: FormCorrection, above: Block | None) -> ListItem:
    """Convert a block to a list item below another block, and remove the characters of its list marker."""
    marks, content = split_content(block.content, 0, shaped.mark) if shaped.mark else ((), block.content)
    over = above if isinstance(above, ListItem) else None
    return ListItem(
        id=block.id,
        content=(*marks, *content),
        language=block.language,
        page=block.page,
        depth=over.depth if over is not None else 0,
        ordered=shaped.number is not None,
        number=shaped.number,
        label=shaped.label,
        starts=over is None,
    )


def make_second_half(block: WrittenBlock, name: str, content: tuple[Inline, ...]) -> WrittenBlock:
    """Return the second half of a split block; that of a heading or a note is a paragraph."""
    match block:
        case ListItem():
            number = None if block.number is None else block.number + 1
            return replace(block, id=name, content=content, number=number, starts=False)
        case Quote():
            return replace(block, id=name, content=content, continues=True)
        case Code():
            return replace(block, id=name, content=content)
        case Heading() | Paragraph() | Note():
            return Paragraph(id=name, content=content, language=block.language, page=block.page)
        case _:
            assert_never(block)


def join_content(one: WrittenBlock, glue: str, other: WrittenBlock) -> tuple[Inline, ...]:
    """Return the joined content of two blocks; the second one's words keep its language if it differs."""
    content = other.content
    if other.language is not None and other.language != one.language:
        content = tuple(
            replace(inline, language=other.language)
            if isinstance(inline, Span) and inline.language is None
            else inline
            for inline in content
        )
    if not glue:
        return merge_spans((*one.content, *content))
    left, right = (one.content or (None,))[-1], (content or (None,))[0]
    alike = isinstance(left, Span) and isinstance(right, Span) and formatting_of(left) == formatting_of(right)
    between = replace(left, text=glue) if alike and isinstance(left, Span) else Span(glue)
    return merge_spans((*one.content, between, *content))


def inherit_list_position(gone: Block, below: Block) -> Block:
    """Return a block that takes the position in a list or quotation of the removed block above it."""
    if isinstance(gone, Quote) and isinstance(below, Quote) and below.continues and not gone.continues:
        return replace(below, continues=False)
    if isinstance(gone, ListItem) and isinstance(below, ListItem) and gone.depth == below.depth:
        if below.continues and not gone.continues:
            return replace(
                below,
                continues=False,
                starts=gone.starts,
                ordered=gone.ordered,
                number=gone.number,
                label=gone.label,
            )
        if gone.starts and not below.starts:
            return replace(below, starts=True)
    return below


def remove_blocks(everything: tuple[Block, ...], left: set[str]) -> tuple[Block, ...]:
    """Remove blocks; those that follow take their positions in lists and quotations."""
    if not left:
        return everything
    found: list[Block] = []
    gone: list[Block] = []
    for block in everything:
        if block.id in left:
            gone.append(block)
            continue
        found.append(reduce(lambda below, above: inherit_list_position(above, below), reversed(gone), block))
        gone = []
    return tuple(found)


def drop_dangling_references(blocks: tuple[Block, ...], notes: frozenset[str]) -> tuple[Block, ...]:
    """Remove the references to those of the given notes that no longer exist."""
    missing = notes - {block.id for block in blocks if isinstance(block, Note)}
    if not missing:
        return blocks

    def is_dangling(inline: Inline) -> bool:
        return isinstance(inline, NoteReference) and inline.note in missing

    return tuple(
        replace(block, content=merge_spans(tuple(filterfalse(is_dangling, block.content))))
        if any(map(is_dangling, block.content))
        else block
        for block in blocks
    )


def referenced_notes(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the ids of the notes that some blocks refer to, including the cells of tables."""
    inlines = (inline for block in walk_blocks(blocks) for inline in block.content)
    return frozenset(inline.note for inline in inlines if isinstance(inline, NoteReference))


def append_notes(blocks: tuple[Block, ...], available: tuple[Block, ...]) -> tuple[Block, ...]:
    """Append those of the available notes that the blocks refer to and do not include."""
    missing = referenced_notes(blocks) - {block.id for block in blocks}
    return (*blocks, *(note for note in available if isinstance(note, Note) and note.id in missing))


def drop_other_notes(blocks: tuple[Block, ...], article: tuple[Block, ...]) -> tuple[Block, ...]:
    """Remove the notes to text of an article that the blocks do not include, unless there are only notes.

    An article's notes are at its end, so that its last section has those of all sections.
    """
    others = referenced_notes(article) - referenced_notes(blocks)
    kept = tuple(block for block in blocks if not (isinstance(block, Note) and block.id in others))
    return kept if any(not isinstance(block, Note) for block in kept) else blocks
