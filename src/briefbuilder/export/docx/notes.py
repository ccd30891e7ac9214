"""Footnotes and endnotes: the order in which their marks stand, and Word's two parts for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.document import DrawnNote
from briefbuilder.export.docx.bookmarks import Bookmarks
from briefbuilder.export.docx.ooxml import Node, make, val
from briefbuilder.export.labels import note_label

Placement = Literal["foot", "end"]
REFERENCE_STYLES = {"foot": "FootnoteReference", "end": "EndnoteReference"}
_NAMES = {"foot": "footnote", "end": "endnote"}


@dataclass(slots=True, eq=False, repr=False)
class _Marked:
    note: DrawnNote
    number: int
    run: Node
    bookmark: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Notes:
    """Follows the marks in the text. A note that no mark names has no place and is not written."""

    notes: dict[str, DrawnNote]
    bookmarks: Bookmarks
    _marked: dict[str, _Marked] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def append_mark(self, parent: Node, note_id: str) -> tuple[str, str] | None:
        """Append the mark of a note to a paragraph.

        Word hangs a note on one mark. For a second one return (bookmark of the first, its number)
        so that the caller writes a reference to it; else return None.
        """
        marked = self._marked.get(note_id)
        if marked is not None:
            if not marked.bookmark:
                marked.bookmark = self.bookmarks.name("_Ref_note_", note_id)
                self.bookmarks.wrap_run(marked.bookmark, marked.run)
            return marked.bookmark, note_label(marked.number, marked.note.placement)
        note = self.notes.get(note_id)
        if note is None:
            return None
        number = self._counts[note.placement] = self._counts.get(note.placement, 0) + 1
        reference = make(f"w:{_NAMES[note.placement]}Reference", {"w:id": str(number)})
        look = make("w:rPr", None, val("w:rStyle", REFERENCE_STYLES[note.placement]))
        run = make("w:r", None, look, reference)
        parent.append(run)
        self._marked[note_id] = _Marked(note, number, run)
        return None

    def style_of(self, note_id: str) -> str:
        """Return the character style of a note's mark."""
        note = self.notes.get(note_id)
        return REFERENCE_STYLES[note.placement if note else "foot"]

    def of(self, placement: Placement) -> Iterator[tuple[int, DrawnNote]]:
        """Yield the notes of a placement that have a mark, with their numbers, in order."""
        for marked in self._marked.values():
            if marked.note.placement == placement:
                yield marked.number, marked.note


def note_element(placement: Placement, number: int, paragraph: Node) -> Node:
    """Return Word's element of one note."""
    return make(f"w:{_NAMES[placement]}", {"w:id": str(number)}, paragraph)


def own_mark(placement: Placement) -> Node:
    """Return the run at the head of a note's text that repeats its mark."""
    look = make("w:rPr", None, val("w:rStyle", REFERENCE_STYLES[placement]))
    return make("w:r", None, look, make(f"w:{_NAMES[placement]}Ref"))
