"""Ink: what one file shows of faces, numbered in the order in which it is drawn.

Faces and shaped words are the same for every document. In a file a face has a name, and every pair of a glyph
and the characters that it stands for a character id of its own, so that the text read out of it is never in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.export.pdf.faces import Face
from briefbuilder.export.pdf.forms import Form, Word
from briefbuilder.export.pdf.shaping import Stroke
from briefbuilder.export.pdf.syntax import number


@dataclass(slots=True, eq=False)
class UsedFace:
    """A face as a file uses it: `name` is its resource name; ids of characters are places in `glyphs` and `texts`."""

    name: str
    face: Face
    glyphs: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=lambda: [""])
    _ids: dict[tuple[int, str], int] = field(default_factory=dict)

    def codes(self, strokes: tuple[Stroke, ...]) -> str:
        """Return the inner text of a `TJ` operator."""
        written = "".join(stroke if isinstance(stroke, str) else self._code(stroke) for stroke in strokes)
        return written.replace("><", "")

    def _code(self, shown: tuple[int, str]) -> str:
        found = self._ids.get(shown)
        if found is None:
            found = self._ids[shown] = len(self.glyphs)
            self.glyphs.append(shown[0])
            self.texts.append(shown[1])
        return f"<{found:04X}>"


@dataclass(slots=True)
class Ink:
    """What one file draws with.

    `lost` holds the characters without a glyph, each with what stood there when it was first drawn; `unknown` the
    families that were asked for and are not there. `here` is the part or item that is being drawn, "" for none.
    `written` holds what `write` returned, for those who write many words.
    """

    faces: dict[Face, UsedFace] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    here: str = ""
    written: dict[Word, str] = field(default_factory=dict)
    _selections: dict[Form, str] = field(default_factory=dict)

    def select(self, form: Form) -> str:
        """Return the operator that selects a form's font."""
        found = self._selections.get(form)
        if found is None:
            if not form.known:
                self.unknown.setdefault(form.key.family)
            found = self._selections[form] = self._font(form.face, form.key.size)
        return found

    def write(self, form: Form, word: Word) -> str:
        """Return what stands between `[` and `]TJ` for a word in its form."""
        found = self.written.get(word)
        if found is None:
            found = self.written[word] = "".join(self._run(form, *run) for run in word.runs)
            for character in word.lost:
                self.lost.setdefault(character, self.here)
        return found

    def _run(self, form: Form, face: Face, strokes: tuple[Stroke, ...]) -> str:
        codes = self._used(face).codes(strokes)
        if face is form.face:
            return codes
        size = form.key.size
        return f"]TJ{self._font(face, size)}[{codes}]TJ{self._font(form.face, size)}["

    def _font(self, face: Face, size: float) -> str:
        return f"/{self._used(face).name} {number(size)} Tf"

    def _used(self, face: Face) -> UsedFace:
        found = self.faces.get(face)
        if found is None:
            found = self.faces[face] = UsedFace(f"F{len(self.faces) + 1}", face)
        return found
