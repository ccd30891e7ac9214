"""Lists of contents within the pages of a book: what is all links to its own pages is no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from briefbuilder.importers.clean import first_words
from briefbuilder.importers.html.inline import tag_of

_HOLDERS = frozenset({"body", "nav", "ul", "ol", "dl", "div", "section", "table"})
_FEWEST_LINKS = 5
_LINKED = 0.85
"""The share of the letters that stand in links: numbers of pages and headings may stand beside."""

_MOST_BESIDE = 40
"""Letters of a paragraph beside its links that are more than a number and a short title."""

_DEEPEST = 60
_HEADED = re.compile(
    r"\W*(?:(?:table of )?contents|(?:indice|sommario)(?: generale)?|table des matières|sommaire|inhalt(?:sverzeichnis)?|índice"
    r"|sumário|inhoud(?:sopgave)?|innehåll(?:sförteckning)?|indhold|innhold|spis treści|obsah|tartalom|cuprins|содержание|оглавление"
    r"|目次|目录|目錄|차례|목차)\W*",
    re.IGNORECASE,
)


def without_contents(root: HtmlElement) -> list[str]:
    """Take lists of contents out of a page, and return their first words."""
    body = root.find("body")
    found = list(_lists(root if body is None else body, 0))
    removed = []
    for element in found:
        heading = element.getprevious()
        removed.append(first_words(" ".join(_words(element))))
        if heading is not None and _HEADED.fullmatch(" ".join("".join(heading.itertext()).split())):
            heading.drop_tree()
        if tag_of(element) == "body":
            for child in list(element):
                element.remove(child)
            element.text = None
        else:
            element.drop_tree()
    return removed


def _lists(element: HtmlElement, depth: int) -> Iterator[HtmlElement]:
    """Yield the outermost elements that are a list of contents."""
    if tag_of(element) in _HOLDERS and _is_contents(element):
        yield element
    elif depth < _DEEPEST:
        for child in element:
            yield from _lists(child, depth + 1)


def _is_contents(element: HtmlElement) -> bool:
    links = [one for one in element.iter("a") if _leads_within(one.get("href") or "")]
    if len({one.get("href") for one in links}) < _FEWEST_LINKS:
        return False
    if _letters(links) < _LINKED * _letters([element]):
        return False
    return not any(map(_speaks, element.iter("p")))


def _speaks(paragraph: HtmlElement) -> bool:
    """Tell whether a paragraph says more than where something stands."""
    return _letters([paragraph]) - _letters(paragraph.iter("a")) > _MOST_BESIDE


def _letters(elements: Iterable[HtmlElement]) -> int:
    return sum(len(word) for element in elements for word in _words(element))


def _leads_within(address: str) -> bool:
    """Tell whether an address leads to a page of the same book, or to a place in one that is no note."""
    return bool(address) and "://" not in address and not address.startswith(("#", "mailto:"))


def _words(element: HtmlElement) -> list[str]:
    return "".join(f"{text} " for text in element.itertext()).split()
