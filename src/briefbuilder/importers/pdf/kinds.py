"""What kind of block a chunk is: heading, item of a list, quotation, code, caption or paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefbuilder.importers.pdf.headings import tell_headings, text_of
from briefbuilder.importers.pdf.listings import tell_code
from briefbuilder.importers.pdf.marks import Mark, is_next, mark_of
from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.shapes import Chunk

_SHORTEST_QUOTE = 25
"""Code points: a shorter line that is set in may be anything."""

_CAPTION = re.compile(
    r"^(?:fig(?:ure|ura|\.)?|abb(?:ildung|\.)|tab(?:le|ella|elle|\.)|foto|photo|grafico|chart|図|表|图|그림|표)\s*\d+\W",
    re.IGNORECASE,
)


def tell_kinds(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Give each chunk its role; notes and chunks that have a level already are left as they are."""
    tell_code(chunks)
    tell_headings(chunks, measures)
    _tell_lists(chunks, measures)
    _tell_quotes(chunks, measures)
    for chunk in chunks:
        if chunk.role == "paragraph" and chunk.size < 0.97 * measures.size and _CAPTION.match(text_of(chunk)):
            chunk.role = "caption"


def _tell_lists(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Make items of what has a mark; a number or a dash counts only where it goes on or the text hangs."""
    marks = [
        mark_of(chunk.lines[0].text) if chunk.role == "paragraph" and chunk.lines else None
        for chunk in chunks
    ]
    before: Chunk | None = None
    levels: list[tuple[float, Mark]] = []
    for place, chunk in enumerate(chunks):
        mark = marks[place]
        start = chunk.lines[0].start if chunk.lines else 0.0
        open_levels = [level for level in levels if start > level[0] - 0.6 * chunk.size]
        known = any(is_next(level[1], mark) for level in open_levels[-1:]) if mark else False
        if mark is None or not (mark.sure or known or _goes_on(marks, place) or _hangs(chunk, measures)):
            if chunk.role in {"paragraph", "heading"}:
                before, levels = None, []
            continue
        deeper = not open_levels or start > open_levels[-1][0] + 0.6 * chunk.size
        levels = [*(open_levels if deeper else open_levels[:-1]), (start, mark)]
        _make_item(chunk, mark, len(levels) - 1, before)
        before = chunk


def _make_item(chunk: Chunk, mark: Mark, depth: int, before: Chunk | None) -> None:
    chunk.role = "list_item"
    chunk.marked = True
    chunk.ordered = mark.kind in {"number", "letter"}
    chunk.number = mark.value if chunk.ordered else None
    chunk.depth = min(depth, 8)
    restarts = chunk.ordered and chunk.number == 1 and before is not None and chunk.depth <= before.depth
    chunk.starts = before is None or chunk.depth > before.depth or restarts


def _goes_on(marks: Sequence[Mark | None], place: int) -> bool:
    """Tell whether the chunk before or behind has the mark that comes before or behind."""
    own = marks[place]
    before = marks[place - 1] if place else None
    after = marks[place + 1] if place + 1 < len(marks) else None
    return own is not None and (
        (before is not None and is_next(before, own)) or (after is not None and is_next(own, after))
    )


def _hangs(chunk: Chunk, measures: Measures) -> bool:
    first = chunk.lines[0]
    return len(chunk.lines) > 1 and all(
        line.start > first.start + 0.5 * measures.size for line in chunk.lines[1:]
    )


def _tell_quotes(chunks: Sequence[Chunk], measures: Measures) -> None:
    """A paragraph that is set in on both sides of its column is a quotation, or set in and wholly italic."""
    indents = _begin_indented(chunks)
    for place, chunk in enumerate(chunks):
        if chunk.role != "paragraph" or chunk.size > 1.05 * measures.size or measures.size > 1.3 * chunk.size:
            continue
        start, end = chunk.column
        lines = [line for line in chunk.lines if line.page == chunk.page]
        indent = min(line.start for line in lines) - start
        room = end - max(line.end for line in lines)
        italic = all(line.italic for line in lines)
        if len(lines) < 2 and not italic:
            if (
                not indents
                and 0.9 * measures.size < indent < 8 * measures.size
                and _stands_apart(chunks, place, measures)
            ):
                chunk.role = "quote"
            continue
        even = abs(room - indent) < 0.4 * indent
        least = (0.9 if even else 1.2) * measures.size
        if least < indent < 8 * measures.size and (italic or even or least < room < 2 * indent):
            chunk.role = "quote"


def _begin_indented(chunks: Sequence[Chunk]) -> bool:
    """Tell whether paragraphs begin with an indent, as a quotation of one line would."""
    body = [chunk for chunk in chunks if chunk.role == "paragraph" and len(chunk.lines) > 1]
    deeper = sum(chunk.lines[0].start > chunk.lines[1].start + 0.5 * chunk.size for chunk in body)
    return deeper * 4 > len(body)


def _stands_apart(chunks: Sequence[Chunk], place: int, measures: Measures) -> bool:
    """Tell whether a line of some words has space above and below and text that is not set in on either side."""
    chunk = chunks[place]
    line = chunk.lines[0]
    around = [
        other for other in (*chunks[max(0, place - 1) : place], *chunks[place + 1 : place + 2]) if other.lines
    ]
    near = [other for other in around if other.page == chunk.page and other.role == "paragraph"]
    if len(line.text) < _SHORTEST_QUOTE or not near:
        return False
    steps = [
        min(abs(line.baseline - other.lines[0].baseline), abs(line.baseline - other.lines[-1].baseline))
        for other in near
    ]
    return all(step > 1.15 * measures.leading(line.size) for step in steps) and all(
        min(inner.start for inner in other.lines) < line.start - 0.9 * measures.size for other in near
    )
