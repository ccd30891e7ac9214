"""Opens a dossier in a window that nobody sees, to test whether the window of an installation works."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtWidgets import QApplication

from briefbuilder.app.resources import create_resources
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import Program
from briefbuilder.ui.text_look import load_missing_fonts

_LOOK_MILLISECONDS = 50


def colours_of_window(dossier: Path, seconds: float) -> int:
    """Open a dossier in the window of a new application, and return how many colours a small picture of it has.

    Raises TimeoutError if it is not open after so many seconds.
    """
    application = QApplication(["briefbuilder"])
    load_missing_fonts(application)
    settings = Settings()
    program = Program(application, create_resources(settings), settings)
    program.show(dossier)
    window = program.window
    assert window is not None
    holder = window.services.holder
    deadline = QDeadlineTimer(int(seconds * 1000))
    look = QTimer(application)
    # Not `quit`, which closes the window first.
    look.timeout.connect(
        lambda: application.exit() if holder.session is not None or deadline.hasExpired() else None
    )
    look.start(_LOOK_MILLISECONDS)
    application.exec()
    look.stop()
    if holder.session is None:
        raise TimeoutError("the dossier was not opened in the window")
    picture = window.grab().toImage().scaled(200, 120)
    colours = {picture.pixel(x, y) for x in range(200) for y in range(120)}
    window.close()
    program.close()
    return len(colours)
