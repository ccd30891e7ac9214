"""Writers of dossiers that are killed, under `make soak` alone; see tools/kill_dossiers.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from kill_dossiers import kill_dossiers

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows"),
]


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_two_hundred_kills_lose_and_damage_nothing(tmp_path: Path, is_encrypted: bool) -> None:
    password_file = None
    if is_encrypted:
        pytest.importorskip("sqlcipher3")
        password_file = tmp_path / "password"
        password_file.write_text("a long sentence\n", encoding="utf-8")
    _, faults = kill_dossiers(200, password_file, seed=1)
    assert faults == []
