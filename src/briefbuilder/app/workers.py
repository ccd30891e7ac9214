"""A pool of worker processes.

A foreign file is read in a fresh process that seals itself first (`run_sealed`), so that a hostile file costs one task
and nothing else. Exports are built, and the program's own data computed, in workers that are used again while they
behave (`run`). Both are killed on cancel and when a task takes too long; their memory is limited if the system can.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from briefbuilder.app import answers
from briefbuilder.app.answers import Answer, BadAnswerError
from briefbuilder.app.worker_process import SealedTask, Task, run_sealed_tasks, run_tasks
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.progress import Stop
from briefbuilder.domain.values import value
from briefbuilder.system.limits import interrupts_blocked, start_method
from briefbuilder.system.sandbox import confine, takes_more_than

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from briefbuilder.system.sandbox import ReadableFiles
    from briefbuilder.system.sandbox_windows import JobObject

T = TypeVar("T")
Prepare = Callable[[], bool]

PRELOAD = ("multiprocessing.popen_forkserver", "briefbuilder.__main__", "briefbuilder.app.worker_process")
"""Modules that the fork server imports when it starts, so that all workers share them.

The first two are imported in each worker otherwise: by the standard library, and by the script that starts the program.
"""

PRELOAD_READERS = (*PRELOAD, "briefbuilder.app.preload")
"""The same for a program that reads foreign files: what their readers need is loaded once."""

PRELOAD_PAGES = (*PRELOAD, "briefbuilder.app.preload_pages")
"""The same for a program that reads nothing but web pages."""

PRELOAD_LETTERHEADS = (*PRELOAD, "briefbuilder.app.preload_letterheads")
"""The same for a program that reads nothing but letterhead documents."""

PRELOAD_PICTURES = (*PRELOAD, "briefbuilder.app.preload_pictures")
"""The same for a program that reads nothing but pictures."""

_ENVIRONMENT = {
    # Libraries for numbers start a thread per processor, each with address space that counts against the limit.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # The fork server starts as `python -c`, which would import modules from the current folder first.
    "PYTHONSAFEPATH": "1",
    # The C library of Linux then asks for large pages: a fork copies less, and a forked process faults less often.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""Environment variables of the fork server and of workers, if they are not set otherwise."""

_POLL_SECONDS = 0.05
"""Seconds between two looks at the cancel flag."""

_TASKS_PER_WORKER = 200
"""Tasks after which a worker is replaced by a fresh one."""

_MOST_KEPT = 4
"""The most sealed processes that a pool keeps with what they loaded."""

_PROCESSES = threading.Lock()
"""Held while a process starts or ends: `multiprocessing` keeps one unguarded list of all child processes."""

_RESTART_PAUSES = (0.0, 0.02, 0.1, 0.5)
"""Seconds to wait after each failed start of a process."""
_CRASHES = (BrokenPipeError, EOFError, ConnectionResetError, BadAnswerError)
"""What talking to a worker raises that ended or sends what it must not."""


@value
class TaskLimits:
    """What a task may take: bytes of address space and seconds of time."""

    memory: int = 2 * 1024**3
    seconds: float = 60.0


class WorkerFailedError(BriefbuilderError):
    """A task that took its process down ("worker-crashed", "worker-timeout", "worker-memory"), or got no process.

    That is "worker-not-started": the system has no memory, processes or space for it.
    """


class WorkerFaultError(RuntimeError):
    """A fault of the program inside a worker; its text is the traceback."""


class Worker:
    """A worker process and the pipe to it; `functions` are those that it has run."""

    def __init__(self, preload: tuple[str, ...], main: Callable[[Connection], object] = run_tasks) -> None:
        self.tasks = 0
        self.functions: set[Callable[..., object]] = set()
        self._process, self.pipe = _start_process(preload, main)
        self._job: JobObject | None = None

    def confine(self, memory: int, seconds: float | None) -> None:
        """Limit the process from outside, if it cannot do so itself."""
        assert self._process.pid is not None
        self._job = confine(self._process.pid, memory, seconds)

    def takes_more_than(self, memory: int) -> bool:
        """Return whether the process takes more memory, if it could not be limited."""
        return self._process.pid is not None and takes_more_than(self._process.pid, memory)

    def stop(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()

    def kill(self) -> None:
        """Kill the process and wait until it has ended."""
        with _PROCESSES:
            self._process.kill()
            self._process.join()
            self._process.close()
        self.pipe.close()
        if self._job is not None:
            self._job.close()


class WorkerPool:
    """Idle workers, each handed to one task at a time; may be used from several threads."""

    def __init__(self, warm: int | None = None, *, preload: tuple[str, ...] = PRELOAD) -> None:
        """Keep up to `warm` idle workers; one per processor, and at most four, by default.

        `preload` are the modules that the fork server imports if this pool starts the program's first worker.
        """
        self._warm = warm or min(4, os.cpu_count() or 1)
        self._preload = preload
        self._idle: list[Worker] = []
        self._spare: Worker | None = None
        self._kept: dict[str, SealedWorker] = {}
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
            kept, self._kept = list(self._kept.values()), {}
            if self._spare is not None:
                idle.append(self._spare)
                self._spare = None
        for worker in idle:
            worker.kill()
        for sealed in kept:
            sealed.close()

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        limits: TaskLimits | None = None,
        on_progress: Callable[[float], None] | None = None,
        cancelled: Stop | None = None,
        result_type: object = None,
    ) -> T:
        """Run a module's function in a worker and return its result.

        With `on_progress` the function gets a keyword argument `progress` to call with a share from 0 to 1. With
        `result_type`, which must be that of the function, the result is sent as data and not pickled.

        Raises:
            BriefbuilderError: what the function raised.
            CancelledError: `cancelled()` became true; the worker has been killed.
            WorkerFailedError: the worker died, or took too much time or memory.
            WorkerFaultError: the function raised anything else.
        """
        allowed = limits or TaskLimits()
        worker = self._take(function)
        answer: Answer | None = None
        task = Task(function, args, allowed.memory, on_progress is not None, result_type)
        try:
            worker.functions.add(function)
            worker.pipe.send(task)
            answer = _wait_for_answer(worker, task, allowed, on_progress, cancelled)
        except _CRASHES as error:
            raise WorkerFailedError("worker-crashed") from error
        finally:
            self._give_back(worker, usable=answer is not None and answer.kind != "memory")
        return cast("T", _result(answer))

    def run_sealed(
        self,
        function: Callable[..., T],
        *args: object,
        result_type: object,
        prepare: Prepare,
        otherwise: Prepare | None = None,
        limits: TaskLimits | None = None,
        cancelled: Stop | None = None,
    ) -> T:
        """Run a module's function in a fresh process that has no files and no network, and return its result.

        `prepare` imports and loads what it needs, before the process is sealed, and returns whether that is all that
        it may need. If something was missing, the task is run again with `otherwise`. `result_type` is the type of
        the result, which comes back as data. Raises the same errors as `run`.
        """
        allowed = limits or TaskLimits()
        task = Task(function, args, allowed.memory, result_type=result_type)
        answer = self._run_sealed(SealedTask(task, prepare, allowed.seconds), allowed, cancelled)
        if answer.kind == "unprepared" and otherwise is not None:
            answer = self._run_sealed(SealedTask(task, otherwise, allowed.seconds), allowed, cancelled)
        return cast("T", _result(answer))

    def run_kept(
        self,
        prepare: Prepare,
        function: Callable[..., T],
        *args: object,
        key: str,
        result_type: object,
        limits: TaskLimits,
        files: ReadableFiles | None = None,
        cancelled: Stop | None = None,
    ) -> T:
        """Run a module's function in a sealed process that is kept under a key with what `prepare` loaded.

        `files` are loaded after it, by a process that can do no more than read them. Few are kept, those that were used
        last. Raises the same errors as `run`.
        """
        with self._lock:
            worker = self._kept.pop(key, None) or SealedWorker(
                prepare, limits, preload=self._preload, files=files
            )
            self._kept[key] = worker
            unused = self._kept.pop(next(iter(self._kept))) if len(self._kept) > _MOST_KEPT else None
        if unused is not None:
            unused.close()
        return worker.run(function, *args, result_type=result_type, cancelled=cancelled)

    def _run_sealed(self, sealed: SealedTask, allowed: TaskLimits, cancelled: Stop | None) -> Answer:
        worker = self._take_sealed()
        try:
            worker.confine(allowed.memory, allowed.seconds)
            worker.pipe.send(sealed)
            return _wait_for_answer(worker, sealed.task, allowed, None, cancelled)
        except _CRASHES as error:
            raise WorkerFailedError("worker-crashed") from error
        finally:
            worker.kill()

    def _take_sealed(self) -> Worker:
        """Return a process for one foreign file; if starting one takes long, the next one starts meanwhile."""
        if start_method() == "forkserver":
            return Worker(self._preload, run_sealed_tasks)
        # What a fork server would have loaded is loaded by each process while it waits.
        modules = tuple(name for name in self._preload if name not in PRELOAD)
        main = partial(run_sealed_tasks, preload=modules)
        worker = self._exchange_spare(None) or Worker(self._preload, main)
        if self._warm > 1:
            unused = self._exchange_spare(Worker(self._preload, main))
            if unused is not None:
                unused.kill()
        return worker

    def _exchange_spare(self, spare: Worker | None) -> Worker | None:
        """Keep a process ready for the next file, and return the one that was; a closed pool keeps none."""
        with self._lock:
            if self._closed:
                return spare
            kept, self._spare = self._spare, spare
            return kept

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


class SealedWorker:
    """A sealed process that keeps what it loaded before it was sealed; may be used from several threads.

    `prepare` loads it. If the process ended, the next task starts another one.
    """

    def __init__(
        self,
        prepare: Prepare,
        limits: TaskLimits,
        *,
        preload: tuple[str, ...] = PRELOAD,
        files: ReadableFiles | None = None,
    ) -> None:
        self._prepare = prepare
        self._files = files
        self._limits = limits
        self._preload = preload
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        result_type: object,
        cancelled: Stop | None = None,
    ) -> T:
        """Run a module's function in the process and return its result; raises the same errors as `WorkerPool.run`."""
        task = Task(function, args, self._limits.memory, result_type=result_type)
        with self._lock:
            answer: Answer | None = None
            try:
                worker = self._started()
                worker.pipe.send(SealedTask(task, self._prepare, files=self._files))
                answer = _wait_for_answer(worker, task, self._limits, None, cancelled)
            except _CRASHES as error:
                raise WorkerFailedError("worker-crashed") from error
            finally:
                if answer is None or answer.kind == "memory":
                    self._end()
        return cast("T", _result(answer))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _started(self) -> Worker:
        if self._worker is None:
            self._worker = Worker(self._preload, run_sealed_tasks)
            self._worker.confine(self._limits.memory, None)
        return self._worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


def start_fork_server(preload: tuple[str, ...]) -> None:
    """Start the fork server before the first worker is needed, if there is one; it loads its modules meanwhile."""
    if start_method() != "forkserver":
        return
    from multiprocessing import forkserver

    with _PROCESSES, _environment():
        _context(preload)
        with interrupts_blocked():
            forkserver.ensure_running()


def _start_process(
    preload: tuple[str, ...], main: Callable[[Connection], object]
) -> tuple[BaseProcess, Connection]:
    """Start a worker process and return it with the pipe to it."""
    with _PROCESSES, _environment():
        context = _context(preload)
        with interrupts_blocked():
            for pause in _RESTART_PAUSES:
                try:
                    return _start_in(context, main)
                except (EOFError, OSError):
                    # The fork server was killed; a later call starts another one. The killed one refuses
                    # connections for a moment before the system reports that it has ended.
                    time.sleep(pause)
            try:
                return _start_in(context, main)
            except (EOFError, OSError) as error:
                raise WorkerFailedError("worker-not-started") from error


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


def _start_in(
    context: ForkServerContext | SpawnContext, main: Callable[[Connection], object]
) -> tuple[BaseProcess, Connection]:
    ours, theirs = context.Pipe()
    process = context.Process(target=main, args=(theirs,), daemon=True, name="briefbuilder-worker")
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


def _wait_for_answer(
    worker: Worker,
    task: Task,
    limits: TaskLimits,
    on_progress: Callable[[float], None] | None,
    cancelled: Stop | None,
) -> Answer:
    deadline = time.monotonic() + limits.seconds
    while True:
        if cancelled is not None and cancelled():
            raise CancelledError
        left = deadline - time.monotonic()
        if left <= 0:
            raise WorkerFailedError("worker-timeout", seconds=f"{limits.seconds:g}")
        if not worker.pipe.poll(min(left, _POLL_SECONDS)):
            if worker.takes_more_than(limits.memory):
                raise WorkerFailedError("worker-memory")
            continue
        answer = _receive(worker, task, limits, deadline)
        if answer.kind != "progress":
            return answer
        if on_progress is not None and isinstance(answer.value, float):
            on_progress(answer.value)


def _receive(worker: Worker, task: Task, limits: TaskLimits, deadline: float) -> Answer:
    """Receive an answer; a worker that begins one and does not end it in time is killed."""
    if task.result_type is None:
        answer: Answer = worker.pipe.recv()
        return answer
    timer = threading.Timer(max(deadline - time.monotonic(), 0.0), worker.stop)
    timer.daemon = True
    timer.start()
    try:
        return answers.receive(worker.pipe, task.result_type, limits.memory)
    except (EOFError, BadAnswerError):
        if time.monotonic() < deadline:
            raise
        raise WorkerFailedError("worker-timeout", seconds=f"{limits.seconds:g}") from None
    finally:
        timer.cancel()


def _result(answer: Answer) -> Any:
    if answer.kind == "error" and isinstance(answer.value, BriefbuilderError):
        raise answer.value
    if answer.kind == "memory":
        raise WorkerFailedError("worker-memory")
    if answer.kind == "unprepared":
        raise WorkerFailedError("worker-crashed")
    if answer.kind == "fault":
        raise WorkerFaultError(str(answer.value))
    return answer.value
