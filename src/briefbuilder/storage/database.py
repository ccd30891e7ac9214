"""Transactions of a dossier file, and SQLite's errors as DossierError.

Every access to the file runs inside `dossier_errors`, so that a full disk or a damaged page is reported as a message
and never as a traceback.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.codec import CorruptValueError


class Transaction:
    """The one transaction that a connection can have; as a context manager it is stored whole or not at all."""

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
        """Begin the transaction; there must be none."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Store everything that was written since `begin`."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Discard everything that was written since `begin`, where there is a transaction."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


_CODES = {
    sqlite3.SQLITE_BUSY: "dossier-busy",
    sqlite3.SQLITE_LOCKED: "dossier-busy",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "dossier-read-only",
    sqlite3.SQLITE_CANTOPEN: "dossier-not-opened",
    sqlite3.SQLITE_PERM: "dossier-not-opened",
    sqlite3.SQLITE_IOERR: "disk-fault",
    sqlite3.SQLITE_NOTADB: "dossier-damaged",
    sqlite3.SQLITE_CORRUPT: "dossier-damaged",
}


@contextmanager
def dossier_errors(path: Path) -> Iterator[None]:
    """Raise DossierError for errors of the file or of SQLite."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _code_of(error)
        if code is None:
            raise
        raise DossierError(code, path=str(path)) from error
    except OSError as error:
        raise DossierError("disk-fault", path=str(path)) from error
    except CorruptValueError as error:
        raise DossierError("dossier-damaged", path=str(path)) from error


def _code_of(error: sqlite3.DatabaseError) -> str | None:
    number = getattr(error, "sqlite_errorcode", None)
    if not isinstance(number, int):
        return None
    if number == sqlite3.SQLITE_ERROR and str(error).startswith("no such "):
        return "dossier-damaged"  # A table or column that every dossier has is missing.
    return _CODES.get(number & 0xFF)
