"""What all builders of blocks share: the document, its fonts, its structure and what is drawn late."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from briefbuilder.domain.document import ContentsEntry, Document, DrawnNote, NoteMark
from briefbuilder.domain.notices import Finding
from briefbuilder.export.labels import format_note_label, iter_note_ids
from briefbuilder.export.pdf.bidi import is_rtl_language
from briefbuilder.export.pdf.break_opportunities import Hyphenator
from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.glyph_runs import InlineContext, RunContext
from briefbuilder.export.pdf.lines import TextLine
from briefbuilder.export.pdf.objects import ImageData
from briefbuilder.export.pdf.shaping import ScaledFontCache
from briefbuilder.export.pdf.structure import OutlineEntry, StructElem

# What is kept from one export to the next: shaped words, divided words, and paragraphs broken into lines.
#
# All of it follows from its key alone, whatever document it stood in, so that an export with a cache is the same
# file, byte for byte, as one without; it is only sooner there when most of the document was drawn before.

_MAX_WORDS = 60_000
"""Words from which all is forgotten before the next document: about 60 MB, and more than 500 pages need."""
_MAX_PARAGRAPHS = 4_000
"""Paragraphs that are kept; the one that was not used for longest goes first."""
_MAX_PAGES = 500
"""Packed pages that are kept, 10 to 20 KB each."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class BrokenParagraph:
    """A paragraph's lines and its level; `nodes` are those with elements, which each drawing has anew."""

    lines: tuple[TextLine, ...]
    base: int
    nodes: tuple[RunContext, ...]


@dataclass(slots=True)
class LayoutCache:
    """May be handed from one export to the next of one thread; `words`, `paragraphs` and `pages` bound what it keeps."""

    words: int = _MAX_WORDS
    paragraphs: int = _MAX_PARAGRAPHS
    pages: int = _MAX_PAGES
    fonts: ScaledFontCache = field(init=False, default_factory=ScaledFontCache)
    hyphenator: Hyphenator = field(init=False, default_factory=Hyphenator)
    _widths: OrderedDict[Hashable, float] = field(init=False, default_factory=OrderedDict)
    _packed: OrderedDict[bytes, bytes] = field(init=False, default_factory=OrderedDict)
    _laid: OrderedDict[Hashable, BrokenParagraph] = field(init=False, default_factory=OrderedDict)

    def make_room(self) -> None:
        """Make room before a document where too much is kept."""
        if self.fonts.words > self.words:
            self.fonts, self.hyphenator = ScaledFontCache(), Hyphenator()
            self._laid.clear()
            self._widths.clear()

    def find_paragraph(self, key: Hashable) -> BrokenParagraph | None:
        """Return the lines that were made for a key, or None."""
        found = self._laid.get(key)
        if found is not None:
            self._laid.move_to_end(key)
        return found

    def keep_paragraph(self, key: Hashable, laid: BrokenParagraph) -> None:
        """Keep lines for a key."""
        self._laid[key] = laid
        if len(self._laid) > self.paragraphs:
            self._laid.popitem(last=False)

    def width(self, key: Hashable, measure: Callable[[], float]) -> float:
        """Return the width in points that is kept for a key, else the one that is measured now."""
        return _remember(self._widths, key, measure, self.paragraphs)

    def compress(self, data: bytes, pack: Callable[[bytes], bytes]) -> bytes:
        """Return what a page's operators are packed into: pages that did not change are not packed once more."""
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


@dataclass(frozen=True, slots=True)
class PendingPageNumber:
    """Where a line of the contents list waits for its page number."""

    page: int
    entry: ContentsEntry
    element: StructElem
    left: float
    text_end: float
    right: float
    y: float


@dataclass(slots=True)
class LayoutContext:
    """The state of one export. `width` is the width of a column of text on the page, in points."""

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
    note_label_widths: dict[str, float] = field(default_factory=dict)
    endnotes_drawn: bool = False
    lines: Counter[str] = field(default_factory=Counter)
    inline: InlineContext = field(init=False)

    def __post_init__(self) -> None:
        self.root.language = self.document.language
        known = {note.id: note for note in self.document.notes}
        labels: dict[str, str] = {}
        counts = {"foot": 0, "end": 0}
        for mark in iter_note_ids(self.document):
            note = known.get(mark)
            if note is not None and mark not in labels:
                counts[note.placement] += 1
                labels[mark] = format_note_label(counts[note.placement], note.placement)
                self.notes[mark] = note
        elements = {
            name: StructElem("Note", identifier=f"note{place}")
            for place, (name, note) in enumerate(self.notes.items(), 1)
            if note.placement == "foot"
        }
        code = self.document.styles.styles.get("code")
        self.inline = InlineContext(
            self.fonts, labels, self.document.language, note_elements=elements,
            code_font=code.font if code else "Roboto Mono",
        )  # fmt: skip

    @property
    def fonts(self) -> ScaledFontCache:
        """The fonts of letters."""
        return self.cache.fonts

    @property
    def hyphenator(self) -> Hyphenator:
        """Where words may be divided."""
        return self.cache.hyphenator

    @property
    def rtl(self) -> bool:
        """Whether the document as a whole is written from right to left."""
        return is_rtl_language(self.document.language)

    def language(self, own: str | None) -> str:
        """Return an element's language, the document's where it has none."""
        return own or self.document.language

    def footnotes_of(self, mark: NoteMark) -> tuple[str, ...]:
        """Return the footnote of a mark, nothing where it is an endnote."""
        note = self.notes.get(mark.note)
        return (mark.note,) if note is not None and note.placement == "foot" else ()
