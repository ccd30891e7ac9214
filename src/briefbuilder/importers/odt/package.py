"""The parts of an OpenDocument file: its pictures, formulas, and whole text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.text import Figure
from briefbuilder.importers.docx.package import PICTURE_TYPES, Package, parse_xml
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.formulas import Sign, mathml_signs
from briefbuilder.importers.limits import PART_BYTES, PICTURE_BYTES, check_size
from briefbuilder.importers.odt.styles import attribute, spaces_of
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.importers.zip_files import ZIP_MAGIC

_PARTS = frozenset({"content.xml", "styles.xml", "meta.xml"})
_SIGNATURES = {
    b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp", b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff", b"\xd7\xcd\xc6\x9a": "image/wmf", b"\1\0\0\0": "image/emf", b"<svg": "image/svg+xml",
    b"<?xml": "image/svg+xml",
}  # fmt: skip
_MATH = "{http://www.w3.org/1998/Math/MathML}"


class FlatOdt:
    """A flat document, whose single root element contains content, styles and metadata."""

    names: frozenset[str] = frozenset()

    def __init__(self, data: bytes, file_name: str) -> None:
        check_size(len(data), PART_BYTES, file_name)
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


OdtParts = Package | FlatOdt
"""The parts of a document by name."""


def open_parts(data: bytes, file_name: str) -> OdtParts:
    """Return the parts of a document; raise ImportRefusedError if it cannot be opened."""
    if data.startswith(ZIP_MAGIC):
        return Package(data, file_name, doctypes=True)
    return FlatOdt(data, file_name)


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
                return (
                    "",
                    next((kind for begin, kind in _SIGNATURES.items() if data.startswith(begin)), ""),
                    data,
                )
            return "", "", b""
        target = attribute(image, "xlink:href").removeprefix("./")
        if "://" in target or target.lower() not in self._package.names:
            return None
        media_type = PICTURE_TYPES.get(target.rpartition(".")[2].lower(), "")
        return target, media_type, (self._package.picture(target) or b"") if media_type else b""


def open_document_text(data: bytes, file_name: str) -> str:
    """Return the text of an OpenDocument file, then that of its headers and footers."""
    package = open_parts(data, file_name)
    pieces = []
    for part in ("content.xml", "styles.xml") if package.names else ("content.xml",):
        root = package.optional_xml(part)
        text = "".join(_iter_odf_text(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == "content.xml" else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _iter_odf_text(root: _Element) -> Iterator[str]:
    paragraphs = {qn("text:p"), qn("text:h")}
    breaks = {qn("text:tab"): "\t", qn("text:line-break"): "\n"}
    space, depth = qn("text:s"), 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in paragraphs:
            depth += 1 if event == "start" else -1
            yield "\n"
        if event == "start" and depth:
            if element.tag == space:
                yield spaces_of(element)
            yield breaks.get(str(element.tag), "") + " ".join((element.text or "").splitlines())
        elif event == "end" and depth:
            yield " ".join((element.tail or "").splitlines())
