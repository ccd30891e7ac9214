"""One worker's process: how it is started on this system, and how it is ended at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from briefbuilder.app.nursery import Nursery
from briefbuilder.app.worker import serve


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
