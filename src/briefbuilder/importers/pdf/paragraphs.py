"""Group lines into paragraphs by leading, size, indents, marks and short last lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf

from briefbuilder.importers.list_marks import ListMark, is_next, parse_item_mark, parse_mark
from briefbuilder.importers.pdf.code_blocks import prose_lines
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.model import Chunk, Line, PdfTableCell, TableLine, visible_glyphs

_FLUSH_TOLERANCE, _MIN_FLUSH_LINES, _MAX_BEYOND = 1.5, 5, 0.15
"""Points: how far the ends of justified lines differ; the minimum number of them that shows where a column ends; the
maximum share of lines beyond that."""

_MIN_TEXT_LINES = 2  # the minimum number of lines, code excluded, that show where a column ends
_MIN_LINES = 8  # the minimum number of lines for measuring where a column ends
_SENTENCE_ENDS = frozenset(".!?…:;。！？؟।")
_OPENERS = frozenset("([{“‘「『（《〈【〔［｛")

_NO_LINE_START = frozenset("、。，．・：；？！）」』》〉】〕］｝”’ー々)]}")
"""Characters that cannot start a line and stay with the previous one."""

_MIN_LINES_BESIDE = 3  # the minimum number of lines beside a picture or box that show where they end
_STEP_TOLERANCE = 0.3  # points: how far the line distances of a paragraph differ

_DEEP_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+(?!\d)")
"""A number with several levels, as in headings."""

_CLOSERS = "\"'”’»)]』」）"


@dataclass(frozen=True, slots=True)
class ColumnEdges:
    """The edges of a column in the measure of `Line.start`, and the number of lines at its start."""

    start: float
    end: float
    line_count: int = 0


def find_columns(parts: Sequence[Sequence[Line]], measures: Measures) -> list[ColumnEdges]:
    """Return the column of each part; tables and code say nothing of other lines' columns."""
    text_parts = [[line for line in part if not isinstance(line, TableLine)] or part for part in parts]
    prose = prose_lines([line for part in text_parts for line in part])
    if not any(line.monospaced for line in prose):  # not a typewritten document
        text_parts = [_without_code(part) for part in text_parts]
    columns = [_measure_column(part, measures) for part in text_parts]
    columns = [
        replace(column, line_count=0) if _is_code(part) else column
        for column, part in zip(columns, text_parts, strict=True)
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
    column_end = _column_end(lines, measures) if len(lines) >= _MIN_LINES else None
    if column_end is None:
        return [lines]
    regions: list[list[Line]] = []
    is_wide = False
    for line in lines:
        is_beyond = line.end > column_end + 2 * measures.size
        if is_wide and not is_beyond and abs(line.end - column_end) > _FLUSH_TOLERANCE:
            is_beyond = _is_close(regions[-1][-1], line, measures)  # the last line of a wide paragraph
        if not regions or is_beyond != is_wide:
            regions.append([])
            is_wide = is_beyond
        regions[-1].append(line)
    return list(regions)


def _column_end(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return where the lines of a column end, or None if that is unclear."""
    ends = Counter(round(line.end) for line in lines)
    usual_end = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    if 10 * sum(ends[usual_end + step] for step in (-1, 0, 1)) >= 3 * len(lines):
        return usual_end
    return _ragged_end(lines, measures)


def _ragged_end(lines: Sequence[Line], measures: Measures) -> float | None:
    """Return the end of the longest line of a ragged column with a few separate lines far beyond it."""
    ordered = sorted(line.end for line in lines)
    for below, above in pairwise(ordered[3 * len(lines) // 4 :]):
        if above - below > 2 * measures.size:
            is_beyond = [line.end > below for line in lines]
            splits_paragraph = any(
                second_beyond and not first_beyond and _follows(first, second, measures)
                for (first, first_beyond), (second, second_beyond) in pairwise(
                    zip(lines, is_beyond, strict=True)
                )
            )
            return None if splits_paragraph else below
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
    usual_start = max(starts, key=lambda start: (starts[start], -start))
    min_count = min(starts[usual_start], max(2, len(body) // 12))
    start = min(
        (
            line.start
            for line in body
            if line.start < usual_start + 1 and starts[round(line.start)] >= min_count
        ),
        default=usual_start,
    )
    start_count = sum(count for position, count in starts.items() if abs(position - start) <= 1)
    return ColumnEdges(start, _text_end(body, start), start_count)


def _text_end(lines: Sequence[Line], start: float) -> float:
    """Return the end of the longest line, or of the justified lines if only a few run beyond them."""
    ends = Counter(round(line.end) for line in lines if abs(line.start - start) < _FLUSH_TOLERANCE)
    if not ends:
        return max(line.end for line in lines)
    usual_end = max(ends, key=lambda end: ends[end] + ends[end + 1] + ends[end - 1])
    flush_count = sum(ends[usual_end + step] for step in (-1, 0, 1))
    beyond = [line.end for line in lines if line.end > usual_end + _FLUSH_TOLERANCE]
    if flush_count >= _MIN_FLUSH_LINES and len(beyond) <= _MAX_BEYOND * len(lines):
        return max(line.end for line in lines if line.end <= usual_end + _FLUSH_TOLERANCE)
    return max(line.end for line in lines)


def _widen_indented(columns: list[ColumnEdges], measures: Measures) -> list[ColumnEdges]:
    """Return the columns, replacing an indented one by the column it is in elsewhere.

    A fully quoted stretch says nothing of the column it is in.
    """
    result: list[ColumnEdges] = []
    # A drawing may have thousands of columns of one or two lines, which say nothing of others.
    measured = list(dict.fromkeys(column for column in columns if column.line_count > 2))
    for column in columns:
        enclosing = [
            other
            for other in measured
            if 0.9 * measures.size < column.start - other.start < 5 * measures.size
            and -1 < other.end - column.end < 5 * measures.size
        ]
        widest = max(enclosing, key=lambda other: other.line_count, default=column)
        result.append(widest if widest.line_count > column.line_count / 8 else column)
    return result


def split_paragraphs(lines: Sequence[Line], measures: Measures) -> list[Chunk]:
    """Return the paragraphs of lines given in reading order, without roles yet."""
    parts = [region for part in split_stretches(lines) for region in split_regions(part, measures)]
    columns = find_columns(parts, measures)
    for part, column in zip(parts, columns, strict=True):
        _find_ends_beside(part, column)
    indented = _uses_indents(parts, columns, measures)
    chunks: list[Chunk] = []
    for index, part in enumerate(parts):
        column = columns[index]
        new_chunks = _split_chunks(part, column, measures)
        if chunks and _continues(
            chunks[-1], columns[index - 1], new_chunks[0], column, measures, indented=indented
        ):
            chunks[-1].lines += new_chunks[0].lines
            new_chunks = new_chunks[1:]
        chunks += new_chunks
    for chunk in chunks:
        if isinstance(chunk.lines[0], TableLine):
            _make_table(chunk, chunk.lines[0], measures)
    return chunks


def _find_ends_beside(lines: Sequence[Line], column: ColumnEdges) -> None:
    """Set the limits of lines beside a picture or box within their column to the end of the longest one of them.

    A line between two others is beside a gap in the box, and one that ends at the same place is beside its edge.
    """
    found = [line.limit < column.end - line.size for line in lines]
    around = zip([False, *found], found, [*found[1:], False], strict=False)
    beside = [here or (above and below) for above, here, below in around]
    for line in lines:
        line.limit = inf
    for is_beside, group in groupby(range(len(lines)), key=beside.__getitem__):
        run = list(group)
        if not is_beside or len(run) < _MIN_LINES_BESIDE:
            continue
        edge = max(lines[index].end for index in run)
        for index in range(max(run[0] - 1, 0), min(run[-1] + 2, len(lines))):
            if index in run or abs(lines[index].end - edge) <= _FLUSH_TOLERANCE:
                lines[index].limit = edge


def _make_table(chunk: Chunk, table: TableLine, measures: Measures) -> None:
    """Turn a chunk into a table; if only the first row is bold, it is the header."""
    is_bold = [all(line.bold for cell in row for line in cell) for row in table.rows]
    has_header = len(is_bold) > 1 and is_bold[0] and not all(is_bold)
    chunk.role, chunk.header_rows, chunk.fallback_page = "table", int(has_header), table.page
    chunk.rows = [
        [
            PdfTableCell(
                split_paragraphs(cell, measures) if cell else [],
                header=has_header and index == 0,
                column_span=span,
            )
            for cell, span in zip(row, spans, strict=True)
        ]
        for index, (row, spans) in enumerate(zip(table.rows, table.spans, strict=True))
    ]
    chunk.lines = []


def ends_sentence(text: str) -> bool:
    """Return whether a text ends like a sentence."""
    stripped = text.rstrip(_CLOSERS + " ")
    return bool(stripped) and stripped[-1] in _SENTENCE_ENDS


def _split_chunks(lines: Sequence[Line], column: ColumnEdges, measures: Measures) -> list[Chunk]:
    chunks: list[Chunk] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
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
    if line.size != last.size and has_unspaced(line) and has_unspaced(last):
        leading = max(
            leading, measures.leading(last.size)
        )  # Latin letters among CJK characters are larger or smaller
    previous_step = chunk.lines[-2].baseline - last.baseline if len(chunk.lines) > 1 else 0.0
    if previous_step and leading > 1.6 * size:
        leading = min(leading, previous_step)
    # Lines as far apart as the two before are in one paragraph, whatever is usual for their size.
    if step > 1.22 * leading + 0.3 and abs(step - previous_step) > _STEP_TOLERANCE:
        return True
    mark = parse_item_mark(line.text)
    first_mark = parse_item_mark(chunk.lines[0].text)
    is_large = line.size > 1.1 * measures.size
    continues_numbers = (is_large or line.bold) and _are_numbered_headings(chunk.lines[0], line)
    if continues_numbers or (mark is not None and _starts_item(mark, first_mark, chunk, last, line)):
        return True
    if last.hyphen or is_large:
        return False
    column = replace(column, end=min(column.end, last.limit))
    is_short = _is_short(last, line, column, inset=0.0 if first_mark else _inset(chunk, line, column))
    starts_code = line.monospaced and not last.monospaced and last.text.endswith(":")
    if starts_code or (last.bold != line.bold and (is_short or step > 1.08 * leading)):
        return True
    return _indent_breaks(chunk, line, following, first_mark, is_full=not is_short) or (
        is_short and not _is_centred(last, line, column)
    )


def _are_numbered_headings(first: Line, line: Line) -> bool:
    """Return whether a line and the chunk's first line both start with numbers of headings."""
    head = first.text.partition(" ")[0]
    return bool(_DEEP_NUMBER.match(line.text)) and (
        head.isdecimal() or len(head) == 1 or bool(_DEEP_NUMBER.match(head))
    )


def _starts_item(mark: ListMark, first: ListMark | None, chunk: Chunk, last: Line, line: Line) -> bool:
    """Return whether a mark starts an item; a dash or number may also be part of the text, and "A." a name."""
    if mark.certain:
        return True
    if first is not None and (is_next(first, mark) or first.kind == mark.kind == "dash"):
        return abs(line.start - chunk.lines[0].start) < 0.8 * line.size
    ends = last.text.endswith((":", ";")) if mark.kind == "outline" else ends_sentence(last.text)
    return ends and (len(chunk.lines) == 1 or line.start > last.start + 0.3 * line.size)


def _is_short(last: Line, line: Line, column: ColumnEdges, inset: float = 0.0) -> bool:
    """Return whether the next line's first word would have fit in the line before."""
    room = column.end - last.end - inset
    needed = _first_word_width(line) + 0.45 * last.size
    if is_wide(last.text[-1:]) and is_wide(line.text[:1]):
        return room > max(2.6 * last.size, needed)  # characters that cannot start a line take others along
    return room > max(needed, 0.6 * last.size)


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
    visible = visible_glyphs(line.glyphs)
    if not visible:
        return 0.0
    end = 0
    while end < len(visible) - 1 and visible[end].text in _OPENERS:
        end += 1
    is_wide_script = is_wide(visible[end].text)
    word = visible[: end + 1]
    for glyph in line.glyphs[line.glyphs.index(visible[end]) + 1 :]:
        if not glyph.text.strip() or (
            glyph.text not in _NO_LINE_START and (is_wide_script or is_wide(glyph.text))
        ):
            break
        word.append(glyph)
    width = max(glyph.right for glyph in word) - min(glyph.left for glyph in word)
    return width + (0.0 if is_wide_script else 0.2 * line.size)


def is_wide(text: str) -> bool:
    """Return whether a character belongs to a script without word spaces."""
    return (
        "\u2e80" <= text <= "\u9fff"
        or "\uf900" <= text <= "\ufaff"
        or "\uff00" <= text <= "\uffef"
        or "\U00020000" <= text <= "\U0003ffff"
        or "\u0e00" <= text <= "\u0eff"
    )


def has_unspaced(line: Line) -> bool:
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


def _indent_breaks(
    chunk: Chunk, line: Line, following: Line | None, first_mark: ListMark | None, *, is_full: bool
) -> bool:
    """Return whether the start of a line shows that a paragraph starts; `is_full` if its word had no room in the last."""
    last = chunk.lines[-1]
    shift = line.start - last.start
    # Wide brackets at a line start are often shifted by half a character.
    has_bracket = any(
        neighbor.text[:1] in _OPENERS and is_wide(neighbor.text[:1]) for neighbor in (line, last)
    )
    tolerance = (0.7 if has_bracket else 0.45) * line.size
    if first_mark is not None:
        # The text of an item is indented; a line at or before the position of its mark is not part of it.
        is_hanging = len(chunk.lines) > 1 or line.start > chunk.lines[0].start + tolerance
        return (
            shift < -tolerance
            if len(chunk.lines) > 1
            else (
                not is_full
                and not is_hanging
                and ends_sentence(last.text)
                and line.start < last.start - tolerance
            )
        )
    if shift > tolerance:
        if len(chunk.lines) == 1:
            return (
                following is not None
                and abs(following.start - last.start) < tolerance
                and ends_sentence(last.text)
            )
        return shift < 6 * line.size or ends_sentence(last.text)
    # A line back at the margin continues the paragraph after its first line, but not after several lines.
    return shift < -tolerance and len(chunk.lines) > 1


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
            is_spaced = above.baseline - below.baseline > 1.22 * measures.leading(below.size)
            spaced += is_spaced
            indented += not is_spaced and 0.5 * below.size < below.start - column.start < 4 * below.size
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
    begins_item = is_next(parse_item_mark(chunk.lines[0].text), parse_item_mark(line.text))
    begins_item |= mark is not None and (mark.certain or ends_sentence(last.text))
    if begins_item or _is_title_like(chunk, before):
        return False
    if not ends_sentence(last.text):
        return line.text[:1].islower() or not _is_short(
            last, line, before, _shared_inset(chunk, before, line, column)
        )
    is_hanging = parse_mark(chunk.lines[0].text) is not None and line.start > column.start + 0.45 * line.size
    is_full = before.end - last.end < 0.3 * last.size
    return is_hanging or (is_full and indented and line.start - column.start < 0.45 * line.size)


def _have_common_size(last: Line, line: Line) -> bool:
    """Return whether two lines have one size, or one contains a good part of the other's size."""
    if abs(last.size - line.size) <= 0.05 * max(last.size, line.size):
        return True
    if max(last.size, line.size) > 1.3 * min(last.size, line.size):
        return False
    return _has_size(last, line.size) or _has_size(line, last.size)


def _has_size(line: Line, size: float) -> bool:
    visible = visible_glyphs(line.glyphs)
    same_size = sum(
        abs(glyph.run.size - size) <= 0.05 * size and glyph.run.baseline == line.baseline for glyph in visible
    )
    return 5 * same_size >= len(visible)


def _has_table(*lines: Line) -> bool:
    return any(isinstance(line, TableLine) for line in lines)


def _have_same_format(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) < 0.3 and last.bold == line.bold and last.rtl == line.rtl


def _is_title_like(chunk: Chunk, column: ColumnEdges) -> bool:
    """Return whether a chunk is a single short line, like a heading."""
    line = chunk.lines[-1]
    return len(chunk.lines) == 1 and column.end - line.end > 8 * line.size and not line.text[-1:].islower()
