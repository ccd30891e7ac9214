"""`pack` and `verify`: a briefing with its evidence, checked on any computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Call, Rows


@pytest.fixture
def pack(call: Call, rows: Rows, tagged: Path, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    rows("compose", tagged, "--template", "thematic-briefing", "--title", "Chips", "--topic", "derisking")
    path = tmp_path / "pack.zip"
    (shape,) = rows("pack", tagged, "1", "-o", path, "--anyway")
    return path, shape


def test_a_pack_is_written_and_holds(call: Call, rows: Rows, pack: tuple[Path, dict[str, Any]]) -> None:
    path, shape = pack
    assert shape["file"] == str(path)
    assert shape["statements"] > 3
    assert shape["originals"] == 2
    (left,) = shape["left_out"]
    assert (left["reason"], len(left["sha256"])) == ("rights reserved", 64)
    checks = rows("verify", path)
    assert {one["kind"] for one in checks} == {"document", "original", "statement"}
    assert all(set(one) == {"kind", "name", "holds", "why"} for one in checks)
    # One original is not in the pack, so what stands on it can neither hold nor be broken.
    assert {one["holds"] for one in checks} == {True, None}
    assert "could not be checked." in call("verify", path).stdout


def test_one_changed_byte_ends_in_status_1_and_names_the_file(
    call: Call, pack: tuple[Path, dict[str, Any]]
) -> None:
    path, _ = pack
    data = path.read_bytes()
    at = data.index(b"%PDF-") + 2_000
    path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    answer = call("verify", path)
    assert answer.returncode == 1
    assert "FAILED: document chips.pdf\n    The file was changed." in answer.stdout
    assert "statement" not in answer.stdout.split("chips.pdf")[0]


def test_what_is_no_pack_is_refused(call: Call, tmp_path: Path, samples: Path) -> None:
    answer = call("verify", next(samples.glob("*.docx")))
    assert answer.returncode == 1
    assert "is not an evidence pack" in answer.stderr
    assert call("verify", tmp_path / "nothing.zip").returncode == 1
