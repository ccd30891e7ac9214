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
BOUNDARY = "boundary"
"""The file that the program looks for when it has shown and closed everything."""


def _trace(dossier: Path, root: Path, folder: Path) -> str:
    """Run the program under strace and return its trace."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("NOT TESTED: strace is not installed, so nothing says which files the window opens")
    trace = folder / "trace.txt"
    command = [
        strace,
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "4096",
        "-e",
        "trace=%file,connect",
        "-o",
        str(trace),
        sys.executable,
    ]
    program = ["-m", "tests.ui.frame.hostile_window_program", str(dossier), str(folder / BOUNDARY)]
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
        session.store.apply(accept_all(session, 0.1))
    yield path
    shutil.rmtree(marked)


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: strace is of Linux")
def test_no_file_that_a_title_names_is_opened_and_the_trace_would_show_it(
    dossier: Path, root: Path, tmp_path: Path
) -> None:
    calls = _trace(dossier, root, tmp_path).splitlines()
    boundary = next(
        number for number, line in enumerate(calls) if f"/{BOUNDARY}" in line and "exec" not in line
    )
    safe, unsafe = calls[:boundary], calls[boundary:]
    assert any("titles.dossier" in line and "open" in line for line in safe)
    assert [line for line in safe if "-marker" in line] == []
    assert [line for line in calls if "connect(" in line and "AF_INET" in line] == []
    assert any("picture-marker" in line for line in unsafe)
