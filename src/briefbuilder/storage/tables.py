"""Reads values from their tables, and writes one change with the columns that queries need."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change, Collection, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.codec import (
    QUICK,
    CorruptValueError,
    InflationBudget,
    as_bytes,
    as_number,
    as_text,
    decode,
    encode,
    pack,
    unpack,
)
from briefbuilder.storage.database import in_dossier

# The numbers by which the index and the lists identify articles.
#
# An article keeps its number as long as an act can restore it, so that undo keeps the order of import. A section's
# number consists of its article's number and its index in the article.

SECTION_BITS = 20
"""The number of bits for a section's index: no text has a million sections."""
_PLACES = (1 << SECTION_BITS) - 1

MOST_ARTICLES = 1 << (62 - SECTION_BITS)
"""The highest number of an article: the numbers of its sections are numbers of SQLite."""


def section_number(article: int, place: int) -> int:
    """Return the number of a section from its article's number and its index in the article."""
    return (article << SECTION_BITS) | place


def article_and_place(section: int) -> tuple[int, int]:
    """Return the article's number and the section's index from the number of a section."""
    return section >> SECTION_BITS, section & _PLACES


class ArticleNumbers:
    """The numbers of one dossier's articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def number(self, article: str) -> int:
        """Return an article's number, a new one if it has none yet."""
        found = self.known(article)
        if found is not None:
            return found
        result = self._connection.execute("INSERT INTO register (article) VALUES (?)", (article,))
        return as_number(result.lastrowid, MOST_ARTICLES)

    def known(self, article: str) -> int | None:
        """Return an article's number, None if it has none."""
        row = self._connection.execute("SELECT number FROM register WHERE article = ?", (article,)).fetchone()
        return None if row is None else as_number(row[0], MOST_ARTICLES)

    def forget(self, article: str) -> None:
        """Drop the number of an article that will not be restored; it is not used again."""
        self._connection.execute("DELETE FROM register WHERE article = ?", (article,))


# Tags counted by the database: only the tags that are needed are decoded.


class TagIndex:
    """The tags of one dossier by topic and article."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @in_dossier
    def counts(self, article: str | None = None) -> Mapping[str, int]:
        """Return how many tags each topic has, in an article or in all."""
        where, values = _in_article(article)
        rows = self._connection.execute(
            f"SELECT topic, count(*) FROM tag WHERE {where} GROUP BY topic",  # noqa: S608 - words of ours
            values,
        )
        return {as_text(topic): count for topic, count in rows}

    @in_dossier
    def matrix(self) -> Mapping[tuple[int, str], int]:
        """Return how many tags each article has of each topic, by the article's number and the topic's id."""
        rows = self._connection.execute("SELECT number, topic, count(*) FROM tag GROUP BY topic, number")
        return {(as_number(number, MOST_ARTICLES), as_text(topic)): count for number, topic, count in rows}

    @in_dossier
    def of(self, topic: str, article: str | None = None) -> tuple[Tag, ...]:
        """Return the tags of a topic, in an article or in all, in the order in which they were made."""
        where, values = _in_article(article)
        rows = self._connection.execute(
            f"SELECT value FROM tag WHERE topic = ? AND {where} ORDER BY id",  # noqa: S608 - words of ours
            (topic, *values),
        )
        found = [decode("tag", unpack(row[0])) for row in rows]
        return tuple(tag for tag in found if isinstance(tag, Tag))


def _in_article(article: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the condition of tags in an article or, for None, in any, with its values."""
    if article is None:
        return "1", ()
    return "number = (SELECT number FROM register WHERE article = ?)", (article,)


_ORDER: dict[Collection, str] = {
    "article": "imported, id",
    "tag": "id",
    "judgement": "id",
    "topic": "id",
    "briefing": "created, id",
    "setting": "id",
    "search": "id",
    "decision": "id",
}
_COLUMNS: dict[Collection, str] = {
    "article": "id, imported, sha256, text, language, value",
    "tag": "id, article, number, topic, first_section, last_section, value",
    "judgement": "id, article, topic, value",
    "topic": "id, value",
    "briefing": "id, created, value",
    "setting": "id, value",
    "search": "id, value",
    "decision": "id, value",
}
MOST_VALUES: dict[Collection, int] = {
    "topic": 100_000,
    "briefing": 50_000,
    "setting": 10_000,
    "search": 10_000,
    "decision": 100_000,
}
"""The most values of collections that are read whole; the largest codebook has 50,000 topics."""
SectionRange = Callable[[Tag], tuple[int | None, int | None]]


class Tables:
    """The values of one dossier; `section_range` returns the sections that a tag covers."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        register: ArticleNumbers,
        section_range: SectionRange,
    ) -> None:
        self._connection = connection
        self._path = path
        self._register = register
        self._section_range = section_range
        self._last: tuple[Key, bytes, Value] | None = None
        """The value that was read alone or written last, and its bytes in the file."""

    def all(self, collection: Collection) -> tuple[Value, ...]:
        """Return every value of a collection: articles by import, briefings by creation, others by id."""
        return tuple(self.decoded(collection))

    def decoded(self, collection: Collection) -> Iterator[Value]:
        """Yield what `all` returns: what is stored is read at once, and each value made when its turn comes."""
        query = f"SELECT id, value FROM {collection} ORDER BY {_ORDER[collection]}"  # noqa: S608 - names of ours
        if self.is_full(collection):
            raise CorruptValueError(f"too many values of {collection}")
        budget = file_budget(self._connection)
        for name, data in self._connection.execute(query).fetchall():
            yield _decode_named(collection, budget.spend(unpack(data)), name)

    def each(self, collection: Collection) -> Iterator[Value]:
        """Yield every value, in the order of `all`, one in memory at a time; nothing may be written meanwhile."""
        query = f"SELECT id, value FROM {collection} ORDER BY {_ORDER[collection]}"  # noqa: S608 - names of ours
        for name, data in self._connection.execute(query):
            yield _decode_named(collection, unpack(data), name)

    def count(self, collection: Collection) -> int:
        """Return how many values a collection has."""
        # Not `count(*)`: SQLite answers that in one step, which nothing stops if the pages of a table form a circle.
        query = f"SELECT count(id) FROM {collection}"  # noqa: S608 - names of ours
        return int(self._connection.execute(query).fetchone()[0])

    def is_full(self, collection: Collection) -> bool:
        """Return whether a collection has more values than a dossier may have."""
        return collection in MOST_VALUES and self.count(collection) > MOST_VALUES[collection]

    def check_room(self, changes: Iterable[Change]) -> None:
        """Raise DossierError if changes that were made have brought more values than a dossier may have."""
        for collection in {change.key.collection for change in changes if change.before is None}:
            if self.is_full(collection):
                raise DossierError("dossier-full", path=str(self._path), most=str(MOST_VALUES[collection]))

    def tags_of(self, article: str) -> tuple[Tag, ...]:
        """Return an article's tags in the order in which they were made."""
        number = self._register.known(article)
        return self._tags("number = ?", (number,)) if number is not None else ()

    def tags_with(self, topics: Sequence[str]) -> tuple[Tag, ...]:
        """Return the tags of the given topics in the order in which they were made."""
        return self._tags(f"topic IN ({', '.join('?' * len(topics))})", tuple(topics))

    def _tags(self, condition: str, values: tuple[str | int, ...]) -> tuple[Tag, ...]:
        query = f"SELECT value FROM tag WHERE {condition} ORDER BY id"  # noqa: S608 - words of ours
        found = (decode("tag", unpack(row[0])) for row in self._connection.execute(query, values))
        return tuple(tag for tag in found if isinstance(tag, Tag))

    def judgements_of(self, article: str) -> tuple[Judgement, ...]:
        """Return the judgements on suggestions for an article."""
        rows = self._connection.execute(
            "SELECT value FROM judgement WHERE article = ? ORDER BY id", (article,)
        )
        found = (decode("judgement", unpack(row[0])) for row in rows)
        return tuple(value for value in found if isinstance(value, Judgement))

    def one(self, key: Key) -> Value | None:
        """Return a value, or None if it does not exist."""
        data = self._packed(key)
        if data is None:
            return None
        known = self._known(key, data)
        if known is None:
            known = _decode_named(key.collection, unpack(data), key.id)
            self._last = key, data, known
        return known

    def raw(self, key: Key) -> bytes | None:
        """Return the stored JSON of a value, or None if it does not exist."""
        data = self._packed(key)
        return None if data is None else unpack(data)

    def _packed(self, key: Key) -> bytes | None:
        query = f"SELECT value FROM {key.collection} WHERE id = ?"  # noqa: S608 - names of ours
        row = self._connection.execute(query, (key.id,)).fetchone()
        return None if row is None else as_bytes(row[0])

    def _known(self, key: Key, data: bytes) -> Value | None:
        """Return the value that some bytes hold if it is the last one, which takes long to read if it is a long briefing."""
        if self._last is None or self._last[0] != key or self._last[1] != data:
            return None
        return self._last[2]

    def write(self, change: Change, raw: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        """Store one change, as the JSON `raw` if that is given; return the JSON stored before and after.

        Raises DossierError if the stored value is not the one that the change starts from.
        """
        key = change.key
        data = self._packed(key)
        before = None if data is None else unpack(data)
        is_known = data is not None and self._known(key, data) is change.before
        if not is_known and not _is_stored_value(key.collection, before, change.before):
            raise DossierError("changed-meanwhile", path=str(self._path), key=f"{key.collection} {key.id}")
        if change.after is None:
            self._connection.execute(f"DELETE FROM {key.collection} WHERE id = ?", (key.id,))  # noqa: S608
            return before, None
        after = encode(key.collection, change.after) if raw is None else raw
        packed = pack(after, QUICK)
        row = (key.id, *self._columns(change.after), packed)
        names, marks = _COLUMNS[key.collection], ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {key.collection} ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
            row,
        )
        self._last = key, packed, change.after
        return before, after

    def place_tags(self, article: str, sections: Mapping[str, int]) -> None:
        """Update which sections the tags of an article cover; `sections` holds the section of each block."""
        for tag in self.tags_of(article):
            ends = section_range(sections, tag.passage.blocks)
            self._connection.execute(
                "UPDATE tag SET first_section = ?, last_section = ? WHERE id = ?", (*ends, tag.id)
            )

    def _columns(self, value: Value) -> Sequence[str | int | None]:
        match value:
            case ArticleRecord():
                return value.imported, value.original.sha256, value.text, value.metadata.language
            case Tag():
                article = value.passage.article
                return article, self._register.number(article), value.topic, *self._section_range(value)
            case Judgement():
                return value.article, value.topic
            case Briefing():
                return (value.created,)
            case _:
                return ()


def section_range(sections: Mapping[str, int], touched: Iterable[str]) -> tuple[int | None, int | None]:
    """Return the first and the last section that have one of the given blocks, or None twice.

    `sections` holds the section of each block.
    """
    places = [sections[name] for name in touched if name in sections]
    return (min(places), max(places)) if places else (None, None)


def _decode_named(collection: Collection, data: bytes, name: object) -> Value:
    """Return a value, which must have the id of its row."""
    value = decode(collection, data)
    if value.id != name:
        raise CorruptValueError("a value of another id")
    return value


def file_budget(connection: sqlite3.Connection) -> InflationBudget:
    """Return a budget for what all values of a dossier inflate to."""
    return InflationBudget(file_size(connection))


def file_size(connection: sqlite3.Connection) -> int:
    """Return the size of a dossier in bytes."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)  # The library for encrypted dossiers returns text.


def _is_stored_value(collection: Collection, raw: bytes | None, value: Value | None) -> bool:
    """Return whether JSON is that of a value; an older program may have written it differently."""
    if raw is None or value is None:
        return raw is None and value is None
    return encode(collection, value) == raw or decode(collection, raw) == value
