"""What is pasted into a text under the pen: the blocks that the officer's own text may hold, and nothing else.

Words, headings, lists, quotations, tables, notes, bold, italic, underline and links of the web stay. Nothing is
loaded from anywhere; pictures, scripts, styles, comments and what was deleted under a revision do not come along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merged
from briefbuilder.domain.text import (
    Block,
    Cell,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.importers.build import Builder
from briefbuilder.importers.limits import PASTED_BLOCKS, PASTED_CHARACTERS
from briefbuilder.importers.markup import Surroundings, add_markup
from briefbuilder.importers.pasted.offered import Form, Offered, markup_forms_of
from briefbuilder.importers.pasted.processors import amended

_SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:)\S*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The blocks of a pasted text, with ids of their own; `cut` tells that there was more than a text takes in."""

    blocks: tuple[Block, ...]
    cut: bool = False


def read_fragment(offered: Offered) -> Fragment:
    """Read what the clipboard offers: markup first, else RTF, else plain text; nothing where none of it can be read."""
    for form in markup_forms_of(offered):
        try:
            blocks = tuple(_blocks_of(form))
        except ImportRefusedError:
            continue
        if blocks:
            return _within_limits(blocks)
    return _within_limits(tuple(_lines(offered.text)))


def _blocks_of(form: Form) -> Iterator[Block]:
    if form.markup:
        builder = Builder()
        add_markup(builder, form.markup, Surroundings(base=form.url, amend=amended))
        return _own(builder.blocks)
    from briefbuilder.importers.rtf.reader import blocks_of_rtf

    return _own(blocks_of_rtf(form.data, form.name))


def _lines(text: str) -> Iterator[Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def _within_limits(blocks: tuple[Block, ...]) -> Fragment:
    """Return the blocks up to what a text takes in, numbered; notes whose mark was cut off go with it."""
    kept: list[Block] = []
    left = PASTED_CHARACTERS
    body = [block for block in blocks if not isinstance(block, Note)]
    for block in islice(body, PASTED_BLOCKS):
        left -= len(block.text)
        if left < 0:
            break
        kept.append(block)
    cut = len(kept) < len(body)
    marks = {inline.note for block in kept for inline in _inlines(block) if isinstance(inline, NoteReference)}
    notes = [block for block in blocks if isinstance(block, Note) and block.id in marks]
    return Fragment(blocks=tuple(_numbered([*kept, *notes])), cut=cut)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Give blocks the ids p1, p2 …, and the marks of notes the new ids of their notes."""
    notes = {block.id: f"n{number}" for number, block in enumerate(blocks) if isinstance(block, Note)}
    for number, block in enumerate(blocks):
        yield replace(
            _renamed(block, notes), id=notes.get(block.id, f"p{number}") if block.id else f"p{number}"
        )


def _renamed(block: Block, notes: dict[str, str]) -> Block:
    content = tuple(
        replace(inline, note=notes[inline.note]) if isinstance(inline, NoteReference) else inline
        for inline in block.content
        if not isinstance(inline, NoteReference) or inline.note in notes
    )
    if not isinstance(block, Table):
        return replace(block, content=content)
    rows = tuple(
        Row(
            cells=tuple(
                replace(cell, blocks=tuple(_renamed(held, notes) for held in cell.blocks))
                for cell in row.cells
            )
        )
        for row in block.rows
    )
    return replace(block, content=content, rows=rows)


def _inlines(block: Block) -> Iterator[Inline]:
    yield from block.content
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                for held in cell.blocks:
                    yield from _inlines(held)


def _own(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as own text may hold them."""
    for block in blocks:
        made = _cleaned(block)
        if made is not None:
            yield made


def _cleaned(block: Block) -> Block | None:
    """Return a block in the briefing's language, without forms that own text does not have; None for nothing."""
    if isinstance(block, Table):
        rows = tuple(Row(cells=tuple(_cell(cell) for cell in row.cells)) for row in block.rows)
        return Table(id="", rows=rows, header_rows=block.header_rows, content=_clean(block.content))
    content = _clean(block.content, bold=not isinstance(block, Heading))
    if isinstance(block, Note):
        return Note(id=block.id, content=_without_marks(content), placement="foot")
    if not any(inline.text.strip() or isinstance(inline, NoteReference) for inline in content):
        return None
    if isinstance(block, Heading | ListItem | Quote):
        return replace(block, id="", content=content, language=None, page=None)
    return Paragraph(id="", content=content)


def _cell(cell: Cell) -> Cell:
    blocks: list[Block] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            inner = (held for row in block.rows for one in row.cells for held in one.blocks)
            blocks += _cell(Cell(blocks=tuple(inner))).blocks
        elif not isinstance(block, Note) and (made := _cleaned(block)) is not None:
            blocks.append(made)
    return replace(cell, blocks=tuple(blocks))


def _without_marks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(inline for inline in content if isinstance(inline, Span))


def _clean(content: tuple[Inline, ...], *, bold: bool = True) -> tuple[Inline, ...]:
    return merged(tuple(_form(inline, bold=bold) for inline in content))


def _form(inline: Inline, *, bold: bool) -> Inline:
    if not isinstance(inline, Span):
        return inline
    link = inline.link if inline.link and _SAFE_LINK.match(inline.link) else None
    return Span(
        inline.text,
        bold=inline.bold and bold,
        italic=inline.italic,
        # The underline of a link is its look on the page it came from, not a form of its words.
        underline=inline.underline and not inline.link,
        strike=inline.strike,
        script=inline.script,
        link=link,
    )
