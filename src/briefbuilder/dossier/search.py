"""Full-text search over sections: what is asked, and which sections answer, in steps of bounded time.

The dossier's only connection belongs to the window's thread (docs/decisions/0009), so a search is a row of steps
that take some milliseconds each, from the last imported article back. A few finds are ranked (bm25) at the end,
many stay last imported first, since ranking common words costs a second.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from briefbuilder.dossier.folding import query_words
from briefbuilder.dossier.register import PLACE_BITS, section_number

RANKED = 200
"""Up to this many sections found are ranked; more come last imported first."""

_WORDS = 32
"""Words of a query that are looked at; a pasted page is no search."""

_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

_LONG_BEGINNING = re.compile(r'[^ "]{4,}" \*$')
"""A beginning of more letters than the index answers at once (schema.py): SQLite first joins all words of it."""
_FEW = 400
"""Articles that are looked through one by one, where conditions leave no more."""
_ONE_BY_ONE = 50
"""Of those in one step."""
_ROWS = 1000
"""Sections that are fetched before the clock is looked at; the first step fetches no more."""
_STEP = 0.006
"""Seconds after which a step ends."""
_COMMON = 10_000
"""Sections from which on a word tells too little to rank by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A section that was found.

    `section` counts from 0; `hits` are code points (start, end) of `snippet`. `score` is higher for
    better ones, and 0 where the result is large and comes newest first.
    """

    article: str
    section: int
    title: str
    heading: str | None
    snippet: str
    hits: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: `match` in the index's language (empty: everything) and `phrases` to show.

    `wanted` are the expressions of which each must be there. `joins_words` tells that each question costs the
    joining of all words that begin alike, so that one must do.
    """

    match: str
    phrases: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    joins_words: bool = False


def parsed(words: str) -> Query:
    """Return a user's words as a query.

    All words must be there; "several words" in quotes must stand together; a leading minus excludes; a
    trailing asterisk, and the last word without one, stand for any ending.
    """
    wanted: list[str] = []
    excluded: list[str] = []
    phrases: list[str] = []
    parts = list(islice(_PARTS.finditer(words), _WORDS))
    for part in parts:
        is_last = part is parts[-1] and part["word"] is not None and not words[-1].isspace()
        text = part["phrase"] if part["word"] is None else part["word"]
        expression = _expression(text, open_ended=is_last or text.endswith("*"))
        if not expression:
            continue
        if part["sign"]:
            excluded.append(expression)
        else:
            wanted.append(expression)
            phrases.append(text)
    match = " AND ".join(wanted)
    if match and excluded:
        match = f"({match}) NOT ({' OR '.join(excluded)})"
    joins_words = any(_LONG_BEGINNING.search(expression) for expression in (*wanted, *excluded))
    return Query(match, tuple(phrases), tuple(wanted), joins_words)


def _expression(text: str, *, open_ended: bool) -> str:
    words, is_beginning = query_words(text)
    if not words:
        return ""
    # One letter begins too many words to be looked for in time; it stands for itself.
    ends_open = is_beginning or (open_ended and (len(words[-1]) > 1))
    return f'"{" ".join(words)}"' + (" *" if ends_open else "")


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

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        if self._articles is not None and len(self._articles) <= _FEW and not self._query.joins_words:
            return self._one_by_one(sorted(self._articles, reverse=True))
        return self._all()

    def _one_by_one(self, articles: Sequence[int]) -> Iterator[list[int]]:
        query = f"{_MATCHING} AND rowid >= ? AND rowid < ? {_LAST_FIRST}"
        for start in range(0, len(articles), _ONE_BY_ONE):
            found: list[int] = []
            for article in articles[start : start + _ONE_BY_ONE]:
                ends = section_number(article, 0), section_number(article + 1, 0)
                found += self._answering(self._connection.execute(query, (self._query.match, *ends)))
            yield found

    def _all(self) -> Iterator[list[int]]:
        rows = self._connection.execute(f"{_MATCHING} {_LAST_FIRST}", (self._query.match,))
        until = 0.0
        found: list[int] = []
        while part := rows.fetchmany(_ROWS):
            found += self._answering(part)
            if perf_counter() >= until:
                yield found
                found, until = [], perf_counter() + _STEP
        yield found

    def _answering(self, rows: Iterable[tuple[int]]) -> list[int]:
        numbers = [row[0] for row in rows]
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


def ranked(
    connection: sqlite3.Connection, query: Query, sections: Collection[int]
) -> list[tuple[int, float]]:
    """Return sections that a query found, at most RANKED, best first with their scores.

    Words that very many sections hold tell nothing and would take long, so they are left out of the score.
    """
    telling = [expression for expression in query.wanted if _is_telling(connection, expression)]
    scores = dict.fromkeys(sections, 0.0)
    if telling and scores:
        rows = connection.execute(
            "SELECT rowid, -rank FROM section_words WHERE section_words MATCH ? AND rowid >= ? AND rowid <= ?",
            (" AND ".join(telling), min(scores), max(scores)),
        )
        scores |= {number: score for number, score in rows if number in scores}
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def _is_telling(connection: sqlite3.Connection, expression: str) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM section_words WHERE section_words MATCH ? LIMIT ?)",
        (expression, _COMMON),
    ).fetchone()
    return bool(row[0] < _COMMON)
