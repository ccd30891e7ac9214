"""Reports of faults of the program, for its support team.

A report has neither the content of a dossier nor a path: of an exception it keeps the kind and the lines of the program
that it passed through, since its message may quote a text, a title or a file name.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from briefbuilder import __version__
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.system.files import create_private_folder, write_atomically
from briefbuilder.system.locks import remove_unless_open

_FRAME = lazy_pattern(r'^\s*File "(?P<path>[^"]+)", line (?P<line>\d+),? in (?P<name>[\w.<>]+)')
_KIND = lazy_pattern(r"^(?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Iteration))\b")
_TOLD = (
    "Traceback (most recent call last):",
    "During handling of the above",
    "The above exception was",
    "Fatal Python error: ",
    "Windows fatal exception: ",
    "Current thread 0x",
    "Thread 0x",
)
_CRASH = "crash-"


def fault_report(fault: BaseException, command: str) -> str:
    """Return the report of an exception, with the command that was run."""
    return _report(describe_fault(fault), command)


def _report(places: str, command: str) -> str:
    about = f"briefbuilder {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return "\n".join((about, f"command: {command}", "", places))


@contextmanager
def crashes_reported(folder: Path, command: str) -> Iterator[bool]:
    """Save a report if the program crashed the last time, yield whether it did, and have the next crash recorded.

    A crash leaves where the program was in a file of the folder, which is removed when the program ends as it should. The
    empty file of a program that was killed is removed as well.
    """
    import faulthandler

    found = False
    paths: list[Path] = []
    with suppress(OSError):
        paths += folder.glob(f"{_CRASH}*.txt")
    for path in paths:
        with suppress(OSError, ValueError, OverflowError):
            text = path.read_text("utf-8", "replace")
            if text:
                save_report(_report("\n".join(_kept(text.splitlines())), command), folder)
                path.unlink()
                found = True
            else:
                remove_unless_open(path, int(path.stem.removeprefix(_CRASH)))
    own = folder / f"{_CRASH}{os.getpid()}.txt"
    try:
        create_private_folder(folder)
        stream = own.open("w", encoding="utf-8")
    except (OSError, BriefbuilderError):
        yield found
        return
    with stream:
        faulthandler.enable(stream)
        try:
            yield found
        finally:
            faulthandler.disable()
    own.unlink(missing_ok=True)


def save_report(report: str, folder: Path) -> Path | None:
    """Write a report into a folder; return its path, or None if that fails, which must not raise another error."""
    path = folder / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
    with suppress(OSError, BriefbuilderError):
        create_private_folder(folder)
        write_atomically(path, report.encode(), private=True)
        return path
    return None


def describe_fault(fault: BaseException) -> str:
    """Return the kinds of errors and the places in the program that the trace of an exception names."""
    return "\n".join(_kept("".join(traceback.format_exception(fault)).splitlines()))


def _kept(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        frame, kind = _FRAME.match(line), _KIND.match(line)
        if frame is not None:
            yield f"  {_short(frame['path'])}, line {frame['line']}, in {frame['name']}"
        elif kind is not None:
            yield kind["kind"]
        elif line.startswith(_TOLD):
            yield line


def _short(path: str) -> str:
    """Return the path of a module below its package, without the folders of the computer."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for root in ("site-packages", "src"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    return "/".join(parts[-2:]) if "lib" in parts else parts[-1]
