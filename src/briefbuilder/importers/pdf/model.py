"""What the steps of reading a PDF hand on: runs, glyphs, lines and pages. Lengths are points, y grows upwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from briefbuilder.importers.pdf.drawings import Drawings

Role = Literal["heading", "paragraph", "list_item", "quote", "code", "note", "caption", "figure", "table"]


_MAX_DIGITS, _MAX_NUMBER_SIZE = 4, 0.93
"""Of a number before a listing's line: its digits, and the share of the code's size that it has at most."""


@dataclass(slots=True, eq=False)
class PdfRun:
    """Characters that the file draws at once: one baseline, one font; `mark` is their marked-content id."""

    baseline: float
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    monospaced: bool = False
    mark: int = -1
    rotation: int = 0
    slant: float = 0.0
    """How far it leans to the right for each point that it rises."""


@dataclass(slots=True, eq=False)
class Glyph:
    """A character (or a ligature's characters) with its horizontal extent; spaces that were inferred are `made`."""

    text: str
    left: float
    right: float
    run: PdfRun
    inferred: bool = False
    link: str | None = None


@dataclass(eq=False)
class Line:
    """Glyphs of one baseline, in the order of reading; `rtl` tells which end it begins at."""

    glyphs: list[Glyph]
    page: int
    baseline: float
    size: float
    rtl: bool = False
    hyphen: bool = False
    """PDFium holds its last character for a hyphen that divides a word."""

    @cached_property
    def text(self) -> str:
        """Its characters, without white space at the ends."""
        return "".join(glyph.text for glyph in self.glyphs).strip()

    @cached_property
    def left(self) -> float:
        """The left end of its ink."""
        return min((glyph.left for glyph in self.glyphs if glyph.text.strip()), default=0.0)

    @cached_property
    def right(self) -> float:
        """The right end of its ink."""
        return max((glyph.right for glyph in self.glyphs if glyph.text.strip()), default=0.0)

    @property
    def top(self) -> float:
        """About where its tall letters end."""
        return self.baseline + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """About where its tails end."""
        return self.baseline - 0.2 * self.size

    @property
    def start(self) -> float:
        """The end that it begins at, grown towards the text: a larger one is an indent in either direction."""
        return -self.right if self.rtl else self.left

    @property
    def end(self) -> float:
        """The end that it stops at, in the same measure as `start`."""
        return -self.left if self.rtl else self.right

    @cached_property
    def bold(self) -> bool:
        """Tell whether nearly all of it is bold; names in a typewriter face among it may be plain."""
        proportional = [glyph for glyph in self.glyphs if not glyph.run.monospaced]
        return (
            _share(proportional if 2 * len(proportional) > len(self.glyphs) else self.glyphs, "bold") > 0.85
        )

    @cached_property
    def italic(self) -> bool:
        """Tell whether nearly all of it is italic."""
        return _share(self.glyphs, "italic") > 0.85

    @cached_property
    def monospaced(self) -> bool:
        """Tell whether nearly all of it is of a fixed-width font; signs of wide scripts all have one width anyway.

        A small number before a sign in such a font is that of a listing's line, whatever else is in it.
        """
        letters = [glyph for glyph in self.glyphs if glyph.text < "\u0590"]
        return bool(self.number_length) or (
            2 * len(letters) > len(self.glyphs)
            and (_share(letters, "monospaced") > 0.85 or _has_even_widths(letters))
        )

    @cached_property
    def number_length(self) -> int:
        """How many glyphs the small number takes that a listing's line has before it, with the space behind; else 0."""
        glyphs = self.glyphs
        end = 0
        while end < len(glyphs) and end <= _MAX_DIGITS and glyphs[end].text.isdecimal():
            end += 1
        code = end
        while code < len(glyphs) and glyphs[code].text.isspace():
            code += 1
        if not 0 < end <= _MAX_DIGITS or code == len(glyphs):
            return 0
        number, first = glyphs[0].run, glyphs[code].run
        small = first.monospaced and number.size < _MAX_NUMBER_SIZE * first.size
        return code if small and abs(number.baseline - first.baseline) < 0.1 * first.size else 0

    def clear_cache(self) -> None:
        """Forget what was worked out of the glyphs, after a change to them."""
        for name in ("text", "left", "right", "bold", "italic", "monospaced", "number_length"):
            self.__dict__.pop(name, None)


@dataclass(eq=False)
class TableLine(Line):
    """A table that stands among the lines: rows of cells of lines; its glyphs are those of all cells.

    `baseline` is that of its last line.
    """

    rows: list[list[list[Line]]] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)
    """How many columns each cell takes, beside `rows`."""

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return max(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return min(line.bottom for line in self.lines)

    @property
    def lines(self) -> list[Line]:
        """The lines of all cells."""
        return [line for row in self.rows for cell in row for line in cell]


def _share(glyphs: list[Glyph], form: Literal["bold", "italic", "monospaced"]) -> float:
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    return sum(getattr(glyph.run, form) for glyph in inked) / len(inked) if inked else 0.0


_NARROW_LETTERS, _MIN_LETTERS, _WIDTH_TOLERANCE = frozenset("fijlrtI"), 6, 0.04
"""Letters that are narrow in all but typewriter faces; how many different ones tell; and, in sizes, by how much their widths differ."""


def _has_even_widths(glyphs: list[Glyph]) -> bool:
    """Tell whether letters that are narrow elsewhere are as wide as the others, whatever the name of their face."""
    width = 0.0
    seen: set[str] = set()
    for glyph in glyphs:
        if not glyph.text.isalpha():
            continue
        own = glyph.right - glyph.left
        if seen and abs(own - width) > _WIDTH_TOLERANCE * glyph.run.size:
            return False
        width = own
        seen.add(glyph.text)
    return len(seen) >= _MIN_LETTERS and bool(seen & _NARROW_LETTERS) and not seen <= _NARROW_LETTERS


@dataclass(slots=True)
class Image:
    """A picture on a page: its box and, where they can be kept, its bytes."""

    left: float
    bottom: float
    right: float
    top: float
    media_type: str
    data: bytes | None
    mark: int = -1


@dataclass(slots=True)
class Page:
    """One page, counted from 1, with its size and all that stands on it."""

    number: int
    width: float
    height: float
    lines: list[Line]
    images: list[Image] = field(default_factory=list)
    drawings: Drawings = field(default_factory=Drawings)
    unmapped: int = 0
    """Characters whose meaning the file does not tell."""
    outside: str = ""
    """Characters beyond the page's edge."""
    turned: str = ""
    """Characters that stand at an angle to the others."""
    glyphs: int = 0
    vertical: bool = False
    """Its lines are columns that were turned: the page's head is at their left."""


@dataclass(slots=True, eq=False)
class PdfTableCell:
    """A cell of a table that the file's own structure tells."""

    chunks: list[Chunk]
    header: bool = False
    column_span: int = 1
    row_span: int = 1


@dataclass(slots=True, eq=False)
class Chunk:
    """Lines that make one block, and what kind of block it is."""

    lines: list[Line]
    role: Role = "paragraph"
    level: int = 0
    number: int | None = None
    ordered: bool = False
    depth: int = 0
    starts: bool = False
    continues: bool = False
    has_mark: bool = False
    """There is a mark at its head (a bullet, a number) that the block's text does not hold."""
    mark: str = ""
    """A note's own mark; of an item, the label that its structure tells."""
    alternative: str = ""
    images: list[Image] = field(default_factory=list)
    rows: list[list[PdfTableCell]] = field(default_factory=list)
    header_rows: int = 0
    language: str | None = None
    column: tuple[float, float] = (0.0, 0.0)
    """The edges of the column that it begins in, in the measure of `Line.start`."""
    fallback_page: int = 0
    """The page of a chunk that has no lines."""

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.lines[0].page if self.lines else self.fallback_page

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return max((line.size for line in self.lines), default=0.0)

    @property
    def bold(self) -> bool:
        """Tell whether all its lines are bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)
