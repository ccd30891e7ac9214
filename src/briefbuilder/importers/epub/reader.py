"""A book to a draft: every chapter through the walk of markup, in the order of reading."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Callable, Collection

from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata, Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Span
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import first_words, key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.metadata import is_person
from briefbuilder.importers.epub.book import Book, open_book, resolved
from briefbuilder.importers.epub.contents import without_contents
from briefbuilder.importers.html.fallback import text_of_markup
from briefbuilder.importers.html.page import load_page
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import BOOK_BYTES, BOOK_CHAPTERS, PARAGRAPHS
from briefbuilder.importers.markup import FindPicture, Surroundings, add_markup
from briefbuilder.importers.rights import is_rights_statement, rights_of

_TITLE_PAGE = re.compile(rb"""epub:type=["'][^"']*\btitlepage\b""")
"""The page with title, authors and date: EPUB 3 Structural Semantics Vocabulary."""

_LONGEST_TITLE_PAGE = 600
"""Code points."""


def read_epub(data: bytes, name: str) -> Draft:
    """Read the bytes of a book; raise ImportRefusedError where it is encrypted, broken or without text."""
    book = open_book(data, name)
    builder = Builder()
    left = BOOK_BYTES
    for number, chapter in enumerate(book.chapters):
        found = book.package.data(chapter)
        if found is None:
            builder.notice("epub-chapter-missing", book.names.get(chapter, chapter))
            continue
        left -= len(found)
        if left < 0 or number >= BOOK_CHAPTERS or len(builder.blocks) > PARAGRAPHS:
            builder.notice("epub-cut", str(len(book.chapters) - number))
            break
        add_chapter(builder, book, chapter, found, number)
    _drop_title_page(builder, book.first("title"))
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=name)
    return builder.draft(metadata_of(builder, book, name))


def add_chapter(builder: Builder, book: Book, chapter: str, data: bytes, number: int) -> None:
    """Add a chapter's blocks, its name in the contents as a heading where it has none itself.

    `number` keeps the notes of several chapters in one article apart.
    """
    before = len(builder.blocks)
    contents: list[str] = []
    around = Surroundings(
        language=book.first("language") or None,
        scope=f"{number}:",
        picture=_pictures(book, chapter),
        quoted=_marks_of(chapter),
        amend=lambda root: contents.extend(without_contents(root)),
    )
    add_markup(builder, load_page(data).decoded.text, around)
    for words in contents:
        builder.notice("contents-list-removed", words)
    added = builder.blocks[before:]
    if _TITLE_PAGE.search(data) and sum(len(block.text) for block in added) < _LONGEST_TITLE_PAGE:
        # What it says is the book's metadata; as paragraphs its lines would be the first of the text.
        del builder.blocks[before:]
        builder.notice("removed-from-page", first_words(" · ".join(block.text for block in added)))
        return
    titled = any(isinstance(block, Heading) for block in added[:4])
    told = book.names.get(chapter, "")
    if told and added and not titled and not key(added[0].text).startswith(key(told)):
        heading = builder.add(Heading(id="", content=(Span(told),), level=1))
        if heading is not None:
            builder.blocks.insert(before, builder.blocks.pop())
            builder.notice("epub-heading-from-contents", told, heading.id)


def _drop_title_page(builder: Builder, title: str) -> None:
    """Take a heading at the head that repeats the title off the text."""
    first = builder.blocks[0] if builder.blocks else None
    if isinstance(first, Heading) and key(first.text) and key(first.text) == key(title):
        builder.notice("title-repeated", first.text)
        del builder.blocks[0]


def _pictures(book: Book, chapter: str) -> FindPicture:
    folder = posixpath.dirname(chapter)

    def find(address: str) -> Picture | None:
        part = resolved(folder, address)
        media_type = mimetypes.guess_type(part)[0] or ""
        if "://" in address or not media_type.startswith("image/"):
            return None
        data = book.package.picture(part)
        return Picture(media_type=media_type, data=data) if data else None

    return find


def _marks_of(chapter: str) -> Callable[[HtmlElement], Collection[HtmlElement]]:
    """Return what makes marks of notes that are in the same chapter known as such; it quotes nothing."""
    base = posixpath.basename(chapter)

    def prepare(root: HtmlElement) -> Collection[HtmlElement]:
        for anchor in root.iter("a"):
            address = anchor.get("href") or ""
            if address.startswith(f"{base}#"):
                anchor.set("href", address[len(base) :])
            if "noteref" in (anchor.get("epub:type") or "").split():
                anchor.set("role", "doc-noteref")
        return ()

    return prepare


def metadata_of(builder: Builder, book: Book, name: str, *, described: bool = True) -> Metadata:
    """Return what a book tells of itself; `described` says where its title comes from and what it is about."""
    title = book.first("title")
    if not title:
        title = name.rpartition(".")[0] or name
        if described:
            builder.notice("title-from-file-name", title)
    declared = book.first("language").replace("_", "-") or None
    guessed = guess_language("\n".join(block.text for block in builder.blocks[:200]))
    language = declared
    if guessed and (declared or "").partition("-")[0].lower() != guessed:
        builder.notice("language-overruled" if declared else "language-guessed", guessed)
        language = guessed
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    for summary in book.all("description")[:1] if described else ():
        builder.notice("epub-description", first_words(text_of_markup(summary), 300))
    return Metadata(
        title=title,
        authors=tuple(filter(is_person, book.authors)),
        publication=book.first("publisher") or None,
        published=read_date(book.first("date")),
        language=language,
        rights=rights_of([*book.all("rights"), *statements]),
    )
