"""Prints the memory of a bare Qt window, to compare with."""

from __future__ import annotations

import json
import resource

from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> None:
    """Show a window and print what it holds."""
    application = QApplication([])
    window = QMainWindow()
    window.show()
    application.processEvents()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"memory of a bare window, MB": used}))


if __name__ == "__main__":
    main()
