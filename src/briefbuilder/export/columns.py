"""The widths of a table's columns in points, the same rule for every writer that lays out lines.

A column gets its share of the line, but none is narrower than its longest word while another has more
than it needs. Where not all words fit, those that can be hyphenated give way first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from briefbuilder.domain.document import (
    Content,
    DrawnCallout,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    NoteMark,
    Run,
)
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.export.pdf.break_opportunities import Hyphens, is_address
from briefbuilder.export.pdf.glyph_runs import GlyphRun, InlineContext, atoms_of
from briefbuilder.export.pdf.shaping import FormKey
from briefbuilder.export.pdf.structure import Element as StructureElement

_TOLERANCE = 0.5
"""Points added to a word, so that rounding never breaks it."""
_LIST_STEP = 18.0
_NESTED_PADDING = 10.0
_STEPS = 60
"""Halvings in the search for a level: more than a float has digits."""
_HEADINGS: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6")

Unit = Literal["word", "fragment"]
"""What stays on one line: a whole word, or the longest fragment of a hyphenated one."""
Need = Callable[[Unit], tuple[float, ...]]
Remember = Callable[[Hashable, Callable[[], float]], float]
"""Returns the value kept for a key, or calls the function and keeps what it returns."""


def _as_measured(_key: FormKey) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class MeasuredCell:
    """The content of a cell with its first column, the columns it spans, and its padding across in points."""

    elements: tuple[Element, ...]
    column: int
    span: int
    padding: float


@dataclass(frozen=True, slots=True)
class WordMeasure:
    """Measures the longest word of elements with the metrics of their fonts, times a factor for each form."""

    styles: StyleSheet
    context: InlineContext
    hyphens: Hyphens
    remember: Remember
    factor: Callable[[FormKey], float] = _as_measured

    def need(self, elements: Iterable[Element], language: str, unit: Unit) -> float:
        """Return the least width in points in which no word (or fragment) of the elements is broken."""
        return max((self._element(element, language, unit) for element in elements), default=0.0)

    def _element(self, element: Element, language: str, unit: Unit) -> float:
        spoken = element.language or language
        if isinstance(element, DrawnTable):
            rows = (
                sum(self.need(cell.elements, spoken, unit) + _NESTED_PADDING for cell in row)
                for row in element.rows
            )
            return max(rows, default=0.0)
        own = max((self._content(*one, unit) for one in self._contents(element, spoken)), default=0.0)
        inner = self.need(element.elements, spoken, unit) if isinstance(element, DrawnCallout) else 0.0
        return max(own, inner)

    def _contents(self, element: Element, language: str) -> Iterator[tuple[Content, Style, str]]:
        match element:
            case DrawnText():
                yield element.content, element.look or self.styles.style(element.role), language
            case DrawnHeading():
                yield (
                    element.content,
                    self.styles.style(_HEADINGS[min(max(element.level, 1), 6) - 1]),
                    language,
                )
            case DrawnQuotation():
                for paragraph in element.paragraphs:
                    yield paragraph, self.styles.style("quote"), language
                yield element.source, self.styles.style("source"), language
            case DrawnList():
                for entry in element.entries:
                    yield entry.content, self._entry_style(entry), entry.language or language
            case DrawnCallout():
                yield element.title, self.styles.style("callout-title"), language
            case _:
                return

    def _entry_style(self, entry: ListEntry) -> Style:
        style = self.styles.style("list")
        hang = -style.first_line if style.first_line < 0 else _LIST_STEP
        start = max(style.indent_start, hang) + entry.depth * hang
        return replace(style, indent_start=start, first_line=0.0)

    def _content(self, content: Content, style: Style, language: str, unit: Unit) -> float:
        labels = tuple(
            self.context.notes.get(inline.note, "") for inline in content if isinstance(inline, NoteMark)
        )
        key = (content, labels, style, language, self.context.code_font, unit, self.factor)
        widest = self.remember(key, lambda: self._widest(content, style, language, unit))
        if not widest:
            return 0.0
        indents = max(style.indent_start, 0.0) + style.indent_end + max(style.first_line, 0.0)
        return widest + indents + _TOLERANCE

    def _widest(self, content: Content, style: Style, language: str, unit: Unit) -> float:
        if not any(isinstance(inline, Run) and inline.text.strip() for inline in content):
            return 0.0
        context = replace(self.context, tagged=False)
        atoms, _ = atoms_of(content, style, StructureElement("P"), context, language)
        widths = map(self._width, _words(atoms)) if unit == "word" else self._fragments(atoms, language)
        return max(widths, default=0.0)

    def _fragments(self, atoms: list[GlyphRun], language: str) -> Iterator[float]:
        """Yield the widths of what remains where a line is ended and a word divided wherever that is allowed."""
        for piece in _split(atoms, lambda atom: atom.can_break):
            yield self._width(
                [max(self._divided(atom, language), key=lambda part: part.word.width) for atom in piece]
            )

    def _divided(self, atom: GlyphRun, language: str) -> list[GlyphRun]:
        places = self.hyphens.places(atom.text, atom.form.key.language or language)
        if not places:
            return [atom]
        cuts = pairwise((0, *places, len(atom.text)))
        return [
            atom.fragment(atom.text[start:end], hyphen=end < len(atom.text), last=end == len(atom.text))
            for start, end in cuts
        ]

    def _width(self, atoms: list[GlyphRun]) -> float:
        """Return the width of atoms that stand on one line, without the space behind them."""
        width = sum(atom.word.width * self.factor(atom.form.key) for atom in atoms)
        return width + sum(atom.spaces * atom.form.space.width for atom in atoms[:-1])


def column_widths(
    shares: tuple[float, ...], columns: int, total: float, need: Need, ample: Need | None = None
) -> tuple[float, ...]:
    """Return the widths of columns that sum to `total`: their shares, or alike where none are given.

    `need` tells what the longest word, or fragment, of each column takes, and `ample` what it takes in the
    widest fonts that a reader may have: columns are made so wide where there is room.
    """
    given = _spread(shares, columns, total)
    ample = ample or need
    most = ample("word")
    if all(width >= word for width, word in zip(given, most, strict=True)):
        return given
    fragments = need("fragment")
    limits = _limits(fragments, total)
    fragments, safe, words, most = (
        tuple(map(min, limits, each)) for each in (fragments, ample("fragment"), need("word"), most)
    )
    # What cannot be hyphenated, a figure above all, gets its ample width before any word does.
    safe = _solve(lambda part: _mixed(fragments, safe, part), total, 1.0)
    words, most = _greater(safe, words), _greater(safe, most)
    if sum(most) <= total:
        return _solve(lambda level: _greater(most, tuple(width * level for width in given)), total, 1.0)
    low, high = (words, most) if sum(words) <= total else (safe, words)
    return _solve(lambda level: _between(low, high, level), total, max(high))


def column_needs(
    cells: Iterable[MeasuredCell], columns: int, measure: WordMeasure, language: str, unit: Unit
) -> tuple[float, ...]:
    """Return what the longest word (or fragment) of each column takes with its padding, in points.

    What a cell that spans columns lacks is divided among them.
    """
    needs = [0.0] * columns
    for cell in sorted(cells, key=lambda cell: cell.span):
        wanted = measure.need(cell.elements, language, unit)
        spanned = range(cell.column, min(cell.column + cell.span, columns))
        lacking = wanted + cell.padding - sum(needs[column] for column in spanned)
        if wanted and lacking > 0:
            for column in spanned:
                needs[column] += lacking / len(spanned)
    return tuple(needs)


def _spread(shares: tuple[float, ...], columns: int, total: float) -> tuple[float, ...]:
    usable = [share for share in shares[:columns] if share > 0]
    if len(usable) < columns:
        return (total / columns,) * columns
    whole = sum(usable)
    return tuple(total * share / whole for share in usable)


def _limits(needs: tuple[float, ...], total: float) -> tuple[float, ...]:
    """Return how wide each need may be so that all fit: the widest are held to an equal part of the line."""
    held = list(needs)
    limits = [total] * len(needs)
    for column in sorted(range(len(needs)), key=lambda column: -needs[column]):
        if sum(held) <= total:
            break
        limits[column] = total / len(needs)
        held[column] = min(needs[column], limits[column])
    return tuple(limits)


def _mixed(ones: tuple[float, ...], others: tuple[float, ...], part: float) -> tuple[float, ...]:
    return tuple(one + (other - one) * part for one, other in zip(ones, others, strict=True))


def _between(least: tuple[float, ...], most: tuple[float, ...], level: float) -> tuple[float, ...]:
    return tuple(max(low, min(high, level)) for low, high in zip(least, most, strict=True))


def _greater(ones: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(max, ones, others))


def _solve(widths: Callable[[float], tuple[float, ...]], total: float, most: float) -> tuple[float, ...]:
    """Return the widths at the highest level at which they do not exceed `total`; they grow with the level."""
    if sum(widths(most)) <= total:
        return widths(most)
    low, high = 0.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= total else (low, middle)
    return widths(low)


def _split(atoms: list[GlyphRun], may_end: Callable[[GlyphRun], bool]) -> Iterator[list[GlyphRun]]:
    """Yield the atoms between spaces, forced ends of line, and the ends that `may_end` allows."""
    piece: list[GlyphRun] = []
    for atom in atoms:
        piece.append(atom)
        if atom.forced or (not atom.glued if atom.spaces else may_end(atom)):
            yield piece
            piece = []
    if piece:
        yield piece


def _words(atoms: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    """Yield words: a dash ends one, a mark within a figure does not; addresses are divided after their marks."""
    for word in _split(atoms, lambda atom: atom.can_break and not atom.weak):
        if is_address("".join(atom.text for atom in word)):
            yield from _split(word, lambda atom: atom.can_break)
        else:
            yield word
