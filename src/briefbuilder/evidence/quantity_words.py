"""The words of numbers, units and bounds of a language, compiled to patterns, and numbers that are written in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from briefbuilder.domain.facts import Bound
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.evidence.words import small_letters
from briefbuilder.word_lists import load_word_lists

Number = TypeVar("Number", int, float)

_LANGUAGES = frozenset({"en", "it", "fr", "de", "es", "pt", "nl", "ru", "uk", "ar"})
"""Languages whose words are listed; each has its own file, since reading one takes a moment."""

_NO_SPACE_GROUPS = frozenset({"", "en", "ar"})
"""Languages in which a space before three figures is no thousands separator, unless they are all 000; in most others it is."""

_SPACES = "\u00a0\u202f\u2009"
_GAP = r"[ \u00a0\u202f\u2009\n]?-?"
_NUMBER = lazy_pattern(
    rf"(?<![\d.,])(?:\d{{1,3}}(?: \d{{3}}(?!\d)){{2,}}(?:[.,]\d+)?|\d{{1,3}}(?: 000(?!\d))+(?:\.\d+)?|\d+(?:[.,'’{_SPACES}]\d+)*)"
)
_SPACED_NUMBER = lazy_pattern(
    rf"(?<![\d.,])(?:\d{{1,3}}(?: \d{{3}}(?!\d))+(?:,\d+)?|\d+(?: 000(?!\d))+|\d+(?:[.,'’{_SPACES}]\d+)*)"
)

_PERCENT_OF_PARTS = frozenset({40, 60, 67, 75, 80})
_DOZEN = 12
_CENTURIES = range(1900, 2100)
"""Numbers of four figures that are years if they stand alone."""

_ZONES = "GMT|UTC|WET|CES?T|EES?T|E[SD]?T|P[SD]?T|C[SD]T|M[SD]T|BST|MSK|IST|JST|KST|AEST|MES?Z"
"""Abbreviations of zones after a time of the day: 1400 GMT."""

_IN_CAPITALS = r"ES?T[ \u00a0][A-ZÀ-Ü]+['’ \u00a0][A-ZÀ-Ü]{2}"
"""What begins with no zone but with a French word, in a line of capitals: "LES 27 ET LA SUISSE"."""

ALWAYS_MASKED = lazy_pattern(
    # What none begins with is passed over at once.
    r"(?=[\"“«„‘hw@\[+#№n§\d])(?:"
    r"[\"“«„‘]\s?\d+(?: [A-ZÀ-Ü]\w*)+\s?[\"”»’“]"  # titles
    r"|https?://\S+|www\.\S+|@\S+|\[\d+\]"
    r"|(?<![\dA-Za-z])\d{1,2}:\d{1,2}(?::\d\d)?(?!\d)"  # times of the day and scores
    r"|\+\d[\d ()/-]{6,}\d|(?<![\d.,])(?<!\d['’ \u00a0\u202f\u2009])0\d{2,}(?:[ /-]\d+)*|(?<!\d)\d{3}-\d{3,4}-\d{4}(?!\d)"  # telephone numbers
    rf"|(?<![\d.,])\d{{1,2}}(?:[.:h]?\d\d)?(?: ?h| ?[ap]\.? ?m\.?)?[ \u00a0](?!{_IN_CAPITALS})(?:{_ZONES})(?!\w)"
    r"|(?<![\d,.])(?:19|20)\d\d[-–/](?:\d\d){1,2}(?!\d)"  # spans of years
    r"|(?<![\d,.])\d+/\d+(?!\d)"
    r"|(?<!\d)\d+(?:\.\d+){3,}|(?:#|№ ?|nº ?|n° ?|§+ ?)\d+(?:[.,]\d+)*"
    r")|^\s*\d{1,2}[.)/](?=\s)|(?<=[.:;!?] )(?:\d{1,2}[)/]|\(\d\))(?=\s)|(?<=[.:;!?] \()\d\)(?=\s)"
)

_MILLIONS = lazy_pattern(r"m(?!\w)")
_MILLIONS_IN_CAPITALS = lazy_pattern(r"[ \u00a0\u202f]?M(?=\s(?:d[ei]\s|d['’]|of\s|von\s|[a-zà-ÿ]{3,}))")
"""A capital before what is counted: 2,49 M de camions, 60 M dosis."""

_END = r"(?![^\W_])"
"""The end of a word or a sign; a full stop may follow."""
_PERIODS = ("min", "h", "day", "week", "month", "yr", "decade")


@value
class QuantityWords:
    """The patterns of a language, and what the words that they find mean."""

    language: str
    group: str
    is_group_weak: bool
    """Whether a point before three figures is that of a decimal in texts whose other decimals have points."""
    number: re.Pattern[str]
    scale: re.Pattern[str]
    scales: Mapping[str, int]
    read_apart: frozenset[str]
    collective: re.Pattern[str]
    """A noun after a number that multiplies it: two dozen."""
    collectives: Mapping[str, int]
    articled: re.Pattern[str] | None
    part_before: re.Pattern[str]
    """A part of a magnitude that follows: half a million."""
    part_of: Mapping[str, Decimal]
    """What the phrases before and after a number are worth."""
    part_after: re.Pattern[str]
    unit: re.Pattern[str]
    units: Mapping[str, str]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    bounds: re.Pattern[str]
    bound_of: Mapping[str, Bound]
    bounds_after: re.Pattern[str]
    bound_after_of: Mapping[str, Bound]
    range: re.Pattern[str]
    joined: re.Pattern[str]
    between: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    not_before: re.Pattern[str]
    unit_words: Mapping[str, re.Pattern[str]]
    """What units of time are called, by unit."""
    others: re.Pattern[str]
    """What makes a number one of those beside somebody who is named: he and eight others."""
    follows: re.Pattern[str]
    """What precedes a number that follows from others: "i.e. 125"."""
    compared: re.Pattern[str]
    """What follows a difference: "1,579 fewer"."""
    out_of: re.Pattern[str]
    """What is between a part and its whole: "three in four"."""
    definite: re.Pattern[str]
    compound: re.Pattern[str] | None
    compound_endings: tuple[str, ...]
    label: re.Pattern[str]
    multiples: re.Pattern[str] | None
    multiple_of: Mapping[str, float]
    times: Mapping[str, float]
    fractions: Mapping[int, re.Pattern[str]]
    """Words for a part of a whole by per cent: a third, one in five."""
    shares: re.Pattern[str]
    """Fractions that are read as they are: two thirds, a third of."""
    share_of: Mapping[str, int]
    masked: re.Pattern[str] | None
    counted: re.Pattern[str]
    """What makes a number a count and no year: 2000 people."""
    millions: re.Pattern[str] | None
    """A letter that stands for millions before what is counted or measured, and otherwise for metres: 3m people."""
    peopled: re.Pattern[str]
    """What precedes a number of people that has the same letter: pop. 3m."""
    birthday: re.Pattern[str]
    needed: Mapping[str, frozenset[str]]
    """Words in small letters by the name of a pattern: if it finds something, the text has one of them."""
    beginnings: frozenset[str]
    """All words of `needed`."""

    def beginnings_among(self, words: AbstractSet[str]) -> AbstractSet[str]:
        """Return those of the words, in small letters, with which something begins that a pattern of `needed` finds."""
        others = _other_words[self.language]
        found: set[str] = set()
        for word in words - others:
            small = small_letters(word)
            if small in self.beginnings:
                found.add(small)
            elif len(others) < _MOST_KNOWN:
                others.add(word)
        return found

    def may_find(self, name: str, beginnings: AbstractSet[str]) -> bool:
        """Return whether the pattern of a name can find something in a text; `beginnings` are those among its words."""
        return not self.needed[name].isdisjoint(beginnings)

    def value_of_part(self, phrase: str) -> Decimal:
        """Return what a phrase found by `part_before` or `part_after` is worth."""
        return self.part_of[" ".join(phrase.lower().split())]

    def millions_at(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the letter that stands for millions after a number in figures, or None."""
        if self.millions is not None and (match := self.millions.match(text, end)) is not None:
            return match
        if self.peopled.search(text, max(0, start - 24), start) and (match := _MILLIONS.match(text, end)):
            return match
        return _MILLIONS_IN_CAPITALS.match(text, end)

    def is_vague(self, written: str) -> bool:
        """Return whether a number ends with a noun that only says about how many: a score, una trentina."""
        noun = written.lower().rpartition(" ")[2].removeprefix("un'").removeprefix("un’")
        return self.collectives.get(noun, _DOZEN) != _DOZEN


def listed_words(language: str) -> Mapping[str, Any]:
    """Return the lists of a language (a base tag), none if its words are not known."""
    if language not in _LANGUAGES:
        return {}
    lists: Mapping[str, Any] = load_word_lists("briefbuilder.evidence", f"quantities_{language}")
    return lists


@cache
def words_of(language: str) -> QuantityWords:
    """Return the patterns of a language, which find only figures and signs if its words are not known."""
    shared = load_word_lists("briefbuilder.evidence", "quantities")
    lists: Mapping[str, Any] = listed_words(language) or defaultdict[str, Any](dict)
    needed = _needed_words(lists)
    return QuantityWords(
        language=language,
        group=next((sign for sign, tags in shared["groups"].items() if language in tags.split()), ""),
        is_group_weak=language in shared["weak_groups"].split(),
        number=_NUMBER if language in _NO_SPACE_GROUPS else _SPACED_NUMBER,
        **_scales_and_collectives(lists),
        **_units(lists, shared),
        **_bounds_and_ranges(lists, shared),
        **_multiples_and_fractions(lists),
        **_non_quantities(lists, shared),
        **_counted(language, lists, shared),
        needed=needed,
        beginnings=frozenset().union(*needed.values()),
    )


def _scales_and_collectives(lists: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns and meanings of magnitudes, halves of them, and nouns such as "dozen"."""
    scales = _inverted(lists["magnitudes"])
    collectives = _inverted(lists["collectives"])
    articles = lists["articles"]
    parts, after = _parts(lists, "parts_before"), _parts(lists, "parts_after")
    articled = rf"(?<!\w){_either(articles)} ?(?P<noun>{_either(_singular(lists))}){_END}"
    return {
        "scale": lazy_pattern(rf"{_GAP}(?P<scale>{_short_and_long(scales, 1)}){_END}"),
        "scales": {**scales, **{word.lower(): power for word, power in scales.items() if len(word) > 1}},
        "read_apart": frozenset(
            w.lower() for w, power in scales.items() if power > 3 or w in {"mila", "mil"}
        ),
        "collective": _compile(rf"[ \u00a0](?P<noun>{_either(collectives)}){_END}"),
        "collectives": {word.lower(): number for word, number in collectives.items()},
        "articled": _compile(articled) if articles else None,
        "part_before": _compile(rf"(?<!\w){_either(parts)}(?=[ -]{_either(scales)})"),
        "part_of": {**parts, **after},
        "part_after": _compile(rf"[ \u00a0]?(?P<part>{_either(after)}){_END}"),
    }


def _parts(lists: Mapping[str, Any], name: str) -> dict[str, Decimal]:
    """Return the phrases of a list for parts of one, with their values."""
    return {phrase.lower(): Decimal(part) for part, named in lists[name].items() for phrase in named}


def _singular(lists: Mapping[str, Any]) -> list[str]:
    """Return the nouns for a number that an article may precede."""
    scales = _inverted(lists["magnitudes"])
    long = (word for word, power in scales.items() if power >= 3 and len(word) > 3)
    return [*_inverted(lists["collectives"]), *long]


def _needed_words(lists: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """Return the words with which what some patterns find begins; before the nouns of `articled` a space may be missing."""
    articles = {"", *(_LETTERS.findall(article)[-1] for article in lists["articles"])}
    nouns = _first_words(_singular(lists)) if lists["articles"] else ()
    return {
        "articled": frozenset(small_letters(article) + noun for article in articles for noun in nouns),
        "part_before": _first_words(_parts(lists, "parts_before")),
        "multiples": _first_words(_multiples(lists)),
        "shares": _first_words({**_shares(lists), **_parts_of_whole(lists)}),
    }


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(_LETTERS.match(small_letters(phrase))[0] for phrase in phrases)  # type: ignore[index]


def _units(lists: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns and meanings of units after a number, before it, and as the ending of a word."""
    verbs = set(lists.get("not_units", ()))
    units = {
        **{sign: unit for sign, unit in shared["symbols"].items() if sign not in verbs},
        **{code: f"cur:{'CNY' if code == 'RMB' else code}" for code in shared["codes"].split()},
        **_inverted(lists["units"]),
    }
    of = "".join(f"|{_GAP[:-2]}{_phrase(word)} ?" for word in lists["of"])
    compounds = lists.get("compounds", ())
    return {
        "unit": _unit_pattern(units, of),
        "units": {**{word.lower(): unit for word, unit in units.items() if len(word) > 3}, **units},
        "before": tuple(
            (unit, _compile(rf"(?<!\w){_either(named)}\s?$"))
            for unit, named in lists["before"].items()
            if named
        ),
        "compound": _compile(rf"(?<!\w)(?P<number>[^\W\d_]{{3,}}?)-?{_either(compounds)}")
        if compounds
        else None,
        "compound_endings": tuple(small_letters(ending) for ending in compounds),
        "unit_words": {
            unit: _compile(rf"(?<![\w.,])(?<!\d[ \u00a0-]){_either(named)}{_END}")
            for unit, named in lists["units"].items()
            if unit in shared["units"] and shared["units"][unit][0] == "time"
        },
    }


def _bounds_and_ranges(lists: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns and meanings of bounds, and what joins the two numbers of a range."""
    bound_of = {**_bounds_of(shared["bounds"]), **_bounds_of(lists["bounds"])}
    bound_after_of = {**_bounds_of(shared["bounds_after"]), **_bounds_of(lists["bounds_after"])}
    definite = _either(lists["definite"])
    return {
        "bounds": _compile(rf"(?<!\w)(?P<bound>{_either(bound_of)})\s?$"),
        "bound_of": bound_of,
        "bounds_after": _compile(rf"\s?(?P<bound>{_either(bound_after_of)}){_END}"),
        "bound_after_of": bound_after_of,
        "range": lazy_pattern(rf"\s(?:{_either(lists['to'])})\s"),
        "joined": lazy_pattern(rf"\s(?:{_either(lists['and'])})\s(?:{definite}\s)?"),
        "between": tuple(
            (
                _compile(rf"(?<!\w){_phrase(opening)}\s(?:\S+\s)?$"),
                lazy_pattern(rf"\s?{_either(joints)}\s?"),
            )
            for opening, joints in lists["between"].items()
        ),
        "definite": _compile(rf"(?<!\w){definite}[ -]?$"),
        "others": _compile(rf"(?<!\w){_either(lists.get('others', ()))}{_END}"),
        "follows": _compile(
            rf"(?<!\w){_either(lists.get('follows', ()))}{_END}[\s,:]*(?:[^\W\d]+\s){{0,2}}$"
        ),
        "compared": _compile(rf"[^.;\d]{{0,8}}(?<!\w){_either(lists.get('compared', ()))}{_END}"),
        "out_of": _compile(rf"(?: [^\W\d]+){{0,2}} {_either(lists.get('out_of', ()))} "),
    }


def _multiples_and_fractions(lists: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns and meanings of "twice", "half a dozen" and "a third"."""
    multiples, several, parts = _multiples(lists), _shares(lists), _parts_of_whole(lists)
    before = "".join(rf"(?<!\b{_phrase(word)}\s)" for word in lists.get("not_after", ()))
    times = [name for unit in _PERIODS for name in lists["units"].get(unit, ())]
    # Half of the members, and not half of 2025, a quarter of an hour.
    after = rf"(?=\s{_either(lists.get('parts_of', ()))}(?!['’\s]?(?:\S+\s)?(?:\d|{_either(times)}{_END})))"
    return {
        "multiples": _compile(rf"(?<!\w){_either(multiples)}{_END}") if multiples else None,
        "multiple_of": {word.lower(): number for word, number in multiples.items()},
        "times": _inverted(lists["multiples"]),
        "shares": _compile(rf"(?<!\w)(?:{_either(several)}{_END}|{before}{_either(parts)}{after})"),
        "share_of": {**several, **parts},
        "fractions": {
            percent: _compile(rf"(?<!\w){_either(named)}{_END}")
            for percent, named in lists.get("fractions", {}).items()
        },
    }


def _multiples(lists: Mapping[str, Any]) -> Mapping[str, float]:
    times: Mapping[str, float] = _inverted(lists["multiples"])
    return {**times, **_inverted(lists.get("halves", {}))}


def _shares(lists: Mapping[str, Any]) -> Mapping[str, int]:
    """Return the fractions of several parts with their per cent."""
    out_of = {word for phrase in lists.get("out_of", ()) for word in phrase.split()}
    return {
        phrase.lower(): percent
        for percent, named in lists.get("fractions", {}).items()
        for phrase in named
        if percent in _PERCENT_OF_PARTS and out_of.isdisjoint(phrase.split())
    }


def _parts_of_whole(lists: Mapping[str, Any]) -> Mapping[str, int]:
    """Return the fractions that are read if a whole follows, with their per cent."""
    return {phrase.lower(): part for part, named in lists.get("parts", {}).items() for phrase in named}


def _non_quantities(lists: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns that find numbers that are not quantities: those of pages, times of the day, fractions."""
    labels = [*lists["labels"], *shared["labels"]]
    return {
        "not_before": _compile(rf"[ -]{_either(lists['not_before'])}{_END}"),
        "label": _compile(rf"(?<!\w){_either(labels)}[ \u00a0]?$"),
        "masked": _compile(_masking(lists["masked"])) if lists["masked"] else None,
    }


def _counted(language: str, lists: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patterns that find what is counted, and birthdays."""
    words = shared["counted"].get(language, "").split()
    measured = [name for named in lists["units"].values() for name in named]
    others = rf"(?!{_either(lists.get('after_metres', ()))}{_END})[a-z]{{3,}}s"
    millions = rf"m(?= (?:{_either([*words, *measured])}|{others}){_END})"
    return {
        "counted": _compile(rf"{_GAP}{_either(words)}{_END}"),
        "millions": _compile(millions) if "after_metres" in lists else None,
        "peopled": _compile(rf"(?<!\w){_either(lists.get('people_before', ()))}[:\s]\s?(?:of\s)?$"),
        "birthday": _compile(rf"(?<![\w.,])(\d{{1,3}}){shared['birthdays'].get(language, '(?!)')}"),
    }


def _masking(patterns: Iterable[str]) -> str:
    """Return a pattern for what is not read; it must not begin inside of a word or a number."""
    return rf"(?<![\w.,])(?:{'|'.join(patterns)})"


def _inverted(words: Mapping[Number, Sequence[str]]) -> dict[str, Number]:
    return {word: number for number, named in words.items() for word in named}


def _bounds_of(words: Mapping[Bound, Sequence[str]]) -> dict[str, Bound]:
    return {word.lower(): bound for bound, named in words.items() for word in named}


def _compile(pattern: str) -> re.Pattern[str]:
    return lazy_pattern(pattern, re.IGNORECASE)


def _phrase(words: str) -> str:
    """Return a pattern for words, between which any space may stand."""
    return re.escape(words).replace(r"\ ", r"\s").replace(" ", r"\s")


def is_year(written: str) -> bool:
    """Return whether a number is written as a year, if it stands alone."""
    return written.isdecimal() and len(written) == 4 and int(written) in _CENTURIES


def _either(words: Iterable[str]) -> str:
    """Return a pattern for one of the words, the longest first; it matches nothing if there are none."""
    phrases = [_phrase(word) for word in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join(phrases)})" if phrases else r"(?!)"


def _unit_pattern(units: Mapping[str, str], of: str) -> re.Pattern[str]:
    """Return a pattern for a unit after a number; short signs count with their capitals."""
    return lazy_pattern(rf"(?:{_GAP}{of})(?P<unit>{_short_and_long(units, 3)})(?!['’]?[^\W_])")


def _short_and_long(words: Iterable[str], short: int) -> str:
    """Return a pattern for one of the words, in which those of up to `short` letters count with their capitals."""
    every = list(words)
    named = _either(word for word in every if len(word) > short)
    return f"(?i:{named})|{_either(word for word in every if len(word) <= short)}"


# Numbers written in words, such as "two hundred and fifty", with the library text2num if it is installed

_LIBRARY_LANGUAGES = frozenset({"en", "it", "fr", "de", "es", "pt", "nl"})
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_TOKEN = lazy_pattern(r"[^\W\d_]+|[\W\d_]+")
_SENTENCE_END = lazy_pattern(r"(?:^|[.!?:…»\"”]\s*|[\n–—]\s*)[\"“„«'’(]*$")
_PERCENT_HUNDREDS = {
    "fr": ("pour", "cent"),
    "it": ("per", "cento"),
    "es": ("por", "ciento"),
    "pt": ("por", "cento"),
}
"""The word before a hundred that makes it part of "per cent"."""

_NOT_ALONE = {"fr": {"neuf": "sx"}, "it": {"sei": "ie", "venti": "ie"}}
"""Words that are numbers only before a plural noun: "neuf" is also new, "sei" also you are, "venti" also winds."""

_NOT_AFTER = frozenset({"tu", "un", "le", "du", "i", "dei", "dai", "forti"})
_NOT_BEFORE = frozenset({"forti", "che", "violenti", "superiori", "massimi"})
_MIN_NOUN = 2
_LEAST = 2
"""The least number that is read: one is an article in most languages."""
_MOST_KNOWN = 50_000
_known_words: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
"""Words of each language that were looked at, up to a number, and those of them that are numbers on their own."""
_other_words: defaultdict[str, set[str]] = defaultdict(set)
"""Words of each language that were looked at, up to the same number, with which nothing that is looked for begins."""
_AROUND = 6
"""Words and spaces around a word of a number that may belong to it: a hundred and one."""
_VAGUE = {
    "en": frozenset({"hundreds", "thousands", "millions", "tens"}),
    "es": frozenset({"cientos", "miles"}),
}

_ELIDED = {"it": ("", "a", "i", "o", "e")}
"""The vowels that a number may lose before the ending of a compound."""


class _NumberToken:
    """A word or what is between two words, as the library wants it; a word `apart` continues no number."""

    __slots__ = ("_apart", "_text", "_unread")

    def __init__(self, text: str, *, unread: bool, apart: bool = False) -> None:
        self._text = text
        self._unread = unread
        self._apart = apart

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: _NumberToken) -> bool:
        return self._apart

    def not_a_number_part(self) -> bool:
        return self._unread


def distinct_words(text: str) -> AbstractSet[str]:
    """Return the different words of a text, without figures; words between spaces alone are not looked at by letters."""
    between_spaces = set(text.split())
    words = set(filter(str.isalpha, between_spaces))
    words.update(_LETTERS.findall(" ".join(between_spaces - words)))
    return words


def find_number_words(
    text: str, words: AbstractSet[str], language: str, magnitudes: frozenset[str]
) -> Iterable[tuple[int, int, Decimal]]:
    """Yield start, end and value of the numbers in words, without the `magnitudes` and without ordinals.

    `words` are those of the text.
    """
    if language in _LIBRARY_LANGUAGES:
        find = _library()
        if find is not None:
            alone = _numbers_alone(words, language, find)
            if alone:
                yield from _found_by_library(text, alone, language, magnitudes, find)
            return
    pattern, numbers = _listed(language)
    if pattern is not None:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Decimal(numbers[match[0].lower()])


def read_number_word(word: str, language: str) -> Decimal | None:
    """Return the number that is the beginning of a compound ("drei" of "dreitägig", "sedic" of "sedicenne"), or None."""
    find = _library()
    if find is None:
        return None
    for ending in _ELIDED.get(language, ("",)):
        found = find([_NumberToken(word + ending, unread=False)], language, 0.0)
        if len(found) == 1 and found[0].value > 1 and not found[0].is_ordinal:
            return Decimal(str(found[0].value)).to_integral_value()
    return None


@cache
def _library() -> Callable[..., Any] | None:
    """Return the function of text2num, or None if it is not installed (there are no wheels for Macs with Intel's chips)."""
    try:
        import text_to_num
    except ImportError:
        return None
    find: Callable[..., Any] = text_to_num.find_numbers
    return find


@cache
def _listed(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    words = listed_words(language).get("words", {})
    numbers = {word: number for number, named in words.items() for word in named}
    if not numbers:
        return None, {}
    either = "|".join(re.escape(word) for word in sorted(numbers, key=len, reverse=True))
    return lazy_pattern(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), numbers


def _found_by_library(
    text: str, numbers: AbstractSet[str], language: str, magnitudes: frozenset[str], find: Callable[..., Any]
) -> Iterable[tuple[int, int, Decimal]]:
    words = _TOKEN.findall(text)
    special = _special_words(language, magnitudes)
    for first, last in _near_numbers(words, numbers):
        tokens = [
            _NumberToken(
                words[at],
                unread=(lowered := words[at].lower()) in special
                and _is_unread(words, at, lowered, language, magnitudes),
            )
            for at in range(first, last)
        ]
        for found in find(tokens, language, 0.0):
            parts = words[first + found.start : first + found.end]
            if found.is_ordinal or found.value < _LEAST or not all(map(_is_word_part, parts)):
                continue
            start = sum(map(len, words[: first + found.start]))
            end = start + sum(map(len, parts))
            if not _is_name(text, start, end):
                yield start, end, Decimal(str(found.value)).to_integral_value()


def _numbers_alone(words: AbstractSet[str], language: str, find: Callable[..., Any]) -> AbstractSet[str]:
    """Return the words that are numbers of two and more on their own, as some word of each such number is."""
    known, numbers = _known_words[language]
    new = list(words - known)
    if not new:
        return words & numbers
    tokens = [_NumberToken(word, unread=False, apart=True) for word in new]
    found = find(tokens, language, 0.0)
    alone = {new[number.start] for number in found if number.value >= _LEAST and not number.is_ordinal}
    if len(known) < _MOST_KNOWN:
        known.update(new)
        numbers |= alone
    return words & numbers | alone


def _near_numbers(words: Sequence[str], numbers: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the words around those that are numbers: the library takes long for each word that it reads."""
    first = last = 0
    for index, word in enumerate(words):
        if word in numbers:
            if index - _AROUND > last:
                if last:
                    yield first, last
                first = index - _AROUND
            last = min(index + _AROUND + 1, len(words))
    if last:
        yield first, last


@cache
def _special_words(language: str, magnitudes: frozenset[str]) -> frozenset[str]:
    hundred = _PERCENT_HUNDREDS.get(language, ("", ""))[1]
    return (
        magnitudes | {hundred} | frozenset(_NOT_ALONE.get(language, {})) | _VAGUE.get(language, frozenset())
    )


def _is_unread(words: list[str], at: int, word: str, language: str, magnitudes: frozenset[str]) -> bool:
    if word in magnitudes or word in _VAGUE.get(language, ()):
        return True
    percent = _PERCENT_HUNDREDS.get(language)
    if percent is not None and word == percent[1] and at > 1 and words[at - 2].lower() == percent[0]:
        return True
    endings = _NOT_ALONE.get(language, {}).get(word)
    if endings is None:
        return False
    following = words[at + 2] if at + 2 < len(words) and words[at + 1].isspace() else ""
    previous = words[at - 2].lower() if at > 1 else ""
    is_plural = len(following) > _MIN_NOUN and following[-1] in endings and following not in _NOT_BEFORE
    return not is_plural or previous in _NOT_AFTER


def _is_word_part(word: str) -> bool:
    """Return whether a token has no figures, which the library would read too."""
    return word.isalpha() or not any(c.isdigit() for c in word)


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether a number in words is part of a name ("Cinque Stelle"): it has a capital inside a sentence."""
    if not text[start].isupper() or text[end : end + 1] == "-":
        return False
    if _SENTENCE_END.search(text[max(0, start - 6) : start]):
        return (
            re.match(r"[ -][A-ZÀ-Ü][a-zà-ü]", text[end : end + 3]) is not None and text[:start].strip() != ""
        )
    return True
