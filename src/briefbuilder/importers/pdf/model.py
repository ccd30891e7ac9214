"""Runs, glyphs, lines, drawings, chunks and pages. Lengths are in points, with y upwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import Any, Literal

from briefbuilder.domain.list_labels import PLAIN_LABEL, ListLabel

Role = Literal["heading", "paragraph", "list_item", "quote", "code", "note", "caption", "figure", "table"]

Handle = Any
"""An opaque PDFium pointer."""


_NARROW_LETTERS, _MIN_LETTERS, _WIDTH_TOLERANCE = frozenset("fijlrtI"), 6, 0.04
"""Letters that are narrow except in monospaced fonts; the minimum number of different letters; the width tolerance in
sizes."""

MAX_RULE_THICKNESS = 2.6  # points: the maximum thickness of a rule
_MIN_RULE_LENGTH = 7.0  # points: the minimum length of a rule
MAX_DOT_SIZE = 8.0  # points: the maximum size of a bullet dot


@dataclass(slots=True, eq=False)
class PdfRun:
    """Characters drawn together with one baseline and font; `mark` is their marked-content id."""

    baseline: float
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    monospaced: bool = False
    mark: int = -1
    rotation: int = 0
    slant: float = 0.0
    """The horizontal offset per point of height."""


@dataclass(slots=True, eq=False)
class Glyph:
    """A character or ligature with its horizontal extent; `inferred` spaces are not in the file."""

    text: str
    left: float
    right: float
    run: PdfRun
    inferred: bool = False
    link: str | None = None


@dataclass(eq=False)
class Line:
    """Glyphs of one baseline in reading order; `rtl` lines start at the right."""

    glyphs: list[Glyph]
    page: int
    baseline: float
    size: float
    rtl: bool = False
    hyphen: bool = False
    """Whether its last character is a hyphen that divides a word, according to PDFium."""
    limit: float = inf
    """Where what stands beside it begins, such as a picture or a box, in the measure of `end`."""

    @cached_property
    def text(self) -> str:
        """The text without white space at the ends."""
        return text_of(self.glyphs)

    @cached_property
    def left(self) -> float:
        """The left edge of the visible glyphs."""
        return min((glyph.left for glyph in self.glyphs if glyph.text.strip()), default=0.0)

    @cached_property
    def right(self) -> float:
        """The right edge of the visible glyphs."""
        return max((glyph.right for glyph in self.glyphs if glyph.text.strip()), default=0.0)

    @property
    def top(self) -> float:
        """The approximate top of the ascenders."""
        return self.baseline + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The approximate bottom of the descenders."""
        return self.baseline - 0.2 * self.size

    @property
    def start(self) -> float:
        """The position of the start, increasing in reading direction: a larger value is an indent in either direction."""
        return -self.right if self.rtl else self.left

    @property
    def end(self) -> float:
        """The position of the end, in the same measure as `start`."""
        return -self.left if self.rtl else self.right

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is bold; monospaced names in it may be plain."""
        proportional = [glyph for glyph in self.glyphs if not glyph.run.monospaced]
        return (
            _share(proportional if 2 * len(proportional) > len(self.glyphs) else self.glyphs, "bold") > 0.85
        )

    @cached_property
    def italic(self) -> bool:
        """Whether nearly all of it is italic."""
        return _share(self.glyphs, "italic") > 0.85

    @cached_property
    def monospaced(self) -> bool:
        """Whether nearly all of it is monospaced; CJK characters, which all have one width, do not count."""
        non_cjk = [glyph for glyph in self.glyphs if glyph.text < "\u0590"]
        return 2 * len(non_cjk) > len(self.glyphs) and (
            _share(non_cjk, "monospaced") > 0.85 or _has_even_widths(non_cjk)
        )

    def clear_cache(self) -> None:
        """Clear the cached properties after a change to the glyphs."""
        for name in ("text", "left", "right", "bold", "italic", "monospaced"):
            self.__dict__.pop(name, None)


@dataclass(eq=False)
class TableLine(Line):
    """A table among the lines: rows of cells of lines.

    `glyphs` are those of all cells, `baseline` is that of the last line.
    """

    rows: list[list[list[Line]]] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)
    """The column span of each cell, parallel to `rows`."""

    @property
    def top(self) -> float:
        """The top of the first line."""
        return max(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The bottom of the last line."""
        return min(line.bottom for line in self.lines)

    @property
    def lines(self) -> list[Line]:
        """The lines of all cells."""
        return [line for row in self.rows for cell in row for line in cell]


def text_of(glyphs: Iterable[Glyph]) -> str:
    """Return the text of glyphs, without white space at the ends."""
    return "".join(glyph.text for glyph in glyphs).strip()


def are_mostly_rtl(lines: Collection[Line]) -> bool:
    """Return whether most of the lines start at the right."""
    return sum(line.rtl for line in lines) * 2 > len(lines)


def visible_glyphs(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs that are not white space."""
    return [glyph for glyph in glyphs if glyph.text.strip()]


def _share(glyphs: list[Glyph], attribute: Literal["bold", "italic", "monospaced"]) -> float:
    visible = visible_glyphs(glyphs)
    return sum(getattr(glyph.run, attribute) for glyph in visible) / len(visible) if visible else 0.0


def _has_even_widths(glyphs: list[Glyph]) -> bool:
    """Return whether usually narrow letters are as wide as the others, whatever the font is called."""
    width = 0.0
    seen: set[str] = set()
    for glyph in glyphs:
        if not glyph.text.isalpha():
            continue
        glyph_width = glyph.right - glyph.left
        if seen and abs(glyph_width - width) > _WIDTH_TOLERANCE * glyph.run.size:
            return False
        width = glyph_width
        seen.add(glyph.text)
    return len(seen) >= _MIN_LETTERS and bool(seen & _NARROW_LETTERS) and not seen <= _NARROW_LETTERS


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, with y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class PageDrawings:
    """The horizontal and vertical rules and the dots of a page."""

    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    seen: int = 0

    def add(self, box: Box) -> None:
        """Add a box if it is a rule or a dot."""
        width, height = box.right - box.left, box.top - box.bottom
        if height <= MAX_RULE_THICKNESS and width >= _MIN_RULE_LENGTH:
            self.horizontal.append(box)
        elif width <= MAX_RULE_THICKNESS and height >= _MIN_RULE_LENGTH:
            self.vertical.append(box)
        elif min(width, height) > 1 and max(width, height) < MAX_DOT_SIZE and 0.75 < width / height < 1.34:
            self.dots.append(box)


@dataclass(slots=True)
class Image:
    """A picture on a page with its box and, if it can be kept, its data."""

    left: float
    bottom: float
    right: float
    top: float
    media_type: str
    data: bytes | None
    mark: int = -1


@dataclass(slots=True)
class Page:
    """One page, numbered from 1, with its size and contents."""

    number: int
    width: float
    height: float
    lines: list[Line]
    images: list[Image] = field(default_factory=list)
    drawings: PageDrawings = field(default_factory=PageDrawings)
    unmapped: int = 0
    """The number of characters without a Unicode mapping."""
    outside: str = ""
    """The text beyond the page edge."""
    turned: str = ""
    """The text at another angle than the rest."""
    glyphs: int = 0
    vertical: bool = False
    """Whether its lines are rotated columns, so that the head of the page is at the left."""


@dataclass(slots=True, eq=False)
class PdfTableCell:
    """A table cell."""

    chunks: list[Chunk]
    header: bool = False
    column_span: int = 1
    row_span: int = 1


@dataclass(slots=True, eq=False)
class Chunk:
    """The lines of one block and its role."""

    lines: list[Line]
    role: Role = "paragraph"
    level: int = 0
    number: int | None = None
    ordered: bool = False
    label: ListLabel = PLAIN_LABEL
    depth: int = 0
    starts: bool = False
    continues: bool = False
    has_mark: bool = False
    """Whether it starts with a list or note mark that is not part of the block's text."""
    mark: str = ""
    """The mark of a note, or the label of a list item in a tagged PDF."""
    alternative: str = ""
    images: list[Image] = field(default_factory=list)
    rows: list[list[PdfTableCell]] = field(default_factory=list)
    header_rows: int = 0
    language: str | None = None
    column: tuple[float, float] = (0.0, 0.0)
    """The start and end of its column, in the measure of `Line.start`."""
    fallback_page: int = 0
    """The page number of a chunk without lines."""

    @property
    def text(self) -> str:
        """Its lines joined by spaces, roughly the text of the block."""
        return " ".join(line.text for line in self.lines)

    @property
    def left(self) -> float:
        """The left edge of its lines."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """The right edge of its lines."""
        return max(line.right for line in self.lines)

    @property
    def page(self) -> int:
        """The number of the page it starts on."""
        return self.lines[0].page if self.lines else self.fallback_page

    @property
    def size(self) -> float:
        """The largest line size."""
        return max((line.size for line in self.lines), default=0.0)

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)
