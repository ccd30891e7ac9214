"""How worker processes start and what they may take, by operating system."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

# At once: a process that lowers its limits before it reads a foreign file may be unable to open modules.
if sys.platform != "win32":
    import resource

LAUNCH_OPTION = "--launch-confined"
"""The first argument of a frozen program that is to confine itself and become an outside program."""


def start_method() -> Literal["forkserver", "spawn"]:
    """Return the start method of `multiprocessing` for workers.

    macOS has fork(2) as well, but its system libraries may crash in a forked process. In a frozen program the executable
    itself becomes the fork server (`multiprocessing.freeze_support`).
    """
    return "forkserver" if sys.platform == "linux" else "spawn"


def limit_memory(size: int) -> None:
    """Limit the address space of this process to `size` bytes, or to its hard limit if that is lower.

    Windows has no such limit, and macOS does not enforce it.
    """
    if sys.platform in {"win32", "darwin"}:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def lower_limit(name: str, size: int) -> None:
    """Set a limit of this process, by its name in setrlimit(2), for good; systems that do not know it set none."""
    if sys.platform == "win32":
        return
    kind = getattr(resource, name, None)
    if kind is not None:
        hard = resource.getrlimit(kind)[1]
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(kind, (most, most))


def forbid_core_dumps() -> None:
    """Let this process write no core dump, which could hold a confidential text; Windows writes none."""
    lower_limit("RLIMIT_CORE", 0)


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Start processes that Ctrl+C in a terminal does not interrupt, not even while they import their modules.

    Windows cannot block signals.
    """
    if sys.platform == "win32":
        yield
        return
    import signal

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
