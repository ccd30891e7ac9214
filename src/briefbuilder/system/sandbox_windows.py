"""The parts of the seal on Windows: a job object that the parent makes, and what the process gives up itself.

It limits memory, time and processes, and stops writing to the user's files. Reading files and the network stay open
until the process runs in an AppContainer. Written after the documentation of Win32 (jobapi2.h, processthreadsapi.h,
securitybaseapi.h) and not run there.
"""

from __future__ import annotations

import ctypes
from typing import Any

_BASIC_UI, _EXTENDED_LIMITS = 4, 9
_PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_DIE_ON_UNHANDLED, _KILL_ON_CLOSE = 0x400, 0x2000
_ALL_UI = 0xFF
_SET_QUOTA_AND_TERMINATE = 0x0101
_TICKS = 10_000_000
"""Units of processor time in a second."""

_POLICIES = {
    "no-extensions": (6, 1),
    "no-foreign-fonts": (9, 1),
    "no-remote-images": (10, 3),
    "no-new-processes": (13, 1),
}
"""Mitigation policies by name: the number of the policy and its flags."""

_ADJUST_DEFAULT_AND_QUERY = 0x0088
_INTEGRITY_LEVEL, _INTEGRITY = 25, 0x20
_LOW_INTEGRITY = "S-1-16-4096"


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_set", ctypes.c_size_t),
        ("largest_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the counters in the middle are not used."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _MandatoryLabel(ctypes.Structure):
    """TOKEN_MANDATORY_LABEL."""

    _fields_ = (("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32))


class JobObject:
    """A job object with one process in it, which ends when the job is closed."""

    def __init__(self, kernel: Any, handle: int) -> None:
        self._kernel = kernel
        self._handle = handle

    def close(self) -> None:
        """End the process, if it still runs, and release the job."""
        self._kernel.CloseHandle(ctypes.c_void_p(self._handle))


def put_into_job(process: int, memory: int, seconds: int | None, kernel: Any = None) -> JobObject | None:
    """Put a process into a job with limits and return the job, None if Windows refuses it."""
    kernel = kernel or _library("kernel32")
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    flags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
    limits = _ExtendedLimits(basic=_BasicLimits(flags=flags, processes=1), process_memory=memory)
    if seconds is not None:
        limits.basic.flags |= _PROCESS_TIME
        limits.basic.process_time = seconds * _TICKS
    handle = ctypes.c_void_p(job)
    size = ctypes.sizeof(limits)
    screen = ctypes.c_uint32(_ALL_UI)
    opened = kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, 0, process)
    done = (
        opened
        and kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        and kernel.SetInformationJobObject(handle, _BASIC_UI, ctypes.byref(screen), 4)
        and kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(opened))
    )
    if opened:
        kernel.CloseHandle(ctypes.c_void_p(opened))
    if not done:
        kernel.CloseHandle(handle)
        return None
    return JobObject(kernel, job)


def give_up_rights(kernel: Any = None, security: Any = None) -> dict[str, bool]:
    """Let this process start no others and write no file of the user; return what took hold."""
    kernel, security = kernel or _library("kernel32"), security or _library("advapi32")
    found = {"low-integrity": _lower_integrity(kernel, security)}
    for name, (policy, flags) in _POLICIES.items():
        found[name] = bool(
            kernel.SetProcessMitigationPolicy(
                policy, ctypes.byref(ctypes.c_uint32(flags)), ctypes.c_size_t(4)
            )
        )
    return found


def _lower_integrity(kernel: Any, security: Any) -> bool:
    token, sid = ctypes.c_void_p(), ctypes.c_void_p()
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not security.OpenProcessToken(process, _ADJUST_DEFAULT_AND_QUERY, ctypes.byref(token)):
        return False
    if not security.ConvertStringSidToSidW(_LOW_INTEGRITY, ctypes.byref(sid)):
        return False
    label = _MandatoryLabel(sid=sid, attributes=_INTEGRITY)
    size = ctypes.sizeof(label) + security.GetLengthSid(sid)
    return bool(security.SetTokenInformation(token, _INTEGRITY_LEVEL, ctypes.byref(label), size))


def _library(name: str) -> Any:
    library: Any = getattr(ctypes, "WinDLL")(name, use_last_error=True)  # noqa: B009 - mypy knows it on Windows only
    for function in ("CreateJobObjectW", "OpenProcess", "GetCurrentProcess"):
        if name == "kernel32":
            getattr(library, function).restype = ctypes.c_void_p
    return library
