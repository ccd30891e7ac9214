"""A briefing's outline as a plain tree of ids, and the smallest steps that turn one tree into another.

Knows no Qt: the model replays the steps between its `begin…` and `end…` calls, so that views keep
their selection and what is unfolded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.briefing import Briefing, Item, Part

ROOT = ""
"""The parent of the parts at the top."""

Node = Part | Item


@dataclass(frozen=True, slots=True)
class Step:
    """One row that is inserted, moved or removed; indices count before the step.

    `target` and `target_index` say where a moved row goes; the index counts with the row already
    taken out.
    """

    kind: Literal["insert", "move", "remove"]
    node: str
    parent: str
    index: int
    target: str = ROOT
    target_index: int = 0


@dataclass(slots=True)
class Tree:
    """The children of each node by id: under a part its items come first, then its parts."""

    children: dict[str, list[str]] = field(default_factory=lambda: {ROOT: []})
    parents: dict[str, str] = field(default_factory=dict)

    def place(self, node: str) -> tuple[str, int]:
        """Return the parent of a node and its index there."""
        parent = self.parents[node]
        return parent, self.children[parent].index(node)

    def under(self, node: str) -> Iterator[str]:
        """Yield a node and all that is under it, parents first."""
        yield node
        for child in self.children.get(node, ()):
            yield from self.under(child)

    def apply(self, step: Step) -> None:
        """Do a step."""
        if step.kind == "insert":
            self._put(step.node, step.parent, step.index)
        elif step.kind == "move":
            self.children[step.parent].remove(step.node)
            self._put(step.node, step.target, step.target_index)
        else:
            self.children[step.parent].remove(step.node)
            for gone in list(self.under(step.node)):
                self.parents.pop(gone)
                self.children.pop(gone, None)

    def _put(self, node: str, parent: str, index: int) -> None:
        self.children[parent].insert(index, node)
        self.children.setdefault(node, [])
        self.parents[node] = parent


def tree_of(briefing: Briefing | None) -> tuple[Tree, dict[str, Node]]:
    """Return the outline of a briefing with its nodes by id; an empty one where there is none."""
    tree, nodes = Tree(), dict[str, Node]()

    def add(part: Part, parent: str) -> None:
        tree.children[parent].append(part.id)
        tree.children[part.id] = [item.id for item in part.items]
        tree.parents[part.id] = parent
        nodes[part.id] = part
        for item in part.items:
            nodes[item.id] = item
            tree.parents[item.id] = part.id
            tree.children[item.id] = []
        for inner in part.parts:
            add(inner, part.id)

    for part in briefing.parts if briefing else ():
        add(part, ROOT)
    return tree, nodes


def replay(tree: Tree, wanted: Tree, each: Callable[[Step], None]) -> None:
    """Turn `tree` into `wanted`: `each` is called with every step and must apply it to `tree`.

    From the top down every parent gets its children in order; then what is left over goes.
    """
    _arrange(tree, wanted, ROOT, each)
    for node in list(tree.under(ROOT)):
        if node != ROOT and node in tree.parents and node not in wanted.parents:
            each(Step("remove", node, *tree.place(node)))


def _arrange(tree: Tree, wanted: Tree, parent: str, each: Callable[[Step], None]) -> None:
    goal = wanted.children[parent]
    if not goal:
        return
    if tree.children[parent] == goal:
        for node in goal:
            _arrange(tree, wanted, node, each)
        return
    staying = _in_order([node for node in tree.children[parent] if wanted.parents.get(node) == parent], goal)
    before: str | None = None
    for node in goal:
        if node not in staying:
            _bring(tree, node, parent, before, each)
        before = node
    for node in goal:
        _arrange(tree, wanted, node, each)


def _bring(tree: Tree, node: str, parent: str, before: str | None, each: Callable[[Step], None]) -> None:
    """Insert or move a node so that it stands behind `before`, or first."""
    index = tree.children[parent].index(before) + 1 if before is not None else 0
    if node not in tree.parents:
        each(Step("insert", node, parent, index))
        return
    source, place = tree.place(node)
    if source == parent and place < index:
        index -= 1
    each(Step("move", node, source, place, parent, index))


def _in_order(nodes: list[str], goal: list[str]) -> set[str]:
    """Return the most nodes that stand in the order of the goal already and need not move."""
    ranks = {node: rank for rank, node in enumerate(goal)}
    ends: list[int] = []
    chains: list[tuple[str, ...]] = []
    for node in nodes:
        place = bisect_left(ends, ranks[node])
        chain = (*(chains[place - 1] if place else ()), node)
        if place == len(ends):
            ends.append(ranks[node])
            chains.append(chain)
        else:
            ends[place], chains[place] = ranks[node], chain
    return set(chains[-1]) if chains else set()
