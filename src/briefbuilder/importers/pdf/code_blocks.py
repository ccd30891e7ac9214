"""Code blocks: monospaced lines with their indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from briefbuilder.importers.list_marks import parse_mark
from briefbuilder.importers.pdf.model import Chunk, Line, visible_glyphs

_MAX_LINE_STEP = 2.6  # in sizes: the maximum step between lines of a code block, one blank line included
_MAX_INDENT = 40.0  # in sizes: the maximum difference in indentation between two lines of a code block
_MAX_PROPORTIONAL = 0.1  # the share of proportional text up to which a document is typewritten as a whole

_PROSE_CHARACTERS, _MIN_PROSE, _SAMPLE_LENGTH = frozenset(" .,;:'’-?!"), 0.97, 20_000
"""Characters of prose, their minimum share in prose together with letters, and the length of the sample."""

_LINK_PATTERN = re.compile(
    r"<?(?:(?:https?|ftp)://|www\.|mailto:|[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?$)", re.IGNORECASE
)


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


def mark_code(chunks: Sequence[Chunk]) -> None:
    """Mark monospaced chunks as code, unless all text is monospaced."""
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
        and abs(above.size - below.size) < 0.3
        and abs(above.left - below.left) < _MAX_INDENT * below.size
        and 0.5 * size < above.baseline - below.baseline < _MAX_LINE_STEP * size
    )


def code_text(lines: Sequence[Line]) -> str:
    """Return the text of a code block with its line ends, and indentation in character widths."""
    first_glyphs = [next(iter(visible_glyphs(line.glyphs)), line.glyphs[0]) for line in lines]
    left = min((first.left for first in first_glyphs if first.run.monospaced), default=first_glyphs[0].left)
    rows: list[str] = []
    for _, row in groupby(
        range(len(lines)), key=lambda index: (lines[index].page, round(lines[index].baseline))
    ):
        places = list(row)
        first = first_glyphs[places[0]]
        indent = " " * max(0, min(round((first.left - left) / max(first.right - first.left, 1.0)), 40))
        rows.append(indent + "  ".join(lines[index].text for index in places))
    return "\n".join(rows)
