"""The OPC package (ZIP container) of an Office document: parts and relationships, with limits on their size."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.values import value
from briefbuilder.importers.docx.wordml import STRICT
from briefbuilder.importers.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    BULKY_BYTES,
    PART_BYTES,
    PART_TAGS,
    PICTURE_BYTES,
)
from briefbuilder.importers.zip_files import ZIP_FAULTS

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = 0x1
PICTURE_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "svg": "image/svg+xml", "emf": "image/emf",
    "wmf": "image/wmf",
}  # fmt: skip
"""Media types of pictures by file name extension."""

_UNDECLARED = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
_CAUTION: Mapping[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True,
    "remove_pis": True,
}  # fmt: skip
"""How parsers read a foreign file."""


@value
class Relationship:
    """A relationship of a part: `kind` is the last segment of its type ("image"), `target` a part name or URL."""

    kind: str
    target: str
    external: bool


class Package:
    """An open package; every error is an ImportRefusedError with the file name.

    With `doctypes`, parts may have an empty document type, as old OpenDocument files do.
    """

    def __init__(self, data: bytes, file_name: str, *, doctypes: bool = False) -> None:
        self._file_name = file_name
        self._doctypes = doctypes
        self.damaged: list[str] = []
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_FAULTS as error:
            raise self._refusal("import-damaged") from error
        entries = self._zip.infolist()
        if len(entries) > ARCHIVE_ENTRIES or sum(entry.file_size for entry in entries) > ARCHIVE_BYTES:
            raise self._refusal("import-unpacks-too-large")
        for entry in entries:
            bulky = entry.file_size > BULKY_BYTES and entry.file_size > ARCHIVE_RATIO * max(
                1, entry.compress_size
            )
            if bulky:
                raise self._refusal("import-unpacks-too-large")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise self._refusal("import-encrypted")
        self._names = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._names)

    def data(self, part: str, limit: int = PART_BYTES) -> bytes | None:
        """Return the data of a part, or None if it is missing; raise if it is larger than `limit`."""
        entry = self._names.get(part.lstrip("/").lower())
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                found = stream.read(limit + 1)
        except ZIP_FAULTS as error:
            raise self._refusal("import-damaged") from error
        if len(found) > limit:
            raise self._refusal("import-unpacks-too-large")
        return found

    def picture(self, part: str) -> bytes | None:
        """Return the data of a picture, or None if it is missing, unreadable or too large."""
        try:
            return self.data(part, PICTURE_BYTES)
        except ImportRefusedError:
            return None

    def xml(self, part: str) -> _Element | None:
        """Return the root element of a part with Transitional namespaces, or None if it is missing."""
        found = self.data(part)
        if found is None:
            return None
        return parse_xml(found, self._file_name, doctypes=self._doctypes)

    def optional_xml(self, part: str) -> _Element | None:
        """Return the root element of an optional part, or None if it is missing or damaged."""
        try:
            return self.xml(part)
        except ImportRefusedError as error:
            if error.code != "import-damaged":
                raise
            self.damaged.append(part.rpartition("/")[2])
            return None

    def related_xml(self, relations: Mapping[str, Relationship], kind: str) -> _Element | None:
        """Return the root of the related part of a kind, such as "styles", or None if it is missing or damaged."""
        part = related_part(relations, kind)
        return self.optional_xml(part) if part else None

    @property
    def has_macros(self) -> bool:
        """Whether a part has macros."""
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by id."""
        folder, _, base = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, Relationship] = {}
        for element in root.iter(_RELATIONSHIP) if root is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            found[element.get("Id") or ""] = Relationship(
                kind=(element.get("Type") or "").rpartition("/")[2],
                target=target if external else _resolve(folder, target),
                external=external,
            )
        return found

    def main_part(self, usual: str = "word/document.xml") -> str:
        """Return the name of the main document part, the usual one if none is named."""
        for relation in self.relationships("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        return usual

    def elements(self, part: str, *names: str) -> Iterator[_Element]:
        """Yield the elements with the given local names in a large part, each emptied afterwards; a missing part has none.

        The part is parsed while it is unpacked, so that its rest is not read once the caller has enough.
        """
        entry = self._names.get(part.lstrip("/").lower())
        if entry is None:
            return
        try:
            with self._zip.open(entry) as stream:
                found = etree.iterparse(stream, tag=tuple(f"{{*}}{name}" for name in names), **_CAUTION)
                for number, (_, element) in enumerate(found):
                    if not number and element.getroottree().docinfo.internalDTD is not None:
                        raise self._refusal("import-unsafe")
                    yield element
                    _forget(element)
        except (etree.XMLSyntaxError, *ZIP_FAULTS) as error:
            raise self._refusal("import-damaged") from error

    def _refusal(self, code: str) -> ImportRefusedError:
        return ImportRefusedError(code, name=self._file_name)


def related_part(relations: Mapping[str, Relationship], kind: str) -> str:
    """Return the part of the first relationship of a kind within the package, "" without one."""
    return next(
        (
            relationship.target
            for relationship in relations.values()
            if relationship.kind == kind and not relationship.external
        ),
        "",
    )


def _forget(element: _Element) -> None:
    """Remove an element that was read, with all before it, from its tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def joined_text(element: _Element | None) -> str:
    """Return the text of an element, with that of the elements in it, on one line; "" without an element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def parse_xml(data: bytes, file_name: str, *, doctypes: bool = False) -> _Element:
    """Parse a part with Strict namespaces replaced by Transitional ones; raise ImportRefusedError on errors."""
    if data.count(b"<") > PART_TAGS:
        raise ImportRefusedError("import-unpacks-too-large", name=file_name)
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    try:
        root = _parse_leniently(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        # The parser refuses entity bombs before the document type can be seen.
        code = "import-unsafe" if b"<!ENTITY" in data else "import-damaged"
        raise ImportRefusedError(code, name=file_name) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and not (doctypes and _is_empty_doctype(declared)):
        raise ImportRefusedError("import-unsafe", name=file_name)  # only attacks have one
    return root


def _parse_leniently(data: bytes) -> _Element:
    """Parse a part, tolerating undeclared namespace prefixes as other programs do."""
    strict = _make_parser(recover=False)
    try:
        return etree.fromstring(data, strict)
    except etree.XMLSyntaxError:
        if any(entry.type != _UNDECLARED for entry in strict.error_log):
            raise
    return etree.fromstring(data, _make_parser(recover=True))


def _make_parser(*, recover: bool) -> etree.XMLParser:
    parser: etree.XMLParser = etree.XMLParser(recover=recover, **_CAUTION)
    return parser


def _is_empty_doctype(declared: etree.DTD) -> bool:
    """Return whether a document type is only named and declares nothing, as some old programs wrote it."""
    if "://" in (declared.system_url or ""):
        return False
    return not any(True for _ in declared.iterentities()) and not any(True for _ in declared.iterelements())


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("./")
