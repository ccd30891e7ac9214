"""Full-text search over sections: what is asked, and which sections answer, in steps of bounded time.

The dossier's only connection belongs to the window's thread (docs/decisions/0009), so a search is a row of steps
that take some milliseconds each, from the last imported article back. A few finds are ranked (bm25) at the end,
many stay last imported first, since ranking common words costs a second.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from briefbuilder.dossier.folding import query_words
from briefbuilder.dossier.register import section_number

RANKED = 200
"""Up to this many sections found are ranked; more come last imported first."""

_WORDS = 32
"""Words of a query that are looked at; a pasted page is no search."""

_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

_FEW = 400
"""Articles that are looked through one by one, where conditions leave no more."""
_ONE_BY_ONE = 50
"""Of those in one step."""
_FIRST_WINDOW, _LEAST_WINDOW = 4000, 500
"""Articles that a step looks through."""
_QUICK, _SLOW = 0.006, 0.015
"""Seconds of a step under which the next one takes more, and over which it takes fewer articles."""
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

    `wanted` are the expressions of which each must be there.
    """

    match: str
    phrases: tuple[str, ...]
    wanted: tuple[str, ...] = ()


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
    return Query(match, tuple(phrases), tuple(wanted))


def _expression(text: str, *, open_ended: bool) -> str:
    words, is_beginning = query_words(text)
    if not words:
        return ""
    # One letter begins too many words to be looked for in time; it stands for itself.
    ends_open = is_beginning or (open_ended and (len(words[-1]) > 1))
    return f'"{" ".join(words)}"' + (" *" if ends_open else "")


class Scan:
    """Walks the sections that match, last imported first, one step at a time.

    `allowed` holds the numbers of the articles that may answer, None for all. With `topics`, a section must carry
    a tag of each.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        match: str,
        last: int,
        allowed: Collection[int] | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        self._connection = connection
        self._match = match
        self._last = last
        self._allowed = allowed
        self._topics = tuple(topics)

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        if self._allowed is not None and len(self._allowed) <= _FEW:
            return self._one_by_one(sorted(self._allowed, reverse=True))
        return self._by_windows()

    def _one_by_one(self, articles: Sequence[int]) -> Iterator[list[int]]:
        for start in range(0, len(articles), _ONE_BY_ONE):
            found: list[int] = []
            for article in articles[start : start + _ONE_BY_ONE]:
                found += self._between(article, article + 1)
            yield found

    def _by_windows(self) -> Iterator[list[int]]:
        end, window = self._last + 1, _FIRST_WINDOW
        while end > 0:
            start = max(0, end - window)
            began = perf_counter()
            found = self._between(start, end)
            if self._allowed is not None:
                found = [number for number in found if number >> 20 in self._allowed]
            took = perf_counter() - began
            yield found
            end = start
            if took < _QUICK:
                window *= 2
            elif took > _SLOW:
                window = max(_LEAST_WINDOW, window // 2)

    def _between(self, start: int, end: int) -> list[int]:
        tagged = "".join(_TAGGED for _ in self._topics)
        rows = self._connection.execute(
            "SELECT section_words.rowid FROM section_words WHERE section_words MATCH ?"  # noqa: S608 - words of ours
            f" AND section_words.rowid >= ? AND section_words.rowid < ?{tagged}"
            " ORDER BY section_words.rowid DESC",
            (self._match, section_number(start, 0), section_number(end, 0), *self._topics),
        )
        return [row[0] for row in rows]


_TAGGED = (
    " AND EXISTS (SELECT 1 FROM tag WHERE tag.topic = ? AND tag.number = section_words.rowid >> 20"
    " AND (section_words.rowid & 1048575) BETWEEN tag.first_section AND tag.last_section)"
)


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
