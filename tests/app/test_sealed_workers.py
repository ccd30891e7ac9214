"""Foreign files are read in processes that can do nothing, and whose answers are data."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from briefbuilder.app import answers, workers
from briefbuilder.app.answers import BadAnswerError
from briefbuilder.app.workers import (
    PRELOAD_PAGES,
    SealedWorker,
    TaskLimits,
    WorkerFailedError,
    WorkerFaultError,
    WorkerPool,
)
from briefbuilder.domain.errors import CancelledError, ImportRefusedError
from briefbuilder.system import sandbox
from briefbuilder.system.sandbox import ReadableFiles

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="sealed by the Linux kernel")


@dataclass(frozen=True)
class Thing:
    """A result with bytes in it."""

    name: str
    parts: tuple[bytes, ...] = ()


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(warm=1) as opened:
        yield opened


def ready() -> bool:
    return True


def unsure() -> bool:
    return False


def sealed(pool: WorkerPool, function: Callable[..., object], *args: object, **options: object) -> object:
    """Run a function in a sealed process; the result is a number unless something else is said."""
    return pool.run_sealed(function, *args, **({"result_type": int, "prepare": ready} | options))  # type: ignore[arg-type]


def process_id() -> int:
    return os.getpid()


def make_thing(name: str, *parts: bytes) -> Thing:
    return Thing(name, parts)


def refuse(code: str) -> int:
    raise ImportRefusedError(code, name="x.txt", reason="half \ud800 of a pair")


def cancel() -> int:
    raise CancelledError


def stumble() -> int:
    raise ZeroDivisionError("stumbled")


def wrong_type() -> str:
    return "no number"


def hoard() -> int:
    return len(bytearray(2 * 1024**3))


def die(status: int) -> int:
    os._exit(status)


def spin() -> int:
    while True:
        pass


def open_file(path: str) -> int:
    with Path(path).open(encoding="utf-8") as stream:
        return len(stream.read())


def import_module(name: str) -> int:
    return len(dir(__import__(name)))


def import_quietly(name: str) -> int:
    try:
        return import_module(name)
    except ImportError:
        return -1


def parts_of_seal() -> dict[str, bool]:
    return sandbox.sealed_parts()


def say(*frames: bytes) -> int:
    """Write messages to the parent that the worker's own code would not write."""
    pipe = next(descriptor for descriptor in range(3, 64) if is_open(descriptor))
    for frame in frames:
        os.write(pipe, struct.pack("!i", len(frame)) + frame)
    time.sleep(30)
    return 0


def begin_and_wait(length: int) -> int:
    """Announce a message and send one byte of it."""
    pipe = next(descriptor for descriptor in range(3, 64) if is_open(descriptor))
    os.write(pipe, struct.pack("!i", length) + b"{")
    time.sleep(30)
    return 0


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_every_task_has_a_process_of_its_own(pool: WorkerPool) -> None:
    processes = {sealed(pool, process_id) for _ in range(3)}
    assert len(processes) == 3
    assert os.getpid() not in processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)  # type: ignore[arg-type]


def test_results_come_back_as_they_were(pool: WorkerPool) -> None:
    thing = Thing("à \u202e", (b"\x00\xff" * 100_000, b"", b"text"))
    assert sealed(pool, make_thing, thing.name, *thing.parts, result_type=Thing) == thing


def test_errors_come_back_with_their_code_and_words(pool: WorkerPool) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        sealed(pool, refuse, "import-no-text")
    assert caught.value.code == "import-no-text"
    assert caught.value.parameters == {"name": "x.txt", "reason": "half \ud800 of a pair"}


def test_faults_come_back_with_their_trace(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFaultError, match="ZeroDivisionError: stumbled"):
        sealed(pool, stumble)


def test_a_result_of_another_type_is_a_fault(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFaultError, match="Pydantic"):
        sealed(pool, wrong_type)


def test_a_task_cannot_cancel_the_others(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFailedError, match="worker-crashed"):
        sealed(pool, cancel)


@LINUX
@pytest.mark.parametrize(
    ("work", "code"), [((hoard,), "worker-memory"), ((die, 3), "worker-crashed"), ((spin,), "worker-timeout")]
)
def test_a_task_that_takes_too_much_costs_itself_alone(
    pool: WorkerPool, work: tuple[Callable[..., object], ...], code: str
) -> None:
    with pytest.raises(WorkerFailedError, match=code):
        sealed(pool, *work, limits=TaskLimits(memory=1024**3, seconds=2))
    assert sealed(pool, process_id)


@LINUX
def test_no_file_can_be_opened(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFaultError, match="PermissionError"):
        sealed(pool, open_file, __file__)


@LINUX
def test_the_seal_reports_its_parts(pool: WorkerPool) -> None:
    found = sealed(pool, parts_of_seal, result_type=dict[str, bool])
    assert isinstance(found, dict)
    assert found["limits"]
    assert found["no-new-privileges"]
    assert found["seccomp"] or found["landlock"]


@LINUX
def test_a_task_that_lacked_something_is_run_again_with_all_loaded(pool: WorkerPool) -> None:
    # Without the second run the answer would be another one than without a seal.
    assert sealed(pool, import_quietly, "this", prepare=unsure, otherwise=load_this) == import_module("this")
    assert sealed(pool, import_quietly, "this") == -1
    with pytest.raises(WorkerFailedError, match="worker-crashed"):
        sealed(pool, import_quietly, "this", prepare=unsure, otherwise=unsure)


def load_this() -> bool:
    import_module("this")
    return True


class Exploit:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path(self.path),)


def result(parts: int) -> bytes:
    return json.dumps({"kind": "result", "parts": parts}).encode()


def error_of(**changed: object) -> bytes:
    whole = {"kind": "error", "error": "ImportRefusedError", "code": "import-no-text", "parameters": {}}
    return json.dumps(whole | changed).encode()


@pytest.mark.parametrize(
    "frames",
    [
        (b"",),
        (b"{",),
        (b"[]",),
        (b"\x80\x04",),
        (b"[" * 100_000,),
        (b"{}",),
        (b'{"kind": "other"}',),
        (b'{"kind": "progress", "share": "x"}',),
        (b'{"kind": "fault"}',),
        (b'{"kind": "result"}', b"{}"),
        (result(-1), b'{"name": "x"}'),
        (result(10**9), b'{"name": "x"}'),
        (result(0), b'{"name": 5}'),
        (result(0), b'{"name": "x", "parts": [0]}'),
        (result(1), b'{"name": "x", "parts": [-1]}', b"x"),
        (result(0), b"[" * 100_000),
        (b" " * 1_000_000,),
        (error_of(error="SystemExit"),),
        (error_of(error="CancelledError"),),
        (error_of(code=5),),
        (error_of(code="\x1b[2J"),),
        (error_of(parameters={"a b": "x"}),),
        (error_of(parameters={"name": 5}),),
        (error_of(parameters={f"n{number}": "x" for number in range(100)}),),
    ],
)
def test_an_answer_that_no_reader_gives_is_none(frames: tuple[bytes, ...]) -> None:
    ours, theirs = multiprocessing.Pipe()
    sender = Thread(target=send_all, args=(theirs, frames))
    sender.start()
    with ours, pytest.raises((BadAnswerError, OSError)):
        answers.receive(ours, Thing, 5000)
    sender.join()


def send_all(pipe: Connection, frames: tuple[bytes, ...]) -> None:
    """Send messages until they are all sent or nobody listens any more."""
    with pipe, suppress(OSError):
        for frame in frames:
            pipe.send_bytes(frame)


@LINUX
def test_a_worker_without_an_answer_that_a_reader_gives_has_crashed(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFailedError, match="worker-crashed"):
        sealed(pool, say, b"{", limits=TaskLimits(memory=1024**3, seconds=20))


@pytest.mark.parametrize(
    ("body", "parts"),
    [(b'{"name": "x"}' + b" " * 2000, ()), (b'{"name": "x"}', (b"x" * 500, b"x" * 600))],
)
def test_the_whole_of_an_answer_has_a_limit(body: bytes, parts: tuple[bytes, ...]) -> None:
    for most, fits in ((5000, True), (1000, False)):
        ours, theirs = multiprocessing.Pipe()
        with ours, theirs:
            for frame in (result(len(parts)), body, *parts):
                theirs.send_bytes(frame)
            if fits:
                assert answers.receive(ours, Thing, most).value == Thing("x")
            else:
                with pytest.raises(BadAnswerError):
                    answers.receive(ours, Thing, most)


@LINUX
def test_an_answer_is_never_unpickled(pool: WorkerPool, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    with pytest.raises(WorkerFailedError, match="worker-crashed"):
        sealed(pool, say, pickle.dumps(Exploit(str(trap))))
    assert not trap.exists()


@LINUX
@pytest.mark.parametrize("length", [2, 100_000])
def test_an_answer_that_never_ends_is_ended(pool: WorkerPool, length: int) -> None:
    start = time.monotonic()
    with pytest.raises(WorkerFailedError, match="worker-timeout"):
        sealed(pool, begin_and_wait, length, limits=TaskLimits(seconds=1))
    assert time.monotonic() - start < 25


def test_sealed_processes_run_where_there_is_no_fork_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    with WorkerPool(warm=2) as pool:
        first = sealed(pool, process_id)
        spare = pool._spare
        assert spare is not None
        expected = spare._process.pid
        assert sealed(pool, process_id) == expected != first
        waiting = pool._spare
        assert waiting is not None
        process = waiting._process.pid
    assert process is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def loaded_modules(name: str) -> int:
    return int(name in sys.modules)


def test_a_process_that_is_not_forked_loads_what_readers_need_while_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    with WorkerPool(warm=1, preload=PRELOAD_PAGES) as pool:
        assert sealed(pool, loaded_modules, "trafilatura", limits=TaskLimits(seconds=60)) == 1
    with WorkerPool(warm=1) as pool:
        assert sealed(pool, loaded_modules, "trafilatura") == 0


def test_a_single_task_starts_no_spare_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    with WorkerPool(warm=1) as pool:
        sealed(pool, process_id)
        assert pool._spare is None


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
if __name__ == "__main__":
    from briefbuilder.app.workers import WorkerPool
    import test_sealed_workers as tests
    with WorkerPool(warm=1) as pool:
        print(tests.sealed(pool, tests.process_id), flush=True)
        {work}
"""


@LINUX
@pytest.mark.parametrize("work", ["tests.sealed(pool, tests.spin)", "pool.run(tests.spin)"])
def test_workers_end_with_the_program_also_in_an_endless_loop(tmp_path: Path, work: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(tests=str(Path(__file__).parent), work=work), "utf-8")
    # In a session of their own, all processes of the program can be told from others.
    running = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert running.stdout is not None
        assert int(running.stdout.readline())
        deadline = time.monotonic() + 90
        while not spinning(running.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert spinning(running.pid)
        running.kill()
        running.wait()
        while members(running.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert members(running.pid) == []
    finally:
        running.kill()
        running.wait()
        for process in members(running.pid):
            os.kill(process, signal.SIGKILL)
        assert running.stdout is not None
        running.stdout.close()


def members(session: int) -> list[int]:
    """Return the running processes of a session."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.name))
    return found


def spinning(session: int) -> bool:
    """Return whether a process other than the first of a session has used some processor time since it started."""
    before = {process: ticks(process) for process in members(session) if process != session}
    time.sleep(0.4)
    return any(ticks(process) - used > 1 for process, used in before.items())


def ticks(process: int) -> int:
    try:
        fields = Path("/proc", str(process), "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11])


def test_a_sealed_worker_keeps_what_it_loaded_and_starts_again_when_it_ended() -> None:
    worker = SealedWorker(load_number, TaskLimits(memory=1024**3, seconds=20))
    try:
        first = worker.run(process_id, result_type=int)
        assert worker.run(process_id, result_type=int) == first
        assert worker.run(loaded_number, result_type=int) == 7
        with pytest.raises(WorkerFailedError, match="worker-crashed"):
            worker.run(die, 1, result_type=int)
        assert worker.run(process_id, result_type=int) != first
        assert worker.run(loaded_number, result_type=int) == 7
    finally:
        worker.close()


loaded: list[int] = []


def load_number() -> bool:
    loaded.append(7)
    return True


def loaded_number() -> int:
    return loaded[-1]


def test_a_process_that_the_system_does_not_limit_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def takes_more_than(process: int, memory: int) -> bool:
        assert process > 0
        asked.append(memory)
        return len(asked) > 2

    monkeypatch.setattr(workers, "takes_more_than", takes_more_than)
    with WorkerPool(warm=1) as pool, pytest.raises(WorkerFailedError, match="worker-memory"):
        pool.run(spin, limits=TaskLimits(memory=1024**3, seconds=20))
    assert asked == [1024**3] * 3


read_words: list[str] = []


def read_two(wanted: str, other: str) -> None:
    """Read a file, and try to read another one and to write the first."""
    read_words.append(Path(wanted).read_text("utf-8"))
    for attempt in (lambda: Path(other).read_text("utf-8"), lambda: Path(wanted).write_text("x", "utf-8")):
        try:
            read_words.append(str(attempt()))
        except OSError as error:
            read_words.append(type(error).__name__)
    raise RuntimeError("what loading raises is not the task's")


def what_was_read(wanted: str) -> list[str]:
    try:
        return [*read_words, Path(wanted).read_text("utf-8")]
    except OSError as error:
        return [*read_words, type(error).__name__]


@LINUX
def test_a_kept_process_reads_the_files_that_it_loads_and_no_others(tmp_path: Path) -> None:
    wanted, other = str(tmp_path / "wanted"), str(tmp_path / "other")
    for name in (wanted, other):
        Path(name).write_text("words", "utf-8")
    files = ReadableFiles(load=partial(read_two, wanted, other), paths=(wanted,))
    with WorkerPool(warm=1) as pool:
        found = pool.run_kept(
            ready,
            what_was_read,
            wanted,
            key="a",
            result_type=list[str],
            limits=TaskLimits(seconds=20),
            files=files,
        )
    assert found == ["words", "PermissionError", "PermissionError", "PermissionError"]
