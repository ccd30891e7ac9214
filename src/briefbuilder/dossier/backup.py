"""A copy of a dossier beside it, before its form is changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from briefbuilder.domain.errors import DossierError
from briefbuilder.dossier.schema import words_of

_PAGES = 2_000
"""Pages that are copied between two reports: some milliseconds."""


def back_up(
    connection: sqlite3.Connection,
    path: Path,
    version: int,
    on_progress: Callable[[float], None] | None = None,
) -> Path:
    """Write a whole copy beside a dossier, named after the version it is of; return its path.

    An older backup is never written over. `on_progress` is told 0 while it goes on, and may stop it by an error of
    its own. Raises DossierError where the copy cannot be written.
    """
    target = _free_name(path, version)
    made = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(made)) as copy:
            connection.backup(
                copy, pages=_PAGES, progress=lambda *_: on_progress(0.0) if on_progress else None
            )
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(target)
    except (OSError, sqlite3.DatabaseError) as error:
        raise DossierError("backup-not-written", path=str(target)) from error
    finally:
        made.unlink(missing_ok=True)
    return target


def _free_name(path: Path, version: int) -> Path:
    stem = f"{path.stem} (version {words_of(version)})"
    target = path.with_name(f"{stem}{path.suffix}")
    count = 2
    while target.exists():
        target = path.with_name(f"{stem} {count}{path.suffix}")
        count += 1
    return target
