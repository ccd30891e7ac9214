"""What becomes of a single block, and of the one below it, when its text or its form is corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text: code points `start` to `end` of the block `source` as it was read, standing at `at`."""

    source: str
    start: int
    end: int
    at: int


def slice_pieces(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces between two code points of a block's text, standing from its beginning."""
    found = []
    for piece in pieces:
        low, high = max(start, piece.at), min(end, piece.at + piece.end - piece.start)
        if low < high:
            shift = piece.start - piece.at
            found.append(Piece(piece.source, low + shift, high + shift, low - start))
    return tuple(found)


def change_form(block: WrittenBlock, shaped: FormCorrection) -> WrittenBlock:
    """Return a block as a heading of a level, a paragraph or a quotation."""
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
    """Return a block as a list item under another block, without the letters that were its mark."""
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
        starts=over is None,
    )


def make_second_half(block: WrittenBlock, name: str, content: tuple[Inline, ...]) -> WrittenBlock:
    """Return the second half of a divided block: what follows a heading or a note is a paragraph."""
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
    """Return the content of two blocks as one; a language of its own stays with the second one's words."""
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
    """Return a block as it stands without the one above, whose place in a list or quotation it takes."""
    if isinstance(gone, Quote) and isinstance(below, Quote) and below.continues and not gone.continues:
        return replace(below, continues=False)
    if isinstance(gone, ListItem) and isinstance(below, ListItem) and gone.depth == below.depth:
        if below.continues and not gone.continues:
            return replace(
                below, continues=False, starts=gone.starts, ordered=gone.ordered, number=gone.number
            )
        if gone.starts and not below.starts:
            return replace(below, starts=True)
    return below


def remove_blocks(everything: tuple[Block, ...], left: set[str]) -> tuple[Block, ...]:
    """Return the blocks that were not left out; those below one that was take its place in its list."""
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
    """Drop the marks of notes that are none any more."""
    missing = notes - {block.id for block in blocks if isinstance(block, Note)}
    if not missing:
        return blocks

    def hangs(inline: Inline) -> bool:
        return isinstance(inline, NoteReference) and inline.note in missing

    return tuple(
        replace(block, content=merge_spans(tuple(one for one in block.content if not hangs(one))))
        if any(map(hangs, block.content))
        else block
        for block in blocks
    )


def referenced_notes(block: Block) -> frozenset[str]:
    """Return the ids of the notes whose marks stand in a block, those in a table's cells too."""
    inlines = (inline for one in walk_blocks((block,)) for inline in one.content)
    return frozenset(inline.note for inline in inlines if isinstance(inline, NoteReference))


def append_notes(blocks: tuple[Block, ...], held: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks and, behind them, those notes of `held` whose marks stand in them and that they lack."""
    present = {block.id for block in blocks}
    wanted = frozenset().union(*map(referenced_notes, blocks)) - present
    return (*blocks, *(note for note in held if isinstance(note, Note) and note.id in wanted))
