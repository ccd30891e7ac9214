"""What speaks for and against a heading in a text as a whole: the lines around it and the others like it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from statistics import median

from briefbuilder.importers.clean import key
from briefbuilder.importers.plaintext.forms import (
    NUMBERED,
    forms_of,
    is_furniture,
    is_prose,
    is_question,
    may_head,
    number_of,
    shape_of,
    topic_words,
)
from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence
from briefbuilder.importers.plaintext.marks import mark_of
from briefbuilder.importers.plaintext.vocabulary import words_of

_LATE = 0.93
"""The share of a text from which on stand addresses, credits and links."""

_AROUND = 3
"""Units above and below whose words are compared with a line's."""

_SECTION, _LONG_SECTION = 300, 800
"""Columns of prose up to the next short line, which a heading has below it rather than a caption or a list."""


class Evidence:
    """The units of a text, and for each that may be a heading the names of what speaks for or against it."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._count = len(units)
        self._texts = [unit.text for unit in units]
        self._widths = [columns(text) for text in self._texts]
        self._prose = [is_prose(text, width) for text, width in zip(self._texts, self._widths, strict=True)]
        self._marked = [mark_of(text) for text in self._texts]
        self._short = [self._may_be(place) for place in range(self._count)]
        self.places = [place for place in range(self._count) if self._short[place]]
        self._survey()

    def _may_be(self, place: int) -> bool:
        unit = self._units[place]
        mark = self._marked[place]
        if mark and (mark.kind != "number" or self._in_run(place)):
            return False
        if NUMBERED.match(unit.text) and self._in_contents(place):
            return False
        return may_head(unit.text, self._widths[place], unit.lines)

    def _in_run(self, place: int) -> bool:
        """Tell whether a numbered unit is an item of a list: its neighbour carries a number, too."""
        near = [self._marked[other] for other in (place - 1, place + 1) if 0 <= other < self._count]
        return any(mark and mark.kind == "number" for mark in near)

    def _in_contents(self, place: int) -> bool:
        """Tell whether a numbered unit stands among others in a row, as in a table of contents."""
        row = range(max(0, place - 2), min(self._count, place + 3))
        numbered = [NUMBERED.match(self._texts[other]) is not None for other in row]
        return any(all(numbered[at : at + 3]) for at in range(len(numbered) - 2))

    def _survey(self) -> None:
        """Take what is the same for all lines."""
        self._paragraphs, self._unmarked = sum(self._prose), self._marked.count(None)
        self._keys = [key(text) for text in self._texts]
        self._bare = [re.sub(r"^[\d.]+", "", words) for words in self._keys]
        self._times = Counter(self._keys)
        self._listed = Counter(self._bare)
        self._first: dict[str, int] = {}
        for place, words in enumerate(self._bare):
            self._first.setdefault(words, place)
        self._shapes = {place: shape_of(self._texts[place]) for place in self.places}
        self._spaced = [place for place in self.places if self._is_spaced(place)]
        self._alone = frozenset(self._spaced)
        self._spaced_widths = sorted(self._widths[place] for place in self._spaced)
        self._usual = Counter(self._shapes[place] for place in self._spaced)
        self._openings = Counter(self._word(place, 0) for place in self._spaced)
        self._below_words = Counter(self._opening(place + 1) for place in self.places)
        self._endings = Counter(self._word(place, -1) for place in self.places)
        self._words = [topic_words(text) for text in self._texts]
        self._spread = Counter(word for words in self._words for word in words)
        self._runs = self._run_lengths()
        self._under_colon = self._colons()
        self._numbers: dict[int, list[int]] = {}
        for place in self.places:
            self._numbers.setdefault(number_of(self._texts[place]), []).append(place)

    def _is_spaced(self, place: int) -> bool:
        """Tell whether a line stands alone between paragraphs."""
        below = place + 1 < self._count and self._prose[place + 1]
        return below and (place == 0 or self._prose[place - 1] or self._marked[place - 1] is not None)

    def _word(self, place: int, which: int) -> str:
        words = self._texts[place].split()
        return words[which].casefold() if len(words) > 1 else ""

    def _opening(self, place: int) -> str:
        """Return the first word of a unit, whatever follows it; a word of its own where there is no unit."""
        return self._texts[place].split(None, 1)[0] if place < self._count else str(place)

    def _run_lengths(self) -> list[int]:
        """Return for each unit how many units in a row are no prose and carry no mark."""
        lengths = [0] * self._count
        start = 0
        for place in range(self._count + 1):
            if place == self._count or self._prose[place] or self._marked[place]:
                lengths[start:place] = [place - start] * (place - start)
                start = place + 1
        return lengths

    def _colons(self) -> list[bool]:
        """Tell of each unit whether it ends with a colon or is no prose below one that does."""
        found: list[bool] = []
        for text, prose in zip(self._texts, self._prose, strict=True):
            found.append(text.endswith((":", "：")) or (bool(found) and found[-1] and not prose))
        return found

    def of(self, place: int) -> frozenset[str]:
        """Return the names of what speaks for or against the unit at a place."""
        found = forms_of(self._texts[place], self._widths[place]) | words_of(self._texts[place])
        found |= (
            self._sections(place)
            | self._above(place)
            | self._below(place)
            | self._whole(place)
            | self._series(place)
        )
        return frozenset(found | self._topic(place) | _joint(found))

    def _sections(self, place: int) -> set[str]:
        """Return how much stands below a line up to the next one that may be a heading, and above it."""
        tests = {
            "section below": self._until_short(place, 1) > _SECTION,
            "long section above": self._until_short(place, -1) > _LONG_SECTION,
        }
        return {name for name, holds in tests.items() if holds}

    def _until_short(self, place: int, step: int) -> int:
        """Return the columns between a line and the next one in a direction that may be a heading, or enough."""
        total, other = 0, place + step
        while 0 <= other < self._count and total <= _LONG_SECTION:
            if self._short[other] and not self._prose[other]:
                break
            total += self._widths[other]
            other += step
        return total

    def _alike(self, place: int, other: int) -> bool:
        ratio = self._widths[other] / self._widths[place]
        return not self._prose[other] and 0.6 < ratio < 1.7

    def _above(self, place: int) -> set[str]:
        if place == 0:
            return {"first"}
        above = place - 1
        short = self._short[above]
        tests = {
            "under furniture": is_furniture(self._texts[above]),
            "above prose": self._prose[above],
            "above ends": ends_sentence(self._texts[above]),
            "above colon": self._texts[above].endswith((":", "：")),
            "above short": short,
            "two above short": short and place > 1 and self._short[place - 2],
            "above alike": self._alike(place, above),
            "above opens": short and (place == 1 or self._prose[place - 2]),
            "above marked": self._marked[above] is not None,
            "more space": place + 1 < self._count and self._units[place].gap > self._units[place + 1].gap,
            "listed by colon": self._listed_by_colon(place),
        }
        return {name for name, holds in tests.items() if holds}

    def _listed_by_colon(self, place: int) -> bool:
        """Tell whether the lines above, up to one that ends with a colon, are no prose."""
        return place > 0 and self._under_colon[place - 1]

    def _below(self, place: int) -> set[str]:
        below = place + 1
        if below >= self._count:
            return {"last"}
        short, after = self._short[below], below + 1 < self._count
        width = self._widths[below]
        tests = {
            "below prose": self._prose[below],
            "below long": width >= max(120, 2 * self._widths[place]),
            "below no longer": width < 1.4 * self._widths[place],
            "below ends": ends_sentence(self._texts[below]),
            "below colon": self._texts[below].endswith((":", "：")),
            "below lower": self._texts[below][0].islower(),
            "below short": short,
            "two below short": after and short and self._short[below + 1],
            "below short, then prose": after and short and self._prose[below + 1],
            "below alike": self._alike(place, below),
            "below marked": self._marked[below] is not None,
            "below begins with it": self._texts[below].startswith(self._texts[place]),
            "below opens alike": self._below_words[self._opening(below)] >= 3,
            "last but one": not after,
            "prose twice": after and self._prose[below] and self._prose[below + 1],
        }
        return {name for name, holds in tests.items() if holds}

    def _whole(self, place: int) -> set[str]:
        others = len(self._spaced) - (place in self._alone)
        usual = self._usual_width(place)
        bare = self._bare[place]
        tests = {
            "run of three": self._runs[place] >= 3,
            "run of six": self._runs[place] >= 6,
            "repeated": self._times[self._keys[place]] > 1,
            "repeated often": self._times[self._keys[place]] > 2,
            "listed above": self._first[bare] < place,
            "listed": self._listed[bare] > 1,
            "no other": not others,
            "wider than others": self._widths[place] > 1.8 * usual,
            "narrower than others": self._widths[place] < 0.45 * usual,
            "many short": len(self.places) > 0.5 * self._count,
            "little prose": self._paragraphs < 0.35 * self._unmarked,
            "dense": len(self._spaced) > 0.6 * max(1, self._paragraphs),
            "early": place <= 2,
            "late": place >= _LATE * self._count,
        }
        return {name for name, holds in tests.items() if holds}

    def _series(self, place: int) -> set[str]:
        """Return how a line compares with those that stand alone between paragraphs."""
        own = place in self._alone
        others = len(self._spaced) - own
        same = self._usual[self._shapes[place]] - own
        opening, ending = self._word(place, 0), self._word(place, -1)
        asked = self._usual["question"] - (own and is_question(self._texts[place]))
        tests = {
            "counted": self._counted(place),
            "spaced": own,
            "two of its shape": same >= 2,
            "shape rare": others >= 3 and same < 0.25 * others,
            "shape usual": others >= 2 and same > 0.6 * others,
            "opening repeated": bool(opening) and self._openings[opening] >= 3,
            "ending repeated": bool(ending) and self._endings[ending] >= 3,
            "question among others": is_question(self._texts[place]) and others > 0 and asked < 0.4 * others,
        }
        return {name for name, holds in tests.items() if holds}

    def _counted(self, place: int) -> bool:
        """Tell whether a line's number is followed by the next one further down, or by the one before further up."""
        number = number_of(self._texts[place])
        after, before = self._numbers.get(number + 1), self._numbers.get(number - 1)
        return number > 0 and bool((after and after[-1] > place + 1) or (before and before[0] < place - 1))

    def _usual_width(self, place: int) -> float:
        """Return the median width of the other lines that stand alone, or the line's own where there is no other."""
        widths = self._spaced_widths
        if place not in self._alone:
            return median(widths) if widths else self._widths[place]
        if len(widths) == 1:
            return self._widths[place]
        own, half = bisect_left(widths, self._widths[place]), (len(widths) - 1) // 2
        upper = widths[half + (half >= own)]
        lower = widths[half - 1 + (half - 1 >= own)]
        return upper if len(widths) % 2 == 0 else (lower + upper) / 2

    def _topic(self, place: int) -> set[str]:
        """Return whether a line's rarer words come back below it, or stood above it."""
        most = max(4, self._count // 4)
        own = {word for word in self._words[place] if self._spread[word] <= most}
        if not own:
            return set()
        below = self._words[place + 1 : place + 1 + _AROUND]
        above = self._words[max(0, place - _AROUND) : place]
        later = len(own.intersection(*[frozenset().union(*below)])) / len(own)
        earlier = len(own.intersection(*[frozenset().union(*above)])) / len(own)
        tests = {
            "words below": later >= 0.5,
            "words above": earlier >= 0.5,
            "more words below": later > earlier,
            "more words above": earlier > later,
        }
        return {name for name, holds in tests.items() if holds}


def _joint(found: set[str]) -> set[str]:
    """Return what two findings say together."""
    joint = {
        "between sentences": {"spaced", "above ends", "below ends"},
        "end of a run": {"above short", "below prose"},
        "end of a long run": {"two above short", "below prose"},
        "spaced question": {"spaced", "question"},
        "over a short line": {"below short, then prose", "above prose"},
        "under an opening": {"above opens", "below prose"},
        "opens a run": {"above prose", "above ends", "two below short"},
    }
    return {name for name, parts in joint.items() if parts <= found}
