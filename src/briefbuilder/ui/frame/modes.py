"""The mode of the window: the start page, reading articles, or writing briefings."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.settings import Settings
from briefbuilder.ui.session_holder import SessionHolder

Mode = Literal["start", "read", "brief"]
_PLACES = "mode"


class Modes(QObject):
    """The mode that is shown, and the last one of each dossier; `changed` carries it.

    The start page is shown exactly while no dossier is open.
    """

    changed = Signal(str)

    def __init__(self, holder: SessionHolder, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._holder, self._settings = holder, settings
        self.mode: Mode = "start"
        holder.session_replaced.connect(self._on_session_replaced)
        self._on_session_replaced()

    def choose(self, mode: Mode) -> None:
        """Show another mode; without a dossier there is only the start page."""
        session = self._holder.session
        shown: Mode = "start" if session is None else "read" if mode == "start" else mode
        if session is not None:
            self._settings.set_dossier_state(session.path, {_PLACES: shown})
        if shown != self.mode:
            self.mode = shown
            self.changed.emit(shown)

    def _on_session_replaced(self) -> None:
        session = self._holder.session
        kept = self._settings.dossier_state(session.path) if session is not None else {}
        self.choose("brief" if kept.get(_PLACES) == "brief" else "read")
