"""Put glyphs that are drawn after the rest of their line into its gaps.

Programs draw characters that the font of a line lacks, such as a minus sign, from another font at the end of the line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from briefbuilder.importers.pdf.bidi import has_rtl
from briefbuilder.importers.pdf.model import Glyph, visible_glyphs

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
        size = word[0].run.size
        if word[0].left > visible[-1].right - _MAX_OVERLAP * size:
            while result and result[-1].inferred:
                result.pop()
            return [*result, *_space(result[-1], word[0]), *segment[start:]]
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
