"""Prefixed names of the elements of office files: of Office Open XML and of OpenDocument (ISO/IEC 26300)."""

from __future__ import annotations

from functools import cache, lru_cache

from lxml.etree import _Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "presentation": f"{_OASIS}:presentation:1.0",
    "chart": f"{_OASIS}:chart:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {space: prefix for prefix, space in NAMESPACES.items()}


@cache
def qn(prefixed: str) -> str:
    """Return the qualified name of a prefixed name such as "w:p"."""
    prefix, _, local_name = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local_name}"


def prefixed_name(element: _Element) -> str:
    """Return the prefixed name of an element, "?:local" in unknown namespaces, "" for comments and the like."""
    tag = element.tag
    return _prefixed(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)  # a foreign file may have any number of names
def _prefixed(tag: str) -> str:
    namespace, _, local_name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_PREFIXES.get(namespace, '?')}:{local_name}"
