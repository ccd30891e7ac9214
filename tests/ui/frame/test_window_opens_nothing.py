"""A window full of titles that name files opens none of them: a trace of its system calls."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile_dossier import hostile_dossier

from briefbuilder.app.commands.tags import accept_all
from briefbuilder.app.resources import Resources

TIMEOUT = 240


def _trace(dossier: Path, root: Path, folder: Path, *arguments: str) -> str:
    """Run the program under strace and return its trace."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("NOT TESTED: strace is not installed, so nothing says which files the window opens")
    trace = folder / "trace.txt"
    command = [
        strace,
        "-f",
        "-qq",
        "-s",
        "4096",
        "-e",
        "trace=%file,connect",
        "-o",
        str(trace),
        sys.executable,
    ]
    program = ["-m", "tests.ui.frame.hostile_window_program", str(dossier), *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [*command, *program],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("NOT TESTED: this system does not allow strace")
    assert "shown" in done.stdout, done.stderr[-2000:]
    return trace.read_text("utf-8", "replace")


@pytest.fixture
def dossier(tmp_path: Path, resources: Resources) -> Iterator[Path]:
    """A dossier whose texts name a picture, a style sheet and a pipe, on which an open would hang."""
    marked = Path(tempfile.mkdtemp(prefix="m"))  # short enough for the name of a topic
    for name in ("picture-marker.png", "sheet-marker.css"):
        (marked / name).write_bytes(b"")
    os.mkfifo(marked / "pipe-marker.png")
    texts = (
        f'<img src="file://{marked}/picture-marker.png">',
        f'<link rel="stylesheet" href="file://{marked}/sheet-marker.css"><p style="background: url({marked}/picture-marker.png)">x</p>',
        f'<img src="{marked}/pipe-marker.png"> <table background="{marked}/picture-marker.png"><tr><td>x</table>',
    )
    path = tmp_path / "titles.dossier"
    with hostile_dossier(path, resources, texts) as session:
        session.apply(accept_all(session, 0.1))
    yield path
    shutil.rmtree(marked)


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: strace is of Linux")
def test_no_file_that_a_title_names_is_opened(dossier: Path, root: Path, tmp_path: Path) -> None:
    trace = _trace(dossier, root, tmp_path)
    assert "titles.dossier" in trace
    assert [line for line in trace.splitlines() if "-marker" in line] == []
    assert [line for line in trace.splitlines() if "connect(" in line and "AF_INET" in line] == []


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: strace is of Linux")
def test_the_trace_shows_a_file_that_is_opened(dossier: Path, root: Path, tmp_path: Path) -> None:
    trace = _trace(dossier, root, tmp_path, "unsafe")
    assert [line for line in trace.splitlines() if "picture-marker" in line]
