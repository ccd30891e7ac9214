"""The labels of list entries and of notes: one rule for every writer.

Letters and Roman numerals follow Word's own counting (27 is "aa", 28 "bb"), so that a label that
Word counts and one that is drawn are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, assert_never

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnBreak,
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
    walk_elements,
)

# The marks of notes in the order of reading, and all inline content of a document.


def iter_note_ids(document: Document) -> Iterator[str]:
    """Yield the id of each marked note, those in the text first, then those in notes themselves."""
    seen: dict[str, None] = {}
    notes = {note.id: note for note in document.notes}
    waiting = [mark for content in iter_contents(document.elements) for mark in _note_ids(content)]
    while waiting:
        mark = waiting.pop(0)
        if mark in seen:
            continue
        seen[mark] = None
        yield mark
        if mark in notes:
            waiting.extend(_note_ids(notes[mark].content))


def iter_contents(elements: Iterable[Element]) -> Iterator[Content]:
    """Yield the inline content of elements in the order of reading."""
    for element in walk_elements(elements):
        match element:
            case DrawnHeading() | DrawnText():
                yield element.content
            case DrawnList():
                yield from (entry.content for entry in element.entries)
            case DrawnQuotation():
                yield from (*element.paragraphs, element.source)
            case DrawnFigure() | DrawnTable():
                yield element.caption
            case DrawnContents() | DrawnEndnotes() | DrawnCallout():
                yield element.title
            case DrawnPair() | DrawnBreak():
                pass
            case _:
                assert_never(element)


def _note_ids(content: Content) -> Iterator[str]:
    return (inline.note for inline in content if isinstance(inline, NoteMark))


_BULLETS = ("•", "–", "▪")
_MAX_LETTERS = 780
"""Word repeats a letter at most thirty times."""
_MAX_ROMAN = 32767
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_list_label(depth: int, ordered: bool, number: int) -> str:
    """Return the label of a list entry: • – ▪ for bullets and 1. a) i. for numbers, by depth from 0.

    Deeper entries begin the three anew. A number that letters or Roman numerals cannot say is
    written in digits.
    """
    turn = max(depth, 0) % 3
    if not ordered:
        return _BULLETS[turn]
    if turn == 0:
        return f"{number}."
    if turn == 1:
        return f"{_format_letters(number)})"
    return f"{_format_roman(number)}."


def format_note_label(index: int, placement: Literal["foot", "end"]) -> str:
    """Return the mark of the note that is `index`-th of its placement, counted from 1.

    Endnotes are counted in Roman numerals, so that no document holds two notes of one mark.
    """
    return str(index) if placement == "foot" else _format_roman(index)


def _format_letters(number: int) -> str:
    if not 1 <= number <= _MAX_LETTERS:
        return str(number)
    turns, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)


def _format_roman(number: int) -> str:
    if not 1 <= number <= _MAX_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
