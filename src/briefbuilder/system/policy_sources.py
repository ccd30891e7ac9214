"""Where administrators keep policies on each system, and whether administrators alone can write there.

On Linux it is one file. Windows has the registry and macOS managed preferences, too, which tools for managing computers
write. What is particular to Windows was written after its documentation (aclapi.h, winnt.h, shlobj.h) and was not run there.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
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
    """Return the places of policies on this system, by precedence: what the first one says wins."""
    if sys.platform == "win32":
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
        with open(source.path, "rb", opener=_open_at_once) as stream:
            untrusted = _first_untrusted(Path(source.path), stream.fileno())
            if untrusted:
                return SourceContent(source=source, state="untrusted", reason=untrusted)
            return SourceContent(source=source, state="found", data=stream.read(LARGEST + 1))
    except (FileNotFoundError, NotADirectoryError):
        return SourceContent(source=source, state="missing")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return SourceContent(source=source, state="unreadable", reason=reason)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file for `open`; a pipe is not waited for, and has no content."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _first_untrusted(path: Path, descriptor: int) -> str:
    """Return the file or the folder above it that others than administrators can change, "" for none."""
    if sys.platform == "win32":
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


# Who can change a file, a folder or a key of the registry on Windows, by its access control list.

_COMMON_APPLICATION_DATA = 0x23
_FILE_OBJECT, _REGISTRY_OBJECT = 1, 4
_OWNER, _DACL = 0x1, 0x4
_ALLOWED = frozenset({0, 5, 9, 11})
"""Types of entries that allow something; those with conditions count as if these held."""
_OBJECT_ENTRIES = frozenset({5, 11})
_INHERIT_ONLY = 0x08
_ADMINISTRATORS = frozenset(
    {
        "S-1-5-18",  # the system
        "S-1-5-32-544",  # Administrators
        "S-1-3-4",  # the owner, who must be an administrator
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # TrustedInstaller
    }
)
_ADMIN_ENDINGS = ("-500", "-512", "-519")
"""The ends of accounts of a computer or domain: Administrator, Domain Admins, Enterprise Admins."""
_CHANGE_ITSELF = 0x000D0000 | 0x50000000 | 0x40
"""Delete, change the owner or the list, generic all and write, delete children."""
_CHANGE_CONTENT = _CHANGE_ITSELF | 0x2 | 0x4 | 0x10 | 0x100
"""Also write or add files, append or add folders, and write attributes."""
_CHANGE_KEY = 0x000D0000 | 0x50000000 | 0x2 | 0x4 | 0x20
"""Set values, create subkeys and links, and all that changes the key itself."""


def program_data() -> str:
    """Return the folder that `%ProgramData%` names, asked of the system: users can change their environment."""
    shell: Any = getattr(ctypes, "WinDLL")("shell32")  # noqa: B009 - mypy knows it on Windows only
    path = ctypes.create_unicode_buffer(260)
    failed = shell.SHGetFolderPathW(None, _COMMON_APPLICATION_DATA, None, 0, path)
    return r"C:\ProgramData" if failed else path.value


@value(kw_only=False)
class AccessEntry:
    """An entry that allows an account some rights."""

    account: str
    rights: int


@value(kw_only=False)
class AccessList:
    """The owner of a file, folder or key and what others may do; `entries` is None if everybody may do all."""

    owner: str
    entries: tuple[AccessEntry, ...] | None


def first_writable_on_windows(path: Path) -> str:
    """Return the first of a file and the folders above it that others can change, "" for none (Windows).

    In the folders above the file's own, users may add files, as `%ProgramData%` allows: they cannot replace others.
    Links are not followed.
    """
    if os.path.normcase(path.resolve()) != os.path.normcase(path):
        return str(path)
    for place in (path, *path.parents[:-1]):
        rights = _CHANGE_CONTENT if place in {path, path.parent} else _CHANGE_ITSELF
        if not is_for_administrators(read_access_list(str(place), _FILE_OBJECT), rights):
            return str(place)
    return ""


def is_for_administrators(found: AccessList | None, rights: int) -> bool:
    """Return whether administrators own something, and only they have one of the given rights; not if it is unknown."""
    if found is None or found.entries is None or not _is_administrator(found.owner):
        return False
    return all(_is_administrator(entry.account) or not entry.rights & rights for entry in found.entries)


def _is_administrator(account: str) -> bool:
    return account in _ADMINISTRATORS or (
        account.startswith("S-1-5-21-") and account.endswith(_ADMIN_ENDINGS)
    )


def is_safe_key(name: str) -> bool:
    """Return whether only administrators can change a key of the registry, such as `MACHINE\\SOFTWARE`."""
    return is_for_administrators(read_access_list(name, _REGISTRY_OBJECT), _CHANGE_KEY)


class _EntryHeader(ctypes.Structure):
    """ACE_HEADER and the rights that follow it."""

    _fields_ = (
        ("type", ctypes.c_uint8),
        ("flags", ctypes.c_uint8),
        ("size", ctypes.c_uint16),
        ("rights", ctypes.c_uint32),
    )


class _ListHeader(ctypes.Structure):
    """ACL."""

    _fields_ = (
        ("revision", ctypes.c_uint8),
        ("padding", ctypes.c_uint8),
        ("size", ctypes.c_uint16),
        ("count", ctypes.c_uint16),
        ("more", ctypes.c_uint16),
    )


def read_access_list(name: str, kind: int, security: Any = None, kernel: Any = None) -> AccessList | None:
    """Return who may do what with a file, folder or key of Windows, None if the system does not tell."""
    library: Any = getattr(ctypes, "WinDLL", None)
    security, kernel = security or library("advapi32"), kernel or library("kernel32")
    owner, access, descriptor = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    parts = (ctypes.byref(owner), None, ctypes.byref(access), None, ctypes.byref(descriptor))
    if security.GetNamedSecurityInfoW(ctypes.c_wchar_p(name), kind, _OWNER | _DACL, *parts):
        return None
    try:
        entries = tuple(_entries(access.value, security, kernel)) if access.value else None
        return AccessList(_account_name(owner, security, kernel), entries)
    finally:
        kernel.LocalFree(descriptor)


def _entries(access: int, security: Any, kernel: Any) -> Iterator[AccessEntry]:
    for index in range(_ListHeader.from_address(access).count):
        place = ctypes.c_void_p()
        if not security.GetAce(ctypes.c_void_p(access), index, ctypes.byref(place)) or not place.value:
            yield AccessEntry("", ~0)
            continue
        header = _EntryHeader.from_address(place.value)
        if header.type not in _ALLOWED or header.flags & _INHERIT_ONLY:
            continue
        # The account of an entry about objects has no fixed place: it counts as unknown.
        account = ctypes.c_void_p(place.value + ctypes.sizeof(_EntryHeader))
        known = header.type not in _OBJECT_ENTRIES
        yield AccessEntry(_account_name(account, security, kernel) if known else "", header.rights)


def _account_name(account: ctypes.c_void_p, security: Any, kernel: Any) -> str:
    """Return an account as text, "" if it has none."""
    text = ctypes.c_wchar_p()
    if not account.value or not security.ConvertSidToStringSidW(account, ctypes.byref(text)):
        return ""
    name = text.value or ""
    kernel.LocalFree(text)
    return name
