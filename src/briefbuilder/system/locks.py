"""Locks a dossier: a small file beside it names the holder, and is locked with the system's file locks.

The lock ends with the process, so that a killed process blocks nobody; the name stays in the file, so that others see
who has the dossier open. If the holder is another computer, or the file system has no locks, the name decides. A
computer is known by its id too, since its name can change.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.values import value
from briefbuilder.typed_json import read_leniently

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading locked bytes, so a byte far behind the text is locked."""

_NETWORK = (
    "nfs", "cifs", "smb", "fuse.", "9p", "afs", "ceph", "lustre", "gfs", "ocfs", "davfs", "beegfs", "vboxsf", "prl_fs",
)  # fmt: skip
"""How the names of file systems begin that several computers can use at once."""


@value
class LockHolder:
    """Who has a dossier open; `since` is an ISO 8601 moment, UTC.

    `machine` and `boot` stand for the computer and the time since it was started, empty if they are unknown. `file` is
    the inode of the dossier, None before there is one.
    """

    user: str
    host: str
    process: int
    since: str
    machine: str = ""
    boot: str = ""
    file: int | None = None


class Lock:
    """A held lock; `last` is its last holder if that did not release it."""

    def __init__(self, path: Path, descriptor: int, last: LockHolder | None) -> None:
        self._path = path
        self._descriptor: int | None = descriptor
        self.last = last

    @property
    def was_unclean(self) -> bool:
        """Whether the last holder did not release the lock."""
        return self.last is not None

    @property
    def renamed_from(self) -> str | None:
        """The former name of this computer if the last holder had the dossier open under that."""
        return self.last.host if self.last is not None and self.last.host != _host() else None

    def is_other_file(self, dossier: Path) -> bool:
        """Return whether the last holder had another file open than the one that is there now; False if unknown."""
        return self.last is not None and self.last.file not in (None, _inode(dossier))

    def note_file(self, dossier: Path) -> None:
        """Write down which file is the dossier, once it is there. Raises OSError."""
        if self._descriptor is not None:
            _write(self._descriptor, dossier)

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
        DossierError: "dossier-in-use" with the holder's name if another has it, "lock-foreign" if what has the name
            of the lock file is something else.
        OSError: if no file can be created beside the dossier.
    """
    path = lock_path(dossier)
    while True:
        descriptor = _open(dossier, path)
        with ExitStack() as undo:
            undo.callback(os.close, descriptor)
            locked = _acquire(descriptor)
            _check_content(dossier, path, descriptor)
            holder = _read(descriptor)
            if locked is False or (
                holder is not None and _is_held_elsewhere(holder, path, locks_work=locked is True)
            ):
                _refuse(dossier, path, holder)
            # The previous holder may have deleted the file after it was opened here and before it was locked.
            if _is_file_at(descriptor, path):
                _write_or_remove(descriptor, path, dossier, is_new=holder is None)
                undo.pop_all()
                return Lock(path, descriptor, holder)


def read_holder(dossier: Path) -> LockHolder | None:
    """Return who has a dossier open, None if nobody is known to; nothing is created or locked.

    A program that was killed leaves its name behind, so the answer is a hint.
    """
    path = lock_path(dossier)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        holder = _read(descriptor)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    is_here = holder is not None and holder.host == _host()
    return None if holder is None or (is_here and not _is_alive(holder.process)) else holder


def require_unused(dossier: Path) -> None:
    """Raise DossierError("dossier-in-use") if somebody is known to have a dossier open; nothing is locked."""
    holder = read_holder(dossier)
    if holder is not None:
        _refuse(dossier, lock_path(dossier), holder)


def _open(dossier: Path, path: Path) -> int:
    """Open or create the lock file; raises DossierError if something else has its name: a link is never followed."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if path.is_symlink():
            raise DossierError("lock-foreign", path=str(dossier), lock=str(path))
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise DossierError("lock-foreign", path=str(dossier), lock=str(path)) from error
        raise
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1:
        os.close(descriptor)
        raise DossierError("lock-foreign", path=str(dossier), lock=str(path))
    return descriptor


def _check_content(dossier: Path, path: Path, descriptor: int) -> None:
    """Raise DossierError if the file is not a lock, whole or cut short, so that it is not overwritten."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    if os.read(descriptor, 1) not in (b"", b"{"):
        raise DossierError("lock-foreign", path=str(dossier), lock=str(path))


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


def _is_held_elsewhere(holder: LockHolder, path: Path, *, locks_work: bool) -> bool:
    may_live = not locks_work and holder.process != os.getpid()
    if holder.host == _host():
        return may_live and _is_alive(holder.process)
    if not holder.machine or holder.machine != _machine() or holder.user != _user():
        return True
    # This computer under an earlier name: its processes ended with it, unless it was only renamed. Copies of one
    # installation have the same id, and meet on a share.
    if holder.boot and holder.boot == _boot():
        return may_live and _is_alive(holder.process)
    return is_network_folder(path.parent)


def _acquire(descriptor: int) -> bool | None:
    """Return whether the lock was acquired; None if the file system has no locks."""
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
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def remove_unless_open(path: Path, process: int) -> None:
    """Remove a file that a process has open as long as it runs; raises OSError."""
    # Windows does not remove what is open.
    if sys.platform == "win32" or not _is_alive(process):
        path.unlink()


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
    # Empty if it was just created, or if the holder was killed meanwhile.
    return read_leniently(LockHolder, os.read(descriptor, 4096))


def _write_or_remove(descriptor: int, path: Path, dossier: Path, *, is_new: bool) -> None:
    """Name this process as the holder; on a full disk, no empty lock file is left."""
    try:
        _write(descriptor, dossier)
    except OSError:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def _write(descriptor: int, dossier: Path) -> None:
    holder = LockHolder(
        user=_user(),
        host=_host(),
        process=os.getpid(),
        since=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=_machine(),
        boot=_boot(),
        file=_inode(dossier),
    )
    data = json.dumps(asdict(holder), ensure_ascii=False).encode()
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, data)
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _inode(dossier: Path) -> int | None:
    with suppress(OSError):
        return dossier.lstat().st_ino
    return None


def _machine() -> str:
    """Return a hash of the computer's id, empty if it is unknown; the id itself is not to be shown to others."""
    found = ""
    with suppress(ImportError, OSError, AttributeError):
        if sys.platform == "win32":
            import winreg

            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                found = str(winreg.QueryValueEx(key, "MachineGuid")[0])
        elif sys.platform == "darwin":
            found = _hardware_id()
        else:
            found = Path("/etc/machine-id").read_text(encoding="ascii").strip()
    return sha256(f"briefbuilder {found}".encode()).hexdigest()[:32] if found else ""


def _hardware_id() -> str:
    """Return the id of a Mac."""
    import ctypes

    uuid, wait = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(1, 0)
    return uuid.raw.hex() if ctypes.CDLL(None).gethostuuid(uuid, wait) == 0 else ""


def _boot() -> str:
    """Return an id of the time since the computer was started, empty if the system has none."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def is_network_folder(folder: Path) -> bool:
    """Return whether other computers may use a folder too; True if that is unknown."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == remote)
    if sys.platform == "darwin":
        return False  # The id of a Mac is that of its hardware, so no two are the same.
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return True
    best, kind = Path(), "nfs"
    for line in mounts.splitlines():
        # The fifth word is the mount point, with spaces as \\040; the file system's name follows " - ".
        left, _, right = line.partition(" - ")
        point = Path(left.split()[4].replace("\\040", " "))
        if folder.resolve().is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, right.split()[0]
    return kind.startswith(_NETWORK)


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
