"""Edits of an outline that concern several nodes at once, as pure functions; knows no Qt.

Single edits are `domain.outline`'s; here their indices are put right for what is dragged together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefbuilder.domain import outline
from briefbuilder.domain.briefing import Briefing, Item, Part
from briefbuilder.ui.briefing.tree import ROOT

Accepts = Callable[[Part], bool]


def moved_items(briefing: Briefing, ids: tuple[str, ...], part_id: str, index: int) -> Briefing:
    """Move items together, in their order, to an index among a part's items as they are now."""
    target = briefing.part(part_id)
    items = target.items if target is not None else ()
    behind = [item.id for item in items[:index] if item.id not in ids]
    for offset, item_id in enumerate(ids):
        briefing = outline.move_item(briefing, item_id, part_id, len(behind) + offset)
    return briefing


def moved_parts(briefing: Briefing, ids: tuple[str, ...], parent_id: str, index: int) -> Briefing:
    """Move parts together, in their order, to an index among a part's parts (or those at the top) as they are."""
    parent = briefing.part(parent_id) if parent_id != ROOT else None
    parts = parent.parts if parent is not None else briefing.parts
    behind = [part.id for part in parts[:index] if part.id not in ids]
    for offset, part_id in enumerate(ids):
        briefing = outline.move_part(briefing, part_id, parent_id or None, len(behind) + offset)
    return briefing


def shifted(briefing: Briefing, ids: tuple[str, ...], step: int, accepts: Accepts) -> Briefing:
    """Move items or parts one place up (-1) or down (+1); none moves where one of them cannot.

    Items pass over the parts that take none.
    """
    result = briefing
    for node in ids if step < 0 else reversed(ids):
        after = _shifted_one(result, node, step, accepts)
        if after == result:
            return briefing
        result = after
    return result


def _shifted_one(briefing: Briefing, node: str, step: int, accepts: Accepts) -> Briefing:
    if briefing.item(node) is None:
        return outline.shift_part(briefing, node, step)
    result = briefing
    while (after := outline.shift_item(result, node, step)) != result:
        holder = after.parent_of(node)
        if holder is not None and accepts(holder):
            return after
        result = after
    return briefing


def promoted(briefing: Briefing, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    """Move parts behind the part that they are under, and items to the end of the part above theirs.

    None moves where one of them cannot; what is under a part that moves goes with it.
    """
    outer = _outer(briefing, ids)
    items = [node for node in outer if briefing.item(node) is not None]
    parts = [node for node in outer if node not in items]
    # Parts are moved last first: each comes to stand before the one that was moved before it.
    return _each(briefing, (*items, *reversed(parts)), lambda now, node: _promoted_one(now, node, accepts))


def _promoted_one(briefing: Briefing, node: str, accepts: Accepts) -> Briefing:
    holder = briefing.parent_of(node)
    if holder is None:
        return briefing
    above = briefing.parent_of(holder.id)
    if briefing.item(node) is not None:
        if above is None or not accepts(above):
            return briefing
        return outline.move_item(briefing, node, above.id, len(above.items))
    siblings = above.parts if above is not None else briefing.parts
    place = [part.id for part in siblings].index(holder.id) + 1
    return outline.move_part(briefing, node, above.id if above is not None else None, place)


def demoted(briefing: Briefing, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    """Move parts to the end of the part before them, and items to the beginning of the first part under theirs.

    None moves where one of them cannot; what is under a part that moves goes with it.
    """
    outer = _outer(briefing, ids)
    return _each(briefing, outer, lambda now, node: _demoted_one(now, node, outer, accepts))


def _demoted_one(briefing: Briefing, node: str, ids: tuple[str, ...], accepts: Accepts) -> Briefing:
    holder = briefing.parent_of(node)
    if briefing.item(node) is not None:
        target = next((part for part in holder.parts if accepts(part)), None) if holder is not None else None
        if target is None:
            return briefing
        moved = sum(item.id in ids for item in target.items)
        return outline.move_item(briefing, node, target.id, moved)
    siblings = holder.parts if holder is not None else briefing.parts
    place = [part.id for part in siblings].index(node)
    if place == 0:
        return briefing
    above = siblings[place - 1]
    return outline.move_part(briefing, node, above.id, len(above.parts))


def _each(briefing: Briefing, nodes: Iterable[str], change: Callable[[Briefing, str], Briefing]) -> Briefing:
    """Change a briefing for each node, or not at all where one of them changes nothing."""
    result = briefing
    for node in nodes:
        after = change(result, node)
        if after == result:
            return briefing
        result = after
    return result


def _outer(briefing: Briefing, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some nodes that are under none of the others."""

    def is_inner(node: str) -> bool:
        holder = briefing.parent_of(node)
        return holder is not None and (holder.id in ids or is_inner(holder.id))

    return tuple(node for node in ids if not is_inner(node))


def removed(briefing: Briefing, ids: tuple[str, ...]) -> Briefing:
    """Take items and parts out; what goes with a part that is taken out goes once."""
    for node in ids:
        if briefing.item(node) is not None:
            briefing = outline.remove_item(briefing, node)
        elif briefing.part(node) is not None:
            briefing = outline.remove_part(briefing, node)
    return briefing


def place_after(briefing: Briefing, node: str, accepts: Accepts) -> tuple[str, int] | None:
    """Return where something new belongs: behind an item, at a part's end, else in the first part that takes it."""
    holder = briefing.parent_of(node) if briefing.item(node) is not None else None
    if holder is not None:
        return holder.id, [item.id for item in holder.items].index(node) + 1
    part = briefing.part(node)
    if part is None or not accepts(part):
        part = next((one for one in briefing.walk() if accepts(one)), None)
    return (part.id, len(part.items)) if part is not None else None


def with_new_items(briefing: Briefing, items: tuple[Item, ...], place: tuple[str, int]) -> Briefing:
    """Put new items at a place, in their order."""
    for offset, item in enumerate(items):
        briefing = outline.insert_item(briefing, place[0], item, place[1] + offset)
    return briefing


def with_new_part(briefing: Briefing, part: Part, after: str) -> Briefing:
    """Put a new part behind the part that is, or holds, a node; at the end where there is none."""
    holder = briefing.part(after) or briefing.parent_of(after)
    if holder is None:
        return outline.insert_part(briefing, part)
    above = briefing.parent_of(holder.id)
    siblings = above.parts if above is not None else briefing.parts
    index = [one.id for one in siblings].index(holder.id) + 1
    return outline.insert_part(briefing, part, above.id if above is not None else None, index)
