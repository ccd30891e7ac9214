"""Weighs what is found about a line: the sum of many small decision trees, fitted by `tools/fit_headings.py`.

The trees lie in `trees.py` as text, a tree a line, written from its root: `3<17.5` asks whether the third finding is at
most 17.5 and is followed by the tree for yes and the tree for no; a bare number is what a leaf adds. Leaves are whole
numbers, so that the sum is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

Tree: TypeAlias = "int | tuple[str, float, Tree, Tree]"


def weigh(found: Mapping[str, float]) -> int:
    """Return how much findings speak for a heading, in thousandths of a logarithm of odds: 0 is as much as against it."""
    nothing, trees = read_forest()
    known = {**nothing, **found}
    total = 0
    for tree in trees:
        node = tree
        while isinstance(node, tuple):
            name, most, yes, no = node
            node = yes if known[name] <= most else no
        total += node
    return total


@cache
def read_forest() -> tuple[dict[str, float], tuple[Tree, ...]]:
    """Return all findings as if none were there, and the trees; they are read at first use."""
    from briefbuilder.importers.plaintext.trees import NAMES, TREES

    names = NAMES.split("|")
    trees = tuple(read_tree(iter(line.split()), names) for line in TREES.splitlines() if line)
    return dict.fromkeys(names, 0.0), trees


def read_tree(tokens: Iterator[str], names: list[str]) -> Tree:
    """Read a tree from its tokens, which name findings by their place in `names`."""
    token = next(tokens)
    place, question, most = token.partition("<")
    if not question:
        return int(token)
    return names[int(place)], float(most), read_tree(tokens, names), read_tree(tokens, names)
