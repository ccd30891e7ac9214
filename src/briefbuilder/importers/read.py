"""Reads a file into finished articles: chooses the importer, runs it and gives the draft its final ids.

Runs in a worker process: keeps no state between calls, and its results can be pickled.
"""

from __future__ import annotations

import hashlib
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefbuilder.domain.article import Article, ImportedArticle, Original, RefusedFile
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ImportRefusedError
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.domain.text import Block, Row, Table
from briefbuilder.importers.draft import (
    PLAIN,
    Chapter,
    ContainedFile,
    Draft,
    ReadingOptions,
    number_blocks,
    shown_name,
)
from briefbuilder.importers.limits import (
    BLOCKS,
    FILE_BYTES,
    MEBIBYTE,
    PARTS,
    PARTS_BYTES,
    PARTS_DEPTH,
    TABLE_DEPTH,
)
from briefbuilder.importers.registry import Importer, importer_for

Contents = tuple[ImportedArticle | ContainedFile, ...]
"""What one file holds, in order: its own text or its chapters as readings, and the files within it unread."""


def read_file(path: Path) -> ImportedArticle:
    """Read one file; raise ImportRefusedError where it cannot become an article."""
    options = replace(PLAIN, folder=path.parent)
    return replace(read_bytes(_bytes_of(path), shown_name(path.name), options), path=path)


def read_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN) -> ImportedArticle:
    """Read the bytes of a file of that name; raise ImportRefusedError where they hold no article."""
    return _read(_importer(data, name), data, name, options)


def read_many(
    data: bytes, name: str, options: ReadingOptions = PLAIN
) -> tuple[ImportedArticle | RefusedFile, ...]:
    """Read a file and all files within it; raise ImportRefusedError where the file itself cannot be read."""

    def open_one(part: ContainedFile) -> Contents:
        return open_part(part, path, options)

    path = Path(name)
    return tuple(read_contents(open_bytes(data, name, options), path, open_one))


def open_file(path: Path, options: ReadingOptions = PLAIN) -> Contents:
    """Read one file, and return the files within it unread; raise ImportRefusedError as `open_bytes`."""
    data = _bytes_of(path)
    return open_bytes(data, shown_name(path.name), replace(options, folder=path.parent), path)


def open_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN, path: Path | None = None) -> Contents:
    """Read the bytes of a file of that name, and return the files within it unread.

    `path` is the file's path where it is not its name. Raises ImportRefusedError where there is neither a text nor
    a file in it.
    """
    path = path or Path(name)
    importer = _importer(data, name)
    if importer.divide is not None and options.books == "chapters":
        chapters = importer.divide(data, name)
        return tuple(_read_chapter(one, data, name, importer.media_types[0], path) for one in chapters)
    if importer.unpack is None:
        return (_read(importer, data, name, options, path),)
    parts = importer.unpack(data, name, options)
    if importer.read is None:
        if not parts:
            raise ImportRefusedError("import-container-empty", name=name)
        return parts
    try:
        return _link(_read(importer, data, name, options, path), parts)
    except ImportRefusedError as error:
        if not parts or error.code != "import-no-text":
            raise
        return parts


def open_part(part: ContainedFile, path: Path, options: ReadingOptions = PLAIN) -> Contents:
    """Read a file within the file at `path` as `open_bytes` does; its readings get a notice of what it came in."""
    options = replace(options, folder=None, saved=part.beside)
    place = path / part.label
    if part.depth < PARTS_DEPTH:
        contents = open_bytes(part.data, part.name, options, place)
    else:
        contents = (_read_deepest(part, place, options),)
    return tuple(
        replace(one, notices=(part.notice, *one.notices))
        if isinstance(one, ImportedArticle)
        else replace(one, depth=part.depth + 1, label=f"{part.label}/{one.label}")
        for one in contents
    )


def read_contents(
    contents: Contents, path: Path, open_one: Callable[[ContainedFile], Contents]
) -> Iterator[ImportedArticle | RefusedFile]:
    """Yield the readings of the file at `path`, those of the files within it and within those, in order.

    `open_one` opens a file within it, for example in a process of its own. One that cannot be read is yielded as
    refused; where there are more than the limits allow, the first one above them is the last result.
    """
    waiting = deque(contents)
    number = size = 0
    while waiting:
        part = waiting.popleft()
        if isinstance(part, ImportedArticle):
            yield part
            continue
        number, size = number + 1, size + len(part.data)
        if number > PARTS or size > PARTS_BYTES:
            limit = ImportRefusedError("import-container-large", name=part.name, limit=str(PARTS))
            yield RefusedFile(path=path / part.label, error=limit)
            return
        try:
            waiting.extendleft(reversed(open_one(part)))
        except CancelledError:
            raise
        except BriefbuilderError as error:
            yield RefusedFile(path=path / part.label, error=error)


def to_reading(
    draft: Draft, data: bytes, name: str, media_type: str, path: Path | None = None
) -> ImportedArticle:
    """Return the finished reading of a draft that was made of a file's bytes; its blocks get their final ids.

    Raises ImportRefusedError where the draft has more blocks than an article may have.
    """
    if len(draft.blocks) > BLOCKS:
        raise ImportRefusedError("import-too-many-paragraphs", name=name, limit=str(BLOCKS))
    draft = number_blocks(flatten_deep_tables(draft))
    digest = hashlib.sha256(data).hexdigest()
    article = Article(
        id=_id_of(digest),
        metadata=draft.metadata,
        blocks=draft.blocks,
        original=Original(sha256=digest, media_type=media_type, name=name, size=len(data)),
    )
    return ImportedArticle(
        article=article, notices=draft.notices, data=data, path=path or Path(name), pictures=draft.pictures
    )


def article_id(data: bytes) -> str:
    """Return the id of the article that is made of a file's bytes; it is the same in every dossier."""
    return _id_of(hashlib.sha256(data).hexdigest())


def flatten_deep_tables(draft: Draft) -> Draft:
    """Replace tables nested deeper than TABLE_DEPTH by the blocks in them, with a notice where there were any."""
    if not _is_deeper(draft.blocks, TABLE_DEPTH):
        return draft
    notices = (*draft.notices, Notice(code="deep-tables-laid-out", subject=str(TABLE_DEPTH)))
    return replace(draft, blocks=_flatten(draft.blocks, TABLE_DEPTH), notices=notices)


def _bytes_of(path: Path) -> bytes:
    name = shown_name(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise ImportRefusedError("import-not-a-file", name=name)  # it may never end
        if status.st_size > FILE_BYTES:
            raise _too_large(name)
        with path.open("rb") as stream:
            # A growing file is read up to the size it had; some special files report size 0 and never end.
            data = stream.read(status.st_size or FILE_BYTES + 1)
    except OSError as error:
        raise ImportRefusedError(
            "import-unreadable", name=name, reason=error.strerror or str(error)
        ) from error
    if len(data) > FILE_BYTES:
        raise _too_large(name)
    return data


def _importer(data: bytes, name: str) -> Importer:
    if len(data) > FILE_BYTES:
        raise _too_large(name)
    return importer_for(data, name)


def _too_large(name: str) -> ImportRefusedError:
    return ImportRefusedError("import-too-large", name=name, limit=str(FILE_BYTES // MEBIBYTE))


def _read(
    importer: Importer, data: bytes, name: str, options: ReadingOptions, path: Path | None = None
) -> ImportedArticle:
    if importer.read is None:
        raise ImportRefusedError("import-container", name=name)
    draft = importer.read(data, name, options)
    if not draft.blocks:
        raise ImportRefusedError("import-no-text", name=name)
    return to_reading(draft, data, name, importer.media_types[0], path)


def _read_deepest(part: ContainedFile, path: Path, options: ReadingOptions) -> ImportedArticle:
    """Read a file at the depth below which nothing is unpacked; refuse it where it has no text of its own."""
    importer = _importer(part.data, part.name)
    if importer.read is not None:
        try:
            return _read(importer, part.data, part.name, options, path)
        except ImportRefusedError as error:
            if error.code != "import-no-text" or importer.unpack is None:
                raise
    raise ImportRefusedError("import-container-deep", name=part.name)


def _read_chapter(chapter: Chapter, data: bytes, name: str, media_type: str, path: Path) -> ImportedArticle:
    """Return a chapter of a book as an article; its original is the book, which is stored once."""
    place = path / chapter.label.replace("/", "∕")
    reading = to_reading(chapter.draft, data, name, media_type, place)
    digest = hashlib.sha256(f"{reading.article.original.sha256}\n{chapter.part}".encode()).hexdigest()
    return replace(reading, article=replace(reading.article, id=_id_of(digest)))


def _link(reading: ImportedArticle, parts: tuple[ContainedFile, ...]) -> Contents:
    """Let a text and the files attached to it name each other by the ids of their articles."""
    attached = iter(parts)
    notices = tuple(
        replace(notice, article=article_id(part.data))
        if notice.code == ATTACHED and (part := next(attached, None)) is not None
        else notice
        for notice in reading.notices
    )
    holder = reading.article.id
    return (
        replace(reading, notices=notices),
        *(replace(part, notice=replace(part.notice, article=holder)) for part in parts),
    )


def _id_of(digest: str) -> str:
    return f"a{digest[:16]}"


def _blocks_in(table: Table) -> Iterable[Block]:
    return (block for row in table.rows for cell in row.cells for block in cell.blocks)


def _is_deeper(blocks: Iterable[Block], depth: int) -> bool:
    tables = (block for block in blocks if isinstance(block, Table))
    return any(depth == 0 or _is_deeper(_blocks_in(table), depth - 1) for table in tables)


def _flatten(blocks: Iterable[Block], depth: int) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
        elif depth == 0:
            found += _flatten(_blocks_in(block), 0)
        else:
            rows = tuple(
                Row(cells=tuple(replace(cell, blocks=_flatten(cell.blocks, depth - 1)) for cell in row.cells))
                for row in block.rows
            )
            found.append(replace(block, rows=rows))
    return tuple(found)
