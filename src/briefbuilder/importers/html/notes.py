"""Foot- and endnotes of a page: small linked marks in the text, and the elements that they lead to."""

from __future__ import annotations

from lxml.html import HtmlElement

from briefbuilder.importers.html.inline import mark_text, tag_of

_HOLDERS = frozenset({"li", "p", "div", "aside", "dd"})


def notes_of(root: HtmlElement) -> dict[HtmlElement, str]:
    """Return the elements that are notes, each with its id."""
    targets = {_target(anchor) for anchor in root.iter("a")} - {None}
    if not targets:
        return {}
    found: dict[HtmlElement, str] = {}
    for element in root.iter(*_HOLDERS):
        own = element.get("id")
        if own is not None and own in targets and not _has_blocks(element):
            found[element] = own
    return found


def _target(anchor: HtmlElement) -> str | None:
    """Return the id that a note's mark leads to, None for any other link."""
    address = anchor.get("href") or ""
    if not address.startswith("#") or len(address) < 2:
        return None
    mark = mark_text(anchor)
    parent = anchor.getparent()
    raised = parent is not None and tag_of(parent) == "sup"
    raised = raised or anchor.find("sup") is not None or anchor.get("role") == "doc-noteref"
    return address[1:] if raised and 0 < len(mark) <= 4 else None


def _has_blocks(element: HtmlElement) -> bool:
    return any(element.find(f".//{tag}") is not None for tag in ("ul", "ol", "table", "h2", "h3"))
