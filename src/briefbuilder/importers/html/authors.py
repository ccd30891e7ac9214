"""The authors that a page marks as such in its body, where its head names none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.importers.byline import read_byline
from briefbuilder.importers.clean import key
from briefbuilder.importers.dates import find_date

_MARKED = " | ".join(
    f"descendant::*/@{attribute}[contains(., 'uthor') or contains(., 'yline') or contains(., 'writer')"
    " or contains(., 'firma') or contains(., 'signature')]/parent::*[not(ancestor::nav)]"
    for attribute in ("rel", "itemprop", "class", "id", "data-testid")
)
"""Walks over attributes, not elements: most elements of a page have none of these."""

_LINKED = (
    "descendant::a/@href[contains(., '/author') or contains(., '/contributor') or contains(., '/writer')"
    " or contains(., '/staff/') or contains(., '/journalist') or contains(., '/autor') or contains(., '/auteur')]/.."
)
"""Links whose address may be that of a person's page."""

_PERSON_S_PAGE = re.compile(
    r"/(?:authors?|contributors?|writers?|staff|journalistes?|journalists?|autor(?:es|i|en)?|autore|auteurs?)/(?:[\w.-]+/)?([^/?#]+)/?(?:[?#].*)?$",
    re.IGNORECASE,
)

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:by-?line(?:[_-]*(?:name|author)s?)?|(?:article|post|entry|story|news|meta|content)?[_-]*authors?(?:[_-]*(?:names?|link))?"
    r"|writer[_-]*names?|firma|signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_OF_TEXT = re.compile(
    r"comment|related|avatar|(?<!author-)share|follow|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|disqus|reply|widget(?!\s+Blog\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^about (?:the )?author:?\s+", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?<=\w)\s+(?:contributor|(?:view|see|read) (?:more|all|bio|profile)|more (?:from|by)|full bio)\b.*$",
    re.IGNORECASE,
)
"""What stands in one mark with a name and is no part of it."""

_ADDRESS = re.compile(r"\S*@\S+")
_LONGEST = 120
_LONGEST_TEASER = 500
"""Code points: an article without a heading of the first level and no longer than this is the teaser of another one."""

_MOST = 40
"""Marked elements that are looked at."""

_DIVIDE = re.compile(r"\s*[,;|/·•\n]\s*|\s+(?:and|e|et|und|y|&|en|och|og)\s+", re.IGNORECASE)


def marked_authors(root: HtmlElement) -> tuple[str, ...]:
    """Return the persons whom a page marks as authors, from its surest mark; none where it marks none."""
    marked = [element for element in _marked()(root)[:_MOST] if isinstance(element, HtmlElement)]
    for sure in (_by_relation, _by_property, _by_name):
        for element in marked:
            if sure(element) and not is_apart(element):
                persons = tuple(_persons(_text(element)))
                if persons:
                    return persons
    return _linked_author(root)


def _linked_author(root: HtmlElement) -> tuple[str, ...]:
    """Return the only person whose page a page links to under an address that ends with that name."""
    found: dict[str, str] = {}
    for link in _links()(root)[:_MOST]:
        page = _PERSON_S_PAGE.search(link.get("href") or "")
        text = " ".join(link.text_content().split()) if page else ""
        if page and " " in text and key(unquote(page[1])) == key(text) and not is_apart(link, sure=True):
            found.update((key(name), name) for name in _persons(text))
    return tuple(found.values()) if len(found) == 1 else ()


@cache
def _links() -> etree.XPath:
    return etree.XPath(_LINKED)


@cache
def _marked() -> etree.XPath:
    return etree.XPath(_MARKED)


def _by_relation(element: HtmlElement) -> bool:
    return "author" in (element.get("rel") or "").lower().split()


def _by_property(element: HtmlElement) -> bool:
    return "author" in (element.get("itemprop") or "").lower().split()


def _by_name(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return bool(_NAMED.search(names))


def is_apart(element: HtmlElement, *, sure: bool = False) -> bool:
    """Tell whether an element belongs to a comment, to another text or to what surrounds this one."""
    sure = sure or _by_relation(element) or _by_property(element)
    for around in (element, *element.iterancestors()):
        if around.tag in {"body", "main"} or around.find(".//h1") is not None:
            return False
        if around.tag == "article" and len(around.text_content()) < _LONGEST_TEASER:
            return True
        if around.tag == "footer" and next(around.iterancestors("article"), None) is not None:
            continue
        if around.tag in {"footer", "nav"} or (around.tag == "aside" and not sure):
            return True
        if _NOT_OF_TEXT.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False


def _text(element: HtmlElement) -> str:
    """Return an element's text, its property "name" alone where it has one."""
    named = next((inner for inner in element.iter() if inner.get("itemprop") == "name"), element)
    parts = (part.strip() for part in named.itertext())
    return " ".join(part for part in parts if part) or (named.get("content") or "")


def _persons(text: str) -> Iterator[str]:
    """Yield the names in a marked text: read as a byline, or names alone."""
    line = _BEHIND.sub("", _ABOUT.sub("", " ".join(_ADDRESS.sub(" ", text).split())))
    if not line or len(line) > _LONGEST:
        return
    told = read_byline(line)
    if told is not None:
        yield from map(_once, told.authors)
        return
    day = find_date(line)
    if day is not None:
        line = line[: day[1]]
    line = re.sub(r"\s*\([^()]*\)", "", line)
    for part in _DIVIDE.split(line):
        told = read_byline(part if read_byline(part) else f"by {part.strip(' .,:–—-')}")
        if told is None or not told.authors:
            return
        if key(told.authors[0]):
            yield from map(_once, told.authors)


def _once(name: str) -> str:
    """Return "Anna Verdi" of "Anna Verdi Anna Verdi", as a byline with a card behind it reads."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else name
