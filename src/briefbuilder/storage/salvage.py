"""Reads what can still be read of a dossier file that was cut short or damaged, and stores it as a new dossier.

The file is copied and padded to the length that its header tells, since SQLite reads nothing of a file that is too short.
Rows are read by their numbers, and those that lie on lost pages are passed over. The undo history, the records of exports
and the changes of other desks are not read.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Change, ChangeSet, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.backups import RescueReport
from briefbuilder.storage.blobs import Blobs, own_picture_names
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.database import connect, database_errors, dossier_errors
from briefbuilder.storage.dossier_reader import DossierReader
from briefbuilder.storage.migrations import MIGRATIONS, version_of
from briefbuilder.storage.opening import create, expected_size
from briefbuilder.storage.store import Store
from briefbuilder.system.files import PrivateFolder

_CONTENT = ("text", "original", "picture")
_LONGEST_STEP = 1 << 24
"""The most rows that are passed over if pages are lost."""


def salvage(path: Path, target: Path, password: str | None = None) -> RescueReport:
    """Store what can be read of a damaged dossier in a new file; the damaged one is only read.

    Raises DossierError with "dossier-lost" if nothing can be read, else as `create` does.
    """
    with PrivateFolder() as folder:
        copy, read = folder / "damaged.dossier", folder / "read.dossier"
        with dossier_errors(path):
            shutil.copyfile(path, copy)
            with copy.open("r+b") as file:
                file.truncate(max(copy.stat().st_size, expected_size(file.read(100))))
        create(read, password).close()
        with closing(connect(read, password=password)) as connection:
            _copy_rows(copy, connection, password)
            saved = _values(connection, read)
            if not any(isinstance(one, ArticleRecord) or key.collection == "briefing" for key, one in saved):
                raise DossierError("dossier-lost", path=str(path))
            with closing(create(target, password)) as store:
                return _store(store, saved, Blobs(connection))


def _copy_rows(damaged: Path, into: sqlite3.Connection, password: str | None) -> None:
    """Copy the rows that can be read into an empty dossier; nothing is copied from one of another format."""
    with suppress(*database_errors()), closing(connect(damaged, password=password, immutable=True)) as source:
        if version_of(source) != MIGRATIONS[-1].version:
            return
        into.execute("BEGIN")
        for table in (*COLLECTIONS, *_CONTENT):
            for row in _rows(source, table):
                places = ", ".join("?" * len(row))
                into.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608 - names of ours
        with suppress(*database_errors()):
            for row in source.execute("SELECT text, picture FROM text_picture"):
                into.execute("INSERT OR IGNORE INTO text_picture VALUES (?, ?)", row)
    if into.in_transaction:
        into.execute("COMMIT")


def _rows(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table that can be read, in the order of their numbers."""
    last: int | None = 0
    while last is not None:
        try:
            for number in _numbers(source, table, last):
                last = number
                query = f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608 - names of ours
                with suppress(*database_errors()):
                    row = source.execute(query, (last,)).fetchone()
                    # The way to a row that was read in order may lead over a page that is lost.
                    if row is not None:
                        yield row
        except database_errors():
            last = _next_readable(source, table, last)
        else:
            return


def _numbers(source: sqlite3.Connection, table: str, last: int) -> Iterator[int]:
    """Yield the numbers of rows after one; raises DatabaseError if damaged pages lead back to rows that were read."""
    query = f"SELECT rowid FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid"  # noqa: S608 - names of ours
    for (number,) in source.execute(query, (last,)):
        if number <= last:
            raise sqlite3.DatabaseError(table)
        last = int(number)
        yield last


def _next_readable(source: sqlite3.Connection, table: str, last: int) -> int | None:
    """Return the lowest number from which rows can be read again, None if there are no more."""

    def is_readable(start: int) -> bool:
        with suppress(*database_errors()):
            next(_numbers(source, table, start), None)
            return True
        return False

    step = 1
    while not is_readable(last + step):
        step *= 2
        if step > _LONGEST_STEP:
            return None
    low, high = last + step // 2, last + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_readable(middle) else (middle, high)
    return high


def _values(connection: sqlite3.Connection, path: Path) -> list[tuple[Key, Value]]:
    reader = DossierReader(connection, path)
    found = []
    for collection in COLLECTIONS:
        names = connection.execute(f"SELECT id FROM {collection} ORDER BY rowid").fetchall()  # noqa: S608 - names of ours
        for (name,) in names:
            with suppress(DossierError, CorruptValueError):
                key = Key(collection, str(name))
                one = reader.value(key)
                if one is not None:
                    found.append((key, one))
    return found


def _store(store: Store, saved: list[tuple[Key, Value]], blobs: Blobs) -> RescueReport:
    articles = [one for _, one in saved if isinstance(one, ArticleRecord)]
    kept = set()
    for record in articles:
        with suppress(DossierError, CorruptValueError, *database_errors()):
            store.keep(blobs.prepared(record))
            kept.add(record.id)

    def is_kept(one: Value) -> bool:
        if isinstance(one, ArticleRecord):
            return one.id in kept
        article = one.passage.article if isinstance(one, Tag) else None
        article = one.article if isinstance(one, Judgement) else article
        return article is None or article in kept

    changes = tuple(Change(key=key, before=None, after=one) for key, one in saved if is_kept(one))
    shown = blobs.pictures(
        name for _, one in saved if isinstance(one, Briefing) for name in own_picture_names(one)
    )
    store.apply(ChangeSet(act="rescue", changes=changes, pictures=shown))
    return RescueReport(articles=len(kept), briefings=store.count("briefing"), lost=len(articles) - len(kept))
