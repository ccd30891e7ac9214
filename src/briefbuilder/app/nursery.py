"""Where workers come from on Linux: a process that has loaded what they need and divides itself for each.

A divided process starts in milliseconds, shares the memory of what was loaded, and costs its imports once
for all workers; so killing one is cheap. The nursery has one thread and never touches a foreign file itself.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import recv_handle, send_handle
from typing import Literal

from briefbuilder.app.workers import be_modest, serve

_COLLECTED = (20_000, 20, 20)
"""How many objects are made before circles among them are looked for: texts make many objects and few circles."""

Order = tuple[Literal["bear"], tuple[str, ...]] | tuple[Literal["bury"], int]


class Nursery:
    """The side of who wants workers; may be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._orders: Connection | None = None

    def bear(self, modules: tuple[str, ...]) -> tuple[int, Connection]:
        """Return a new worker's process id and the line to it; the modules are loaded in it."""
        context = multiprocessing.get_context("spawn")
        line, theirs = context.Pipe()
        with self._lock, theirs:
            try:
                return self._born(modules, theirs), line
            except (EOFError, OSError):
                # The nursery itself was ended from outside: another takes its place, once.
                self._end()
                return self._born(modules, theirs), line

    def bury(self, pid: int) -> None:
        """Clear away a worker that was killed; only then can its process id be given to another."""
        with self._lock, suppress(EOFError, OSError):
            if self._orders is not None:
                self._orders.send(("bury", pid))
                self._orders.recv()

    def close(self) -> None:
        """End the nursery; workers at work end when their lines are closed."""
        with self._lock:
            self._end()

    def _born(self, modules: tuple[str, ...], theirs: Connection) -> int:
        orders, process = self._running()
        orders.send(("bear", modules))
        send_handle(orders, theirs.fileno(), process.pid or 0)
        pid: int = orders.recv()
        return pid

    def _running(self) -> tuple[Connection, BaseProcess]:
        if self._orders is None or self._process is None:
            context = multiprocessing.get_context("spawn")
            self._orders, theirs = context.Pipe()
            self._process = context.Process(
                target=tend, args=(theirs,), daemon=True, name="briefbuilder-nursery"
            )
            self._process.start()
            theirs.close()
        return self._orders, self._process

    def _end(self) -> None:
        orders, process = self._orders, self._process
        self._orders = self._process = None
        if orders is not None:
            orders.close()
        if process is not None:
            process.join()
            process.close()


def tend(orders: Connection) -> None:
    """Bear and bury workers as ordered, until nobody orders any more."""
    be_modest()
    gc.disable()
    with suppress(EOFError, OSError):
        while True:
            order: Order = orders.recv()
            if order[0] == "bear":
                orders.send(_divided(order[1], orders))
            else:
                _await(order[1])
                orders.send(None)
    _await(-1)
    # Nothing here is worth taking apart: what was loaded for the workers is much, and none of it is open.
    os._exit(0)


def _divided(modules: tuple[str, ...], orders: Connection) -> int:
    handle = recv_handle(orders)
    for module in modules:
        # What cannot be loaded ahead fails in the worker, where it is told.
        with suppress(ImportError):
            importlib.import_module(module)
    # What stands now is never looked at by the collector again, so that its memory stays shared.
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        _live(Connection(handle), orders)
    os.close(handle)
    return pid


def _live(line: Connection, orders: Connection) -> None:
    """Be a worker; this never returns into the nursery's work, whatever comes."""
    status = 1
    try:
        orders.close()
        gc.enable()
        gc.set_threshold(*_COLLECTED)
        serve(line)
        status = 0
    finally:
        os._exit(status)


def _await(pid: int) -> None:
    """Wait for a process that ended, or with -1 for all, so that nothing is left of them."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(pid, 0)
