"""Connections to encrypted dossiers; imported if there is one, because the library is optional.

An encrypted dossier is an SQLCipher 4 file with its default settings, which are its format: every page of it, and of
its journal, is encrypted with AES-256 and authenticated, and the key is derived from the password.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import cast

from sqlcipher3 import dbapi2

from briefbuilder.storage.hardening import LimitedStatements


class EncryptedConnection(LimitedStatements, dbapi2.Connection):  # type: ignore[misc] # the library has no annotations
    """A connection that knows the password that it was opened with."""

    password: str | None = None


def connect_encrypted(
    target: str, password: str | None, *, any_thread: bool, timeout: float, uri: bool
) -> sqlite3.Connection:
    """Open a connection to an encrypted file or, without a password, to one that is not; see `database.connect`.

    `target` is a path or, with `uri`, a URI. The two drivers have the same interface, as far as the program uses it,
    but no common base class.
    """
    connection = dbapi2.connect(
        target,
        isolation_level=None,
        timeout=timeout,
        check_same_thread=not any_thread,
        uri=uri,
        factory=EncryptedConnection,
    )
    with ExitStack() as undo:
        undo.callback(connection.close)
        if password is not None:
            connection.set_key(password)
            connection.password = password
        # The library would report every wrong password on standard error. `cipher_memory_security` stays off: memory for
        # keys is locked and overwritten in any case, and doing so with all memory makes an import ten times as slow.
        connection.execute("PRAGMA cipher_log = OFF")
        undo.pop_all()
    return cast("sqlite3.Connection", connection)


def versions() -> dict[str, str]:
    """Return the versions of the library's parts by name."""
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.set_key("version")
        cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
        provider = connection.execute("PRAGMA cipher_provider_version").fetchone()[0]
    return {"SQLCipher": cipher, "SQLite in SQLCipher": dbapi2.sqlite_version, "cryptography": provider}
