"""Files and folders into readings."""

from __future__ import annotations

import errno
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.narrowing import of_type

from briefbuilder.app import read_files
from briefbuilder.app.read_files import list_files, read_pasted, read_paths, reading_errors
from briefbuilder.app.workers import TaskLimits, WorkerFaultError, WorkerPool
from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import CancelledError, ImportRefusedError
from briefbuilder.importers.draft import ContainedFile, ReadingOptions
from briefbuilder.importers.pasted.article import ClipboardContent
from briefbuilder.importers.read import Parsed, parse, parse_part

TEXT = "Titolo\n\nUn paragrafo di testo, abbastanza lungo da essere un articolo.\n"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as opened:
        yield opened


def crash_on_request(data: bytes, name: str, options: ReadingOptions) -> Parsed:
    """Read as the real reader does, but let a file of that name take the process down."""
    if name == "crash.txt":
        os.abort()
    if name == "hang.txt":
        while True:
            pass
    if name == "fault.txt":
        raise LookupError("a fault of the reader")
    return parse(data, name, options)


def crash_on_part(part: ContainedFile, options: ReadingOptions) -> Parsed:
    """Read a file within another as the real reader does, but let one of that name take the process down."""
    if part.name == "crash.txt":
        os.abort()
    return parse_part(part, options)


def test_folders_are_walked_in_order_without_what_systems_leave_behind(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden", ".git/x.txt", "~$note.docx", "b/Thumbs.db"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list_files([tmp_path, tmp_path / "a.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_a_dossier_in_a_folder_that_is_imported_is_no_article(tmp_path: Path) -> None:
    for name in ("a.txt", "talks.dossier", "talks.dossier.lock", "talks.dossier-wal"):
        (tmp_path / name).write_text("text", encoding="utf-8")
    assert [path.name for path in list_files([tmp_path])] == ["a.txt"]


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/ad.html", "page_files/a/b.js", "other_files/note.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    found = list_files([tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["page.html", "other_files/note.txt"]


def test_files_are_read_in_order_and_bad_ones_are_passed_over(tmp_path: Path, pool: WorkerPool) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}\nNumero {number}.\n")
    (tmp_path / "2.txt").write_bytes(b"")
    told: list[tuple[int, int, str]] = []
    results = list(
        read_paths(
            [tmp_path, tmp_path / "absent.txt"],
            on_progress=lambda done, total, path: told.append((done, total, path.name)),
            pool=pool,
        )
    )
    assert [result.path.name for result in results] == [path for _, _, path in told]
    assert [isinstance(result, ImportedArticle) for result in results] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    assert told[-1] == (5, 6, "absent.txt")
    refused = [result.error for result in results if isinstance(result, RefusedFile)]
    assert all(isinstance(error, ImportRefusedError) for error in refused)


def test_a_reader_that_dies_hangs_or_fails_costs_one_file(
    tmp_path: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "crash.txt", "fault.txt", "hang.txt", "z.txt"):
        (tmp_path / name).write_text(TEXT + name)
    monkeypatch.setattr(read_files, "parse", crash_on_request)
    monkeypatch.setattr(read_files, "READING_LIMITS", TaskLimits(seconds=10))
    results = list(read_paths([tmp_path], pool=pool))
    codes = {result.path.name: result.error.code for result in results if isinstance(result, RefusedFile)}
    assert codes == {
        "crash.txt": "reader-crashed",
        "fault.txt": "reader-failed",
        "hang.txt": "reader-timeout",
    }
    assert all("name" in result.error.parameters for result in results if isinstance(result, RefusedFile))


def test_cancelling_stops_the_reading(tmp_path: Path, pool: WorkerPool) -> None:
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}")
    begun: list[int] = []
    readings = read_paths(
        [tmp_path],
        on_progress=lambda done, _total, _path: begun.append(done),
        cancelled=lambda: len(begun) > 2,
        pool=pool,
    )
    with pytest.raises(CancelledError):
        list(readings)
    assert 2 < len(begun) < 8


def test_a_reading_that_is_left_ends_its_workers(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}")
    readings = read_paths([tmp_path])
    next(readings)
    readings.close()  # type: ignore[attr-defined]


def test_a_pasted_text_is_read_under_its_first_words(pool: WorkerPool) -> None:
    read = read_pasted(ClipboardContent(text=TEXT), pool=pool)
    assert read.article.original.name.endswith(".txt")
    assert read.article.original.name.removesuffix(".txt") in TEXT
    assert read.data == TEXT.encode()


def test_a_file_that_takes_long_does_not_hold_up_those_after_it(
    tmp_path: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}")
    others_read, read_one = threading.Event(), read_files._read_one

    def read_scan_slowly(pool: WorkerPool, path: Path, *given: Any) -> Any:
        assert path.name != "01.txt" or others_read.wait(60)
        return read_one(pool, path, *given)

    monkeypatch.setattr(read_files, "_read_one", read_scan_slowly)
    told, names = [], []
    for reading in read_paths(
        [tmp_path],
        on_progress=lambda done, _total, path: told.append((done, path.name)),
        pool=pool,
        patience=0.2,
    ):
        names.append(reading.path.name)
        if len(names) == 11:
            others_read.set()
    assert names[-1] == "01.txt"
    assert sorted(names) == [f"{number:02}.txt" for number in range(12)]
    assert told == [(0, "00.txt"), *((done, "01.txt") for done in range(1, 12))]


def test_files_are_read_in_their_order_although_a_later_one_is_ready_first(
    tmp_path: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    later_read, read_one = threading.Event(), read_files._read_one

    def read_first_last(pool: WorkerPool, path: Path, *given: Any) -> Any:
        assert path.name != "0.txt" or later_read.wait(60)
        results = read_one(pool, path, *given)
        if path.name == "1.txt":
            later_read.set()
        return results

    monkeypatch.setattr(read_files, "_read_one", read_first_last)
    names = [reading.path.name for reading in read_paths([tmp_path], pool=pool)]
    assert names == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_files_within_a_file_follow_it_and_a_bad_one_costs_itself_alone(
    tmp_path: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as container:
        for name in ("folder/one.txt", "folder/crash.txt", "../zero.txt", "empty.txt"):
            container.writestr(name, "" if name == "empty.txt" else TEXT + name)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.txt").write_text(TEXT + "c")
    monkeypatch.setattr(read_files, "parse_part", crash_on_part)
    told: list[str] = []
    results = list(
        read_paths([tmp_path], on_progress=lambda _done, _total, path: told.append(path.name), pool=pool)
    )
    assert told == ["a.txt", "b.zip", "c.txt"]
    assert [result.path.relative_to(tmp_path).as_posix() for result in results] == [
        "a.txt", "b.zip/zero.txt", "b.zip/empty.txt", "b.zip/folder/crash.txt", "b.zip/folder/one.txt", "c.txt",
    ]  # fmt: skip
    codes = [result.error.code for result in results if isinstance(result, RefusedFile)]
    assert codes == ["import-empty", "reader-crashed"]
    inner = of_type(results[1], ImportedArticle)
    assert inner.notices[0].code == "came-with-zip"
    assert inner.notices[0].subject == "b.zip"


def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, inside = tmp_path / "closed", tmp_path / "closed" / "a.txt"
    closed.mkdir()
    inside.write_text("The ministers agreed.", "utf-8")
    scandir, stat = os.scandir, os.stat

    def refuse(path: Path | str, real: Any, *arguments: Any, **options: Any) -> Any:
        if str(path).startswith(str(closed if real is scandir else inside)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "scandir", lambda path: refuse(path, scandir))
    monkeypatch.setattr(os, "stat", lambda path, **options: refuse(path, stat, **options))
    assert list_files([tmp_path]) == (closed,)
    (found,) = read_paths([inside])
    assert isinstance(found, RefusedFile)
    assert (found.error.code, found.error.parameters["reason"]) == ("import-unreadable", "Permission denied")


@pytest.mark.parametrize(
    "error",
    [
        WorkerFaultError("Traceback\n  File x\nOSError: [Errno 28] No space left on device"),
        WorkerFaultError("Traceback\n  File x\nOSError: [Errno 27] File too large: '/tmp/x'"),
        OSError(28, "No space left on device"),
    ],
)
def test_a_full_disk_is_named_instead_of_the_importer(error: Exception) -> None:
    with pytest.raises(ImportRefusedError, match="reader-disk-full") as caught, reading_errors("a.pdf"):
        raise error
    assert caught.value.parameters == {"name": "a.pdf"}


def test_another_fault_of_an_importer_is_no_full_disk() -> None:
    with pytest.raises(ImportRefusedError, match="reader-failed"), reading_errors("a.pdf"):
        raise WorkerFaultError("Traceback\nValueError: OSError: [Errno 28] in a text")
    with pytest.raises(PermissionError), reading_errors("a.pdf"):
        raise PermissionError(13, "no")
