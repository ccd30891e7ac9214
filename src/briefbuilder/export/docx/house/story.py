"""The stories of a house document (body, headers, footers, notes) and the names of their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from briefbuilder.export.docx.ooxml import RPR, Node, P, qn

_MOST = 2**31
_KINDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a house document: its part ("body", "header1") and its paragraph, from 1."""

    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Story:
    """One part with text in it."""

    part: XmlPart
    name: str
    kind: str

    @property
    def root(self) -> Node:
        """The part's tree."""
        root: Node = self.part.element
        return root

    def spot(self, node: Node) -> Spot:
        """Return the paragraph that a node stands in, or the nearest before it."""
        holder = node if node.tag == P else next(node.iterancestors(P), None)
        count = 0
        for one in self.root.iter():
            if one.tag == P:
                count += 1
            if one is (node if holder is None else holder):
                break
        return Spot(self.name, max(count, 1))


def stories(word: WordDocument) -> Iterator[Story]:
    """Yield the body first, then headers, footers and notes in the order of their names."""
    yield Story(word.part, "body", "body")
    found: list[Story] = []
    for rel in word.part.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if kind in _KINDS and not rel.is_external:
            part = as_tree(word.part, rel.rId)
            found.append(Story(part, str(part.partname).rpartition("/")[2].removesuffix(".xml"), kind))
    yield from {str(story.part.partname): story for story in sorted(found, key=lambda one: one.name)}.values()


def as_tree(holder: Part, relation: str) -> XmlPart:
    """Return the part that a relationship leads to as a tree; python-docx keeps some as bytes."""
    rel = holder.rels[relation]
    part = rel.target_part
    if isinstance(part, XmlPart):
        return part
    swapped = XmlPart(part.partname, part.content_type, parse_xml(part.blob), part.package)
    swapped.rels.update(part.rels)
    rel._target = swapped  # noqa: SLF001 -- python-docx has no public way to swap a part
    holder.related_parts[rel.rId] = swapped
    return swapped


def whole(node: Node, attribute: str, otherwise: int = 0) -> int:
    """Return a whole number that an attribute says; what is none, or is out of all bounds, counts as `otherwise`."""
    try:
        value = int(node.get(attribute, ""))
    except ValueError:
        return otherwise
    return value if abs(value) < _MOST else otherwise


def text_of(paragraph: Node) -> str:
    """Return the text of a paragraph's own runs, in order, without that of text boxes in it."""
    return "".join(node.text or "" for node in texts_in(paragraph))


def texts_in(paragraph: Node) -> Iterator[Node]:
    """Yield the `w:t` of a paragraph that are seen and not in a text box inside it."""
    for node in paragraph.iter(qn("w:t")):
        run = node.getparent()
        hidden = run.find(f"{RPR}/{qn('w:vanish')}") if run is not None else None
        seen = hidden is None or hidden.get(qn("w:val"), "1") in {"0", "false", "off"}
        if seen and next(node.iterancestors(P), None) is paragraph:
            yield node
