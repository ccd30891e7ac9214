"""From a file to a Reading: the importer is chosen, runs, and its draft becomes an article.

Runs in a worker process: it keeps no state between calls and its result can be pickled.
"""

from __future__ import annotations

import hashlib
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefbuilder.domain.article import Article, Original, Reading
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ImportRefusedError
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.domain.text import Block, Row, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import (
    PLAIN,
    Chapter,
    ContainedFile,
    Draft,
    ReadingOptions,
    numbered,
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

# Tables within tables: those that lie deeper than any reader follows are laid out as what stands in them.


def without_deep_tables(draft: Draft) -> Draft:
    """Return a draft in which no table lies deeper than TABLE_DEPTH, with a notice where one did."""
    if not _is_deeper(draft.blocks, TABLE_DEPTH):
        return draft
    notices = (*draft.notices, Notice(code="deep-tables-laid-out", subject=str(TABLE_DEPTH)))
    return replace(draft, blocks=_flat(draft.blocks, TABLE_DEPTH), notices=notices)


def _inner(table: Table) -> Iterable[Block]:
    return (block for row in table.rows for cell in row.cells for block in cell.blocks)


def _is_deeper(blocks: Iterable[Block], depth: int) -> bool:
    tables = (block for block in blocks if isinstance(block, Table))
    return any(depth == 0 or _is_deeper(_inner(table), depth - 1) for table in tables)


def _flat(blocks: Iterable[Block], depth: int) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
        elif depth == 0:
            found += _flat(_inner(block), 0)
        else:
            rows = tuple(
                Row(cells=tuple(replace(cell, blocks=_flat(cell.blocks, depth - 1)) for cell in row.cells))
                for row in block.rows
            )
            found.append(replace(block, rows=rows))
    return tuple(found)


@value
class Opened:
    """What one file is: a text of its own, files within it, or both; or a book's chapters, read already."""

    reading: Reading | None = None
    parts: tuple[ContainedFile, ...] = ()
    chapters: tuple[PartReading, ...] = ()


@value
class RefusedPart:
    """A file within a container that could not be read, and why; `label` is where it stands in it."""

    label: str
    error: BriefbuilderError


@value
class PartReading(Reading):
    """A reading of a file within a container; `label` is where it stands in it."""

    label: str


def read_file(path: Path) -> Reading:
    """Read one file; raise ImportRefusedError where it cannot become an article."""
    return read_bytes(_bytes_of(path), shown_name(path.name), replace(PLAIN, folder=path.parent))


def open_file(path: Path, options: ReadingOptions = PLAIN) -> Opened:
    """Read one file, and return the files within it unread; raise ImportRefusedError as `read_file`."""
    return open_bytes(_bytes_of(path), shown_name(path.name), replace(options, folder=path.parent))


def open_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN) -> Opened:
    """Read the bytes of a file of that name, and return the files within it unread.

    Raises ImportRefusedError where there is neither a text nor a file in it.
    """
    importer = _importer(data, name)
    if importer.divide is not None and options.books == "chapters":
        return Opened(chapters=_chapters(importer.divide(data, name), importer, data, name))
    if importer.unpack is None:
        return Opened(reading=_read(importer, data, name, options))
    parts = importer.unpack(data, name, options)
    if importer.read is None:
        if not parts:
            raise ImportRefusedError("import-container-empty", name=name)
        return Opened(parts=parts)
    try:
        return _linked(_read(importer, data, name, options), parts)
    except ImportRefusedError as error:
        if not parts or error.code != "import-no-text":
            raise
        return Opened(parts=parts)


def _linked(reading: Reading, parts: tuple[ContainedFile, ...]) -> Opened:
    """Have a text and the files attached to it name each other by the ids of their articles."""
    attached = iter(parts)
    notices = tuple(
        replace(notice, article=article_id(part.data))
        if notice.code == ATTACHED and (part := next(attached, None)) is not None
        else notice
        for notice in reading.notices
    )
    holder = reading.article.id
    return Opened(
        reading=replace(reading, notices=notices),
        parts=tuple(replace(part, notice=replace(part.notice, article=holder)) for part in parts),
    )


def open_part(part: ContainedFile, options: ReadingOptions = PLAIN) -> Opened:
    """Read a file within a container as `open_bytes` does; what it came with is a notice of its reading."""
    options = replace(options, folder=None, saved=part.beside)
    if part.depth < PARTS_DEPTH:
        opened = open_bytes(part.data, part.name, options)
    else:
        opened = Opened(reading=_deepest(part, options))
    chapters = tuple(
        replace(one, notices=(part.notice, *one.notices), label=f"{part.label}/{one.label}")
        for one in opened.chapters
    )
    reading = opened.reading
    if reading is not None:
        reading = replace(reading, notices=(part.notice, *reading.notices))
    return replace(opened, reading=reading, chapters=chapters)


def _deepest(part: ContainedFile, options: ReadingOptions) -> Reading:
    """Read a file at the depth from which on nothing is unpacked; refuse it where all that it has lies deeper."""
    importer = _importer(part.data, part.name)
    if importer.read is not None:
        try:
            return read_bytes(part.data, part.name, options)
        except ImportRefusedError as error:
            if error.code != "import-no-text" or importer.unpack is None:
                raise
    raise ImportRefusedError("import-container-deep", name=part.name)


def readings_within(
    opened: Opened, open_one: Callable[[ContainedFile], Opened] = open_part
) -> Iterator[PartReading | RefusedPart]:
    """Yield the files within a container and within those, in order; a bad one is reported and the others go on.

    `open_one` opens one file, in a process of its own for example. What is over the limits is reported as one.
    """
    waiting = deque(opened.parts)
    number = size = 0
    while waiting:
        part = waiting.popleft()
        number, size = number + 1, size + len(part.data)
        if number > PARTS or size > PARTS_BYTES:
            error = ImportRefusedError("import-container-large", name=part.name, limit=str(PARTS))
            yield RefusedPart(label=part.label, error=error)
            return
        try:
            inner = open_one(part)
        except CancelledError:
            raise
        except BriefbuilderError as error:
            yield RefusedPart(label=part.label, error=error)
            continue
        if inner.reading is not None:
            reading = inner.reading
            yield PartReading(
                article=reading.article,
                notices=reading.notices,
                data=reading.data,
                pictures=reading.pictures,
                label=part.label,
            )
        yield from inner.chapters
        waiting.extendleft(
            replace(deeper, depth=part.depth + 1, label=f"{part.label}/{deeper.label}")
            for deeper in reversed(inner.parts)
        )


def read_many(data: bytes, name: str, options: ReadingOptions = PLAIN) -> tuple[Reading | RefusedPart, ...]:
    """Read a file and all files within it; raise ImportRefusedError where the file itself cannot be read."""
    opened = open_bytes(data, name, options)
    own = () if opened.reading is None else (opened.reading,)
    return (*own, *opened.chapters, *readings_within(opened, lambda part: open_part(part, options)))


def read_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN) -> Reading:
    """Read the bytes of a file of that name; raise ImportRefusedError where they hold no article."""
    return _read(_importer(data, name), data, name, options)


def _bytes_of(path: Path) -> bytes:
    name = shown_name(path.name)
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):
            raise ImportRefusedError("import-not-a-file", name=name)  # it may never end
        if told.st_size > FILE_BYTES:
            raise _too_large(name)
        with path.open("rb") as stream:
            # One that grows is read as it was; some say that they are empty, and never end.
            data = stream.read(told.st_size or FILE_BYTES + 1)
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


def _read(importer: Importer, data: bytes, name: str, options: ReadingOptions) -> Reading:
    if importer.read is None:
        raise ImportRefusedError("import-container", name=name)
    draft = importer.read(data, name, options)
    if not draft.blocks:
        raise ImportRefusedError("import-no-text", name=name)
    return reading_of(draft, data, name, importer.media_types[0])


def _chapters(
    chapters: tuple[Chapter, ...], importer: Importer, data: bytes, name: str
) -> tuple[PartReading, ...]:
    """Return the chapters of a book as articles; the original of each is the book, kept once."""
    found: list[PartReading] = []
    for chapter in chapters:
        whole = reading_of(chapter.draft, data, name, importer.media_types[0])
        place = hashlib.sha256(f"{whole.article.original.sha256}\n{chapter.part}".encode()).hexdigest()
        found.append(
            PartReading(
                article=replace(whole.article, id=f"a{place[:16]}"),
                notices=whole.notices,
                data=data,
                pictures=whole.pictures,
                label=chapter.label.replace("/", "∕"),
            )
        )
    return tuple(found)


def reading_of(draft: Draft, data: bytes, name: str, media_type: str) -> Reading:
    """Return a draft as the reading of the bytes that it was made of; its blocks get their final ids."""
    draft = _storable(draft, name)
    digest = hashlib.sha256(data).hexdigest()
    article = Article(
        id=_id_of(digest),
        metadata=draft.metadata,
        blocks=draft.blocks,
        original=Original(sha256=digest, media_type=media_type, name=name, size=len(data)),
    )
    return Reading(article=article, notices=draft.notices, data=data, pictures=draft.pictures)


def article_id(data: bytes) -> str:
    """Return the id of the article that is made of a file's bytes; it is the same in every dossier."""
    return _id_of(hashlib.sha256(data).hexdigest())


def _id_of(digest: str) -> str:
    return f"a{digest[:16]}"


def _storable(draft: Draft, name: str) -> Draft:
    """Return a draft with its final ids, in the size and the depth that a dossier keeps and a window shows."""
    if len(draft.blocks) > BLOCKS:
        raise ImportRefusedError("import-too-many-paragraphs", name=name, limit=str(BLOCKS))
    return numbered(without_deep_tables(draft))


def _too_large(name: str) -> ImportRefusedError:
    return ImportRefusedError("import-too-large", name=name, limit=str(FILE_BYTES // MEBIBYTE))
