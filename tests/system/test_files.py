"""Exports reach the disk whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbuilder.domain.errors import ExportError
from briefbuilder.system.files import write_atomically

BINARY = 0x8000
"""The flag of Windows that keeps line ends as they are."""


def test_a_file_is_written_and_nothing_else_stays(tmp_path: Path) -> None:
    write_atomically(tmp_path / "b.docx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.docx"]
    assert (tmp_path / "b.docx").read_bytes() == b"new"


def test_an_older_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_is_as_readable_as_the_users_mask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "b.docx", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "b.docx").stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_older_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.docx"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError) as caught:
        write_atomically(path, b"new")
    assert caught.value.code == "export-write-failed"
    assert caught.value.parameters["reason"] == "No space left on device"
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.docx"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="export-write-failed"):
        write_atomically(tmp_path / "none" / "b.docx", b"new")


def test_windows_writes_bytes_as_they_are_and_cannot_open_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: list[int] = []
    real_open = os.open

    def open_file(path: Path, flag: int, mode: int = 0o777) -> int:
        if path.is_dir():
            raise PermissionError(13, "Permission denied")
        flags.append(flag)
        return real_open(path, flag & ~BINARY, mode)

    monkeypatch.setattr(os, "O_BINARY", BINARY, raising=False)
    monkeypatch.setattr(os, "open", open_file)
    write_atomically(tmp_path / "b.docx", b"a\r\nb\n")
    assert all(flag & BINARY for flag in flags)
    assert len(flags) == 1
    assert (tmp_path / "b.docx").read_bytes() == b"a\r\nb\n"


def test_a_long_name_in_any_script_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'半' * 80}.docx"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
