"""Read news feeds that were saved as files: RSS 0.9 to 2.0 and Atom (RFC 4287). Each entry becomes an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import local_name, parse_xml
from briefbuilder.importers.draft import ContainedFile, container_notice
from briefbuilder.importers.limits import MEBIBYTE, PARTS, REFERENCE_BYTES

_ENTRIES = frozenset({"item", "entry"})
_WHOLE_TEXT = ("encoded", "content")
"""The whole text of an entry; a description or a summary may be only its beginning."""
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def split_feed(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return each entry as a web page of its own; raise ImportRefusedError if the feed is damaged."""
    if len(data) > REFERENCE_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(REFERENCE_BYTES // MEBIBYTE))
    root = parse_xml(data, name)
    channel = next((each for each in root if local_name(each) == "channel"), root)
    language = _text(channel, "language") or root.get(_XML_LANGUAGE) or ""
    described = _Channel(name, _text(channel, "title"), language)
    entries = islice((each for each in root.iter() if local_name(each) in _ENTRIES), PARTS + 1)
    return tuple(_read_entry(entry, number, described) for number, entry in enumerate(entries, 1))


class _Channel(NamedTuple):
    """What holds for all entries of a feed: its file, its title and its language."""

    file_name: str
    title: str
    language: str


def _read_entry(entry: _Element, number: int, channel: _Channel) -> ContainedFile:
    """Return an entry as a page, with what the feed says of it where pages have it."""
    title = _text(entry, "title")
    authors = [*_texts(entry, ("creator",)), *_atom_authors(entry)] or _texts(entry, ("author",))
    stated = [
        ("og:site_name", channel.title),
        ("article:published_time", _date(_text(entry, "pubDate", "published", "date", "updated"))),
        *(("author", author) for author in dict.fromkeys(authors) if "@" not in author),
    ]
    head = "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in stated if text)
    whole = _markup(entry, _WHOLE_TEXT)
    page = (
        f'<!doctype html><html lang="{escape(channel.language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{escape(_link(entry))}">{head}</head><body><article><h1>{escape(title)}</h1>'
        f"{whole or _markup(entry, ('description', 'summary'))}</article></body></html>"
    )
    came_with = container_notice("came-with-references" if whole else "came-with-feed", channel.file_name)
    label = first_words(title, 60).replace("/", " ") or "entry"
    return ContainedFile.of(f"{number:03d} {label}.html", page.encode("utf-8", "replace"), came_with)


def _date(stated: str) -> str:
    """Return the day of a date as feeds write it, or an empty text."""
    found = read_date(stated)
    return found.isoformat() if found else ""


def _markup(entry: _Element, names: Sequence[str]) -> str:
    """Return the first of some texts as HTML: it stands escaped in the feed, as elements, or as plain text."""
    for element in _children(entry, names):
        if element.get("type") == "xhtml" or (len(element) and not (element.text or "").strip()):
            return "".join(
                etree.tostring(_without_namespaces(each), encoding="unicode", method="html")
                for each in element
            )
        text = "".join(element.itertext()).strip()
        if text:
            is_markup = "<" in text and element.get("type") != "text"
            return text if is_markup else f"<p>{escape(text)}</p>"
    return ""


def _without_namespaces(element: _Element) -> _Element:
    for each in element.iter(etree.Element):
        each.tag = local_name(each)
    return element


def _link(entry: _Element) -> str:
    """Return the address of an entry's page; Atom has it in an attribute."""
    for element in _children(entry, ("link",)):
        if element.get("rel", "alternate") == "alternate":
            return (element.get("href") or element.text or "").strip()
    return ""


def _atom_authors(entry: _Element) -> list[str]:
    return [name for author in _children(entry, ("author",)) for name in _texts(author, ("name",))]


def _children(element: _Element, names: Sequence[str]) -> Iterator[_Element]:
    """Yield children in the order of their names, whatever their namespace is."""
    return (child for name in names for child in element if local_name(child) == name)


def _texts(element: _Element, names: Sequence[str]) -> list[str]:
    found = (" ".join("".join(child.itertext()).split()) for child in _children(element, names))
    return [text for text in found if text]


def _text(element: _Element, *names: str) -> str:
    return next(iter(_texts(element, names)), "")
