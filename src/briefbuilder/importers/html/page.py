"""From a page's bytes to a tree, within limits; pictures inside the page are taken out before it is parsed.

The parser empties a page in silence where it is nested too deeply or holds one text of over 10 MB, and
extraction libraries run for minutes on pages with very many tags: so size, tags and depth are counted first.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml import html as lxml_html

from briefbuilder.domain.article import Picture
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import Decoded, decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.html.ends import with_ends
from briefbuilder.importers.limits import (
    MARKUP_CHARACTERS,
    MARKUP_DEPTH,
    MARKUP_TAG_LENGTH,
    MARKUP_TAGS,
    PICTURE_BYTES,
)

PICTURE_SCHEME = "x-inner-picture:"
"""Stands in an address, with a number, for a picture that was inside the page."""

_HEAD = 4096
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_QUOTED_DATA = re.compile(r"""=\s*(?:"\s*(data:[^"]*)"|'\s*(data:[^']*)')""", re.IGNORECASE)
_LOOSE_DATA = re.compile(r"data:[\w/.+;=-]*;(?i:base64),[A-Za-z0-9+/=%\s]*")
"""Begins in one case alone, as all write it: a search for a fixed beginning takes a sixth of the time."""

_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)(?P<options>[^,]*),(?P<body>.*)", re.IGNORECASE | re.DOTALL)
_OF_HEAD = frozenset(
    [
        "base",
        "basefont",
        "bgsound",
        "command",
        "isindex",
        "link",
        "meta",
        "noscript",
        "object",
        "script",
        "style",
        "template",
        "title",
    ]
)
"""What HTML lets a head hold, and what older pages put there."""
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{MARKUP_TAG_LENGTH},}}")

_CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""One class for all elements: lxml's own choice asks Python for each of them, for what forms alone need."""


@value
class Page:
    """A page's characters without the pictures that were inside it; those in their order of appearance."""

    decoded: Decoded
    text: str
    inner: tuple[str, ...] = ()

    def picture(self, address: str) -> Picture | None:
        """Return the picture that an address stands for, None where it is not inside the page."""
        number = address.removeprefix(PICTURE_SCHEME)
        if number == address or not number.isdecimal() or int(number) >= len(self.inner):
            return None
        return _picture(self.inner[int(number)])


def load_page(data: bytes) -> Page:
    """Decode a page and take the pictures out of it."""
    head = data[:_HEAD].replace(b"\0", b"")
    declared = _DECLARED.search(head)
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = decode(data, name)
    text, _ = clean(decoded.text)
    inner: list[str] = []
    if "data:" in text:
        text = _QUOTED_DATA.sub(lambda found: _set_aside(found[1] or found[2], inner), text)
        text = _LOOSE_DATA.sub("data:,", text)
    return Page(decoded=decoded, text=text, inner=tuple(inner))


def excess_of(text: str) -> str | None:
    """Return the limit that a page breaks ("size", "tags" or "attributes"), or None."""
    if len(text) > MARKUP_CHARACTERS:
        return "size"
    if len(text) > MARKUP_TAGS and text.count("<") > MARKUP_TAGS:
        return "tags"
    if len(text) > MARKUP_TAG_LENGTH and _LONG_TAG.search(text):
        return "attributes"
    return None


def parse(text: str) -> lxml_html.HtmlElement | None:
    """Return the root of a page, None where it is empty or nested too deeply; nothing is ever fetched."""
    elements = elements_of(text)
    return elements[0] if elements else None


def elements_of(text: str) -> tuple[lxml_html.HtmlElement, ...]:
    """Return all elements of a page in their order, the root first; none where `parse` has None.

    An element that nothing holds is made anew each time it is come upon: whoever walks a page often holds all.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = lxml_html.document_fromstring(with_ends(text.encode("utf-8", "replace")), parser=parser)
    except (etree.LxmlError, ValueError):
        return ()
    _leave_head(root)
    elements = tuple(root.iter())
    return () if _is_deep(root) else elements


def _leave_head(root: lxml_html.HtmlElement) -> None:
    """Put what no head can hold at the beginning of the body: the parser keeps elements it does not know in a head."""
    head = root.find("head")
    shown = [] if head is None else [child for child in head if child.tag not in _OF_HEAD]
    if not shown:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    body[:0] = shown


def _is_deep(root: lxml_html.HtmlElement) -> bool:
    """Tell whether the parser reached the depth at which it drops the rest of a page."""
    return bool(_deep()(root))


@cache
def _deep() -> etree.XPath:
    """Find an element at the greatest depth; step by step within the parser's library, for Python is slow at it."""
    return etree.XPath(f"boolean({'/*' * (MARKUP_DEPTH + 1)})")


def _set_aside(address: str, inner: list[str]) -> str:
    if not address[:11].lower().startswith("data:image/"):
        return '=""'
    inner.append(address)
    return f'="{PICTURE_SCHEME}{len(inner) - 1}"'


def _picture(address: str) -> Picture | None:
    found = _DATA.match(address)
    if found is None or len(found["body"]) > 2 * PICTURE_BYTES:
        return None
    try:
        body = unquote_to_bytes(found["body"].strip())
        if "base64" in found["options"].lower():
            body = base64.b64decode(re.sub(rb"\s+", b"", body), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Picture(media_type=found["type"].lower(), data=body) if body else None


def first_of(values: Sequence[str | None]) -> str | None:
    """Return the first value that holds something."""
    return next((value for value in values if value), None)
