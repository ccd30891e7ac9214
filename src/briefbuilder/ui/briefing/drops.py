"""Where a drop lands: from the row that a view names to a place among a part's items or parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbuilder.domain.briefing import Part
from briefbuilder.ui.briefing.tree import ROOT, Node, Tree


def inner_nodes(tree: Tree, node: str, *, up: bool = False) -> Iterator[str]:
    """Yield what is under a node, or with `up` the parts above it, nearest first."""
    if not up:
        yield from (inner for inner in tree.under(node) if inner != node)
        return
    while node != ROOT and (node := tree.parents.get(node, ROOT)) != ROOT:
        yield node


def item_place(tree: Tree, nodes: Mapping[str, Node], parent: str, row: int) -> tuple[str, int] | None:
    """Return the part and the index among its items at which an item dropped there belongs.

    Row -1 is the parent itself. Between two parts an item goes to the end of the one above; below
    everything, to the end of the last. None where there is no part at all.
    """
    if parent != ROOT:
        count = _items(tree, nodes, parent)
        if 0 <= row <= count or row < 0:
            return parent, count if row < 0 else row
        return _end_above(tree, nodes, parent, row)
    if not tree.children[ROOT]:
        return None
    if row == 0:
        return tree.children[ROOT][0], 0
    return _end_above(tree, nodes, ROOT, len(tree.children[ROOT]) if row < 0 else row)


def part_place(tree: Tree, nodes: Mapping[str, Node], parent: str, row: int) -> tuple[str, int]:
    """Return the parent and the index among its parts at which a part dropped there belongs."""
    items = _items(tree, nodes, parent)
    parts = len(tree.children[parent]) - items
    return parent, parts if row < 0 else max(0, min(row - items, parts))


def _items(tree: Tree, nodes: Mapping[str, Node], parent: str) -> int:
    return sum(not isinstance(nodes[child], Part) for child in tree.children[parent])


def _end_above(tree: Tree, nodes: Mapping[str, Node], parent: str, row: int) -> tuple[str, int]:
    part = tree.children[parent][min(row, len(tree.children[parent])) - 1]
    while inner := [child for child in tree.children[part] if isinstance(nodes[child], Part)]:
        part = inner[-1]
    return part, _items(tree, nodes, part)
