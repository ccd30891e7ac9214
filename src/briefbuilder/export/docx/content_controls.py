"""Marks each block of an export with a content control, a bookmark and a hash, and reads them back.

The tags of a block's controls and its bookmark have one name. A custom XML part holds for each name the
origin of the block and the hash of its text at the export. Word keeps all three, LibreOffice the names.
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

_FIELD, _FIELD_TYPE = qn("w:fldChar"), qn("w:fldCharType")
_SIMPLE_FIELD = qn("w:fldSimple")
_DEPTHS = {"begin": 1, "end": -1}
_CHARACTERS = {TAB: " ", BR: " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}


def block_text(blocks: Iterable[Node]) -> str:
    """Return the text of the paragraphs in blocks and their tables, one line for each that is not empty.

    Tabs, line breaks and repeated white space become one space; soft hyphens are left out. Fields and
    the marks of notes, which Word counts itself, are left out, and so is deleted text.
    """
    lines = (_collapse_spaces("".join(_characters(paragraph))) for paragraph in paragraphs_in(blocks))
    return "\n".join(filter(None, lines))


def _collapse_spaces(text: str) -> str:
    # The plain space is the only printable white space, so most texts need no split.
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def block_hash(text: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


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
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]


BLOCK_PREFIX = "_bb_"
"""The prefix of the names of blocks; Word hides bookmarks whose name begins with an underscore."""

BLOCKS_NAMESPACE = "urn:briefbuilder:docx:blocks"
_STORE_ID = "{6F1D2B0A-3C5E-4A7B-9D48-B0E1F2A3C4D5}"
"""The id of the custom XML part."""
_XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ABOUT = make("w:sdtPr", None, make("w:tag"), make("w:id"), make("w15:appearance", {"w15:val": "hidden"}))
_CONTROL = make("w:sdt", None, _ABOUT, make("w:sdtContent"))
"""A control to copy, which costs half as much as making one. Without the appearance Word draws a frame
around each paragraph under the pointer."""

_UNMARKED = (DrawnBreak, DrawnCallout, DrawnContents, DrawnEndnotes, DrawnPair)
"""Elements without a control: their content is marked itself, or none of it is written by hand."""

_EXCLUDED_FIRST = (qn("w:footnoteReference"), qn("w:endnoteReference"), qn("w:hyperlink"))
"""What the first paragraph of a block-level control must not hold, for LibreOffice 25.2: with a note it
cannot open the file, and it extends a link to the beginning of the paragraph."""


@dataclass(slots=True, eq=False, repr=False)
class ContentControls:
    """Puts blocks into content controls and records their hashes."""

    bookmarks: Bookmarks
    _lines: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _ids: set[int] = field(default_factory=set)

    def wrap(self, element: Element, made: list[Node], *, in_cell: bool) -> list[Node]:
        """Return the blocks of an element in a control; generated text stays outside.

        In a cell, which must end in a paragraph, each paragraph has its own control.
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
        name = self.bookmarks.new_name(BLOCK_PREFIX, f"{origin}_{count}")
        self._record(element, name, inner)
        self.bookmarks.wrap(name, first, _last_paragraph(inner))
        if not in_cell and next(first.iter(*_EXCLUDED_FIRST), None) is None:
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
        about[1].set(VAL, str(self._new_id(name)))
        parent = inner[0].getparent()
        if parent is not None:
            parent.append(control)
        content.extend(inner)
        return control

    def _new_id(self, name: str) -> int:
        """Return a unique id for a control, the same in each export."""
        number = zlib.crc32(name.encode()) & 0x3FFFFFFF
        while number in self._ids:
            number += 1
        self._ids.add(number)
        return number

    def _record(self, element: Element, name: str, inner: list[Node]) -> None:
        attributes = f'name="{name}" kind="{element.kind}"'
        if element.origin:
            attributes += f" origin={quote_attribute(element.origin)}"
        if element.blocks:
            attributes += f" blocks={quote_attribute(' '.join(element.blocks))}"
        self._lines.append(f'<block {attributes} hash="{block_hash(block_text(inner))}"/>')

    def part(self) -> bytes:
        """Return the custom XML part."""
        return (
            f'{_XML_DECLARATION}<blocks xmlns="{BLOCKS_NAMESPACE}">{"".join(self._lines)}</blocks>'.encode()
        )


def properties_part() -> bytes:
    """Return the properties of the custom XML part, which name its schema."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    kinds = f'<ds:schemaRefs><ds:schemaRef ds:uri="{BLOCKS_NAMESPACE}"/></ds:schemaRefs>'
    return f'{_XML_DECLARATION}<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{space}">{kinds}</ds:datastoreItem>'.encode()


def _last_paragraph(blocks: list[Node]) -> Node:
    """Return the last paragraph in blocks; there must be one."""
    block = blocks[-1]
    return block if block.tag == P else list(paragraphs_in(blocks))[-1]


_MAX_PART_BYTES = 100 * 1024 * 1024
"""The bytes of a part, at most."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_CONTENT_CONTROL, _TAG = qn("w:sdt"), f"{qn('w:sdtPr')}/{qn('w:tag')}"
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ID, _NAME = qn("w:id"), qn("w:name")

BlockState = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedBlock:
    """One block of an export in its present state.

    `origin` is the id of its part or item and `blocks` the ids of that item's blocks, as in the
    Document; `text` is the result of `block_text`, empty where the block is gone.
    """

    name: str
    kind: str
    origin: str
    blocks: tuple[str, ...]
    text: str
    state: BlockState


def read_exported_blocks(data: bytes) -> tuple[ExportedBlock, ...]:
    """Return the blocks of an export in order; () where the file is not an export.

    A block is found by its content controls or its bookmark, whichever the editor kept.
    Raises ExportError where the bytes are not a readable Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            records = _read_records(archive)
            body = _parse_part(archive, "word/document.xml") if records else None
    except (BadZipFile, EOFError, KeyError, OSError, RuntimeError, ValueError, etree.XMLSyntaxError) as error:
        raise ExportError("docx-base-unreadable") from error
    found = _paragraphs_by_name(body) if body is not None else {}
    return tuple(_read_block(node, found.get(node.get("name", ""), ())) for node in records)


def _parse_part(archive: zipfile.ZipFile, name: str) -> Node:
    if archive.getinfo(name).file_size > _MAX_PART_BYTES:
        raise ValueError(name)
    return etree.fromstring(archive.read(name), _PARSER)


def _read_records(archive: zipfile.ZipFile) -> list[Node]:
    """Return the records of the custom XML part, which an editor may have renamed."""
    names = (name for name in archive.namelist() if name.startswith("customXml/") and name.endswith(".xml"))
    for name in sorted(names):
        root = _parse_part(archive, name)
        if root.tag == f"{{{BLOCKS_NAMESPACE}}}blocks":
            return list(root)
    return []


def _read_block(record: Node, paragraphs: Sequence[Node]) -> ExportedBlock:
    text = block_text(paragraphs)
    state: BlockState = "same" if block_hash(text) == record.get("hash") else "changed" if text else "gone"
    return ExportedBlock(
        name=record.get("name", ""),
        kind=record.get("kind", ""),
        origin=record.get("origin", ""),
        blocks=tuple(record.get("blocks", "").split()),
        text=text,
        state=state,
    )


def _paragraphs_by_name(body: Node) -> dict[str, list[Node]]:
    """Return the paragraphs of each block by its name, in the order of the document."""
    owners: dict[Node, str] = {}
    for control in body.iter(_CONTENT_CONTROL):
        tag = control.find(_TAG)
        if tag is not None and tag.get(VAL, "").startswith(BLOCK_PREFIX):
            owners.update(dict.fromkeys(_paragraphs_of_control(control), tag.get(VAL, "")))
    for paragraph, name in _bookmarked(body):
        owners.setdefault(paragraph, name)
    found: dict[str, list[Node]] = {}
    for paragraph in body.iter(P):
        name = owners.get(paragraph, "")
        if name:
            found.setdefault(name, []).append(paragraph)
    return found


def _paragraphs_of_control(control: Node) -> Iterator[Node]:
    """Yield the paragraph around an inline control, or the paragraphs in a block-level control."""
    around = next(control.iterancestors(P), None)
    if around is not None:
        yield around
    else:
        yield from control.iter(P)


def _bookmarked(body: Node) -> Iterator[tuple[Node, str]]:
    """Yield each paragraph that a block's bookmark touches, with the name of the bookmark."""
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
