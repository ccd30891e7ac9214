"""Code blocks: monospaced lines with their line numbers, indentation and blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from briefbuilder.importers.list_marks import parse_mark
from briefbuilder.importers.pdf.lines import make_line
from briefbuilder.importers.pdf.model import Chunk, Glyph, Line, text_of, visible_glyphs

_MAX_LINE_STEP = 2.6  # in sizes: the maximum step between lines of a code block, one blank line included
_MAX_INDENT = 40.0  # in sizes: the maximum difference in indentation between two lines of a code block
_MAX_PROPORTIONAL = 0.1  # the share of proportional text up to which a document is typewritten as a whole

_PROSE_CHARACTERS, _MIN_PROSE, _SAMPLE_LENGTH = frozenset(" .,;:'’-?!"), 0.97, 20_000
"""Characters of prose, their minimum share in prose together with letters, and the length of the sample."""

_MAX_DIGITS = 4

_LINK_PATTERN = re.compile(
    r"<?(?:(?:https?|ftp)://|www\.|mailto:|[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?$)", re.IGNORECASE
)

_NUMBER_TOLERANCE = 6.0  # points: how far the positions of a code block's line numbers may differ


def prose_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are not code, or all lines if the text itself is monospaced."""
    prose = [line for line in lines if not line.monospaced]
    return list(lines) if 2 * len(prose) < len(lines) and _is_typescript(lines, prose) else prose


def _is_typescript(lines: Sequence[Line], prose: Sequence[Line]) -> bool:
    """Return whether nearly all text is monospaced, or the monospaced lines are prose."""
    if sum(len(line.text) for line in prose) <= _MAX_PROPORTIONAL * sum(len(line.text) for line in lines):
        return True
    text = "".join(line.text for line in lines if line.monospaced)[:_SAMPLE_LENGTH]
    return sum(
        character.isalpha() or character in _PROSE_CHARACTERS for character in text
    ) > _MIN_PROSE * len(text)


def join_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each small line number joined to its line of code and ignored in its font size."""
    result: list[Line] = []
    for line in lines:
        if result and _is_line_number(result[-1], line):
            number = result.pop()
            space = Glyph(" ", number.right, number.right, number.glyphs[-1].run, inferred=True)
            result.append(make_line([*number.glyphs, space, *line.glyphs], line.page, rtl=False))
        else:
            result.append(line)
        if result[-1].number_length:
            result[-1].size = line.glyphs[-1].run.size
    return result


def _is_line_number(number: Line, line: Line) -> bool:
    return (
        number.text.isdecimal()
        and line.monospaced
        and abs(number.baseline - line.baseline) < 0.1 * line.size
        and number.right < line.left
        and number.size < line.size
    )


def mark_code(chunks: Sequence[Chunk]) -> None:
    """Mark monospaced chunks as code, unless all text is monospaced, with the lines between that continue their line numbers."""
    if any(line.monospaced for line in prose_lines([line for chunk in chunks for line in chunk.lines])):
        return
    for chunk in chunks:
        if chunk.role == "paragraph" and chunk.lines and all(line.monospaced for line in chunk.lines):
            mark = parse_mark(chunk.lines[0].text)
            is_text = (
                (mark is not None and mark.certain)
                or _is_link(chunk)
                or not _starts_monospaced(chunk.lines[0])
            )
            chunk.role = "paragraph" if is_text else "code"
    _extend_code(chunks, 1)
    _extend_code(list(reversed(chunks)), -1)


def _starts_monospaced(line: Line) -> bool:
    """Return whether a line starts monospaced; after a heading's number or words, it is not code."""
    first_word = line.text.partition(" ")[0]
    is_number = "." not in first_word and not any(map(str.isalpha, first_word))
    visible = visible_glyphs(line.glyphs)
    first = visible[len(first_word) if is_number and len(first_word) < len(visible) else 0].run
    return first.monospaced or all(glyph.run.font == first.font for glyph in visible)


def _is_link(chunk: Chunk) -> bool:
    """Return whether a chunk is a single web or mail address, which is often set monospaced."""
    texts = [line.text for line in chunk.lines]
    return _LINK_PATTERN.match(texts[0]) is not None and not any(" " in text for text in texts)


def _extend_code(chunks: Iterable[Chunk], step: int) -> None:
    """Mark a chunk beside code as code if it continues the line numbers in the direction `step`."""
    number: int | None = None
    left = 0.0
    for chunk in chunks:
        if chunk.role == "paragraph" and number is not None and _continues_numbers(chunk, number, left, step):
            chunk.role = "code"
        last = chunk.lines[-1 if step > 0 else 0] if chunk.role == "code" and chunk.lines else None
        number, left = (None, 0.0) if last is None else (_line_number(last), last.left)


def _continues_numbers(chunk: Chunk, number: int, left: float, step: int) -> bool:
    """Return whether each line of a chunk has the next number at the same position."""
    return bool(chunk.lines) and all(
        _line_number(line) == number + step * count and abs(line.left - left) < _NUMBER_TOLERANCE
        for count, line in enumerate(chunk.lines[::step], 1)
    )


def _line_number(line: Line) -> int | None:
    """Return the number at the start of a line, or None."""
    text = "".join(glyph.text for glyph in line.glyphs[: line.number_length]) or line.text.partition(" ")[0]
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else None


def join_code_blocks(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks with adjacent code blocks joined."""
    result: list[Chunk] = []
    for chunk in chunks:
        if result and _continues_code(result[-1], chunk):
            result[-1].lines += chunk.lines
        else:
            result.append(chunk)
    return result


def _continues_code(before: Chunk, chunk: Chunk) -> bool:
    if before.role != "code" or chunk.role != "code" or not before.lines or not chunk.lines:
        return False
    above, below = before.lines[-1], chunk.lines[0]
    size = max(above.size, below.size)
    return (
        above.page == below.page
        and (abs(above.size - below.size) < 0.3 or above.text.isdecimal() or below.text.isdecimal())
        and not (above.number_length and _line_number(below) is None)
        and not (below.number_length and _line_number(above) is None)
        and abs(above.left - below.left) < _MAX_INDENT * below.size
        and 0.5 * size < above.baseline - below.baseline < _MAX_LINE_STEP * size
    )


def code_text(lines: Sequence[Line]) -> str:
    """Return the text of a code block with its line ends, and indentation in character widths."""
    first_glyphs = [_first_glyph(line) for line in lines]
    left = min((first.left for first in first_glyphs if first.run.monospaced), default=first_glyphs[0].left)
    rows: list[str] = []
    for _, row in groupby(
        range(len(lines)), key=lambda index: (lines[index].page, round(lines[index].baseline))
    ):
        places = list(row)
        line, first = lines[places[0]], first_glyphs[places[0]]
        indent = " " * max(0, min(round((first.left - left) / max(first.right - first.left, 1.0)), 40))
        number = text_of(line.glyphs[: line.number_length])
        code = text_of(line.glyphs[line.number_length :])
        texts = [f"{number} " * bool(number) + indent + code, *(lines[index].text for index in places[1:])]
        rows.append("  ".join(texts))
    return "\n".join(rows)


def _first_glyph(line: Line) -> Glyph:
    """Return the first glyph of a line after its line number."""
    visible = (glyph for glyph in line.glyphs[line.number_length :] if glyph.text.strip())
    return next(visible, line.glyphs[0])
