"""The terms of a taxonomy, and how they are found in a text.

Terms match whole words regardless of case. `*` stands for letters of the same word or, between spaces, for one or
two words; `-` for a hyphen, a space or nothing; `?` at the start marks a weak term. Acronyms match exactly. Chinese and
Japanese terms match anywhere, Korean ones at the start of a word, before particles. Terms of a list in dictionary form
match inflected forms too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from sys import intern
from typing import Literal, NamedTuple, TypeVar

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.light_stems import KOREAN_PARTICLES
from briefbuilder.locales.chinese import simplified
from briefbuilder.tagging.word_forms import Inflection, NormalizedText, comparable, fold, strip_marks
from briefbuilder.tagging.word_frequencies import frequencies_of

T = TypeVar("T")
Script = Literal["words", "ascii", "cjk"]
EntryRole = Literal["term", "excluded", "mention", "counterpart", "relation", "sports", "private"]
"""What a hit of an entry means: a term or an excluded phrase of its topic, or one of the names and words of `mentions`."""

LONGEST_TERM = 120
MAX_WILDCARDS = 8

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3130-\u318f\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{1,3}\\Z")
_ACRONYM = re.compile(r"[A-ZА-ЯЁЄІЇҐ0-9.]{1,8}\Z")
_FREE_WILDCARD = re.compile(r"(?<!\S)\*(?!\S)")
_PIECE = re.compile(
    r"(?P<gap> \*(?= ))|(?P<literal>-(?=\*\Z))|(?P<hyphen>-)|(?P<star>\*)|(?P<space> )|(?P<rest>[^ *-]+)"
)
# Repetitions are bounded so that no crafted text makes a pattern slow.
_LETTERS = r"[^\W\d_]{0,64}"
_FORM = r"([^\W\d_]{1,64})"
_WORD = r"[^\W_]{1,64}(?:-[^\W_]{1,64}){0,4}"
# One or two words; no space follows an elided word ("sull'").
_GAP = rf" +(?:{_WORD}(?:'|(?= )))(?: *{_WORD}(?:'|(?= )))?"
# The space after a free wildcard, which is absent after an elided word.
_AFTER_GAP = r"(?: +|(?<='))"
_HANGUL = "[\uac00-\ud7a3]"
_PARTICLES = "|".join(sorted(KOREAN_PARTICLES, key=lambda particle: (-len(particle), particle)))
_SURE_SYLLABLES = 3
"""Korean syllables from which on a term may be the first part of any longer word."""
_BORDERS: dict[Script, tuple[str, str]] = {
    "words": (r"(?<![^\W_])", r"(?![^\W_])"),
    "ascii": (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"),
    "cjk": ("", ""),
}

_WORDS: dict[Script, re.Pattern[str]] = {
    "words": re.compile(r"[^\W_]+"),
    "ascii": re.compile(r"[a-z0-9]+", re.ASCII),
}
_SENTENCE_STARTS = ".!?…:\n\"“”„«»'‘(-–—•*"
"""Characters after which any word may have a capital."""
_CACHE_SIZE = 20_000
"""The number of words whose matches are cached."""
_LONGEST_HEADING = 200
"""The characters before and after an acronym of two letters that tell whether its line is in capitals."""
_SECOND_LETTERS = 2
"""The most letters by which a term is told by its second word."""
_PHRASE_CHARACTERS = 4
"""The fewest characters of a phrase in a script without spaces."""
_LONGEST_CACHED = 64
"""Characters of the longest word that is cached."""


@dataclass(frozen=True)
class Term:
    """A term to be matched: `written` is normalized and without its `?`, `script` selects the word borders.

    With an `inflection`, the words of the term also match in their other forms. A term `is_case_sensitive` if it
    matches only in its own case.

    A language has thousands of terms, of which a text has few: only what a match needs is cached, since the first
    cached property of a term takes several hundred bytes.
    """

    written: str
    weak: bool
    script: Script
    exact: bool
    inflection: Inflection | None = None
    is_case_sensitive: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute what both the preparation of a language and every match ask for."""
        only_own_case = self.exact or self.script == "cjk" or self.is_acronym
        object.__setattr__(self, "is_case_sensitive", only_own_case)

    @property
    def is_acronym(self) -> bool:
        """Whether the term is an acronym, which matches only in its own case."""
        return _ACRONYM.match(self.written) is not None

    @property
    def has_several_words(self) -> bool:
        """Whether the term is a phrase; Chinese and Japanese words seldom have as many as four characters."""
        if self.script == "cjk":
            return len(self.written) >= _PHRASE_CHARACTERS
        return " " in self.written

    @property
    def is_two_letter_acronym(self) -> bool:
        """Whether the term could be an ordinary word in a line in capitals (AI, IA, KI, EV)."""
        return len(self.written) == 2 and self.written.isalpha() and self.is_acronym

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, for `NormalizedText.text` if the term is case-sensitive, else for `NormalizedText.folded`.

        That of a term in Chinese characters is for the text in simplified ones.
        """
        before, after = _BORDERS[self.script]
        if self.script == "cjk":
            before, after = _cjk_borders(self.written)
        return re.compile(before + _pattern_body(self._compared, inflected=self._inflected) + after)

    def match_at(self, text: str, place: int) -> tuple[int, int] | None:
        """Return the range of the term that begins at a place of `text`, None if it does not match there."""
        match = self.pattern.match(text, place)
        if match is None:
            return None
        if self.inflection is not None and match.re.groups:
            pairs = zip(match.groups(), self._inflected, self._names, strict=True)
            if not all(self._is_form(found, listed, is_name=name) for found, listed, name in pairs):
                return None
        return match.span()

    def _is_form(self, found: str, listed: str, *, is_name: bool) -> bool:
        if self.inflection is None or is_name:
            return found in {listed, f"{listed}s", f"{listed}es"}
        return self.inflection.are_forms_of_one_word(found, listed)

    @cached_property
    def _names(self) -> tuple[bool, ...]:
        """Whether each of the words that may be inflected is a name, which has no forms but a plural."""
        if self.inflection is None or not self._inflected:
            return ()
        return tuple(
            word[0].isupper() and not self.inflection.declines_name(word)
            for word in _inflected_words(self.written, self.inflection)
        )

    @cached_property
    def _inflected(self) -> tuple[str, ...]:
        """The words of the term that may be inflected, in order."""
        return tuple(self._find_inflected())

    def _find_inflected(self) -> Iterator[str]:
        if self.inflection is None or self.is_case_sensitive:
            return iter(())
        return _inflected_words(self._compared, self.inflection)

    @property
    def is_plain_word(self) -> bool:
        """Whether the term is one word whose case does not matter."""
        return self.script == "words" and not self.is_case_sensitive and self._compared.isalpha()

    def is_form(self, word: str) -> bool:
        """Return whether the term is one plain word and a folded word is one of its forms."""
        if not self.is_plain_word:
            return False
        if word == self._compared or not self._inflected:
            return word == self._compared
        return self._is_form(word, self._compared, is_name=self._names[0])

    @property
    def second_letters(self) -> str:
        """The letters, without accents, with which the second word begins in all of its forms, nothing if they are not known."""
        match = re.match(r"[^\W_]+ ([^\W\d_]{2}|[^\W\d_](?= |\Z))", fold(self._compared))
        is_stable = self.inflection is None or self.inflection.keeps_first_letters
        if match is None or self.script != "words" or not is_stable:
            return ""
        return strip_marks(match[1])

    @property
    def first_form(self) -> str | None:
        """The first word without its hyphens, None if it is not inflected."""
        first = re.match(r"[^ ]+", self._compared)
        if self.inflection is None or first is None or not any(self._find_inflected()):
            return None
        joined = first[0].replace("-", "")
        return joined if self.inflection.has_forms(joined) else None

    @property
    def part(self) -> str | None:
        """The term if it may be part of a compound, else None."""
        compounding = self.inflection is not None and self.inflection.compounding
        return (
            self._compared
            if compounding and not self.is_case_sensitive and self._compared.isalpha()
            else None
        )

    @cached_property
    def needle(self) -> str:
        """Characters, in the case of `pattern`, that occur in every text that contains the term."""
        return max(re.split(r"[ *-]+", self._compared), key=len)

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The possible first words in lower case, each with whether more letters may follow.

        Empty if the term has no first word that can be looked up.
        """
        first = re.match(r"[^\W_]+(?:-[^\W_]+)*[*-]?", fold(self._compared))
        if first is None or self.script == "cjk":
            return ()
        heads: list[tuple[str, bool]] = []
        *starts, last = first[0].rstrip("*").rstrip("-").split("-")
        joined = ""
        for start in starts:
            joined += start
            heads.append((joined, False))
        return (*heads, (joined + last, first[0].endswith("*")))

    @property
    def _compared(self) -> str:
        if self.script == "cjk":
            return simplified(self.written)
        return self.written if self.is_case_sensitive else fold(self.written)


class TermError(ValueError):
    """A term that cannot be matched; `reason` is the code of the problem."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_term(
    written: str, language: str, *, exact: bool = False, inflection: Inflection | None = None
) -> Term:
    """Return the term that is written in a list of a language; raises TermError if it is not valid.

    With an inflection, the words of the term match in all their forms.
    """
    weak = written.startswith("?")
    text = " ".join(comparable(written.removeprefix("?")).split())
    # Most terms are written as they are compared: no second copy of them is kept.
    text = written if text == written else text
    _require(any(character.isalnum() for character in text), "empty")
    _require(len(text) <= LONGEST_TERM, "long")
    cjk = not text.isascii() and _CJK.search(text) is not None
    if "*" in text:
        _check_wildcards(text, cjk=cjk)
    return Term(text, weak, _script_of(text, language, cjk=cjk), exact, inflection)


def _check_wildcards(text: str, *, cjk: bool) -> None:
    _require(text.count("*") <= MAX_WILDCARDS, "wildcards")
    _require(not cjk, "wildcard-cjk")
    _require(not re.search(r"\*\*|[^\w\s*-]\*|\*[^\w\s*'-]", text), "wildcard-place")
    for free in _FREE_WILDCARD.finditer(text):
        _require(free.start() > 0 and free.end() < len(text), "wildcard-free")


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise TermError(reason)


def _script_of(text: str, language: str, *, cjk: bool) -> Script:
    if cjk:
        return "cjk"
    return "ascii" if base_language(language) in {"ja", "zh"} and text.isascii() else "words"


def _cjk_borders(written: str) -> tuple[str, str]:
    """Return what must be before and after a term in Chinese, Japanese or Korean."""
    before = after = ""
    if re.match(_HANGUL, written):
        before = f"(?<!{_HANGUL})"
    elif _KATAKANA.match(written):
        before = "(?<![\u30a1-\u30fa\u30fc])"
    if re.match(_HANGUL, written[-1]) and len(written) < _SURE_SYLLABLES:
        # A compound goes on with a noun, which has two syllables at least.
        compound = f"|{_HANGUL}{{2}}" if len(written) > 1 else ""
        after = f"(?=(?:{_PARTICLES})?(?!{_HANGUL}){compound})"
    return before, after


def _inflected_words(text: str, inflection: Inflection) -> Iterator[str]:
    for word in text.split(" "):
        last = word.rpartition("-")[2]
        if inflection.has_forms(last):
            yield last


def _pattern_body(text: str, *, inflected: tuple[str, ...]) -> str:
    if _CJK.search(text):
        # Korean compounds are written as one word or as several.
        return re.escape(text).replace("\\ ", " ?")
    waiting = list(inflected)
    parts: list[str] = []
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        after_gap = parts and parts[-1] == _GAP
        if kind == "gap":
            parts.append(_GAP)
        elif kind == "space":
            parts.append(_AFTER_GAP if after_gap else " +")
        elif kind == "hyphen":
            parts.append("[- ]?")
        elif kind == "star":
            parts.append(_LETTERS)
        elif waiting and piece[0] == waiting[0] and text[piece.end() : piece.end() + 1] != "-":
            parts.append(_FORM)
            del waiting[0]
        else:
            parts.append(re.escape(piece[0]))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term of a topic; `topic` is the index of the topic in the taxonomy.

    `commonness` is a Zipf value (see word_frequencies).
    """

    topic: int
    term: Term
    role: EntryRole = "term"
    commonness: float = 0.0


class TermHit(NamedTuple):
    """An entry with its range in the normalized text; a large vocabulary has a hundred in each section."""

    entry: TermEntry
    start: int
    end: int


def drop_covered_hits(hits: list[TermHit]) -> list[TermHit]:
    """Return the hits in order, without those that a longer or a stronger one covers."""
    if len(hits) < 2:
        return hits
    strong = _keep_widest(hit for hit in hits if not hit.entry.term.weak)
    weak = _keep_widest(hit for hit in hits if hit.entry.term.weak)
    starts = [hit.start for hit in strong]

    def apart(hit: TermHit) -> bool:
        # The ends of the widest hits are in the order of their starts, so only the last one before can overlap.
        before = bisect_left(starts, hit.end)
        return before == 0 or strong[before - 1].end <= hit.start

    return sorted((*strong, *filter(apart, weak)), key=lambda hit: (hit.start, hit.end))


def _keep_widest(hits: Iterable[TermHit]) -> list[TermHit]:
    kept: list[TermHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


class TermFinder:
    """Finds a set of entries in texts.

    Entries that begin with a word are looked up word by word, Chinese, Japanese and Korean ones by their first
    characters; the others are searched for one by one.
    """

    def __init__(
        self, entries: Iterable[TermEntry], is_common: Callable[[TermEntry], bool] | None = None
    ) -> None:
        """Find entries; `is_common` tells which ones never suggest a topic alone."""
        self._is_common = is_common or (lambda _: False)
        self._lookups: dict[Script, _WordLookup] = {}
        self._unspaced: defaultdict[str, list[TermEntry]] = defaultdict(list)
        self._searched: list[TermEntry] = []
        for entry in entries:
            heads = entry.term.heads
            if heads:
                lookup = self._lookups.setdefault(entry.term.script, _WordLookup(self._is_common))
                lookup.add(entry, heads)
            elif entry.term.script == "cjk" and " " not in entry.term.written[:2]:
                self._unspaced[simplified(entry.term.written[:2])].append(entry)
            else:
                self._searched.append(entry)
        for lookup in self._lookups.values():
            lookup.complete()

    def find(self, text: NormalizedText) -> tuple[list[TermHit], list[CommonWord]]:
        """Return all hits, including overlapping ones, and apart from them the common words, whose hits are made if they are needed.

        A text has a hundred hits of a large vocabulary, nearly all of them common words.
        """
        hits: list[TermHit] = []
        words: list[CommonWord] = []
        for script, lookup in self._lookups.items():
            cache = lookup.cache
            for word in _WORDS[script].finditer(text.folded):
                found = cache.get(word[0])
                if found is None:
                    found = lookup.look_up(word[0])
                if found.common:
                    words.append(CommonWord(found, *word.span()))
                if found.has_others:
                    _add_at(hits, found, text, *word.span())
        in_case = simplified(text.text)
        if self._unspaced:
            hits += self._find_unspaced(in_case)
        for entry in self._searched:
            hits += _search(entry, in_case if entry.term.is_case_sensitive else text.folded)
        return hits, words

    def _find_unspaced(self, whole: str) -> Iterator[TermHit]:
        first = self._unspaced
        for place in range(len(whole)):
            for start in (whole[place : place + 2], whole[place]):
                for entry in first.get(start, ()):
                    if span := entry.term.match_at(whole, place):
                        yield TermHit(entry, *span)
                if len(start) < 2:
                    break


def _add_at(hits: list[TermHit], found: TermMatch, text: NormalizedText, start: int, end: int) -> None:
    """Add the hits of the entries that may be found at a word."""
    # This runs for each word of a text, so what holds for all terms is asked once.
    hits += [TermHit(entry, start, end) for entry in _same_names(found.whole, text, start, end)]
    if found.beginning:
        for entry in found.beginning_before(text.folded, end):
            if hit := _match_at(entry, text, start):
                hits.append(hit)
    hits += [TermHit(entry, start, end) for entry in found.compounded]


def _same_names(
    entries: Sequence[TermEntry], text: NormalizedText, start: int, end: int
) -> Sequence[TermEntry]:
    """Return the entries that a word is a form of, without those of which it is another name, or no name."""
    if entries and (text.text[start].islower() or _is_within_sentence(text.text, start)):
        return [entry for entry in entries if not _is_other_name(entry.term, text, start, end)]
    return entries


def _match_at(entry: TermEntry, text: NormalizedText, place: int) -> TermHit | None:
    term = entry.term
    span = term.match_at(text.text if term.is_case_sensitive else text.folded, place)
    if span is None or (term.is_two_letter_acronym and _is_in_capitals(text.text, place)):
        return None
    return None if _is_other_name(term, text, *span) else TermHit(entry, *span)


def _is_other_name(term: Term, text: NormalizedText, start: int, end: int) -> bool:
    """Return whether a form of a word is a name within a sentence (germanio, the metal, in Germania), or not the name that it looks like."""
    if term.inflection is None or not term.inflection.lowers_nouns:
        return False
    if text.text[start].islower():
        # A name that is an ordinary word, too: Lagos, lagos (lakes). Texts without capitals say nothing of it.
        is_name = term.weak and term.written[0].isupper() and term.written.isalpha()
        return is_name and text.text != text.folded
    if not text.text[start].isupper():
        return False
    if term.written[0].isupper() or text.folded[start:end] == fold(term.written):
        return False
    return _is_within_sentence(text.text, start)


def _is_within_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 3) : place].rstrip(" ")
    return bool(before) and before[-1] not in _SENTENCE_STARTS


def _search(entry: TermEntry, where: str) -> Iterator[TermHit]:
    if entry.term.needle in where:
        for match in entry.term.pattern.finditer(where):
            yield TermHit(entry, match.start(), match.end())


def _is_in_capitals(text: str, place: int) -> bool:
    """Return whether the line around a place is in capitals."""
    before = text[max(0, place - _LONGEST_HEADING) : place].rpartition("\n")[2]
    after = text[place : place + _LONGEST_HEADING].partition("\n")[0]
    return all(character.isupper() for character in before + after if character.isalpha())


def _append(entries: dict[str, Sequence[T]], word: str, entry: T) -> None:
    known = entries.setdefault(intern(word), [])
    assert isinstance(known, list)
    known.append(entry)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """The entries that a word is a form of, those that may begin at it, and those that are parts of it as a compound.

    Common entries that it is a form of are apart, by their topics, which are `listed` once for each entry; the least common
    has that `commonness`. Those that may begin at it are by the first letters of their second word, empty if not known.
    """

    whole: Sequence[TermEntry] = ()
    beginning: Mapping[str, tuple[TermEntry, ...]] = field(default_factory=dict)
    compounded: tuple[TermEntry, ...] = ()
    common: Mapping[int, tuple[TermEntry, ...]] = field(default_factory=dict)
    topics: frozenset[int] = frozenset()
    listed: tuple[int, ...] = ()
    commonness: float = 0.0
    has_others: bool = False

    def beginning_before(self, folded: str, end: int) -> Iterable[TermEntry]:
        """Return the entries that may begin at the word, which ends there in a text, by the letters after it."""
        beginning = self.beginning
        if folded.startswith("  ", end):
            return chain.from_iterable(beginning.values())
        letters = strip_marks(folded[end + 1 : end + 1 + _SECOND_LETTERS])
        if not letters.isalpha():
            letters = letters[:1]
        unknown, told = beginning.get("", ()), beginning.get(letters, ()) if letters else ()
        return (*unknown, *told) if told else unknown


class CommonWord(NamedTuple):
    """A word of a text that is too common to suggest any of the topics of which it is a term."""

    match: TermMatch
    start: int
    end: int

    def hits(self, topic: int, text: NormalizedText) -> list[TermHit]:
        """Return the hits of a topic of the word, which stands in `text`."""
        place = self.start, self.end
        return [TermHit(entry, *place) for entry in _same_names(self.match.common[topic], text, *place)]


_NO_MATCH = TermMatch()


class _WordLookup:
    """Entries by their first word.

    A language has thousands of entries, most of them alone under their word: words are interned, and tuples take the place of lists
    when all entries were added.
    """

    def __init__(self, is_common: Callable[[TermEntry], bool]) -> None:
        self._is_common = is_common
        self.cache: dict[str, TermMatch] = {}
        self._whole: dict[str, Sequence[TermEntry]] = {}
        self._beginnings: dict[str, Sequence[TermEntry]] = {}
        self._lengths: tuple[int, ...] = ()
        self._listed: dict[str, Sequence[str]] = {}  # words of `_inflected` by their first letters
        self._inflected: dict[str, Sequence[TermEntry]] = {}
        self._parts: dict[str, Sequence[TermEntry]] = {}
        self._inflection: Inflection | None = None

    def add(self, entry: TermEntry, heads: Iterable[tuple[str, bool]]) -> None:
        for head, more in heads:
            _append(self._beginnings if more else self._whole, head, entry)
            if more and len(head) not in self._lengths:
                self._lengths = tuple(sorted((*self._lengths, len(head))))
        inflection = entry.term.inflection
        if inflection is None:
            return
        self._inflection = inflection
        if first := entry.term.first_form:
            if first not in self._inflected:
                _append(self._listed, inflection.term_key(first), intern(first))
            _append(self._inflected, first, entry)
        if part := entry.term.part:
            _append(self._parts, part, entry)

    def complete(self) -> None:
        """Store the entries in less memory; none may be added any more."""
        for entries in (self._whole, self._beginnings, self._parts, self._inflected):
            entries.update([(word, tuple(listed)) for word, listed in entries.items()])
        self._listed.update([(key, tuple(words)) for key, words in self._listed.items()])

    def look_up(self, word: str) -> TermMatch:
        """Return the entries for a word, and cache them."""
        entries, compounded = tuple(dict.fromkeys(self._find_beginning(word))), self._find_compounded(word)
        forms = [
            entry for entry in entries if entry.term.is_form(word) and not self._is_another(word, entry.term)
        ]
        whole = tuple(entry for entry in forms if not self._is_common(entry))
        common: dict[int, tuple[TermEntry, ...]] = {}
        for entry in filter(self._is_common, forms):
            common[entry.topic] = (*common.get(entry.topic, ()), entry)
        beginning: dict[str, tuple[TermEntry, ...]] = {}
        for entry in entries:
            if not entry.term.is_plain_word:
                second = entry.term.second_letters
                beginning[second] = (*beginning.get(second, ()), entry)
        others = bool(whole or beginning or compounded)
        listed = tuple(topic for topic, of_topic in common.items() for _ in of_topic)
        least = min((entry.commonness for entry in chain.from_iterable(common.values())), default=0.0)
        found = TermMatch(whole, beginning, compounded, common, frozenset(common), listed, least, others)
        found = found if others or common else _NO_MATCH
        if len(self.cache) >= _CACHE_SIZE:
            self.cache.clear()
        if len(word) <= _LONGEST_CACHED:
            self.cache[word] = found
        return found

    def _is_another(self, word: str, term: Term) -> bool:
        """Return whether a word looks like a form of a term, and is too common to be one."""
        if term.inflection is None:
            return False
        return frequencies_of(term.inflection.language).is_another_word(word, fold(term.written))

    def _find_beginning(self, word: str) -> Iterator[TermEntry]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._beginnings.get(word[:length], ())
        if self._inflection is not None and self._inflection.has_forms(word):
            for key in self._inflection.keys(word):
                for listed in self._listed.get(key, ()):
                    if self._inflection.share_stem(word, listed):
                        yield from self._inflected[listed]

    def _find_compounded(self, word: str) -> tuple[TermEntry, ...]:
        if not self._parts or self._inflection is None or len(word) > _LONGEST_CACHED:
            return ()
        parts = self._inflection.compound_parts(word)
        return tuple(dict.fromkeys(entry for part in parts for entry in self._parts.get(part, ())))
