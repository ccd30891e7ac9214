"""Join words divided at line ends, with or without their hyphen, as the document writes them elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log
from typing import Protocol

from briefbuilder.importers.pdf.model import Glyph, Line

_PARTICLES = frozenset("은는이가을를에의로와과도고며만")
"""Particles: a word that ends in one is likely complete."""

_WORD_ENDINGS = frozenset({
    "다", "고", "은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과", "도", "며", "서", "터", "데", "면", "했다",
    "였다", "이다", "한다", "된다", "에서", "으로", "까지", "부터", "에게", "하고", "하는", "하며", "됐다", "들은", "들이",
})  # fmt: skip
"""Endings that are not words: at the start of a line, they belong to the last word of the previous line."""

_PUNCTUATION = ".,!?…:;\"'”’“‘()[]《》「」·"
_MIN_DIVIDED = 0.03  # the share of lines starting with an ending above which lines break within words
_MIN_SPACE_WIDTH = 0.1  # in sizes: the minimum width of a space in the file
_MIN_TRAILING = 0.1  # the share of lines ending in a space above which these spaces show where words end
_BOTH_KNOWN_WEIGHT, _ENDING_WEIGHT, _JOINED_WEIGHT, _PARTICLE_WEIGHT = 2.0, 3.0, 3.0, 2.0
"""Weights added to the log odds of the syllables: the document contains both words; the second is an ending; it
contains the joined word; the first ends in a particle."""

_PAIR_WEIGHT, _PAIR_PRIOR = 1.2, 0.4  # the weight of syllable pairs, and their prior count
_AFTER_NUMBER, _SPACE_THRESHOLD = -1.0, 0.3
"""The log odds after a digit, which its unit usually follows directly; and the threshold for a space."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_LAST = re.compile(r"(?<![^\W_])([^\W_]++)$")
_FIRST = re.compile(r"^([^\W_]+)")
HYPHENS = "-\u2010\u00ad\x02"  # hyphens in files; the last one is PDFium's code

_MIN_LINE_LENGTH, _MIN_FULL_LINE, _MIN_DIVIDED_LINES = 25, 0.75, 0.025
"""The code points of a full line, or its share of a long line if that is less: shorter ones are headings and the like. If
more than the last share of full lines end in a hyphen, the program that made the file divides words; else they were typed."""

_SOFT_HYPHENS = "\u2010\u00ad"
"""Characters that programs insert where they divide a word, but people hardly ever type."""


# Word spaces at the ends of Korean lines. Korean separates words by spaces, but most programs break lines between any
# two syllables, and some space out syllables to fill a line. The spaces at line ends in the file decide if it has
# them; otherwise the words of the document, and which of its syllables are next to spaces within lines.


def is_hangul(character: str) -> bool:
    """Return whether a character is a Korean syllable or letter."""
    return (
        "\uac00" <= character <= "\ud7a3"
        or "\u1100" <= character <= "\u11ff"
        or "\u3130" <= character <= "\u318f"
    )


class KoreanSpacing:
    """How a document spaces its Korean lines, and its vocabulary."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        self._texts: list[str] = []
        spaced_count = trailing_count = ending_count = 0
        for line in lines:
            if not any(map(is_hangul, line.text)):
                continue
            tokens = line.text.split()
            self._words.update(token.strip(_PUNCTUATION) for token in tokens[1:-1])
            self._texts.append(line.text)
            spaced_count += any(is_space(line.glyphs, index) for index in range(len(line.glyphs) - 1))
            trailing_count += ends_in_space(line)
            ending_count += tokens[0].strip(_PUNCTUATION) in _WORD_ENDINGS
        count = len(self._texts)
        self.has_spaces = spaced_count * 2 > count
        self._trailed = trailing_count > _MIN_TRAILING * count
        self._divides = ending_count > _MIN_DIVIDED * count

    def separator(self, line: Line, before: str, after: str) -> str:
        """Return the separator between two lines: a space, or "" if the first line's end divides a word."""
        if self._trailed:
            return " " if ends_in_space(line) else ""
        if not self._divides:
            return " "
        head, tail = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
        stripped = tail.strip(_PUNCTUATION)
        odds = self._spaces.odds(head[-1], tail[0]) if is_hangul(head[-1]) else _AFTER_NUMBER
        if self._words[(head + tail).strip(_PUNCTUATION)]:
            odds -= _JOINED_WEIGHT
        elif self._words[head.strip(_PUNCTUATION)] and self._words[stripped]:
            odds += _BOTH_KNOWN_WEIGHT
        odds -= _ENDING_WEIGHT * (stripped in _WORD_ENDINGS)
        odds += _PARTICLE_WEIGHT * (len(head) > 1 and head[-1] in _PARTICLES)
        return " " if odds > _SPACE_THRESHOLD else ""

    @cached_property
    def _spaces(self) -> _SpaceStatistics:
        return _SpaceStatistics(self._texts)


class _SpaceStatistics:
    """Counts of spaces between syllables, alone and in pairs, within lines."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._apart: Counter[str] = Counter()
        self._close: Counter[str] = Counter()
        for text in texts:
            for first, second, third in zip(text, text[1:], text[2:] + " ", strict=False):
                if not is_hangul(first):
                    continue
                if is_hangul(second):
                    self._close.update(("", f"{first} ", f" {second}", first + second))
                elif second == " " and is_hangul(third):
                    self._apart.update(("", f"{first} ", f" {third}", first + third))

    def odds(self, first: str, second: str) -> float:
        """Return the log odds of a space between two syllables at a line end."""
        share = (self._apart[""] + 1) / (self._apart[""] + self._close[""] + 2)
        odds = -log(share / (1 - share))
        for key in (f"{first} ", f" {second}"):
            odds += log((self._apart[key] + 2 * share) / (self._close[key] + 2 * (1 - share)))
        apart, close = self._apart[first + second], self._close[first + second]
        return odds + (
            _PAIR_WEIGHT * log((apart + _PAIR_PRIOR) / (close + _PAIR_PRIOR)) if apart or close else 0.0
        )


def is_space(glyphs: Sequence[Glyph], index: int) -> bool:
    """Return whether a glyph is a space in the file, not one inferred where syllables are spaced out.

    Some spaces that PDFium infers look like the file's; they have no width, and the next syllable is at their
    position.
    """
    glyph = glyphs[index]
    if glyph.inferred or glyph.text.strip():
        return False
    following = glyphs[index + 1].left if index + 1 < len(glyphs) else glyph.right
    return max(glyph.right, following) - glyph.left > _MIN_SPACE_WIDTH * glyph.run.size


def ends_in_space(line: Line) -> bool:
    """Return whether a line ends in a space of the file."""
    return bool(line.glyphs) and not line.glyphs[-1].inferred and not line.glyphs[-1].text.strip()


class HasText(Protocol):
    """A line of text."""

    @property
    def text(self) -> str:
        """The characters of the line."""


class Vocabulary:
    """The undivided words of the document, those with inner hyphens, and whether its lines end within words."""

    def __init__(self, lines: Iterable[HasText]) -> None:
        self._words: Counter[str] = Counter()
        ends: list[tuple[int, str]] = []
        is_divided = False
        for line in lines:
            text = line.text
            ends.append((len(text), text[-1:]))
            if is_divided:
                text = text.partition(" ")[2]
            is_divided = line.text.endswith(tuple(HYPHENS))
            if is_divided:
                text = text[: max(text.rfind(" "), 0)]
            self._words.update(word.casefold().replace("‐", "-") for word in _WORD.findall(text))
        self._divides_words = _divides_words(ends)

    def contains(self, word: str) -> bool:
        """Return whether the document contains a word, ignoring case."""
        return self._words[word.casefold()] > 0

    def separator(self, before: str, hyphen: str, after: str) -> str:
        """Return the separator between two lines, the first of which ends in a hyphen that `before` does not include.

        Args:
            before: The first line's text without the hyphen.
            hyphen: The hyphen.
            after: The next line's text.
        """
        left, right = _LAST.search(before), _FIRST.search(after)
        if left is None or right is None:
            return "-" if hyphen == "\x02" or left is not None else f"{hyphen} "
        head, tail = left[1], right[1]
        if self.contains(f"{head}-{tail}"):
            return "-"
        if self.contains(head + tail):
            return ""
        if hyphen in _SOFT_HYPHENS:
            return "-" if tail[:1].isupper() and not head.isupper() else ""
        is_name = tail[:1].isupper() and not head.isupper()
        if not self._divides_words or head[-1:].isdigit() or tail[:1].isdigit() or is_name:
            return "-"
        whole = len(head) > 2 and len(tail) > 2 and self.contains(head) and self.contains(tail)
        return "-" if whole else ""


def _divides_words(lines: Sequence[tuple[int, str]]) -> bool:
    """Return whether a program divided words by hyphens that are also typed, by the length and last character of its lines."""
    long = sorted(length for length, _ in lines)[len(lines) * 9 // 10 :][:1]
    least = min([_MIN_LINE_LENGTH, *(_MIN_FULL_LINE * length for length in long)])
    ends = Counter(last for length, last in lines if length >= least)
    soft = sum(ends[hyphen] for hyphen in _SOFT_HYPHENS)
    typed = sum(ends[hyphen] for hyphen in HYPHENS) - soft
    return typed > max(soft, _MIN_DIVIDED_LINES * ends.total())
