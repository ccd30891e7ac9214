"""Files of changes: written for a desk that no shared place reaches, and taken in from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ExchangeError
from briefbuilder.domain.progress import never_stop
from briefbuilder.storage.shared_acts import milliseconds
from briefbuilder.storage.shared_pieces import Piece, PieceName
from briefbuilder.ui.desktop import show_in_folder
from briefbuilder.ui.exchange.rounds import ExchangeRounds
from briefbuilder.ui.prompter import with_suffix
from briefbuilder.ui.services import Services
from briefbuilder.ui.session_holder import SessionHolder
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog
from briefbuilder.ui.widgets.progress import WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.exchange.files import OutgoingFile, Protector, ReceivedFile
    from briefbuilder.app.exchange.round import Arrived, RoundReport
    from briefbuilder.app.exchange.secrecy import HouseKey
    from briefbuilder.app.exchange.sending import SendChoice
    from briefbuilder.app.exchange.settings import DeskMemory
    from briefbuilder.app.session import Session

CHANGES = ".bbx"
"""The ending of a file of changes."""


class OpenMemory:
    """What is remembered of the exchange of the open dossier."""

    def __init__(self, holder: SessionHolder) -> None:
        self._holder = holder

    def read(self) -> DeskMemory:
        """Return what is remembered."""
        return self._settings().of(self._holder.opened.store.path)

    def keep(self, memory: DeskMemory) -> None:
        """Remember something, unless the dossier was closed."""
        if self._holder.session is not None:
            self._settings().keep(self._holder.session.store.path, memory)

    def share(self, name: str) -> None:
        """Share the dossier under a name of this desk; raises BriefbuilderError."""
        self._settings().share(self._holder.opened.store, name)

    def rename(self, name: str) -> None:
        """Give this desk another name; raises BriefbuilderError."""
        self._settings().rename_desk(self._holder.opened.store, name)

    def house_key(self) -> HouseKey | None:
        """Return the house key, or None; raises BriefbuilderError if its file cannot be read."""
        return app.exchange.secrecy.desk_key(self.read())

    @staticmethod
    def _settings() -> app.exchange.settings.ExchangeSettings:
        return app.exchange.settings.ExchangeSettings()


class _AskingReader:
    """Asks the window's thread for what a file needs of the dossier."""

    def __init__(self, ask: Callable[[object], Any]) -> None:
        self._ask = ask

    def batch(self, name: str) -> bytes:
        """Return a sealed batch."""
        data: bytes = self._ask(name)
        return data

    def piece(self, name: PieceName) -> Piece | None:
        """Return a piece, None if it is not there."""
        piece: Piece | None = self._ask(name)
        return piece


def _answer(session: Session, question: str | PieceName) -> object:
    reader = session.store.shared
    return reader.batch(question) if isinstance(question, str) else reader.piece(question)


def _write(
    outgoing: OutgoingFile, path: Path, on_progress: Callable[[float], None], ask: Callable[[object], Any]
) -> None:
    app.exchange.files.write_changes(outgoing, path, _AskingReader(ask), never_stop, on_progress)


def _read(
    path: Path,
    key: HouseKey | None,
    password: str | None,
    must_be_protected: bool,
    on_progress: Callable[[float], None],
) -> ReceivedFile:
    return app.exchange.files.read_changes(
        path,
        never_stop,
        key=key,
        password=password,
        must_be_protected=must_be_protected,
        on_progress=on_progress,
    )


def _next_part(parts: Iterator[Arrived], _context: JobContext) -> Arrived | None:
    return next(parts, None)


class ChangeFiles(QObject):
    """Writes files of changes and takes them in; `told` is called with the report of each part that was taken in."""

    def __init__(
        self,
        services: Services,
        rounds: ExchangeRounds,
        memory: OpenMemory,
        told: Callable[[RoundReport], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services, self._rounds, self._memory = services, rounds, memory
        self._told, self._window = told, window
        self._stop = Event()
        services.holder.session_replaced.connect(self._on_session_replaced)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._stop.set()
        self._stop = Event()

    # Writing.

    def send(self) -> None:
        """Ask what to send and where to write it, and write it."""
        from briefbuilder.ui.exchange.dialogs import SendDialog

        session = self._services.holder.opened
        try:
            key = self._memory.house_key()
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        partners = [partner.name for partner in reversed(self._memory.read().partners)]
        is_encrypted = session.store.password is not None
        needs = is_encrypted and key is None
        dialog = SendDialog(partners, self._services.theme, self._window, needs_password=needs)
        if not self._services.prompter.run(dialog):
            return
        choice, encrypts = dialog.chosen, dialog.password.isChecked()
        password = self._ask_new_password() if encrypts else None
        if password is not None or not encrypts:
            protector = app.exchange.files.Protector(key=key, password=password, encrypts=is_encrypted)
            self._write(session, choice, protector)

    def _ask_new_password(self) -> str | None:
        dialog = NewPasswordDialog(
            self._services.theme,
            self.tr("Send changes"),
            self.tr("You tell the recipient the password, and not in the mail that has the file."),
            self.tr("Encrypt"),
            parent=self._window,
        )
        return dialog.password if self._services.prompter.run(dialog) else None

    def _write(self, session: Session, choice: SendChoice, protector: Protector) -> None:
        prompter, memory = self._services.prompter, self._memory.read()
        outgoing = self._services.attempt(
            app.exchange.sending.plan_changes, session, choice, memory, protector
        )
        if outgoing is None:
            return
        day = session.store.clock.today().isoformat()
        name = " ".join(filter(None, (session.store.path.stem, choice.partner, day))).replace("/", "-")
        filters = self.tr("Changes (*.bbx);;All files (*)")
        target = prompter.save_file(self.tr("Send changes"), name + CHANGES, filters)
        if target is None:
            return
        target = with_suffix(target, CHANGES)
        fault = self._write_file(session, outgoing, target)
        if fault is not None and fault.code == "changes-marked":
            question, agree = self._services.words.error(fault), self.tr("Send them, too")
            if not prompter.confirm(self.tr("Send changes"), question, agree):
                return
            fault = self._write_file(session, replace(outgoing, marked=None), target)
        if isinstance(fault, CancelledError):
            return
        if fault is not None:
            prompter.show_error(fault)
            return
        self._memory.keep(app.exchange.sending.note_sent(self._memory.read(), choice.partner, outgoing))
        written = self.tr("Changes written to “{name}”. Send the file to the other desk.")
        self._services.toasts.show(
            written.format(name=target.name), (self.tr("Show in folder"), partial(show_in_folder, target))
        )

    def _write_file(self, session: Session, outgoing: OutgoingFile, target: Path) -> BriefbuilderError | None:
        """Write a file in the background; return why it was not written."""
        dialog = WorkDialog(
            self.tr("Send changes"),
            self.tr("“{name}” is being written.").format(name=target.name),
            partial(_write, outgoing, target),
            self._services,
            self._window,
            answer=partial(_answer, session),
        )
        is_done = self._services.prompter.run(dialog)
        return dialog.error if dialog.error is not None else None if is_done else CancelledError()

    # Taking in.

    def ask(self) -> None:
        """Ask for a file of changes and take it in."""
        filters = self.tr("Changes (*.bbx);;All files (*)")
        path = self._services.prompter.open_file(self.tr("Take in changes"), filters)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in a file of changes, which is read and checked whole before."""
        session, prompter = self._services.holder.opened, self._services.prompter
        if not session.store.is_shared:
            prompter.show_error(ExchangeError("exchange-not-shared", path=str(session.store.path)))
            return
        try:
            key = self._memory.house_key()
            received, password = self._read_asking(session, path, key)
        except BriefbuilderError as error:
            prompter.show_error(error)
            return
        if received is not None and self._may_unite(session, received):
            self._take_in(session, received, key, password)

    def _may_unite(self, session: Session, received: ReceivedFile) -> bool:
        """Return whether a file is of this dossier, or the user wants both dossiers to become one."""
        try:
            received.require_same_dossier(session.store.shared.names())
        except ExchangeError as error:
            question, agree = self._services.words.error(error), self.tr("Unite both dossiers")
            return self._services.prompter.confirm(self.tr("Take in changes"), question, agree)
        return True

    def _read_asking(
        self, session: Session, path: Path, key: HouseKey | None
    ) -> tuple[ReceivedFile | None, str | None]:
        """Read a file, asking for its password until it is right; nothing if the user cancelled."""
        password: str | None = None
        while True:
            must = session.store.password is not None
            dialog = WorkDialog(
                self.tr("Take in changes"),
                self.tr("“{name}” is being read.").format(name=path.name),
                partial(_read, path, key, password, must),
                self._services,
                self._window,
            )
            is_done = self._services.prompter.run(dialog)
            error = dialog.error
            if error is None:
                return (dialog.value, password) if is_done else (None, None)
            if error.code not in {"changes-password-needed", "changes-password-wrong"}:
                raise error
            password = self._services.prompter.ask_password(
                self.tr("Take in changes"), self._services.words.error(error)
            )
            if password is None:
                return None, None

    def _take_in(
        self, session: Session, received: ReceivedFile, key: HouseKey | None, password: str | None
    ) -> None:
        stop = self._stop
        now = milliseconds(session.store.clock.now())
        parts = app.exchange.files.arrivals(received, stop.is_set, now, key=key, password=password)
        taken: list[int] = []

        def read_next() -> None:
            self._services.jobs.start(partial(_next_part, parts), on_part, self._services.show_failure)

        def on_part(part: Arrived | None) -> None:
            if stop.is_set():
                return
            if part is None:
                self._end(session, received, sum(taken))
            else:
                self._rounds.take_in(part, on_taken)

        def on_taken(report: RoundReport) -> None:
            taken.append(report.taken)
            self._told(report)
            read_next()

        read_next()

    def _end(self, session: Session, received: ReceivedFile, taken: int) -> None:
        if session is not self._services.holder.session:
            return
        self._memory.keep(app.exchange.sending.note_received(self._memory.read(), received))
        if not taken:
            self._services.toasts.show(self.tr("The file has no changes that are not here already."))
