"""What trafilatura keeps of a page, as letters and digits; the page itself is left as it is."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.importers.clean import match_key

# What extraction libraries raise on pages that they did not expect; a page then is read without them.

LIBRARY_ERRORS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
    re.error,
)
"""Every fault of such a library that a page's content can bring about; faults of the machine are not among them."""


# What the library logs about a page is of no use to the user.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_APART = "briefbuilder-apart"
"""An attribute that marks parts to be left out of a copy."""

_UNUSED = (
    "nav", "aside", "footer", "head", "iframe", "noscript", "select", "button", "picture", "input", "link", "label", "time",
    "menu", "video", "audio", "textarea",
)  # fmt: skip
"""Elements that the extraction library drops whatever they hold."""

_SPANS = 10_000
"""Places that the spanning cells of a page's tables take together: more are of no real table."""


def extract_texts(root: HtmlElement) -> tuple[list[str], bool]:
    """Return what trafilatura keeps of a page, block by block, as letters and digits; whether it failed."""
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            _with_small_spans(root),
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            output_format="xml",  # else it lays the text out as well
            fast=True,
        )
    except LIBRARY_ERRORS:
        return [], True
    body = getattr(document, "body", None)
    if body is None:
        return [], False
    blocks = [match_key("".join(block.itertext())) for block in body]
    parts = body.iter("p", "head", "item", "quote", "code", "cell")
    inner = [match_key("".join(part.itertext())) for part in parts if part.getparent() is not body]
    return ["".join(blocks), *filter(None, blocks), *filter(None, inner)], False


def _with_small_spans(root: HtmlElement) -> HtmlElement:
    """Return a tree without the spans of its cells where they are of no real table: the library lays all out.

    The library works on a copy of the tree that it is handed.
    """
    if sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in _spanning(root)) < _SPANS:
        return root
    changed = deepcopy(root)
    for cell in _spanning(changed):
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    return changed


def _spanning(root: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in root.iter("td", "th") if cell.get("colspan") or cell.get("rowspan")]


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 6 else 1 if len(value) < 6 else _SPANS


def copy_without(root: HtmlElement, parts: Sequence[HtmlElement]) -> HtmlElement:
    """Return a copy of a page without some parts, and without elements of which the library uses none."""
    for part in parts:
        part.set(_APART, "")
    copied = deepcopy(root)
    etree.strip_elements(copied, *_UNUSED, with_tail=False)
    for part in _apart()(copied):
        if isinstance(part, HtmlElement) and part.getparent() is not None:
            part.drop_tree()
    return copied


@cache
def _apart() -> etree.XPath:
    return etree.XPath(f"descendant::*[@{_APART}]")
