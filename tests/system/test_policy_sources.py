"""Where policies lie on each system, and that others than administrators cannot write them."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest

from briefbuilder.system import policy_sources as sources
from briefbuilder.system.policy_sources import (
    LARGEST,
    AccessEntry,
    AccessList,
    PolicySource,
    first_writable,
    first_writable_on_windows,
    is_for_administrators,
    read_access_list,
    read_source,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
USERS = (0, getattr(os, "getuid", lambda: 0)())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "briefbuilder"
    folder.mkdir(mode=0o755)
    path = folder / "policy.yaml"
    path.write_text("version: 1\n")
    path.chmod(0o644)
    return path


def writable(path: Path, users: tuple[int, ...] = USERS) -> str:
    return first_writable(path, path.stat(), users=users)


def test_each_system_has_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def on(platform: str) -> list[tuple[str, str]]:
        monkeypatch.setattr(sources, "sys", SimpleNamespace(platform=platform))
        return [(each.kind, each.path) for each in sources.policy_sources()]

    monkeypatch.setattr(sources, "program_data", lambda: r"D:\ProgramData")
    assert on("linux") == [("yaml", "/etc/briefbuilder/policy.yaml")]
    assert on("win32") == [
        ("registry", r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\briefbuilder"),
        ("yaml", r"D:\ProgramData\briefbuilder\policy.yaml"),
    ]
    assert on("darwin") == [
        ("plist", "/Library/Managed Preferences/org.briefbuilder.briefbuilder.plist"),
        ("yaml", "/Library/Application Support/briefbuilder/policy.yaml"),
    ]


@posix
def test_a_file_of_an_administrator_is_trusted(file: Path) -> None:
    assert writable(file) == ""


@posix
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.system.policy_sources._first_untrusted", lambda *_: "")
    os.mkfifo(tmp_path / "policy.yaml")
    found = read_source(PolicySource("yaml", str(tmp_path / "policy.yaml")))
    assert (found.state, found.data) == ("found", b"")


@posix
@pytest.mark.parametrize(
    ("mode", "what"), [(0o664, "file"), (0o646, "file"), (0o775, "folder"), (0o1777, "folder")]
)
def test_a_place_that_others_can_write_to_is_named(file: Path, mode: int, what: str) -> None:
    place = file if what == "file" else file.parent
    place.chmod(mode)
    groups = () if mode & 0o020 else (0,)
    assert first_writable(file, file.stat(), users=USERS, groups=groups) == str(place)


@posix
def test_a_folder_far_above_that_others_can_write_to_is_named(file: Path) -> None:
    above = file.parent.parent
    above.chmod(0o777)
    assert writable(file) == str(above)
    # With the sticky bit nobody can replace the folder of an administrator in it.
    above.chmod(0o1777)
    assert writable(file) == ""


@posix
def test_a_place_of_another_owner_is_named(file: Path) -> None:
    assert writable(file, users=(987_654,)) == str(file)


@posix
def test_the_target_of_a_link_is_checked_too(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link" / "policy.yaml"
    link.parent.mkdir(mode=0o755)
    link.symlink_to(file)
    assert writable(link) == ""
    file.parent.chmod(0o777)
    assert writable(link) == str(file.parent)
    file.parent.chmod(0o755)
    link.parent.chmod(0o777)
    assert writable(link) == str(link.parent)


@posix
def test_a_file_that_was_replaced_while_it_was_opened_is_not_trusted(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    assert first_writable(file, other.stat(), users=USERS) == str(file)


@posix
def test_a_place_is_read_only_where_it_is_trusted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = PolicySource("yaml", str(file))
    file.write_bytes(b"#" * (LARGEST + 5))
    monkeypatch.setattr(sources, "_first_untrusted", lambda _path, _descriptor: "")
    assert len(read_source(source).data) == LARGEST + 1
    monkeypatch.setattr(sources, "_first_untrusted", lambda path, _descriptor: str(path.parent))
    found = read_source(source)
    assert (found.state, found.data, found.reason) == ("untrusted", b"", str(file.parent))
    assert read_source(PolicySource("yaml", str(file / "inside"))).state == "missing"
    assert read_source(PolicySource("yaml", str(file.parent))).state == "unreadable"


# Windows, with fakes of the system.

SYSTEM, ADMINS, USERS_GROUP = "S-1-5-18", "S-1-5-32-544", "S-1-5-32-545"
DOMAIN_ADMINS = "S-1-5-21-1-2-3-512"
READ, WRITE, ADD_FILE, FULL = 0x1200A9, 0x2, 0x2, 0x1F01FF


@pytest.mark.parametrize(
    ("found", "is_safe"),
    [
        (AccessList(ADMINS, (AccessEntry(SYSTEM, FULL), AccessEntry(USERS_GROUP, READ))), True),
        (AccessList(DOMAIN_ADMINS, (AccessEntry(DOMAIN_ADMINS, FULL),)), True),
        (AccessList(ADMINS, (AccessEntry(USERS_GROUP, WRITE),)), False),
        (AccessList(ADMINS, (AccessEntry("S-1-1-0", 0x40000000),)), False),
        (AccessList(ADMINS, (AccessEntry(USERS_GROUP, 0x40000),)), False),
        (AccessList("S-1-5-21-1-2-3-1001", (AccessEntry(ADMINS, FULL),)), False),
        (AccessList(ADMINS, None), False),
        (AccessList(ADMINS, (AccessEntry("", WRITE),)), False),
        (None, False),
    ],
)
def test_only_what_administrators_alone_can_change_is_safe(found: AccessList | None, is_safe: bool) -> None:
    assert is_for_administrators(found, sources._CHANGE_CONTENT) is is_safe


def test_the_folder_of_a_policy_is_stricter_than_those_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path.resolve() / "briefbuilder" / "policy.yaml"
    policy.parent.mkdir()
    policy.touch()
    adding = AccessList(SYSTEM, (AccessEntry(USERS_GROUP, READ | ADD_FILE),))
    safe = AccessList(ADMINS, (AccessEntry(USERS_GROUP, READ),))
    lists = {str(policy.parent.parent): adding}
    monkeypatch.setattr(sources, "read_access_list", lambda name, _kind: lists.get(name, safe))
    assert first_writable_on_windows(policy) == ""
    lists[str(policy.parent)] = adding
    assert first_writable_on_windows(policy) == str(policy.parent)
    if sys.platform != "win32":
        link = tmp_path / "link"
        link.symlink_to(policy)
        assert first_writable_on_windows(link) == str(link)


class FakeSecurity:
    """Answers with an access control list as Windows lays it out in memory: each account stands for its bytes."""

    def __init__(self, *entries: tuple[int, int, int, bytes], has_list: bool = True, status: int = 0) -> None:
        self.status = status
        self.owner = ctypes.create_string_buffer(b"admins")
        self.entries = [
            ctypes.create_string_buffer(
                bytes((kind, flags)) + bytes(2) + rights.to_bytes(4, "little") + account
            )
            for kind, flags, rights, account in entries
        ]
        self.list = ctypes.create_string_buffer(bytes(4) + len(entries).to_bytes(2, "little") + bytes(2))
        self.has_list = has_list
        self.freed = 0
        self.library = SimpleNamespace(
            GetNamedSecurityInfoW=self.get_security,
            GetAce=self.get_entry,
            ConvertSidToStringSidW=self.name_account,
            LocalFree=self.free,
        )

    def get_security(self, _name: Any, _kind: int, asked: int, *parts: Any) -> int:
        assert asked == 0x1 | 0x4
        owner, _, access, _, descriptor = parts
        owner._obj.value = ctypes.addressof(self.owner)
        access._obj.value = ctypes.addressof(self.list) if self.has_list else None
        descriptor._obj.value = 1
        return self.status

    def get_entry(self, _access: Any, index: int, place: Any) -> int:
        place._obj.value = ctypes.addressof(self.entries[index])
        return 1

    def name_account(self, account: Any, text: Any) -> int:
        names = {b"admins": ADMINS, b"users": USERS_GROUP}
        text._obj.value = names[ctypes.string_at(account.value)]
        return 1

    def free(self, _memory: Any) -> None:
        self.freed += 1


def test_an_access_control_list_is_read_from_memory() -> None:
    allow, deny, inherit_only = 0, 1, 0x08
    fake = FakeSecurity(
        (allow, 0, FULL, b"admins"), (allow, 0, READ, b"users"), (deny, 0, FULL, b"users"), (allow, inherit_only, FULL, b"users"), (5, 0, WRITE, b"users")
    )  # fmt: skip
    found = read_access_list("name", 1, security=fake.library, kernel=fake.library)
    entries = (AccessEntry(ADMINS, FULL), AccessEntry(USERS_GROUP, READ), AccessEntry("", WRITE))
    assert found == AccessList(ADMINS, entries)
    assert fake.freed == 4


def test_a_missing_list_lets_everybody_write_and_a_refusal_is_unknown() -> None:
    everybody = FakeSecurity(has_list=False)
    assert read_access_list("name", 1, security=everybody.library, kernel=everybody.library) == AccessList(
        ADMINS, None
    )
    refused = FakeSecurity(status=5)
    assert read_access_list("name", 1, security=refused.library, kernel=refused.library) is None


def test_values_of_the_registry_are_read_where_the_key_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [("Language", "fr", 1), ("OwnTemplates", 0, 4), ("Exports", ["docx"], 7)]

    class Key:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    opened: list[tuple[object, ...]] = []

    def open_key(*words: object) -> Key:
        opened.append(words)
        return Key()

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM",
        KEY_READ=1,
        KEY_WOW64_64KEY=2,
        OpenKey=open_key,
        QueryInfoKey=lambda _key: (0, len(values), 0),
        EnumValue=lambda _key, index: values[index],
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    source = PolicySource("registry", r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\briefbuilder")
    safe = AccessList(ADMINS, (AccessEntry(USERS_GROUP, 0x20019),))
    monkeypatch.setattr(sources, "read_access_list", lambda _name, kind: safe if kind == 4 else None)
    found = read_source(source)
    assert found.values == {"Language": "fr", "OwnTemplates": 0, "Exports": ["docx"]}
    assert opened == [("HKLM", r"SOFTWARE\Policies\briefbuilder", 0, 3)]
    loose = AccessList(ADMINS, (AccessEntry(USERS_GROUP, 0x2),))
    monkeypatch.setattr(sources, "read_access_list", lambda _name, _kind: loose)
    assert (read_source(source).state, read_source(source).values) == ("untrusted", {})
