"""Seals a process before it reads a foreign file: no files, no network, no new processes, hard limits.

On Linux the process seals itself, with what the kernel offers; a part that the kernel lacks is left out and reported.
The parts for Windows and macOS follow the documentation of these systems and have not been run there.
"""

from __future__ import annotations

import ctypes
import math
import os
import platform
import stat
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from briefbuilder.domain.values import value
from briefbuilder.system.limits import lower_limit
from briefbuilder.system.seccomp import ARCHITECTURES, build_filter

if TYPE_CHECKING:
    from briefbuilder.system.sandbox_windows import JobObject


@value
class SealLimits:
    """What a sealed process may take: bytes of address space, and seconds of processor time (None for no limit)."""

    memory: int
    seconds: int | None


_parts: dict[str, bool] = {}


def sealed_parts() -> dict[str, bool]:
    """Return the parts of the seal of this process, and whether each took hold; none if it is not sealed."""
    return dict(_parts)


@value
class ReadableFiles:
    """What a process may still load before it is sealed as a whole: a function, and the files that it opens."""

    load: Callable[[], object]
    paths: tuple[str, ...]


def seal(descriptor: int, limits: SealLimits, parent: int, files: ReadableFiles | None = None) -> None:
    """Seal this process for good; it keeps one open descriptor, through which it talks to its parent.

    `parent` is the id of the process that started it. All modules that it will need must have been imported. On Linux
    `files` are loaded when everything else is forbidden already; other systems load them before.
    """
    if files is not None and sys.platform != "linux":
        files.load()
    if sys.platform == "win32":
        from briefbuilder.system.sandbox_windows import give_up_rights

        _parts.update(give_up_rights())
    elif sys.platform == "darwin":
        _keep_descriptor(descriptor)
        _limit_resources(limits)
        _parts.update(_seal_on_macos())
    else:
        _keep_descriptor(descriptor)
        _parts.update(_seal_on_linux(limits, parent, files))


def prepare_seal() -> None:
    """Build what all seals have in common; the processes forked from this one need not."""
    architecture = ARCHITECTURES.get(platform.machine())
    if sys.platform == "linux" and architecture is not None:
        build_filter(architecture, os.getpid())


def confine(process: int, memory: int, seconds: float | None) -> JobObject | None:
    """Limit a process from outside, if it cannot do so itself; closing the job that is returned ends it."""
    if sys.platform == "win32":
        from briefbuilder.system.sandbox_windows import put_into_job

        return put_into_job(process, memory, None if seconds is None else math.ceil(seconds) + 1)
    return None


def _keep_descriptor(descriptor: int) -> None:
    """Close all other descriptors; standard input, output and errors lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, os.sysconf("SC_OPEN_MAX"))


def _limit_resources(limits: SealLimits) -> None:
    """Set hard limits, which the process cannot raise again."""
    wanted = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_CPU": limits.seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 16,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_NPROC": 0,
    }
    for name, size in wanted.items():
        # macOS refuses a limit of the address space.
        with suppress(OSError, ValueError):
            if size is not None:
                lower_limit(name, size)


# macOS: sandbox_init(3), which is deprecated and still used by browsers. There is no limit of memory that holds: the
# parent looks at `struct rusage_info_v0` of libproc.h.

_NAMED_PROFILE = 1
_USAGE_BYTES, _FOOTPRINT = 96, 72
"""The size of the structure, and the offset of what a process takes of the memory."""


def takes_more_than(process: int, memory: int) -> bool:
    """Return whether a process takes more bytes of memory; false if the system itself limits it."""
    if sys.platform == "darwin":
        usage = ctypes.create_string_buffer(_USAGE_BYTES)
        library = ctypes.CDLL("/usr/lib/libSystem.B.dylib")
        if library.proc_pid_rusage(ctypes.c_int(process), ctypes.c_int(0), usage) == 0:
            return bool(struct.unpack_from("=Q", usage, _FOOTPRINT)[0] > memory)
    return False


def _seal_on_macos() -> dict[str, bool]:
    library = ctypes.CDLL("/usr/lib/libSystem.B.dylib")
    message = ctypes.c_char_p()
    profile = (b"pure-computation", ctypes.c_uint64(_NAMED_PROFILE))
    return {"limits": True, "seatbelt": library.sandbox_init(*profile, ctypes.byref(message)) == 0}


# Linux: prctl(2), unshare(2), landlock(7), seccomp(2). The C library's functions are called by ctypes; the bindings
# that exist for Python need libseccomp or are unfinished.

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2
_SIGKILL = 9
_NEW_USER, _NEW_NETWORK, _NEW_IPC, _NEW_UTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_LANDLOCK_VERSION = 1
_ORPHANED = 1
"""The exit status of a process whose parent ended before it was sealed."""


def _seal_on_linux(limits: SealLimits, parent: int, files: ReadableFiles | None) -> dict[str, bool]:
    c_library = ctypes.CDLL(None, use_errno=True)
    c_library.syscall.restype = ctypes.c_long

    def control(option: int, argument: int) -> bool:
        others = (ctypes.c_ulong(0),) * 3
        return bool(c_library.prctl(ctypes.c_int(option), ctypes.c_ulong(argument), *others) == 0)

    found = {"no-new-privileges": control(_PR_SET_NO_NEW_PRIVS, 1)}
    spaces = _NEW_USER | _NEW_NETWORK | _NEW_IPC | _NEW_UTS
    found["namespaces"] = c_library.unshare(ctypes.c_int(spaces)) == 0
    found["no-tracing"] = control(_PR_SET_DUMPABLE, 0)
    # After unshare, which may clear it. The parent may have ended before; its process would then be another one.
    found["ends-with-parent"] = control(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(_ORPHANED)
    _limit_resources(limits)
    found["limits"] = True
    if files is not None:
        _apply_landlock(c_library, files.paths)
        _apply_seccomp(c_library, loading=True)
        files.load()
    found["landlock"] = _apply_landlock(c_library)
    found["seccomp"] = _apply_seccomp(c_library)
    return found


def _apply_landlock(c_library: ctypes.CDLL, readable: tuple[str, ...] = ()) -> bool:
    """Forbid all files, all TCP ports and, if the kernel knows them, abstract sockets and signals.

    Files that are `readable` may be read.
    """
    rules = create_landlock(c_library)
    if rules is None:
        return False
    for path in readable:
        add_landlock_rule(c_library, rules, path, "read")
    return rules.apply(c_library)


# For programs of the computer (`outside_programs`), which need files of their own.


def _rights(*bits: int) -> int:
    return sum(1 << bit for bit in bits)


_LANDLOCK_RIGHTS = {
    "read": _rights(2, 3),
    "execute": _rights(0, 2),
    "write": _rights(1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14),
}
"""What may be done beneath a path: read files and folders; run a file; and make, write and remove files of all kinds but
devices."""

_ONLY_FOR_FILES = _rights(0, 1, 2, 14, 15)
"""The rights that a rule for a file, and not a folder, may name."""


@value
class LandlockRules:
    """The rules of a process while they are made; `handled` are all rights that are forbidden if no rule grants them."""

    descriptor: int
    handled: int

    def apply(self, c_library: ctypes.CDLL) -> bool:
        """Let the rules hold for this process for good, and return whether they do."""
        done = c_library.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(self.descriptor), ctypes.c_uint(0)) == 0
        os.close(self.descriptor)
        return bool(done)


def landlock_version() -> int:
    """Return the version of Landlock that the kernel has, less than 1 if it has none."""
    c_library = ctypes.CDLL(None, use_errno=True)
    c_library.syscall.restype = ctypes.c_long
    return _landlock_version(c_library)


def _landlock_version(c_library: ctypes.CDLL) -> int:
    return int(
        c_library.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_LANDLOCK_VERSION))
    )


def create_landlock(c_library: ctypes.CDLL) -> LandlockRules | None:
    """Return rules that forbid all files, TCP ports, abstract sockets and signals, None if there is no Landlock."""
    version = _landlock_version(c_library)
    if version < 1:
        return None
    files = (1 << 13) - 1 | (version >= 2) << 13 | (version >= 3) << 14 | (version >= 5) << 15
    ports = 3 if version >= 4 else 0
    scopes = 3 if version >= 6 else 0
    rules = struct.pack("=QQQ", files, ports, scopes)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    descriptor = c_library.syscall(_LANDLOCK_CREATE, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint(0))
    return LandlockRules(descriptor=descriptor, handled=files) if descriptor >= 0 else None


def add_landlock_rule(
    c_library: ctypes.CDLL, rules: LandlockRules, path: str, right: Literal["read", "execute", "write"]
) -> None:
    """Grant a right beneath a path; what does not exist needs none."""
    with suppress(OSError):
        file = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore] # Linux only
        granted = _LANDLOCK_RIGHTS[right] & rules.handled
        if not stat.S_ISDIR(os.fstat(file).st_mode):
            granted &= _ONLY_FOR_FILES
        rule = struct.pack("=Qi", granted, file)
        c_library.syscall(
            _LANDLOCK_ADD, ctypes.c_int(rules.descriptor), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint(0)
        )
        os.close(file)


def end_with_parent(c_library: ctypes.CDLL, parent: int) -> bool:
    """Let this process gain no rights and end with its parent; return false if that has ended already."""
    none = (ctypes.c_ulong(0),) * 3
    c_library.prctl(ctypes.c_int(_PR_SET_NO_NEW_PRIVS), ctypes.c_ulong(1), *none)
    c_library.prctl(ctypes.c_int(_PR_SET_PDEATHSIG), ctypes.c_ulong(_SIGKILL), *none)
    return os.getppid() == parent


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _apply_seccomp(c_library: ctypes.CDLL, *, loading: bool = False) -> bool:
    """Allow only the system calls of the list, and those for `loading` files.

    Do nothing on a processor whose numbers are unknown.
    """
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or struct.calcsize("P") != 8:  # a program of 32 bits makes other calls
        return False
    return apply_filter(c_library, build_filter(architecture, os.getpid(), loading=loading))


def apply_filter(c_library: ctypes.CDLL, instructions: bytes) -> bool:
    """Let a filter of system calls hold for this process for good, and return whether it does."""
    stored = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // 8, ctypes.cast(stored, ctypes.c_void_p))
    mode, nothing = ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.c_ulong(0)
    done = c_library.prctl(_PR_SET_SECCOMP, mode, ctypes.byref(program), nothing, nothing)
    return bool(done == 0)
