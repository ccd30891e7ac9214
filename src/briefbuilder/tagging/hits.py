"""Finds a set of terms in a text: words are looked up once each, the few others are searched for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefbuilder.tagging.inflection import SHARED, Inflection
from briefbuilder.tagging.normalised import Normalised
from briefbuilder.tagging.terms import Script, Term

_WORDS: dict[Script, re.Pattern[str]] = {
    "words": re.compile(r"[^\W_]+"),
    "ascii": re.compile(r"[a-z0-9]+", re.ASCII),
}
_REMEMBERED = 20_000
"""Words whose terms are remembered, so that a long session does not grow without end."""
_LONGEST_REMEMBERED = 64
"""Characters of the longest word that is remembered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of one topic, which `topic` names by its place in the taxonomy."""

    topic: int
    term: Term
    excluding: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at a place in the normalised text."""

    entry: Entry
    start: int
    end: int


class Finder:
    """Finds the entries that it was made for."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lookups: dict[Script, _Lookup] = {}
        self._searched: list[Entry] = []
        for entry in entries:
            if entry.term.heads or entry.term.stem:
                self._lookups.setdefault(entry.term.script, _Lookup()).add(entry)
            else:
                self._searched.append(entry)

    def find(self, text: Normalised) -> Iterator[Hit]:
        """Yield every hit, also those that overlap."""
        lines = _CapitalLines(text.text)
        for script, lookup in self._lookups.items():
            remembered = lookup.remembered
            for word in _WORDS[script].finditer(text.folded):
                entries = remembered.get(word[0])
                if entries is None:
                    entries = lookup.entries(word[0])
                for entry in entries:
                    yield from _hit_at(entry, text, word.start(), lines)
                for entry in lookup.compounded(word[0]):
                    yield Hit(entry, word.start(), word.end())
        for entry in self._searched:
            yield from _hits_of(entry, text)


def _hit_at(entry: Entry, text: Normalised, place: int, lines: _CapitalLines) -> Iterator[Hit]:
    term = entry.term
    span = term.matched(text.text if term.cased else text.folded, place)
    if span and not (term.shouted and lines.hold(place)):
        yield Hit(entry, *span)


def _hits_of(entry: Entry, text: Normalised) -> Iterator[Hit]:
    where = text.text if entry.term.cased else text.folded
    if entry.term.needle in where:
        for match in entry.term.pattern.finditer(where):
            yield Hit(entry, match.start(), match.end())


class _CapitalLines:
    """The lines of a text in which every letter is a capital; looked for when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    def hold(self, place: int) -> bool:
        """Tell whether a place stands in such a line."""
        if self._starts is None:
            self._starts = list(self._find())
        line = bisect_right(self._starts, place) - 1
        return line >= 0 and place < self._ends[line]

    def _find(self) -> Iterator[int]:
        start = 0
        for line in self._text.split("\n"):
            if all(character.isupper() for character in line if character.isalpha()):
                yield start
                self._ends.append(start + len(line))
            start += len(line) + 1


class _Lookup:
    """Entries by the word that they begin with."""

    def __init__(self) -> None:
        self.remembered: dict[str, tuple[Entry, ...]] = {}
        self._whole: defaultdict[str, list[Entry]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[Entry]] = defaultdict(list)
        self._lengths: tuple[int, ...] = ()
        self._stem_beginnings: set[str] = set()
        self._stems: defaultdict[str, list[Entry]] = defaultdict(list)
        self._parts: defaultdict[str, list[Entry]] = defaultdict(list)
        self._inflection: Inflection | None = None
        self._compounds: dict[str, tuple[Entry, ...]] = {}

    def add(self, entry: Entry) -> None:
        for head, more in entry.term.heads:
            (self._beginnings if more else self._whole)[head].append(entry)
        self._lengths = tuple(sorted({len(head) for head in self._beginnings}))
        self._inflection = self._inflection or entry.term.inflection
        if stem := entry.term.stem:
            self._stem_beginnings.add(stem[:SHARED])
            self._stems[stem].append(entry)
        if part := entry.term.part:
            self._parts[part].append(entry)

    def entries(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that may begin at a word, and remember them."""
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._beginnings.get(word[:length], ())
        # Forms begin alike: most words need no stem to be told apart, and a stem takes time.
        if self._inflection is not None and self._inflection.beginning(word) in self._stem_beginnings:
            found += self._stems.get(self._inflection.stem(word), ())
        entries = tuple(dict.fromkeys(found))
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        if len(word) <= _LONGEST_REMEMBERED:
            self.remembered[word] = entries
        return entries

    def compounded(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that a word is compounded of, and remember them."""
        if not self._parts or self._inflection is None:
            return ()
        entries = self._compounds.get(word)
        if entries is None:
            if len(self._compounds) >= _REMEMBERED:
                self._compounds.clear()
            parts = self._inflection.parts(word) if len(word) <= _LONGEST_REMEMBERED else ()
            found = [entry for part in parts for entry in self._parts.get(part, ())]
            entries = self._compounds[word] = tuple(dict.fromkeys(found))
        return entries
