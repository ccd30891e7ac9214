"""What the rich article is made of, in words that all three writers can put into their own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of some letters; `language` is a BCP 47 tag."""

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
    """Some words; a line end in them is a line break."""

    text: str
    form: Form = field(default_factory=Form)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that link to an address, or to a bookmark where it begins with "#"."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Special:
    """Words that a word processor treats in a way of its own; `about` is an author or a bookmark's name."""

    kind: Literal["inserted", "deleted", "hidden", "comment", "control", "bookmark"]
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note at its place, with its paragraphs."""

    kind: Literal["foot", "end"]
    paragraphs: tuple[str, ...]


Inline = Text | Link | Special | NoteMark


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of some kind; `level` is that of a heading."""

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
class Listing:
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
    """A table with one header row; a row holds the cells that begin in it."""

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
    """Paragraphs in a text box, in a section of two columns, or as a list of contents."""

    kind: Literal["box", "columns", "contents"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page."""


Piece = Line | Item | Listing | Grid | Image | Group | PageBreak


@dataclass(slots=True)
class Node:
    """An item of a nested list with the lists under it; `start` is its number in an ordered one."""

    item: Item
    number: int
    more: list[Item] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)


def grouped(pieces: Sequence[Piece]) -> Iterator[Piece | list[Node]]:
    """Yield the pieces, neighbouring items of one list as the tree that they are."""
    counts: dict[str, int] = {}
    nodes: list[Node] = []
    for piece in pieces:
        if isinstance(piece, Item):
            if nodes and piece.depth == 0 and nodes[0].item.key != piece.key:
                yield nodes
                nodes = []
            _add(nodes, piece, counts)
            continue
        if nodes:
            yield nodes
            nodes = []
        yield piece
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


def png() -> bytes:
    """Return a small picture: two colours, four by four."""

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
