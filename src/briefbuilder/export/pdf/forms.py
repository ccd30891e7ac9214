"""Forms: a face at a size, with the words that were shaped in it.

A word is shaped once a form. What is drawn of it is kept apart from any document: a file's `ink` makes
the inner text of a `TJ` operator of it, in which a word that needs a second font switches to it and back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.export.pdf.faces import Face
from briefbuilder.export.pdf.fonts import FontBook, is_ignorable
from briefbuilder.export.pdf.shaping import BOX_WIDTH, Stroke, boxes_of, shaped, strokes_of

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped word: its width in points, and its runs of one face from left to right.

    `boxes` tells where, in points from its left end, characters without a glyph have their room, and `lost`
    which these are.
    """

    width: float
    runs: tuple[tuple[Face, tuple[Stroke, ...]], ...]
    boxes: tuple[float, ...] = ()
    lost: tuple[str, ...] = ()


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
    """A form of letters; `known` tells whether its face is of the family that was asked for."""

    key: FormKey
    book: FontBook
    face: Face
    known: bool = True
    space: Word = field(init=False)
    _words: dict[tuple[str, bool, bool], Word] = field(default_factory=dict)
    _plain: dict[str, Word] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.space = self.word(" ")

    @property
    def words(self) -> int:
        """How many words were shaped in it."""
        return len(self._plain) + len(self._words)

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
        width, runs, boxes = 0.0, [], []
        for face, start, end in self._runs(shown):
            glyphs = shaped(face, shown[start:end], source[start:end], self.key.language, rtl=rtl)
            boxes += boxes_of(glyphs, width, self.key.size)
            run_width, strokes = strokes_of(face, glyphs, self.key.size)
            width += run_width
            runs.append((face, strokes))
        if rtl:
            boxes = [width - place - BOX_WIDTH * self.key.size for place in boxes]
            runs.reverse()
        lost = tuple(dict.fromkeys(character for character in shown if self._is_lost(character)))
        return Word(width, tuple(runs), tuple(boxes), lost)

    def _is_lost(self, character: str) -> bool:
        """Tell whether a character has a form of its own, but no face that shows it."""
        if self.face.glyph(character) or is_ignorable(character) or character.isspace():
            return False
        key = self.key
        return self.book.face_for(character, self.face, key.bold, key.italic, key.language) is None

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
        return self.book.face_for(character, self.face, key.bold, key.italic, key.language) or self.face


@dataclass(slots=True)
class FormBook:
    """The forms that were asked for; the same for every document."""

    fonts: FontBook = field(default_factory=FontBook)
    _forms: dict[FormKey, Form] = field(default_factory=dict)

    def form(self, key: FormKey) -> Form:
        """Return the form of that key."""
        found = self._forms.get(key)
        if found is None:
            face, known = self.fonts.face(key.family, bold=key.bold, italic=key.italic)
            found = self._forms[key] = Form(key, self.fonts, face, known)
        return found

    @property
    def words(self) -> int:
        """How many words were shaped in all forms."""
        return sum(form.words for form in self._forms.values())


def _capital(character: str) -> str:
    """Return the capital of a letter where that is one letter; sharp s has its own since Unicode 5.1."""
    upper = character.upper()
    if len(upper) == 1:
        return upper
    return "\u1e9e" if character == "ß" else character
