"""Composes blocks of the text model to elements, for excerpts and free text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal, assert_never

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.inlines import InlineComposer, make_bold
from briefbuilder.composing.tables import compose_table
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.document import Content, DrawnFigure, DrawnList, DrawnText, Element, ListEntry, Run
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.notices import Place
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
    """Return the blocks without blank ones and without notes that the text refers to."""
    marks = referenced_notes(blocks)
    return tuple(
        block
        for block in blocks
        if not (isinstance(block, Note) and block.id in marks)
        and (not isinstance(block, WrittenBlock) or block.text.strip() or _refers_to_note(block))
    )


def shown_blocks(blocks: tuple[Block, ...], context: CompositionContext, place: Place) -> tuple[Block, ...]:
    """Return the visible blocks without the pictures that cannot be shown, which are reported; their captions go too."""
    return tuple(
        block
        for block in visible_blocks(blocks)
        if not isinstance(block, Figure) or _has_picture(block, context, place)
    )


def _has_picture(figure: Figure, context: CompositionContext, place: Place) -> bool:
    inputs = context.inputs
    if figure.picture is None or figure.picture not in inputs.pictures:
        context.report_picture("picture-missing", figure.id, place, **_figure_name(figure))
        return False
    if figure.picture in inputs.unreadable:
        context.report_picture("picture-left-out", figure.id, place, **_figure_name(figure))
        return False
    return True


def _figure_name(figure: Figure) -> dict[str, str]:
    """Return the parameters of a finding that name a picture, or that say that it has no name."""
    name = figure.text.strip() or figure.alternative_text.strip()
    return {"name": name} if name else {"variant": "unnamed"}


def _refers_to_note(block: Block) -> bool:
    return any(isinstance(inline, NoteReference) for inline in block.content)


def group_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[Kind, tuple[Block, ...]]]:
    """Yield groups of neighbouring blocks that become one element, with the kind of element.

    A further paragraph of a list item is prose if the item itself is missing.
    """
    kinds: list[Kind] = []
    serial: list[int] = []
    for block in blocks:
        kind = _element_kind(block, kinds[-1] if kinds else None)
        begins = kind not in {"prose", "list"} or not kinds or kinds[-1] != kind or _starts_list(block)
        serial.append(serial[-1] + begins if serial else 0)
        kinds.append(kind)
    for _, places in groupby(range(len(blocks)), key=serial.__getitem__):
        indices = tuple(places)
        yield kinds[indices[0]], tuple(blocks[index] for index in indices)


def _element_kind(block: Block, before: Kind | None) -> Kind:
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


def _starts_list(block: Block) -> bool:
    return isinstance(block, ListItem) and block.starts and block.depth == 0


def compose_list(
    items: tuple[Block, ...], composer: InlineComposer, anchor: str, language: str | None
) -> DrawnList:
    """Compose list items to one list; depths start at 0 and never increase by more than one."""
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
                label=_clean_label(item.label, composer),
            )
        )
    return DrawnList(
        entries=tuple(entries),
        anchor=anchor,
        origin=composer.origin,
        blocks=tuple(item.id for item in listed),
        language=language,
    )


def _clean_label(label: ListLabel | None, composer: InlineComposer) -> ListLabel | None:
    if label is None:
        return None
    return replace(label, prefix=composer.clean(label.prefix), suffix=composer.clean(label.suffix))


def compose_block(block: Block, composer: InlineComposer, anchor: str, language: str | None) -> Element:
    """Compose a block that is a separate element: code, a table or a figure."""
    if isinstance(block, Table):
        return compose_table(
            block,
            composer,
            lambda blocks, head: compose_cell_blocks(blocks, composer, head=head),
            anchor,
            language,
        )
    if isinstance(block, Figure):
        return _compose_figure(block, composer, anchor, language)
    return DrawnText(
        role="code",
        content=_without_last_breaks(composer.compose(block.content, block.language)),
        anchor=anchor,
        origin=composer.origin,
        blocks=(block.id,),
        language=language,
    )


def _without_last_breaks(content: Content) -> Content:
    """Return content without its final line breaks, which would draw empty lines."""
    last = content[-1] if content else None
    if isinstance(last, Run) and last.text.endswith("\n"):
        return (*content[:-1], replace(last, text=last.text.rstrip("\n")))
    return content


def _compose_figure(figure: Figure, composer: InlineComposer, anchor: str, language: str | None) -> Element:
    caption = composer.compose(figure.content, figure.language)
    described = figure.alternative_text.strip()
    assert figure.picture is not None  # `shown_blocks` leaves others out
    if not described:
        composer.context.report("alternative-text-missing", composer.place, **_figure_name(figure))
    composer.context.pictures.add(figure.picture)
    return DrawnFigure(
        picture=figure.picture,
        alternative_text=composer.clean(
            described or figure.text.strip() or composer.context.inputs.word("figure")
        ),
        caption=caption,
        wide=figure.wide,
        anchor=anchor,
        origin=composer.origin,
        blocks=(figure.id,),
        language=language,
    )


def compose_cell_blocks(
    blocks: tuple[Block, ...], composer: InlineComposer, *, head: bool, named: bool = False
) -> tuple[Element, ...]:
    """Compose the blocks of a table cell; `head` is true for headers of rows and columns.

    If the cells are `named`, their paragraphs have the ids of the item and its blocks; those of a table that is a
    block itself have none.
    """
    role: Role = "table-header" if head else "table"
    inner = composer if named else replace(composer, origin="")
    elements: list[Element] = []
    for kind, members in group_blocks(shown_blocks(blocks, composer.context, composer.place)):
        if kind == "list":
            elements.append(compose_list(members, inner, "", None))
        elif kind == "prose":
            elements += [
                DrawnText(
                    role=role,
                    content=compose_paragraph(block, inner),
                    origin=inner.origin,
                    blocks=(block.id,) if named else (),
                )
                for block in members
            ]
        else:
            elements += [compose_block(block, inner, "", None) for block in members]
    return tuple(elements) or (DrawnText(role=role, content=()),)


def compose_paragraph(block: Block, composer: InlineComposer) -> Content:
    """Compose a block's content for a paragraph; headings become bold."""
    content = make_bold(block.content) if isinstance(block, Heading) else block.content
    return composer.compose(content, block.language)
