"""A book as an article a chapter: what its contents name is a chapter, what they do not name goes on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading
from briefbuilder.importers.build import Builder
from briefbuilder.importers.clean import first_words, key
from briefbuilder.importers.epub.book import Book, open_book
from briefbuilder.importers.epub.reader import add_chapter, metadata_of
from briefbuilder.importers.limits import BOOK_BYTES, BOOK_CHAPTERS, PARAGRAPHS
from briefbuilder.importers.parts import Chapter


def chapters_of(data: bytes, name: str) -> tuple[Chapter, ...]:
    """Return the chapters of a book; raise ImportRefusedError where it is encrypted, broken or without text.

    Files of the book without a text (a cover, say) are named in a notice of the first chapter.
    """
    book = open_book(data, name)
    left = [BOOK_BYTES]
    found: list[Chapter] = []
    bare: list[str] = []
    cut = 0
    groups = _groups(book)
    blocks = 0
    for number, group in enumerate(groups):
        if left[0] < 0 or number >= BOOK_CHAPTERS or blocks > PARAGRAPHS:
            cut = len(groups) - number
            break
        chapter = _chapter(book, group, name, left)
        if chapter is None:
            bare.append(book.names.get(group[0], group[0]))
        else:
            found.append(chapter)
            blocks += len(chapter.draft.blocks)
    if not found:
        raise ImportRefusedError("import-no-text", name=name)
    return tuple(_noted(found, bare, cut))


def _noted(found: list[Chapter], bare: list[str], cut: int) -> Iterator[Chapter]:
    builder = Builder()
    for subject in bare:
        builder.notice("epub-chapter-without-text", subject)
    if cut:
        builder.notice("epub-cut", str(cut))
    first = found[0]
    notices = (*first.draft.notices, *builder.notices)
    yield replace(first, draft=replace(first.draft, notices=notices))
    yield from found[1:]


def _groups(book: Book) -> list[list[str]]:
    """Return the files of each chapter; where the contents name less than two, each file is one."""
    named = [chapter for chapter in book.chapters if chapter in book.names]
    groups: list[list[str]] = []
    for chapter in book.chapters:
        if chapter in book.names or len(named) < 2 or not groups or groups[-1][0] not in book.names:
            groups.append([chapter])
        else:
            groups[-1].append(chapter)
    return groups


def _chapter(book: Book, group: list[str], name: str, left: list[int]) -> Chapter | None:
    builder = Builder()
    for number, part in enumerate(group):
        data = book.package.data(part)
        if data is None:
            builder.notice("epub-chapter-missing", book.names.get(part, part))
            continue
        left[0] -= len(data)
        if left[0] >= 0:
            add_chapter(builder, book, part, data, number)
    if not any(block.text.strip() for block in builder.blocks):
        return None
    title = _title(builder, book.names.get(group[0], ""))
    whole = book.first("title") or name.rpartition(".")[0] or name
    builder.notice("came-with-book", whole)
    metadata = replace(metadata_of(builder, book, name, described=False), title=title, publication=whole)
    return Chapter(label=title, part=group[0], draft=builder.draft(metadata))


def _title(builder: Builder, told: str) -> str:
    """Return a chapter's title and take a heading that says it off the head of its text."""
    first = builder.blocks[0]
    if isinstance(first, Heading) and (not told or key(first.text) == key(told)):
        if len(builder.blocks) > 1:
            del builder.blocks[0]
            kept = {block.id for block in builder.blocks}
            builder.notices[:] = [one for one in builder.notices if one.block is None or one.block in kept]
        return told or first.text
    return told or first_words(first.text)
