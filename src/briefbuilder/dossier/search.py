"""What a search over sections finds, and how a few finds are ranked.

Few are ranked (bm25) at the end of the walk (scan.py); many stay last imported first, since ranking common words
costs a second.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from briefbuilder.dossier.beginnings import Beginnings
from briefbuilder.dossier.query import Expression, Query, match_of

RANKED = 200
"""Up to this many sections found are ranked; more come last imported first."""
_COMMON = 5_000
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


def ranked(
    connection: sqlite3.Connection, query: Query, sections: Collection[int]
) -> list[tuple[int, float]]:
    """Return sections that a query found, at most RANKED, best first with their scores.

    Words that very many sections hold tell nothing and would take long, so they are left out of the score.
    """
    telling = tuple(str(one) for one in query.wanted if _is_telling(connection, one))
    scores = dict.fromkeys(sections, 0.0)
    if telling and scores:
        rows = connection.execute(
            "SELECT rowid, -rank FROM section_words WHERE section_words MATCH ? AND rowid >= ? AND rowid <= ?",
            (match_of(telling), min(scores), max(scores)),
        )
        scores |= {number: score for number, score in rows if number in scores}
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def _is_telling(connection: sqlite3.Connection, expression: Expression) -> bool:
    # What is much to join stands in very many sections.
    if Beginnings(connection).are_many(expression):
        return False
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM section_words WHERE section_words MATCH ? LIMIT ?)",
        (str(expression), _COMMON),
    ).fetchone()
    return bool(row[0] < _COMMON)
