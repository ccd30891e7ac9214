"""Widths of table columns in points, the same for every format that lays out lines.

A column gets its share of the width, but none is narrower than its longest word while another has room to
spare. If not all words fit, those that can be hyphenated are divided first. If not even that is enough, the
table is set in smaller type, and if that is not enough either, on a landscape page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnBreak,
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
from briefbuilder.domain.styles import PageSetup, Style, StyleSheet, heading_role
from briefbuilder.domain.values import value
from briefbuilder.export.keep_together import introduces
from briefbuilder.export.labels import format_note_label, list_hang, list_look
from briefbuilder.export.pdf.break_opportunities import BreakKind, Hyphenator, is_address
from briefbuilder.export.pdf.glyph_runs import GlyphRun, InlineContext, build_glyph_runs, split_runs
from briefbuilder.export.pdf.shaping import FontKey, ScaledFontCache
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.table_grid import GridSlot, build_grid
from briefbuilder.system.fonts import is_twin

_TOLERANCE = 0.5
"""Points added to a word, so that rounding never breaks it."""
_NESTED_PADDING = 10.0
_BISECTION_STEPS = 60
"""More halvings than a float has digits."""

Unit = Literal["line", "word", "fragment"]
"""What must stay on one line: all of a paragraph, a whole word, or the longest fragment of a hyphenated one."""
WidthsFor = Callable[[Unit], tuple[float, ...]]
Remember = Callable[[Hashable, Callable[[], float]], float]
"""Return the cached value of a key, or compute and cache it."""

_ROUNDING = 0.01
"""Points by which a width may be less than what it needs."""


def no_scaling(_key: FontKey) -> float:
    """Return 1: the words of every font are as wide as they are measured."""
    return 1.0


def fallback_width_factor(key: FontKey) -> float:
    """Return how much wider the font may be that replaces a missing family on the reader's computer.

    The bold digits of DejaVu Sans, which often replaces Noto Sans, are wider by a fifth; its regular
    letters, and those of DejaVu Serif and Georgia, by up to a seventh.
    """
    if is_twin(key.family):
        return 1.0
    return _MAX_FACTOR if key.bold else 1.15


_MAX_FACTOR = 1.24


@value(kw_only=False)
class MeasuredCell:
    """The content of a cell with its first column, span and horizontal padding in points.

    `is_head` says that it is in the header of its table, `is_number` that it is in a column of numbers.
    """

    elements: tuple[Element, ...]
    column: int
    span: int
    padding: float
    is_head: bool = False
    is_number: bool = False


@value(kw_only=False)
class WordMeasure:
    """Measures the longest word of elements in their fonts, multiplied by a factor for each font."""

    styles: StyleSheet
    context: InlineContext
    hyphenator: Hyphenator
    remember: Remember
    factor: Callable[[FontKey], float] = no_scaling

    def min_width(self, elements: Iterable[Element], language: str, unit: Unit) -> float:
        """Return the least width in points at which no word (or fragment) of the elements is broken."""
        return max((self._element(element, language, unit) for element in elements), default=0.0)

    def _element(self, element: Element, language: str, unit: Unit) -> float:
        own_language = element.language or language
        if isinstance(element, DrawnTable):
            rows = (
                sum(self.min_width(cell.elements, own_language, unit) + _NESTED_PADDING for cell in row)
                for row in element.rows
            )
            return max(rows, default=0.0)
        widths = [self._content(*content, unit) for content in self._contents(element, own_language)]
        if isinstance(element, DrawnCallout):
            widths.append(self.min_width(element.elements, own_language, unit))
        return max(widths, default=0.0)

    def _contents(self, element: Element, language: str) -> Iterator[tuple[Content, Style, str]]:
        match element:
            case DrawnText():
                yield element.content, element.look or self.styles.style(element.role), language
            case DrawnHeading():
                yield element.content, self.styles.style(heading_role(element.level)), language
            case DrawnQuotation():
                for paragraph in element.paragraphs:
                    yield paragraph, self.styles.style("quote"), language
                yield element.source, self.styles.style("source"), language
            case DrawnList():
                style = list_look(self.styles, element.entries, quoted=element.quoted)
                for entry in element.entries:
                    yield entry.content, _entry_style(entry, style), entry.language or language
            case DrawnCallout():
                yield element.title, self.styles.style("callout-title"), language
            case _:
                return

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
        runs, _ = build_glyph_runs(content, style, StructElem("P"), context, language)
        if unit == "fragment":
            return max(self._fragments(runs, language), default=0.0)
        parts = _words(runs) if unit == "word" else split_runs(runs, lambda run: run.is_break_forced)
        return max(map(self._width, parts), default=0.0)

    def _fragments(self, runs: list[GlyphRun], language: str) -> Iterator[float]:
        """Yield the widths of the pieces left when lines end and words divide wherever allowed."""
        for group in split_runs(runs, _ends_fragment):
            parts = (self._divided(run, language) for run in group)
            yield self._width([max(fragments, key=lambda part: part.word.width) for fragments in parts])

    def _divided(self, run: GlyphRun, language: str) -> list[GlyphRun]:
        positions = self.hyphenator.positions(run.text, run.font.key.language or language)
        if not positions:
            return [run]
        parts = pairwise((0, *positions, len(run.text)))
        return [
            run.fragment(run.text[start:end], hyphen=end < len(run.text), last=end == len(run.text))
            for start, end in parts
        ]

    def _width(self, runs: list[GlyphRun]) -> float:
        """Return the width of runs on one line, without the space after them."""
        width = sum(run.word.width * self.factor(run.font.key) for run in runs)
        return width + sum(run.spaces * run.font.space.width for run in runs[:-1])


def _measured_cells(
    lines: tuple[tuple[GridSlot, ...], ...], heads: int, padding: float
) -> list[MeasuredCell]:
    """Return each cell of a table once, at its first slot; the table has so many rows of header."""
    return [
        MeasuredCell(slot.cell.elements, slot.column, slot.span, padding, row < heads, slot.cell.flush_end)
        for row, line in enumerate(lines)
        for slot in line
        if slot.cell is not None and not slot.continues
    ]


def widen_labels(
    widths: tuple[float, ...],
    cells: Iterable[MeasuredCell],
    words: tuple[float, ...],
    measure: WordMeasure,
    language: str,
) -> tuple[float, ...]:
    """Return widths in which columns of numbers give others the room that these need to keep each cell on one line.

    `words` are the widths of the longest words. Columns of numbers keep half the width of their header, which may
    have two lines.
    """
    single = [cell for cell in cells if cell.span == 1]
    numbers = {cell.column for cell in single if cell.is_number and not cell.is_head}
    if not numbers or len(numbers) == len(widths):
        return widths
    count = len(widths)
    labels = (cell for cell in single if not cell.is_head and cell.column not in numbers)
    heads = (cell for cell in single if cell.is_head and cell.column in numbers)
    lines = min_column_widths(labels, count, measure, language, "line")
    halves = (line / 2 for line in min_column_widths(heads, count, measure, language, "line"))
    least = tuple(map(max, words, halves))
    spare = {column: max(widths[column] - least[column], 0.0) for column in numbers}
    room = whole = sum(spare.values())
    wider = list(widths)
    for column in sorted(range(count), key=lambda column: lines[column] - widths[column]):
        extra = lines[column] - widths[column]
        if 0.0 < extra <= room:
            wider[column] += extra
            room -= extra
    for column, part in spare.items():
        wider[column] -= part * (1.0 - room / whole) if whole else 0.0
    return tuple(wider)


def fit_column_widths(
    shares: tuple[float, ...], columns: int, total: float, need: WidthsFor, ample: WidthsFor | None = None
) -> tuple[float, ...]:
    """Return column widths that sum to `total`: the given shares, or equal widths without shares.

    `need` gives the width of the longest word or fragment of each column, and `ample` the same in the widest
    fallback fonts of readers; columns are that wide if there is room.
    """
    given = _share_out(shares, columns, total)
    ample = ample or need
    most = ample("word")
    if all(width >= word for width, word in zip(given, most, strict=True)):
        return given
    fragments = need("fragment")
    limits = _limit_widest(fragments, total)
    fragments, safe, words, most = (
        tuple(map(min, limits, sizes)) for sizes in (fragments, ample("fragment"), need("word"), most)
    )
    # What cannot be hyphenated, a figure above all, gets its ample width before any word does.
    safe = _grow_to_fit(lambda part: _interpolate(fragments, safe, part), total, 1.0)
    words, most = _maximum(safe, words), _maximum(safe, most)
    if sum(most) <= total:
        return _grow_to_fit(lambda level: _maximum(most, tuple(width * level for width in given)), total, 1.0)
    low, high = (words, most) if sum(words) <= total else (safe, words)
    return _grow_to_fit(lambda level: _clamp(low, high, level), total, max(high))


def min_column_widths(
    cells: Iterable[MeasuredCell], columns: int, measure: WordMeasure, language: str, unit: Unit
) -> tuple[float, ...]:
    """Return the width of the longest word (or fragment) of each column with its padding, in points.

    What a cell that spans columns lacks is divided among them.
    """
    needs = [0.0] * columns
    for cell in sorted(cells, key=lambda cell: cell.span):
        width = measure.min_width(cell.elements, language, unit)
        spanned = range(cell.column, min(cell.column + cell.span, columns))
        missing = width + cell.padding - sum(needs[column] for column in spanned)
        if width and missing > 0:
            for column in spanned:
                needs[column] += missing / len(spanned)
    return tuple(needs)


# Tables that are too wide for the page

MIN_TYPE_SIZE = 7.0
"""The smallest size of type in a table, in points, unless its style is smaller."""
_SIZE_STEP = 0.5
"""The difference between two sizes of type that a table may have, in points, which is Word's own."""
_MAX_UNBROKEN = 1 / 3
"""The share of the line up to which a word that cannot be hyphenated stays whole if room is short."""
_ESTIMATE_MARGIN = 1.03
_GRID_PADDING, _PLAIN_PADDING = 10.0, 8.0

Broken = Literal["nothing", "words", "figures"]
"""What is broken over lines in a table: nothing, words that cannot be hyphenated, or any word and figure."""


@value(kw_only=False)
class TableFit:
    """How a table fits a width: the size of its type as a share of that of its styles, and what is broken even so."""

    share: float
    broken: Broken


@value(kw_only=False)
class TablePlan:
    """How a table is drawn for a program that lays out the pages itself.

    `lines` are its rows on the grid, of which the first `heads` are its header; `styles` have the type of its share.
    `padding` is the horizontal padding of a cell in points.
    """

    lines: tuple[tuple[GridSlot, ...], ...]
    heads: int
    padding: float
    share: float
    styles: StyleSheet
    widths: tuple[float, ...]
    divides_words: bool
    """Whether a column may be too narrow for its longest word."""

    @property
    def style(self) -> Style:
        """The style of its texts."""
        return self.styles.style("table")


@value(kw_only=False)
class TableFitter:
    """Decides on the type and the page of tables, for every format alike.

    `measure` has the styles, fonts and language of the document and allows for wider fallback fonts.
    """

    document: Document
    measure: WordMeasure

    @classmethod
    def from_document(
        cls, document: Document, context: InlineContext, hyphenator: Hyphenator, remember: Remember
    ) -> TableFitter:
        """Return the fitter of a document; in every format, all notes are measured with the widest label."""
        notes = document.notes
        labels = {note.id: format_note_label(len(notes), note.placement) for note in notes}
        context = replace(context, notes=labels, tagged=False)
        measure = WordMeasure(document.styles, context, hyphenator, remember, fallback_width_factor)
        return cls(document, measure)

    @classmethod
    def without_pages(cls, document: Document) -> TableFitter:
        """Return the fitter of a document that is written to a format whose pages another program lays out."""
        context = InlineContext(ScaledFontCache(is_drawn=False), {}, document.language, tagged=False)
        if "code" in document.styles.styles:
            context.code_font = document.styles.styles["code"].font
        widths: dict[Hashable, float] = {}

        def remember(key: Hashable, measure: Callable[[], float]) -> float:
            if key not in widths:
                widths[key] = measure()
            return widths[key]

        return cls.from_document(document, context, Hyphenator(), remember)

    def fit(self, table: DrawnTable, width: float, language: str) -> TableFit:
        """Return how a table fits a width in points: in the largest type in which nothing is broken."""
        lines, columns = build_grid(table.rows, len(table.widths))
        padding = _cell_padding(table)
        cells = _measured_cells(lines, table.header_rows, padding)
        plain = replace(self.measure, factor=no_scaling)
        if sum(min_column_widths(cells, columns, plain, language, "word")) * _MAX_FACTOR <= width:
            return TableFit(1.0, "nothing")
        needs: dict[float, tuple[float, ...]] = {}

        def need(share: float) -> tuple[float, ...]:
            if share not in needs:
                measure = replace(self.measure, styles=shrink_styles(self.measure.styles, share))
                needs[share] = min_column_widths(cells, columns, measure, language, "fragment")
            return needs[share]

        shares = self._shares()
        limits: tuple[tuple[Broken, float], ...] = (("nothing", width), ("words", width * _MAX_UNBROKEN))
        for broken, limit in limits:
            for share in shares:
                estimate = sum(min(limit, padding + (least - padding) * share) for least in need(1.0))
                if estimate <= width * _ESTIMATE_MARGIN and sum(min(limit, w) for w in need(share)) <= width:
                    return TableFit(share, broken)
        return TableFit(shares[-1], "figures")

    def plan(self, table: DrawnTable, width: float, language: str) -> TablePlan:
        """Return how a table of a width in points is drawn for a program that lays out the pages itself.

        Room is left for a program that lacks the font and takes a wider one, as far as there is any.
        """
        lines, columns = build_grid(table.rows, len(table.widths))
        share = self.fit(table, width, language).share
        wider = replace(self.measure, styles=shrink_styles(self.measure.styles, share))
        measure = replace(wider, factor=no_scaling)
        heads, padding = min(table.header_rows, len(lines)), _cell_padding(table)
        cells = _measured_cells(lines, heads, padding)
        need = partial(min_column_widths, cells, columns, measure, language)
        wide_need = partial(min_column_widths, cells, columns, wider, language)
        words = wide_need("word")
        widths = fit_column_widths(table.widths, columns, width, need, wide_need)
        widths = widen_labels(widths, cells, words, measure, language)
        divides = any(column < word - _ROUNDING for column, word in zip(widths, words, strict=True))
        return TablePlan(lines, heads, padding, share, wider.styles, widths, divides)

    def _shares(self) -> tuple[float, ...]:
        """Return the possible sizes of type as shares of the size of the style of tables, largest first."""
        size = self.document.styles.style("table").size
        steps = max(int((size - MIN_TYPE_SIZE) / _SIZE_STEP), 0)
        sizes = [size, *(size - _SIZE_STEP * step for step in range(1, steps + 1))]
        if size > MIN_TYPE_SIZE and sizes[-1] > MIN_TYPE_SIZE:
            sizes.append(MIN_TYPE_SIZE)
        return tuple(smaller / size for smaller in sizes)

    def landscape_pages(self, elements: tuple[Element, ...]) -> dict[int, PageSetup]:
        """Return the landscape page of each element that is on one, by the index of the element.

        Wide tables are on one, with what introduces them and their sources, and so is what stands behind a landscape break.
        """
        setup = landscape_setup(self.document)
        if setup is None:
            return {}
        pages: dict[int, PageSetup] = {}
        is_turned = False
        for index, element in enumerate(elements):
            if isinstance(element, DrawnBreak):
                is_turned = element.landscape
            elif is_turned:
                pages[index] = setup
            elif isinstance(element, DrawnTable) and self._needs_landscape(element, setup):
                start = _start_with_introduction(elements, index)
                has_source = _is_source_of(element, elements[index + 1 : index + 2])
                pages |= dict.fromkeys(range(start, index + 1 + has_source), setup)
        return pages

    def _needs_landscape(self, table: DrawnTable, setup: PageSetup) -> bool:
        language = table.language or self.document.language
        upright = self.fit(table, self.document.page.column_width, language)
        if upright.broken == "nothing":
            return False
        turned = self.fit(table, setup.column_width, language)
        return turned.broken == "nothing" or upright.broken == "figures"


def _cell_padding(table: DrawnTable) -> float:
    return _GRID_PADDING if table.frame == "grid" else _PLAIN_PADDING


def landscape_setup(document: Document) -> PageSetup | None:
    """Return the landscape page of a document, with one column; None if its tables cannot have one.

    A letterhead document has sections of its own, and the text may be in a cell of it.
    """
    page = document.page
    if page.width >= page.height or document.letterhead is not None:
        return None
    setup = replace(page, width=page.height, height=page.width, columns=1)
    return setup if setup.column_width > page.column_width else None


def shrink_size(size: float, share: float) -> float:
    """Return a share of a size of type, in half points and no less than the least size of type in tables."""
    return min(size, max(round(size * share / _SIZE_STEP) * _SIZE_STEP, MIN_TYPE_SIZE))


@lru_cache(maxsize=32)
def _shrink(style: Style, share: float) -> Style:
    size = shrink_size(style.size, share)
    return replace(style, size=size, leading=style.leading * size / style.size)


def shrink_styles(styles: StyleSheet, share: float) -> StyleSheet:
    """Return styles with smaller type; no size falls below the least size of type in tables."""
    if share == 1:
        return styles
    return replace(styles, styles={role: _shrink(style, share) for role, style in styles.styles.items()})


def _start_with_introduction(elements: tuple[Element, ...], index: int) -> int:
    """Return the index of the first of the headings and lines that stay with the element at an index."""
    while index and (
        isinstance(elements[index - 1], DrawnHeading) or introduces(elements[index - 1], elements[index])
    ):
        index -= 1
    return index


def _is_source_of(table: DrawnTable, following: tuple[Element, ...]) -> bool:
    return any(
        isinstance(element, DrawnText) and element.role == "source" and element.origin == table.origin
        for element in following
    )


def _share_out(shares: tuple[float, ...], columns: int, total: float) -> tuple[float, ...]:
    usable = [share for share in shares[:columns] if share > 0]
    if len(usable) < columns:
        return (total / columns,) * columns
    whole = sum(usable)
    return tuple(total * share / whole for share in usable)


def _limit_widest(needs: tuple[float, ...], total: float) -> tuple[float, ...]:
    """Return limits at which all needs fit: the widest columns are limited to an equal part of the total."""
    widths = list(needs)
    limits = [total] * len(needs)
    for column in sorted(range(len(needs)), key=lambda column: -needs[column]):
        if sum(widths) <= total:
            break
        limits[column] = total / len(needs)
        widths[column] = min(needs[column], limits[column])
    return tuple(limits)


def _interpolate(first: tuple[float, ...], second: tuple[float, ...], part: float) -> tuple[float, ...]:
    return tuple(a + (b - a) * part for a, b in zip(first, second, strict=True))


def _clamp(least: tuple[float, ...], most: tuple[float, ...], level: float) -> tuple[float, ...]:
    return tuple(max(low, min(high, level)) for low, high in zip(least, most, strict=True))


def _maximum(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(max, first, second))


def _grow_to_fit(
    widths: Callable[[float], tuple[float, ...]], total: float, highest: float
) -> tuple[float, ...]:
    """Return the widths at the highest level whose sum does not exceed `total`; widths grow with the level."""
    if sum(widths(highest)) <= total:
        return widths(highest)
    low, high = 0.0, highest
    for _ in range(_BISECTION_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= total else (low, middle)
    return widths(low)


def _ends_word(run: GlyphRun) -> bool:
    """Return whether a word ends after a run: a dash ends one, a mark within a figure does not."""
    is_end = (
        not run.is_space_unbreakable if run.spaces else run.break_after in {BreakKind.GOOD, BreakKind.DASH}
    )
    return run.is_break_forced or is_end


def _ends_fragment(run: GlyphRun) -> bool:
    """Return whether a line may end after a run."""
    is_end = not run.is_space_unbreakable if run.spaces else run.break_after is not BreakKind.NONE
    return run.is_break_forced or is_end


def _words(runs: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    """Yield words; addresses are divided after their marks."""
    for word in split_runs(runs, _ends_word):
        if is_address("".join(run.text for run in word)):
            yield from split_runs(word, _ends_fragment)
        else:
            yield word


def _entry_style(entry: ListEntry, style: Style) -> Style:
    hang = list_hang(style)
    start = max(style.indent_start, hang) + entry.depth * hang
    return replace(style, indent_start=start, first_line=0.0)
