"""What a page shows only when somebody points at a word: small windows that stand in the midst of its sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from briefbuilder.importers.clean import first_words

_NAMED = re.compile(r"(?:^|[\s_-])(?:tool-?tip|pop-?over|pop-?up|roll-?over|hover-?card)(?:$|[\s_-])")
_FEWEST_LINKS = 2


def without_popups(root: HtmlElement) -> list[str]:
    """Take such windows out of a page's sentences; return the first words of each.

    A word that only bears such a name stays: a window holds a picture or several links, and stands among inline
    content.
    """
    named = [element for element in root.iter("span") if _is_named(element.get("class") or "")]
    if not named:
        return []
    inner = {around for element in named for around in element.iterancestors("span")}
    taken: list[str] = []
    for element in named:
        if element not in inner and _is_window(element) and element.getparent() is not None:
            taken.append(first_words(" ".join(filter(None, map(str.strip, element.itertext())))))
            element.drop_tree()
    return [words for words in taken if words]


@lru_cache(maxsize=1024)
def _is_named(names: str) -> bool:
    """Tell whether classes name such a window; a page says the same ones over and over."""
    return bool(_NAMED.search(names))


def _is_window(element: HtmlElement) -> bool:
    links = sum(1 for _ in element.iter("a"))
    return links >= _FEWEST_LINKS or (links > 0 and element.find(".//img") is not None)
