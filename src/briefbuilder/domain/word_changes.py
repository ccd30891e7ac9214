"""Changes that were made in Word since an export, as a comparison with the export's record finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.article import Picture
from briefbuilder.domain.export_record import CellPosition, ExportRecord, FormRange, ParagraphSource
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.values import value

ChangeKind = Literal[
    "edited", "typography", "inserted", "deleted", "moved", "split", "joined", "restyled", "formatted",
    "row_inserted", "row_deleted", "column_inserted", "column_deleted", "cell_inserted", "cell_deleted",
    "table_inserted", "table_deleted", "table_moved",
    "note_edited", "note_inserted", "note_deleted",
    "picture_inserted", "picture_deleted", "picture_replaced", "picture_moved", "furniture", "comment", "highlighted", "linked",
]  # fmt: skip

COMMENT_KINDS: frozenset[ChangeKind] = frozenset({"comment", "highlighted", "linked"})
"""The kinds by which a reader points to the text, which are done by hand."""

PARAGRAPH_END = "\u2029"
"""Stands between paragraphs if several are one text, in `WordChange.hunks` and `joined_text`."""

DecisionState = Literal["accepted", "rejected"]


def joined_text(paragraphs: Iterable[str]) -> str:
    """Return the text of paragraphs to which the hunks of a change refer."""
    return PARAGRAPH_END.join(paragraphs)


@value
class Hunk:
    """Replaces code points `start` to `end` of the drawn text by `text`; hunks are in order and do not overlap.

    The drawn text is the `joined_text` of the paragraphs of the record that the change names.
    """

    start: int
    end: int
    text: str


@value
class WordChange:
    """One change, to be accepted or rejected.

    number: from 1, in the order of the record; `key` names the change when the same file is read again.
    paragraphs: the numbers of the record's paragraphs that are changed; none for what is new.
    item, block, source, style, cell: those of the first of these paragraphs; `item` may be a field ("field:KEY") or a part.
        For what is new `item` is that of the paragraph `behind`, `source` is "own" and `style` the style in the returned
        file; `style` is the new style if a paragraph was restyled.
    before, after: the texts for a person to read, paragraphs separated by line breaks.
    hunks: turn the joined text of `paragraphs` into the new one, with PARAGRAPH_END if a paragraph was split; none
        if the text is the same.
    pieces: the texts of the new paragraphs of a split or of inserted paragraphs, of the cells of a new row or column, of
        the paragraph with the mark of a new note; `piece_styles` are their styles, `piece_cells` the cells of a new table.
    note_place: the code point of `pieces[0]` at which the mark of a new note stands.
    forms: the forms of the new text if it was formatted or inserted (see `ExportedParagraph.forms`).
    behind: the number of the record's paragraph after which new or moved text stands, None at the beginning; new text at
        the same place comes in the order of `number`. A new note's mark is in that paragraph.
    cell: for a new row or column the cell after which it stands; the row or column -1 is the beginning.
    author, date: of the recorded change, else of the last save, or None. `tracked` is whether Word recorded all of it,
        `partly_tracked` whether only a part, and `other_authors` are those of further recorded changes of the same
        paragraphs.
    quotation: whether words of a source are changed.
    conflict: whether the block was changed in the briefing since the export.
    picture: the digest of the picture that is changed, as it is in the file, or as it was exported if it is gone.
        `before` and `after` are then the words that describe it, or those of its paragraph or the next one.
    comment: the text of a comment, the highlighted or coloured words, or those of a link with its addresses; `reply_to` is the number of the comment that it answers, `done` whether it is
        marked as resolved. `before` is then the text of its paragraph.
    """

    number: int
    key: str
    kind: ChangeKind
    paragraphs: tuple[int, ...] = ()
    item: str | None = None
    block: str | None = None
    source: ParagraphSource = "own"
    before: str = ""
    after: str = ""
    hunks: tuple[Hunk, ...] = ()
    behind: int | None = None
    pieces: tuple[str, ...] = ()
    piece_styles: tuple[str, ...] = ()
    piece_cells: tuple[CellPosition, ...] = ()
    note_place: int | None = None
    style: str = ""
    forms: tuple[FormRange, ...] = ()
    cell: CellPosition | None = None
    author: str | None = None
    other_authors: tuple[str, ...] = ()
    date: str | None = None
    tracked: bool = False
    partly_tracked: bool = False
    quotation: bool = False
    conflict: bool = False
    picture: str = ""
    comment: str | None = None
    reply_to: int | None = None
    done: bool = False

    @property
    def is_comment(self) -> bool:
        """Whether a reader only points to the text: by a comment, highlighted or coloured words, or a link."""
        return self.kind in COMMENT_KINDS

    @property
    def is_new_text(self) -> bool:
        """Whether it adds a paragraph, a note or a row."""
        return self.kind in {"inserted", "note_inserted", "row_inserted"}

    @property
    def authors(self) -> tuple[str, ...]:
        """All who made the change, none if nobody is named."""
        return (self.author, *self.other_authors) if self.author else ()

    @property
    def is_report_only(self) -> bool:
        """Whether the change cannot be accepted: a comment, or text that a template or Word makes."""
        return self.is_comment or self.kind == "furniture" or self.source in {"contents", "generated"}


@value
class ReturnedPicture:
    """A picture of a returned file, without its metadata, and the words that describe it."""

    picture: Picture
    words: str = ""


@value
class Comparison:
    """A returned file compared with the record of its export.

    `found_by` says how the record was found: by the file's "id", by its "text", or "composed" now because no record was found.
    `editors` are the people who made recorded changes or comments, or saved the file; `saved_by` and `saved_at` (ISO
    8601) are of the last save. `warnings` are what could not be read as it was. `pictures` are the new ones that can be taken, by
    digest.
    """

    record: ExportRecord
    found_by: Literal["id", "text", "composed"]
    changes: tuple[WordChange, ...] = ()
    editors: tuple[str, ...] = ()
    saved_by: str = ""
    saved_at: str = ""
    warnings: tuple[Finding, ...] = ()
    pictures: Mapping[str, ReturnedPicture] = field(default_factory=dict, repr=False)


@value
class Decision:
    """That a change was accepted or rejected; `id` is made by `decision_id`, `moment` is ISO 8601, UTC."""

    id: str
    state: DecisionState
    moment: str = ""


def decision_id(record: ExportRecord, change: WordChange) -> str:
    """Return the id of the decision on a change of an export."""
    return f"{record.briefing}:{record.id}:{change.key}"
