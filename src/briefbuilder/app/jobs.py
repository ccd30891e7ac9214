"""Long work beside the window: started on a thread, reported and delivered where the window wants it.

Jobs get immutable input and return a value; what is to change in a dossier is applied by whoever is handed
the value. A thread never holds the functions that are called with its values: an object of the window could end
there, or be touched. What a job does to foreign files or for long it does in a worker process.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from briefbuilder.app.workers import TaskLimits, WorkerPool
from briefbuilder.domain.errors import CancelledError

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]

_LOOK = 0.05
"""Seconds between two looks at the cancel flag."""

_PROGRESS_GAP = 0.03
"""Seconds between two reports of progress that are delivered."""


def _ignore(_value: object) -> None:
    """Take a value that nobody waits for."""


@dataclass(frozen=True, slots=True)
class _Receivers:
    """The functions that are called with what a job delivers; only the thread of the window has them at hand."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    progress: Callable[[float], object] = _ignore
    value: Callable[[Any], object] = _ignore
    request: Callable[[Any], object] = _ignore


class JobContext:
    """What a job's work is handed: the cancel flag, the ways to report, and the warm workers."""

    def __init__(self, pool: WorkerPool, hand_over: Callable[[Callable[[_Receivers], None]], None]) -> None:
        self.pool = pool
        self._flag = threading.Event()
        self._hand_over = hand_over
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._flag.set()

    def cancelled(self) -> bool:
        """Tell whether the work is to stop."""
        return self._flag.is_set()

    def check(self) -> None:
        """Raise CancelledError where the work is to stop."""
        if self.cancelled():
            raise CancelledError

    def progress(self, share: float) -> None:
        """Report how far the work is, from 0 to 1."""
        now = time.monotonic()
        if share >= 1 or now - self._last >= _PROGRESS_GAP:
            self._last = now
            self._hand_over(lambda receivers: _call(receivers.progress, share))

    def deliver(self, value: object) -> None:
        """Deliver a value before the work is over, to `on_value`; it is not waited for."""
        self._hand_over(lambda receivers: _call(receivers.value, value))

    def request(self, value: object) -> Any:
        """Return what `on_request` answers to a value: a little at a time, it holds the window up.

        Raises what it raises, and CancelledError where the job is cancelled before it is over.
        """
        answer: Future[object] = Future()

        def run(receivers: _Receivers) -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                answer.set_result(receivers.request(value))
            except Exception as error:  # noqa: BLE001 - it is raised again, on the thread that waits for it
                answer.set_exception(error)

        self._hand_over(run)
        while not self.cancelled():
            with suppress(TimeoutError):
                return answer.result(_LOOK)
        answer.cancel()
        raise CancelledError

    def run_isolated(self, function: Callable[..., T], *args: object, limits: TaskLimits | None = None) -> T:
        """Run a module's function in a warm worker, which dies at once when the job is cancelled."""
        return self.pool.run(function, *args, limits=limits, cancelled=self.cancelled)


class Job(Generic[T]):
    """A piece of work under way."""

    def __init__(self, context: JobContext, thread: threading.Thread) -> None:
        self._context = context
        self._thread = thread

    def cancel(self) -> None:
        """Stop the work; `failed` is delivered with CancelledError."""
        self._context.cancel()

    @property
    def running(self) -> bool:
        """Whether the work goes on."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait until the work is over."""
        self._thread.join(seconds)


class JobRunner:
    """Starts jobs, and ends them all when it is closed.

    `deliver` hands a callable to the thread on which results are wanted; a window posts it to its event
    loop.
    """

    def __init__(self, deliver: Deliver, pool: WorkerPool | None = None) -> None:
        self._deliver = deliver
        self.pool = pool or WorkerPool()
        self._apart: list[WorkerPool] = []
        self._jobs: list[Job[object]] = []
        self._receivers: dict[int, _Receivers] = {}
        self._numbers = count()
        self._closed = False

    def start(
        self,
        work: Callable[[JobContext], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        on_progress: Callable[[float], None] | None = None,
        *,
        on_value: Callable[[Any], object] = _ignore,
        on_request: Callable[[Any], object] = _ignore,
    ) -> Job[T]:
        """Start work on a thread; exactly one of `done` and `failed` is delivered in the end.

        `work` holds values alone, no objects of the window. What is no BriefbuilderError in `failed` is a fault of the
        program.
        """
        number = next(self._numbers)
        self._receivers[number] = _Receivers(done, failed, on_progress or _ignore, on_value, on_request)

        def run() -> None:
            try:
                value = work(context)
                context.check()
            except Exception as error:  # noqa: BLE001 - the border of a worker
                caught = error
                self._end(number, lambda receivers: _call(receivers.failed, caught))
                return
            self._end(number, lambda receivers: _call(receivers.done, value))

        context = JobContext(self.pool, partial(self._hand_over, number))
        thread = threading.Thread(target=run, name="briefbuilder-job", daemon=True)
        job: Job[T] = Job(context, thread)
        self._jobs = [one for one in self._jobs if one.running]
        thread.start()
        self._jobs.append(job)  # type: ignore[arg-type] # a list of jobs of all kinds only joins them
        return job

    def create_dedicated_pool(self) -> WorkerPool:
        """Return a pool of one worker, for work that goes faster after work of its kind; it ends with the jobs."""
        pool = WorkerPool(warm=1)
        self._apart.append(pool)
        return pool

    def close(self) -> None:
        """Cancel what runs, wait for it, and end the workers; nothing is delivered any more."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        for job in self._jobs:
            job.join()
        self._jobs.clear()
        self._receivers.clear()
        for pool in (self.pool, *self._apart):
            pool.close()

    def _hand_over(self, number: int, call: Callable[[_Receivers], None]) -> None:
        """Have something called with the receivers of a job, on the thread that they belong to."""
        if not self._closed:
            self._deliver(lambda: self._receive(self._receivers.get(number), call))

    def _end(self, number: int, call: Callable[[_Receivers], None]) -> None:
        if not self._closed:
            self._deliver(lambda: self._receive(self._receivers.pop(number, None), call))

    @staticmethod
    def _receive(receivers: _Receivers | None, call: Callable[[_Receivers], None]) -> None:
        if receivers is not None:
            call(receivers)


def _call(receiver: Callable[[Any], object], value: object) -> None:
    receiver(value)
