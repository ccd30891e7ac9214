"""What a page says of its article in JSON-LD (schema.org), as far as it can be trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from html import unescape

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.values import value

# A page's meta elements, links and addresses, under small names.

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?SingleFile[^>]*?\burl:\s*(https?://\S+)", re.IGNORECASE)
_DUBLIN = re.compile(r"^(dc|dcterms?)[:.]")
_HEAD = 4096


@value
class MetaTags:
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


def read_tags(root: HtmlElement, text: str) -> MetaTags:
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
    return MetaTags(
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


_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Webpage|Interview)$", re.IGNORECASE)
_NOT_FIRST = frozenset({"webpage", "review", "recipe"})
_SPARE_COMMA = re.compile(r",(\s*[}\]])")
_NEXT = re.compile(r"[\s,;]*")
_MOST_TEXT = 4_000_000
_MOST_NODES = 5_000
_MOST_DEPTH = 30

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@value
class JsonLdArticle:
    """What is stated of the article, as it is written there."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: str | None = None
    created: str | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None
    rights: str | None = None
    body: str | None = None


def read_jsonld(root: HtmlElement) -> JsonLdArticle:
    """Read the JSON-LD of a page; what cannot be read is left out."""
    nodes = [node for script in root.iter("script") if _is_jsonld(script) for node in _nodes(script)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = sorted(
        (node for node in nodes if _kind(node)), key=lambda node: _kind(node).lower() in _NOT_FIRST
    )
    if not articles:
        return JsonLdArticle()
    article = articles[0]
    return JsonLdArticle(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        description=_text(article.get("description")),
        authors=_authors(article.get("author") or article.get("creator"), by_id),
        publication=next(iter(_names(article.get("publisher"), by_id)), None),
        published=_text(article.get("datePublished")),
        created=_text(article.get("dateCreated")),
        url=_address(article.get("url")) or _address(article.get("mainEntityOfPage")),
        language=_text(article.get("inLanguage")),
        licence=_address(article.get("license")),
        rights=_text(article.get("copyrightNotice")),
        body=_text(article.get("articleBody")),
    )


def _is_jsonld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower() and bool(script.text)


def _nodes(script: HtmlElement) -> Iterator[dict[str, JsonValue]]:
    """Yield every object in a script, the outer ones first, within limits."""
    text = (script.text or "").strip()
    if len(text) > _MOST_TEXT:
        return
    text = re.sub(
        r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$",
        "",
        text,
    )
    level = _values(text)
    count = 0
    for _ in range(_MOST_DEPTH):
        below: list[JsonValue] = []
        for held in level:
            count += 1
            if count > _MOST_NODES:
                return
            if isinstance(held, dict):
                yield held
                below.extend(held.values())
            elif isinstance(held, list):
                below.extend(held)
        level = [held for held in below if isinstance(held, dict | list)]


def _values(text: str) -> list[JsonValue]:
    """Return the values in a script: one, several behind each other, or one with a comma too many."""
    try:
        return [json.loads(text, strict=False)]
    except RecursionError:
        return []
    except ValueError:
        text = _SPARE_COMMA.sub(r"\1", text)
    values: list[JsonValue] = []
    decoder, place = json.JSONDecoder(strict=False), 0
    try:
        while place < len(text):
            value, place = decoder.raw_decode(text, place)
            values.append(value)
            place = _NEXT.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
    except (ValueError, RecursionError):
        pass
    return values


def _kind(node: dict[str, JsonValue]) -> str:
    """Return the type of an article, empty for any other object."""
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return next((name for name in names if isinstance(name, str) and _ARTICLE.search(name)), "")


def _text(value: JsonValue) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"<[^>]{1,200}>", "", unescape(unescape(value))).split()) or None


def _authors(value: JsonValue, by_id: dict[str, dict[str, JsonValue]]) -> tuple[str, ...]:
    """Return the persons among the authors, all of them where none is said to be one."""
    every: list[JsonValue] = list(value) if isinstance(value, list) else [value]
    persons: list[JsonValue] = [one for one in every if not _is_organization(one, by_id)]
    return tuple(_names(persons, by_id)) or tuple(_names(every, by_id))


def _is_organization(value: JsonValue, by_id: dict[str, dict[str, JsonValue]]) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("@type") or by_id.get(str(value.get("@id")), {}).get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(one).endswith("Organization") for one in kinds)


def _names(value: JsonValue, by_id: dict[str, dict[str, JsonValue]]) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "name" not in one:
            found = by_id.get(str(one.get("@id")), one)
        else:
            found = one if isinstance(one, dict) else {"name": one}
        names = found.get("name")
        if not names:
            names = " ".join(filter(None, (_text(found.get("givenName")), _text(found.get("familyName")))))
        yield from filter(None, map(_text, names if isinstance(names, list) else [names]))


def _address(value: JsonValue) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return (
        value.strip()
        if isinstance(value, str) and value.strip().startswith(("http://", "https://"))
        else None
    )
