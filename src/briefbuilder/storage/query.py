"""What a query asks of the index, and how prefixes that many words share are split."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from briefbuilder.domain.query_language import Field, QueryProblem
from briefbuilder.domain.values import value

_INDEXED_PREFIX = 3
"""The number of letters up to which the index answers a prefix at once (see migrations.py)."""


@value(kw_only=False)
class Expression:
    """Words in sequence; where it is `open`, the last one is a prefix."""

    words: tuple[str, ...]
    open: bool = False

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.open else "")

    @property
    def joins(self) -> bool:
        """Whether SQLite must first join all words with this prefix."""
        return self.open and len(self.words[-1]) > _INDEXED_PREFIX

    def ending_in(self, word: str, *, is_beginning: bool) -> Expression:
        """Return the expression with another last word, or prefix."""
        return Expression((*self.words[:-1], word), is_beginning)


@value(kw_only=False)
class SearchTerm:
    """Expressions one of which a section must have, or must not have; the first `exact` ones are what the user typed."""

    expressions: tuple[Expression, ...]
    exact: int = 1

    def __str__(self) -> str:
        texts = tuple(map(str, self.expressions))
        return texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})"

    @property
    def joins(self) -> bool:
        """Whether one of the expressions has to join all words of a prefix."""
        return any(expression.joins for expression in self.expressions)

    def typed(self, *, closed: bool) -> SearchTerm:
        """Return the term without other forms and spellings; without prefixes where it is `closed`."""
        typed = self.expressions[: self.exact]
        return SearchTerm(tuple(replace(one, open=one.open and not closed) for one in typed), self.exact)


@value(kw_only=False)
class Condition:
    """A field that an article must match, or must not match where it is `negated`."""

    field: Field
    negated: bool = False


@value(kw_only=False)
class Clause:
    """Terms that a section must have and must not have, in articles that meet all conditions."""

    required: tuple[SearchTerm, ...] = ()
    excluded: tuple[SearchTerm, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether each look-up has to join all words of a prefix."""
        return any(term.joins for term in (*self.required, *self.excluded))


@value(kw_only=False)
class ParsedQuery:
    """Clauses one of which must match; `phrases` are what is to be highlighted, prefixes with an asterisk at the end."""

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[str, ...] = ()
    problem: QueryProblem | None = None


def fts_expression(required: tuple[str, ...], excluded: tuple[str, ...] = ()) -> str:
    """Return the FTS5 expression for at least one required expression and some excluded ones."""
    match = " AND ".join(required)
    return f"({match}) NOT ({' OR '.join(excluded)})" if excluded else match


# Prefixes that very many words share are split into parts that SQLite joins quickly.
#
# For a prefix of more letters than the index answers at once, SQLite joins all words that begin with it before it
# returns the first section: a tenth of a second for a common one in 2 million sections. The index's own table of
# pages tells how much there is to join; a large prefix is split by its next letter until each part is small.

MAX_JOINED_PAGES = 60
"""The number of index pages that are joined at once: some 5 milliseconds."""
_FIRST, _LAST = "\x01", "\U0010ffff"
"""Characters that sort before and after all letters of words."""
_MAIN = "0"
"""What the index writes before a word, to distinguish it from the prefixes that it answers at once."""

Piece = tuple[Expression, int]
"""An expression and the number of pages that are joined for it."""


class PrefixSearch:
    """Splits prefixes by what the index holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._listed = False

    def are_many(self, expression: Expression) -> bool:
        """Return whether an expression matches more words than are joined at once."""
        return expression.joins and self._pages(expression.words[-1]) > MAX_JOINED_PAGES

    def groups(self, expression: Expression) -> Iterator[tuple[Expression, ...]]:
        """Yield the parts of an expression, one or several small ones at a time."""
        group: list[Expression] = []
        joined = 0
        for piece, weight in self._pieces(expression, expression.words[-1]):
            if group and joined + weight > MAX_JOINED_PAGES:
                yield tuple(group)
                group, joined = [], 0
            group.append(piece)
            joined += weight
        yield tuple(group)

    def _pieces(self, expression: Expression, start: str) -> Iterator[Piece]:
        weight = self._pages(start)
        if weight <= MAX_JOINED_PAGES:
            yield expression.ending_in(start, is_beginning=True), weight
            return
        # A whole word needs no join.
        yield expression.ending_in(start, is_beginning=False), 0
        for letter in self._next_letters(start):
            yield from self._pieces(expression, start + letter)

    def _next_letters(self, start: str) -> Iterator[str]:
        if not self._listed:
            self._connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.section_terms"
                " USING fts5vocab(main, section_words, instance)"
            )
            self._listed = True
        query = "SELECT term FROM temp.section_terms WHERE term >= ? AND term < ? LIMIT 1"
        # From behind the word itself: a frequent one has very many rows.
        after = start + _FIRST
        while row := self._connection.execute(query, (after, start + _LAST)).fetchone():
            letter = row[0][len(start)]
            yield letter
            after = start + letter + _LAST

    def _pages(self, start: str) -> int:
        """Return how many pages the words with a prefix take in all segments of the index."""
        first, last = (_MAIN + start).encode(), (_MAIN + start + _LAST).encode()
        row = self._connection.execute(_WEIGHT, {"first": first, "last": last}).fetchone()
        return int(row[0] or 0)


# A segment's rows hold for the first word of each page the page's number, doubled.
_WEIGHT = """
WITH RECURSIVE segment (id) AS (
    SELECT min(segid) FROM section_words_idx
    UNION ALL
    SELECT (SELECT min(segid) FROM section_words_idx WHERE segid > id) FROM segment WHERE id IS NOT NULL
)
SELECT sum(
    (SELECT pgno >> 1 FROM section_words_idx WHERE segid = id AND term < :last ORDER BY term DESC LIMIT 1)
    - ifnull(
        (SELECT pgno >> 1 FROM section_words_idx WHERE segid = id AND term <= :first ORDER BY term DESC LIMIT 1), 0
    )
) FROM segment WHERE id IS NOT NULL
"""
