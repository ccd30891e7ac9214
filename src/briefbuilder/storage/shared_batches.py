"""The batches of a dossier that several desks share: sealed, open and waiting ones, and the removals that they tell of.

Everything is read as if a stranger had written it. A number names a batch within the file; that of the open batch, whose
acts no other desk has yet, is one more than the highest, so that nothing is rewritten when it is sealed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from briefbuilder.domain.changes import Key, key_named
from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.exchange.history import History, Position
from briefbuilder.exchange.records import (
    MOST_BATCH,
    RULES,
    Batch,
    Json,
    SharedAct,
    canonical,
    decode_batch,
    is_hash,
)
from briefbuilder.storage.codec import CorruptValueError, as_bytes, as_number, as_text, pack, unpack_json
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.storage.shared_pieces import PieceName, PieceTable, pieces_in

MOST_LINES = 1_000_000
_CACHED_BATCHES = 16
_MOST_WAITING = 100_000


@value(kw_only=False)
class BatchRow:
    """A sealed batch as it is listed: `taken` is when it was sealed here or taken in (ISO 8601, UTC)."""

    number: int
    name: str
    desk: str
    taken: str


def _batch_row(number: object, name: object, desk: object, taken: object) -> BatchRow:
    return BatchRow(as_number(number), as_text(name), as_text(desk), as_text(taken))


class BatchTable:
    """The sealed batches of one dossier, which of them knows which, and the acts of the open batch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._decoded = RecentCache(self._read_batch, _CACHED_BATCHES)
        self.forget()

    def forget(self) -> None:
        """Read the file again at the next question: a transaction was discarded."""
        self._history: History | None = None
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._desks: dict[int, str] = {}
        self._open: int | None = None
        self._decoded.clear()

    @property
    def history(self) -> History:
        """Which batch knows which."""
        if self._history is None:
            run = self._connection.execute
            ends = {
                as_number(line, MOST_LINES): as_number(place)
                for line, place in run("SELECT line, max(place) FROM batch GROUP BY line")
            }
            heads = [as_text(row[0]) for row in run("SELECT name FROM batch WHERE is_head")]
            self._history = History(self._load_position, ends, heads)
        return self._history

    @property
    def open_number(self) -> int:
        """The number that the open batch has, and will keep."""
        if self._open is None:
            (last,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM batch").fetchone()
            self._open = as_number(last) + 1
        return self._open

    def has(self, name: str) -> bool:
        """Return whether a batch is here."""
        return self._number(name) is not None

    def number(self, name: str) -> int:
        """Return the number of a batch, "" being the open one."""
        found = self.open_number if name == "" else self._number(name)
        if found is None:
            raise CorruptValueError("a batch that is not there")
        return found

    def name(self, number: int) -> str:
        """Return the name of a batch, "" for the open one."""
        if number == self.open_number:
            return ""
        if number not in self._names:
            self._load_row("number", number)
        if number not in self._names:
            raise CorruptValueError("a number of no batch")
        return self._names[number]

    def desk(self, number: int) -> str:
        """Return the desk that wrote a sealed batch, "" for the open one."""
        return "" if number == self.open_number or not self.name(number) else self._desks[number]

    def add(self, batch: Batch, taken: str) -> int:
        """Add a batch whose past is here; return its number."""
        number, position = self.open_number, self.history.add(batch)
        self._connection.executemany(
            "UPDATE batch SET is_head = 0 WHERE name = ? AND is_head", [(name,) for name in batch.past]
        )
        known = pack(json.dumps(sorted(position.known.items()), separators=(",", ":")).encode())
        self._connection.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
            (
                number,
                batch.name,
                batch.desk,
                position.line,
                position.place,
                known,
                taken,
                batch.encoded(),
            ),
        )
        self._note(number, batch.name, batch.desk)
        self._open = number + 1
        return number

    def replace_body(self, number: int, batch: Batch) -> None:
        """Store a batch again, from which writes were blanked."""
        self._connection.execute("UPDATE batch SET body = ? WHERE number = ?", (batch.encoded(), number))
        self._decoded.drop(number)

    def body(self, name: str) -> bytes:
        """Return a batch as it travels; raises ExchangeError "batch-missing"."""
        row = self._connection.execute("SELECT body FROM batch WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise ExchangeError("batch-missing", name=name)
        return as_bytes(row[0])

    def batch(self, number: int) -> Batch:
        """Return a sealed batch."""
        return self._decoded.get(number)

    def names(self) -> frozenset[str]:
        """Return the names of all sealed batches; an index has them, so that the batches themselves are not read."""
        return frozenset(as_text(name) for (name,) in self._connection.execute("SELECT name FROM batch"))

    def rows(self, after: int = 0) -> tuple[BatchRow, ...]:
        """Return the sealed batches with higher numbers, each after those that it knows."""
        rows = self._connection.execute(
            "SELECT number, name, desk, taken FROM batch WHERE number > ? ORDER BY number", (after,)
        )
        return tuple(starmap(_batch_row, rows))

    def last_rows(self) -> tuple[BatchRow, ...]:
        """Return the newest sealed batch of each desk, by desk."""
        rows = self._connection.execute(
            "SELECT number, name, batch.desk, taken FROM batch JOIN (SELECT max(number) AS newest FROM batch GROUP BY desk)"
            " ON number = newest ORDER BY batch.desk"
        )
        return tuple(starmap(_batch_row, rows))

    def open_acts(self) -> tuple[SharedAct, ...]:
        """Return the acts of the open batch."""
        rows = self._connection.execute("SELECT body FROM open_act ORDER BY number").fetchall()
        if not rows:
            return ()
        import zlib

        acts = [unpack_json(row[0]) for row in rows]
        try:
            whole = canonical([1, 1, 0, "", None, [], acts])
            return decode_batch(zlib.compress(whole, 1)).acts
        except (ExchangeError, ValueError) as error:
            raise CorruptValueError("an open act that cannot be read") from error

    def open_size(self) -> tuple[int, int]:
        """Return how many acts the open batch has, and for how many bytes of JSON they count."""
        count, size = self._connection.execute(
            "SELECT count(*), coalesce(sum(size), 0) FROM open_act"
        ).fetchone()
        return as_number(count), as_number(size)

    def push_act(self, act: SharedAct, size: int) -> None:
        """Add an act to the open batch, which counts for at least `size` bytes."""
        body = canonical(act.as_json())
        if len(body) > MOST_BATCH // 2:
            raise ExchangeError("batch-too-large")
        count, _ = self.open_size()
        self._connection.execute(
            "INSERT INTO open_act VALUES (?, ?, ?)", (count, max(size, len(body)), pack(body))
        )

    def clear_open(self) -> None:
        """Empty the open batch."""
        self._connection.execute("DELETE FROM open_act")

    def _read_batch(self, number: int) -> Batch:
        name = self.name(number)
        try:
            return decode_batch(self.body(name), name)
        except ExchangeError as error:
            raise CorruptValueError("a batch that cannot be read") from error

    def _number(self, name: str) -> int | None:
        if name not in self._numbers:
            self._load_row("name", name)
        return self._numbers.get(name)

    def _load_row(self, column: str, value: str | int) -> None:
        query = f"SELECT number, name, desk FROM batch WHERE {column} = ?"  # noqa: S608 - names of ours
        row = self._connection.execute(query, (value,)).fetchone()
        if row is not None:
            self._note(as_number(row[0]), as_text(row[1]), as_text(row[2]))

    def _note(self, number: int, name: str, desk: str) -> None:
        self._numbers[name], self._names[number], self._desks[number] = number, name, desk

    def _load_position(self, name: str) -> Position | None:
        row = self._connection.execute(
            "SELECT line, place, known FROM batch WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            return None
        try:
            known = {as_number(line, MOST_LINES): as_number(place) for line, place in unpack_json(row[2])}
        except (TypeError, ValueError) as error:
            raise CorruptValueError("a batch without a past") from error
        return Position(as_number(row[0], MOST_LINES), as_number(row[1]), known)


# Removals for good, as acts tell of them.

REMOVAL = "removal"
REMOVED = "removed"
Node = tuple[Key, str]
"""An item or an element of a value that stays, by its node."""


@value(kw_only=False)
class Removal:
    """What a removal names, and the batches ("" for the open one) whose authors knew of it first."""

    values: frozenset[Key]
    nodes: frozenset[Node]
    pieces: frozenset[str]
    originals: frozenset[str]
    batches: tuple[str, ...]


def removals_in(batch: Batch) -> tuple[Removal, ...]:
    """Return the removals that a batch names."""
    return tuple(
        read_removal((write.value,), (batch.name,))
        for act in batch.acts
        for write in act.writes
        if write.key.collection == REMOVAL and write.key.field == REMOVED
    )


def read_removal(told: Sequence[Json], batches: tuple[str, ...]) -> Removal:
    """Return what some writes of a removal name together; what has another form than expected is left out."""
    values = (row for row in _rows(told, "values") if isinstance(row, list) and len(row) == 2)
    nodes = (row for row in _rows(told, "nodes") if isinstance(row, list) and len(row) == 3)
    return Removal(
        values=frozenset(key for row in values if (key := _key(*row)) is not None),
        nodes=frozenset(
            (key, node)
            for collection, name, node in nodes
            if isinstance(node, str) and node and (key := _key(collection, name)) is not None
        ),
        pieces=frozenset(name for name in _rows(told, "pieces") if is_hash(name)),
        originals=frozenset(name for name in _rows(told, "originals") if is_hash(name)),
        batches=batches,
    )


def _key(collection: Json, name: Json) -> Key | None:
    return key_named(collection, name) if isinstance(name, str) else None


def _rows(told: Iterable[Json], name: str) -> Iterator[Json]:
    for removal in told:
        rows = removal.get(name) if isinstance(removal, dict) else None
        yield from rows if isinstance(rows, list) else ()


# Batches that wait: for batches that they follow, for the texts of articles, or for a newer program.


@value(kw_only=False)
class WaitingBatch:
    """A batch that waits: for the `missing` batches and `texts`, or (`is_newer`) for a newer program."""

    name: str
    desk: str
    missing: tuple[str, ...]
    texts: tuple[str, ...] = ()
    is_newer: bool = False


@dataclass(slots=True, eq=False, repr=False)
class _Held:
    """A waiting batch in memory."""

    number: int
    desk: str
    past: tuple[str, ...]
    texts: frozenset[str]
    rules: int
    removals: tuple[Removal, ...]


class WaitingTable:
    """The waiting batches of one dossier; what they refer to is stored under negative numbers among the pieces."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, batches: BatchTable, pieces: PieceTable
    ) -> None:
        self._connection = connection
        self._path = path
        self._batches = batches
        self._pieces = pieces
        self._known: dict[str, _Held] | None = None

    def forget(self) -> None:
        """Read the file again at the next question: a transaction was discarded."""
        self._known = None

    def names(self) -> Collection[str]:
        """Return the names of the batches that wait, those first that came first."""
        return self._held().keys()

    def all(self) -> tuple[WaitingBatch, ...]:
        """Return the batches that wait, with what they wait for."""
        return tuple(self._told(name, held) for name, held in self._held().items())

    def get(self, name: str) -> WaitingBatch | None:
        """Return what a batch waits for, None if it does not wait."""
        held = self._held().get(name)
        return None if held is None else self._told(name, held)

    def removals(self) -> dict[str, tuple[Removal, ...]]:
        """Return the removals for good in the batches that wait."""
        return {name: held.removals for name, held in self._held().items() if held.removals}

    def hold(self, batch: Batch) -> None:
        """Keep a batch until it can be taken in; raises DossierError "dossier-full"."""
        held = self._held()
        if len(held) >= _MOST_WAITING:
            raise DossierError("dossier-full", path=str(self._path), most=str(_MOST_WAITING))
        result = self._connection.execute(
            "INSERT INTO waiting (name, desk, body) VALUES (?, ?, ?)",
            (batch.name, batch.desk, batch.encoded()),
        )
        number = as_number(result.lastrowid)
        held[batch.name] = _held_of(number, batch)
        self._pieces.refer(-number, pieces_in(batch))

    def release(self, name: str) -> None:
        """Forget a batch that is taken in now, if it waited."""
        if (held := self._held().pop(name, None)) is not None:
            self._connection.execute("DELETE FROM waiting WHERE number = ?", (held.number,))
            self._pieces.drop(-held.number)

    def batch(self, name: str) -> Batch:
        """Return a batch that waits."""
        row = self._connection.execute("SELECT body FROM waiting WHERE name = ?", (name,)).fetchone()
        try:
            return decode_batch(as_bytes(None if row is None else row[0]), name)
        except ExchangeError as error:
            raise CorruptValueError("a waiting batch that cannot be read") from error

    def _held(self) -> dict[str, _Held]:
        if self._known is None:
            self._known = {}
            rows = self._connection.execute("SELECT number, name FROM waiting ORDER BY number").fetchall()
            for number, name in rows:
                batch = self.batch(as_text(name))
                self._known[batch.name] = _held_of(as_number(number), batch)
        return self._known

    def _told(self, name: str, held: _Held) -> WaitingBatch:
        batches = tuple(one for one in held.past if not self._batches.has(one))
        texts = tuple(text for text in sorted(held.texts) if not self._pieces.has(PieceName("text", text)))
        return WaitingBatch(name, held.desk, batches, texts, held.rules > RULES)


def _held_of(number: int, batch: Batch) -> _Held:
    texts = frozenset(piece.sha256 for piece in pieces_in(batch) if piece.kind == "text")
    return _Held(number, batch.desk, batch.past, texts, batch.rules, removals_in(batch))
