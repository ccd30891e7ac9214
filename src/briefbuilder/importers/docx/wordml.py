"""Names of WordprocessingML, and small questions to its elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _NAMESPACES["w"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _NAMESPACES["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", _NAMESPACES["wp"].encode()),
)
"""Namespaces of the Strict variant (ISO/IEC 29500-1) with those of the usual, Transitional one."""


def qn(prefixed: str) -> str:
    """Return a full name for a short one: "w:p"."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_PREFIXES = {space: prefix for prefix, space in _NAMESPACES.items()}


def prefixed_name(element: _Element) -> str:
    """Return an element's short name, "?:local" in a namespace that is not known, "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_PREFIXES.get(space, '?')}:{local}"


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the element at the end of a path of short names, None where it ends before."""
    for step in path:
        if element is None:
            return None
        element = element.find(qn(step))
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """Return the w:val of the element at the end of a path."""
    found = child(element, *path)
    return found.get(qn("w:val")) if found is not None else None


def parse_int(text: str | None) -> int | None:
    """Return a whole number of sane size, None for anything else."""
    if text is None or len(text) > 9 or not text.lstrip("-").isdecimal():
        return None
    return int(text)


def read_switch(element: _Element | None, *path: str) -> bool | None:
    """Return whether a property is on or off, None where it is not set."""
    found = child(element, *path)
    if found is None:
        return None
    return (found.get(qn("w:val")) or "true").lower() not in {"0", "false", "off", "none"}


def join_texts(element: _Element, *names: str) -> str:
    """Return the characters of all elements of these names (w:t unless named) under an element."""
    wanted = tuple(map(qn, names or ("w:t",)))
    return "".join(found.text or "" for found in element.iter(*wanted))


def effective_children(element: _Element) -> Iterator[_Element]:
    """Yield the children that count: of alternatives only the first, or else the fallback."""
    for found in element:
        if prefixed_name(found) != "mc:AlternateContent":
            yield found
            continue
        choice = found.find(qn("mc:Choice"))
        if choice is None or not len(choice):
            choice = found.find(qn("mc:Fallback"))
        if choice is not None:
            yield from effective_children(choice)


def is_placeholder(control: _Element) -> bool:
    """Tell whether a content control shows what is to be entered and not what somebody did."""
    return bool(read_switch(control, "w:sdtPr", "w:showingPlcHdr"))
