"""Shows and saves the source files of articles: read in a worker process, never in the window's own.

A source file is untrusted: a hostile PDF must not be opened in the window's process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefbuilder.app.workers import TaskLimits
from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Block, Table, join_text, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.system.files import RESERVED_NAME

if TYPE_CHECKING:
    from briefbuilder.domain.page_images import RenderedPages
    from briefbuilder.importers.pdf.shown_pages import Box

ORIGINAL_LIMITS = TaskLimits(memory=1024**3, seconds=30.0)
"""The limits of reading one source file."""

PDF_TYPE = "application/pdf"

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 150

_MOST_BLOCKS, _MOST_CHARACTERS, _LARGEST_SPAN = 20_000, 2_000_000, 1000
"""The most that the answer of a worker may hold, since the window lays all of it out."""


@value
class OriginalFile:
    """A file's bytes with its type, name and passwords, which no representation shows; sent to workers."""

    data: bytes = field(repr=False)
    media_type: str
    name: str
    passwords: tuple[str, ...] = field(default=(), repr=False)

    @property
    def has_pages(self) -> bool:
        """Whether it is shown page by page."""
        return self.media_type == PDF_TYPE


@value
class ShownSource:
    """All blocks of a file that has no pages.

    `cut` if the file is longer, not `readable` if it has no text. Ranges count code points of `text`: `places` are those
    of an article's blocks, by their ids, and `left_out` those of what the article does not contain.
    """

    blocks: tuple[Block, ...]
    cut: bool
    readable: bool
    places: Mapping[str, tuple[int, int]]
    left_out: tuple[tuple[int, int], ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is too large to be shown."""
        tables = (block for block in walk_blocks(self.blocks) if isinstance(block, Table))
        cells = (cell for table in tables for row in table.rows for cell in row.cells)
        if (
            len(self.blocks) > _MOST_BLOCKS
            or sum(len(block.text) for block in self.blocks) > _MOST_CHARACTERS
            or any(max(cell.column_span, cell.row_span) > _LARGEST_SPAN for cell in cells)
        ):
            raise ValueError("a source page that is too large")

    @property
    def text(self) -> str:
        """The text of the blocks, separated by line ends."""
        return join_text(self.blocks)


def shown_source(
    file: OriginalFile, blocks: tuple[tuple[str, str], ...], excluded: frozenset[str] = frozenset()
) -> ShownSource:
    """Return the whole text of a file, with the places of an article's blocks (ids and texts, in order).

    The title, the authors and the like are among them, so that they do not count as left out; the ids of `excluded`
    blocks do.
    """
    from briefbuilder.importers.original import locate_blocks, original_blocks

    found = original_blocks(file.data, file.media_type, file.name)
    places = locate_blocks(blocks, join_text(found.blocks))
    kept = sorted(place for name, place in places.items() if name not in excluded)
    return ShownSource(
        blocks=found.blocks,
        cut=found.cut,
        readable=found.readable,
        places=places,
        left_out=tuple(_left_out(found.blocks, kept)),
        pictures=found.pictures,
    )


def _left_out(blocks: tuple[Block, ...], kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of blocks outside the kept ranges; a table is left out as a whole or not at all."""
    start, place = 0, 0
    for block in blocks:
        end = start + len(block.text)
        inside: list[tuple[int, int]] = []
        while place < len(kept) and kept[place][0] < end:
            inside.append(kept[place])
            place += 1
        if inside and inside[-1][1] > end:
            place -= 1
        if not (inside and isinstance(block, Table)):
            yield from _gaps(block.text, start, inside)
        start = end + 1


def _gaps(text: str, start: int, inside: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text with letters or digits that no other range covers; the text begins at `start`."""
    place, end = start, start + len(text)
    for low, high in (*inside, (end, end)):
        if any(map(str.isalnum, text[place - start : max(place, low) - start])):
            yield place, min(low, end)
        place = max(place, high)


def draw_original_pages(file: OriginalFile, pages: tuple[int, ...], scale: float) -> RenderedPages:
    """Return the sizes of a PDF's pages, and some pages (counted from 0) drawn; `scale` in pixels per point.

    Raises:
        ImportRefusedError: the PDF is encrypted ("import-pdf-encrypted", "import-password-wrong") or damaged.
    """
    from briefbuilder.importers.pdf.shown_pages import draw_pages

    return draw_pages(file.data, file.name, file.passwords, pages, scale)


def find_words_on_page(file: OriginalFile, page: int, words: str) -> tuple[Box, ...]:
    """Return the boxes of words on a page (from 0) of a PDF, in points from its upper left corner."""
    from briefbuilder.importers.pdf.shown_pages import find_on_page

    return find_on_page(file.data, file.name, file.passwords, page, words)


def safe_name(name: str) -> str:
    """Return a file name that is valid on every system and has no folder; its suffix is kept."""
    flat = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "original"
    if RESERVED_NAME.match(flat):
        flat = f"_{flat}"
    suffix = PurePath(flat).suffix
    if not (1 < len(suffix) <= 12 and suffix[1:].isalnum()):
        return flat[:_LONGEST_NAME]
    return flat.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
