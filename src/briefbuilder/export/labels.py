"""Labels of list entries and notes, and values of fields, the same in every format."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
    ListEntry,
    NoteMark,
    content_text,
    has_picture,
    walk_elements,
)
from briefbuilder.domain.list_labels import ListLabel, NumberStyle, numeral
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.domain.values import value as domain_value

_BULLETS = ("•", "–", "▪")
MARK_SEPARATOR = ","
"""What is between the marks of two notes that follow each other, raised like them."""
LIST_STEP = 18.0
"""The indentation of each list level in points, if the style has no hanging indent."""


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
    return len(both) == 2 and all(isinstance(mark, NoteMark) and mark.note in notes for mark in both)


def _note_ids(content: Content) -> Iterator[str]:
    return (inline.note for inline in content if isinstance(inline, NoteMark))


def format_list_label(entry: ListEntry) -> str:
    """Return the label of a list entry: its number, or • – ▪ for bullets, by depth from 0."""
    return entry.shown_label.text(entry.number) if entry.ordered else bullet_of_depth(entry.depth)


def bullet_of_depth(depth: int) -> str:
    """Return the bullet at a depth; they repeat every three levels."""
    return _BULLETS[max(depth, 0) % len(_BULLETS)]


LIST_TYPES: dict[NumberStyle, str] = {
    "decimal": "1", "lowerLetter": "a", "lowerRoman": "i", "upperLetter": "A", "upperRoman": "I",
}  # fmt: skip
"""The kinds of numbers in the attributes `type` of HTML and `num-format` of OpenDocument."""
ALPHABET = 26
_NOT_IN_CSS = lazy_pattern(r"[^\w.() -]")


def css_list_marker(label: ListLabel | None, number: int) -> str:
    """Return the style of an item whose label a browser would write otherwise: "(a)", and "bb" after "aa"; else ""."""
    if label is None or (
        not label.prefix
        and label.suffix == "."
        and (number <= ALPHABET or not label.style.endswith("Letter"))
    ):
        return ""
    text = _NOT_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", label.text(number))
    return f'list-style-type: "{text} "'


def list_hang(style: Style) -> float:
    """Return how far the labels of a list style hang before the text, in points, by default `LIST_STEP`."""
    return -style.first_line if style.first_line < 0 else LIST_STEP


_NARROW = frozenset(".,:;()[] ijlI")
_WIDTHS = (0.28, 0.56, 0.72)
"""The widths of narrow characters, others and capitals as shares of the font size."""
_LABEL_GAP = 4.0
_WIDEST_HANG = 4 * LIST_STEP


_TYPE = (
    "font", "size", "leading", "bold", "italic", "capitals", "small_caps", "underline", "letter_spacing", "colour", "align",
)  # fmt: skip
"""What a list in a quotation has from the style of quotations."""


def list_look(styles: StyleSheet, entries: Iterable[ListEntry], *, quoted: bool) -> Style:
    """Return the style of a list with room for its widest label; one in a quotation has the type of quotations."""
    style = styles.style("list")
    if quoted:
        quote = styles.style("quote")
        style = replace(style, **{name: getattr(quote, name) for name in _TYPE})
    return _fit_labels(style, entries)


def _fit_labels(style: Style, entries: Iterable[ListEntry]) -> Style:
    """Return the style of a list with a hanging indent that has room for its widest label.

    No font is measured, so that every format has the same indent.
    """
    widest = max(
        (
            _label_width(format_list_label(entry))
            for entry in entries
            if entry.ordered and not entry.continues
        ),
        default=0.0,
    )
    if widest * style.size <= list_hang(style):
        return style
    return replace(style, first_line=-min(widest * style.size + _LABEL_GAP, _WIDEST_HANG))


def _label_width(label: str) -> float:
    return sum(_WIDTHS[0 if character in _NARROW else 2 if character.isupper() else 1] for character in label)


def format_note_label(index: int, placement: Literal["foot", "end"]) -> str:
    """Return the label of the `index`-th note of a placement, counted from 1.

    Endnotes use Roman numerals, so that a footnote and an endnote never share a label.
    """
    return str(index) if placement == "foot" else numeral(index, "lowerRoman") or str(index)


def field_results(document: Document, page_numbers: Mapping[str, int]) -> dict[str, str]:
    """Return what page fields show until a word processor updates them; `page_numbers` are those of the anchors."""
    headings = (element for element in document.elements if isinstance(element, DrawnHeading))
    return {
        "page": "1",
        "pages": str(max(page_numbers.values(), default=1)),
        "section": next((content_text(heading.content) for heading in headings), ""),
    }
