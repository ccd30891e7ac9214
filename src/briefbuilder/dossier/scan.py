"""The walk over the sections that match, in steps of bounded time, from the last imported article back.

The dossier's only connection belongs to the window's thread (docs/decisions/0009), so a search is a row of steps
that take some milliseconds each.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import reduce
from heapq import merge
from itertools import chain, groupby, islice
from time import perf_counter

from briefbuilder.dossier.beginnings import Beginnings
from briefbuilder.dossier.query import Expression, Query, match_of
from briefbuilder.dossier.register import PLACE_BITS, section_number

_FEW = 2000
"""Articles up to which it may be quicker to look them through one by one."""
_ONE, _ROW = 6e-4, 1e-6
"""Seconds that it takes to look one article through, and to walk over one section."""
_ROWS = 1000
"""Sections that are fetched before the clock is looked at; the first step fetches no more."""
_STEP = 0.006
"""Seconds after which a step ends."""

Numbers = Iterable[int]


class Scan:
    """Walks the sections that match, last imported first, one step at a time.

    `articles` holds the numbers of the articles that may answer, `sections` those of the sections; None for all.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        articles: Collection[int] | None = None,
        sections: Collection[int] | None = None,
    ) -> None:
        self._connection = connection
        self._query = query
        self._articles = articles
        self._sections = sections
        self._beginnings = Beginnings(connection)
        self._may_be_few = articles is not None and len(articles) <= _FEW and not query.joins

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        if self._articles is not None and not self._articles:
            return
        heavy = {
            expression
            for expression in (*self._query.wanted, *self._query.excluded)
            if self._beginnings.are_many(expression)
        }
        if heavy:
            yield from self._in_pieces(heavy)
            return
        rows = self._asked(match_of(_texts(self._query.wanted), _texts(self._query.excluded)))
        yield from self._walked(lambda: [row[0] for row in rows.fetchmany(_ROWS)])

    def _in_pieces(self, heavy: Collection[Expression]) -> Iterator[list[int]]:
        """Walk several rows of sections side by side, one for each piece of a beginning that is much to join."""
        pieces: dict[Expression, list[str]] = {expression: [] for expression in heavy}
        # All pieces before the first row: to look up words makes the index join again what is being walked.
        for expression, groups in pieces.items():
            for group in self._beginnings.groups(expression):
                groups.append(f"({' OR '.join(_texts(group))})")
                yield []
        light = _texts(one for one in self._query.wanted if one not in heavy)
        without = _texts(one for one in self._query.excluded if one not in heavy)
        rows: dict[Expression, list[Numbers]] = {expression: [] for expression in heavy}
        for expression, groups in pieces.items():
            for either in groups:
                rows[expression].append(self._numbers(match_of((*light, either), without)))
                yield []
        wanted = [_merged(rows[one]) for one in self._query.wanted if one in heavy]
        found = reduce(_both, wanted) if wanted else iter(self._numbers(match_of(light, without)))
        excluded = [_merged(rows[one]) for one in self._query.excluded if one in heavy]
        found = reduce(_without, excluded, found)
        yield from self._walked(lambda: list(islice(found, _ROWS)))

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
        """Tell whether to look through the articles that are left takes less than to walk over all sections."""
        if not self._may_be_few or self._articles is None:
            return False
        left = sum(1 for article in self._articles if article <= here >> PLACE_BITS)
        ahead = walked * here / (top - here + 1)
        return left * _ONE < ahead * _ROW

    def _one_by_one(self, below: int) -> Iterator[list[int]]:
        """Look articles through one by one, from a section back."""
        assert self._articles is not None
        articles = sorted(self._articles)
        del articles[bisect_right(articles, below >> PLACE_BITS) :]
        match = match_of(_texts(self._query.wanted), _texts(self._query.excluded))
        query = f"{_MATCHING} AND rowid >= ? AND rowid < ? {_LAST_FIRST}"
        found: list[int] = []
        until = perf_counter() + _STEP
        for article in reversed(articles):
            ends = section_number(article, 0), min(section_number(article + 1, 0), below)
            found += self._answering([row[0] for row in self._connection.execute(query, (match, *ends))])
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
            numbers = [number for number in numbers if number >> PLACE_BITS in self._articles]
        if self._sections is not None:
            numbers = [number for number in numbers if number in self._sections]
        return numbers


_MATCHING = "SELECT rowid FROM section_words WHERE section_words MATCH ?"
_LAST_FIRST = "ORDER BY rowid DESC"


def first_found(steps: Iterator[list[int]], most: int) -> list[int]:
    """Return the first sections of a walk, up to a number; the walk goes no further than it must."""
    found: list[int] = []
    for step in steps:
        found += step
        if len(found) >= most:
            break
    return found[:most]


def _texts(expressions: Iterable[Expression]) -> tuple[str, ...]:
    return tuple(map(str, expressions))


def _merged(rows: Sequence[Numbers]) -> Iterator[int]:
    """Yield the numbers of several falling rows, falling, each once."""
    return (number for number, _ in groupby(merge(*rows, reverse=True)))


def _both(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers that stand in both of two falling rows."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there == number:
            yield number


def _without(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers of a falling row that do not stand in another one."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there != number:
            yield number
