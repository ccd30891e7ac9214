"""HTML nodes: made, filled and written by lxml, so that no text is ever taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from briefbuilder.export.docx.ooxml import Node, clean

__all__ = ["Node", "add", "add_text", "make", "written"]


def make(tag: str, attributes: Mapping[str, str] | None = None, children: Iterable[Node] = ()) -> Node:
    """Return a node; attributes without a value are left out."""
    node = etree.Element(tag)
    for name, value in (attributes or {}).items():
        if value:
            node.set(name, clean(value))
    node.extend(list(children))
    return node


def add(parent: Node, tag: str, attributes: Mapping[str, str] | None = None) -> Node:
    """Append a new node to a parent and return it."""
    node = make(tag, attributes)
    parent.append(node)
    return node


def add_text(parent: Node, text: str) -> None:
    """Append characters behind all that a node holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def written(root: Node) -> bytes:
    """Return a whole page in UTF-8."""
    text = etree.tostring(root, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return (text + "\n").encode()
