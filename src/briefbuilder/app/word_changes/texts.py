"""Applies changes of the text of paragraphs: edits, splits and joins, styles, forms and notes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.returned_blocks import (
    DrawnOffsets,
    ReturnedTextError,
    change_blocks,
    form_ranges,
    set_form,
    styled_block,
)
from briefbuilder.domain.block_edits import drop_dangling_references
from briefbuilder.domain.briefing import Item, OwnText
from briefbuilder.domain.export_record import ExportedParagraph, FormRange
from briefbuilder.domain.inline import split_content
from briefbuilder.domain.text import Note, NoteReference, Span, WrittenBlock
from briefbuilder.domain.word_changes import Comparison, Hunk, WordChange
from briefbuilder.returned.text_diff import make_hunks
from briefbuilder.returned.text_keys import text_key

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_ID_DIGITS = 12
TEXT_KINDS = frozenset({"edited", "typography", "split", "joined", "note_edited"})
"""The kinds of changes of text where it is, which may add paragraphs to those they name."""


_NEW_ID = re.compile(rf"w[0-9a-f]{{{_ID_DIGITS}}}(?:-\d+)?\Z")


def is_new_id(name: str) -> bool:
    """Return whether an id is that of a block or item that a returned file has brought."""
    return _NEW_ID.match(name) is not None


class ChangeSteps:
    """Applies some kinds of changes to the blocks of a briefing.

    New blocks and items have ids that follow from their change, so that later changes find them, also when the file
    is compared again.
    """

    def __init__(self, session: Session, comparison: Comparison, blocks: ExportedBlocks) -> None:
        self._session = session
        self._comparison = comparison
        self._blocks = blocks

    def new_id(self, change: WordChange, number: int = 0) -> str:
        """Return the id of a new block or item of a change."""
        key = f"{self._comparison.record.id}:{change.key}"
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
        return f"w{digest}{f'-{number}' if number else ''}"

    def is_row(self, item: Item) -> bool:
        """Return whether an item is a row of a part that is a table."""
        part = self._blocks.briefing.parent_of(item.id)
        tables = self._session.resources.template(self._blocks.briefing.template).table_parts
        return isinstance(item, OwnText) and part is not None and part.key in tables


class TextChanges(ChangeSteps):
    """Changes paragraphs where they are."""

    def edit_text(self, change: WordChange) -> None:
        """Apply the hunks of a change, unless another file has brought the same words."""
        places = [self._blocks.place(number) for number in change.paragraphs]
        if not places:
            raise ReturnedTextError("word-change-structure")
        drawn = [self._blocks.paragraphs[number].text for number in change.paragraphs]
        numbers = count(1)
        blocks = [self._blocks.block(place) for place in places]
        if len(blocks) == 1 and {*change.hunks} <= {*make_hunks(drawn[0], blocks[0].text)}:
            return
        result = change_blocks(drawn, blocks, change.hunks, lambda: self.new_id(change, next(numbers)))
        if len({(place.item, place.cell) for place in places}) > 1:
            self._check_alike(places)
        self._blocks.replace(dict(zip(places, result, strict=True)))

    def _check_alike(self, places: Iterable[BlockPlace]) -> None:
        """Raise ReturnedTextError unless paragraphs of several items may become one: own texts for the same readers."""
        items = [self._blocks.briefing.item(place.item) for place in places]
        kinds = {(item.marking, item.release) for item in items if isinstance(item, OwnText)}
        if len(kinds) > 1 or not all(isinstance(item, OwnText) for item in items):
            raise ReturnedTextError("word-change-structure")

    def restyle(self, change: WordChange) -> None:
        """Give blocks the form that the new style stands for."""
        for number in change.paragraphs:
            place = self._blocks.place(number)
            block = self._blocks.block(place)
            if not isinstance(block, WrittenBlock) or isinstance(block, Note):
                raise ReturnedTextError("word-change-structure")
            self._blocks.replace({place: (styled_block(block, change.style),)})

    def format(self, change: WordChange) -> None:
        """Make words bold or the like; raises ReturnedTextError if they are only drawn."""
        start = 0
        changed = False
        for number in change.paragraphs:
            shown = self._blocks.paragraphs[number]
            place = self._blocks.place(number)
            block = self._blocks.block(place)
            offsets = DrawnOffsets(shown.text, "".join(inline.text for inline in block.content))
            after = [_shifted(form_range, -start) for form_range in change.forms]
            content = block.content
            for form_range, on in form_ranges(shown.forms, after, len(shown.text)):
                for low, high in offsets.ranges_of(form_range.start, form_range.end):
                    content = set_form(content, low, high, form_range.form, on=on)
            if content != block.content:
                self._blocks.replace({place: (replace(block, content=content),)})
                changed = True
            start += len(shown.text) + 1
        if not changed:
            raise ReturnedTextError("word-change-generated")

    def delete_note(self, change: WordChange) -> None:
        """Remove notes with their marks."""
        for number in change.paragraphs:
            place = self._blocks.place(number)
            kept = tuple(block for block in self._blocks.siblings(place) if block.id != place.block)
            self._blocks.set_siblings(place, drop_dangling_references(kept, frozenset({place.block})))

    def insert_note(self, change: WordChange) -> None:
        """Add a note where its mark is in the returned paragraph, at its end if what is before the mark is not there."""
        place = self._place_of_mark(change)
        item, block = self._blocks.briefing.item(place.item), self._blocks.block(place)
        if not isinstance(item, OwnText) or place.table or not isinstance(block, WrittenBlock):
            raise ReturnedTextError("word-change-quotation-note")
        name = self.new_id(change)
        note = Note(id=name, content=(Span(change.after),))
        end = len(block.text)
        found = None
        if change.note_place is not None and change.pieces:
            offsets = DrawnOffsets(change.pieces[0], block.text)
            found = offsets.range_of(change.note_place, change.note_place)
        before, after = split_content(block.content, *(found or (end, end)))
        marked = replace(block, content=(*before, NoteReference(name), *after))
        self._blocks.replace({place: (marked,)})
        self._blocks.set_siblings(place, (*self._blocks.siblings(place), note))

    def _place_of_mark(self, change: WordChange) -> BlockPlace:
        """Return the block to which a new note belongs: the one that the change names, or a new one after it with the same text.

        Raises ReturnedTextError if the new paragraph with the mark is not in the briefing.
        """
        if change.behind is None:
            raise ReturnedTextError("word-change-place")
        text = text_key(change.pieces[0]) if change.pieces else ""
        for other in self._comparison.changes:
            if change.behind not in {other.behind, *other.paragraphs} or text not in map(
                text_key, other.pieces
            ):
                continue
            names = {self.new_id(other, number) for number in range(len(other.pieces) + 1)}
            for item in self._blocks.briefing.items:
                for block in item.blocks or ():
                    if block.id in names and text_key(block.text) == text:
                        return BlockPlace(item.id, block.id)
            if other.kind == "inserted":
                raise ReturnedTextError("word-change-note-first")
        return self._blocks.place(change.behind)


def _shifted(form_range: FormRange, by: int) -> FormRange:
    return replace(form_range, start=form_range.start + by, end=form_range.end + by)


def hunks_by_paragraph(
    change: WordChange, paragraphs: Sequence[ExportedParagraph]
) -> Iterator[tuple[int, tuple[Hunk, ...]]]:
    """Yield the paragraphs whose words are changed, with the hunks of each; raises ReturnedTextError for one over several."""
    start = 0
    for number in change.paragraphs:
        end = start + len(paragraphs[number].text)
        inside = [hunk for hunk in change.hunks if start <= hunk.start <= end]
        if any(hunk.end > end for hunk in inside):
            raise ReturnedTextError("word-change-structure")
        if inside:
            yield (
                number,
                tuple(
                    Hunk(start=hunk.start - start, end=hunk.end - start, text=hunk.text) for hunk in inside
                ),
            )
        start = end + 1
