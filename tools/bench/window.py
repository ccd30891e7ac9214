"""The first window beside a bare Qt window: CPU seconds and memory until it is shown."""

from __future__ import annotations

from bench.measure import cost_of_python
from bench.table import row_of, show

BARE = """
import os; os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = """
import os; os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
QTimer.singleShot(0, lambda: __import__("PySide6.QtWidgets").QtWidgets.QApplication.quit())
from briefbuilder.__main__ import main
main([])
"""

GOAL = 0.45
"""CPU seconds that the start may take."""


def run() -> None:
    """Print the table."""
    ours, bare = cost_of_python(OURS, repeat=5), cost_of_python(BARE, repeat=5)
    show(
        f"Start to the first window (goal {GOAL})",
        "CPU-s",
        [row_of("briefbuilder", ours), row_of("bare PySide6 window", bare)],
    )
