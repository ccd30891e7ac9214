"""Edits of a briefing's outline: pure functions that return a changed briefing.

They raise BriefingError if a part or item does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from briefbuilder.domain.briefing import Briefing, IgnoredFinding, Item, Lowering, Part, walk_parts
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.release import Release


def is_downgrade(profile: MarkingProfile, before: str | None, after: str | None) -> bool:
    """Return whether a marking is lowered; no marking counts as the lowest level."""
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
    """Change the marking; None stands for the template's marking, which is `default`.

    Raises BriefingError("marking-lowered-without-reason") if the marking is lowered without a reason.
    The reason is recorded with `moment` (ISO 8601, UTC).
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
    """Set a field; an empty value removes it."""
    fields = {**briefing.fields, key: value}
    return replace(briefing, fields={name: text for name, text in fields.items() if name != key or text})


def can_ignore(finding: Finding) -> bool:
    """Return whether a finding may be ignored: an error is what the template says must not be handed over."""
    return finding.severity != "error"


def ignore_findings(
    briefing: Briefing, findings: Iterable[Finding], reason: str, moment: str = ""
) -> Briefing:
    """Ignore findings with a reason, recorded with `moment` (ISO 8601, UTC); one that changes is shown again.

    Raises BriefingError("finding-not-ignorable") for an error.
    """
    chosen = tuple(findings)
    if not all(map(can_ignore, chosen)):
        raise BriefingError("finding-not-ignorable")
    kept = restore_findings(briefing, chosen).ignored
    added = (IgnoredFinding(finding=finding, reason=reason.strip(), moment=moment) for finding in chosen)
    return replace(briefing, ignored=(*kept, *added))


def restore_findings(briefing: Briefing, findings: Iterable[Finding]) -> Briefing:
    """Show ignored findings again."""
    keys = {_identity(finding) for finding in findings}
    kept = tuple(finding for finding in briefing.ignored if _identity(finding.finding) not in keys)
    return replace(briefing, ignored=kept)


def ignored_finding(briefing: Briefing, finding: Finding) -> IgnoredFinding | None:
    """Return the record of an ignored finding, None if it is not ignored or differs from the one that was."""
    return next((record for _, record in split_findings(briefing, (finding,))[1]), None)


def split_findings(
    briefing: Briefing, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, IgnoredFinding], ...]]:
    """Return the findings that are not ignored, and those that are with their records."""
    if not briefing.ignored:
        return tuple(findings), ()
    records = {_identity(record.finding): record for record in reversed(briefing.ignored)}
    left: list[Finding] = []
    ignored: list[tuple[Finding, IgnoredFinding]] = []
    for finding in findings:
        record = records.get(_identity(finding)) if can_ignore(finding) else None
        if record is None:
            left.append(finding)
        else:
            ignored.append((finding, record))
    return tuple(left), tuple(ignored)


def _identity(finding: Finding) -> tuple[object, ...]:
    """Return a key that is equal for the same finding; an item may be moved to another part."""
    place = finding.place
    part = None if place.item else place.part
    return (
        finding.code,
        finding.severity,
        part,
        place.item,
        place.field,
        place.article,
        tuple(sorted(finding.parameters.items())),
    )


def set_part_heading(briefing: Briefing, part_id: str, heading: str | None) -> Briefing:
    """Set a part's heading; None restores the template's label."""
    return _edit_part(briefing, part_id, lambda part: replace(part, heading=heading))


def set_items(briefing: Briefing, part_id: str, items: tuple[Item, ...]) -> Briefing:
    """Replace all items of a part."""
    return _edit_part(briefing, part_id, lambda part: replace(part, items=items))


def insert_item(briefing: Briefing, part_id: str, item: Item, index: int | None = None) -> Briefing:
    """Insert an item into a part, at the end unless an index is given."""
    return insert_items(briefing, part_id, (item,), index)


def insert_items(briefing: Briefing, part_id: str, items: tuple[Item, ...], index: int | None) -> Briefing:
    """Insert items in order into a part, at the end unless an index is given."""

    def put(part: Part) -> Part:
        place = len(part.items) if index is None else max(0, min(index, len(part.items)))
        return replace(part, items=(*part.items[:place], *items, *part.items[place:]))

    return _edit_part(briefing, part_id, put)


def replace_item(briefing: Briefing, item: Item) -> Briefing:
    """Replace the item that has the same id."""

    def swap(part: Part) -> Part:
        return replace(part, items=tuple(item if old.id == item.id else old for old in part.items))

    return _edit_part(briefing, _holder(briefing, item.id).id, swap)


def remove_item(briefing: Briefing, item_id: str) -> Briefing:
    """Remove an item."""
    return remove_items(briefing, (item_id,))


def remove_items(briefing: Briefing, items: Collection[str]) -> Briefing:
    """Remove items by their ids; the briefing itself is returned if there are none."""
    gone = frozenset(items)
    if not gone:
        return briefing
    missing = gone - {item.id for item in briefing.items}
    if missing:
        raise BriefingError("item-missing", item=min(missing))
    return replace(briefing, parts=_without_items(briefing.parts, gone))


def _without_items(parts: tuple[Part, ...], gone: frozenset[str]) -> tuple[Part, ...]:
    def without(part: Part) -> Part:
        items = tuple(item for item in part.items if item.id not in gone)
        inner = _without_items(part.parts, gone)
        is_same = (items, inner) == (part.items, part.parts)
        return part if is_same else replace(part, items=items, parts=inner)

    return tuple(map(without, parts))


def remove_excerpts(briefing: Briefing, articles: Collection[str]) -> Briefing:
    """Remove the excerpts of the given articles."""
    return remove_items(briefing, [one.id for one in briefing.excerpts if one.passage.article in articles])


def move_item(briefing: Briefing, item_id: str, part_id: str, index: int) -> Briefing:
    """Move an item to an index of a part, counted after the item was removed."""
    return move_items(briefing, (item_id,), part_id, index)


def move_items(briefing: Briefing, items: Iterable[str], part_id: str, index: int) -> Briefing:
    """Move items together, in the given order, to an index of a part, counted after they were removed."""
    moved = tuple(items)
    rest = remove_items(briefing, moved)
    known = {item.id: item for item in briefing.items}
    return insert_items(rest, part_id, tuple(known[name] for name in moved), index)


def shift_item(briefing: Briefing, item_id: str, step: int) -> Briefing:
    """Move an item one position up (-1) or down (+1), into the neighbouring part if it is at the end."""
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
    """Insert a part at the top level or below another, at the end unless an index is given."""

    def put(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        place = len(parts) if index is None else max(0, min(index, len(parts)))
        return (*parts[:place], part, *parts[place:])

    if parent_id is None:
        return replace(briefing, parts=put(briefing.parts))
    return _edit_part(briefing, parent_id, lambda parent: replace(parent, parts=put(parent.parts)))


def remove_part(briefing: Briefing, part_id: str) -> Briefing:
    """Remove a part with its contents."""
    if briefing.part(part_id) is None:
        raise BriefingError("part-missing", part=part_id)
    return replace(briefing, parts=_without(briefing.parts, part_id))


def move_part(briefing: Briefing, part_id: str, parent_id: str | None, index: int) -> Briefing:
    """Move a part below another or to the top level; it cannot be moved into itself."""
    part = briefing.part(part_id)
    if part is None:
        raise BriefingError("part-missing", part=part_id)
    if parent_id is not None and any(inner.id == parent_id for inner in walk_parts((part,))):
        raise BriefingError("part-into-itself", part=part_id)
    return insert_part(remove_part(briefing, part_id), part, parent_id, index)


def move_part_after(briefing: Briefing, part_id: str, other_id: str) -> Briefing:
    """Move a part behind another one, below the same part as that."""
    parent = briefing.parent_of(other_id)
    siblings = briefing.parts if parent is None else parent.parts
    others = [part.id for part in siblings if part.id != part_id]
    return move_part(briefing, part_id, None if parent is None else parent.id, others.index(other_id) + 1)


def split_part(briefing: Briefing, part_id: str, new: Part, index: int) -> Briefing:
    """Insert a part after another one; it takes over the parts of that, and its items from an index on."""
    old, parent = briefing.part(part_id), briefing.parent_of(part_id)
    if old is None:
        raise BriefingError("part-missing", part=part_id)
    rest = replace(new, items=(*new.items, *old.items[index:]), parts=(*new.parts, *old.parts))
    siblings = briefing.parts if parent is None else parent.parts
    at = [part.id for part in siblings].index(part_id) + 1
    kept = _edit_part(briefing, part_id, lambda part: replace(part, items=part.items[:index], parts=()))
    return insert_part(kept, rest, None if parent is None else parent.id, at)


def shift_part(briefing: Briefing, part_id: str, step: int) -> Briefing:
    """Move a part one position up (-1) or down (+1) among its siblings."""
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
    """Set who may see parts and items; None means everybody."""
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
    """Set who may see blocks of an item; None means everybody who may see the item."""
    item = briefing.item(item_id)
    if item is None:
        raise BriefingError("item-missing", item=item_id)
    changed = tuple(block_ids)
    if release is not None:
        releases = {**item.releases, **dict.fromkeys(changed, release)}
    else:
        releases = {name: old for name, old in item.releases.items() if name not in changed}
    return replace_item(briefing, replace(item, releases=releases))


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
    def edited(part: Part) -> Part:
        if part.id == part_id:
            return edit(part)
        return replace(part, parts=_edited(part.parts, part_id, edit)) if part.parts else part

    return tuple(map(edited, parts))


def _without(parts: tuple[Part, ...], part_id: str) -> tuple[Part, ...]:
    return tuple(replace(part, parts=_without(part.parts, part_id)) for part in parts if part.id != part_id)
