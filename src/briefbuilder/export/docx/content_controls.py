"""What lets corrections made in Word be taken back: each block in a content control with a bookmark, and its hash.

The control's tag and the bookmark bear one name; where a block has a control for each paragraph, all
bear it. A custom XML part of ours tells for each name where the block came from and what it said when
it was written. Word keeps all three, LibreOffice the names at least. `corrections` reads them.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Literal
from zipfile import BadZipFile

from lxml import etree

from briefbuilder.domain.document import (
    DrawnBreak,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnPair,
    Element,
)
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.bookmarks import Bookmarks, paragraphs_in
from briefbuilder.export.docx.ooxml import BR, PPR, RUN, TAB, VAL, Node, P, T, make, qn, quote_attribute

# What a block says, and its hash: the one rule that the writer and the reader of corrections share.

_FIELD, _FIELD_TYPE = qn("w:fldChar"), qn("w:fldCharType")
_SIMPLE_FIELD = qn("w:fldSimple")
_DEPTHS = {"begin": 1, "end": -1}
_SIGNS = {TAB: " ", BR: " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}
_DIGITS = 16


def block_text(blocks: Iterable[Node]) -> str:
    """Return the text of paragraphs, and of those in tables, one line for each that has any.

    A tab or line break is a space; white space is folded, soft hyphens and empty paragraphs are
    left out. Fields and the marks of notes, which Word counts anew by itself, have no characters.
    What is marked as deleted has none, what is marked as inserted has.
    """
    lines = (_folded("".join(_characters(paragraph))) for paragraph in paragraphs_in(blocks))
    return "\n".join(filter(None, lines))


def _folded(text: str) -> str:
    # Of all white space only the plain space is printable to Python: most texts are folded by a look.
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def block_hash(text: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _characters(paragraph: Node) -> Iterator[str]:
    depth = 0
    for run in paragraph.iter(RUN):
        parent = run.getparent()
        if parent is not None and parent.tag == _SIMPLE_FIELD:
            continue
        for node in run:
            tag = node.tag
            if tag == _FIELD:
                depth += _DEPTHS.get(node.get(_FIELD_TYPE, ""), 0)
            elif depth > 0:
                continue
            elif tag == T:
                yield (node.text or "").replace("\u00ad", "")
            elif tag in _SIGNS:
                yield _SIGNS[tag]


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
class ContentControls:
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
            told += f" origin={quote_attribute(element.origin)}"
        if element.blocks:
            told += f" blocks={quote_attribute(' '.join(element.blocks))}"
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


# Reading what became of an export's blocks: which of them somebody changed since it was written.
#
# A block is found by its content controls and by its bookmark, whichever an editor has kept: Word
# keeps both, LibreOffice the bookmarks and what it can of the controls.

_LARGEST = 100 * 1024 * 1024
"""Bytes of one part, at most."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_CONTENT_CONTROL, _TAG = qn("w:sdt"), f"{qn('w:sdtPr')}/{qn('w:tag')}"
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ID, _NAME = qn("w:id"), qn("w:name")

BlockState = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedBlock:
    """One block of an export as it stands in the file now.

    `origin` is the id of the part or item that it came from and `blocks` the ids of that item's
    blocks, as in the Document; `text` is what `block_text` makes of it, empty where it is gone.
    """

    name: str
    kind: str
    origin: str
    blocks: tuple[str, ...]
    text: str
    state: BlockState


def read_exported_blocks(data: bytes) -> tuple[ExportedBlock, ...]:
    """Return the blocks that an export was written with, in its order; () where the file is no export.

    Raises ExportError where the bytes are no Word file that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = _told(archive)
            body = _root(archive, "word/document.xml") if told else None
    except (BadZipFile, EOFError, KeyError, OSError, RuntimeError, ValueError, etree.XMLSyntaxError) as error:
        raise ExportError("docx-base-unreadable") from error
    found = _paragraphs(body) if body is not None else {}
    return tuple(_read(node, found.get(node.get("name", ""), ())) for node in told)


def _root(archive: zipfile.ZipFile, name: str) -> Node:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(name)
    return etree.fromstring(archive.read(name), _PARSER)


def _told(archive: zipfile.ZipFile) -> list[Node]:
    """Return what our custom XML part tells of each block; an editor may have renamed the part."""
    names = (name for name in archive.namelist() if name.startswith("customXml/") and name.endswith(".xml"))
    for name in sorted(names):
        root = _root(archive, name)
        if root.tag == f"{{{BLOCKS_NAMESPACE}}}blocks":
            return list(root)
    return []


def _read(told: Node, paragraphs: Sequence[Node]) -> ExportedBlock:
    text = block_text(paragraphs)
    state: BlockState = "same" if block_hash(text) == told.get("hash") else "changed" if text else "gone"
    return ExportedBlock(
        name=told.get("name", ""),
        kind=told.get("kind", ""),
        origin=told.get("origin", ""),
        blocks=tuple(told.get("blocks", "").split()),
        text=text,
        state=state,
    )


def _paragraphs(body: Node) -> dict[str, list[Node]]:
    """Return the paragraphs of each block by its name, in the order of the document."""
    owners: dict[Node, str] = {}
    for control in body.iter(_CONTENT_CONTROL):
        tag = control.find(_TAG)
        if tag is not None and tag.get(VAL, "").startswith(BLOCK_PREFIX):
            owners.update(dict.fromkeys(_around_or_in(control), tag.get(VAL, "")))
    for paragraph, name in _bookmarked(body):
        owners.setdefault(paragraph, name)
    found: dict[str, list[Node]] = {}
    for paragraph in body.iter(P):
        name = owners.get(paragraph, "")
        if name:
            found.setdefault(name, []).append(paragraph)
    return found


def _around_or_in(control: Node) -> Iterator[Node]:
    """Yield the paragraph that a control of runs stands in, or those that a control of paragraphs holds."""
    around = next(control.iterancestors(P), None)
    if around is not None:
        yield around
    else:
        yield from control.iter(P)


def _bookmarked(body: Node) -> Iterator[tuple[Node, str]]:
    """Yield each paragraph that a block's bookmark touches, with its name."""
    names: dict[str, str] = {}
    for node in body.iter(_START, _END, P):
        if node.tag == P:
            for name in names.values():
                yield node, name
        elif node.tag == _END:
            names.pop(node.get(_ID, ""), None)
        elif node.get(_NAME, "").startswith(BLOCK_PREFIX):
            names[node.get(_ID, "")] = node.get(_NAME, "")
            yield from ((paragraph, node.get(_NAME, "")) for paragraph in node.iterancestors(P))
