"""Headings in unmarked text: short lines that a linear rule weighs by their form, their neighbours and the whole text.

Underlined lines and lines that begin with number signs are headings in any case, and so are names of parts ("References") and
counted parts ("Step 2"). For every other short line the rule adds the weights of the features that the line has; where the sum
is above zero, the line is a heading. The words and weights are in `headings.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from statistics import median

from briefbuilder.importers.clean import match_key
from briefbuilder.importers.plaintext.layout import Unit, count_columns, ends_sentence, find_line_mark

_MARKED = 2
"""Headings with a mark of their own from which on no line without one is a heading."""

_WIDEST, _WIDEST_TITLE = 150, 240
"""Columns of the widest heading and of the widest title."""

_PROSE, _SURE_PROSE = 55, 100
"""Columns from which a line that ends as a sentence does is prose, and from which any line is."""

_OFTEN = 3
"""How often a line is repeated from which on it is no text, as "Image" and "Share" are."""

_LIST, _LONG_LIST = 2, 4
"""Short lines in a row below a colon from which on they are a list; in a row of so many the first ones are too."""

_SECTION, _LONG_SECTION = 300, 800
"""Columns up to the next short line, which a heading has below it rather than a caption or a list."""

_AROUND = 3
"""Lines above and below whose words are compared with a line's."""

_EARLY, _LATE = 2, 0.93
"""The place up to which a line stands early, and the share of a text from which on stand credits and links."""

_FEW, _LONGER = 2, 1.5
"""Lines that say too little of how headings of a text look, and how much longer than they a line must be to be none."""

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$|\bvs\.$|(?<!\w)[A-Z]\.$|\b(?:Inc|Co|Ltd|Jr|Sr|Bros|etc)\.$")
_QUOTED = re.compile(r"^[\"“„«‹「『‘'].*[\"”“»›」』’'][.,]?$")
_TWO_SENTENCES = re.compile(r"[.!?…][\"”’»)]?\s+\w|[。！？].")
_CODE = re.compile(r"[{}<>=;\\]|\(\)|\w\(|--\w|\$\w|^\S*/\S*/|_\w")
_COLON, _BAR = re.compile(r":\s|："), re.compile(r"[|/•→»@·]")
_WORD = re.compile(r"[^\W\d_]+")
_WIDE_SIGN = re.compile("[\u3040-\u9fff]")
_NEVER = ("passing", "captions", "calls")
"""The words of lines that are never headings."""

_CLOSERS = "\"'”’»)］）」』"


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """The content of `headings.yaml`: weights by feature, and the patterns of the words by name."""

    bias: int
    weights: Mapping[str, int]
    patterns: Mapping[str, re.Pattern[str]]


@cache
def heading_rules() -> HeadingRules:
    """Return the rules, which are read once."""
    import yaml

    content = yaml.safe_load(files(__package__).joinpath("headings.yaml").read_text(encoding="utf-8"))
    words = {name: "(?:" + "|".join(lines) + ")" for name, lines in content["words"].items()}
    counted, counts = words.pop("counted parts"), words.pop("counts")
    parts, unspaced = words.pop("parts"), words.pop("parts without spaces")
    for name in _NEVER:
        words[name] = f"^{words[name]}$"
    words["article first"] = "^" + words["article first"]
    words["part"] = (
        rf"^(?:\d+[.)]?\s+)?(?:{parts}|citations?|sources?(?: (?:and|&) links)?|{unspaced})\W*(?:\[\w+\])?$"
    )
    words["counted part"] = (
        rf"^(?:{counted}\s(?:\d+|[ivx]+|{counts})|第[\d一二三四五六七八九十]+[章部節回])\W*$"
    )
    patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in words.items()}
    return HeadingRules(content["bias"], content["weights"], patterns)


def find_headings(units: Sequence[Unit]) -> dict[int, int]:
    """Return the level, from 2, of each unit that is a heading, by its place."""
    marked = _marked(units)
    if len(marked) >= _MARKED or not any(
        ends_sentence(unit.text) or find_line_mark(unit.text) for unit in units
    ):
        return marked
    rules, features = heading_rules(), HeadingFeatures(units)
    weighed = {
        place
        for place in features.candidates
        if rules.bias + sum(rules.weights.get(name, 0) for name in features.of(place)) > 0
    }
    return marked | _levels(units, sorted((weighed | features.sure) - marked.keys()))


def _marked(units: Sequence[Unit]) -> dict[int, int]:
    """Return what is marked as a heading by underlining or number signs."""
    found: dict[int, int] = {}
    for place, unit in enumerate(units):
        mark = find_line_mark(unit.text)
        if unit.underline:
            found[place] = 1 if unit.underline == "=" else 2
        elif mark and mark.kind == "heading":
            found[place] = mark.value
    return found


def _levels(units: Sequence[Unit], kept: Sequence[int]) -> dict[int, int]:
    """Return the levels: by numbers where they are numbered, else capitals over the others, else one."""
    capitals = {place for place in kept if units[place].text.isupper()}
    mixed = 0 < len(capitals) < len(kept)
    found: dict[int, int] = {}
    for place in kept:
        numbered = re.match(r"\d+(?:\.\d+)*", units[place].text)
        if numbered and _NUMBERED.match(units[place].text):
            found[place] = min(6, 2 + numbered[0].count("."))
        else:
            found[place] = 3 if mixed and place not in capitals else 2
    return found


def may_be_title(unit: Unit) -> bool:
    """Tell whether a unit may be a title by its own form."""
    text = unit.text
    if unit.underline or text.startswith("# "):
        return True
    if count_columns(text) > _WIDEST_TITLE or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    return (
        not ends_sentence(text)
        or _ABBREVIATED.search(text) is not None
        or text.rstrip("\"'”’»").endswith(tuple("?!…？！"))
    )


class HeadingFeatures:
    """The lines of a text, and the features of those that may be headings.

    `candidates` are the places to weigh, `sure` the places that are headings by their words alone. All statistics of the text are
    taken once, in time linear in the number of lines.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self._count = len(units)
        self._texts = [unit.text for unit in units]
        self._widths = [count_columns(text) for text in self._texts]
        self._ends = [ends_sentence(text) for text in self._texts]
        self._prose = [
            width >= _SURE_PROSE or (width >= _PROSE and ends)
            for width, ends in zip(self._widths, self._ends, strict=True)
        ]
        self._keys = [match_key(text) for text in self._texts]
        self._times = Counter(self._keys)
        self._unnumbered = [words.lstrip("0123456789") for words in self._keys]
        self._first = {words: place for place, words in reversed(list(enumerate(self._unnumbered)))}
        self._passing = [
            not prose and (self._times[words] >= _OFTEN or _has("passing", text))
            for prose, words, text in zip(self._prose, self._keys, self._texts, strict=True)
        ]
        marks = [find_line_mark(text) for text in self._texts]
        self._marked = [mark is not None for mark in marks]
        numbers = [mark is not None and mark.kind == "number" for mark in marks]
        numbered = [_NUMBERED.match(text) is not None for text in self._texts]
        self._short = [
            not (self._marked[place] and (not numbers[place] or _beside(numbers, place)))
            and not (numbered[place] and _in_row(numbered, place))
            and _may_be_heading(unit, self._widths[place])
            for place, unit in enumerate(units)
        ]
        self._places = [place for place in range(self._count) if self._short[place]]
        self._measure_distances()
        listed = self._listed()
        counted = [place for place in self._places if _has("counted part", self._texts[place])]
        several = len({self._keys[place] for place in counted}) > 1
        named = [place for place in self._places if _has("part", self._texts[place])]
        self.sure = frozenset([*(counted if several else []), *named]) - listed
        self._compare()
        left_out = self.sure | listed
        self.candidates = [
            place for place in self._places if place not in left_out and not self._is_aside(place)
        ]

    def _measure_distances(self) -> None:
        """Take the nearest lines that do not pass by, the runs of short lines, and sums up to each line."""
        count, down, up = self._count, range(self._count), range(self._count - 1, -1, -1)
        self._above = _nearest(self._passing, down, -1)
        self._below = _nearest(self._passing, up, count)
        plain = [prose or mark for prose, mark in zip(self._prose, self._marked, strict=True)]
        self._run_above, self._run_below = self._runs(plain, down), self._runs(plain, up)
        self._columns_to = [0, *accumulate(self._widths)]
        others = [
            not short or prose or passing
            for short, prose, passing in zip(self._short, self._prose, self._passing, strict=True)
        ]
        self._last_short, self._next_short = _nearest(others, down, -1), _nearest(others, up, count)
        self._under_colon: list[bool] = []
        under = False
        for place in down:
            self._under_colon.append(under)
            under = self._is_colon(place) or (under and not self._prose[place])

    def _runs(self, plain: Sequence[bool], order: range) -> list[int]:
        """Return for each line how many short ones stand in a row before it in an order."""
        found = [0] * self._count
        run = 0
        for place in order:
            found[place] = run
            if not self._passing[place]:
                run = 0 if plain[place] else run + 1
        return found

    def _listed(self) -> frozenset[int]:
        """Return the items of lists below a colon."""
        above, below = self._run_above, self._run_below
        return frozenset(
            place
            for place in self._places
            if self._under_colon[place] and (above[place] > _LIST or above[place] + below[place] > _LONG_LIST)
        )

    def _compare(self) -> None:
        """Take what the lines have in common, above all those that stand alone between paragraphs."""
        heads = [place for place in self._places if not self._passing[place]]
        self._alone = frozenset(place for place in heads if self._is_alone(place))
        self._shapes = {place: _shape_of(self._texts[place]) for place in self._places}
        self._usual_shapes = Counter(self._shapes[place] for place in self._alone)
        widths = [self._widths[place] for place in (self._alone or heads)]
        self._usual_width = median(widths) if widths else 0.0
        self._openings = Counter(text.split(None, 1)[0] for text in self._texts)
        self._endings = Counter(_last_word(self._texts[place]) for place in self._places)
        self._words = [_topic_words(text) for text in self._texts]
        self._spread = Counter(word for words in self._words for word in words)
        self._small = {word for text in self._texts for word in _WORD.findall(text) if word[0].islower()}
        self._questions = sum(_is_question(self._texts[place]) for place in self._alone)
        dense = len(self._alone) > 0.6 * max(1, sum(self._prose))
        self._whole = {"dense"} if dense else set()

    def _is_alone(self, place: int) -> bool:
        above, below = self._above[place], self._below[place]
        under = above < 0 or self._prose[above] or self._marked[above]
        return under and below < self._count and self._prose[below]

    def _is_aside(self, place: int) -> bool:
        """Tell whether a line is a question in passing: longer than the headings of its text, of which none asks."""
        if not _is_question(self._texts[place]) or len(self._alone) <= _FEW:
            return False
        asking = self._questions - (place in self._alone)
        return not asking and self._widths[place] > _LONGER * self._usual_width

    def _is_colon(self, place: int) -> bool:
        return self._texts[place].endswith((":", "："))

    def of(self, place: int) -> frozenset[str]:
        """Return the names of the features of the line at a place."""
        return frozenset(
            _own_form(self._texts[place], self._widths[place])
            | self._above_it(place)
            | self._below_it(place)
            | self._series(place)
            | self._topic(place)
            | self._whole
        )

    def _above_it(self, place: int) -> set[str]:
        above, last = self._above[place], self._last_short[place]
        if above < 0:
            return {"first"}
        short = self._short[above] and not self._prose[above]
        tests = {
            "above colon": self._is_colon(above),
            "above short": short,
            "two above short": short and self._short[self._above[above]] and self._above[above] >= 0,
            "listed by colon": self._under_colon[place],
            "long section above": self._columns_to[place] - self._columns_to[last + 1] > _LONG_SECTION,
        }
        return {name for name, holds in tests.items() if holds}

    def _below_it(self, place: int) -> set[str]:
        below = self._below[place]
        if below >= self._count:
            return {"last"}
        own, width, second = self._widths[place], self._widths[below], self._below[below]
        short, more = self._short[below] and not self._prose[below], second < self._count
        tests = {
            "below long": width >= max(120, 2 * own),
            "below no longer": width < 1.4 * own,
            "below ends": self._ends[below],
            "below colon": self._is_colon(below),
            "below short": short,
            "two below short": more and short and self._short[second] and not self._prose[second],
            "below short, then prose": more and short and self._prose[second],
            "below opens alike": self._openings[self._texts[below].split(None, 1)[0]] >= 3,
            "last but one": not more,
            "between sentences": place in self._alone
            and self._ends[below]
            and (self._above[place] < 0 or self._ends[self._above[place]]),
            "section below": self._columns_to[self._next_short[place]] - self._columns_to[place + 1]
            > _SECTION,
        }
        return {name for name, holds in tests.items() if holds}

    def _series(self, place: int) -> set[str]:
        """Return how a line compares with those that stand alone between paragraphs, and how often it is said."""
        own, shape, width = place in self._alone, self._shapes[place], self._widths[place]
        others, same = len(self._alone) - own, self._usual_shapes[shape] - own
        tests = {
            "two of its shape": same >= 2,
            "narrower than others": width < 0.45 * self._usual_width,
            "question among others": shape == "question" and others > 2 and same < 0.4 * others,
            "ending repeated": self._endings[_last_word(self._texts[place])] >= 3,
            "listed above": self._first[self._unnumbered[place]] < place,
            "repeated": self._times[self._keys[place]] > 1,
            "passing": self._passing[place],
            "early": place <= _EARLY,
            "late": place >= _LATE * self._count,
        }
        return {name for name, holds in tests.items() if holds}

    def _topic(self, place: int) -> set[str]:
        """Return whether a line's rarer words come back around it, and whether the text writes its capitalised words small."""
        large = [word.casefold() for word in _WORD.findall(self._texts[place])[1:] if word[0].isupper()]
        raised = sum(word in self._small for word in large)
        most = max(4, self._count // 4)
        own = {word for word in self._words[place] if self._spread[word] <= most}
        later = own & frozenset().union(*self._words[place + 1 : place + 1 + _AROUND])
        earlier = own & frozenset().union(*self._words[max(0, place - _AROUND) : place])
        tests = {
            "raised words": raised >= 1,
            "words below": own and len(later) >= 0.5 * len(own),
            "more words below": len(later) > len(earlier),
        }
        return {name for name, holds in tests.items() if holds}


def _has(name: str, text: str) -> bool:
    """Tell whether a line has the words of a name in `headings.yaml`."""
    return heading_rules().patterns[name].search(text) is not None


def _may_be_heading(unit: Unit, width: int) -> bool:
    """Tell whether a line of so many columns may be a heading at all."""
    text = unit.text
    if not 2 <= width <= _WIDEST or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    if text.endswith((",", ";", ":", "：", "、", "。", "।")) or any(_has(name, text) for name in _NEVER):
        return False
    if text.endswith(".") and not text.endswith("...") and not _ABBREVIATED.search(text):
        return False
    return not text[0].islower() or text[1:2].isupper()


def _is_question(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(("?", "？"))


def _shape_of(text: str) -> str:
    """Return the one form that a line has, by which the headings of a text are alike."""
    if _NUMBERED.match(text):
        return "numbered"
    if text.isupper() and len(text) > 3:
        return "capitals"
    if _is_question(text):
        return "question"
    share = _capitalised(text)
    if share is None:
        return "one word"
    return "title case" if share >= 0.8 else "sentence case"


def _capitalised(text: str) -> float | None:
    """Return the share of longer words with a capital, None for fewer than two of them and for scripts without case."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 2 or not any(word[0].isupper() or word[0].islower() for word in words):
        return None
    return sum(word[0].isupper() for word in words) / len(words)


def _own_form(text: str, width: int) -> set[str]:
    """Return the features of a line's own form and words."""
    words = text.split()
    found = {f"over {limit}" for limit in (8, 16, 24, 40, 60, 80, 100) if width > limit}
    found.add(_shape_of(text))
    found |= {name for name in ("furniture", "depicts", "article first") if _has(name, text)}
    tests = {
        "exclamation": text.rstrip(_CLOSERS).endswith(("!", "！")),
        "trails off": text.endswith(("…", "...")),
        "sign first": not text[0].isalnum(),
        "digit first": text[0].isdigit(),
        "quoted": _QUOTED.match(text) is not None,
        "two sentences": _TWO_SENTENCES.search(text) is not None,
        "comma": "," in text or "、" in text or "，" in text,
        "bar": _BAR.search(text) is not None,
        "colon": _COLON.search(text) is not None,
        "brackets": "(" in text or "（" in text,
        "code": _CODE.search(text) is not None,
        "digits": sum(map(str.isdigit, text)) >= 3,
        "few letters": 4 * sum(map(str.isalpha, text)) < 3 * sum(map(len, words)),
        "small words": len(words) >= 3 and sum(len(w) <= 3 and w.islower() for w in words) > 0.4 * len(words),
    }
    return found | {name for name, holds in tests.items() if holds}


def _topic_words(text: str) -> frozenset[str]:
    """Return the stems by which a heading and its paragraphs are about the same; pairs of signs in wide scripts."""
    found = {word.casefold()[:6] for word in _WORD.findall(text) if len(word) > 3}
    wide = [sign.start() for sign in _WIDE_SIGN.finditer(text)]
    if len(wide) * 3 > len(text):
        found |= {text[place : place + 2] for place in wide}
    return frozenset(found)


def _last_word(text: str) -> str:
    """Return the last word of a line in small letters; the whole line where it has one word."""
    return text.rsplit(maxsplit=1)[-1].casefold()


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
