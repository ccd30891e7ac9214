"""Encrypted dossiers: made, opened, changed and decrypted, with nothing readable on the disk."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.storage.conftest import Import, MakeReading, MakeSetting

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.storage import encryption, opening, passwords
from briefbuilder.storage.backups import BackupPlan, back_up_if_due
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.migrations import MIGRATIONS, Migration, version_on_disk
from briefbuilder.storage.opening import create, needs_upgrade, open_dossier
from briefbuilder.storage.passwords import change_copy_password, change_password
from briefbuilder.storage.sqlcipher import versions
from briefbuilder.storage.store import Store

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.usefixtures("few_key_rounds")


DATA = Path(__file__).parents[1] / "data"
SECRET = "dromedario"
PASSWORD = "caffè 'lungo' \"x\" ; --"


def contents(store: Store) -> Sequence[object]:
    records = [one for one in store.values("article") if isinstance(one, ArticleRecord)]
    texts = [(store.article(one.id), store.original(one.id)) for one in records]
    return [texts, store.search.ids(store.search.numbers(Query(words=SECRET))), store.undo_name]


def files_with(word: str, folder: Path) -> list[str]:
    """Return the names of the files below a folder that hold a word, in any common encoding."""
    needles = [word.encode(), word.encode("utf-16-le")]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


@pytest.fixture
def plain(path: Path, reading: MakeReading, imported: Import) -> Path:
    with_content(create(path), reading, imported).close()
    return path


@pytest.fixture
def encrypted(path: Path, reading: MakeReading, imported: Import) -> Path:
    with_content(create(path, PASSWORD), reading, imported).close()
    return path


def with_content(store: Store, reading: MakeReading, imported: Import) -> Store:
    for number in range(5):
        # Compressed, a text that repeats itself would not show the word; these letters do not compress.
        noise = os.urandom(64).hex()
        imported(store, reading(f"{noise} {SECRET} {noise}", title=f"{SECRET} {number}"))
    return store


def test_the_password_of_a_backup_is_changed_and_its_day_stays(plain: Path) -> None:
    os.utime(plain, ns=(10**18, 10**18))
    inode = plain.stat().st_ino
    change_copy_password(plain, None, None)
    assert plain.stat().st_ino == inode, "nothing to do"
    for old, new in ((None, PASSWORD), (PASSWORD, "other"), ("other", None)):
        change_copy_password(plain, old, new)
        assert plain.stat().st_mtime_ns == 10**18
        assert bool(files_with(SECRET, plain.parent)) == (new is None)
        assert [one.name for one in plain.parent.iterdir()] == [plain.name]
    store = open_dossier(plain)
    assert store.count("article") == 5
    store.close()


def test_a_copy_that_differs_is_not_taken(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, found = plain.read_bytes(), iter(([("one",)], [("other",)]))
    monkeypatch.setattr(passwords, "_summary", lambda _: next(found))
    with pytest.raises(DossierError, match="copy-differs"):
        change_copy_password(plain, None, PASSWORD)
    assert plain.read_bytes() == before
    assert [one.name for one in plain.parent.iterdir()] == [plain.name]


def test_the_parts_of_the_library_have_versions(encrypted: Path) -> None:
    assert [name for name, version in versions().items() if version[0].isdigit()] == [
        "SQLCipher",
        "SQLite in SQLCipher",
    ]
    assert "cryptography" in versions()
    assert not needs_upgrade(encrypted)
    assert version_on_disk(encrypted, PASSWORD) == MIGRATIONS[-1].version


def test_a_plain_dossier_shows_its_words_to_anyone(plain: Path) -> None:
    """What the following tests rely on: the search finds the word where it is."""
    assert files_with(SECRET, plain.parent) == [plain.name]


@pytest.mark.usefixtures("usual_key_rounds")
def test_an_encrypted_dossier_opens_with_its_password_and_finds_words(
    path: Path, reading: MakeReading, imported: Import
) -> None:
    store = with_content(create(path, PASSWORD), reading, imported)
    before = contents(store)
    store.close()
    again = open_dossier(path, password=PASSWORD)
    assert contents(again) == before
    assert again.count("article") == 5
    assert len(again.search.numbers(Query(words=SECRET))) == 5
    assert again.password == PASSWORD
    assert not again.read_only
    again.close()


def test_nothing_readable_lies_on_the_disk_while_an_encrypted_dossier_is_used(
    path: Path, reading: MakeReading, imported: Import, tmp_path: Path
) -> None:
    store = with_content(create(path, PASSWORD), reading, imported)
    assert files_with(SECRET, tmp_path) == []
    copy = tmp_path / "copied"
    copy.mkdir()
    for file in path.parent.iterdir():
        if file.is_file():
            shutil.copyfile(file, copy / file.name)
    store.close()
    assert files_with(SECRET, tmp_path) == []
    assert files_with("SQLite format", tmp_path) == []


@pytest.mark.parametrize("wrong", ["x", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_is_refused_in_one_sentence(encrypted: Path, wrong: str) -> None:
    before = encrypted.read_bytes()
    with pytest.raises(DossierError, match="password-wrong"):
        open_dossier(encrypted, password=wrong)
    assert encrypted.read_bytes() == before
    assert [file.name for file in encrypted.parent.iterdir()] == [encrypted.name]


def test_a_wrong_password_writes_nothing_to_the_terminal(
    encrypted: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DossierError):
        open_dossier(encrypted, password="wrong")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_password_it_is_asked_for(encrypted: Path, password: str | None) -> None:
    with pytest.raises(DossierError, match="password-needed"):
        open_dossier(encrypted, password=password)


@pytest.mark.parametrize("password", ["", "a\0b", "a\nb"])
def test_a_password_that_cannot_be_typed_is_refused(tmp_path: Path, password: str, plain: Path) -> None:
    with pytest.raises(DossierError, match="password-unusable"):
        create(tmp_path / "other.dossier", password)
    with pytest.raises(DossierError, match="password-unusable"):
        change_password(plain, None, password)
    assert [file.name for file in plain.parent.iterdir()] == [plain.name]
    open_dossier(plain).close()


def test_without_the_library_one_sentence_says_what_is_missing(
    encrypted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_LIBRARY", "no_such_library")
    for password in (None, PASSWORD):
        with pytest.raises(DossierError, match="encrypted-unreadable"):
            open_dossier(encrypted, password=password)
    with pytest.raises(DossierError, match="encryption-missing"):
        change_password(encrypted, PASSWORD, None)
    with pytest.raises(DossierError, match="encryption-missing"):
        create(tmp_path / "other.dossier", PASSWORD)
    assert not (tmp_path / "other.dossier").exists()


def test_a_file_of_whole_pages_that_is_no_dossier_and_a_wrong_password_look_the_same(tmp_path: Path) -> None:
    path = tmp_path / "picture.dossier"
    path.write_bytes(os.urandom(8192))
    with pytest.raises(DossierError, match="password-wrong"):
        open_dossier(path, password="any")
    other = tmp_path / "picture.jpeg"
    other.write_bytes(os.urandom(8191))
    with pytest.raises(DossierError, match="not-a-dossier"):
        open_dossier(other, password="any")


def test_an_encrypted_dossier_whose_end_is_missing_is_told_from_other_files(
    encrypted: Path, tmp_path: Path
) -> None:
    whole = encrypted.read_bytes()
    for missing in (1, 1000, 5000, len(whole) - 4097):
        encrypted.write_bytes(whole[:-missing])
        for password in (PASSWORD, None):
            with pytest.raises(DossierError, match="dossier-cut"):
                open_dossier(encrypted, password=password)
    for number, source in enumerate(sorted(DATA.rglob("*"))):
        if source.is_file() and len(source.name) < 100:
            other = tmp_path / f"other {number}.dossier"
            other.write_bytes(source.read_bytes() + bytes(source.stat().st_size % 4096 == 0))
            assert not encryption.is_maybe_cut(other), source


def test_an_encrypted_file_of_another_program_is_no_dossier(tmp_path: Path) -> None:
    from briefbuilder.storage.database import connect

    path = tmp_path / "other.db"
    connection = connect(path, password=PASSWORD)
    with unrestricted(connection):
        connection.execute("CREATE TABLE other (value TEXT)")
    connection.close()
    with pytest.raises(DossierError, match="not-a-dossier"):
        open_dossier(path, password=PASSWORD)


def test_the_password_of_a_dossier_that_is_not_encrypted_is_ignored(plain: Path) -> None:
    store = open_dossier(plain, password=PASSWORD)
    assert store.password is None
    assert store.count("article") == 5
    store.close()


def test_a_password_is_the_same_however_its_accents_are_entered(encrypted: Path) -> None:
    typed = unicodedata.normalize("NFD", PASSWORD)
    assert typed != PASSWORD
    open_dossier(encrypted, password=typed).close()


@pytest.mark.parametrize(("old", "new"), [(None, PASSWORD), (PASSWORD, "new"), (PASSWORD, None)])
def test_changing_the_password_changes_nothing_else(
    path: Path, reading: MakeReading, imported: Import, old: str | None, new: str | None
) -> None:
    store = with_content(create(path, old), reading, imported)
    before = contents(store)
    store.close()
    path.chmod(0o640)
    change_password(path, old, new)
    store = open_dossier(path, password=new)
    assert contents(store) == before
    assert store.password == new
    added = imported(store, reading(f"{SECRET} again", title="More"))
    assert store.article(added.id).metadata.title == "More"
    assert store.undo() is not None
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o640
    assert (files_with(SECRET, path.parent) == [path.name]) is (new is None)
    if old is not None and new is not None:
        with pytest.raises(DossierError, match="password-wrong"):
            open_dossier(path, password=old)


def test_a_wrong_old_password_changes_nothing(encrypted: Path) -> None:
    before = encrypted.read_bytes()
    with pytest.raises(DossierError, match="password-wrong"):
        change_password(encrypted, "wrong", "new")
    assert encrypted.read_bytes() == before


def test_the_password_of_an_open_dossier_cannot_be_changed_by_another(encrypted: Path) -> None:
    store = open_dossier(encrypted, password=PASSWORD)
    try:
        with pytest.raises(DossierError, match=r"dossier-(busy|in-use)"):
            change_password(encrypted, PASSWORD, "new")
    finally:
        store.close()


def test_a_failure_while_encrypting_leaves_the_dossier_as_it_was(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain.read_bytes()

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DossierError, match="disk-fault"):
        change_password(plain, None, PASSWORD)
    assert plain.read_bytes() == before
    assert [file.name for file in plain.parent.iterdir()] == [plain.name]


def test_a_changed_byte_is_noticed(encrypted: Path) -> None:
    data = bytearray(encrypted.read_bytes())
    data[20 * 4096 + 100] ^= 1
    encrypted.write_bytes(data)
    with pytest.raises(DossierError, match="dossier-damaged"):
        change_password(encrypted, PASSWORD, "new")


def test_the_copy_that_an_upgrade_makes_is_encrypted(
    encrypted: Path, setting: MakeSetting, tmp_path: Path
) -> None:
    newer = Migration(MIGRATIONS[-1].version + 1, lambda _connection: None)
    store = open_dossier(encrypted, (*MIGRATIONS, newer), password=PASSWORD)
    store.close()
    (copy,) = (file for file in encrypted.parent.iterdir() if file != encrypted)
    assert files_with(SECRET, tmp_path) == []
    store = open_dossier(copy, password=PASSWORD)
    assert store.count("article") == 5
    store.close()


def test_an_encrypted_dossier_is_read_where_it_cannot_be_written(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_is_writable", lambda _path: False)
    store = open_dossier(encrypted, password=PASSWORD)
    assert store.read_only
    assert store.count("article") == 5
    store.close()
    with pytest.raises(DossierError, match="password-wrong"):
        open_dossier(encrypted, password="wrong")
    with pytest.raises(DossierError, match="dossier-read-only"):
        change_password(encrypted, PASSWORD, None)


def test_the_temporary_copy_for_reading_is_encrypted(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import tempfile

    monkeypatch.setattr(opening, "_is_writable", lambda _path: False)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    # Someone else has it open, so that it is copied.
    (encrypted.parent / f"{encrypted.name}.lock").write_text("{}", encoding="utf-8")
    store = open_dossier(encrypted, password=PASSWORD)
    assert store.count("article") == 5
    assert any(file.is_file() for file in temporary.rglob("*"))
    assert files_with(SECRET, tmp_path) == []
    store.close()


def test_a_newer_encrypted_dossier_is_refused(encrypted: Path) -> None:
    newer = Migration((MIGRATIONS[-1].version // 1000 + 1) * 1000, lambda _connection: None)
    open_dossier(encrypted, (*MIGRATIONS, newer), password=PASSWORD).close()
    with pytest.raises(DossierError, match="dossier-newer"):
        open_dossier(encrypted, password=PASSWORD)


def test_every_copy_of_an_encrypted_dossier_is_encrypted(
    encrypted: Path, tmp_path: Path, reading: MakeReading, imported: Import
) -> None:
    """The copies for backups, for others, for what is lost, and a set-aside journal; and what a purge writes."""
    plan = BackupPlan(folder=tmp_path / "backups", keep=3)
    store = open_dossier(encrypted, password=PASSWORD)
    imported(store, reading(f"{SECRET} more", title=SECRET))
    backup = not_none(back_up_if_due(plan, encrypted, PASSWORD))
    saved, copied = tmp_path / "saved.dossier", tmp_path / "copied.dossier"
    store.save_copy(saved)
    store.copy_to(copied)
    for file in (backup, saved, copied):
        other = open_dossier(file, password=PASSWORD)
        assert other.count("article") == 6
        other.close()
    for _ in range(3):
        assert store.undo() is not None
    store.purge()
    assert files_with(SECRET, tmp_path) == []
    assert files_with("SQLite format", tmp_path) == []
    store.close()
    assert files_with(SECRET, tmp_path) == []
    store = open_dossier(encrypted, password=PASSWORD)
    assert (store.count("article"), store.can_redo) == (3, False)
    store.close()


def test_a_leftover_journal_of_an_encrypted_dossier_is_rolled_back(
    encrypted: Path, tmp_path: Path, reading: MakeReading, imported: Import
) -> None:
    """A copy that was made in the middle of a change, as after a loss of power."""
    from briefbuilder.storage.database import connect

    store = open_dossier(encrypted, password=PASSWORD)
    before = contents(store)
    store.close()
    connection = connect(encrypted, password=PASSWORD)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE text SET data = zeroblob(20000)")
    connection.execute("UPDATE article SET value = zeroblob(20000)")
    folder = tmp_path / "after"
    folder.mkdir()
    for file in encrypted.parent.glob(f"{encrypted.name}*"):
        shutil.copyfile(file, folder / file.name)
    connection.close()
    copy = folder / encrypted.name
    assert copy.read_bytes() != encrypted.read_bytes()
    assert copy.with_name(f"{copy.name}-journal").stat().st_size > 4096
    assert files_with(SECRET, folder) == []
    store = open_dossier(copy, password=PASSWORD)
    assert contents(store) == before
    store.close()
    assert [file.name for file in folder.iterdir()] == [copy.name]
