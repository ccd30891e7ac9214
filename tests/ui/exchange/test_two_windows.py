"""Two real windows, in two processes, on one shared folder have the same within seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.ui.exchange.conftest import TwoDesks

PROGRAM = Path(__file__).with_name("two_windows_program.py")
ROUNDS = 2
"""Rounds of two seconds within which a window must have what the other one wrote."""
PATIENCE = 90.0
"""Seconds that a busy machine may take for what takes less than five."""


class RunningWindow:
    """A window in a process of its own, and what it said last."""

    def __init__(self, dossier: Path, folder: Path, name: str, display: str) -> None:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(dossier), str(folder), name],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told: dict[str, Any] = {}
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told = json.loads(line)

    @property
    def rounds(self) -> int:
        """How many rounds have ended."""
        return int(self.told.get("rounds", 0))

    def write(self, title: str) -> None:
        """Give the briefing a title."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{title}\n")
        self.process.stdin.flush()

    def end(self) -> tuple[int, str]:
        """End the program and return its status and what it complained of."""
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


def wait(ready: Callable[[], bool]) -> None:
    """Wait until something is so."""
    begun = time.monotonic()
    while not ready():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.05)


def hand_on(title: str, writer: RunningWindow, reader: RunningWindow) -> None:
    """Write a title in one window, and wait until the other has it, within some rounds of its own."""
    before = writer.rounds, reader.rounds
    writer.write(title)
    wait(lambda: reader.told.get("title") == title)
    # A busy machine may let one of the two wait.
    assert min(writer.rounds - before[0], reader.rounds - before[1]) <= ROUNDS, title


@pytest.mark.x11
@pytest.mark.soak
def test_two_windows_on_one_folder_have_the_same_within_seconds(
    display: str, desks: TwoDesks, tmp_path: Path
) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    paths = desks.own.store.path, desks.other.store.path
    desks.own.store.close()
    desks.other.store.close()
    rossi = RunningWindow(paths[0], folder, "Rossi", display)
    weber = RunningWindow(paths[1], folder, "Weber", display)
    try:
        wait(lambda: min(rossi.rounds, weber.rounds) > 1)
        hand_on("Written by Rossi", rossi, weber)
        wait(lambda: "Rossi" in weber.told["line"])
        hand_on("Written by Weber", weber, rossi)
    finally:
        ends = rossi.end(), weber.end()
    assert [status for status, _ in ends] == [0, 0], ends
