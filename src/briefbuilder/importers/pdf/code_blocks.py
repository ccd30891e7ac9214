"""Listings of programs: which lines they are, with the numbers before them; their indents and blank lines part no blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from briefbuilder.importers.pdf.lines import line_of
from briefbuilder.importers.pdf.list_marks import mark_of
from briefbuilder.importers.pdf.model import Chunk, Glyph, Line

_BLANK = 2.6
"""In sizes: lines of one listing stand no further apart, with a blank line between them."""

_DEEPEST = 40.0
"""In sizes: how far apart two lines of one listing may begin."""

_TYPESCRIPT = 0.1
"""The share of a document's letters in other faces below which its typewriter face is that of its text."""

_PLAIN, _WORDS, _SAMPLE = frozenset(" .,;:'’-?!"), 0.97, 20_000
"""Signs of plain text, the share that they and letters have in one, and how much of it is looked at."""

_MOST_DIGITS = 4

_ADDRESS = re.compile(r"<?(?:(?:https?|ftp)://|www\.|mailto:|[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?$)", re.IGNORECASE)

_EDGE = 6.0
"""Points by which the numbers before the lines of one listing begin apart, at most."""


def prose_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are no listing's; all of them where the text itself is in a typewriter face."""
    prose = [line for line in lines if not line.fixed]
    return list(lines) if 2 * len(prose) < len(lines) and _is_typescript(lines, prose) else prose


def _is_typescript(lines: Sequence[Line], prose: Sequence[Line]) -> bool:
    """Tell whether there is hardly anything but lines in a typewriter face, or these hold words and hardly a sign."""
    if sum(len(line.text) for line in prose) <= _TYPESCRIPT * sum(len(line.text) for line in lines):
        return True
    text = "".join(line.text for line in lines if line.fixed)[:_SAMPLE]
    return sum(sign.isalpha() or sign in _PLAIN for sign in text) > _WORDS * len(text)


def with_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return lines, the small number of a listing's line before it, however far that is set in, and of its size."""
    found: list[Line] = []
    for line in lines:
        if found and _is_number_of(found[-1], line):
            number = found.pop()
            space = Glyph(" ", number.right, number.right, number.glyphs[-1].run, made=True)
            found.append(line_of([*number.glyphs, space, *line.glyphs], line.page, rtl=False))
        else:
            found.append(line)
        if found[-1].numbered:
            found[-1].size = line.glyphs[-1].run.size
    return found


def _is_number_of(number: Line, line: Line) -> bool:
    return (
        number.text.isdecimal()
        and line.fixed
        and abs(number.baseline - line.baseline) < 0.1 * line.size
        and number.right < line.left
        and number.size < line.size
    )


def tell_code(chunks: Sequence[Chunk]) -> None:
    """Make code of chunks in a typewriter face, unless all the text is; with the lines between whose numbers count on."""
    if any(line.fixed for line in prose_of([line for chunk in chunks for line in chunk.lines])):
        return
    for chunk in chunks:
        if chunk.role == "paragraph" and chunk.lines and all(line.fixed for line in chunk.lines):
            mark = mark_of(chunk.lines[0].text)
            words = (mark is not None and mark.sure) or _is_address(chunk) or not _begins(chunk.lines[0])
            chunk.role = "paragraph" if words else "code"
    _spread(chunks, 1)
    _spread(list(reversed(chunks)), -1)


def _begins(line: Line) -> bool:
    """Tell whether a line begins in its typewriter face: behind a heading's number, or words, it is no code."""
    head = line.text.partition(" ")[0]
    number = "." not in head and not any(map(str.isalpha, head))
    inked = [glyph for glyph in line.glyphs if glyph.text.strip()]
    first = inked[len(head) if number and len(head) < len(inked) else 0].run
    return first.fixed or all(glyph.run.font == first.font for glyph in inked)


def _is_address(chunk: Chunk) -> bool:
    """Tell whether a chunk is one address of a page or of a person, which texts often set in such a face."""
    texts = [line.text for line in chunk.lines]
    return _ADDRESS.match(texts[0]) is not None and not any(" " in text for text in texts)


def _spread(chunks: Iterable[Chunk], step: int) -> None:
    """Take a chunk for code beside code, in the direction of `step`, if its line's number is the next one."""
    number: int | None = None
    place = 0.0
    for chunk in chunks:
        if chunk.role == "paragraph" and number is not None and _counts_on(chunk, number, place, step):
            chunk.role = "code"
        last = chunk.lines[-1 if step > 0 else 0] if chunk.role == "code" and chunk.lines else None
        number, place = (None, 0.0) if last is None else (_number(last), last.left)


def _counts_on(chunk: Chunk, number: int, place: float, step: int) -> bool:
    """Tell whether each line of a chunk has the next number at the same place."""
    return bool(chunk.lines) and all(
        _number(line) == number + step * count and abs(line.left - place) < _EDGE
        for count, line in enumerate(chunk.lines[::step], 1)
    )


def _number(line: Line) -> int | None:
    """Return the number that a line begins with, a space or nothing behind it."""
    head = "".join(glyph.text for glyph in line.glyphs[: line.numbered]) or line.text.partition(" ")[0]
    head = head.strip()
    return int(head) if head.isdecimal() and len(head) <= _MOST_DIGITS else None


def joined_listings(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks, code that goes on right below in one piece."""
    found: list[Chunk] = []
    for chunk in chunks:
        if found and _goes_on(found[-1], chunk):
            found[-1].lines += chunk.lines
        else:
            found.append(chunk)
    return found


def _goes_on(before: Chunk, chunk: Chunk) -> bool:
    if before.role != "code" or chunk.role != "code" or not before.lines or not chunk.lines:
        return False
    above, below = before.lines[-1], chunk.lines[0]
    size = max(above.size, below.size)
    return (
        above.page == below.page
        and (abs(above.size - below.size) < 0.3 or above.text.isdecimal() or below.text.isdecimal())
        and not (above.numbered and _number(below) is None)
        and not (below.numbered and _number(above) is None)
        and abs(above.left - below.left) < _DEEPEST * below.size
        and 0.5 * size < above.baseline - below.baseline < _BLANK * size
    )


def code_of(lines: Sequence[Line]) -> str:
    """Return code with its line ends, and its indents counted in the width of a character."""
    firsts = [_first_of(line) for line in lines]
    left = min((first.left for first in firsts if first.run.fixed), default=firsts[0].left)
    rows: list[str] = []
    for _, row in groupby(
        range(len(lines)), key=lambda place: (lines[place].page, round(lines[place].baseline))
    ):
        places = list(row)
        line, first = lines[places[0]], firsts[places[0]]
        indent = " " * max(0, min(round((first.left - left) / max(first.right - first.left, 1.0)), 40))
        number = "".join(glyph.text for glyph in line.glyphs[: line.numbered]).strip()
        code = "".join(glyph.text for glyph in line.glyphs[line.numbered :]).strip()
        texts = [f"{number} " * bool(number) + indent + code, *(lines[place].text for place in places[1:])]
        rows.append("  ".join(texts))
    return "\n".join(rows)


def _first_of(line: Line) -> Glyph:
    """Return the first sign of a line, behind its number."""
    inked = (glyph for glyph in line.glyphs[line.numbered :] if glyph.text.strip())
    return next(inked, line.glyphs[0])
