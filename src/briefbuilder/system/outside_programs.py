"""Runs programs of the computer on foreign files, each confined to an empty folder of its own.

A program sees that folder and the files it consists of, and nothing else: no network, no other files, no other
programs. It ends with this process, and its memory and time are limited. This needs Landlock and seccomp of Linux;
if they are missing, programs are not run at all.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from briefbuilder.domain.progress import Stop
from briefbuilder.system.files import PrivateFolder
from briefbuilder.system.limits import LAUNCH_OPTION, lower_limit
from briefbuilder.system.sandbox import (
    add_landlock_rule,
    apply_filter,
    create_landlock,
    end_with_parent,
    landlock_version,
)
from briefbuilder.system.seccomp import ARCHITECTURES, build_denials

_NOT_CONFINED = 97
"""The exit status of a launch that was given up because a part of the confinement failed."""

_SYSTEM_FILES = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/fonts", "/usr/share/fontconfig", "/usr/share/locale",
    "/usr/share/zoneinfo", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/zero", "/dev/urandom",
)  # fmt: skip
"""What every program needs: libraries, fonts, and devices without a state."""

_WAIT = 0.05
_TMP = "/tmp"  # noqa: S108 - the folder of the program lies there


class ProgramError(Exception):
    """A program that could not be run or did not end as it should; the message is for a log.

    `status` is what it ended with, None if it did not end by itself.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLimits:
    """What a program may take: bytes of address space and of a written file, and seconds by the clock."""

    memory: int
    seconds: float
    written: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideProgram:
    """A program of the computer, and the folders with its own files, which it may read.

    A program with `own_tmp` writes into "/tmp" whatever it is told: it sees its folder there, and nowhere else.
    """

    path: str
    files: tuple[str, ...] = ()
    own_tmp: bool = False

    def inside(self, folder: Path) -> str:
        """Return the path that a folder has for the program."""
        return _TMP if self.own_tmp else str(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Launch:
    command: tuple[str, ...]
    folder: str
    files: tuple[str, ...]
    own_tmp: bool
    memory: int
    written: int
    seconds: int
    parent: int


def can_confine() -> bool:
    """Return whether this system can confine a program: Linux with Landlock and a processor that is known."""
    if sys.platform != "linux":
        return False
    return platform.machine() in ARCHITECTURES and struct.calcsize("P") == 8 and landlock_version() >= 1


@contextmanager
def empty_folder() -> Iterator[Path]:
    """Provide a new folder that only this user can open, and delete it with all that was written."""
    with PrivateFolder() as folder:
        yield folder.resolve()


def run_confined(
    program: OutsideProgram,
    arguments: Sequence[str],
    folder: Path,
    limits: ProgramLimits,
    cancelled: Stop | None = None,
) -> None:
    """Run a program in a folder, which is its home, and wait for its end; what it prints is in the file "printed".

    Raises ProgramError if it cannot be confined, fails, takes too long, or is cancelled.
    """
    if not can_confine():
        raise ProgramError("this system cannot confine programs")
    launch = _Launch(
        command=(program.path, *arguments),
        folder=str(folder),
        files=program.files,
        own_tmp=program.own_tmp,
        memory=limits.memory,
        written=limits.written,
        seconds=int(limits.seconds) + 1,
        parent=os.getpid(),
    )
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(  # noqa: S603 - the program was found among those of the system
            [*_launcher(), json.dumps(asdict(launch))],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            start_new_session=True,
        )
        try:
            _wait(process, limits.seconds, cancelled)
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode == _NOT_CONFINED:
        raise ProgramError("the program could not be confined")
    if process.returncode:
        raise ProgramError(f"{Path(program.path).name} ended with {process.returncode}", process.returncode)


def _launcher() -> list[str]:
    """Return the command that calls `launch` in a fresh process with its last argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, LAUNCH_OPTION]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from briefbuilder.system.outside_programs import launch; launch(sys.argv[2])"
    )
    return [sys.executable, "-I", "-c", code, str(Path(__file__).resolve().parents[2])]


def read_result(path: Path, limit: int) -> bytes:
    """Return what a program wrote into its folder; raise ProgramError if it is not a file or too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise ProgramError(f"no result: {path.name}") from error
    with os.fdopen(descriptor, "rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ProgramError(f"too large: {path.name}")
    return data


def _wait(process: subprocess.Popen[bytes], seconds: float, cancelled: Stop | None) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None:
        if time.monotonic() > end:
            raise ProgramError("the program took too long")
        if cancelled is not None and cancelled():
            raise ProgramError("cancelled")
        time.sleep(_WAIT)


# In the process that becomes the program.


def launch(described: str) -> None:
    """Confine this process, and become the program; called in a fresh process with the description in JSON.

    The process forks twice; both wait, so that the program ends with this one and nothing is left of it.
    """
    stated = json.loads(described)
    c_library = ctypes.CDLL(None, use_errno=True)
    c_library.syscall.restype = ctypes.c_long
    spaces = 0x10000000 | 0x40000000 | 0x08000000 | 0x04000000  # users, network, IPC, host names
    mounts = 0x00020000 if stated["own_tmp"] else 0
    for numbers in (0x20000000, 0):  # process numbers, which some systems refuse
        if c_library.unshare(ctypes.c_int(spaces | numbers | mounts)) == 0:
            break
    if mounts and not _mount_over_tmp(c_library, stated["folder"]):
        os._exit(_NOT_CONFINED)
    if not end_with_parent(c_library, stated["parent"]):
        os._exit(_NOT_CONFINED)
    _fork_and_wait(c_library)  # the first of the new space of numbers, with which all others there end
    _fork_and_wait(c_library)  # the program, which as the first could not be ended by its own faults
    try:
        _become(c_library, stated)
    finally:
        os._exit(_NOT_CONFINED)


def _fork_and_wait(c_library: ctypes.CDLL) -> None:
    """Go on in a child that ends with this process; this process ends with the child, and with its status."""
    own = os.getpid()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    # A parent in an outer space of numbers has none.
    if not end_with_parent(c_library, own if os.getppid() else 0):
        os._exit(_NOT_CONFINED)


def _become(c_library: ctypes.CDLL, stated: dict[str, object]) -> None:
    command = [str(part) for part in stated["command"]]  # type: ignore[attr-defined]
    folder = _TMP if stated["own_tmp"] else str(stated["folder"])
    os.chdir(folder)
    files = [str(path) for path in stated["files"]]  # type: ignore[attr-defined]
    lower_limit("RLIMIT_AS", int(str(stated["memory"])))
    lower_limit("RLIMIT_FSIZE", int(str(stated["written"])))
    lower_limit("RLIMIT_CPU", int(str(stated["seconds"])))
    lower_limit("RLIMIT_CORE", 0)
    lower_limit("RLIMIT_NOFILE", 512)
    lower_limit("RLIMIT_MEMLOCK", 0)
    ruleset = create_landlock(c_library)
    if ruleset is None:
        return
    for path in (*_SYSTEM_FILES, *files):
        add_landlock_rule(c_library, ruleset, path, "read")
    for path in (command[0], *_loaders()):
        add_landlock_rule(c_library, ruleset, path, "execute")
    add_landlock_rule(c_library, ruleset, "/dev/null", "write")
    add_landlock_rule(c_library, ruleset, folder, "write")
    if not ruleset.apply(c_library):
        return
    architecture = ARCHITECTURES[platform.machine()]
    if not apply_filter(c_library, build_denials(architecture)):
        return
    temporary = f"{folder}/work"
    with suppress(FileExistsError):
        os.mkdir(temporary, 0o700)  # noqa: PTH102 - pathlib would have to be loaded
    environment = {
        "HOME": folder, "TMPDIR": temporary, "XDG_CACHE_HOME": temporary, "XDG_CONFIG_HOME": temporary, "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1", "SAL_USE_VCLPLUGIN": "svp", "PATH": "",
    }  # fmt: skip
    os.execve(command[0], command, environment)  # noqa: S606


def _mount_over_tmp(c_library: ctypes.CDLL, folder: str) -> bool:
    """Show a folder in the place of "/tmp" only to this process."""
    none = ctypes.c_char_p(None)
    private, bound = ctypes.c_ulong(0x4000 | 0x40000), ctypes.c_ulong(0x1000)  # MS_REC | MS_PRIVATE, MS_BIND
    if c_library.mount(b"none", b"/", none, private, none) != 0:
        return False
    return bool(c_library.mount(folder.encode(), _TMP.encode(), none, bound, none) == 0)


def _loaders() -> Iterator[str]:
    """Yield the programs that the kernel starts to load the libraries of another."""
    for folder in ("/lib64", "/lib", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu"):
        with suppress(OSError):
            yield from (
                str(path.resolve())
                for path in Path(folder).iterdir()
                if path.name.startswith(("ld-linux", "ld-musl"))
            )
