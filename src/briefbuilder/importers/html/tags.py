"""A page's meta elements, links and addresses, under small names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.values import value

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?SingleFile[^>]*?\burl:\s*(https?://\S+)", re.IGNORECASE)
_DUBLIN = re.compile(r"^(dc|dcterms?)[:.]")
_HEAD = 4096


@value
class Tags:
    """`meta` holds the content of each name or property, the first one only; `links` by their relation.

    `more` holds all contents of those that stand more than once.
    """

    meta: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    saved_from: str | None = None

    def first(self, *names: str) -> str | None:
        """Return the content of the first of these names that is there."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def every(self, name: str) -> tuple[str, ...]:
        """Return all contents of a name, each once."""
        return self.more.get(name) or tuple(filter(None, [self.meta.get(name)]))

    @property
    def url(self) -> str | None:
        """Where the page was published, as far as it says so."""
        found = (self.links.get("canonical"), self.first("og:url", "twitter:url"), self.saved_from)
        return next(
            (address for address in found if address and address.startswith(("http://", "https://"))), None
        )


@cache
def _related() -> etree.XPath:
    return etree.XPath("descendant::link[@rel and @href] | descendant::a[@rel and @href]")


def read_tags(root: HtmlElement, text: str) -> Tags:
    """Read a page's head; `text` is its markup, in whose first lines a browser notes where it was saved from."""
    meta: dict[str, str] = {}
    more: dict[str, tuple[str, ...]] = {}
    elements = [(element, " ".join((element.get("content") or "").split())) for element in root.iter("meta")]
    # A property is what RDFa and OpenGraph define; the same word as a name is only like it.
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        # A property of an item may be that of a picture in the text.
        sure = frozenset(meta) if attribute == "itemprop" else frozenset[str]()
        for element, content in elements:
            for name in _plain_names(element.get(attribute) or ""):
                if content and name not in sure and meta.setdefault(name, content) != content:
                    known = more.get(name, (meta[name],))
                    more[name] = known if content in known else (*known, content)
    links: dict[str, str] = {}
    for element in _related()(root):
        address = (element.get("href") or "").strip()
        for relation in (element.get("rel") or "").lower().split():
            if address and relation in {"canonical", "license", "author"}:
                links.setdefault(relation, address)
    title = root.find(".//title")
    read_from = _reader_mode(root, meta) if "reader-header" in text else None
    saved = _SAVED_FROM.search(text[:_HEAD]) or _SINGLE_FILE.search(text[:_HEAD])
    return Tags(
        meta=meta,
        more=more,
        links=links,
        title=" ".join("".join(title.itertext()).split()) if title is not None else "",
        saved_from=saved[1] if saved else read_from,
    )


def _reader_mode(root: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the address of a page that was saved from Firefox's reader, and note the author that it shows."""
    heads = root.find_class("reader-header")
    if not heads:
        return None
    shown = heads[0].find_class("reader-credits")
    named = " ".join(shown[0].text_content().split()) if shown else ""
    if named:
        meta.setdefault("author", named)
    links = heads[0].find_class("reader-domain")
    return (links[0].get("href") or "").strip() or None if links else None


def _plain_names(names: str) -> list[str]:
    """Return the names of an attribute as they are asked for: "DC:Title" and "DC.title" are one."""
    if not names:
        return []
    return [_DUBLIN.sub(r"\1.", name) for name in names.lower().split()]
