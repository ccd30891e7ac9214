"""The body of a web page: every element of a Document as the HTML element that means the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefbuilder.domain.document import (
    Content,
    DrawnBreak,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    Run,
)
from briefbuilder.export.html.figures import figure_node
from briefbuilder.export.html.inlines import Inlines
from briefbuilder.export.html.lists import list_nodes
from briefbuilder.export.html.nodes import Node, add, add_text, make
from briefbuilder.export.html.notes import notes_node
from briefbuilder.export.html.tables import table_node
from briefbuilder.export.unpaged import quotation_origin


@dataclass(slots=True)
class Body:
    """Draws elements; `shift` is by how many levels headings stand below the title."""

    inlines: Inlines
    shift: int
    endnotes_drawn: bool = False
    _named: set[str] = field(default_factory=set)

    def draw(self, parent: Node, elements: Iterable[Element]) -> Node:
        """Append the nodes of elements to a parent and return it."""
        broken = False
        open_quotation = ""
        for element in elements:
            broken = broken or isinstance(element, DrawnBreak)
            with self.inlines.speaking(element.language):
                nodes = tuple(self._nodes(element))
            for index, node in enumerate(nodes):
                if not index:
                    self._name(node, element)
                if (
                    not broken
                    and open_quotation
                    and open_quotation == element.origin
                    and _continues(node, parent)
                ):
                    parent[-1].extend(list(node))
                else:
                    parent.append(node)
                if broken:
                    node.set("class", f"{node.get('class', '')} new-page".strip())
                    broken = False
                open_quotation = quotation_origin(element)
        return parent

    def _name(self, node: Node, element: Element) -> None:
        for name, value in self.inlines.spoken(element.language).items():
            node.set(name, value)
        place = self.inlines.places.get(element.anchor, "")
        if place and place not in self._named:
            self._named.add(place)
            node.set("id", place)

    def _nodes(self, element: Element) -> Iterable[Node]:
        match element:
            case DrawnHeading():
                return (self._heading(element),)
            case DrawnText():
                return (self._text(element),)
            case DrawnList():
                return self._list(element)
            case DrawnQuotation():
                return (self._quotation(element),)
            case DrawnContents():
                return (self._contents(element),)
            case _:
                return self._framed(element)

    def _framed(self, element: Element) -> Iterator[Node]:
        match element:
            case DrawnTable() if element.rows or element.caption:
                yield table_node(element, self.inlines, self.draw)
            case DrawnFigure():
                yield from figure_node(element, self.inlines)
            case DrawnCallout():
                yield self._callout(element)
            case DrawnPair():
                pair = make("div", {"class": "pair"})
                self.draw(add(pair, "div"), element.left)
                self.draw(add(pair, "div"), element.right)
                yield pair
            case DrawnEndnotes() if not self.endnotes_drawn:
                yield from self._endnotes(element)

    def _endnotes(self, endnotes: DrawnEndnotes) -> Iterator[Node]:
        self.endnotes_drawn = True
        node = notes_node(self.inlines, "end")
        if node is not None:
            if endnotes.title:
                node.insert(0, self._headed(1, endnotes.title))
            yield node

    def _heading(self, heading: DrawnHeading) -> Node:
        return self._headed(heading.level, heading.content, heading.number)

    def _headed(self, level: int, content: Content, number: str = "") -> Node:
        role = min(max(level, 1), 6)
        node = make(f"h{min(role + self.shift, 6)}", {"class": f"heading{role}"})
        return self._labelled(node, content, number)

    def _labelled(self, node: Node, content: Content, number: str) -> Node:
        if number:
            add_text(add(node, "span", {"class": "number"}), number)
            add_text(node, " ")
        return self.inlines.fill(node, content)

    def _text(self, text: DrawnText) -> Node:
        if text.role == "title":
            return self._labelled(make("h1", {"class": "title"}), text.content, text.number)
        if text.role == "code":
            return self._labelled(make("pre"), text.content, text.number)
        return self._labelled(make("p", {"class": text.role}), text.content, text.number)

    def _list(self, drawn: DrawnList) -> Iterator[Node]:
        nodes = list_nodes(drawn.entries, self.inlines)
        if not drawn.quoted:
            return iter(nodes)
        return iter((make("blockquote", None, nodes),)) if nodes else iter(())

    def _quotation(self, quotation: DrawnQuotation) -> Node:
        """Return the quotation; the line that names its source is in the document's own language."""
        node = make("blockquote")
        for content in quotation.paragraphs:
            self.inlines.fill(add(node, "p"), content)
        if quotation.source:
            own = self.inlines.document.language
            held = {"class": "source", **self.inlines.spoken(own)}
            with self.inlines.speaking(own):
                self.inlines.fill(add(add(node, "footer"), "cite", held), quotation.source)
        return node

    def _callout(self, callout: DrawnCallout) -> Node:
        node = make("aside")
        if callout.title:
            self.inlines.fill(add(node, "p", {"class": "callout-title"}), callout.title)
        return self.draw(node, callout.elements)

    def _contents(self, contents: DrawnContents) -> Node:
        node = make("nav", {"role": "doc-toc"})
        if contents.title:
            self.inlines.fill(add(node, "p", {"class": "contents-title"}), contents.title)
        entries = add(node, "ol") if contents.entries else node
        for entry in contents.entries:
            item = add(entries, "li", {"class": f"contents{min(max(entry.level, 1), 3)}"})
            target = self.inlines.places.get(entry.target)
            line = add(item, "a", {"href": f"#{target}"}) if target else item
            self._labelled(line, (Run(text=entry.text),), entry.number)
        return node


def _continues(node: Node, parent: Node) -> bool:
    """Tell whether a piece of a quotation can stand in the one before it, whose item is its own."""
    return (
        node.tag == "blockquote"
        and len(parent) > 0
        and parent[-1].tag == "blockquote"
        and node.get("id") is None
        and node.get("lang") == parent[-1].get("lang")
    )
