"""A report of the program's state for support, without the content of any dossier and without paths.

It has versions, the system, settings, what the program finds on the computer, and the last reports of errors. Of an
error it keeps the kind and the lines of the program that it passed through: its message may quote a text or a file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.app.state_report import find_state
from briefbuilder.system.paths import log_folder

_MOST_FAULTS = 5
_LARGEST = 64 * 1024
"""Bytes that are read of one report of an error."""
_FRAME = re.compile(r'^\s*File "(?P<path>[^"]+)", line (?P<line>\d+), in (?P<name>[\w.<>]+)')
_KIND = re.compile(r"^(?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Iteration))\b")
_FIRST = ("versions", "settings")
_TOLD = ("Traceback (most recent call last):", "During handling of the above", "The above exception was")


def make_report(resources: Resources, settings: Settings, folder: Path | None = None) -> str:
    """Return the report as plain text; `folder` has the reports of errors, by default the program's own."""
    areas = find_state(resources) | {"settings": _settings(settings)}
    del areas["folders"]
    parts = [_area(name, areas[name]) for name in (*_FIRST, *sorted(areas.keys() - set(_FIRST)))]
    return "\n\n".join(["briefbuilder: problem report", *parts, *_faults(folder or log_folder())]) + "\n"


def without_content(report: str) -> str:
    """Return the kinds of errors and the places in the program that a report of an error names."""
    return "\n".join(_kept(report.splitlines()))


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


def _area(name: str, values: dict[str, str | bool]) -> str:
    lines = [f"  {key}: {_told(value)}" for key, value in values.items()]
    return "\n".join([name, *lines])


def _told(value: str | bool) -> str:
    """Return a value as text; a path says only that there is a file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_path = PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute()
    return "yes" if is_path else value


def _settings(settings: Settings) -> dict[str, str | bool]:
    return {
        "language": settings.language or "system",
        "scheme": settings.scheme,
        "spelling": settings.spelling.on,
        "spelling folder": settings.spelling.folder is not None,
        "words of the user": str(len(settings.spelling.words)),
        "backups kept": str(settings.backups.keep),
        "backups folder": settings.backups.folder is not None,
        "shared taxonomies": settings.taxonomy_folder is not None,
        "shared templates": settings.template_folder is not None,
        "recent dossiers": str(len(settings.recent)),
        "set by an administrator": ", ".join(settings.policy.values()) or False,
    }


def _faults(folder: Path) -> Iterator[str]:
    """Yield the last reports of errors, the newest first."""
    paths = sorted(folder.glob("fault-*.txt"), reverse=True) if folder.is_dir() else []
    for path in paths[:_MOST_FAULTS]:
        try:
            with path.open("rb") as stream:
                text = stream.read(_LARGEST).decode("utf-8", "replace")
        except OSError:
            continue
        yield f"error {path.stem.removeprefix('fault-')}\n{without_content(text)}"
