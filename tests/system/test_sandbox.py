"""What native code can do in a sealed process, whatever the user and whatever the kernel lacks."""

from __future__ import annotations

import errno
import json
import os
import platform
import struct
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from briefbuilder.system import sandbox
from briefbuilder.system.sandbox import sealed_parts
from briefbuilder.system.seccomp import ARCHITECTURES, build_filter

ATTACKS = Path(__file__).with_name("sealed_attacks.py")
ORDINARY = 65534
USERS = (0, ORDINARY) if sys.platform == "linux" and os.geteuid() == 0 else (0,)
"""The user ids to try; an ordinary user can only try his own (0 keeps it)."""

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="sealed by the Linux kernel")
NATIVE = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="the attempts are system calls of Linux on x86-64",
)
KILLED = {"other numbers": "SIGSYS", "interrupt of 32-bit programs": "SIGSYS", "endless loop": "SIGKILL"}
PARTS = {"no-new-privileges", "namespaces", "no-tracing", "ends-with-parent", "limits", "landlock", "seccomp"}


@cache
def attacks(mode: str, user: int) -> tuple[Mapping[str, bool], Mapping[str, str]]:
    """Return the parts of the seal that took hold, and what each attempt came to."""
    done = subprocess.run(
        [sys.executable, str(ATTACKS), mode, str(user)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told = json.loads(done.stdout)
    return told["parts"], told["found"]


@NATIVE
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("lacking", ["", "namespaces", "landlock"])
def test_native_code_in_a_sealed_process_can_do_nothing(lacking: str, user: int) -> None:
    parts, found = attacks(f"no-{lacking}" if lacking else "sealed", user)
    assert {name for name, held in parts.items() if not held} <= {lacking, "namespaces", "landlock"}
    assert parts["seccomp"]
    assert parts["no-new-privileges"]
    assert not lacking or not parts[lacking]
    for name, came_to in found.items():
        refused = {KILLED[name]} if name in KILLED else {"EPERM", "EACCES", "ENOSYS", "EAGAIN", "ENOMEM"}
        assert came_to in refused, name


@NATIVE
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("mode", ["loading", "loaded"])
def test_native_code_can_read_no_more_than_the_files_that_are_loaded_and_only_meanwhile(
    mode: str, user: int
) -> None:
    parts, found = attacks(mode, user)
    assert parts["seccomp"]
    if not parts["landlock"]:
        pytest.skip("this kernel has no Landlock")
    possible = {"read the file that may be loaded", "look at a file"} if mode == "loading" else set()
    for name, came_to in found.items():
        refused = {KILLED[name]} if name in KILLED else {"EPERM", "EACCES", "ENOSYS", "EAGAIN", "ENOMEM"}
        assert came_to in ({"done"} if name in possible else refused), name


@NATIVE
@pytest.mark.parametrize("user", USERS)
def test_the_attempts_would_succeed_without_a_seal(user: int) -> None:
    _, found = attacks("unsealed", user)
    for name in (
        "read a file", "write a file", "create a file", "internet socket", "local socket", "signal the parent",
        "thread", "signal by descriptor", "executable memory", "make memory executable", "process control",
    ):  # fmt: skip
        assert found[name] == "done", name
    assert found["start a program"] == "gone"


@NATIVE
@pytest.mark.parametrize("user", USERS)
def test_landlock_and_the_limits_hold_where_no_system_call_is_refused(user: int) -> None:
    parts, found = attacks("no-seccomp", user)
    if not parts["landlock"]:
        pytest.skip("this kernel has no Landlock")
    assert not parts["seccomp"]
    for name in (
        "read a file",
        "list a folder",
        "create a file",
        "write a file",
        "remove a file",
        "start a program",
    ):
        assert found[name] == "EACCES", name
    assert found["endless loop"] == "SIGKILL"
    assert found["two gigabytes"] == "ENOMEM"


def run_forked(what: str) -> subprocess.CompletedProcess[str]:
    """Run a program that has a function `forked` for a child process."""
    return subprocess.run(
        [sys.executable, "-c", what], capture_output=True, text=True, check=True, timeout=60
    )


@LINUX
def test_a_sealed_process_ends_with_its_parent() -> None:
    program = """
import os, time
from briefbuilder.system.sandbox import SealLimits, seal
reading, writing = os.pipe()
parent = os.fork()
if parent == 0:
    middle = os.getpid()
    child = os.fork()
    if child == 0:
        seal(writing, SealLimits(memory=1 << 30, seconds=60), middle)
        os.write(writing, b"sealed")
        time.sleep(60)
        os._exit(0)
    time.sleep(60)
os.close(writing)
assert os.read(reading, 100) == b"sealed"
os.kill(parent, 9)
# The child holds the other end: it is closed when the child has ended.
start = time.monotonic()
assert os.read(reading, 100) == b""
print(time.monotonic() - start < 5)
"""
    assert run_forked(program).stdout == "True\n"


@LINUX
def test_a_process_whose_parent_has_ended_is_not_sealed_but_ended() -> None:
    program = """
import os
from briefbuilder.system.sandbox import SealLimits, seal
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    seal(writing, SealLimits(memory=1 << 30, seconds=60), 1 if os.getppid() != 1 else 2)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert run_forked(program).stdout == "1\n"


@LINUX
def test_a_sealed_process_keeps_one_descriptor() -> None:
    program = """
import os
from briefbuilder.system.sandbox import SealLimits, seal
secret = os.open("/etc/passwd", os.O_RDONLY)
reading, writing = os.pipe()
if os.fork() == 0:
    seal(writing, SealLimits(memory=1 << 30, seconds=60), os.getppid())
    held = []
    for descriptor in range(64):
        try:
            os.fstat(descriptor)
            held.append(descriptor)
        except OSError:
            pass
    os.write(writing, repr((held == [0, 1, 2, writing], secret in held)).encode())
    os._exit(0)
os.wait()
print(os.read(reading, 100).decode())
"""
    assert run_forked(program).stdout == "(True, False)\n"


def decide(program: bytes, audit: int, number: int, *arguments: int) -> int:
    """Return what a filter decides about a system call."""
    call = struct.pack("=IIQ6Q", number, audit, 0, *(*arguments, *[0] * (6 - len(arguments))))
    place = value = 0
    while True:
        code, yes, no, operand = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x06:
            return operand  # type: ignore[no-any-return]
        if code == 0x20:
            value = struct.unpack_from("=I", call, operand)[0]
        else:
            held = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[code]
            place += yes if held else no


ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_of_each_processor_allows_what_reading_needs_and_nothing_else(machine: str) -> None:
    table = ARCHITECTURES[machine]
    program = build_filter(table, 4711)

    def decided(name: str, *arguments: int) -> int:
        return decide(program, table.audit, table.numbers[name], *arguments)

    for name in ("read", "write", "futex", "brk", "munmap", "exit_group", "getrandom", "fstat"):
        assert decided(name) == ALLOW
    for name in ("openat", "openat2", "readlinkat", "faccessat"):
        assert decided(name) == REFUSE | errno.EACCES
    assert decided("mmap", 0, 4096, 3) == ALLOW
    assert decided("mmap", 0, 4096, 7) == REFUSE | errno.EPERM
    assert decided("mprotect", 0, 4096, 5) == REFUSE | errno.EPERM
    assert decided("tgkill", 4711, 1, 6) == ALLOW
    assert decided("tgkill", 4712, 1, 6) == REFUSE | errno.EPERM
    assert decided("fcntl", 3, 3) == ALLOW
    assert decided("fcntl", 3, 8) == REFUSE | errno.EPERM
    assert decided("prlimit64", 0, 7) == ALLOW
    assert decided("prlimit64", 1, 7) == REFUSE | errno.EPERM
    assert decided("ioctl", 0, 0x5401) == ALLOW
    assert decided("ioctl", 0, 0x5412) == REFUSE | errno.EPERM
    assert decided("clone3") == REFUSE | errno.ENOSYS
    assert decided("clone") == REFUSE | errno.EPERM
    known = set(table.numbers.values())
    for number in set(range(600)) - known:
        assert decide(program, table.audit, number) == REFUSE | errno.EPERM
    for other in {one.audit for one in ARCHITECTURES.values()} - {table.audit} | {0x40000003}:
        assert decide(program, other, table.numbers["read"]) == KILL


def test_the_numbers_of_x32_end_the_process() -> None:
    table = ARCHITECTURES["x86_64"]
    assert decide(build_filter(table, 1), table.audit, 0x40000000 | table.numbers["read"]) == KILL


class FakeLibrary:
    """The C library of a kernel with some version of Landlock, which notes what it is asked for."""

    def __init__(self, landlock: int) -> None:
        self.landlock = landlock
        self.rules: list[bytes] = []
        self.restricted = 0
        self.controlled: list[int] = []

    def syscall(self, number: int, *arguments: object) -> int:
        if number == 446:
            self.restricted += 1
            return 0
        if arguments[0] is None:
            return self.landlock
        assert isinstance(arguments[0], bytes)
        self.rules.append(arguments[0])
        return os.open(os.devnull, os.O_RDONLY)

    def prctl(self, option: object, *_: object) -> int:
        self.controlled.append(getattr(option, "value", option))  # type: ignore[arg-type]
        return 0


@LINUX
@pytest.mark.parametrize(
    ("version", "rules"),
    [
        (1, struct.pack("=Q", 0x1FFF)),
        (2, struct.pack("=Q", 0x3FFF)),
        (3, struct.pack("=Q", 0x7FFF)),
        (4, struct.pack("=QQ", 0x7FFF, 3)),
        (5, struct.pack("=QQ", 0xFFFF, 3)),
        (6, struct.pack("=QQQ", 0xFFFF, 3, 3)),
        (7, struct.pack("=QQQ", 0xFFFF, 3, 3)),
    ],
)
def test_every_version_of_landlock_is_asked_for_all_that_it_knows(version: int, rules: bytes) -> None:
    library = FakeLibrary(version)
    assert sandbox._apply_landlock(library)  # type: ignore[arg-type]
    assert library.rules == [rules]
    assert library.restricted == 1


def test_a_kernel_without_landlock_is_reported() -> None:
    library = FakeLibrary(-1)
    assert not sandbox._apply_landlock(library)  # type: ignore[arg-type]
    assert library.restricted == 0


@pytest.mark.parametrize(("machine", "applied"), [("x86_64", True), ("aarch64", True), ("riscv64", False)])
def test_no_system_call_is_refused_on_a_processor_whose_numbers_are_unknown(
    monkeypatch: pytest.MonkeyPatch, machine: str, applied: bool
) -> None:
    library = FakeLibrary(-1)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert sandbox._apply_seccomp(library) is applied  # type: ignore[arg-type]
    assert library.controlled == ([22] if applied else [])


def test_a_process_that_is_not_sealed_says_so() -> None:
    assert sealed_parts() == {}
