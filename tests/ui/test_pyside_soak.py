"""PySide6 6.12.0 loses a reference to None in each call that returns nothing, and takes CPython 3.11 down.

pytest holds references that hide it, so the calls are made in a plain process.
"""

from __future__ import annotations

import os
import subprocess
import sys

_CALLS = """
from PySide6.QtCore import QCoreApplication, QTimer
application = QCoreApplication([])
timer = QTimer()
for number in range(100_000):
    timer.setInterval(number)
print(timer.interval())
"""


def test_a_hundred_thousand_calls_leave_python_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CALLS],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "99999"
