"""The self-test reads a file of every format, tells what fails, and leaves nothing behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefbuilder import selftest
from briefbuilder.__main__ import main
from briefbuilder.importers.registry import IMPORTERS


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_file_of_every_format_is_read_and_nothing_is_left(
    temporary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(os.environ)
    assert main(["--selftest", "importers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {importer.id for importer in IMPORTERS} <= {line.split()[1] for line in lines if "(" in line}
    assert all(line.endswith(": OK") for line in lines[:-1])
    assert lines[-1] == f"All {len(lines) - 1} parts work."
    assert not list(temporary.iterdir())
    assert dict(os.environ) == before


def test_what_fails_is_told_and_the_other_parts_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        selftest, "small_files", lambda: {"a.txt": b"Some words\n", "a.pdf": b"%PDF-1.4 cut off"}
    )
    assert main(["--selftest", "importers"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "importer text (.txt): OK" in lines
    assert next(line for line in lines if "importer pdf" in line).startswith("importer pdf (.pdf): FAILED")
    assert next(line for line in lines if line.startswith("importers: FAILED")).count("docx") == 1
    assert lines[-1].startswith(f"2 of {len(lines) - 1} parts failed")


def test_a_policy_that_forbids_what_is_tested_lets_the_program_pass(
    capsys: pytest.CaptureFixture[str], set_policy: Callable[..., None]
) -> None:
    set_policy("passwords: required\nunencrypted-dossiers: refuse\nexports: [pdf]\nexchange-places: []\n")
    assert main(["--selftest", "main-job", "exchange"]) == 0
    assert "FAILED" not in capsys.readouterr().out
    assert main(["new", "plain.dossier"]) == 1
    assert "requires a password" in capsys.readouterr().err


def test_a_policy_with_an_error_fails_as_a_part_of_its_own(
    capsys: pytest.CaptureFixture[str], set_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "_ALL", ("password",))
    set_policy("passwords: always\n")
    assert main(["--selftest"]) == 1
    first, *others, last = capsys.readouterr().out.splitlines()
    assert first.startswith("policy: FAILED: /etc/briefbuilder/policy.yaml:2: “passwords” cannot be “always”")
    assert others
    assert all(line.endswith(": OK") for line in others)
    assert last.startswith(f"1 of {len(others) + 1} parts failed")


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--selftest", "windows"]) == 2
    assert "windows" in capsys.readouterr().err


def test_two_desks_exchange_and_a_lost_server_is_told(
    temporary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--selftest", "exchange"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "both desks: OK" in lines
    assert "server that does not answer: OK" in lines
    assert not list(temporary.iterdir())
