"""Shape text with HarfBuzz: characters become positioned glyphs that know their characters.

Right-to-left words are drawn in visual order: PDF readers (poppler, pdfium) reverse such words. The later letters
of a ligature in them are assigned to zero-width spaces at its left edge, since readers would reverse the
text of a single glyph. Shaped words are independent of any document; `GlyphUsage` writes them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, filterfalse, pairwise
from operator import attrgetter, itemgetter
from typing import Any

import uharfbuzz as hb

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Style
from briefbuilder.domain.values import value
from briefbuilder.export.pdf.fonts import Face, FontCollection, is_ignorable
from briefbuilder.export.pdf.syntax import format_number
from briefbuilder.locales.casing import to_capital_letters
from briefbuilder.system.fonts import is_wide

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


GlyphStroke = tuple[int, str, str, float]
"""A glyph with its characters, the shift of the pen after it, and its advance in thousandths of an em."""
_ADVANCE: Callable[[GlyphStroke], float] = itemgetter(3)
_CODEPOINT, _X_ADVANCE = attrgetter("codepoint"), attrgetter("x_advance")
Stroke = str | GlyphStroke
"""A part of the operand of `TJ`: literal text or a glyph."""


def build_strokes(face: Face, glyphs: list[ShapedGlyph], size: float) -> tuple[float, tuple[Stroke, ...]]:
    """Return the width in points and the operands of `TJ`, from left to right."""
    parts: list[Stroke] = []
    pen = position = 0.0
    for glyph in glyphs:
        shift = position + glyph.x - pen
        if abs(shift) > _MIN_SHIFT:
            _add_shift(parts, f" {format_number(-shift)} ")
            pen += shift
        code = (glyph.glyph, glyph.text, "", glyph.advance)
        if abs(glyph.y) > _MIN_SHIFT:
            parts += [f"]TJ {format_number(glyph.y * size / 1000)} Ts[", code, "]TJ 0 Ts["]
        else:
            parts.append(code)
        pen += face.width(glyph.glyph)
        position += glyph.advance
    if abs(position - pen) > _MIN_SHIFT:
        _add_shift(parts, f" {format_number(pen - position)} ")
    return position * size / 1000, tuple(parts)


def _add_shift(parts: list[Stroke], shift: str) -> None:
    if parts and not isinstance(parts[-1], str):
        glyph, text, _, advance = parts[-1]
        parts[-1] = (glyph, text, shift, advance)
    else:
        parts.append(shift)


_PLAIN = lazy_pattern(r"(\d+)\+(\d+)")
"""A glyph and its advance as HarfBuzz writes them; a glyph that is not as usual has more numbers."""
_WITHOUT_NAMES = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.NO_CLUSTERS

_BETWEEN = "\n"
"""What parts words that are shaped together: it has no glyph that a font could fit to its neighbours."""
_LATIN_WORD = lazy_pattern(
    r"^[!-@\[-`{-~«»‘’“”–—…]*[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f][!-~\u00c0-\u024f«»‘’“”–—…]*$",
    re.MULTILINE,
)
"""A line with a word whose first letter is Latin and whose others are, so that it is shaped alike alone and among others."""


def _latin_words(texts: Sequence[str]) -> list[str]:
    """Return the texts that are Latin words; those of ASCII letters alone need no pattern."""
    ascii_words = [text for text in texts if text.isascii() and text.isalpha()]
    others = [text for text in texts if not (text.isascii() and text.isalpha())]
    return [*ascii_words, *_LATIN_WORD.findall("\n".join(others))]


def _glyph_ranges(words: Iterable[str], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first glyph of each word and the one after its last.

    `starts` are the first characters of the glyphs in all words and what parts them; empty if each character has its own.
    """
    begin = 0
    for word in words:
        end = begin + len(word)
        yield (bisect_left(starts, begin), bisect_left(starts, end)) if starts else (begin, end)
        begin = end + len(_BETWEEN)


class PlainShaper:
    """Shapes words of which each glyph is on the base line, for characters of its own: most words of most languages.

    All of them use one buffer, since making and setting up another costs as much as to shape a word. A word's glyphs are
    taken from HarfBuzz as one text, and each part of it is read once: that is faster than to ask for the numbers of each.
    """

    def __init__(self, face: Face, language: str, size: float) -> None:
        self._face, self._language, self._size = face, language, size
        self._scale = 1000 / face.face.upem
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = _CLUSTERS

    def shape(self, shown: str, source: str) -> tuple[float, tuple[Stroke, ...]] | None:
        """Return what `build_strokes` returns for a run of `shape_run`, None for any other word."""
        glyphs, starts = self._glyphs(shown), self._starts()
        if not starts:
            return None
        texts: Sequence[str] = source
        if starts != list(range(len(source))):
            texts = [source[start:end] for start, end in pairwise((*starts, len(source)))]
        return self._strokes(glyphs, texts)

    def shape_all(self, words: Sequence[str]) -> Iterator[tuple[float, tuple[Stroke, ...]] | None]:
        """Yield what `shape` returns for each word of one script, in half of the time."""
        glyphs, starts = self._joined_glyphs(words)
        joined = _BETWEEN.join(words)
        places = pairwise((*starts, len(joined)))
        texts: Sequence[str] = [joined[at:after] for at, after in places] if starts else joined
        found: list[Any] = list(map(self._face.strokes.get, zip(glyphs, texts, strict=True)))
        for first, last in _glyph_ranges(words, starts):
            strokes = tuple(found[first:last])
            if all(strokes):
                yield sum(map(_ADVANCE, strokes)) * self._size / 1000, strokes
            else:
                yield self._strokes(glyphs[first:last], texts[first:last])

    def widths(self, words: Sequence[str]) -> list[float] | None:
        """Return what `width` returns for each word of one script, None if a character may have no glyph."""
        self._shape(_BETWEEN.join(words))
        glyphs = list(map(_CODEPOINT, self._buffer.glyph_infos or []))
        between = self._face.glyph(_BETWEEN)
        if glyphs.count(between) != len(words) - 1 or (between and 0 in glyphs):
            # A character has no glyph, as what is between the words has none.
            return None
        sums = list(accumulate(map(_X_ADVANCE, self._buffer.glyph_positions or []), initial=0))
        glyphs.append(between)
        find, scale, size, begin = glyphs.index, self._scale, self._size, 0
        widths = []
        for _ in words:
            end = find(between, begin)
            widths.append((sums[end] - sums[begin]) * scale * size / 1000)
            begin = end + 1
        return widths

    def _joined_glyphs(self, words: Sequence[str]) -> tuple[list[str], list[int]]:
        """Shape words together; return their glyphs, and where the characters of each begin if any has more or fewer than one."""
        joined = _BETWEEN.join(words)
        glyphs = self._glyphs(joined)
        return glyphs, [] if len(glyphs) == len(joined) else self._starts()

    def _shape(self, shown: str) -> None:
        self._buffer.clear_contents()
        _shape_into(self._buffer, self._face, shown, self._language, rtl=False)

    def _glyphs(self, shown: str) -> list[str]:
        """Shape a text; return the glyphs as HarfBuzz writes them."""
        self._shape(shown)
        written: str = self._buffer.serialize(self._face.font, flags=_WITHOUT_NAMES)
        return written[1:-1].split("|")

    def _starts(self) -> list[int]:
        """Return where the characters of each glyph of the shaped text begin."""
        return [info.cluster for info in self._buffer.glyph_infos or []]

    def _strokes(
        self, glyphs: Sequence[str], texts: Sequence[str]
    ) -> tuple[float, tuple[Stroke, ...]] | None:
        known = self._face.strokes
        try:
            strokes = tuple(map(known.__getitem__, zip(glyphs, texts, strict=True)))
        except KeyError:
            if not all(
                stroke in known or self._add_stroke(*stroke) for stroke in zip(glyphs, texts, strict=True)
            ):
                return None
            strokes = tuple(map(known.__getitem__, zip(glyphs, texts, strict=True)))
        return sum(map(_ADVANCE, strokes)) * self._size / 1000, strokes

    def width(self, shown: str) -> float | None:
        """Return the width of what `shape` returns, in points; None if a character may have no glyph."""
        buffer = self._buffer
        self._shape(shown)
        if 0 in [info.codepoint for info in buffer.glyph_infos or []]:
            return None
        advance: float = sum([position.x_advance * self._scale for position in buffer.glyph_positions or []])
        return advance * self._size / 1000

    def _add_stroke(self, drawn: str, text: str) -> GlyphStroke | None:
        """Return the stroke of a glyph and its advance for its characters, None if it is not as usual."""
        found = _PLAIN.fullmatch(drawn)
        if found is None or not text:
            return None
        glyph, advance = int(found[1]), int(found[2]) * self._scale
        shift = advance - self._face.width(glyph)
        if not glyph or 0.0 < abs(shift) <= _MIN_SHIFT:
            return None
        after = f" {format_number(-shift)} " if shift else ""
        stroke = self._face.strokes[drawn, text] = (glyph, text, after, advance)
        return stroke


# Scaled fonts

SOFT_HYPHEN = "\u00ad"
WORD_JOINER = "\u2060"


@dataclass(slots=True, eq=False, repr=False)
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
    """The properties of a scaled font: family, size in points, style, language and the family of East Asian text."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    language: str = ""
    east_asian: str = ""


def font_key(style: Style, language: str) -> FontKey:
    """Return the key of the font of a style."""
    return FontKey(
        style.font, style.size, style.bold, style.italic, style.capitals, language, style.east_asian
    )


@dataclass(slots=True, eq=False, repr=False)
class ScaledFont:
    """A face at a size with the words shaped in it; `is_requested_family` is false for a substitute.

    `has_missing` says whether one of the words has a character without a glyph.

    If `is_drawn` is false, words have their widths and no glyphs: nothing of them will be drawn.
    """

    key: FontKey
    collection: FontCollection
    face: Face
    is_requested_family: bool = True
    is_drawn: bool = True
    has_missing: bool = False
    space: ShapedWord = field(init=False)
    _shaper: PlainShaper = field(init=False)
    _words: dict[tuple[str, bool, bool], ShapedWord] = field(default_factory=dict)
    _plain: dict[str, ShapedWord] = field(default_factory=dict)
    _widths: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shaper = PlainShaper(self.face, self.key.language, self.key.size)
        self.space = self.word(" ")

    @property
    def words(self) -> int:
        """The number of shaped words."""
        return len(self._plain) + len(self._words) + len(self._widths)

    def word(self, text: str) -> ShapedWord:
        """Return a word shaped from left to right."""
        found = self._plain.get(text)
        if found is None:
            width = self._widths.get(text)
            found = self._shape(text, rtl=False, hyphen=False) if width is None else ShapedWord(width, ())
            self._plain[text] = found
        return found

    def words_of(self, texts: Sequence[str]) -> list[ShapedWord]:
        """Return words shaped from left to right."""
        known = self._plain
        self.add_words(texts)
        return [known.get(text) or self.word(text) for text in texts]

    def widths_of(self, texts: Sequence[str]) -> list[float]:
        """Return the widths of words shaped from left to right, in points, if no word will be drawn."""
        known = self._widths
        try:
            return list(map(known.__getitem__, texts))
        except KeyError:
            self.add_words(texts)
            for text in filterfalse(known.__contains__, texts):
                known[text] = self.word(text).width
        return list(map(known.__getitem__, texts))

    def add_words(self, texts: Iterable[str]) -> None:
        """Shape the Latin words among some texts that are not shaped yet, together."""
        if self.key.capitals:
            return
        known = self._plain if self.is_drawn else self._widths
        new = _latin_words(list(dict.fromkeys(filterfalse(known.__contains__, texts))))
        if not new:
            return
        if not self.is_drawn:
            widths = self._shaper.widths(new)
            self._widths.update(zip(new, widths, strict=True) if widths is not None else ())
            return
        for text, plain in zip(new, self._shaper.shape_all(new), strict=True):
            if plain is not None:
                self._plain[text] = ShapedWord(plain[0], ((self.face, plain[1]),))

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
        if not rtl and self._is_of_one_face(shown):
            measured = None if self.is_drawn else self._shaper.width(shown)
            if measured is not None:
                return ShapedWord(measured, ())
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
        self.has_missing = self.has_missing or bool(missing)
        return ShapedWord(width, tuple(runs), tuple(positions), missing)

    def _is_of_one_face(self, shown: str) -> bool:
        """Return whether all characters are drawn with the font's own face."""
        return self.face.has_glyphs(shown) and not (self.key.east_asian and any(map(is_wide, shown)))

    def _is_missing(self, character: str) -> bool:
        """Return whether a character needs a glyph but no face has one."""
        if self.face.glyph(character) or is_ignorable(character) or character.isspace():
            return False
        return self._fallback(character) is None

    def _fallback(self, character: str) -> Face | None:
        key = self.key
        return self.collection.face_for(
            character, self.face, key.bold, key.italic, key.language, key.east_asian
        )

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
        is_other = self.key.east_asian and is_wide(character)
        if character == WORD_JOINER or (self.face.glyph(character) and not is_other):
            return self.face
        return self._fallback(character) or self.face


@dataclass(slots=True, eq=False, repr=False)
class ScaledFontCache:
    """The scaled fonts in use; shared by all documents that are drawn, or by all whose pages are only counted."""

    collection: FontCollection = field(default_factory=FontCollection)
    is_drawn: bool = True
    _fonts: dict[FontKey, ScaledFont] = field(default_factory=dict)

    def get(self, key: FontKey) -> ScaledFont:
        """Return the font of a key."""
        font = self._fonts.get(key)
        if font is None:
            face, is_requested = self.collection.face(key.family, bold=key.bold, italic=key.italic)
            font = self._fonts[key] = ScaledFont(key, self.collection, face, is_requested, self.is_drawn)
        return font

    @property
    def words(self) -> int:
        """The number of shaped words in all fonts."""
        return sum(font.words for font in self._fonts.values())

    def clear(self) -> None:
        """Forget all fonts and their words."""
        self._fonts.clear()
