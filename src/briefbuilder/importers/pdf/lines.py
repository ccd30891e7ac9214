"""Group glyphs into lines by baseline and distance, in content order except for what is drawn late."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefbuilder.importers.limits import PAGE_DOTS, PAGE_LINES
from briefbuilder.importers.pdf.bidi import columns_in_reading_order, has_rtl, is_rtl
from briefbuilder.importers.pdf.glyphs import BREAK
from briefbuilder.importers.pdf.model import Box, Glyph, Line, PdfRun, text_of, visible_glyphs

_MIN_JUMP, _MAX_JUMPS, _MAX_GLYPHS = 0.5, 50, 2000
"""In sizes: how far a glyph begins before the end of the last one if it is not drawn in reading order; how many such
glyphs and how many glyphs in all a line may have."""

_MAX_OVERLAP, _MAX_GAP, _MAX_START_GAP, _MIN_SPACE = 0.1, 1.5, 0.5, 0.13
"""In sizes: how far a word may reach over those beside its gap, how far it may be from them, how far a word at the
start of a line may be from the next, and the minimum width of a space."""

_MAX_SHIFT, _MAX_SIZE_DIFFERENCE = 0.05, 0.1
"""In sizes: the largest difference of the baselines and of the sizes of a word and one beside it."""


def fill_gaps(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the pieces with the words that are drawn too late in the gaps of the lines that they belong to."""
    filled: list[list[Glyph]] = []
    jumps = 0
    for piece in pieces:
        segments = [piece] if has_rtl(piece) else _split_at_jumps(piece)
        if len(segments) > _MAX_JUMPS:
            segments = [piece]
        for index, segment in enumerate(segments):
            line = _insert_words(filled[-1], segment) if filled and jumps < _MAX_JUMPS else None
            if line is not None:
                filled[-1] = line
                jumps += 1
            elif index:
                filled[-1] = [*filled[-1], *segment]
                jumps = _MAX_JUMPS  # the line is in no order into which more could be placed
            else:
                filled.append(segment)
                jumps = 0
    return filled


def _split_at_jumps(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Split a piece where it goes back to the left; the letters of a ligature have one place."""
    starts: list[int] = []
    last: Glyph | None = None
    for index, glyph in enumerate(glyphs):
        if glyph.text.strip():
            if last is not None and glyph.left < min(last.left, last.right - _MIN_JUMP * glyph.run.size):
                starts.append(index)
            last = glyph
    return [glyphs[start:end] for start, end in zip([0, *starts], [*starts, len(glyphs)], strict=True)]


def _insert_words(line: Sequence[Glyph], segment: Sequence[Glyph]) -> list[Glyph] | None:
    """Return a line with the words of a segment in its gaps, or None if one of them fits into no gap."""
    if len(line) + len(segment) > _MAX_GLYPHS:
        return None
    visible = visible_glyphs(line)
    first = next(glyph for glyph in segment if glyph.text.strip())
    if not visible or first.left > visible[-1].left or not _is_beside(first, visible):
        return None
    if has_rtl(line) or has_rtl(segment):
        return None
    result = list(line)
    for start, end in _word_ranges(segment):
        word = segment[start:end]
        index = bisect_right(visible, word[0].left, key=lambda glyph: glyph.left)
        before = visible[index - 1] if index else None
        if index == len(visible) or not _fits(word, before, visible[index]):
            return None
        _insert_word(result, word, before, visible[index])
        visible[index:index] = word
    return result


def _is_beside(first: Glyph, visible: Sequence[Glyph]) -> bool:
    """Return whether a glyph is on the baseline of one of its neighbors in a line that is in reading order."""
    if any(after.left < before.left for before, after in pairwise(visible)):
        return False
    index = bisect_right(visible, first.left, key=lambda glyph: glyph.left)
    size = first.run.size
    return any(
        abs(other.run.baseline - first.run.baseline) <= _MAX_SHIFT * size
        and abs(other.run.size - size) <= _MAX_SIZE_DIFFERENCE * size
        for other in visible[max(0, index - 1) : index + 1]
    )


def _word_ranges(glyphs: Sequence[Glyph]) -> list[tuple[int, int]]:
    """Return the start and end index of each run of visible glyphs without a gap."""
    ranges: list[tuple[int, int]] = []
    for index, glyph in enumerate(glyphs):
        if not glyph.text.strip():
            continue
        if (
            ranges
            and ranges[-1][1] == index
            and abs(glyph.left - glyphs[index - 1].right) < _MIN_SPACE * glyph.run.size
        ):
            ranges[-1] = (ranges[-1][0], index + 1)
        else:
            ranges.append((index, index + 1))
    return ranges


def _fits(word: Sequence[Glyph], before: Glyph | None, after: Glyph) -> bool:
    size = word[0].run.size
    gap_after = after.left - word[-1].right
    if before is None:
        return -_MAX_OVERLAP * size <= gap_after < _MAX_START_GAP * size
    gap_before = word[0].left - before.right
    return all(-_MAX_OVERLAP * size <= gap < _MAX_GAP * size for gap in (gap_before, gap_after))


def _insert_word(line: list[Glyph], word: Sequence[Glyph], before: Glyph | None, after: Glyph) -> None:
    """Insert a word between two glyphs of a line, with the spaces that its distance from them shows."""
    start = 0 if before is None else next(i for i, glyph in enumerate(line) if glyph is before) + 1
    end = next(i for i, glyph in enumerate(line) if glyph is after)
    spaces = [glyph for glyph in line[start:end] if not glyph.inferred]
    left = [glyph for glyph in spaces if glyph.left + glyph.right <= 2 * word[0].left]
    right = [glyph for glyph in spaces if glyph.left + glyph.right > 2 * word[0].left]
    if before is not None:
        left = left or _space(before, word[0])
    line[start:end] = [*left, *word, *(right or _space(word[-1], after))]


def _space(before: Glyph, after: Glyph) -> list[Glyph]:
    """Return the space between two glyphs as a list, which is empty if they touch."""
    if not before.text.strip() or after.left - before.right < _MIN_SPACE * after.run.size:
        return []
    return [Glyph(" ", before.right, after.left, before.run, inferred=True)]


_MIN_COLUMN_GAP = 1.5  # in sizes: the minimum gap between two columns
_MARK = re.compile(r"(?:[•‣▪◦●○■□◆▶➤∙⁃·*–—\-]|\(?\w{1,3}[.)]|\(\w{1,3}\)|\d{1,3}|[*∗⋆†‡§¶])$")
_REVERSED_NUMBER = re.compile(r"[.)]\d{1,3}$")
_MAX_SPACE = 9.0  # in sizes: the widest space in a justified line of two or three long words
_FLUSH_TOLERANCE, _MIN_FLUSH_LINES = 1.0, 2
"""Points: how far line ends at a column's edge differ, and the minimum number of such lines."""

_NEARBY_LINES = 6  # how many lines before and after are checked for whether they cross a gap
_MAX_FLUSH_DISTANCE = 5.0  # in sizes: how far a line as wide as a justified one may be from it


def group_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Return the lines of a page in content order."""
    rtl = is_rtl(glyphs, default=False) if has_rtl(glyphs) else False
    pieces: list[list[Glyph]] = []
    for piece in fill_gaps(_split_pieces(glyphs)):
        if pieces and _continues_line(pieces[-1], piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines: list[Line] = []
    for piece in pieces:
        has_rtl_glyphs = has_rtl(piece)
        line_rtl = is_rtl(piece, default=rtl) if has_rtl_glyphs else False
        if has_rtl_glyphs or rtl:
            parts = columns_in_reading_order(piece, rtl=line_rtl, gap=_MIN_COLUMN_GAP)
            parts = _keep_mark(parts)
        else:
            parts = _split_columns(piece)
        if rtl and not has_rtl_glyphs:
            parts = [_move_number_first(part) for part in parts]
        # A line of Latin letters in an Arabic text is aligned right like its neighbors.
        new_lines = [make_line(part, page, rtl=line_rtl or (rtl and not has_rtl_glyphs)) for part in parts]
        lines.extend(line for line in new_lines if line.text)
    return _attach_marks(_rejoin(lines)) if len(lines) <= PAGE_LINES else lines


def _move_number_first(glyphs: list[Glyph]) -> list[Glyph]:
    """Move the full stop of a separate item number to its end; in right-to-left text it is drawn to the left."""
    visible = visible_glyphs(glyphs)
    if _REVERSED_NUMBER.match(text_of(visible)):
        return [*visible[1:], visible[0]]
    return glyphs


def _split_pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Split glyphs at PDFium's line ends and where the baseline changes."""
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    for glyph in glyphs:
        if glyph is BREAK:
            if piece:
                pieces.append(piece)
            piece = []
            continue
        if (
            piece
            and not glyph.inferred
            and glyph.run is not piece[-1].run
            and _leaves_baseline(piece[-1], glyph)
        ):
            pieces.append(piece)
            piece = []
        piece.append(glyph)
    if piece:
        pieces.append(piece)
    return [piece for piece in pieces if any(glyph.text.strip() for glyph in piece)]


def _leaves_baseline(before: Glyph, after: Glyph) -> bool:
    size = max(before.run.size, after.run.size)
    distance = abs(before.run.baseline - after.run.baseline)
    return distance > 0.65 * size or (distance > 0.3 * size and after.left < before.left - 2 * size)


def _continues_line(first: list[Glyph], second: list[Glyph]) -> bool:
    """Return whether a piece continues the line of the previous one: after a mark, or raised."""
    size = max(_main_size(first), _main_size(second))
    if abs(_main_baseline(first) - _main_baseline(second)) > 0.5 * size:
        return False
    if (
        min(_main_size(first), _main_size(second)) > 0.8 * size
        and abs(_main_baseline(first) - _main_baseline(second)) > 0.15 * size
    ):
        return False
    left, right = _extent(first)
    other_left, other_right = _extent(second)
    gap = max(other_left - right, left - other_right)
    overlap = min(right, other_right) - max(left, other_left)
    if overlap > 0.5 * size:
        return False
    starts_with_mark = _MARK.match(text_of(first))
    return gap < (4.0 if starts_with_mark else 0.9) * size


def _main_size(glyphs: Sequence[Glyph]) -> float:
    distinct = {glyph.run.size for glyph in glyphs}
    if len(distinct) == 1:
        return distinct.pop()
    sizes = Counter(glyph.run.size for glyph in visible_glyphs(glyphs))
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


def _main_baseline(glyphs: Sequence[Glyph]) -> float:
    distinct = {glyph.run.baseline for glyph in glyphs}
    if len(distinct) == 1:
        return distinct.pop()
    baselines = Counter(glyph.run.baseline for glyph in visible_glyphs(glyphs))
    return max(baselines, key=lambda baseline: (baselines[baseline], -baseline), default=0.0)


def _extent(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    visible = visible_glyphs(glyphs)
    return min(glyph.left for glyph in visible), max(glyph.right for glyph in visible)


def _split_columns(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Split a line at gaps wide enough for columns, but not after a mark."""
    parts: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.strip():
            size = glyph.run.size
            if last is not None and not -3 * size <= glyph.left - last.right <= _MIN_COLUMN_GAP * size:
                parts.append([])
            last = glyph
        parts[-1].append(glyph)
    return _keep_mark(parts)


def _keep_mark(parts: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join the mark of a list item or note with its text, however far apart they are."""
    if len(parts) > 1 and _MARK.match(text_of(parts[0])):
        (low, high), (other_low, other_high) = _extent(parts[0]), _extent(parts[1])
        if max(other_low - high, low - other_high) < 5 * _main_size(parts[1]):
            space = Glyph(" ", high, high, parts[0][-1].run, inferred=True)
            return [[*parts[0], space, *parts[1]], *parts[2:]]
    return parts


def make_line(glyphs: list[Glyph], page: int, *, rtl: bool) -> Line:
    """Return a line of glyphs in reading order; most of them determine its size and baseline."""
    visible = visible_glyphs(glyphs)
    hyphen = bool(visible) and visible[-1].text in {"\x02", "\u00ad"}
    size = _main_size(glyphs)
    full_size = [glyph for glyph in glyphs if glyph.run.size > 0.8 * size]
    return Line(glyphs, page, _main_baseline(full_size or glyphs), size, rtl=rtl, hyphen=hyphen)


def _attach_marks(lines: list[Line]) -> list[Line]:
    """Join marks that the file draws separately with their items."""
    marks = [
        (index, line) for index, line in enumerate(lines) if len(line.text) <= 4 and _MARK.match(line.text)
    ]
    joined: dict[int, Line] = {}
    attached: set[int] = set()
    for index, mark in marks:
        if id(mark) in joined or _is_equation_number(lines, index):
            continue
        # A bare number is a mark only if the file draws it next to its line.
        nearby = lines[max(0, index - 2) : index + 3] if mark.text.isdigit() else lines
        candidates = [
            line
            for line in nearby
            if line is not mark
            and id(line) not in joined
            and id(line) not in attached
            and _precedes(mark, line)
            and not (mark.text.isdigit() and line.text.isdigit())
        ]
        if not candidates:
            continue
        line = min(candidates, key=lambda line: abs(line.start - mark.start))
        space = Glyph(" ", mark.right, mark.right, mark.glyphs[-1].run, inferred=True)
        joined[id(line)] = make_line([*mark.glyphs, space, *line.glyphs], line.page, rtl=line.rtl)
        attached.add(id(mark))
    return [joined.get(id(line), line) for line in lines if id(line) not in attached]


def _is_equation_number(lines: Sequence[Line], index: int) -> bool:
    """Return whether a mark is an equation number: drawn after the text of its row and flush with other line ends."""
    mark = lines[index]
    before = lines[index - 1] if index else mark
    after = lines[index + 1] if index + 1 < len(lines) else mark
    if before.end > mark.start or abs(before.baseline - mark.baseline) > mark.size or _precedes(mark, after):
        return False
    return sum(abs(line.end - mark.end) < _FLUSH_TOLERANCE for line in lines) > _MIN_FLUSH_LINES


def _precedes(mark: Line, line: Line) -> bool:
    gap = mark.left - line.right if line.rtl else line.left - mark.right
    return abs(mark.baseline - line.baseline) < 0.45 * line.size and -0.1 * line.size < gap < 4 * line.size


def _rejoin(lines: list[Line]) -> list[Line]:
    """Rejoin parts of a line separated only by wide spacing: a nearby line crosses the gap."""
    joined: list[Line] = []
    for first, after in _row_ranges(lines):
        row = lines[first:after]
        around = lines[max(0, first - _NEARBY_LINES) : first] + lines[after : after + _NEARBY_LINES]
        if len(row) > 1 and _is_justified(row, around):
            joined.append(_join(row))
            continue
        joined.append(row[0])
        for line in row[1:]:
            before = joined[-1]
            if _is_crossed(before, line, around):
                joined[-1] = _join([before, line])
            else:
                joined.append(line)
    return joined


def _row_ranges(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the start and end index of each run of lines in one row."""
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not _same_row(lines[index - 1], lines[index]):
            yield first, index
            first = index


def _join(row: Sequence[Line]) -> Line:
    glyphs = list(row[0].glyphs)
    for before, line in pairwise(row):
        low, high = _gap(before, line)
        glyphs += [Glyph(" ", low, high, glyphs[-1].run, inferred=True), *line.glyphs]
    return make_line(glyphs, row[0].page, rtl=row[0].rtl)


def _gap(before: Line, line: Line) -> tuple[float, float]:
    return (line.right, before.left) if line.rtl else (before.right, line.left)


def _is_crossed(before: Line, line: Line, around: Sequence[Line]) -> bool:
    low, high = _gap(before, line)
    joined = _join([before, line])
    return high - low < 4 * line.size and any(_crosses(other, low, high, joined) for other in around)


def _is_justified(row: Sequence[Line], around: Sequence[Line]) -> bool:
    """Return whether the parts are one justified line: evenly spaced and as wide as a neighboring line."""
    first, size = row[0], row[0].size
    end = max(line.end for line in row)
    starts_with_mark = _MARK.match(first.text.partition(" ")[0])
    gaps = [high - low for low, high in (_gap(*pair) for pair in pairwise(row))]
    if max(gaps) > 1.2 * min(gaps):
        return False
    return any(
        (starts_with_mark or abs(other.start - first.start) < 1)
        and abs(other.end - end) < 1
        and abs(other.size - size) < 0.3
        and abs(other.baseline - row[0].baseline) < _MAX_FLUSH_DISTANCE * size
        for other in around
    )


def _same_row(first: Line, second: Line) -> bool:
    size = max(first.size, second.size)
    if abs(first.baseline - second.baseline) > 0.2 * size or first.rtl != second.rtl:
        return False
    gap = first.left - second.right if second.rtl else second.left - first.right
    return 0 < gap < _MAX_SPACE * size


def _crosses(other: Line, low: float, high: float, line: Line) -> bool:
    """Return whether a line covers a gap and a good part of what is on either side."""
    is_close = 0 < abs(other.baseline - line.baseline) < 4 * line.size
    before, after = min(line.size, 0.5 * (low - line.left)), min(line.size, 0.5 * (line.right - high))
    return is_close and other.left < low - before and other.right > high + after


def group_by_baseline(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped by baseline, from the top."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if levels and levels[-1][0].baseline - line.baseline < 0.3 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


# Drop capitals, which are drawn apart from the text that they begin.

_MIN_CAPITAL_SIZE, _MAX_CAPITAL_LETTERS, _MAX_CAPITAL_GAP = 1.8, 2, 1.2
"""The minimum size of a drop capital relative to its text, how many characters it has (a quotation mark and a letter),
and how far its text is from it, in sizes of the text."""


def join_drop_capitals(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with each drop capital at the start of the first of the lines beside it."""
    result = list(lines)
    if len(lines) > PAGE_LINES:
        return result
    least = _MIN_CAPITAL_SIZE * min((line.size for line in lines), default=0.0)
    for line in lines:
        if max(glyph.run.size for glyph in line.glyphs) <= least:
            continue
        size = _main_size(visible_glyphs(line.glyphs)[_MAX_CAPITAL_LETTERS:] or line.glyphs)
        sizes = (glyph.run.size for glyph in line.glyphs)
        large = next((index for index, other in enumerate(sizes) if other <= _MIN_CAPITAL_SIZE * size), 0)
        start = line.glyphs[:large]
        letters = visible_glyphs(start or line.glyphs)
        if not letters or len(letters) > _MAX_CAPITAL_LETTERS or not letters[-1].text.isalpha():
            continue
        capital = make_line(letters, line.page, rtl=line.rtl)
        # The last of the lines beside it may have its baseline, and so be one line with it.
        rest = [make_line(line.glyphs[len(start) :], line.page, rtl=line.rtl)] if start else []
        others = [kept for other in result for kept in (rest if other is line else [other])]
        beside = sorted(
            (other for other in others if _is_beside_capital(other, capital)),
            key=lambda other: -other.baseline,
        )
        if len(beside) > 1 and abs(beside[-1].baseline - capital.baseline) < 0.3 * beside[-1].size:
            _set_before(capital, beside)
            result = others
    return result


def _set_before(capital: Line, beside: Sequence[Line]) -> None:
    """Set a capital before the first of the lines beside it, and let all of these start where it does."""
    for line in beside:
        first = next(index for index, glyph in enumerate(line.glyphs) if glyph.text.strip())
        glyph = line.glyphs[first]
        line.glyphs[first] = (
            replace(glyph, right=capital.right) if line.rtl else replace(glyph, left=capital.left)
        )
        if line is beside[0]:
            line.glyphs[:0] = [replace(letter, run=glyph.run) for letter in capital.glyphs]
        line.clear_cache()


def _is_beside_capital(line: Line, capital: Line) -> bool:
    return (
        capital.size > _MIN_CAPITAL_SIZE * line.size
        and capital.rtl == line.rtl
        and -0.1 * line.size < line.start - capital.end < _MAX_CAPITAL_GAP * line.size
        and -0.3 * line.size < line.baseline - capital.baseline < 0.95 * capital.size
    )


# Lines that are added: the text of annotations, and bullets that are drawn as dots instead of written.

_DEFAULT_FIELD_SIZE = 11.0  # points: the font size of field text if no line precedes it


def insert_annotation_text(lines: Sequence[Line], texts: Sequence[tuple[Box, str]], page: int) -> list[Line]:
    """Return the lines of a page with annotation text inserted after the line above or beside it.

    The text takes the marked-content id of that line, so that it is part of the structure tree, if any.
    """
    result = list(lines)
    for box, text in texts:
        rows = [
            row.strip() for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()
        ]
        index = _insertion_index(result, box)
        before = result[index - 1] if index else None
        result[index:index] = [
            _make_annotation_line(row, number, len(rows), box, before, page)
            for number, row in enumerate(rows)
        ]
    return result


def _insertion_index(lines: Sequence[Line], box: Box) -> int:
    """Return the index after the line closest above or beside a box."""
    center = (box.bottom + box.top) / 2
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        above = line.baseline + 0.3 * line.size - center
        if above < -0.5 * line.size:
            continue
        offset = max(line.left - box.right, box.left - line.right, 0.0)
        distance = 2 * above + offset
        if best is None or distance <= best[0]:
            best = (distance, index + 1)
    return best[1] if best else (0 if lines else len(lines))


def _make_annotation_line(
    text: str, number: int, count: int, box: Box, before: Line | None, page: int
) -> Line:
    """Return a row of text as a line of the size of the line before, with letters of equal width."""
    row_height = (box.top - box.bottom) / count
    size = max(1.0, min(0.8 * row_height, before.size if before is not None else _DEFAULT_FIELD_SIZE))
    rtl = before is not None and before.rtl
    mark = before.glyphs[-1].run.mark if before is not None else -1
    run = PdfRun(box.top - (number + 0.5) * row_height - 0.3 * size, size, mark=mark)
    glyph_width = min(0.5 * size, (box.right - box.left) / len(text))
    glyphs: list[Glyph] = []
    for index, character in enumerate(text):
        left = box.right - (index + 1) * glyph_width if rtl else box.left + index * glyph_width
        glyphs.append(Glyph(character, left, left + glyph_width, run))
    return Line(glyphs, page, run.baseline, size, rtl=rtl)


def add_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """Insert a bullet before each line that follows a dot; a page full of dots is a drawing."""
    if len(dots) > PAGE_DOTS:
        return
    for dot in dots:
        following = [line for line in lines if _is_before(dot, line)]
        if not following:
            continue
        line = min(following, key=lambda line: abs(line.start - (-dot.right if line.rtl else dot.left)))
        run = line.glyphs[0].run
        line.glyphs[:0] = [
            Glyph("•", dot.left, dot.right, run),
            Glyph(" ", dot.right, dot.right, run, inferred=True),
        ]
        line.clear_cache()


def _is_before(dot: Box, line: Line) -> bool:
    center = (dot.bottom + dot.top) / 2
    is_small = 0.1 * line.size < dot.top - dot.bottom < 0.7 * line.size
    gap = dot.left - line.right if line.rtl else line.left - dot.right
    is_level = line.baseline - 0.05 * line.size < center < line.baseline + 0.75 * line.size
    return is_small and is_level and 0.1 * line.size < gap < 2.5 * line.size
