"""The structure that a tagged PDF tells of itself (ISO 32000-1, 14.8): read from each page as plain nodes."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from dataclasses import dataclass, field

from briefbuilder.importers.pdf.document import Handle, wide_text
from briefbuilder.importers.pdf.limits import TREE_DEPTH, TREE_ELEMENTS


@dataclass(slots=True)
class Node:
    """An element: its type after the role map, its parts in order (nodes, or ids of marked content)."""

    type: str
    parts: list[Node | int] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    column_span: int = 1
    row_span: int = 1

    def marks(self) -> Iterator[int]:
        """Yield the ids of marked content of the whole element."""
        for part in self.parts:
            if isinstance(part, int):
                yield part
            else:
                yield from part.marks()

    def nodes(self) -> Iterator[Node]:
        """Yield the elements directly within."""
        return (part for part in self.parts if isinstance(part, Node))


@dataclass(slots=True)
class Trees:
    """The structure of each page, by its number, and how many elements were seen."""

    pages: dict[int, list[Node]] = field(default_factory=dict)
    elements: int = 0


def add_tree(page: Handle, number: int, trees: Trees) -> None:
    """Read the structure of a page that is loaded."""
    import pypdfium2.raw as pdfium

    if trees.elements > TREE_ELEMENTS:
        return
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        roots: list[Node] = []
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
            if element:
                roots.append(_node(element, trees, 0))
        trees.pages[number] = roots
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _node(element: Handle, trees: Trees, depth: int) -> Node:
    import pypdfium2.raw as pdfium

    trees.elements += 1
    node = Node(wide_text(pdfium.FPDF_StructElement_GetType, element))
    if node.type in {"Figure", "Formula"}:
        node.alternative = wide_text(pdfium.FPDF_StructElement_GetAltText, element)
    if node.type in {"TD", "TH"}:
        node.column_span, node.row_span = _number(element, "ColSpan"), _number(element, "RowSpan")
    node.language = wide_text(pdfium.FPDF_StructElement_GetLang, element)
    if depth > TREE_DEPTH or trees.elements > TREE_ELEMENTS:
        return node
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            node.parts.append(_node(child, trees, depth + 1))
            continue
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
        if mark >= 0:
            node.parts.append(int(mark))
    return node


def _number(element: Handle, name: str) -> int:
    """Return a number among an element's attributes, 1 where it has none."""
    import pypdfium2.raw as pdfium

    value = c_float()
    for place in range(min(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0), 16)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, place)
        found = (
            pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode("ascii")) if attribute else None
        )
        if found and pdfium.FPDF_StructElement_Attr_GetNumberValue(found, byref(value)):
            return max(1, min(int(value.value), 1000))
    return 1
