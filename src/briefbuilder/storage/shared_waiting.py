"""The batches of other desks that wait: for batches that they follow, for the texts of articles, or for a newer program."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import RULES, Batch, decode_batch
from briefbuilder.storage.codec import CorruptValueError, as_bytes, as_number, as_text
from briefbuilder.storage.removals import Removal, removals_in
from briefbuilder.storage.shared_pieces import PieceName, PieceTable, pieces_in
from briefbuilder.storage.shared_tables import BatchTable

_MOST_WAITING = 100_000


@value(kw_only=False)
class WaitingBatch:
    """A batch that waits: for the `missing` batches and `texts`, or (`is_newer`) for a newer program."""

    name: str
    desk: str
    missing: tuple[str, ...]
    texts: tuple[str, ...] = ()
    is_newer: bool = False


@dataclass(slots=True)
class _Held:
    """A waiting batch in memory."""

    number: int
    desk: str
    past: tuple[str, ...]
    texts: frozenset[str]
    rules: int
    removals: tuple[Removal, ...]


class WaitingTable:
    """The waiting batches of one dossier; what they refer to stands under negative numbers among the pieces."""

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
        """Return what a batch waits for, None where it does not wait."""
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
        made = self._connection.execute(
            "INSERT INTO waiting (name, desk, body) VALUES (?, ?, ?)",
            (batch.name, batch.desk, batch.encoded()),
        )
        number = as_number(made.lastrowid)
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
        texts = tuple(one for one in sorted(held.texts) if not self._pieces.has(PieceName("text", one)))
        return WaitingBatch(name, held.desk, batches, texts, held.rules > RULES)


def _held_of(number: int, batch: Batch) -> _Held:
    texts = frozenset(piece.sha256 for piece in pieces_in(batch) if piece.kind == "text")
    return _Held(number, batch.desk, batch.past, texts, batch.rules, removals_in(batch))
