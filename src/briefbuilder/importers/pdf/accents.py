"""Accents that a file draws as signs of their own over or under a letter, as older fonts of TeX have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefbuilder.importers.pdf.shapes import Glyph

_COMBINING = {
    "`": "\u0300", "´": "\u0301", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304",
    "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}

_OVER = 0.6
"""The share of the narrower one's width that an accent and its letter have in common."""

_HIGH = 0.45
"""In sizes: an accent over a capital is raised by no more."""

_CLOSE = 0.12
"""In sizes: letters of one word stand no further apart."""

_NEAR = 3
"""Glyphs on either side among which the letter is looked for first."""

_MOST = 300
"""Accents of a page that are looked for all over it."""


def with_accents(glyphs: list[Glyph]) -> list[Glyph]:
    """Return glyphs in which an accent and the letter that it stands over are one character."""
    accents = [place for place, glyph in enumerate(glyphs) if glyph.text in _COMBINING and not glyph.made]
    gone: set[int] = set()
    far = 0
    for place in accents:
        near = glyphs[place + 1 : place + 1 + _NEAR] + glyphs[max(0, place - _NEAR) : place]
        if _joined(glyphs[place], near):
            gone.add(place)
        elif far < _MOST:
            far += 1
            if _joined(glyphs[place], glyphs):
                gone.add(place)
                gone.update(_torn(glyphs, place))
    return [glyph for place, glyph in enumerate(glyphs) if place not in gone] if gone else glyphs


def _torn(glyphs: Sequence[Glyph], place: int) -> range:
    """Return what PDFium put around an accent that it found in the midst of another word."""
    before, after = place - 1, place + 1
    while before > 0 and glyphs[before].made:
        before -= 1
    while after < len(glyphs) - 1 and glyphs[after].made:
        after += 1
    if before < 0 or after >= len(glyphs) or after - before > _NEAR * 2:
        return range(0)
    first, second = glyphs[before], glyphs[after]
    size = first.run.size
    close = abs(second.left - first.right) < _CLOSE * size
    level = abs(first.run.baseline - second.run.baseline) < 0.01 * size
    return range(before + 1, after) if close and level and not first.made and not second.made else range(0)


def _joined(accent: Glyph, letters: Sequence[Glyph]) -> bool:
    """Give the letter under an accent the accent; tell whether there is one."""
    for letter in letters:
        if letter is accent or not letter.text.isalpha() or not _stands_over(accent, letter):
            continue
        base = _DOTLESS.get(letter.text, letter.text)
        whole = unicodedata.normalize("NFC", base + _COMBINING[accent.text])
        if len(whole) == 1:
            letter.text = whole
            return True
    return False


def _stands_over(accent: Glyph, letter: Glyph) -> bool:
    shared = min(accent.right, letter.right) - max(accent.left, letter.left)
    raised = accent.run.baseline - letter.run.baseline
    size = letter.run.size
    return (
        shared > _OVER * min(accent.right - accent.left, letter.right - letter.left)
        and -0.05 * size <= raised <= _HIGH * size
        and abs(accent.run.size - size) < 0.2 * size
        and accent.run.turn == letter.run.turn
    )
