"""Shared by the formats without pages: notes, lists, header and footer lines, addresses.

Such a file counts as a single page: it has the header of a first page, and no page numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnInline,
    DrawnList,
    DrawnQuotation,
    DrawnText,
    Element,
    ListEntry,
    PageField,
    Run,
)
from briefbuilder.export.characters import clean_text
from briefbuilder.export.links import sanitize_url

_SCHEMES = frozenset({"http", "https", "mailto", "ftp"})
_LINE_END = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def quotation_origin(element: Element) -> str:
    """Return the item that a piece of a quotation comes from, "" for anything else or after its source line.

    Adjacent pieces of one item form one quotation.
    """
    is_open = (isinstance(element, DrawnQuotation) and not element.source) or (
        isinstance(element, DrawnList) and element.quoted
    )
    return element.origin if is_open else ""


@dataclass(slots=True)
class NestedListItem:
    """A list entry with its further paragraphs and nested lists."""

    entry: ListEntry
    body: list[ListEntry | NestedList] = field(default_factory=list)


@dataclass(slots=True)
class NestedList:
    """Entries of one kind, label and depth, numbered consecutively if ordered."""

    depth: int
    items: list[NestedListItem]

    @property
    def ordered(self) -> bool:
        """Whether its entries have numbers."""
        return self.items[0].entry.ordered


def nest_entries(entries: tuple[ListEntry, ...]) -> list[ListEntry | NestedList]:
    """Return flat entries as nested lists; a continuation without an entry above stays separate."""
    roots: list[ListEntry | NestedList] = []
    stack: list[NestedList] = []
    for entry in entries:
        depth = max(entry.depth, 0)
        while len(stack) > (1 if entry.continues else 0) and stack[-1].depth > depth:
            stack.pop()
        if entry.continues:
            (stack[-1].items[-1].body if stack else roots).append(entry)
        elif stack and stack[-1].depth == depth and _continues_list(stack[-1], entry):
            stack[-1].items.append(NestedListItem(entry))
        else:
            if stack and stack[-1].depth == depth:
                stack.pop()
            nested = NestedList(depth, [NestedListItem(entry)])
            (stack[-1].items[-1].body if stack else roots).append(nested)
            stack.append(nested)
    return roots


def _continues_list(nested: NestedList, entry: ListEntry) -> bool:
    last = nested.items[-1].entry
    if (last.ordered, last.shown_label) != (entry.ordered, entry.shown_label):
        return False
    return not entry.ordered or entry.number == last.number + 1


def band_lines(document: Document, place: Literal["top", "bottom"]) -> tuple[BandLine, ...]:
    """Return the lines above or below the text: those of the first page, without page numbers.

    Text with page numbers is dropped, unless there is no marking line: then it may contain the marking.
    """
    header, footer = document.headers_footers.on("first")
    lines = header if place == "top" else footer
    has_marking = any(line.role == "marking" for line in lines)
    kept = (_without_pages(line) if has_marking and line.role != "marking" else line for line in lines)
    return tuple(line for line in kept if line.start or line.centre or line.end)


def _without_pages(line: BandLine) -> BandLine:
    start, centre, end = (
        ()
        if any(isinstance(inline, PageField) and inline.name != "section" for inline in content)
        else content
        for content in (line.start, line.centre, line.end)
    )
    return BandLine(start=start, centre=centre, end=end, role=line.role)


def page_field_text(page_field: PageField) -> str:
    """Return the value of a page field in a file without pages."""
    return "" if page_field.name == "section" else "1"


def heading_shift(document: Document) -> int:
    """Return how many levels headings move down: one if the text has a title."""
    titles = (element for element in document.elements if isinstance(element, DrawnText))
    return int(any(title.role == "title" for title in titles))


def sanitize_web_url(link: str | None) -> str:
    """Return an escaped address that may appear in a mailed file, or ""."""
    address = sanitize_url(link) if link else ""
    return address if urlsplit(address).scheme.lower() in _SCHEMES else ""


def valid_language(tag: str | None) -> str:
    """Return the language tag, or "" if it is malformed."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else ""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text without unprintable characters."""
    return [clean_text(line) for line in _LINE_END.split(text)]


def merge_runs(content: Content) -> Content:
    """Return content with adjacent runs of the same formatting merged."""
    merged: list[DrawnInline] = []
    for inline in content:
        last = merged[-1] if merged else None
        if isinstance(inline, Run) and isinstance(last, Run) and replace(inline, text=last.text) == last:
            merged[-1] = replace(last, text=last.text + inline.text)
        else:
            merged.append(inline)
    return tuple(merged)
