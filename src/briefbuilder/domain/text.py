"""The one text model: what every importer makes and every later step reads.

A text is a flat sequence of blocks. Nesting is a depth (of a list item) or a level (of a
heading), never a tree, so that a passage can name its blocks by id and a writer can walk once.
Offsets into a block count code points of its `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from briefbuilder.domain.values import value

Script = Literal["baseline", "sub", "super"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one form.

    `language` is a BCP 47 tag where it differs from the block's; a line break inside a block
    is "\\n" in `text`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    script: Script = "baseline"
    link: str | None = None
    language: str | None = None
    kind: Literal["span"] = "span"


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The place in the text at which a note hangs; it holds no characters of its own."""

    note: str
    mark: str = ""
    kind: Literal["note_reference"] = "note_reference"

    @property
    def text(self) -> str:
        """Always empty: a mark is not part of the words that are quoted."""
        return ""


Inline = Span | NoteReference


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the characters of some inline content."""
    return "".join(inline.text for inline in content)


@value
class _Written:
    """What all blocks share that are made of inline content.

    `page` is the page of the source that the block begins on, counted from 1, where it has pages.
    """

    id: str
    content: tuple[Inline, ...] = ()
    language: str | None = None
    page: int | None = None

    @property
    def text(self) -> str:
        """The block's characters; passages count their offsets in it."""
        return plain_text(self.content)


@value
class Heading(_Written):
    """A heading; `level` runs from 1 (highest) to 6."""

    level: int = 1
    kind: Literal["heading"] = "heading"


@value
class Paragraph(_Written):
    """A paragraph of running text."""

    kind: Literal["paragraph"] = "paragraph"


@value
class ListItem(_Written):
    """An item of a list, `depth` 0 for the outermost list.

    `number` is the number that an ordered item shows. `starts` is true for the first item of a
    list, so that two lists in sequence stay two. A `continues` item has no mark of its own: it
    is a further paragraph of the item above.
    """

    depth: int = 0
    ordered: bool = False
    number: int | None = None
    starts: bool = False
    continues: bool = False
    kind: Literal["list_item"] = "list_item"


@value
class Quote(_Written):
    """A paragraph of a quotation that is set apart; one that `continues` belongs to the one above."""

    continues: bool = False
    kind: Literal["quote"] = "quote"


@value
class Code(_Written):
    """Text whose spaces and line ends count."""

    syntax: str | None = None
    kind: Literal["code"] = "code"


@value
class Note(_Written):
    """A footnote or an endnote; the text refers to it by its id."""

    placement: Literal["foot", "end"] = "foot"
    mark: str = ""
    kind: Literal["note"] = "note"


@value
class Cell:
    """A cell of a table with the blocks in it; spans are counted in columns and rows, from 1."""

    blocks: tuple[Block, ...] = ()
    column_span: int = 1
    row_span: int = 1
    header: bool = False

    @property
    def text(self) -> str:
        """The characters of the blocks in it, a space between two."""
        return " ".join(block.text for block in self.blocks)


@value
class Row:
    """A row holds only the cells that begin in it, as in HTML."""

    cells: tuple[Cell, ...] = ()


@value
class Table:
    """A table; `content` is its caption and the first `header_rows` rows are its head."""

    id: str
    rows: tuple[Row, ...] = ()
    header_rows: int = 0
    content: tuple[Inline, ...] = ()
    language: str | None = None
    page: int | None = None
    kind: Literal["table"] = "table"

    @property
    def text(self) -> str:
        """Its cells: a tab between two of a row, a line end between two rows."""
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in self.rows)


@value
class Figure(_Written):
    """A picture; `content` is its caption and `picture` the SHA-256 of its bytes, where they came along."""

    picture: str | None = None
    media_type: str | None = None
    alternative_text: str = ""
    kind: Literal["figure"] = "figure"


WrittenBlock = Heading | Paragraph | ListItem | Quote | Code | Note
Block = Heading | Paragraph | ListItem | Quote | Code | Note | Table | Figure
"""A `WrittenBlock` is running text, which can be cut, divided and joined; a `Block` is any."""


def child_blocks(block: Block) -> tuple[Block, ...]:
    """Return the blocks that stand directly in another, in the order of reading."""
    match block:
        case Table():
            return tuple(held for row in block.rows for cell in row.cells for held in cell.blocks)
        case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
            return ()
        case _:
            assert_never(block)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, those within it after it."""
    for block in blocks:
        yield block
        yield from walk_blocks(child_blocks(block))


def map_child_blocks(block: Block, change: Callable[[Block], Block | None]) -> Block:
    """Return a block with the blocks that stand directly in it changed; those changed to None are left out."""

    def changed(cell: Cell) -> Cell:
        made = map(change, cell.blocks)
        return replace(cell, blocks=tuple(held for held in made if held is not None))

    match block:
        case Table():
            rows = (replace(row, cells=tuple(map(changed, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
            return block
        case _:
            assert_never(block)


def map_content(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """Return a block with its inline content changed, and that of the blocks within it."""
    whole = map_child_blocks(block, lambda held: map_content(held, change))
    return replace(whole, content=change(block.content))


def join_text(blocks: tuple[Block, ...]) -> str:
    """Return the blocks' characters with "\\n" between two blocks."""
    return "\n".join(block.text for block in blocks)
