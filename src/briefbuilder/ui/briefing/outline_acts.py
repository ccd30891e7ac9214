"""What the officer does to an outline: each wish of the view becomes one act on the briefing in hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot

from briefbuilder.domain import outline
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.passage import Passage
from briefbuilder.ui.briefing.arranging import (
    demoted,
    moved_items,
    moved_parts,
    place_after,
    promoted,
    removed,
    shifted,
    with_new_items,
    with_new_part,
)
from briefbuilder.ui.briefing.disclosure import disclose_nodes
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.outline_model import OutlineModel
from briefbuilder.ui.briefing.outline_view import OutlineView
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.services import Services


class OutlineActs(QObject):
    """Acts on the outline. `writing_requested` follows when a new own text waits for its words."""

    writing_requested = Signal()

    def __init__(
        self,
        services: Services,
        in_hand: BriefingInHand,
        words: BriefingWords,
        model: OutlineModel,
        view: OutlineView,
    ) -> None:
        super().__init__(view)
        self._services = services
        self._in_hand = in_hand
        self._words = words
        self._view = view
        # Queued: a drop must be over before its rows move.
        queued = Qt.ConnectionType.QueuedConnection
        model.nodes_move_requested.connect(self._on_move, queued)
        model.passages_dropped.connect(self._on_passages_dropped, queued)
        model.heading_requested.connect(self._on_heading, queued)
        view.passages_pasted.connect(self.add_passages)
        services.desk.passage_add_requested.connect(self.add_passage)
        services.desk.passages_add_requested.connect(self.add_passages)

    @property
    def can_change(self) -> bool:
        """Whether there is a briefing that may be changed."""
        return self._in_hand.writable

    @property
    def has_choice(self) -> bool:
        """Whether something is chosen that may be changed."""
        return self.can_change and bool(self._view.chosen_nodes)

    @property
    def chosen_excerpt(self) -> Excerpt | None:
        """The excerpt with the cursor, or None."""
        briefing = self._in_hand.briefing
        item = briefing.item(self._view.current_node) if briefing is not None else None
        return item if isinstance(item, Excerpt) else None

    @Slot(object)
    def add_passage(self, passage: Passage) -> None:
        """Quote a passage behind the item with the cursor, or in the part with it."""
        self.add_passages((passage,))

    @Slot(tuple)
    def add_passages(self, passages: tuple[Passage, ...]) -> None:
        """Quote passages behind the item with the cursor, or in the part with it, as one act."""
        if not self.can_change:
            self._services.prompter.tell(
                self.tr("Add to briefing"),
                self.tr("Create a briefing first: it is what the passage is added to."),
            )
            return
        self._add("add-excerpt", self._quoting(passages))

    def add_own_text(self) -> None:
        """Begin an own text behind the item with the cursor, and write."""
        if self._add("add-own-text", (OwnText(id=self._in_hand.new_id("i")),)):
            self.writing_requested.emit()

    def add_part(self) -> None:
        """Ask for a heading and put a part with it behind the one with the cursor."""
        heading = self._services.prompter.ask_text(self.tr("New part"), self.tr("Heading of the part"))
        if heading:
            part = Part(id=self._in_hand.new_id("i"), key="own", heading=heading)
            if self._in_hand.edit(
                "add-part", partial(with_new_part, part=part, after=self._view.current_node)
            ):
                self._view.choose(part.id)

    def move_up(self) -> None:
        """Move what is chosen one place up."""
        self._shift(-1)

    def move_down(self) -> None:
        """Move what is chosen one place down."""
        self._shift(1)

    def promote(self) -> None:
        """Move what is chosen one level up."""
        self._edit_chosen(promoted)

    def demote(self) -> None:
        """Move what is chosen one level down."""
        self._edit_chosen(demoted)

    def _edit_chosen(self, change: Callable[..., Briefing]) -> None:
        """Move what is chosen, which stays chosen and in sight."""
        ids = self._view.chosen_nodes
        self._in_hand.edit("move-in-briefing", partial(change, ids=ids, accepts=self._words.accepts_items))
        self._view.scrollTo(self._view.currentIndex())

    def remove(self) -> None:
        """Take what is chosen out of the briefing; undo brings it back."""
        self._in_hand.edit("remove-from-briefing", partial(removed, ids=self._view.chosen_nodes))

    def edit(self) -> None:
        """Edit what has the cursor."""
        self._view.edit_node(self._view.current_node)

    def set_release(self) -> None:
        """Ask who may see what is chosen."""
        nodes = self._view.chosen_nodes
        briefing = self._in_hand.briefing
        if briefing is None or not nodes:
            return
        part, item = briefing.part(nodes[0]), briefing.item(nodes[0])
        words = self._words.heading(part) if part else self._words.snippet(item) if item else ""
        about = words if len(nodes) == 1 else self.tr("%n part(s) and items", "", len(nodes))
        disclose_nodes(self._services, self._in_hand, nodes, about, self._view)

    def show_source(self) -> None:
        """Show the passage of the excerpt with the cursor in its article."""
        excerpt = self.chosen_excerpt
        if excerpt is not None:
            self._services.desk.passage_show_requested.emit(excerpt.passage)

    def _quoting(self, passages: tuple[Passage, ...]) -> tuple[Excerpt, ...]:
        return tuple(Excerpt(id=self._in_hand.new_id("i"), passage=passage) for passage in passages)

    def _add(
        self,
        act: Literal["add-excerpt", "add-own-text"],
        items: tuple[Item, ...],
        place: tuple[str, int] | None = None,
    ) -> bool:
        briefing = self._in_hand.briefing
        if briefing is None:
            return False
        found = place or place_after(briefing, self._view.current_node, self._words.accepts_items)
        if found is None:
            return False
        added = self._in_hand.edit(act, partial(with_new_items, items=items, place=found))
        if added:
            self._view.choose(items[-1].id)
        return added

    def _shift(self, step: int) -> None:
        ids = self._view.chosen_nodes
        self._in_hand.edit(
            "move-in-briefing", partial(shifted, ids=ids, step=step, accepts=self._words.accepts_items)
        )
        self._view.scrollTo(self._view.currentIndex())

    @Slot(tuple, str, int)
    def _on_move(self, ids: tuple[str, ...], target: str, index: int) -> None:
        briefing = self._in_hand.briefing
        if briefing is None:
            return
        if briefing.item(ids[0]) is not None:
            self._in_hand.edit("move-in-briefing", partial(moved_items, ids=ids, part_id=target, index=index))
        else:
            self._in_hand.edit(
                "move-in-briefing", partial(moved_parts, ids=ids, parent_id=target, index=index)
            )

    @Slot(tuple, str, int)
    def _on_passages_dropped(self, passages: tuple[Passage, ...], part: str, index: int) -> None:
        self._add("add-excerpt", self._quoting(passages), (part, index))

    @Slot(str, str)
    def _on_heading(self, part: str, heading: str) -> None:
        self._in_hand.edit(
            "rename-part", partial(outline.with_part_heading, part_id=part, heading=heading or None)
        )
