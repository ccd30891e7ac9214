"""A dossier of an older form is brought up to date whole, or it stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from briefbuilder.domain.errors import CancelledError, DossierError
from briefbuilder.storage.migrations import Migration, read_program, version_of, write_version
from briefbuilder.storage.opening import needs_upgrade, open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture(params=["v1", "v2", "v3"])
def old(data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return Path(shutil.copyfile(data / "dossier" / f"{request.param}.dossier", tmp_path / "old.dossier"))


def test_progress_is_told_and_the_older_form_is_kept_beside(old: Path) -> None:
    told: list[float] = []
    assert needs_upgrade(old)
    killed = [f".old (version {n}.0).dossier.12.new{end}" for n in "123" for end in ("", "-journal")]
    for name in killed:
        (old.parent / name).write_text("half")
    store = open_dossier(old, on_progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert len(told) > store.count("article")
    store.close()
    assert not needs_upgrade(old)
    (kept,) = old.parent.glob("old (version *).dossier")
    assert not list(old.parent.glob(f".{kept.name}.*"))


def test_the_older_form_has_its_name_only_when_the_upgrade_is_done(old: Path) -> None:
    seen: set[str] = set()
    open_dossier(old, on_progress=lambda _: seen.update(path.name for path in old.parent.iterdir())).close()
    # An upgrade that was killed then is done again: it must not leave a second copy.
    assert not any(name.startswith("old (version") for name in seen)
    assert any(name.startswith(".old (version") for name in seen)


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_neither_form_can_be_read_by_others(old: Path) -> None:
    old.chmod(0o600)
    modes: set[int] = set()

    def note(_share: float) -> None:
        modes.update(path.stat().st_mode & 0o077 for path in old.parent.iterdir())

    open_dossier(old, on_progress=note).close()
    note(1)
    assert modes == {0}


def content(path: Path) -> str:
    """Return a digest of a file without the parts of its header that change with the kind of its journal."""
    data = bytearray(path.read_bytes())
    for start, end in ((18, 20), (24, 28), (92, 100)):
        data[start:end] = bytes(end - start)
    return sha256(data).hexdigest()


@pytest.mark.parametrize("after", [0, 1, 2])
def test_one_that_is_stopped_is_as_it_was_with_nothing_beside(old: Path, after: int) -> None:
    before = content(old)
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if len(told) > after:
            raise CancelledError

    with pytest.raises(CancelledError):
        open_dossier(old, on_progress=stop)
    assert content(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["old.dossier"]
    open_dossier(old).close()


def test_who_wants_progress_may_go_on_on_another_thread(old: Path) -> None:
    opened: list[Store] = []
    thread = Thread(target=lambda: opened.append(open_dossier(old, on_progress=lambda _: None)))
    thread.start()
    thread.join()
    (store,) = opened
    assert store.count("article") == len(store.values("article"))
    store.close()


def test_rules_for_words_that_changed_are_noticed_ahead(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dossier(old).close()
    monkeypatch.setattr("briefbuilder.storage.projections.FOLDING_VERSION", 999)
    assert needs_upgrade(old)


def test_of_what_is_no_dossier_nothing_is_said(tmp_path: Path) -> None:
    other = tmp_path / "x.dossier"
    assert not needs_upgrade(other)
    other.write_bytes(b"\xff" * 200)
    assert not needs_upgrade(other)


def test_a_file_names_the_program_that_opens_it() -> None:
    steps = tuple(
        Migration(version, lambda _: None, f"2.{version // 1000}.7") for version in (3000, 4000, 4001)
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        assert read_program(connection) == "", "it has no tables"
        connection.execute("CREATE TABLE state (name TEXT PRIMARY KEY, number INTEGER)")
        assert read_program(connection) == ""
        for version, program in ((3000, "2.3.7"), (4001, "2.4.7"), (5000, "2.4.7")):
            write_version(connection, version, steps)
            assert read_program(connection) == program
            assert version_of(connection) == version
        for number in (0, -1, 10**12, "x", 1, 1000):
            connection.execute("UPDATE state SET number = ?", (number,))
            assert read_program(connection) == ""


def test_one_of_which_no_copy_can_be_written_stays_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old)

    def refuse(_: Path, target: Path) -> Path:
        raise OSError(5, "Input/output error", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DossierError) as caught:
        open_dossier(old)
    assert caught.value.code == "backup-not-written"
    assert caught.value.parameters["path"].startswith(str(old.with_suffix("")))
    assert content(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["old.dossier"]
