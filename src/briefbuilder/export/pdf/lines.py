"""Breaking atoms into lines: over the whole paragraph where that can be done, else line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.export.pdf.atoms import Atom, give
from briefbuilder.export.pdf.firstfit import FirstFit
from briefbuilder.export.pdf.hyphens import Hyphens
from briefbuilder.export.pdf.totalfit import Fit


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its atoms, its width in points without what is left out at its edges, and its gaps.

    `gaps` is the sum of what they give: 1 for a space, less for a gap between Japanese characters.
    """

    atoms: list[Atom]
    width: float
    gaps: float
    last: bool


@dataclass(slots=True)
class LineBreaker:
    """Breaks one paragraph. `first` and `width` are the widths of the first and the other lines."""

    atoms: list[Atom]
    first: float
    width: float
    justify: bool
    hyphens: Hyphens
    language: str

    def lines(self) -> list[Line]:
        """Return the lines; no line is wider than its width unless one character is."""
        lines: list[Line] = []
        for atoms in _runs(self.atoms):
            first = self.width if lines else self.first
            found = self._fitted(atoms, first)
            lines += [_line(line, last=False) for line in found[:-1]]
            lines.append(_line(found[-1], last=True))
        return lines

    def _fitted(self, atoms: list[Atom], first: float) -> list[list[Atom]]:
        """Return the lines of atoms that end with an end of line."""
        ends = Fit(atoms, first, self.width, self.justify, self._divisions).ends()
        if ends is None:
            return FirstFit(atoms, first, self.width, self.justify, self.hyphens, self.language).lines()
        lines, start = list[list[Atom]](), 0
        tail: Atom | None = None
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

    def _divisions(self, atom: Atom) -> list[tuple[int, float, float]]:
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


def _divided(atom: Atom, place: int) -> tuple[Atom, Atom]:
    """Return the head of a word, with its hyphen, and the tail."""
    head = atom.fragment(atom.text[:place], hyphen=True, last=False)
    return head, atom.fragment(atom.text[place:].lstrip("\u00ad"), hyphen=False, last=True)


def _runs(atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Yield the atoms between forced ends of line."""
    start = 0
    for place, atom in enumerate(atoms):
        if atom.forced:
            yield atoms[start : place + 1]
            start = place + 1
    if start < len(atoms):
        yield atoms[start:]


def _line(atoms: list[Atom], *, last: bool) -> Line:
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
    return Line(atoms, width, gaps, last)
