"""What word processors in a browser put on the clipboard: roles and levels in place of elements.

Word for the web writes a heading as a paragraph with a role, each item of a list in a list of its own with its
level beside it, and the head of a table as cells with a role.
Source: WAI-ARIA 1.2 for the roles; what the program of 2024 writes for `data-aria-level`.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from briefbuilder.importers.html.inline import tag_of

_LEVEL = "data-aria-level"


def state_roles(root: HtmlElement) -> None:
    """Make elements of what bears the role of one, and nest lists as their items' levels say."""
    for element in list(root.iter("p", "div", "td")):
        role = element.get("role")
        if role == "heading" and tag_of(element) != "td":
            element.tag = f"h{_number(element.get('aria-level'), most=6)}"
        elif role == "columnheader" and tag_of(element) == "td":
            element.tag = "th"
    _nest(root)


def _nest(root: HtmlElement) -> None:
    """Put a list whose items are of a lower level into the last item of the level above."""
    last: dict[int, HtmlElement] = {}
    for item in [one for one in root.iter("li") if one.get(_LEVEL)]:
        level = _number(item.get(_LEVEL), most=9)
        holder, listed = last.get(level - 1), item.getparent()
        if holder is not None and listed is not None and holder not in listed.iterancestors():
            listed.tail = None
            holder.append(listed)
        last = {known: one for known, one in last.items() if known < level} | {level: item}


def _number(text: str | None, *, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and text != "0" else 1
