"""What happens when the program itself is at fault: a report that can be copied, on the screen and on disk.

Errors that the user can do something about are told where they occur; whatever else reaches the event
loop ends here, and the program goes on, since everything that was done is saved already.
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.services import Services

_LOG = logging.getLogger(__name__)


class Faults(QObject):
    """Takes in exceptions that nothing else caught, from any thread, and reports each kind once."""

    _raised = Signal(str)

    def __init__(self, services: Services, folder: Path, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._folder = folder
        self._told: set[str] = set()
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Be the interpreter's last resort from now on."""
        sys.excepthook = self.take

    def remove(self) -> None:
        """Leave the interpreter as it was."""
        sys.excepthook = sys.__excepthook__

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Report a fault; an interruption by the user ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        text = "".join(traceback.format_exception(kind, fault, trace))
        _LOG.error("%s", text)
        self._write(text)
        self._raised.emit(text)

    def _write(self, text: str) -> None:
        # A report that cannot be written must not become a fault of its own.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            (self._folder / f"fault-{moment}.txt").write_text(text, encoding="utf-8")

    @Slot(str)
    def _on_raised(self, text: str) -> None:
        if text in self._told:
            return
        self._told.add(text)
        from briefbuilder.ui.widgets.listing import ListingDialog

        sentence = self.tr(
            "The program made a mistake. Your work is saved. Please copy this report and send it to whoever looks after briefbuilder."
        )
        lines = tuple(text.rstrip().split("\n"))
        title, theme = self.tr("Report of a fault"), self._services.theme
        dialog = ListingDialog(title, sentence, lines, theme, self._window)
        self._services.prompter.run(dialog)
        dialog.deleteLater()
