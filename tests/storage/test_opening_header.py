"""The first bytes of a file, from which is told whether it is a whole dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.migrations import APPLICATION_ID, MIGRATIONS
from briefbuilder.storage.opening import check_header

NEWEST = MIGRATIONS[-1].version


def header(
    *, page: int = 4096, pages: int = 2, changes: tuple[int, int] = (7, 7), version: int = NEWEST, program: int = APPLICATION_ID
) -> bytes:  # fmt: skip
    data = bytearray(100)
    data[:16] = b"SQLite format 3\x00"
    data[16:18] = page.to_bytes(2, "big")
    for place, number in ((24, changes[0]), (28, pages), (60, version), (68, program), (92, changes[1])):
        data[place : place + 4] = number.to_bytes(4, "big")
    return bytes(data)


def refusal(folder: Path, data: bytes, size: int, *, has_journal: bool = False) -> str | None:
    """Return why a file with a header and of some bytes is not opened, None where it is."""
    path = folder / "work.dossier"
    path.write_bytes(data + bytes(max(0, size - len(data))))
    try:
        check_header(path, has_journal=has_journal)
    except DossierError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("page", "pages", "whole"), [(4096, 2, 8192), (512, 3, 1536), (1, 2, 131072), (2, 60, 120)]
)
def test_a_file_that_is_shorter_than_its_pages_is_cut(
    tmp_path: Path, page: int, pages: int, whole: int
) -> None:
    assert refusal(tmp_path, header(page=page, pages=pages), whole) is None
    assert refusal(tmp_path, header(page=page, pages=pages), whole - 1) == "dossier-cut"
    assert refusal(tmp_path, header(page=page, pages=pages), whole - 1, has_journal=True) is None


def test_pages_are_not_counted_where_an_older_program_wrote_last(tmp_path: Path) -> None:
    assert refusal(tmp_path, header(changes=(8, 7)), 200) is None


def test_a_header_that_is_cut_short_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path, header()[:99], 0) == "dossier-cut"
    assert refusal(tmp_path, header(pages=0), 100) is None


def test_files_of_other_programs_are_no_dossiers(tmp_path: Path) -> None:
    assert refusal(tmp_path, header(program=APPLICATION_ID + 1), 8192) == "not-a-dossier"
    assert refusal(tmp_path, b"PK" + header()[2:], 8192) == "not-a-dossier"
    with pytest.raises(DossierError, match="dossier-not-opened"):
        check_header(tmp_path / "gone.dossier", has_journal=False)


def test_only_a_newer_major_version_is_refused(tmp_path: Path) -> None:
    major = NEWEST // 1000
    assert refusal(tmp_path, header(version=(major + 1) * 1000), 8192) == "dossier-newer"
    assert refusal(tmp_path, header(version=major * 1000 + 999), 8192) is None


def test_a_version_that_no_program_sets_is_damage(tmp_path: Path) -> None:
    assert refusal(tmp_path, header(version=2**32 - 1), 8192) == "dossier-damaged"
