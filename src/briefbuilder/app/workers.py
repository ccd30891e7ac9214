"""A pool of worker processes, and the loop that runs in each of them.

Foreign files are read and exports are built in a process of their own, so that a hostile file costs one task and
nothing else. A worker runs one task at a time and is used again while it behaves. It is killed on cancel and when
a task takes too long; its memory is limited where the system can, and it cannot reach the network.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self, TypeVar, cast

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.values import value
from briefbuilder.system.limits import forbid_core_dumps, interrupts_blocked, limit_memory, start_method

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

PRELOAD = ("briefbuilder.app.read_files", "briefbuilder.importers.read")
"""Modules that the fork server imports when it starts, so that all workers share them."""

PRELOAD_PAGES = (*PRELOAD, "briefbuilder.importers.html.reader", "trafilatura", "htmldate")
"""The same for a program that is about to read several web pages; a single worker gains nothing from it."""

_ENVIRONMENT = {
    # Libraries for numbers start a thread per processor, each with address space that counts against the limit.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # The fork server starts as `python -c`, which would import modules from the current folder first.
    "PYTHONSAFEPATH": "1",
}
"""Environment variables of the fork server and of workers, where they are not set otherwise."""

_POLL_SECONDS = 0.05
"""Seconds between two looks at the cancel flag."""

_TASKS_PER_WORKER = 200
"""Tasks after which a worker is replaced by a fresh one."""

_PROCESSES = threading.Lock()
"""Held while a process starts or ends: `multiprocessing` keeps one unguarded list of all child processes."""


@value
class TaskLimits:
    """What a task may take: bytes of address space and seconds of time."""

    memory: int = 2 * 1024**3
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """A module's function with its arguments, and the memory that it may take in bytes."""

    function: Callable[..., object]
    args: tuple[object, ...]
    memory: int
    wants_progress: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message of a worker: a result, the progress, an error for the user, or a fault with its traceback."""

    kind: Literal["result", "progress", "error", "memory", "fault"]
    value: object = None


class WorkerFailedError(BriefbuilderError):
    """A task that took its process down: "worker-crashed", "worker-timeout" or "worker-memory"."""


class WorkerFaultError(RuntimeError):
    """A fault of the program inside a worker; its text is the traceback."""


class Worker:
    """A worker process and the pipe to it; `functions` are those that it has run."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.tasks = 0
        self.functions: set[Callable[..., object]] = set()
        self._process, self.pipe = _start_process(preload)

    def kill(self) -> None:
        """Kill the process, whatever it is doing, and wait until it has ended."""
        with _PROCESSES:
            self._process.kill()
            self._process.join()
            self._process.close()
        self.pipe.close()


class WorkerPool:
    """Idle workers, each handed to one task at a time; may be used from several threads."""

    def __init__(self, warm: int | None = None, *, preload: tuple[str, ...] = PRELOAD) -> None:
        """Keep up to `warm` idle workers; one per processor, and at most four, by default.

        `preload` are the modules that the fork server imports if this pool starts the program's first worker.
        """
        self._warm = warm or min(4, os.cpu_count() or 1)
        self._preload = preload
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill the idle workers; the busy ones end with their tasks."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        limits: TaskLimits | None = None,
        on_progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> T:
        """Run a module's function in a worker and return its result.

        With `on_progress` the function gets a keyword argument `progress` to call with a share from 0 to 1.

        Raises:
            BriefbuilderError: what the function raised.
            CancelledError: `cancelled()` became true; the worker has been killed.
            WorkerFailedError: the worker died, or took too much time or memory.
            WorkerFaultError: the function raised anything else.
        """
        allowed = limits or TaskLimits()
        worker = self._take(function)
        outcome: Outcome | None = None
        try:
            worker.functions.add(function)
            worker.pipe.send(Task(function, args, allowed.memory, wants_progress=on_progress is not None))
            outcome = _wait_for_outcome(worker, allowed, on_progress, cancelled)
        except (BrokenPipeError, EOFError, ConnectionResetError) as error:
            raise WorkerFailedError("worker-crashed") from error
        finally:
            self._give_back(worker, usable=outcome is not None and outcome.kind != "memory")
        return cast("T", _result(outcome))

    def _take(self, function: Callable[..., object]) -> Worker:
        """Return an idle worker, preferably one that has run the function before, or a new one."""
        with self._lock:
            while self._idle:
                warm = [index for index, worker in enumerate(self._idle) if function in worker.functions]
                worker = self._idle.pop(warm[-1] if warm else -1)
                # An idle worker sends nothing: what there is to read is the end of its pipe.
                if not worker.pipe.poll():
                    return worker
                worker.kill()
        return Worker(self._preload)

    def _give_back(self, worker: Worker, *, usable: bool) -> None:
        worker.tasks += 1
        with self._lock:
            if (
                usable
                and not self._closed
                and worker.tasks < _TASKS_PER_WORKER
                and len(self._idle) < self._warm
            ):
                self._idle.append(worker)
                return
        worker.kill()


def run_isolated(
    function: Callable[..., T],
    *args: object,
    limits: TaskLimits | None = None,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    pool: WorkerPool | None = None,
) -> T:
    """Run a module's function in a worker of `pool`, or in a process that ends with it.

    See `WorkerPool.run` for what it raises.
    """
    if pool is not None:
        return pool.run(function, *args, limits=limits, on_progress=on_progress, cancelled=cancelled)
    with WorkerPool(warm=1) as own:
        return own.run(function, *args, limits=limits, on_progress=on_progress, cancelled=cancelled)


def _start_process(preload: tuple[str, ...]) -> tuple[BaseProcess, Connection]:
    """Start a worker process and return it with the pipe to it."""
    with _PROCESSES, _environment():
        context = _context(preload)
        with interrupts_blocked():
            try:
                return _start_in(context)
            except (EOFError, OSError):
                # The fork server itself was killed; the second call starts another one.
                return _start_in(context)


def _context(preload: tuple[str, ...]) -> ForkServerContext | SpawnContext:
    # Imported here because the first window needs no worker.
    import multiprocessing
    from multiprocessing import resource_tracker

    if start_method() == "spawn":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    # The fork server needs it; starting it would unblock the interrupts that the fork server must not receive.
    resource_tracker.ensure_running()
    return context


def _start_in(context: ForkServerContext | SpawnContext) -> tuple[BaseProcess, Connection]:
    ours, theirs = context.Pipe()
    process = context.Process(target=run_tasks, args=(theirs,), daemon=True, name="briefbuilder-worker")
    with theirs:
        process.start()
    return process, ours


@contextmanager
def _environment() -> Iterator[None]:
    """Set the workers' environment variables while processes start; other programs must not inherit them."""
    added = {name: text for name, text in _ENVIRONMENT.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _wait_for_outcome(
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
        if not worker.pipe.poll(min(left, _POLL_SECONDS)):
            continue
        outcome: Outcome = worker.pipe.recv()
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


def run_tasks(pipe: Connection) -> None:
    """Run the tasks that come through a pipe until it is closed; this is the main function of a worker."""
    _prepare_process()
    with suppress(EOFError, OSError):
        while True:
            task: Task = pipe.recv()
            outcome = _run_task(task, pipe)
            try:
                pipe.send(outcome)
            except (EOFError, OSError):
                raise
            except Exception:  # noqa: BLE001 - a result that cannot be pickled is a fault of the program, too
                pipe.send(Outcome("fault", traceback.format_exc()))


def _prepare_process() -> None:
    import signal

    sys.addaudithook(_forbid_network)
    forbid_core_dumps()
    # Ctrl+C in a terminal is for the parent process: it kills the worker or leaves it alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The modules that workers share are never garbage, and looking at them would copy their memory.
    gc.freeze()


def _forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse all use of sockets, except the local ones through which processes talk to each other."""
    if not event.startswith("socket."):
        return
    import socket

    if event != "socket.__new__" or arguments[1] != getattr(socket, "AF_UNIX", None):
        raise PermissionError(f"a worker reached for the network ({event})")


def _run_task(task: Task, pipe: Connection) -> Outcome:
    def progress(share: float) -> None:
        pipe.send(Outcome("progress", float(share)))

    try:
        limit_memory(task.memory)
        result = (
            task.function(*task.args, progress=progress) if task.wants_progress else task.function(*task.args)
        )
    except BriefbuilderError as error:
        return Outcome("error", error)
    except MemoryError:
        return Outcome("memory")
    except Exception:  # noqa: BLE001 - whatever a foreign file causes ends here
        return Outcome("fault", traceback.format_exc())
    return Outcome("result", result)
