"""Vowel points and other marks of Arabic and Hebrew letters, which some files draw apart from them, higher or lower."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from briefbuilder.importers.pdf.glyphs import BREAK
from briefbuilder.importers.pdf.shapes import Glyph

_FIRST, _LAST = "\u0591", "\u06ed"
"""The marks of both scripts stand between these code points."""

_HIGH = 0.7
"""In sizes: how far from its letter's baseline a mark's may be."""

_BESIDE = 0.15
"""In sizes: how far beside its letter the middle of a mark may be."""


def with_points(glyphs: list[Glyph]) -> list[Glyph]:
    """Return a page's glyphs, each mark behind the letter that it stands over or under, and at its baseline."""
    if not any(is_point(glyph) for glyph in glyphs):
        return glyphs
    lost = [place for place in range(len(glyphs)) if is_point(glyphs[place]) and _is_lost(glyphs, place)]
    if not lost:
        return glyphs
    letters = _letters(glyphs)
    placed: dict[int, list[Glyph]] = {}
    gone: set[int] = set()
    for place in lost:
        letter = _letter_of(glyphs[place], letters)
        if letter is not None:
            placed.setdefault(id(letter), []).append(replace(glyphs[place], run=letter.run))
            gone.add(place)
    found: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place not in gone:
            found.append(glyph)
            found += placed.get(id(glyph), [])
    return found


def is_point(glyph: Glyph) -> bool:
    """Tell whether a glyph is such a mark."""
    return _FIRST <= glyph.text <= _LAST and unicodedata.category(glyph.text[:1]) == "Mn"


def _is_lost(glyphs: Sequence[Glyph], place: int) -> bool:
    """Tell whether a mark does not stand at the letter that is drawn before it."""
    before = place - 1
    while before >= 0 and glyphs[before] is not BREAK and is_point(glyphs[before]):
        before -= 1
    if before < 0 or glyphs[before] is BREAK or not glyphs[before].text.strip():
        return True
    return not _stands_at(glyphs[place], glyphs[before])


def _stands_at(point: Glyph, letter: Glyph) -> bool:
    size = letter.run.size
    middle = (point.left + point.right) / 2
    return (
        abs(point.run.baseline - letter.run.baseline) < _HIGH * size
        and letter.left - _BESIDE * size < middle < letter.right + _BESIDE * size
    )


def _letters(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the letters of both scripts by the tens of points that their baseline is near."""
    letters: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (
            _FIRST <= glyph.text[:1] <= _LAST
            and glyph is not BREAK
            and unicodedata.category(glyph.text[:1]) == "Lo"
        ):
            letters.setdefault(int(glyph.run.baseline // 10), []).append(glyph)
    return letters


def _letter_of(point: Glyph, letters: dict[int, list[Glyph]]) -> Glyph | None:
    """Return the letter whose middle is nearest to a mark's, among those that it may belong to."""
    row = int(point.run.baseline // 10)
    reach = 1 + int(_HIGH * point.run.size // 10)
    near = [
        letter
        for place in range(row - reach, row + reach + 1)
        for letter in letters.get(place, ())
        if _stands_at(point, letter)
    ]
    middle = point.left + point.right
    return min(near, key=lambda letter: abs(letter.left + letter.right - middle), default=None)
