"""Brings articles in: from files, folders, drops and the clipboard, as a job that can be stopped.

They come into the dossier a few at a time while other files are read, as one act.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder.domain.article import Reading
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.importers.options import PLAIN, ReadingOptions
from briefbuilder.ui.articles.progress import ProgressStrip
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.acts.arriving import ArrivingImport
    from briefbuilder.app.acts.importing import KeptReading, PackedReading
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.reading import RefusedFile
    from briefbuilder.app.session import Session
    from briefbuilder.importers.pasted.offered import Offered
    from briefbuilder.ui.articles.unlocking import Unlocking

    Readings = Sequence[Reading | KeptReading | RefusedFile]
    Kept = KeptReading | RefusedFile


class Importing(QObject):
    """One import at a time.

    `imported` carries the id of the first article that came in, `taken_in` what became of each file.
    """

    imported = Signal(str)
    taken_in = Signal(object)
    message = Signal(str)
    finished = Signal()
    _stepped = Signal(int, int, str)

    def __init__(self, services: Services, progress: ProgressStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._progress = progress
        self._job: Job[Readings] | None = None
        self._options: ReadingOptions = PLAIN
        self._begun_for: Session | None = None
        self._arriving: ArrivingImport | None = None
        self._roots: tuple[Path, ...] = ()
        services.holder.session_replaced.connect(self.cancel)
        progress.cancelled.connect(self.cancel)
        self._stepped.connect(self._on_stepped)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    def ask_files(self) -> None:
        """Ask for files and import them."""
        paths = self._services.prompter.open_files(self.tr("Import articles"), self._filters())
        if paths:
            self.start(paths)

    def ask_folder(self) -> None:
        """Ask for a folder and import all that is in it."""
        folder = self._services.prompter.open_folder(self.tr("Import folder"))
        if folder is not None:
            self.start((folder,))

    def paste(self) -> None:
        """Make an article of what is on the clipboard: files, a formatted text, or plain text."""
        from briefbuilder.ui.articles.pasting import files_in, offered_in

        data = QGuiApplication.clipboard().mimeData()
        files = files_in(data)
        offered = offered_in(data)
        if files:
            self.start(files)
        elif not offered.empty:
            self._begin(partial(_read_pasted, offered))
        else:
            self.message.emit(self.tr("There is no text on the clipboard to make an article of."))

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders; how books are read is asked where one is among the files."""
        if self._job is not None or not self._services.holder.writable:
            self._begin(_read_nothing)
            return
        from briefbuilder.ui.articles.books import ask_books

        books = ask_books(self._services, paths, self._progress.window())
        if books is not None:
            self._options = ReadingOptions(books=books)
            self._roots = tuple(paths)
            self._begin(partial(_read_files, tuple(paths), self._stepped.emit, self._keep, self._options))

    @Slot()
    def cancel(self) -> None:
        """Stop the import; what came into the dossier stays there."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self, work: Callable[[JobContext], Readings]) -> None:
        if self._job is not None:
            self.message.emit(self.tr("An import is running already."))
            return
        session = self._services.holder.session
        if session is None or not self._services.holder.writable:
            return
        from briefbuilder.app.acts.arriving import ArrivingImport

        self._begun_for, self._arriving = session, ArrivingImport(session)
        self._progress.begin(self.tr("Reading …"))
        if not session.count("article"):
            self._get_ready(session)
        self._job = self._services.jobs.start(work, self._on_read, self._on_failed)

    def _get_ready(self, session: Session) -> None:
        """Have ready what the first article is shown with; what fails here is told where it is wanted."""
        from briefbuilder.app.readiness import get_ready

        services, taxonomies = self._services, session.chosen_taxonomies()
        work = partial(_without_context, partial(get_ready, services.resources, services.words, taxonomies))
        services.jobs.start(work, _pass_over, _pass_over)

    def _keep(self, ready: Reading | PackedReading | RefusedFile) -> Kept:
        """Store what one file brings along while others are read."""
        arriving = self._arriving
        if arriving is None or self._services.holder.session is not self._begun_for:
            raise CancelledError
        return arriving.take(ready)

    def _on_read(self, readings: Readings) -> None:
        from briefbuilder.ui.articles.unlocking import Unlocking

        self._end()
        self._unlock(Unlocking(list(readings)))

    def _unlock(self, unlocking: Unlocking) -> None:
        """Open what is locked, file by file; all comes in as one act."""
        while (refused := unlocking.next) is not None:
            if not unlocking.untried(refused):
                label = self._password_label(refused)
                password = self._services.prompter.ask_password(self.tr("Password"), label)
                if password is None:
                    unlocking.given_up.add(refused.path)
                    continue
                unlocking.passwords = (*unlocking.passwords, password)
            unlocking.note_try(refused)
            self._reopen(unlocking, refused)
            return
        self._take_in(unlocking.readings)

    def _password_label(self, refused: RefusedFile) -> str:
        """Return what is asked: for the password, or for another one where the last did not open the file."""
        if refused.error.code == "import-password-wrong":
            return self.tr("The password does not open “{name}”. Another one:").format(name=refused.path.name)
        return self.tr("“{name}” is encrypted. Its password:").format(name=refused.path.name)

    def _reopen(self, unlocking: Unlocking, refused: RefusedFile) -> None:
        options = replace(self._options, passwords=unlocking.passwords)
        work = partial(_read_files, (unlocking.file_of(refused),), self._stepped.emit, self._keep, options)

        def done(found: Readings) -> None:
            self._end()
            unlocking.take(refused, found)
            self._unlock(unlocking)

        self._progress.begin(self.tr("Reading …"))
        self._job = self._services.jobs.start(work, done, self._on_failed)

    def _take_in(self, readings: Readings) -> None:
        arriving = self._arriving
        if arriving is not None and self._services.holder.session is self._begun_for:
            try:
                kept = [self._keep(one) if isinstance(one, Reading) else one for one in readings]
                arriving.finish(kept)
            except CancelledError:
                self._tell_stopped(arriving)
            except BriefbuilderError as error:
                self._services.prompter.tell_error(error)
            else:
                # What follows is felt beside the last slice: the window has its turn in between.
                QTimer.singleShot(0, self, partial(self._tell_taken_in, arriving, kept))
                return
        self.finished.emit()

    def _tell_taken_in(self, arriving: ArrivingImport, kept: Sequence[Kept]) -> None:
        if self._services.holder.session is self._begun_for:
            from briefbuilder.ui.articles.outcomes import Outcomes

            outcomes = arriving.outcomes(kept)
            self.taken_in.emit(outcomes)
            told = Outcomes(self._services, outcomes, self._roots, self)
            if told.first is not None:
                self.imported.emit(told.first)
            self.message.emit(told.summary())
            told.list_others(self._progress.window())
            told.deleteLater()
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        session = self._services.holder.session
        if session is not None and session is self._begun_for and not session.travels:
            session.drop_kept()
            session.tell_grown()
        if isinstance(error, CancelledError):
            self._tell_stopped(self._arriving)
        elif isinstance(error, BriefbuilderError):
            self._services.prompter.tell_error(error)
        else:
            raise error
        self.finished.emit()

    def _tell_stopped(self, arriving: ArrivingImport | None) -> None:
        """Say what an import that was stopped leaves."""
        count = arriving.count if arriving is not None else 0
        text = self.tr(
            "The import was stopped; %n article(s) had come in and stay. Undo takes them out.", "", count
        )
        self.message.emit(text if count else self.tr("The import was cancelled; nothing was changed."))

    def _end(self) -> None:
        self._job = None
        self._progress.end()

    @Slot(int, int, str)
    def _on_stepped(self, done: int, total: int, name: str) -> None:
        if self._job is not None:
            text = self.tr("Reading {number} of {total}: {name}")
            shown = text.format(number=min(done + 1, total), total=total, name=name)
            self._progress.say(shown, done / max(1, total))

    def _filters(self) -> str:
        from briefbuilder.app.reading import readable_suffixes

        patterns = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        return self.tr("Articles ({patterns});;All files (*)").format(patterns=patterns)


def _read_files(
    paths: tuple[Path, ...],
    step: Callable[[int, int, str], None],
    keep: Callable[[PackedReading | RefusedFile], Kept],
    options: ReadingOptions,
    context: JobContext,
) -> tuple[Kept, ...]:
    """Read files, and have each kept by the window when it is ready, so that few are held at a time."""
    from briefbuilder.app.acts.importing import pack_reading
    from briefbuilder.app.reading import RefusedFile, read_paths

    def report(done: int, total: int, path: Path) -> None:
        step(done, total, path.name)

    kept: list[Kept] = []
    for reading in read_paths(
        paths, on_progress=report, cancelled=context.cancelled, pool=context.pool, options=options
    ):
        ready = reading if isinstance(reading, RefusedFile) else pack_reading(reading)
        kept.append(context.on_delivery(partial(keep, ready)))
    return tuple(kept)


def _read_pasted(offered: Offered, context: JobContext) -> Readings:
    from briefbuilder.app.reading import read_pasted

    return (read_pasted(offered, cancelled=context.cancelled, pool=context.pool),)


def _read_nothing(_context: JobContext) -> Readings:
    return ()


def _without_context(call: Callable[[], None], _context: JobContext) -> None:
    call()


def _pass_over(_outcome: object) -> None:
    """Take an outcome that nobody waits for."""
