"""A dossier tells its format and the oldest program that opens it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from briefbuilder import __version__
from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.migrations import MIGRATIONS, format_version, oldest_program
from briefbuilder.storage.opening import create, own_format, read_format

NEWER = (MIGRATIONS[-1].version // 1000 + 1) * 1000


def write(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_every_format_names_a_program_that_is_there() -> None:
    def parts(version: str) -> list[int]:
        return [int(part) for part in version.split(".")]

    programs = [parts(step.program) for step in MIGRATIONS]
    assert programs == sorted(programs)
    assert programs[-1] <= parts(__version__)


@pytest.mark.parametrize("password", [None, "secret"])
def test_a_new_dossier_has_the_format_of_the_program(path: Path, password: str | None) -> None:
    if password is not None:
        pytest.importorskip("sqlcipher3")
    create(path, password).close()
    found = read_format(path, password)
    assert (found.version, found.program) == (own_format().version, own_format().program)
    assert found.is_encrypted == (password is not None)


def test_a_newer_dossier_names_the_program_that_it_needs(path: Path) -> None:
    create(path).close()
    assert oldest_program(NEWER) == ""
    write(path, f"PRAGMA user_version = {NEWER}", "UPDATE state SET number = 2000001 WHERE name = 'program'")
    found = read_format(path)
    assert (found.version, found.program) == (format_version(NEWER), "2.0.1")


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM state WHERE name = 'program'",
        "UPDATE state SET number = -1 WHERE name = 'program'",
        "UPDATE state SET number = 9223372036854775807 WHERE name = 'program'",
        "ALTER TABLE state RENAME TO other",
    ],
)
def test_a_newer_dossier_that_does_not_name_its_program_is_reported_without(path: Path, change: str) -> None:
    create(path).close()
    write(path, f"PRAGMA user_version = {NEWER}", change)
    assert read_format(path).program == ""


def test_other_files_have_no_format(tmp_path: Path) -> None:
    other = tmp_path / "other.dossier"
    write(other, "CREATE TABLE a (b)")
    cut, empty, text = (tmp_path / name for name in ("cut", "empty", "text"))
    create(tmp_path / "whole").close()
    cut.write_bytes((tmp_path / "whole").read_bytes()[:30_000])
    empty.touch()
    text.write_text("No dossier, " * 100)
    for file, code in (
        (other, "not-a-dossier"),
        (text, "not-a-dossier"),
        (cut, "dossier-cut"),
        (empty, "dossier-empty"),
        (tmp_path / "none", "dossier-missing"),
    ):
        with pytest.raises(DossierError, match=code):
            read_format(file)
