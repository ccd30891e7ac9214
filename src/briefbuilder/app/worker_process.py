"""The main functions of worker processes: an ordinary one runs many tasks, a sealed one reads one foreign file."""

from __future__ import annotations

import gc
import importlib
import math
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from briefbuilder.app import answers
from briefbuilder.app.answers import Answer
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.values import value
from briefbuilder.system.limits import forbid_core_dumps, limit_memory
from briefbuilder.system.sandbox import ReadableFiles, SealLimits, seal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_IMPORTED_BY = os.getpid()
"""The process that imported this module: the fork server, or a worker that was not forked."""

_LOADING = frozenset({"import", "open", "ctypes.dlopen"})
"""The audit events of what a sealed process can no longer do; libraries may answer differently without it."""

_hooks: list[Callable[[str, tuple[object, ...]], None]] = []


@value(kw_only=False)
class Task:
    """A module's function with its arguments, and the memory that it may take in bytes.

    `result_type` is the type of a result that is sent as data; without it the result is pickled.
    """

    function: Callable[..., object]
    args: tuple[object, ...]
    memory: int
    wants_progress: bool = False
    result_type: object = None


@value(kw_only=False)
class SealedTask:
    """A task for a sealed process, and what it does before it is sealed.

    `prepare` imports and loads what the task needs and returns whether that is all that it may need. `seconds` of
    processor time are allowed, None for a process that waits for further tasks. `files` are loaded last, by a process
    that can do no more than read them.
    """

    task: Task
    prepare: Callable[[], bool]
    seconds: float | None = None
    files: ReadableFiles | None = None


def run_tasks(pipe: Connection) -> None:
    """Run the tasks that come through a pipe until it is closed; this is the main function of a worker."""
    _prepare_process()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            task: Task = pipe.recv()
            limit_memory(task.memory)
            _answer(task, pipe)


def run_sealed_tasks(pipe: Connection, preload: tuple[str, ...] = ()) -> NoReturn:
    """Seal this process and run a task, or several; this is the main function of a process for foreign files.

    `preload` are modules to import while it waits. The first message comes from the program itself and may still be
    unpickled by reference.
    """
    try:
        parent = os.getppid() if os.getpid() == _IMPORTED_BY else _IMPORTED_BY
        _prepare_process()
        for name in preload:
            importlib.import_module(name)
        first: SealedTask = pipe.recv()
        prepared = _run(Task(first.prepare, (), first.task.memory), pipe)
        if prepared.kind != "result":
            _send(prepared, first.task, pipe)
            os._exit(0)
        answers.prepare(first.task.result_type)
        seconds = None if first.seconds is None else math.ceil(first.seconds) + 1
        limits = SealLimits(memory=first.task.memory, seconds=seconds)
        seal(pipe.fileno(), limits, parent, _loaded_safely(first, pipe))
        _answer(first.task, pipe, complete=bool(prepared.value))
        while first.seconds is None:
            _answer(pipe.recv().task, pipe)
    except (EOFError, OSError):
        pass
    finally:
        # Nothing is cleaned up: what a foreign file left behind must not run.
        os._exit(0)


def _loaded_safely(sealed: SealedTask, pipe: Connection) -> ReadableFiles | None:
    """Return the files to load, without the errors of loading: the task fails if it lacks them."""
    if sealed.files is None:
        return None
    load = Task(sealed.files.load, (), sealed.task.memory)
    return replace(sealed.files, load=partial(_run, load, pipe))


def _answer(task: Task, pipe: Connection, *, complete: bool = True) -> None:
    refused: list[str] = []
    if not complete:
        sys.addaudithook(lambda event, _: refused.append(event) if event in _LOADING else None)
    answer = _run(task, pipe)
    if refused:
        answer = Answer(kind="unprepared")
    try:
        _send(answer, task, pipe)
    except (EOFError, OSError):
        raise
    except Exception:  # noqa: BLE001 - a result that cannot be sent is a fault of the program, too
        _send(Answer(kind="fault", value=traceback.format_exc()), task, pipe)


def _send(answer: Answer, task: Task, pipe: Connection) -> None:
    if task.result_type is None:
        pipe.send(answer)
    else:
        answers.send(pipe, answer, task.result_type)


def _run(task: Task, pipe: Connection) -> Answer:
    def progress(share: float) -> None:
        _send(Answer(kind="progress", value=float(share)), task, pipe)

    try:
        result = (
            task.function(*task.args, progress=progress) if task.wants_progress else task.function(*task.args)
        )
    except BriefbuilderError as error:
        return Answer(kind="error", value=error)
    except MemoryError:
        return Answer(kind="memory")
    except Exception:  # noqa: BLE001 - whatever a foreign file causes ends here
        return Answer(kind="fault", value=traceback.format_exc())
    return Answer(kind="result", value=result)


def _prepare_process() -> None:
    forbid_network()
    forbid_core_dumps()
    # Ctrl+C in a terminal is for the parent process: it kills the worker or leaves it alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The modules that workers share are never garbage, and looking at them would copy their memory.
    gc.freeze()


def _end_with_parent() -> None:
    """End this process when the program has ended, also in the middle of a task."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def forbid_network() -> None:
    """Refuse all use of sockets in this process and those forked from it, except the local ones between processes.

    Some libraries make a socket when they are imported, to see what the system can do.
    """
    if not _hooks:
        _hooks.append(_refuse_sockets)
        sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    import socket

    if event != "socket.__new__" or arguments[1] != getattr(socket, "AF_UNIX", None):
        raise PermissionError(f"a worker reached for the network ({event})")
