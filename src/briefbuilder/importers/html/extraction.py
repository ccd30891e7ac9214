"""Call trafilatura for the main text of a page; the page itself is not changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.candidates import BLOCK_TAGS

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

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
"""Every error that the content of a page can cause in extraction libraries; system errors are not among them."""


# The log messages of the library are of no use to users.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_REMOVED_MARK = "briefbuilder-removed"
"""An attribute that marks elements to be removed from a copy."""
_MARKED = etree.XPath(f"descendant::*[@{_REMOVED_MARK}]")

_EMPTY_TAGS = ("span", "li", "i", "ul", "section", "figure")
"""Elements that the library would search without text and parts, too; a `div` is kept, as its answers change without it."""

_UNUSED_TAGS = (
    "nav", "aside", "footer", "head", "iframe", "noscript", "select", "button", "picture", "input", "link", "label", "time",
    "menu", "video", "audio", "textarea", "img",
)  # fmt: skip
"""Elements that the extraction library always drops."""

_TEXT_HOLDERS = ("body", "main", "article", "section", "div", "center", "td", "details")
"""Elements of blocks that may hold lines of text directly."""

_SPACES = " \t\r\n"

_MAX_SPANS = 10_000
"""The most grid cells covered by the spanning cells of a page; real tables have fewer."""


def extract_texts(
    root: HtmlElement, boilerplate: Sequence[HtmlElement] = (), *, as_paragraphs: bool = False
) -> tuple[list[str], bool]:
    """Return the blocks that trafilatura keeps as letters and digits, all joined first, and whether it failed.

    It is given a copy of the page without `boilerplate`; `as_paragraphs` makes paragraphs of the text in other elements.
    """
    import trafilatura

    page = copy_without(root, boilerplate)
    if as_paragraphs:
        _make_paragraphs(page)
    _limit_spans(page)
    try:
        document = trafilatura.bare_extraction(page, options=_options())
    except LIBRARY_ERRORS:
        return [], True
    body = getattr(document, "body", None)
    if body is None:
        return [], False
    blocks = [match_key("".join(block.itertext())) for block in body]
    parts = body.iter("p", "head", "item", "quote", "code", "cell")
    inner = [match_key("".join(part.itertext())) for part in parts if part.getparent() is not body]
    return ["".join(blocks), *filter(None, blocks), *filter(None, inner)], False


def _make_paragraphs(page: HtmlElement) -> None:
    """Put each line of text that is directly in an element of blocks into a paragraph: the library prefers those."""
    for element in list(page.iter(*_TEXT_HOLDERS)):
        children, paragraph = list(element), None
        if element.text and element.text.strip(_SPACES):
            paragraph = element.makeelement("p")
            paragraph.text, element.text = element.text, None
            element.insert(0, paragraph)
        for child in children:
            tail, child.tail = child.tail, None
            if child.tag == "br" or child.tag in BLOCK_TAGS:
                paragraph = None
                if tail and tail.strip(_SPACES):
                    paragraph = element.makeelement("p")
                    paragraph.text = tail
                    child.addnext(paragraph)
            else:
                if paragraph is None:
                    paragraph = element.makeelement("p")
                    child.addprevious(paragraph)
                paragraph.append(child)
                child.tail = tail


@cache
def _options() -> Extractor:
    """Return the options of the library, which reads its settings for new ones."""
    from trafilatura.settings import Extractor

    return Extractor(
        comments=False,
        tables=True,
        formatting=False,
        output_format="xml",  # else it lays the text out as well
        fast=True,  # without comparing the result with those of readability and jusText
    )


def _limit_spans(root: HtmlElement) -> None:
    """Remove the spans of cells from a page with too many, as the library would fill the whole grid."""
    cells = [cell for cell in root.iter("td", "th") if cell.get("colspan") or cell.get("rowspan")]
    if sum(_read_span(cell, "colspan") * _read_span(cell, "rowspan") for cell in cells) >= _MAX_SPANS:
        for cell in cells:
            cell.attrib.pop("colspan", None)
            cell.attrib.pop("rowspan", None)


def _read_span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 6 else 1 if len(value) < 6 else _MAX_SPANS


def copy_without(root: HtmlElement, parts: Sequence[HtmlElement]) -> HtmlElement:
    """Copy a page without some elements and without those that the library does not use, or that are empty."""
    for part in parts:
        part.set(_REMOVED_MARK, "")
    copy = deepcopy(root)
    for part in parts:
        del part.attrib[_REMOVED_MARK]
    etree.strip_elements(copy, *_UNUSED_TAGS, with_tail=False)
    for part in _MARKED(copy):
        if isinstance(part, HtmlElement) and part.getparent() is not None:
            part.drop_tree()
    for part in reversed(list(copy.iter(*_EMPTY_TAGS))):
        if not len(part) and not (part.text or "").strip(_SPACES):
            part.drop_tree()
    return copy
