"""Find headings in plain text with a linear classifier.

Underlined lines and lines with number signs are always headings, and so are names of parts ("References") and numbered
parts ("Step 2"). Any other short line is a heading if the sum of the weights of its features is above zero. Features are
about its form, its neighbours and the whole text; words and weights are in `headings.yaml`.
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
from briefbuilder.importers.plaintext.layout import TextUnit, count_columns, ends_sentence, find_line_mark

_MIN_MARKED = 2
"""If a text has this many marked headings, unmarked lines are not headings."""

_MAX_HEADING, _MAX_TITLE = 150, 240
"""The width of headings and of titles, in columns."""

_MIN_PROSE, _MIN_CERTAIN_PROSE = 55, 100
"""Columns from which a line that ends a sentence is prose, and from which any line is."""

_MIN_REPEATED = 3
"""Lines that are repeated this often are boilerplate, such as "Image" and "Share"."""

_MIN_LIST, _MIN_LONG_LIST = 2, 4
"""Consecutive short lines below a colon after which lines are list items, and that make all of them items."""

_MIN_SECTION, _MIN_LONG_SECTION = 300, 800
"""Columns of text up to the next short line, below and above a heading."""

_CONTEXT_LINES = 3
"""Lines above and below whose words are compared."""

_MAX_EARLY, _LATE_SHARE = 2, 0.93
"""The last early line, and the share of a text after which credits and links follow."""

_FEW_HEADINGS, _ASIDE_FACTOR = 2, 1.5
"""With more standalone lines than this, a question this many times wider than usual is not a heading."""

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_ABBREVIATED = re.compile(
    r"(?<!\b\w\.)\b(?:\w\.){2,}$|\bvs\.$|(?<!\w)[A-Z]\.$|\b(?:Inc|Co|Ltd|Jr|Sr|Bros|etc)\.$"
)
_QUOTED = re.compile(r"^[\"“„«‹「『‘'].*[\"”“»›」』’'][.,]?$")
_TWO_SENTENCES = re.compile(r"[.!?…][\"”’»)]?\s+\w|[。！？].")
_CODE = re.compile(r"[{}<>=;\\]|\(\)|\w\(|--\w|\$\w|^\S*/\S*/|_\w")
_COLON, _BAR = re.compile(r":\s|："), re.compile(r"[|/•→»@·]")
_WORD = re.compile(r"[^\W\d_]+")
_CJK_CHARACTER = re.compile("[\u3040-\u9fff]")
_EXCLUDED = ("passing", "captions", "calls")
"""Word lists of lines that are never headings."""

_CLOSERS = "\"'”’»)］）」』"


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """The content of `headings.yaml`: weights by feature, and the patterns of the words by name."""

    bias: int
    weights: Mapping[str, int]
    patterns: Mapping[str, re.Pattern[str]]


@cache
def heading_rules() -> HeadingRules:
    """Load the rules once."""
    import yaml

    content = yaml.safe_load(files(__package__).joinpath("headings.yaml").read_text(encoding="utf-8"))
    words = {name: "(?:" + "|".join(lines) + ")" for name, lines in content["words"].items()}
    counted, counts = words.pop("counted parts"), words.pop("counts")
    parts, unspaced = words.pop("parts"), words.pop("parts without spaces")
    for name in _EXCLUDED:
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


def find_headings(units: Sequence[TextUnit]) -> dict[int, int]:
    """Return the level of each heading by the index of its unit."""
    marked = _find_marked(units)
    if len(marked) >= _MIN_MARKED or not any(
        ends_sentence(unit.text) or find_line_mark(unit.text) for unit in units
    ):
        return marked
    rules, features = heading_rules(), HeadingFeatures(units)
    weighed = {
        index
        for index in features.candidates
        if rules.bias + sum(rules.weights.get(name, 0) for name in features.compute(index)) > 0
    }
    return marked | _assign_levels(units, sorted((weighed | features.sure) - marked.keys()))


def _find_marked(units: Sequence[TextUnit]) -> dict[int, int]:
    """Return the levels of headings with underlines or number signs; lines in a row with such signs are a comment."""
    found: dict[int, int] = {}
    comments: set[int] = set()
    for index, unit in enumerate(units):
        mark = find_line_mark(unit.text)
        if unit.underline:
            found[index] = 1 if unit.underline == "=" else 2
        elif mark and mark.kind == "heading":
            if unit.gap == 0 and found.get(index - 1) == mark.value:
                comments |= {index - 1, index}
            found[index] = mark.value
    return {index: level for index, level in found.items() if index not in comments}


def _assign_levels(units: Sequence[TextUnit], kept: Sequence[int]) -> dict[int, int]:
    """Assign levels by numbering, or by capitals above other headings, or else level 2."""
    capitals = {index for index in kept if units[index].text.isupper()}
    mixed = 0 < len(capitals) < len(kept)
    found: dict[int, int] = {}
    for index in kept:
        numbered = re.match(r"\d+(?:\.\d+)*", units[index].text)
        if numbered and _NUMBERED.match(units[index].text):
            found[index] = min(6, 2 + numbered[0].count("."))
        else:
            found[index] = 3 if mixed and index not in capitals else 2
    return found


def may_be_title(unit: TextUnit) -> bool:
    """Return whether a unit may be a title by its form."""
    text = unit.text
    if unit.underline or text.startswith("# "):
        return True
    if count_columns(text) > _MAX_TITLE or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    return (
        not ends_sentence(text)
        or _ABBREVIATED.search(text) is not None
        or text.rstrip("\"'”’»").endswith(tuple("?!…？！"))
    )


class HeadingFeatures:
    """The features of the lines of a text.

    `candidates` are the indexes to classify, `sure` those of headings only by their words. The statistics of the text
    are computed once, in linear time.
    """

    def __init__(self, units: Sequence[TextUnit]) -> None:
        self._count = len(units)
        self._texts = [unit.text for unit in units]
        self._widths = [count_columns(text) for text in self._texts]
        self._ends_sentence = [ends_sentence(text) for text in self._texts]
        self._prose = [
            width >= _MIN_CERTAIN_PROSE or (width >= _MIN_PROSE and ends)
            for width, ends in zip(self._widths, self._ends_sentence, strict=True)
        ]
        self._keys = [match_key(text) for text in self._texts]
        self._times = Counter(self._keys)
        self._unnumbered = [words.lstrip("0123456789") for words in self._keys]
        self._first = {words: index for index, words in reversed(list(enumerate(self._unnumbered)))}
        self._boilerplate = [
            not prose and (self._times[words] >= _MIN_REPEATED or _matches("passing", text))
            for prose, words, text in zip(self._prose, self._keys, self._texts, strict=True)
        ]
        marks = [find_line_mark(text) for text in self._texts]
        self._is_marked = [mark is not None for mark in marks]
        numbers = [mark is not None and mark.kind == "number" for mark in marks]
        numbered = [_NUMBERED.match(text) is not None for text in self._texts]
        self._short = [
            not (self._is_marked[index] and (not numbers[index] or _has_neighbour(numbers, index)))
            and not (numbered[index] and _is_in_row(numbered, index))
            and _may_be_heading(unit, self._widths[index])
            for index, unit in enumerate(units)
        ]
        self._short_indexes = [index for index in range(self._count) if self._short[index]]
        self._measure_distances()
        listed = self._find_listed()
        counted = [index for index in self._short_indexes if _matches("counted part", self._texts[index])]
        several = len({self._keys[index] for index in counted}) > 1
        named = [index for index in self._short_indexes if _matches("part", self._texts[index])]
        self.sure = frozenset([*(counted if several else []), *named]) - listed
        self._compare()
        left_out = self.sure | listed
        self.candidates = [
            index for index in self._short_indexes if index not in left_out and not self._is_aside(index)
        ]

    def _measure_distances(self) -> None:
        """Compute the nearest lines that are not boilerplate, the runs of short lines, and cumulative widths."""
        count, down, up = self._count, range(self._count), range(self._count - 1, -1, -1)
        self._above = _find_nearest(self._boilerplate, down, -1)
        self._below = _find_nearest(self._boilerplate, up, count)
        plain = [prose or mark for prose, mark in zip(self._prose, self._is_marked, strict=True)]
        self._run_above, self._run_below = self._count_runs(plain, down), self._count_runs(plain, up)
        self._columns_to = [0, *accumulate(self._widths)]
        others = [
            not short or prose or passing
            for short, prose, passing in zip(self._short, self._prose, self._boilerplate, strict=True)
        ]
        self._last_short, self._next_short = _find_nearest(others, down, -1), _find_nearest(others, up, count)
        self._under_colon: list[bool] = []
        under = False
        for index in down:
            self._under_colon.append(under)
            under = self._is_colon(index) or (under and not self._prose[index])

    def _count_runs(self, plain: Sequence[bool], order: range) -> list[int]:
        """Return how many consecutive short lines precede each line in an order."""
        found = [0] * self._count
        run = 0
        for index in order:
            found[index] = run
            if not self._boilerplate[index]:
                run = 0 if plain[index] else run + 1
        return found

    def _find_listed(self) -> frozenset[int]:
        """Return the list items below a colon."""
        above, below = self._run_above, self._run_below
        return frozenset(
            index
            for index in self._short_indexes
            if self._under_colon[index]
            and (above[index] > _MIN_LIST or above[index] + below[index] > _MIN_LONG_LIST)
        )

    def _compare(self) -> None:
        """Compute the statistics of all lines, and of standalone lines between paragraphs."""
        heads = [index for index in self._short_indexes if not self._boilerplate[index]]
        self._standalone = frozenset(index for index in heads if self._is_standalone(index))
        self._shapes = {index: _shape_of(self._texts[index]) for index in self._short_indexes}
        self._usual_shapes = Counter(self._shapes[index] for index in self._standalone)
        widths = [self._widths[index] for index in (self._standalone or heads)]
        self._usual_width = median(widths) if widths else 0.0
        self._openings = Counter(text.split(None, 1)[0] for text in self._texts)
        self._endings = Counter(_last_word(self._texts[index]) for index in self._short_indexes)
        self._words = [_topic_words(text) for text in self._texts]
        self._word_counts = Counter(word for words in self._words for word in words)
        self._lower_words = {
            word for text in self._texts for word in _WORD.findall(text) if word[0].islower()
        }
        self._questions = sum(_is_question(self._texts[index]) for index in self._standalone)
        dense = len(self._standalone) > 0.6 * max(1, sum(self._prose))
        self._text_features = {"dense"} if dense else set()

    def _is_standalone(self, index: int) -> bool:
        above, below = self._above[index], self._below[index]
        under = above < 0 or self._prose[above] or self._is_marked[above]
        return under and below < self._count and self._prose[below]

    def _is_aside(self, index: int) -> bool:
        """Return whether a line is a question longer than the headings of a text, none of which are questions."""
        if not _is_question(self._texts[index]) or len(self._standalone) <= _FEW_HEADINGS:
            return False
        asking = self._questions - (index in self._standalone)
        return not asking and self._widths[index] > _ASIDE_FACTOR * self._usual_width

    def _is_colon(self, index: int) -> bool:
        return self._texts[index].endswith((":", "："))

    def compute(self, index: int) -> frozenset[str]:
        """Return the names of the features of the line at an index."""
        return frozenset(
            _form_features(self._texts[index], self._widths[index])
            | self._features_above(index)
            | self._features_below(index)
            | self._series_features(index)
            | self._topic_features(index)
            | self._text_features
        )

    def _features_above(self, index: int) -> set[str]:
        above, last = self._above[index], self._last_short[index]
        if above < 0:
            return {"first"}
        short = self._short[above] and not self._prose[above]
        tests = {
            "above colon": self._is_colon(above),
            "above short": short,
            "two above short": short and self._short[self._above[above]] and self._above[above] >= 0,
            "listed by colon": self._under_colon[index],
            "long section above": self._columns_to[index] - self._columns_to[last + 1] > _MIN_LONG_SECTION,
        }
        return {name for name, holds in tests.items() if holds}

    def _features_below(self, index: int) -> set[str]:
        below = self._below[index]
        if below >= self._count:
            return {"last"}
        own, width, second = self._widths[index], self._widths[below], self._below[below]
        short, more = self._short[below] and not self._prose[below], second < self._count
        tests = {
            "below long": width >= max(120, 2 * own),
            "below no longer": width < 1.4 * own,
            "below ends": self._ends_sentence[below],
            "below colon": self._is_colon(below),
            "below short": short,
            "two below short": more and short and self._short[second] and not self._prose[second],
            "below short, then prose": more and short and self._prose[second],
            "below opens alike": self._openings[self._texts[below].split(None, 1)[0]] >= 3,
            "last but one": not more,
            "between sentences": index in self._standalone
            and self._ends_sentence[below]
            and (self._above[index] < 0 or self._ends_sentence[self._above[index]]),
            "section below": self._columns_to[self._next_short[index]] - self._columns_to[index + 1]
            > _MIN_SECTION,
        }
        return {name for name, holds in tests.items() if holds}

    def _series_features(self, index: int) -> set[str]:
        """Return how a line compares with standalone lines, and whether it is repeated."""
        own, shape, width = index in self._standalone, self._shapes[index], self._widths[index]
        others, same = len(self._standalone) - own, self._usual_shapes[shape] - own
        tests = {
            "two of its shape": same >= 2,
            "narrower than others": width < 0.45 * self._usual_width,
            "question among others": shape == "question" and others > 2 and same < 0.4 * others,
            "ending repeated": self._endings[_last_word(self._texts[index])] >= 3,
            "listed above": self._first[self._unnumbered[index]] < index,
            "repeated": self._times[self._keys[index]] > 1,
            "passing": self._boilerplate[index],
            "early": index <= _MAX_EARLY,
            "late": index >= _LATE_SHARE * self._count,
        }
        return {name for name, holds in tests.items() if holds}

    def _topic_features(self, index: int) -> set[str]:
        """Return whether the rarer words of a line recur nearby, and whether its capitalized words are in lower case elsewhere."""
        large = [word.casefold() for word in _WORD.findall(self._texts[index])[1:] if word[0].isupper()]
        raised = sum(word in self._lower_words for word in large)
        most = max(4, self._count // 4)
        own = {word for word in self._words[index] if self._word_counts[word] <= most}
        later = own & frozenset().union(*self._words[index + 1 : index + 1 + _CONTEXT_LINES])
        earlier = own & frozenset().union(*self._words[max(0, index - _CONTEXT_LINES) : index])
        tests = {
            "raised words": raised >= 1,
            "words below": own and len(later) >= 0.5 * len(own),
            "more words below": len(later) > len(earlier),
        }
        return {name for name, holds in tests.items() if holds}


def _matches(name: str, text: str) -> bool:
    """Return whether a line matches a word list of `headings.yaml`."""
    return heading_rules().patterns[name].search(text) is not None


def _may_be_heading(unit: TextUnit, width: int) -> bool:
    text = unit.text
    if not 2 <= width <= _MAX_HEADING or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    if text.endswith((",", ";", ":", "：", "、", "。", "।")) or any(
        _matches(name, text) for name in _EXCLUDED
    ):
        return False
    if text.endswith(".") and not text.endswith("...") and not _ABBREVIATED.search(text):
        return False
    return not text[0].islower() or text[1:2].isupper()


def _is_question(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(("?", "？"))


def _shape_of(text: str) -> str:
    """Return the form of a line, which the headings of a text usually share."""
    if _NUMBERED.match(text):
        return "numbered"
    if text.isupper() and len(text) > 3:
        return "capitals"
    if _is_question(text):
        return "question"
    share = _capitalized_share(text)
    if share is None:
        return "one word"
    return "title case" if share >= 0.8 else "sentence case"


def _capitalized_share(text: str) -> float | None:
    """Return the share of capitalized long words, or None with fewer than two of them or without case."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 2 or not any(word[0].isupper() or word[0].islower() for word in words):
        return None
    return sum(word[0].isupper() for word in words) / len(words)


def _form_features(text: str, width: int) -> set[str]:
    """Return the features of the form and words of a line."""
    words = text.split()
    found = {f"over {limit}" for limit in (8, 16, 24, 40, 60, 80, 100) if width > limit}
    found.add(_shape_of(text))
    found |= {name for name in ("furniture", "depicts", "article first") if _matches(name, text)}
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
    """Return the stems of the words of a text; for CJK text, pairs of characters."""
    found = {word.casefold()[:6] for word in _WORD.findall(text) if len(word) > 3}
    cjk = [character.start() for character in _CJK_CHARACTER.finditer(text)]
    if len(cjk) * 3 > len(text):
        found |= {text[index : index + 2] for index in cjk}
    return frozenset(found)


def _last_word(text: str) -> str:
    """Return the last word of a line in lower case."""
    return text.rsplit(maxsplit=1)[-1].casefold()


def _has_neighbour(flags: Sequence[bool], index: int) -> bool:
    return any(flags[other] for other in (index - 1, index + 1) if 0 <= other < len(flags))


def _is_in_row(flags: Sequence[bool], index: int) -> bool:
    """Return whether an index is in or next to three consecutive flags, as in a table of contents."""
    row = flags[max(0, index - 2) : index + 3]
    return any(all(row[at : at + 3]) for at in range(len(row) - 2))


def _find_nearest(left_out: Sequence[bool], order: range, none: int) -> list[int]:
    """Return for each index the last one before it in an order that is not left out."""
    found = [none] * len(left_out)
    last = none
    for index in order:
        found[index] = last
        if not left_out[index]:
            last = index
    return found
