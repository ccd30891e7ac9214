"""A journal beside a dossier is merged only into the file that it belongs to."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.storage.conftest import MakeSetting

from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.database import connect
from briefbuilder.storage.leftover_journals import _may_belong, adopt_journal
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store
from briefbuilder.system.locks import lock_path

OLDER_VERSION = """
import os, signal, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA locking_mode = EXCLUSIVE")
c.execute("PRAGMA journal_mode = WAL")
for number in range(40):
    c.execute("INSERT INTO setting VALUES (?, ?)", (f"late{number}", b"x" * 3000))
os.kill(os.getpid(), signal.SIGKILL)
"""
IN_A_COMMIT = """
import os, signal, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA journal_mode = TRUNCATE")
c.execute("PRAGMA cache_size = 1")
c.execute("BEGIN")
c.execute("DELETE FROM setting")
for number in range(400):
    c.execute("INSERT INTO setting VALUES (?, ?)", (f"late{number}", b"x" * 3000))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Pages are in the file already when this is killed, since hardly any fit into the cache."""


def killed(code: str, path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL


def settings_of(path: Path, told: Sequence[str] = ()) -> list[str]:
    store = open_dossier(path)
    store.close()
    assert [one.code for one in store.notices] == list(told)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return sorted(row[0] for row in connection.execute("SELECT id FROM setting"))


def change_all(store: Store, setting: MakeSetting, before: str | None, after: str | None) -> None:
    acts = [setting(f"s{number:03d}", before, after) for number in range(200)]
    store.apply(ChangeSet(act="set", changes=tuple(change for act in acts for change in act.changes)))


@pytest.fixture
def closed(path: Path, setting: MakeSetting) -> Path:
    store = create(path)
    change_all(store, setting, None, "v" * 200)
    store.close()
    return path


@pytest.fixture
def backup(closed: Path, tmp_path: Path, setting: MakeSetting) -> Path:
    """A backup of the dossier of before its last changes."""
    copy = Path(shutil.copyfile(closed, tmp_path / "backup"))
    remove_all(closed, setting)
    return copy


def remove_all(path: Path, setting: MakeSetting) -> None:
    store = open_dossier(path)
    change_all(store, setting, "v" * 200, None)
    store.close()


def kill_open(path: Path, setting: MakeSetting) -> None:
    """Leave a dossier as a program does that is killed in a commit: marked as open, with a journal."""
    store = open_dossier(path)
    store.apply(setting("last", None, "x"))
    shutil.copyfile(path, path.with_name("marked"))
    store.close()
    path.with_name("marked").replace(path)
    killed(IN_A_COMMIT, path)


ALL = [f"s{number:03d}" for number in range(200)]


COUNTED = 0x01020304
"""The change counter of a dossier that was written to often."""


def head_of(counter: int) -> bytes:
    """Return the first page of a dossier that was written to some times more."""
    return b"SQLite format 3\0".ljust(24, b"x") + (COUNTED + counter).to_bytes(4, "big") + b"y" * 484


def journal_of(
    *pages: tuple[int, bytes], magic: bytes = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", page: int = 512
) -> bytes:
    """Return a rollback journal that has some pages as they were."""
    numbers = (len(pages), 7, 7, 512, page)
    header = magic + b"".join(number.to_bytes(4, "big") for number in numbers)
    return header.ljust(512, b"\0") + b"".join(
        number.to_bytes(4, "big") + data + b"sums" for number, data in pages
    )


@pytest.mark.parametrize(
    ("journal", "belongs"),
    [
        (journal_of((1, head_of(7))), True),
        (journal_of((1, head_of(6))), True),
        (journal_of((1, head_of(5))), False),
        (journal_of((1, head_of(8))), False),
        (journal_of((2, b"z" * 512), (3, b"z" * 512), (1, head_of(3))), False),
        (journal_of((2, b"z" * 512)), True),
        # What is behind the pages that the journal counts is of an earlier one.
        (journal_of((2, b"z" * 512)) + journal_of((1, head_of(3)))[512:], True),
        (journal_of((2, b"z" * 512), (1, head_of(3)))[:1040], True),
        (journal_of((1, head_of(3)), magic=b"12345678"), True),
        (journal_of((1, head_of(3)), page=511), True),
        (journal_of((1, b"encrypted".ljust(512))), True),
        (b"", True),
    ],
)
def test_a_journal_belongs_to_the_state_that_it_began_from(
    tmp_path: Path, journal: bytes, belongs: bool
) -> None:
    path, beside = tmp_path / "work.dossier", tmp_path / "work.dossier-journal"
    path.write_bytes(head_of(7))
    beside.write_bytes(journal)
    assert _may_belong(path, beside) is belongs
    path.write_bytes(b"encrypted".ljust(512))
    assert _may_belong(path, beside)
    path.write_bytes(head_of(7))
    log = beside.rename(tmp_path / "work.dossier-wal")
    assert _may_belong(path, log)


@pytest.mark.parametrize("code", [OLDER_VERSION, IN_A_COMMIT])
@pytest.mark.parametrize("in_place", [True, False])
def test_a_journal_beside_a_restored_backup_is_set_aside(
    closed: Path, backup: Path, code: str, in_place: bool
) -> None:
    killed(code, closed)
    if in_place:
        shutil.copyfile(backup, closed)
    else:
        backup.replace(closed)
    assert settings_of(closed, ["journal-set-aside"]) == ALL
    assert settings_of(closed) == ALL
    aside = [path.name for path in closed.parent.iterdir() if "(set aside" in path.name]
    assert len(aside) == 1
    assert aside[0].startswith("work (set aside 20")
    assert aside[0].endswith(("dossier-wal", "dossier-journal"))


def test_the_journal_of_an_older_version_that_was_killed_is_taken_over(closed: Path) -> None:
    killed(OLDER_VERSION, closed)
    assert settings_of(closed) == sorted([*ALL, *(f"late{number}" for number in range(40))])
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]


def test_an_act_that_was_killed_while_it_was_stored_is_undone(closed: Path) -> None:
    killed(IN_A_COMMIT, closed)
    assert closed.with_name(closed.name + "-journal").stat().st_size > 0
    assert settings_of(closed) == ALL
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]


def test_a_journal_is_set_aside_where_the_lock_names_another_file(closed: Path, setting: MakeSetting) -> None:
    """The journal would fit: the file is a copy of the moment at which the program was killed."""
    store = open_dossier(closed)
    shutil.copyfile(lock_path(closed), closed.with_name("lock"))
    store.close()
    killed(OLDER_VERSION, closed)
    closed.with_name("lock").replace(lock_path(closed))
    closed.rename(closed.with_name("first"))
    shutil.copyfile(closed.with_name("first"), closed)
    assert settings_of(closed, ["journal-set-aside"]) == ALL


def test_journals_that_are_set_aside_on_one_day_do_not_replace_each_other(
    closed: Path, backup: Path, setting: MakeSetting, tokyo: pytest.MonkeyPatch
) -> None:
    second = datetime(2026, 11, 24, 15, 0, 1, tzinfo=UTC).timestamp()
    tokyo.setattr("briefbuilder.system.clock.time.time_ns", lambda: int(second) * 1_000_000_000)
    for _ in range(2):
        killed(OLDER_VERSION, closed)
        shutil.copyfile(backup, closed)
        assert settings_of(closed, ["journal-set-aside"]) == ALL
        remove_all(closed, setting)
    aside = {path.name for path in closed.parent.iterdir() if "(set aside" in path.name}
    assert aside == {f"work (set aside 2026-11-25{more}).dossier-wal" for more in ("", ", 2")}, "in Tokyo"


def test_a_dossier_that_is_damaged_with_and_without_its_journal_is_not_touched(closed: Path) -> None:
    killed(IN_A_COMMIT, closed)
    journal = closed.with_name(closed.name + "-journal")
    with closed.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 30_000)
    with journal.open("r+b") as file:
        file.seek(600)
        file.write(b"\xff" * 200)
    before = closed.read_bytes(), journal.read_bytes()
    with pytest.raises(DossierError, match="dossier-damaged"):
        open_dossier(closed)
    assert (closed.read_bytes(), journal.read_bytes()) == before


def test_a_journal_without_content_is_left_to_sqlite(closed: Path) -> None:
    closed.with_name(closed.name + "-journal").write_bytes(b"")
    assert settings_of(closed) == ALL
    with closing(sqlite3.connect(closed)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_dossier_that_was_renamed_while_it_was_written_finds_its_journal(
    closed: Path, setting: MakeSetting
) -> None:
    kill_open(closed, setting)
    moved = closed.rename(closed.with_name("moved.dossier"))
    other = closed.with_name("other.dossier-journal")
    other.write_bytes(b"no journal")
    assert settings_of(moved) == ["last", *ALL]
    assert sorted(path.name for path in moved.parent.iterdir()) == [moved.name, other.name]


def test_without_a_journal_in_the_folder_there_is_none_to_adopt(closed: Path) -> None:
    before = closed.read_bytes()
    assert not adopt_journal(closed, connect)
    assert (closed.read_bytes(), [*closed.parent.glob("*-journal")]) == (before, [])


def test_a_dossier_with_a_journal_adopts_no_other(closed: Path, setting: MakeSetting) -> None:
    kill_open(closed, setting)
    journal = closed.with_name(f"{closed.name}-journal")
    before = journal.read_bytes()
    assert before
    shutil.copyfile(journal, closed.with_name("older.dossier-journal"))
    assert not adopt_journal(closed, connect)
    assert journal.read_bytes() == before


def test_a_copy_of_half_a_commit_leaves_the_journal_to_the_dossier_that_it_is_a_copy_of(
    closed: Path, setting: MakeSetting
) -> None:
    kill_open(closed, setting)
    copy = Path(shutil.copyfile(closed, closed.with_name("copy.dossier")))
    assert settings_of(copy) == ["last", *ALL]
    assert settings_of(closed) == ["last", *ALL]
    assert sorted(path.name for path in closed.parent.iterdir()) == sorted([closed.name, copy.name])
