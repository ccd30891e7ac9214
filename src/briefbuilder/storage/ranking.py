"""Puts the sections that a search found in order, best first."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from math import isfinite

from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.query import Clause, ParsedQuery, PrefixSearch, SearchTerm, fts_expression
from briefbuilder.storage.tables import SECTION_BITS

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

    Sections with the words as they were typed come before those with other forms; among the same, those of `preferred`
    articles have an advantage. Words of very many sections say little and would take long, so they are left out of the
    score.
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

    def key(one: int) -> tuple[int, float, int]:
        factor = _OWN_LANGUAGE if one >> SECTION_BITS in preferred else 1.0
        # Without scores all are equal.
        return exact.get(one, 0), (scores[one] or 1e-9) * factor, one

    return [(one, scores[one]) for one in sorted(scores, key=key, reverse=True)]


_RANKED = "FROM section_words WHERE section_words MATCH ? AND rowid >= ? AND rowid <= ?"


def _within(
    connection: sqlite3.Connection, select: str, match: str, sections: Collection[int]
) -> sqlite3.Cursor:
    return connection.execute(select, (match, min(sections), max(sections)))


def _exact_sections(
    connection: sqlite3.Connection, clauses: Sequence[Clause], sections: Collection[int]
) -> dict[int, int]:
    """Return 2 for the sections that have all words as they were typed, and 1 for those that have them as prefixes."""
    found: dict[int, int] = {}
    varying = any(len(term.expressions) > term.exact for clause in clauses for term in clause.required)
    is_open = any(one.open for clause in clauses for term in clause.required for one in term.expressions)
    for level, wanted, closed in ((1, varying, False), (2, is_open or varying, True)):
        if not wanted:
            continue
        match = " OR ".join(
            f"({' AND '.join(str(term.typed(closed=closed)) for term in clause.required)})"
            for clause in clauses
        )
        rows = _within(connection, f"SELECT rowid {_RANKED}", match, sections)
        found |= {number: level for (number,) in rows if number in sections}
    return found


def _as_score(value: object) -> float:
    # A damaged index counts fewer sections than have a word, and the logarithm of their ratio is no number.
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
