"""Names of OpenDocument (ISO/IEC 26300), and small questions to its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_SHORT = {space: prefix for prefix, space in _SPACES.items()}
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")


def name(prefixed: str) -> str:
    """Return a full name for a short one: "text:p"."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def short(element: _Element) -> str:
    """Return an element's short name, "?:local" in a namespace that is not known, "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag[1:].rpartition("}")
    return f"{_SHORT.get(space, '?')}:{local}"


def attribute(element: _Element, prefixed: str) -> str:
    """Return an attribute's value, empty where it is not there."""
    return element.get(name(prefixed)) or ""


def number(text: str, default: int, most: int) -> int:
    """Return a whole number from 0 to `most`, the default for anything else."""
    return min(int(text), most) if text.isdecimal() and len(text) < 10 else default


def shown(style_name: str) -> str:
    """Return a style's name as it is shown, in small letters: "Text_20_body" is "text body"."""
    return " ".join(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), style_name).lower().split())


def words(element: _Element) -> str:
    """Return the words of all paragraphs under an element."""
    paragraphs = element.iter(name("text:p"), name("text:h"))
    return " ".join(" ".join("".join(one.itertext()).split()) for one in paragraphs).strip()


def elements(element: _Element) -> Iterator[_Element]:
    """Yield the children that are elements."""
    return (child for child in element if isinstance(child.tag, str))
