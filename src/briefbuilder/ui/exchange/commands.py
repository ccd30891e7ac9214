"""The commands of the exchange with other desks, and what the window shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.changes import COLLECTIONS, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Tag
from briefbuilder.exchange.merge import Conflict
from briefbuilder.exchange.records import FieldKey
from briefbuilder.storage.shared_log import Arrival, Desk
from briefbuilder.ui.exchange.files import ChangeFiles, OpenMemory
from briefbuilder.ui.exchange.rounds import ExchangeRounds, OpenPlace
from briefbuilder.ui.frame.strips import NoticeStrip, StripAction
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import moment_words

if TYPE_CHECKING:
    from briefbuilder.app.exchange.round import LostExcerpts, RoundReport
    from briefbuilder.app.exchange.settings import DeskMemory
    from briefbuilder.app.session import Session
    from briefbuilder.ui.exchange.dialogs import TakenInAct
    from briefbuilder.ui.exchange.settle import Choice, TwoLineRow
    from briefbuilder.ui.frame.dossier_pages import DossierPages

_MOST_NAMES = 3


_MOST_LISTED = 500
"""How many of the latest batches have their acts listed."""
_SEEN, _UNSEEN = "exchange-seen", "exchange-unseen"
"""The names under which it is remembered which batches were listed, and which rows have dots."""


class ExchangeLine(QObject):
    """Says in a strip, once, what the rounds report; `show` opens the list of what came in, `settle` what is to settle."""

    def __init__(
        self,
        services: Services,
        strip: NoticeStrip,
        show: Callable[[], None],
        settle: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._strip, self._show, self._settle = services, strip, show, settle
        self._taken: dict[str, int] = {}
        self._lost: dict[str, LostExcerpts] = {}
        self._problem = ""
        strip.closed.connect(self._forget)

    def clear(self) -> None:
        """Hide the line and forget what it said."""
        self._forget()
        self._problem = ""
        self._strip.clear()

    @Slot()
    def _forget(self) -> None:
        self._taken.clear()
        self._lost.clear()

    def tell(self, report: RoundReport) -> None:
        """Say what a round brought, or why there was none."""
        for source in report.sources:
            name = source.author or source.name
            self._taken[name] = self._taken.get(name, 0) + source.acts
        for lost in report.lost:
            before = self._lost.get(lost.briefing)
            excerpts = lost.excerpts + (before.excerpts if before is not None else 0)
            self._lost[lost.briefing] = replace(lost, excerpts=excerpts)
        problem = self._problem_of(report)
        is_new = problem != self._problem
        self._problem = problem
        if report.taken or is_new:
            self._draw(report.to_settle)

    def report_failure(self, text: str, *actions: StripAction) -> None:
        """Say why there are no more rounds, with buttons for what can be done."""
        self._problem = text
        self._draw(0, *actions)

    def report_settled(self) -> None:
        """Offer no longer to settle what is settled."""
        if self._strip.text and self._taken and not self._problem:
            self._draw(0)

    def _problem_of(self, report: RoundReport) -> str:
        words = []
        if report.problem is not None:
            words.append(self._services.words.error(report.problem))
        words += [
            self.tr("%n batch(es) of {name} are missing.", "", missing.batches).format(name=missing.name)
            for missing in report.missing
        ]
        if report.newer:
            words.append(self.tr("Other desks have a newer version of briefbuilder. Update this one."))
        if report.unfit:
            words.append(self.tr("%n value(s) came in only in part. Update briefbuilder.", "", report.unfit))
        words += [
            self.tr("The clock of {name} is %n minute(s) ahead.", "", minutes).format(name=name)
            for name, minutes in report.clocks
        ]
        if report.same_desk:
            words.append(self.tr("This dossier was copied or restored, and works on as another desk."))
        return " ".join(words)

    def _draw(self, to_settle: int, *more: StripAction) -> None:
        acts = sum(self._taken.values())
        words = [self._taken_text(acts)] if acts else []
        words += [self._lost_text(lost) for lost in self._lost.values()]
        words += [self._problem] if self._problem else []
        if not words:
            self._strip.clear()
            return
        actions = [(self.tr("S&how"), self._show)] if acts else []
        actions += [(self.tr("To s&ettle …"), self._settle)] if to_settle and acts else []
        self._strip.show_notice(" ".join(words), *actions, *more)

    def _taken_text(self, acts: int) -> str:
        names = _listed(self._taken, QLocale(self._services.language))
        return self.tr("%n change(s) of {names} taken in.", "", acts).format(names=names)

    def _lost_text(self, lost: LostExcerpts) -> str:
        text = self.tr(
            "%n excerpt(s) are gone from “{briefing}”: another desk removed the article for good.",
            "",
            lost.excerpts,
        )
        return text.format(briefing=lost.title)


def _listed(names: Iterable[str], locale: QLocale) -> str:
    """Return some names as a list in a language, with the number of the others."""
    known = [name for name in names if name]
    shown = known[:_MOST_NAMES]
    if len(known) > _MOST_NAMES:
        shown.append(f"+{len(known) - _MOST_NAMES}")
    return locale.createSeparatedList(shown)


class ExchangeCommands(QObject):
    """Registers the commands, runs the rounds of the open dossier, and says in a line what they bring.

    `pages` returns the pages of the dossier, `is_importing` whether articles are being imported.
    """

    def __init__(
        self,
        services: Services,
        pages: Callable[[], DossierPages],
        is_importing: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services, self._pages, self._window = services, pages, window
        self._noted = 0
        self._is_asked = False
        self._server_password = ""
        self.rounds = ExchangeRounds(services, is_importing, self)
        self.strip = NoticeStrip(services.theme, window, quiet=True)
        self.line = ExchangeLine(services, self.strip, self.show_taken_in, self.settle, self)
        self._memory = OpenMemory(services.holder)
        self.files = ChangeFiles(services, self.rounds, self._memory, self._on_report, window)
        self._register()
        self.rounds.reported.connect(self._on_report)
        self.rounds.failed.connect(self._on_failed)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.links.unseen.changed.connect(self._keep_unseen)
        self._on_session_replaced()

    def _register(self) -> None:
        board = self._services.actions
        board.register(
            "share-dossier",
            self.share,
            enabled=lambda: not self._is_shared(),
            why_not=lambda: self.tr("The dossier is shared already"),
        )
        for name, run in (
            ("exchange-place", self.choose_place),
            ("send-changes", self.files.send),
            ("show-taken-in", self.show_taken_in),
            ("settle-changes", self.settle),
            ("show-desks", self.show_desks),
        ):
            board.register(
                name, run, enabled=self._is_shared, why_not=lambda: self.tr("The dossier is not shared yet")
            )
        board.register("take-in-changes", self.files.ask)
        board.register(
            "exchange-now",
            self.exchange_now,
            enabled=lambda: self.rounds.place is not None,
            why_not=lambda: self.tr("Choose a place of exchange first"),
        )

    def _is_shared(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.is_shared

    # Sharing, and the place.

    def share(self) -> None:
        """Say what sharing means, ask for the name of this desk, and share the dossier."""
        from briefbuilder.ui.exchange.dialogs import ShareDialog

        dialog = ShareDialog(self._memory.read().name, self._services.theme, self._window)
        if not self._services.prompter.run(dialog):
            return
        try:
            self._memory.share(dialog.chosen)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        self._begin()
        self._services.actions.refresh()
        self._services.toasts.show(
            self.tr("The dossier is shared."), (self.tr("Place of exchange …"), self.choose_place)
        )

    def choose_place(self) -> None:
        """Ask where the dossier is exchanged, and begin."""
        from briefbuilder.ui.exchange.dialogs import PlaceDialog

        is_encrypted = self._services.holder.opened.store.password is not None
        dialog = PlaceDialog(
            self._services,
            self._memory.read(),
            self._window,
            needs_key=is_encrypted and not self._has_house_key(),
            offers_server=find_spec("pg8000") is not None,
        )
        if not self._services.prompter.run(dialog):
            return
        try:
            if dialog.person != self._memory.read().name:
                self._memory.rename(dialog.person)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        self._is_asked = bool(dialog.place)
        self.use_place(dialog.place, dialog.key_file)

    def use_place(self, place: str, key_file: str = "") -> None:
        """Exchange in a folder or on a server, or nowhere with "", from now on."""
        self._memory.keep(replace(self._memory.read(), place=place, key_file=key_file))
        self.line.clear()
        if not place:
            self._begin()
            return

        def work(_context: JobContext) -> None:
            app.exchange.places.set_up_place(place)

        def failed(error: Exception) -> None:
            if not isinstance(error, BriefbuilderError):
                raise error
            self._on_failed(error)

        self._services.jobs.start(work, lambda _nothing: self._begin(), failed)

    def exchange_now(self) -> None:
        """Run a round, and say what came of it even if that is nothing new."""
        self._is_asked = True
        if not self.strip.text:
            self.line.clear()
        self.rounds.look()

    def _begin(self, *, joins: bool = False) -> None:
        """Exchange with the place that is remembered, if there is one."""
        self.rounds.stop()
        memory = self._memory.read() if self._is_shared() and self._services.holder.writable else None
        if memory is None or not memory.place:
            self._services.actions.refresh()
            return
        try:
            place = self._open_place(memory)
        except BriefbuilderError as error:
            self._on_failed(error)
            return
        if place is None:
            enter = (self.tr("Enter &password …"), self._ask_server_password)
            self.line.report_failure(self.tr("The server of the exchange asks for your password."), enter)
            return
        self.rounds.start(replace(place, joins=joins))
        self._services.actions.refresh()

    def _open_place(self, memory: DeskMemory) -> OpenPlace | None:
        """Return the place that is remembered, None if the password of a server is not known."""
        key, password = self._memory.house_key(), self._server_password or None
        if app.exchange.places.is_server(memory.place):
            password = password or app.exchange.server.server_password()
            if password is None:
                return None
        return OpenPlace(app.exchange.places.open_place(memory.place, key, password), key)

    def _ask_server_password(self) -> None:
        password = self._services.prompter.ask_password(
            self.tr("Place of exchange"), self.tr("Your password at the server:")
        )
        if password is not None:
            self._server_password = password
            self._begin()

    def _join(self) -> None:
        self.line.clear()
        self._begin(joins=True)

    def _has_house_key(self) -> bool:
        try:
            return self._memory.house_key() is not None
        except BriefbuilderError:
            return False

    @Slot()
    def _on_session_replaced(self) -> None:
        self.line.clear()
        self._server_password, self._is_asked = "", False
        session = self._services.holder.session
        self._noted = 0
        if session is None or not self._is_shared():
            self._services.links.unseen.clear()
            return
        self._noted = len(session.store.shared.names())
        kept = self._services.settings.dossier_state(session.store.path).get(_UNSEEN, "")
        self._services.links.unseen.restore(kept)
        if (
            session.store.shared.is_elsewhere
            and self._services.holder.writable
            and not self._memory.read().place
        ):
            text = self.tr(
                "The file of this dossier was moved or copied. Choose its place of exchange again to go on."
            )
            self.line.report_failure(text, (self.tr("Place of exchange …"), self.choose_place))
        self._begin()

    @Slot()
    def _keep_unseen(self) -> None:
        session = self._services.holder.session
        if session is not None and self._is_shared():
            state = self._services.links.unseen.state()
            self._services.settings.set_dossier_state(session.store.path, {_UNSEEN: state})

    # What came in.

    @Slot(object)
    def _on_report(self, report: RoundReport) -> None:
        if report.taken:
            self._note_arrivals()
        self.line.tell(report)
        if self._is_asked and not report.taken and report.problem is None:
            self._services.toasts.show(self.tr("Changes were exchanged. Nothing new came in."))
        self._is_asked = False
        self._services.actions.refresh()

    @Slot(object)
    def _on_failed(self, error: BriefbuilderError) -> None:
        actions: list[StripAction] = []
        if error.code == "place-other-dossier":
            actions.append((self.tr("&Unite both dossiers"), self._join))
        if error.code == "server-login":
            actions.append((self.tr("Enter &password …"), self._ask_server_password))
        self.line.report_failure(self._services.words.error(error), *actions)
        self._services.actions.refresh()

    def _note_arrivals(self) -> None:
        """Mark the rows that others changed since the last look."""
        session = self._services.holder.session
        if session is None:
            return
        changed: dict[str, dict[tuple[str, str], None]] = {}
        for arrival in session.store.shared.arrivals(self._noted):
            self._noted = max(self._noted, arrival.number)
            for act in arrival.acts:
                changed.setdefault(act.author, {}).update(
                    ((write.key.id, write.key.node if write.key.collection == "briefing" else ""), None)
                    for write in act.writes
                    if write.key.collection in {"article", "briefing"}
                )
        # The rows are drawn again at each call.
        for author, places in changed.items():
            self._services.links.unseen.add(places, author)

    def show_taken_in(self) -> None:
        """Show what came in from other desks, and go where the user wants."""
        from briefbuilder.ui.exchange.dialogs import TakenInDialog

        session = self._services.holder.opened
        dialog = TakenInDialog(self._services, tuple(self._taken_in(session)), self._window)
        wants = self._services.prompter.run(dialog)
        wanted = dialog.wanted
        self.line.clear()
        self._services.settings.set_dossier_state(session.store.path, {_SEEN: str(self._noted)})
        if wants and wanted is not None:
            self.go_to(wanted)

    def _taken_in(self, session: Session) -> Iterator[TakenInAct]:
        """Yield the acts of other desks, the latest first."""
        from briefbuilder.ui.exchange.dialogs import TakenInAct

        shared = session.store.shared
        seen = self._services.settings.dossier_state(session.store.path).get(_SEEN, "0")
        last = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        arrivals: Sequence[Arrival] = tuple(shared.arrivals(max(0, self._noted - _MOST_LISTED)))
        for arrival in reversed(arrivals):
            for act in reversed(arrival.acts):
                keys = tuple(
                    dict.fromkeys(
                        write.key
                        for write in act.writes
                        if not write.blanked and write.key.collection != "desk"
                    )
                )
                if act.code == "share-dossier" or not (keys or any(write.blanked for write in act.writes)):
                    continue  # What the dossier had when it was shared, or only the name of a desk.
                yield TakenInAct(
                    author=act.author,
                    clock=act.clock,
                    code=act.code,
                    keys=keys,
                    parameters=act.parameters,
                    is_new=arrival.number > last,
                )

    def show_desks(self) -> None:
        """List the desks, with the removals for good that they have not confirmed."""
        from briefbuilder.ui.exchange.dialogs import DesksDialog

        session = self._services.holder.opened
        desks = session.store.shared.desks()
        left = [desk for desk in desks if desk.unconfirmed]
        sentence = (
            self.tr("%n desk(s) have not removed yet what was removed for good.", "", len(left))
            if left
            else self.tr("Every desk that took part in this dossier, with its last changes here.")
        )
        rows = [self._desk_row(desk) for desk in desks]
        dialog = DesksDialog(sentence, rows, self._services.theme, self._window)
        self._services.prompter.run(dialog)

    def _desk_row(self, desk: Desk) -> TwoLineRow:
        from briefbuilder.ui.exchange.settle import TwoLineRow

        when = moment_words(desk.moment, self._services.language)
        words = [self.tr("this desk")] if desk.is_own else [self.tr("last changes {when}").format(when=when)]
        if desk.unconfirmed:
            words.append(self.tr("%n removal(s) for good not confirmed", "", len(desk.unconfirmed)))
        icon, colour = ("triangle-alert", "warning") if desk.unconfirmed else ("user", "muted")
        return TwoLineRow(desk.name or desk.id[:8], " · ".join(words), icon, colour)

    # Settling.

    def settle(self) -> None:
        """Show what is to settle, and store what the user chooses."""
        from briefbuilder.ui.exchange.settle import SettleDialog

        session = self._services.holder.opened
        if not session.store.shared.conflicts():
            self._services.toasts.show(self.tr("Nothing is left to settle."))
            return
        dialog = SettleDialog(self._services, session.store.shared.conflicts, self._settle, self._window)
        wants = self._services.prompter.run(dialog)
        if wants and dialog.wanted is not None:
            self.go_to(dialog.wanted.key)
        if not session.store.shared.conflicts():
            self.line.report_settled()
            if wants:
                self._services.toasts.show(self.tr("Nothing is left to settle."))

    def _settle(self, conflicts: Sequence[Conflict], choice: Choice) -> None:
        session = self._services.holder.opened
        try:
            for conflict in conflicts:
                session.store.settle(conflict, choice)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
        # A version that stands already changes no value, but there is less to settle.
        keys = [conflict.key for conflict in conflicts]
        session.store.listeners.notify(
            frozenset(Key(name, key.id) for key in keys for name in COLLECTIONS if name == key.collection)
        )

    def go_to(self, key: FieldKey) -> None:
        """Show an article, a tag, a topic's articles, or a part or item of a briefing."""
        modes, pages = self._services.modes, self._pages()
        if key.collection == "briefing":
            modes.choose("brief")
            pages.brief.current.select(key.id)
            if key.node:
                pages.brief.outline.choose(key.node)
        elif key.collection == "tag":
            tag = self._services.holder.opened.store.value(Key("tag", key.id))
            if isinstance(tag, Tag):
                self._services.links.passage_show_requested.emit(tag.passage)
        elif key.collection in {"article", "topic"}:
            modes.choose("read")
            if key.collection == "article":
                pages.read.articles.choose(key.id)
            else:
                pages.read.articles.search_bar.show_query(Query(topics=(key.id,)))
            pages.read.articles.focus_content()
