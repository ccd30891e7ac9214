"""Opening a house document: what is not a plain, finished Word file is refused with the reason.

Nothing is unpacked before its sizes are known, no external entity is read, nothing is fetched.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from lxml import etree

from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.house.mending import drop_lost_styles
from briefbuilder.export.docx.house.relations import is_mistaken, without_lost
from briefbuilder.export.docx.house.story import Spot, stories
from briefbuilder.export.docx.ooxml import W, qn

MOST_PARTS = 2000
MOST_BYTES = 64 * 1024 * 1024
"""All parts together, unpacked."""
MOST_OF_A_PART = 32 * 1024 * 1024
_RATIO = 200
"""How often smaller than its content a part of more than a mebibyte may be."""
_BULKY = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = _MAIN.replace(".document.main", ".template.main")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

_REVISIONS = frozenset(
    qn(f"w:{name}")
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange",
        "trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "tblPrExChange",
    )
)  # fmt: skip


def open_house(data: bytes) -> WordDocument:
    """Return a house document, opened; raises ExportError, with the reason, where it is refused."""
    word = _opened(_checked(data))
    _refuse_unfinished(word)
    drop_lost_styles(word)
    return word


def _checked(data: bytes) -> bytes:
    """Return the bytes of a plain .docx: the type of a .dotx is rewritten."""
    if data.startswith(_OLE):
        raise ExportError("house-encrypted" if _LOCKED in data else "house-old-word")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive)
            names = archive.namelist()
            if _TYPES not in names:
                raise ExportError("house-unreadable")
            parts = {name: archive.read(name) for name in dict.fromkeys(names) if not name.endswith("/")}
    except (
        BadZipFile,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise ExportError("house-unreadable") from error
    _refuse_kinds(parts)
    _refuse_broken(parts)
    return _as_document(parts)


def _refuse_bombs(archive: ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ExportError("house-encrypted")
    bulky = any(
        entry.file_size > MOST_OF_A_PART
        or (entry.file_size > _BULKY and entry.file_size > _RATIO * max(entry.compress_size, 1))
        for entry in entries
    )
    if bulky or len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ExportError("house-too-large", limit=str(MOST_BYTES // _BULKY))


def _refuse_kinds(parts: dict[str, bytes]) -> None:
    types = parts[_TYPES]
    macros = any(name.lower().rpartition("/")[2] in {"vbaproject.bin", "vbadata.xml"} for name in parts)
    if macros or b"macroEnabled" in types or b"vbaProject" in types:
        raise ExportError("house-macros")
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if _DOCTYPE.search(content):
            raise ExportError("house-entities", part=name)
        if _STRICT in content[:4096]:
            raise ExportError("house-strict")
        if name.endswith(".rels") and b"/aFChunk" in content:
            raise ExportError("house-foreign-text")
    if _MAIN.encode() not in types and _TEMPLATE.encode() not in types:
        raise ExportError("house-no-word")


_NEEDED = {
    "Relationship": ("Id", "Type", "Target"),
    "Default": ("Extension", "ContentType"),
    "Override": ("PartName", "ContentType"),
}


def _refuse_broken(parts: dict[str, bytes]) -> None:
    """Refuse parts that are no XML, and lists of relationships and types that do not say what they must."""
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(content, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ExportError("house-unreadable") from error
        if name == _TYPES or name.endswith(".rels"):
            for node in root.iter(etree.Element):
                if not all(node.get(key) for key in _NEEDED.get(etree.QName(node).localname, ())):
                    raise ExportError("house-unreadable")


def _as_document(parts: dict[str, bytes]) -> bytes:
    parts = {**without_lost(parts), _TYPES: parts[_TYPES].replace(_TEMPLATE.encode(), _MAIN.encode())}
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _opened(data: bytes) -> WordDocument:
    try:
        word = docx.Document(io.BytesIO(data))
        if word.element.body is None or any(map(is_mistaken, word.part.rels.values())):
            raise ExportError("house-unreadable")
    except (BadZipFile, OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise ExportError("house-unreadable") from error
    return word


def _refuse_unfinished(word: WordDocument) -> None:
    for spot in _revised(word):
        raise ExportError("house-tracked-changes", part=spot.part, paragraph=str(spot.paragraph))
    for rel in word.part.rels.values():
        if rel.reltype.endswith("/settings") and not rel.is_external:
            root = etree.fromstring(rel.target_part.blob, _PARSER)
            guard = root.find(qn("w:documentProtection"))
            if guard is not None and guard.get(qn("w:enforcement"), "0") not in {"0", "false", "off"}:
                raise ExportError("house-protected")
            if root.find(qn("w:writeProtection")) is not None:
                raise ExportError("house-protected")


def _revised(word: WordDocument) -> Iterator[Spot]:
    """Yield where a change is that was neither accepted nor rejected."""
    for story in stories(word):
        for node in story.root.iter(f"{{{W}}}*"):
            if node.tag in _REVISIONS:
                yield story.spot(node)
