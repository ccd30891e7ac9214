"""An original as it is shown beside its article: all its blocks. Runs only in a sealed process.

A web page is walked whole. For other files, the blocks that the importer finds are put at their places in the complete
text, and what is between them becomes paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate

from lxml import etree

from briefbuilder.domain.article import Metadata, Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import rename_notes, replace_text
from briefbuilder.domain.text import (
    Block,
    Figure,
    Inline,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
    join_text,
    map_content,
)
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import decode
from briefbuilder.importers.draft import PLAIN, Draft, DraftBuilder, number_blocks
from briefbuilder.importers.html.inline import HtmlContext, find_notes
from briefbuilder.importers.html.page import (
    EmbeddedPictures,
    find_exceeded_limit,
    load_page,
    parse_elements,
)
from briefbuilder.importers.html.repair import repair_tree
from briefbuilder.importers.html.statements import read_tags
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.limits import MEBIBYTE
from briefbuilder.importers.read import flatten_deep_tables
from briefbuilder.importers.registry import IMPORTERS, OUTSIDE_FORMATS, Importer, importer_for
from briefbuilder.importers.sniff import is_picture, text_certainty

SHOWN_CHARACTERS = 1_000_000
"""The most characters that are shown of one file: about three hundred pages."""

MAX_LINE = 4000
"""Code points after which a line is broken, since the view lays out whole lines."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalText:
    """The text of a file: `cut` if it is longer than what is shown, not `readable` if the file has no text."""

    text: str
    cut: bool = False
    readable: bool = True


def original_text(data: bytes, media_type: str, name: str) -> OriginalText:
    """Return the text of a file of that media type, as the article's original states it.

    If the file cannot be parsed any more, its characters are shown as they are.
    """
    if any(media_type in outside.media_types for outside in OUTSIDE_FORMATS):
        return OriginalText(text="", readable=False)
    importer = find_importer(data, media_type, name)
    try:
        text = importer.text(data, name) if importer is not None and importer.text is not None else ""
    except ImportRefusedError:
        text = ""
    if not text.strip():
        if not text_certainty(data):
            return OriginalText(text="", readable=False)
        text = decode(data[: 8 * SHOWN_CHARACTERS]).text
    return OriginalText(text=_clean_lines(text[:SHOWN_CHARACTERS]), cut=len(text) > SHOWN_CHARACTERS)


def find_importer(data: bytes, media_type: str, name: str) -> Importer | None:
    """Return the importer of a file of that media type, or None."""
    for importer in IMPORTERS:
        if media_type in importer.media_types:
            return importer
    try:
        return importer_for(data, name)
    except ImportRefusedError:
        return None


def _clean_lines(text: str) -> str:
    lines: list[str] = []
    for line in _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        lines.extend(line[at : at + MAX_LINE] for at in range(0, max(1, len(line)), MAX_LINE))
    return "\n".join(lines).strip("\n")


SHOWN_BLOCKS = 8_000
"""The most blocks that are shown of one file."""

SHOWN_CELLS = 500
"""The most cells of a table that is shown as such; a longer one is shown as lines."""

_PICTURE_BYTES = 32 * MEBIBYTE
"""The most bytes of all pictures that are shown of one file."""

_CODE_TAGS = ("script", "style", "svg", "noscript", "template")
_CONTROLS = {"button": "span", "dialog": "div", "select": "div", "option": "p", "textarea": "p"}
"""Elements that articles never contain, and those as which their text is shown."""


@value
class OriginalBlocks:
    """The blocks of a file: `cut` if it is longer than what is shown, not `readable` if the file has no text."""

    blocks: tuple[Block, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    cut: bool = False
    readable: bool = True


def original_blocks(data: bytes, media_type: str, name: str) -> OriginalBlocks:
    """Return all blocks of a file of that media type, as the article's original states it."""
    importer = find_importer(data, media_type, name)
    if importer is not None and importer.markup is not None:
        draft = _markup_draft(importer.markup, data, name)
        if draft is not None:
            return _limited(draft, cut=False)
    if pictures := tuple(_page_pictures(data, media_type, name)):
        builder = DraftBuilder()
        for kind, picture in pictures:
            builder.add(Figure(id="", picture=builder.picture(kind, picture), media_type=kind))
        return _limited(builder.draft(Metadata(title="")), cut=False)
    shown = original_text(data, media_type, name)
    if not shown.readable:
        return OriginalBlocks(blocks=(), readable=False)
    try:
        read = (
            importer.read(data, name, PLAIN) if importer is not None and importer.read is not None else None
        )
    except ImportRefusedError:
        read = None
    blocks = tuple(_blocks_in_text(shown.text, read.blocks if read is not None else ()))
    shown_pictures = read.pictures if read is not None else {}
    return _limited(Draft(metadata=Metadata(title=""), blocks=blocks, pictures=shown_pictures), cut=shown.cut)


def _page_pictures(data: bytes, media_type: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a picture with its media type, or the pages of a scan of several, as far as all may be shown."""
    from briefbuilder.importers.recognized import draw_picture

    if not is_picture(data):
        return
    pages: tuple[bytes, ...] = ()
    if media_type == "image/tiff":
        with suppress(ImportRefusedError):
            pages = draw_picture(data, name).pictures
    if len(pages) > 1 or len(data) > _PICTURE_BYTES:
        yield from (("image/png", page) for page in pages)
    elif len(data) <= _PICTURE_BYTES:
        yield media_type, data


# Web pages.


def _markup_draft(markup: Callable[[bytes, str], bytes], data: bytes, name: str) -> Draft | None:
    """Return all of a web page, or None if it is damaged, or too large or too deep to be parsed."""
    try:
        page = load_page(markup(data, name))
    except ImportRefusedError:
        return None
    held = () if find_exceeded_limit(page.text) else parse_elements(page.text)
    if not held:
        return None
    root = held[0]
    tags = read_tags(root, page.text)
    etree.strip_elements(root, *_CODE_TAGS, with_tail=False)
    repair_tree(root)
    for element in root.iter(*_CONTROLS):
        element.tag = _CONTROLS[str(element.tag)]
    notes = find_notes(root)
    context = HtmlContext(
        base=tags.url, language=root.get("lang"), notes=frozenset(note.note for note in notes.values())
    )
    body = root.find("body")
    candidates = HtmlWalker(context, notes, hidden=True).walk(root if body is None else body)
    builder = DraftBuilder()
    pictures = EmbeddedPictures(builder, page)
    for candidate in candidates:
        block = candidate.block
        shown = pictures.embed(block)
        if shown is None and isinstance(block, Figure) and block.alternative_text:
            shown = replace(block, picture=None)
        if shown is not None:
            builder.add(shown)
    return builder.draft(Metadata(title="")) if builder.blocks else None


# Other files.


def _blocks_in_text(text: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks at their places in a text, and the rest of the text as paragraphs."""
    places = locate_blocks(((block.id, block.text) for block in blocks), text)
    end = 0
    for number, block in enumerate(blocks):
        start, stop = places.get(block.id, (-1, -1))
        if not block.text.strip():
            yield replace(block, id=f"read-{number}")
        elif start >= end:
            yield from _paragraphs(text[end:start], f"before-{number}")
            yield replace(block, id=f"read-{number}")
            end = stop
    yield from _paragraphs(text[end:], "rest")


def _paragraphs(text: str, name: str) -> Iterator[Block]:
    """Yield the paragraphs of a text; what has no letter or digit, such as the signs of Markdown, is left out."""
    for number, piece in enumerate(text.split("\n\n")):
        if any(map(str.isalnum, piece)):
            yield Paragraph(id=f"{name}-{number}", content=(Span(piece.strip("\n")),))


# Limits.


def _limited(draft: Draft, *, cut: bool) -> OriginalBlocks:
    """Return the blocks with their final ids, as far as a view can show them."""
    draft = flatten_deep_tables(draft)
    blocks = tuple(piece for block in draft.blocks for piece in _fitting(block))
    lengths = accumulate(len(block.text) + 1 for block in blocks)
    count = sum(1 for length in lengths if length <= SHOWN_CHARACTERS + 1)
    kept = blocks[: max(1, min(count, SHOWN_BLOCKS))]
    unique = tuple(replace(block, id=f"p{number}") for number, block in enumerate(kept))
    notes = {old.id: new.id for old, new in zip(kept, unique, strict=True)}
    named = tuple(map_content(block, lambda content: rename_notes(content, notes)) for block in unique)
    final = number_blocks(replace(draft, blocks=named))
    return OriginalBlocks(
        blocks=final.blocks,
        pictures=dict(_fitting_pictures(final.pictures)),
        cut=cut or len(kept) < len(blocks),
        readable=bool(join_text(final.blocks).strip()) or bool(final.pictures),
    )


def _fitting(block: Block) -> Iterator[Block]:
    """Yield a block, in pieces if it has a very long text, and a very large table as lines."""
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row.cells]
        if sum(cell.column_span * cell.row_span for cell in cells) > SHOWN_CELLS:
            for number, line in enumerate(block.text.split("\n")):
                yield from _fitting(Paragraph(id=f"{block.id}-{number}", content=(Span(line),)))
            return
        rows = (
            Row(
                cells=tuple(
                    replace(cell, blocks=tuple(piece for child in cell.blocks for piece in _fitting(child)))
                    for cell in row.cells
                )
            )
            for row in block.rows
        )
        yield replace(block, rows=tuple(rows))
        return
    pieces = list(_cut_content(block.content)) if len(block.text) > MAX_LINE else [block.content]
    for number, content in enumerate(pieces):
        yield replace(block, id=f"{block.id}-{number}" if number else block.id, content=content)


def _cut_content(content: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """Yield inline content in pieces of at most MAX_LINE characters."""
    piece: list[Inline] = []
    room = MAX_LINE
    for inline in content:
        text = inline.text
        if isinstance(inline, NoteReference):
            piece.append(inline)
            continue
        while text:
            piece.append(replace_text(inline, text[:room]))
            text, room = text[room:], max(0, room - len(text))
            if not room:
                yield tuple(piece)
                piece, room = [], MAX_LINE
    if piece:
        yield tuple(piece)


def _fitting_pictures(pictures: Mapping[str, Picture]) -> Iterable[tuple[str, Picture]]:
    room = _PICTURE_BYTES
    for name, picture in pictures.items():
        room -= len(picture.data)
        if room >= 0:
            yield name, picture


# Words found again in a text.

_MIN_LETTERS = 3
"""Blocks with fewer letters and digits are not searched."""
_NO_BREAK_SPACES = "\u00a0\u202f"
"""No-break spaces, which French uses between words and punctuation."""
_QUOTES = "«»‹›"
_PART_LENGTHS = (40, 20)
"""Letters of the start and end of a block by which it is found if its middle differs."""


class FoldedText:
    """The folded letters and digits of a text, each with its index in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._indexes: list[int] = []
        kept: list[str] = []
        for index, character in enumerate(text):
            for letter in _fold(character):
                kept.append(letter)
                self._indexes.append(index)
        self._letters = "".join(kept)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Return the range of letters that match a text, searching from a letter on, or None.

        A text that does not match completely is found by its start, up to its end if that follows.
        """
        letters = "".join(map(_fold, text))
        if len(letters) < _MIN_LETTERS:
            return None
        found = self._letters.find(letters, start)
        if found >= 0:
            return found, found + len(letters)
        for size in _PART_LENGTHS:
            found = self._letters.find(letters[:size], start) if len(letters) > size else -1
            if found >= 0:
                return found, self._end(letters, size, found)
        return None

    def _end(self, letters: str, size: int, found: int) -> int:
        """Return the end of a partial match: after insertions, before omissions."""
        usual = found + len(letters) - size
        end = self._letters.find(letters[-size:], usual, found + 2 * len(letters))
        if end < 0:
            end = self._letters.rfind(letters[-size:], found, usual + size)
        return end + size if end >= 0 else found + size

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of code points for a range of letters, including adjacent punctuation."""
        text, start, end = self._text, self._indexes[first], self._indexes[last - 1] + 1
        while step := _opening_width(text[max(0, start - 2) : start]):
            start -= step
        while step := _closing_width(text[end : end + 2]):
            end += step
        return start, end


def _opening_width(before: str) -> int:
    """Return how many characters before a word belong to it: an opening mark, with its no-break space."""
    is_pair = len(before) == 2 and before[1] in _NO_BREAK_SPACES and before[0] in _QUOTES
    return 2 if is_pair else int(before != "" and _is_opening(before[-1]))


def _closing_width(after: str) -> int:
    is_pair = len(after) == 2 and after[0] in _NO_BREAK_SPACES and after[1] in _QUOTES + "!?;:%"
    return 2 if is_pair else int(after != "" and _is_closing(after[0]))


def _is_opening(character: str) -> bool:
    return character in "\"'¿¡" or unicodedata.category(character) in {"Ps", "Pi"}


def _is_closing(character: str) -> bool:
    return (
        not character.isspace()
        and not character.isalnum()
        and unicodedata.category(character) not in {"Ps", "Pi"}
    )


def _fold(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", character).casefold() if letter.isalnum()
    )


def locate_blocks(blocks: Iterable[tuple[str, str]], text: str) -> dict[str, tuple[int, int]]:
    """Return the ranges of code points of blocks (id and text, in order) in a text, as far as they are found.

    A block is searched after the previous one first, then from the start.
    """
    letters = FoldedText(text)
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for block_id, words in blocks:
        index = letters.find(words, last) or letters.find(words)
        if index is not None:
            found[block_id] = letters.span(*index)
            last = index[1] if index[0] >= last else last
    return found
