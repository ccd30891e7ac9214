"""Values in their tables: reading them, and writing one change with the columns that queries need."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change, Collection, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.dossier.codec import decode, encode, pack, unpack

_ORDER: dict[Collection, str] = {
    "article": "imported, id",
    "tag": "id",
    "judgement": "id",
    "topic": "id",
    "briefing": "created, id",
    "setting": "id",
}
SectionRange = Callable[[Tag], tuple[int | None, int | None]]


class Tables:
    """The collections of one dossier; `section_range` tells which sections a tag lies on."""

    def __init__(self, connection: sqlite3.Connection, path: Path, section_range: SectionRange) -> None:
        self._connection = connection
        self._path = path
        self._section_range = section_range

    def all(self, collection: Collection) -> tuple[Value, ...]:
        """Return every value of a collection: articles by import, briefings by creation, others by id."""
        query = f"SELECT value FROM {collection} ORDER BY {_ORDER[collection]}"  # noqa: S608 - names of ours
        return tuple(decode(collection, unpack(row[0])) for row in self._connection.execute(query))

    def one(self, key: Key) -> Value | None:
        """Return a value, or None where it does not exist."""
        raw = self.raw(key)
        return None if raw is None else decode(key.collection, raw)

    def raw(self, key: Key) -> bytes | None:
        """Return the JSON of a value as it stands there, or None where it does not exist."""
        query = f"SELECT value FROM {key.collection} WHERE id = ?"  # noqa: S608 - names of ours
        row = self._connection.execute(query, (key.id,)).fetchone()
        return None if row is None else unpack(row[0])

    def write(self, change: Change, raw: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        """Store one change, as the JSON `raw` where that is given; return what stood there and what does now.

        Raises DossierError where the stored value is not the one that the change starts from.
        """
        key = change.key
        before = self.raw(key)
        if (None if before is None else decode(key.collection, before)) != change.before:
            raise DossierError("changed-meanwhile", path=str(self._path), key=f"{key.collection} {key.id}")
        if change.after is None:
            self._connection.execute(f"DELETE FROM {key.collection} WHERE id = ?", (key.id,))  # noqa: S608
            return before, None
        after = encode(key.collection, change.after) if raw is None else raw
        columns = (*self._columns(change.after), pack(after))
        marks = ", ".join("?" * (len(columns) + 1))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {key.collection} VALUES ({marks})",  # noqa: S608 - names of ours
            (key.id, *columns),
        )
        return before, after

    def place_tags(self, article: str, sections: Mapping[str, int]) -> None:
        """Tell anew on which sections the tags of an article lie; `sections` holds each block's."""
        rows = self._connection.execute("SELECT id, value FROM tag WHERE article = ?", (article,)).fetchall()
        for name, data in rows:
            tag = decode("tag", unpack(data))
            assert isinstance(tag, Tag)
            touched = [sections[block] for block in tag.passage.blocks if block in sections]
            ends = (min(touched), max(touched)) if touched else (None, None)
            self._connection.execute(
                "UPDATE tag SET first_section = ?, last_section = ? WHERE id = ?", (*ends, name)
            )

    def _columns(self, value: Value) -> Sequence[str | int | None]:
        match value:
            case ArticleRecord():
                return value.imported, value.original.sha256, value.text, value.metadata.language
            case Tag():
                return value.passage.article, value.topic, *self._section_range(value)
            case Judgement():
                return value.article, value.topic
            case Briefing():
                return (value.created,)
            case _:
                return ()
