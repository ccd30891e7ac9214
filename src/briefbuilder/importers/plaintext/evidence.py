"""What speaks for and against a heading: the line itself, the lines around it and the others like it, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from briefbuilder.importers.plaintext.forms import Shape, capitalised, forms_of
from briefbuilder.importers.plaintext.layout import Unit
from briefbuilder.importers.plaintext.survey import Survey, first_two, last_word, tail
from briefbuilder.importers.plaintext.vocabulary import words_of

_AROUND = 3
"""Lines above and below whose words are compared with a line's."""

_FAR = 9
"""Lines from which on the next paragraph is just far."""

_SHAPES = {shape: number for number, shape in enumerate(get_args(Shape))}


class Evidence:
    """The lines of a text, and for each that may be a heading what is found about it.

    `sure` are headings whatever is found, `alone` stand alone between paragraphs.
    """

    def __init__(self, units: Sequence[Unit], title: str = "") -> None:
        self._all = Survey(units)
        self._title = capitalised(title)
        self.sure = self._all.sure
        self.alone = self._all.alone
        told = self.sure | self._all.listed_places | self._all.asides
        self.places = [place for place in self._all.places if place not in told]

    def of(self, place: int) -> dict[str, float]:
        """Return what is found about the line at a place, by name; what is missing is 0."""
        text, width = self._all.texts[place], self._all.widths[place]
        found = forms_of(text, width) | words_of(text)
        found["shape"] = _SHAPES[self._all.shapes[place]]
        found["indent"] = self._all.units[place].indent
        return (
            found
            | self._around(place)
            | self._sections(place)
            | self._series(place)
            | self._topic(place)
            | self._near(place)
            | self._style(place)
            | self._all.wordbook.of(place)
            | self._all.whole
        )

    def _around(self, place: int) -> dict[str, float]:
        """Return how the next lines above and below compare; lines that only pass by are looked past."""
        whole = self._all
        own = whole.widths[place]
        found: dict[str, float] = {}
        above, below = whole.above[place], whole.below[place]
        near = {"above": above, "below": below}
        near["second above"] = whole.above[above] if above >= 0 else -1
        near["second below"] = whole.below[below] if below < whole.count else whole.count
        for name, other in near.items():
            if 0 <= other < whole.count:
                found[f"{name}: width"] = whole.widths[other]
                found[f"{name}: ratio"] = whole.widths[other] / own
        found["above: prose"] = above >= 0 and whole.prose[above]
        found["above: head"] = above >= 0 and whole.may_head[above]
        found["below: head"] = below < whole.count and whole.may_head[below]
        found["below: opens alike"] = (
            whole.first_words[_first(whole.texts[below])] if below < whole.count else 0
        )
        found["above: colon"] = above >= 0 and whole.is_colon(above)
        found["listed by colon"] = whole.under_colon[place]
        found["two short below"] = (
            place + 2 < whole.count and whole.may_head[place + 1] and whole.may_head[place + 2]
        )
        return found

    def _sections(self, place: int) -> dict[str, float]:
        """Return how much stands between a line and the next ones that may be headings, and where it stands."""
        whole = self._all
        last, following = whole.last_short[place], whole.next_short[place]
        return {
            "columns above": whole.columns_to[place] - whole.columns_to[last + 1],
            "columns below": whole.columns_to[following] - whole.columns_to[place + 1],
            "lines above": whole.units_to[place] - whole.units_to[last + 1],
            "lines below": whole.units_to[following] - whole.units_to[place + 1],
            "run below": whole.run_below[place],
            "place": place,
        }

    def _series(self, place: int) -> dict[str, float]:
        """Return how a line compares with those that stand alone between paragraphs, and with all."""
        whole, text = self._all, self._all.texts[place]
        own = place in whole.alone
        others = len(whole.alone) - own
        same = whole.usual_shapes[whole.shapes[place]] - own
        ending, signs = last_word(text), tail(text)
        return {
            "alone": own,
            "others alone": others,
            "of its shape": same,
            "share of its shape": same / others if others else -1,
            "to usual width": whole.widths[place] / max(1, whole.usual_width),
            "ends alike": whole.last_words[ending] if ending else 0,
            "tails alike": whole.tails[signs] if signs else 0,
        }

    def _near(self, place: int) -> dict[str, float]:
        """Return how many lines near one are paragraphs or may be headings, and what the next one below is."""
        whole = self._all
        below = whole.below[place]
        found: dict[str, float] = {
            "to prose": min(_FAR, whole.next_prose[place] - place),
            "prose below": whole.prose_to[min(whole.count, place + 5)] - whole.prose_to[place + 1],
            "run above": whole.run_above[place],
        }
        for away in (2, 4):
            last = min(whole.count, place + away + 1)
            found[f"short near {away}"] = whole.short_to[last] - whole.short_to[max(0, place - away)]
        if below < whole.count:
            found["below: same shape"] = whole.shapes.get(below) == whole.shapes[place]
            found["below: to prose width"] = whole.widths[below] / max(1, whole.whole["prose width"])
        return found

    def _style(self, place: int) -> dict[str, float]:
        """Return how often a line comes, how many lines are like it, and how it is capitalised beside the title."""
        whole, text = self._all, self._all.texts[place]
        same = whole.all_shapes[whole.shapes[place]] - (not whole.passing[place])
        own, words = capitalised(text), first_two(text)
        return {
            "times": whole.times[whole.keys[place]],
            "times but numbers": whole.numberless_times[whole.numberless[place]],
            "two words alike": whole.two_words[words] if words else 0,
            "same shape": same,
            "share of same shape": same / max(1, len(whole.heads) - 1),
            "title capitals": -1 if self._title is None else self._title,
            "from title capitals": -1 if own is None or self._title is None else abs(own - self._title),
        }

    def _topic(self, place: int) -> dict[str, float]:
        """Return which share of a line's words comes back beside it; of its rarer words, a few lines away."""
        whole = self._all
        words = whole.words[place]
        above, below = whole.above[place], whole.below[place]
        found: dict[str, float] = {"topic words": len(words)}
        if words and below < whole.count:
            found["words next below"] = len(words & whole.words[below]) / len(words)
        if words and above >= 0:
            found["words next above"] = len(words & whole.words[above]) / len(words)
        most = max(4, whole.count // 4)
        rare = {word for word in words if whole.spread[word] <= most}
        if rare:
            later = rare.intersection(*[frozenset().union(*whole.words[place + 1 : place + 1 + _AROUND])])
            earlier = rare.intersection(*[frozenset().union(*whole.words[max(0, place - _AROUND) : place])])
            found["words below"] = len(later) / len(rare)
            found["more words below"] = (len(later) - len(earlier)) / len(rare)
        return found


def _first(text: str) -> str:
    return text.split(None, 1)[0]
