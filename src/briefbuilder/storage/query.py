"""Parses the words of a search, expands prefixes, and cuts snippets around the hits."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefbuilder.storage.tokenizer import fold_with_places, needles, query_words

_MAX_WORDS = 32
"""The most words of a query that are used; a pasted page is no search."""
_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_INDEXED_PREFIX = 3
"""The number of letters up to which the index answers a prefix at once (see migrations.py)."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """Expressions that a section must have and must not have; `phrases` are what the user typed, to be highlighted."""

    phrases: tuple[str, ...] = ()
    required: tuple[Expression, ...] = ()
    excluded: tuple[Expression, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether each look-up has to join all words of a prefix."""
        return any(expression.joins for expression in (*self.required, *self.excluded))


def parse_query(words: str) -> ParsedQuery:
    """Parse the words of a user.

    All words are required; "several words" in quotes must be in sequence; a leading minus excludes; a trailing
    asterisk, and the last word without one, match any ending.
    """
    required: list[Expression] = []
    excluded: list[Expression] = []
    phrases: list[str] = []
    parts = list(islice(_PARTS.finditer(words), _MAX_WORDS))
    for part in parts:
        is_last = part is parts[-1] and part["word"] is not None and not words[-1].isspace()
        text = part["phrase"] if part["word"] is None else part["word"]
        expression = _expression(text, open_ended=is_last or text.endswith("*"))
        if expression is None:
            continue
        if part["sign"]:
            excluded.append(expression)
        else:
            required.append(expression)
            phrases.append(text)
    # A query that only excludes finds nothing.
    return ParsedQuery(tuple(phrases), tuple(required), tuple(excluded) if required else ())


def _expression(text: str, *, open_ended: bool) -> Expression | None:
    words, is_beginning = query_words(text)
    if not words:
        return None
    # Too many words begin with one letter: it is searched as a word.
    return Expression(tuple(words), is_beginning or (open_ended and len(words[-1]) > 1))


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


# Snippets: the words around the first hit, with the places of all hits.

_BEFORE = 60
_LENGTH = 200
"""Code points: how many are shown before the first hit, and in all."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a text; `hits` are code points (start, end) in `text`."""

    text: str
    hits: tuple[tuple[int, int], ...]


def make_snippet(text: str, phrases: tuple[str, ...], before: int = _BEFORE) -> Snippet:
    """Return the words of a text around the first match of a phrase.

    `before` is the number of code points shown before it: few where the snippet is one narrow line.
    """
    # Folding keeps offsets only in composed text; a line end is shown as a space.
    shown = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    hits = _find_hits(shown, phrases)
    first = hits[0][0] if hits else 0
    start = _word_start(shown, first - before, before // 2) if first > before else 0
    end = _word_end(shown, start + _LENGTH)
    left = "…" if start else ""
    right = "…" if end < len(shown) else ""
    kept = tuple(
        (low - start + len(left), high - start + len(left))
        for low, high in hits
        if low >= start and high <= end
    )
    return Snippet(left + shown[start:end] + right, kept)


def find_hits(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return the code points of a text, which must be composed, where it matches words of a query."""
    if not unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(_find_hits(text, parse_query(words).phrases))


def _find_hits(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    folded, places = fold_with_places(text)
    found = {
        (places[match.start()], places[match.end() - 1] + 1)
        for phrase in phrases
        for needle in needles(phrase)
        for match in needle.finditer(folded)
    }
    return _join_hits(sorted(found))


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


_JOINER = "\u200d"


def _is_joined(character: str) -> bool:
    # Combining marks, joiners, and the skin tones of emoji.
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
