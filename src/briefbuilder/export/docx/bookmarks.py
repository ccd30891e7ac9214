"""Names and writes bookmarks, the targets of links, and records where each paragraph of a Word file comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field

from docx.oxml.parser import oxml_parser

from briefbuilder.domain.document import (
    DrawnCallout,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
)
from briefbuilder.domain.export_record import FIELD_ORIGIN, ParagraphAddress, ParagraphSource
from briefbuilder.export.docx.ooxml import PPR, Node, P, W, make, qn
from briefbuilder.export.word_processing import BookmarkNames

_START, _END, _ID, _NAME = map(qn, ("w:bookmarkStart", "w:bookmarkEnd", "w:id", "w:name"))
_NSMAP = {"w": W}
_PAIR = make("w:p", None, make("w:bookmarkStart"), make("w:bookmarkEnd"))
"""A bookmark to copy, which costs half as much as making one."""

NOWHERE = ParagraphAddress()
_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_CELL, _MERGE, _VALUE = map(qn, ("w:tc", "w:vMerge", "w:val"))
_BOX, _FALLBACK = qn("w:txbxContent"), qn("mc:Fallback")


@dataclass(slots=True, eq=False, repr=False)
class Bookmarks(BookmarkNames):
    """Writes bookmarks, with their names and ids."""

    _last_id: int = 0

    def wrap(self, name: str, first: Node, last: Node) -> None:
        """Put a bookmark around the content of the paragraphs from `first` to `last`."""
        self._last_id += 1
        number = str(self._last_id)
        start, end = copy(_PAIR)
        start.set(_ID, number)
        start.set(_NAME, name)
        end.set(_ID, number)
        first.insert(1 if len(first) and first[0].tag == PPR else 0, start)
        last.append(end)

    def wrap_run(self, name: str, run: Node) -> None:
        """Put a bookmark around one run."""
        self._last_id += 1
        number = str(self._last_id)
        run.addprevious(oxml_parser.makeelement(_START, {_ID: number, _NAME: name}, _NSMAP))
        run.addnext(oxml_parser.makeelement(_END, {_ID: number}, _NSMAP))


def paragraphs_in(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield the paragraphs in blocks, also those in tables."""
    for block in blocks:
        if block.tag == P:
            yield block
        else:
            yield from block.iter(P)


@dataclass(slots=True, eq=False, repr=False)
class Addresses:
    """The addresses of the drawn paragraphs; a paragraph that was never drawn, as those of letterheads, has none."""

    _found: dict[Node, ParagraphAddress] = field(default_factory=dict)
    _notes: dict[Node, ParagraphAddress] = field(default_factory=dict)

    def add(self, element: Element, made: Iterable[Node], within: ParagraphAddress) -> None:
        """Record the paragraphs of an element but those of elements inside it, which are recorded before.

        `within` is the address of the table around the element, which cells without one of their own have.
        """
        own = [paragraph for paragraph in paragraphs_in(made) if paragraph not in self._found]
        blocks = element.blocks if len(element.blocks) > 1 else element.blocks * len(own)
        for number, paragraph in enumerate(own):
            block = blocks[number] if number < len(blocks) else ""
            self._found[paragraph] = _address(element, number, block, within)

    def add_note(self, run: Node, note: DrawnNote) -> None:
        """Record the run with the mark of a note."""
        block = note.blocks[0] if note.blocks else ""
        for reference in run.iter(*_REFERENCES):
            self._notes[reference] = ParagraphAddress(origin=note.origin, block=block, source="note")

    def of_body(self, body: Node) -> tuple[ParagraphAddress, ...]:
        """Return the address of each paragraph of a body, as the reader of returned files sees them, in order."""
        return tuple(self._found.get(paragraph, NOWHERE) for paragraph in read_paragraphs(body))

    def of_notes(self, body: Node) -> tuple[ParagraphAddress, ...]:
        """Return the address of each note in the order of the marks."""
        note = ParagraphAddress(source="note")
        return tuple(self._notes.get(reference, note) for reference in body.iter(*_REFERENCES))


def read_paragraphs(body: Node) -> Iterable[Node]:
    """Yield the paragraphs outside text boxes, of one choice if there are two, and of one cell for merged ones."""
    below = (merge for merge in body.iter(_MERGE) if merge.get(_VALUE) != "restart")
    empty = {paragraph for merge in below for paragraph in next(merge.iterancestors(_CELL)).iter(P)}
    for paragraph in body.iter(P):
        if paragraph not in empty and next(paragraph.iterancestors(_BOX, _FALLBACK), None) is None:
            yield paragraph


def _address(element: Element, number: int, block: str, within: ParagraphAddress) -> ParagraphAddress:
    origin = element.origin or within.origin
    if not element.origin and not block and within.block:
        block = within.block
    source = _source(element, number, block, origin)
    return ParagraphAddress(origin=origin, block="" if source == "generated" else block, source=source)


def _source(element: Element, number: int, block: str, origin: str) -> ParagraphSource:
    """Return the source of a paragraph; whose own text it is, or a quotation, follows from the item."""
    source: ParagraphSource = "generated"
    match element:
        case DrawnContents():
            source = "contents"
        case DrawnHeading() if origin:
            source = "heading"
        case DrawnCallout() if element.title and not number:
            source = "heading"
        case DrawnText(role="title"):
            source = "title"
        case DrawnText() if origin.startswith(FIELD_ORIGIN):
            source = "field"
        case DrawnFigure() if block:
            source = "own"
        case DrawnTable() if block and element.caption and not number:
            source = "own"
        case DrawnQuotation() if block and number < len(element.paragraphs):
            source = "own"
        case DrawnText() | DrawnList() if block:
            source = "own"
        case _:
            pass
    return source
