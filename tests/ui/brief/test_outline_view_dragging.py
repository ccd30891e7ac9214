"""Drag and drop with a real pointer on a real X server, without synthetic events."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("real_drag_program.py")


@pytest.mark.x11
def test_items_ready_passages_and_topics_are_dragged_into_parts(display: str, tmp_path: Path) -> None:
    if shutil.which("xdotool") is None:
        pytest.skip("not on this machine: xdotool")
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "could not load the Qt platform plugin" in done.stderr.lower():
        pytest.skip("Qt's X11 plugin lacks a library here")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    before, moved, added, undone, elsewhere = told["results"]
    quote = next(part[1] for part in before if len(part) > 1)
    assert quote.startswith("Semiconductor supply")
    assert [part for part in moved if len(part) > 1] == [["key-points", quote]]
    assert told["chosen"], "the dragged item stays chosen"
    outlook = next(part for part in added if part[0] == "outlook")
    assert outlook[1:] == [quote], "the passage that was ready to be added"
    assert undone == before
    tagged = next(part for part in elsewhere if part[0] == "outlook")
    assert tagged[1] == quote, "the passage that is tagged with the topic"
