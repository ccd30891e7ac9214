"""Ligatures of TeX's fonts that tell no meaning: bitmap fonts of older papers, whose codes are those of TeX's own encodings."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.importers.pdf.model import Glyph

_OLD = dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
_OLD_LETTERS = dict(zip(range(0x19, 0x20), "ßæœøÆŒØ", strict=True))
_NEW = dict(zip(range(0x1B, 0x20), _OLD.values(), strict=True))
_NEW_MARKS = dict(zip(range(0x10, 0x17), "“”„«»–—", strict=True))
"""OT1, with ligatures and letters, and T1, with ligatures, quotation marks and dashes: the LaTeX encoding guide."""

_CODES = frozenset(map(chr, (*_OLD, *_OLD_LETTERS, *_NEW_MARKS)))


def with_ligatures(glyphs: Sequence[Glyph]) -> int:
    """Give control characters beside letters what they stand for in TeX's encodings; return how many got it.

    Both encodings use some codes: a page with a ligature of the older one is in that.
    """
    places = [
        place for place, glyph in enumerate(glyphs) if glyph.text in _CODES and _is_in_word(glyphs, place)
    ]
    is_old = any(ord(glyphs[place].text) in _OLD for place in places)
    meanings = _OLD | _OLD_LETTERS if is_old else _NEW | _NEW_MARKS
    told = [place for place in places if ord(glyphs[place].text) in meanings]
    for place in told:
        glyphs[place].text = meanings[ord(glyphs[place].text)]
    return len(told)


def _is_in_word(glyphs: Sequence[Glyph], place: int) -> bool:
    """Tell whether a letter or figure of the same line stands close beside a glyph."""
    glyph = glyphs[place]
    for other in (*glyphs[max(0, place - 1) : place], *glyphs[place + 1 : place + 2]):
        near = max(other.left - glyph.right, glyph.left - other.right) < 0.15 * glyph.run.size
        if not other.made and other.text.isalnum() and near and other.run.baseline == glyph.run.baseline:
            return True
    return False
