"""What the formats without pages share: their notes, lists, marking lines and addresses.

Such a file is one single page, so its header is that of the first page and page numbers have nothing
to say in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnInline,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnText,
    Element,
    ListEntry,
    PageField,
    Run,
)
from briefbuilder.domain.errors import CancelledError
from briefbuilder.export.docx.ooxml import clean_text
from briefbuilder.export.labels import format_note_label, iter_note_ids
from briefbuilder.export.links import sanitize_url

_SCHEMES = frozenset({"http", "https", "mailto", "ftp"})
_LINE_END = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def with_progress(
    elements: tuple[Element, ...],
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Element]:
    """Yield elements, telling how far they are drawn, until the work is cancelled (CancelledError)."""
    for count, element in enumerate(elements, 1):
        if cancelled is not None and cancelled():
            raise CancelledError
        yield element
        if progress is not None:
            progress(count / len(elements))


def quotation_origin(element: Element) -> str:
    """Return the item that a piece of a quotation comes from, "" for all else and where a source ends it.

    Pieces of one item that follow one another are one quotation.
    """
    whole = (isinstance(element, DrawnQuotation) and not element.source) or (
        isinstance(element, DrawnList) and element.quoted
    )
    return element.origin if whole else ""


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A marked note: its mark and its place among those of its placement, from 1."""

    note: DrawnNote
    index: int

    @property
    def label(self) -> str:
        """The mark, as in the other formats."""
        return format_note_label(self.index, self.note.placement)

    @property
    def name(self) -> str:
        """A name that no other note of the document has."""
        return f"{self.note.placement}note-{self.index}"


def number_notes(document: Document) -> dict[str, NumberedNote]:
    """Return the notes that are marked, by id, in the order of their marks."""
    known = {note.id: note for note in document.notes}
    counts = {"foot": 0, "end": 0}
    found: dict[str, NumberedNote] = {}
    for name in iter_note_ids(document):
        if name in known:
            note = known[name]
            counts[note.placement] += 1
            found[name] = NumberedNote(note, counts[note.placement])
    return found


@dataclass(slots=True)
class NestedListItem:
    """An entry of a list with its further paragraphs and the lists in it."""

    entry: ListEntry
    body: list[ListEntry | NestedList] = field(default_factory=list)


@dataclass(slots=True)
class NestedList:
    """Entries of one kind and depth whose numbers, where they have any, follow one another."""

    depth: int
    ordered: bool
    items: list[NestedListItem]


def nest_entries(entries: tuple[ListEntry, ...]) -> list[ListEntry | NestedList]:
    """Return flat entries as lists in lists; an entry that continues nothing stands alone."""
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
            branch = NestedList(depth, entry.ordered, [NestedListItem(entry)])
            (stack[-1].items[-1].body if stack else roots).append(branch)
            stack.append(branch)
    return roots


def _continues_list(branch: NestedList, entry: ListEntry) -> bool:
    if branch.ordered != entry.ordered:
        return False
    return not entry.ordered or entry.number == branch.items[-1].entry.number + 1


def band_lines(document: Document, place: Literal["top", "bottom"]) -> tuple[BandLine, ...]:
    """Return the lines above or below the text, those of the first page, without its page numbers.

    A text that counts pages is left out, unless no line is the marking's own: then it may hold the mark.
    """
    furniture = document.furniture
    if place == "top":
        lines = furniture.header if furniture.first_header is None else furniture.first_header
    else:
        lines = furniture.footer if furniture.first_footer is None else furniture.first_footer
    keep = all(line.role != "marking" for line in lines)
    found = (
        BandLine(
            start=_without_pages(line.start, keep=keep or line.role == "marking"),
            centre=_without_pages(line.centre, keep=keep or line.role == "marking"),
            end=_without_pages(line.end, keep=keep or line.role == "marking"),
            role=line.role,
        )
        for line in lines
    )
    return tuple(line for line in found if line.start or line.centre or line.end)


def _without_pages(content: Content, *, keep: bool) -> Content:
    counted = any(isinstance(inline, PageField) and inline.name != "section" for inline in content)
    return () if counted and not keep else content


def page_field_text(page_field: PageField) -> str:
    """Return what a page field shows in a file that is one single page."""
    return "" if page_field.name == "section" else "1"


def heading_shift(document: Document) -> int:
    """Return by how many levels headings stand below the title: one where the text has a title."""
    titles = (element for element in document.elements if isinstance(element, DrawnText))
    return int(any(title.role == "title" for title in titles))


def sanitize_web_url(link: str | None) -> str:
    """Return an address that may stand in a file that is mailed, escaped, or ""."""
    address = sanitize_url(link) if link else ""
    return address if urlsplit(address).scheme.lower() in _SCHEMES else ""


def valid_language(tag: str | None) -> str:
    """Return a language tag, or "" where it is none."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else ""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text without characters that have no form."""
    return [clean_text(line) for line in _LINE_END.split(text)]


def merge_runs(content: Content) -> Content:
    """Return content in which runs of one form that follow one another are one run."""
    whole: list[DrawnInline] = []
    for inline in content:
        last = whole[-1] if whole else None
        if isinstance(inline, Run) and isinstance(last, Run) and replace(inline, text=last.text) == last:
            whole[-1] = replace(last, text=last.text + inline.text)
        else:
            whole.append(inline)
    return tuple(whole)
