"""Labels of list entries and notes, the same in every format.

Letters and Roman numerals count as in Word (27 is "aa", 28 "bb"), so that labels counted by Word
and labels drawn by us agree.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Literal, assert_never

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnInline,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    NoteMark,
    Run,
    has_picture,
    walk_elements,
)
from briefbuilder.domain.styles import Role, Style
from briefbuilder.domain.values import value as domain_value

_BULLETS = ("•", "–", "▪")
MARK_SEPARATOR = ","
"""What stands between the marks of two notes that follow each other, raised like them."""
LIST_STEP = 18.0
"""The indentation of each list level in points, if the style has no hanging indent."""
_HEADING_ROLES: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6")
_MAX_LETTERS = 780
"""Word repeats a letter at most 30 times."""
_MAX_ROMAN = 32767
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@domain_value(kw_only=False)
class NumberedNote:
    """A marked note with its index among the notes of its placement, from 1."""

    note: DrawnNote
    index: int

    @property
    def label(self) -> str:
        """Return the label, as in the other formats."""
        return format_note_label(self.index, self.note.placement)

    @property
    def name(self) -> str:
        """Return an id that is unique in the document."""
        return f"{self.note.placement}note-{self.index}"


def number_notes(document: Document) -> dict[str, NumberedNote]:
    """Return the marked notes by id, in the order of their marks."""
    notes = {note.id: note for note in document.notes}
    counts = {"foot": 0, "end": 0}
    numbered: dict[str, NumberedNote] = {}
    for note_id in iter_note_ids(document):
        if note_id in notes:
            note = notes[note_id]
            counts[note.placement] += 1
            numbered[note_id] = NumberedNote(note, counts[note.placement])
    return numbered


def iter_note_ids(document: Document) -> Iterator[str]:
    """Yield the id of each marked note once: first the notes marked in the text, then those marked in notes."""
    seen: dict[str, None] = {}
    notes = {note.id: note for note in document.notes}
    pending = [note_id for content in iter_contents(document) for note_id in _note_ids(content)]
    while pending:
        note_id = pending.pop(0)
        if note_id in seen:
            continue
        seen[note_id] = None
        yield note_id
        if note_id in notes:
            pending.extend(_note_ids(notes[note_id].content))


def iter_contents(document: Document) -> Iterator[Content]:
    """Yield the inline content of the elements of a document that is drawn, in reading order."""
    for element in walk_elements(document.elements):
        match element:
            case DrawnHeading() | DrawnText():
                yield element.content
            case DrawnList():
                yield from (entry.content for entry in element.entries)
            case DrawnQuotation():
                yield from (*element.paragraphs, element.source)
            case DrawnFigure():
                yield from (element.caption,) if has_picture(document, element) else ()
            case DrawnTable():
                yield element.caption
            case DrawnChart():
                yield from (element.title,) if element.is_drawn else ()
            case DrawnContents() | DrawnEndnotes() | DrawnCallout():
                yield element.title
            case DrawnPair() | DrawnBreak() | DrawnTimeline():
                pass
            case _:
                assert_never(element)


def follows_mark(content: Sequence[DrawnInline], place: int, notes: Container[str]) -> bool:
    """Return whether there are marks of notes at a place and before it, which are separated.

    `notes` are the ids of the notes that there are: the mark of another is not drawn.
    """
    both = content[place - 1 : place + 1] if place else ()
    return len(both) == 2 and all(isinstance(one, NoteMark) and one.note in notes for one in both)


def _note_ids(content: Content) -> Iterator[str]:
    return (inline.note for inline in content if isinstance(inline, NoteMark))


def format_list_label(depth: int, ordered: bool, number: int) -> str:
    """Return the label of a list entry: • – ▪ for bullets, 1. a) i. for numbers, by depth from 0.

    The labels repeat every three levels. Numbers without a letter or Roman numeral are written in digits.
    """
    level = max(depth, 0) % 3
    if not ordered:
        return _BULLETS[level]
    if level == 0:
        return f"{number}."
    if level == 1:
        return f"{_format_letters(number)})"
    return f"{_format_roman(number)}."


def list_hang(style: Style) -> float:
    """Return how far the labels of a list style hang before the text, in points, by default `LIST_STEP`."""
    return -style.first_line if style.first_line < 0 else LIST_STEP


def heading_role(level: int) -> Role:
    """Return the role of a heading of any level; levels below 6 look like level 6."""
    return _HEADING_ROLES[min(max(level, 1), 6) - 1]


def format_note_label(index: int, placement: Literal["foot", "end"]) -> str:
    """Return the label of the `index`-th note of a placement, counted from 1.

    Endnotes use Roman numerals, so that a footnote and an endnote never share a label.
    """
    return str(index) if placement == "foot" else _format_roman(index)


def _format_letters(number: int) -> str:
    if not 1 <= number <= _MAX_LETTERS:
        return str(number)
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _format_roman(number: int) -> str:
    if not 1 <= number <= _MAX_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def strip_line_breaks(content: Content) -> Content:
    """Return content without its final line breaks, which would draw empty lines."""
    last = content[-1] if content else None
    if isinstance(last, Run) and last.text.endswith("\n"):
        return (*content[:-1], replace(last, text=last.text.rstrip("\n")))
    return content
