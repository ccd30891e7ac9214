"""Blocks of the text model to elements: what excerpts and the officer's own text have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal, assert_never

from briefbuilder.composing.inlines import InlineComposer, make_bold
from briefbuilder.composing.tables import compose_table
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.document import Content, DrawnFigure, DrawnList, DrawnText, Element, ListEntry, Run
from briefbuilder.domain.styles import Role
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Table,
    WrittenBlock,
)

Kind = Literal["prose", "list", "code", "table", "figure"]


def visible_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks that are drawn in their place: no blank ones, no note that a mark leads to."""
    marks = referenced_notes(blocks)
    return tuple(
        block
        for block in blocks
        if not (isinstance(block, Note) and block.id in marks)
        and (not isinstance(block, WrittenBlock) or block.text.strip() or _has_mark(block))
    )


def _has_mark(block: Block) -> bool:
    return any(isinstance(inline, NoteReference) for inline in block.content)


def group_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[Kind, tuple[Block, ...]]]:
    """Yield neighbouring blocks that are drawn as one element, with what kind of element it is.

    A further paragraph of a list's item belongs to prose where the item itself is not there.
    """
    kinds: list[Kind] = []
    serial: list[int] = []
    for block in blocks:
        kind = _kind(block, kinds[-1] if kinds else None)
        begins = kind not in {"prose", "list"} or not kinds or kinds[-1] != kind or _starts(block)
        serial.append(serial[-1] + begins if serial else 0)
        kinds.append(kind)
    for _, places in groupby(range(len(blocks)), key=serial.__getitem__):
        indices = tuple(places)
        yield kinds[indices[0]], tuple(blocks[index] for index in indices)


def _kind(block: Block, before: Kind | None) -> Kind:
    match block:
        case ListItem():
            return "prose" if block.continues and before != "list" else "list"
        case Code():
            return "code"
        case Table():
            return "table"
        case Figure():
            return "figure"
        case Heading() | Paragraph() | Quote() | Note():
            return "prose"
        case _:
            assert_never(block)


def _starts(block: Block) -> bool:
    return isinstance(block, ListItem) and block.starts and block.depth == 0


def compose_list(
    items: tuple[Block, ...], composer: InlineComposer, anchor: str, language: str | None
) -> DrawnList:
    """Return list items as one list; depths begin at 0 and never jump by more than one."""
    entries: list[ListEntry] = []
    listed = [item for item in items if isinstance(item, ListItem)]
    floor = min(item.depth for item in listed)
    counts: dict[int, int] = {}
    for item in listed:
        depth = min(item.depth - floor, entries[-1].depth + 1 if entries else 0)
        counts = {level: count for level, count in counts.items() if level <= depth}
        if not item.continues:
            counts[depth] = item.number if item.number is not None else counts.get(depth, 0) + 1
        entries.append(
            ListEntry(
                content=composer.compose(item.content, item.language),
                depth=depth,
                ordered=item.ordered,
                number=counts.get(depth, 1),
                continues=item.continues,
            )
        )
    return DrawnList(
        entries=tuple(entries),
        anchor=anchor,
        origin=composer.origin,
        blocks=tuple(item.id for item in listed),
        language=language,
    )


def compose_block(block: Block, composer: InlineComposer, anchor: str, language: str | None) -> Element:
    """Return the element of a block that stands by itself: code, a table or a figure."""
    if isinstance(block, Table):
        return compose_table(
            block,
            composer,
            lambda blocks, head: compose_cell_blocks(blocks, composer, head=head),
            anchor,
            language,
        )
    if isinstance(block, Figure):
        return _figure(block, composer, anchor, language)
    return DrawnText(
        role="code",
        content=composer.compose(block.content, block.language),
        anchor=anchor,
        origin=composer.origin,
        blocks=(block.id,),
        language=language,
    )


def _figure(figure: Figure, composer: InlineComposer, anchor: str, language: str | None) -> Element:
    caption = composer.compose(figure.content, figure.language)
    inputs = composer.context.inputs
    name = figure.text.strip() or figure.alternative_text or inputs.word("figure")
    if figure.picture is None or figure.picture not in inputs.pictures:
        composer.context.report("picture-missing", composer.place, name=name)
        words = caption or (Run(text=f"[{composer.clean(name)}]"),)
        return DrawnText(
            role="caption",
            content=words,
            anchor=anchor,
            origin=composer.origin,
            blocks=(figure.id,),
            language=language,
        )
    if not figure.alternative_text.strip():
        composer.context.report("alternative-text-missing", composer.place, name=name)
    composer.context.pictures.add(figure.picture)
    return DrawnFigure(
        picture=figure.picture,
        alternative_text=composer.clean(figure.alternative_text.strip() or name),
        caption=caption,
        anchor=anchor,
        origin=composer.origin,
        blocks=(figure.id,),
        language=language,
    )


def compose_cell_blocks(
    blocks: tuple[Block, ...], composer: InlineComposer, *, head: bool
) -> tuple[Element, ...]:
    """Return the elements of a cell's blocks; `head` tells that it heads a row or a column."""
    role: Role = "table-header" if head else "table"
    inner = replace(composer, origin="")
    elements: list[Element] = []
    for kind, members in group_blocks(visible_blocks(blocks)):
        if kind == "list":
            elements.append(compose_list(members, inner, "", None))
        elif kind == "prose":
            elements += [DrawnText(role=role, content=compose_paragraph(block, inner)) for block in members]
        else:
            elements += [compose_block(block, inner, "", None) for block in members]
    return tuple(elements) or (DrawnText(role=role, content=()),)


def compose_paragraph(block: Block, composer: InlineComposer) -> Content:
    """Return a block's content for a paragraph; a heading becomes a lead-in in bold."""
    content = make_bold(block.content) if isinstance(block, Heading) else block.content
    return composer.compose(content, block.language)
