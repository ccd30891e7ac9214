"""Read what a page states about its article: `meta` elements, links, and JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from html import unescape

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.values import value

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?SingleFile[^>]*?\burl:\s*(https?://\S+)", re.IGNORECASE)
_DUBLIN_CORE = re.compile(r"^(dc|dcterms?)[:.]")
_HEAD_CHARACTERS = 4096
_RELATED_LINKS = etree.XPath("descendant::link[@rel and @href] | descendant::a[@rel and @href]")

_ARTICLE_TYPE = re.compile(
    r"(?:Article|Posting|Report|Review|Recipe|Webpage|Interview|Episode|CreativeWork)$", re.IGNORECASE
)
_SECONDARY_TYPES = frozenset({"webpage", "review", "recipe", "podcastepisode", "creativework"})
_COMMENT_SIGNS = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*|(?<!\s))\s*+\]\]>(?:\s*\*/)?)\s*+;?\s*+$"
)
"""What hides a script from old browsers."""

_EXTRA_COMMA = re.compile(r",(\s*[}\]])")
_VALUE_SEPARATOR = re.compile(r"[\s,;]*")
_MAX_CHARACTERS = 4_000_000
_MAX_NODES = 5_000
_MAX_DEPTH = 30
JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@value
class MetaTags:
    """The head of a page: the first content of each `meta` name or property, and the links by relation.

    `more` has all contents of the names that occur more than once; names are in lower case.
    """

    meta: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    saved_from: str | None = None

    def first(self, *names: str) -> str | None:
        """Return the content of the first of these names that exists."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Return all distinct contents of a name."""
        return self.more.get(name) or tuple(filter(None, [self.meta.get(name)]))

    @property
    def url(self) -> str | None:
        """The address of the page, if it states one."""
        found = (self.links.get("canonical"), self.first("og:url", "twitter:url"), self.saved_from)
        return next(
            (address for address in found if address and address.startswith(("http://", "https://"))), None
        )


def read_tags(root: HtmlElement, text: str) -> MetaTags:
    """Read the head of a page; `text` is its markup, in which browsers note the address a page was saved from."""
    meta: dict[str, str] = {}
    more: dict[str, tuple[str, ...]] = {}
    elements = [(element, " ".join((element.get("content") or "").split())) for element in root.iter("meta")]
    # `property`, which RDFa and OpenGraph define, comes before `name`.
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        # An `itemprop` may belong to a picture in the text.
        from_head = frozenset(meta) if attribute == "itemprop" else frozenset[str]()
        for element, content in elements:
            for name in _normalize_names(element.get(attribute) or ""):
                if content and name not in from_head and meta.setdefault(name, content) != content:
                    known = more.get(name, (meta[name],))
                    more[name] = known if content in known else (*known, content)
    links: dict[str, str] = {}
    for element in _RELATED_LINKS(root):
        address = (element.get("href") or "").strip()
        for relation in (element.get("rel") or "").lower().split():
            if address and relation in {"canonical", "license", "author"}:
                links.setdefault(relation, address)
    title = root.find(".//title")
    read_from = _read_reader_mode(root, meta) if "reader-header" in text else None
    saved = _SAVED_FROM.search(text[:_HEAD_CHARACTERS]) or _SINGLE_FILE.search(text[:_HEAD_CHARACTERS])
    return MetaTags(
        meta=meta,
        more=more,
        links=links,
        title=" ".join("".join(title.itertext()).split()) if title is not None else "",
        saved_from=saved[1] if saved else read_from,
    )


def _read_reader_mode(root: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the address of a page saved in Firefox's reader view, and add its author to `meta`."""
    heads = root.find_class("reader-header")
    if not heads:
        return None
    shown = heads[0].find_class("reader-credits")
    named = " ".join(shown[0].text_content().split()) if shown else ""
    if named:
        meta.setdefault("author", named)
    links = heads[0].find_class("reader-domain")
    return (links[0].get("href") or "").strip() or None if links else None


def _normalize_names(names: str) -> list[str]:
    """Return the names in an attribute in lower case, with "DC:Title" as "dc.title"."""
    if not names:
        return []
    return [_DUBLIN_CORE.sub(r"\1.", name) for name in names.lower().split()]


@value
class JsonLdArticle:
    """The properties of an article in JSON-LD, verbatim."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    publication: str | None = None
    published: str | None = None
    created: str | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None
    rights: str | None = None


def parse_jsonld(root: HtmlElement) -> list[list[JsonValue]]:
    """Return the values in each JSON-LD script of a page; invalid parts are skipped."""
    return [_parse_script(script) for script in root.iter("script") if _is_jsonld(script)]


def read_jsonld(scripts: Iterable[Sequence[JsonValue]]) -> JsonLdArticle:
    """Read the article that the values of JSON-LD scripts describe."""
    nodes = [node for values in scripts for node in _iter_objects(values)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = sorted(
        (node for node in nodes if _article_type(node)),
        key=lambda node: _article_type(node).lower() in _SECONDARY_TYPES,
    )
    if not articles:
        return JsonLdArticle()
    article = articles[0]
    persons, organizations = _read_authors(article.get("author") or article.get("creator"), by_id)
    return JsonLdArticle(
        headline=_read_text(article.get("headline")) or _read_text(article.get("name")),
        description=_read_text(article.get("description")),
        authors=persons,
        organizations=organizations,
        publication=next(iter(_read_names(article.get("publisher"), by_id)), None),
        published=_read_text(article.get("datePublished")),
        created=_read_text(article.get("dateCreated")),
        url=_read_url(article.get("url")) or _read_url(article.get("mainEntityOfPage")),
        language=_read_text(article.get("inLanguage")),
        licence=_read_url(article.get("license")),
        rights=_read_text(article.get("copyrightNotice")),
    )


def _is_jsonld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower() and bool(script.text)


def _parse_script(script: HtmlElement) -> list[JsonValue]:
    text = (script.text or "").strip()
    return _parse_values(_COMMENT_SIGNS.sub("", text)) if len(text) <= _MAX_CHARACTERS else []


def _iter_objects(level: Sequence[JsonValue]) -> Iterator[dict[str, JsonValue]]:
    """Iterate over all objects in the values of a script breadth first, within limits."""
    count = 0
    for _ in range(_MAX_DEPTH):
        below: list[JsonValue] = []
        for item in level:
            count += 1
            if count > _MAX_NODES:
                return
            if isinstance(item, dict):
                yield item
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        level = [item for item in below if isinstance(item, dict | list)]


def _parse_values(text: str) -> list[JsonValue]:
    """Parse a script: one value, several in sequence, or one with extra commas."""
    try:
        return [json.loads(text, strict=False)]
    except RecursionError:
        return []
    except ValueError:
        text = _EXTRA_COMMA.sub(r"\1", text)
    values: list[JsonValue] = []
    decoder, position = json.JSONDecoder(strict=False), 0
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            position = _VALUE_SEPARATOR.match(text, position).end()  # type: ignore[union-attr]  # it also matches nothing
    except (ValueError, RecursionError):
        pass
    return values


def _article_type(node: dict[str, JsonValue]) -> str:
    """Return the type of an article object, empty for other objects."""
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return next((name for name in names if isinstance(name, str) and _ARTICLE_TYPE.search(name)), "")


def _read_text(value: JsonValue) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"<[^>]{1,200}>", "", unescape(unescape(value))).split()) or None


def _read_authors(
    value: JsonValue, by_id: dict[str, dict[str, JsonValue]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors that are persons, or may be, and those that are organizations."""
    found: tuple[list[JsonValue], list[JsonValue]] = [], []
    for author in value if isinstance(value, list) else [value]:
        found[_is_organization(author, by_id)].append(author)
    return tuple(_read_names(found[0], by_id)), tuple(_read_names(found[1], by_id))


def _is_organization(value: JsonValue, by_id: dict[str, dict[str, JsonValue]]) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("@type") or by_id.get(str(value.get("@id")), {}).get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return "Person" not in kinds and any(str(name).endswith("Organization") for name in kinds)


def _read_names(value: JsonValue, by_id: dict[str, dict[str, JsonValue]]) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict) and "name" not in entry:
            found = by_id.get(str(entry.get("@id")), entry)
        else:
            found = entry if isinstance(entry, dict) else {"name": entry}
        names = found.get("name")
        if not names:
            names = " ".join(
                filter(None, (_read_text(found.get("givenName")), _read_text(found.get("familyName"))))
            )
        yield from filter(None, map(_read_text, names if isinstance(names, list) else [names]))


def _read_url(value: JsonValue) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return (
        value.strip()
        if isinstance(value, str) and value.strip().startswith(("http://", "https://"))
        else None
    )
