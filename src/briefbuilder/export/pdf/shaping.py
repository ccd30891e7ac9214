"""Shaping with HarfBuzz: characters to placed glyphs, each of which knows its characters.

A word from right to left is drawn as it is seen, from left to right: readers of text (poppler,
pdfium) turn such a word round. A ligature in it gives its later letters to spaces without room at
its left edge, since they would be turned round within one glyph.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import uharfbuzz as hb

from briefbuilder.export.pdf.fonts import Face, FontCollection, is_ignorable
from briefbuilder.export.pdf.objects import format_number

BOX_WIDTH = 0.62
"""The room of a character that no font has, in ems."""
_MIN_SHIFT = 0.4
"""Moves below this many thousandths of an em are not written."""


@dataclass(slots=True)
class ShapedGlyph:
    """A glyph with the characters it stands for; lengths in thousandths of an em."""

    glyph: int
    text: str
    advance: float
    x: float
    y: float
    is_missing: bool = False


def shape_run(face: Face, shown: str, source: str, language: str, *, rtl: bool) -> list[ShapedGlyph]:
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
            ShapedGlyph(info.codepoint, "", at.x_advance * scale, at.x_offset * scale, at.y_offset * scale),
        )
        for info, at in zip(buffer.glyph_infos or [], places, strict=True)
    ]
    return _assign_texts(face, made, source, rtl=rtl)


def _assign_texts(
    face: Face, made: list[tuple[int, ShapedGlyph]], source: str, *, rtl: bool
) -> list[ShapedGlyph]:
    """Give glyphs their characters: one by one where their numbers agree, else all to the first."""
    starts = sorted({cluster for cluster, _ in made})
    ends = dict(zip(starts, [*starts[1:], len(source)], strict=True))
    groups: dict[int, list[ShapedGlyph]] = {}
    for cluster, glyph in made:
        groups.setdefault(cluster, []).append(glyph)
    result: list[ShapedGlyph] = []
    for cluster, group in groups.items():
        text = source[cluster : ends[cluster]]
        if rtl:
            group.reverse()
        for index, glyph in enumerate(group):
            # A word joiner shows nothing and joins nothing new where a character became several glyphs.
            matched = len(group) == len(text)
            glyph.text = text[index] if matched else (text if index == 0 else "\u2060")
            if not glyph.glyph:
                _replace_missing(face, glyph)
        if rtl:
            group.extend(_split_ligature(face, group))
        result += reversed(group) if rtl else group
    return result


def _split_ligature(face: Face, group: list[ShapedGlyph]) -> list[ShapedGlyph]:
    """Return spaces without room for the later letters of a ligature, which keeps the first."""
    first = group[0]
    if len(group) > 1 or len(first.text) < 2:
        return []
    mark = face.glyph(" ")
    rest, first.text = first.text[1:], first.text[0]
    return [ShapedGlyph(mark, letter, 0.0, 0.0, 0.0) for letter in rest]


def _replace_missing(face: Face, glyph: ShapedGlyph) -> None:
    """Leave the room of a box for a character without a glyph, none for one that has no font."""
    glyph.glyph = face.glyph(" ")
    if all(is_ignorable(character) or character.isspace() for character in glyph.text):
        glyph.advance = 0.0 if all(map(is_ignorable, glyph.text)) else face.width(glyph.glyph)
        return
    glyph.advance = BOX_WIDTH * 1000
    glyph.is_missing = True


def find_missing(glyphs: list[ShapedGlyph], start: float, size: float) -> list[float]:
    """Return where missing_positions stand in place of glyphs, in points."""
    found, place = [], start
    for glyph in glyphs:
        if glyph.is_missing:
            found.append(place)
        place += glyph.advance * size / 1000
    return found


Stroke = str | tuple[int, str]
"""A piece of the inner text of a `TJ`: one that stands as it is, or a glyph with the characters it stands for."""


def build_strokes(face: Face, glyphs: list[ShapedGlyph], size: float) -> tuple[float, tuple[Stroke, ...]]:
    """Return the width in points and what is drawn within a `TJ`; the pen goes from left to right."""
    parts: list[Stroke] = []
    pen = place = 0.0
    for glyph in glyphs:
        shift = place + glyph.x - pen
        if abs(shift) > _MIN_SHIFT:
            parts.append(f" {format_number(-shift)} ")
            pen += shift
        code = (glyph.glyph, glyph.text)
        if abs(glyph.y) > _MIN_SHIFT:
            parts += [f"]TJ {format_number(glyph.y * size / 1000)} Ts[", code, "]TJ 0 Ts["]
        else:
            parts.append(code)
        pen += face.width(glyph.glyph)
        place += glyph.advance
    if abs(place - pen) > _MIN_SHIFT:
        parts.append(f" {format_number(pen - place)} ")
    return place * size / 1000, tuple(parts)


# Scaled fonts

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True, eq=False)
class ShapedWord:
    """A shaped word: its width in points, and its runs of one face from left to right.

    `missing_positions` tells where, in points from its left end, characters without a glyph have their room, and `missing`
    which these are.
    """

    width: float
    runs: tuple[tuple[Face, tuple[Stroke, ...]], ...]
    missing_positions: tuple[float, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FontKey:
    """What makes a font: a family and how its letters look; `size` in points."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    language: str = ""


@dataclass(slots=True, eq=False)
class ScaledFont:
    """A font of letters; `known` tells whether its face is of the family that was asked for."""

    key: FontKey
    collection: FontCollection
    face: Face
    is_requested_family: bool = True
    space: ShapedWord = field(init=False)
    _words: dict[tuple[str, bool, bool], ShapedWord] = field(default_factory=dict)
    _plain: dict[str, ShapedWord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.space = self.word(" ")

    @property
    def words(self) -> int:
        """How many words were shaped in it."""
        return len(self._plain) + len(self._words)

    def word(self, text: str) -> ShapedWord:
        """Return a word, shaped from left to right."""
        found = self._plain.get(text)
        if found is None:
            found = self._plain[text] = self._shape(text, rtl=False, hyphen=False)
        return found

    def shape(self, text: str, *, rtl: bool = False, hyphen: bool = False) -> ShapedWord:
        """Return a word of either direction; with `hyphen`, a hyphen that reads as a soft one follows."""
        key = (text, rtl, hyphen)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._shape(text, rtl=rtl, hyphen=hyphen)
        return found

    def _shape(self, text: str, *, rtl: bool, hyphen: bool) -> ShapedWord:
        source = text + SOFT_HYPHEN if hyphen else text
        shown = text + "-" if hyphen else text
        if self.key.capitals:
            shown = "".join(map(_capitalize, shown))
        width, runs, positions = 0.0, [], []
        for face, start, end in self._runs(shown):
            glyphs = shape_run(face, shown[start:end], source[start:end], self.key.language, rtl=rtl)
            positions += find_missing(glyphs, width, self.key.size)
            run_width, strokes = build_strokes(face, glyphs, self.key.size)
            width += run_width
            runs.append((face, strokes))
        if rtl:
            positions = [width - position - BOX_WIDTH * self.key.size for position in positions]
            runs.reverse()
        missing = tuple(dict.fromkeys(character for character in shown if self._is_missing(character)))
        return ShapedWord(width, tuple(runs), tuple(positions), missing)

    def _is_missing(self, character: str) -> bool:
        """Tell whether a character has a glyph of its own, but no face that shows it."""
        if self.face.glyph(character) or is_ignorable(character) or character.isspace():
            return False
        key = self.key
        return self.collection.face_for(character, self.face, key.bold, key.italic, key.language) is None

    def _runs(self, shown: str) -> list[tuple[Face, int, int]]:
        runs: list[tuple[Face, int, int]] = []
        for place, character in enumerate(shown):
            face = self._face_of(character, runs[-1][0] if runs else None)
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1], place + 1)
            else:
                runs.append((face, place, place + 1))
        return runs

    def _face_of(self, character: str, before: Face | None) -> Face:
        if before is not None and is_ignorable(character):
            return before
        if self.face.glyph(character):
            return self.face
        key = self.key
        return self.collection.face_for(character, self.face, key.bold, key.italic, key.language) or self.face


@dataclass(slots=True)
class ScaledFontCache:
    """The fonts that were asked for; the same for every document."""

    collection: FontCollection = field(default_factory=FontCollection)
    _fonts: dict[FontKey, ScaledFont] = field(default_factory=dict)

    def get(self, key: FontKey) -> ScaledFont:
        """Return the font of that key."""
        found = self._fonts.get(key)
        if found is None:
            face, known = self.collection.face(key.family, bold=key.bold, italic=key.italic)
            found = self._fonts[key] = ScaledFont(key, self.collection, face, known)
        return found

    @property
    def words(self) -> int:
        """How many words were shaped in all fonts."""
        return sum(font.words for font in self._fonts.values())


def _capitalize(character: str) -> str:
    """Return the capital of a letter where that is one letter; sharp s has its own since Unicode 5.1."""
    upper = character.upper()
    if len(upper) == 1:
        return upper
    return "\u1e9e" if character == "ß" else character
