"""PDF to a draft: pages, furniture, order, paragraphs, kinds, notes, metadata; what was done is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.pdf.annotations import annotations_on, fields_of, with_words
from briefbuilder.importers.pdf.assemble import add_chunks
from briefbuilder.importers.pdf.bullets import mark_dots
from briefbuilder.importers.pdf.document import Handle, form_type, opened, page_count, page_of
from briefbuilder.importers.pdf.furniture import without_furniture
from briefbuilder.importers.pdf.glyphs import Fonts
from briefbuilder.importers.pdf.grid import joined_tables, with_aligned_chunks
from briefbuilder.importers.pdf.head import Head, read_head
from briefbuilder.importers.pdf.health import check
from briefbuilder.importers.pdf.hyphens import Vocabulary
from briefbuilder.importers.pdf.kinds import tell_kinds
from briefbuilder.importers.pdf.limits import PDF_CHARACTERS
from briefbuilder.importers.pdf.linenumbers import without_line_numbers
from briefbuilder.importers.pdf.listings import joined_listings, with_numbers
from briefbuilder.importers.pdf.measures import body_size, measure
from briefbuilder.importers.pdf.metadata import Told, told
from briefbuilder.importers.pdf.notes import Footnotes
from briefbuilder.importers.pdf.order import in_reading_order, is_interleaved
from briefbuilder.importers.pdf.pages import read_page
from briefbuilder.importers.pdf.paragraphs import chunks_of
from briefbuilder.importers.pdf.shapes import Chunk, Line, Page
from briefbuilder.importers.pdf.tables import with_tables
from briefbuilder.importers.pdf.tagged import tagged_chunks
from briefbuilder.importers.pdf.tags import Trees, add_tree
from briefbuilder.importers.rights import rights_of

_MOST_NOTICES = 40
"""Notices of one kind that are listed one by one."""


@dataclass(slots=True)
class _Read:
    """All pages of a document, with its tags and what it tells of itself."""

    pages: list[Page] = field(default_factory=list)
    tags: Trees = field(default_factory=Trees)
    told: Told = field(default_factory=Told)
    unread: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    form: int = 0


def read_pdf(data: bytes, name: str, passwords: Sequence[str] = ()) -> Draft:
    """Read the bytes of a PDF; raise ImportRefusedError where no text can be had from it."""
    with opened(data, name, passwords) as document:
        read = _pages(document, data, name)
    builder = Builder()
    check(read.pages, name, builder, form=read.form)
    chunks, size = _chunks(read, builder)
    head = read_head(chunks, read.told, size, name)
    for code, subject in head.notices:
        builder.notice(code, subject)
    _note_pages(builder, read)
    words = Vocabulary(line for chunk in chunks for line in chunk.lines)
    add_chunks(builder, head.rest, words, read.pages)
    return builder.draft(_metadata(builder, head, read.told))


def _pages(document: Handle, data: bytes, name: str) -> _Read:
    read = _Read(told=told(document, data), form=form_type(document))
    fonts = Fonts()
    characters = 0
    with fields_of(document) as fields:
        for index in range(page_count(document)):
            with page_of(document, index) as loaded:
                if loaded is None:
                    read.unread.append(index + 1)
                else:
                    page = read_page(document, *loaded, index + 1, fonts)
                    _add_page(read, page, loaded[0], fields)
                    characters += page.glyphs
            if characters > PDF_CHARACTERS:
                raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(index + 1))
    return read


def _add_page(read: _Read, page: Page, handle: Handle, fields: Handle | None) -> None:
    """Keep a page with what was written on it later, and with its structure."""
    if page.glyphs and not page.lines and not page.turned and not page.outside:
        read.unread.append(page.number)
    annotations = annotations_on(handle, fields)
    page.lines = with_words(page.lines, annotations.words, page.number)
    page.glyphs += sum(len(text) for _, text in annotations.words)
    read.comments += annotations.comments
    read.pages.append(page)
    add_tree(handle, page.number, read.tags)


def _chunks(read: _Read, builder: Builder) -> tuple[list[Chunk], float]:
    """Return the text's chunks, by the file's own structure where it has one that holds the text."""
    if numbers := without_line_numbers(read.pages):
        builder.notice("pdf-line-numbers-removed", first_words(", ".join(line.text for line in numbers)))
    size = body_size([line for page in read.pages for line in page.lines])
    by_tags = tagged_chunks(read.pages, read.tags, size)
    if by_tags is not None:
        _note_lines(builder, by_tags.artifacts)
        return by_tags.chunks, size
    for page in read.pages:
        mark_dots(page.lines, page.drawings.dots)
        page.lines = with_numbers(page.lines)
    _note_lines(builder, without_furniture(read.pages, size))
    lines: list[Line] = []
    notes = Footnotes(size)
    reordered: list[str] = []
    for page in read.pages:
        ordered, changed = _ordered(page)
        if changed:
            reordered.append(str(page.number))
        lines += notes.text_without(ordered, page.height, page.drawings.across, page.drawings.upright)
    if reordered:
        builder.notice("pdf-pages-reordered", ", ".join(reordered))
    measures = measure(lines)
    chunks = joined_tables(with_aligned_chunks(chunks_of(lines, measures)))
    tell_kinds(chunks, measures)
    return joined_listings(chunks) + notes.found, size


def _ordered(page: Page) -> tuple[list[Line], bool]:
    """Return a page's lines and tables in the order of reading, and whether that is another than the file's."""
    if not is_interleaved(page.lines):
        return in_reading_order(with_tables(page.lines, page.drawings), page.drawings.across)
    # Columns of text that are drawn line by line across look like a table until they are parted.
    ordered, changed = in_reading_order(page.lines, page.drawings.across)
    return with_tables(ordered, page.drawings), changed


def _note_lines(builder: Builder, lines: Sequence[Line]) -> None:
    """List what was taken out, each wording once, with its pages."""
    pages: dict[str, list[int]] = {}
    for line in lines:
        pages.setdefault(line.text, []).append(line.page)
    numbers = [text for text in pages if len(text) < 5 and any(map(str.isdigit, text))]
    words = [text for text in pages if text not in numbers]
    for text in words[:_MOST_NOTICES]:
        builder.notice("pdf-running-head-removed", first_words(text))
    if len(words) > _MOST_NOTICES:
        builder.notice("pdf-more-running-heads-removed", str(len(words) - _MOST_NOTICES))
    if numbers:
        builder.notice("pdf-page-numbers-removed", first_words(", ".join(numbers)))


def _note_pages(builder: Builder, read: _Read) -> None:
    turned = " ".join(page.turned for page in read.pages if page.turned.strip())
    outside = " ".join(page.outside for page in read.pages if page.outside.strip())
    for comment in read.comments[:_MOST_NOTICES]:
        builder.notice("comment", first_words(comment, 400))
    if len(read.comments) > _MOST_NOTICES:
        builder.notice("more-comments", str(len(read.comments) - _MOST_NOTICES))
    if turned:
        builder.notice("pdf-turned-text-left-out", first_words(turned, 400))
    if outside:
        builder.notice("pdf-text-off-page-left-out", first_words(outside, 400))
    if read.unread:
        builder.notice("pdf-pages-unreadable", ", ".join(map(str, read.unread)))


def _metadata(builder: Builder, head: Head, said: Told) -> Metadata:
    language = guess_language("\n".join(block.text for block in builder.blocks))
    declared = (said.language or "").partition("-")[0].lower() or None
    if language is None:
        language = declared
    elif language != declared:
        builder.notice("language-guessed", language)
    return Metadata(
        title=head.title,
        authors=head.authors,
        publication=said.publication,
        published=head.published,
        language=language,
        rights=rights_of([*head.rights, *([said.rights] if said.rights else [])]),
    )
