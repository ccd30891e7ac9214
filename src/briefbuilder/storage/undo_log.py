"""The stored acts, in order, with what they replaced.

The cursor is the number of the last act in force; acts after it can be redone, until a new act replaces them.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Value
from briefbuilder.domain.subsequences import common_prefix_length
from briefbuilder.domain.values import value as domain_value
from briefbuilder.storage.blobs import changed_pictures
from briefbuilder.storage.codec import (
    QUICK,
    CorruptValueError,
    InflationBudget,
    as_bytes,
    as_number,
    as_text,
    decode,
    decode_parameters,
    encode_parameters,
    pack,
    stored_key,
    unpack,
)
from briefbuilder.storage.tables import file_budget

T = TypeVar("T")

# A value is stored as its difference from another one, so that an edit of a long briefing takes few bytes.
#
# Form: how many bytes are equal at the beginning and at the end, a checksum of the whole, and the bytes between. A
# difference is only read with the very bytes that it was made from.

_FORM = b"\x02"
_HEADER = struct.Struct(">III")
_WORTH = 256
"""The number of bytes under which a value is stored whole."""


def pack_against(data: bytes, base: bytes | None) -> bytes:
    """Return a value packed, as its difference from `base` if there is one and it saves space."""
    if base is None or len(data) < _WORTH or len(base) < _WORTH:
        return pack(data)
    start = common_prefix_length(data, base)
    room = min(len(data), len(base)) - start
    end = min(room, common_prefix_length(data[::-1], base[::-1]))
    middle = data[start : len(data) - end]
    return _FORM + _HEADER.pack(start, end, zlib.crc32(data)) + pack(middle, QUICK)


def unpack_against(data: bytes, base: bytes | None) -> bytes:
    """Return the bytes that were packed; raises CorruptValueError if they were packed against another base."""
    if as_bytes(data)[:1] != _FORM:
        return unpack(data)
    try:
        start, end, checksum = _HEADER.unpack_from(data, 1)
    except struct.error as error:
        raise CorruptValueError("a difference that is cut short") from error
    if base is None or start + end > len(base):
        raise CorruptValueError("a difference without its base")
    whole = base[:start] + unpack(data[1 + _HEADER.size :]) + base[len(base) - end :]
    if zlib.crc32(whole) != checksum:
        raise CorruptValueError("a difference from another base")
    return whole


IN_TABLE = b"\x03"
"""The mark of a value that an act in force added: its JSON is in its table, or a later act holds it."""

Stored = Callable[[Key], bytes | None]
Held = Callable[[Key], Value | None]
RawChange = tuple[bytes | None, bytes | None]
_Row = tuple[int, object, object, bytes | None, bytes | None]


@domain_value(kw_only=False)
class StoredChange:
    """A change with the JSON that is or was in the tables, and its place in its act."""

    change: Change
    before: bytes | None
    after: bytes | None
    place: int


class ActTable(ABC):
    """Acts by their numbers in one table, and in another what each changed."""

    def __init__(self, connection: sqlite3.Connection, acts: str, changes: str) -> None:
        self._connection = connection
        self._acts, self._changes = acts, changes

    @property
    @abstractmethod
    def cursor(self) -> int:
        """The number of the last act in force, 0 before the first."""

    @abstractmethod
    def move(self, cursor: int) -> None:
        """Set the last act in force."""

    def name(self, number: int) -> ChangeSet | None:
        """Return an act without its changes, None if the number is unknown."""
        query = f"SELECT act, parameters FROM {self._acts} WHERE rowid = ?"  # noqa: S608 - a name of ours
        row = self._connection.execute(query, (number,)).fetchone()
        if row is None:
            return None
        return ChangeSet(act=as_text(row[0]), changes=(), parameters=decode_parameters(as_text(row[1])))

    def size(self, number: int) -> int:
        """Return how many changes an act has."""
        query = f"SELECT count(*) FROM {self._changes} WHERE act = ?"  # noqa: S608 - a name of ours
        return as_number(self._connection.execute(query, (number,)).fetchone()[0])

    def has_later(self, number: int, keys: Iterable[Key]) -> bool:
        """Return whether an act after another one, in force or not, changes one of the given values."""
        query = f"SELECT 1 FROM {self._changes} WHERE collection = ? AND id = ? AND act > ? LIMIT 1"  # noqa: S608
        return any(
            self._connection.execute(query, (key.collection, key.id, number)).fetchone() is not None
            for key in keys
        )

    def _prepare_growth(self, number: int, parameters: Mapping[str, str]) -> int:
        """Replace the parameters of an act; return the place of its next change."""
        update = f"UPDATE {self._acts} SET parameters = ? WHERE rowid = ?"  # noqa: S608 - a name of ours
        self._connection.execute(update, (packed_parameters(parameters), number))
        query = f"SELECT coalesce(max(place), -1) + 1 FROM {self._changes} WHERE act = ?"  # noqa: S608
        return as_number(self._connection.execute(query, (number,)).fetchone()[0])


def packed_parameters(parameters: Mapping[str, str]) -> str:
    """Return the parameters of an act as they are stored."""
    return encode_parameters(dict(parameters)).decode()


class UndoLog(ActTable):
    """The acts of one dossier."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, "history", "change")

    @property
    def cursor(self) -> int:
        """The number of the last act in force, 0 before the first."""
        row = self._connection.execute("SELECT number FROM state WHERE name = 'cursor'").fetchone()
        return as_number(None if row is None else row[0])

    def move(self, cursor: int) -> None:
        """Set the last act in force."""
        self._connection.execute("UPDATE state SET number = ? WHERE name = 'cursor'", (cursor,))

    def changes(self, number: int, stored: Stored, held: Held, *, in_force: bool) -> Iterator[StoredChange]:
        """Yield the changes of an act: those of one in force from the last back, those of another from the first on.

        Only the last act in force and the first one after it can be read, since values are stored as their difference from
        the JSON in the tables, which `stored` returns; `held` returns the value of that JSON if it is in memory, else
        None. Each change may be undone or redone before the next is read.
        """
        order = "DESC" if in_force else "ASC"
        rows = self._connection.execute(
            f"SELECT place, collection, id, before, after FROM change WHERE act = ? ORDER BY place {order}",  # noqa: S608
            (number,),
        ).fetchall()
        budget = file_budget(self._connection)
        return _read_changes(rows, stored, held, budget, in_force=in_force)

    def push(self, change_set: ChangeSet, raw: Sequence[RawChange], made: str) -> int:
        """Store an act after the cursor and move the cursor to it; return its number.

        `raw` holds the JSON before and after each change.
        """
        number = self.cursor + 1
        self._connection.execute(
            "INSERT INTO history VALUES (?, ?, ?, ?)",
            (number, change_set.act, packed_parameters(change_set.parameters), made),
        )
        self._write_all(number, 0, change_set.changes, raw)
        self.move(number)
        return number

    def grow(self, number: int, change_set: ChangeSet, raw: Sequence[RawChange]) -> None:
        """Add changes to an act in force and replace its parameters."""
        place = self._prepare_growth(number, change_set.parameters)
        self._write_all(number, place, change_set.changes, raw)

    def keep_added(self, number: int, stored: StoredChange) -> None:
        """Store the JSON that a change had added, which is undone and in no table any more."""
        if stored.before is None and stored.after is not None:
            self._connection.execute(
                "UPDATE change SET after = ? WHERE act = ? AND place = ?",
                (pack(stored.after), number, stored.place),
            )

    def drop_tail(self) -> tuple[list[str], list[str]]:
        """Delete the acts after the cursor; return the hashes and the articles that they referred to."""
        run = self._connection.execute
        cursor = self.cursor
        # The plus keeps SQLite from using an index through all articles to avoid sorting a few rows.
        hashes = [as_text(row[0]) for row in run("SELECT DISTINCT +sha256 FROM use WHERE act > ?", (cursor,))]
        articles = [
            as_text(row[0])
            for row in run(
                "SELECT DISTINCT +id FROM change WHERE act > ? AND +collection = 'article'", (cursor,)
            )
        ]
        for table, column in (("use", "act"), ("change", "act"), ("history", "id")):
            run(f"DELETE FROM {table} WHERE {column} > ?", (cursor,))  # noqa: S608 - names of ours
        return hashes, articles

    def clear(self) -> None:
        """Delete all acts: nothing from before can be undone."""
        for table in ("use", "change", "history"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self.move(0)

    def mentions(self, key: Key) -> bool:
        """Return whether any act changes a value."""
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
        return None if row is None else as_text(row[0])

    def _write_all(
        self, number: int, first: int, changes: Sequence[Change], raw: Sequence[RawChange]
    ) -> None:
        for place, (change, values) in enumerate(zip(changes, raw, strict=True), first):
            self._write(number, place, change, values)

    def _write(self, number: int, place: int, change: Change, raw: RawChange) -> None:
        before, after = raw
        self._connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                place,
                change.key.collection,
                change.key.id,
                None if before is None else pack_against(before, after),
                None if after is None else IN_TABLE if before is None else pack_against(after, before),
            ),
        )
        for value in (change.before, change.after):
            if isinstance(value, ArticleRecord):
                self._connection.executemany(
                    "INSERT OR IGNORE INTO use VALUES (?, ?)",
                    [(value.text, number), (value.original.sha256, number)],
                )
        if change.key.collection == "briefing":
            self._connection.executemany(
                "INSERT OR IGNORE INTO use VALUES (?, ?)",
                [(name, number) for name in sorted(changed_pictures(change))],
            )


def _read_changes(
    rows: Sequence[_Row], stored: Stored, held: Held, budget: InflationBudget, *, in_force: bool
) -> Iterator[StoredChange]:
    """Read the changes of an act in the order of `rows`, each from the JSON that is in the table at its turn.

    That is the JSON after a change if the act is in force, else the JSON before it.
    """
    in_table: dict[Key, tuple[bytes | None, Value | None]] = {}
    for place, collection, name, before, after in rows:
        key = stored_key(collection, name)
        here, other = (after, before) if in_force else (before, after)
        known, value = in_table.get(key, (None, None)) if here is not None else (None, None)
        if known is None and here is not None:
            known = stored(key)
            value = held(key) if known is not None else None
        found = None if other is None else unpack_against(other, known)
        present = known, value or _read_value(key, known, budget)
        then = in_table[key] = found, _read_value(key, found, budget)
        (raw, old), (new_raw, new) = (then, present) if in_force else (present, then)
        yield StoredChange(Change(key=key, before=old, after=new), raw, new_raw, place)


def _read_value(key: Key, data: bytes | None, budget: InflationBudget) -> Value | None:
    value = None if data is None else decode(key.collection, budget.spend(data))
    if value is not None and value.id != key.id:
        raise CorruptValueError("a change of another value")
    return value
