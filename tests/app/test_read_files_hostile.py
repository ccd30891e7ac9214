"""Folders with devices and pipes, impossible file names, and files that change or go while they are read."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.article_files import read_file

from briefbuilder.app.commands.imports import ImportOutcome, import_readings
from briefbuilder.app.read_files import list_files, read_paths
from briefbuilder.app.session import Session
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers import read
from briefbuilder.importers.read import bytes_of

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
PAGE = f"<!doctype html><html><body><h1>Gases</h1><p>{LONG}</p></body></html>"

needs_posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as opened:
        yield opened


def imported(session: Session, folder: Path, pool: WorkerPool) -> dict[str, ImportOutcome]:
    """Import a folder into a dossier and return what became of each file, by its name."""
    outcomes = import_readings(session, read_paths([folder], pool=pool))
    return dict(zip((path.name for path in list_files([folder])), outcomes, strict=True))


def code_of(outcome: ImportOutcome) -> str:
    return outcome.error.code if outcome.error else "article"


@needs_posix
def test_what_is_no_file_is_told_and_the_good_ones_are_read(
    session: Session, pool: WorkerPool, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    (folder / "inner").mkdir(parents=True)
    (folder / "good.html").write_text(PAGE, encoding="utf-8")
    os.mkfifo(folder / "pipe.html")
    (folder / "zeroes.txt").symlink_to("/dev/zero")
    (folder / "circle.html").symlink_to("circle.html")
    (folder / "gone.html").symlink_to("nothing-of-that-name")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder / "inner" / "up").symlink_to("..", target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket.txt"))
        outcomes = imported(session, folder, pool)
    assert {name: code_of(outcome) for name, outcome in outcomes.items()} == {
        "good.html": "article",
        "pipe.html": "import-not-a-file",
        "zeroes.txt": "import-not-a-file",
        "socket.txt": "import-not-a-file",
        "circle.html": "import-unreadable",
        "gone.html": "import-unreadable",
        # A link to a folder is not followed, and no file.
    }


@needs_posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(b"r\xe9sum\xe9.html", "résumé.html", id="bytes that are no UTF-8"),
        pytest.param(b"line\nbreak\x1b[2J.html", "linebreak[2J.html", id="control characters"),
        pytest.param("report\u202efdp.html".encode(), "reportfdp.html", id="turned around"),
        pytest.param("é".encode() * 124 + b".html", "é" * 124 + ".html", id="as long as names get"),
    ],
)
def test_a_name_that_is_none_harms_neither_the_dossier_nor_what_is_told_of_it(
    session: Session, pool: WorkerPool, tmp_path: Path, name: bytes, shown: str
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(PAGE, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    (outcome,) = imported(session, folder, pool).values()
    assert code_of(outcome) == "article"
    kept = session.store.article(outcome.article or "")
    kept.original.name.encode("utf-8")
    assert kept.original.name == shown
    assert kept.metadata.title == "Gases"
    for notice in outcome.notices:
        notice.subject.encode("utf-8")


def test_a_file_that_goes_before_its_turn_is_told(session: Session, pool: WorkerPool, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.html").write_text(PAGE.replace("Gases", name), encoding="utf-8")
    paths = [tmp_path / "a.html", tmp_path / "b.html"]
    paths[1].unlink()
    outcomes = import_readings(session, read_paths(paths, pool=pool))
    assert [code_of(outcome) for outcome in outcomes] == ["article", "import-unreadable"]


def test_a_file_that_grows_while_it_is_read_is_read_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grows.txt"
    path.write_text(f"Gases\n\n{LONG}\n", encoding="utf-8")
    real = Path.open

    def grown(self: Path, *arguments: Any, **options: Any) -> object:
        if self == path:
            with real(self, "a", encoding="utf-8") as stream:
                stream.write("more and more\n" * 100_000)
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", grown)
    article = read_file(path).article
    assert [block.text for block in article.blocks] == [LONG]


def test_a_file_that_shrinks_while_it_is_read_is_read_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shrinks.txt"
    path.write_text(f"Gases\n\n{LONG}\n" * 9, encoding="utf-8")
    real = Path.open

    def cut(self: Path, *arguments: Any, **options: Any) -> object:
        if self == path:
            os.truncate(self, 0)
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", cut)
    with pytest.raises(ImportRefusedError, match="import-empty"):
        read_file(path)


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system has no files of no size")
def test_a_file_that_says_that_it_is_empty_is_read_no_further_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "endless.txt").symlink_to("/proc/self/status")
    monkeypatch.setattr(read, "FILE_BYTES", 100)
    with pytest.raises(ImportRefusedError, match="import-too-large"):
        read_file(tmp_path / "endless.txt")
    with pytest.raises(ImportRefusedError, match="import-too-large"):
        bytes_of(tmp_path / "endless.txt", 100)


def test_a_file_above_the_limit_of_its_kind_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.png").write_bytes(b"0123456789")
    assert bytes_of(tmp_path / "large.png", 10) == b"0123456789"

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a file that is too large was opened")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(ImportRefusedError, match="import-too-large"):
        bytes_of(tmp_path / "large.png", 9)
