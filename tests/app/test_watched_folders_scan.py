"""Watched folders: what waits to be imported, what does not, and what is remembered."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from briefbuilder.app.watched_folders import FileStamp, FolderWatch, FolderWatches, hash_files, scan_folder


def nothing(_digest: str) -> bool:
    return False


def look(watch: FolderWatch) -> None:
    """Look once as the program does: at the files, then at the bytes of those that are settled."""
    watch.take(scan_folder(watch.folders))
    watch.note(hash_files(watch.unhashed))


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "press"
    made.mkdir()
    return made


@pytest.fixture
def watch(folder: Path) -> FolderWatch:
    return FolderWatch(folders=(folder,))


def test_a_file_waits_once_it_has_stayed_the_same(watch: FolderWatch, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text("half")
    look(watch)
    assert watch.waiting(nothing) == ()
    assert watch.unsettled
    path.write_text("half and half")
    look(watch)
    assert watch.waiting(nothing) == ()
    look(watch)
    assert watch.waiting(nothing) == (path,)
    assert not watch.unsettled


def test_a_file_that_is_written_on_waits_no_more_until_it_is_done(watch: FolderWatch, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text("one")
    look(watch)
    look(watch)
    path.write_text("one and two")
    look(watch)
    assert watch.waiting(nothing) == ()
    look(watch)
    assert watch.waiting(nothing) == (path,)


def test_what_is_imported_by_its_bytes_does_not_wait(watch: FolderWatch, folder: Path) -> None:
    for name, text in (("a.txt", "one"), ("b.txt", "two"), ("c.txt", "two")):
        (folder / name).write_text(text)
    look(watch)
    look(watch)
    assert watch.waiting({sha(folder / "a.txt")}.__contains__) == (folder / "b.txt",)


def test_only_what_can_be_read_by_its_name_waits(watch: FolderWatch, folder: Path) -> None:
    inner = folder / "today"
    inner.mkdir()
    names = (
        "a.html",
        "a_files/ad.html",
        "b.jpg",
        "c.txt.part",
        ".d.txt",
        "~$e.docx",
        "f.dossier",
        "today/g.PDF",
    )
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    look(watch)
    look(watch)
    assert watch.waiting(nothing) == (folder / "a.html", inner / "g.PDF")
    assert set(watch.inner) == {folder, inner}


def test_what_is_dismissed_stays_so_under_another_name_and_at_another_time(
    watch: FolderWatch, folder: Path
) -> None:
    path = folder / "a.txt"
    path.write_text("one")
    look(watch)
    look(watch)
    watch.dismiss([path, folder / "unknown.txt"])
    assert watch.waiting(nothing) == ()
    os.utime(path, (1, 1))
    path.rename(folder / "b.txt")
    look(watch)
    look(watch)
    assert watch.waiting(nothing) == ()
    (folder / "b.txt").write_text("another text")
    look(watch)
    look(watch)
    assert watch.waiting(nothing) == (folder / "b.txt",)


def test_a_folder_that_vanishes_is_said_and_comes_back(
    watch: FolderWatch, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.txt").write_text("one")
    look(watch)
    look(watch)
    folder.rename(tmp_path / "away")
    look(watch)
    assert list(watch.missing) == [folder]
    assert not watch.waiting(nothing)
    (tmp_path / "away").rename(folder)
    look(watch)
    assert not watch.missing
    # It has the size and the time that it had, so that its bytes are known.
    assert watch.waiting(nothing) == (folder / "a.txt",)


def test_a_folder_that_is_watched_no_more_leaves_nothing_waiting(watch: FolderWatch, folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    look(watch)
    look(watch)
    watch.watch(folder)
    assert watch.folders == (folder,)
    watch.unwatch(folder)
    assert not watch.waiting(nothing)
    assert watch.known == {}


def test_what_is_watched_is_kept_for_each_dossier(watch: FolderWatch, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("one")
    (folder / "b.txt").write_text("two")
    look(watch)
    look(watch)
    watch.dismiss([folder / "a.txt"])
    book = FolderWatches(tmp_path / "settings" / "watched.json")
    book.keep(tmp_path / "talks.dossier", watch)
    again = FolderWatches(tmp_path / "settings" / "watched.json").of(tmp_path / "talks.dossier")
    assert (again.folders, again.dismissed, again.known) == (watch.folders, watch.dismissed, watch.known)
    assert book.of(tmp_path / "other.dossier").folders == ()
    # What did not change since is known at the first look.
    again.take(scan_folder(again.folders))
    assert again.unhashed == {}
    assert again.waiting(nothing) == (folder / "b.txt",)


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", '{"%s": []}', '{"%s": {"folders": 3, "dismissed": [1], "known": {"a": [1]}}}'],
)
def test_a_book_that_cannot_be_read_watches_nothing(tmp_path: Path, text: str) -> None:
    path, dossier = tmp_path / "watched.json", tmp_path / "talks.dossier"
    path.write_text(text.replace("%s", str(dossier.resolve())))
    assert FolderWatches(path).of(dossier) == FolderWatch()


def test_where_nothing_can_be_kept_work_goes_on(tmp_path: Path, watch: FolderWatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    FolderWatches(blocked / "watched.json").keep(tmp_path / "talks.dossier", watch)
    assert watch.folders


def test_a_very_large_file_is_told_apart_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "missing.pdf"
    (digest,) = hash_files({path: FileStamp(1 << 40, 1)}).values()
    assert len(digest) == 64
    assert hash_files({path: FileStamp(10, 1)}) == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_links_out_of_the_folder_and_pipes_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("A draft of the officer.")
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "a.txt").write_text("An article.")
    (folder / "planted.txt").symlink_to(tmp_path / "private.txt")
    (folder / "within.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    found = scan_folder((folder,))
    assert {path.name for path in found.files} == {"a.txt", "within.txt"}
