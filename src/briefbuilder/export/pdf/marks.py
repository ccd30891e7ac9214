"""The marks of notes in the order of reading, and all inline content of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
)


def marks_in(document: Document) -> Iterator[str]:
    """Yield the id of each marked note, those in the text first, then those in notes themselves."""
    seen: dict[str, None] = {}
    notes = {note.id: note for note in document.notes}
    waiting = [mark for content in contents_of(document.elements) for mark in _marks(content)]
    while waiting:
        mark = waiting.pop(0)
        if mark in seen:
            continue
        seen[mark] = None
        yield mark
        if mark in notes:
            waiting.extend(_marks(notes[mark].content))


def contents_of(elements: Iterable[Element]) -> Iterator[Content]:
    """Yield the inline content of elements in the order of reading."""
    for element in elements:
        if isinstance(element, DrawnHeading | DrawnText):
            yield element.content
        elif isinstance(element, DrawnList):
            yield from (entry.content for entry in element.entries)
        elif isinstance(element, DrawnQuotation):
            yield from (*element.paragraphs, element.source)
        elif isinstance(element, DrawnFigure):
            yield element.caption
        elif isinstance(element, DrawnContents | DrawnEndnotes):
            yield element.title
        else:
            yield from _held(element)


def _held(element: Element) -> Iterator[Content]:
    """Yield the content of elements that hold others."""
    if isinstance(element, DrawnCallout):
        yield element.title
        yield from contents_of(element.elements)
    elif isinstance(element, DrawnTable):
        yield element.caption
        for row in element.rows:
            for cell in row:
                yield from contents_of(cell.elements)
    elif isinstance(element, DrawnPair):
        yield from contents_of((*element.left, *element.right))


def _marks(content: Content) -> Iterator[str]:
    return (inline.note for inline in content if isinstance(inline, NoteMark))
