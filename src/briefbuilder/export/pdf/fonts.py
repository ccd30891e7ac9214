"""Select font faces: the requested face, or the first fallback that has a glyph for a character.

A family of Word's is drawn with the family of the table of fonts that has the same letter widths.

Han characters use the forms of their language; those of a text with serifs have serifs, if there is such a font.
Characters without a glyph are drawn as a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import uharfbuzz as hb

from briefbuilder.system.fonts import (
    FontFile,
    families_for,
    family_files,
    font_class,
    han_form,
    han_form_of_family,
    is_wide,
    open_face,
    package_font_files,
    serif_families_for,
    shipped_family,
    suits_language,
)

_BOLD = 700
_REGULAR = 400

DEFAULT_FAMILY = "Noto Serif"
CODE_FAMILY = "Courier New"
_HAN = "字"
"""A character that each East Asian family has."""
_FALLBACKS = ("Noto Serif", "Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Hebrew")


@dataclass(slots=True, eq=False, repr=False)
class Face:
    """One instance of a font (weight, slant) of a family; `label` is its PostScript name.

    `strokes` holds what draws a glyph with its advance, for all words that have it.
    """

    family: str
    label: str
    face: hb.Face
    font: hb.Font
    weight: int
    italic: bool
    variable: bool
    strokes: dict[tuple[str, str], tuple[int, str, str, float]] = field(default_factory=dict)
    _known: dict[int, int] = field(default_factory=dict)
    _shown: set[str] = field(default_factory=set)
    _widths: dict[int, float] = field(default_factory=dict)

    @property
    def postscript(self) -> bool:
        """Whether the outlines are PostScript (CFF) rather than TrueType."""
        return "CFF " in self.face.table_tags

    def glyph(self, character: str) -> int:
        """Return the glyph of a character, 0 without one."""
        code = ord(character)
        index = self._known.get(code)
        if index is None:
            index = self._known[code] = self.font.get_nominal_glyph(code) or 0
        return index

    def has_glyphs(self, text: str) -> bool:
        """Return whether the face has a glyph for each character of a text."""
        if self._shown.issuperset(text):
            return True
        self._shown.update(filter(self.glyph, text))
        return self._shown.issuperset(text)

    def width(self, glyph: int) -> float:
        """Return the advance of a glyph in thousandths of an em."""
        width = self._widths.get(glyph)
        if width is None:
            width = float(self.font.get_glyph_h_advance(glyph)) * 1000 / float(self.face.upem)
            self._widths[glyph] = width
        return width


def load_face(file: FontFile, family: str, *, bold: bool) -> Face | None:
    """Open a face of a family's file, in a variable font at weight 700 for bold and 400 otherwise."""
    face = open_face(file.path, file.index)
    if face is None:
        return None
    font = hb.Font(face)
    weight = (_BOLD if bold else _REGULAR) if file.variable else (_BOLD if file.bold else _REGULAR)
    if file.variable:
        font.set_variations({"wght": weight})
    is_bold = bold if file.variable else file.bold
    style = ("Bold" if is_bold else "") + ("Italic" if file.italic else "")
    name = "".join(character for character in family if character.isalnum() and character.isascii())
    label = f"{name}-{style or 'Regular'}"
    return Face(family, label, face, font, weight, file.italic, file.variable)


@dataclass(slots=True, eq=False, repr=False)
class FontCollection:
    """The open faces and the choice of faces for characters; shared by all documents."""

    _loaded: dict[tuple[str, bool, bool], Face | None] = field(default_factory=dict)
    _opened: dict[tuple[Path, int, int], Face | None] = field(default_factory=dict)
    _chosen: dict[tuple[Face, bool, bool, str, str], dict[str, Face | None]] = field(default_factory=dict)

    def face(self, family: str, *, bold: bool, italic: bool) -> tuple[Face, bool]:
        """Return the face of a style and whether it belongs to the family, or else is a substitute."""
        face = self._load(family, bold, italic)
        if face is not None:
            return face, True
        substitutes = (self._load(name, bold, italic) for name in _substitutes(family))
        substitute = next((face for face in substitutes if face is not None), None)
        if substitute is None:
            substitute = next((face for face in map(self._plain, _FALLBACKS) if face is not None), None)
        if substitute is None:
            raise FileNotFoundError(DEFAULT_FAMILY)
        return substitute, False

    def face_for(
        self, character: str, first: Face, bold: bool, italic: bool, language: str, east_asian: str = ""
    ) -> Face | None:
        """Return the face that shows a character, or None if no face does; `east_asian` is the family of wide ones."""
        other = east_asian if is_wide(character) else ""
        if first.glyph(character) and not other:
            return first
        key = (first, bold, italic, language, other)
        chosen = self._chosen.setdefault(key, {})
        if character not in chosen:
            named = self._load(other, bold, italic) if other and suits_language(other, language) else None
            if named is None or not named.glyph(character):
                named = self._search(character, other or first.family, bold, italic, language)
            chosen[character] = named
        return chosen[character]

    def _search(self, character: str, first: str, bold: bool, italic: bool, language: str) -> Face | None:
        own = han_form(language)
        order = ["JP", "SC", "TC", "KR"]
        if own:
            order.remove(own)
            order.insert(0, own)
        fonts = tuple(order)
        serif = serif_families_for(character, fonts[0]) if font_class(first) == "serif" else ()
        packed = (_fallback(first), *_FALLBACKS, *serif, *(f"Noto Sans {font}" for font in fonts))
        for family in chain(packed, families_for(character, fonts)):
            face = self._load(family, bold, italic)
            if face is not None and face.glyph(character):
                return face
        return None

    def _plain(self, family: str) -> Face | None:
        return self._load(family, False, False)

    def _load(self, family: str, bold: bool, italic: bool) -> Face | None:
        shipped = shipped_family(family)
        family = shipped.name if shipped else family
        key = (family, bold, italic)
        if key not in self._loaded:
            file = _closest_file(_files(family), bold=bold, italic=italic)
            self._loaded[key] = self._open(file, family, bold=bold) if file else None
        return self._loaded[key]

    def _open(self, file: FontFile, family: str, *, bold: bool) -> Face | None:
        weight = int(bold) if file.variable else 2
        key = (file.path, file.index, weight)
        if key not in self._opened:
            self._opened[key] = load_face(file, family, bold=bold)
        return self._opened[key]


def _substitutes(family: str) -> tuple[str, ...]:
    """Return families that replace an unknown one."""
    return (_fallback(family), DEFAULT_FAMILY)


def _fallback(family: str) -> str:
    """Return the family for characters that a family does not have, or in whose place it is drawn."""
    shipped = shipped_family(family)
    if shipped and shipped.fallback:
        return shipped.fallback
    return DEFAULT_FAMILY if font_class(family) == "serif" else "Noto Sans"


def is_ignorable(character: str) -> bool:
    """Return whether a character needs no glyph: joiners, variation selectors, combining marks."""
    code = ord(character)
    joins = code in {0x200C, 0x200D, 0x2060} or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return joins or unicodedata.combining(character) != 0


def drawn_family(family: str) -> str:
    """Return the family in which text of a family is drawn: itself, or its substitute if it is missing."""
    candidates = (family, *_east_asian_substitutes(family), *_substitutes(family), *_FALLBACKS)
    return next((name for name in candidates if _files(name)), family)


def _east_asian_substitutes(family: str) -> Iterator[str]:
    """Yield the families that may stand in for an East Asian one, best first."""
    form = han_form_of_family(family)
    if form is not None:
        form = form or "JP"
        yield from serif_families_for(_HAN, form) if font_class(family) == "serif" else ()
        yield f"Noto Sans {form}"
        yield from families_for(_HAN, (form,))


def _files(family: str) -> tuple[FontFile, ...]:
    return package_font_files(family) or family_files(family)


def _closest_file(files: tuple[FontFile, ...], *, bold: bool, italic: bool) -> FontFile | None:
    def distance(file: FontFile) -> tuple[bool, bool]:
        return (file.italic != italic, not file.variable and file.bold != bold)

    return min(files, key=distance, default=None)
