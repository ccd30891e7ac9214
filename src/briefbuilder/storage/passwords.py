"""Sets, changes and removes the password of a dossier: a new file is written, checked, and put in the old one's place.

A program that is killed meanwhile leaves the old file as it was.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copymode

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.database import connect, dossier_errors
from briefbuilder.storage.encryption import is_encryption_available, normalize_password
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.opening import open_dossier, password_to_use
from briefbuilder.system.files import replacement_of
from briefbuilder.system.locks import take_lock


def change_password(path: Path, old: str | None, new: str | None) -> None:
    """Encrypt a dossier that nobody has open with a `new` password, or decrypt it if that is None.

    `old` is its present password, None if it is not encrypted.

    Raises:
        DossierError: as `open_dossier` does; "encryption-missing" if the library is not installed; "dossier-read-only";
            or what the disk says. The dossier is unchanged then.
    """
    path = path.resolve()
    if not is_encryption_available():
        raise DossierError("encryption-missing")
    # Brings it up to date, and what is in a journal into the file.
    store = open_dossier(path, password=old)
    store.close()
    if store.read_only:
        raise DossierError("dossier-read-only", path=str(path))
    lock = take_lock(path)
    try:
        with dossier_errors(path), replacement_of(path) as made:
            write_copy(path, store.password, made, new)
            copymode(path, made)
    finally:
        lock.release()


def change_copy_password(path: Path, old: str | None, new: str | None) -> None:
    """Encrypt a copy that nobody opens, such as a backup, with a `new` password, or decrypt it if that is None.

    `old` is used if the copy is encrypted. Its time of change stays. Raises DossierError, and the copy is unchanged,
    if it cannot be read or written.
    """
    used = password_to_use(path, old)
    if used is None and new is None:
        return
    with dossier_errors(path), replacement_of(path) as made:
        state = path.stat()
        write_copy(path, used, made, new)
        os.utime(made, ns=(state.st_atime_ns, state.st_mtime_ns))


def write_copy(path: Path, password: str | None, target: Path, new: str | None) -> None:
    """Write a copy of a dossier that is not being written to, encrypted with a `new` password or with none.

    `target` is an empty file. The copy has a salt, and so a key, of its own. It is compared with the dossier; if an
    error is raised, the caller deletes what there is of it.
    """
    with dossier_errors(path):
        with (
            closing(connect(path, password=password, can_encrypt=True)) as connection,
            unrestricted(connection),
        ):
            # What is read once is kept from being written by others.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            before = _summary(connection)
            connection.execute(
                "ATTACH ? AS copy KEY ?",
                (os.fsencode(target), "" if new is None else normalize_password(new)),
            )
            # A copy that is not finished is of no use to anybody: no journal, and one wait for the disk at the end.
            connection.execute("PRAGMA copy.journal_mode = OFF")
            connection.execute("PRAGMA copy.synchronous = OFF")
            connection.execute("SELECT sqlcipher_export('copy')")
            for name in ("application_id", "user_version"):
                (number,) = connection.execute(f"PRAGMA main.{name}").fetchone()
                connection.execute(f"PRAGMA copy.{name} = {int(number)}")
            connection.execute("DETACH copy")
        with closing(connect(target, password=new)) as copy:
            if not _is_whole(copy, encrypted=new is not None) or _summary(copy) != before:
                raise DossierError("copy-differs", path=str(path))


def _is_whole(connection: sqlite3.Connection, *, encrypted: bool) -> bool:
    """Return whether every page is as it was written."""
    if encrypted:
        return not connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _summary(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return the schema of a dossier, the number of rows of each table, and its version."""
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    found: list[tuple[object, ...]] = list(schema)
    for kind, name, sql in schema:
        if kind == "table" and not str(sql).startswith("CREATE VIRTUAL"):
            quoted = str(name).replace('"', '""')
            found += connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchall()  # noqa: S608 - quoted above
    for name in ("application_id", "user_version"):
        found += connection.execute(f"PRAGMA {name}").fetchall()
    return found
