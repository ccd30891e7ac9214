"""The services that every widget gets from its constructor; there is one `Services` per window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.unseen import UnseenChanges

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbuilder.app.jobs import JobRunner
    from briefbuilder.app.messages import Words
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.app.settings import Settings
    from briefbuilder.domain.changes import ChangeSet
    from briefbuilder.ui.actions import ActionBoard
    from briefbuilder.ui.frame.modes import Modes
    from briefbuilder.ui.frame.toasts import Toasts
    from briefbuilder.ui.prompter import Prompter
    from briefbuilder.ui.session_holder import SessionHolder
    from briefbuilder.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Destination:
    """The part of the briefing that passages are added to, and the parts that could be chosen.

    `parts` are ids with headings; `current` is the id of the part, "" where no briefing can take passages.
    """

    parts: tuple[tuple[str, str], ...] = ()
    current: str = ""


class PaneLinks(QObject):
    """Signals between panes that do not know each other.

    `passage_add_requested` asks to add a `Passage` to the selected part of the briefing, `passages_add_requested`
    a tuple of them. `passage_show_requested` asks to open the article of a passage and scroll to it.
    `briefing_changed` is emitted when another briefing is shown, whose id is `briefing`, and `destination_changed` when
    passages are added elsewhere; `destination_requested` asks for another part, by its id. `unseen` is what others changed.
    `commit_requested` asks to store what is being typed. Around each take-in of what others did, `take_in_started` carries
    the newest batches that were known before, and `take_in_ended` follows.
    """

    briefing_changed = Signal()
    take_in_started = Signal(tuple)
    take_in_ended = Signal()
    commit_requested = Signal()
    passage_add_requested = Signal(object)
    passages_add_requested = Signal(tuple)
    passage_show_requested = Signal(object)
    destination_changed = Signal()
    destination_requested = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._briefing: str | None = None
        self._destination = Destination()
        self.unseen = UnseenChanges(self)

    @property
    def destination(self) -> Destination:
        """Where passages are added."""
        return self._destination

    def show_destination(self, destination: Destination) -> None:
        """Announce where passages are added."""
        if destination != self._destination:
            self._destination = destination
            self.destination_changed.emit()

    @property
    def briefing(self) -> str | None:
        """The id of the briefing that is shown, or None."""
        return self._briefing

    def show_briefing(self, briefing: str | None) -> None:
        """Announce the briefing that is shown."""
        if briefing != self._briefing:
            self._briefing = briefing
            self.briefing_changed.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services of one window. `language` is the language of the window (BCP 47)."""

    holder: SessionHolder
    links: PaneLinks
    actions: ActionBoard
    resources: Resources
    settings: Settings
    jobs: JobRunner
    prompter: Prompter
    words: Words
    theme: Theme
    modes: Modes
    toasts: Toasts
    language: str

    def apply(self, command: Callable[[Session], ChangeSet]) -> ChangeSet | None:
        """Apply what a command returns to the open dossier; return None without one, and after an error, which is shown."""
        session = self.holder.session
        if session is None:
            return None
        try:
            change = command(session)
            session.apply(change)
        except BriefbuilderError as error:
            self.prompter.show_error(error)
            return None
        return change
