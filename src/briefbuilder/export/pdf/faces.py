"""Faces: one instance of a font (family, weight, slant) with its glyphs and what was used of them.

Every pair of a glyph and the characters that it stands for gets a character id of its own, so that
the text read out of the file is never in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import uharfbuzz as hb

from briefbuilder.export.pdf.fontfiles import FontFile, open_face

_BOLD = 700
_REGULAR = 400


@dataclass(slots=True, eq=False)
class Face:
    """A face as a document uses it; `name` is its resource name, widths count thousandths of an em."""

    name: str
    label: str
    face: hb.Face
    font: hb.Font
    weight: int
    italic: bool
    variable: bool
    glyphs: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=lambda: [""])
    _ids: dict[tuple[int, str], int] = field(default_factory=dict)
    _known: dict[int, int] = field(default_factory=dict)

    @property
    def postscript(self) -> bool:
        """Whether its outlines are PostScript's (CFF), not TrueType's."""
        return "CFF " in self.face.table_tags

    @property
    def used(self) -> bool:
        """Whether the document shows any glyph of it."""
        return len(self.glyphs) > 1

    def glyph(self, character: str) -> int:
        """Return the glyph of a character, 0 where the face has none."""
        code = ord(character)
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self.font.get_nominal_glyph(code) or 0
        return found

    def character_id(self, glyph: int, text: str) -> int:
        """Return the id under which a glyph stands for some characters."""
        key = (glyph, text)
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self.glyphs)
            self.glyphs.append(glyph)
            self.texts.append(text)
        return found

    def width(self, glyph: int) -> float:
        """Return a glyph's advance in thousandths of an em."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / float(self.face.upem)


def load_face(file: FontFile, name: str, label: str, *, bold: bool) -> Face | None:
    """Open a face of a file, at weight 700 for bold and 400 for plain where the file holds weights."""
    face = open_face(file.path, file.index)
    if face is None:
        return None
    font = hb.Font(face)
    weight = (_BOLD if bold else _REGULAR) if file.variable else (_BOLD if file.bold else _REGULAR)
    if file.variable:
        font.set_variations({"wght": weight})
    return Face(name, label, face, font, weight, file.italic, file.variable)
