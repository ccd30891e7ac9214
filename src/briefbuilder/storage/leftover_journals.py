"""Decides what becomes of a journal that is beside a dossier although nobody has it open.

SQLite would merge it into whatever file has the name. It belongs there after a crash; beside a restored backup, or a file
that another program put in the place of the dossier, it would ruin that file.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.database import database_errors
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.schema_check import check_schema
from briefbuilder.system.clock import Clock
from briefbuilder.system.files import PrivateFolder, write_atomically

Connect = Callable[[Path], sqlite3.Connection]
_SUFFIXES = ("-wal", "-journal")
_MOST_TRIED = 10
_MOST_READ = 1024 * 1024
"""Bytes at the beginning of a journal in which the first page is looked for."""
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
# Offsets in a rollback journal: https://www.sqlite.org/fileformat2.html section 3.
_PLAIN = b"SQLite format 3\x00"


def journals_of(path: Path) -> tuple[Path, ...]:
    """Return the files of changes that are not yet in a dossier, or not yet undone in it."""
    found = []
    for suffix in _SUFFIXES:
        journal = path.with_name(path.name + suffix)
        with suppress(OSError):
            if journal.stat().st_size > 0:
                found.append(journal)
    return tuple(found)


def settle_journals(path: Path, connect: Connect, *, is_other_file: bool) -> tuple[DossierError, ...]:
    """Keep the journals of a dossier if they belong to it, so that SQLite takes them over; set others aside.

    Nobody may have the dossier open. `is_other_file` tells that the journals were written beside another file. Return what
    the user should know.

    Raises:
        DossierError: "dossier-damaged" if the file is damaged with and without its journals.
        OSError: if there is no room for a copy, or the journal cannot be renamed.
    """
    journals = journals_of(path)
    if not journals:
        return ()
    if not is_other_file and all(_may_belong(path, journal) for journal in journals):
        with suppress(DossierError):
            if _is_whole(path, journals, connect):
                return ()
        # What is found now is what the user is told, such as a wrong password.
        if not _is_whole(path, (), connect):
            raise DossierError("dossier-damaged", path=str(path))
    return tuple(_set_aside(path, journal) for journal in journals)


def adopt_journal(path: Path, connect: Connect) -> bool:
    """Give a damaged dossier the journal that it was parted from, and return whether there is one.

    If a dossier is renamed during a commit and the committing program is killed, its journal stays in the folder
    under the old name. A copy that was made in the middle of a commit gets a copy of the journal, since
    the dossier that has the journal's name needs it too. Nobody may have the damaged one open. Raises OSError.
    """
    own = path.with_name(path.name + "-journal")
    if own.exists() and own.stat().st_size > 0:
        return False
    found = (one for one in path.parent.iterdir() if one.name.endswith("-journal") and one.is_file())
    newest = sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    for journal in newest[:_MOST_TRIED]:
        with suppress(DossierError):
            if _may_belong(path, journal) and _is_whole(path, (journal,), connect):
                if journal.with_name(journal.name.removesuffix("-journal")).exists():
                    write_atomically(own, journal.read_bytes(), private=True)
                else:
                    journal.replace(own)
                return True
    return False


def _is_whole(path: Path, journals: tuple[Path, ...], connect: Connect) -> bool:
    """Return whether a copy of a dossier is without damage once SQLite has merged copies of the journals into it."""
    with PrivateFolder() as folder:
        shutil.copyfile(path, folder / path.name)
        for journal in journals:
            suffix = next(one for one in _SUFFIXES if journal.name.endswith(one))
            shutil.copyfile(journal, folder / f"{path.name}{suffix}")
        try:
            with closing(connect(folder / path.name)) as connection:
                # Exclusive, so that no shared index is made of a write-ahead log.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                # Before the other check, which evaluates the expressions in a schema.
                check_schema(connection)
                with unrestricted(connection):
                    checked: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
                return checked == "ok"
        except database_errors(CorruptValueError):
            return False


def _may_belong(path: Path, journal: Path) -> bool:
    """Return False for a rollback journal that was begun from another state of the file than it can be in.

    The journal holds the first page as it was; the file has that change counter still, or the next one already.
    """
    if not journal.name.endswith("-journal"):
        return True
    with path.open("rb") as file:
        head = file.read(28)
    with journal.open("rb") as file:
        counter = _first_page_counter(file.read(_MOST_READ))
    if counter is None or not head.startswith(_PLAIN):
        return True
    return int.from_bytes(head[24:], "big") - counter in (0, 1)


def _first_page_counter(journal: bytes) -> int | None:
    """Return the change counter in the first page of a journal, None if it is not at its beginning."""
    if not journal.startswith(_JOURNAL_MAGIC):
        return None
    count, sector, page = (int.from_bytes(journal[place : place + 4], "big") for place in (8, 20, 24))
    if page < 512 or sector < 28:
        return None
    record = page + 8
    for start in range(sector, min(len(journal), sector + count * record), record):
        if journal[start : start + 4] == b"\x00\x00\x00\x01":
            counter = journal[start + 28 : start + 32]
            return int.from_bytes(counter, "big") if journal[start + 4 :].startswith(_PLAIN) else None
    return None


def _set_aside(path: Path, journal: Path) -> DossierError:
    """Rename a journal so that SQLite does not find it, and return what to report."""
    suffix = journal.name.removeprefix(path.name)
    day = Clock().today().isoformat()
    count, target = 1, path.with_name(f"{path.stem} (set aside {day}){path.suffix}{suffix}")
    while target.exists():
        count += 1
        target = path.with_name(f"{path.stem} (set aside {day}, {count}){path.suffix}{suffix}")
    journal.rename(target)
    return DossierError("journal-set-aside", path=str(path), journal=str(target))
