"""Finds the hits of a search: the sections that match, in steps of a few milliseconds and in order, and the places in a text."""

from __future__ import annotations

import sqlite3
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import reduce
from heapq import merge
from itertools import chain, groupby, islice, takewhile
from math import isfinite
from time import perf_counter

from briefbuilder.domain.values import value
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.folding import fold_with_places
from briefbuilder.storage.query import (
    Clause,
    Expression,
    ParsedQuery,
    PrefixSearch,
    SearchTerm,
    fts_expression,
)
from briefbuilder.storage.tables import SECTION_BITS, section_number
from briefbuilder.storage.tokenizer import needles

# A search walks over the matching sections from the last imported article back, in steps of a few milliseconds,
# because the only connection to the dossier belongs to the window's thread (docs/decisions/0009).

_MAX_ONE_BY_ONE = 2000
"""The number of articles up to which searching them one by one may be faster."""
_ONE, _ROW = 6e-4, 1e-6
"""Seconds that it takes to search one article, and to walk over one section."""
_ROWS = 1000
"""The number of sections that are fetched before the clock is read; the first step fetches no more."""
_STEP = 0.006
"""Seconds after which a step ends."""

Numbers = Iterable[int]


class Scan:
    """Walks over the sections that match a clause, last imported first, one step at a time.

    `articles` are the numbers of the articles that may match, `sections` those of the sections; None for all.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        clause: Clause,
        articles: Collection[int] | None = None,
        sections: Collection[int] | None = None,
    ) -> None:
        self._connection = connection
        self._clause = clause
        self._articles = articles
        self._sections = sections
        self._beginnings = PrefixSearch(connection)
        self._may_be_few = articles is not None and len(articles) <= _MAX_ONE_BY_ONE and not clause.joins

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        if self._articles is not None and not self._articles:
            return
        terms = (*self._clause.required, *self._clause.excluded)
        heavy = {term for term in terms if any(map(self._beginnings.are_many, term.expressions))}
        if heavy:
            yield from self._in_pieces(heavy)
            return
        rows = self._asked(fts_expression(_texts(self._clause.required), _texts(self._clause.excluded)))
        yield from self._walked(lambda: [row[0] for row in rows.fetchmany(_ROWS)])

    def _in_pieces(self, heavy: Collection[SearchTerm]) -> Iterator[list[int]]:
        """Walk several lists of sections side by side, one for each part of a prefix that has many words."""
        pieces: dict[SearchTerm, list[str]] = {term: [] for term in heavy}
        # All parts before the first row: looking up words makes the index join again what is being walked.
        for term, groups in pieces.items():
            for group in self._groups(term):
                groups.append(f"({' OR '.join(map(str, group))})")
                yield []
        light = _texts(term for term in self._clause.required if term not in heavy)
        without = _texts(term for term in self._clause.excluded if term not in heavy)
        rows: dict[SearchTerm, list[Numbers]] = {term: [] for term in heavy}
        for term, groups in pieces.items():
            for either in groups:
                rows[term].append(self._numbers(fts_expression((*light, either), without)))
                yield []
        required = [_merge(rows[term]) for term in self._clause.required if term in heavy]
        found = (
            reduce(_intersect, required) if required else iter(self._numbers(fts_expression(light, without)))
        )
        excluded = [_merge(rows[term]) for term in self._clause.excluded if term in heavy]
        found = reduce(_subtract, excluded, found)
        yield from self._walked(lambda: list(islice(found, _ROWS)))

    def _groups(self, term: SearchTerm) -> Iterator[tuple[Expression, ...]]:
        """Yield the expressions of a term in groups that are joined at once."""
        light: list[Expression] = []
        for expression in term.expressions:
            if self._beginnings.are_many(expression):
                yield from self._beginnings.groups(expression)
            else:
                light.append(expression)
        if light:
            yield tuple(light)

    def _walked(self, fetch: Callable[[], list[int]]) -> Iterator[list[int]]:
        until, walked, top = 0.0, 0, 0
        found: list[int] = []
        while part := fetch():
            walked, top = walked + len(part), top or part[0]
            found += self._answering(part)
            if perf_counter() >= until:
                yield found
                if self._is_quicker_one_by_one(walked, top, part[-1]):
                    yield from self._one_by_one(part[-1])
                    return
                found, until = [], perf_counter() + _STEP
        yield found

    def _is_quicker_one_by_one(self, walked: int, top: int, here: int) -> bool:
        """Return whether searching the remaining articles one by one is faster than walking over all sections."""
        if not self._may_be_few or self._articles is None:
            return False
        left = sum(1 for article in self._articles if article <= here >> SECTION_BITS)
        remaining = walked * here / (top - here + 1)
        return left * _ONE < remaining * _ROW

    def _one_by_one(self, below: int) -> Iterator[list[int]]:
        """Search articles one by one, from a section back."""
        assert self._articles is not None
        articles = sorted(self._articles)
        del articles[bisect_right(articles, below >> SECTION_BITS) :]
        match = fts_expression(_texts(self._clause.required), _texts(self._clause.excluded))
        statement = f"{_MATCHING} AND rowid >= ? AND rowid < ? {_LAST_FIRST}"
        found: list[int] = []
        until = perf_counter() + _STEP
        for article in reversed(articles):
            ends = section_number(article, 0), min(section_number(article + 1, 0), below)
            found += self._answering([row[0] for row in self._connection.execute(statement, (match, *ends))])
            if perf_counter() >= until:
                yield found
                found, until = [], perf_counter() + _STEP
        yield found

    def _numbers(self, match: str) -> Numbers:
        return chain.from_iterable(self._asked(match))

    def _asked(self, match: str) -> sqlite3.Cursor:
        return self._connection.execute(f"{_MATCHING} {_LAST_FIRST}", (match,))

    def _answering(self, numbers: Sequence[int]) -> Sequence[int]:
        if self._articles is not None:
            numbers = [number for number in numbers if number >> SECTION_BITS in self._articles]
        if self._sections is not None:
            numbers = [number for number in numbers if number in self._sections]
        return numbers


_MATCHING = "SELECT rowid FROM section_words WHERE section_words MATCH ?"
_LAST_FIRST = "ORDER BY rowid DESC"


def take_first(steps: Iterator[list[int]], most: int) -> list[int]:
    """Return the first sections of a walk, up to a number, those of an article in the order of its text."""
    found: list[int] = []
    for step in steps:
        found += step
        # The walk goes back: the first section of an article comes last.
        if found[most:] and found[-1] >> SECTION_BITS < found[most - 1] >> SECTION_BITS:
            break
    return sorted(found, key=_in_reading_order)[:most]


def _in_reading_order(section: int) -> tuple[int, int]:
    return -(section >> SECTION_BITS), section


def _texts(terms: Iterable[SearchTerm]) -> tuple[str, ...]:
    return tuple(map(str, terms))


def _merge(rows: Sequence[Numbers]) -> Iterator[int]:
    """Yield the numbers of several descending sequences in descending order, each once."""
    return (number for number, _ in groupby(merge(*rows, reverse=True)))


def _intersect(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers that are in both of two descending sequences."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there == number:
            yield number


def _subtract(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers of a descending sequence that are not in another one."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there != number:
            yield number


def walk_side_by_side(walks: Sequence[Iterator[list[int]]]) -> Iterator[list[int]]:
    """Yield the numbers of several descending walks in descending order, each once, one step of one walk at a time."""
    if len(walks) == 1:
        yield from walks[0]
        return
    # What each walk may still find is below its floor.
    floors = dict.fromkeys(range(len(walks)), _HIGHEST)
    pending: set[int] = set()
    while floors:
        place = max(floors, key=lambda one: floors[one])
        step = next(walks[place], None)
        if step is None:
            del floors[place]
        elif step:
            pending.update(step)
            floors[place] = step[-1]
        sure = max(floors.values(), default=0)
        found = sorted((number for number in pending if number >= sure), reverse=True)
        pending.difference_update(found)
        yield found


_HIGHEST = 1 << 62


# Few hits are ranked (bm25) at the end of the walk; many stay last imported first, since ranking common words
# takes a second.

MAX_RANKED = 200
"""The number of sections up to which hits are ranked; more come last imported first."""
_COMMON = 5_000
"""The number of sections from which on a word is too common to rank by it."""
_OWN_LANGUAGE = 1.25
"""The factor of the score of articles in the user's own language: they come first among equals."""


def rank_hits(
    connection: sqlite3.Connection,
    parsed: ParsedQuery,
    sections: Collection[int],
    preferred: Collection[int] = (),
) -> list[tuple[int, float]]:
    """Return the sections that match a query, at most MAX_RANKED, best first with their scores.

    Sections with the words as they were typed, and first those with all of them in sequence, come before those with
    other forms; among the same, those of `preferred` articles have an advantage. Words of very many sections say little
    and would take long, so they are left out of the score.
    """
    scores = dict.fromkeys(sections, 0.0)
    if not scores:
        return []
    clauses = [clause for clause in parsed.clauses if clause.required]
    selective = [
        [str(term) for term in clause.required if _is_selective(connection, term)] for clause in clauses
    ]
    if clauses and all(selective):
        match = " OR ".join(f"({fts_expression(tuple(terms))})" for terms in selective)
        rows = _within(connection, f"SELECT rowid, -rank {_RANKED}", match, scores)
        scores |= {number: _as_score(score) for number, score in rows if number in scores}
    exact = _exact_sections(connection, clauses, scores)

    def key(one: int) -> tuple[int, float, tuple[int, int]]:
        factor = _OWN_LANGUAGE if one >> SECTION_BITS in preferred else 1.0
        # Without scores all are equal.
        return -exact.get(one, 0), -(scores[one] or 1e-9) * factor, _in_reading_order(one)

    return [(section, scores[section]) for section in sorted(scores, key=key)]


_RANKED = "FROM section_words WHERE section_words MATCH ? AND rowid >= ? AND rowid <= ?"


def _within(
    connection: sqlite3.Connection, select: str, match: str, sections: Collection[int]
) -> sqlite3.Cursor:
    return connection.execute(select, (match, min(sections), max(sections)))


def _exact_sections(
    connection: sqlite3.Connection, clauses: Sequence[Clause], sections: Collection[int]
) -> dict[int, int]:
    """Return 1 for the sections that have all words as prefixes, 2 for all words as they were typed, 3 for them in sequence."""
    found: dict[int, int] = {}
    varying = any(len(term.expressions) > term.exact for clause in clauses for term in clause.required)
    is_open = any(
        expression.open for clause in clauses for term in clause.required for expression in term.expressions
    )
    levels: list[tuple[int, list[str]]] = []
    if varying:
        levels.append((1, [_typed(clause, closed=False) for clause in clauses]))
    if is_open or varying:
        levels.append((2, [_typed(clause, closed=True) for clause in clauses]))
    if any(len(clause.required) > 1 for clause in clauses):
        levels.append((3, [sequence for clause in clauses if (sequence := _sequence(clause))]))
    for level, texts in levels:
        if texts:
            rows = _within(connection, f"SELECT rowid {_RANKED}", " OR ".join(texts), sections)
            found |= {number: level for (number,) in rows if number in sections}
    return found


def _typed(clause: Clause, *, closed: bool) -> str:
    return f"({' AND '.join(str(term.typed(closed=closed)) for term in clause.required)})"


def _sequence(clause: Clause) -> str:
    """Return the expression for the words of a clause one after the other; "" if some are alternatives."""
    if any(term.exact > 1 for term in clause.required):
        return ""
    return str(Expression(tuple(chain.from_iterable(term.expressions[0].words for term in clause.required))))


def _as_score(value: object) -> float:
    # A damaged index counts fewer sections than have a word, and the logarithm of their ratio is not a number.
    if not isinstance(value, int | float) or not isfinite(value):
        raise CorruptValueError("a score that is no number")
    return value


def _is_selective(connection: sqlite3.Connection, term: SearchTerm) -> bool:
    # A prefix with many words is in very many sections.
    beginnings = PrefixSearch(connection)
    if any(map(beginnings.are_many, term.expressions)):
        return False
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM section_words WHERE section_words MATCH ? LIMIT ?)",
        (str(term), _COMMON),
    ).fetchone()
    return bool(row[0] < _COMMON)


# The places in a text, with the words around them.

_BEFORE = 60
_LENGTH = 200
"""Code points: how many are shown before the first hit, and in all."""
_NEAR = 60
"""Code points in which hits of several phrases are close together."""
_MOST_COMPARED = 20
"""The most hits of a phrase among which a snippet is chosen."""

_JOINER = "\u200d"


@value(kw_only=False)
class Snippet:
    """Part of a text; `hits` are code points (start, end) in `text`."""

    text: str
    hits: tuple[tuple[int, int], ...]


@value(kw_only=False)
class SearchedText:
    """A text on one line, and folded; `places` are the offsets in the text of the folded characters."""

    text: str
    folded: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> SearchedText:
        """Fold a text."""
        # Folding keeps offsets only in composed text; a line end is shown as a space.
        shown = " ".join(unicodedata.normalize("NFC", text).split())
        return cls(shown, *fold_with_places(shown))

    def hits(self, phrases: Sequence[str]) -> list[tuple[int, int]]:
        """Return the code points of the text that match phrases."""
        return _join_hits(sorted({span for found in self._found(phrases) for span in found}))

    def snippet(self, phrases: Sequence[str], before: int) -> Snippet:
        """Return the part of the text where the most of the phrases are close together, with `before` code points ahead of it."""
        shown = self.text
        # A long text may have very many hits: no more are compared, or looked for than are shown.
        begun = [([first], more) for more in self._found(phrases) if (first := next(more, None)) is not None]
        place = min((spans[0][0] for spans, _ in begun), default=0)
        if len(begun) > 1 and any(spans[0][1] > place + _NEAR for spans, _ in begun):
            for spans, more in begun:
                spans.extend(islice(more, _MOST_COMPARED - 1))
            place = _fullest_place([spans for spans, _ in begun])
        start = _word_start(shown, place - before, before // 2) if place > before else 0
        end = _word_end(shown, start + _LENGTH)
        marked = {
            span
            for spans, more in begun
            for span in takewhile(lambda one: one[0] < end, chain(spans, more))
            if span[0] >= start
        }
        left = "…" if start else ""
        right = "…" if end < len(shown) else ""
        moved = len(left) - start
        hits = tuple((low + moved, high + moved) for low, high in _join_hits(sorted(marked)) if high <= end)
        return Snippet(left + shown[start:end] + right, hits)

    def _found(self, phrases: Sequence[str]) -> Iterator[Iterator[tuple[int, int]]]:
        """Yield the code points of the text that match each phrase."""
        places = self.places
        for needle in needles(tuple(phrases)):
            if needle.start in self.folded:
                yield ((places[low], places[high - 1] + 1) for low, high in needle.find(self.folded))


def first_snippet(texts: Sequence[SearchedText], phrases: Sequence[str], before: int = _BEFORE) -> Snippet:
    """Return the snippet of the first text with a match, otherwise that of the first text that is not empty."""
    first = Snippet("", ())
    for text in texts:
        result = text.snippet(phrases, before)
        if result.hits:
            return result
        first = first if first.text else result
    return first


def find_hits(text: str, phrases: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the code points of a text, which must be composed, if it matches the phrases of a query."""
    if not phrases or not unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(SearchedText(text, *fold_with_places(text)).hits(phrases))


def _fullest_place(found: Sequence[Sequence[tuple[int, int]]]) -> int:
    """Return the first hit after which the most different phrases are near, given the hits of each phrase."""
    # Where several phrases begin, the first one counts: a prefix, and a word that begins so, are one hit.
    hits: dict[int, tuple[int, int]] = {}
    for phrase, spans in enumerate(found):
        for low, high in spans:
            hits.setdefault(low, (high, phrase))
    starts = sorted(hits)
    best = most = 0
    for place, start in enumerate(starts):
        near: set[int] = set()
        for high, phrase in map(hits.__getitem__, starts[place:]):
            if near and high > start + _NEAR:
                break
            near.add(phrase)
        if len(near) > most:
            best, most = start, len(near)
    return best


def _join_hits(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in hits:
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _word_start(text: str, place: int, room: int) -> int:
    """Return where the next word begins, or a place that does not separate a character from its marks."""
    space = text.find(" ", place, place + room)
    return _before_cluster(text, place) if space < 0 else space + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - _BEFORE // 2, place)
    return _before_cluster(text, place) if space < 0 else space


def _before_cluster(text: str, place: int) -> int:
    """Return the place, moved back before a character whose combining marks or joiners would be cut off."""
    while 0 < place < len(text) and (_is_joined(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place


def _is_joined(character: str) -> bool:
    # Combining marks, joiners, and the skin tones of emoji.
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
