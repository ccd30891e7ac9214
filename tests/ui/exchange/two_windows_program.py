"""A program for a real X server: a window on a dossier and its place of exchange, which says on each change what it has.

The arguments are the dossier, the folder of exchange and the name of the desk; each line of the input is a title to
give the briefing, and the end of the input ends the program. Started by test_two_windows.py.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.theme import Theme


class Lines(QObject):
    """The lines of the input, on the window's thread."""

    came = Signal(str)
    ended = Signal()

    def read(self) -> None:
        """Read until the end, on a thread of its own."""
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.ended.emit()


def main(dossier: Path, folder: Path, name: str) -> int:
    """Show the window until the input ends."""
    application = QApplication(["two-windows"])
    session = Session.open(dossier, Resources())
    session.store.shared.author = name
    settings = Settings(dossier.with_suffix(".json"))
    window = window_of(build_services(session, session.resources, settings, theme=Theme("light")))
    window.show()
    window.services.modes.choose("brief")
    window.exchange.use_place(str(folder))

    rounds: list[object] = []

    def tell(_keys: object = None) -> None:
        briefing = session.store.briefings()[-1]
        told = {"title": briefing.title, "line": window.exchange.strip.text, "rounds": len(rounds)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def write(title: str) -> None:
        briefing = session.store.briefings()[-1]
        session.store.apply(edit_briefing(session, replace(briefing, title=title), "rename-briefing"))

    lines = Lines()
    lines.came.connect(write, Qt.ConnectionType.QueuedConnection)
    lines.ended.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    window.services.holder.changed.connect(tell)
    window.exchange.rounds.reported.connect(rounds.append)
    window.exchange.rounds.reported.connect(tell)
    threading.Thread(target=lines.read, daemon=True).start()
    QTimer.singleShot(0, tell)
    application.exec()
    window.services.jobs.close()
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
