"""Settles where the parts and items of a briefing stand, whatever several desks wrote about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

MOST_LEVELS = 40
"""Levels of parts; a part below comes to the top. More would be nested too deep to be stored."""
_MOST_ROUNDS = 50
"""Rounds in which one part of each ring goes back; then all that are left do."""

Rank = tuple[int, str, int]
Placed = tuple[Sequence[str], Rank]
"""A place, and the rank of the write that gave it."""


@dataclass(frozen=True, slots=True)
class NodePosition:
    """Where a node stands: its parent, "" for the top, and its key there; one that `is_late` stands at the end."""

    parent: str
    key: str
    is_late: bool = False

    def order(self, node: str) -> tuple[bool, str, str]:
        """Return what nodes of one parent are sorted by."""
        return self.is_late, self.key, node


_TOP = NodePosition("", "", is_late=True)


def settle_tree(places: Mapping[str, Placed], parts: set[str]) -> dict[str, NodePosition]:
    """Return the position of each node; those that are not `parts` are items.

    Of the parts in a ring, the one that was moved last goes back to its former place, else to the end of the top. So do a
    part and an item whose part does not exist; an item at the top, which has no other place, is for the first part there.
    """
    positions = {node: _position(place, node in parts, parts) for node, (place, _) in places.items()}
    tried = {node for node in parts if positions[node].parent != places[node][0][0]}
    for turn in count():
        rings = list(_rings(positions, parts))
        if not rings:
            break
        for ring in rings:
            latest = max(ring, key=lambda node: (places[node][1], node))
            for node in [latest] if turn < _MOST_ROUNDS else ring:
                is_new = node not in tried and turn < _MOST_ROUNDS
                positions[node] = _former(places[node][0], parts) if is_new else _TOP
                tried.add(node)
    _limit_levels(positions, parts)
    return positions


def _position(place: Sequence[str], is_part: bool, parts: set[str]) -> NodePosition:
    parent, key = place[0], place[1]
    if parent in parts or (is_part and not parent and key):
        return NodePosition(parent, key)
    former = _former(place, parts)
    return former if is_part or former.parent else _TOP


def _former(place: Sequence[str], parts: set[str]) -> NodePosition:
    parent, key = place[2], place[3]
    return NodePosition(parent, key) if key and (parent in parts or not parent) else _TOP


def _rings(positions: Mapping[str, NodePosition], parts: set[str]) -> Iterator[list[str]]:
    """Yield the parts of each ring."""
    done: set[str] = set()
    for start in sorted(parts):
        way: dict[str, None] = {}
        node = start
        while node and node not in done and node not in way:
            way[node] = None
            node = positions[node].parent
        if node in way:
            names = list(way)
            yield names[names.index(node) :]
        done.update(way)


def _limit_levels(positions: dict[str, NodePosition], parts: set[str]) -> None:
    inner: dict[str, list[str]] = {}
    for node in sorted(parts):
        inner.setdefault(positions[node].parent, []).append(node)
    level = inner.get("", [])
    depth = 1
    while level:
        below = [child for node in level for child in inner.get(node, ())]
        if depth == MOST_LEVELS:
            for node in below:
                positions[node] = _TOP
            depth = 0
        level, depth = below, depth + 1
