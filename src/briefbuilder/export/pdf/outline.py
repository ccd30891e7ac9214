"""Bookmarks: the headings as the reader's navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from briefbuilder.export.pdf.objects import Objects
from briefbuilder.export.pdf.syntax import text_string


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of some level (from 1) that leads to an anchor."""

    level: int
    title: str
    anchor: str


@dataclass(slots=True, eq=False)
class _Node:
    entry: OutlineEntry | None
    reference: str
    index: int
    kids: list[_Node] = field(default_factory=list)

    def count(self) -> int:
        return sum(1 + kid.count() for kid in self.kids)


def write_outline(
    entries: list[OutlineEntry], objects: Objects, destination: Callable[[str], str | None]
) -> str | None:
    """Write the bookmarks and return the reference of their root, None where there are none."""
    if not entries:
        return None
    root = _Node(None, *objects.reserve())
    open_nodes = [(0, root)]
    for entry in entries:
        while open_nodes[-1][0] >= entry.level:
            open_nodes.pop()
        node = _Node(entry, *objects.reserve())
        open_nodes[-1][1].kids.append(node)
        open_nodes.append((entry.level, node))
    objects.fill(root.index, f"<</Type/Outlines{_family(root)}/Count {root.count()}>>")
    _write(root, objects, destination)
    return root.reference


def _write(parent: _Node, objects: Objects, destination: Callable[[str], str | None]) -> None:
    for place, node in enumerate(parent.kids):
        assert node.entry is not None
        body = f"<</Title{text_string(node.entry.title)}/Parent {parent.reference}"
        if place:
            body += f"/Prev {parent.kids[place - 1].reference}"
        if place + 1 < len(parent.kids):
            body += f"/Next {parent.kids[place + 1].reference}"
        if node.kids:
            body += f"{_family(node)}/Count {node.count()}"
        found = destination(node.entry.anchor)
        objects.fill(node.index, body + (f"/Dest{found}" if found else "") + ">>")
        _write(node, objects, destination)


def _family(node: _Node) -> str:
    return f"/First {node.kids[0].reference}/Last {node.kids[-1].reference}"
