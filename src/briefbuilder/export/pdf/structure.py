"""The logical structure of a tagged PDF: elements in the order of reading.

Elements are made before anything is laid out; drawing only adds marked content to them, so a
paragraph that is split over two pages, or a footnote far from its mark, stays where it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from briefbuilder.export.pdf.objects import Objects, format_text_string

# Bookmarks


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of some level (from 1) that leads to an anchor."""

    level: int
    title: str
    anchor: str


@dataclass(slots=True, eq=False)
class _OutlineNode:
    entry: OutlineEntry | None
    reference: str
    index: int
    kids: list[_OutlineNode] = field(default_factory=list)

    def count(self) -> int:
        return sum(1 + kid.count() for kid in self.kids)


def write_outline(
    entries: list[OutlineEntry], objects: Objects, destination: Callable[[str], str | None]
) -> str | None:
    """Write the bookmarks and return the reference of their root, None where there are none."""
    if not entries:
        return None
    root = _OutlineNode(None, *objects.reserve())
    open_nodes = [(0, root)]
    for entry in entries:
        while open_nodes[-1][0] >= entry.level:
            open_nodes.pop()
        node = _OutlineNode(entry, *objects.reserve())
        open_nodes[-1][1].kids.append(node)
        open_nodes.append((entry.level, node))
    objects.fill(root.index, f"<</Type/Outlines{_kid_references(root)}/Count {root.count()}>>")
    _write_kids(root, objects, destination)
    return root.reference


def _write_kids(parent: _OutlineNode, objects: Objects, destination: Callable[[str], str | None]) -> None:
    for place, node in enumerate(parent.kids):
        assert node.entry is not None
        body = f"<</Title{format_text_string(node.entry.title)}/Parent {parent.reference}"
        if place:
            body += f"/Prev {parent.kids[place - 1].reference}"
        if place + 1 < len(parent.kids):
            body += f"/Next {parent.kids[place + 1].reference}"
        if node.kids:
            body += f"{_kid_references(node)}/Count {node.count()}"
        found = destination(node.entry.anchor)
        objects.fill(node.index, body + (f"/Dest{found}" if found else "") + ">>")
        _write_kids(node, objects, destination)


def _kid_references(node: _OutlineNode) -> str:
    return f"/First {node.kids[0].reference}/Last {node.kids[-1].reference}"


ROLE_MAP = {"Title": "P", "Subtitle": "P"}
"""Roles of our own and the standard ones that they stand for (ISO 32000-1, 14.8.4)."""


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A sequence of marked content: the page counts from 0, `mcid` from 0 on each page."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Annotation:
    """A link's active areas on one page, as rectangles (left, bottom, right, top) in points."""

    page: int
    element: StructElem
    rectangles: list[tuple[float, float, float, float]]
    uri: str | None = None
    target: str | None = None
    words: str = ""


@dataclass(slots=True, eq=False)
class StructElem:
    """A structure element; `attributes` are written as they stand (PDF syntax by key).

    `heading` is the level that the document gives a heading, 0 for what is none; its role follows when all
    that holds nothing is gone, so that no level is missing.
    """

    role: str
    kids: list[StructElem | MarkedContent | Annotation] = field(default_factory=list)
    language: str | None = None
    alternative: str | None = None
    identifier: str | None = None
    attributes: str = ""
    attached: bool = False
    annotation: Annotation | None = None
    heading: int = 0

    def add_heading(self, level: int, language: str | None = None) -> StructElem:
        """Add a heading of a level of the document's at the end and return it."""
        return self.attach(StructElem("H1", language=language, heading=level))

    def add(self, role: str, language: str | None = None) -> StructElem:
        """Add an element at the end and return it."""
        return self.attach(StructElem(role, language=language))

    def attach(self, element: StructElem) -> StructElem:
        """Add an element at the end unless it is somewhere already, and return it."""
        if not element.attached:
            element.attached = True
            self.kids.append(element)
        return element

    def entries(self) -> str:
        """Return the entries of its dictionary that do not point to other objects."""
        parts = [f"/S/{self.role}"]
        if self.language:
            parts.append(f"/Lang{format_text_string(self.language)}")
        if self.alternative is not None:
            parts.append(f"/Alt{format_text_string(self.alternative)}")
        if self.identifier:
            parts.append(f"/ID{format_text_string(self.identifier)}")
        if self.attributes:
            parts.append(f"/A {self.attributes}")
        return "".join(parts)


def level_headings(root: StructElem) -> None:
    """Give headings their roles, H1 to H6, without a gap: a reader is never taken from level 1 to level 3."""
    above: list[int] = []
    for element in _walk(root):
        if element.heading:
            while above and above[-1] >= element.heading:
                above.pop()
            above.append(element.heading)
            element.role = f"H{min(len(above), 6)}"


def _walk(element: StructElem) -> Iterator[StructElem]:
    yield element
    for kid in element.kids:
        if isinstance(kid, StructElem):
            yield from _walk(kid)


def prune(element: StructElem) -> bool:
    """Drop elements that hold nothing, in place; tell whether the element itself holds something."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, StructElem) or prune(kid)]
    return bool(element.kids) or element.role in {"TD", "TH"}
