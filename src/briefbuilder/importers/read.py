"""Reads a file into finished articles: chooses the importer, runs it and gives the draft its final ids.

`parse` does all that looks into a foreign file, in a sealed process; `finish` makes articles of what it returns, and
trusts none of it further than its own text: identities follow from the bytes that were read, not from the answer.
"""

from __future__ import annotations

import hashlib
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from briefbuilder.domain.article import (
    Article,
    ImportedArticle,
    Metadata,
    Original,
    Picture,
    RefusedFile,
    file_article_id,
)
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ImportRefusedError
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.domain.text import Block, Row, Table, map_child_blocks, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import (
    PLAIN,
    BesideFile,
    ContainedFile,
    Draft,
    ReadingOptions,
    number_blocks,
    shown_name,
)
from briefbuilder.importers.limits import (
    BESIDE_FILES,
    BLOCKS,
    FILE_BYTES,
    PARTS,
    PARTS_BYTES,
    PARTS_DEPTH,
    TABLE_DEPTH,
    TABLE_PLACES,
    check_size,
)
from briefbuilder.importers.press_exports import divide_export, divide_page
from briefbuilder.importers.registry import IMPORTERS, OUTSIDE_FORMATS, Importer, importer_for
from briefbuilder.importers.saved_files import find_attached_file, gather_saved_files

_WORD_PROCESSORS = frozenset({"docx", "odt", "rtf"})
"""Importers of files that may hold nothing but scanned pages."""
_EXPORTED = frozenset({"docx", "odt", "rtf", "pdf", "text"})
"""Importers of files that press databases export."""
_REFERENCES = frozenset({"reference", "references", "agency", "agency-items", "text", "zip"})
_ATTACHED_SUFFIXES = frozenset(
    suffix for importer in IMPORTERS if importer.id not in _REFERENCES for suffix in importer.suffixes
)
"""The suffixes of files that are opened if a reference names them; plain text files may be anything."""
_MEDIA_TYPES = frozenset(importer.media_types[0] for importer in IMPORTERS) | frozenset(
    media_type for outside in OUTSIDE_FORMATS for media_type in outside.media_types
)


@value
class ParsedText:
    """The text of a file, or one of the articles that it holds; its blocks have their final ids.

    One of several has a `label`, and a `part` that is unique in the file.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    media_type: str
    notices: tuple[Notice, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    label: str = ""
    part: int = 0


@value
class Parsed:
    """What a file holds: its own text or articles, in order, then the files within it, unread, and those beside it."""

    texts: tuple[ParsedText, ...] = ()
    files: tuple[ContainedFile, ...] = ()
    beside: tuple[BesideFile, ...] = ()


@value
class FoundFile:
    """A file beside a file of references, which is attached to one of them and not yet loaded."""

    path: Path
    label: str
    metadata: Metadata
    notice: Notice


Contents = tuple[ImportedArticle | ContainedFile | FoundFile, ...]
"""What one file holds, in order: its own text or articles as readings, and the files within it unread."""


def read_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN) -> ImportedArticle:
    """Read the bytes of a file of that name; raise ImportRefusedError if they hold no article."""
    return _to_article(parse_text(data, name, options), data, name, Path(name))


def load_file(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file and the name to show; raise ImportRefusedError if it is too large or no file."""
    return bytes_of(path, FILE_BYTES), shown_name(path.name)


def with_saved_files(options: ReadingOptions, path: Path) -> ReadingOptions:
    """Return the options for the file at `path`, with the pictures that a browser saved beside it."""
    return replace(options, saved=gather_saved_files(shown_name(path.name), path.parent))


def with_attached_files(contents: Contents, parsed: Parsed, path: Path) -> Contents:
    """Return the contents of a file of references at `path` with the files attached to them that are beneath its folder.

    A reference without text is left out if its file is there. Files elsewhere, hidden ones and those of
    unknown formats are not opened, whatever the references say.
    """
    if not parsed.beside:
        return contents
    found: dict[int, list[FoundFile]] = {}
    left_out: set[int] = set()
    for beside in parsed.beside[:BESIDE_FILES]:
        target = find_attached_file(path.parent, beside.path, _ATTACHED_SUFFIXES)
        if target is None or not 0 <= beside.entry < len(contents):
            continue
        label = target.relative_to(path.parent.resolve()).as_posix()
        notice = Notice(code="came-with-reference", subject=beside.metadata.title)
        found.setdefault(beside.entry, []).append(
            FoundFile(path=target, label=label, metadata=beside.metadata, notice=notice)
        )
        if beside.alone:
            left_out.add(beside.entry)
    return tuple(
        held
        for place, entry in enumerate(contents)
        for held in (*(() if place in left_out else (entry,)), *found.get(place, ()))
    )


def parse(data: bytes, name: str, options: ReadingOptions = PLAIN) -> Parsed:
    """Return what the bytes of a file hold; raise ImportRefusedError if that is neither a text nor a file."""
    importer = _importer(data, name)
    beside = importer.beside(data, name) if importer.beside is not None else ()
    if importer.unpack is None:
        return Parsed(texts=_parse_articles(importer, data, name, options), beside=beside)
    parts = importer.unpack(data, name, options)
    if importer.read is None:
        if not parts:
            raise ImportRefusedError("import-container-empty", name=name)
        return Parsed(files=parts, beside=beside)
    try:
        return Parsed(texts=(_parse_text(importer, data, name, options),), files=parts)
    except ImportRefusedError as error:
        if not parts or error.code != "import-no-text":
            raise
        return Parsed(files=parts)


def parse_text(data: bytes, name: str, options: ReadingOptions = PLAIN) -> ParsedText:
    """Return the text of a file's bytes; raise ImportRefusedError if they hold no article."""
    return _parse_text(_importer(data, name), data, name, options)


def parse_part(part: ContainedFile, options: ReadingOptions = PLAIN) -> Parsed:
    """Return what a file within a file holds, as `parse` does; at the greatest depth nothing is unpacked."""
    options = replace(options, saved=part.beside)
    if part.depth < PARTS_DEPTH:
        return parse(part.data, part.name, options)
    return Parsed(texts=(_parse_deepest(part, options),))


def finish(parsed: Parsed, data: bytes, name: str, path: Path) -> Contents:
    """Return the articles and files of what was parsed from a file's bytes.

    Raises ImportRefusedError("reader-crashed") if it cannot have come from an importer.
    """
    if not all(map(_is_possible, parsed.texts)):
        raise ImportRefusedError("reader-crashed", name=name)
    texts = tuple(_to_article(text, data, name, path) for text in parsed.texts)
    files = tuple(ContainedFile.of(file.label, file.data, file.notice, file.beside) for file in parsed.files)
    return _link(texts[0], files) if len(texts) == 1 and files else (*texts, *files)


def finish_part(parsed: Parsed, part: ContainedFile, path: Path) -> Contents:
    """Return what was parsed from a file within the file at `path`; its articles get a notice of what it came in."""
    contents = finish(parsed, part.data, part.name, path / part.label)
    return tuple(_came_with(content, part) for content in contents)


def _came_with(
    one: ImportedArticle | ContainedFile | FoundFile, part: ContainedFile
) -> ImportedArticle | ContainedFile | FoundFile:
    if isinstance(one, ContainedFile):
        return replace(one, depth=part.depth + 1, label=f"{part.label}/{one.label}")
    if isinstance(one, FoundFile):
        return one
    article = one.article
    if part.metadata is not None:
        article = replace(article, metadata=fill_metadata(part.metadata, article.metadata))
    return replace(one, article=article, notices=(part.notice, *one.notices))


def fill_metadata(stated: Metadata, found: Metadata) -> Metadata:
    """Return the metadata that a reference states, with what was found in the file if it states nothing."""
    return replace(
        found,
        title=stated.title or found.title,
        authors=stated.authors or found.authors,
        publication=stated.publication or found.publication,
        published=stated.published or found.published,
        url=stated.url or found.url,
        language=found.language or stated.language,
        rights=stated.rights if stated.rights.statement else found.rights,
    )


def read_contents(
    contents: Contents, path: Path, open_one: Callable[[ContainedFile], Contents]
) -> Iterator[ImportedArticle | RefusedFile]:
    """Yield the readings of the file at `path`, those of the files within it and within those, in order.

    `open_one` opens a file within it, for example in a separate process. One that cannot be read is yielded as
    refused; if there are more than the limits allow, the first one above them is the last result.
    """
    waiting = deque(contents)
    number = size = 0
    while waiting:
        part = waiting.popleft()
        if isinstance(part, ImportedArticle):
            yield part
            continue
        if isinstance(part, FoundFile):
            # Files of their own, of which only one is in memory at a time, so that they count to no container.
            loaded = _load_found(part)
            if isinstance(loaded, RefusedFile):
                yield loaded
                continue
            part = loaded
        else:
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


def _load_found(found: FoundFile) -> ContainedFile | RefusedFile:
    try:
        data, _ = load_file(found.path)
    except ImportRefusedError as error:
        return RefusedFile(path=found.path, error=error)
    return replace(ContainedFile.of(found.label, data, found.notice), metadata=found.metadata)


def finish_draft(draft: Draft, name: str, media_type: str) -> ParsedText:
    """Return the text of a draft; its blocks get their final ids.

    Raises ImportRefusedError if the draft has more blocks than an article may have.
    """
    if len(draft.blocks) > BLOCKS:
        raise ImportRefusedError("import-too-many-paragraphs", name=name, limit=str(BLOCKS))
    draft = number_blocks(divide_wide_cells(flatten_deep_tables(draft)))
    return ParsedText(
        metadata=draft.metadata,
        blocks=draft.blocks,
        media_type=media_type,
        notices=draft.notices,
        pictures=draft.pictures,
    )


def flatten_deep_tables(draft: Draft) -> Draft:
    """Replace tables nested deeper than TABLE_DEPTH by the blocks in them, with a notice if there were any."""
    if not _is_deeper(draft.blocks, TABLE_DEPTH):
        return draft
    notices = (*draft.notices, Notice(code="deep-tables-laid-out", subject=str(TABLE_DEPTH)))
    return replace(draft, blocks=_flatten(draft.blocks, TABLE_DEPTH), notices=notices)


def divide_wide_cells(draft: Draft) -> Draft:
    """Let each cell have one place if merged cells make more places than an article may have, with a notice."""
    tables = [block for block in walk_blocks(draft.blocks) if isinstance(block, Table)]
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    if sum(cell.column_span * cell.row_span for cell in cells) <= TABLE_PLACES:
        return draft
    notices = (*draft.notices, Notice(code="merged-cells-divided"))
    return replace(draft, blocks=tuple(map(_divide_cells, draft.blocks)), notices=notices)


def _divide_cells(block: Block) -> Block:
    whole = map_child_blocks(block, _divide_cells)
    if not isinstance(whole, Table):
        return whole
    rows = (
        replace(row, cells=tuple(replace(cell, column_span=1, row_span=1) for cell in row.cells))
        for row in whole.rows
    )
    return replace(whole, rows=tuple(rows))


def bytes_of(path: Path, most: int) -> bytes:
    """Return what is in a file; raises ImportRefusedError if it is no file, cannot be read or has more than `most` bytes."""
    # This folder, ".", has no name of its own.
    name = shown_name(path.name or str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise ImportRefusedError("import-not-a-file", name=name)  # it may never end
        check_size(status.st_size, most, name)
        with path.open("rb") as stream:
            # A growing file is read up to the size it had; some special files report size 0 and never end.
            data = stream.read(status.st_size or most + 1)
    except OSError as error:
        raise ImportRefusedError(
            "import-unreadable", name=name, reason=error.strerror or str(error)
        ) from error
    check_size(len(data), most, name)
    return data


def _importer(data: bytes, name: str) -> Importer:
    check_size(len(data), FILE_BYTES, name)
    return importer_for(data, name)


def _parse_articles(
    importer: Importer, data: bytes, name: str, options: ReadingOptions
) -> tuple[ParsedText, ...]:
    """Return the text of a file, or the articles that a press database exported together."""
    pages = divide_page(data) if importer.id == "html" else ()
    articles = tuple(_read_draft(importer, page, name, options) for page in pages or (data,))
    if not pages and importer.id in _EXPORTED:
        articles = divide_export(articles[0], partial(_whole_text, importer, data, name, articles[0]))
    media_type = importer.media_types[0]
    if len(articles) == 1:
        return (finish_draft(articles[0], name, media_type),)
    return tuple(
        replace(
            finish_draft(article, name, media_type),
            label=f"{number:03d} {first_words(article.metadata.title, 60)}",
            part=number,
        )
        for number, article in enumerate(articles, 1)
    )


def _whole_text(importer: Importer, data: bytes, name: str, draft: Draft) -> str:
    if importer.id == "text":
        return decode(data).text
    if importer.text is not None:
        return importer.text(data, name)
    return "\n".join((draft.metadata.title, *(block.text for block in draft.blocks)))


def _parse_text(importer: Importer, data: bytes, name: str, options: ReadingOptions) -> ParsedText:
    return finish_draft(_read_draft(importer, data, name, options), name, importer.media_types[0])


def _read_draft(importer: Importer, data: bytes, name: str, options: ReadingOptions) -> Draft:
    if importer.read is None:
        raise ImportRefusedError("import-container", name=name)
    draft = importer.read(data, name, options)
    if not draft.blocks:
        raise ImportRefusedError("import-no-text", name=name)
    if importer.id in _WORD_PROCESSORS and not any(block.text for block in draft.blocks):
        raise ImportRefusedError("import-document-scan" if draft.pictures else "import-no-text", name=name)
    return draft


def _parse_deepest(part: ContainedFile, options: ReadingOptions) -> ParsedText:
    """Read a file at the depth below which nothing is unpacked; refuse it if it has no text of its own."""
    importer = _importer(part.data, part.name)
    if importer.read is not None:
        try:
            return _parse_text(importer, part.data, part.name, options)
        except ImportRefusedError as error:
            if error.code != "import-no-text" or importer.unpack is None:
                raise
    raise ImportRefusedError("import-container-deep", name=part.name)


def _is_possible(text: ParsedText) -> bool:
    """Return whether a text can have come from an importer; pictures are stored under the hash of their bytes."""
    return (
        len(text.blocks) <= BLOCKS
        and 0 <= text.part <= PARTS
        and text.media_type in _MEDIA_TYPES
        and all(hashlib.sha256(picture.data).hexdigest() == key for key, picture in text.pictures.items())
    )


def _to_article(text: ParsedText, data: bytes, name: str, path: Path) -> ImportedArticle:
    """Return the article of a text; the original of one of several is the file, which is stored once."""
    digest = hashlib.sha256(data).hexdigest()
    if text.part:
        path = path / text.label.replace("/", "∕")
    article = Article(
        id=file_article_id(digest, text.part),
        metadata=text.metadata,
        blocks=text.blocks,
        original=Original(sha256=digest, media_type=text.media_type, name=name, size=len(data)),
    )
    return ImportedArticle(
        article=article, notices=text.notices, data=data, path=path, pictures=text.pictures
    )


def _link(reading: ImportedArticle, parts: tuple[ContainedFile, ...]) -> Contents:
    """Let a text and the files attached to it name each other by the ids of their articles."""
    attached = iter(parts)
    notices = tuple(
        replace(notice, article=file_article_id(hashlib.sha256(part.data).hexdigest()))
        if notice.code == ATTACHED and (part := next(attached, None)) is not None
        else notice
        for notice in reading.notices
    )
    holder = reading.article.id
    return (
        replace(reading, notices=notices),
        *(replace(part, notice=replace(part.notice, article=holder)) for part in parts),
    )


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
