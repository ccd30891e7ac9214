"""From lines to chunks: by leading, size, indents, marks, and lines that end before the column does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefbuilder.importers.pdf.code_blocks import prose_lines
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.list_marks import ListMark, is_next, parse_mark
from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.model import Chunk, Line, PdfTableCell, TableLine

# The columns that lines stand in: where a column begins and ends, and what stands across the page above it.

_FLUSH_TOLERANCE, _MIN_FLUSH_LINES, _MAX_BEYOND = 1.5, 5, 0.15
"""Points by which the ends of justified lines differ; how many of them tell where a column ends; and the share of its lines
that may run beyond."""

_MIN_TEXT_LINES = 2
"""Lines that are no listing and tell where a column ends, at least."""

_MIN_LINES = 8
"""Lines that tell where those of a column end."""


@dataclass(frozen=True, slots=True)
class ColumnEdges:
    """The edges of the column that a line stands in, in the measure of `Line.start`, and how many lines tell them."""

    start: float
    end: float
    line_count: int = 0


def find_columns(parts: Sequence[Sequence[Line]], measures: Measures) -> list[ColumnEdges]:
    """Return the column of each part; tables and listings tell nothing of one that others stand in."""
    written = [[line for line in part if not isinstance(line, TableLine)] or part for part in parts]
    if not any(
        line.monospaced for line in prose_lines([line for part in written for line in part])
    ):  # no typescript
        written = [_without_code(part) for part in written]
    columns = [_measure_column(part, measures) for part in written]
    columns = [
        replace(column, line_count=0) if _is_code(part) else column
        for column, part in zip(columns, written, strict=True)
    ]
    return _widen_indented(columns, measures)


def _without_code(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are no listing, where they are enough to tell a column."""
    kept = [line for line in lines if not line.monospaced]
    return kept if len(kept) >= _MIN_TEXT_LINES else lines


def _is_code(lines: Sequence[Line]) -> bool:
    return 2 * sum(line.monospaced for line in lines) > len(lines)


def split_regions(lines: Sequence[Line], measures: Measures) -> list[Sequence[Line]]:
    """Divide a stretch where lines across the page stand over those of a column: their edges are not the column's."""
    usual = _column_end(lines, measures) if len(lines) >= _MIN_LINES else None
    if usual is None:
        return [lines]
    regions: list[list[Line]] = []
    wide = False
    for line in lines:
        beyond = line.end > usual + 2 * measures.size
        if wide and not beyond and abs(line.end - usual) > _FLUSH_TOLERANCE:
            beyond = _is_close(regions[-1][-1], line, measures)  # the last line of a wide paragraph
        if not regions or beyond != wide:
            regions.append([])
            wide = beyond
        regions[-1].append(line)
    return list(regions)


def _column_end(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return where the lines of a column end, if that can be told."""
    ends = Counter(round(line.end) for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    if 10 * sum(ends[usual + step] for step in (-1, 0, 1)) >= 3 * len(lines):
        return usual
    return _ragged_end(lines, measures)


def _ragged_end(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return the end of the longest line of a ragged column, if a few lines that stand apart run far beyond it."""
    ordered = sorted(line.end for line in lines)
    for below, above in pairwise(ordered[3 * len(lines) // 4 :]):
        if above - below > 2 * measures.size:
            beyond = [line.end > below for line in lines]
            torn = any(
                far and not near and _follows(first, second, measures)
                for (first, near), (second, far) in pairwise(zip(lines, beyond, strict=True))
            )
            return None if torn else below
    return None


def _is_close(above: Line, below: Line, measures: Measures) -> bool:
    """Tell whether a line of the same size stands no further below than lines of one paragraph do."""
    return abs(above.size - below.size) < 0.3 and _follows(above, below, measures)


def _follows(above: Line, below: Line, measures: Measures) -> bool:
    """Tell whether a line stands no further below than lines of one paragraph do."""
    return above.baseline - below.baseline <= 1.22 * measures.leading(max(above.size, below.size)) + 0.3


def _measure_column(lines: Sequence[Line], measures: Measures) -> ColumnEdges:
    body = [line for line in lines if abs(line.size - measures.size) < 0.3] or list(lines)
    starts = Counter(round(line.start) for line in body)
    usual = max(starts, key=lambda start: (starts[start], -start))
    enough = min(starts[usual], max(2, len(body) // 12))
    start = min(
        (line.start for line in body if line.start < usual + 1 and starts[round(line.start)] >= enough),
        default=usual,
    )
    told = sum(count for place, count in starts.items() if abs(place - start) <= 1)
    return ColumnEdges(start, _text_end(body, start), told)


def _text_end(lines: Sequence[Line], start: float) -> float:
    """Return where the lines of a column end: the longest, or where justified ones do that begin at its start and a few run beyond."""
    ends = Counter(round(line.end) for line in lines if abs(line.start - start) < _FLUSH_TOLERANCE)
    if not ends:
        return max(line.end for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    flush = sum(ends[usual + step] for step in (-1, 0, 1))
    beyond = [line.end for line in lines if line.end > usual + _FLUSH_TOLERANCE]
    if flush >= _MIN_FLUSH_LINES and len(beyond) <= _MAX_BEYOND * len(lines):
        return max(line.end for line in lines if line.end <= usual + _FLUSH_TOLERANCE)
    return max(line.end for line in lines)


def _widen_indented(columns: list[ColumnEdges], measures: Measures) -> list[ColumnEdges]:
    """Return the columns, one that is set in against one of the same place elsewhere with that one's edges.

    A stretch that is quoted throughout tells nothing of the column that it stands in.
    """
    framed: list[ColumnEdges] = []
    # A drawing may have thousands of columns of a line or two, which tell nothing of others.
    telling = list(dict.fromkeys(column for column in columns if column.line_count > 2))
    for column in columns:
        near = [
            other
            for other in telling
            if 0.9 * measures.size < column.start - other.start < 5 * measures.size
            and -1 < other.end - column.end < 5 * measures.size
        ]
        best = max(near, key=lambda other: other.line_count, default=column)
        framed.append(best if best.line_count > column.line_count / 8 else column)
    return framed


_SENTENCE_ENDS = frozenset(".!?…:;。！？؟।")
_OPENERS = frozenset("([{“‘「『（《〈【〔［｛")
_NO_LINE_START = frozenset("、。，．・：；？！）」』》〉】〕］｝”’ー々)]}")
"""Signs that no line begins with: they go with the one before."""

_STEP_TOLERANCE = 0.3
"""Points by which the distances of a paragraph's lines differ."""

_DEEP_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+(?!\d)")
"""A number of more than one level, as headings have it."""

_CLOSERS = "\"'”’»)]』」）"


def split_paragraphs(lines: Sequence[Line], measures: Measures) -> list[Chunk]:
    """Return the paragraphs that lines in the order of reading make, their roles not yet told."""
    parts = [region for part in split_stretches(lines) for region in split_regions(part, measures)]
    columns = find_columns(parts, measures)
    indented = _uses_indents(parts, columns, measures)
    chunks: list[Chunk] = []
    for place, part in enumerate(parts):
        column = columns[place]
        made = _split_chunks(part, column, measures)
        if chunks and _continues(
            chunks[-1], columns[place - 1], made[0], column, measures, indented=indented
        ):
            chunks[-1].lines += made[0].lines
            made = made[1:]
        chunks += made
    for chunk in chunks:
        if isinstance(chunk.lines[0], TableLine):
            _make_table(chunk, chunk.lines[0], measures)
    return chunks


def _make_table(chunk: Chunk, table: TableLine, measures: Measures) -> None:
    """Turn a chunk into a table; a first row that alone is bold is its head."""
    bold = [all(line.bold for cell in row for line in cell) for row in table.rows]
    header = len(bold) > 1 and bold[0] and not all(bold)
    chunk.role, chunk.header_rows, chunk.fallback_page = "table", int(header), table.page
    chunk.rows = [
        [
            PdfTableCell(
                split_paragraphs(cell, measures) if cell else [],
                header=header and place == 0,
                column_span=span,
            )
            for cell, span in zip(row, spans, strict=True)
        ]
        for place, (row, spans) in enumerate(zip(table.rows, table.spans, strict=True))
    ]
    chunk.lines = []


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in _SENTENCE_ENDS


def _split_chunks(lines: Sequence[Line], column: ColumnEdges, measures: Measures) -> list[Chunk]:
    chunks: list[Chunk] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if chunks and not _starts_chunk(chunks[-1], line, following, column, measures):
            chunks[-1].lines.append(line)
        else:
            chunks.append(Chunk([line], column=(column.start, column.end)))
            if len(chunks) > 1 and _started_in_last_line(chunks[-2], line):
                chunks[-1].lines.insert(0, chunks[-2].lines.pop())
    return chunks


def _started_in_last_line(chunk: Chunk, line: Line) -> bool:
    """Tell whether a line goes on with a paragraph that began in the last one of a chunk: another's only line, set in as it."""
    if (
        len(chunk.lines) < 2
        or parse_mark(chunk.lines[0].text) is not None
        or _has_table(line, *chunk.lines[-2:])
    ):
        return False
    before, last = chunk.lines[-2:]
    half = 0.45 * line.size
    return (
        all(abs(other.start - last.start) < half for other in chunk.lines)
        and half < last.start - line.start < 6 * line.size
        and _have_same_format(last, line)
        and ends_sentence(before.text)
        and not ends_sentence(last.text)
        and last.baseline - line.baseline < 1.08 * (before.baseline - last.baseline)
    )


def _starts_chunk(
    chunk: Chunk, line: Line, following: Line | None, column: ColumnEdges, measures: Measures
) -> bool:
    last = chunk.lines[-1]
    size = max(last.size, line.size)
    if _has_table(last, line) or not _have_common_size(last, line):
        return True
    step = last.baseline - line.baseline
    leading = measures.leading(line.size)
    if line.size != last.size and has_wide(line) and has_wide(last):
        leading = max(
            leading, measures.leading(last.size)
        )  # Latin letters among wide signs are larger or smaller
    before = chunk.lines[-2].baseline - last.baseline if len(chunk.lines) > 1 else 0.0
    if before and leading > 1.6 * size:
        leading = min(leading, before)
    # Lines that stand as far apart as the two before are of one paragraph, whatever is usual for letters of their size.
    if step > 1.22 * leading + 0.3 and abs(step - before) > _STEP_TOLERANCE:
        return True
    mark = parse_mark(line.text)
    first = parse_mark(chunk.lines[0].text)
    large = line.size > 1.1 * measures.size
    counts_on = (large or line.bold) and _are_numbered_headings(chunk.lines[0], line)
    if counts_on or (mark is not None and _starts_item(mark, first, chunk, last, line)):
        return True
    if last.hyphen or large:
        return False
    short = _is_short(last, line, column, inset=0.0 if first else _inset(chunk, line, column))
    listed = line.monospaced and not last.monospaced and last.text.endswith(":")
    if listed or (last.bold != line.bold and (short or step > 1.08 * leading)):
        return True
    return _indent_breaks(chunk, line, following, first) or (short and not _is_centred(last, line, column))


def _are_numbered_headings(first: Line, line: Line) -> bool:
    """Tell whether a line begins with a number of several levels, and the chunk's first one with a number: two headings."""
    head = first.text.partition(" ")[0]
    return bool(_DEEP_NUMBER.match(line.text)) and (
        head.isdecimal() or len(head) == 1 or bool(_DEEP_NUMBER.match(head))
    )


def _starts_item(mark: ListMark, first: ListMark | None, chunk: Chunk, last: Line, line: Line) -> bool:
    """Tell whether a mark at a line's head begins an item: a dash or a number may also be part of the text."""
    if mark.certain:
        return True
    if first is not None and (is_next(first, mark) or first.kind == mark.kind == "dash"):
        return abs(line.start - chunk.lines[0].start) < 0.8 * line.size
    return ends_sentence(last.text) and (len(chunk.lines) == 1 or line.start > last.start + 0.3 * line.size)


def _is_short(last: Line, line: Line, column: ColumnEdges, inset: float = 0.0) -> bool:
    """Tell whether the next line's first word had found room in the line before."""
    room = column.end - last.end - inset
    need = _first_word_width(line) + 0.45 * last.size
    if is_wide(last.text[-1:]) and is_wide(line.text[:1]):
        return room > max(2.6 * last.size, need)  # signs that may not begin a line take others along
    return room > max(need, 0.6 * last.size)


def _inset(chunk: Chunk, line: Line, column: ColumnEdges) -> float:
    """Return how far a paragraph that is set in on both sides keeps from the column's end."""
    last = chunk.lines[-1]
    first_indent = last.start - line.start if len(chunk.lines) == 1 else 0.0
    indent = last.start - max(first_indent, 0.0) - column.start
    if indent < line.size or (first_indent <= 0 and abs(last.start - line.start) > 0.3 * line.size):
        return 0.0
    ends = column.end - max(other.end for other in (*chunk.lines, line))
    return min(indent, max(ends, 0.0))


def _shared_inset(chunk: Chunk, before: ColumnEdges, line: Line, column: ColumnEdges) -> float:
    """Return how far a chunk keeps from its column's end, if it and the next column's first line are set in alike."""
    last = chunk.lines[-1]
    indent = last.start - before.start
    if indent < line.size or abs(line.start - column.start - indent) > 0.3 * line.size:
        return 0.0
    return min(indent, max(before.end - max(other.end for other in chunk.lines), 0.0))


def _first_word_width(line: Line) -> float:
    """Return the width of a line's first word with the space before it; a sign is a word in wide scripts."""
    inked = [glyph for glyph in line.glyphs if glyph.text.strip()]
    if not inked:
        return 0.0
    end = 0
    while end < len(inked) - 1 and inked[end].text in _OPENERS:
        end += 1
    wide = is_wide(inked[end].text)
    word = inked[: end + 1]
    for glyph in line.glyphs[line.glyphs.index(inked[end]) + 1 :]:
        if not glyph.text.strip() or (glyph.text not in _NO_LINE_START and (wide or is_wide(glyph.text))):
            break
        word.append(glyph)
    width = max(glyph.right for glyph in word) - min(glyph.left for glyph in word)
    return width + (0.0 if wide else 0.2 * line.size)


def is_wide(text: str) -> bool:
    """Tell whether a character belongs to a script that is written without spaces."""
    return (
        "\u2e80" <= text <= "\u9fff"
        or "\uf900" <= text <= "\ufaff"
        or "\uff00" <= text <= "\uffef"
        or "\U00020000" <= text <= "\U0003ffff"
        or "\u0e00" <= text <= "\u0eff"
    )


def has_wide(line: Line) -> bool:
    """Tell whether a line has signs of a script that is written without spaces."""
    return any(is_wide(glyph.text) for glyph in line.glyphs)


def _is_centred(last: Line, line: Line, column: ColumnEdges) -> bool:
    """Tell whether two lines are centred on one axis and neither fills the column."""
    middle, other = (last.left + last.right) / 2, (line.left + line.right) / 2
    free = last.start - column.start
    return (
        abs(middle - other) < 0.3 * line.size
        and free > line.size
        and abs(free - (column.end - last.end)) < 1.5 * line.size
    )


def _indent_breaks(chunk: Chunk, line: Line, following: Line | None, first: ListMark | None) -> bool:
    last = chunk.lines[-1]
    shift = line.start - last.start
    # Wide brackets at a line's head are often set half a sign further out, or in.
    bracket = any(each.text[:1] in _OPENERS and is_wide(each.text[:1]) for each in (line, last))
    half = (0.7 if bracket else 0.45) * line.size
    if first is not None:
        # An item's text hangs; a line that comes back to its mark's place, or before it, is no part of it.
        hangs = len(chunk.lines) > 1 or line.start > chunk.lines[0].start + half
        return (
            shift < -half
            if len(chunk.lines) > 1
            else (not hangs and ends_sentence(last.text) and line.start < last.start - half)
        )
    if shift > half:
        if len(chunk.lines) == 1:
            return (
                following is not None
                and abs(following.start - last.start) < half
                and ends_sentence(last.text)
            )
        return shift < 6 * line.size or ends_sentence(last.text)
    # Back to the margin after a first line's indent is the same paragraph; after several lines it is another.
    return shift < -half and len(chunk.lines) > 1


def _uses_indents(
    parts: Sequence[Sequence[Line]], columns: Sequence[ColumnEdges], measures: Measures
) -> bool:
    """Tell whether paragraphs begin with an indent rather than with space above."""
    indented = spaced = 0
    for part, column in zip(parts, columns, strict=True):
        for above, below in pairwise(part):
            if (
                abs(below.size - measures.size) > 0.3
                or abs(above.size - measures.size) > 0.3
                or parse_mark(below.text)
            ):
                continue
            wide = above.baseline - below.baseline > 1.22 * measures.leading(below.size)
            spaced += wide
            indented += not wide and 0.5 * below.size < below.start - column.start < 4 * below.size
    return indented > 2 * spaced and indented > 1


def _continues(
    chunk: Chunk,
    before: ColumnEdges,
    following: Chunk,
    column: ColumnEdges,
    measures: Measures,
    *,
    indented: bool,
) -> bool:
    """Tell whether a paragraph goes on at the head of the next column or page."""
    last, line = chunk.lines[-1], following.lines[0]
    if not _have_same_format(last, line) or abs(line.size - measures.size) > 0.3 or _has_table(last, line):
        return False
    if last.page == line.page and line.baseline < last.baseline + line.size:
        return False  # beside or below, not at the head of a column
    if last.hyphen or last.text.endswith(("-", "‐")):
        return True
    mark = parse_mark(line.text)
    if _is_title_like(chunk, before) or (mark is not None and (mark.certain or ends_sentence(last.text))):
        return False
    if not ends_sentence(last.text):
        return line.text[:1].islower() or not _is_short(
            last, line, before, _shared_inset(chunk, before, line, column)
        )
    hangs = parse_mark(chunk.lines[0].text) is not None and line.start > column.start + 0.45 * line.size
    full = before.end - last.end < 0.3 * last.size
    return hangs or (full and indented and line.start - column.start < 0.45 * line.size)


def _have_common_size(last: Line, line: Line) -> bool:
    """Tell whether two lines are of one size, or one with a good part of the other's among its own."""
    if abs(last.size - line.size) <= 0.05 * max(last.size, line.size):
        return True
    if max(last.size, line.size) > 1.3 * min(last.size, line.size):
        return False
    return _has_size(last, line.size) or _has_size(line, last.size)


def _has_size(line: Line, size: float) -> bool:
    inked = [glyph for glyph in line.glyphs if glyph.text.strip()]
    same = sum(
        abs(glyph.run.size - size) <= 0.05 * size and glyph.run.baseline == line.baseline for glyph in inked
    )
    return 5 * same >= len(inked)


def _has_table(*lines: Line) -> bool:
    return any(isinstance(line, TableLine) for line in lines)


def _have_same_format(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) < 0.3 and last.bold == line.bold and last.rtl == line.rtl


def _is_title_like(chunk: Chunk, column: ColumnEdges) -> bool:
    """Tell whether a chunk is one line that ends early, as a heading does."""
    line = chunk.lines[-1]
    return len(chunk.lines) == 1 and column.end - line.end > 8 * line.size and not line.text[-1:].islower()
