"""Read an OpenDocument text into a draft."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Protocol

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, Note
from briefbuilder.importers.docx.package import PICTURE_TYPES, Package, parse_xml
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.formulas import Sign, mathml_signs
from briefbuilder.importers.limits import MEBIBYTE, PARAGRAPHS, PART_BYTES, PICTURE_BYTES
from briefbuilder.importers.odt.styles import OdtStyles, attribute, paragraph_text, qn
from briefbuilder.importers.odt.walker import OdtInlineReader, OdtWalker
from briefbuilder.importers.office.blocks import StyledBlock, join_content
from briefbuilder.importers.office.draft import (
    build_document_draft,
    convert_typed_lists,
    report_headers_footers,
    report_unread,
)
from briefbuilder.importers.office.head import CoreProperties, make_properties
from briefbuilder.importers.sniff import ZIP_MAGIC

_PARTS = frozenset({"content.xml", "styles.xml", "meta.xml"})

_SIGNATURES = {
    b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp", b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff", b"\xd7\xcd\xc6\x9a": "image/wmf", b"\1\0\0\0": "image/emf", b"<svg": "image/svg+xml",
    b"<?xml": "image/svg+xml",
}  # fmt: skip
_MATH = "{http://www.w3.org/1998/Math/MathML}"

_HEADERS_FOOTERS: Mapping[str, tuple[str, ...]] = {
    "header": ("style:header", "style:header-left", "style:header-first"),
    "footer": ("style:footer", "style:footer-left", "style:footer-first"),
}


class OdtParts(Protocol):
    """The parts of a document by name; `damaged` collects the optional parts that could not be read."""

    damaged: list[str]

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""

    def xml(self, part: str) -> _Element | None:
        """Return the root element of a part, or None if it is missing."""

    def optional_xml(self, part: str) -> _Element | None:
        """Return the root element of an optional part, or None if it is missing or damaged."""

    def picture(self, part: str) -> bytes | None:
        """Return the data of a picture, or None."""


class FlatOdt:
    """A flat document, whose single root element contains content, styles and metadata."""

    names: frozenset[str] = frozenset()

    def __init__(self, data: bytes, file_name: str) -> None:
        if len(data) > PART_BYTES:
            raise ImportRefusedError("import-too-large", name=file_name, limit=str(PART_BYTES // MEBIBYTE))
        self.damaged: list[str] = []
        self._root = parse_xml(data, file_name, doctypes=True)

    def xml(self, part: str) -> _Element | None:
        """Return the root for each part that a package would have."""
        return self._root if part in _PARTS else None

    def optional_xml(self, part: str) -> _Element | None:
        """Return the root as `xml` does."""
        return self.xml(part)

    def picture(self, part: str) -> bytes | None:  # noqa: ARG002 - flat documents keep pictures in frames
        """Return None: there are no parts."""
        return None


def open_parts(data: bytes, file_name: str) -> OdtParts:
    """Return the parts of a document; raise ImportRefusedError if it cannot be opened."""
    if data.startswith(ZIP_MAGIC):
        return Package(data, file_name, doctypes=True)
    return FlatOdt(data, file_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """An open OpenDocument file: its body and what reads it."""

    builder: DraftBuilder
    package: OdtParts
    body: _Element
    styles_root: _Element | None
    styles: OdtStyles
    inline: OdtInlineReader
    walker: OdtWalker
    pictures: OdtPictureReader


def open_document(data: bytes, file_name: str, kind: str) -> OpenDocument:
    """Open a file whose body is of a kind such as "office:text"; raise ImportRefusedError if it cannot be read."""
    package = open_parts(data, file_name)
    manifest = package.optional_xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(qn("manifest:encryption-data")), None) is not None:
        raise ImportRefusedError("import-odt-encrypted", name=file_name)
    content = package.xml("content.xml")
    body = content.find(f"{qn('office:body')}/{qn(kind)}") if content is not None else None
    if body is None:
        raise ImportRefusedError("import-odt-without-text", name=file_name)
    if kind != "office:spreadsheet" and sum(1 for _ in body.iter(qn("text:p"), qn("text:h"))) > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    styles_root = package.optional_xml("styles.xml")
    builder = DraftBuilder()
    if any(part.startswith(("basic/", "count_scripts/")) for part in package.names):
        builder.notice("macros-not-kept")
    styles = OdtStyles([styles_root, content])
    pictures = OdtPictureReader(builder, package)
    inline = OdtInlineReader(styles, pictures.read_formula)
    return OpenDocument(
        builder=builder,
        package=package,
        body=body,
        styles_root=styles_root,
        styles=styles,
        inline=inline,
        walker=OdtWalker(builder, styles, inline, pictures.read_figures),
        pictures=pictures,
    )


def read_odt(data: bytes, file_name: str) -> Draft:
    """Read an OpenDocument text; raise ImportRefusedError if it cannot be read."""
    document = open_document(data, file_name, "office:text")
    blocks = list(convert_typed_lists(document.walker.walk(document.body)))
    notes = list(read_notes(document.walker, document.inline))
    root = document.styles_root
    report_headers_footers(
        document.builder,
        [
            (kind, paragraph_text(element))
            for kind, tags in _HEADERS_FOOTERS.items()
            for tag in tags
            for element in (root.iter(qn(tag)) if root is not None else ())
        ],
    )
    return finish_document(document, blocks, notes, file_name)


def finish_document(
    document: OpenDocument, blocks: Sequence[StyledBlock], notes: Iterable[Note], file_name: str
) -> Draft:
    """Return the draft of what was read, with its properties and the notices of what could not be read."""
    properties = read_properties(document.package.optional_xml("meta.xml"))
    report_unread(document.builder, document.pictures.external_count, document.package.damaged)
    declared = document.styles.language or None
    return build_document_draft(document.builder, blocks, notes, properties, declared, file_name)


def read_notes(walker: OdtWalker, inline: OdtInlineReader) -> Iterator[Note]:
    """Yield the notes in the order of their references; those referenced in notes come last."""
    index = 0
    marks = {"foot": 0, "end": 0}
    while index < len(inline.notes):
        note, element = list(inline.notes.items())[index]
        index += 1
        placement: Literal["foot", "end"] = "end" if note.startswith("note:end") else "foot"
        marks[placement] += 1
        body = element.find(qn("text:note-body"))
        content = join_content(walker.read_blocks(body)) if body is not None else ()
        if content:
            yield Note(id=note, content=content, placement=placement, mark=str(marks[placement]))


class OdtPictureReader:
    """Reads the pictures in a document and counts those outside."""

    def __init__(self, builder: DraftBuilder, package: OdtParts) -> None:
        self.external_count = 0
        self._builder = builder
        self._package = package

    def read_figures(self, frame: _Element) -> Iterator[Figure]:
        """Yield the picture of each frame under an element; a frame may have it in several formats."""
        for inner in frame.iter(qn("draw:frame")):
            images = [child for child in inner if child.tag == qn("draw:image")]
            if images:
                yield from self._make_figure(inner, images)

    def read_formula(self, frame: _Element) -> list[Sign]:
        """Return the signs of the formula in a frame; none for other frames."""
        embedded = next(frame.iter(qn("draw:object")), None)
        if embedded is None:
            return []
        target = attribute(embedded, "xlink:href").removeprefix("./").strip("/")
        part = f"{target}/content.xml"
        part_root = (
            self._package.optional_xml(part) if target and part.lower() in self._package.names else None
        )
        root = part_root if part_root is not None else next(iter(embedded), None)
        if root is None or not isinstance(root.tag, str) or not root.tag.startswith(_MATH):
            return []
        return mathml_signs(root)

    def _make_figure(self, frame: _Element, images: list[_Element]) -> Iterator[Figure]:
        readable = [found for image in images if (found := self._read_image(image)) is not None]
        if not readable:
            self.external_count += 1
            return
        for _, media_type, data in readable:
            if media_type and data:
                descriptions = [frame.findtext(qn(tag)) or "" for tag in ("svg:desc", "svg:title")]
                picture = self._builder.picture(media_type, data)
                alternative = " ".join(next(filter(None, descriptions), "").split())
                yield Figure(id="", picture=picture, media_type=media_type, alternative_text=alternative)
                return
        self._builder.notice("picture-unreadable", readable[0][0].rpartition("/")[2])

    def _read_image(self, image: _Element) -> tuple[str, str, bytes] | None:
        """Return a picture's part, media type and data, empty if unreadable; None if it is external."""
        encoded = image.findtext(qn("office:binary-data"))
        if encoded is not None:
            with suppress(ValueError):
                data = base64.b64decode("".join(encoded.split()))[:PICTURE_BYTES]
                return "", detect_media_type(data), data
            return "", "", b""
        target = attribute(image, "xlink:href").removeprefix("./")
        if "://" in target or target.lower() not in self._package.names:
            return None
        media_type = PICTURE_TYPES.get(target.rpartition(".")[2].lower(), "")
        return target, media_type, (self._package.picture(target) or b"") if media_type else b""


def detect_media_type(data: bytes) -> str:
    """Return the media type of a picture by its signature, or ""."""
    return next((kind for begin, kind in _SIGNATURES.items() if data.startswith(begin)), "")


def read_properties(meta: _Element | None) -> CoreProperties:
    """Return the properties of a document without the placeholders of programs."""
    if meta is None:
        return CoreProperties()

    def first(*tags: str) -> str:
        found = (meta.findtext(f".//{qn(tag)}") or "" for tag in tags)
        return " ".join(next(filter(None, found), "").split())

    return make_properties(
        first("dc:title"), first("meta:initial-creator", "dc:creator"), first("meta:creation-date", "dc:date")
    )
