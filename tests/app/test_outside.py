"""Scans, pictures and old Office files, with and without the programs that read them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbuilder.app import outside
from briefbuilder.app.read_files import read_paths, watched_suffixes
from briefbuilder.app.workers import PRELOAD_READERS, WorkerPool
from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.system.outside_programs import OutsideProgram, can_confine

needs_tesseract = pytest.mark.skipif(
    not can_confine() or shutil.which("tesseract") is None, reason="Tesseract is not installed"
)
needs_office = pytest.mark.skipif(
    not can_confine() or shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(warm=1, preload=PRELOAD_READERS) as opened:
        yield opened


def read(pool: WorkerPool, path: Path) -> ImportedArticle | RefusedFile:
    (found,) = read_paths([path], pool=pool)
    return found


@pytest.mark.parametrize(
    ("name", "code"),
    [("scan.pdf", "import-pdf-scan"), ("scan.tif", "import-picture"), ("article.doc", "import-old-office")],
)
def test_without_the_programs_a_file_is_refused_with_their_names(
    data: Path, pool: WorkerPool, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    monkeypatch.setattr(outside, "find_programs", outside.OutsidePrograms)
    found = read(pool, data / "scans" / name)
    assert isinstance(found, RefusedFile)
    assert found.error.code == code


@needs_tesseract
@pytest.mark.parametrize("name", ["scan.pdf", "scan.tif"])
def test_the_text_of_a_scan_is_recognized_and_told(data: Path, pool: WorkerPool, name: str) -> None:
    found = read(pool, data / "scans" / name)
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "Common stocks of gas"
    told = " ".join(block.text for block in found.article.blocks)
    assert "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need" in told
    assert "A representative of the makers" in told
    assert "text-recognized" in {notice.code for notice in found.notices}
    assert found.article.original.name == name
    assert found.data == (data / "scans" / name).read_bytes()


@needs_office
def test_an_old_word_file_is_converted_and_its_own_bytes_are_kept(data: Path, pool: WorkerPool) -> None:
    found = read(pool, data / "scans" / "article.doc")
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "Gas rari: la scorta che manca"
    assert found.article.original.media_type == "application/msword"
    assert found.data == (data / "scans" / "article.doc").read_bytes()
    assert found.notices[0].code == "converted-by-program"


def test_a_picture_within_a_container_is_not_recognized(
    pool: WorkerPool, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    def forbidden(*_: object) -> None:
        raise AssertionError("a logo was recognized")

    monkeypatch.setattr(outside, "_recognize", forbidden)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.write(data / "scans" / "scan.tif", "logo.tif")
    found = read(pool, path)
    assert isinstance(found, RefusedFile)
    assert found.error.code == "import-picture"


def test_where_no_text_is_recognized_the_first_refusal_stays(
    pool: WorkerPool, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = OutsideProgram(path="/usr/bin/tesseract")
    monkeypatch.setattr(
        outside, "find_programs", lambda: outside.OutsidePrograms(tesseract=program, languages=("eng",))
    )
    monkeypatch.setattr(outside, "_recognize", lambda *_: b"")
    found = read(pool, data / "scans" / "scan.pdf")
    assert isinstance(found, RefusedFile)
    assert found.error.code == "import-pdf-scan"


def test_a_program_in_a_folder_of_the_user_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tesseract", "soffice", "soffice.bin"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outside._find_tesseract() is None
    office = outside._find_office()
    assert office is None or not office.path.startswith(str(tmp_path))


def test_pictures_in_watched_folders_are_not_offered() -> None:
    assert {".doc", ".pdf"} <= set(watched_suffixes())
    assert ".png" not in watched_suffixes()
