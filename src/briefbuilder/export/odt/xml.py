"""Makes OpenDocument elements: names, lengths, and text with its spaces and line ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lxml import etree
from lxml.etree import _Element

from briefbuilder.export.characters import clean_text

Node = _Element

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "ooo": "http://openoffice.org/2004/office",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
VERSION = "1.2"
"""The version of OpenDocument, the one that ISO/IEC 26300:2015 describes."""

_DECLARED = {
    prefix: uri for prefix, uri in NAMESPACES.items() if prefix not in {"xml", "manifest", "ooo", "config"}
}
_SPECIAL = re.compile("(\r\n|[\n\r\t\x0b\x85\u2028\u2029]| {2,})")


@cache
def qn(name: str) -> str:
    """Return a prefixed name ("text:p") in lxml's form, "{namespace}p"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


TEXT_S, TEXT_TAB, TEXT_BREAK, TEXT_COUNT = map(qn, ("text:s", "text:tab", "text:line-break", "text:c"))


def make(name: str, attributes: Mapping[str, str] | None = None, *children: Node) -> Node:
    """Return an element that declares the namespaces of a document, with attributes and children."""
    node = etree.Element(qn(name), nsmap=_DECLARED)
    _set_all(node, attributes)
    node.extend(children)
    return node


def sub(parent: Node, name: str, attributes: Mapping[str, str] | None = None) -> Node:
    """Append an element with attributes to a parent and return it."""
    node = etree.SubElement(parent, qn(name))
    _set_all(node, attributes)
    return node


def _set_all(node: Node, attributes: Mapping[str, str] | None) -> None:
    for key, value in (attributes or {}).items():
        node.set(qn(key), clean_text(value))


def add_text(node: Node, text: str, *, after_space: bool) -> bool:
    """Append text to a node; return whether it ends in a space.

    A space after another, or at the start of a paragraph (`after_space`), needs a separate element, as
    OpenDocument collapses white space.
    """
    if not text:
        return after_space
    if not (after_space and text[0] == " ") and text.isprintable() and "  " not in text:
        _append(node, text)
        return text[-1] == " "
    for piece in filter(None, _SPECIAL.split(text)):
        after_space = _add_piece(node, piece, after_space=after_space)
    return after_space


def _add_piece(node: Node, piece: str, *, after_space: bool) -> bool:
    if piece == "\t":
        etree.SubElement(node, TEXT_TAB)
    elif piece.isspace() and piece[0] in "\n\r\x0b\x85\u2028\u2029":
        etree.SubElement(node, TEXT_BREAK)
    elif piece.strip(" "):
        piece = clean_text(piece)
        if after_space and piece.startswith(" "):
            _add_spaces(node, 1)
            piece = piece[1:]
        _append(node, piece)
        return piece.endswith(" ")
    else:
        count = len(piece) - (not after_space)
        if not after_space:
            _append(node, " ")
        _add_spaces(node, count)
        return True
    return False


def _add_spaces(node: Node, count: int) -> None:
    if count:
        spaces = etree.SubElement(node, TEXT_S)
        if count > 1:
            spaces.set(TEXT_COUNT, str(count))


def _append(node: Node, text: str) -> None:
    if len(node):
        last = node[-1]
        last.tail = (last.tail or "") + text
    else:
        node.text = (node.text or "") + text


def insert_first(node: Node, child: Node) -> None:
    """Insert an element before all content of a node."""
    child.tail, node.text = node.text, None
    node.insert(0, child)


def points(length: float) -> str:
    """Return a length in points ("12.5pt"), rounded to a hundredth."""
    text = f"{length:.2f}".rstrip("0").rstrip(".")
    return f"{'0' if text in {'-0', ''} else text}pt"


def encode_name(name: str) -> str:
    """Return the name of a style as OpenDocument writes it ("Text_20_body" for "Text body")."""
    return "".join(
        character
        if character.isascii() and (character.isalnum() or character in "-.")
        else f"_{ord(character):x}_"
        for character in name
    )
