"""Pictures of a house document without what cameras and programs wrote into them.

A letterhead's logo tells of its designer's machine as readily as a photograph does: drawings hold names of files,
metafiles a title. What cannot be read cannot be cleaned, so an empty picture takes its place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefbuilder.domain.document import DocumentPicture
from briefbuilder.export.pictures import prepared

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_TOLD = frozenset({"metadata", "title", "desc", "script", "foreignObject"})
_EMF, _EMF_SIGN = b"\x01\x00\x00\x00", b" EMF"
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_BLANK = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c0200"
    "00000b49444154789c636060000000030001b8ad3a630000000049454e44ae426082"
)
"""A PNG of one pixel that shows nothing."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture that may go out, its media type, and the ending of its name."""

    data: bytes
    media_type: str
    suffix: str


def clean_pictures(word: WordDocument) -> None:
    """Clean every picture of a house document in place; one that cannot be read shows nothing."""
    names = {str(part.partname) for part in word.part.package.iter_parts()} if word.part.package else set()
    for part in pictures_of(word):
        made = cleaned(part.blob) or Cleaned(_BLANK, "image/png", "png")
        part._blob = made.data  # noqa: SLF001 -- a part of bytes has no other way to change them
        part._content_type = made.media_type  # noqa: SLF001 -- nor to change its type
        stem, _, suffix = str(part.partname).rpartition(".")
        if suffix.lower() not in {made.suffix, "jpeg" if made.suffix == "jpg" else made.suffix}:
            fresh = f"{stem}.{made.suffix}"
            while fresh in names:
                stem += "x"
                fresh = f"{stem}.{made.suffix}"
            names.add(fresh)
            part.partname = PackURI(fresh)


def pictures_of(word: WordDocument) -> Iterator[Part]:
    """Yield the parts that any part of a house document shows as a picture, or that are one, each once."""
    package = word.part.package
    found: dict[int, Part] = {}
    for holder in package.iter_parts() if package is not None else ():
        for rel in holder.rels.values():
            if rel.is_external:
                continue
            part = rel.target_part
            if rel.reltype.rpartition("/")[2] == "image" or part.content_type.startswith("image/"):
                found[id(part)] = part
    yield from found.values()


def cleaned(data: bytes) -> Cleaned | None:
    """Return a picture without what it tells of its maker, None where it cannot be read."""
    if data[:4] == _EMF and data[40:44] == _EMF_SIGN:
        return Cleaned(_untitled(data), "image/x-emf", "emf")
    if data.startswith(_WMF):
        return Cleaned(data, "image/x-wmf", "wmf")
    if b"<svg" in data[:4096] or f'"{_SVG}"'.encode() in data[:4096]:
        return _clean_svg(data)
    made = prepared(DocumentPicture(media_type="", data=data))
    if made is None:
        return None
    return Cleaned(made.data, "image/png" if made.suffix == "png" else "image/jpeg", made.suffix)


def _untitled(data: bytes) -> bytes:
    """Blank the names of program and drawing in the head of an enhanced metafile (MS-EMF, 2.2.9)."""
    count, start = struct.unpack_from("<II", data, 60)
    end = start + 2 * count
    return data[:start] + bytes(end - start) + data[end:] if 68 <= start <= end <= len(data) else data


def _clean_svg(data: bytes) -> Cleaned | None:
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag not in {f"{{{_SVG}}}svg", "svg"}:
        return None
    for node in list(root.iter(etree.Element)):
        name = etree.QName(node)
        if name.namespace not in {_SVG, None} or name.localname in _TOLD:
            if (parent := node.getparent()) is not None:
                parent.remove(node)
            continue
        for key, value in list(node.attrib.items()):
            outside = str(key) in {"href", f"{_XLINK}href"} and not value.startswith(("#", "data:"))
            if outside or (str(key).startswith("{") and not str(key).startswith(_XLINK)):
                del node.attrib[key]
    etree.cleanup_namespaces(root)
    return Cleaned(etree.tostring(root), "image/svg+xml", "svg")
