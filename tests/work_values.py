"""Finds objects of the window in what a job is to do on its thread."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, SignalInstance

from briefbuilder.app.jobs import JobRunner
from briefbuilder.app.session import Session
from briefbuilder.storage.search import Search
from briefbuilder.storage.store import Store
from briefbuilder.ui.services import Services

OF_THE_WINDOW = (QObject, SignalInstance, Session, Store, Search, Services)


def window_objects(work: object) -> list[str]:
    """Return the objects of the window that a function holds: in its cells, arguments, defaults, and what it is bound to."""
    seen: set[int] = set()
    return [f"{way}: {type(held).__name__}" for way, held in _held(work, "work", seen)]


def _held(value: object, way: str, seen: set[int]) -> Iterator[tuple[str, object]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, OF_THE_WINDOW):
        yield way, value
        return
    for name, inner in _within(value):
        yield from _held(inner, f"{way}.{name}", seen)


def _within(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, partial):
        yield "func", value.func
        yield from ((f"args[{place}]", inner) for place, inner in enumerate(value.args))
        yield from value.keywords.items()
    elif isinstance(value, types.FunctionType):
        cells = zip(value.__code__.co_freevars, value.__closure__ or (), strict=True)
        yield from ((name, cell.cell_contents) for name, cell in cells if _is_filled(cell))
        yield from ((f"default[{place}]", inner) for place, inner in enumerate(value.__defaults__ or ()))
    elif isinstance(value, types.MethodType | types.BuiltinMethodType):
        yield "self", value.__self__
    elif isinstance(value, list | tuple | set | frozenset):
        yield from ((f"[{place}]", inner) for place, inner in enumerate(value))
    elif isinstance(value, dict):
        yield from ((f"[{key}]", inner) for key, inner in value.items())
    elif type(value).__module__.startswith("briefbuilder.ui"):
        names = (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ()))
        yield from ((name, getattr(value, name, None)) for name in names)


def _is_filled(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - an empty cell raises
    except ValueError:
        return False
    return True


def check_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse from now on to start a job whose work holds an object of the window."""
    start = JobRunner.start

    def started(self: JobRunner, work: object, *args: object, **kwargs: object) -> object:
        found = window_objects(work)
        assert not found, f"a thread would hold objects of the window: {found}"
        return start(self, work, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(JobRunner, "start", started)
