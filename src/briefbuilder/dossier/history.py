"""The history of acts in the file: what was done, in order, and how far it is in force.

The cursor is the number of the last act in force; what lies behind it can be done again, until a new act
takes its place.
"""

from __future__ import annotations

import sqlite3

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Collection, Key, Value
from briefbuilder.dossier.codec import (
    decode,
    decode_parameters,
    encode,
    encode_parameters,
    pack,
    unpack,
)


class History:
    """The acts of one dossier."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def cursor(self) -> int:
        """The number of the last act in force, 0 where there is none."""
        row = self._connection.execute("SELECT number FROM state WHERE name = 'cursor'").fetchone()
        return int(row[0])

    def move(self, cursor: int) -> None:
        """Say which act is the last in force."""
        self._connection.execute("UPDATE state SET number = ? WHERE name = 'cursor'", (cursor,))

    def has(self, number: int) -> bool:
        """Tell whether there is an act of that number."""
        return (
            self._connection.execute("SELECT 1 FROM history WHERE id = ?", (number,)).fetchone() is not None
        )

    def act(self, number: int) -> ChangeSet | None:
        """Return an act, or None where there is none of that number."""
        row = self._connection.execute(
            "SELECT act, parameters FROM history WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        changes = self._connection.execute(
            "SELECT collection, id, before, after FROM change WHERE act = ? ORDER BY place", (number,)
        )
        return ChangeSet(
            act=row[0],
            changes=tuple(_change(*change) for change in changes),
            parameters=decode_parameters(row[1]),
        )

    def push(self, change_set: ChangeSet, made: str) -> int:
        """Write an act behind the cursor and move the cursor to it; return its number."""
        number = self.cursor + 1
        self._connection.execute(
            "INSERT INTO history VALUES (?, ?, ?, ?)",
            (number, change_set.act, encode_parameters(dict(change_set.parameters)).decode(), made),
        )
        for place, change in enumerate(change_set.changes):
            self._write(number, place, change)
        self.move(number)
        return number

    def drop_tail(self) -> tuple[list[str], list[str]]:
        """Forget the acts behind the cursor; return the hashes and the articles that they spoke of."""
        run = self._connection.execute
        cursor = self.cursor
        hashes = [row[0] for row in run("SELECT DISTINCT sha256 FROM use WHERE act > ?", (cursor,))]
        articles = [
            row[0]
            for row in run(
                "SELECT DISTINCT id FROM change WHERE act > ? AND collection = 'article'", (cursor,)
            )
        ]
        for table, column in (("use", "act"), ("change", "act"), ("history", "id")):
            run(f"DELETE FROM {table} WHERE {column} > ?", (cursor,))  # noqa: S608 - names of ours
        return hashes, articles

    def mentions(self, key: Key) -> bool:
        """Tell whether any act speaks of a value."""
        row = self._connection.execute(
            "SELECT 1 FROM change WHERE collection = ? AND id = ? LIMIT 1", (key.collection, key.id)
        ).fetchone()
        return row is not None

    def last_made(self, key: Key) -> str | None:
        """Return the moment of the last act in force that changed a value (ISO 8601, UTC)."""
        row = self._connection.execute(
            "SELECT made FROM history WHERE id = (SELECT max(act) FROM change"
            " WHERE collection = ? AND id = ? AND act <= ?)",
            (key.collection, key.id, self.cursor),
        ).fetchone()
        return None if row is None else str(row[0])

    def _write(self, number: int, place: int, change: Change) -> None:
        key = change.key
        self._connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
            (number, place, key.collection, key.id, _packed(key, change.before), _packed(key, change.after)),
        )
        for value in (change.before, change.after):
            if isinstance(value, ArticleRecord):
                self._connection.executemany(
                    "INSERT OR IGNORE INTO use VALUES (?, ?)",
                    [(value.text, number), (value.original.sha256, number)],
                )


def _packed(key: Key, value: Value | None) -> bytes | None:
    return None if value is None else pack(encode(key.collection, value))


def _change(collection: Collection, name: str, before: bytes | None, after: bytes | None) -> Change:
    return Change(
        key=Key(collection, name),
        before=None if before is None else decode(collection, unpack(before)),
        after=None if after is None else decode(collection, unpack(after)),
    )
