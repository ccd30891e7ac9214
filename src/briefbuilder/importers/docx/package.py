"""The ZIP container of a Word document: its parts and relationships, within limits, names never used as paths."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx.names import STRICT
from briefbuilder.importers.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    BULKY_BYTES,
    PART_BYTES,
    PART_TAGS,
    PICTURE_BYTES,
)

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Where a part leads: `kind` is the last word of the type ("image"), `target` a part or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened container; every fault of it is an ImportRefusedError that names the file."""

    def __init__(self, data: bytes, file_name: str) -> None:
        self._file_name = file_name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
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
        """The names of all parts, in small letters."""
        return frozenset(self._names)

    def data(self, part: str, limit: int = PART_BYTES) -> bytes | None:
        """Return a part's bytes, None where it is not there; raise where it is larger than `limit`."""
        entry = self._names.get(part.lstrip("/").lower())
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                found = stream.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
        ) as error:
            raise self._refusal("import-damaged") from error
        if len(found) > limit:
            raise self._refusal("import-unpacks-too-large")
        return found

    def picture(self, part: str) -> bytes | None:
        """Return a picture's bytes, None where it is not there, cannot be unpacked or is too large."""
        try:
            return self.data(part, PICTURE_BYTES)
        except ImportRefusedError:
            return None

    def xml(self, part: str) -> _Element | None:
        """Return a part's root, its Strict namespaces made the usual ones, None where it is not there."""
        found = self.data(part)
        if found is None:
            return None
        if found.count(b"<") > PART_TAGS:
            raise self._refusal("import-unpacks-too-large")
        if b"purl.oclc.org/ooxml" in found:
            for strict, usual in STRICT:
                found = found.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(found, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            # A bomb of entities is refused by the parser before its document type can be seen.
            code = "import-unsafe" if b"<!ENTITY" in found else "import-damaged"
            raise self._refusal(code) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._refusal("import-unsafe")  # OOXML has no document types; only an attack brings one
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """Return a part's relationships by their id."""
        folder, _, base = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, Relation] = {}
        for element in root.iter(_RELATIONSHIP) if root is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            found[element.get("Id") or ""] = Relation(
                kind=(element.get("Type") or "").rpartition("/")[2],
                target=target if external else _resolved(folder, target),
                external=external,
            )
        return found

    def main_part(self) -> str:
        """Return the name of the document's main part."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        return "word/document.xml"

    def _refusal(self, code: str) -> ImportRefusedError:
        return ImportRefusedError(code, name=self._file_name)


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("./")
