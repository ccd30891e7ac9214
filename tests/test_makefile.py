"""The Makefile passes on what it is told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.parametrize(("only", "ran"), [((), "-m bench"), (("ONLY=library",), "-m bench library")])
def test_one_benchmark_runs_alone(only: tuple[str, ...], ran: str) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "bench", *only],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1].strip().endswith(ran)
