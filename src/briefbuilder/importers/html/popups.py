"""What a page shows only when somebody points at a word: small windows that stand in the midst of its sentences."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from briefbuilder.importers.clean import first_words

_NAMED = re.compile(r"(?:^|[\s_-])(?:tool-?tip|pop-?over|pop-?up|roll-?over|hover-?card)(?:$|[\s_-])")
_STEMS = ("tooltip", "tool-tip", "popover", "pop-over", "popup", "pop-up", "rollover", "roll-over", "hovercard", "hover-card")  # fmt: skip
"""These names as classes write them."""

_FEWEST_LINKS = 2


def without_popups(root: HtmlElement, text: str) -> list[str]:
    """Take such windows out of a page's sentences; return the first words of each.

    `text` is the page's markup, by which most pages are known to have none. A word that only bears such a name
    stays: a window holds a picture or several links, and stands among inline content.
    """
    if not any(stem in text for stem in _STEMS):
        return []
    named = [element for element in root.iter("span") if _NAMED.search(element.get("class") or "")]
    inner = {around for element in named for around in element.iterancestors("span")}
    taken: list[str] = []
    for element in named:
        if element not in inner and _is_window(element) and element.getparent() is not None:
            taken.append(first_words(" ".join(filter(None, map(str.strip, element.itertext())))))
            element.drop_tree()
    return [words for words in taken if words]


def _is_window(element: HtmlElement) -> bool:
    links = sum(1 for _ in element.iter("a"))
    return links >= _FEWEST_LINKS or (links > 0 and element.find(".//img") is not None)
