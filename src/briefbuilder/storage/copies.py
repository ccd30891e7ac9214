"""Finds articles that are copies of one report, as they are imported, and stores them as pairs of numbers.

Everything here follows from the texts as they were read, and can be rebuilt at any time. Texts are compared by their
shingles ("runs") and selected by MinHash sketches.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefbuilder.domain.minhash import (
    COPY_THRESHOLD,
    MIN_SHARED_HASHES,
    POSSIBLE_COPY_THRESHOLD,
    estimate_containment,
    shingles_of,
    similarity,
    sketch_of,
)
from briefbuilder.domain.text import join_text
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.codec import CorruptValueError, as_number, as_text
from briefbuilder.storage.listing import batches
from briefbuilder.storage.tokenizer import MAX_PREPARED

_MAX_ARTICLES_PER_RUN = 100
"""The number of articles from which on a shingle is ignored: it is what an outlet prints under all its texts."""
_MAX_VERIFIED = 12
"""The most candidates whose texts are compared, those first that share the most."""
_MIN_ESTIMATE = POSSIBLE_COPY_THRESHOLD / 2
"""The estimated share from which on texts are compared: a sample of a hundred can be wrong by that much."""
_MAX_CACHED = 500
"""The most texts whose shingles are cached, some 30 kB each: copies of a report tend to be imported together."""
_GROUP = """
WITH RECURSIVE found (number) AS (
  VALUES (?1)
  UNION SELECT copy.other FROM found JOIN copy ON copy.one = found.number WHERE copy.share >= ?2
  UNION SELECT copy.one FROM found JOIN copy ON copy.other = found.number WHERE copy.share >= ?2
) SELECT number FROM found ORDER BY number
"""
_PAIRS = """
SELECT one AS number FROM copy WHERE one IN ({marks}) AND share >= ?
UNION ALL SELECT other FROM copy WHERE other IN ({marks}) AND share >= ?
"""
_OF_NUMBER = """
SELECT sketched.runs, article.text FROM register JOIN article ON article.id = register.article
JOIN sketched ON sketched.number = register.number WHERE register.number = ?
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A certain or possible copy of an article; `share` is how much of the shorter text is in both."""

    article: str
    share: float

    @property
    def certain(self) -> bool:
        """Whether the two are certainly copies."""
        return self.share >= COPY_THRESHOLD


class Copies:
    """The sketches and pairs of one dossier."""

    def __init__(self, connection: sqlite3.Connection, texts: Blobs) -> None:
        self._connection = connection
        self._texts = texts
        self._runs: dict[str, frozenset[int]] = {}
        self._expected: dict[str, frozenset[int]] = {}
        self._sketches: dict[str, tuple[int, ...]] = {}

    def expect(self, text: str, runs: frozenset[int]) -> None:
        """Keep the shingles of a text, by its hash, until its article is stored."""
        if len(self._expected) < MAX_PREPARED:
            self._expected[text] = runs

    def forget(self) -> None:
        """Drop the shingles of texts that were not stored."""
        self._expected.clear()

    def put(self, number: int, text: str) -> None:
        """Add an article's text, by its hash, and pair the article with its copies."""
        runs = self._runs_of(text)
        sketch = self._sketch_of(text, runs)
        for other, of_other in self._candidates(number, sketch, len(runs)):
            share = similarity(runs, self._runs_of(of_other))
            if share >= POSSIBLE_COPY_THRESHOLD:
                pair = (min(number, other), max(number, other), round(share, 3))
                self._connection.execute("INSERT OR REPLACE INTO copy VALUES (?, ?, ?)", pair)
        self._connection.executemany(
            "INSERT OR IGNORE INTO sketch VALUES (?, ?)", [(run, number) for run in sketch]
        )
        self._connection.execute("INSERT OR REPLACE INTO sketched VALUES (?, ?)", (number, len(runs)))

    def drop(self, number: int, text: str) -> None:
        """Remove an article and its text."""
        sketch = self._sketch_of(text)
        self._connection.executemany(
            "DELETE FROM sketch WHERE run = ? AND number = ?", [(run, number) for run in sketch]
        )
        self._connection.execute("DELETE FROM sketched WHERE number = ?", (number,))
        self._connection.execute("DELETE FROM copy WHERE one = ?", (number,))
        self._connection.execute("DELETE FROM copy WHERE other = ?", (number,))

    def empty(self) -> None:
        """Delete everything."""
        self._connection.execute("DELETE FROM sketch")
        self._connection.execute("DELETE FROM sketched")
        self._connection.execute("DELETE FROM copy")

    def of(self, number: int) -> tuple[Copy, ...]:
        """Return the articles that are paired with one, those that share the most first."""
        rows = self._connection.execute(
            "SELECT register.article, found.share FROM"
            " (SELECT other AS number, share FROM copy WHERE one = ?1"
            " UNION ALL SELECT one, share FROM copy WHERE other = ?1) AS found"
            " JOIN register USING (number) ORDER BY found.share DESC, number",
            (number,),
        )
        return tuple(Copy(as_text(article), _share(share)) for article, share in rows)

    def group(self, number: int) -> tuple[int, ...]:
        """Return the numbers of an article's group, its own among them: copies, and copies of copies."""
        rows = self._connection.execute(_GROUP, (number, COPY_THRESHOLD))
        return tuple(as_number(row[0]) for row in rows)

    def counts(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return how many copies some articles have; those without copies are left out."""
        found: dict[int, int] = {}
        for part, marks in batches(tuple(numbers)):
            query = f"SELECT number, count(*) FROM ({_PAIRS.format(marks=marks)}) GROUP BY number"  # noqa: S608 - words of ours
            found.update(self._connection.execute(query, (*part, COPY_THRESHOLD, *part, COPY_THRESHOLD)))
        return found

    def _candidates(self, number: int, sketch: Iterable[int], runs: int) -> list[tuple[int, str]]:
        """Return the numbers of the articles whose texts are worth comparing, with the hashes of their texts."""
        shared: Counter[int] = Counter()
        for run in sketch:
            rows = self._connection.execute(
                "SELECT number FROM sketch WHERE run = ? LIMIT ?", (run, _MAX_ARTICLES_PER_RUN + 1)
            ).fetchall()
            if len(rows) <= _MAX_ARTICLES_PER_RUN:
                shared.update(as_number(row[0]) for row in rows)
        found = []
        for other, count in shared.items():
            if count >= MIN_SHARED_HASHES and other != number:
                row = self._connection.execute(_OF_NUMBER, (other,)).fetchone()
                guessed = 0.0 if row is None else estimate_containment(count, runs, as_number(row[0]))
                if guessed >= _MIN_ESTIMATE:
                    found.append((-guessed, other, as_text(row[1])))
        return [(other, text) for _, other, text in sorted(found)[:_MAX_VERIFIED]]

    def _sketch_of(self, text: str, runs: frozenset[int] | None = None) -> tuple[int, ...]:
        """Return the sketch of a text, cached because undoing an import needs the sketches of all of its texts again."""
        sketch = self._sketches.pop(text, None)
        if sketch is None:
            sketch = tuple(sketch_of(self._runs_of(text) if runs is None else runs))
        if len(self._sketches) >= MAX_PREPARED:
            del self._sketches[next(iter(self._sketches))]
        self._sketches[text] = sketch
        return sketch

    def _runs_of(self, text: str) -> frozenset[int]:
        runs = self._runs.pop(text, None)
        if runs is None:
            expected = self._expected.get(text)
            runs = shingles_of(join_text(self._texts.blocks(text))) if expected is None else expected
        if len(self._runs) >= _MAX_CACHED:
            del self._runs[next(iter(self._runs))]
        self._runs[text] = runs
        return runs


def _share(value: object) -> float:
    if not isinstance(value, float) or not 0 <= value <= 1:
        raise CorruptValueError("a share out of range")
    return value
