"""Listings of programs: their indents and blank lines part no blocks."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.importers.pdf.shapes import Chunk

_BLANK = 2.6
"""In sizes: lines of one listing stand no further apart, with a blank line between them."""

_DEEPEST = 40.0
"""In sizes: how far apart two lines of one listing may begin."""


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
    return (
        above.page == below.page
        and abs(above.size - below.size) < 0.3
        and abs(above.left - below.left) < _DEEPEST * below.size
        and 0.5 * below.size < above.baseline - below.baseline < _BLANK * below.size
    )
