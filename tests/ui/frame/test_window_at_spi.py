"""The main job through the tree that screen readers use, in a window on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session

SYSTEM_PYTHON = Path("/usr/bin/python3")
LAUNCHER = next(Path("/usr").glob("lib*/at-spi*bus-launcher"), Path("missing"))
PROGRAM = Path(__file__).with_name("at_spi_program.py")
STEPS = ["imported", "tagged", "composed", "exported"]
ARTICLE = """Ministers weigh export controls

Export controls on chips were discussed in Tokyo on Tuesday. Officials spoke of de-risking, not decoupling. Export \
controls, export licences and control lists for semiconductors and chips follow.

Semiconductor supply

Semiconductors remain scarce, and prices of semiconductors and chips are rising again. Semiconductor fabs expand.
"""
# $1 is the bus of the accessibility tree, $2 the program's Python, $3 the dossier, $4 the system's Python; the walk follows.
SESSION = """
"$1" --launch-immediately &
bus=$!
"$2" -m briefbuilder "$3" &
window=$!
shift 3
env -u PYTHONPATH "$@"
status=$?
kill $window $bus
wait
exit $status
"""


def missing() -> str:
    """Return what this computer lacks for the walk, "" if it has all."""
    for name in ("Xvfb", "dbus-run-session"):
        if shutil.which(name) is None:
            return name
    if not LAUNCHER.is_file():
        return "at-spi2-core"
    asked = (
        subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
        if SYSTEM_PYTHON.is_file()
        else None
    )
    return "" if asked is not None and asked.returncode == 0 else "python3-pyatspi"


@pytest.mark.skipif(
    bool(missing()), reason=f"{missing()} is not installed: the window was not walked as a screen reader does"
)
def test_the_main_job_is_done_by_the_names_that_a_screen_reader_says(
    display: str, resources: Resources, tmp_path: Path
) -> None:
    dossier, article = tmp_path / "Tokyo.dossier", tmp_path / "controls.txt"
    Session.create(dossier, resources).store.close()
    article.write_text(ARTICLE)
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    own = {
        "DISPLAY": display,
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(run),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    walk = [str(SYSTEM_PYTHON), str(PROGRAM), str(article), "talks"]
    ended = subprocess.run(
        [
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            SESSION,
            "sh",
            str(LAUNCHER),
            sys.executable,
            str(dossier),
            *walk,
        ],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=480,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # The registry of the accessibility tree talks, too.
    assert [line for line in ended.stdout.splitlines() if line in STEPS] == STEPS
    assert (tmp_path / "talks.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "talks.pdf").read_bytes().startswith(b"%PDF-")
    with Session.open(dossier, resources) as session:
        (briefing,) = session.store.briefings()
        assert briefing.title == "Talks in Tokyo"
        assert briefing.items
        assert session.store.tags()
