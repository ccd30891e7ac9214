"""Group lines into paragraphs by leading, size, indents, marks and short last lines."""

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

_FLUSH_TOLERANCE, _MIN_FLUSH_LINES, _MAX_BEYOND = 1.5, 5, 0.15
"""Points: how far the ends of justified lines differ; the minimum number of them that shows where a column ends; the
maximum share of lines beyond that."""

_MIN_TEXT_LINES = 2
"""The minimum number of lines, code excluded, that show where a column ends."""

_MIN_LINES = 8
"""The minimum number of lines for measuring where a column ends."""


@dataclass(frozen=True, slots=True)
class ColumnEdges:
    """The edges of a column in the measure of `Line.start`, and the number of lines at its start."""

    start: float
    end: float
    line_count: int = 0


def find_columns(parts: Sequence[Sequence[Line]], measures: Measures) -> list[ColumnEdges]:
    """Return the column of each part; tables and code say nothing of other lines' columns."""
    written = [[line for line in part if not isinstance(line, TableLine)] or part for part in parts]
    if not any(
        line.monospaced for line in prose_lines([line for part in written for line in part])
    ):  # not a typewritten document
        written = [_without_code(part) for part in written]
    columns = [_measure_column(part, measures) for part in written]
    columns = [
        replace(column, line_count=0) if _is_code(part) else column
        for column, part in zip(columns, written, strict=True)
    ]
    return _widen_indented(columns, measures)


def _without_code(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without code if enough remain to measure a column."""
    kept = [line for line in lines if not line.monospaced]
    return kept if len(kept) >= _MIN_TEXT_LINES else lines


def _is_code(lines: Sequence[Line]) -> bool:
    return 2 * sum(line.monospaced for line in lines) > len(lines)


def split_regions(lines: Sequence[Line], measures: Measures) -> list[Sequence[Line]]:
    """Split a stretch between lines across the page and those of a column, whose edges differ."""
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
    """Return where the lines of a column end, or None if that is unclear."""
    ends = Counter(round(line.end) for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    if 10 * sum(ends[usual + step] for step in (-1, 0, 1)) >= 3 * len(lines):
        return usual
    return _ragged_end(lines, measures)


def _ragged_end(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return the end of the longest line of a ragged column with a few separate lines far beyond it."""
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
    """Return whether a line has the same size and the distance of lines in one paragraph."""
    return abs(above.size - below.size) < 0.3 and _follows(above, below, measures)


def _follows(above: Line, below: Line, measures: Measures) -> bool:
    """Return whether a line has the distance of lines in one paragraph."""
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
    """Return the end of the longest line, or of the justified lines if only a few run beyond them."""
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
    """Return the columns, replacing an indented one by the column it is in elsewhere.

    A fully quoted stretch says nothing of the column it is in.
    """
    framed: list[ColumnEdges] = []
    # A drawing may have thousands of columns of one or two lines, which say nothing of others.
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
"""Characters that cannot start a line and stay with the previous one."""

_STEP_TOLERANCE = 0.3
"""Points: how far the line distances of a paragraph differ."""

_DEEP_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+(?!\d)")
"""A number with several levels, as in headings."""

_CLOSERS = "\"'”’»)]』」）"


def split_paragraphs(lines: Sequence[Line], measures: Measures) -> list[Chunk]:
    """Return the paragraphs of lines given in reading order, without roles yet."""
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
    """Turn a chunk into a table; if only the first row is bold, it is the header."""
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
    """Return whether a text ends like a sentence."""
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
    """Return whether a line continues a paragraph that started, indented, in the last line of a chunk."""
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
        )  # Latin letters among CJK characters are larger or smaller
    before = chunk.lines[-2].baseline - last.baseline if len(chunk.lines) > 1 else 0.0
    if before and leading > 1.6 * size:
        leading = min(leading, before)
    # Lines as far apart as the two before are in one paragraph, whatever is usual for their size.
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
    """Return whether a line and the chunk's first line both start with numbers of headings."""
    head = first.text.partition(" ")[0]
    return bool(_DEEP_NUMBER.match(line.text)) and (
        head.isdecimal() or len(head) == 1 or bool(_DEEP_NUMBER.match(head))
    )


def _starts_item(mark: ListMark, first: ListMark | None, chunk: Chunk, last: Line, line: Line) -> bool:
    """Return whether a mark starts an item; a dash or number may also be part of the text."""
    if mark.certain:
        return True
    if first is not None and (is_next(first, mark) or first.kind == mark.kind == "dash"):
        return abs(line.start - chunk.lines[0].start) < 0.8 * line.size
    return ends_sentence(last.text) and (len(chunk.lines) == 1 or line.start > last.start + 0.3 * line.size)


def _is_short(last: Line, line: Line, column: ColumnEdges, inset: float = 0.0) -> bool:
    """Return whether the next line's first word would have fit in the line before."""
    room = column.end - last.end - inset
    need = _first_word_width(line) + 0.45 * last.size
    if is_wide(last.text[-1:]) and is_wide(line.text[:1]):
        return room > max(2.6 * last.size, need)  # characters that cannot start a line take others along
    return room > max(need, 0.6 * last.size)


def _inset(chunk: Chunk, line: Line, column: ColumnEdges) -> float:
    """Return the right indent of a paragraph that is indented on both sides."""
    last = chunk.lines[-1]
    first_indent = last.start - line.start if len(chunk.lines) == 1 else 0.0
    indent = last.start - max(first_indent, 0.0) - column.start
    if indent < line.size or (first_indent <= 0 and abs(last.start - line.start) > 0.3 * line.size):
        return 0.0
    ends = column.end - max(other.end for other in (*chunk.lines, line))
    return min(indent, max(ends, 0.0))


def _shared_inset(chunk: Chunk, before: ColumnEdges, line: Line, column: ColumnEdges) -> float:
    """Return the right indent of a chunk if the first line of the next column has the same left indent."""
    last = chunk.lines[-1]
    indent = last.start - before.start
    if indent < line.size or abs(line.start - column.start - indent) > 0.3 * line.size:
        return 0.0
    return min(indent, max(before.end - max(other.end for other in chunk.lines), 0.0))


def _first_word_width(line: Line) -> float:
    """Return the width of a line's first word and the space before it; in CJK scripts, of one character."""
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
    """Return whether a character belongs to a script without word spaces."""
    return (
        "\u2e80" <= text <= "\u9fff"
        or "\uf900" <= text <= "\ufaff"
        or "\uff00" <= text <= "\uffef"
        or "\U00020000" <= text <= "\U0003ffff"
        or "\u0e00" <= text <= "\u0eff"
    )


def has_wide(line: Line) -> bool:
    """Return whether a line has characters of a script without word spaces."""
    return any(is_wide(glyph.text) for glyph in line.glyphs)


def _is_centred(last: Line, line: Line, column: ColumnEdges) -> bool:
    """Return whether two lines are centered on one axis and do not fill the column."""
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
    # Wide brackets at a line start are often shifted by half a character.
    bracket = any(each.text[:1] in _OPENERS and is_wide(each.text[:1]) for each in (line, last))
    half = (0.7 if bracket else 0.45) * line.size
    if first is not None:
        # The text of an item is indented; a line at or before the position of its mark is not part of it.
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
    # A line back at the margin continues the paragraph after its first line, but not after several lines.
    return shift < -half and len(chunk.lines) > 1


def _uses_indents(
    parts: Sequence[Sequence[Line]], columns: Sequence[ColumnEdges], measures: Measures
) -> bool:
    """Return whether paragraphs start with an indent rather than with space above."""
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
    """Return whether a paragraph continues at the top of the next column or page."""
    last, line = chunk.lines[-1], following.lines[0]
    if not _have_same_format(last, line) or abs(line.size - measures.size) > 0.3 or _has_table(last, line):
        return False
    if last.page == line.page and line.baseline < last.baseline + line.size:
        return False  # beside or below, not at the top of a column
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
    """Return whether two lines have one size, or one contains a good part of the other's size."""
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
    """Return whether a chunk is a single short line, like a heading."""
    line = chunk.lines[-1]
    return len(chunk.lines) == 1 and column.end - line.end > 8 * line.size and not line.text[-1:].islower()
