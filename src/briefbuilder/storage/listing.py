"""The narrow rows by which articles are listed, filtered and sorted.

A list keeps only numbers and asks for the records of those that it shows. SQLite answers every query from one
index, however many articles there are.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from itertools import chain, islice
from pathlib import Path
from typing import Literal, TypeVar

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.query import Order, Query
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import own_picture_names
from briefbuilder.storage.codec import CorruptValueError, as_number, as_text, decode, unpack
from briefbuilder.storage.database import in_dossier
from briefbuilder.storage.folding import fold
from briefbuilder.storage.tables import file_size

T = TypeVar("T")
_LEADING = lazy_pattern(r"^\W+")
_MOST_SECTIONS = 100_000
"""The most sections of an article: no article has more blocks."""
_LEAST_ROW = 12
"""The fewest bytes that a row of the listing takes in the file."""
_MOST_KNOWN = 500
"""The most records that are kept decoded: some kilobytes each."""
_BATCH = 500
"""The most values in one statement: SQLite takes 32,766, and one page of a list is 200."""

_ORDERS: dict[Order, tuple[str, ...]] = {
    "relevance": ("ORDER BY number",),
    "latest-import": ("ORDER BY number DESC",),
    "newest": ("ORDER BY day DESC, number DESC",),
    "oldest": ("AND day > '' ORDER BY day, number", "AND day = '' ORDER BY number"),
    "title": ("AND title > '' ORDER BY title, number", "AND title = '' ORDER BY number"),
    "outlet": (
        "AND outlet > '' ORDER BY outlet, day DESC, number DESC",
        "AND outlet = '' ORDER BY day DESC, number DESC",
    ),
}
"""Unknown values come last, in a separate statement, so that both are answered from an index."""

_TAGGED = "EXISTS (SELECT 1 FROM tag WHERE tag.number = listing.number)"
_USED = "listing.article IN (SELECT used.article FROM used)"


@dataclass(slots=True)
class Listed:
    """An article in a list, with the number of its tags; its record is decoded when it is shown."""

    number: int
    tags: int
    article: str
    path: Path
    data: bytes = field(repr=False)
    known: dict[tuple[str, bytes], ArticleRecord | None] = field(default_factory=dict, repr=False)
    """The records of articles whose data was decoded before; None for damaged data."""

    @property
    def record(self) -> ArticleRecord:
        """The article's record; raises DossierError if its bytes are damaged."""
        key = self.article, self.data
        if key not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[key] = self._decoded()
        record = self.known[key]
        if record is None:
            raise DossierError("dossier-damaged", path=str(self.path))
        return record

    def _decoded(self) -> ArticleRecord | None:
        try:
            record = decode("article", unpack(self.data))
        except CorruptValueError:
            return None
        return record if isinstance(record, ArticleRecord) and record.id == self.article else None


@value(kw_only=False)
class Tally:
    """How many articles and tags a topic, a publication (by its key) or a day has; the key may be empty."""

    key: str
    articles: int
    tags: int


class Listing:
    """Writes the listing rows of one dossier."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, number: int, record: ArticleRecord, sections: int) -> None:
        """Write the row of an article."""
        metadata = record.metadata
        self._connection.execute(
            "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                record.id,
                metadata.published.isoformat() if metadata.published else "",
                order_by(metadata.title or record.original.name),
                outlet_key(metadata.publication),
                metadata.publication or "",
                (metadata.language or "").lower(),
                sections,
                "\n".join(map(outlet_key, metadata.authors)),
            ),
        )

    def drop(self, article: str) -> None:
        """Delete the row of an article."""
        self._connection.execute("DELETE FROM listing WHERE article = ?", (article,))

    def put_used(self, briefing: Briefing | None, name: str) -> None:
        """Write which articles a briefing quotes."""
        self._connection.execute("DELETE FROM used WHERE briefing = ?", (name,))
        if briefing is not None:
            quoted = {item.passage.article for item in briefing.excerpts}
            self._connection.executemany(
                "INSERT INTO used VALUES (?, ?)", [(name, article) for article in sorted(quoted)]
            )

    def put_pictures(self, briefing: Briefing | None, name: str) -> None:
        """Write which pictures the texts of a briefing show."""
        self._connection.execute("DELETE FROM briefing_picture WHERE briefing = ?", (name,))
        self._connection.executemany(
            "INSERT INTO briefing_picture VALUES (?, ?)",
            [(name, picture) for picture in sorted(own_picture_names(briefing))],
        )

    def empty(self) -> None:
        """Delete all rows."""
        for table in ("listing", "used", "briefing_picture"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours


class ListedArticles:
    """Reads the listing rows of one dossier."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._records: dict[tuple[str, bytes], ArticleRecord | None] = {}
        self.path = path

    @in_dossier
    def numbers(self, query: Query, most: int | None = None) -> array[int]:
        """Return the numbers of the articles that match all but the words of a query, in its order."""
        if most is not None:
            return array("q", islice(self.in_order(query), most))
        room = self._room()
        rows = list(islice(self._rows(query), room + 1))
        if len(rows) > room:
            raise CorruptValueError("more rows than the file has room for: its pages form a circle")
        return array("q", filter(None, rows))

    def in_order(self, query: Query) -> Iterator[int]:
        """Yield the same numbers one by one, read as they are needed."""
        return filter(None, islice(self._rows(query), self._room()))

    def _room(self) -> int:
        """Return the most rows that the file has room for: if the pages of a damaged file form a circle, there is no last one."""
        return file_size(self._connection) // _LEAST_ROW

    def _rows(self, query: Query) -> Iterator[int | None]:
        """Yield the numbers of the rows in the order of a query, None for those that do not match; the first number is 1.

        There is no line of Python for each row: 100,000 take some milliseconds.
        """
        conditions, tests, values = conditions_of(query)
        where, test = (" AND ".join(["1", *each]) for each in (conditions, tests))
        rows = (
            self._connection.execute(
                f"SELECT CASE WHEN {test} THEN number END FROM listing WHERE {where} {rest}",  # noqa: S608 - words of ours
                values,
            )
            for rest in _ORDERS[query.order]
        )
        return chain.from_iterable(chain.from_iterable(rows))

    @in_dossier
    def listed(self, numbers: Sequence[int]) -> tuple[Listed, ...]:
        """Return the articles with the given numbers, in the same order; missing ones are left out."""
        found: dict[int, Listed] = {}
        for part, marks in batches(numbers):
            rows = self._connection.execute(
                f"SELECT listing.number, article.id, article.value,"  # noqa: S608 - words of ours
                f" (SELECT count(*) FROM tag WHERE tag.number = listing.number) FROM listing"
                f" JOIN article ON article.id = listing.article WHERE listing.number IN ({marks})",
                part,
            )
            for number, article, data, tags in rows:
                found[number] = Listed(number, tags, as_text(article), self.path, data, self._records)
        return tuple(found[number] for number in numbers if number in found)

    @in_dossier
    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles with the given numbers, in the same order."""
        found: dict[int, object] = {}
        for part, marks in batches(numbers):
            query = f"SELECT number, article FROM listing WHERE number IN ({marks})"  # noqa: S608 - words of ours
            found.update(self._connection.execute(query, part))
        return tuple([as_text(found[number]) for number in numbers if number in found])

    @in_dossier
    def all_ids(self) -> frozenset[str]:
        """Return the ids of all articles."""
        rows = self._connection.execute("SELECT article FROM listing")
        return frozenset(islice(chain.from_iterable(rows), self._room()))

    @in_dossier
    def beginning_with(self, name: str) -> tuple[str, ...]:
        """Return the ids of the articles whose id begins with the given characters, in their order."""
        # Ids with the same beginning are neighbours in the index: up to those that begin with the next character.
        end = name[:-1] + chr(min(ord(name[-1]) + 1, 0x10FFFF))
        rows = self._connection.execute(
            "SELECT article FROM listing WHERE article >= ? AND article <= ? AND substr(article, 1, ?) = ?"
            " ORDER BY article",
            (name, end, len(name), name),
        )
        return tuple(as_text(row[0]) for row in rows)

    def sections(self, number: int) -> int:
        """Return how many sections an article has."""
        row = self._connection.execute("SELECT sections FROM listing WHERE number = ?", (number,)).fetchone()
        return 0 if row is None else as_number(row[0], _MOST_SECTIONS)

    def in_language(self, language: str, numbers: Iterable[int]) -> frozenset[int]:
        """Return those of the given articles that are in a language or a regional variant of it."""
        base = base_language(language)
        found: set[int] = set()
        for part, marks in batches(tuple(numbers)):
            query = (
                f"SELECT number FROM listing WHERE number IN ({marks}) AND (language = ? OR language LIKE ?)"  # noqa: S608 - words of ours
            )
            found.update(number for (number,) in self._connection.execute(query, (*part, base, f"{base}-%")))
        return frozenset(found)

    @in_dossier
    def languages(self) -> tuple[tuple[str, int], ...]:
        """Return the languages of the articles (BCP 47, lower case) with their counts, the most frequent first."""
        return self._counted("SELECT language, count(*) FROM listing WHERE language > '' GROUP BY language")

    @in_dossier
    def languages_of(self, articles: Sequence[str]) -> tuple[str, ...]:
        """Return the languages of the given articles (BCP 47, lower case), sorted."""
        found: set[str] = set()
        for part, marks in batches(articles):
            query = f"SELECT DISTINCT language FROM listing WHERE article IN ({marks}) AND language > ''"  # noqa: S608 - words of ours
            found.update(as_text(language) for (language,) in self._connection.execute(query, part))
        return tuple(sorted(found))

    @in_dossier
    def outlets(self) -> tuple[tuple[str, int], ...]:
        """Return the publications, each in one spelling, with their counts, the most frequent first."""
        rows = self._counted("SELECT outlet, count(*) FROM listing WHERE outlet > '' GROUP BY outlet")
        named = "SELECT publication FROM listing WHERE outlet = ? ORDER BY day DESC, number DESC LIMIT 1"
        found = ((self._connection.execute(named, (outlet,)).fetchone(), count) for outlet, count in rows)
        return tuple((as_text(row[0]), count) for row, count in found if row is not None)

    @in_dossier
    def authors(self, most: int) -> tuple[tuple[str, int], ...]:
        """Return the authors, folded, with the number of their articles: those with the most, and these first."""
        rows = self._connection.execute("SELECT authors FROM listing WHERE authors > ''")
        names = "\n".join([as_text(row[0]) for row in rows])
        # Most articles have their own author, and sorting all would take longest.
        return tuple(nsmallest(most, Counter(names.split("\n") if names else ()).items(), key=_by_count))

    @in_dossier
    def topics(self) -> tuple[tuple[str, int], ...]:
        """Return the ids of the tagged topics with their counts, the most frequent first."""
        return self._counted("SELECT topic, count(*) FROM tag GROUP BY topic")

    @in_dossier
    def coverage(self, by: Literal["topic", "outlet", "day"]) -> tuple[Tally, ...]:
        """Return how many articles and tags each topic, publication or day of publication has, in no order."""
        if by == "topic":
            # In the order of an index, so that nothing is sorted and nothing is kept to tell the articles apart.
            rows = self._connection.execute(
                "SELECT topic, count(*), sum(tags) FROM"
                " (SELECT topic, number, count(*) AS tags FROM tag GROUP BY topic, number) GROUP BY topic"
            )
        else:
            # `by` is a column.
            rows = self._connection.execute(
                f"SELECT {by}, count(*), sum((SELECT count(*) FROM tag WHERE tag.number = listing.number))"  # noqa: S608 - words of ours
                f" FROM listing GROUP BY {by}"
            )
        tallies = (Tally(as_text(key), as_number(articles), as_number(tags)) for key, articles, tags in rows)
        return tuple(_with_day(tally) if by == "day" else tally for tally in tallies)

    @in_dossier
    def latest_of(self, outlet: str) -> tuple[str, str]:
        """Return the name of a publication, as its latest article spells it, and the id of that article."""
        row = self._connection.execute(
            "SELECT publication, article FROM listing WHERE outlet = ? ORDER BY day DESC, number DESC LIMIT 1",
            (outlet,),
        ).fetchone()
        return ("", "") if row is None else (as_text(row[0]), as_text(row[1]))

    @in_dossier
    def topics_of(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the ids of the topics of the given articles by number, those with most tags first."""
        found: dict[int, list[str]] = {}
        for part, marks in batches(numbers):
            query = f"SELECT number, topic FROM tag WHERE number IN ({marks}) GROUP BY number, topic ORDER BY count(*) DESC"  # noqa: S608 - words of ours
            for number, topic in self._connection.execute(query, part):
                found.setdefault(number, []).append(as_text(topic))
        return {number: tuple(topics) for number, topics in found.items()}

    @in_dossier
    def last_topics(self, most: int) -> tuple[str, ...]:
        """Return the topics of the latest tags, in the order in which they were made."""
        rows = self._connection.execute("SELECT topic FROM tag ORDER BY id DESC LIMIT ?", (most,))
        return tuple(as_text(row[0]) for row in rows)[::-1]

    @in_dossier
    def recently_tagged(self, most: int) -> tuple[str, ...]:
        """Return the articles with tags, those with the latest first, then those with only judgements."""
        found: dict[str, None] = {}
        for query in (
            "SELECT article FROM tag ORDER BY id DESC",
            "SELECT DISTINCT article FROM judgement ORDER BY article",
        ):
            # Read one by one: the first few rows give as many articles as are needed.
            for (article,) in self._connection.execute(query):
                if len(found) == most:
                    break
                found[as_text(article)] = None
        return tuple(found)

    @in_dossier
    def recently_untagged(self, most: int, among: int) -> tuple[str, ...]:
        """Return some articles without tags, among so many that were imported last, the newest first."""
        query = """SELECT article FROM (SELECT number, article FROM listing ORDER BY number DESC LIMIT ?) AS late
            WHERE NOT EXISTS (SELECT 1 FROM tag WHERE tag.number = late.number) ORDER BY number DESC LIMIT ?"""
        return tuple(as_text(row[0]) for row in self._connection.execute(query, (among, most)))

    def _counted(self, query: str) -> tuple[tuple[str, int], ...]:
        rows = self._connection.execute(query)
        return tuple(sorted(((as_text(name), count) for name, count in rows), key=_by_count))


def conditions_of(query: Query) -> tuple[list[str], list[str], list[str | int]]:
    """Return SQL conditions for all but the words of a query: those that an index answers, those tested in each row, and the values to bind."""
    conditions: list[str] = []
    values: list[str | int] = []
    for topic in query.topics:
        conditions.append("number IN (SELECT tag.number FROM tag WHERE topic = ?)")
        values.append(topic)
    if query.language:
        base = query.language.lower()
        # From "-" to the character after it: an index answers a range, but not LIKE.
        conditions.append("(language = ? OR (language > ? AND language < ?))")
        values += [base, f"{base}-", f"{base}."]
    if query.outlet is not None:
        conditions.append("outlet = ?")
        values.append(outlet_key(query.outlet))
    if query.since is not None:
        conditions.append("day >= ?")
        values.append(query.since.isoformat())
    if query.until is not None:
        conditions.append("day > '' AND day <= ?")
        values.append(query.until.isoformat())
    if query.used:
        conditions.append(_USED)
    tests = [] if query.tagged is None else [_TAGGED if query.tagged else f"NOT {_TAGGED}"]
    if query.used is False:
        tests.append(f"NOT {_USED}")
    return conditions, tests, values


def _with_day(tally: Tally) -> Tally:
    """Return a tally whose key is a day or empty; raises CorruptValueError for any other text."""
    try:
        _ = tally.key and date.fromisoformat(tally.key)
    except ValueError as error:
        raise CorruptValueError("an invalid day") from error
    return tally


def _by_count(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


def order_by(title: str) -> str:
    """Return the sort key of a title: without case, accents and punctuation before the first word."""
    folded = fold(title)
    return " ".join((_LEADING.sub("", folded) or folded).split())


def outlet_key(publication: str | None) -> str:
    """Return the key by which publications are compared: without case, accents and repeated spaces."""
    return " ".join(fold(publication or "").split())


def batches(values: Sequence[T]) -> Iterator[tuple[tuple[T, ...], str]]:
    """Yield values in batches that one statement takes, each with its placeholders."""
    for start in range(0, len(values), _BATCH):
        part = tuple(values[start : start + _BATCH])
        yield part, ", ".join("?" * len(part))
