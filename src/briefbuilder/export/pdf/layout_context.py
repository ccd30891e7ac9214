"""The state shared by all parts of an export, and the layout cache kept between exports."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from briefbuilder.domain.document import ContentsEntry, Document, DrawnNote
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import Role, Style
from briefbuilder.domain.values import value
from briefbuilder.export.labels import number_notes
from briefbuilder.export.pdf.break_opportunities import Hyphenator, clean_text
from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.fonts import CODE_FAMILY
from briefbuilder.export.pdf.glyph_runs import InlineContext, RunContext
from briefbuilder.export.pdf.lines import TextLine
from briefbuilder.export.pdf.shaping import ScaledFontCache
from briefbuilder.export.pdf.structure import OutlineEntry, StructElem

if TYPE_CHECKING:
    from briefbuilder.export.pdf.objects import ImageData

# Layout cache

_MAX_WORDS = 60_000
"""Shaped words after which the cache is emptied: about 60 MB, more than 500 pages need."""
_MAX_PARAGRAPHS = 4_000
"""Cached paragraphs; the least recently used is dropped first."""
_REPEATED_PARAGRAPHS, _REPEATED_LINES = 200, 3
"""Cached paragraphs where nothing is exported again, and their lines: headers and footers, and cells of tables."""
_MAX_PAGES = 500
"""Cached compressed pages, 10 to 20 KB each."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@value(kw_only=False)
class BrokenParagraph:
    """The lines of a paragraph and its level; `nodes` have elements, which every use replaces."""

    lines: tuple[TextLine, ...]
    base: int
    nodes: tuple[RunContext, ...]


@dataclass(slots=True, eq=False, repr=False)
class LayoutCache:
    """Shaped words, hyphenated words and broken paragraphs, reused by later exports in the same thread.

    Each value depends only on its key, so that an export with a cache gives the same bytes as one without. `words`,
    `paragraphs`, `lines` (of a paragraph), `cells` and `pages` limit its size.
    """

    words: int = _MAX_WORDS
    paragraphs: int = _MAX_PARAGRAPHS
    lines: int = sys.maxsize
    cells: int = _MAX_PARAGRAPHS
    pages: int = _MAX_PAGES
    fonts: ScaledFontCache = field(init=False, default_factory=ScaledFontCache)
    hyphenator: Hyphenator = field(init=False, default_factory=Hyphenator)
    _widths: OrderedDict[Hashable, float] = field(init=False, default_factory=OrderedDict)
    _packed: OrderedDict[bytes, bytes] = field(init=False, default_factory=OrderedDict)
    _laid: OrderedDict[Hashable, BrokenParagraph] = field(init=False, default_factory=OrderedDict)

    @classmethod
    def for_one_export(cls, *, is_drawn: bool) -> LayoutCache:
        """Return a cache that keeps what comes back within a document: words, headers and footers, and rows.

        If `is_drawn` is false, its words cannot be drawn, only measured.
        """
        cache = cls(paragraphs=_REPEATED_PARAGRAPHS, lines=_REPEATED_LINES, pages=1)
        cache.fonts.is_drawn = is_drawn
        return cache

    def make_room(self) -> None:
        """Empty an overfull cache before a new document."""
        if self.fonts.words > self.words:
            self.fonts, self.hyphenator = ScaledFontCache(), Hyphenator()
            self._laid.clear()
            self._widths.clear()

    def find_paragraph(self, key: Hashable) -> BrokenParagraph | None:
        """Return the cached lines of a key, or None."""
        paragraph = self._laid.get(key)
        if paragraph is not None:
            self._laid.move_to_end(key)
        return paragraph

    def keep_paragraph(self, key: Hashable, paragraph: BrokenParagraph) -> None:
        """Cache the lines of a key, unless there are too many."""
        if len(paragraph.lines) > self.lines:
            return
        self._laid[key] = paragraph
        if len(self._laid) > self.paragraphs:
            self._laid.popitem(last=False)

    def width(self, key: Hashable, measure: Callable[[], float]) -> float:
        """Return the cached width of a key in points, or measure and cache it."""
        return _remember(self._widths, key, measure, self.cells)

    def compress(self, data: bytes, pack: Callable[[bytes], bytes]) -> bytes:
        """Return compressed page content, cached for pages that did not change."""
        return _remember(self._packed, data, lambda: pack(data), self.pages)


def _remember(store: OrderedDict[K, V], key: K, make: Callable[[], V], most: int) -> V:
    found = store.get(key)
    if found is None:
        found = store[key] = make()
        if len(store) > most:
            store.popitem(last=False)
    else:
        store.move_to_end(key)
    return found


@value(kw_only=False)
class PendingPageNumber:
    """A line of the table of contents that waits for its page number."""

    page: int
    entry: ContentsEntry
    element: StructElem
    left: float
    text_end: float
    right: float
    y: float


@dataclass(slots=True, eq=False, repr=False)
class LayoutContext:
    """The state of one export; `width` is that of a text column, and `height` that between a page's margins, in points."""

    document: Document
    width: float
    height: float
    cache: LayoutCache = field(default_factory=LayoutCache)
    usage: GlyphUsage = field(default_factory=GlyphUsage)
    root: StructElem = field(default_factory=lambda: StructElem("Document"))
    outline: list[OutlineEntry] = field(default_factory=list)
    images: dict[str, ImageData] = field(default_factory=dict)
    image_names: dict[str, str | None] = field(default_factory=dict)
    pending_page_numbers: list[PendingPageNumber] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, DrawnNote] = field(default_factory=dict)
    endnotes_drawn: bool = False
    lines: Counter[str] = field(default_factory=Counter)
    inline: InlineContext = field(init=False)

    def __post_init__(self) -> None:
        self.root.language = self.document.language
        numbered = number_notes(self.document)
        self.notes = {note_id: note.note for note_id, note in numbered.items()}
        labels = {note_id: note.label for note_id, note in numbered.items()}
        elements = {
            note_id: StructElem("Note", identifier=f"note{index}")
            for index, (note_id, note) in enumerate(self.notes.items(), 1)
            if note.placement == "foot"
        }
        code = self.document.styles.styles.get("code")
        self.inline = InlineContext(
            self.cache.fonts, labels, self.document.language, note_elements=elements,
            code_font=code.font if code else CODE_FAMILY,
        )  # fmt: skip

    @property
    def rtl(self) -> bool:
        """Whether the document is written from right to left."""
        return is_right_to_left(self.document.language)

    def style(self, role: Role) -> Style:
        """Return the style of a role in this document."""
        return self.document.styles.style(role)

    def language(self, own: str | None) -> str:
        """Return the language of an element, by default that of the document."""
        return own or self.document.language

    def alternative_text(self, *candidates: str) -> str:
        """Return the first text with words, else the title of the document: a figure must have one."""
        texts = (" ".join(clean_text(text).split()) for text in (*candidates, self.document.title))
        return next(filter(None, texts), "–")

    def image_name(self, picture: str) -> str | None:
        """Return the resource name of a picture of the document; None if it cannot be drawn."""
        if picture not in self.image_names:
            from briefbuilder.export.pdf.objects import image_data

            source = self.document.pictures.get(picture)
            image = image_data(source) if source else None
            self.image_names[picture] = None
            if image is not None:
                name = f"I{len(self.images) + 1}"
                self.image_names[picture] = name
                self.images[name] = image
        return self.image_names[picture]
