"""Shows and saves the source files of articles: read in a worker process, never in the window's own.

A source file is untrusted: a hostile PDF must not be opened in the window's process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefbuilder.app.workers import TaskLimits
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.importers.original.pages import Box, DrawnPages

LOOKING_LIMITS = TaskLimits(memory=1024**3, seconds=30.0)
"""The limits of reading one source file."""

PDF_TYPE = "application/pdf"

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
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
class ShownText:
    """A file's text; `places` are the code points of an article's blocks in it, by the blocks' ids."""

    text: str
    cut: bool
    readable: bool
    places: Mapping[str, tuple[int, int]]


def shown_text(looked: OriginalFile, blocks: tuple[tuple[str, str], ...]) -> ShownText:
    """Return the whole text of a file, with the places of an article's blocks (ids and texts, in order)."""
    from briefbuilder.importers.original.pages import locate_blocks
    from briefbuilder.importers.original.shown_text import original_text

    found = original_text(looked.data, looked.media_type, looked.name)
    places = locate_blocks(blocks, found.text)
    return ShownText(text=found.text, cut=found.cut, readable=found.readable, places=places)


def draw_original_pages(looked: OriginalFile, pages: tuple[int, ...], scale: float) -> DrawnPages:
    """Return the sizes of a PDF's pages, and some pages (counted from 0) drawn; `scale` in pixels per point.

    Raises:
        ImportRefusedError: the PDF is encrypted ("import-pdf-encrypted", "import-password-wrong") or damaged.
    """
    from briefbuilder.importers.original.pages import draw_pages

    return draw_pages(looked.data, looked.name, looked.passwords, pages, scale)


def find_words_on_page(looked: OriginalFile, page: int, words: str) -> tuple[Box, ...]:
    """Return the boxes of words on a page (from 0) of a PDF, in points from its upper left corner."""
    from briefbuilder.importers.original.pages import find_on_page

    return find_on_page(looked.data, looked.name, looked.passwords, page, words)


def safe_name(name: str) -> str:
    """Return a file name that is valid on every system and has no folder; its suffix is kept."""
    flat = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "original"
    if _RESERVED.match(flat):
        flat = f"_{flat}"
    suffix = PurePath(flat).suffix
    if not (1 < len(suffix) <= 12 and suffix[1:].isalnum()):
        return flat[:_LONGEST_NAME]
    return flat.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
