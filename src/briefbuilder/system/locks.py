"""Locks a dossier: a small file beside it names the holder, and is locked with the system's file locks.

The lock ends with the process, so that a killed process blocks nobody; the name stays in the file, so that others see
who has the dossier open. Where the holder is another computer, or the file system has no locks, the name decides.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from briefbuilder.domain.errors import DossierError

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading locked bytes, so a byte far behind the text is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockHolder:
    """Who has a dossier open; `since` is an ISO 8601 moment, UTC."""

    user: str
    host: str
    process: int
    since: str


class Lock:
    """A held lock. `was_unclean` tells that its last holder did not release it."""

    def __init__(self, path: Path, descriptor: int, *, was_unclean: bool) -> None:
        self._path = path
        self._descriptor: int | None = descriptor
        self.was_unclean = was_unclean

    def release(self) -> None:
        """Release the dossier; a second call does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        # Deleted while the lock is held, so that others who wait for this file see that it is no longer at the path;
        # and only if it still is, since someone may have deleted it and another created a new one.
        is_ours = _is_file_at(descriptor, self._path)
        if sys.platform == "win32":
            os.close(descriptor)  # Windows cannot delete an open file.
        if is_ours:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        if sys.platform != "win32":
            os.close(descriptor)


def lock_path(dossier: Path) -> Path:
    """Return the path of the file that names the holder."""
    return dossier.with_name(dossier.name + ".lock")


def take_lock(dossier: Path) -> Lock:
    """Lock a dossier for this process.

    Raises:
        DossierError: "dossier-in-use" with the holder's name where another has it.
        OSError: where no file can be created beside the dossier.
    """
    path = lock_path(dossier)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        with ExitStack() as undo:
            undo.callback(os.close, descriptor)
            locked = _acquire(descriptor)
            holder = _read(descriptor)
            if locked is False or (
                holder is not None and _is_held_elsewhere(holder, locks_work=locked is True)
            ):
                _refuse(dossier, path, holder)
            # The previous holder may have deleted the file after it was opened here and before it was locked.
            if _is_file_at(descriptor, path):
                _write(descriptor)
                undo.pop_all()
                return Lock(path, descriptor, was_unclean=holder is not None)


def _refuse(dossier: Path, path: Path, holder: LockHolder | None) -> NoReturn:
    if holder is None:
        raise DossierError("dossier-busy", path=str(dossier))
    raise DossierError(
        "dossier-in-use",
        path=str(dossier),
        user=holder.user,
        host=holder.host,
        process=str(holder.process),
        since=holder.since,
        lock=str(path),
    )


def _is_held_elsewhere(holder: LockHolder, *, locks_work: bool) -> bool:
    if holder.host != _host():
        return True
    return not locks_work and holder.process != os.getpid() and _is_alive(holder.process)


def _acquire(descriptor: int) -> bool | None:
    """Return whether the lock was acquired; None where the file system has no locks."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_file_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return True  # Windows always has locks, and they decide.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _read(descriptor: int) -> LockHolder | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        words = json.loads(os.read(descriptor, 4096))
        return LockHolder(
            user=str(words["user"]),
            host=str(words["host"]),
            process=int(words["process"]),
            since=str(words["since"]),
        )
    except (ValueError, KeyError, TypeError):
        return None  # Empty: just created, or the holder was killed meanwhile.


def _write(descriptor: int) -> None:
    holder = LockHolder(
        user=_user(),
        host=_host(),
        process=os.getpid(),
        since=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(holder), ensure_ascii=False).encode())
    os.fsync(descriptor)


def _host() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "?")
    return os.uname().nodename


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
