"""The briefing that the pane shows and edits.

Changes are pure functions from briefing to briefing. They are applied through `app.commands` and
`Store.apply`; the result comes back as a signal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder import app
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.timers import single_shot_timer

P = ParamSpec("P")
_SURROUNDING_COLLECTIONS = frozenset({"topic", "setting"})
_PAINTED = 100
"""Milliseconds in which the window paints the first article of a dossier, before a briefing is selected."""


@dataclass(frozen=True, slots=True)
class _KeptEdit:
    """A change of a briefing that could not be stored, as the file was lost; `before` is the briefing as it was stored last."""

    before: Briefing
    command: str
    change: Callable[[Briefing], Briefing]
    pictures: Mapping[str, Picture] | None


class CurrentBriefing(QObject):
    """The briefing that is shown and edited; `texts` are those of its parts and items.

    `replaced` is emitted when another briefing (or none) is selected, `changed` when its content changes,
    `surroundings_changed` when articles or topics change, `list_changed` when briefings are added, removed or edited.
    In a dossier that is opened in the mode Read none is selected until the first article is painted, or something
    calls `catch_up`; `caught_up` follows. In a window that is not shown yet, that has a turn of its own in each mode.
    `prepare` does one step of making what shows a briefing, and returns whether there are more.
    """

    replaced = Signal()
    changed = Signal()
    surroundings_changed = Signal()
    list_changed = Signal()
    caught_up = Signal()

    def __init__(
        self, services: Services, parent: QWidget, prepare: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._services, self._window, self._prepare = services, parent, prepare
        self.texts = BriefingTexts(services, self)
        self._id: str | None = None
        self._kept: list[_KeptEdit] = []
        self.is_waiting = False
        self.remembered = ""
        self._reading = single_shot_timer(self, self.catch_up)
        self._painting = single_shot_timer(self, self._read, _PAINTED)
        self._further = single_shot_timer(self, self._read)
        # The time counts from the turn of the event loop in which the article is opened.
        self._opening = single_shot_timer(self, self._painting.start)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.changed.connect(self._on_dossier_changed)
        services.holder.followed.connect(self._store_kept)
        self.replaced.connect(self._announce)
        self._select_last()
        self._announce()

    @property
    def briefing(self) -> Briefing | None:
        """The briefing as it is stored now, or None."""
        session = self._services.holder.session
        return session.store.briefing(self._id) if session is not None and self._id else None

    @property
    def all(self) -> tuple[Briefing, ...]:
        """Every briefing of the dossier."""
        session = self._services.holder.session
        return session.store.briefings() if session is not None else ()

    @property
    def writable(self) -> bool:
        """Whether there is a briefing and it can be changed."""
        return self._services.holder.writable and self.briefing is not None

    def select(self, briefing_id: str | None) -> None:
        """Select another briefing, or none."""
        self.catch_up()
        if briefing_id != self._id:
            self._show(briefing_id)
            self.replaced.emit()

    @Slot()
    def _read(self) -> None:
        """Read each briefing and make what shows it in turns of their own, then select one in another: all takes a moment."""
        session = self._services.holder.session
        is_read = session is None or not session.store.read_next_briefing()
        if not is_read or (self.all and self._prepare()):
            self._further.start()
        elif self.all:
            self._reading.start()
        else:
            self.catch_up()

    @Slot()
    def catch_up(self) -> None:
        """Select the briefing of the dossier that was opened, if that was put off."""
        if self.is_waiting:
            self._stop_waiting()
            with self._services.holder.followed_once():
                self._select_last()
                self.replaced.emit()
                self.caught_up.emit()

    def new_id(self) -> str:
        """Return a new unique id for a part or item."""
        session = self._services.holder.session
        if session is None:
            raise BriefbuilderError("dossier-closed")
        return session.store.clock.new_id("i")

    def edit(
        self,
        command: str,
        change: Callable[[Briefing], Briefing],
        pictures: Mapping[str, Picture] | None = None,
    ) -> bool:
        """Change the briefing and return whether it changed; `pictures` come with its texts. An error is shown to the user.

        If the file is lost, the briefing is changed as soon as the dossier is opened at another place, or a copy of it.
        """
        session, briefing = self._services.holder.session, self.briefing
        if session is None or briefing is None:
            return False
        kept = _KeptEdit(briefing, command, change, pictures)
        if session.store.lost is not None:
            self._kept.append(kept)
        if session.store.read_only:
            return False
        try:
            after = change(briefing)
            if after == briefing:
                return False
            session.store.apply(app.commands.briefings.edit_briefing(session, after, command, pictures))
        except BriefbuilderError as error:
            if session.store.lost is not None:
                self._kept.append(kept)
            self._services.prompter.show_error(error)
            # It may have been stored meanwhile, in a dossier that the user opened from the message.
            return session.store.lost is not None and kept not in self._kept
        return True

    @Slot()
    def _store_kept(self) -> None:
        """Store what could not be stored in a lost file, if the dossier that was opened has the briefing as it was stored last."""
        session = self._services.holder.session
        if session is None or session.store.read_only or not self._kept:
            return
        kept, self._kept = self._kept, []
        if any(session.store.briefing(edit.before.id) != edit.before for edit in kept):
            return

        def store(edit: _KeptEdit, session: Session) -> ChangeSet:
            after = edit.change(session.store.existing_briefing(edit.before.id))
            return app.commands.briefings.edit_briefing(session, after, edit.command, edit.pictures)

        for edit in kept:
            self._services.change(partial(store, edit))

    def create(
        self, *, template: str, title: str, language: str, topics: tuple[str, ...], fields: Mapping[str, str]
    ) -> None:
        """Create a briefing from a template and select it; an error is shown to the user."""
        self._create(app.commands.briefings.compose_briefing, template, title, topics, fields, language)

    def rename(self, title: str) -> None:
        """Change the title of the briefing."""
        self.edit("rename-briefing", lambda briefing: replace(briefing, title=title))

    def duplicate(self, title: str) -> None:
        """Create a copy of the briefing with new ids and select it."""
        if (briefing := self.briefing) is not None:
            self._create(app.commands.briefings.copy_briefing, briefing.id, title)

    def create_next(self, title: str, left_out: frozenset[tuple[str, int]], *, with_texts: bool) -> None:
        """Create a briefing with the structure of this one and the passages tagged since, and select it.

        `with_texts` copies the user's own texts. Sections that are `left_out`, by article and number, are not gathered.
        """
        if (briefing := self.briefing) is not None:
            create = app.commands.briefings.create_next_briefing
            self._create(create, briefing.id, title, left_out, with_texts=with_texts)

    def _create(
        self,
        command: Callable[Concatenate[Session, P], tuple[ChangeSet, Briefing]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> None:
        result: list[str] = []

        def create(session: Session) -> ChangeSet:
            change, briefing = command(session, *arguments, **named)
            result.append(briefing.id)
            return change

        if self._services.apply(create) is not None:
            self.select(result[0])

    def remove(self) -> None:
        """Remove the briefing from the dossier."""
        session, briefing = self._services.holder.session, self.briefing
        if session is not None and briefing is not None:
            session.store.apply(app.commands.briefings.remove_briefing(session, briefing.id))

    @Slot()
    def _announce(self) -> None:
        self._services.links.show_briefing(self._id)

    def _show(self, briefing_id: str | None) -> None:
        self._id = briefing_id
        self.texts.briefing = self.briefing

    def _select_last(self) -> None:
        names = [briefing.id for briefing in self.all]
        self._show(self.remembered if self.remembered in names else names[-1] if names else None)

    def _is_hidden(self) -> bool:
        """Return whether the window is not shown yet, as one that takes the place of another."""
        return self._window.window().isHidden()

    def _stop_waiting(self) -> None:
        self.is_waiting = False
        self._opening.stop()
        self._painting.stop()
        self._further.stop()
        self._reading.stop()

    @Slot()
    def _on_session_replaced(self) -> None:
        self._stop_waiting()
        self.remembered = ""
        had_briefing = self._id is not None
        reads = self._services.modes.mode == "read"
        if reads or self._is_hidden():
            self.is_waiting = True
            (self._opening if reads else self._reading).start()
            self._show(None)
            if not had_briefing:
                return
        else:
            self._select_last()
        self.replaced.emit()

    @Slot(object)
    def _on_dossier_changed(self, keys: frozenset[Key]) -> None:
        self.catch_up()
        touched = {key.id for key in keys if key.collection == "briefing"}
        if touched:
            self._after_briefings_changed(touched)
        if any(key.collection in _SURROUNDING_COLLECTIONS for key in keys) or self._quotes_changed_article(
            keys
        ):
            self.surroundings_changed.emit()

    def _quotes_changed_article(self, keys: frozenset[Key]) -> bool:
        """Return whether the briefing quotes an article that changed."""
        articles = {key.id for key in keys if key.collection == "article"}
        items = self.briefing.items if articles and self.briefing is not None else ()
        return any(isinstance(item, Excerpt) and item.passage.article in articles for item in items)

    def _after_briefings_changed(self, touched: set[str]) -> None:
        known = {briefing.id for briefing in self.all}
        self.texts.briefing = self.briefing
        self.list_changed.emit()
        back = (touched & known) - {self._id or ""}
        if self._id is None or self._id not in known:
            # It was removed, or undo restored another: show the restored one, else the last one left.
            if back:
                self._show(min(back))
            else:
                self._select_last()
            self.replaced.emit()
        elif self._id in touched:
            self.changed.emit()
