"""What an EPUB (2 and 3) says of itself: metadata, the order of its chapters, and their names in its contents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.html.page import excess_of, load_page, parse

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_FONT_METHODS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NAMED = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An opened book: `chapters` are parts of its package in the order of reading, `names` theirs in the contents."""

    package: Package
    chapters: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    metadata: _Element | None = None

    def all(self, tag: str) -> tuple[str, ...]:
        """Return the values of an element of Dublin Core."""
        found = self.metadata.iter(f"{_DC}{tag}") if self.metadata is not None else iter(())
        texts = (" ".join("".join(one.itertext()).split()) for one in found)
        return tuple(text for text in texts if text)

    def first(self, tag: str) -> str:
        """Return the first value of an element of Dublin Core, empty where it has none."""
        return next(iter(self.all(tag)), "")

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors; translators, editors and the like are named by other roles."""
        found = self.metadata.iter(f"{_DC}creator") if self.metadata is not None else iter(())
        kept = [one for one in found if one.get(f"{_OPF}role") in {None, "aut"}]
        names = (" ".join("".join(one.itertext()).split()) for one in kept)
        return tuple(dict.fromkeys(name for name in names if name))


def open_book(data: bytes, name: str) -> Book:
    """Open a book; raise ImportRefusedError where it is encrypted or has no text."""
    package = Package(data, name)
    _refuse_encrypted(package, name)
    container = package.xml("META-INF/container.xml")
    roots = container.iter(f"{_CONTAINER}rootfile") if container is not None else iter(())
    root = next((one.get("full-path") or "" for one in roots), "")
    opf = package.xml(root) if root else None
    if opf is None:
        raise ImportRefusedError("import-epub-broken", name=name)
    folder = posixpath.dirname(root)
    items = {item.get("id") or "": item for item in opf.iter(f"{_OPF}item")}
    spine = opf.find(f"{_OPF}spine")
    chapters = tuple(dict.fromkeys(_spine(spine, items, folder)))
    if not chapters:
        raise ImportRefusedError("import-epub-broken", name=name)
    names = _names(package, items, folder, spine)
    return Book(package=package, chapters=chapters, names=names, metadata=opf.find(f"{_OPF}metadata"))


def resolved(folder: str, address: str) -> str:
    """Return the part of the package that an address in a chapter names."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _spine(spine: _Element | None, items: dict[str, _Element], folder: str) -> Iterator[str]:
    for reference in spine.iter(f"{_OPF}itemref") if spine is not None else ():
        item = items.get(reference.get("idref") or "")
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _CHAPTERS:
            yield resolved(folder, item.get("href") or "")


def _refuse_encrypted(package: Package, name: str) -> None:
    encryption = package.xml("META-INF/encryption.xml")
    for method in encryption.iter(_METHOD) if encryption is not None else ():
        if method.get("Algorithm") not in _FONT_METHODS:
            raise ImportRefusedError("import-epub-encrypted", name=name)


def _names(
    package: Package, items: dict[str, _Element], folder: str, spine: _Element | None
) -> dict[str, str]:
    """Return what the contents call each chapter; the first name of a chapter counts."""
    nav = next((item for item in items.values() if "nav" in (item.get("properties") or "").split()), None)
    if nav is None:
        nav = items.get((spine.get("toc") if spine is not None else None) or "ncx")
    part = resolved(folder, nav.get("href") or "") if nav is not None else ""
    data = package.data(part) if part else None
    text = load_page(data).text if data else ""
    root = parse(re.sub(r"<\?xml.*?\?>", "", text, count=1)) if text and not excess_of(text) else None
    found: dict[str, str] = {}
    for element in root.iter("a", "navpoint") if root is not None else ():
        source = element if element.tag == "a" else element.find("./content")
        label = element if element.tag == "a" else element.find("./navlabel")
        address = (source.get("href") or source.get("src") or "") if source is not None else ""
        words = " ".join("".join(label.itertext()).split()) if label is not None else ""
        if address and words:
            found.setdefault(resolved(posixpath.dirname(part), address), words[:_NAMED])
    return found
