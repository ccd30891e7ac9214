"""The worker's side: what runs in a process of its own, one piece of work after the other."""

from __future__ import annotations

import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Literal

from briefbuilder.domain.errors import BriefbuilderError

_OWN = getattr(socket, "AF_UNIX", None)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work: a module's function with what it is given, and the memory that it may take (bytes)."""

    function: Callable[..., object]
    args: tuple[object, ...]
    memory: int
    wants_progress: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker says: a result, how far it is, an error for the user, or a fault with its trace."""

    kind: Literal["result", "progress", "error", "memory", "fault"]
    value: object = None


def be_modest() -> None:
    """Set a fresh process up for work beside others and without the network; call it before libraries load."""
    sys.addaudithook(_forbid_network)
    # Libraries of numbers start a thread a processor, each with address space that counts against the limit.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # The terminal's Ctrl+C is the parent's to answer: it kills the worker or lets it be.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse whatever reaches for the network; sockets of the machine itself carry the lines between processes."""
    if event.startswith("socket.") and not (event == "socket.__new__" and arguments[1] == _OWN):
        raise PermissionError(f"a worker reached for the network ({event})")


def serve(line: Connection) -> None:
    """Take pieces of work from the line until it is closed."""
    be_modest()
    with suppress(EOFError, OSError):
        while True:
            task: Task = line.recv()
            outcome = _outcome(task, line)
            try:
                line.send(outcome)
            except (EOFError, OSError):
                raise
            except Exception:  # noqa: BLE001 - the border of a worker: what cannot be pickled is a fault, too
                line.send(Outcome("fault", traceback.format_exc()))


def _outcome(task: Task, line: Connection) -> Outcome:
    def progress(share: float) -> None:
        line.send(Outcome("progress", float(share)))

    try:
        _limit_memory(task.memory)
        result = (
            task.function(*task.args, progress=progress) if task.wants_progress else task.function(*task.args)
        )
    except BriefbuilderError as error:
        return Outcome("error", error)
    except MemoryError:
        return Outcome("memory")
    except Exception:  # noqa: BLE001 - the border of a worker: whatever a foreign file sets off ends here
        return Outcome("fault", traceback.format_exc())
    return Outcome("result", result)


def _limit_memory(size: int) -> None:
    """Limit the address space; Windows and macOS have no such limit that holds."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
