"""Finds a set of terms in a text: words are looked up once each, the few others are searched for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefbuilder.tagging.inflection import Inflection, has_forms
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
            if entry.term.heads:
                self._lookups.setdefault(entry.term.script, _Lookup()).add(entry)
            else:
                self._searched.append(entry)

    def find(self, text: Normalised) -> Iterator[Hit]:
        """Yield every hit, also those that overlap."""
        lines = _CapitalLines(text.text)
        for script, lookup in self._lookups.items():
            remembered = lookup.remembered
            for word in _WORDS[script].finditer(text.folded):
                found = remembered.get(word[0])
                if found is None:
                    found = lookup.found(word[0])
                if found is _NOTHING:
                    continue
                for entry in found.begun:
                    yield from _hit_at(entry, text, word.start(), lines)
                for entry in found.compounded:
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


@dataclass(frozen=True, slots=True)
class _Found:
    """The entries that may begin at a word, and those that the word is compounded of."""

    begun: tuple[Entry, ...] = ()
    compounded: tuple[Entry, ...] = ()


_NOTHING = _Found()


class _Lookup:
    """Entries by the word that they begin with."""

    def __init__(self) -> None:
        self.remembered: dict[str, _Found] = {}
        self._whole: defaultdict[str, list[Entry]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[Entry]] = defaultdict(list)
        self._lengths: tuple[int, ...] = ()
        self._kin: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._parts: defaultdict[str, list[Entry]] = defaultdict(list)
        self._inflection: Inflection | None = None

    def add(self, entry: Entry) -> None:
        for head, more in entry.term.heads:
            (self._beginnings if more else self._whole)[head].append(entry)
            if more and len(head) not in self._lengths:
                self._lengths = tuple(sorted((*self._lengths, len(head))))
        inflection = entry.term.inflection
        if inflection is None:
            return
        self._inflection = inflection
        if first := entry.term.first_form:
            self._kin[inflection.beginning(first)].append((first, entry))
        if part := entry.term.part:
            self._parts[part].append(entry)

    def found(self, word: str) -> _Found:
        """Return what a word may stand for, and remember it."""
        begun, compounded = tuple(dict.fromkeys(self._begun(word))), self._compounded(word)
        found = _Found(begun, compounded) if begun or compounded else _NOTHING
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        if len(word) <= _LONGEST_REMEMBERED:
            self.remembered[word] = found
        return found

    def _begun(self, word: str) -> Iterator[Entry]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._beginnings.get(word[:length], ())
        if self._inflection is not None and has_forms(word):
            for listed, entry in self._kin.get(self._inflection.beginning(word), ()):
                if self._inflection.akin(word, listed):
                    yield entry

    def _compounded(self, word: str) -> tuple[Entry, ...]:
        if not self._parts or self._inflection is None or len(word) > _LONGEST_REMEMBERED:
            return ()
        parts = self._inflection.parts(word)
        return tuple(dict.fromkeys(entry for part in parts for entry in self._parts.get(part, ())))
