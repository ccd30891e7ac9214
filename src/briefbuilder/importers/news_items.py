"""Read news as agencies hand it on: ninjs (1 to 3), NewsML-G2, NewsML 1 and NITF of the IPTC."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import is_agency
from briefbuilder.importers.charset import decode
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import joined_text, local_name, parse_xml
from briefbuilder.importers.draft import ContainedFile, Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import PARTS, REFERENCE_BYTES, check_size
from briefbuilder.importers.phrases import phrases
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
_BY = re.compile(rf"^(?:{phrases('by')})\s+", re.IGNORECASE)


@value
class _Item:
    """What an item states: its body in HTML, or else as plain text, and lines `above` and `below` it.

    `holder` owns the copyright; `published` and `embargo` begin with a day as in ISO 8601.
    """

    marked: str = ""
    plain: str = ""
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    title: str = ""
    lead: str = ""
    authors: Sequence[str] = ()
    publication: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    rights: Sequence[str] = ()
    holder: str = ""
    embargo: str = ""


def read_agency_item(data: bytes, name: str) -> Draft:
    """Read one item; raise ImportRefusedError if it is damaged."""
    check_size(len(data), REFERENCE_BYTES, name)
    if _is_newsml(data):
        items = _news_items(parse_xml(data, name, doctypes=True))
        item = next((_READERS[local_name(item)](item) for item in items), None)
    else:
        item = next(map(_read_ninjs, _ninjs_items(data)), None)
    if item is None:
        raise ImportRefusedError("import-references-damaged", name=name)
    return _draft(item, name)


def split_agency_items(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return each item as a file of its own; raise ImportRefusedError if the file is damaged."""
    check_size(len(data), REFERENCE_BYTES, name)
    came_with = Notice(code="came-with-references", subject=name)
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


def _read_ninjs(item: Mapping[str, object]) -> _Item:
    marked, plain = _field(item, "body_html", "body_xhtml"), _field(item, "body_text")
    for body in _objects(item.get("bodies")):
        if "plain" in _field(body, "contenttype", "contentType"):
            plain = plain or _field(body, "value")
        else:
            marked = marked or _field(body, "value")
    holder = _field(item, "copyrightholder", "copyrightHolder")
    notices = ("copyrightnotice", "copyrightNotice", "usageterms", "usageTerms")
    sources = item.get("infosource") or item.get("infoSources")
    return _Item(
        marked=marked,
        plain=plain,
        title=_field(item, "headline") or _main(item.get("headlines")) or _field(item, "title"),
        lead=_field(item, "description_text") or _main(item.get("descriptions")),
        authors=[_field(item, "byline", "by")],
        publication=next((_field(source, "name") for source in _objects(sources)), "") or holder,
        published=_field(item, "firstcreated", "firstCreated", "versioncreated", "versionCreated"),
        url=_field(item, "uri"),
        language=_field(item, "language"),
        rights=[_field(item, name) for name in notices],
        holder=holder,
        embargo=_field(item, "embargoed", "embargoedUntil"),
    )


def _main(value: object) -> str:
    """Return the main one of several headlines or descriptions, else the first."""
    found = _objects(value)
    chosen = [item for item in found if "main" in _field(item, "role")] or found
    return next((_field(item, "value") for item in chosen), "")


def _objects(value: object) -> list[dict[str, object]]:
    return [item for item in value[:100] if isinstance(item, dict)] if isinstance(value, list) else []


def _field(item: Mapping[str, object], *names: str) -> str:
    """Return the first text among the fields of some names, which differ between the versions of ninjs."""
    texts = (value.strip() for name in names if isinstance(value := item.get(name), str))
    return next(filter(None, texts), "")


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
        yield from (element for element in root if local_name(element) == "NewsItem")
    else:
        yield from root.iter(f"{{{_NAR}}}newsItem")


def _read_news_item(item: _Element) -> _Item:
    content = next(_named(item, "contentMeta"), None)
    meta = next(_named(item, "itemMeta"), None)
    holder = _first_name(item, "copyrightHolder")
    creators = list(map(joined_text, _named(content, "by"))) or list(map(_name, _named(content, "creator")))
    described = (
        element for element in _named(content, "description") if "summary" in (element.get("role") or "")
    )
    links = (element for element in _named(item, "link") if "canonical" in (element.get("rel") or ""))
    marked, plain = _news_body(item)
    return _Item(
        marked=marked,
        plain=plain,
        title=_first_text(content, "headline") or _first_text(meta, "title"),
        lead=next(map(joined_text, described), ""),
        authors=creators,
        publication=_first_name(content, "infoSource") or _first_name(meta, "provider") or holder,
        published=_first_text(content, "contentCreated")
        or _first_text(meta, "firstCreated", "versionCreated"),
        url=next((element.get("href") or "" for element in links), ""),
        language=_stated(content, "tag", "language") or item.get(_XML_LANGUAGE) or "",
        rights=[
            joined_text(element)
            for name in ("copyrightNotice", "usageTerms")
            for element in _named(item, name)
        ],
        holder=holder,
        embargo=_first_text(meta, "embargoed"),
    )


def _news_body(item: _Element) -> tuple[str, str]:
    """Return the body as markup, or as plain text. NITF has the names of HTML for what a text consists of."""
    for holder in _named(item, "inlineXML"):
        root = next((child for child in holder if isinstance(child.tag, str)), None)
        if root is None:
            continue
        return _body_markup(root), ""
    return "", "\n\n".join("".join(element.itertext()).strip() for element in _named(item, "inlineData"))


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


def _read_nitf(item: _Element) -> _Item:
    head = next(_named(item, "body.head"), None)
    holder = _stated(item, "holder", "doc.copyright")
    return _Item(
        title=_first_text(item, "hl1", "title"),
        lead=_first_text(head, "abstract", "hl2"),
        authors=[" and ".join(map(_byline_names, _named(head, "byline")))],
        publication=_stated(item, "name", "pubdata") or _first_text(head, "distributor") or holder,
        published=_stated(item, "norm", "date.issue", "date.release", "story.date"),
        language=item.get(_XML_LANGUAGE) or "",
        holder=holder,
        above=[*map(joined_text, _named(head, "dateline"))],
        below=[*map(joined_text, _named(item, "tagline"))],
        marked=_body_markup(item),  # the last: it renames elements
    )


def _byline_names(byline: _Element) -> str:
    """Return the persons whom a byline marks, else its text."""
    return ", ".join(map(joined_text, _named(byline, "person"))) or joined_text(byline)


def _read_newsml_1(item: _Element) -> _Item:
    content = next(_named(item, "DataContent"), None)
    body = next(_named(item, "nitf"), content if content is not None and len(content) else None)
    parties = (element for name in ("Source", "Provider") for element in _named(item, name))
    return _Item(
        title=_first_text(item, "HeadLine"),
        lead=_first_text(item, "SubHeadLine"),
        authors=[_first_text(item, "ByLine")],
        publication=next(filter(None, (_stated(element, "FormalName", "Party") for element in parties)), ""),
        published=_first_text(item, "FirstCreated", "DateId"),
        language=_stated(item, "FormalName", "Language") or item.get(_XML_LANGUAGE) or "",
        rights=[_first_text(item, "CopyrightLine")],
        above=[_first_text(item, "DateLine").rstrip(" -–—")],
        marked=_body_markup(body) if body is not None else "",
        plain=(content.text or "") if content is not None else "",
    )


_HTML_NAMES = {"hl2": "h2", "media": "figure", "media-caption": "figcaption"}
"""What NITF calls differently from HTML."""

_READERS = {"newsItem": _read_news_item, "nitf": _read_nitf, "NewsItem": _read_newsml_1}


def _named(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the descendants of a name, whatever their namespace is."""
    return (
        (inner for inner in element.iter(etree.Element) if local_name(inner) == name)
        if element is not None
        else iter(())
    )


def _first_text(element: _Element | None, *names: str) -> str:
    """Return the first text of the descendants of some names, in the order of the names."""
    return next(filter(None, (joined_text(inner) for name in names for inner in _named(element, name))), "")


def _stated(element: _Element | None, attribute: str, *names: str) -> str:
    """Return the first value of an attribute of the descendants of some names, in the order of the names."""
    stated = (inner.get(attribute) for name in names for inner in _named(element, name))
    return next(filter(None, stated), "")


def _name(element: _Element) -> str:
    named = next(_named(element, "name"), None)
    return joined_text(named) if named is not None else element.get("literal") or ""


def _first_name(element: _Element | None, name: str) -> str:
    """Return the name of the first person or organization that the descendants of a name stand for."""
    return next(map(_name, _named(element, name)), "")


# All of them.


def _draft(item: _Item, name: str) -> Draft:
    from briefbuilder.importers.html.markup import MarkupContext, add_markup, add_plain_text

    builder = DraftBuilder()
    language = _tag(item.language)
    if item.marked:
        add_markup(builder, item.marked, MarkupContext(language=language))
    elif item.plain:
        add_plain_text(builder, item.plain)
    first = next((block.text for block in builder.blocks), "")
    above = (line for line in item.above if line and line not in first)
    builder.blocks[0:0] = filter(None, map(builder.cleaned, map(_paragraph, above)))
    for line in item.below:
        builder.add(_paragraph(line))
    title = builder.title_or_stem(item.title, name)
    first = next((block.text for block in builder.blocks), "")
    return builder.draft(
        Metadata(
            title=title,
            lead=item.lead if item.lead and item.lead != first else None,
            authors=tuple(_people(item.authors)),
            publication=item.publication or None,
            published=read_date(item.published.partition("T")[0][:10]),
            url=item.url if item.url.startswith(("http://", "https://")) else None,
            language=language or guess_language("\n".join(block.text for block in builder.blocks)),
            rights=extract_rights(filter(None, (*item.rights, f"© {item.holder}" if item.holder else ""))),
            embargo=_moment(item.embargo),
        )
    )


def _paragraph(line: str) -> Paragraph:
    return Paragraph(id="", content=(Span(line),))


def _people(bylines: Sequence[str]) -> Iterator[str]:
    for byline in bylines:
        for name in re.split(
            r"(?:(?<!\s)\s+)?(?:,|;|&|\band\b|\bund\b|\bet\b|\be\b)\s+", _BY.sub("", byline)
        ):
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
