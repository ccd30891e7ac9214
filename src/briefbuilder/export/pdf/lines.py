"""Breaking atoms into lines: over the whole paragraph where that can be done, else line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.export.pdf.break_opportunities import Hyphens
from briefbuilder.export.pdf.fonts import is_ignorable
from briefbuilder.export.pdf.glyph_runs import GlyphRun, give
from briefbuilder.export.pdf.knuth_plass import Fit

# Lines one after the other, each as full as it can be: for what no line can hold as it stands.
#
# Whole paragraphs are weighed in `totalfit`; this comes in where a word or an address is wider than a
# line and has to be cut somewhere.

_SHRINK = 0.16
"""How much narrower than its own width a space may become in a justified line."""
_LOOSE = 0.45
"""How much wider a space may become before a word is divided instead."""
_VERY_LOOSE = 1.5
"""The same where the lines above already end in hyphens."""
_RAGGED = 0.25
"""The share of a line that may stay empty before it ends within an address."""
_MOST_IN_SEQUENCE = 2
"""Lines in sequence that may end in a hyphen."""


@dataclass(slots=True)
class _Ends:
    """Where a line with some room may end, 0 where nowhere; `left` is what a strong end leaves over.

    A weak end, in an address, is taken only where the strong one would leave too much.
    """

    room: float
    strong: int = 0
    weak: int = 0
    left: float = 0.0


@dataclass(slots=True)
class FirstFit:
    """Breaks one run of atoms. `first` and `width` are the widths of the first and the other lines."""

    atoms: list[GlyphRun]
    first: float
    width: float
    justify: bool
    hyphens: Hyphens
    language: str
    _sequence: int = 0

    def lines(self) -> list[list[GlyphRun]]:
        """Return the atoms of each line; no line is wider than its width unless one character is."""
        lines: list[list[GlyphRun]] = []
        start = 0
        while start < len(self.atoms):
            end = self._end(start, self.first if not lines else self.width)
            found = self.atoms[start:end]
            lines.append(found)
            self._sequence = self._sequence + 1 if found[-1].hyphenated else 0
            start = end
        return lines

    def _end(self, start: int, room: float) -> int:
        """Return where the line that begins at `start` ends; a word that is divided there is replaced."""
        width, spaces = 0.0, 0.0
        ends = _Ends(room)
        index = start
        atoms = self.atoms
        count = len(atoms)
        while index < count:
            atom = atoms[index]
            after = width + atom.word.width
            if after > room + (spaces * _SHRINK if self.justify else 0.0) + 0.01:
                return self._divided(start, index, width, spaces, ends)
            if atom.forced:
                return index + 1
            if atom.spaces:
                if atom.glued:
                    ends.weak = index + 1
                else:
                    ends.strong, ends.left = index + 1, room - after
                gap = atom.spaces * atom.form.space.width
                width = after + gap
                spaces += gap
            else:
                if atom.weak:
                    ends.weak = index + 1
                elif atom.can_break:
                    ends.strong, ends.left = index + 1, room - after
                width = after
            index += 1
        return count

    def _divided(self, start: int, index: int, width: float, spaces: float, ends: _Ends) -> int:
        """End a line within the atom at `index` where that is better than before it."""
        atom = self.atoms[index]
        gap = atom.form.space.width
        inner = max(spaces - gap, gap * 0.5)
        bound = _LOOSE if self._sequence < _MOST_IN_SEQUENCE else _VERY_LOOSE
        loose = self.justify and ends.left > inner * bound
        if not ends.strong or loose or "\u00ad" in atom.text:
            shrink = spaces * _SHRINK if self.justify else 0.0
            if self._hyphenated(index, ends.room - width + shrink, needed=not (ends.strong or ends.weak)):
                return index + 1
        if ends.weak > ends.strong and (not ends.strong or ends.left > ends.room * _RAGGED):
            return ends.weak
        if ends.strong:
            return ends.strong
        if index > start and self._fits_nothing(atom, ends.room - width):
            return index
        self._cut(index, ends.room - width)
        return index + 1

    def _hyphenated(self, index: int, room: float, *, needed: bool) -> bool:
        atom = self.atoms[index]
        if not (self.justify or needed or "\u00ad" in atom.text):
            return False
        language = atom.form.key.language or self.language
        for place in reversed(self.hyphens.places(atom.text, language)):
            head = atom.fragment(atom.text[:place], hyphen=True, last=False)
            if head.word.width <= room:
                self._replace(index, head, atom.text[place:].lstrip("\u00ad"))
                return True
        return False

    def _fits_nothing(self, atom: GlyphRun, room: float) -> bool:
        first = atom.fragment(atom.text[:1], hyphen=False, last=False)
        return first.word.width > room

    def _cut(self, index: int, room: float) -> None:
        """Cut a word that no line can hold after the last character that fits, at least after one."""
        atom = self.atoms[index]
        low, high = 1, max(len(atom.text) - 1, 1)
        if len(atom.text) < 2:
            return
        while low < high:
            middle = (low + high + 1) // 2
            fits = atom.fragment(atom.text[:middle], hyphen=False, last=False).word.width <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        while low > 1 and is_ignorable(atom.text[low]):
            # A mark stays on its letter.
            low -= 1
        self._replace(index, atom.fragment(atom.text[:low], hyphen=False, last=False), atom.text[low:])

    def _replace(self, index: int, head: GlyphRun, rest: str) -> None:
        tail = self.atoms[index].fragment(rest, hyphen=False, last=True)
        self.atoms[index : index + 1] = [head, tail]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: its atoms, its width in points without what is left out at its edges, and its gaps.

    `gaps` is the sum of what they give: 1 for a space, less for a gap between Japanese characters.
    """

    atoms: list[GlyphRun]
    width: float
    gaps: float
    last: bool


@dataclass(slots=True)
class LineBreaker:
    """Breaks one paragraph. `first` and `width` are the widths of the first and the other lines."""

    atoms: list[GlyphRun]
    first: float
    width: float
    justify: bool
    hyphens: Hyphens
    language: str

    def lines(self) -> list[TextLine]:
        """Return the lines; no line is wider than its width unless one character is."""
        lines: list[TextLine] = []
        for atoms in _runs(self.atoms):
            first = self.width if lines else self.first
            found = self._fitted(atoms, first)
            lines += [_line(line, last=False) for line in found[:-1]]
            lines.append(_line(found[-1], last=True))
        return lines

    def _fitted(self, atoms: list[GlyphRun], first: float) -> list[list[GlyphRun]]:
        """Return the lines of atoms that end with an end of line."""
        ends = Fit(atoms, first, self.width, self.justify, self._divisions).ends()
        if ends is None:
            return FirstFit(atoms, first, self.width, self.justify, self.hyphens, self.language).lines()
        lines, start = list[list[GlyphRun]](), 0
        tail: GlyphRun | None = None
        for index, place in ends:
            line = atoms[start : index + 1]
            if tail is not None:
                line[0] = tail
            start, tail = index + 1, None
            if place:
                line[-1], tail = _divided(atoms[index], place)
                start = index
            lines.append(line)
        return lines

    def _divisions(self, atom: GlyphRun) -> list[tuple[int, float, float]]:
        """Return where a word may be divided, with the widths of its head and of its tail."""
        key = (atom.text, atom.form, bool(atom.level % 2))
        known = self.hyphens.divisions
        if key not in known:
            language = atom.form.key.language or self.language
            known[key] = [
                (place, head.word.width, tail.word.width)
                for place in self.hyphens.places(atom.text, language)
                for head, tail in (_divided(atom, place),)
            ]
        return known[key]


def _divided(atom: GlyphRun, place: int) -> tuple[GlyphRun, GlyphRun]:
    """Return the head of a word, with its hyphen, and the tail."""
    head = atom.fragment(atom.text[:place], hyphen=True, last=False)
    return head, atom.fragment(atom.text[place:].lstrip("\u00ad"), hyphen=False, last=True)


def _runs(atoms: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    """Yield the atoms between forced ends of line."""
    start = 0
    for place, atom in enumerate(atoms):
        if atom.forced:
            yield atoms[start : place + 1]
            start = place + 1
    if start < len(atoms):
        yield atoms[start:]


def _line(atoms: list[GlyphRun], *, last: bool) -> TextLine:
    width, gaps = -atoms[0].lead, 0.0
    final = len(atoms) - 1
    for place, atom in enumerate(atoms):
        width += atom.word.width
        if place == final:
            width -= atom.trail
            break
        if atom.spaces:
            width += atom.spaces * atom.form.space.width
            gaps += 1.0
        else:
            width += atom.kern
            gaps += give(atom)
    return TextLine(atoms, width, gaps, last)
