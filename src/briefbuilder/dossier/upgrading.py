"""Bringing a dossier to the version in force: in one transaction with all that is filled anew for it.

Whatever comes in between, a cancel or a power cut, the file is as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from briefbuilder.domain.errors import DossierError
from briefbuilder.dossier.backup import back_up
from briefbuilder.dossier.index import Index
from briefbuilder.dossier.schema import APPLICATION_ID, MIGRATIONS, Migration, words_of
from briefbuilder.dossier.transaction import Transaction

Progress = Callable[[float], None]


def takes_long(path: Path) -> bool:
    """Tell whether a dossier must be brought up to date, which goes by its size; nothing is said of what is no dossier."""
    try:
        if version_on_disk(path) < MIGRATIONS[-1].version:
            return True
        address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return not Index.built_by_these_rules(connection)
    except (OSError, sqlite3.Error):
        return False


@contextmanager
def upgrading(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration],
    backed_up: Path | None,
    on_progress: Progress | None,
) -> Iterator[None]:
    """Take the steps that are missing, and keep them only where what is done within succeeds.

    `backed_up` is where a copy of the older form goes beside; where the whole is cancelled, it goes too.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    newest = migrations[-1].version
    if version // 1000 > newest // 1000:
        raise DossierError("dossier-newer", path=str(path), version=words_of(version), known=words_of(newest))
    steps = [step for step in migrations if step.version > version]
    if not steps:
        yield
        return
    copy = None if backed_up is None else back_up(connection, backed_up, version, on_progress)
    with ExitStack() as undo:
        if copy is not None:
            undo.callback(copy.unlink, missing_ok=True)
        with Transaction(connection):
            for step in steps:
                step.apply(connection)
            stamp(connection, newest)
            yield
        undo.pop_all()


def stamp(connection: sqlite3.Connection, version: int) -> None:
    """Mark the file as a dossier of a version."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def version_on_disk(path: Path) -> int:
    """Return the version that stands in a file's header."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:64], "big")
