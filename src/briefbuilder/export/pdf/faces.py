"""Faces: one instance of a font (family, weight, slant) with its glyphs, the same for every document."""

from __future__ import annotations

from dataclasses import dataclass, field

import uharfbuzz as hb

from briefbuilder.export.pdf.fontfiles import FontFile, open_face

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
