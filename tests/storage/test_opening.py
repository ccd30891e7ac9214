"""What is looked at before a file is believed, and what is left behind."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest
from tests.storage.conftest import Import, MakeReading, MakeSetting

from briefbuilder.domain.changes import ArticleRecord, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.storage import opening
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    format_version,
    run_statements,
)
from briefbuilder.storage.opening import create, needs_upgrade, open_beside, open_dossier, open_to_read

pytestmark = pytest.mark.usefixtures("dossiers_made_anew")

NEWEST = MIGRATIONS[-1].version


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stamp(path: Path, pragma: str, value: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma} = {value}")
    connection.close()


def stamp_program(path: Path, number: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE state SET number = ? WHERE name = 'program'", (number,))
    connection.commit()
    connection.close()


def read_whole(path: Path) -> Sequence[object]:
    store = open_dossier(path)
    try:
        records = [one for one in store.values("article") if isinstance(one, ArticleRecord)]
        return [(store.article(one.id), store.original(one.id)) for one in records]
    finally:
        store.close()


@pytest.fixture
def closed(path: Path, reading: MakeReading, imported: Import) -> Path:
    """A dossier with some content that nobody has open."""
    store = create(path)
    for number in range(5):
        imported(store, reading(f"articolo {number} " * 400, title=str(number)))
    store.close()
    return path


def test_nothing_but_the_file_is_left_behind(closed: Path, reading: MakeReading, imported: Import) -> None:
    assert names(closed.parent) == [closed.name]
    store = open_dossier(closed)
    assert names(closed.parent) == [closed.name, f"{closed.name}.lock"]
    imported(store, reading("altro"))
    assert names(closed.parent) == [closed.name, f"{closed.name}-journal", f"{closed.name}.lock"]
    assert closed.with_name(f"{closed.name}-journal").stat().st_size == 0
    store.close()
    assert names(closed.parent) == [closed.name]


def test_closing_twice_does_no_harm(closed: Path) -> None:
    store = open_dossier(closed)
    store.close()
    store.close()


def test_a_dossier_is_marked_as_one(closed: Path) -> None:
    header = closed.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == NEWEST


def test_a_file_that_is_there_is_never_written_over(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(DossierError, match="dossier-exists"):
        create(path)
    assert path.read_text() == "mine"
    assert names(path.parent) == [path.name]


def test_a_link_whose_target_cannot_be_reached_is_never_replaced(path: Path) -> None:
    path.symlink_to("folder that is not mounted")
    with pytest.raises(DossierError, match="dossier-exists"):
        create(path)
    assert path.is_symlink()
    assert names(path.parent) == [path.name]


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder, fault in (("file", "folder-is-file"), ("missing", "folder-missing")):
        with pytest.raises(DossierError, match=fault):
            create(tmp_path / folder / "x.dossier")
    assert names(tmp_path) == ["file"]


def test_a_dossier_whose_making_fails_leaves_nothing_and_can_be_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            "briefbuilder.system.files.sync_folder", Mock(side_effect=OSError(5, "Input/output error"))
        )
        with pytest.raises(DossierError):
            create(path)
    path.unlink()
    assert names(path.parent) == []
    create(path).close()


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(DossierError, match="dossier-missing"):
        open_dossier(path)
    assert names(path.parent) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "dossier-empty"),
        (b"just words", "not-a-dossier"),
        (b"PK\x03\x04", "not-a-dossier"),
        (b"SQLite format 4\x00" + bytes(100), "not-a-dossier"),
    ],
)
def test_other_files_are_no_dossiers(path: Path, content: bytes, code: str) -> None:
    path.write_bytes(content)
    with pytest.raises(DossierError, match=code):
        open_dossier(path)
    assert path.read_bytes() == content
    assert names(path.parent) == [path.name]


def test_a_database_of_another_program_is_no_dossier(path: Path) -> None:
    stamp(path, "user_version", NEWEST)
    with pytest.raises(DossierError, match="not-a-dossier"):
        open_dossier(path)


def test_a_newer_major_version_is_refused(closed: Path) -> None:
    stamp(closed, "user_version", NEWEST + 1003)
    stamp_program(closed, 3_014_002)
    before = closed.read_bytes()
    with pytest.raises(DossierError, match="dossier-newer-program") as caught:
        open_dossier(closed)
    assert caught.value.parameters["version"] == format_version(NEWEST + 1003)
    assert caught.value.parameters["program"] == "3.14.2"
    assert closed.read_bytes() == before


def test_a_newer_minor_version_is_opened_and_kept(closed: Path) -> None:
    stamp(closed, "user_version", NEWEST + 7)
    store = open_dossier(closed)
    assert len(store.values("article")) == 5
    store.close()
    assert int.from_bytes(closed.read_bytes()[60:64], "big") == NEWEST + 7


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.3, 0.6, 0.99])
def test_a_file_that_is_cut_short_is_told(closed: Path, share: float) -> None:
    size = closed.stat().st_size
    with closed.open("r+b") as file:
        file.truncate(max(17, int(size * share)))
    with pytest.raises(DossierError, match=r"dossier-cut|dossier-damaged"):
        open_dossier(closed)
    assert names(closed.parent) == [closed.name]


@pytest.mark.parametrize("place", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_with_broken_pages_is_told_or_read_right(closed: Path, place: float) -> None:
    good = read_whole(closed)
    with closed.open("r+b") as file:
        file.seek(max(100, int(closed.stat().st_size * place)))
        file.write(bytes(range(256)) * 32)
    try:
        found = read_whole(closed)
    except DossierError as error:
        found = [error.code]
    assert found in (good, ["dossier-damaged"], ["content-damaged"])
    assert names(closed.parent) == [closed.name]


def test_damage_is_found_after_the_last_holder_was_cut_off(closed: Path) -> None:
    with closed.open("r+b") as file:
        file.seek(closed.stat().st_size // 2)
        file.write(bytes(range(256)) * 32)
    lock = closed.with_name(closed.name + ".lock")
    lock.write_text(f'{{"user": "a", "host": "{os.uname().nodename}", "process": 1, "since": "2026"}}')
    with pytest.raises(DossierError, match="dossier-damaged"):
        open_dossier(closed)


def test_an_older_version_is_brought_forward_behind_a_backup(closed: Path) -> None:
    step = Migration(
        NEWEST + 1, lambda connection: run_statements(connection, "CREATE TABLE later (id TEXT);\n")
    )
    before = closed.read_bytes()
    store = open_dossier(closed, (*MIGRATIONS, step))
    assert len(store.values("article")) == 5
    store._connection.execute("SELECT * FROM later")
    store.close()
    assert int.from_bytes(closed.read_bytes()[60:64], "big") == NEWEST + 1
    backup = closed.with_name(f"work (version {format_version(NEWEST)}).dossier")
    assert names(closed.parent) == sorted([closed.name, backup.name])
    shutil.copyfile(backup, closed)
    again = open_dossier(closed)
    assert len(again.values("article")) == 5
    again.close()
    assert len(before) == backup.stat().st_size


def test_a_backup_never_takes_the_place_of_another(closed: Path) -> None:
    old = closed.with_name(f"work (version {format_version(NEWEST)}).dossier")
    old.write_text("older")
    open_dossier(closed, (*MIGRATIONS, Migration(NEWEST + 1, lambda _: None))).close()
    assert old.read_text() == "older"
    assert closed.with_name(f"work (version {format_version(NEWEST)}) 2.dossier").exists()


def test_a_step_that_fails_leaves_the_older_version(closed: Path) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (id TEXT)")
        raise RuntimeError("step")

    with pytest.raises(RuntimeError, match="step"):
        open_dossier(closed, (*MIGRATIONS, Migration(NEWEST + 1, fail)))
    store = open_dossier(closed)
    assert len(store.values("article")) == 5
    assert store._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall() == []
    store.close()


def test_read_only_media_are_read_and_never_written(
    closed: Path, monkeypatch: pytest.MonkeyPatch, setting: MakeSetting, reading: MakeReading
) -> None:
    monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    before = closed.read_bytes()
    store = open_dossier(closed)
    assert store.read_only
    assert len(store.values("article")) == 5
    assert len(store.search.find_sections(Query(words="articolo"), 10)) == 5
    acts: list[Callable[[], object]] = [
        lambda: store.apply(setting("tone", None, "a")),
        lambda: store.keep(prepare(reading("testo"))),
        lambda: store.keep_facts([]),
        store.share,
        store.undo,
        store.redo,
        store.purge,
        store.unshare,
    ]
    for act in acts:
        with pytest.raises(DossierError, match="dossier-read-only"):
            act()
    assert names(closed.parent) == [closed.name]
    store.close()
    assert closed.read_bytes() == before


def test_an_older_version_on_read_only_media_is_brought_forward_in_a_copy(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    step = Migration(
        NEWEST + 1, lambda connection: run_statements(connection, "CREATE TABLE later (id TEXT);\n")
    )
    before = closed.read_bytes()
    store = open_dossier(closed, (*MIGRATIONS, step))
    assert len(store.values("article")) == 5
    assert store._connection.execute("SELECT * FROM later").fetchall() == []
    store.close()
    assert closed.read_bytes() == before


def test_what_may_be_encrypted_is_not_upgraded_without_its_password(path: Path) -> None:
    path.write_bytes(b"?" * 16 + bytes(4080))
    assert not needs_upgrade(path)


def test_acts_that_wait_in_the_journal_of_an_older_version_are_read_on_read_only_media(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: MakeReading, imported: Import
) -> None:
    store = create(path)
    record = imported(store, reading("in attesa"))
    store.close()
    media = tmp_path / "media"
    media.mkdir()
    older = sqlite3.connect(path, isolation_level=None)
    older.execute("PRAGMA journal_mode = WAL")
    older.execute("DELETE FROM article")
    for name in (path.name, f"{path.name}-wal"):
        shutil.copyfile(path.with_name(name), media / name)
    older.close()
    monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    burned = open_dossier(media / path.name)
    assert burned.values("article") == ()
    assert burned.blocks(record.text)
    burned.close()


def test_a_dossier_that_another_may_write_is_read_from_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch, reading: MakeReading, imported: Import
) -> None:
    writer = create(path)
    record = imported(writer, reading("prima"))
    copies = path.with_name("copies")
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    reader = open_dossier(path)
    imported(writer, reading("seconda"))
    assert reader.values("article") == (record,)
    assert len(names(copies)) == 1
    reader.close()
    assert names(copies) == []
    assert len(writer.values("article")) == 2
    monkeypatch.setattr(opening, "check_schema", Mock(side_effect=DossierError("dossier-damaged")))
    with pytest.raises(DossierError, match="dossier-damaged"):
        open_dossier(path)
    assert names(copies) == []
    writer.close()


def test_an_index_of_older_rules_is_built_anew_in_a_copy(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(closed)
    connection.execute("INSERT INTO section_words (section_words) VALUES ('delete-all')")
    connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
    connection.execute("DELETE FROM fact")
    connection.commit()
    connection.close()
    before = closed.read_bytes()
    monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    store = open_dossier(closed)
    assert store.facts.count_unread(1) == 5
    assert len(store.search.find_sections(Query(words="articolo"), 10)) == 5
    store.close()
    assert closed.read_bytes() == before


def test_a_dossier_without_its_tables_is_damaged(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    connection.execute("DROP TABLE briefing")
    connection.close()
    with pytest.raises(DossierError, match="dossier-damaged"):
        open_dossier(closed)


@pytest.fixture
def as_someone_else(closed: Path) -> Iterator[None]:
    """Be someone who may read the dossier's folder and not write there."""
    if os.name == "nt":
        pytest.skip("rights of a folder are another matter on Windows")
    temporary = Path(tempfile.gettempdir())
    for folder in closed.parents:
        if folder != temporary and folder.is_relative_to(temporary):
            folder.chmod(0o755)
    closed.chmod(0o444)
    closed.parent.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)
    closed.parent.chmod(0o755)


@pytest.mark.usefixtures("as_someone_else")
def test_a_folder_of_others_is_read_by_someone_who_may_not_write(closed: Path) -> None:
    store = open_dossier(closed)
    assert store.read_only
    assert len(store.values("article")) == 5
    assert names(closed.parent) == [closed.name]
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_a_new_dossier_and_its_journal_are_readable_by_their_owner_alone(
    path: Path, reading: MakeReading, imported: Import
) -> None:
    before = os.umask(0)
    try:
        store = create(path)
        imported(store, reading("testo"))
        modes = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir() if one.is_file()}
        store.close()
    finally:
        os.umask(before)
    assert modes == {path.name: 0o600, f"{path.name}-journal": 0o600, f"{path.name}.lock": 0o600}


def test_a_file_that_changes_while_it_is_copied_is_busy(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[object] = []
    still = [closed.with_name("still")]
    still[0].write_bytes(b"x")

    def copy(source: Path, target: Path) -> None:
        copied.append(target)
        if source == closed and len(copied) < changes:
            os.utime(source, ns=(len(copied), len(copied)))

    monkeypatch.setattr(shutil, "copyfile", copy)
    changes = 3
    opening.copy_unchanged({closed: tmp_path / closed.name})
    assert copied == [tmp_path / closed.name] * 3, "the third time, nothing changed"
    copied.clear()
    changes = 9
    with pytest.raises(DossierError, match="dossier-busy"):
        opening.copy_unchanged({path: tmp_path / path.name for path in (closed, *still)})
    assert len(copied) == 6


def test_a_folder_is_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="dossier-not-opened"):
        opening.password_to_use(tmp_path, None)


def test_a_larger_dossier_has_more_of_its_pages_in_memory(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cache_of(path: Path) -> int:
        store = open_dossier(path)
        (pages,) = store._connection.execute("PRAGMA cache_size").fetchone()
        store.close()
        return -int(pages)

    assert cache_of(closed) == 5000
    monkeypatch.setattr(opening, "_LEAST_CACHE", 1)
    monkeypatch.setattr(opening, "_CACHED_SHARE", 4)
    assert cache_of(closed) == closed.stat().st_size // 1024 // 4
    monkeypatch.setattr(opening, "_CACHE", 7)
    assert cache_of(closed) == 7


def test_a_dossier_that_was_half_made_by_a_killed_program_is_removed(closed: Path) -> None:
    closed.with_name(f".{closed.name}.123.new").write_text("half")
    open_dossier(closed).close()
    assert names(closed.parent) == [closed.name]


def test_a_dossier_that_cannot_be_created_is_told_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused_with(error: OSError) -> DossierError:
        def refuse(_: Path) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(opening, "take_lock", refuse)
            with pytest.raises(DossierError) as caught:
                create(path)
        return caught.value

    told = refused_with(PermissionError(errno.EACCES, "Permission denied"))
    assert told.code == "dossier-not-created"
    assert told.parameters == {"path": str(path), "reason": "Permission denied"}
    assert refused_with(OSError(errno.ENOSPC, "No space left on device")).code == "export-disk-full"
    with pytest.raises(DossierError, match="file-name-long"):
        create(path.with_name("x" * 300))
    assert names(path.parent) == []

    def hurry(*_: object) -> None:
        path.write_bytes(b"another program's")

    monkeypatch.setattr(opening, "write_version", hurry)
    with pytest.raises(DossierError, match="dossier-exists"):
        create(path)
    assert names(path.parent) == [path.name]
    assert path.read_bytes() == b"another program's"


def test_a_dossier_in_a_folder_that_may_not_be_entered_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, stat = tmp_path / "closed", os.stat

    def refuse(path: str | Path, **options: bool) -> os.stat_result:
        if str(path).startswith(str(closed)):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(DossierError, match="dossier-not-opened"):
        open_dossier(closed / "x.dossier")


@pytest.mark.usefixtures("waits_for_the_disk")
@pytest.mark.parametrize("is_new", [True, False])
def test_acts_are_synced_and_others_can_read_between_them(path: Path, is_new: bool) -> None:
    store = create(path, settings=[Setting(id="tone", value="plain")])
    if not is_new:
        store.close()
        store = open_dossier(path)
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "cache_spill", "locking_mode")
    asked = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert asked == ["truncate", 2, 1, 0, "normal"]
    assert store.values("setting") == (Setting(id="tone", value="plain"),)
    other = sqlite3.connect(path, timeout=0)
    assert other.execute("SELECT id FROM setting").fetchall() == [("tone",)]
    other.close()
    store.close()


def test_only_what_was_not_closed_properly_is_checked_page_by_page(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(closed)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'export'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with closed.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(range(200)))
    open_dossier(closed).close()
    lock, journal = (closed.with_name(f"{closed.name}{ending}") for ending in (".lock", "-journal"))
    left = f'{{"user": "a", "host": "{os.uname().nodename}", "process": 1, "since": "2026"}}'.encode()
    for path, content in ((lock, left), (journal, bytes(512))):
        path.write_bytes(content)
        with pytest.raises(DossierError, match="dossier-damaged"):
            open_dossier(closed)
        path.unlink(missing_ok=True)
    for most in (closed.stat().st_size, closed.stat().st_size - 1):
        monkeypatch.setattr(opening, "_QUICK_CHECK_UP_TO", most)
        lock.write_bytes(left)
        if most == closed.stat().st_size:
            with pytest.raises(DossierError, match="dossier-damaged"):
                open_dossier(closed)
        else:
            open_dossier(closed).close()


def test_a_dossier_that_is_open_is_read_beside_and_not_written(closed: Path, setting: MakeSetting) -> None:
    store = open_dossier(closed)
    for read in (open_beside(closed), open_to_read(closed)):
        assert read.read_only
        assert len(read.values("article")) == 5
        with pytest.raises(sqlite3.OperationalError):
            read._connection.execute("DELETE FROM article")
        read.close()
    store.apply(setting("tone", None, "a"))
    store.close()
    with pytest.raises(DossierError, match="dossier-missing"):
        open_to_read(closed.with_name("gone.dossier"))


def test_a_dossier_whose_index_has_older_rules_needs_an_upgrade(closed: Path) -> None:
    assert not needs_upgrade(closed)
    connection = sqlite3.connect(closed)
    connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
    connection.commit()
    connection.close()
    assert needs_upgrade(closed)
    assert not needs_upgrade(closed.with_name("gone.dossier"))
    open_dossier(closed).close()
    assert not needs_upgrade(closed)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_copy_that_has_no_room_is_told_as_such(closed: Path) -> None:
    with pytest.raises(DossierError) as caught:
        opening.copy_unchanged({closed: Path("/dev/full")})
    assert (caught.value.code, caught.value.parameters) == ("export-disk-full", {"file": "/dev/full"})
