"""What spreadsheets put on the clipboard as markup: forms of whole cells, and comments among the cells.

Excel states the form of a cell by a class whose rule stands in the head, Google's sheets by a style of the cell;
Calc writes a cell's comment as text before the cell's own.
Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from briefbuilder.importers.html.inline import tag_of

_RULE = re.compile(r"(?<![\w-])(?:td|font)?\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_MOST = 200_000
"""Characters of rules that are read."""
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
)


def state_forms(root: HtmlElement) -> None:
    """Take comments out of cells, and write forms that classes give to cells and their words as styles."""
    for element in [*root.iter("comment"), *root.iter("a")]:
        indicator = "comment-indicator" in (element.get("class") or "").split()
        if (tag_of(element) == "comment" or indicator) and element.getparent() is not None:
            element.drop_tree()
    rules = _rules(root)
    if rules:
        for element in root.iter("td", "th", "font"):
            _take(element, rules)


def plain_cells(root: HtmlElement) -> list[HtmlElement]:
    """Return the cells that hold words and no paragraphs: their forms are those of their words.

    A head cell is bold by what it is.
    """
    return [
        cell
        for cell in root.iter("td")
        if not any(tag_of(child) in _BLOCKS for child in cell) and "".join(cell.itertext()).strip()
    ]


def _rules(root: HtmlElement) -> Mapping[str, str]:
    """Return what the rules of a page say of a class alone, where it was written by Excel."""
    text = "".join(style.text_content() for style in root.iter("style"))[:_MOST]
    return dict(_RULE.findall(text)) if "mso-" in text else {}


def _take(element: HtmlElement, rules: Mapping[str, str]) -> None:
    said = [rules[name] for name in (element.get("class") or "").split() if name in rules]
    if said:
        # An element's own style says more than its class, and stands first where one is looked for.
        element.set("style", ";".join(filter(None, (element.get("style"), *said))))
