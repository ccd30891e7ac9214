"""The product's own lint of a Word file: what opens in a validator and still breaks in Word.

It reads finished bytes, so that it also holds for files that something else wrote. Each rule
gives findings whose codes begin with "docx-lint-" and have their words in the catalogue.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from zipfile import BadZipFile

from lxml import etree
from lxml.etree import _Element as Node

from briefbuilder.domain.notices import Finding
from briefbuilder.export.docx.lint_rules import RULES, Part, Parts, fault

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(slots=True, eq=False, repr=False)
class _Package:
    names: set[str] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)


def lint(data: bytes, trees: Mapping[str, Node] | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a Word file, each finding with the part it is in; () where nothing is.

    Who has just written the file may hand over the `trees` of its parts, by name, so that they need not
    be read again.
    """
    package = _Package()
    known = trees or {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package.names = set(archive.namelist())
            for name in sorted(package.names):
                if name in known:
                    package.parts.append(Part(name, known[name]))
                elif name.endswith((".xml", ".rels")):
                    _read(package, name, archive.read(name))
    except (BadZipFile, EOFError, OSError, ValueError, RuntimeError) as error:
        return (fault("unreadable", "", detail=str(error)),)
    package.faults.extend(_relations(package))
    package.faults.extend(_content_types(package))
    parts = Parts(tuple(part for part in package.parts if not part.name.endswith(".rels")))
    for rule in RULES:
        package.faults.extend(rule(parts))
    return tuple(package.faults)


def _read(package: _Package, name: str, data: bytes) -> None:
    try:
        package.parts.append(Part(name, etree.fromstring(data, _PARSER)))
    except etree.XMLSyntaxError as error:
        package.faults.append(fault("unreadable", name, detail=str(error)))


def _relations(package: _Package) -> Iterator[Finding]:
    """Find relationships to parts that are not there, and uses of relationships that are not there."""
    known: dict[str, set[str]] = {}
    for part in package.parts:
        if not part.name.endswith(".rels"):
            continue
        source = _source_of(part.name)
        for node in part.root:
            known.setdefault(source, set()).add(node.get("Id", ""))
            if node.get("TargetMode") == "External":
                continue
            target = unquote(node.get("Target", ""))
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
            if path not in package.names:
                yield fault("relation-dangling", source, detail=target)
    for part in package.parts:
        for used in part.relations:
            if used not in known.get(part.name, ()):
                yield fault("relation-undefined", part.name, detail=used)


def _source_of(name: str) -> str:
    folder, _, file = name.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def _content_types(package: _Package) -> Iterator[Finding]:
    """Find parts without a type, and types of parts that are not there."""
    types = next((part.root for part in package.parts if part.name == _CONTENT_TYPES), None)
    if types is None:
        yield fault("type-missing", _CONTENT_TYPES, detail=_CONTENT_TYPES)
        return
    endings = {
        node.get("Extension", "").lower() for node in types.iter(f"{{{_PACKAGE}/content-types}}Default")
    }
    named = {
        node.get("PartName", "").lstrip("/") for node in types.iter(f"{{{_PACKAGE}/content-types}}Override")
    }
    for name in sorted(package.names - {_CONTENT_TYPES}):
        if name not in named and name.rpartition(".")[2].lower() not in endings and not name.endswith("/"):
            yield fault("type-missing", name, detail=name)
    for name in sorted(named - package.names):
        yield fault("type-without-part", _CONTENT_TYPES, detail=name)
