"""The seal on Windows and macOS, whichever system the tests run on."""

# ruff: noqa: N802 - the functions have the names of Win32

from __future__ import annotations

import ctypes
import struct
from types import SimpleNamespace

import pytest
from tests.narrowing import of_type

from briefbuilder.system import sandbox, sandbox_windows
from briefbuilder.system.sandbox import SealLimits, seal
from briefbuilder.system.sandbox_windows import JobObject, give_up_rights, put_into_job


class FakeKernel:
    """kernel32, which notes what it is asked for and fails at one function."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.information: dict[int, object] = {}
        self.assigned: list[tuple[int, int]] = []
        self.policies: dict[int, int] = {}
        self.closed: list[int] = []

    def CreateJobObjectW(self, *_: object) -> int:
        return 0 if self.fails == "CreateJobObjectW" else 70

    def OpenProcess(self, rights: int, _: int, process: int) -> int:
        assert rights == 0x0101
        return 0 if self.fails == "OpenProcess" else process + 1000

    def SetInformationJobObject(self, _: object, kind: int, pointer: object, size: int) -> int:
        held = pointer._obj  # type: ignore[attr-defined]
        assert size == ctypes.sizeof(held)
        self.information[kind] = held
        return 1

    def AssignProcessToJobObject(self, job: ctypes.c_void_p, process: ctypes.c_void_p) -> int:
        if self.fails == "AssignProcessToJobObject":
            return 0
        self.assigned.append((job.value or 0, process.value or 0))
        return 1

    def CloseHandle(self, handle: ctypes.c_void_p) -> None:
        self.closed.append(handle.value or 0)

    def GetCurrentProcess(self) -> int:
        return -1

    def SetProcessMitigationPolicy(self, policy: int, pointer: object, _: object) -> int:
        self.policies[policy] = pointer._obj.value  # type: ignore[attr-defined]
        return int(policy != 9)


class FakeSecurity:
    """advapi32 with a token, which notes the level that is set."""

    def __init__(self) -> None:
        self.level = ""
        self.size = 0

    def OpenProcessToken(self, *_: object) -> int:
        return 1

    def ConvertStringSidToSidW(self, sid: str, _: object) -> int:
        self.level = sid
        return 1

    def GetLengthSid(self, _: object) -> int:
        return 12

    def SetTokenInformation(self, _: object, kind: int, __: object, size: int) -> int:
        assert kind == 25
        self.size = size
        return 1


def test_a_process_is_put_into_a_job_with_limits() -> None:
    kernel = FakeKernel()
    job = of_type(put_into_job(11, 1 << 30, 60, kernel), JobObject)
    limits = of_type(kernel.information[9], sandbox_windows._ExtendedLimits)
    assert limits.basic.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
    assert (limits.basic.processes, limits.basic.process_time, limits.process_memory) == (
        1,
        600_000_000,
        1 << 30,
    )
    assert kernel.information[4].value == 0xFF  # type: ignore[attr-defined]
    assert kernel.assigned == [(70, 1011)]
    assert kernel.closed == [1011]
    job.close()
    assert kernel.closed == [1011, 70]


def test_the_structures_have_the_sizes_of_64_bit_windows() -> None:
    assert ctypes.sizeof(sandbox_windows._BasicLimits) == 64
    assert ctypes.sizeof(sandbox_windows._ExtendedLimits) == 144
    assert ctypes.sizeof(sandbox_windows._MandatoryLabel) == 16


def test_a_job_without_a_limit_of_time_sets_none() -> None:
    kernel = FakeKernel()
    put_into_job(11, 1 << 30, None, kernel)
    assert not kernel.information[9].basic.flags & 0x2  # type: ignore[attr-defined]


@pytest.mark.parametrize("fails", ["CreateJobObjectW", "OpenProcess", "AssignProcessToJobObject"])
def test_a_job_that_windows_refuses_leaves_nothing_open(fails: str) -> None:
    kernel = FakeKernel(fails)
    assert put_into_job(11, 1 << 30, 60, kernel) is None
    assert (
        len(kernel.closed) == {"CreateJobObjectW": 0, "OpenProcess": 1, "AssignProcessToJobObject": 2}[fails]
    )


def test_a_process_gives_up_its_rights_and_reports_what_is_refused() -> None:
    kernel, security = FakeKernel(), FakeSecurity()
    assert give_up_rights(kernel, security) == {
        "low-integrity": True,
        "no-extensions": True,
        "no-foreign-fonts": False,
        "no-remote-images": True,
        "no-new-processes": True,
    }
    assert kernel.policies == {6: 1, 9: 1, 10: 3, 13: 1}
    assert security.level == "S-1-16-4096"
    assert security.size == 28


@pytest.mark.parametrize("answer", [0, -1])
def test_macos_is_asked_for_pure_computation(monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    asked: list[tuple[bytes, int]] = []

    def sandbox_init(profile: bytes, flags: ctypes.c_uint64, _: object) -> int:
        asked.append((profile, flags.value))
        return answer

    steps: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(sandbox_init=sandbox_init))
    monkeypatch.setattr(sandbox, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(sandbox, "_keep_descriptor", lambda _: steps.append("descriptors"))
    monkeypatch.setattr(sandbox, "_limit_resources", lambda _: steps.append("limits"))
    monkeypatch.setattr(sandbox, "_parts", {})
    seal(5, SealLimits(memory=1, seconds=1), 1)
    assert steps == ["descriptors", "limits"]
    assert asked == [(b"pure-computation", 1)]
    assert sandbox.sealed_parts() == {"limits": True, "seatbelt": answer == 0}


def test_windows_seals_by_giving_up_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(sandbox, "_parts", {})
    monkeypatch.setattr(sandbox_windows, "give_up_rights", lambda: {"low-integrity": True})
    seal(5, SealLimits(memory=1, seconds=1), 1)
    assert sandbox.sealed_parts() == {"low-integrity": True}


@pytest.mark.parametrize(
    ("taken", "status", "expected"), [(2000, 0, True), (900, 0, False), (2000, -1, False)]
)
def test_macos_is_asked_how_much_memory_a_process_takes(
    monkeypatch: pytest.MonkeyPatch, taken: int, status: int, expected: bool
) -> None:
    def proc_pid_rusage(
        process: ctypes.c_int, version: ctypes.c_int, usage: ctypes.Array[ctypes.c_char]
    ) -> int:
        assert (process.value, version.value) == (77, 0)
        struct.pack_into("=Q", usage, 72, taken)
        return status

    assert not sandbox.takes_more_than(77, 1000)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(proc_pid_rusage=proc_pid_rusage))
    monkeypatch.setattr(sandbox, "sys", SimpleNamespace(platform="darwin"))
    assert sandbox.takes_more_than(77, 1000) is expected
