"""Zotero's RDF: its items as CSL-JSON, with the paths of the files attached to them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import parse_xml
from briefbuilder.importers.limits import PARTS

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_TYPES = {
    "journalArticle": "article-journal", "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine",
    "book": "book", "bookSection": "chapter", "report": "report", "webpage": "webpage", "blogPost": "post-weblog",
    "forumPost": "post", "thesis": "thesis", "conferencePaper": "paper-conference", "presentation": "speech",
    "statute": "legislation", "bill": "bill", "hearing": "hearing", "case": "legal_case", "interview": "interview",
    "preprint": "article", "dataset": "dataset", "standard": "standard",
}  # fmt: skip
_NOT_REFERENCES = frozenset({"attachment", "note", "annotation"})


def zotero_items(data: bytes, name: str) -> Iterator[tuple[dict[str, object], tuple[str, ...]]]:
    """Yield each item with the paths of its files; raise ImportRefusedError if the file is damaged."""
    root = parse_xml(data, name)
    attached = {
        each.get(_qn("rdf:about")) or "": resource.get(_qn("rdf:resource")) or ""
        for each in root.iter(_qn("z:Attachment"))
        for resource in each.iterfind(_qn("rdf:resource"))
    }
    holders = {each.get(_qn("rdf:about")) or "": each for each in root if each.get(_qn("rdf:about"))}
    count = 0
    for element in root:
        kind = element.findtext(_qn("z:itemType")) or ""
        if not kind or kind in _NOT_REFERENCES or count > PARTS:
            continue
        count += 1
        links = (link.get(_qn("rdf:resource")) or "" for link in element.iterfind(_qn("link:link")))
        yield _item(element, kind, holders), tuple(filter(None, (attached.get(link, "") for link in links)))


def _item(element: _Element, kind: str, holders: dict[str, _Element]) -> dict[str, object]:
    part = _part_of(element, holders)
    item: dict[str, object] = {"type": _TYPES.get(kind, "document"), "title": _text(element, "dc:title")}
    fields = {
        "abstract": _text(element, "dcterms:abstract"),
        "language": _text(element, "z:language"),
        "page": _text(element, "bib:pages"),
        "URL": _address(element),
        "container-title": _text(part, "dc:title"),
        "volume": _text(part, "prism:volume") or _text(element, "prism:volume"),
        "issue": _text(part, "prism:number") or _text(element, "prism:number"),
        "publisher": _text(element.find(_qn("dc:publisher")), ".//foaf:name"),
        "DOI": _doi(element, part),
    }
    item.update({name: value for name, value in fields.items() if value})
    people = [_person(person) for person in element.iterfind(f"{_qn('bib:authors')}//{_qn('foaf:Person')}")]
    if people:
        item["author"] = people
    dated = _text(element, "dc:date")
    found = read_date(dated) if dated else None
    whole = found is not None and len(dated) > 7
    if found is not None and whole:
        item["issued"] = {"date-parts": [[found.year, found.month, found.day]]}
    elif dated:
        item["issued"] = {"raw": dated}
    return item


def _part_of(element: _Element, holders: dict[str, _Element]) -> _Element | None:
    """Return the journal or book that an item is part of: within it, or named by it."""
    relation = element.find(_qn("dcterms:isPartOf"))
    if relation is None:
        return None
    named = holders.get(relation.get(_qn("rdf:resource")) or "")
    return named if named is not None else next(iter(relation), None)


def _person(element: _Element) -> dict[str, str]:
    given, family = _text(element, "foaf:givenName"), _text(element, "foaf:surname")
    return {"given": given, "family": family} if given else {"literal": family}


def _address(element: _Element) -> str:
    uris = element.iterfind(f"{_qn('dc:identifier')}/{_qn('dcterms:URI')}/{_qn('rdf:value')}")
    return next((" ".join((each.text or "").split()) for each in uris), "")


def _doi(element: _Element, part: _Element | None) -> str:
    for holder in (element, part):
        for each in holder.iterfind(_qn("dc:identifier")) if holder is not None else ():
            text = (each.text or "").strip()
            if text.upper().startswith("DOI "):
                return text[4:].strip()
    return ""


def _text(element: _Element | None, path: str) -> str:
    """Return the text at a prefixed name below an element, with ".//" at any depth."""
    if element is None:
        return ""
    deep = path.startswith(".//")
    found = element.findtext((".//" if deep else "") + _qn(path.removeprefix(".//"))) or ""
    return " ".join(found.split()) if path != "dcterms:abstract" else found.strip()


def _qn(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
