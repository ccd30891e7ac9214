"""The errors of files and of SQLite become messages, and transactions are stored whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.database import (
    Transaction,
    check_password,
    connect,
    dossier_errors,
    is_marked_open,
)
from briefbuilder.storage.file_guard import FileGuard

PATH = Path("work.dossier")


def error_of(number: int, message: str = "x") -> sqlite3.Error:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = number
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "dossier-memory"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "x"), "dossier-damaged"),
        (CorruptValueError("x"), "dossier-damaged"),
        (PermissionError("x"), "disk-fault"),
        (error_of(sqlite3.SQLITE_BUSY_SNAPSHOT), "dossier-busy"),
        (error_of(sqlite3.SQLITE_FULL), "disk-full"),
        (sqlite3.OperationalError("database or disk is full"), "disk-full"),
        (error_of(sqlite3.SQLITE_READONLY_DBMOVED), "dossier-read-only"),
        (error_of(sqlite3.SQLITE_IOERR_READ), "disk-fault"),
        (error_of(sqlite3.SQLITE_CORRUPT_VTAB), "dossier-damaged"),
        (error_of(sqlite3.SQLITE_ERROR, "no such table: article"), "dossier-damaged"),
        (sqlite3.DatabaseError("Could not decode to UTF-8 column"), "dossier-damaged"),
    ],
)
def test_errors_of_the_file_become_messages(error: Exception, code: str) -> None:
    with pytest.raises(DossierError) as caught, dossier_errors(PATH):
        raise error
    assert caught.value.code == code
    assert caught.value.parameters["path"] == str(PATH)


@pytest.mark.parametrize(
    "error",
    [
        error_of(sqlite3.SQLITE_ERROR, 'near "x": syntax error'),
        error_of(sqlite3.SQLITE_MISUSE),
        KeyError("x"),
    ],
)
def test_errors_of_the_program_stay_what_they_are(error: Exception) -> None:
    with pytest.raises(type(error)), dossier_errors(PATH):
        raise error


def test_what_is_written_ahead_is_stored_with_the_next_transaction(tmp_path: Path) -> None:
    connection = connect(tmp_path / "file")
    discarded: list[bool] = []
    transaction = Transaction(connection, lambda: discarded.append(True))
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        connection.execute("CREATE TABLE t (x)")
    connection.execute("BEGIN")
    connection.set_authorizer(None)
    connection.execute("CREATE TABLE t (x)")
    connection.execute("COMMIT")

    def rows() -> list[int]:
        other = sqlite3.connect(tmp_path / "file")
        found = [row[0] for row in other.execute("SELECT x FROM t ORDER BY x")]
        other.close()
        return found

    def insert(number: int) -> None:
        connection.execute("INSERT INTO t VALUES (?)", (number,))

    def insert_and_fail(number: int) -> None:
        with transaction:
            insert(number)
            raise ZeroDivisionError

    assert transaction.begin_ahead()
    insert(1)
    assert not transaction.begin_ahead(), "it has begun"
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(2)
    assert (rows(), discarded) == ([], [True])
    with transaction:
        insert(3)
    assert rows() == [1, 3], "what was ahead waited for the next one"
    transaction.end_ahead()
    assert transaction.begin_ahead()
    insert(4)
    transaction.end_ahead()
    assert rows() == [1, 3, 4]
    assert transaction.begin_ahead()
    insert(5)
    transaction.discard_ahead()
    transaction.discard_ahead()
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(6)
    assert rows() == [1, 3, 4]
    assert len(discarded) == 3
    assert not connection.in_transaction
    transaction.rollback()
    assert len(discarded) == 3, "there was nothing to discard"
    connection.close()


class Guard(FileGuard):
    """Notes what it is asked, and refuses at one of the questions."""

    def __init__(self, refused: int) -> None:
        self.asked: list[str] = []
        self._refused = refused

    def check(self) -> None:
        self.asked.append("check")
        if self.asked.count("check") == self._refused:
            raise DossierError("dossier-moved")

    def note(self) -> None:
        self.asked.append("note")

    def note_commit(self) -> None:
        self.asked.append("note-commit")

    def settle(self, seconds: float | None = None) -> bool:
        self.asked.append(f"settle {seconds}")
        return True


@pytest.mark.parametrize(
    ("refused", "asked"),
    [(0, ["check", "check", "note-commit", "settle None"]), (1, ["check"]), (2, ["check", "check"])],
)
def test_the_file_is_looked_at_before_and_after_a_transaction(refused: int, asked: list[str]) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE state (name TEXT PRIMARY KEY, number INTEGER)")
    guard, transaction = Guard(refused), Transaction(connection)
    transaction.use_guard(guard)
    with pytest.raises(DossierError) if refused else nullcontext(), transaction:
        assert is_marked_open(connection)
    assert guard.asked == asked
    assert transaction.is_marked is is_marked_open(connection) is (not refused)
    assert not connection.in_transaction
    if not refused:
        transaction.mark_closed()
        assert not is_marked_open(connection)
        guard.asked.clear()
        transaction.vacuum()
        assert guard.asked == ["check", "note"]
    connection.close()


def test_a_transaction_begins_anew_where_sqlite_discarded_what_was_ahead(tmp_path: Path) -> None:
    """SQLite rolls back by itself at some errors, such as a full disk."""
    connection = sqlite3.connect(tmp_path / "file", isolation_level=None)
    connection.execute("CREATE TABLE t (x)")
    transaction = Transaction(connection, lambda: None)
    assert transaction.begin_ahead()
    connection.execute("INSERT INTO t VALUES (1)")
    connection.execute("ROLLBACK")
    with transaction:
        connection.execute("INSERT INTO t VALUES (2)")
    assert not connection.in_transaction
    with closing(sqlite3.connect(tmp_path / "file")) as other:
        assert other.execute("SELECT x FROM t").fetchall() == [(2,)]
    connection.close()


def test_only_an_encrypted_file_can_have_a_wrong_password(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"no dossier" * 1000)
    with closing(connect(path)) as connection, pytest.raises(sqlite3.DatabaseError, match="not a database"):
        check_password(connection, path)
    pytest.importorskip("sqlcipher3")
    with (
        closing(connect(path, password="secret")) as connection,
        pytest.raises(DossierError, match="password-wrong"),
    ):
        check_password(connection, path)


def test_a_name_that_is_too_long_is_told_with_its_length(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(DossierError) as caught, dossier_errors(path):
        path.read_bytes()
    assert (caught.value.code, caught.value.parameters["count"]) == ("file-name-long", "300")
