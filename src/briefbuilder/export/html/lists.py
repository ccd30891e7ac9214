"""Lists, nested by the depth of their entries."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.domain.document import ListEntry
from briefbuilder.export.html.inlines import Inlines
from briefbuilder.export.html.nodes import Node, make
from briefbuilder.export.unpaged import Branch, Item, branches


def list_nodes(entries: tuple[ListEntry, ...], inlines: Inlines) -> list[Node]:
    """Return the lists that entries make."""
    return [_node(branch, inlines) for branch in branches(entries)]


def _node(held: ListEntry | Branch, inlines: Inlines) -> Node:
    if isinstance(held, ListEntry):
        return _filled("p", held, inlines)
    first = held.items[0].entry.number
    start = str(first) if held.ordered and first != 1 else ""
    attributes = {"class": f"depth{held.depth % 3}", "start": start}
    items = (_item(item, inlines) for item in held.items)
    return make("ol" if held.ordered else "ul", attributes, items)


def _item(item: Item, inlines: Inlines) -> Node:
    """Return an entry; where it has further paragraphs, its first is one too."""
    spoken = inlines.spoken(item.entry.language)
    further: Iterable[Node] = [_node(held, inlines) for held in item.body]
    if any(isinstance(held, ListEntry) for held in item.body):
        return make("li", None, [_filled("p", item.entry, inlines), *further])
    if not spoken:
        node = inlines.fill(make("li"), item.entry.content)
    else:
        node = make("li", None, [_filled("span", item.entry, inlines)])
    node.extend(list(further))
    return node


def _filled(tag: str, entry: ListEntry, inlines: Inlines) -> Node:
    node = make(tag, inlines.spoken(entry.language))
    with inlines.speaking(entry.language):
        return inlines.fill(node, entry.content)
