"""Forms: a face at a size, with the words that were shaped in it.

A word is shaped once a form. Its glyphs are kept as the inner text of a `TJ` operator, so that
drawing a line is joining strings; a word that needs a second font switches to it and back within.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.export.pdf.faces import Face
from briefbuilder.export.pdf.fonts import FontBook, is_ignorable
from briefbuilder.export.pdf.shaping import BOX_WIDTH, boxes_of, shaped, written
from briefbuilder.export.pdf.syntax import number

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Word:
    """A shaped word: its width in points and what stands between `[` and `]TJ`.

    `boxes` tells where, in points from its left end, characters without a glyph have their room.
    """

    width: float
    glyphs: str
    boxes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FormKey:
    """What makes a form: a family and how its letters look; `size` in points."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    language: str = ""


@dataclass(slots=True, eq=False)
class Form:
    """A form of letters in one document."""

    key: FormKey
    book: FontBook
    face: Face
    space: Word = field(init=False)
    _words: dict[tuple[str, bool, bool], Word] = field(default_factory=dict)
    _plain: dict[str, Word] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.space = self.word(" ")

    @property
    def select(self) -> str:
        """The operator that selects the form's font."""
        return f"/{self.face.name} {number(self.key.size)} Tf"

    def word(self, text: str) -> Word:
        """Return a word, shaped from left to right."""
        found = self._plain.get(text)
        if found is None:
            found = self._plain[text] = self._shape(text, rtl=False, hyphen=False)
        return found

    def word_of(self, text: str, *, rtl: bool = False, hyphen: bool = False) -> Word:
        """Return a word of either direction; with `hyphen`, a hyphen that reads as a soft one follows."""
        key = (text, rtl, hyphen)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._shape(text, rtl=rtl, hyphen=hyphen)
        return found

    def _shape(self, text: str, *, rtl: bool, hyphen: bool) -> Word:
        source = text + SOFT_HYPHEN if hyphen else text
        shown = text + "-" if hyphen else text
        if self.key.capitals:
            shown = "".join(map(_capital, shown))
        width, parts, boxes = 0.0, [], []
        for face, start, end in self._runs(shown):
            glyphs = shaped(face, shown[start:end], source[start:end], self.key.language, rtl=rtl)
            boxes += boxes_of(glyphs, width, self.key.size)
            part_width, operators = written(face, glyphs, self.key.size)
            width += part_width
            parts.append((face, operators))
        if rtl and boxes:
            boxes = [width - place - BOX_WIDTH * self.key.size for place in boxes]
        return Word(width, self._joined(parts, rtl=rtl), tuple(boxes))

    def _joined(self, parts: list[tuple[Face, str]], *, rtl: bool) -> str:
        """Join the parts of a word that stand in several fonts, from left to right as they are seen."""
        size = number(self.key.size)
        joined = []
        for face, glyphs in reversed(parts) if rtl else parts:
            if face is self.face:
                joined.append(glyphs)
            else:
                joined.append(f"]TJ/{face.name} {size} Tf[{glyphs}]TJ/{self.face.name} {size} Tf[")
        return "".join(joined)

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
        found = self.book.face_for(character, self.face, key.bold, key.italic, key.language)
        if found is None and not is_ignorable(character) and not character.isspace():
            self.book.lost.setdefault(character)
        return found or self.face


@dataclass(slots=True)
class FormBook:
    """The forms of one document."""

    fonts: FontBook = field(default_factory=FontBook)
    _forms: dict[FormKey, Form] = field(default_factory=dict)

    def form(self, key: FormKey) -> Form:
        """Return the form of that key."""
        found = self._forms.get(key)
        if found is None:
            face = self.fonts.face(key.family, bold=key.bold, italic=key.italic)
            found = self._forms[key] = Form(key, self.fonts, face)
        return found


def _capital(character: str) -> str:
    """Return the capital of a letter where that is one letter; sharp s has its own since Unicode 5.1."""
    upper = character.upper()
    if len(upper) == 1:
        return upper
    return "\u1e9e" if character == "ß" else character
