"""The services that every widget gets from its constructor; there is one `Services` per window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from briefbuilder.app.jobs import JobRunner
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.storage.acts import ActRun
from briefbuilder.ui.session_holder import SessionHolder

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.ui.actions import ActionBoard
    from briefbuilder.ui.frame.toasts import Toasts
    from briefbuilder.ui.prompter import Prompter
    from briefbuilder.ui.theme import Theme

P = ParamSpec("P")
T = TypeVar("T")
_STEP = 0.02
"""Seconds that an act in steps runs before the window processes events."""
_MOST = 2_000
"""Rows that are remembered of a dossier; of more, the latest."""
_Place = tuple[str, str]
"""The id of an article or briefing, and that of a part or item, empty for the whole."""


class UnseenChanges(QObject):
    """The articles, parts and items that others changed, with their names; `changed` is emitted when some are added or seen."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._authors: dict[_Place, tuple[str, ...]] = {}

    def add(self, places: Iterable[_Place], author: str) -> None:
        """Note that somebody changed articles, parts or items."""
        for place in places:
            known = self._authors.pop(place, ())
            self._authors[place] = known if author in known else (*known, author)
        for place in list(self._authors)[: max(0, len(self._authors) - _MOST)]:
            del self._authors[place]
        self.changed.emit()

    def authors(self, article: str) -> tuple[str, ...]:
        """Return who changed an article since the user saw it."""
        return self._authors.get((article, ""), ())

    def nodes(self, briefing: str) -> dict[str, tuple[str, ...]]:
        """Return who changed the parts and items of a briefing, by their ids."""
        return {node: authors for (name, node), authors in self._authors.items() if name == briefing}

    def see(self, name: str, node: str = "") -> None:
        """Note that the user sees an article or a node of a briefing."""
        if self._authors.pop((name, node), None) is not None:
            self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        if self._authors:
            self._authors.clear()
            self.changed.emit()

    def state(self) -> str:
        """Return what is to be remembered of the dossier."""
        return json.dumps([[*place, *authors] for place, authors in self._authors.items()])

    def restore(self, state: str) -> None:
        """Show what was remembered of a dossier; anything else counts as nothing."""
        self._authors = dict(_read(state))
        self.changed.emit()


def _read(state: str) -> Iterable[tuple[_Place, tuple[str, ...]]]:
    try:
        rows = json.loads(state)
    except (ValueError, RecursionError):
        return
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) >= 2 and all(isinstance(text, str) for text in row):
            yield (row[0], row[1]), tuple(row[2:])


@dataclass(frozen=True, slots=True)
class Destination:
    """The part of the briefing that passages are added to, and the parts that could be chosen.

    `parts` are ids with headings; `current` is the id of the part, "" if no briefing can take passages.
    """

    parts: tuple[tuple[str, str], ...] = ()
    current: str = ""


class PaneLinks(QObject):
    """Signals between panes that do not know each other.

    `passage_add_requested` asks to add a `Passage` to the selected part of the briefing, `passages_add_requested`
    a tuple of them. `passage_show_requested` asks to open the article of a passage and scroll to it, `details_requested`
    to edit the details of the article that is open.
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
    details_requested = Signal()
    changes_export_requested = Signal(object)
    destination_changed = Signal()
    destination_requested = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.briefing: str | None = None
        self.destination = Destination()
        self.unseen = UnseenChanges(self)

    def show_destination(self, destination: Destination) -> None:
        """Announce where passages are added."""
        if destination != self.destination:
            self.destination = destination
            self.destination_changed.emit()

    def show_briefing(self, briefing: str | None) -> None:
        """Announce the briefing that is shown."""
        if briefing != self.briefing:
            self.briefing = briefing
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

    def apply(
        self, command: Callable[Concatenate[Session, P], ChangeSet], *arguments: P.args, **named: P.kwargs
    ) -> ChangeSet | None:
        """Apply what a command returns to the open dossier; return None without one, and after an error, which is shown."""
        session = self.holder.session

        def run(session: Session) -> ChangeSet:
            change = command(session, *arguments, **named)
            session.store.apply(change)
            return change

        return None if session is None else self.attempt(run, session)

    def change(
        self, command: Callable[Concatenate[Session, P], ChangeSet], *arguments: P.args, **named: P.kwargs
    ) -> bool:
        """Apply what a command returns if the dossier can be changed, and return whether it was applied."""
        return self.holder.writable and self.apply(command, *arguments, **named) is not None

    def attempt(self, run: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T | None:
        """Return what a function returns, None after a BriefbuilderError, which is shown."""
        try:
            return run(*arguments, **named)
        except BriefbuilderError as error:
            self.prompter.show_error(error)
            return None

    def run_steps(self, run: ActRun, owner: QObject, on_step: Callable[[], None] = lambda: None) -> None:
        """Do an act in steps, between which the window processes events; `on_step` is called after each.

        An error is shown. If the owner or the session is gone before the end, the session has finished the act.
        """
        session = self.holder.session
        # The views take long to follow: they have a separate event.
        if not run.done and not (session is not None and session.store.listeners.notify_due()):
            self.attempt(run.step, _STEP)
        on_step()
        if not run.done:
            QTimer.singleShot(0, owner, partial(self._continue, run, owner, on_step, session))

    def _continue(
        self, run: ActRun, owner: QObject, on_step: Callable[[], None], session: Session | None
    ) -> None:
        if self.holder.session is session:
            self.run_steps(run, owner, on_step)

    def show_failure(self, error: Exception) -> None:
        """Show why a job failed, unless it was cancelled; raise what is not a BriefbuilderError, a fault of the program."""
        if not isinstance(error, BriefbuilderError):
            raise error
        if not isinstance(error, CancelledError):
            self.prompter.show_error(error)


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
            self._settings.set_dossier_state(session.store.path, {_PLACES: shown})
        if shown != self.mode:
            self.mode = shown
            self.changed.emit(shown)

    def _on_session_replaced(self) -> None:
        session = self._holder.session
        kept = self._settings.dossier_state(session.store.path) if session is not None else {}
        self.choose("brief" if kept.get(_PLACES) == "brief" else "read")
