"""Hostile paths: what is given as a file and is not one."""

from __future__ import annotations

import os
from pathlib import Path

from hostile_files.made import Hostile

UNREADABLE = frozenset({"import-unreadable"})
NO_FILE = frozenset({"import-not-a-file"})


def _zeroes(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _nothing(path: Path) -> None:
    path.symlink_to("nothing-of-that-name")


FILES = (
    Hostile(name="pipe.html", write=os.mkfifo, becomes=NO_FILE),
    Hostile(name="zeroes.txt", write=_zeroes, becomes=NO_FILE),
    Hostile(name="circle.html", write=_circle, becomes=UNREADABLE),
    Hostile(name="nothing.html", write=_nothing, becomes=UNREADABLE),
) if hasattr(os, "mkfifo") else ()  # fmt: skip
