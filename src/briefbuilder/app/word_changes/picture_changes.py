"""Applies changes of pictures: new, replaced, moved and deleted ones."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.places import PlaceChanges
from briefbuilder.app.word_changes.returned_blocks import ReturnedTextError
from briefbuilder.app.word_changes.texts import ChangeSteps
from briefbuilder.domain.text import Block, Figure, Paragraph
from briefbuilder.domain.word_changes import Comparison, WordChange

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


class PictureChanges(ChangeSteps):
    """Adds, replaces, removes and moves the pictures of a briefing."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, places: PlaceChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._places = places

    def delete(self, change: WordChange) -> None:
        """Remove a picture; its caption stays as a paragraph, since its removal is a separate change."""
        place, figure = self._figure(change)
        caption = Paragraph(id=figure.id, content=figure.content, language=figure.language, page=figure.page)
        rest: tuple[Block, ...] = (caption,) if caption.text.strip() else ()
        self._blocks.replace({place: rest})

    def move(self, change: WordChange) -> None:
        """Move a picture without a caption: one with a caption is one block with it, which did not move."""
        place, figure = self._figure(change)
        if place.table or figure.text.strip():
            raise ReturnedTextError("word-change-structure")
        self._places.move(change)

    def insert(self, change: WordChange) -> None:
        """Put a picture of the file after the paragraph that the change names."""
        new = self.new_figure(change)
        if change.cell is not None:
            raise ReturnedTextError("word-change-picture")
        self._places.insert_after(change, (new,))

    def replace(self, change: WordChange) -> None:
        """Show a picture of the file in place of one, with the caption of that."""
        new = self.new_figure(change)
        place, figure = self._figure(change)
        kept = replace(
            figure, picture=new.picture, media_type=new.media_type, alternative_text=new.alternative_text
        )
        self._blocks.replace({place: (kept,)})

    def new_figure(self, change: WordChange) -> Figure:
        """Return a picture of the file as a new block; raises ReturnedTextError if it cannot be read."""
        found = self._comparison.pictures.get(change.picture)
        if found is None:
            raise ReturnedTextError("word-change-picture")
        name = sha256(found.picture.data).hexdigest()
        return Figure(
            id=self.new_id(change),
            picture=name,
            media_type=found.picture.media_type,
            alternative_text=found.words,
        )

    def _figure(self, change: WordChange) -> tuple[BlockPlace, Figure]:
        """Return the block of a picture; raises ReturnedTextError without a picture, or with several in a cell."""
        place = self._blocks.place(change.paragraphs[0])
        found = [block for block in self._blocks.siblings(place) if isinstance(block, Figure)]
        if not place.table:
            found = [block for block in found if block.id == place.block]
        if len(found) != 1:
            raise ReturnedTextError("word-change-structure")
        return BlockPlace(place.item, found[0].id, place.table, place.cell, place.translated), found[0]
