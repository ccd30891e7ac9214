"""Shape text with HarfBuzz: characters become positioned glyphs that know their characters.

Right-to-left words are drawn in visual order: PDF readers (poppler, pdfium) reverse such words. The later letters
of a ligature in them are assigned to zero-width spaces at its left edge, since readers would reverse the
text of a single glyph. Shaped words are independent of any document; `GlyphUsage` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import uharfbuzz as hb

from briefbuilder.domain.styles import Style
from briefbuilder.domain.values import value
from briefbuilder.export.pdf.fonts import Face, FontCollection, is_ignorable
from briefbuilder.export.pdf.syntax import format_number
from briefbuilder.locales.casing import to_capital_letters

BOX_WIDTH = 0.62
"""The width of the box for a missing character, in ems."""
_MIN_SHIFT = 0.4
"""Smaller shifts, in thousandths of an em, are not written."""


@dataclass(slots=True)
class ShapedGlyph:
    """A glyph with the characters it represents; lengths in thousandths of an em."""

    glyph: int
    text: str
    advance: float
    x: float
    y: float
    is_missing: bool = False


def shape_run(face: Face, shown: str, source: str, language: str, *, rtl: bool) -> list[ShapedGlyph]:
    """Shape a run that one face can show; `source` holds the characters that `shown` represents."""
    buffer = hb.Buffer()
    buffer.cluster_level = _CLUSTERS
    _shape_into(buffer, face, shown, language, rtl=rtl)
    scale = 1000 / face.face.upem
    positions = buffer.glyph_positions or []
    groups: dict[int, list[ShapedGlyph]] = {}
    for info, position in zip(buffer.glyph_infos or [], positions, strict=True):
        lengths = (position.x_advance * scale, position.x_offset * scale, position.y_offset * scale)
        groups.setdefault(info.cluster, []).append(ShapedGlyph(info.codepoint, "", *lengths))
    return _assign_texts(face, groups, source, rtl=rtl)


_CLUSTERS = hb.BufferClusterLevel.MONOTONE_CHARACTERS


def _shape_into(buffer: hb.Buffer, face: Face, shown: str, language: str, *, rtl: bool) -> None:
    """Shape a text; an empty buffer receives its glyphs and their positions."""
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    if language:
        buffer.language = language
    hb.shape(face.font, buffer)


def _assign_texts(
    face: Face, groups: dict[int, list[ShapedGlyph]], source: str, *, rtl: bool
) -> list[ShapedGlyph]:
    """Assign characters to glyphs: one each if the numbers agree, else all to the first glyph."""
    starts = sorted(groups)
    ends = dict(zip(starts, [*starts[1:], len(source)], strict=True))
    result: list[ShapedGlyph] = []
    for cluster, group in groups.items():
        text = source[cluster : ends[cluster]]
        if rtl:
            group.reverse()
        for index, glyph in enumerate(group):
            # A word joiner is invisible and has no effect between the glyphs of one character.
            is_matched = len(group) == len(text)
            glyph.text = text[index] if is_matched else (text if index == 0 else WORD_JOINER)
            if not glyph.glyph:
                _replace_missing(face, glyph)
        if rtl:
            group.extend(_split_ligature(face, group))
        result += reversed(group) if rtl else group
    return result


def _split_ligature(face: Face, group: list[ShapedGlyph]) -> list[ShapedGlyph]:
    """Return zero-width spaces for the later letters of a ligature, which keeps the first."""
    first = group[0]
    if len(group) > 1 or len(first.text) < 2:
        return []
    space = face.glyph(" ")
    rest, first.text = first.text[1:], first.text[0]
    return [ShapedGlyph(space, letter, 0.0, 0.0, 0.0) for letter in rest]


def _replace_missing(face: Face, glyph: ShapedGlyph) -> None:
    """Reserve the width of a box for a missing character, and no width for an ignorable one."""
    glyph.glyph = face.glyph(" ")
    if all(is_ignorable(character) or character.isspace() for character in glyph.text):
        glyph.advance = 0.0 if all(map(is_ignorable, glyph.text)) else face.width(glyph.glyph)
        return
    glyph.advance = BOX_WIDTH * 1000
    glyph.is_missing = True


def find_missing(glyphs: list[ShapedGlyph], start: float, size: float) -> list[float]:
    """Return the positions of the boxes of missing glyphs, in points."""
    positions, position = [], start
    for glyph in glyphs:
        if glyph.is_missing:
            positions.append(position)
        position += glyph.advance * size / 1000
    return positions


Stroke = str | tuple[int, str]
"""A part of the operand of `TJ`: literal text, or a glyph with the characters it represents."""


def build_strokes(face: Face, glyphs: list[ShapedGlyph], size: float) -> tuple[float, tuple[Stroke, ...]]:
    """Return the width in points and the operands of `TJ`, from left to right."""
    parts: list[Stroke] = []
    pen = position = 0.0
    for glyph in glyphs:
        shift = position + glyph.x - pen
        if abs(shift) > _MIN_SHIFT:
            parts.append(f" {format_number(-shift)} ")
            pen += shift
        code = (glyph.glyph, glyph.text)
        if abs(glyph.y) > _MIN_SHIFT:
            parts += [f"]TJ {format_number(glyph.y * size / 1000)} Ts[", code, "]TJ 0 Ts["]
        else:
            parts.append(code)
        pen += face.width(glyph.glyph)
        position += glyph.advance
    if abs(position - pen) > _MIN_SHIFT:
        parts.append(f" {format_number(pen - position)} ")
    return position * size / 1000, tuple(parts)


class PlainShaper:
    """Shapes words of which each glyph stands on the base line, for characters of its own: most words of most languages.

    All of them use one buffer, since making and setting up another costs as much as to shape a word.
    """

    def __init__(self, face: Face, language: str, size: float) -> None:
        self._face, self._language, self._size = face, language, size
        self._scale = 1000 / face.face.upem
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = _CLUSTERS

    def shape(self, shown: str, source: str) -> tuple[float, tuple[Stroke, ...]] | None:
        """Return what `build_strokes` returns for a run of `shape_run`, None for any other word."""
        face, scale, buffer = self._face, self._scale, self._buffer
        buffer.clear_contents()
        _shape_into(buffer, face, shown, self._language, rtl=False)
        infos = buffer.glyph_infos
        if not infos:
            return None
        parts: list[Stroke] = []
        strokes = face.strokes
        pen = position = 0.0
        ends = [info.cluster for info in infos[1:]]
        start = 0
        for info, placed, end in zip(infos, buffer.glyph_positions or [], [*ends, len(source)], strict=True):
            glyph = info.codepoint
            offset, height, advance, _ = placed.position
            if start >= end or not glyph or height:
                return None
            shift = position + offset * scale - pen
            if shift > _MIN_SHIFT or shift < -_MIN_SHIFT:
                parts.append(f" {format_number(-shift)} ")
                pen += shift
            stroke = (glyph, source[start:end])
            parts.append(strokes.setdefault(stroke, stroke))
            pen += face.width(glyph)
            position += advance * scale
            start = end
        if abs(position - pen) > _MIN_SHIFT:
            parts.append(f" {format_number(pen - position)} ")
        return position * self._size / 1000, tuple(parts)


# Scaled fonts

SOFT_HYPHEN = "\u00ad"
WORD_JOINER = "\u2060"


@dataclass(frozen=True, slots=True, eq=False)
class ShapedWord:
    """A shaped word: its width in points, and its runs of one face from left to right.

    `missing` holds the characters without a glyph, `missing_positions` their boxes in points from the left end.
    """

    width: float
    runs: tuple[tuple[Face, tuple[Stroke, ...]], ...]
    missing_positions: tuple[float, ...] = ()
    missing: tuple[str, ...] = ()


@value(kw_only=False)
class FontKey:
    """The properties of a scaled font: family, size in points, style and language."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    language: str = ""


def font_key(style: Style, language: str) -> FontKey:
    """Return the key of the font of a style."""
    return FontKey(style.font, style.size, style.bold, style.italic, style.capitals, language)


@dataclass(slots=True, eq=False)
class ScaledFont:
    """A face at a size with the words shaped in it; `is_requested_family` is false for a substitute."""

    key: FontKey
    collection: FontCollection
    face: Face
    is_requested_family: bool = True
    space: ShapedWord = field(init=False)
    _shaper: PlainShaper = field(init=False)
    _words: dict[tuple[str, bool, bool], ShapedWord] = field(default_factory=dict)
    _plain: dict[str, ShapedWord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shaper = PlainShaper(self.face, self.key.language, self.key.size)
        self.space = self.word(" ")

    @property
    def words(self) -> int:
        """The number of shaped words."""
        return len(self._plain) + len(self._words)

    def word(self, text: str) -> ShapedWord:
        """Return a word shaped from left to right."""
        found = self._plain.get(text)
        if found is None:
            found = self._plain[text] = self._shape(text, rtl=False, hyphen=False)
        return found

    def shape(self, text: str, *, rtl: bool = False, hyphen: bool = False) -> ShapedWord:
        """Return a word in either direction; `hyphen` appends a hyphen that extracts as a soft hyphen."""
        key = (text, rtl, hyphen)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._shape(text, rtl=rtl, hyphen=hyphen)
        return found

    def _shape(self, text: str, *, rtl: bool, hyphen: bool) -> ShapedWord:
        source = text + SOFT_HYPHEN if hyphen else text
        shown = text + "-" if hyphen else text
        if self.key.capitals:
            shown = to_capital_letters(shown, self.key.language)
        if not rtl and self.face.has_glyphs(shown):
            plain = self._shaper.shape(shown, source)
            if plain is not None:
                return ShapedWord(plain[0], ((self.face, plain[1]),))
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
        """Return whether a character needs a glyph but no face has one."""
        if self.face.glyph(character) or is_ignorable(character) or character.isspace():
            return False
        key = self.key
        return self.collection.face_for(character, self.face, key.bold, key.italic, key.language) is None

    def _runs(self, shown: str) -> list[tuple[Face, int, int]]:
        runs: list[tuple[Face, int, int]] = []
        for index, character in enumerate(shown):
            face = self._face_of(character, runs[-1][0] if runs else None)
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1], index + 1)
            else:
                runs.append((face, index, index + 1))
        return runs

    def _face_of(self, character: str, before: Face | None) -> Face:
        if before is not None and is_ignorable(character):
            return before
        # A word joiner is drawn in the font of the hyphen before it: text extraction looks for it in the same string.
        if self.face.glyph(character) or character == WORD_JOINER:
            return self.face
        key = self.key
        return self.collection.face_for(character, self.face, key.bold, key.italic, key.language) or self.face


@dataclass(slots=True)
class ScaledFontCache:
    """The scaled fonts in use; shared by all documents."""

    collection: FontCollection = field(default_factory=FontCollection)
    _fonts: dict[FontKey, ScaledFont] = field(default_factory=dict)

    def get(self, key: FontKey) -> ScaledFont:
        """Return the font of a key."""
        font = self._fonts.get(key)
        if font is None:
            face, is_requested = self.collection.face(key.family, bold=key.bold, italic=key.italic)
            font = self._fonts[key] = ScaledFont(key, self.collection, face, is_requested)
        return font

    @property
    def words(self) -> int:
        """The number of shaped words in all fonts."""
        return sum(font.words for font in self._fonts.values())
