"""Work in processes of their own: limits, cancelling, crashes, warmth."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from briefbuilder.app import workers
from briefbuilder.app.workers import (
    PRELOAD_LETTERHEADS,
    PRELOAD_PAGES,
    PRELOAD_READERS,
    TaskLimits,
    WorkerFailedError,
    WorkerFaultError,
    WorkerPool,
)
from briefbuilder.domain.errors import CancelledError, ImportRefusedError


def process_id() -> int:
    return os.getpid()


def double(number: int) -> int:
    return number * 2


def die(status: int) -> None:
    os._exit(status)


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


def spin() -> None:
    while True:
        pass


def hoard(size: int) -> int:
    return len(bytearray(size))


def refuse(name: str) -> None:
    raise ImportRefusedError("import-no-text", name=name)


def stumble() -> None:
    raise ZeroDivisionError("stumbled")


def unspeakable() -> Callable[[], None]:
    return lambda: None


def reach_out(address: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
        line.connect((address, 9))


def look_up(name: str) -> object:
    return socket.getaddrinfo(name, 80)


def all_loaded(names: tuple[str, ...]) -> bool:
    return all(name in sys.modules for name in names)


def variables(names: tuple[str, ...]) -> list[str | None]:
    return [os.environ.get(name) for name in names]


def parent_id() -> int:
    return os.getppid()


def in_steps(count: int, progress: Callable[[float], None]) -> str:
    for step in range(count):
        progress((step + 1) / count)
    return "done"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(warm=2) as opened:
        yield opened


def test_work_is_done_in_another_process_that_is_used_again(pool: WorkerPool) -> None:
    first = pool.run(process_id)
    assert first != os.getpid()
    assert pool.run(process_id) == first
    assert pool.run(double, 21) == 42


def test_work_goes_to_the_worker_that_is_warm_for_it() -> None:
    with WorkerPool(warm=2) as pool, ThreadPoolExecutor(1) as threads:
        busy = threads.submit(pool.run, sleep, 0.3)
        warm = pool.run(process_id)
        busy.result()  # Now both are idle, and the one that slept was busy last.
        assert pool.run(parent_id) != 0
        assert [pool.run(process_id) for _ in range(2)] == [warm, warm]


def test_an_error_for_the_user_comes_through_whole(pool: WorkerPool) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        pool.run(refuse, "x.txt")
    assert caught.value.code == "import-no-text"
    assert caught.value.parameters == {"name": "x.txt"}


def test_a_fault_comes_with_its_trace(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFaultError, match="ZeroDivisionError: stumbled"):
        pool.run(stumble)


def test_a_result_that_cannot_cross_is_a_fault(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFaultError, match=r"pickle|local object"):
        pool.run(unspeakable)
    assert pool.run(double, 2) == 4


@pytest.mark.parametrize("status", [0, 3])
def test_a_worker_that_dies_costs_its_work_alone(pool: WorkerPool, status: int) -> None:
    with pytest.raises(WorkerFailedError, match="worker-crashed"):
        pool.run(die, status)
    assert pool.run(double, 2) == 4


@pytest.mark.parametrize("work", [(sleep, 60.0), (spin,)])
def test_work_that_takes_too_long_is_ended(pool: WorkerPool, work: tuple[Callable[..., object], ...]) -> None:
    start = time.monotonic()
    with pytest.raises(WorkerFailedError, match="worker-timeout") as caught:
        pool.run(*work, limits=TaskLimits(seconds=0.3))
    assert time.monotonic() - start < 50
    assert caught.value.parameters == {"seconds": "0.3"}


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no limit of memory that holds there")
def test_work_that_takes_too_much_memory_is_ended(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFailedError, match="worker-memory"):
        pool.run(hoard, 2 * 1024**3, limits=TaskLimits(memory=1024**3))
    assert pool.run(hoard, 1024) == 1024


def test_cancelling_kills_at_once(pool: WorkerPool) -> None:
    flag = threading.Event()
    timer = threading.Timer(0.2, flag.set)
    timer.start()
    start = time.monotonic()
    with pytest.raises(CancelledError):
        pool.run(spin, cancelled=flag.is_set)
    assert time.monotonic() - start < 50
    timer.join()
    assert pool.run(double, 2) == 4


def test_progress_is_told_on_the_way(pool: WorkerPool) -> None:
    told: list[float] = []
    assert pool.run(in_steps, 4, on_progress=told.append) == "done"
    assert told == [0.25, 0.5, 0.75, 1.0]


def test_a_pool_that_ends_leaves_no_process() -> None:
    with WorkerPool(warm=1) as own:
        process = own.run(process_id)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_computer_without_room_for_a_process_is_told(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise EOFError("unexpected EOF")

    monkeypatch.setattr(workers, "_start_in", refuse)
    monkeypatch.setattr(workers, "_RESTART_PAUSES", (0.0,))
    with pytest.raises(WorkerFailedError, match="worker-not-started"):
        pool.run_sealed(abs, -1, result_type=int, prepare=bool)


def test_a_closed_pool_keeps_no_process() -> None:
    pool = WorkerPool(warm=1)
    process = pool.run(process_id)
    os.kill(process, 0)
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(("work", "to"), [(reach_out, "127.0.0.1"), (look_up, "localhost")])
def test_a_worker_cannot_reach_the_network(pool: WorkerPool, work: Callable[[str], object], to: str) -> None:
    with pytest.raises(WorkerFaultError, match="a worker reached for the network"):
        pool.run(work, to)


def test_workers_that_end_are_cleared_away_while_the_pool_is_open() -> None:
    with WorkerPool(warm=1) as pool:
        for _ in range(3):
            process = pool.run(process_id)
            with pytest.raises(WorkerFailedError):
                pool.run(die, 1)
            with pytest.raises(ProcessLookupError):
                os.kill(process, 0)


FORKSERVER = pytest.mark.skipif(sys.platform != "linux", reason="there is a fork server on Linux alone")


@pytest.mark.parametrize("names", [PRELOAD_PAGES, PRELOAD_LETTERHEADS, PRELOAD_READERS])
def test_every_module_that_is_preloaded_exists_and_refuses_the_network(names: tuple[str, ...]) -> None:
    # A fork server passes over in silence what it cannot import.
    program = """
import importlib, socket, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
try:
    socket.socket(socket.AF_INET)
except PermissionError:
    print("refused")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *names], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "refused\n"


@FORKSERVER
@pytest.mark.usefixtures("expendable_fork_server")
def test_workers_start_again_when_the_fork_server_was_killed() -> None:
    with WorkerPool(warm=1, preload=("json",)) as pool:
        os.kill(pool.run(parent_id), signal.SIGKILL)
        with pytest.raises(WorkerFailedError):
            pool.run(die, 1)
        assert pool.run(double, 4) == 8


@FORKSERVER
def test_workers_start_where_the_killed_fork_server_still_refuses_connections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start, refused = workers._start_in, iter(range(3))

    def refuse(*arguments: Any) -> object:
        if next(refused, None) is not None:
            raise ConnectionRefusedError
        return start(*arguments)

    monkeypatch.setattr(workers, "_start_in", refuse)
    with WorkerPool() as pool:
        assert pool.run(double, 4) == 8
    assert next(refused, None) is None


def test_workers_run_where_there_is_no_fork_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    with WorkerPool(warm=1) as pool:
        assert pool.run(parent_id) == os.getpid()
        assert pool.run(double, 4) == 8
        with pytest.raises(WorkerFailedError, match="worker-crashed"):
            pool.run(die, 1)
        assert pool.run(double, 4) == 8


def test_workers_have_variables_that_other_programs_do_not_inherit() -> None:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "PYTHONSAFEPATH", "GLIBC_TUNABLES")
    before = dict(os.environ)
    with WorkerPool(warm=1) as pool:
        assert pool.run(variables, names) == ["1", "1", "1", "glibc.malloc.hugetlb=1"]
    assert dict(os.environ) == before


def test_ctrl_c_does_not_reach_a_worker(pool: WorkerPool) -> None:
    os.kill(pool.run(process_id), signal.SIGINT)
    assert pool.run(double, 4) == 8


@FORKSERVER
def test_ctrl_c_does_not_reach_the_fork_server_while_it_imports() -> None:
    with WorkerPool(warm=1) as pool:
        server = pool.run(parent_id)
    status = Path("/proc", str(server), "status").read_text("utf-8")
    blocked = next(line for line in status.splitlines() if line.startswith("SigBlk:"))
    assert int(blocked.split()[1], 16) & 1 << signal.SIGINT - 1


def test_workers_of_many_threads_all_end() -> None:
    # Pools of other tests in this process may have idle workers.
    others = {process.pid for process in multiprocessing.active_children()}
    with WorkerPool(warm=1) as pool, ThreadPoolExecutor(6) as threads:

        def crash(number: int) -> int:
            with pytest.raises(WorkerFailedError):
                pool.run(os._exit, 1)
            return pool.run(double, number)

        assert list(threads.map(crash, range(24))) == [2 * number for number in range(24)]
    assert {process.pid for process in multiprocessing.active_children()} <= others


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
if __name__ == "__main__":
    from multiprocessing import forkserver
    from PySide6.QtCore import QCoreApplication
    from briefbuilder.app.workers import PRELOAD_PAGES, WorkerPool, start_fork_server
    from test_workers import all_loaded, parent_id
    application = QCoreApplication([])
    start_fork_server(PRELOAD_PAGES)
    before = forkserver._forkserver._forkserver_pid
    with WorkerPool(warm=1, preload=PRELOAD_PAGES) as pool:
        print(pool.run(parent_id) == before)
        print(pool.run(all_loaded, PRELOAD_PAGES), pool.run(all_loaded, ("PySide6",)))
"""


@FORKSERVER
def test_the_fork_server_started_ahead_shares_what_is_preloaded_and_nothing_else(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(tests=str(Path(__file__).parent)), "utf-8")
    files = tmp_path / "files"
    files.mkdir()
    for name in ("selectors", "trafilatura"):
        (files / f"{name}.py").write_text("raise SystemExit('imported from the current folder')", "utf-8")
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, check=False, cwd=files, timeout=120
    )
    assert done.stdout == "True\nTrue False\n", done.stderr
