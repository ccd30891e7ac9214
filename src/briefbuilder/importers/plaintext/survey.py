"""A text as a whole, before its lines are weighed: which lines may head something, which only pass by, and how far it is from one to the next.

Everything is taken once, in a time that grows with the number of lines, so that a text of many short lines is read as fast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from statistics import median

from briefbuilder.importers.clean import key
from briefbuilder.importers.plaintext.forms import (
    NUMBERED,
    is_passing,
    is_prose,
    is_question,
    may_head,
    shape_of,
    topic_words,
)
from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence
from briefbuilder.importers.plaintext.marks import mark_of
from briefbuilder.importers.plaintext.vocabulary import is_counted_part, is_part
from briefbuilder.importers.plaintext.wordbook import Wordbook

_OFTEN = 3
"""How often a line is said to be one that only passes by, as "Image" and "Share" are."""

_LIST, _LONG_LIST = 2, 4
"""Short lines in a row below a colon, from which on they are a list; in a row of so many the first ones are too."""

_FEW, _LONGER = 2, 1.5
"""Lines that say too little of how headings of a text look, and how much longer than they a line must be to be none."""

_SENTENCE = 100
"""Columns below which a sentence is a short one."""

_OPENING_QUOTES = tuple("\"“‘„«「『'—")
_DIGITS = re.compile(r"\d")
_TAIL = re.compile(r"(?:[¶›»#→]|\[[^\]]*\]|\([^)]*\))$")


class Survey:
    """The lines of a text by place; `places` are those that may be headings, `sure` those that are by their words alone."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.count = len(units)
        self.texts = [unit.text for unit in units]
        self.widths = [columns(text) for text in self.texts]
        self.prose = [is_prose(text, width) for text, width in zip(self.texts, self.widths, strict=True)]
        self._marks = [mark_of(text) for text in self.texts]
        self.marked = [mark is not None for mark in self._marks]
        self.ends = [ends_sentence(text) for text in self.texts]
        self.keys = [key(text) for text in self.texts]
        self.times = Counter(self.keys)
        self.numberless = [_DIGITS.sub("", words) for words in self.keys]
        self.numberless_times = Counter(self.numberless)
        self.may_head = self._may_head()
        self.places = [place for place in range(self.count) if self.may_head[place]]
        self.passing = [
            not prose and (self.times[words] >= _OFTEN or is_passing(text))
            for prose, words, text in zip(self.prose, self.keys, self.texts, strict=True)
        ]
        counted = [place for place in self.places if is_counted_part(self.texts[place])]
        self._measure()
        named = [place for place in self.places if is_part(self.texts[place])]
        several = len({self.keys[place] for place in counted}) > 1
        self.sure = frozenset([*(counted if several else []), *named]) - self.listed_places
        self._compare()

    def _may_head(self) -> list[bool]:
        numbers = [mark is not None and mark.kind == "number" for mark in self._marks]
        numbered = [NUMBERED.match(text) is not None for text in self.texts]
        found: list[bool] = []
        for place, unit in enumerate(self.units):
            listed = self.marked[place] and (not numbers[place] or _beside(numbers, place))
            contents = numbered[place] and _in_row(numbered, place)
            found.append(not listed and not contents and may_head(unit.text, self.widths[place], unit.lines))
        return found

    def _measure(self) -> None:
        """Take the neighbours that do not pass by, the runs of short lines and the sums up to each line."""
        self.above = _nearest(self.passing, range(self.count), -1)
        self.below = _nearest(self.passing, range(self.count - 1, -1, -1), self.count)
        plain = [prose or mark for prose, mark in zip(self.prose, self.marked, strict=True)]
        self.run_above = self._runs(plain, range(self.count))
        self.run_below = self._runs(plain, range(self.count - 1, -1, -1))
        self._prose_widths = [width for width, prose in zip(self.widths, self.prose, strict=True) if prose]
        self.prose_to = [0, *accumulate(self.prose)]
        self.short_to = [0, *accumulate(self.may_head)]
        self.next_prose = _nearest(
            [not prose for prose in self.prose], range(self.count - 1, -1, -1), self.count
        )
        self.columns_to = [0, *accumulate(self.widths)]
        self.units_to = [0, *accumulate(not passing for passing in self.passing)]
        others = [
            not self.may_head[place] or self.prose[place] or self.passing[place]
            for place in range(self.count)
        ]
        self.last_short = _nearest(others, range(self.count), -1)
        self.next_short = _nearest(others, range(self.count - 1, -1, -1), self.count)
        under = False
        self.under_colon: list[bool] = []
        for place in range(self.count):
            self.under_colon.append(under)
            under = self.is_colon(place) or (under and not self.prose[place])
        self.listed_places = frozenset(
            place
            for place in self.places
            if self.under_colon[place]
            and (self.run_above[place] > _LIST or self.run_above[place] + self.run_below[place] > _LONG_LIST)
        )

    def _runs(self, plain: Sequence[bool], order: range) -> list[int]:
        """Return for each line how many short ones stand in a row before it in an order."""
        found = [0] * self.count
        run = 0
        for place in order:
            found[place] = run
            if not self.passing[place]:
                run = 0 if plain[place] else run + 1
        return found

    def _compare(self) -> None:
        """Take what the lines have in common, those above all that stand alone between paragraphs."""
        self.heads = [place for place in self.places if not self.passing[place]]
        self.alone = frozenset(place for place in self.heads if self._is_alone(place))
        self.shapes = {place: shape_of(self.texts[place]) for place in self.places}
        self.wordbook = Wordbook(self.texts, self.prose, self.heads)
        self.all_shapes = Counter(self.shapes[place] for place in self.heads)
        self.two_words = Counter(map(first_two, self.texts))
        self.usual_shapes = Counter(self.shapes[place] for place in self.alone)
        widths = [self.widths[place] for place in (self.alone or self.heads)]
        self.usual_width = median(widths) if widths else 0.0
        self.words = [topic_words(text) for text in self.texts]
        self.spread = Counter(word for words in self.words for word in words)
        self.first_words = Counter(text.split(None, 1)[0] for text in self.texts)
        self.questions = sum(is_question(self.texts[place]) for place in self.alone)
        self.last_words = Counter(last_word(self.texts[place]) for place in self.places)
        self.tails = Counter(tail(self.texts[place]) for place in self.heads)
        self.asides = frozenset(place for place in self.places if self._is_aside(place))
        self.whole = self._whole()

    def _is_aside(self, place: int) -> bool:
        """Tell whether a line is a question in passing: longer than the headings of its text, of which none asks."""
        if not is_question(self.texts[place]) or len(self.alone) <= _FEW:
            return False
        asking = self.questions - (place in self.alone)
        return not asking and self.widths[place] > _LONGER * self.usual_width

    def _is_alone(self, place: int) -> bool:
        above, below = self.above[place], self.below[place]
        under = above < 0 or self.prose[above] or self.marked[above]
        return under and below < self.count and self.prose[below]

    def _whole(self) -> dict[str, float]:
        """Return what is the same for all lines."""
        count, heads, alone, paragraphs = self.count, len(self.heads), len(self.alone), sum(self.prose)
        sentences = sum(end and width < _SENTENCE for end, width in zip(self.ends, self.widths, strict=True))
        return {
            "lines": count,
            "heads": heads,
            "paragraphs": paragraphs,
            "paragraphs a line": paragraphs / count,
            "alone in all": alone,
            "alone a head": alone / max(1, heads),
            "alone a paragraph": alone / max(1, paragraphs),
            "sentences a line": sum(self.ends) / count,
            "short sentences a line": sentences / count,
            "quotes a line": sum(text.startswith(_OPENING_QUOTES) for text in self.texts) / count,
            "marks a line": sum(self.marked) / count,
            "usual width": self.usual_width,
            "prose width": median(self._prose_widths) if self._prose_widths else 0,
        }

    def is_colon(self, place: int) -> bool:
        """Tell whether a line ends with a colon."""
        return self.texts[place].endswith((":", "："))


def tail(text: str) -> str:
    """Return the sign or the bracket that a line ends with, as headings of a page do ("[edit]", "¶")."""
    found = _TAIL.search(text)
    return found[0] if found else ""


def first_two(text: str) -> str:
    """Return the first two words of a line in small letters, none of a line of fewer than three."""
    words = text.split(None, 2)
    return " ".join(words[:2]).casefold() if len(words) > 2 else ""


def last_word(text: str) -> str:
    """Return the last word of a line in small letters, none of a line of one word."""
    words = text.split()
    return words[-1].casefold() if len(words) > 1 else ""


def _beside(flags: Sequence[bool], place: int) -> bool:
    return any(flags[other] for other in (place - 1, place + 1) if 0 <= other < len(flags))


def _in_row(flags: Sequence[bool], place: int) -> bool:
    """Tell whether a place is one of three flagged ones in a row or near them, as in a table of contents."""
    row = flags[max(0, place - 2) : place + 3]
    return any(all(row[at : at + 3]) for at in range(len(row) - 2))


def _nearest(left_out: Sequence[bool], order: range, none: int) -> list[int]:
    """Return for each place the last one before it in an order that is not left out."""
    found = [none] * len(left_out)
    last = none
    for place in order:
        found[place] = last
        if not left_out[place]:
            last = place
    return found
