"""The text model that importers create.

A text is a flat sequence of blocks. Nesting is expressed by the depth of list items and the level of
headings, so that a passage can name its blocks by id. Offsets in a block count code points of its `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Literal, assert_never

from briefbuilder.domain.json_marks import Limits, WrittenWhereSet
from briefbuilder.domain.list_labels import PLAIN_LABEL, ListLabel
from briefbuilder.domain.values import value

Script = Literal["baseline", "sub", "super"]


@value(kw_only=False)
class Span:
    """Text of one format.

    `language` is a BCP 47 tag if it differs from the block's; "\\n" in `text` is a line break.
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


@value(kw_only=False)
class NoteReference:
    """A reference to a note; it has no text of its own."""

    note: str
    mark: str = ""
    kind: Literal["note_reference"] = "note_reference"

    @property
    def text(self) -> str:
        """Always empty: the mark is not part of the quoted text."""
        return ""


Inline = Span | NoteReference


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the text of inline content."""
    # Most content is a single span, for which nothing is joined.
    return content[0].text if len(content) == 1 else "".join([inline.text for inline in content])


@value
class _Written:
    """The common attributes of blocks of inline content.

    `page` is the page of the source on which the block begins, counted from 1, if it has pages.
    """

    id: str
    content: tuple[Inline, ...] = ()
    language: str | None = None
    page: int | None = None

    @property
    def text(self) -> str:
        """The block's text, to which the offsets of passages refer."""
        return plain_text(self.content)


@value
class Heading(_Written):
    """A heading; `level` is from 1 (highest) to 6."""

    level: Annotated[int, Limits(0, 9)] = 1
    kind: Literal["heading"] = "heading"


@value
class Paragraph(_Written):
    """A paragraph of running text."""

    kind: Literal["paragraph"] = "paragraph"


@value
class ListItem(_Written):
    """An item of a list; `depth` is 0 for the outermost list.

    `number` is the number of an ordered item, and `label` how it is written in the source; without it the depth
    decides. `starts` is true for the first item of a list, which separates consecutive lists. An item that `continues`
    is a further paragraph of the item above.
    """

    depth: Annotated[int, Limits(0, 1000)] = 0
    ordered: bool = False
    number: int | None = None
    starts: bool = False
    continues: bool = False
    label: Annotated[ListLabel | None, WrittenWhereSet()] = None
    kind: Literal["list_item"] = "list_item"

    @property
    def label_text(self) -> str:
        """The label that the source shows before an ordered item, "1." if it is not known, and "" for other items."""
        return "" if self.number is None else (self.label or PLAIN_LABEL).text(self.number)


@value
class Quote(_Written):
    """A paragraph of a block quotation; one that `continues` belongs to the quotation above."""

    continues: bool = False
    kind: Literal["quote"] = "quote"


@value
class Code(_Written):
    """Preformatted text."""

    syntax: str | None = None
    kind: Literal["code"] = "code"


@value
class Note(_Written):
    """A footnote or endnote; note references name its id."""

    placement: Literal["foot", "end"] = "foot"
    mark: str = ""
    kind: Literal["note"] = "note"


@value
class Cell:
    """A cell of a table; spans count columns and rows, from 1."""

    blocks: tuple[Block, ...] = ()
    column_span: Annotated[int, Limits(0, 65_534)] = 1
    row_span: Annotated[int, Limits(0, 65_534)] = 1
    header: bool = False

    @property
    def text(self) -> str:
        """The text of its blocks, separated by spaces."""
        return " ".join(block.text for block in self.blocks)


@value
class Row:
    """A row of a table, with only the cells that begin in it, as in HTML."""

    cells: tuple[Cell, ...] = ()


@value
class Table:
    """A table; `content` is its caption, and the first `header_rows` rows are its header."""

    id: str
    rows: tuple[Row, ...] = ()
    header_rows: int = 0
    content: tuple[Inline, ...] = ()
    language: str | None = None
    page: int | None = None
    kind: Literal["table"] = "table"

    @property
    def text(self) -> str:
        """The text of its cells, separated by tabs and line breaks."""
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in self.rows)


@value
class Figure(_Written):
    """A picture; `content` is its caption and `picture` the SHA-256 of its bytes, if they are available.

    If it is `wide`, exports draw it as wide as the text instead of in a moderate height.
    """

    picture: str | None = None
    media_type: str | None = None
    alternative_text: str = ""
    wide: Annotated[bool, WrittenWhereSet()] = False
    kind: Literal["figure"] = "figure"


WrittenBlock = Heading | Paragraph | ListItem | Quote | Code | Note
Block = Heading | Paragraph | ListItem | Quote | Code | Note | Table | Figure
"""A `WrittenBlock` is text that can be split and joined; a `Block` is any block."""


def child_blocks(block: Block) -> tuple[Block, ...]:
    """Return the blocks directly inside another, in reading order."""
    match block:
        case Table():
            return tuple(child for row in block.rows for cell in row.cells for child in cell.blocks)
        case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
            return ()
        case _:
            assert_never(block)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, each followed by the blocks inside it."""
    for block in blocks:
        yield block
        yield from walk_blocks(child_blocks(block))


def grid_size(blocks: Iterable[Block]) -> int:
    """Return the number of places in the grids of all tables, cells that span several counted with each."""
    size = 0
    for block in blocks:
        if isinstance(block, Table):
            for left, row in zip(range(len(block.rows), 0, -1), block.rows, strict=True):
                for cell in row.cells:
                    size += max(cell.column_span, 1) * min(cell.row_span, left) + grid_size(cell.blocks)
    return size


def map_child_blocks(block: Block, change: Callable[[Block], Block | None]) -> Block:
    """Return a block with a function applied to the blocks directly inside it; None removes a block."""

    def map_cell(cell: Cell) -> Cell:
        children = map(change, cell.blocks)
        return replace(cell, blocks=tuple(child for child in children if child is not None))

    match block:
        case Table():
            rows = (replace(row, cells=tuple(map(map_cell, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
            return block
        case _:
            assert_never(block)


def map_content(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """Return a block with a function applied to its inline content and that of the blocks inside it."""
    changed = map_child_blocks(block, lambda child: map_content(child, change))
    return replace(changed, content=change(block.content))


def join_text(blocks: tuple[Block, ...]) -> str:
    """Return the text of blocks, separated by "\\n"."""
    return "\n".join(block.text for block in blocks)


def one_line(text: str) -> str:
    """Return a text with single spaces in place of line breaks and other white space."""
    return " ".join(text.split())


@value(kw_only=False)
class PlacedCell:
    """A cell with the row and column in which it begins, counted from 0."""

    row: int
    column: int
    cell: Cell


def place_cells(rows: tuple[Row, ...]) -> Iterator[PlacedCell]:
    """Yield each cell with its row and column, in reading order."""
    spanned: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        taken = set(spanned)
        spanned = {place: left - 1 for place, left in spanned.items() if left > 1}
        for cell in row.cells:
            while column in taken:
                column += 1
            yield PlacedCell(number, column, cell)
            span = range(column, column + max(cell.column_span, 1))
            spanned.update(dict.fromkeys(span, cell.row_span - 1) if cell.row_span > 1 else {})
            column = span.stop


def count_columns(rows: tuple[Row, ...]) -> int:
    """Return the number of columns of the given rows."""
    return max((placed.column + max(placed.cell.column_span, 1) for placed in place_cells(rows)), default=0)


def is_regular(rows: tuple[Row, ...]) -> bool:
    """Return whether no two cells overlap and none extends below the last row."""
    taken: set[tuple[int, int]] = set()
    for placed in place_cells(rows):
        if placed.cell.column_span < 1 or not 1 <= placed.cell.row_span <= len(rows) - placed.row:
            return False
        for row in range(placed.row, placed.row + placed.cell.row_span):
            for column in range(placed.column, placed.column + placed.cell.column_span):
                if (row, column) in taken:
                    return False
                taken.add((row, column))
    return bool(taken)
