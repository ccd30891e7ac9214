"""What a returned Word file says: paragraphs made of pieces, each recorded as inserted, deleted or moved, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Literal

from briefbuilder.domain.export_record import CellPosition, ExportedPicture, Form, ParagraphPart
from briefbuilder.domain.values import value

Mark = Literal["same", "ins", "del", "from", "to"]
"""How Word recorded text: not at all, inserted, deleted, moved away from here, moved to here."""

GONE: frozenset[Mark] = frozenset({"del", "from"})
NEW: frozenset[Mark] = frozenset({"ins", "to"})


@value
class Recorded:
    """How a recorded change was made; `date` is as Word writes it."""

    mark: Mark = "same"
    author: str = ""
    date: str = ""

    def is_undone_by(self, inner: Recorded) -> bool:
        """Return whether text within both changes was added and taken away again since the export."""
        return (self.mark in NEW and inner.mark in GONE) or (self.mark in GONE and inner.mark in NEW)

    def around(self, inner: Recorded) -> Recorded:
        """Return how text within two changes of one direction counts: an insertion in moved text is new."""
        return inner if self.mark == "same" or inner.mark in {"ins", "del"} else self


PLAIN = Recorded()


@value
class TextPiece:
    """Text of one form that was recorded alike, with the address of its `link`; a `note` is the index of a note whose mark stands here, a `picture` stands here, both without text."""

    text: str = ""
    recorded: Recorded = PLAIN
    forms: tuple[Form, ...] = ()
    link: str = ""
    note: int | None = None
    picture: ExportedPicture | None = None

    @property
    def is_text(self) -> bool:
        """Whether the piece is neither the mark of a note nor a picture."""
        return self.note is None and self.picture is None


def join_pieces(pieces: Iterable[TextPiece]) -> tuple[TextPiece, ...]:
    """Return pieces with equal neighbours joined, without empty ones."""
    joined: list[TextPiece] = []
    for piece in pieces:
        if not piece.text and piece.is_text:
            continue
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.is_text
            and piece.is_text
            and last.forms == piece.forms
            and last.link == piece.link
            and last.recorded == piece.recorded
        ):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


@value
class ReturnedParagraph:
    """A paragraph in reading order; `end` is how its mark was recorded, `cell` its innermost cell.

    `comments` are the indices of the comments that begin in it. `restyled` and `reformatted` are recorded changes of its style
    and of the forms of its text, without a mark.
    """

    pieces: tuple[TextPiece, ...] = ()
    style: str = ""
    part: ParagraphPart = "body"
    cell: CellPosition | None = None
    end: Recorded = PLAIN
    comments: tuple[int, ...] = ()
    restyled: Recorded = PLAIN
    reformatted: Recorded = PLAIN

    @property
    def accepted_text(self) -> str:
        """The text with every recorded change accepted."""
        return "".join(piece.text for piece in self.pieces if piece.recorded.mark not in GONE)


@value
class RecordedRow:
    """A row of a table that was recorded as inserted or deleted."""

    table: int
    row: int
    recorded: Recorded


@value
class ReturnedComment:
    """A comment, or words that are highlighted or coloured; `answers` is the index of the comment that it answers."""

    text: str
    author: str = ""
    date: str = ""
    answers: int | None = None
    done: bool = False
    is_highlight: bool = False


@value
class ReturnedDocument:
    """A returned file; `notes` are its footnotes and endnotes in the order of their marks.

    `beside` are the paragraphs of headers, footers and text boxes. `styles` are the names of all styles of the file.
    `export_id` is the id of the export in its properties, empty without one; `damaged` are the names of parts that
    could not be read. `pictures` are the bytes of those in the text, by the digests of their pieces.
    """

    paragraphs: tuple[ReturnedParagraph, ...]
    notes: tuple[ReturnedParagraph, ...] = ()
    beside: tuple[ReturnedParagraph, ...] = ()
    rows: tuple[RecordedRow, ...] = ()
    comments: tuple[ReturnedComment, ...] = ()
    styles: tuple[str, ...] = ()
    export_id: str = ""
    saved_by: str = ""
    saved_at: str = ""
    damaged: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
