"""Where administrators keep policies on each system, and whether administrators alone can write there.

On Linux it is one file. Windows has the registry and macOS managed preferences, too, which tools for managing computers
write. What is particular to Windows was written after its documentation and was not run there.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from briefbuilder.domain.values import value

LARGEST = 64 * 1024
"""The largest file of a policy, in bytes."""
REGISTRY_KEY = r"SOFTWARE\Policies\briefbuilder"
"""The key of the registry, below HKEY_LOCAL_MACHINE."""
PREFERENCES = "org.briefbuilder.briefbuilder.plist"
"""The file of managed preferences on macOS."""

SourceKind = Literal["yaml", "registry", "plist"]
State = Literal["missing", "found", "unreadable", "untrusted"]


_MOST_VALUES = 200


@value(kw_only=False)
class PolicySource:
    """A place that may hold a policy; `path` is a file, or a key of the registry."""

    kind: SourceKind
    path: str


@value
class SourceContent:
    """What a place holds: bytes of a file or values of the registry.

    `reason` says why it cannot be read; for an untrusted place it is the path that others can write to.
    """

    source: PolicySource
    state: State
    data: bytes = b""
    values: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


def policy_sources() -> tuple[PolicySource, ...]:
    """Return the places of policies on this system, the one whose keys win first."""
    if sys.platform == "win32":
        from briefbuilder.system.policy_access_windows import program_data

        folder = program_data()
        return (
            PolicySource("registry", f"HKEY_LOCAL_MACHINE\\{REGISTRY_KEY}"),
            PolicySource("yaml", f"{folder}\\briefbuilder\\policy.yaml"),
        )
    if sys.platform == "darwin":
        return (
            PolicySource("plist", f"/Library/Managed Preferences/{PREFERENCES}"),
            PolicySource("yaml", "/Library/Application Support/briefbuilder/policy.yaml"),
        )
    return (PolicySource("yaml", "/etc/briefbuilder/policy.yaml"),)


def read_source(source: PolicySource) -> SourceContent:
    """Read a place; one that others than administrators can write to is not read."""
    if source.kind == "registry":
        return _read_registry(source)
    try:
        with open(source.path, "rb") as stream:  # noqa: PTH123 - a name of Windows, also where the tests run
            untrusted = _first_untrusted(Path(source.path), stream.fileno())
            if untrusted:
                return SourceContent(source=source, state="untrusted", reason=untrusted)
            return SourceContent(source=source, state="found", data=stream.read(LARGEST + 1))
    except (FileNotFoundError, NotADirectoryError):
        return SourceContent(source=source, state="missing")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return SourceContent(source=source, state="unreadable", reason=reason)


def _first_untrusted(path: Path, descriptor: int) -> str:
    """Return the file or the folder above it that others than administrators can change, "" for none."""
    if sys.platform == "win32":
        from briefbuilder.system.policy_access_windows import first_writable as first_writable_on_windows

        return first_writable_on_windows(path)
    admin_groups = {0, 80} if sys.platform == "darwin" else {0}
    return first_writable(path, os.fstat(descriptor), groups=admin_groups)


def first_writable(
    path: Path, opened: os.stat_result, *, users: Iterable[int] = (0,), groups: Iterable[int] = (0,)
) -> str:
    """Return the first of a file and the folders above it that others can change, "" for none (POSIX).

    `users` and `groups` are the ids of administrators. An access control list that lets others write shows in the bits of
    the group. In a folder with the sticky bit nobody can replace what belongs to another; it may be above the file's own.
    """
    users, groups = frozenset(users), frozenset(groups)
    target = path.resolve()
    if not os.path.samestat(target.stat(), opened):
        return str(path)
    own = {path.parent, target.parent}
    for place in dict.fromkeys((target, *target.parents, path, *path.parents)):
        found = place.lstat()
        if found.st_uid not in users:
            return str(place)
        if stat.S_ISLNK(found.st_mode) or (found.st_mode & stat.S_ISVTX and place not in own):
            continue
        group_writes = found.st_mode & stat.S_IWGRP and found.st_gid not in groups
        if group_writes or found.st_mode & stat.S_IWOTH:
            return str(place)
    return ""


def _read_registry(source: PolicySource) -> SourceContent:
    """Return the values of the key, always from the view of 64-bit programs."""
    import winreg as _winreg

    from briefbuilder.system.policy_access_windows import is_safe_key

    winreg: Any = _winreg
    try:
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY, 0, access) as key:
            if not is_safe_key(rf"MACHINE\{REGISTRY_KEY}"):
                return SourceContent(source=source, state="untrusted", reason=source.path)
            count = min(winreg.QueryInfoKey(key)[1], _MOST_VALUES)
            found = (winreg.EnumValue(key, index) for index in range(count))
            values = {name: value for name, value, _ in found}
    except FileNotFoundError:
        return SourceContent(source=source, state="missing")
    except OSError as error:
        return SourceContent(source=source, state="unreadable", reason=error.strerror or str(error))
    return SourceContent(source=source, state="found", values=values)
