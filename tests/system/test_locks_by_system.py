"""The lock of a dossier as each operating system has it, with fakes of the system calls."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from briefbuilder.domain.errors import DossierError
from briefbuilder.system import locks
from briefbuilder.system.locks import lock_path, take_lock


class FakeMsvcrt(ModuleType):
    """The module `msvcrt`: one lock for each byte of a file, whichever descriptor it was opened with."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.locked: set[tuple[int, int]] = set()

    def locking(self, descriptor: int, mode: int, size: int) -> None:
        assert (mode, size) == (self.LK_NBLCK, 1)
        byte = (os.fstat(descriptor).st_ino, os.lseek(descriptor, 0, os.SEEK_CUR))
        if byte in self.locked:
            raise PermissionError(13, "Permission denied")
        self.locked.add(byte)


class FakeFcntl(ModuleType):
    """The module `fcntl`, whose locks end as `error` says."""

    LOCK_EX, LOCK_NB = 2, 4

    def __init__(self, error: OSError | None = None) -> None:
        super().__init__("fcntl")
        self.error = error
        self.calls: list[int] = []

    def flock(self, _descriptor: int, operation: int) -> None:
        self.calls.append(operation)
        if self.error is not None:
            raise self.error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.dossier"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeMsvcrt:
    msvcrt = FakeMsvcrt()
    monkeypatch.setattr(locks, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setenv("COMPUTERNAME", "DESK-7")
    # Windows has neither; both would raise there.
    monkeypatch.delattr(os, "uname")
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("os.kill ends processes on Windows"))
    return msvcrt


def unix(monkeypatch: pytest.MonkeyPatch, platform: str, error: OSError | None = None) -> FakeFcntl:
    fcntl = FakeFcntl(error)
    monkeypatch.setattr(locks, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setitem(sys.modules, "fcntl", fcntl)
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(nodename="desk"))
    return fcntl


def name_holder(path: Path, host: str, process: int) -> None:
    words = {"user": "anna", "host": host, "process": process, "since": "2026"}
    lock_path(path).write_text(json.dumps(words))


def test_windows_locks_one_byte_behind_the_text(path: Path, windows: FakeMsvcrt) -> None:
    lock = take_lock(path)
    assert [byte for _, byte in windows.locked] == [1 << 30]
    assert lock_path(path).stat().st_size < 1 << 30
    assert json.loads(lock_path(path).read_text())["host"] == "DESK-7"
    with pytest.raises(DossierError, match="dossier-in-use") as caught:
        take_lock(path)
    assert caught.value.parameters["host"] == "DESK-7"
    lock.release()


def test_windows_closes_the_lock_file_before_it_deletes_it(
    path: Path, windows: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = take_lock(path)
    assert windows.locked
    assert release_order(lock, monkeypatch) == ["close", "unlink"]
    assert not lock_path(path).exists()


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_unix_deletes_the_lock_file_while_it_holds_it(
    path: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unix(monkeypatch, platform)
    lock = take_lock(path)
    assert release_order(lock, monkeypatch) == ["unlink", "close"]
    assert not lock_path(path).exists()


def release_order(lock: locks.Lock, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    close, unlink = os.close, Path.unlink

    def noted(name: str, call: Callable[..., None]) -> Callable[..., None]:
        def run(*args: object, **keywords: object) -> None:
            calls.append(name)
            call(*args, **keywords)

        return run

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", noted("close", close))
        patch.setattr(Path, "unlink", noted("unlink", unlink))
        lock.release()
    return calls


def test_windows_takes_over_from_a_dead_process_without_asking_for_it(
    path: Path, windows: FakeMsvcrt
) -> None:
    name_holder(path, "DESK-7", 4)
    lock = take_lock(path)
    assert windows.locked
    assert lock.was_unclean
    lock.release()


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_unix_does_not_wait_for_a_lock(path: Path, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = unix(monkeypatch, platform)
    lock = take_lock(path)
    assert fcntl.calls == [FakeFcntl.LOCK_EX | FakeFcntl.LOCK_NB]
    assert json.loads(lock_path(path).read_text())["host"] == "desk"
    lock.release()
    fcntl.error = BlockingIOError(11, "busy")
    with pytest.raises(DossierError, match="dossier-busy"):
        take_lock(path)


@pytest.mark.parametrize(
    ("error", "taken"), [(None, False), (PermissionError(1, "x"), False), (ProcessLookupError(3, "x"), True)]
)
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_without_locks_unix_asks_whether_the_holder_lives(
    path: Path, platform: str, error: OSError | None, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    unix(monkeypatch, platform, OSError(45, "not supported"))
    asked: list[tuple[int, int]] = []

    def kill(process: int, signal: int) -> None:
        asked.append((process, signal))
        if error is not None:
            raise error

    monkeypatch.setattr(os, "kill", kill)
    name_holder(path, "desk", 4)
    if taken:
        take_lock(path).release()
    else:
        with pytest.raises(DossierError, match="dossier-in-use"):
            take_lock(path)
    assert asked == [(4, 0)]
