"""Full-text search over sections, with the words around what was found.

Small results come best first (bm25), large ones newest first, since ranking common words costs a second
where taking the newest costs a millisecond.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from itertools import islice

from briefbuilder.dossier.folding import query_words

_RANKED = 200
"""Up to this many sections found are ranked; more come newest first."""

_WORDS = 32
"""Words of a query that are looked at; a pasted page is no search."""

_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


_SECTIONS = "FROM section JOIN article ON article.id = section.article"


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
class Found:
    """A section as the index names it."""

    article: str
    section: int
    score: float


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: `match` in the index's language (empty: everything) and `phrases` to show."""

    match: str
    phrases: tuple[str, ...]


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
    return Query(match, tuple(phrases))


def find(
    connection: sqlite3.Connection, query: Query, topics: tuple[str, ...], language: str | None, limit: int
) -> list[Found]:
    """Return the sections that hold the words, a tag of each topic, and are of the language."""
    conditions, values = _conditions(topics, language)
    if not query.match:
        return _listed(connection, conditions, values, limit)
    source = f"{_SECTIONS} JOIN section_words ON section_words.rowid = section.id WHERE section_words MATCH ?"
    where = "".join(f" AND {condition}" for condition in conditions)
    counted = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 {source}{where} LIMIT {_RANKED + 1})",  # noqa: S608
        (query.match, *values),
    ).fetchone()
    ranked = counted[0] <= _RANKED
    score, order = ("-rank", "rank, section.id DESC") if ranked else ("0.0", "section_words.rowid DESC")
    rows = connection.execute(
        f"SELECT section.article, section.place, {score} {source}{where} ORDER BY {order} LIMIT ?",
        (query.match, *values, limit),
    )
    return [Found(*row) for row in rows]


def _listed(
    connection: sqlite3.Connection, conditions: list[str], values: list[str], limit: int
) -> list[Found]:
    where = "".join(f" AND {condition}" for condition in conditions)
    rows = connection.execute(
        f"SELECT section.article, section.place, 0.0 {_SECTIONS} WHERE section.present{where}"
        " ORDER BY section.id DESC LIMIT ?",
        (*values, limit),
    )
    return [Found(*row) for row in rows]


def _conditions(topics: tuple[str, ...], language: str | None) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    for topic in topics:
        conditions.append(
            "EXISTS (SELECT 1 FROM tag WHERE tag.article = section.article AND tag.topic = ?"
            " AND section.place BETWEEN tag.first_section AND tag.last_section)"
        )
        values.append(topic)
    if language is not None:
        conditions.append("(article.language = ? OR article.language LIKE ? || '-%')")
        values += [language, language]
    return conditions, values


def _expression(text: str, *, open_ended: bool) -> str:
    words, is_beginning = query_words(text)
    if not words:
        return ""
    # One letter begins too many words to be looked for in time; it stands for itself.
    ends_open = is_beginning or (open_ended and (len(words[-1]) > 1))
    return f'"{" ".join(words)}"' + (" *" if ends_open else "")
