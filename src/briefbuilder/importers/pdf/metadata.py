"""What a PDF tells of itself: the title that its first page shows, and what its XMP and Info say that can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from briefbuilder.importers.clean import key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.pdf.document import Handle, catalogue_language, info
from briefbuilder.importers.pdf.headings import text_of
from briefbuilder.importers.pdf.shapes import Chunk

_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_LONGEST_PACKET = 1 << 20
_UNTRUE_TITLE = re.compile(
    r"^(?:untitled|\(?anonymous\)?|document\d*|microsoft word\b.*|doc\d*|unknown|unbenannt|senza titolo|sans titre|無題|title|slide 1"
    r"|.*\.(?:docx?|odt|indd|qxd|pdf|tex|html?|rtf|pages|p65|dvi|pptx?))$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|/|[a-z]:\\|\w+_\w+(?:_|$))", re.IGNORECASE)
_UNTRUE_AUTHOR = re.compile(
    r"^(?:admin(?:istrator)?|user|utente|owner|unknown|\(?anonymous\)?|root|microsoft.*|.*@.*|\W*|\w{1,3}\d*|hp|dell|windows user)$",
    re.IGNORECASE,
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the file says of itself, each empty where it says nothing or nothing to rely on."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    rights: str = ""
    language: str | None = None


def told(document: Handle, data: bytes) -> Told:
    """Read the document's information and XMP; the date only from what names the day of publication."""
    packet = _packet(data)
    title = packet.get("title", "") or info(document, "Title")
    author = packet.get("creator", "") or info(document, "Author")
    language = packet.get("language", "") or catalogue_language(document) or ""
    day = packet.get("publicationDate") or packet.get("coverDate") or ""
    return Told(
        title=_title(title),
        authors=tuple(name for name in _names(author) if not _UNTRUE_AUTHOR.match(name)),
        publication=packet.get("publicationName") or None,
        published=read_date(day),
        rights=packet.get("rights", ""),
        language=language if re.match(r"^[a-zA-Z]{2,3}(?:-\w+)*$", language) else None,
    )


def _title(title: str) -> str:
    line = " ".join(title.split())
    return "" if not line or _UNTRUE_TITLE.match(line) or _ADDRESS.match(line) or len(line) > 300 else line


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[;\n]|,\s+(?=\w+\s)|\s+and\s+", text) if name.strip()]


def _packet(data: bytes) -> dict[str, str]:
    """Return the entries of the last XMP packet that stands unpacked in the file: Dublin Core and PRISM."""
    packets = [found for found in _PACKET.findall(data) if len(found) < _LONGEST_PACKET]
    if not packets or b"<!DOCTYPE" in packets[-1] or b"<!ENTITY" in packets[-1]:
        return {}
    from lxml import etree
    from lxml.etree import _Element

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = cast("_Element | None", etree.fromstring(packets[-1], parser))
    if root is None:  # nothing could be recovered
        return {}
    entries: dict[str, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        prism = _PRISM.match(element.tag)
        name = element.tag.removeprefix(_DC) if element.tag.startswith(_DC) else prism[1] if prism else ""
        if name:
            items = [" ".join((text or "").split()) for text in element.itertext()]
            entries.setdefault(name, "; ".join(item for item in items if item))
    return entries


def title_chunk(chunks: Sequence[Chunk], body_size: float, said: str) -> Chunk | None:
    """Return the chunk on the first page that is the title: the largest one, or the one that the file names.

    A heading below a page of text is a section's, not the title.
    """
    first = (
        [
            chunk
            for chunk in chunks[:12]
            if chunk.page == chunks[0].page and chunk.role in {"heading", "paragraph"}
        ]
        if chunks
        else []
    )
    named = next((chunk for chunk in first if said and key(text_of(chunk)) == key(said)), None)
    if named is not None:
        return named
    headings = [chunk for chunk in first if chunk.role == "heading" or _is_large(chunk, body_size)]
    if not headings:
        return None
    best = max(headings, key=lambda chunk: (round(chunk.size, 1), -first.index(chunk)))
    before = sum(len(text_of(chunk)) for chunk in first[: first.index(best)])
    large = best.size >= 1.15 * body_size or first.index(best) == 0
    return best if large and before < 500 and _stands_over(best, headings) else None


def _stands_over(best: Chunk, headings: Sequence[Chunk]) -> bool:
    """Tell whether a heading is first, or larger than any other: one among equals is a section's."""
    others = [chunk for chunk in headings if chunk is not best]
    return headings[0] is best or all(chunk.size < 0.97 * best.size for chunk in others)


def _is_large(chunk: Chunk, body_size: float) -> bool:
    """Tell whether a paragraph is set as a title is: many programs mark none."""
    most = 4 if chunk.size < 1.5 * body_size else 8  # a title in a narrow column takes many lines
    return chunk.size >= 1.25 * body_size and len(chunk.lines) <= most and len(text_of(chunk)) <= 250
