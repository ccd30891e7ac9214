"""Dated copies of a dossier, and a copy put back in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from tests.narrowing import not_none
from tests.storage.conftest import Import, MakeReading, MakeSetting

from briefbuilder.domain.errors import CancelledError, DossierError
from briefbuilder.storage import backups
from briefbuilder.storage.backups import (
    Backup,
    BackupPlan,
    back_up_if_due,
    backup_folder,
    list_backups,
    restore,
)
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    return BackupPlan(folder=tmp_path / "backups", keep=3)


MINUTES = count(1)


def days_ago(backup: Path, days: int) -> Path:
    """Date a backup some days back."""
    made = datetime.now(UTC) - timedelta(days=days)
    return backup.rename(backup.with_name(f"work {made:%Y-%m-%d %H%M%S}.dossier"))


def change(path: Path, setting: MakeSetting, name: str) -> None:
    store = open_dossier(path)
    store.apply(setting(name, None, "x"))
    store.close()
    later = path.stat().st_mtime + 60 * next(MINUTES)
    os.utime(path, (later, later))


def settings_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT id FROM setting ORDER BY id")]


def test_a_backup_is_made_once_a_day_where_the_dossier_has_changed(
    path: Path, plan: BackupPlan, setting: MakeSetting
) -> None:
    create(path).close()
    change(path, setting, "a")
    first = not_none(back_up_if_due(plan, path))
    assert settings_in(first) == ["a"]
    change(path, setting, "b")
    assert back_up_if_due(plan, path) is None
    days_ago(first, 1)
    second = not_none(back_up_if_due(plan, path))
    assert settings_in(second) == ["a", "b"]
    days_ago(second, 1)
    assert back_up_if_due(plan, path) is None


def test_an_open_dossier_is_backed_up_while_it_is_being_changed(
    store: Store, path: Path, plan: BackupPlan, setting: MakeSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.purge._PAGES", 1)
    store.apply(setting("s0", None, "x"))
    made: list[Path | None] = []
    thread = Thread(target=lambda: made.append(back_up_if_due(plan, path)))
    thread.start()
    for number in range(1, 10):
        store.apply(setting(f"s{number}", None, "x"))
    thread.join()
    store.check_file()
    assert made[0] is not None
    found = settings_in(made[0])
    assert found == [f"s{number}" for number in range(len(found))]
    assert len(found) >= 1


def test_the_oldest_backups_are_deleted_and_other_files_are_not(
    path: Path, plan: BackupPlan, setting: MakeSetting
) -> None:
    create(path).close()
    for number in range(5):
        change(path, setting, f"s{number}")
        made = not_none(back_up_if_due(plan, path))
        (made.parent / "mine.txt").write_text("note")
        for old in sorted(made.parent.glob("*.dossier")):
            moment = datetime.strptime(old.name[5:22], "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
            old.rename(old.with_name(f"work {moment - timedelta(days=1):%Y-%m-%d %H%M%S}.dossier"))
    found = list_backups(plan, path)
    assert [len(settings_in(one.path)) for one in found] == [5, 4, 3]
    assert (found[0].path.parent / "mine.txt").exists()
    # A clock that was ahead dated them all in the future: what is made now stays, and one of them goes.
    for number, backup in enumerate(found):
        days_ago(backup.path, -400 - number)
    change(path, setting, "later")
    made = not_none(back_up_if_due(plan, path))
    assert list_backups(plan, path)[0].path == made
    assert back_up_if_due(plan, path) is None


def test_no_backup_is_made_where_none_are_kept(path: Path, tmp_path: Path) -> None:
    create(path).close()
    assert back_up_if_due(BackupPlan(folder=tmp_path / "b", keep=0), path) is None
    assert not (tmp_path / "b").exists()
    assert back_up_if_due(BackupPlan(folder=tmp_path / "b", keep=1), path) is not None


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_backups_are_readable_by_their_owner_alone(path: Path, plan: BackupPlan) -> None:
    create(path).close()
    path.chmod(0o644)
    made = not_none(back_up_if_due(plan, path))
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_backup_tells_when_it_was_made_and_what_is_in_it(
    path: Path, plan: BackupPlan, reading: MakeReading, imported: Import
) -> None:
    store = create(path)
    for number in range(3):
        imported(store, reading(f"articolo {number}"))
    made = back_up_if_due(plan, path)
    store.close()
    assert made is not None
    (found,) = list_backups(plan, path)
    assert found == Backup(path=made, made=found.made, size=made.stat().st_size, articles=3)
    assert abs((datetime.now(UTC) - found.made).total_seconds()) < 60
    made.write_bytes(b"no dossier")
    assert [one.articles for one in list_backups(plan, path)] == [None]


def test_dossiers_of_one_name_have_folders_of_their_own(plan: BackupPlan, tmp_path: Path) -> None:
    paths = [tmp_path / name / "work.dossier" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        create(path).close()
        assert back_up_if_due(plan, path) is not None
    assert all(len(list_backups(plan, path)) == 1 for path in paths)


def test_a_backup_that_was_stopped_or_killed_leaves_nothing(path: Path, plan: BackupPlan) -> None:
    create(path).close()

    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        back_up_if_due(plan, path, check=stop)
    folder = backup_folder(plan, path)
    assert list(folder.iterdir()) == []
    (folder / ".backup.1.new").write_text("half")
    assert back_up_if_due(plan, path) is not None
    assert len(list(folder.iterdir())) == 1


def test_a_dossier_that_never_rests_is_left_for_the_next_time(
    path: Path, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path).close()

    def restless(_connection: object, _target: Path, show: Callable[[float], None]) -> None:
        while True:
            show(0.9)
            show(0.0)

    monkeypatch.setattr(backups, "copy_database", restless)
    assert back_up_if_due(plan, path) is None
    assert list(backup_folder(plan, path).iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(path: Path, tmp_path: Path) -> None:
    create(path).close()
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DossierError, match="automatic-backup-failed") as caught:
        back_up_if_due(BackupPlan(folder=tmp_path / "file", keep=3), path)
    assert caught.value.parameters["path"] == str(path)


def test_restoring_keeps_the_present_file(path: Path, plan: BackupPlan, setting: MakeSetting) -> None:
    create(path).close()
    change(path, setting, "a")
    made = not_none(back_up_if_due(plan, path))
    change(path, setting, "b")
    kept = not_none(restore(path, made))
    assert settings_in(path) == ["a"]
    assert settings_in(kept) == ["a", "b"]
    assert kept.name.startswith("work (before restoring 20")
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == sorted(
        [path.name, kept.name]
    )
    open_dossier(path).close()
    path.unlink()
    assert restore(path, made) is None
    assert settings_in(path) == ["a"]


def test_the_journal_of_the_present_file_goes_with_it(
    path: Path, plan: BackupPlan, setting: MakeSetting
) -> None:
    create(path).close()
    made = not_none(back_up_if_due(plan, path))
    older = sqlite3.connect(path, isolation_level=None)
    older.execute("PRAGMA journal_mode = WAL")
    older.execute("INSERT INTO setting VALUES ('late', x'00')")
    for name in (path.name, f"{path.name}-wal"):
        shutil.copyfile(path.with_name(name), path.with_name(f"{name} kept"))
    older.close()
    for name in (path.name, f"{path.name}-wal"):
        path.with_name(f"{name} kept").replace(path.with_name(name))
    kept = not_none(restore(path, made))
    assert settings_in(path) == []
    assert settings_in(kept) == ["late"]


def test_nothing_is_restored_over_a_dossier_that_is_open(
    store: Store, path: Path, plan: BackupPlan, setting: MakeSetting
) -> None:
    made = not_none(back_up_if_due(plan, path))
    store.apply(setting("a", None, "x"))
    with pytest.raises(DossierError, match="dossier-in-use"):
        restore(path, made)
    assert settings_in(path) == ["a"]


def test_what_is_no_dossier_is_not_restored(path: Path, tmp_path: Path) -> None:
    create(path).close()
    before = path.read_bytes()
    other = tmp_path / "other"
    other.write_text("no dossier")
    with pytest.raises(DossierError, match="not-a-dossier"):
        restore(path, other)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["other", path.name]


def test_a_backup_that_is_cut_is_not_restored(path: Path, plan: BackupPlan) -> None:
    create(path).close()
    made = not_none(back_up_if_due(plan, path))
    made.write_bytes(made.read_bytes()[:-4096])
    before = path.read_bytes()
    with pytest.raises(DossierError, match="dossier-cut"):
        restore(path, made)
    assert path.read_bytes() == before


def test_a_backup_of_an_encrypted_dossier_is_encrypted(
    path: Path, plan: BackupPlan, reading: MakeReading, imported: Import
) -> None:
    pytest.importorskip("sqlcipher3")
    store = create(path, "segreto 1")
    imported(store, reading("parolachiave " * 50, title="parolachiave"))
    made = back_up_if_due(plan, path, "segreto 1")
    store.close()
    assert made is not None
    data = made.read_bytes()
    assert b"SQLite format 3" not in data
    assert b"parolachiave" not in data
    assert [one.articles for one in list_backups(plan, path, "segreto 1")] == [1]
    assert [one.articles for one in list_backups(plan, path)] == [None]
    restore(path, made)
    again = open_dossier(path, password="segreto 1")
    assert again.count("article") == 1
    again.close()


@pytest.mark.parametrize("name", ["dossier", "folder"])
def test_backups_that_cannot_be_reached_are_not_said_to_be_missing(
    tmp_path: Path, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    dossier = tmp_path / "a.dossier"
    assert list_backups(plan, dossier) == ()
    closed = {"dossier": dossier, "folder": backup_folder(plan, dossier)}[name]

    def refused(path: Path, **_: object) -> None:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "stat", refused)
    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(DossierError) as told:
        list_backups(plan, dossier)
    assert (told.value.code, told.value.parameters["path"]) == ("dossier-not-opened", str(closed))


def test_a_copy_begins_again_twenty_times_and_then_waits_for_another_day() -> None:
    restarts = backups._Restarts(lambda: None)
    for share in (0.5, 0.1) * 20:
        restarts.show(share)
    restarts.show(0.2)
    with pytest.raises(backups._AlwaysChangingError):
        restarts.show(0.1)
