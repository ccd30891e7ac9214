"""What all builders of blocks share: the document, its forms, its structure and what is drawn late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from briefbuilder.domain.document import ContentsEntry, Document, DrawnNote, NoteMark
from briefbuilder.domain.notices import Finding
from briefbuilder.export.labels import note_label
from briefbuilder.export.pdf.atoms import InlineContext
from briefbuilder.export.pdf.direction import is_rtl_language
from briefbuilder.export.pdf.forms import FormBook
from briefbuilder.export.pdf.hyphens import Hyphens
from briefbuilder.export.pdf.images import ImageData
from briefbuilder.export.pdf.ink import Ink
from briefbuilder.export.pdf.marks import marks_in
from briefbuilder.export.pdf.memory import Memory
from briefbuilder.export.pdf.outline import OutlineEntry
from briefbuilder.export.pdf.structure import Element


@dataclass(frozen=True, slots=True)
class ContentsSpot:
    """Where a line of the contents list waits for its page number."""

    page: int
    entry: ContentsEntry
    element: Element
    left: float
    text_end: float
    right: float
    y: float


@dataclass(slots=True)
class Scene:
    """The state of one export. `width` is the width of a column of text on the page, in points."""

    document: Document
    width: float
    height: float
    memory: Memory = field(default_factory=Memory)
    ink: Ink = field(default_factory=Ink)
    root: Element = field(default_factory=lambda: Element("Document"))
    outline: list[OutlineEntry] = field(default_factory=list)
    images: dict[str, ImageData] = field(default_factory=dict)
    image_names: dict[str, str | None] = field(default_factory=dict)
    spots: list[ContentsSpot] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, DrawnNote] = field(default_factory=dict)
    note_hangs: dict[str, float] = field(default_factory=dict)
    endnotes_drawn: bool = False
    lines: Counter[str] = field(default_factory=Counter)
    inline: InlineContext = field(init=False)

    def __post_init__(self) -> None:
        self.root.language = self.document.language
        known = {note.id: note for note in self.document.notes}
        labels: dict[str, str] = {}
        counts = {"foot": 0, "end": 0}
        for mark in marks_in(self.document):
            note = known.get(mark)
            if note is not None and mark not in labels:
                counts[note.placement] += 1
                labels[mark] = note_label(counts[note.placement], note.placement)
                self.notes[mark] = note
        elements = {
            name: Element("Note", identifier=f"note{place}")
            for place, (name, note) in enumerate(self.notes.items(), 1)
            if note.placement == "foot"
        }
        code = self.document.styles.styles.get("code")
        self.inline = InlineContext(
            self.forms, labels, self.document.language, note_elements=elements,
            code_font=code.font if code else "Roboto Mono",
        )  # fmt: skip

    @property
    def forms(self) -> FormBook:
        """The forms of letters."""
        return self.memory.forms

    @property
    def hyphens(self) -> Hyphens:
        """Where words may be divided."""
        return self.memory.hyphens

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
