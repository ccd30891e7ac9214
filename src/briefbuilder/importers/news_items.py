"""Read news as agencies and sites hand it on: ninjs (1 to 3), NewsML-G2, NewsML 1 and NITF of the IPTC, and saved feeds, RSS and Atom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape, unescape
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.byline import is_agency
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import local_name, parse_xml
from briefbuilder.importers.draft import ContainedFile, Draft, DraftBuilder, container_notice
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import MEBIBYTE, PARTS, REFERENCE_BYTES
from briefbuilder.importers.rights import extract_rights

_HEAD = 16_384
_NAR = "http://iptc.org/std/nar/2006-10-01/"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKED = re.compile(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)[\s>]")
_OLDER = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<(?:\w+:)?(?:nitf|NewsML)[\s>]", re.DOTALL
)
_BODY_KEYS = frozenset({"body_html", "body_xhtml", "body_text", "bodies"})
_NINJS = re.compile(rb'"(?:body_html|body_xhtml|body_text|bodies)"\s*:')
_SURE = re.compile(rb'"(?:uri|versioncreated|versionCreated|headline|headlines|byline|by)"\s*:')
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]|\Z)")
_BY = re.compile(r"^(?:by|von|par|di|por|door|av)\s+", re.IGNORECASE)


def read_agency_item(data: bytes, name: str) -> Draft:
    """Read one item; raise ImportRefusedError if it is damaged."""
    _check_size(data, name)
    if _is_newsml(data):
        items = list(_news_items(parse_xml(data, name, doctypes=True)))
        if items:
            return _READERS[local_name(items[0])](items[0], name)
    else:
        found = _ninjs_items(data)
        if found:
            return _read_ninjs(found[0], name)
    raise ImportRefusedError("import-references-damaged", name=name)


def split_agency_items(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return each item as a file of its own; raise ImportRefusedError if the file is damaged."""
    _check_size(data, name)
    came_with = container_notice("came-with-references", name)
    if _is_newsml(data):
        items = list(_news_items(parse_xml(data, name, doctypes=True)))[: PARTS + 1]
        parts = [(etree.tostring(item, encoding="utf-8"), "xml") for item in items]
    else:
        parts = [
            (json.dumps(item, ensure_ascii=False).encode("utf-8", "replace"), "json")
            for item in _ninjs_items(data)
        ]
    return tuple(
        ContainedFile.of(f"{PurePath(name).stem} {number:03d}.{suffix}", part, came_with)
        for number, (part, suffix) in enumerate(parts, 1)
    )


def _check_size(data: bytes, name: str) -> None:
    if len(data) > REFERENCE_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(REFERENCE_BYTES // MEBIBYTE))


def count_agency_items(data: bytes) -> int:
    """Return how many items of a news agency the bytes are; 0 for other files."""
    if len(data) > REFERENCE_BYTES:
        return 0
    if _is_newsml(data):
        return max(1, len(re.findall(rb"<(?:\w+:)?[nN]ewsItem[\s>]", data)))
    return len(_ninjs_items(data)) if _may_be_ninjs(data) else 0


# ninjs


def _may_be_ninjs(data: bytes) -> bool:
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in {b"{", b"["} and _NINJS.search(data) is not None and _SURE.search(data) is not None


def _ninjs_items(data: bytes) -> list[dict[str, object]]:
    try:
        loaded = json.loads(decode(data).text)
    except (ValueError, RecursionError):
        return []
    items = loaded if isinstance(loaded, list) else [loaded]
    return [
        item
        for item in items
        if isinstance(item, dict)
        and item.keys() & _BODY_KEYS
        and item.keys() & {"uri", "headline", "headlines"}
    ][: PARTS + 1]


def _read_ninjs(item: Mapping[str, object], name: str) -> Draft:
    language = _text(item.get("language"))
    builder = DraftBuilder()
    marked = _text(item.get("body_html")) or _text(item.get("body_xhtml"))
    plain = _text(item.get("body_text"))
    for body in _objects(item.get("bodies")):
        is_plain = "plain" in _text(body.get("contenttype") or body.get("contentType"))
        if is_plain and not plain:
            plain = _text(body.get("value"))
        elif not is_plain and not marked:
            marked = _text(body.get("value"))
    _add_body(builder, marked, plain, language)
    rights = [
        _text(item.get(key)) for key in ("copyrightnotice", "copyrightNotice", "usageterms", "usageTerms")
    ]
    holder = _text(item.get("copyrightholder") or item.get("copyrightHolder"))
    headline = _text(item.get("headline")) or _main(item.get("headlines"))
    return _draft(
        builder,
        name,
        title=headline or _text(item.get("title")),
        lead=_text(item.get("description_text")) or _main(item.get("descriptions")),
        authors=[_text(item.get("byline") or item.get("by"))],
        publication=_ninjs_source(item) or holder,
        published=item.get("firstcreated") or item.get("firstCreated") or item.get("versioncreated") or item.get("versionCreated"),
        url=_text(item.get("uri")),
        language=language,
        rights=[*filter(None, rights), f"© {holder}" if holder else ""],
        embargo=_text(item.get("embargoed") or item.get("embargoedUntil")),
    )  # fmt: skip


def _ninjs_source(item: Mapping[str, object]) -> str:
    sources = item.get("infosource") or item.get("infoSources")
    return next((_text(source.get("name")) for source in _objects(sources)), "")


def _main(value: object) -> str:
    """Return the main one of several headlines or descriptions, else the first."""
    found = _objects(value)
    chosen = [one for one in found if "main" in _text(one.get("role"))] or found
    return next((_text(one.get("value")) for one in chosen), "")


def _objects(value: object) -> list[dict[str, object]]:
    return [one for one in value[:100] if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


# NewsML-G2


def _is_newsml(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<"):
        return False
    return _OLDER.match(head) is not None or (_NAR.encode() in head and _MARKED.search(head) is not None)


def _news_items(root: _Element) -> Iterator[_Element]:
    """Yield the items of a file; in the older formats the root is one, or has them as children."""
    if local_name(root) == "nitf":
        yield root
    elif local_name(root) == "NewsML":
        yield from (each for each in root if local_name(each) == "NewsItem")
    else:
        yield from root.iter(f"{{{_NAR}}}newsItem")


def _read_news_item(item: _Element, name: str) -> Draft:
    builder = DraftBuilder()
    content = _find(item, "contentMeta")
    language = (
        next((each.get("tag") or "" for each in _all(content, "language")), "")
        or item.get(_XML_LANGUAGE)
        or ""
    )
    marked, plain = _news_body(item)
    _add_body(builder, marked, plain, language)
    meta = _find(item, "itemMeta")
    rights = [_joined(each) for each in (*_all(item, "copyrightNotice"), *_all(item, "usageTerms"))]
    holder = next((_name(each) for each in _all(item, "copyrightHolder")), "")
    provider = next((_name(each) for each in _all(meta, "provider")), "")
    creators = [_joined(each) for each in _all(content, "by")] or [
        _name(each) for each in _all(content, "creator")
    ]
    described = [each for each in _all(content, "description") if "summary" in (each.get("role") or "")]
    return _draft(
        builder,
        name,
        title=next(map(_joined, _all(content, "headline")), "") or next(map(_joined, _all(meta, "title")), ""),
        lead=next(map(_joined, described), ""),
        authors=creators,
        publication=next((_name(each) for each in _all(content, "infoSource")), "") or provider or holder,
        published=next(map(_joined, (*_all(content, "contentCreated"), *_all(meta, "firstCreated"), *_all(meta, "versionCreated"))), ""),
        url=next((each.get("href") or "" for each in _all(item, "link") if "canonical" in (each.get("rel") or "")), ""),
        language=language,
        rights=[*rights, f"© {holder}" if holder else ""],
        embargo=next(map(_joined, _all(meta, "embargoed")), ""),
    )  # fmt: skip


def _news_body(item: _Element) -> tuple[str, str]:
    """Return the body as markup, or as plain text. NITF has the names of HTML for what a text consists of."""
    for each in _all(item, "inlineXML"):
        root = next((child for child in each if isinstance(child.tag, str)), None)
        if root is None:
            continue
        return _body_markup(root), ""
    return "", "\n\n".join("".join(each.itertext()).strip() for each in _all(item, "inlineData"))


def _body_markup(root: _Element) -> str:
    """Return the body of NITF or XHTML as HTML."""
    bodies = [found for found in root.iter() if local_name(found) in {"body.content", "body"}]
    body = next((found for found in bodies if local_name(found) == "body.content"), None)
    chosen = body if body is not None else bodies[0] if bodies else root
    for element in chosen.iter():
        if isinstance(element.tag, str):
            element.tag = _HTML_NAMES.get(local_name(element), local_name(element))
    chosen.tag = "div"
    return etree.tostring(chosen, encoding="unicode", method="html", with_tail=False)


# NITF, alone or within NewsML 1


def _read_nitf(item: _Element, name: str) -> Draft:
    builder = DraftBuilder()
    head = next(_named(item, "body.head"), None)
    language = item.get(_XML_LANGUAGE) or ""
    titles = [*map(_joined, _named(item, "hl1")), *map(_joined, _named(item, "title"))]
    byline = " and ".join(_byline_names(each) for each in _named(head, "byline"))
    leads = [*map(_joined, _named(head, "abstract")), *map(_joined, _named(head, "hl2"))]
    published = next(_stated(item, "norm", "date.issue", "date.release", "story.date"), "")
    holder = next(_stated(item, "holder", "doc.copyright"), "")
    source = next(_stated(item, "name", "pubdata"), "") or next(map(_joined, _named(head, "distributor")), "")
    closing = list(map(_joined, _named(item, "tagline")))
    _add_body(builder, _body_markup(item), "", language)
    _add_dateline(builder, *map(_joined, _named(head, "dateline")))
    for line in closing:
        builder.add(Paragraph(id="", content=(Span(line),)))
    return _draft(
        builder,
        name,
        title=next(filter(None, titles), ""),
        lead=next(filter(None, leads), ""),
        authors=[byline],
        publication=source or holder,
        published=published,
        url="",
        language=language,
        rights=[f"© {holder}" if holder else ""],
        embargo="",
    )


def _add_dateline(builder: DraftBuilder, *places: str) -> None:
    """Put the place and day of a text above it, unless it begins with them."""
    first = builder.blocks[0].text if builder.blocks else ""
    lines = (Paragraph(id="", content=(Span(place),)) for place in places if place and place not in first)
    builder.blocks[0:0] = filter(None, map(builder.cleaned, lines))


def _byline_names(byline: _Element) -> str:
    """Return the persons whom a byline marks, else its text."""
    return ", ".join(map(_joined, _named(byline, "person"))) or _joined(byline)


def _read_newsml_1(item: _Element, name: str) -> Draft:
    builder = DraftBuilder()
    language = next(_stated(item, "FormalName", "Language"), "") or item.get(_XML_LANGUAGE) or ""
    first = {tag: next(map(_joined, _named(item, tag)), "") for tag in _NEWSML_1_LINES}
    nitf = next(_named(item, "nitf"), None)
    content = next(_named(item, "DataContent"), None)
    rights = [first["CopyrightLine"]]
    if nitf is not None:
        _add_body(builder, _body_markup(nitf), "", language)
    elif content is not None and len(content):
        _add_body(builder, _body_markup(content), "", language)
    else:
        _add_body(builder, "", content.text or "" if content is not None else "", language)
    _add_dateline(builder, first["DateLine"].rstrip(" -–—"))
    return _draft(
        builder,
        name,
        title=first["HeadLine"],
        lead=first["SubHeadLine"],
        authors=[first["ByLine"]],
        publication=next(
            (
                each.get("FormalName") or ""
                for holder in ("Source", "Provider")
                for parent in _named(item, holder)
                for each in _named(parent, "Party")
            ),
            "",
        ),
        published=first["FirstCreated"] or first["DateId"],
        url="",
        language=language,
        rights=rights,
        embargo="",
    )


_NEWSML_1_LINES = ("HeadLine", "SubHeadLine", "ByLine", "DateLine", "CopyrightLine", "FirstCreated", "DateId")
_HTML_NAMES = {"hl2": "h2", "media": "figure", "media-caption": "figcaption"}
"""What NITF calls differently from HTML."""

_READERS = {"newsItem": _read_news_item, "nitf": _read_nitf, "NewsItem": _read_newsml_1}


def _named(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the descendants of a name, whatever their namespace is."""
    return (
        (each for each in element.iter(etree.Element) if local_name(each) == name)
        if element is not None
        else iter(())
    )


def _stated(element: _Element, attribute: str, *names: str) -> Iterator[str]:
    """Yield the values of an attribute of the elements of some names, in the order of the names."""
    return (stated for name in names for each in _named(element, name) if (stated := each.get(attribute)))


def _find(element: _Element | None, name: str) -> _Element | None:
    return element.find(f"{{{_NAR}}}{name}") if element is not None else None


def _all(element: _Element | None, name: str) -> list[_Element]:
    return list(element.iter(f"{{{_NAR}}}{name}")) if element is not None else []


def _joined(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: _Element) -> str:
    named = next(iter(_all(element, "name")), None)
    return _joined(named) if named is not None else element.get("literal") or ""


# Both of them.


def _add_body(builder: DraftBuilder, marked: str, plain: str, language: str) -> None:
    from briefbuilder.importers.html.markup import MarkupContext, add_markup, add_plain_text

    if marked:
        add_markup(builder, marked, MarkupContext(language=_tag(language)))
    elif plain:
        add_plain_text(builder, plain)


def _draft(
    builder: DraftBuilder,
    name: str,
    *,
    title: str,
    lead: str,
    authors: list[str],
    publication: str,
    published: object,
    url: str,
    language: str,
    rights: list[str],
    embargo: str,
) -> Draft:
    title = builder.title_or_stem(title, name)
    first = next((block.text for block in builder.blocks), "")
    return builder.draft(
        Metadata(
            title=title,
            lead=lead if lead and lead != first else None,
            authors=tuple(_people(authors)),
            publication=publication or None,
            published=read_date(_text(published).partition("T")[0][:10]),
            url=url if url.startswith(("http://", "https://")) else None,
            language=_tag(language) or guess_language("\n".join(block.text for block in builder.blocks)),
            rights=extract_rights(filter(None, rights)),
            embargo=_moment(embargo),
        )
    )


def _people(bylines: list[str]) -> Iterator[str]:
    for byline in bylines:
        for name in re.split(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\be\b)\s+", _BY.sub("", byline)):
            if name.strip() and not is_agency(name):
                yield name.strip()


def _tag(stated: str) -> str | None:
    found = _LANGUAGE.match(stated)
    return found[1].lower() if found else None


def _moment(stated: str) -> datetime | None:
    """Return a time with its zone; one without a zone cannot be kept as an embargo."""
    try:
        found = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


# News feeds: RSS 0.9 to 2.0 and Atom (RFC 4287).

_HTML_TAG = re.compile(r"<[^<>]{0,2000}>")
_ENTRIES = frozenset({"item", "entry"})
_WHOLE_TEXT = ("encoded", "content")
"""The whole text of an entry; a description or a summary may be only its beginning."""


def split_feed(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return each entry as a web page of its own; raise ImportRefusedError if the feed is damaged."""
    _check_size(data, name)
    root = parse_xml(data, name)
    channel = next((each for each in root if local_name(each) == "channel"), root)
    language = _first_text(channel, "language") or root.get(_XML_LANGUAGE) or ""
    described = _Channel(name, _first_text(channel, "title"), language)
    entries = islice((each for each in root.iter() if local_name(each) in _ENTRIES), PARTS + 1)
    return tuple(_read_entry(entry, number, described) for number, entry in enumerate(entries, 1))


class _Channel(NamedTuple):
    """What holds for all entries of a feed: its file, its title and its language."""

    file_name: str
    title: str
    language: str


def _read_entry(entry: _Element, number: int, channel: _Channel) -> ContainedFile:
    """Return an entry as a page, with what the feed says of it where pages have it; without a text it is a reference."""
    source = next(
        (_joined(each) for each in _children(entry, ("source",)) if not len(each)), ""
    )  # Atom: a feed
    title = _first_text(entry, "title").removesuffix(f" - {source}")
    whole = _markup(entry, _WHOLE_TEXT)
    text = whole or _markup(entry, ("description", "summary"))
    authors = [*_texts(entry, ("creator",)), *_atom_authors(entry)] or _texts(entry, ("author",))
    stated = [
        ("og:site_name", source or channel.title),
        ("article:published_time", _entry_date(entry)),
        *(("author", author) for author in dict.fromkeys(authors) if "@" not in author),
    ]
    came_with = container_notice("came-with-references" if whole else "came-with-feed", channel.file_name)
    label = f"{number:03d} {first_words(title, 60).replace('/', ' ') or 'entry'}"
    if match_key(_plain(text)) in {"", match_key(title), match_key(f"{title} {source}")}:
        reference = _reference(entry, title, source or channel.title, authors)
        return ContainedFile.of(f"{label}.json", reference, came_with)
    head = "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in stated if text)
    page = (
        f'<!doctype html><html lang="{escape(channel.language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{escape(_link(entry))}">{head}</head><body><article><h1>{escape(title)}</h1>'
        f"{text}</article></body></html>"
    )
    return ContainedFile.of(f"{label}.html", page.encode("utf-8", "replace"), came_with)


def _reference(entry: _Element, title: str, publication: str, authors: Sequence[str]) -> bytes:
    """Return an entry of which the feed has only the title as a reference in CSL-JSON."""
    item = {
        "type": "webpage",
        "title": title,
        "author": [{"literal": name} for name in authors if "@" not in name],
        "container-title": publication,
        "URL": _link(entry),
        "issued": {"raw": _entry_date(entry)},
    }
    return json.dumps([item], ensure_ascii=False).encode("utf-8", "replace")


def _entry_date(entry: _Element) -> str:
    return _date(_first_text(entry, "pubDate", "published", "date", "updated"))


def _plain(markup: str) -> str:
    return unescape(_HTML_TAG.sub(" ", markup))


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
    found = map(_joined, _children(element, names))
    return [text for text in found if text]


def _first_text(element: _Element, *names: str) -> str:
    return next(iter(_texts(element, names)), "")
