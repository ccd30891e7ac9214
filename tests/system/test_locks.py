"""One dossier, one holder, by name."""

from __future__ import annotations

import getpass
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.system import locks
from briefbuilder.system.locks import lock_path, take_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.dossier"


@pytest.fixture(autouse=True)
def _known_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the computer an id, which a container may lack."""
    monkeypatch.setattr(locks, "_machine", lambda: "an id")


HOLDER = """
import sys, time
from datetime import datetime
from pathlib import Path
from briefbuilder.storage.opening import open_dossier
store = open_dossier(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_opener_is_told_who_has_it(path: Path) -> None:
    store = create(path)
    with pytest.raises(DossierError, match="dossier-in-use") as caught:
        open_dossier(path)
    told = caught.value.parameters
    assert told["host"] == socket.gethostname()
    assert told["process"] == str(os.getpid())
    assert told["user"]
    assert told["since"].startswith("20")
    store.close()
    open_dossier(path).close()


def test_a_dossier_is_taken_over_from_a_process_that_was_killed(path: Path) -> None:
    create(path).close()
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(DossierError, match="dossier-in-use") as caught:
            open_dossier(path)
        assert caught.value.parameters["process"] == str(other.pid)
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert lock_path(path).exists()
    open_dossier(path).close()
    assert not lock_path(path).exists()


def test_a_dossier_held_on_another_computer_is_not_taken(path: Path) -> None:
    create(path).close()
    words = {"user": "anna", "host": "elsewhere", "process": 4, "since": "2026-03-02T09:00:00+00:00"}
    lock_path(path).write_text(json.dumps(words))
    with pytest.raises(DossierError, match="dossier-in-use") as caught:
        open_dossier(path)
    assert caught.value.parameters["user"] == "anna"
    assert caught.value.parameters["lock"] == str(lock_path(path))
    assert json.loads(lock_path(path).read_text()) == words


@pytest.mark.parametrize("words", ["", "{", '{"user": 1}', '{"user": "a", "ho'])
def test_a_lock_cut_off_in_the_making_is_taken_over(path: Path, words: str) -> None:
    lock_path(path).write_text(words)
    lock = take_lock(path)
    assert json.loads(lock_path(path).read_text())["process"] == os.getpid()
    lock.release()


def test_a_holder_that_went_without_a_word_is_noticed(path: Path) -> None:
    words = {"user": "a", "host": socket.gethostname(), "process": 1, "since": "2026"}
    lock_path(path).write_text(json.dumps(words))
    lock = take_lock(path)
    assert lock.was_unclean
    lock.release()
    again = take_lock(path)
    assert not again.was_unclean
    again.release()


def test_a_lock_file_that_was_deleted_while_held_does_not_confuse_the_next(path: Path) -> None:
    first = take_lock(path)
    lock_path(path).unlink()
    second = take_lock(path)
    first.release()
    second.release()


def test_another_program_on_the_file_is_told(path: Path) -> None:
    create(path).close()
    code = (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE')\n"
        "c.execute('DELETE FROM setting')\n"
        "print('open', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(DossierError, match="dossier-busy"):
            open_dossier(path)
        other.kill()


@pytest.mark.skipif(os.name == "nt", reason="links to files need rights on Windows")
def test_a_dossier_is_one_under_all_its_names(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "names" / "alias.dossier"
    other.parent.mkdir()
    other.symlink_to(path)
    store = create(path)
    with pytest.raises(DossierError, match="dossier-in-use"):
        open_dossier(other)
    store.close()
    through = open_dossier(other)
    assert sorted(one.name for one in other.parent.iterdir()) == [other.name]
    assert through.path == path.resolve()
    through.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has another kind of locks")
def test_a_dossier_that_somebody_just_takes_is_busy(path: Path) -> None:
    import fcntl

    with lock_path(path).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(DossierError, match="dossier-busy") as caught:
            take_lock(path)
    assert caught.value.parameters == {"path": str(path)}


@pytest.mark.parametrize("words", ["text of mine", "[]", "SQLite format 3"])
def test_a_file_that_is_no_lock_is_never_written_to(path: Path, words: str) -> None:
    lock_path(path).write_text(words)
    with pytest.raises(DossierError, match="lock-foreign"):
        take_lock(path)
    assert lock_path(path).read_text() == words


@pytest.mark.skipif(os.name == "nt", reason="links to files need rights on Windows")
@pytest.mark.parametrize("link", [os.symlink, os.link])
@pytest.mark.parametrize("words", ["", "{", "text of mine"])
def test_a_planted_link_is_never_followed(
    path: Path, tmp_path: Path, link: Callable[[Path, Path], None], words: str
) -> None:
    other = tmp_path / "other"
    other.write_text(words)
    link(other, lock_path(path))
    with pytest.raises(DossierError, match="lock-foreign") as caught:
        take_lock(path)
    assert caught.value.parameters["lock"] == str(lock_path(path))
    assert other.read_text() == words


@pytest.mark.skipif(os.name == "nt", reason="links to files need rights on Windows")
def test_a_link_to_nothing_creates_nothing(path: Path, tmp_path: Path) -> None:
    lock_path(path).symlink_to(tmp_path / "new")
    with pytest.raises(DossierError, match="lock-foreign"):
        create(path)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_instead_of_a_lock_blocks_nobody(path: Path) -> None:
    os.mkfifo(lock_path(path))
    with pytest.raises(DossierError, match="lock-foreign"):
        take_lock(path)


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_a_lock_is_readable_by_its_owner_alone(path: Path) -> None:
    lock = take_lock(path)
    assert lock_path(path).stat().st_mode & 0o777 == 0o600
    lock.release()


def left_by(path: Path, **changed: object) -> None:
    """Leave a lock as a killed process on this computer did, but for what is changed."""
    lock = take_lock(path)
    words = json.loads(lock_path(path).read_text())
    lock.release()
    lock_path(path).write_text(json.dumps(words | changed))


def test_a_computer_that_got_another_name_takes_its_own_dossier_over(path: Path) -> None:
    create(path).close()
    left_by(path, host="before")
    store = open_dossier(path)
    assert [(one.code, one.parameters["host"]) for one in store.notices] == [("lock-taken-over", "before")]
    store.close()
    left_by(path, host="before", boot="an earlier one")
    open_dossier(path).close()


@pytest.mark.parametrize("changed", [{"machine": "another"}, {"machine": ""}, {"user": "somebody else"}])
def test_a_dossier_of_another_computer_or_user_is_not_taken_over(
    path: Path, changed: dict[str, object]
) -> None:
    left_by(path, host="before", **changed)
    with pytest.raises(DossierError, match="dossier-in-use"):
        take_lock(path)


def test_on_a_share_a_computer_with_the_same_id_may_be_another_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies of one installation have the same id; only a process of the present start is known to be over."""
    monkeypatch.setattr(locks, "is_network_folder", lambda _: True)
    left_by(path, host="before", boot="another one")
    with pytest.raises(DossierError, match="dossier-in-use"):
        take_lock(path)
    left = json.loads(lock_path(path).read_text())
    lock_path(path).unlink()
    left_by(path, host="before")
    assert json.loads(lock_path(path).read_text())["boot"] != left["boot"]
    take_lock(path).release()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts are told on Linux")
def test_a_folder_of_this_computer_is_no_share(tmp_path: Path) -> None:
    assert not locks.is_network_folder(tmp_path)


def test_a_lock_tells_which_file_was_open(path: Path) -> None:
    store = create(path)
    assert json.loads(lock_path(path).read_text())["file"] == path.stat().st_ino
    words = lock_path(path).read_text()
    store.close()
    lock_path(path).write_text(words)
    lock = take_lock(path)
    assert not lock.is_other_file(path)
    lock.release()
    lock_path(path).write_text(json.dumps(json.loads(words) | {"file": 1}))
    lock = take_lock(path)
    assert lock.is_other_file(path)
    lock.release()


def name_holder(path: Path, process: int) -> None:
    words = {"user": "a", "host": socket.gethostname(), "process": process, "since": "2026"}
    lock_path(path).write_text(json.dumps(words))


@pytest.mark.skipif(os.name == "nt", reason="Windows always has locks")
def test_without_locks_a_holder_counts_while_its_process_lives(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_acquire", lambda _: None)
    name_holder(path, os.getppid())
    with pytest.raises(DossierError, match="dossier-in-use"):
        take_lock(path)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    name_holder(path, gone.pid)
    taken = take_lock(path)
    assert taken.was_unclean
    taken.release()
    name_holder(path, os.getpid())
    take_lock(path).release()
    assert not lock_path(path).exists()


def test_a_lock_names_this_process_and_is_released_once(path: Path) -> None:
    # What a longer name left behind does not stay behind the new one.
    lock_path(path).write_text(json.dumps({"user": "x" * 5000}))
    taken = take_lock(path)
    words = json.loads(lock_path(path).read_text())
    assert set(words) == {"user", "host", "process", "since", "machine", "boot", "file"}
    assert (words["host"], words["process"]) == (socket.gethostname(), os.getpid())
    assert words["user"] == getpass.getuser()
    assert datetime.fromisoformat(words["since"]).tzinfo is not None
    taken.release()
    taken.release()
    assert not lock_path(path).exists()


def test_a_user_without_a_name_is_a_question_mark(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    taken = take_lock(path)
    assert json.loads(lock_path(path).read_text())["user"] == "?"
    taken.release()


def test_a_lock_file_that_another_one_took_over_stays_when_the_first_is_released(path: Path) -> None:
    first = take_lock(path)
    lock_path(path).unlink()
    second = take_lock(path)
    first.release()
    assert lock_path(path).exists()
    second.release()
    assert not lock_path(path).exists()
