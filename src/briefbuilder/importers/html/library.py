"""trafilatura and htmldate, imported without what they do not need here: nothing is fetched, nothing is guessed.

At their import both load what talks to servers and sorts addresses, and trafilatura a language model. That
takes half of their start, so stand-ins that do nothing are there meanwhile; what fetches is thereby not even
in the process that reads foreign pages.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

_ABSENT = "py3langid"
"""What is asked for and done without where it is not there."""

_STOOD_IN = (
    "urllib3", "urllib3.response", "courlan", "trafilatura.downloads", "trafilatura.external", "charset_normalizer",
    "importlib.metadata",
)  # fmt: skip
"""What is asked for and never called: pages come decoded and without their address, nothing is compared or signed."""


class _Names(type):
    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls


class _Nothing(metaclass=_Names):
    """A class, function or module that does nothing, whatever is asked of it."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take anything."""


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> type:
        return _Nothing.__getattr__(name)


@cache
def extraction_library() -> ModuleType:
    """Return trafilatura."""
    with _stood_in():
        import trafilatura
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


@cache
def date_library() -> ModuleType:
    """Return htmldate."""
    with _stood_in():
        import htmldate
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return htmldate


@contextmanager
def _stood_in() -> Iterator[None]:
    """Have stand-ins for what is not loaded yet; afterwards the real ones can be imported as ever."""
    made: dict[str, ModuleType | None] = {_ABSENT: None, **{name: _StandIn(name) for name in _STOOD_IN}}
    new = {name: module for name, module in made.items() if name not in sys.modules}
    sys.modules.update(new)  # type: ignore[arg-type]  # None marks what cannot be imported
    try:
        yield
    finally:
        for name in new:
            sys.modules.pop(name, None)
