"""Weighs what is found about a line: the sum of many small decision trees, fitted by `tools/fit_headings.py`.

The trees lie in `trees.txt`: the names of the findings, then a tree a line, written from its root. `3<17.5` asks whether the
third finding is at most 17.5 and is followed by the tree for yes and the tree for no; a bare number is what a leaf
adds. Leaves are whole numbers, so that the sum is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

Tree: TypeAlias = "int | tuple[str, float, Tree, Tree]"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, and the names of the findings that they ask for."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]

    def weigh(self, found: Mapping[str, float]) -> int:
        """Return how much findings speak for a heading, in thousandths of a logarithm of odds: 0 is as much as against it."""
        known = {**dict.fromkeys(self.names, 0.0), **found}
        total = 0
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                name, most, yes, no = node
                node = yes if known[name] <= most else no
            total += node
        return total


@cache
def fitted_forest() -> Forest:
    """Return the trees that were fitted, read at first use."""
    return read_forest(files(__package__).joinpath("trees.txt").read_text("utf-8"))


def read_forest(text: str) -> Forest:
    """Read trees from the form that `trees.txt` has."""
    head, *lines = text.splitlines()
    names = tuple(head.split("|"))
    return Forest(names, tuple(_tree(iter(line.split()), names) for line in lines if line))


def _tree(tokens: Iterator[str], names: tuple[str, ...]) -> Tree:
    token = next(tokens)
    place, question, most = token.partition("<")
    if not question:
        return int(token)
    return names[int(place)], float(most), _tree(tokens, names), _tree(tokens, names)
