"""Which face shows a character: the style's own where it can, else the first of a fixed order that can.

Han characters take the fonts of their language. What no face has is drawn as a box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import uharfbuzz as hb

from briefbuilder.system.fonts import FontFile, families_for, family_files, open_face, packed_files

# Faces: one instance of a font (family, weight, slant) with its glyphs, the same for every document.

_BOLD = 700
_REGULAR = 400


@dataclass(slots=True, eq=False)
class Face:
    """A face; `label` is its PostScript name, widths count thousandths of an em."""

    label: str
    face: hb.Face
    font: hb.Font
    weight: int
    italic: bool
    variable: bool
    _known: dict[int, int] = field(default_factory=dict)

    @property
    def postscript(self) -> bool:
        """Whether its outlines are PostScript's (CFF), not TrueType's."""
        return "CFF " in self.face.table_tags

    def glyph(self, character: str) -> int:
        """Return the glyph of a character, 0 where the face has none."""
        code = ord(character)
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self.font.get_nominal_glyph(code) or 0
        return found

    def width(self, glyph: int) -> float:
        """Return a glyph's advance in thousandths of an em."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / float(self.face.upem)


def load_face(file: FontFile, label: str, *, bold: bool) -> Face | None:
    """Open a face of a file, at weight 700 for bold and 400 for plain where the file holds weights."""
    face = open_face(file.path, file.index)
    if face is None:
        return None
    font = hb.Font(face)
    weight = (_BOLD if bold else _REGULAR) if file.variable else (_BOLD if file.bold else _REGULAR)
    if file.variable:
        font.set_variations({"wght": weight})
    return Face(label, face, font, weight, file.italic, file.variable)


DEFAULT_FAMILY = "Noto Serif"
_HAN_VARIANTS = {
    "ja": "JP",
    "ko": "KR",
    "zh": "SC",
    "zh-hans": "SC",
    "zh-hant": "TC",
    "zh-tw": "TC",
    "zh-hk": "TC",
}
_FALLBACKS = ("Noto Serif", "Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Hebrew")

_METRIC_COMPATIBLE: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"arial", "helvetica", "liberation sans", "arimo"}), ("Liberation Sans", "Arimo", "Arial")),
    (
        frozenset({"times new roman", "times", "liberation serif", "tinos"}),
        ("Liberation Serif", "Tinos", "Times New Roman"),
    ),
    (frozenset({"calibri", "carlito"}), ("Carlito",)),
    (frozenset({"cambria", "caladea"}), ("Caladea",)),
    (frozenset({"courier new", "courier", "liberation mono"}), ("Liberation Mono", "Cousine", "Roboto Mono")),
)
"""Families with letters of the same widths, which take each other's place without moving a line."""
_SANS_WORDS = (
    "sans", "arial", "helvet", "verdana", "tahoma", "segoe", "aptos", "gothic", "grotesk", "frutiger", "univers",
    "calibri", "marianne", "trebuchet", "futura", "roboto",
)  # fmt: skip


@dataclass(slots=True)
class FontCollection:
    """The faces that were opened, and which of them shows what; the same for every document."""

    _loaded: dict[tuple[str, bool, bool], Face | None] = field(default_factory=dict)
    _opened: dict[tuple[Path, int, int], Face | None] = field(default_factory=dict)
    _chosen: dict[tuple[Face, bool, bool, str], dict[str, Face | None]] = field(default_factory=dict)

    def face(self, family: str, *, bold: bool, italic: bool) -> tuple[Face, bool]:
        """Return the face of a style and whether it is of its family; else it is of one that is like it."""
        own = self._load(family, bold, italic)
        if own is not None:
            return own, True
        stands = (self._load(other, bold, italic) for other in _substitutes(family))
        found = next((face for face in stands if face is not None), None)
        if found is None:
            found = next((face for face in map(self._plain, _FALLBACKS) if face is not None), None)
        if found is None:
            raise FileNotFoundError(DEFAULT_FAMILY)
        return found, False

    def face_for(self, character: str, first: Face, bold: bool, italic: bool, language: str) -> Face | None:
        """Return the face that shows a character, or None where there is none at all."""
        if first.glyph(character):
            return first
        key = (first, bold, italic, language)
        chosen = self._chosen.setdefault(key, {})
        if character not in chosen:
            chosen[character] = self._search(character, bold, italic, language)
        return chosen[character]

    def _search(self, character: str, bold: bool, italic: bool, language: str) -> Face | None:
        fonts = _han_variants(language)
        packed = (*_FALLBACKS, *(f"Noto Sans {font}" for font in fonts))
        for family in chain(packed, families_for(character, fonts)):
            face = self._load(family, bold, italic)
            if face is not None and face.glyph(character):
                return face
        return None

    def _plain(self, family: str) -> Face | None:
        return self._load(family, False, False)

    def _load(self, family: str, bold: bool, italic: bool) -> Face | None:
        key = (family, bold, italic)
        if key not in self._loaded:
            file = _closest_file(_files(family), bold=bold, italic=italic)
            self._loaded[key] = self._open(file, family, bold=bold) if file else None
        return self._loaded[key]

    def _open(self, file: FontFile, label: str, *, bold: bool) -> Face | None:
        weight = int(bold) if file.variable else 2
        key = (file.path, file.index, weight)
        if key not in self._opened:
            self._opened[key] = load_face(file, _postscript_name(label, file, bold=bold), bold=bold)
        return self._opened[key]


def _substitutes(family: str) -> tuple[str, ...]:
    """Return families to show an unknown one in: those of the same widths first."""
    name = family.casefold()
    alike = next((others for names, others in _METRIC_COMPATIBLE if name in names), ())
    sans = any(word in name for word in _SANS_WORDS) or "Liberation Sans" in alike or "Carlito" in alike
    return (*alike, *(("Noto Sans", DEFAULT_FAMILY) if sans else (DEFAULT_FAMILY,)))


def is_ignorable(character: str) -> bool:
    """Tell whether a character has no font of its own: joiners, variation selectors, combining marks."""
    code = ord(character)
    joins = code in {0x200C, 0x200D, 0x2060} or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return joins or unicodedata.combining(character) != 0


def has_family(family: str) -> bool:
    """Tell whether there is a font of that family, in a package or on the system."""
    return bool(_files(family))


def _han_variants(language: str) -> tuple[str, ...]:
    """Return the fonts in which Han characters are written, those of the language first."""
    wanted = _HAN_VARIANTS.get(language.lower()) or _HAN_VARIANTS.get(language.partition("-")[0].lower())
    order = ["JP", "SC", "TC", "KR"]
    if wanted:
        order.remove(wanted)
        order.insert(0, wanted)
    return tuple(order)


def _files(family: str) -> tuple[FontFile, ...]:
    return packed_files(family) or family_files(family)


def _closest_file(files: tuple[FontFile, ...], *, bold: bool, italic: bool) -> FontFile | None:
    def distance(file: FontFile) -> tuple[bool, bool]:
        return (file.italic != italic, not file.variable and file.bold != bold)

    return min(files, key=distance, default=None)


def _postscript_name(label: str, file: FontFile, *, bold: bool) -> str:
    heavy = bold if file.variable else file.bold
    style = ("Bold" if heavy else "") + ("Italic" if file.italic else "")
    kept = "".join(character for character in label if character.isalnum() and character.isascii())
    return f"{kept}-{style or 'Regular'}"
