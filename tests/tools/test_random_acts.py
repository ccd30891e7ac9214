"""A short run of random acts finds nothing and can be repeated, and a crash is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = """
import os, pathlib, signal, sys, threading, time

def crash():
    while not pathlib.Path("acts.txt").exists() or not pathlib.Path("acts.txt").read_text():
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGSEGV)

if "--window" in sys.orig_argv:
    threading.Thread(target=crash, daemon=True).start()
"""
ACTS = "action:mode-brief\ntool:key Escape\nresize:900x700\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "unshare"))),
        reason="not on this machine: Xvfb, xdotool and unshare",
    ),
]


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "tools" / "random_acts.py"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_a_short_run_finds_nothing(root: Path) -> None:
    done = run(root, "--acts", "40", "--room", "briefing-versions")
    assert (done.returncode, done.stdout) == (0, "seed 1: 40 acts, status 0\n"), done.stderr


def test_a_crash_in_a_repeated_run_is_told_with_the_acts_before_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "acts.txt").write_text(ACTS * 100, "utf-8")
    (tmp_path / "sitecustomize.py").write_text(CRASH, "utf-8")
    folders = os.pathsep.join([str(tmp_path), str(root / "src")])
    done = run(root, "--replay", str(tmp_path / "acts.txt"), PYTHONPATH=folders)
    assert done.returncode == 1, done.stderr
    assert "Fatal Python error: Segmentation fault" in done.stdout
    assert ACTS.splitlines()[0] in done.stdout
