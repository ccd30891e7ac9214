"""One dossier, one holder, by name."""

from __future__ import annotations

import getpass
import json
import os
import signal
import socket
import subprocess
import sys
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


@pytest.mark.parametrize("words", ["", "{", "[]", '{"user": 1}'])
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
    lock_path(path).write_text("x" * 5000)
    taken = take_lock(path)
    words = json.loads(lock_path(path).read_text())
    assert set(words) == {"user", "host", "process", "since"}
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
