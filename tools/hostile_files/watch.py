"""Watches the memory and the work of this process and of all that it starts."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

_PAUSE = 0.01
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Watch:
    """While it is open, keeps the most memory and CPU seconds that any single process below this one took.

    The seconds are those of a process since it began, or since the watch did where it was there before.
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self.cpu = 0.0
        self._before = {pid: _cpu(pid) for pid in _below(os.getpid())}
        self._finish = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._finish.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._finish.wait(_PAUSE):
            for pid in filter(_is_itself, _below(os.getpid())):
                self.megabytes = max(self.megabytes, _most(pid))
                self.cpu = max(self.cpu, _cpu(pid) - self._before.get(pid, 0.0))


def _below(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they did."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_below(int(child))]
    except OSError:
        return found
    return found


def _is_itself(pid: int) -> bool:
    """Return whether a process runs its own program by now: until then it holds what its parent held."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != Path("/proc/self/cmdline").read_bytes()
    except OSError:
        return False


def _most(pid: int) -> float:
    """Return the most memory that a process has held, in megabytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _cpu(pid: int) -> float:
    """Return the seconds that processors worked for a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
