"""Break glyph runs into lines: by optimal line breaking, or first fit if that finds no solution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefbuilder.domain.values import value
from briefbuilder.export.pdf.break_opportunities import BreakKind, Hyphenator
from briefbuilder.export.pdf.fonts import is_ignorable
from briefbuilder.export.pdf.glyph_runs import GlyphRun, stretch_share
from briefbuilder.export.pdf.knuth_plass import OptimalFit

# First fit

_SHRINK = 0.16
"""How much a space may shrink in a justified line, as a share of its width."""
_LOOSE = 0.45
"""How much a space may stretch before a word is divided instead."""
_VERY_LOOSE = 1.5
"""The same if the lines above already end with hyphens."""
_RAGGED = 0.25
"""The share of a line that may stay empty before it breaks within an address."""
_MAX_HYPHENS = 2
"""Consecutive lines that may end with a hyphen."""


@dataclass(slots=True)
class _LineEnds:
    """Where a line may end, as run indices (0 for nowhere); `left` is the width that a strong break leaves.

    A weak break, in an address, is used only if the strong one would leave too much.
    """

    room: float
    strong: int = 0
    weak: int = 0
    left: float = 0.0


@dataclass(slots=True)
class FirstFit:
    """Breaks one list of runs line by line, for words or addresses wider than a line.

    `first` and `width` are the widths of the first and the other lines.
    """

    runs: list[GlyphRun]
    first: float
    width: float
    justify: bool
    hyphenator: Hyphenator
    language: str
    _sequence: int = 0

    def lines(self) -> list[list[GlyphRun]]:
        """Return the runs of each line; no line is too wide unless it is a single character."""
        lines: list[list[GlyphRun]] = []
        start = 0
        while start < len(self.runs):
            end = self._end(start, self.first if not lines else self.width)
            line = self.runs[start:end]
            lines.append(line)
            self._sequence = self._sequence + 1 if line[-1].is_hyphenated else 0
            start = end
        return lines

    def _end(self, start: int, room: float) -> int:
        """Return the end of the line that begins at `start`; a word divided there is replaced."""
        width, spaces = 0.0, 0.0
        ends = _LineEnds(room)
        index = start
        runs = self.runs
        count = len(runs)
        while index < count:
            run = runs[index]
            after = width + run.word.width
            if after > room + (spaces * _SHRINK if self.justify else 0.0) + 0.01:
                return self._divided(start, index, width, spaces, ends)
            if run.is_break_forced:
                return index + 1
            if run.spaces:
                if run.is_space_unbreakable:
                    ends.weak = index + 1
                else:
                    ends.strong, ends.left = index + 1, room - after
                gap = run.spaces * run.font.space.width
                width = after + gap
                spaces += gap
            else:
                if run.break_after is BreakKind.WEAK:
                    ends.weak = index + 1
                elif run.break_after is not BreakKind.NONE:
                    ends.strong, ends.left = index + 1, room - after
                width = after
            index += 1
        return count

    def _divided(self, start: int, index: int, width: float, spaces: float, ends: _LineEnds) -> int:
        """End a line within the run at `index` if that is better than before it."""
        run = self.runs[index]
        gap = run.font.space.width
        inner = max(spaces - gap, gap * 0.5)
        bound = _LOOSE if self._sequence < _MAX_HYPHENS else _VERY_LOOSE
        loose = self.justify and ends.left > inner * bound
        if not ends.strong or loose or "\u00ad" in run.text:
            shrink = spaces * _SHRINK if self.justify else 0.0
            if self._hyphenated(index, ends.room - width + shrink, needed=not (ends.strong or ends.weak)):
                return index + 1
        if ends.weak > ends.strong and (not ends.strong or ends.left > ends.room * _RAGGED):
            return ends.weak
        if ends.strong:
            return ends.strong
        if index > start and self._fits_nothing(run, ends.room - width):
            return index
        self._cut(index, ends.room - width)
        return index + 1

    def _hyphenated(self, index: int, room: float, *, needed: bool) -> bool:
        run = self.runs[index]
        if not (self.justify or needed or "\u00ad" in run.text):
            return False
        language = run.font.key.language or self.language
        for offset in reversed(self.hyphenator.positions(run.text, language)):
            head = run.fragment(run.text[:offset], hyphen=True, last=False)
            if head.word.width <= room:
                self._replace(index, head, run.text[offset:].lstrip("\u00ad"))
                return True
        return False

    def _fits_nothing(self, run: GlyphRun, room: float) -> bool:
        first = run.fragment(run.text[:1], hyphen=False, last=False)
        return first.word.width > room

    def _cut(self, index: int, room: float) -> None:
        """Cut a word that is wider than a line after the last character that fits, at least one."""
        run = self.runs[index]
        low, high = 1, max(len(run.text) - 1, 1)
        if len(run.text) < 2:
            return
        while low < high:
            middle = (low + high + 1) // 2
            fits = run.fragment(run.text[:middle], hyphen=False, last=False).word.width <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        while low > 1 and is_ignorable(run.text[low]):
            # Combining marks stay with their base.
            low -= 1
        self._replace(index, run.fragment(run.text[:low], hyphen=False, last=False), run.text[low:])

    def _replace(self, index: int, head: GlyphRun, rest: str) -> None:
        tail = self.runs[index].fragment(rest, hyphen=False, last=True)
        self.runs[index : index + 1] = [head, tail]


@value(kw_only=False)
class TextLine:
    """A line: its runs, its width in points without blanks at its edges, and its stretchable gaps.

    `gaps` sums their stretch shares: 1 for a space, less for a gap between Japanese characters.
    """

    runs: list[GlyphRun]
    width: float
    gaps: float
    last: bool


@dataclass(slots=True)
class LineBreaker:
    """Breaks one paragraph. `first` and `width` are the widths of the first and the other lines."""

    runs: list[GlyphRun]
    first: float
    width: float
    justify: bool
    hyphenator: Hyphenator
    language: str

    def lines(self) -> list[TextLine]:
        """Return the lines; no line is too wide unless it is a single character."""
        lines: list[TextLine] = []
        for runs in _forced_lines(self.runs):
            first = self.width if lines else self.first
            fitted = self._fitted(runs, first)
            lines += [_make_line(line, last=False) for line in fitted[:-1]]
            lines.append(_make_line(fitted[-1], last=True))
        return lines

    def _fitted(self, runs: list[GlyphRun], first: float) -> list[list[GlyphRun]]:
        """Return the lines of runs up to a forced break."""
        ends = OptimalFit(runs, first, self.width, self.justify, self._divisions).ends()
        if ends is None:
            return FirstFit(runs, first, self.width, self.justify, self.hyphenator, self.language).lines()
        lines, start = list[list[GlyphRun]](), 0
        tail: GlyphRun | None = None
        for index, offset in ends:
            line = runs[start : index + 1]
            if tail is not None:
                line[0] = tail
            start, tail = index + 1, None
            if offset:
                line[-1], tail = _divide_run(runs[index], offset)
                start = index
            lines.append(line)
        return lines

    def _divisions(self, run: GlyphRun) -> list[tuple[int, float, float]]:
        """Return where a word may be divided, with the widths of its head and tail."""
        key = (run.text, run.font, bool(run.level % 2))
        cache = self.hyphenator.divisions
        if key not in cache:
            language = run.font.key.language or self.language
            cache[key] = [
                (offset, head.word.width, tail.word.width)
                for offset in self.hyphenator.positions(run.text, language)
                for head, tail in (_divide_run(run, offset),)
            ]
        return cache[key]


def _divide_run(run: GlyphRun, offset: int) -> tuple[GlyphRun, GlyphRun]:
    """Return the head of a word, with its hyphen, and the tail."""
    head = run.fragment(run.text[:offset], hyphen=True, last=False)
    return head, run.fragment(run.text[offset:].lstrip("\u00ad"), hyphen=False, last=True)


def _forced_lines(runs: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    """Yield the runs between forced breaks."""
    start = 0
    for index, run in enumerate(runs):
        if run.is_break_forced:
            yield runs[start : index + 1]
            start = index + 1
    if start < len(runs):
        yield runs[start:]


def _make_line(runs: list[GlyphRun], *, last: bool) -> TextLine:
    width, gaps = -runs[0].leading_blank, 0.0
    final = len(runs) - 1
    for index, run in enumerate(runs):
        width += run.word.width
        if index == final:
            width -= run.trailing_blank
            break
        if run.spaces:
            width += run.spaces * run.font.space.width
            gaps += 1.0
        else:
            width += run.kern
            gaps += stretch_share(run)
    return TextLine(runs, width, gaps, last)
