"""Reads elements of Office Open XML: paths, values, switches and links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.etree import _Element

from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Script
from briefbuilder.importers.office.xml_names import NAMESPACES, prefixed_name, qn

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", NAMESPACES["w"].encode()),
    (b"http://purl.oclc.org/ooxml/presentationml/main", NAMESPACES["p"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", NAMESPACES["xdr"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", NAMESPACES["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", NAMESPACES["wp"].encode()),
)
"""The Strict namespaces (ISO/IEC 29500-1) with their Transitional equivalents."""

_LINK = lazy_pattern(r"""^\s*HYPERLINK\s+(?!\\l)(?:"([^"]+)"|([^\s"\\]\S*))""", re.IGNORECASE)
_ANCHOR = lazy_pattern(r'''\\l\s+"([^"]+)"''', re.IGNORECASE)
"""The place in the page to which a HYPERLINK instruction leads."""

_SCRIPTS: dict[str, Script] = {"superscript": "super", "subscript": "sub"}


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the element at the end of a path of prefixed names, or None."""
    for step in path:
        if element is None:
            return None
        # `find` interprets its path each time, which takes three times as long.
        element = next(element.iterchildren(qn(step)), None)
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """Return the w:val of the element at the end of a path, or None."""
    found = child(element, *path)
    return found.get(qn("w:val")) if found is not None else None


def run_script(run: _Element) -> Script:
    """Return whether a run itself, not its style, raises or lowers its text."""
    return _SCRIPTS.get(value(run, "w:rPr", "w:vertAlign") or "", "baseline")


def parse_int(text: str | None) -> int | None:
    """Return an integer of at most nine digits, None for anything else."""
    if text is None or len(text) > 9 or not text.lstrip("-").isdecimal():
        return None
    return int(text)


def read_switch(element: _Element | None, *path: str) -> bool | None:
    """Return whether an on/off property is set, None if it is missing."""
    found = child(element, *path)
    if found is None:
        return None
    return (found.get(qn("w:val")) or "true").lower() not in {"0", "false", "off", "none"}


def join_texts(element: _Element, *names: str) -> str:
    """Return the text of all descendants with the names, `w:t` by default."""
    tags = tuple(map(qn, names or ("w:t",)))
    return "".join(found.text or "" for found in element.iter(*tags))


def effective_children(element: _Element) -> Iterator[_Element]:
    """Yield the children, resolving `mc:AlternateContent` to its first choice or the fallback."""
    for element_child in element:
        if prefixed_name(element_child) != "mc:AlternateContent":
            yield element_child
            continue
        choice = element_child.find(qn("mc:Choice"))
        if choice is None or not len(choice):
            choice = element_child.find(qn("mc:Fallback"))
        if choice is not None:
            yield from effective_children(choice)


def nested_elements(parent: _Element, name: str, containers: Collection[str]) -> Iterator[_Element]:
    """Yield the elements of a prefixed name, such as the cells of a row, also those in containers with the given names."""
    for element in effective_children(parent):
        found = prefixed_name(element)
        if found == name:
            yield element
        elif found in containers:
            yield from nested_elements(element, name, containers)


def is_placeholder(control: _Element) -> bool:
    """Return whether a content control shows its placeholder."""
    return bool(read_switch(control, "w:sdtPr", "w:showingPlcHdr"))


def parse_link(instruction: str) -> str | None:
    """Return the web or mail address in a HYPERLINK instruction, or None."""
    found = _LINK.match(instruction)
    if found is None:
        return None
    address, anchor = found[1] or found[2], _ANCHOR.search(instruction, found.end())
    if anchor and "#" not in address:
        address = f"{address}#{anchor[1]}"
    return address if SAFE_LINK.match(address) else None
