"""Exports reach the disk whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from briefbuilder.domain.errors import ExportError
from briefbuilder.system.files import (
    PrivateFolder,
    create_private_file,
    create_private_folder,
    file_manager_command,
    free_path,
    path_of,
    read_regular_file,
    remove_leftover_folders,
    remove_unfinished,
    remove_unfinished_parts,
    replacement_of,
    write_atomically,
    write_together,
)

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
    with pytest.raises(ExportError, match="export-disk-full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.docx"]


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "missing" / "b.docx"
    with pytest.raises(ExportError, match=r"folder-missing.*missing"):
        write_together({first: b"one", second: b"two"})
    assert list(tmp_path.iterdir()) == []
    second.parent.mkdir()
    write_together({first: b"one", second: b"two"})
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


def test_a_path_that_no_file_can_have_is_told_with_its_reason(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "none" / "b.docx", "folder-missing"),
        (tmp_path, "file-is-folder"),
        (tmp_path / f"{'b' * 300}.docx", "file-name-long"),
    ):
        with pytest.raises(ExportError, match=code):
            write_atomically(path, b"new")


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


COPYING = """
import sys, time
from briefbuilder.system.files import PrivateFolder
folder = PrivateFolder()
(folder.path / "copy").write_text("secret")
print(folder.path, flush=True)
time.sleep(60)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, also of other processes."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def age(folder: Path) -> None:
    """Let a folder be an hour old."""
    an_hour_ago = time.time() - 3600
    os.utime(folder, (an_hour_ago, an_hour_ago))


@pytest.mark.skipif(os.name == "nt", reason="Windows knows what is open by itself")
def test_the_folder_of_a_program_that_was_killed_is_removed_and_one_in_use_is_not(temporary: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", COPYING], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o777 == 0o700
        age(folder)
        remove_leftover_folders()
        assert (folder / "copy").read_text() == "secret"
        other.kill()
    age(folder)
    remove_leftover_folders()
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_what_is_not_ours_or_new_is_left_alone(temporary: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    (temporary / "briefbuilder-link").symlink_to(elsewhere)
    (temporary / "briefbuilder-file").write_text("file")
    (temporary / "briefbuilder-new").mkdir()
    (temporary / "other-old").mkdir()
    age(temporary / "other-old")
    remove_leftover_folders()
    assert (elsewhere / "mine").read_text() == "mine"
    assert sorted(path.name for path in temporary.iterdir()) == [
        "briefbuilder-file",
        "briefbuilder-link",
        "briefbuilder-new",
        "other-old",
    ]


@pytest.mark.usefixtures("temporary")
def test_among_the_users_files_a_temporary_folder_is_told_from_his_own(tmp_path: Path) -> None:
    own = tmp_path / "briefbuilder-notes"
    own.mkdir()
    left = PrivateFolder(tmp_path).path
    for folder in (own, left):
        age(folder)
    remove_leftover_folders(tmp_path)
    assert left.exists(), "it is in use"
    killed = tmp_path / f"{left.name}-2"
    killed.mkdir()
    age(killed)
    remove_leftover_folders(tmp_path)
    assert not killed.exists()
    assert own.exists()


def test_a_private_folder_is_gone_in_the_end(temporary: Path) -> None:
    with PrivateFolder() as folder:
        (folder / "copy").write_text("secret")
    assert list(temporary.iterdir()) == []


def test_files_that_were_being_made_are_removed_by_name(tmp_path: Path) -> None:
    for name in (".a.12.new", ".a.12.new-journal", ".a.x.new", ".b.12.new", "a.12.new"):
        (tmp_path / name).write_text("half")
    remove_unfinished(tmp_path, "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.x.new", ".b.12.new", "a.12.new"]
    remove_unfinished(tmp_path / "gone", "a")


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_a_private_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    path.chmod(0o644)
    write_atomically(path, b"after", private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    create_private_file(tmp_path / "made")
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        create_private_file(tmp_path / "made")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells the path of a deleted file"
)
def test_the_path_of_an_open_file_follows_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("x")
    descriptor = os.open(path, os.O_RDONLY)
    moved = path.rename(tmp_path / "b")
    assert path_of(descriptor) == moved
    moved.unlink()
    assert path_of(descriptor) is None
    os.close(descriptor)


def test_only_old_temporary_files_of_killed_programs_are_removed(tmp_path: Path) -> None:
    old, new, other = tmp_path / ".a.bbx.0a1b.part", tmp_path / ".b.bbx.0a1b.part", tmp_path / "report.part"
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, 0))
    remove_unfinished_parts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((new, other))
    remove_unfinished_parts(tmp_path / "none")


def test_a_regular_file_is_read_up_to_a_length_and_a_pipe_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_bytes(b"0123456789")
    assert read_regular_file(file, 20) == b"0123456789"
    assert read_regular_file(file, 4) == b"01234"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError, match="Not a regular file"):
            read_regular_file(tmp_path / "pipe", 4)


def test_a_replacement_takes_the_place_of_a_file_once_it_is_whole(tmp_path: Path) -> None:
    target, left = tmp_path / "a.dossier", tmp_path / f".a.dossier.{os.getpid()}.new"
    target.write_text("old")
    left.write_text("of this process, which failed before")
    with replacement_of(target) as made:
        assert made.read_bytes() == b""
        assert os.name != "posix" or made.stat().st_mode & 0o777 == 0o600
        made.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    with pytest.raises(FileNotFoundError), replacement_of(target) as made:
        made.unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["a.dossier"]
    assert target.read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_folders_above_a_private_one_do_not_show_its_name(tmp_path: Path) -> None:
    existing = tmp_path / "share"
    existing.mkdir(mode=0o755)
    folder = existing / "briefbuilder" / "backups" / "Secret talks 1f"
    for _ in range(2):
        create_private_folder(folder)
    made = (folder, folder.parent, folder.parent.parent)
    assert [path.stat().st_mode & 0o777 for path in made] == [0o700] * 3
    assert existing.stat().st_mode & 0o777 == 0o755
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        create_private_folder(tmp_path / "file")


def test_a_free_path_replaces_no_file(tmp_path: Path) -> None:
    for name in ("a.dossier", "a 2.dossier", "b 2.dossier"):
        (tmp_path / name).touch()
    names = [free_path(tmp_path, stem, ".dossier").name for stem in "abc"]
    assert names == ["a 3.dossier", "b.dossier", "c.dossier"]


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("win32", ["explorer", "/select,", "a.pdf"]),
        ("darwin", ["open", "-R", "a.pdf"]),
        ("linux", []),
    ],
)
def test_a_file_is_shown_by_the_file_manager_of_the_system(
    platform: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert file_manager_command(Path("a.pdf")) == command
