"""Prints the memory of a bare Qt window, to compare with."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QApplication, QMainWindow

from bench.measure import peak_memory


def main() -> None:
    """Show a window and print what it holds."""
    application = QApplication([])
    window = QMainWindow()
    window.show()
    application.processEvents()
    print(json.dumps({"memory of a bare window, MB": peak_memory()}))


if __name__ == "__main__":
    main()
