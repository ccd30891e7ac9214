"""The model of the sample article, from which all three writers produce their format."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFormat:
    """Character formatting; `language` is a BCP 47 tag."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    script: Literal["", "super", "sub"] = ""
    language: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text; a newline is a line break."""

    text: str
    format: TextFormat = field(default_factory=TextFormat)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address, or to a bookmark if the address starts with "#"."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Special:
    """Text with a special function; `about` is an author or a bookmark name."""

    kind: Literal["inserted", "deleted", "hidden", "comment", "control", "bookmark"]
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note with its paragraphs, at its reference."""

    kind: Literal["foot", "end"]
    paragraphs: tuple[str, ...]


Inline = Text | Link | Special | NoteMark


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `level` is that of a heading."""

    kind: Literal["title", "subtitle", "heading", "paragraph", "quote"]
    content: tuple[Inline, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list `key`; one with `more` is a further paragraph of the item above."""

    key: str
    content: tuple[Inline, ...]
    depth: int = 0
    ordered: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one header row; a row holds the cells that start in it."""

    caption: str
    columns: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its alternative text and its caption."""

    alternative: str
    caption: str


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs in a text box, in a two-column section, or in a table of contents."""

    kind: Literal["box", "columns", "contents"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break."""


Block = Line | Item | CodeBlock | Grid | Image | Group | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeText:
    """A document; `language` is a BCP 47 tag with a region."""

    title: str
    language: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Node:
    """An item of a nested list with its sublists; `number` is its number in an ordered list."""

    item: Item
    number: int
    more: list[Item] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)


def group_lists(blocks: Sequence[Block]) -> Iterator[Block | list[Node]]:
    """Yield the blocks, with adjacent items of a list as a tree."""
    counts: dict[str, int] = {}
    nodes: list[Node] = []
    for block in blocks:
        if isinstance(block, Item):
            if nodes and block.depth == 0 and nodes[0].item.key != block.key:
                yield nodes
                nodes = []
            _add(nodes, block, counts)
            continue
        if nodes:
            yield nodes
            nodes = []
        yield block
    if nodes:
        yield nodes


def _add(nodes: list[Node], item: Item, counts: dict[str, int]) -> None:
    level = nodes
    for _ in range(item.depth):
        level = level[-1].inner
    if item.more:
        level[-1].more.append(item)
        return
    key = f"{item.key}:{item.depth}" if item.depth == 0 else f"{item.key}:{item.depth}:{id(level)}"
    counts[key] = counts.get(key, 0) + 1
    level.append(Node(item, counts[key]))


def make_png() -> bytes:
    """Return a PNG picture of four by four pixels in two colors."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"".join(b"\x20\x40\x80" if (x + y) % 2 else b"\xe0\xe0\xf0" for x in range(4))
        for y in range(4)
    )
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )
