"""Timers that run once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot_timer(owner: QObject, run: Callable[[], object], milliseconds: int = 0) -> QTimer:
    """Return a timer that is not started; each start, also of a running timer, waits again and then calls `run` once."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(run)
    return timer
