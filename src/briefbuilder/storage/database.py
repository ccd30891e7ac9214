"""Connections to dossier files, their transactions, and SQLite's errors as DossierError.

Every connection to a dossier is opened by `connect`, or by `connect_like` for a copy of a dossier. Every access to the
file runs inside `dossier_errors`, so that a full disk or a damaged page is reported as a message and never as a
traceback.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import quote

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.encryption import encryption_errors, is_encryption_available, normalize_password
from briefbuilder.storage.file_guard import FileGuard
from briefbuilder.storage.hardening import LimitedConnection, restrict

P = ParamSpec("P")
S = TypeVar("S", bound="_InDossier")
T = TypeVar("T")
_TIMEOUT = 5.0
"""Seconds to wait for another connection that is writing."""

_MARK_OPEN = "INSERT INTO state VALUES ('open', 1) ON CONFLICT (name) DO UPDATE SET number = 1"
_MARK_CLOSED = "UPDATE state SET number = 0 WHERE name = 'open'"
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
    # The program's own statements only get these from a file that was changed by another hand.
    sqlite3.SQLITE_TOOBIG: "dossier-damaged",
    sqlite3.SQLITE_CONSTRAINT: "dossier-damaged",
    sqlite3.SQLITE_MISMATCH: "dossier-damaged",
    sqlite3.SQLITE_INTERRUPT: "dossier-damaged",
    sqlite3.SQLITE_AUTH: "dossier-damaged",
}
_MESSAGES = {
    "no such ": "dossier-damaged",  # A table or column that every dossier has is missing.
    "malformed database schema": "dossier-damaged",
    "unsupported file format": "dossier-damaged",
    "vtable constructor failed": "dossier-damaged",
    "invalid fts5 file format": "dossier-damaged",
    "Could not decode to UTF-8": "dossier-damaged",
    "database or disk is full": "disk-full",
    "disk I/O error": "disk-fault",
}
"""How the messages of errors without their own number begin, such as those within SQLCipher's export."""


def connect(
    path: Path,
    *,
    password: str | None = None,
    immutable: bool = False,
    any_thread: bool = False,
    can_encrypt: bool = False,
    timeout: float = _TIMEOUT,
) -> sqlite3.Connection:
    """Open a connection to a dossier file; transactions are only begun explicitly.

    With a `password`, the file is encrypted; a wrong one fails at the first access (see `check_password`). With
    `immutable`, the file is only read, without locks and without a journal. With `any_thread`, the connection may be
    used on another thread than this one. With `can_encrypt`, encrypted files can be attached to it. `timeout` is in
    seconds.

    Raises:
        DossierError: "encryption-missing" if the library is needed and not installed.
    """
    target = f"file:{quote(os.fsencode(path.resolve()))}?mode=ro&immutable=1" if immutable else str(path)
    if password is None and not can_encrypt:
        connection: sqlite3.Connection = sqlite3.connect(
            target,
            isolation_level=None,
            timeout=timeout,
            check_same_thread=not any_thread,
            uri=immutable,
            factory=LimitedConnection,
        )
    elif not is_encryption_available():
        raise DossierError("encryption-missing")
    else:
        from briefbuilder.storage.sqlcipher import connect_encrypted

        used = None if password is None else normalize_password(password)
        connection = connect_encrypted(target, used, any_thread=any_thread, timeout=timeout, uri=immutable)
    restrict(connection)
    return connection


def connect_like(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Open a connection to a file that is to receive a copy of the dossier of another connection.

    It is encrypted with the same password if that is.
    """
    return connect(path, password=password_of(connection))


def password_of(connection: sqlite3.Connection) -> str | None:
    """Return the password of a connection to an encrypted dossier, None if the dossier is not encrypted."""
    password: str | None = getattr(connection, "password", None)
    return password


def check_password(connection: sqlite3.Connection, path: Path) -> None:
    """Read from a file for the first time; raise DossierError if that shows that the password is wrong.

    A wrong password, damage in the first page and a file that never was a dossier look the same.
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except database_errors() as error:
        if password_of(connection) is not None and _number_of(error) == sqlite3.SQLITE_NOTADB:
            raise DossierError("password-wrong", path=str(path)) from error
        raise


def database_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return the types of the errors of all drivers that `connect` uses, with others: for an `except` clause."""
    # The last two come from a damaged file as well: a message with bytes of it, and an index that asks for gigabytes.
    return (sqlite3.DatabaseError, *encryption_errors(), UnicodeDecodeError, MemoryError, *others)


class Transaction:
    """The one transaction that a connection can have; as a context manager it is stored whole or not at all.

    What is written ahead of it (`begin_ahead`) is stored with it, which saves waiting for the disk twice. If the
    transaction is discarded, what was written ahead waits for the next one, unless SQLite had to discard that too.
    `on_discard` is called then.
    """

    def __init__(self, connection: sqlite3.Connection, on_discard: Callable[[], None] | None = None) -> None:
        self._connection = connection
        self._on_discard = on_discard
        self._guard: FileGuard | None = None
        self._is_open = False
        self._is_ahead = False
        self._is_nested = False
        self.is_marked = False
        """Whether the dossier is marked as open."""

    def use_guard(self, guard: FileGuard) -> None:
        """Ask a guard for the file before each transaction and each commit from now on.

        The first transaction marks the dossier as open, until `mark_closed`: a copy that is made while SQLite writes a
        commit can be half of one state and half of the next, and is checked when it is opened (see `is_marked_open`).
        """
        self._guard = guard

    def mark_closed(self) -> None:
        """Unmark a dossier that `use_guard` marked, or that was found marked and is without damage."""
        with self:
            self._connection.execute(_MARK_CLOSED)

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
        """Begin the transaction; there must be none. Raises what the guard finds (see FileGuard)."""
        if self._guard is not None:
            self._guard.check()
        self._is_nested = self._is_ahead and self._connection.in_transaction
        self._is_ahead = self._is_nested
        self._connection.execute("SAVEPOINT act" if self._is_nested else "BEGIN IMMEDIATE")
        self._is_open = True
        if self._guard is not None and not self.is_marked and not self._is_nested:
            self._connection.execute(_MARK_OPEN)

    def begin_ahead(self) -> bool:
        """Begin what is written ahead of the next transaction; return False if it has begun. Raises as `begin`."""
        if self._is_ahead and self._connection.in_transaction:
            return False
        self._is_ahead = False
        self.begin()
        self._is_ahead = True
        return True

    def end_ahead(self) -> None:
        """Store what was written ahead, if there is something."""
        if self._is_ahead and self._connection.in_transaction:
            self.commit()

    def discard_ahead(self) -> None:
        """Discard what was written ahead, if there is something."""
        if self._is_ahead:
            self._is_ahead = self._is_nested = False
            self.rollback()

    def commit(self, *, is_settled: bool = True) -> None:
        """Store everything that was written since `begin`, and ahead of it. Raises as `begin` does.

        If `is_settled` is false, what was stored may be reported as stored only once `settle` returns true.
        """
        if self._guard is not None:
            # So far, SQLite has written nothing to the file: see `cache_spill` (opening.py).
            self._guard.check()
        if self._is_nested:
            self._connection.execute("RELEASE act")
        # From here on, both are stored or discarded together.
        self._is_nested = self._is_ahead = False
        self._connection.execute("COMMIT")
        self._is_open = False
        if self._guard is not None:
            self.is_marked = True
            self._guard.note_commit()
            if is_settled:
                self._guard.settle()

    def settle(self, seconds: float | None = None) -> bool:
        """Return whether the file is known to hold the last commit; see `FileGuard.settle`."""
        return self._guard is None or self._guard.settle(seconds)

    def vacuum(self) -> None:
        """Rewrite the file, in a separate transaction. Raises as `begin` does."""
        if self._guard is not None:
            self._guard.check()
        self._connection.execute("VACUUM")
        if self._guard is not None:
            self._guard.note()

    def rollback(self) -> None:
        """Discard everything that was written since `begin`, if there is a transaction."""
        if self._on_discard is not None and (self._is_open or self._connection.in_transaction):
            self._on_discard()
        self._is_open = False
        if self._connection.in_transaction:
            if self._is_nested:
                self._connection.execute("ROLLBACK TO act")
                self._connection.execute("RELEASE act")
            elif not self._is_ahead:
                self._connection.execute("ROLLBACK")
        self._is_nested = False


def is_marked_open(connection: sqlite3.Connection) -> bool:
    """Return whether a dossier was not closed after its last change: it, or what it is a copy of."""
    row = connection.execute("SELECT number FROM state WHERE name = 'open'").fetchone()
    return row is not None and row[0] == 1


def unmark_copy(connection: sqlite3.Connection) -> None:
    """Unmark a copy that SQLite made, which is whole, whether or not the dossier is open."""
    if is_marked_open(connection):
        connection.execute(_MARK_CLOSED)


def missing_error(path: Path) -> DossierError:
    """Return the message about a path at which there is no file, or in a folder that may not be entered."""
    try:
        code = "dossier-is-folder" if path.is_dir() else "dossier-missing"
    except PermissionError:
        code = "dossier-not-opened"
    return DossierError(code, path=str(path))


@contextmanager
def dossier_errors(path: Path) -> Iterator[None]:
    """Raise DossierError for errors of the file or of SQLite."""
    try:
        yield
    except database_errors() as error:
        code = _code_of(error)
        if code is None:
            raise
        raise DossierError(code, path=str(path)) from error
    except OSError as error:
        check_name(path, error)
        raise DossierError("disk-fault", path=str(path)) from error
    except CorruptValueError as error:
        raise DossierError("dossier-damaged", path=str(path)) from error


class _InDossier(Protocol):
    @property
    def path(self) -> Path: ...


def in_dossier(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method of what belongs to a dossier raise its DossierError, as in `dossier_errors`."""

    @wraps(method)
    def checked(self: S, /, *arguments: P.args, **named: P.kwargs) -> T:
        with dossier_errors(self.path):
            return method(self, *arguments, **named)

    return checked


def check_name(path: Path, error: OSError) -> None:
    """Raise DossierError if an error says that a name is too long: files beside a dossier have longer ones."""
    if error.errno == errno.ENAMETOOLONG:
        raise DossierError("file-name-long", file=str(path), count=str(len(path.name))) from error


def _code_of(error: Exception) -> str | None:
    if isinstance(error, MemoryError):
        return "dossier-memory"
    number = _number_of(error)
    if isinstance(error, UnicodeDecodeError):
        return "dossier-damaged"
    if number == sqlite3.SQLITE_ERROR:
        return next((code for begin, code in _MESSAGES.items() if str(error).startswith(begin)), None)
    return _CODES.get(number & 0xFF)


def _number_of(error: Exception) -> int:
    number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return number if isinstance(number, int) else sqlite3.SQLITE_ERROR
