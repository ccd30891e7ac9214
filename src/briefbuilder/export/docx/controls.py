"""What lets corrections made in Word be taken back: each block in a content control with a bookmark, and its hash.

The control's tag and the bookmark bear one name; where a block has a control for each paragraph, all
bear it. A custom XML part of ours tells for each name where the block came from and what it said when
it was written. Word keeps all three, LibreOffice the names at least. `corrections` reads them.
"""

from __future__ import annotations

import zlib
from copy import copy
from dataclasses import dataclass, field

from briefbuilder.domain.document import (
    DrawnBreak,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnPair,
    Element,
)
from briefbuilder.export.docx.block_text import block_hash, block_text
from briefbuilder.export.docx.bookmarks import Bookmarks, paragraphs_in
from briefbuilder.export.docx.ooxml import PPR, VAL, Node, P, make, qn, quoted

BLOCK_PREFIX = "_bb_"
"""Begins the name of each block; Word lists bookmarks that begin so only on demand."""

BLOCKS_NAMESPACE = "urn:briefbuilder:docx:blocks"
_STORE = "{6F1D2B0A-3C5E-4A7B-9D48-B0E1F2A3C4D5}"
"""The name of the kind of our custom XML part."""

_ABOUT = make("w:sdtPr", None, make("w:tag"), make("w:id"), make("w15:appearance", {"w15:val": "hidden"}))
_CONTROL = make("w:sdt", None, _ABOUT, make("w:sdtContent"))
"""A control to copy, which costs half of making one. Its appearance: without it Word draws a frame around
each paragraph under the pointer."""

_UNMARKED = (DrawnBreak, DrawnCallout, DrawnContents, DrawnEndnotes, DrawnPair)
"""What is no block of its own: what it holds is marked, or nothing in it is written by hand."""

_UNFIT = (qn("w:footnoteReference"), qn("w:endnoteReference"), qn("w:hyperlink"))
"""What may not stand in the first paragraph of a control of paragraphs, for LibreOffice (25.2): with a note in it
the file cannot be opened, and a link would reach back to where the paragraph begins."""


@dataclass(slots=True, eq=False, repr=False)
class Controls:
    """Puts blocks into content controls and remembers what they said."""

    bookmarks: Bookmarks
    _lines: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _ids: set[int] = field(default_factory=set)

    def wrapped(self, element: Element, made: list[Node], *, cell: bool) -> list[Node]:
        """Return the blocks of an element within a control; what nobody writes by hand stays outside.

        In a `cell` each paragraph has a control of its own: a cell must end in a paragraph.
        """
        first = next(paragraphs_in(made), None)
        if isinstance(element, _UNMARKED) or first is None:
            return made
        outside = 1 if element.kind == "quotation" and element.source else 0
        inner = made[: len(made) - outside]
        if not inner:
            return made
        origin = element.origin or "document"
        count = self._counts[origin] = self._counts.get(origin, 0) + 1
        name = self.bookmarks.name(BLOCK_PREFIX, f"{origin}_{count}")
        self._remember(element, name, inner)
        self.bookmarks.wrap(name, first, _last(inner))
        if not cell and next(first.iter(*_UNFIT), None) is None:
            return [self._control(name, inner), *made[len(inner) :]]
        for paragraph in paragraphs_in(inner):
            runs = [node for node in paragraph if node.tag != PPR]
            if runs:
                paragraph.append(self._control(name, runs))
        return made

    def _control(self, name: str, inner: list[Node]) -> Node:
        control = copy(_CONTROL)
        about, content = control
        about[0].set(VAL, name)
        about[1].set(VAL, str(self._id_of(name)))
        desk = inner[0].getparent()
        if desk is not None:
            desk.append(control)
        content.extend(inner)
        return control

    def _id_of(self, name: str) -> int:
        """Return a number for a control that no other one bears, the same in each export."""
        number = zlib.crc32(name.encode()) & 0x3FFFFFFF
        while number in self._ids:
            number += 1
        self._ids.add(number)
        return number

    def _remember(self, element: Element, name: str, inner: list[Node]) -> None:
        told = f'name="{name}" kind="{element.kind}"'
        if element.origin:
            told += f" origin={quoted(element.origin)}"
        if element.blocks:
            told += f" blocks={quoted(' '.join(element.blocks))}"
        self._lines.append(f'<block {told} hash="{block_hash(block_text(inner))}"/>')

    def part(self) -> bytes:
        """Return the custom XML part."""
        return f'{_HEAD}<blocks xmlns="{BLOCKS_NAMESPACE}">{"".join(self._lines)}</blocks>'.encode()


def properties_part() -> bytes:
    """Return the part that tells Word what kind of data the custom XML part holds."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    kinds = f'<ds:schemaRefs><ds:schemaRef ds:uri="{BLOCKS_NAMESPACE}"/></ds:schemaRefs>'
    return f'{_HEAD}<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{space}">{kinds}</ds:datastoreItem>'.encode()


def _last(blocks: list[Node]) -> Node:
    """Return the last paragraph in blocks that hold one."""
    block = blocks[-1]
    return block if block.tag == P else list(paragraphs_in(blocks))[-1]


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
