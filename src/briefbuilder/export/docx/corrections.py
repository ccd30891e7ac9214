"""Reading what became of an export's blocks: which of them somebody changed since it was written.

A block is found by its content controls and by its bookmark, whichever an editor has kept: Word
keeps both, LibreOffice the bookmarks and what it can of the controls.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from zipfile import BadZipFile

from lxml import etree

from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.block_text import block_hash, block_text
from briefbuilder.export.docx.controls import BLOCK_PREFIX, BLOCKS_NAMESPACE
from briefbuilder.export.docx.ooxml import VAL, Node, P, qn

_LARGEST = 100 * 1024 * 1024
"""Bytes of one part, at most."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_CONTROL, _TAG = qn("w:sdt"), f"{qn('w:sdtPr')}/{qn('w:tag')}"
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ID, _NAME = qn("w:id"), qn("w:name")

State = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBlock:
    """One block of an export as it stands in the file now.

    `origin` is the id of the part or item that it came from and `blocks` the ids of that item's
    blocks, as in the Document; `text` is what `block_text` makes of it, empty where it is gone.
    """

    name: str
    kind: str
    origin: str
    blocks: tuple[str, ...]
    text: str
    state: State


def read_blocks(data: bytes) -> tuple[ReadBlock, ...]:
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


def _read(told: Node, paragraphs: Sequence[Node]) -> ReadBlock:
    text = block_text(paragraphs)
    state: State = "same" if block_hash(text) == told.get("hash") else "changed" if text else "gone"
    return ReadBlock(
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
    for control in body.iter(_CONTROL):
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
