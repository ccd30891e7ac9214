"""The list of system calls that a sealed process may still make, as a seccomp filter for Linux.

The filter is an allow-list: reading and writing open descriptors, memory, clocks and signals to itself. See seccomp(2)
and `struct sock_filter` in linux/filter.h.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_KILL = 0x80000000
_ALLOW = 0x7FFF0000
_ERROR = 0x00050000
_LOAD, _IS, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""BPF instructions: load a word, jump if equal, if at least, if a bit is set, return."""

_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in `struct seccomp_data`; each argument has eight bytes, the lower half first."""

_PROT_EXEC = 4
_TCGETS = 0x5401
_SET_SECCOMP = 22
"""The operation of prctl(2) that adds a filter."""
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000
"""The flags of open(2) that write, create or cut off a file, by their numbers on Linux."""
_GET_FD, _SET_FD, _GET_FLAGS = 1, 2, 3
"""The operations of fcntl(2) that are allowed; with others a process could send signals (F_SETOWN)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Architecture:
    """The numbers of system calls on a kind of processor; `audit` identifies it in a filter.

    `foreign` is the first number of another table that the same processor has (x32), None if it has none.
    """

    audit: int
    numbers: Mapping[str, int]
    foreign: int | None = None


_ALLOWED = (
    "read", "write", "futex", "brk", "munmap", "madvise", "mremap", "clock_gettime", "readv", "writev", "pread64",
    "close", "fstat", "lseek", "dup", "poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend",
    "sigaltstack", "sched_yield", "sched_getaffinity", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid",
    "getegid", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times", "getrusage",
    "getrandom", "getrlimit", "getcwd", "uname", "sysinfo", "set_robust_list", "rseq", "membarrier",
    "restart_syscall", "exit", "exit_group",
)  # fmt: skip
_OPENING = (
    "open", "openat", "openat2", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2",
    "readlink", "readlinkat", "getdents", "getdents64",
)  # fmt: skip
"""Calls that Python and libraries try and whose refusal they expect as EACCES."""

_LOOKING = (
    "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "getdents64",
    "landlock_create_ruleset", "landlock_restrict_self",
)  # fmt: skip
"""Calls that a process may also make while it loads files."""

_X86_64 = Architecture(
    audit=0xC000003E,
    foreign=0x40000000,
    numbers={
        "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8,
        "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14,
        "rt_sigreturn": 15, "ioctl": 16, "pread64": 17, "readv": 19, "writev": 20, "access": 21, "select": 23,
        "sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32, "nanosleep": 35, "getpid": 39, "clone": 56,
        "exit": 60, "uname": 63, "fcntl": 72, "getdents": 78, "getcwd": 79, "readlink": 89, "gettimeofday": 96,
        "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107,
        "getegid": 108, "getppid": 110, "rt_sigpending": 127, "rt_sigtimedwait": 128, "rt_sigsuspend": 130,
        "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "getdents64": 217,
        "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231,
        "epoll_wait": 232, "tgkill": 234, "openat": 257, "newfstatat": 262, "readlinkat": 267, "faccessat": 269,
        "pselect6": 270, "ppoll": 271, "set_robust_list": 273, "epoll_pwait": 281, "prlimit64": 302,
        "getrandom": 318, "membarrier": 324, "statx": 332, "rseq": 334, "clone3": 435, "openat2": 437,
        "faccessat2": 439, "prctl": 157, "landlock_create_ruleset": 444, "landlock_restrict_self": 446,
    },
)  # fmt: skip
_AARCH64 = Architecture(
    audit=0xC00000B7,
    numbers={
        "getcwd": 17, "epoll_pwait": 22, "dup": 23, "fcntl": 25, "ioctl": 29, "faccessat": 48, "openat": 56,
        "close": 57, "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66,
        "pread64": 67, "pselect6": 72, "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "exit": 93,
        "exit_group": 94, "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113,
        "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
        "restart_syscall": 128, "tgkill": 131, "sigaltstack": 132, "rt_sigsuspend": 133, "rt_sigaction": 134,
        "rt_sigprocmask": 135, "rt_sigpending": 136, "rt_sigtimedwait": 137, "rt_sigreturn": 139, "times": 153,
        "uname": 160, "getrlimit": 163, "getrusage": 165, "gettimeofday": 169, "getpid": 172, "getppid": 173,
        "getuid": 174, "geteuid": 175, "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179, "brk": 214,
        "munmap": 215, "mremap": 216, "clone": 220, "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261,
        "getrandom": 278, "membarrier": 283, "statx": 291, "rseq": 293, "clone3": 435, "openat2": 437,
        "faccessat2": 439, "prctl": 167, "landlock_create_ruleset": 444, "landlock_restrict_self": 446,
    },
)  # fmt: skip

ARCHITECTURES: Mapping[str, Architecture] = {
    "x86_64": _X86_64,
    "AMD64": _X86_64,
    "aarch64": _AARCH64,
    "arm64": _AARCH64,
}
"""The known processors by what `platform.machine` calls them."""


def build_filter(architecture: Architecture, process: int, *, loading: bool = False) -> bytes:
    """Return the filter of a process as an array of `struct sock_filter`.

    While it is `loading` a process may open files for reading and apply stricter rules.
    """
    before, after = _build_common(architecture, loading)
    own = _check_arguments(architecture.numbers, "tgkill", 0, (process,))
    return before + _pack(own) + after


@cache
def _build_common(architecture: Architecture, loading: bool) -> tuple[bytes, bytes]:
    """Return what filters have before and after the check of the process id, built once for all processes."""
    numbers = architecture.numbers
    first = (*_check_architecture(architecture), *_when(numbers, _ALLOWED, _return(_ALLOW)))
    return _pack(first), _pack((*(_allow_loading(numbers) if loading else ()), *_check_number(numbers)))


def _pack(instructions: Iterable[_Instruction]) -> bytes:
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


_Instruction = tuple[int, int, int, int]


def _load(offset: int) -> _Instruction:
    return (_LOAD, 0, 0, offset)


def _return(action: int) -> _Instruction:
    return (_RETURN, 0, 0, action)


def _check_architecture(architecture: Architecture) -> Iterator[_Instruction]:
    """Kill a process that makes the calls of another table of numbers (32 bits, x32)."""
    yield _load(_ARCHITECTURE)
    yield (_IS, 1, 0, architecture.audit)
    yield _return(_KILL)
    yield _load(_NUMBER)
    if architecture.foreign is not None:
        yield (_AT_LEAST, 0, 1, architecture.foreign)
        yield _return(_KILL)


def _check_number(numbers: Mapping[str, int]) -> Iterator[_Instruction]:
    yield from _check_arguments(numbers, "fcntl", 1, (_GET_FD, _SET_FD, _GET_FLAGS))
    yield from _check_arguments(numbers, "ioctl", 1, (_TCGETS,))
    yield from _check_arguments(numbers, "prlimit64", 0, (0,))
    for name in ("mmap", "mprotect"):
        executable = ((_HAS_BIT, 0, 1, _PROT_EXEC), _refuse(errno.EPERM), _return(_ALLOW))
        yield from _when(numbers, (name,), _load_argument(2), *executable)
    yield from _when(numbers, _OPENING, _refuse(errno.EACCES))
    # Without clone3 the C library falls back to clone, which is refused below.
    yield from _when(numbers, ("clone3",), _refuse(errno.ENOSYS))
    yield _refuse(errno.EPERM)


def _when(
    numbers: Mapping[str, int], names: Sequence[str], *instructions: _Instruction
) -> Iterator[_Instruction]:
    """Yield instructions that are done for some calls only; they end with a return."""
    for name in names:
        # Newer processors lack the old calls (open, stat) in their tables.
        if name in numbers:
            yield (_IS, 0, len(instructions), numbers[name])
            yield from instructions


def _allow_loading(numbers: Mapping[str, int]) -> Iterator[_Instruction]:
    """Allow opening files, but not to write or create them, and making the rules stricter."""
    for name, argument in (("open", 1), ("openat", 2)):
        writing = ((_HAS_BIT, 0, 1, _WRITING), _refuse(errno.EACCES), _return(_ALLOW))
        yield from _when(numbers, (name,), _load_argument(argument), *writing)
    yield from _when(numbers, _LOOKING, _return(_ALLOW))
    yield from _check_arguments(numbers, "prctl", 0, (_SET_SECCOMP,))


def _check_arguments(
    numbers: Mapping[str, int], name: str, argument: int, values: Sequence[int]
) -> Iterator[_Instruction]:
    """Allow a call with some values of an argument only."""
    compared = [part for wanted in values for part in ((_IS, 0, 1, wanted), _return(_ALLOW))]
    yield from _when(numbers, (name,), _load_argument(argument), *compared, _refuse(errno.EPERM))


def _load_argument(index: int) -> _Instruction:
    return _load(_FIRST_ARGUMENT + 8 * index)


def _refuse(number: int) -> _Instruction:
    return _return(_ERROR | number)


# Programs of the computer make many more calls than a sealed process. Their filter is a list of what is forbidden.

_UNIX = 1
"""The family of sockets within a computer."""

_DENIED = {
    _X86_64.audit: {
        "socket": 41, "connect": 42, "sendto": 44, "sendmsg": 46, "sendmmsg": 307, "ptrace": 101,
        "process_vm_readv": 310, "process_vm_writev": 311, "add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321,
        "io_uring_setup": 425, "mount": 165, "umount2": 166, "pivot_root": 155, "setns": 308, "unshare": 272,
        "userfaultfd": 323, "perf_event_open": 298, "kexec_load": 246, "init_module": 175, "finit_module": 313,
        "delete_module": 176, "open_by_handle_at": 304, "pidfd_getfd": 438,
    },
    _AARCH64.audit: {
        "socket": 198, "connect": 203, "sendto": 206, "sendmsg": 211, "sendmmsg": 269, "ptrace": 117,
        "process_vm_readv": 270, "process_vm_writev": 271, "add_key": 217, "request_key": 218, "keyctl": 219, "bpf": 280,
        "io_uring_setup": 425, "mount": 40, "umount2": 39, "pivot_root": 41, "setns": 268, "unshare": 97,
        "userfaultfd": 282, "perf_event_open": 241, "kexec_load": 104, "init_module": 105, "finit_module": 273,
        "delete_module": 106, "open_by_handle_at": 265, "pidfd_getfd": 438,
    },
}  # fmt: skip


def build_denials(architecture: Architecture) -> bytes:
    """Return the filter of a program of the computer: no network, no other processes' memory, nothing of the kernel's.

    It may make sockets within the computer, and connect none of them: Landlock does not cover those in the file system.
    """
    numbers = _DENIED[architecture.audit]
    others = tuple(name for name in numbers if name != "socket")
    local = (_load_argument(0), (_IS, 0, 1, _UNIX), _return(_ALLOW), _refuse(errno.EPERM))
    return _pack(
        (
            *_check_architecture(architecture),
            *_when(numbers, ("socket",), *local),
            *_when(numbers, others, _refuse(errno.EPERM)),
            _return(_ALLOW),
        )
    )
