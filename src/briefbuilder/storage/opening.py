"""Creates and opens dossier files, after checking their header.

A writable file is locked, and all that was acknowledged is in the file itself: it can be copied and moved while it is
open. Any other (read-only media, the folder of another user) is opened read-only.

While a connection is open, this process must not open and close the file in any other way: closing any descriptor of a
file ends the POSIX locks that SQLite holds on it.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from briefbuilder.domain.changes import Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.values import value
from briefbuilder.storage.codec import CorruptValueError, encode, pack
from briefbuilder.storage.database import (
    check_name,
    check_password,
    connect,
    database_errors,
    dossier_errors,
    is_marked_open,
    missing_error,
    password_of,
)
from briefbuilder.storage.encryption import MAGIC, is_encryption_available, is_maybe_cut, is_maybe_encrypted
from briefbuilder.storage.file_guard import FileGuard
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.leftover_journals import adopt_journal, journals_of, settle_journals
from briefbuilder.storage.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    format_version,
    newer_error,
    oldest_program,
    read_program,
    upgrade,
    version_of,
    version_on_disk,
    write_version,
)
from briefbuilder.storage.projections import is_index_current
from briefbuilder.storage.schema_check import check_schema
from briefbuilder.storage.store import Store
from briefbuilder.system.files import PrivateFolder, folder_fault, remove_unfinished, replacement_of
from briefbuilder.system.locks import Lock, lock_path, take_lock

# Offsets in the header: https://www.sqlite.org/fileformat2.html section 1.3.

_HEADER = 100
_NEGATIVE = 1 << 31
"""The version is a number with a sign, which no program sets."""


def check_header(path: Path, *, has_journal: bool, any_version: bool = False) -> None:
    """Raise DossierError if a file is not a dossier, is truncated or, unless `any_version`, of a newer major version."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
        is_cut = not header.startswith(MAGIC) and is_maybe_cut(path)
    except OSError as error:
        raise DossierError("dossier-not-opened", path=str(path)) from error
    if not header:
        raise DossierError("dossier-empty", path=str(path))
    if not header.startswith(MAGIC) and not is_cut:
        raise DossierError("not-a-dossier", path=str(path))
    if is_cut or len(header) < _HEADER:
        raise DossierError("dossier-cut", path=str(path))
    if _number(header, 68) != APPLICATION_ID:
        raise DossierError("not-a-dossier", path=str(path))
    version = _number(header, 60)
    if version >= _NEGATIVE:
        raise DossierError("dossier-damaged", path=str(path))
    newest = MIGRATIONS[-1].version
    if version // 1000 > newest // 1000 and not any_version:
        with dossier_errors(path), closing(connect(path, immutable=True)) as connection:
            raise newer_error(path, version, MIGRATIONS, connection)
    if not has_journal and size < expected_size(header):
        raise DossierError("dossier-cut", path=str(path))


def expected_size(header: bytes) -> int:
    """Return the size of a dossier's file in bytes by its first 100 bytes, 0 if they do not tell it."""
    # The number of pages is only valid if the two change counters agree.
    if _number(header, 24) != _number(header, 92):
        return 0
    page = int.from_bytes(header[16:18], "big")
    return _number(header, 28) * (65536 if page == 1 else page)


def _number(header: bytes, place: int) -> int:
    return int.from_bytes(header[place : place + 4], "big")


_QUICK_CHECK_UP_TO = 64 * 1024 * 1024
"""Bytes: a file of up to this size is checked page by page if it was not closed properly."""

_FULL_CHECK_UP_TO = 256 * 1024 * 1024
"""Bytes: a file of up to this size is checked wholly if it was copied while it was open; that takes seconds."""

_CACHE = 20_000
"""The most kilobytes of pages that SQLite caches: enough for the rows by which 100,000 articles are listed."""
_LEAST_CACHE = 5_000
"""The fewest kilobytes that it may cache, since a small dossier can grow while it is open."""
_CACHED_SHARE = 32
"""Between the two, the part of the file that SQLite caches is one of so many: a smaller dossier has fewer such rows."""
_DAMAGED = ("dossier-cut", "dossier-damaged")
_CACHE_DECRYPTED = 80_000
"""The same for an encrypted dossier, where a page that is read again must be decrypted again."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_COPY_ATTEMPTS = 3
"""How often a file that another program is writing is copied, in the hope of an unchanged copy."""


@contextmanager
def creation_errors(path: Path) -> Iterator[None]:
    """Raise DossierError if a dossier cannot be created: its folder is missing or refuses, or the disk is full."""
    try:
        _require_folder(path.parent)
        yield
    except DossierError as error:
        if error.code not in {"disk-full", "export-disk-full"}:
            raise
        # Without room for a copy, they name the dossier that is copied, or a temporary file.
        raise DossierError("export-disk-full", file=str(path)) from error
    except OSError as error:
        check_name(path, error)
        if error.errno in _FULL:
            raise DossierError("export-disk-full", file=str(path)) from error
        raise DossierError("dossier-not-created", path=str(path), reason=error.strerror or "") from error


def _require_folder(folder: Path) -> None:
    if (code := folder_fault(folder)) is not None:
        raise DossierError(code, folder=str(folder))


def create(path: Path, password: str | None = None, settings: Iterable[Setting] = ()) -> Store:
    """Create a dossier with no more than some settings, encrypted with a `password`, and open it.

    Raises DossierError if the file exists, or its folder does not.
    """
    with creation_errors(path):
        if os.path.lexists(path):
            raise DossierError("dossier-exists", path=str(path))
        lock = take_lock(path)
    with ExitStack() as undo:
        undo.callback(lock.release)
        store = _create(path, lock, password, settings)
        undo.pop_all()
    return store


def open_dossier(
    path: Path,
    migrations: Sequence[Migration] = MIGRATIONS,
    on_progress: Progress | None = None,
    password: str | None = None,
) -> Store:
    """Open a dossier, upgraded to the current version if it is older; `password` is used if it is encrypted.

    An upgrade takes minutes for a large one. `on_progress` receives the share that is done, from 0 to 1, and may raise
    CancelledError: the file is then unchanged. With it, the store may be used on another thread afterwards.

    Raises:
        DossierError: if it is missing, not a dossier, damaged, of a newer major version or in use;
            "password-needed", "password-wrong" or "encrypted-unreadable" (without the library) if it may be encrypted.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - raises nothing in a folder that may not be entered
        raise missing_error(path)
    # The lock and the journal are beside the file itself, even if it is opened through a link.
    path = path.resolve()
    if not _is_writable(path):
        return _open_read_only(path, migrations, on_progress, password)
    try:
        lock = take_lock(path)
    except OSError as error:
        check_name(path, error)
        store = _open_read_only(path, migrations, on_progress, password)
        if error.errno in _FULL:
            store.read_only_code = "dossier-read-only-full"
            store.notices = (*store.notices, DossierError(store.read_only_code, path=str(path)))
        return store
    with ExitStack() as undo:
        undo.callback(lock.release)
        # Only now, since this reads the file, which this process may have open.
        store = _open(path, lock, migrations, on_progress, password_to_use(path, password))
        undo.pop_all()
    return store


def password_to_use(path: Path, password: str | None) -> str | None:
    """Return the password for a file, None if it is not encrypted.

    Raises:
        DossierError: if it may be encrypted, and there is no password or no library for it.
    """
    try:
        if not is_maybe_encrypted(path):
            return None
    except OSError as error:
        raise DossierError("dossier-not-opened", path=str(path)) from error
    if not is_encryption_available():
        raise DossierError("encrypted-unreadable", path=str(path))
    if not password:
        raise DossierError("password-needed", path=str(path))
    return password


def _create(path: Path, lock: Lock, password: str | None, settings: Iterable[Setting]) -> Store:
    # Created under another name and renamed, so that there is never half a dossier.
    with dossier_errors(path):
        with replacement_of(path) as made, closing(connect(made, password=password)) as connection:
            connection.execute("BEGIN")
            for migration in MIGRATIONS:
                migration.apply(connection)
            write_version(connection, MIGRATIONS[-1].version)
            rows = [(setting.id, pack(encode("setting", setting))) for setting in settings]
            connection.executemany("INSERT INTO setting VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            if os.path.lexists(path):
                raise DossierError("dossier-exists", path=str(path))
        lock.note_file(path)
    return _open(path, lock, MIGRATIONS, None, password)


def _open(
    path: Path,
    lock: Lock,
    migrations: Sequence[Migration],
    on_progress: Progress | None,
    password: str | None,
) -> Store:
    open_file = partial(_open_file, path, lock, migrations, on_progress, password)
    try:
        return open_file()
    except DossierError as error:
        if error.code not in _DAMAGED:
            raise
        with dossier_errors(path):
            if not adopt_journal(path, partial(_connect_checked, password=password)):
                raise
    return open_file()


def _open_file(
    path: Path,
    lock: Lock,
    migrations: Sequence[Migration],
    on_progress: Progress | None,
    password: str | None,
) -> Store:
    remove_unfinished(path.parent, path.name)
    unfinished = journals_of(path)
    if password is None:
        check_header(path, has_journal=bool(unfinished))
    with dossier_errors(path), ExitStack() as undo:
        told = settle_journals(
            path, partial(_connect_checked, password=password), is_other_file=lock.is_other_file(path)
        )
        guard = FileGuard(path, partial(_is_whole, path, password))
        undo.callback(guard.close)
        connection = connect(path, password=password, any_thread=on_progress is not None, timeout=0.2)
        undo.callback(connection.close)
        # Exclusive at first: no shared index of a write-ahead log is made, and no other program can get in between.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        check_first_page(connection, path, password)
        check_schema(connection, migrations)
        _prepare(connection, path)
        undo.callback(_remove_journal, connection)
        is_marked = _check_if_marked(connection, path)
        if not is_marked and (lock.was_unclean or unfinished) and path.stat().st_size <= _QUICK_CHECK_UP_TO:
            _check_pages(connection, path)
        with upgrade(connection, path, migrations, path, on_progress):
            store = Store(connection, path, lock=lock)
            store.refresh(purge=lock.was_unclean, on_progress=on_progress or ignore_progress)
        # Before a commit, nothing of an act is in the file: neither a copy nor the guard finds half of it there.
        connection.execute("PRAGMA cache_spill = OFF")
        guard.note()
        store.use_guard(guard, is_marked=is_marked)
        if (host := lock.renamed_from) is not None:
            told = (DossierError("lock-taken-over", path=str(path), host=host), *told)
        store.notices = told
        undo.pop_all()
    return store


def _connect_checked(path: Path, *, password: str | None) -> sqlite3.Connection:
    connection = connect(path, password=password)
    with ExitStack() as undo:
        undo.callback(connection.close)
        check_first_page(connection, path, password)
        undo.pop_all()
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Set what every connection that writes to a dossier needs; an older version's write-ahead log is merged."""
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    share = path.stat().st_size // 1024 // _CACHED_SHARE
    cache = min(_CACHE, max(_LEAST_CACHE, share)) if password_of(connection) is None else _CACHE_DECRYPTED
    connection.execute(f"PRAGMA cache_size = -{cache}")
    # SQLite changes the locking mode at the next access.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _check_if_marked(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether a dossier is marked as open: after a crash, or a copy that may be half of one state.

    Raises DossierError("dossier-cut") if it is damaged. Large ones are not read whole.
    """
    if not is_marked_open(connection):
        return False
    if path.stat().st_size <= _FULL_CHECK_UP_TO:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if answer != "ok":
            raise DossierError("dossier-cut", path=str(path))
    return True


def _remove_journal(connection: sqlite3.Connection) -> None:
    with suppress(*database_errors()):
        connection.execute("PRAGMA journal_mode = DELETE")


def _is_whole(path: Path, password: str | None) -> bool:
    """Return whether SQLite finds no damage in a file, read again and not from a cache."""
    try:
        with closing(connect(path, password=password)) as connection, unrestricted(connection):
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except database_errors():
        return False


def _open_read_only(
    path: Path, migrations: Sequence[Migration], on_progress: Progress | None, password: str | None
) -> Store:
    password = password_to_use(path, password)
    journals = journals_of(path)
    if password is None:
        check_header(path, has_journal=bool(journals))
    with dossier_errors(path):
        is_held = lock_path(path).exists()
    # A journal with changes, another holder who may write, or an older version: these need a copy.
    if not journals and not is_held and _is_of_version(path, migrations, password):
        store = _open_immutable(path, password, movable=on_progress is not None)
        if store.is_current():
            return store
        store.close()
    return _open_copy(path, journals, migrations, on_progress, password)


def _is_of_version(path: Path, migrations: Sequence[Migration], password: str | None) -> bool:
    with dossier_errors(path):
        return version_on_disk(path, password) >= migrations[-1].version


def open_to_read(path: Path, password: str | None = None) -> Store:
    """Open a dossier only for reading, even if it is in use: if needed, a copy of it is read. Raises as `open_dossier`."""
    if not path.is_file():
        raise DossierError("dossier-missing", path=str(path))
    return _open_read_only(path.resolve(), MIGRATIONS, None, password)


def open_beside(path: Path, password: str | None = None) -> Store:
    """Open a dossier that this process has open already once more, only for reading, on this thread.

    All that is read is of one moment: nothing can be stored in the dossier until this store is closed.
    """
    with dossier_errors(path), ExitStack() as undo:
        connection = connect(path, password=password)
        undo.callback(connection.close)
        check_first_page(connection, path, password)
        check_schema(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        _check_if_marked(connection, path)
        store = Store(connection, path, lock=None)
        undo.pop_all()
    return store


def _open_immutable(path: Path, password: str | None, *, movable: bool) -> Store:
    with dossier_errors(path), ExitStack() as undo:
        connection = connect(path, password=password, immutable=True, any_thread=movable)
        undo.callback(connection.close)
        check_first_page(connection, path, password)
        check_schema(connection)
        store = Store(connection, path, lock=None)
        undo.pop_all()
    return store


def _open_copy(
    path: Path,
    journals: Sequence[Path],
    migrations: Sequence[Migration],
    on_progress: Progress | None,
    password: str | None,
) -> Store:
    with dossier_errors(path), ExitStack() as undo:
        folder = PrivateFolder()
        undo.callback(folder.remove)
        copy_unchanged({source: folder.path / source.name for source in (path, *journals)})
        connection = connect(folder.path / path.name, password=password, any_thread=on_progress is not None)
        undo.callback(connection.close)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        check_first_page(connection, path, password)
        check_schema(connection, migrations)
        _check_pages(connection, path)
        with upgrade(connection, path, migrations, None, on_progress):
            store = Store(connection, path, lock=None, scratch=folder)
            store.refresh(purge=False, on_progress=on_progress or ignore_progress)
        connection.execute("PRAGMA query_only = ON")
        undo.pop_all()
    return store


def copy_unchanged(targets: Mapping[Path, Path]) -> None:
    """Copy a dossier and its journals as they are at one moment: again if one of them changed meanwhile.

    Raises DossierError if they cannot be read, changed each time, or there is no room for the copies.
    """
    path = next(iter(targets))
    with dossier_errors(path):
        for _ in range(_COPY_ATTEMPTS):
            before = _states(targets)
            for source, target in targets.items():
                try:
                    shutil.copyfile(source, target)
                except OSError as error:
                    if error.errno in _FULL:
                        raise DossierError("export-disk-full", file=str(target)) from error
                    raise
            if _states(targets) == before:
                return
    raise DossierError("dossier-busy", path=str(path))


def _states(paths: Iterable[Path]) -> list[tuple[int, int]]:
    states = [path.stat() for path in paths]
    return [(state.st_size, state.st_mtime_ns) for state in states]


def check_first_page(connection: sqlite3.Connection, path: Path, password: str | None) -> None:
    """Check of an encrypted dossier what `check_header` checks of others; its version is checked by `upgrade`."""
    if password is None:
        return
    check_password(connection, path)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DossierError("not-a-dossier", path=str(path))


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    with unrestricted(connection):
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DossierError("dossier-damaged", path=str(path))


def _is_writable(path: Path) -> bool:
    # The file is not opened here: this process may have it open already.
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def needs_upgrade(path: Path) -> bool:
    """Return whether a dossier must be upgraded, which takes time; False for an encrypted one and for other files."""
    try:
        if is_maybe_encrypted(path):
            return False
        with closing(connect(path, immutable=True)) as connection:
            check_schema(connection)
            return version_of(connection) < MIGRATIONS[-1].version or not is_index_current(connection)
    except database_errors(DossierError, OSError, CorruptValueError):
        return False


# The format of a dossier, read without opening it for work.


@value
class DossierFormat:
    """The format of a dossier as it is shown, such as "8.0"; `program` is the oldest that opens it, "" if unknown."""

    version: str
    program: str
    is_encrypted: bool


def read_format(path: Path, password: str | None = None) -> DossierFormat:
    """Return the format of a dossier, also of one that only a newer program opens.

    Raises DossierError if the file is missing or not a dossier, and "password-wrong" or "encryption-missing" if it
    is encrypted and cannot be read.
    """
    if not path.is_file():
        raise missing_error(path)
    if password is None:
        check_header(path, has_journal=False, any_version=True)
    with dossier_errors(path), closing(connect(path, password=password, immutable=True)) as connection:
        check_first_page(connection, path, password)
        version = version_of(connection)
        program = oldest_program(version) or read_program(connection)
    return DossierFormat(version=format_version(version), program=program, is_encrypted=password is not None)


def own_format() -> DossierFormat:
    """Return the format of the dossiers that this program writes."""
    version = MIGRATIONS[-1].version
    return DossierFormat(version=format_version(version), program=oldest_program(version), is_encrypted=False)
