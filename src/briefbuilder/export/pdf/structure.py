"""The logical structure of a tagged PDF, in reading order, and its bookmarks.

Elements are created before layout; drawing only adds marked content to them. A paragraph split over two pages,
or a footnote far from its mark, therefore keeps its place in the reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbuilder.domain.values import value
from briefbuilder.export.pdf.syntax import format_text_string

if TYPE_CHECKING:
    # Widths of words are measured for Word files, too: without the library that writes PDF objects.
    from briefbuilder.export.pdf.objects import Objects

# Bookmarks


@value(kw_only=False)
class OutlineEntry:
    """A bookmark of a level (from 1) that leads to an anchor."""

    level: int
    title: str
    anchor: str


@dataclass(slots=True, eq=False, repr=False)
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
    """Write the bookmarks and return the reference of their root, None without bookmarks."""
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
    for index, node in enumerate(parent.kids):
        assert node.entry is not None
        body = f"<</Title{format_text_string(node.entry.title)}/Parent {parent.reference}"
        if index:
            body += f"/Prev {parent.kids[index - 1].reference}"
        if index + 1 < len(parent.kids):
            body += f"/Next {parent.kids[index + 1].reference}"
        if node.kids:
            body += f"{_kid_references(node)}/Count {node.count()}"
        destination_ = destination(node.entry.anchor)
        objects.fill(node.index, body + (f"/Dest{destination_}" if destination_ else "") + ">>")
        _write_kids(node, objects, destination)


def _kid_references(node: _OutlineNode) -> str:
    return f"/First {node.kids[0].reference}/Last {node.kids[-1].reference}"


ROLE_MAP = {"Title": "P", "Subtitle": "P"}
"""Our own roles and the standard roles they map to (ISO 32000-1, 14.8.4)."""


@value(kw_only=False)
class MarkedContent:
    """A marked-content sequence: page index and `mcid`, both from 0."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False, repr=False)
class Annotation:
    """The clickable areas of a link on one page, as rectangles (left, bottom, right, top) in points."""

    page: int
    element: StructElem
    rectangles: list[tuple[float, float, float, float]]
    uri: str | None = None
    target: str | None = None
    words: str = ""


@dataclass(slots=True, eq=False, repr=False)
class StructElem:
    """A structure element; `attributes` holds PDF syntax.

    `heading` is the heading level in the document, 0 for other elements; the role is set after empty elements
    are removed, so that no level is skipped.
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
        """Append a heading of a document level and return it."""
        return self.attach(StructElem("H1", language=language, heading=level))

    def add(self, role: str, language: str | None = None) -> StructElem:
        """Append an element and return it."""
        return self.attach(StructElem(role, language=language))

    def attach(self, element: StructElem) -> StructElem:
        """Append an element unless it already has a parent, and return it."""
        if not element.attached:
            element.attached = True
            self.kids.append(element)
        return element

    def entries(self) -> str:
        """Return the dictionary entries that do not refer to other objects."""
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
    """Set the roles H1 to H6 without gaps: level 3 never follows level 1 directly."""
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
    """Remove empty elements, in place; tell whether the element itself has content."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, StructElem) or prune(kid)]
    return bool(element.kids) or element.role in {"TD", "TH"}
