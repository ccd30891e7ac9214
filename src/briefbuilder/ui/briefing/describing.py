"""Describing the pictures of an item in words, for those who do not see them: what the file of an article left out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.domain.outline import replace_item
from briefbuilder.domain.passage import PassageLostError, blocks_of
from briefbuilder.domain.text import Block, Figure
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.outline_view import OutlineView
from briefbuilder.ui.services import Services


class PictureDescriber(QObject):
    """Asks for the words of each picture of the item with the cursor; an excerpt keeps its passage."""

    def __init__(self, services: Services, in_hand: BriefingInHand, view: OutlineView) -> None:
        super().__init__(view)
        self._services = services
        self._in_hand = in_hand
        self._view = view

    def can_describe(self) -> bool:
        """Tell whether an item has the cursor that may be changed."""
        return self._in_hand.writable and self._item() is not None

    def describe(self) -> None:
        """Ask for descriptions: of the pictures that have none, else of all; nothing changes where one is not given."""
        item = self._item()
        blocks = self._blocks(item) if item is not None else ()
        figures = [block for block in blocks if isinstance(block, Figure)]
        wanted = [figure for figure in figures if not figure.alternative_text.strip()] or figures
        title = self.tr("Describe picture")
        if item is None or not wanted:
            self._services.prompter.tell(title, self.tr("This item shows no picture."))
            return
        told: dict[str, str] = {}
        for number, figure in enumerate(wanted, 1):
            named = figure.text.strip() or self.tr("Picture {number}").format(number=number)
            label = self.tr("What “{picture}” shows, for those who do not see it").format(picture=named)
            words = self._services.prompter.ask_text(title, label, figure.alternative_text)
            if words is None:
                return
            told[figure.id] = words.strip()
        described = tuple(
            replace(block, alternative_text=told[block.id])
            if isinstance(block, Figure) and block.id in told
            else block
            for block in blocks
        )
        self._in_hand.edit("edit-text", partial(_with_blocks, item=item, blocks=described))

    def _item(self) -> Item | None:
        briefing = self._in_hand.briefing
        return briefing.item(self._view.current_node) if briefing is not None else None

    def _blocks(self, item: Item) -> tuple[Block, ...]:
        """Return what an item shows, its passage's blocks where it was not edited."""
        if item.blocks is not None or not isinstance(item, Excerpt):
            return item.blocks or ()
        session = self._services.holder.session
        if session is None or session.record(item.passage.article) is None:
            return ()
        try:
            return blocks_of(session.article(item.passage.article), item.passage)
        except PassageLostError:
            return ()


def _with_blocks(briefing: Briefing, item: Item, blocks: tuple[Block, ...]) -> Briefing:
    return replace_item(briefing, replace(item, blocks=blocks))
