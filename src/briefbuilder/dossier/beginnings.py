"""Beginnings of words that very many sections hold, in pieces that SQLite joins in a moment each.

For a beginning of more letters than the index answers at once SQLite joins all words that begin so before it gives the
first section: a tenth of a second for a common one in 2 million sections. How much there is to join tells the index's
own table of pages; where it is much, the beginning is cut by its next letters, until each piece is light.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from briefbuilder.dossier.query import Expression

LIGHT = 60
"""Pages of the index that are joined at once: some 5 milliseconds."""
_FIRST, _LAST = "\x01", "\U0010ffff"
"""What comes before and after all letters that stand in words."""
_MAIN = "0"
"""What the index puts before a word to tell it from the beginnings that it answers at once."""

Piece = tuple[Expression, int]
"""An expression and the pages that are joined for it."""


class Beginnings:
    """What stands in the index under beginnings of words."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._listed = False

    def are_many(self, expression: Expression) -> bool:
        """Tell whether what an expression stands for is more than is joined at once."""
        return expression.joins and self._pages(expression.words[-1]) > LIGHT

    def groups(self, expression: Expression) -> Iterator[tuple[Expression, ...]]:
        """Yield what an expression stands for, a light piece or several at a time; some seeks for each."""
        group: list[Expression] = []
        joined = 0
        for piece, weight in self._pieces(expression, expression.words[-1]):
            if group and joined + weight > LIGHT:
                yield tuple(group)
                group, joined = [], 0
            group.append(piece)
            joined += weight
        yield tuple(group)

    def _pieces(self, expression: Expression, start: str) -> Iterator[Piece]:
        weight = self._pages(start)
        if weight <= LIGHT:
            yield expression.ending_in(start, is_beginning=True), weight
            return
        # A whole word is read as it is walked, nothing is joined for it.
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
        # From behind the word itself: of a frequent one each place would be passed.
        after = start + _FIRST
        while row := self._connection.execute(query, (after, start + _LAST)).fetchone():
            letter = row[0][len(start)]
            yield letter
            after = start + letter + _LAST

    def _pages(self, start: str) -> int:
        """Return how many pages the words that begin so take in all segments of the index."""
        first, last = (_MAIN + start).encode(), (_MAIN + start + _LAST).encode()
        row = self._connection.execute(_WEIGHT, {"first": first, "last": last}).fetchone()
        return int(row[0] or 0)


# A segment's rows give for the first word of each page the page's number, doubled.
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
