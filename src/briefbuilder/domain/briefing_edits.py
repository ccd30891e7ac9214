"""Edits of a briefing's outline: pure functions Briefing → Briefing.

Each raises BriefingError where a part or item is not there, and leaves its input as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefbuilder.domain.briefing import Briefing, Item, Lowering, Part
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.release import Release

# Giving a briefing another mark: raised at will, lowered only with a reason, which is kept.


def is_downgrade(profile: MarkingProfile, before: str | None, after: str | None) -> bool:
    """Tell whether one level stands below another; no mark at all stands below every level but the least."""
    one, other = (profile.level(name) if name else None for name in (before, after))
    if one is None:
        return False
    least = min(level.rank for level in profile.levels)
    return (other.rank if other else least) < one.rank


def set_marking(
    briefing: Briefing,
    marking: str | None,
    profile: MarkingProfile,
    default: str | None,
    *,
    reason: str = "",
    moment: str = "",
) -> Briefing:
    """Return a briefing with another mark, None for the template's own, which is `default`.

    Raises BriefingError("marking-lowered-without-reason") where it is lower than before and no reason is given;
    the reason is kept with the `moment` (ISO 8601, UTC).
    """
    before, after = briefing.marking or default, marking or default
    if not is_downgrade(profile, before, after):
        return replace(briefing, marking=marking)
    if not reason.strip():
        raise BriefingError(
            "marking-lowered-without-reason", before=_text(profile, before), after=_text(profile, after)
        )
    kept = Lowering(before=before or "", after=after or "", reason=reason.strip(), moment=moment)
    return replace(briefing, marking=marking, lowerings=(*briefing.lowerings, kept))


def _text(profile: MarkingProfile, level_id: str | None) -> str:
    level = profile.level(level_id) if level_id else None
    return level.text("en") if level else "–"


def set_field(briefing: Briefing, key: str, value: str) -> Briefing:
    """Set a field; an empty value takes it out."""
    fields = {name: text for name, text in briefing.fields.items() if name != key}
    if value:
        fields[key] = value
    return replace(briefing, fields=fields)


def set_part_heading(briefing: Briefing, part_id: str, heading: str | None) -> Briefing:
    """Give a part a heading of its own, or the template's label back with None."""
    return _edit_part(briefing, part_id, lambda part: replace(part, heading=heading))


def insert_item(briefing: Briefing, part_id: str, item: Item, index: int | None = None) -> Briefing:
    """Put an item into a part, at its end unless an index is given."""

    def put(part: Part) -> Part:
        place = len(part.items) if index is None else max(0, min(index, len(part.items)))
        return replace(part, items=(*part.items[:place], item, *part.items[place:]))

    return _edit_part(briefing, part_id, put)


def replace_item(briefing: Briefing, item: Item) -> Briefing:
    """Put an item in the place of the one of the same id."""

    def swap(part: Part) -> Part:
        return replace(part, items=tuple(item if old.id == item.id else old for old in part.items))

    return _edit_part(briefing, _holder(briefing, item.id).id, swap)


def remove_item(briefing: Briefing, item_id: str) -> Briefing:
    """Take an item out."""

    def drop(part: Part) -> Part:
        return replace(part, items=tuple(item for item in part.items if item.id != item_id))

    return _edit_part(briefing, _holder(briefing, item_id).id, drop)


def move_item(briefing: Briefing, item_id: str, part_id: str, index: int) -> Briefing:
    """Move an item to a place in a part; the index counts with the item already taken out."""
    item = briefing.item(item_id)
    if item is None:
        raise BriefingError("item-missing", item=item_id)
    return insert_item(remove_item(briefing, item_id), part_id, item, index)


def shift_item(briefing: Briefing, item_id: str, step: int) -> Briefing:
    """Move an item one place up (-1) or down (+1), into the neighbouring part at a part's end."""
    holder = _holder(briefing, item_id)
    place = [item.id for item in holder.items].index(item_id) + step
    if 0 <= place < len(holder.items):
        return move_item(briefing, item_id, holder.id, place)
    parts = list(briefing.walk())
    neighbour = [part.id for part in parts].index(holder.id) + step
    if not 0 <= neighbour < len(parts):
        return briefing
    target = parts[neighbour]
    return move_item(briefing, item_id, target.id, len(target.items) if step < 0 else 0)


def insert_part(
    briefing: Briefing, part: Part, parent_id: str | None = None, index: int | None = None
) -> Briefing:
    """Put a part at the top or under another, at the end unless an index is given."""

    def put(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        place = len(parts) if index is None else max(0, min(index, len(parts)))
        return (*parts[:place], part, *parts[place:])

    if parent_id is None:
        return replace(briefing, parts=put(briefing.parts))
    return _edit_part(briefing, parent_id, lambda parent: replace(parent, parts=put(parent.parts)))


def remove_part(briefing: Briefing, part_id: str) -> Briefing:
    """Take a part out with all that is in it."""
    if briefing.part(part_id) is None:
        raise BriefingError("part-missing", part=part_id)
    return replace(briefing, parts=_without(briefing.parts, part_id))


def move_part(briefing: Briefing, part_id: str, parent_id: str | None, index: int) -> Briefing:
    """Move a part under another or to the top; never into itself."""
    part = briefing.part(part_id)
    if part is None:
        raise BriefingError("part-missing", part=part_id)
    if parent_id is not None and any(inner.id == parent_id for inner in _family(part)):
        raise BriefingError("part-into-itself", part=part_id)
    return insert_part(remove_part(briefing, part_id), part, parent_id, index)


def shift_part(briefing: Briefing, part_id: str, step: int) -> Briefing:
    """Move a part one place up (-1) or down (+1) among its siblings."""
    parent = briefing.parent_of(part_id)
    siblings = parent.parts if parent else briefing.parts
    ids = [part.id for part in siblings]
    if part_id not in ids:
        raise BriefingError("part-missing", part=part_id)
    place = ids.index(part_id) + step
    if not 0 <= place < len(ids):
        return briefing
    return move_part(briefing, part_id, parent.id if parent else None, place)


def set_release(briefing: Briefing, node_ids: Iterable[str], release: Release | None) -> Briefing:
    """Say who may see parts and items; None for everybody."""
    for name in node_ids:
        item = briefing.item(name)
        if item is not None:
            briefing = replace_item(briefing, replace(item, release=release))
        else:
            briefing = _edit_part(briefing, name, lambda part: replace(part, release=release))
    return briefing


def set_block_releases(
    briefing: Briefing, item_id: str, block_ids: Iterable[str], release: Release | None
) -> Briefing:
    """Say who may see blocks of an item; None for whoever sees the item."""
    item = briefing.item(item_id)
    if item is None:
        raise BriefingError("item-missing", item=item_id)
    wanted = tuple(block_ids)
    kept = {name: stated for name, stated in item.releases.items() if name not in wanted}
    if release is not None:
        kept |= dict.fromkeys(wanted, release)
    return replace_item(briefing, replace(item, releases=kept))


def _family(part: Part) -> tuple[Part, ...]:
    return (part, *(inner for child in part.parts for inner in _family(child)))


def _holder(briefing: Briefing, item_id: str) -> Part:
    holder = briefing.parent_of(item_id)
    if holder is None:
        raise BriefingError("item-missing", item=item_id)
    return holder


def _edit_part(briefing: Briefing, part_id: str, edit: Callable[[Part], Part]) -> Briefing:
    if briefing.part(part_id) is None:
        raise BriefingError("part-missing", part=part_id)
    return replace(briefing, parts=_edited(briefing.parts, part_id, edit))


def _edited(parts: tuple[Part, ...], part_id: str, edit: Callable[[Part], Part]) -> tuple[Part, ...]:
    return tuple(
        edit(part) if part.id == part_id else replace(part, parts=_edited(part.parts, part_id, edit))
        for part in parts
    )


def _without(parts: tuple[Part, ...], part_id: str) -> tuple[Part, ...]:
    return tuple(replace(part, parts=_without(part.parts, part_id)) for part in parts if part.id != part_id)
