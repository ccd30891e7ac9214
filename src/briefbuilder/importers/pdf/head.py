"""Title, authors, date and rights of a PDF, from its first page and its metadata."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import cast

from briefbuilder.importers.byline import read_byline
from briefbuilder.importers.clean import CONTENTS_HEADING, first_words, match_key
from briefbuilder.importers.dates import read_date, states_period
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.pdf.document import catalog_language, document_info
from briefbuilder.importers.pdf.model import Chunk, Handle, text_of
from briefbuilder.importers.pdf.notes import is_raised
from briefbuilder.importers.pdf.word_joins import HYPHENS, Vocabulary
from briefbuilder.importers.rights import is_rights_statement

_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_MAX_PACKET = 1 << 20
_GENERIC_TITLE = re.compile(
    r"^(?:untitled|\(?anonymous\)?|document\d*|microsoft word\b.*|doc\d*|unknown|unbenannt|senza titolo|sans titre|無題|title|slide 1"
    r"|.*\.(?:docx?|odt|indd|qxd|pdf|tex|html?|rtf|pages|p65|dvi|pptx?|fm|wpd|wps|txt|xlsx?|cdr))$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|/|[a-z]:\\|\w+_\w+(?:_|$))", re.IGNORECASE)
_GENERIC_AUTHOR = re.compile(
    r"^(?:admin(?:istrator)?|user|utente|owner|unknown|\(?anonymous\)?|root|microsoft.*|.*@.*|\W*|\w{1,3}\d*|hp|dell|windows user)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\W_]|\d[^\W\d_]|^\d{2,4}$")
"""What a title has: a word of two characters, or nothing but a number such as a year; a date is no title."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}(\w+)")

_MAX_LINE_LENGTH = 100
_CHUNKS_AFTER_TITLE = 6  # how many chunks after the title are searched for a byline and a date
_SENTENCE_ENDS = frozenset(".!?…。")

_LAST_WORD = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfMetadata:
    """The file's own metadata; unreliable values are empty."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    rights: str = ""
    language: str | None = None


def read_metadata(document: Handle, data: bytes) -> PdfMetadata:
    """Read the document information and XMP; only properties that name the publication date are used for the date."""
    packet = _read_xmp(data)
    title = packet.get("title", "") or document_info(document, "Title")
    author = packet.get("creator", "") or document_info(document, "Author")
    language = packet.get("language", "") or catalog_language(document) or ""
    published = packet.get("publicationDate") or packet.get("coverDate") or ""
    return PdfMetadata(
        title=_clean_title(title),
        authors=tuple(name for name in _split_names(author) if not _GENERIC_AUTHOR.match(name)),
        publication=packet.get("publicationName") or None,
        published=read_date(published),
        rights=packet.get("rights", ""),
        language=language if re.match(r"^[a-zA-Z]{2,3}(?:-\w+)*$", language) else None,
    )


def _clean_title(title: str) -> str:
    line = " ".join(_CONTROL.sub(" ", title).split())
    is_unusable = _GENERIC_TITLE.match(line) or _ADDRESS.match(line) or CONTENTS_HEADING.fullmatch(line)
    return line if _NAME.search(line) and not is_unusable and len(line) <= 300 else ""


def _split_names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[;\n]|,\s+(?=\w+\s)|\s+and\s+", text) if name.strip()]


def _read_xmp(data: bytes) -> dict[str, str]:
    """Return the Dublin Core and PRISM entries of the last uncompressed XMP packet."""
    packets = [found for found in _PACKET.findall(data) if len(found) < _MAX_PACKET]
    if not packets or b"<!DOCTYPE" in packets[-1] or b"<!ENTITY" in packets[-1]:
        return {}
    from lxml import etree
    from lxml.etree import _Element

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = cast("_Element | None", etree.fromstring(packets[-1], parser))
    if root is None:  # nothing could be parsed
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


def find_title(chunks: Sequence[Chunk], body_size: float, metadata_title: str) -> Chunk | None:
    """Return the title chunk on the first page: the one that matches the metadata, or the largest.

    A heading below a page of text belongs to a section.
    """
    first_page = (
        [
            chunk
            for chunk in chunks[:12]
            if chunk.page == chunks[0].page
            and chunk.role in {"heading", "paragraph"}
            and _NAME.search(chunk.text)
        ]
        if chunks
        else []
    )
    matching = next(
        (
            chunk
            for chunk in first_page
            if metadata_title and match_key(chunk.text) == match_key(metadata_title)
        ),
        None,
    )
    if matching is not None:
        return matching
    titles = _remove_contents_heading(first_page)
    headings = [chunk for chunk in titles if chunk.role == "heading" or _is_large(chunk, body_size)]
    if not headings:
        return None
    best = max(headings, key=lambda chunk: (round(chunk.size, 1), -first_page.index(chunk)))
    before = sum(len(chunk.text) for chunk in first_page[: first_page.index(best)])
    is_large = best.size >= 1.15 * body_size or first_page.index(best) == 0
    return best if is_large and before < 500 and _is_dominant(best, headings) else None


def _remove_contents_heading(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Remove the heading of a table of contents and what follows it unless larger: the headings of sections."""
    contents = [
        index
        for index, chunk in enumerate(chunks)
        if CONTENTS_HEADING.fullmatch(" ".join(chunk.text.split()))
    ]
    if not contents:
        return list(chunks)
    start, size = contents[0], chunks[contents[0]].size
    return [chunk for index, chunk in enumerate(chunks) if index < start or chunk.size > 1.05 * size]


def _is_dominant(best: Chunk, headings: Sequence[Chunk]) -> bool:
    """Return whether a heading is the first or larger than all others; one among equals belongs to a section."""
    others = [chunk for chunk in headings if chunk is not best]
    return headings[0] is best or all(chunk.size < 0.97 * best.size for chunk in others)


def _is_large(chunk: Chunk, body_size: float) -> bool:
    """Return whether a paragraph is as large as a title; many programs do not mark titles."""
    max_lines = 4 if chunk.size < 1.5 * body_size else 8  # a title in a narrow column has many lines
    return chunk.size >= 1.25 * body_size and len(chunk.lines) <= max_lines and len(chunk.text) <= 250


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfHead:
    """Title, authors, date and rights, and the remaining chunks of the body."""

    title: str
    authors: tuple[str, ...]
    published: date | None
    rights: tuple[str, ...]
    rest: list[Chunk]


def _with_continuation(chunks: Sequence[Chunk], index: int) -> Sequence[Chunk]:
    """Return a statement and the paragraph that completes its sentence, as lines set flush right may start anywhere."""
    chunk, *following = chunks[index : index + 2]
    after = following[0] if following and following[0].lines else None
    continues = (
        after is not None
        and chunk.text[-1:] not in _SENTENCE_ENDS
        and after.text[:1].islower()
        and abs(after.size - chunk.size) < 0.3
        and after.lines[0].page == chunk.lines[0].page
    )
    return (chunk, *following) if continues else (chunk,)


def read_head(
    builder: DraftBuilder, chunks: Sequence[Chunk], metadata: PdfMetadata, body_size: float, name: str
) -> PdfHead:
    """Separate title, byline and rights statements from the chunks; `name` is the file name."""
    title_chunk = find_title(chunks, body_size, metadata.title)
    used = [title_chunk] if title_chunk is not None else []
    marks = {chunk.mark for chunk in chunks if chunk.role == "note"}
    words = Vocabulary(line for chunk in chunks if chunk is not title_chunk for line in chunk.lines)
    title = builder.title_or_stem(_choose_title(title_chunk, metadata, marks, words), name)
    nearby = _chunks_near_title(chunks, title_chunk)
    authors = metadata.authors
    published, date_line = _find_date(nearby, metadata)
    for chunk in nearby:
        byline = read_byline(" ".join(chunk.text.split()), metadata.authors)
        if byline is not None and byline.authors:
            authors, published = byline.authors, published or byline.published
            date_line = "" if date_line == chunk.text else date_line
            used.append(chunk)
            builder.notice("metadata-from-text", chunk.text)
            break
    if date_line:
        builder.notice("pdf-date-from-text", date_line)
    rights = [
        _with_continuation(chunks, index)
        for index, chunk in enumerate(chunks)
        if chunk.role in {"paragraph", "note"} and is_rights_statement(chunk.text)
    ]
    used += [chunk for statement in rights for chunk in statement]
    statements = tuple(" ".join(chunk.text for chunk in statement) for statement in rights)
    for text in statements:
        builder.notice("rights-set-apart", first_words(text))
    used_ids = {id(chunk) for chunk in used}
    return PdfHead(
        title=title,
        authors=authors,
        published=published,
        rights=statements,
        rest=[chunk for chunk in chunks if id(chunk) not in used_ids],
    )


def _choose_title(
    title_chunk: Chunk | None, metadata: PdfMetadata, marks: Collection[str], words: Vocabulary
) -> str:
    """Return the title on the page, in the metadata's wording if the words are the same."""
    if title_chunk is None:
        return metadata.title
    text = _join_title_lines(title_chunk, words)
    text = text.removesuffix(_trailing_note_mark(title_chunk, marks)).rstrip()
    return metadata.title if metadata.title and match_key(metadata.title) == match_key(text) else text


def _join_title_lines(title_chunk: Chunk, words: Vocabulary) -> str:
    """Return the lines of a title; a hyphen at the end of one stays, unless the text has the word without it.

    Titles are rarely divided: such a hyphen mostly belongs to the word.
    """
    text = ""
    for line in title_chunk.lines:
        following = line.text.strip()
        last, first = _LAST_WORD.search(text), _FIRST_WORD.match(following)
        if last is not None and first is not None:
            whole = words.contains(last[1] + first[0])
            text = text[:-1] + ("" if whole else "-") + following
        else:
            text = f"{text} {following}" if text else following
    return text.replace("\x02", "-")


def _trailing_note_mark(title_chunk: Chunk, marks: Collection[str]) -> str:
    """Return the raised note mark at the end of a title, or "" if it is part of the title."""
    line = title_chunk.lines[-1]
    end = list(takewhile(lambda glyph: is_raised(glyph, line), reversed(line.glyphs)))
    raised = text_of(reversed(end))
    if len(raised) == len(line.text) or not raised:
        return ""
    is_symbol = not any(map(str.isalnum, raised))
    return raised if is_symbol or raised.strip("()[] ") in marks else ""


def _chunks_near_title(chunks: Sequence[Chunk], title_chunk: Chunk | None) -> list[Chunk]:
    index = next((index for index, chunk in enumerate(chunks) if chunk is title_chunk), 0)
    around = chunks[max(0, index - 3) : index + _CHUNKS_AFTER_TITLE]
    return [
        chunk
        for chunk in around
        if chunk is not title_chunk
        and chunk.role in {"paragraph", "heading"}
        and len(chunk.text) <= _MAX_LINE_LENGTH
    ]


def _find_date(nearby: Sequence[Chunk], metadata: PdfMetadata) -> tuple[date | None, str]:
    """Return the publication date from the metadata, or from a short line near the title with that line."""
    if metadata.published is not None:
        return metadata.published, ""
    for chunk in nearby:
        text = chunk.text
        found = read_date(text) if not states_period(text) else None
        if found is not None and len(text) <= _MAX_LINE_LENGTH * 0.7:
            return found, text
    return None, ""
