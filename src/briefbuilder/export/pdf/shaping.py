"""Shaping with HarfBuzz: characters to placed glyphs, each of which knows its characters.

A word from right to left is drawn as it is seen, from left to right: readers of text (poppler,
pdfium) turn such a word round. A ligature in it gives its later letters to spaces without room at
its left edge, since they would be turned round within one glyph.
"""

from __future__ import annotations

from dataclasses import dataclass

import uharfbuzz as hb

from briefbuilder.export.pdf.faces import Face
from briefbuilder.export.pdf.fonts import is_ignorable
from briefbuilder.export.pdf.syntax import number

BOX_WIDTH = 0.62
"""The room of a character that no font has, in ems."""
_TINY = 0.4
"""Moves below this many thousandths of an em are not written."""


@dataclass(slots=True)
class Glyph:
    """A glyph with the characters it stands for; lengths in thousandths of an em."""

    glyph: int
    text: str
    advance: float
    x: float
    y: float
    lost: bool = False


def shaped(face: Face, shown: str, source: str, language: str, *, rtl: bool) -> list[Glyph]:
    """Shape a run that one face can show; `source` holds the characters that `shown` stands for."""
    buffer = hb.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    if language:
        buffer.language = language
    hb.shape(face.font, buffer)
    scale = 1000 / face.face.upem
    places = buffer.glyph_positions or []
    made = [
        (
            info.cluster,
            Glyph(info.codepoint, "", at.x_advance * scale, at.x_offset * scale, at.y_offset * scale),
        )
        for info, at in zip(buffer.glyph_infos or [], places, strict=True)
    ]
    return _with_texts(face, made, source, rtl=rtl)


def _with_texts(face: Face, made: list[tuple[int, Glyph]], source: str, *, rtl: bool) -> list[Glyph]:
    """Give glyphs their characters: one by one where their numbers agree, else all to the first."""
    starts = sorted({cluster for cluster, _ in made})
    ends = dict(zip(starts, [*starts[1:], len(source)], strict=True))
    groups: dict[int, list[Glyph]] = {}
    for cluster, glyph in made:
        groups.setdefault(cluster, []).append(glyph)
    result: list[Glyph] = []
    for cluster, group in groups.items():
        text = source[cluster : ends[cluster]]
        if rtl:
            group.reverse()
        for index, glyph in enumerate(group):
            # A word joiner shows nothing and joins nothing new where a character became several glyphs.
            matched = len(group) == len(text)
            glyph.text = text[index] if matched else (text if index == 0 else "\u2060")
            if not glyph.glyph:
                _leave_room(face, glyph)
        if rtl:
            group.extend(_without_form(face, group))
        result += reversed(group) if rtl else group
    return result


def _without_form(face: Face, group: list[Glyph]) -> list[Glyph]:
    """Return spaces without room for the later letters of a ligature, which keeps the first."""
    first = group[0]
    if len(group) > 1 or len(first.text) < 2:
        return []
    mark = face.glyph(" ")
    rest, first.text = first.text[1:], first.text[0]
    return [Glyph(mark, letter, 0.0, 0.0, 0.0) for letter in rest]


def _leave_room(face: Face, glyph: Glyph) -> None:
    """Leave the room of a box for a character without a glyph, none for one that has no form."""
    glyph.glyph = face.glyph(" ")
    if all(is_ignorable(character) or character.isspace() for character in glyph.text):
        glyph.advance = 0.0 if all(map(is_ignorable, glyph.text)) else face.width(glyph.glyph)
        return
    glyph.advance = BOX_WIDTH * 1000
    glyph.lost = True


def boxes_of(glyphs: list[Glyph], start: float, size: float) -> list[float]:
    """Return where boxes stand in place of glyphs, in points."""
    found, place = [], start
    for glyph in glyphs:
        if glyph.lost:
            found.append(place)
        place += glyph.advance * size / 1000
    return found


Stroke = str | tuple[int, str]
"""A piece of the inner text of a `TJ`: one that stands as it is, or a glyph with the characters it stands for."""


def strokes_of(face: Face, glyphs: list[Glyph], size: float) -> tuple[float, tuple[Stroke, ...]]:
    """Return the width in points and what is drawn within a `TJ`; the pen goes from left to right."""
    parts: list[Stroke] = []
    pen = place = 0.0
    for glyph in glyphs:
        shift = place + glyph.x - pen
        if abs(shift) > _TINY:
            parts.append(f" {number(-shift)} ")
            pen += shift
        code = (glyph.glyph, glyph.text)
        if abs(glyph.y) > _TINY:
            parts += [f"]TJ {number(glyph.y * size / 1000)} Ts[", code, "]TJ 0 Ts["]
        else:
            parts.append(code)
        pen += face.width(glyph.glyph)
        place += glyph.advance
    if abs(place - pen) > _TINY:
        parts.append(f" {number(pen - place)} ")
    return place * size / 1000, tuple(parts)
