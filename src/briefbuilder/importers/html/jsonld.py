"""What a page says of its article in JSON-LD (schema.org), as far as it can be trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from lxml.html import HtmlElement

from briefbuilder.domain.values import value

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Webpage|Interview)$", re.IGNORECASE)
_NOT_FIRST = frozenset({"webpage", "review", "recipe"})
_SPARE_COMMA = re.compile(r",(\s*[}\]])")
_NEXT = re.compile(r"[\s,;]*")
_MOST_TEXT = 4_000_000
_MOST_NODES = 5_000
_MOST_DEPTH = 30

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@value
class Stated:
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


def read_jsonld(root: HtmlElement) -> Stated:
    """Read the JSON-LD of a page; what cannot be read is left out."""
    nodes = [node for script in root.iter("script") if _is_jsonld(script) for node in _nodes(script)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = sorted(
        (node for node in nodes if _kind(node)), key=lambda node: _kind(node).lower() in _NOT_FIRST
    )
    if not articles:
        return Stated()
    article = articles[0]
    return Stated(
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
