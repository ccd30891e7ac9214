"""Transactions of a dossier's file: whole blocks of code, or one that is begun now and ended later."""

from __future__ import annotations

import sqlite3
from types import TracebackType


class Transaction:
    """The one transaction that a connection can have; as a context it is stored whole or not at all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self.begin()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.rollback()

    def begin(self) -> None:
        """Begin; nothing may be under way."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make all that was written last."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Take all that was written back, where something is under way."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
