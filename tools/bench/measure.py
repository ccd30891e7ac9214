"""Measures work in a fresh process: CPU seconds with start-up, and the most memory it held.

On Linux a process that outlives its parent, as the fork server does for a moment, is counted, too: it becomes
a child of this one and is waited for.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
# Everyone runs from bytecode after the first start, the peers in site-packages included.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

_PR_SET_CHILD_SUBREAPER = 36
"""The option of prctl(2) that makes orphaned descendants children of this process."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children cost: user and system CPU seconds, and the peak of memory in megabytes."""

    cpu: float
    megabytes: float


def cost_of(command: list[str], repeat: int = 3) -> Cost | None:
    """Return the cheapest of some runs of a command, children included; None where it fails."""
    return _cheapest([_once(command) for _ in range(repeat)])


def cheapest_in_turn(
    commands: Mapping[str, list[str]], rounds: int, prepare: Callable[[], None]
) -> dict[str, Cost | None]:
    """Return the cheapest run of each command, by name; each round runs all, so that other work on the machine meets all.

    `prepare` is called before each round.
    """
    found: dict[str, list[Cost | None]] = {name: [] for name in commands}
    for _ in range(rounds):
        prepare()
        for name, command in commands.items():
            found[name].append(_once(command))
    return {name: _cheapest(costs) for name, costs in found.items()}


def _cheapest(costs: list[Cost | None]) -> Cost | None:
    good = [cost for cost in costs if cost is not None]
    return min(good, key=lambda cost: cost.cpu) if len(good) == len(costs) else None


def cost_of_python(code: str, *arguments: str, repeat: int = 3) -> Cost | None:
    """Return what a piece of Python costs in a fresh interpreter that can import this package."""
    return cost_of(python_command(code, *arguments), repeat)


def number_from(code: str, *arguments: str, repeat: int = 3) -> float | None:
    """Return the number that a piece of Python prints last, the least of some runs."""
    found = []
    for _ in range(repeat):
        done = subprocess.run(
            python_command(code, *arguments), capture_output=True, text=True, check=False, env=ENVIRONMENT
        )
        if done.returncode:
            print(done.stderr[-400:], file=sys.stderr)
            return None
        found.append(float(done.stdout.split()[-1]))
    return min(found)


def python_command(code: str, *arguments: str) -> list[str]:
    """Return the command that runs a piece of Python in a fresh interpreter that can import this package."""
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(TOOLS)!r})\n{code}", *arguments]


def _once(command: list[str]) -> Cost | None:
    """Run a command by a small process: what a process held when it started another one counts as held by that one, too."""
    started = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), *command]
    done = subprocess.run(started, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT)
    told = json.loads(done.stdout)
    return None if told is None else Cost(*told)


def _measure(command: list[str]) -> tuple[float, float] | None:
    """Return the CPU seconds and the most megabytes of a command; None where it fails or there is none."""
    _adopt_orphans()
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime + _cpu_of_orphans()
    return None if process.returncode else (seconds, usage.ru_maxrss / 1024)


def peak_memory() -> float:
    """Return the most megabytes that this program has held, but not what the process that started it held."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _adopt_orphans() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _cpu_of_orphans() -> float:
    """Wait for the processes that were adopted, and return their CPU seconds."""
    seconds = 0.0
    while sys.platform == "linux":
        try:
            _, _, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        seconds += usage.ru_utime + usage.ru_stime
    return seconds


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1:])))
