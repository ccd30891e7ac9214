"""Items whose mark is drawn, not written: a dot that stands before a line becomes the line's first sign."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.importers.pdf.drawings import Box
from briefbuilder.importers.pdf.limits import PAGE_DOTS
from briefbuilder.importers.pdf.shapes import Glyph, Line


def mark_dots(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """Put a bullet at the head of each line that a dot stands before; a page full of dots is a drawing."""
    if len(dots) > PAGE_DOTS:
        return
    for dot in dots:
        near = [line for line in lines if _stands_before(dot, line)]
        if not near:
            continue
        line = min(near, key=lambda line: abs(line.start - (-dot.right if line.rtl else dot.left)))
        run = line.glyphs[0].run
        line.glyphs[:0] = [
            Glyph("•", dot.left, dot.right, run),
            Glyph(" ", dot.right, dot.right, run, made=True),
        ]
        line.forget()


def _stands_before(dot: Box, line: Line) -> bool:
    middle = (dot.bottom + dot.top) / 2
    small = 0.1 * line.size < dot.top - dot.bottom < 0.7 * line.size
    gap = dot.left - line.right if line.rtl else line.left - dot.right
    level = line.baseline - 0.05 * line.size < middle < line.baseline + 0.75 * line.size
    return small and level and 0.1 * line.size < gap < 2.5 * line.size
