"""Long work outside the window's thread: started on a thread, its results delivered to the window's event loop.

Jobs get immutable input and return a value; changes to a dossier are applied by the receiver of the value. A job's
thread holds no reference to the receivers, which could be objects of the window that must not be used or deleted
there. A job reads foreign files and does heavy work in a worker process.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any, TypeVar

from briefbuilder.app.workers import PRELOAD_READERS, WorkerPool
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.values import value

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]

_LOOK = 0.05
"""Seconds between two checks of the cancel flag."""

_PROGRESS_GAP = 0.03
"""The minimum of seconds between two reports of progress that are delivered."""


def _ignore(_value: object) -> None:
    """Ignore a value."""


def _no_effect() -> None:
    """Do nothing."""


@value(kw_only=False)
class _Receivers:
    """The functions that receive what a job delivers; used on the window's thread only."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    progress: Callable[[float], object]
    value: Callable[[Any], object]
    request: Callable[[Any], object]


class JobContext:
    """The interface of a job's work: the cancel flag, reports to the window, and the worker pool."""

    def __init__(self, pool: WorkerPool, hand_over: Callable[[Callable[[_Receivers], object]], None]) -> None:
        self.pool = pool
        self._flag = threading.Event()
        self._hand_over = hand_over
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._flag.set()

    def cancelled(self) -> bool:
        """Return whether the work should stop."""
        return self._flag.is_set()

    def check(self) -> None:
        """Raise CancelledError if the work should stop."""
        if self.cancelled():
            raise CancelledError

    def progress(self, share: float) -> None:
        """Report how far the work is, from 0 to 1."""
        now = time.monotonic()
        if share >= 1 or now - self._last >= _PROGRESS_GAP:
            self._last = now
            self._hand_over(lambda receivers: receivers.progress(share))

    def advance(self, share: float) -> None:
        """Report how far the work is, from 0 to 1; raise CancelledError if it should stop."""
        self.check()
        self.progress(share)

    def deliver(self, value: object) -> None:
        """Deliver a value to `on_value` before the work is done, without waiting for it."""
        self._hand_over(lambda receivers: receivers.value(value))

    def request(self, value: object) -> Any:
        """Return what `on_request` returns for a value, on the window's thread: it must not take long.

        Raises what it raises, and CancelledError if the job is cancelled first.
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


class Job:
    """A running job."""

    def __init__(self, context: JobContext, thread: threading.Thread) -> None:
        self._context = context
        self._thread = thread

    def cancel(self) -> None:
        """Stop the work; `failed` receives a CancelledError."""
        self._context.cancel()

    @property
    def running(self) -> bool:
        """Whether the work is still running."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait until the work is done."""
        self._thread.join(seconds)


def _raise_fault(error: Exception) -> None:
    if not isinstance(error, BriefbuilderError):
        raise error


class JobSlot:
    """Runs one job at a time; a job that was cancelled or replaced delivers nothing more. Used on the window's thread only."""

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self._job: Job | None = None
        self._token: object | None = None
        self._ended: Callable[[], object] = _no_effect

    @property
    def running(self) -> bool:
        """Whether a job runs that was not cancelled."""
        return self._job is not None

    def start(
        self,
        work: Callable[[JobContext], T],
        done: Callable[[T], object] = _ignore,
        failed: Callable[[BriefbuilderError], object] = _ignore,
        *,
        fault: Callable[[Exception], object] = _raise_fault,
        ended: Callable[[], object] = _no_effect,
        on_progress: Callable[[float], object] = _ignore,
        on_value: Callable[[Any], object] = _ignore,
        on_request: Callable[[Any], object] = _ignore,
        needs_libraries: bool = True,
    ) -> None:
        """Start a job in place of the one that runs.

        `ended` is called first when the job is over in any way, also by its cancellation, after which nothing else is
        called. `failed` receives a BriefbuilderError, and `fault` any other error, which is a fault of the program.
        """
        self.cancel()
        token = object()

        def if_current(call: Callable[[Any], object]) -> Callable[[Any], object]:
            return lambda value: call(value) if self._token is token else None

        def finish(value: T) -> None:
            self._end()
            done(value)

        def answer(request: object) -> object:
            if self._token is not token:
                raise CancelledError
            return on_request(request)

        def fail(error: Exception) -> None:
            if self._token is not token:
                _raise_fault(error)
                return
            self._end()
            if not isinstance(error, BriefbuilderError):
                fault(error)
            elif not isinstance(error, CancelledError):
                failed(error)

        self._token, self._ended = token, ended
        self._job = self._jobs.start(
            work,
            if_current(finish),
            fail,
            if_current(on_progress),
            on_value=if_current(on_value),
            on_request=answer,
            needs_libraries=needs_libraries,
        )

    def cancel(self) -> None:
        """Cancel the job that runs."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _end(self) -> None:
        self._job = self._token = None
        self._ended()


class JobRunner:
    """Starts jobs, and ends them all when it is closed.

    `deliver` passes a callable to the thread on which results are wanted; a window posts it to its event loop.
    """

    def __init__(self, deliver: Deliver, pool: WorkerPool | None = None) -> None:
        self._deliver = deliver
        self.pool = pool or WorkerPool(preload=PRELOAD_READERS)
        self._apart: list[WorkerPool] = []
        self._jobs: list[Job] = []
        self._receivers: dict[int, _Receivers] = {}
        self._numbers = count()
        self._closed = False

    def start(
        self,
        work: Callable[[JobContext], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        on_progress: Callable[[float], object] = _ignore,
        *,
        on_value: Callable[[Any], object] = _ignore,
        on_request: Callable[[Any], object] = _ignore,
        needs_libraries: bool = True,
    ) -> Job:
        """Start work on a thread; exactly one of `done` and `failed` is called in the end.

        `work` holds values only, no objects of the window. An error in `failed` that is not a BriefbuilderError is a fault
        of the program. Work that reads no stored values and no templates does without
        pydantic-core and rapidfuzz (`needs_libraries=False`).
        """
        if needs_libraries:
            _import_circular_libraries()
        number = next(self._numbers)
        self._receivers[number] = _Receivers(done, failed, on_progress, on_value, on_request)

        def run() -> None:
            try:
                value = work(context)
                context.check()
            except Exception as error:  # noqa: BLE001 - the border of a worker
                caught = error
                self._end(number, lambda receivers: receivers.failed(caught))
                return
            self._end(number, lambda receivers: receivers.done(value))

        context = JobContext(self.pool, partial(self._hand_over, number))
        thread = threading.Thread(target=run, name="briefbuilder-job", daemon=True)
        job = Job(context, thread)
        self._jobs = [job for job in self._jobs if job.running]
        thread.start()
        self._jobs.append(job)
        return job

    def create_dedicated_pool(self) -> WorkerPool:
        """Return a pool of one worker, for work that is faster after work of the same kind; it ends with the jobs."""
        pool = WorkerPool(warm=1, preload=PRELOAD_READERS)
        self._apart.append(pool)
        return pool

    def close(self) -> None:
        """Cancel what is running, wait for it, and end the workers; nothing is delivered any more."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        for job in self._jobs:
            job.join()
        self._jobs.clear()
        self._receivers.clear()
        for pool in (self.pool, *self._apart):
            pool.close()

    def _hand_over(self, number: int, call: Callable[[_Receivers], object]) -> None:
        """Call something with the receivers of a job, on the window's thread."""
        if not self._closed:
            self._deliver(lambda: self._receive(self._receivers.get(number), call))

    def _end(self, number: int, call: Callable[[_Receivers], object]) -> None:
        if not self._closed:
            self._deliver(lambda: self._receive(self._receivers.pop(number, None), call))

    @staticmethod
    def _receive(receivers: _Receivers | None, call: Callable[[_Receivers], object]) -> None:
        if receivers is not None:
            call(receivers)


def _import_circular_libraries() -> None:
    """Import pydantic-core and rapidfuzz before there is a second thread that may.

    Their modules import each other: if two threads import them for the first time at once, one of them can see a
    module that is only half loaded.
    """
    import pydantic_core  # noqa: F401 - they are imported to be there
    import rapidfuzz  # noqa: F401
