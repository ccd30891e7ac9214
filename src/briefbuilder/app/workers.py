"""Work in processes of their own, so that a hostile file costs one piece of work and nothing else.

A worker takes one piece of work at a time, and is used again while it behaves. It is killed at once on
cancel, and when it takes too long; memory is limited where the system can.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Literal, ParamSpec, Self, TypeVar, cast

from briefbuilder.app.nursery import Nursery
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.values import value

# The worker's side: what runs in a process of its own, one piece of work after the other.

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


# One worker's process: how it is started on this system, and how it is ended at once.


class Worker:
    """A process with the line to it; the line ends where the process does. `ran` holds what it ran so far."""

    def __init__(self, pid: int, line: Connection, end: Callable[[], None]) -> None:
        self.pid = pid
        self.line = line
        self.tasks = 0
        self.ran: set[Callable[..., object]] = set()
        self._end = end

    def kill(self) -> None:
        """End the process, whatever it is at; nothing of it is left when this returns."""
        self._end()
        self.line.close()


class WorkerSource:
    """Starts workers: by dividing a process on Linux, elsewhere each from nothing."""

    def __init__(self) -> None:
        # macOS has os.fork as well, but its own libraries do not stand being divided.
        self._nursery = Nursery() if sys.platform == "linux" else None

    def new(self, ahead: tuple[str, ...]) -> Worker:
        """Return a new worker, for which the modules named `ahead` are loaded where they can be shared."""
        if self._nursery is None:
            return _spawned()
        nursery = self._nursery
        pid, line = nursery.bear(ahead)

        def end() -> None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            nursery.bury(pid)

        return Worker(pid, line, end)

    def close(self) -> None:
        """Leave no process behind, once all workers are ended."""
        if self._nursery is not None:
            self._nursery.close()


def _spawned() -> Worker:
    context = multiprocessing.get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True, name="briefbuilder-worker")
    process.start()
    theirs.close()

    def end() -> None:
        process.kill()
        process.join()
        process.close()

    return Worker(process.pid or 0, line, end)


P = ParamSpec("P")
T = TypeVar("T")

_BEAT = 0.05
"""Seconds between two looks at the cancel flag."""

_TASKS_A_WORKER = 200
"""Pieces of work after which a worker makes room for a fresh one."""


@value
class TaskLimits:
    """What a piece of work may take: bytes of address space and seconds of time."""

    memory: int = 2 * 1024**3
    seconds: float = 60.0


class WorkerFailedError(BriefbuilderError):
    """A piece of work that took its process down: "worker-crashed", "worker-timeout" or "worker-memory"."""


class WorkerFaultError(RuntimeError):
    """A fault of the program inside a worker; its text is the trace."""


class WorkerPool:
    """Warm workers, handed to one piece of work at a time; may be used from several threads."""

    def __init__(self, warm: int | None = None) -> None:
        """Keep up to `warm` idle workers, one a processor unless said otherwise."""
        self._warm = warm or min(4, os.cpu_count() or 1)
        self._made_source: WorkerSource | None = None
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._expected: dict[str, None] = {}
        self._busy = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the idle workers; those at work end when their work does."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            last = not self._busy
        for worker in idle:
            worker.kill()
        if last:
            self._close_source()

    def expect(self, modules: Iterable[str]) -> None:
        """Have modules loaded once for all workers that start from now on, where the system allows that."""
        with self._lock:
            self._expected |= dict.fromkeys(modules)

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        limits: TaskLimits | None = None,
        on_progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> T:
        """Run a module's function in a worker and return what it returns.

        With `on_progress` the function is given a keyword `progress` to call with a share from 0 to 1.

        Raises:
            BriefbuilderError: what the function raised.
            CancelledError: `cancelled()` became true; the worker is dead by then.
            WorkerFailedError: the worker died, took too long or too much memory.
            WorkerFaultError: the function raised anything else.
        """
        allowed = limits or TaskLimits()
        worker = self._taken(function)
        outcome: Outcome | None = None
        try:
            worker.ran.add(function)
            worker.line.send(Task(function, args, allowed.memory, wants_progress=on_progress is not None))
            outcome = _awaited(worker, allowed, on_progress, cancelled)
        except (BrokenPipeError, EOFError, ConnectionResetError) as error:
            raise WorkerFailedError("worker-crashed") from error
        finally:
            self._give_back(worker, usable=outcome is not None and outcome.kind != "memory")
        return cast("T", _result(outcome))

    def _taken(self, function: Callable[..., object]) -> Worker:
        """Return an idle worker, one that ran the function before where there is one: it is warm for it."""
        with self._lock:
            while self._idle:
                warm = [place for place, one in enumerate(self._idle) if function in one.ran]
                worker = self._idle.pop(warm[-1] if warm else -1)
                # An idle worker says nothing: what there is to hear of it is its end.
                if not worker.line.poll():
                    self._busy += 1
                    return worker
                worker.kill()
        worker = self._source().new(tuple(self._expected))
        with self._lock:
            self._busy += 1
        return worker

    def _source(self) -> WorkerSource:
        """Return what starts workers; a window that is only shown needs none, nor what they are made of."""
        with self._lock:
            self._made_source = self._made_source or WorkerSource()
            return self._made_source

    def _close_source(self) -> None:
        with self._lock:
            source = self._made_source
        if source is not None:
            source.close()

    def _give_back(self, worker: Worker, *, usable: bool) -> None:
        worker.tasks += 1
        with self._lock:
            self._busy -= 1
            last = self._closed and not self._busy
            if (
                usable
                and not self._closed
                and worker.tasks < _TASKS_A_WORKER
                and len(self._idle) < self._warm
            ):
                self._idle.append(worker)
                return
        worker.kill()
        if last:
            self._close_source()


def run_isolated(
    function: Callable[..., T],
    *args: object,
    limits: TaskLimits | None = None,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    pool: WorkerPool | None = None,
) -> T:
    """Run a module's function in a process of its own, a warm one of `pool` where that is given.

    See `WorkerPool.run` for what it raises.
    """
    if pool is not None:
        return pool.run(function, *args, limits=limits, on_progress=on_progress, cancelled=cancelled)
    with WorkerPool(warm=1) as own:
        return own.run(function, *args, limits=limits, on_progress=on_progress, cancelled=cancelled)


def _awaited(
    worker: Worker,
    limits: TaskLimits,
    on_progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Outcome:
    deadline = time.monotonic() + limits.seconds
    while True:
        if cancelled is not None and cancelled():
            raise CancelledError
        left = deadline - time.monotonic()
        if left <= 0:
            raise WorkerFailedError("worker-timeout", seconds=f"{limits.seconds:g}")
        if not worker.line.poll(min(left, _BEAT)):
            continue
        outcome: Outcome = worker.line.recv()
        if outcome.kind != "progress":
            return outcome
        if on_progress is not None and isinstance(outcome.value, float):
            on_progress(outcome.value)


def _result(outcome: Outcome) -> object:
    if outcome.kind == "error" and isinstance(outcome.value, BriefbuilderError):
        raise outcome.value
    if outcome.kind == "memory":
        raise WorkerFailedError("worker-memory")
    if outcome.kind == "fault":
        raise WorkerFaultError(str(outcome.value))
    return outcome.value
