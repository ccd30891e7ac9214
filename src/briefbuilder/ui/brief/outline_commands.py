"""Edits of the outline and of the pictures in its items, and the actions that trigger them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu

from briefbuilder import app
from briefbuilder.composing.gather import GatherSources, gather, gathered_topics
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part, walk_parts
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Figure
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.item_editor import ItemPanel
from briefbuilder.ui.brief.item_texts import item_blocks, replace_if_present
from briefbuilder.ui.brief.outline_model import ROOT, OutlineModel
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.ready_to_add import ReadyPassage
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.menus import show_menu

# Edits of several nodes at once, as pure functions without Qt. Edits of a single node are in
# `domain.briefing_edits`; here their indices are adjusted for nodes that move together.

Accepts = Callable[[Part], bool]


def move_items(briefing: Briefing, ids: tuple[str, ...], target: str, index: int) -> Briefing:
    """Move items together to an index among a part's current items."""
    part = briefing.part(target)
    items = part.items if part is not None else ()
    behind = [item.id for item in items[:index] if item.id not in ids]
    return briefing_edits.move_items(briefing, ids, target, len(behind))


def move_parts(briefing: Briefing, ids: tuple[str, ...], target: str, index: int) -> Briefing:
    """Move parts together to an index among the current children of a part, or of the root."""
    parent = briefing.part(target) if target != ROOT else None
    parts = parent.parts if parent is not None else briefing.parts
    behind = [part.id for part in parts[:index] if part.id not in ids]
    for offset, part_id in enumerate(ids):
        briefing = briefing_edits.move_part(briefing, part_id, target or None, len(behind) + offset)
    return briefing


def shift_nodes(briefing: Briefing, ids: tuple[str, ...], step: int, accepts: Accepts) -> Briefing:
    """Move items or parts one place up (-1) or down (+1); none moves if one of them cannot.

    Items skip parts that accept none.
    """
    nodes = ids if step < 0 else tuple(reversed(ids))
    return _change_each(briefing, nodes, lambda now, node: _shift_node(now, node, step, accepts))


def _shift_node(briefing: Briefing, node: str, step: int, accepts: Accepts) -> Briefing:
    if briefing.item(node) is None:
        return briefing_edits.shift_part(briefing, node, step)
    result = briefing
    while (after := briefing_edits.shift_item(result, node, step)) != result:
        holder = after.parent_of(node)
        if holder is not None and accepts(holder):
            return after
        result = after
    return briefing


def promote_nodes(briefing: Briefing, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    """Move parts after their parent, and items to the end of their part's parent.

    None moves if one of them cannot; the content of a part moves with it.
    """
    outer = _outermost(briefing, ids)
    items = [node for node in outer if briefing.item(node) is not None]
    parts = [node for node in outer if node not in items]
    # Parts are moved in reverse order: each is placed before the one moved earlier.
    return _change_each(
        briefing, (*items, *reversed(parts)), lambda now, node: _promote_node(now, node, accepts)
    )


def _promote_node(briefing: Briefing, node: str, accepts: Accepts) -> Briefing:
    holder = briefing.parent_of(node)
    if holder is None:
        return briefing
    above = briefing.parent_of(holder.id)
    if briefing.item(node) is not None:
        if above is None or not accepts(above):
            return briefing
        return briefing_edits.move_item(briefing, node, above.id, len(above.items))
    siblings = above.parts if above is not None else briefing.parts
    place = [part.id for part in siblings].index(holder.id) + 1
    return briefing_edits.move_part(briefing, node, above.id if above is not None else None, place)


def demote_nodes(briefing: Briefing, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    """Move parts into the part before them, and items to the start of the first part below theirs.

    None moves if one of them cannot; the content of a part moves with it.
    """
    outer = _outermost(briefing, ids)
    return _change_each(briefing, outer, lambda now, node: _demote_node(now, node, outer, accepts))


def _demote_node(briefing: Briefing, node: str, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    holder = briefing.parent_of(node)
    if briefing.item(node) is not None:
        target = next((part for part in holder.parts if accepts(part)), None) if holder is not None else None
        if target is None:
            return briefing
        moved = sum(item.id in ids for item in target.items)
        return briefing_edits.move_item(briefing, node, target.id, moved)
    siblings = holder.parts if holder is not None else briefing.parts
    place = [part.id for part in siblings].index(node)
    if place == 0:
        return briefing
    above = siblings[place - 1]
    return briefing_edits.move_part(briefing, node, above.id, len(above.parts))


def _change_each(
    briefing: Briefing, nodes: Iterable[str], change: Callable[[Briefing, str], Briefing]
) -> Briefing:
    """Change a briefing for each node, or not at all if one of the changes has no effect."""
    result = briefing
    for node in nodes:
        after = change(result, node)
        if after == result:
            return briefing
        result = after
    return result


def _outermost(briefing: Briefing, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the nodes that are not below another of the nodes."""

    def is_inner(node: str) -> bool:
        holder = briefing.parent_of(node)
        return holder is not None and (holder.id in ids or is_inner(holder.id))

    return tuple(node for node in ids if not is_inner(node))


def remove_nodes(briefing: Briefing, ids: tuple[str, ...]) -> Briefing:
    """Remove items and parts; a node that was removed with its part is skipped."""
    briefing = briefing_edits.remove_items(briefing, {item.id for item in briefing.items} & set(ids))
    for node in ids:
        if briefing.part(node) is not None:
            briefing = briefing_edits.remove_part(briefing, node)
    return briefing


def insertion_place(briefing: Briefing, node: str, accepts: Accepts) -> tuple[str, int] | None:
    """Return where to insert a new item: after an item, at the end of a part, else in the first part that accepts it."""
    holder = briefing.parent_of(node) if briefing.item(node) is not None else None
    if holder is not None:
        return holder.id, [item.id for item in holder.items].index(node) + 1
    part = briefing.part(node)
    if part is None or not accepts(part):
        part = next((candidate for candidate in briefing.walk() if accepts(candidate)), None)
    return (part.id, len(part.items)) if part is not None else None


def insert_part_after(briefing: Briefing, part: Part, after: str) -> Briefing:
    """Insert a part after the part that is or contains a node, else at the end."""
    holder = briefing.part(after) or briefing.parent_of(after)
    if holder is None:
        return briefing_edits.insert_part(briefing, part)
    above = briefing.parent_of(holder.id)
    siblings = above.parts if above is not None else briefing.parts
    index = [sibling.id for sibling in siblings].index(holder.id) + 1
    return briefing_edits.insert_part(briefing, part, above.id if above is not None else None, index)


_PART_MENU = (
    ("edit-item", "new-own-text", "new-part", "gather"),
    ("set-release",),
    ("move-item-up", "move-item-down", "promote-item", "demote-item"),
    ("remove-item",),
)
_ITEM_MENU = (
    ("edit-item", "peek-source", "show-source"),
    ("quote-more", "quote-less"),
    ("set-release", "describe-picture", "resize-picture"),
    ("new-own-text", "new-part"),
    ("move-item-up", "move-item-down", "promote-item", "demote-item"),
    ("remove-item",),
)
"""The actions of the outline's menus, in groups."""
_MAX_TITLE = 60
"""Maximum length of a title in a message, in code points."""


class OutlineEditor(QObject):
    """The commands of the outline. `writing_requested` is emitted when a new text was added."""

    writing_requested = Signal()

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        model: OutlineModel,
        view: OutlineView,
        item: ItemPanel,
    ) -> None:
        super().__init__(view)
        self._services = services
        self._current = current
        self._texts = current.texts
        self._view = view
        self._item = item
        # Queued: a drop must be finished before its rows move.
        queued = Qt.ConnectionType.QueuedConnection
        model.nodes_move_requested.connect(self._on_move, queued)
        model.passages_dropped.connect(self._on_passages_dropped, queued)
        model.heading_requested.connect(self._on_heading)
        view.passages_pasted.connect(self.add_passages)

    def register(self) -> None:
        """Register the actions and the context menu."""
        table, view = self._services.actions, self._view
        for name, command in (
            ("edit-item", self.edit),
            ("move-item-up", partial(self._move_selected, partial(shift_nodes, step=-1))),
            ("move-item-down", partial(self._move_selected, partial(shift_nodes, step=1))),
            ("promote-item", partial(self._move_selected, promote_nodes)),
            ("demote-item", partial(self._move_selected, demote_nodes)),
            ("remove-item", self.remove),
        ):
            table.register(name, command, enabled=self._has_selection, widget=view)
        for name, command in (
            ("new-own-text", self.add_own_text),
            ("new-part", self.add_part),
            ("gather", self._gather),
        ):
            table.register(name, command, enabled=lambda: self._current.writable)
        table.register("set-release", self.set_release, enabled=self._has_selection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        """Open the menu of the part or item at a place, else of the current one."""
        view = self._view
        index = view.indexAt(place)
        if index.isValid() and not view.selectionModel().isSelected(index):
            view.setCurrentIndex(index)
        briefing = self._current.briefing
        if briefing is None:
            return
        menu = self.create_menu(is_part=briefing.part(view.current_node) is not None)
        show_menu(menu, view.viewport().mapToGlobal(place))

    def create_menu(self, *, is_part: bool) -> QMenu:
        """Return the menu of a part or an item."""
        menu = QMenu(self._view)
        for group in _PART_MENU if is_part else _ITEM_MENU:
            menu.addSeparator()
            for name in group:
                menu.addAction(self._services.actions.action(name))
        return menu

    def _has_selection(self) -> bool:
        return self._current.writable and self._view.selectionModel().hasSelection()

    @Slot(tuple)
    def add_passages(self, passages: tuple[Passage, ...]) -> None:
        """Add excerpts after the current item or in the current part, as one command."""
        if not self._current.writable:
            new = self._services.actions.action("new-briefing")
            self._services.toasts.show(
                self.tr("Create a briefing first, then add the passage to it."),
                (self.tr("New briefing …"), new.trigger),
            )
            return
        added = self._create_excerpts(passages)
        if self._add("add-excerpt", added) and not self._view.isVisible():
            self._tell_where(added[0].id)

    def _tell_where(self, node: str) -> None:
        """Tell which part an item was added to, if the outline does not show it."""
        briefing = self._current.briefing
        holder = briefing.parent_of(node) if briefing is not None else None
        if holder is not None:
            added = self.tr("Added to “{part}”").format(part=self._texts.heading(holder))
            self._services.toasts.show_undo(added)

    @Slot(tuple)
    def add_ready(self, passages: tuple[ReadyPassage, ...]) -> None:
        """Add tagged passages, each to the part of its topic, as one command."""
        briefing = self._current.briefing
        if briefing is None:
            return
        fallback = insertion_place(briefing, self._view.current_node, self._texts.accepts_items)
        added: list[tuple[Excerpt, str]] = []
        for ready in passages:
            part = next((part.id for part in briefing.walk() if part.topic == ready.topic), None)
            target = part or (fallback[0] if fallback is not None else None)
            if target is not None:
                added.append((Excerpt(id=self._current.new_id(), passage=ready.passage), target))

        def change(now: Briefing) -> Briefing:
            for excerpt, target in added:
                now = briefing_edits.insert_item(now, target, excerpt)
            return now

        if added and self._current.edit("add-excerpt", change):
            self._view.choose(added[-1][0].id)

    def add_own_text(self) -> None:
        """Add a text after the current item and start editing it."""
        if self._add("add-own-text", (OwnText(id=self._current.new_id()),)):
            self.writing_requested.emit()

    def add_part(self) -> None:
        """Add a part after the current one and start editing its heading."""
        part = Part(id=self._current.new_id(), key="own", heading=self.tr("New part"))
        if self._current.edit(
            "add-part", partial(insert_part_after, part=part, after=self._view.current_node)
        ):
            self._view.choose(part.id)
            self._view.edit_node(part.id)

    def _move_selected(self, change: Callable[..., Briefing]) -> None:
        """Move the selection, which stays selected and visible."""
        ids = self._view.selected_nodes
        self._current.edit("move-in-briefing", partial(change, ids=ids, accepts=self._texts.accepts_items))
        self._view.scrollTo(self._view.currentIndex())

    def remove(self) -> None:
        """Remove the selection from the briefing, and tell what was removed."""
        briefing, nodes = self._current.briefing, self._view.selected_nodes
        if briefing is not None and self._current.edit(
            "remove-from-briefing", partial(remove_nodes, ids=nodes)
        ):
            self._services.toasts.show_undo(self._removed_text(briefing, nodes))

    def _removed_text(self, briefing: Briefing, nodes: tuple[str, ...]) -> str:
        """Return what the removal of the given nodes has removed."""
        outer = _outermost(briefing, nodes)
        parts = [part for node in outer if (part := briefing.part(node)) is not None]
        items = [item for node in outer if (item := briefing.item(node)) is not None]
        held = sum(len(inner.items) for inner in walk_parts(tuple(parts))) + len(items)
        if not parts and len(items) == 1:
            return self.tr("“{title}” removed").format(title=self._texts.title(items[0])[:_MAX_TITLE])
        if not parts:
            return self.tr("%n item(s) removed", "", held)
        if not held:
            return self.tr("%n part(s) removed", "", len(parts))
        if len(parts) == 1:
            return self.tr("Part and %n item(s) removed", "", held)
        return self.tr("{parts} parts and %n item(s) removed", "", held).format(parts=len(parts))

    def edit(self) -> None:
        """Edit the current part or item."""
        self._view.edit_node(self._view.current_node)

    def set_release(self) -> None:
        """Ask who may see the paragraph being edited, else the selection of the outline."""
        if self._item.ask_paragraph_release():
            return
        nodes = self._view.selected_nodes
        briefing = self._current.briefing
        if briefing is None or not nodes:
            return
        part, item = briefing.part(nodes[0]), briefing.item(nodes[0])
        words = self._texts.heading(part) if part else self._texts.snippet(item) if item else ""
        about = words if len(nodes) == 1 else self.tr("%n part(s) and items", "", len(nodes))
        node = part or item
        before = node.release if node is not None else None
        change = partial(briefing_edits.set_release, node_ids=nodes)
        self._item.ask_release(about, before, change)

    def _gather(self) -> None:
        """Add passages that are tagged with the topics of the parts and are not in the briefing yet."""
        before, session = self._current.briefing, self._services.holder.opened
        if before is None:
            return
        sources = self._services.attempt(app.commands.briefings.find_gathering, session, before)
        if sources is None:
            return
        self._current.edit("gather", lambda briefing: gather(briefing, sources))
        after = self._current.briefing
        added = len(after.items) - len(before.items) if after is not None else 0
        if added:
            self._services.toasts.show_undo(self.tr("%n passage(s) were added.", "", added))
        elif not session.search.topics():
            self._services.toasts.show(
                self.tr("No passage is tagged yet. Choose one in Read and press T to tag it.")
            )
        elif not self._texts.gathers:
            self._services.toasts.show(self.tr("This template has no part that gathers tagged passages."))
        else:
            self._say_why_none_was_added(before, sources)

    def _say_why_none_was_added(self, briefing: Briefing, sources: GatherSources) -> None:
        if sources.tags:
            self._services.toasts.show(
                self.tr("The briefing already contains all passages tagged with the topics of its parts.")
            )
        elif gathered_topics(briefing, sources.template, sources.topics):
            self._services.toasts.show(
                self.tr(
                    "No passage is tagged with the topics of this briefing. Choose one in Read and press T to tag it."
                )
            )
        else:
            new = self._services.actions.action("new-briefing")
            self._services.toasts.show(
                self.tr(
                    "This briefing was created without topics. Create one with those that you have tagged."
                ),
                (self.tr("New briefing …"), new.trigger),
            )

    def _create_excerpts(self, passages: tuple[Passage, ...]) -> tuple[Excerpt, ...]:
        return tuple(Excerpt(id=self._current.new_id(), passage=passage) for passage in passages)

    def _add(
        self,
        act: Literal["add-excerpt", "add-own-text"],
        items: tuple[Item, ...],
        place: tuple[str, int] | None = None,
    ) -> bool:
        briefing = self._current.briefing
        if briefing is None:
            return False
        found = place or insertion_place(briefing, self._view.current_node, self._texts.accepts_items)
        if found is None:
            return False
        added = self._current.edit(
            act, partial(briefing_edits.insert_items, part_id=found[0], items=items, index=found[1])
        )
        if added:
            self._view.choose(items[-1].id)
        return added

    @Slot(tuple, str, int)
    def _on_move(self, ids: tuple[str, ...], target: str, index: int) -> None:
        briefing = self._current.briefing
        if briefing is None:
            return
        move = move_items if briefing.item(ids[0]) is not None else move_parts
        self._current.edit("move-in-briefing", partial(move, ids=ids, target=target, index=index))

    @Slot(tuple, str, int)
    def _on_passages_dropped(self, passages: tuple[Passage, ...], part: str, index: int) -> None:
        self._add("add-excerpt", self._create_excerpts(passages), (part, index))

    @Slot(str, str)
    def _on_heading(self, part: str, heading: str) -> None:
        self._current.edit(
            "rename-part", partial(briefing_edits.set_part_heading, part_id=part, heading=heading or None)
        )


class PictureCommands(QObject):
    """Describes and resizes the pictures in the current item; an excerpt keeps its passage."""

    def __init__(self, services: Services, current: CurrentBriefing, view: OutlineView) -> None:
        super().__init__(view)
        self._services = services
        self._current = current
        self._view = view
        self._looked_at: tuple[Item, ArticleRecord | None] | None = None
        self._has_pictures = False
        self.blocks_at_cursor: Callable[[], tuple[str, ...]] = tuple
        for name, run in (("describe-picture", self._describe), ("resize-picture", self._resize)):
            services.actions.register(name, run, enabled=self._is_possible, why_not=self._why_not)

    def _is_possible(self) -> bool:
        item = self._item()
        if not self._current.writable or item is None:
            return False
        session, record = self._services.holder.session, None
        if session is not None and isinstance(item, Excerpt) and item.blocks is None:
            record = session.store.record(item.passage.article)
        # Asked at every refresh of the actions, while a long article takes a moment to read.
        if (item, record) != self._looked_at:
            self._looked_at = item, record
            self._has_pictures = bool(self._figures(item))
        return self._has_pictures

    def _why_not(self) -> str:
        return self.tr("This item has no picture") if self._item() is not None else ""

    def _figures(self, item: Item) -> list[Figure]:
        return [block for block in item_blocks(self._services, item)[0] if isinstance(block, Figure)]

    def _describe(self) -> None:
        """Ask for descriptions of the pictures at the cursor, else of those that have none, else of all.

        Cancelling one discards all.
        """
        item = self._item()
        if item is None:
            return
        figures = self._figures(item)
        bare = [figure for figure in figures if not figure.alternative_text.strip()]
        figures_to_describe = self._at_cursor(figures) or bare or figures
        title = self.tr("Describe picture")
        described: dict[str, Block] = {}
        for number, figure in enumerate(figures_to_describe, 1):
            named = figure.text.strip() or self.tr("Picture {number}").format(number=number)
            label = self.tr("Description of “{picture}” for readers who cannot see it").format(picture=named)
            description = self._services.prompter.ask_text(
                title, label, self.tr("Save"), figure.alternative_text
            )
            if description is None:
                return
            described[figure.id] = replace(figure, alternative_text=description.strip())
        self._replace(item, described)

    def _resize(self) -> None:
        """Draw the picture at the cursor, else all of the item, as wide as the text, or in a moderate height if it is."""
        item = self._item()
        if item is None:
            return
        figures = self._figures(item)
        resized = self._at_cursor(figures) or figures
        wide = not all(figure.wide for figure in resized)
        self._replace(item, {figure.id: replace(figure, wide=wide) for figure in resized})

    def _at_cursor(self, figures: Iterable[Figure]) -> list[Figure]:
        here = self.blocks_at_cursor()
        return [figure for figure in figures if figure.id in here]

    def _replace(self, item: Item, changed: Mapping[str, Block]) -> None:
        blocks = tuple(changed.get(block.id, block) for block in item_blocks(self._services, item)[0])
        changed_item = replace(item, blocks=blocks)
        self._current.edit("edit-text", partial(replace_if_present, item=changed_item))

    def _item(self) -> Item | None:
        briefing = self._current.briefing
        return briefing.item(self._view.current_node) if briefing is not None else None
