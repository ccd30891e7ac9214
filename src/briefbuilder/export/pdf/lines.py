"""Break glyph runs into lines by optimal line breaking; what no line can hold is cut first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import sqrt
from operator import attrgetter, itemgetter, sub

from briefbuilder.domain.values import value
from briefbuilder.export.pdf.break_opportunities import MAX_WORD, BreakKind, Hyphenator, reads_with_next
from briefbuilder.export.pdf.fonts import is_ignorable
from briefbuilder.export.pdf.glyph_runs import CJK_STRETCH_SHARE, GlyphRun, RunContext, stretch_share
from briefbuilder.export.pdf.shaping import SOFT_HYPHEN

# Optimal line breaking over a whole paragraph (Knuth and Plass, 1981): demerits count spaces far from their natural width,
# hyphens, tight lines next to loose ones, and a very short last line. The breaks with the fewest demerits are chosen.

_STRETCH, _SHRINK = 0.5, 0.2
"""The share of its width by which a space should at most grow, and may at most shrink."""
_CJK_STRETCH = 0.13 * CJK_STRETCH_SHARE
"""The ems by which a gap between Chinese or Japanese characters should at most grow."""
_LINE, _HYPHEN, _SCRAP, _WEAK, _DASH, _BOUND = 10.0, 100.0, 60.0, 120.0, 50.0, 50.0
_SEQUENCE, _LONG_SEQUENCE, _LAST_HYPHEN, _ONLY_HYPHEN, _UNEVEN, _RUNT = 2e4, 2e6, 2e4, 1.5e5, 1e4, 8e4
_HALF_WORD = 2e6
"""A last line with only the rest of a word: as bad as spaces of a little over twice their width."""
_MAX_BADNESS = 1e4
"""The badness of a line that no stretching can fill, and of a break that is not allowed."""
_SHORT_LAST, _SHORT_OF_TWO = 0.14, 0.3
"""The least share that the last line should fill: of a paragraph, and of two ragged lines."""
_RAGGED, _RAGGED_CJK = 0.3, 0.08
"""The share of a ragged line that may stay empty; Japanese, which breaks anywhere, has even edges."""

SLACK = 0.01
"""The points by which a line may be too long."""
_NEVER = 1e30
"""More demerits than any lines have."""

_DEMERITS = itemgetter(0)
_PENALTIES = {BreakKind.GOOD: 0.0, BreakKind.DASH: _DASH}

Divide = Callable[[GlyphRun], "list[tuple[int, float, float]]"]
"""Returns where a word may be divided, with the widths of its head (and hyphen) and of its tail."""


@value(kw_only=False)
class Attempt:
    """The limits of one attempt. `fill` is the share of a line before which no break is considered.

    `tolerance` is the largest stretch ratio; `divide` and `weak` allow hyphenation and breaks in addresses,
    `desperate` a third consecutive line with a hyphen, `anywhere` a break after any run.
    """

    tolerance: float
    fill: float
    divide: bool = False
    weak: bool = False
    desperate: bool = False
    anywhere: bool = False


JUSTIFIED = (
    Attempt(1.3, 0.85),
    Attempt(2.4, 0.6, divide=True, weak=True),
    Attempt(4.0, 0.4, divide=True, weak=True),
    Attempt(6.0, 0.3, divide=True, weak=True, desperate=True),
    Attempt(1e9, 0.0, divide=True, weak=True, desperate=True),
)
RAGGED = (
    Attempt(1.0, 0.7),
    Attempt(1e9, 0.0, weak=True),
    Attempt(1e9, 0.0, divide=True, weak=True, desperate=True),
)
_AFTER_CUTTING = (Attempt(1e9, 0.0, divide=True, weak=True, desperate=True, anywhere=True),)
"""Finds lines for any runs of which each fits a line."""
_MOST_LINES = 3.0
"""Words wider than this many lines are cut at once: none can stand on two lines, whatever its parts are wide together."""


@dataclass(slots=True, eq=False, repr=False)
class Breakpoint:
    """Where a line may begin: `index` is its first run, of which `offset` characters are on the line above."""

    index: int
    start: float
    stretch: float
    shrink: float
    room: float
    demerits: float = 0.0
    previous: Breakpoint | None = None
    offset: int = 0
    hyphens: int = 0
    tightness: int = 1
    least: float = 0.0


@dataclass(slots=True, eq=False, repr=False)
class OptimalFit:
    """Finds the breaks in runs that end with the paragraph or a forced break."""

    runs: list[GlyphRun]
    first: float
    width: float
    justify: bool
    divide: Divide
    _starts: list[float] = field(default_factory=list)
    _ends: list[float] = field(default_factory=list)
    _stretch: list[float] = field(default_factory=list)
    _shrink: list[float] = field(default_factory=list)
    _ragged: float = _RAGGED

    def ends(self, attempts: tuple[Attempt, ...]) -> list[tuple[int, int]] | None:
        """Return the last run of each line with the offset of its division (0 for none).

        Returns None if no attempt finds lines: a word is wider than a line.
        """
        self._measure()
        last = len(self.runs) - 1
        if self._ends[last] <= self.first + (self._shrink[last] if self.justify else 0.0) + 0.01:
            return [(last, 0)]
        for attempt in attempts:
            if not (self.justify or attempt.divide or attempt.weak) and self._is_ordered():
                penalties = [_break_penalty(run, attempt) for run in self.runs]
                rooms, gap = (
                    (self.first, self.width),
                    max(map(sub, islice(self._starts, 1, None), self._ends)),
                )
                fit = RaggedFit(self._starts, self._ends, rooms, penalties, gap, attempt.fill)
                between_words = fit.chosen()
                if between_words is not None:
                    return [(end, 0) for end in between_words]
                continue
            found = self._search(attempt)
            if found is not None:
                return _collect_ends(found)
        return None

    def _measure(self) -> None:
        """Sum the widths, stretch and shrink from the first run on."""
        position = stretch = shrink = 0.0
        inner_gaps = 0
        for run in self.runs:
            self._starts.append(position + run.leading_blank)
            self._stretch.append(stretch)
            self._shrink.append(shrink)
            position += run.word.width
            self._ends.append(position - run.trailing_blank)
            if run.spaces:
                gap = run.spaces * run.font.space.width
                position += gap
                stretch += gap * _STRETCH
                shrink += gap * _SHRINK
            else:
                position += run.kern
                if stretch_share(run):
                    inner_gaps += 1
                    stretch += run.font.key.size * _CJK_STRETCH
        self._ragged = _RAGGED_CJK if inner_gaps * 2 > len(self.runs) else _RAGGED
        for sums, total in ((self._starts, position), (self._stretch, stretch), (self._shrink, shrink)):
            sums.append(total)

    def _search(self, attempt: Attempt) -> Breakpoint | None:
        """Return the breakpoint after the last run with the fewest demerits, None if the lines do not fit."""
        start = self._starts[0]
        active = [Breakpoint(0, start, 0.0, 0.0, self.first, least=start + self.first * attempt.fill)]
        last = len(self.runs) - 1
        ends, runs = self._ends, self.runs
        for index, run in enumerate(runs):
            end = ends[index]
            if end < active[0].least and index < last:
                continue
            if attempt.divide and run.word.width > run.font.key.size:
                active += self._divided(index, active, attempt)
            penalty = 0.0 if index == last else _break_penalty(run, attempt)
            if penalty == _BOUND and not self.justify:
                # Ragged badness depends on this share, so the penalty must scale with it.
                penalty *= (_RAGGED / self._ragged) ** 2
            if penalty < 0.0:
                continue
            breakpoint_ = self._best(index, end, active, attempt, penalty, 0)
            if end - active[0].start > active[0].room + 0.01:
                self._drop_full(active, index, end)
            if breakpoint_ is not None:
                active.append(breakpoint_)
            if not active:
                return None
        # Breakpoints before the last run do not reach the end.
        return active[-1] if active and active[-1].index > last else None

    def _drop_full(self, active: list[Breakpoint], index: int, end: float) -> None:
        """Drop the breakpoints whose lines are full; they come first, since breakpoints are ordered."""
        full = 0
        shrink = self._shrink[index] if self.justify else 0.0
        for node in active:
            extra = shrink - node.shrink if self.justify else 0.0
            if node.index > index or end - node.start <= node.room + extra + 0.01:
                break
            full += 1
        if full:
            del active[:full]

    def _divided(self, index: int, active: list[Breakpoint], attempt: Attempt) -> list[Breakpoint]:
        """Return the breakpoints within a word at which some line would end well."""
        begin, end = self._starts[index], self._ends[index]
        if not any(begin < node.start + node.room < end + node.room * 0.02 for node in active):
            return []
        breakpoints = []
        for offset, head, tail in self.divide(self.runs[index]):
            penalty = _HYPHEN + (_SCRAP if _leaves_short_start(self.runs[index].text, offset) else 0.0)
            best = self._best(index, begin + head, active, attempt, penalty, offset)
            candidates = [best]
            if best is not None and best.hyphens > 1:
                # The path with fewer hyphens may be the only one that can continue without a third.
                without_hyphen = [node for node in active if not node.hyphens]
                candidates.append(self._best(index, begin + head, without_hyphen, attempt, penalty, offset))
            for node in candidates:
                if node is not None:
                    node.index, node.start = index, end - tail
                    node.stretch, node.shrink = self._stretch[index], self._shrink[index]
                    node.least = node.start + node.room * attempt.fill
                    breakpoints.append(node)
        return breakpoints

    def _best(
        self, index: int, end: float, active: list[Breakpoint], attempt: Attempt, penalty: float, offset: int
    ) -> Breakpoint | None:
        """Return the breakpoint after the best line that ends within or after a run."""
        best = self._best_line(index, end, active, attempt, penalty, offset)
        if best is None:
            return None
        chosen, least, tightness = best
        after, room = index + 1, self.width
        start = self._starts[after]
        hyphens = chosen.hyphens + 1 if offset else 0
        return Breakpoint(
            after, start, self._stretch[after], self._shrink[after], room,
            least, chosen, offset, hyphens, tightness, start + room * attempt.fill,
        )  # fmt: skip

    def _best_line(
        self, index: int, end: float, active: list[Breakpoint], attempt: Attempt, penalty: float, offset: int
    ) -> tuple[Breakpoint, float, int] | None:
        """Return where the best line begins that ends within or after a run, its demerits and its class."""
        least, chosen, tightness = 1e30, None, 1
        is_last = index == len(self.runs) - 1 and not offset
        for node in active:
            if node.least > end and not is_last:
                # Breakpoints are ordered: from here on all lines would be too short.
                break
            within = node.offset and node.index == index
            if node.index > index or (offset and (within or (node.hyphens > 1 and not attempt.desperate))):
                continue
            left = node.room - end + node.start
            weighed = self._weigh(node, left, index, attempt, is_last=is_last)
            if weighed is None:
                continue
            demerits = node.demerits + (_LINE + weighed[0] + penalty) ** 2
            if abs(weighed[1] - node.tightness) > 1:
                demerits += _UNEVEN
            if offset and node.hyphens:
                demerits += _SEQUENCE if node.hyphens < 2 else _LONG_SEQUENCE
            if is_last:
                demerits += self._end_demerits(node, left, index)
            if demerits < least:
                least, chosen, tightness = demerits, node, weighed[1]
        return None if chosen is None else (chosen, least, tightness)

    def _weigh(
        self, node: Breakpoint, left: float, index: int, attempt: Attempt, *, is_last: bool
    ) -> tuple[float, int] | None:
        """Return the badness of a line and its class (0 tight to 3 very loose), None if it is impossible."""
        if left < 0.0:
            shrink = self._shrink[index] - node.shrink if self.justify else 0.0
            if left < -shrink - 0.01:
                return None
            ratio = left / shrink if shrink > 0.0 else 0.0
            return -100.0 * ratio**3, 0 if ratio < -0.5 else 1
        if is_last:
            return 0.0, 1
        if not self.justify:
            return 100.0 * (left / node.room / self._ragged) ** 2, 1
        stretch = self._stretch[index] - node.stretch
        ratio = left / stretch if stretch > 0.0 else 1e9
        if ratio > attempt.tolerance and left > 0.01:
            return None
        badness = min(100.0 * min(ratio, 100.0) ** 3, _MAX_BADNESS)
        return badness, 1 if ratio < 0.5 else (2 if ratio < 1.0 else 3)

    def _end_demerits(self, node: Breakpoint, left: float, index: int) -> float:
        """Return the demerits of a last line that is short, follows a hyphen, or is only part of a word."""
        if node.previous is None:
            return 0.0
        only = node.previous.previous is None
        short = _short_end(node.room, left, two=only and not self.justify and self._ragged == _RAGGED)
        half = _HALF_WORD if node.offset and node.index == index else 0.0
        return half + short + ((_ONLY_HYPHEN if only else _LAST_HYPHEN) if node.hyphens else 0.0)

    def _is_ordered(self) -> bool:
        """Return whether each run begins and ends behind the one before, as all do but in Chinese and Japanese."""
        return self._ragged == _RAGGED and all(edges == sorted(edges) for edges in (self._starts, self._ends))


def _short_end(room: float, left: float, *, two: bool) -> float:
    """Return the demerits of a last line for how short it is; `two` ragged lines should differ less."""
    least = room * (_SHORT_OF_TWO if two else _SHORT_LAST)
    return _RUNT * max(1.0 - (room - left) / least, 0.0)


@dataclass(slots=True, eq=False, repr=False)
class RaggedFit:
    """Finds the breaks of `OptimalFit` in ragged lines that end between words alone, in a third of its time.

    `starts` and `ends` are those of lines that begin and end with each word, `rooms` the widths of the first line and of
    the others, and `gap` is the widest space between words. The demerits of lines that are each the best from where they begin limit those of the best lines. So a line
    is not considered if it has more than the limit leaves for it, since each line after it has some, too.
    """

    starts: list[float]
    ends: list[float]
    rooms: tuple[float, float]
    penalties: list[float]
    gap: float
    fill: float = RAGGED[0].fill
    _last: int = 0
    _one_by_one: dict[int, list[tuple[float, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._last = len(self.ends) - 1

    def chosen(self) -> list[int] | None:
        """Return the last word of each line, None if a line would be too short."""
        # Both lists begin with what is before the first word.
        least, before = [0.0, *[2 * _NEVER] * (self._last + 1)], [-1] * (self._last + 2)
        limit = self._limit()
        for begin, demerits in enumerate(islice(least, self._last + 1)):
            if demerits > limit:
                continue
            for line, end in self._one_by_one.get(begin) or self._lines(begin, limit - demerits):
                if demerits + line < least[end]:
                    least[end], before[end] = demerits + line, begin
            short = self._last_line(begin, before[begin])
            if short is not None and demerits + _LINE**2 + short < least[-1]:
                least[-1], before[-1] = demerits + _LINE**2 + short, begin
        if least[-1] > _NEVER:
            return None
        found = [self._last + 1]
        while before[found[-1]] > 0:
            found.append(before[found[-1]])
        return [end - 1 for end in reversed(found)]

    def _limit(self) -> float:
        """Return the demerits of lines that are chosen one by one, a great number if there are none."""
        begin, total, before = 0, 0.0, -1
        while (short := self._last_line(begin, before)) is None:
            lines = self._one_by_one[begin] = self._lines(begin, _NEVER)
            if not lines:
                return _NEVER
            # Of lines that are as good, the longest.
            line, end = min(reversed(lines), key=_DEMERITS)
            before, begin, total = begin, end, total + line
        return total + _LINE**2 + short

    def _lines(self, begin: int, left_over: float) -> list[tuple[float, int]]:
        """Return the demerits (up to a number) of lines that begin with a word, and the words that would begin the next ones."""
        ends, start, room = self.ends, self.starts[begin], self.rooms[begin > 0]
        rest = ends[self._last] - start - room - SLACK - self.gap
        most = left_over - _LINE**2 * max(rest / (self.rooms[1] + SLACK + self.gap), 0.0) + 1e-6 * left_over
        if most < _LINE**2:
            return []
        shortest = max(self.fill, 1.0 - _RAGGED * sqrt((sqrt(most) - _LINE) / 100.0) - 1e-6)
        low = bisect_left(ends, start + room * shortest, begin, self._last)
        high = bisect_right(ends, start + room + 2 * SLACK, low, self._last)
        found = []
        for end, penalty in enumerate(self.penalties[low:high], low):
            left = room - ends[end] + start
            if penalty >= 0.0 and left >= -SLACK:
                share = left / room / _RAGGED if left > 0.0 else 0.0
                found.append(((_LINE + 100.0 * share**2 + penalty) ** 2, end + 1))
        return found

    def _last_line(self, begin: int, before: int) -> float | None:
        """Return the demerits of a last line from a word on for how short it is, None if it is too long.

        The line before it begins with the word `before`.
        """
        room = self.rooms[begin > 0]
        left = room - self.ends[self._last] + self.starts[begin]
        if left < -SLACK:
            return None
        return 0.0 if begin == 0 else _short_end(room, left, two=before == 0)


def _leaves_short_start(text: str, offset: int) -> bool:
    """Return whether a division leaves at most two letters before it, not counting an elided article ("d’as-")."""
    return offset <= 2 or offset - max(text.rfind("’", 0, offset), text.rfind("'", 0, offset)) <= 3


def _break_penalty(run: GlyphRun, attempt: Attempt) -> float:
    """Return the penalty of a break after a run, negative if none is allowed."""
    forbidden = _MAX_BADNESS if attempt.anywhere else -1.0
    if run.spaces:
        if run.is_space_unbreakable:
            return forbidden
        return space_penalty(run.text)
    if run.break_after is BreakKind.WEAK:
        return _WEAK if attempt.weak else -1.0
    return _PENALTIES.get(run.break_after, forbidden)


def space_penalty(text: str) -> float:
    """Return the penalty of a break at the spaces after a word."""
    return _BOUND if 0 < len(text) < 4 and reads_with_next(text) else 0.0


def _collect_ends(node: Breakpoint) -> list[tuple[int, int]]:
    ends: list[tuple[int, int]] = []
    at: Breakpoint | None = node
    while at is not None and at.previous is not None:
        ends.append((at.index, at.offset) if at.offset else (at.index - 1, 0))
        at = at.previous
    return ends[::-1]


_WIDTH, _NODE = attrgetter("word.width"), attrgetter("node")


@dataclass(slots=True, eq=False, repr=False)
class TextLine:
    """A line: its runs, its width in points without blanks at its edges, and its stretchable gaps.

    `gaps` sums their stretch shares: 1 for a space, less for a gap between Japanese characters. `nodes` are the contexts
    of the runs, each once.
    """

    runs: list[GlyphRun]
    width: float
    gaps: float
    last: bool
    nodes: tuple[RunContext, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = tuple(dict.fromkeys(map(_NODE, self.runs)))


@dataclass(slots=True, eq=False, repr=False)
class LineBreaker:
    """Breaks one paragraph. `first` and `width` are the widths of the first and the other lines."""

    runs: list[GlyphRun]
    first: float
    width: float
    justify: bool
    hyphenator: Hyphenator
    language: str

    def lines(self) -> list[TextLine]:
        """Return the lines; none is too wide unless a single character is."""
        lines: list[TextLine] = []
        for runs in _forced_lines(self.runs):
            first = self.width if lines else self.first
            fitted = self._fitted(runs, first)
            lines += [_make_line(line, last=False) for line in fitted[:-1]]
            lines.append(_make_line(fitted[-1], last=True))
        return lines

    def _fitted(self, runs: list[GlyphRun], first: float) -> list[list[GlyphRun]]:
        """Return the lines of runs up to a forced break."""
        ends = None
        if max(map(_WIDTH, runs)) <= _MOST_LINES * max(first, self.width):
            fit = OptimalFit(runs, first, self.width, self.justify, self._divisions)
            ends = fit.ends(JUSTIFIED if self.justify else RAGGED)
        if ends is None:
            runs = [part for run in runs for part in self._cut(run, first)]
            widest = max(map(_WIDTH, runs))
            rooms = (max(first, widest), max(self.width, widest))
            ends = OptimalFit(runs, *rooms, self.justify, self._divisions).ends(_AFTER_CUTTING)
            assert ends is not None
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

    def _cut(self, run: GlyphRun, first: float) -> Iterator[GlyphRun]:
        """Yield the parts of a word that fit any line: it is divided where it may be, else cut between characters."""
        room, text, start = min(first, self.width), run.text, 0
        if run.word.width <= room:
            yield run
            return
        usual = int(len(text) * room / run.word.width)
        while (end := _fitting_end(run, start, usual, room)) < len(text):
            offset = 0
            if first == self.width:
                # If lines are not equally wide, two parts may stand on one of them, with no hyphen between them.
                offset = self._division(run, start, end, room)
            end = start + offset if offset else _whole_end(text, start, end)
            yield run.fragment(text[start:end], hyphen=offset > 0, last=False)
            start = end
            while offset and start < len(text) and text[start] == SOFT_HYPHEN:
                start += 1
        yield run.fragment(text[start:], hyphen=False, last=True)

    def _division(self, run: GlyphRun, start: int, end: int, room: float) -> int:
        """Return the last offset at which what follows `start` may be divided so that its head fits, 0 without such an offset.

        Without its hyphen, the head may have the characters up to `end`.
        """
        language = run.font.key.language or self.language
        rest = run.text[start : end + 2 * MAX_WORD]
        for offset in reversed(self.hyphenator.positions(rest, language)):
            if start + offset <= end:
                head = run.fragment(rest[:offset], hyphen=True, last=False)
                if head.word.width <= room:
                    return offset
        return 0

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


def _fitting_end(run: GlyphRun, start: int, usual: int, room: float) -> int:
    """Return where the longest part of a word that begins at `start` and fits a width ends, at least a character behind.

    `usual` is about how many characters fit. Parts of a similar length are tried first, so that long words take no
    time that grows with the square of their length.
    """
    text = run.text

    def fits(end: int) -> bool:
        return run.fragment(text[start:end], hyphen=False, last=False).word.width <= room

    low, high, end, step = start + 1, len(text) + 1, start + usual, 1
    while high - low > 1:
        if not low < end < high:
            end = (low + high) // 2
        if fits(end):
            low, end = end, end + step
        else:
            high, end = end, end - step
        step *= 2
    return low


def _whole_end(text: str, start: int, end: int) -> int:
    """Return an end at most as far behind as the given one that leaves combining marks with their base."""
    while end > start + 1 and is_ignorable(text[end]):
        end -= 1
    return end


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
