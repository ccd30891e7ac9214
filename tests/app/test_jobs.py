"""Long work beside the window."""

from __future__ import annotations

import gc
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from briefbuilder.app.jobs import JobContext, JobRunner, JobSlot
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.errors import CancelledError, ImportRefusedError


def spin() -> None:
    while True:
        pass


class Loop:
    """A window's event loop in small: calls are run on the thread that asks for them."""

    def __init__(self) -> None:
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()

    def post(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def run_one(self) -> None:
        self._calls.get(timeout=20)()

    @property
    def empty(self) -> bool:
        return self._calls.empty()


class Heard:
    """What a job delivered, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.progress: list[float] = []
        self.threads: set[int] = set()

    def on_done(self, value: object) -> None:
        self.done.append(value)
        self.threads.add(threading.get_ident())

    def on_failed(self, error: Exception) -> None:
        self.failed.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def runner(loop: Loop) -> Iterator[JobRunner]:
    made = JobRunner(loop.post, WorkerPool(warm=1))
    yield made
    made.close()


def test_a_result_is_delivered_on_the_thread_of_the_window(
    runner: JobRunner, loop: Loop, heard: Heard
) -> None:
    job = runner.start(lambda _: threading.get_ident(), heard.on_done, heard.on_failed)
    loop.run_one()
    assert heard.done
    assert heard.done != [threading.get_ident()]
    assert heard.threads == {threading.get_ident()}
    job.join()
    assert not job.running


def test_an_error_is_delivered(runner: JobRunner, loop: Loop, heard: Heard) -> None:
    def work(_: JobContext) -> None:
        raise ImportRefusedError("import-no-text", name="x")

    runner.start(work, heard.on_done, heard.on_failed)
    loop.run_one()
    assert [type(error) for error in heard.failed] == [ImportRefusedError]
    assert heard.done == []


def test_work_in_a_worker_is_killed_on_cancel(runner: JobRunner, loop: Loop, heard: Heard) -> None:
    started = threading.Event()

    def work(context: JobContext) -> None:
        started.set()
        context.pool.run(spin, cancelled=context.cancelled)

    job = runner.start(work, heard.on_done, heard.on_failed)
    assert started.wait(10)
    job.cancel()
    loop.run_one()
    assert [type(error) for error in heard.failed] == [CancelledError]


def test_a_result_that_comes_after_cancel_is_not_delivered(
    runner: JobRunner, loop: Loop, heard: Heard
) -> None:
    gate = threading.Event()

    def work(_: JobContext) -> str:
        gate.wait(10)
        return "too late"

    job = runner.start(work, heard.on_done, heard.on_failed)
    job.cancel()
    gate.set()
    loop.run_one()
    assert heard.done == []
    assert [type(error) for error in heard.failed] == [CancelledError]


def test_progress_is_delivered_and_the_end_always(runner: JobRunner, loop: Loop, heard: Heard) -> None:
    def work(context: JobContext) -> None:
        for step in range(1000):
            context.progress(step / 1000)
        context.progress(1.0)

    job = runner.start(work, heard.on_done, heard.on_failed, heard.progress.append)
    job.join()
    while not loop.empty:
        loop.run_one()
    assert heard.progress[-1] == 1.0
    assert len(heard.progress) < 100
    assert heard.done == [None]


def test_closing_ends_what_runs_and_delivers_nothing(loop: Loop, heard: Heard) -> None:
    runner = JobRunner(loop.post)
    started = threading.Event()

    def work(context: JobContext) -> None:
        started.set()
        context.pool.run(spin, cancelled=context.cancelled)

    job = runner.start(work, heard.on_done, heard.on_failed)
    assert started.wait(10)
    runner.close()
    assert not job.running
    assert loop.empty


def test_a_job_has_something_done_where_results_are_delivered(
    runner: JobRunner, loop: Loop, heard: Heard
) -> None:
    def work(context: JobContext) -> tuple[int, int]:
        return threading.get_ident(), context.request(None)

    def answer(_value: object) -> int:
        return threading.get_ident()

    job = runner.start(work, heard.on_done, heard.on_failed, on_request=answer)
    loop.run_one()
    loop.run_one()
    job.join()
    (there,) = heard.done
    assert isinstance(there, tuple)
    assert there[1] == threading.get_ident() != there[0]


def test_what_fails_where_results_are_delivered_fails_in_the_job(
    runner: JobRunner, loop: Loop, heard: Heard
) -> None:
    def refuse(name: str) -> None:
        raise ImportRefusedError("import-no-text", name=name)

    runner.start(lambda context: context.request("x"), heard.on_done, heard.on_failed, on_request=refuse)
    loop.run_one()
    loop.run_one()
    (error,) = heard.failed
    assert isinstance(error, ImportRefusedError)


def test_what_is_asked_of_the_window_is_not_done_once_the_job_is_cancelled(
    runner: JobRunner, loop: Loop, heard: Heard
) -> None:
    done: list[str] = []
    job = runner.start(
        lambda context: context.request("late"), heard.on_done, heard.on_failed, on_request=done.append
    )
    job.cancel()
    job.join(20)
    assert not job.running
    while not heard.failed:
        loop.run_one()
    assert done == []
    assert isinstance(heard.failed[0], CancelledError)


def test_a_value_is_told_before_the_work_is_over(runner: JobRunner, loop: Loop, heard: Heard) -> None:
    gate, told = threading.Event(), list[object]()

    def work(context: JobContext) -> None:
        context.deliver("early")
        assert gate.wait(10)

    job = runner.start(work, heard.on_done, heard.on_failed, on_value=told.append)
    loop.run_one()
    assert told == ["early"]
    assert heard.done == []
    gate.set()
    job.join()


def test_no_thread_holds_what_is_called_with_its_values(runner: JobRunner, loop: Loop, heard: Heard) -> None:
    """An object of the window that only a thread still held would end on that thread."""

    ended: list[str] = []

    class Window:
        def take(self, _value: object) -> None:
            pass

        def __del__(self) -> None:
            ended.append(threading.current_thread().name)

    gate = threading.Event()
    job = runner.start(
        lambda _context: gate.wait(10),
        Window().take,
        Window().take,
        Window().take,
        on_value=Window().take,
        on_request=Window().take,
    )
    gate.set()
    job.join()
    gc.collect()
    assert ended == []
    loop.run_one()
    gc.collect()
    assert ended == [threading.current_thread().name] * 5


STARTED = """
import queue, sys
from briefbuilder.app.jobs import JobRunner

calls = queue.Queue()
runner = JobRunner(calls.put)
values = []
for needs in (False, True):
    runner.start(
        lambda _context: {"pydantic_core.core_schema", "rapidfuzz.process"} & set(sys.modules),
        lambda found: values.append(len(found)),
        values.append,
        needs_libraries=needs,
    )
    calls.get(timeout=60)()
runner.close()
print(values)
"""


def test_what_two_threads_must_not_import_at_once_is_there_before_a_job_begins() -> None:
    """Of two threads that first import pydantic-core or rapidfuzz at the same time, one can see half a module and fail."""
    shown = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[0, 2]"


def test_a_slot_delivers_its_latest_job_alone(runner: JobRunner, loop: Loop) -> None:
    slot, heard, go = JobSlot(runner), Heard(), threading.Event()
    ended: list[str] = []

    def wait(context: JobContext) -> str:
        context.progress(0.1)
        go.wait(20)
        context.check()
        return "first"

    slot.start(wait, heard.on_done, heard.on_failed, ended=lambda: ended.append("first"))
    slot.start(
        lambda _context: "second", heard.on_done, heard.on_failed, ended=lambda: ended.append("second")
    )
    assert slot.running
    go.set()
    for _ in range(3):
        loop.run_one()
    assert (heard.done, heard.failed, ended) == (["second"], [], ["first", "second"])
    assert not slot.running


def test_a_slot_is_free_after_an_error_and_raises_faults_of_the_program(
    runner: JobRunner, loop: Loop
) -> None:
    slot, heard = JobSlot(runner), Heard()

    def fail(error: Exception) -> None:
        def work(_context: JobContext) -> None:
            raise error

        slot.start(work, heard.on_done, heard.on_failed)

    fail(ImportRefusedError("import-empty"))
    loop.run_one()
    assert [str(error) for error in heard.failed] == [str(ImportRefusedError("import-empty"))]
    fail(ValueError("a fault"))
    with pytest.raises(ValueError, match="a fault"):
        loop.run_one()
    fail(CancelledError())
    loop.run_one()
    assert not slot.running
    assert len(heard.failed) == 1
